/* Columns of a list: which fields, how wide, and where. */
#ifndef UI_COLUMNS_H
#define UI_COLUMNS_H

#include "ui/cells.h"

/* Columns of these fields (names by blanks, most important first) that fit into width, from left
 * to right; the least important are left out. Free with g_array_unref (struct column). */
GArray *columns_of(const struct object *object, const char *names, int width);
/* The names as the columns stand from left to right. Caller frees. */
char *columns_placed(const struct object *object, const char *names);
/* The same names, and those of what their cells are made of. Caller frees. */
char *columns_read(const struct object *object, const char *names);
/* Chosen ones (names by blanks) that fit, from left to right as named; first those that the query has, as
 * it ranks them. */
GArray *columns_chosen(const struct object *object, const char *ranked, const char *names, int width);
/* Does a countdown of this row change with the next step? */
bool columns_tick(const struct record *record, int64_t now);
const char *column_title(const struct object *object, const struct column *column);
/* A row's cells, the first column at x. */
void columns_draw(const GArray *columns, struct canvas *canvas, int y, int x, const struct record *record,
		  int64_t now);

#endif
