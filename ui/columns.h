/* Columns of a list: which fields, how wide, and what a cell says. */
#ifndef UI_COLUMNS_H
#define UI_COLUMNS_H

#include "src/rules/record.h"
#include "ui/draw.h"

#define COLUMN_SECONDS_MS (5 * INT64_C(60000))	/* with less left, a countdown tells seconds … */
#define COLUMN_STEP_MS INT64_C(10000)		/* … in steps of ten: a tick is paid for on a slow line */

struct cell { char *text; enum paint paint; };	/* text: caller frees */

struct cell_place {
	const struct canvas *canvas;	/* for its signs */
	int64_t now;			/* UTC ms */
};

struct column_kind {
	const char *object;	/* NULL: of any */
	const char *field;
	const char *title;	/* N_(); NULL: the field's label */
	int width;		/* cells; 0: takes what is left */
	int place;		/* left to right */
	void (*cell)(const struct record *record, size_t field, const struct cell_place *place,
		     struct cell *cell);	/* NULL: as field_show() */
	bool right;		/* at the right edge of its column */
	bool main;		/* what the list is read for: there before others */
	int name;		/* cells of it that name the row; 0: all */
	const char *reads;	/* other fields that the cell is made of; NULL: none */
};

struct column { const struct column_kind *kind; size_t field; int width, x; bool both; /* zone and UTC */ };

/* Times in columns are in the zone of TZ, and UTC stands beside where there is room; else in UTC. */
void columns_local(bool local);
/* They are, and this is one. */
bool column_is_local(const struct column *column);

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

/* "cont 7:12", "LATE cont 1:05"; "" when no clock runs. Caller frees. */
char *column_due(const struct record *record, int64_t now, enum paint *paint);
/* "4m50s": the time left of a countdown that tells seconds. Caller frees. */
char *column_seconds(int64_t ms);
/* "11-21 17:10", with the year in place of the time when it is long ago. Caller frees. */
char *column_time(int64_t ms, int64_t now);

#endif
