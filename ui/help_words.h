/* What help says besides keys: every action, field, state, setting, list and role by its name. */
#ifndef UI_HELP_WORDS_H
#define UI_HELP_WORDS_H

#include "ui/pager.h"

#define HELP_COLUMN 24	/* where the text of a name begins */

void help_words(struct ui *ui, struct pager *pager);
/* Adds the names that begin with what is typed after `help `. */
void help_complete(struct ui *ui, GPtrArray *found, const char *typed);

#endif
