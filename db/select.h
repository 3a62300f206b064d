/* Reads. The SELECT is built here, and here the visibility clause is always added. */
#ifndef DB_SELECT_H
#define DB_SELECT_H

#include "db/select_ask.h"
#include "db/store.h"

/* GPtrArray of struct record. One short read; a deadline stops a runaway one. */
GPtrArray *select_rows(struct store *store, const struct select *select, GError **error);
/* Exact count up to cap (then cap). */
bool select_count(struct store *store, const struct select *select, int64_t cap, int64_t *count,
		  GError **error);
/* How many rows have which value of a field, "" for none: all of them, or cap in all when there are as
 * many or more. Free with g_array_unref (struct tally). */
struct tally { char *value; int64_t count; };
GArray *select_tally(struct store *store, const struct select *select, size_t field, int64_t cap,
		     GError **error);
/* The largest value of a number or time among them; 0: none. */
bool select_most(struct store *store, const struct select *select, size_t field, int64_t *most,
		 GError **error);
/* The one row whose field has this value and that may be seen; *record NULL when there is none. */
bool select_one(struct store *store, const struct object *object,
		const struct visibility *visibility, size_t field, const char *value,
		struct record **record, GError **error);
bool select_pk(struct store *store, const struct object *object,
	       const struct visibility *visibility, int64_t pk, struct record **record,
	       GError **error);
/* Whether the person stands on the case's access list or is called in, and which groups reach it. */
bool select_standing(struct store *store, const struct record *case_record, const char *user,
		     struct standing *standing, GError **error);
void standing_clear(struct standing *standing);
bool select_raw(struct store *store, const char *sha256, char **bytes, size_t *len, GError **error);
/* EXPLAIN QUERY PLAN of how select_rows would find the keys of the rows, for the tests. Caller frees. */
char *select_plan(struct store *store, const struct select *select, GError **error);

#endif
