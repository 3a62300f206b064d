/* Between a row of an object's table and a record. */
#ifndef DB_ROW_H
#define DB_ROW_H

#include "db/sql.h"
#include "src/rules/record.h"

#define ROW_SALT_LEN 16

/* "SELECT t.pk, t.seq, t.salt, t.… FROM cases AS t": append the rest. */
GString *row_select(const struct object *object);
/* "SELECT t.pk, t.seq, t.salt, t.…" of these fields (GArray of size_t; NULL: all), and what reads its row. */
GString *row_columns(const struct object *object, const GArray *fields);
bool row_read_part(const struct statement *statement, const struct object *object, const GArray *fields,
		   struct record **record, GError **error);
/* The record in the current row of such a SELECT; false when a value has a type that this program
 * never writes. */
bool row_read(const struct statement *statement, const struct object *object, struct record **record,
	      GError **error);
/* All rows, as struct record. */
GPtrArray *row_read_all(struct statement *statement, const struct object *object, GError **error);
/* The first row; *record NULL when there is none. */
bool row_read_one(struct statement *statement, const struct object *object, struct record **record,
		  GError **error);

/* Numbers, times and booleans are INTEGER columns, all else is TEXT. */
bool row_is_integer(const struct field *field);
/* False when the text is no number for an INTEGER column. */
bool row_bind(struct statement *statement, int n, const struct field *field, const char *value);

/* Hex SHA-256(salt, canonical JSON of the columns that are not NULL, without salt). NULL when a
 * value cannot stand in JSON. Caller frees. */
char *row_hash(const struct record *record, const uint8_t salt[ROW_SALT_LEN]);
/* "case:INC-2026-0041"; caller frees. */
char *row_name(const struct record *record);
/* The id of the case this row is or belongs to; NULL: to none. */
const char *row_case(const struct record *record);

#endif
