/* One line of typed text: cursor, words, kill and yank, undo, history. */
#ifndef UI_LINE_H
#define UI_LINE_H

#include "ui/draw.h"
#include "ui/typing.h"

struct line_edit;
struct history;

struct history *history_new(void);
void history_free(struct history *history);	/* NULL is allowed */
/* The newest last; the same again moves there, blank is not kept. */
void history_add(struct history *history, const char *text);

struct line_edit *line_edit_new(const char *text);	/* NULL is "" */
void line_edit_free(struct line_edit *line);		/* wipes; NULL is allowed */
/* Keys walk through it; without one those keys are not ours. Not owned. */
void line_edit_use_history(struct line_edit *line, const struct history *history);
const char *line_edit_text(const struct line_edit *line);	/* until the next change */
void line_edit_set(struct line_edit *line, const char *text);	/* can be undone; cursor at the end */
size_t line_edit_cursor(const struct line_edit *line);		/* bytes */
/* Up to the end of the word that the cursor stands in, which is what Tab completes. Caller frees. */
char *line_edit_head(const struct line_edit *line);
void line_edit_set_head(struct line_edit *line, const char *text);	/* … the cursor at its end */
void line_edit_point(struct line_edit *line, int cells);	/* the cursor behind so many cells of the text */
int line_edit_hidden(const struct line_edit *line);		/* cells of it that do not show, as drawn last */
/* Replaces the bytes [from, cursor) by text. */
void line_edit_complete(struct line_edit *line, size_t from, const char *text);
/* Newlines in a paste become blanks, with a notice. */
enum typed line_edit_event(struct line_edit *line, struct typing *typing, const struct event *event);
/* focused: scrolled sideways so that the real cursor shows; else from the beginning. */
void line_edit_draw(struct line_edit *line, struct canvas *canvas, int y, int x, int width, enum paint paint,
	       bool focused);

#endif
