/* The verbs of the command line: one row each, for the parser, help and manual. */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

#include "src/cli/options.h"

struct verb {
	const char *name;
	const char *usage;	/* what may follow the name */
	const char *help;	/* N_() */
	uint64_t options;	/* its own, besides the global ones */
	/* Returns the exit code. arguments->words begins after the verb. */
	int (*run)(const struct arguments *arguments);
	void (*more)(const char *const *words);	/* says more than the row; may be NULL */
	enum paths paths;	/* what its words are … */
	int first_path;		/* … from this one on */
	bool beside;		/* works in the store's own directory too: copies, a new store */
	bool parses;	/* takes alerts in: arguments->parser is there */
};
extern const struct verb verbs[];
extern const size_t verbs_len;

int verb_init(const struct arguments *arguments);
int verb_recover(const struct arguments *arguments);
int verb_do(const struct arguments *arguments);
int verb_look(const struct arguments *arguments);
int verb_ingest(const struct arguments *arguments);
int verb_audit(const struct arguments *arguments);
int verb_backup(const struct arguments *arguments);
int verb_drill(const struct arguments *arguments);
int verb_check(const struct arguments *arguments);
int verb_restore(const struct arguments *arguments);
int verb_rotate(const struct arguments *arguments);
int verb_about(const struct arguments *arguments);
/* `blotter --plain`: no verb. */
int plain_run(const struct arguments *arguments);

/* What `VERB --help` says beyond its row: the tables it works by. words as for the verb. */
void help_do(const char *const *words);
void help_look(const char *const *words);
void help_ingest(const char *const *words);
void help_recover(const char *const *words);
void help_audit(const char *const *words);
void help_backup(const char *const *words);
void help_check(const char *const *words);
void help_restore(const char *const *words);
void help_rotate(const char *const *words);
void help_init(const char *const *words);

#endif
