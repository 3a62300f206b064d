/* Doing an action: on what, with what arguments, asked and told. */
#ifndef UI_PERFORM_H
#define UI_PERFORM_H

#include "src/app/act.h"
#include "ui/screen.h"

/* house.perform: "26-0041 to=forensics reason=skill" or "". What is missing is asked in a dialog. */
void perform(struct ui *ui, const struct action *action, const char *arguments);

/* What is to be done, on one or several things. */
struct task {
	const struct action *action;
	GPtrArray *targets;		/* of char *; one NULL when the action needs none */
	struct record *record;		/* the first target's, as shown; NULL: none */
	GArray *given;			/* of struct set: typed on the command line */
};
void task_free(struct task *task);		/* NULL is allowed */
/* Acts on every target. fill adds the arguments; may be NULL. True when all were done; otherwise
 * *refused (may be NULL) is the first refusal's outcome, its error told. */
bool task_run(struct ui *ui, const struct task *task,
	      void (*fill)(struct request *request, void *data), void *data,
	      struct outcome *refused, GError **error);
/* "INC-2026-0041" or "3 cases"; caller frees. */
char *task_subject(const struct task *task);

#endif
