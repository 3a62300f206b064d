#include "db/open.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connect.h"
#include "db/migrate.h"
#include "db/migrations.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

#define UPGRADE_MS 1800000	/* another session may be at it, with a million cases */
#define PROGRESS_STEPS 1000	/* virtual machine steps between two looks at the clock */

/* --- memory that is wiped when freed --- */

#define BLOCK_MARK UINT64_C(0xb10c6d61726b0ff5)

/* Before each block, as wide as the strictest alignment: its size, and a mark that goes when it is freed. SQLCipher
 * 3.4.1 frees a key twice when it had no memory for its copy. */
union block {
	struct { size_t len; char freed_list[16]; uint64_t mark; };	/* freed_list: where malloc writes later */
	max_align_t align;
};

static void *block_new(int len)
{
	union block *block = len > 0 ? malloc(sizeof(*block) + (size_t)len) : NULL;

	if (!block)
		return NULL;
	block->len = (size_t)len;
	block->mark = BLOCK_MARK;
	return block + 1;
}

static void block_free(void *p)
{
	union block *block = p;

	if (!p)
		return;
	block--;
	if (block->mark != BLOCK_MARK)
		g_error("SQLCipher gave back the same memory twice");
	explicit_bzero(block, sizeof(*block) + block->len);
	free(block);
}

static int block_size(void *p)
{
	return p ? (int)((union block *)p)[-1].len : 0;
}

static void *block_resize(void *p, int len)
{
	void *larger = block_new(len);

	if (!larger)
		return NULL;
	memcpy(larger, p, MIN((size_t)len, (size_t)block_size(p)));
	block_free(p);
	return larger;
}

static int block_round(int len)
{
	return (len + 7) & ~7;
}

static int block_init(void *data)
{
	(void)data;
	return SQLITE_OK;
}

static void block_shutdown(void *data)
{
	(void)data;
}

void db_process_init(void)
{
	static const sqlite3_mem_methods methods = {
		block_new, block_free, block_resize, block_size,
		block_round, block_init, block_shutdown, NULL,
	};

	/* MISUSE: SQLite runs already, with these methods since the first call. */
	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
	/* Nobody asks how much is used, and to count it takes a lock for each block. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_initialize() != SQLITE_OK)
		g_error("SQLite does not start");
}

/* --- what a connection may do --- */

static int authorize(void *data, int action, const char *a, const char *b, const char *database,
		     const char *trigger)
{
	static const char *const pragmas[] = { "data_version", "integrity_check", "quick_check",
					       "foreign_key_check", NULL };
	static const char *const functions[] = { "load_extension", "sqlcipher_export",
						 "fts3_tokenizer", NULL };
	static const char *const fixed[] = { "raw", "meta", "store_secret", NULL };
	const struct db *db = data;
	bool allowed = false;

	(void)database, (void)trigger;
	if (db->making)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_TRANSACTION:
		allowed = true;
		break;
	case SQLITE_INSERT:
		allowed = !g_str_has_prefix(a, "sqlite_") && strcmp(a, "meta") != 0;
		break;
	case SQLITE_UPDATE:
		allowed = !g_str_has_prefix(a, "sqlite_") && !g_strv_contains(fixed, a) &&
			  (strcmp(a, "audit") != 0 || strcmp(b, "sig") == 0);
		break;
	case SQLITE_FUNCTION:
		allowed = !g_strv_contains(functions, b);
		break;
	case SQLITE_PRAGMA:
		allowed = g_strv_contains(pragmas, a);
		break;
	default:	/* DELETE of anything, ATTACH, DDL, SAVEPOINT, … */
		break;
	}
	return allowed ? SQLITE_OK : SQLITE_DENY;
}

static int commit_allowed(void *data)
{
	const struct db *db = data;

	return db->making || db->drafting || (db->writing && db->entry) ? 0 : 1;
}

static int deadline_passed(void *data)
{
	const struct db *db = data;

	return db->deadline && g_get_monotonic_time() > db->deadline;
}

/* SQLITE_INNOCUOUS: with trusted_schema off, SQLite from 3.31 on lets triggers call only functions
 * marked so. Older headers do not name the bit, and older libraries pass over it. */
#define FOR_TRIGGERS 0x200000

/* The triggers of every table ask it. A plain sqlcipher shell does not have it, and so cannot
 * write by accident. */
static void guard(sqlite3_context *context, int n, sqlite3_value **values)
{
	const struct db *db = sqlite3_user_data(context);

	(void)n, (void)values;
	sqlite3_result_int(context, db->drafting ? 2 : db->writing || db->making);
}

static bool hooks_set(struct db *db, GError **error)
{
	int rc = sqlite3_create_function_v2(db->handle, "blotter_guard", 0, SQLITE_UTF8 | FOR_TRIGGERS,
					    db, guard, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_set_authorizer(db->handle, authorize, db);
	if (rc != SQLITE_OK)
		return sql_fail(db, rc, error);
	sqlite3_commit_hook(db->handle, commit_allowed, db);
	sqlite3_progress_handler(db->handle, PROGRESS_STEPS, deadline_passed, db);
	return true;
}

/* --- opening --- */

static bool read_start(int fd, uint8_t salt[DB_SALT_LEN], struct stat *st)
{
	return fstat(fd, st) == 0 && pread(fd, salt, DB_SALT_LEN, 0) == DB_SALT_LEN;
}

/* What a write left half done, SQLite takes back from the journal before it reads anything. */
static bool has_journal(const char *path)
{
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);
	struct stat st;

	return stat(journal, &st) == 0 && st.st_size > 0;
}

/* Before SQLite sees the file: a file of 0 bytes would open as a new, empty store. */
static bool file_check(const char *path, const uint8_t salt[DB_SALT_LEN], GError **error)
{
	uint8_t found[DB_SALT_LEN] = { 0 };
	bool settled = !has_journal(path);
	struct stat st;
	bool ok;
	int fd;

	if (!file_check_private(path, error))
		return false;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_set(error, ERR_FAILED, _("cannot open \"%s\": %s"), path,
			       g_strerror(errno));
	ok = read_start(fd, found, &st);
	close(fd);
	if (!ok || !S_ISREG(st.st_mode) || (settled && st.st_size % DB_PAGE_LEN != 0))
		return err_set(
			error, ERR_FAILED,
			_("\"%s\" is cut off or is no store's database; restore it from a backup"),
			path);
	if (settled && memcmp(found, salt, DB_SALT_LEN) != 0)
		return err_set(
			error, ERR_FAILED,
			_("\"%s\" does not belong to this keyring; restore both from one backup"),
			path);
	return true;
}

static bool uuid_check(struct db *db, const char *uuid, GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(db, "SELECT value FROM meta WHERE name = 'uuid'", error);
	bool row;

	if (!statement || !sql_step(statement, &row, error))
		return false;
	if (row && g_strcmp0(sql_text(statement, 0), uuid) == 0)
		return true;
	return err_set(error, ERR_FAILED,
		       _("the database belongs to another store than its keyring"));
}

static void upgrade_tell(const struct tell *tell, unsigned version)
{
	g_autofree char *sentence = g_strdup_printf(
		_("this store is being brought from format %u to %u, once: a minute per 100,000 cases"), version,
		migrations_len);

	if (tell && tell->say)
		tell->say(tell->data, sentence);
}

/* What another session may have done while this one waited for its turn is not done again. */
static bool upgrade(struct db *db, unsigned version, const struct tell *tell, GError **error)
{
	bool ok;

	if (version == migrations_len)
		return true;
	upgrade_tell(tell, version);
	db->making = true;
	db_patience(db, UPGRADE_MS);
	ok = sql_exec(db, "BEGIN IMMEDIATE", error) && migrate_version(db, &version, error) &&
	     migrate_apply(db, version, migrations_len, error) && sql_exec(db, "COMMIT", error);
	if (!ok && sql_in_transaction(db))
		sql_exec(db, "ROLLBACK", NULL);
	db_patience(db, DB_BUSY_MS);
	db->making = false;
	return ok && migrate_compare(db, migrations_len, error);
}

/* The first read takes back what was left half done: then the file must be as it should. In one read, for
 * somebody may be bringing the store to a newer version. */
static bool look_over(struct db *db, const char *path, const uint8_t salt[DB_SALT_LEN], unsigned *version,
		      GError **error)
{
	bool outer, ok = sql_read_begin(db, DB_BUSY_MS, &outer, error);

	ok = ok && migrate_version(db, version, error) && file_check(path, salt, error) &&
	     migrate_compare(db, *version, error);
	return sql_read_end(db, outer, ok);
}

struct db *db_open(const char *path, const char *key, const uint8_t salt[DB_SALT_LEN],
		   const char *uuid, const struct tell *tell, GError **error)
{
	CLEANUP(db_close) struct db *db = NULL;
	unsigned version;

	if (!file_check(path, salt, error))
		return NULL;
	db = connect_file(path, key, error);
	if (!db || !look_over(db, path, salt, &version, error) ||
	    !uuid_check(db, uuid, error) || !upgrade(db, version, tell, error) || !hooks_set(db, error))
		return NULL;
	/* What was prepared until now has not been seen by the authorizer. */
	g_clear_pointer(&db->statements, g_hash_table_unref);
	db_changed(db);
	return g_steal_pointer(&db);
}

static bool schema_make(struct db *db, const char *uuid, GError **error)
{
	bool ok = sql_exec(db, "BEGIN IMMEDIATE", error) &&
		  migrate_apply(db, 0, migrations_len, error);

	if (ok) {
		CLEANUP(sql_done) struct statement *statement =
			sql_prepare(db, "INSERT INTO meta (name, value) VALUES ('uuid', ?1)",
				    error);

		if (statement)
			sql_bind_text(statement, 1, uuid);
		ok = statement && sql_run(statement, error);
	}
	return ok && sql_exec(db, "COMMIT", error);
}

struct db *db_create(const char *path, const char *key, const uint8_t salt[DB_SALT_LEN],
		     const char *uuid, GError **error)
{
	CLEANUP(db_close) struct db *db = NULL;
	bool ok;

	db = connect_new(path, key, error);
	if (!db)
		return NULL;
	ok = hooks_set(db, error);
	if (ok) {
		db->making = true;
		ok = schema_make(db, uuid, error);
		db->making = false;
		g_clear_pointer(&db->statements, g_hash_table_unref);
	}
	if (ok && file_check(path, salt, error)) {
		db_changed(db);
		return g_steal_pointer(&db);
	}
	g_clear_pointer(&db, db_close);
	unlink(path);
	return NULL;
}

/* --- the rest --- */

static bool secret_insert(struct db *db, const char *name, const void *data, size_t len,
			  GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(db, "INSERT INTO store_secret (name, value) VALUES (?1, ?2)", error);

	if (!statement)
		return false;
	sql_bind_text(statement, 1, name);
	sql_bind_blob(statement, 2, data, len);
	return sql_run(statement, error);
}

bool db_secret_put(struct db *db, const char *name, const void *data, size_t len, GError **error)
{
	int64_t entries;
	bool ok;

	if (!sql_get_int(db, "SELECT count(*) FROM audit", &entries, error))
		return false;
	if (entries > 0)
		return err_set(error, ERR_FAILED,
			       _("the store's keys are fixed once it is in use"));
	db->making = true;
	ok = secret_insert(db, name, data, len, error);
	db->making = false;
	return ok;
}

void *db_secret_get(struct db *db, const char *name, size_t *len, GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(db, "SELECT value FROM store_secret WHERE name = ?1", error);
	const void *data;
	void *secret;
	bool row;

	if (!statement)
		return NULL;
	sql_bind_text(statement, 1, name);
	if (!sql_step(statement, &row, error))
		return NULL;
	data = row ? sql_blob(statement, 0, len) : NULL;
	if (!data) {
		err_set(error, ERR_FAILED, _("the store has no key named \"%s\""), name);
		return NULL;
	}
	secret = secret_new(*len + 1);
	memcpy(secret, data, *len);
	return secret;
}

bool db_changed(struct db *db)
{
	int64_t version, before = db->data_version;

	/* Busy: a writer is at work just now; ask again. */
	if (!sql_get_int(db, "PRAGMA data_version", &version, NULL))
		return false;
	db->data_version = version;
	return version != before;
}

void db_patience(struct db *db, int ms)
{
	sqlite3_busy_timeout(db->handle, ms);
}

char *db_library_version(void)
{
	CLEANUP(db_close) struct db *db = g_new0(struct db, 1);
	g_autofree char *cipher = NULL;

	db_process_init();
	if (sqlite3_open_v2(":memory:", &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			    NULL) == SQLITE_OK)
		cipher = db_cipher_version(db);
	return g_strdup_printf("%s (SQLite %s)", cipher ? cipher : "-", sqlite3_libversion());
}
