/* The inside of a pager, for pager*.c only. */
#ifndef UI_PAGER_INTERNAL_H
#define UI_PAGER_INTERNAL_H

#include "ui/command.h"

/* As it was added. */
struct piece {
	char *label;		/* NULL: a paragraph */
	char *text;
	int indent;		/* cells before the text; a pair's column */
	int level;		/* of a heading, from 1; 0: none */
	enum paint paint;
};

/* As it is shown at one width. */
struct shown {
	char *label;		/* in the first row of a pair; NULL */
	char *text;		/* harmless */
	int indent;
	enum paint paint;
	const struct piece *piece;
};

struct pager {
	GPtrArray *pieces, *rows;
	int width, height;	/* rows are for this width; height of the last draw */
	int top, line;		/* first row shown; row the cursor is on */
	const struct piece *place;	/* what the first row shall show at the next draw; NULL: as it is */
	char *sought;
	char *kept;		/* normal form: only pieces with it are shown; NULL: all */
};

/* Does the row have the text, in normal form? It may be broken where the row ends. */
bool pager_row_has(const struct pager *pager, guint at, const char *sought);

#endif
