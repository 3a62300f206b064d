/* What stands on the command line: one table of options, one parser. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "src/base/err.h"
#include "src/base/confine.h"
#include <stdint.h>

struct parse_child;

enum option {
	OPTION_STORE, OPTION_USER, OPTION_PASSWORD_FILE, OPTION_PASSWORD_FD, OPTION_TOTP_FD, OPTION_JSON,
	OPTION_HELP, OPTION_VERSION,
	OPTION_ASCII, OPTION_CSV, OPTION_LIMIT, OPTION_FILTER, OPTION_BATCH,
	OPTION_NEW_PASSWORD_FILE, OPTION_NEW_PASSWORD_FD, OPTION_GENERATE, OPTION_FORMAT, OPTION_ANSWERS,
	OPTION_DEEP, OPTION_RECOVERY, OPTION_ROLLBACK, OPTION_HOST_KEY, OPTION_ANCHOR,
	OPTION_SECOND, OPTION_SECOND_PASSWORD_FILE, OPTION_SECOND_PASSWORD_FD, OPTION_ALONE,
	OPTION_NEW_HOST_KEY, OPTION_FROM, OPTION_FOLLOW, OPTION_AFTER, OPTION_SYSLOG, OPTION_CRYPTO,
	OPTION_CHECK_CONFIG, OPTION_COLOR, OPTION_PLAIN,
	OPTIONS
};
#define OPTION_BIT(option) (UINT64_C(1) << (option))
G_STATIC_ASSERT(OPTIONS <= 64);
/* Understood by every verb, before or after it. */
#define OPTIONS_GLOBAL (OPTION_BIT(OPTION_ASCII) - 1)

/* What is a path, and what for. */
enum paths {
	PATHS_NONE,
	PATHS_READ,
	PATHS_MADE,	/* written anew: its directory is too */
	PATHS_VALUES,	/* words field=@FILE, read */
	PATHS_ANY,	/* known only once the store is open, or stands in a file */
};

struct option_row {
	const char *name;
	const char *argument;	/* N_(), in help; NULL: a flag */
	const char *help;	/* N_() */
	enum paths paths;	/* its argument is one */
	bool reason;		/* its argument is one, for the log */
};
extern const struct option_row option_rows[OPTIONS];

struct arguments {
	const char *values[OPTIONS];	/* NULL: not given; "": a flag that was */
	const char **words;		/* the verb, then what it works on; ends with NULL */
	struct parse_child *parser;	/* reads alerts, started before there was a key */
	struct confinement confinement;	/* of this process */
};
/* The strings stay the caller's. arguments_clear frees the list of words. */
bool arguments_parse(char **argv, struct arguments *arguments, GError **error);
void arguments_clear(struct arguments *arguments);
bool option_given(const struct arguments *arguments, enum option option);
/* Which options are given, as bits. */
uint64_t options_given(const struct arguments *arguments);
/* A whole number from 0 to max; absent is missing. */
bool option_number(const struct arguments *arguments, enum option option, int64_t missing, int64_t max,
		   int64_t *number, GError **error);

/* --store, else $BLOTTER_STORE, else the place in the home directory. Caller frees. */
char *option_store(const struct arguments *arguments);
/* --user, else $BLOTTER_USER, else NULL. */
const char *option_user(const struct arguments *arguments);

#endif
