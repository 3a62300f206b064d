/* What stands in the cells of lists, by field. */
#ifndef UI_CELLS_H
#define UI_CELLS_H

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
bool columns_are_local(void);
/* They are, and this is one. */
bool column_is_local(const struct column *column);

const struct column_kind *cell_kind(const struct object *object, size_t field);	/* never NULL */
/* The widest that a column of choices may show, and a countdown that is late; 0: that depends. */
int cell_widest(const struct object *object, const struct column *column);

/* "cont 7:12", "LATE cont 1:05"; "" when no clock runs. Caller frees. */
char *column_due(const struct record *record, int64_t now, enum paint *paint);
/* "4m50s": the time left of a countdown that tells seconds. Caller frees. */
char *column_seconds(int64_t ms);
/* "11-21 17:10", with the year in place of the time when it is long ago. Caller frees. */
char *column_time(int64_t ms, int64_t now);

#endif
