/* The one door for text to the terminal. All text is taken as hostile (text_visible) and clipped;
 * positions are cells within the canvas, from 0. */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include "ui/theme.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct rect { int y, x, height, width; };

/* A place that can be clicked: it runs a command text. */
struct spot { struct rect rect; char *command; };

/* What canvases of one terminal share. */
struct surface {
	struct theme theme;
	bool ascii;		/* lines and signs in ASCII only */
	bool utf8;		/* the terminal takes UTF-8 text */
	GArray *spots;		/* of struct spot, as drawn last; NULL: nobody clicks */
	int cursor_y, cursor_x;	/* where the real cursor goes, on the terminal */
};

/* A rectangle to draw in. */
struct canvas {
	struct surface *surface;
	struct rect rect;	/* on the terminal */
};

/* Signs with a plain form for ASCII terminals. */
enum sign {
	SIGN_RULE,	/* ─ - */
	SIGN_DONE,	/* ✓ + */
	SIGN_BULLET,	/* • * */
	SIGN_OFFERED,	/* ⇄ = : a transfer is under way */
	SIGN_MORE,	/* ▾ v : a choice opens */
	SIGN_UP,	/* ↑ ^ */
	SIGN_DOWN,	/* ↓ v */
	SIGN_DOT,	/* · - : between words */
	SIGN_CHOSEN,	/* (•) (*) */
	SIGN_FREE,	/* ( ) ( ) */
	SIGN_TICKED,	/* [x] */
	SIGN_UNTICKED,	/* [ ] */
	SIGN_CUT,	/* … ~ : text goes on */
	SIGNS
};
const char *draw_sign(const struct canvas *canvas, enum sign sign);

/* Part of a canvas, clipped to it. */
struct canvas draw_part(const struct canvas *canvas, int y, int x, int height, int width);

/* One line, cut with "…" when it is longer than width cells (-1: to the edge). Newlines become
 * visible marks. Returns the cells used. */
int draw_text(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *text);
/* The same, padded with blanks to width: for rows and columns with a background. */
void draw_cell(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *text);
/* At the right edge of width cells from x. */
void draw_right(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *text);
void draw_centred(struct canvas *canvas, int y, enum paint paint, const char *text);
/* printf first; every %s is hostile as well. */
int draw_format(struct canvas *canvas, int y, int x, int width, enum paint paint,
		const char *format, ...) G_GNUC_PRINTF(6, 7);
/* Wrapped at blanks from row y on, at most rows of them; returns the rows used. */
int draw_wrapped(struct canvas *canvas, int y, int x, int width, int rows, enum paint paint,
		 const char *text);
/* The same in the last rows of the canvas, at most so many, over what stands there. */
void draw_upwards(struct canvas *canvas, int rows, enum paint paint, const char *text);
/* One run of harmless text (text_visible was called, for columns to match), not cut with "…". */
int draw_harmless(struct canvas *canvas, int y, int x, int width, enum paint paint,
		  const char *harmless);
/* Changes the look of cells already drawn: the focused row. */
void draw_look(struct canvas *canvas, int y, int x, int width, enum paint paint);

void draw_clear(struct canvas *canvas);
void draw_rule(struct canvas *canvas, int y);
/* A box along the canvas' edge with its inside cleared; returns the inside, one blank left and
 * right. title may be NULL. */
struct canvas draw_box(struct canvas *canvas, const char *title);
/* A centred part of at most height × width. */
struct canvas draw_middle(const struct canvas *canvas, int height, int width);

/* The real cursor, at the row or field in focus: every draw ends with it (screen readers). */
void draw_cursor(struct canvas *canvas, int y, int x);

/* A click there runs this command, unless something is drawn over it. */
void draw_spot(struct canvas *canvas, int y, int x, int height, int width, const char *format, ...)
	G_GNUC_PRINTF(6, 7);
void draw_spots(struct surface *surface, bool on);	/* keeps them from now on, or no more */
void draw_spots_clear(struct surface *surface);
/* The command of the place, drawn last if there are several; NULL: none. */
const char *draw_spot_at(const struct surface *surface, int y, int x);

/* For the screen stack and the harness: a whole frame. */
void draw_begin(struct surface *surface);
void draw_end(struct surface *surface);

#endif
