/* What things look like: roles, not colours. Meaning is always told by a letter or word too. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>

#include "ui/colour.h"

enum paint {
	PAINT_TEXT,	/* ordinary */
	PAINT_MARKING,	/* the banner of the first and last row */
	PAINT_TITLE,	/* heads and labels of columns */
	PAINT_LABEL,	/* names of fields */
	PAINT_DIM,	/* said by the way */
	PAINT_RULE,	/* rules and boxes */
	PAINT_FOCUS,	/* the row or field the keys act on */
	PAINT_MARK,	/* rows picked for one action */
	PAINT_TAB,	/* the tab that is open */
	PAINT_FOUND,	/* where a search matched */
	PAINT_SEV1, PAINT_SEV2, PAINT_SEV3, PAINT_SEV4, PAINT_SEV5,
	PAINT_LATE,	/* past its time */
	PAINT_SOON,	/* less than a quarter of its time is left */
	PAINT_OK,	/* done, in time */
	PAINT_NEEDED,	/* a field that must be filled */
	PAINT_CUI,	/* controlled information is involved */
	PAINT_INFO,	/* message line */
	PAINT_ERROR,
	PAINT_HINT,	/* hint line: what a key does */
	PAINT_KEY,	/* hint line: the key */
	PAINTS
};

enum style_flag {
	STYLE_BOLD = 1 << 0, STYLE_DIM = 1 << 1, STYLE_ITALIC = 1 << 2, STYLE_UNDERLINE = 1 << 3,
	STYLE_REVERSE = 1 << 4,
};

struct style {
	unsigned flags;			/* enum style_flag */
	int foreground, background;	/* ui/colour.h */
};

struct theme {
	unsigned long looks[PAINTS];	/* curses attributes */
};

/* How many colours there are to use; 0: none. After the terminal is open. */
int theme_colours(enum colours allowed);
/* Of so many colours the nearest, as theme_colours() said. */
void theme_use(struct theme *theme, const struct style styles[PAINTS], int colours);

/* PAINT_SEV1 … PAINT_SEV5 for "SEV1" … "SEV5"; PAINT_TEXT for anything else, NULL too. */
enum paint theme_severity(const char *severity);

#endif
