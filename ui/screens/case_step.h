/* From one case to the next of the list that it was opened from. */
#ifndef UI_SCREENS_CASE_STEP_H
#define UI_SCREENS_CASE_STEP_H

#include "ui/list.h"

/* The list of a screen; NULL: it has none. */
struct list *case_step_list(const struct screen *screen);
/* Does its cursor stand on this case, or on what speaks of it? NULL has none. */
bool case_step_at(struct list *list, const char *id);
/* The case by rows further; NULL: told. Caller frees. */
char *case_step(struct ui *ui, struct list *list, const char *id, long by);

#endif
