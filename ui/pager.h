/* Long text to read: lines with a look each, wrapped, scrolled, searched. */
#ifndef UI_PAGER_H
#define UI_PAGER_H

#include "ui/command.h"

struct pager;

struct pager *pager_new(void);
void pager_free(struct pager *pager);		/* NULL is allowed */
void pager_clear(struct pager *pager);		/* keeps the place, for filling anew */
/* A paragraph: newlines in it are kept, long lines wrapped, indented by as many cells. */
void pager_add(struct pager *pager, enum paint paint, int indent, const char *text);
/* "label   text": text wraps within its own column. */
void pager_add_pair(struct pager *pager, int column, const char *label, enum paint paint,
		    const char *text);
void pager_draw(struct pager *pager, struct canvas *canvas);
/* For the class of a screen whose state is a pager and nothing more. */
void pager_on_close(struct ui *ui, struct screen *screen);
void pager_on_draw(struct ui *ui, struct screen *screen, struct canvas *canvas);
/* move-down, page-down, first, last, search-next …; self is the pager. */
extern const struct command pager_commands[];
/* Moves to the next line that has the text, any case; false: none. */
bool pager_search(struct pager *pager, const char *text, bool backwards);

#endif
