/* An action under way on the screen: on what, with what, done and told. */
#ifndef UI_TASK_H
#define UI_TASK_H

#include "src/app/act.h"
#include "ui/screen.h"

/* What is to be done, on one or several things. */
struct task {
	const struct action *action;
	const char *told;		/* N_() instead of what the action says; NULL: that */
	GPtrArray *targets;		/* of char *; one NULL when the action needs none */
	unsigned owned;			/* marked cases that somebody else owns */
	unsigned gone;			/* marked ones that are not there any more */
	struct record *record;		/* the first target's, as shown; NULL: none */
	GArray *given;			/* of struct set: typed on the command line */
	GPtrArray *done, *refused;	/* of char *: targets; "target: why" */
	GPtrArray *left;		/* of char *: the targets that were refused */
	char *joined;			/* what the first one said, for an action that joins; NULL: nothing yet */
};
struct task *task_new(const struct action *action);
void task_free(struct task *task);		/* NULL is allowed */
/* Acts on every target. fill adds the arguments; may be NULL. True when all were done; otherwise
 * *refused (may be NULL) is the first refusal's outcome, its error told. */
bool task_run(struct ui *ui, struct task *task,
	      void (*fill)(struct request *request, void *data), void *data,
	      struct outcome *refused, GError **error);
/* The same action on what was refused of several, to be tried again; NULL: nothing was. */
struct task *task_rest(struct ui *ui, const struct task *task);
/* Marks stay on what was refused. */
void task_unmark(struct ui *ui, const GPtrArray *done, const GPtrArray *refused);
/* … and what was refused of several is listed. */
void task_settle(struct ui *ui, GPtrArray *done, GPtrArray *refused);
/* "INC-2026-0041", "3 cases", "2 alerts, 1 more has gone"; caller frees. */
char *task_subject(const struct task *task);

#endif
