/* Statements on one open database: prepared once, bound, stepped, every result code checked.
 * Beside sql.c only what makes, copies and checks a database speaks to SQLite; all else speaks to this. */
#ifndef DB_SQL_H
#define DB_SQL_H

#include "src/base/err.h"
#include <stddef.h>
#include <stdint.h>

struct sqlite3;

struct db {
	struct sqlite3 *handle;
	GHashTable *statements;	/* SQL text -> struct statement, kept prepared */
	int64_t deadline;	/* a read must end by then, monotonic us; 0: any time */
	int64_t data_version;	/* what db_changed saw last */
	bool making; /* the schema is being made: DDL is allowed, no audit entry needed */
	bool writing;		/* tx.c has a transaction open: blotter_guard() answers */
	bool drafting;		/* drafts.c has one open: only drafts may be written, without an entry */
	bool entry; /* … and has written its audit entry: the commit hook lets it through */
};

struct statement;

/* NULL with error when the text does not compile. Use with sql_done: it resets and unbinds; the
 * text stays prepared. The SQL is never built from data. */
struct statement *sql_prepare(struct db *db, const char *sql, GError **error);
void sql_done(struct statement *statement);
CLEANUP_DEFINE(struct statement *, sql_done)
/* From the start, with what is bound now or bound anew. */
void sql_again(struct statement *statement);

/* Parameters count from 1. Bytes are copied; NULL binds NULL. A failure shows at the next step. */
void sql_bind_int(struct statement *statement, int n, int64_t value);
void sql_bind_text(struct statement *statement, int n, const char *text);
void sql_bind_blob(struct statement *statement, int n, const void *data, size_t len);
void sql_bind_null(struct statement *statement, int n);

/* *row: there is one to read. */
bool sql_step(struct statement *statement, bool *row, GError **error);
/* For statements that give no rows. */
bool sql_run(struct statement *statement, GError **error);
/* One SQL text without parameters and rows; several statements are allowed. */
bool sql_exec(struct db *db, const char *sql, GError **error);

/* One statement without parameters and rows; its text stays prepared. */
bool sql_command(struct db *db, const char *sql, GError **error);

/* Columns count from 0; what they give lives until the next step. */
int64_t sql_int(const struct statement *statement, int column);
const char *sql_text(const struct statement *statement, int column);	/* NULL: NULL */
size_t sql_len(const struct statement *statement, int column);	/* bytes of its text, NULs too */
const void *sql_blob(const struct statement *statement, int column, size_t *len);
int sql_type(const struct statement *statement, int column);	/* SQLITE_NULL, … */
/* All of it by one question. type: SQLITE_NULL, …; number is that of an INTEGER, text and len of a TEXT. */
struct cell { int type; int64_t number; const char *text; size_t len; };
struct cell sql_cell(const struct statement *statement, int column);

/* The first column of the first row; false with error when there is none. */
bool sql_get_int(struct db *db, const char *sql, int64_t *value, GError **error);

/* One short read of several statements, all of the same state; it may last ms at most, because it
 * holds up every writer. Inside a write transaction: part of that, *outer false. */
bool sql_read_begin(struct db *db, int ms, bool *outer, GError **error);
/* Returns ok. The statements must be done. */
bool sql_read_end(struct db *db, bool outer, bool ok);

/* Rows changed since the connection was opened, by triggers too. */
int64_t sql_total_changes(const struct db *db);
int64_t sql_changes(const struct db *db);	/* … by the last statement alone */
bool sql_in_transaction(const struct db *db);

/* A sentence for the result code rc; returns false. */
bool sql_fail(const struct db *db, int rc, GError **error);

#endif
