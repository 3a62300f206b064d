/* Commands: keys, `:` and hints all end in command_run(text). */
#ifndef UI_COMMAND_H
#define UI_COMMAND_H

#include "src/app/action.h"
#include "ui/screen.h"

struct command {
	const char *name;	/* "move-down"; NULL ends a table */
	const char *label;	/* N_() short: "down" */
	const char *help;	/* N_() one sentence */
	/* self: the screen, part or ui the table belongs to. */
	void (*run)(struct ui *ui, void *self, const char *arguments);
	bool (*offered)(struct ui *ui, void *self);	/* can it be done now; NULL: yes */
	/* Adds what its arguments may be, whole, given what is typed of them; NULL: nothing. */
	void (*complete)(struct ui *ui, GPtrArray *found, const char *typed);
};

/* What a word means on the top screen. One of command, action, class is set, or none. */
struct meaning {
	const struct command *command;
	void *self;
	const struct action *action;
	const struct screen_class *class;
};

/* Looked for in: the top screen's own commands, its parts, generic ones, actions, screens. */
struct meaning command_find(struct ui *ui, const char *word);
/* Can this command text be run here now, by this person? */
bool command_offered(struct ui *ui, const char *text);
/* Runs a line: a word, then its arguments. Errors are told. */
void command_run(struct ui *ui, const char *text);
/* The same as typed after `:`, where an action that no role of ours has is refused at the door and logged. */
void command_typed(struct ui *ui, const char *text);
/* Short name and sentence for help; "" when unknown. Not to free. */
const char *command_label(const struct meaning *meaning);
const char *command_help(const struct meaning *meaning);
/* What may be typed next after this beginning: whole words, sorted; g_strfreev. */
char **command_complete(struct ui *ui, const char *text);

#endif
