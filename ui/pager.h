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
/* The title of a section, from level 1; a blank row goes before it. */
void pager_add_heading(struct pager *pager, int level, const char *text);
/* All headings, deeper ones indented; g_strfreev. */
char **pager_headings(const struct pager *pager);
/* The one that the first row shown is in; "" above all. Caller frees. */
char *pager_heading_now(const struct pager *pager);
/* Shows this one of them first. */
void pager_to_heading(struct pager *pager, int index);
/* The first piece that has the text, any case, as if it were searched for; false: none has. */
bool pager_to_text(struct pager *pager, const char *text);
/* Shows only what has the text, with its headings; NULL or "": all again. False: nothing has it, and all
 * stays as it was. */
bool pager_keep(struct pager *pager, const char *text);
/* How many rows it has at this width. */
int pager_rows_at(struct pager *pager, int width);
/* By so many of the last draw's pages. */
void pager_page(struct pager *pager, int by);
/* Is there more below what the last draw showed? */
bool pager_goes_on(const struct pager *pager);
void pager_draw(struct pager *pager, struct canvas *canvas);
/* For the class of a screen whose state is a pager and nothing more. */
void pager_on_close(struct ui *ui, struct screen *screen);
void pager_on_draw(struct ui *ui, struct screen *screen, struct canvas *canvas);
/* move-down, page-down, first, last, search-next …; self is the pager. */
extern const struct command pager_commands[];

#endif
