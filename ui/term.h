/* The terminal: opened, waited on and given back here and nowhere else. */
#ifndef UI_TERM_H
#define UI_TERM_H

#include "ui/draw.h"
#include "ui/keys.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct term;

struct term_options {
	bool ascii;	/* no line drawing, even if the locale is UTF-8 */
	enum colours colours;	/* at most these */
	/* Tests: no terminal, events from here. next returns false at the end of the script. */
	bool (*next)(void *data, struct event *event);
	void *data;
	int height, width;
	const char *device;	/* … and what a terminal would get goes into this file; NULL: nowhere */
	const char *type;	/* … of which kind; NULL: xterm-256color */
};

/* Full screen, raw, bracketed paste on, flow control off. The terminal comes back on term_close(),
 * exit(), and on the signals of a crash. Fails with a sentence: no terminal, TERM unset or
 * unknown. */
struct term *term_open(const struct term_options *options, GError **error);
void term_close(struct term *term);	/* NULL is allowed */
int term_colours(const struct term *term);	/* how many there are to use; 0: none */
/* How things look from the next drawing on; until then, all alike. */
void term_theme(struct term *term, const struct style styles[PAINTS]);
/* Tells of clicks and the wheel, from now on or no more; a terminal without a mouse hears nothing of it. */
void term_mouse(struct term *term, bool on);
struct surface *term_surface(struct term *term);
void term_size(const struct term *term, int *height, int *width);
/* The next event; EVENT_TICK after about a second without any. Resizing is done when
 * EVENT_RESIZE comes. */
void term_wait(struct term *term, struct event *event);
/* More input is there already: drawing can wait. */
bool term_pending(struct term *term);
/* Nothing of what was shown stays: not on the screen, in its scroll-back, or in memory. */
void term_wipe(struct term *term);
/* Paints everything anew (^L). */
void term_redraw(struct term *term);
/* Gives the terminal back and stops the process until it is continued (^Z). */
void term_suspend(struct term *term);
/* Tests: what EVENT_RESIZE brings. */
void term_resize(struct term *term, int height, int width);

#endif
