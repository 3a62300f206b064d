/* Two people changed one case: field by field what it was, what is mine, what is theirs. */
#ifndef UI_SCREENS_MERGE_H
#define UI_SCREENS_MERGE_H

#include "src/rules/merge.h"
#include "ui/command.h"

/* save: called when all is decided and the screen is closed. merge and data are not owned; they must live
 * as long as the screen. */
void merge_open(struct ui *ui, const char *id, struct merge *merge, void (*save)(struct ui *ui, void *data),
		void *data);

extern const struct command merge_commands[];

#endif
