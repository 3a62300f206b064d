/* Two people changed one case: field by field what it was, what is mine, what is theirs. */
#ifndef UI_SCREENS_MERGE_H
#define UI_SCREENS_MERGE_H

#include "src/app/request.h"
#include "src/rules/merge.h"
#include "ui/command.h"

/* theirs: the case as they left it. save: called when all is decided and the screen is closed. merge and data are
 * not owned; they must live as long as the screen. */
void merge_open(struct ui *ui, const struct record *theirs, struct merge *merge,
		void (*save)(struct ui *ui, void *data), void *data);

/* Adds to a draft what was chosen, also by hand and not yet taken, and where one stands if the screen is open. */
void merge_typed(struct ui *ui, const struct merge *merge, struct request *typed);
bool merge_was_open(const struct request *typed);
/* Goes there on the screen that was just opened. */
void merge_retype(struct ui *ui, const struct request *typed);

extern const struct command merge_commands[];

#endif
