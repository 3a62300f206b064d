/* A list of records: a window on a query, never the whole of it. Cursor, marks, search, filter. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "src/app/look.h"
#include "ui/command.h"

struct list;

/* case_id: for queries of one case; NULL: none. */
struct list *list_new(const char *query, const char *case_id);
void list_free(struct list *list);		/* NULL is allowed */

/* Looks again; the cursor stays on its record. False: told in the message line. */
bool list_look(struct list *list, struct ui *ui);
/* Only rows that match: "severity=SEV1 owner=bea words"; NULL: all. */
bool list_filter(struct list *list, struct ui *ui, const char *filter);

/* How a list is shown; texts as in a view, NULL: as the query has it. */
struct list_look { const char *filter, *sort, *columns, *heads; };
/* Takes it, and looks when it is drawn or looked at next; what is no field is left out. */
void list_show(struct list *list, const struct list_look *how);
/* What is shown now: valid until it changes; sort by caller freed. */
struct list_look list_shown(const struct list *list, char **sort);

const struct query *list_query(const struct list *list);
/* The cursor's row in full; NULL: there is none, or it is not to be seen any more. */
const struct record *list_current(struct list *list);
/* Puts the cursor on the row with this pk, if it is loaded. */
bool list_goto(struct list *list, int64_t pk);
/* The cursor goes by rows, loading what it needs. False: there are no more. */
bool list_step(struct list *list, struct ui *ui, long by);
/* " 3 of 17": as wide for each row, so that a step repaints the digits that change. NULL: no row. Caller frees. */
char *list_place(const struct list *list);
/* Marked rows (struct record, NULL for one that has gone; the caller unrefs); NULL: none is marked. */
GPtrArray *list_marked(const struct list *list);
/* The row of this key, or of this case; NULL: all, and those that have gone. */
void list_unmark(struct list *list, const char *key);

/* Heads of columns and rows; the focused row gets the cursor. empty: said when there is no row. */
void list_draw(struct list *list, struct ui *ui, struct canvas *canvas, const char *empty);
/* "3 of 17 · filter: owner=bea · 2 marked · by title"; caller frees. */
char *list_status(const struct list *list, const struct canvas *canvas);

/* Once a second: a countdown that is shown has changed. */
bool list_tick(struct list *list, struct ui *ui);

extern const struct command list_commands[];	/* self is the list */

#endif
