/* A keyed connection with its settings read back: what db_open, db_create and db_copy begin with. */
#include "db/connect.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "src/base/i18n.h"


static void limits_set(sqlite3 *handle)
{
	static const struct { int which, value; } limits[] = {
		{ SQLITE_LIMIT_LENGTH, 64 << 20 },
		{ SQLITE_LIMIT_SQL_LENGTH, 100000 },
		{ SQLITE_LIMIT_ATTACHED, 0 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 100 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 250 },
		{ SQLITE_LIMIT_WORKER_THREADS, 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
		sqlite3_limit(handle, limits[i].which, limits[i].value);
}

/* Settings are silently ignored when unknown or misspelt: what a store rests on is read back. */
static bool setting_check(struct db *db, const char *pragma, const char *expected, GError **error)
{
	g_autofree char *sql = g_strconcat("PRAGMA ", pragma, NULL);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, sql, error);
	bool row;

	if (!statement || !sql_step(statement, &row, error))
		return false;
	if (row && g_strcmp0(sql_text(statement, 0), expected) == 0)
		return true;
	return err_set(error, ERR_FAILED,
		       _("the database library does not keep %s at %s (it says %s)"), pragma,
		       expected, row && sql_text(statement, 0) ? sql_text(statement, 0) : "-");
}

static bool settings_apply(struct db *db, GError **error)
{
	static const struct { const char *pragma, *value; } settings[] = {
		{ "journal_mode", "truncate" },
		{ "synchronous", "2" },
		{ "foreign_keys", "0" },	/* triggers do it: an update need not write every index */
		{ "recursive_triggers", "1" },
		{ "cell_size_check", "1" },
		{ "temp_store", "2" },
		{ "cache_spill", "0" },	/* a spill would lock readers out until the commit */
		{ "page_size", "4096" },
		{ "secure_delete", "1" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
		g_autofree char *sql = g_strdup_printf("PRAGMA %s = %s", settings[i].pragma,
						       settings[i].value);

		if (!sql_exec(db, sql, error) ||
		    !setting_check(db, settings[i].pragma, settings[i].value, error))
			return false;
	}
	return sql_exec(db, "PRAGMA mmap_size = 0; PRAGMA cache_size = -8000; "
			"PRAGMA trusted_schema = OFF", error);
}

static bool key_set(struct db *db, const char *key, GError **error)
{
	int rc;

	/* One character less, and the library takes it for a passphrase, silently. */
	if (strlen(key) != DB_KEY_TEXT_LEN)
		return err_set(error, ERR_FAILED, _("the database key has a wrong length"));
	rc = sqlite3_key(db->handle, key, DB_KEY_TEXT_LEN);
	if (rc != SQLITE_OK)
		return sql_fail(db, rc, error);
	/* In this order: 4.6 keeps quiet on stderr only when told so after the key. */
	return sql_exec(db, "PRAGMA cipher_log_level = NONE; PRAGMA cipher_compatibility = 3; "
			"PRAGMA cipher_page_size = 4096", error);
}

char *db_cipher_version(struct db *db)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(db, "PRAGMA cipher_version", NULL);
	bool row;

	if (!statement || !sql_step(statement, &row, NULL) || !row)
		return NULL;
	return g_strdup(sql_text(statement, 0));
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->statements)
		g_hash_table_unref(db->statements);
	if (sqlite3_close(db->handle) != SQLITE_OK)
		g_error("a statement is still in use while the store closes");
	g_free(db);
}

struct db *connect_file(const char *path, const char *key, GError **error)
{
	CLEANUP(db_close) struct db *db = g_new0(struct db, 1);
	g_autofree char *version = NULL;
	int64_t tables;
	int rc = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
				 NULL);

	if (rc != SQLITE_OK) {
		sql_fail(db, rc, error);
		return NULL;
	}
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, DB_BUSY_MS);
	limits_set(db->handle);
	if (!key_set(db, key, error) ||
	    !sql_get_int(db, "SELECT count(*) FROM sqlite_master", &tables, error))
		return NULL;
	version = db_cipher_version(db);
	if (!version) {
		err_set(error, ERR_FAILED, _("this program runs on a database library without "
					     "encryption; install libsqlcipher"));
		return NULL;
	}
	if (!settings_apply(db, error))
		return NULL;
	return g_steal_pointer(&db);
}

/* The file, empty and ours alone, so that SQLite's own mode 0644 never comes up. */
static bool file_make(const char *path, GError **error)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (fd < 0)
		return err_set(error, ERR_FAILED, _("cannot create \"%s\": %s"), path,
			       g_strerror(errno));
	close(fd);
	return true;
}

struct db *connect_new(const char *path, const char *key, GError **error)
{
	struct db *db;

	if (!file_make(path, error))
		return NULL;
	db = connect_file(path, key, error);
	if (!db)
		unlink(path);
	return db;
}
