/* The columns of a list, chosen in a dialog. */
#ifndef UI_COLUMN_CHOICE_H
#define UI_COLUMN_CHOICE_H

#include "src/rules/object.h"
#include "ui/screen.h"

/* shown: names by blanks, from left to right. What was chosen, likewise; "" is none, for the list's own.
 * NULL: cancelled. Caller frees. */
char *column_choice(struct ui *ui, const struct object *object, const char *shown);

#endif
