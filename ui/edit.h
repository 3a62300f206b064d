/* Paragraphs of typed text: wrapped, with words, kill and yank, undo, paste. */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include "ui/line.h"

struct edit;

struct edit *edit_new(const char *text);	/* NULL is "" */
void edit_free(struct edit *edit);		/* wipes; NULL is allowed */
const char *edit_text(const struct edit *edit);	/* until the next change */
void edit_set(struct edit *edit, const char *text);	/* can be undone */
bool edit_changed(const struct edit *edit);	/* since edit_new */
/* Rows up on the first row and down on the last are not taken, so that a form can move on. */
enum typed edit_event(struct edit *edit, struct typing *typing, const struct event *event);
/* Rows it would need at this width. */
int edit_rows(const struct edit *edit, int width);
/* Scrolls so that the cursor shows. focused: puts the real cursor there. */
void edit_draw(struct edit *edit, struct canvas *canvas, enum paint paint, bool focused);

#endif
