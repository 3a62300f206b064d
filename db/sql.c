#include "db/sql.h"

#include <sqlite3.h>
#include <string.h>

#include "src/base/i18n.h"

/* Prepared texts kept; more are possible (updates name only what changed), these are enough. */
#define STATEMENTS_KEPT 128

struct statement {
	struct db *db;
	sqlite3_stmt *handle;
	int rc;		/* of the first bind that failed */
	bool used, kept;
};

static void statement_free(void *data)
{
	struct statement *statement = data;

	sqlite3_finalize(statement->handle);
	g_free(statement);
}

static gboolean statement_idle(void *key, void *value, void *data)
{
	(void)key, (void)data;
	return !((struct statement *)value)->used;
}

static struct statement *kept_find(struct db *db, const char *sql)
{
	struct statement *statement;

	if (!db->statements)
		db->statements =
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, statement_free);
	statement = g_hash_table_lookup(db->statements, sql);
	return statement && !statement->used ? statement : NULL;
}

struct statement *sql_prepare(struct db *db, const char *sql, GError **error)
{
	struct statement *statement = kept_find(db, sql);
	const char *rest = "";
	int rc;

	if (statement) {
		statement->used = true;
		return statement;
	}
	statement = g_new0(struct statement, 1);
	statement->db = db;
	statement->used = true;
	rc = sqlite3_prepare_v2(db->handle, sql, -1, &statement->handle, &rest);
	if (rc == SQLITE_OK && (!statement->handle || *rest))
		rc = SQLITE_MISUSE;
	if (rc != SQLITE_OK) {
		sql_fail(db, rc, error);
		statement_free(statement);
		return NULL;
	}
	if (g_hash_table_contains(db->statements, sql))
		return statement;
	if (g_hash_table_size(db->statements) >= STATEMENTS_KEPT)
		g_hash_table_foreach_remove(db->statements, statement_idle, NULL);
	statement->kept = true;
	g_hash_table_insert(db->statements, g_strdup(sql), statement);
	return statement;
}

void sql_done(struct statement *statement)
{
	sqlite3_reset(statement->handle);
	sqlite3_clear_bindings(statement->handle);
	statement->rc = SQLITE_OK;
	statement->used = false;
	if (!statement->kept)
		statement_free(statement);
}

void sql_again(struct statement *statement)
{
	sqlite3_reset(statement->handle);
}

static void bound(struct statement *statement, int rc)
{
	if (statement->rc == SQLITE_OK)
		statement->rc = rc;
}

void sql_bind_int(struct statement *statement, int n, int64_t value)
{
	bound(statement, sqlite3_bind_int64(statement->handle, n, value));
}

void sql_bind_text(struct statement *statement, int n, const char *text)
{
	if (!text)
		sql_bind_null(statement, n);
	else
		bound(statement, sqlite3_bind_text64(statement->handle, n, text, strlen(text),
						     SQLITE_TRANSIENT, SQLITE_UTF8));
}

void sql_bind_blob(struct statement *statement, int n, const void *data, size_t len)
{
	if (!data)
		sql_bind_null(statement, n);
	else
		bound(statement, sqlite3_bind_blob64(statement->handle, n, data, len,
						     SQLITE_TRANSIENT));
}

void sql_bind_null(struct statement *statement, int n)
{
	bound(statement, sqlite3_bind_null(statement->handle, n));
}

bool sql_step(struct statement *statement, bool *row, GError **error)
{
	int rc = statement->rc;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(statement->handle);
	*row = rc == SQLITE_ROW;
	return rc == SQLITE_ROW || rc == SQLITE_DONE || sql_fail(statement->db, rc, error);
}

bool sql_run(struct statement *statement, GError **error)
{
	bool row;

	if (!sql_step(statement, &row, error))
		return false;
	return !row || sql_fail(statement->db, SQLITE_MISUSE, error);
}

bool sql_exec(struct db *db, const char *sql, GError **error)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || sql_fail(db, rc, error);
}

bool sql_command(struct db *db, const char *sql, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, sql, error);

	return statement && sql_run(statement, error);
}

int64_t sql_int(const struct statement *statement, int column)
{
	return sqlite3_column_int64(statement->handle, column);
}

const char *sql_text(const struct statement *statement, int column)
{
	return (const char *)sqlite3_column_text(statement->handle, column);
}

size_t sql_len(const struct statement *statement, int column)
{
	return (size_t)sqlite3_column_bytes(statement->handle, column);
}

const void *sql_blob(const struct statement *statement, int column, size_t *len)
{
	const void *data = sqlite3_column_blob(statement->handle, column);

	*len = (size_t)sqlite3_column_bytes(statement->handle, column);
	return data;
}

int sql_type(const struct statement *statement, int column)
{
	return sqlite3_column_type(statement->handle, column);
}

struct cell sql_cell(const struct statement *statement, int column)
{
	sqlite3_value *value = sqlite3_column_value(statement->handle, column);
	struct cell cell = { .type = sqlite3_value_type(value) };

	if (cell.type == SQLITE_INTEGER) {
		cell.number = sqlite3_value_int64(value);
	} else if (cell.type == SQLITE_TEXT) {
		cell.text = (const char *)sqlite3_value_text(value);
		cell.len = (size_t)sqlite3_value_bytes(value);
	}
	return cell;
}

bool sql_get_int(struct db *db, const char *sql, int64_t *value, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, sql, error);
	bool row;

	if (!statement || !sql_step(statement, &row, error))
		return false;
	if (!row)
		return err_set(error, ERR_FAILED, _("the store has no answer to \"%s\""), sql);
	*value = sql_int(statement, 0);
	return true;
}

bool sql_read_begin(struct db *db, int ms, bool *outer, GError **error)
{
	*outer = !sql_in_transaction(db);
	if (!*outer)
		return true;
	db->deadline = g_get_monotonic_time() + (int64_t)ms * 1000;
	return sql_command(db, "BEGIN", error);
}

bool sql_read_end(struct db *db, bool outer, bool ok)
{
	if (!outer)
		return ok;
	db->deadline = 0;
	if (sql_in_transaction(db))
		sql_command(db, "ROLLBACK", NULL);
	return ok;
}

int64_t sql_total_changes(const struct db *db)
{
	return sqlite3_total_changes(db->handle);
}

int64_t sql_changes(const struct db *db)
{
	return sqlite3_changes(db->handle);
}

bool sql_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

static const char *reason(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return _("the store is busy with another session; try again");
	case SQLITE_FULL:
		return _("no space is left for the store, nothing was saved; free some and try "
			 "again");
	case SQLITE_NOTADB:
		return _("the store's database does not open with this key: it is damaged or does "
			 "not "
			 "belong to this keyring; restore both from one backup");
	case SQLITE_CORRUPT:
		return _("the store's database is damaged; restore it from a backup");
	case SQLITE_INTERRUPT:
		return _("reading took too long and was stopped; ask for less, with a narrower "
			 "filter");
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return _("the store's database cannot be written; check owner, mode and file "
			 "system");
	case SQLITE_NOMEM:
		return _("not enough memory for the store; close other programs");
	default:
		return NULL;
	}
}

bool sql_fail(const struct db *db, int rc, GError **error)
{
	const char *why = reason(rc);
	/* what failed may have been another connection, or none */
	bool here = rc == sqlite3_extended_errcode(db->handle);

	if (rc == SQLITE_CONSTRAINT_COMMITHOOK)
		why = _("the store refused a change without its audit entry; nothing was saved");
	if (why)
		return err_set(error, ERR_FAILED, "%s", why);
	return err_set(error, ERR_FAILED, _("the store's database failed: %s (%d)"),
		       here ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc), rc);
}
