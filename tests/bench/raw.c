/* The limit: the same library, journal mode and page size, a case row, an audit row and a hash chain, and
 * nothing of ours around it. Like with like, the rows have as many bytes as ours, and the indexes are the
 * least that serves: a case by its name and in its queue, the entries of a case. A bare one has rows of 130
 * bytes and no index. */
#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "src/base/crypt.h"
#include "tests/bench/bench.h"

struct raw {
	sqlite3 *db;
	sqlite3_stmt *begin, *commit, *last, *add_audit, *add_case, *find, *change;
	int64_t cases, seq;
	uint8_t hash[HASH_LEN];
	struct raw_bytes bytes;
};

static void exec(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		g_error("%s: %s", sql, why);
}

sqlite3_stmt *raw_prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		g_error("%s: %s", sql, sqlite3_errmsg(db));
	return statement;
}

void raw_run(sqlite3_stmt *statement)
{
	if (sqlite3_step(statement) != SQLITE_DONE)
		g_error("%s: %s", sqlite3_sql(statement), sqlite3_errmsg(sqlite3_db_handle(statement)));
	sqlite3_reset(statement);
}

static void indexes_make(const struct raw *raw)
{
	exec(raw->db, "CREATE UNIQUE INDEX cases_num ON cases (num);"
	     "CREATE INDEX cases_queue ON cases (grp, open, sev, due);"
	     "CREATE INDEX audit_case ON audit (case_id)");
}

static void open_as_ours(struct raw *raw, const char *path)
{
	g_assert_cmpint(sqlite3_open(path, &raw->db), ==, SQLITE_OK);
	exec(raw->db, "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
		      "000102030405060708090a0b0c0d0e0f'\"");
	exec(raw->db, "PRAGMA cipher_page_size = 4096");
	exec(raw->db, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
	exec(raw->db, "CREATE TABLE cases (id INTEGER PRIMARY KEY, num TEXT NOT NULL, grp INTEGER, state INTEGER, "
		      "open INTEGER, sev INTEGER, due INTEGER, version INTEGER NOT NULL DEFAULT 1, title TEXT, "
		      "summary TEXT);"
		      "CREATE TABLE audit (seq INTEGER PRIMARY KEY, case_id INTEGER, ts INTEGER, actor INTEGER, "
		      "action TEXT, data TEXT, prev BLOB, hash BLOB)");
}

struct raw *raw_new(const char *path, int64_t cases, const struct raw_bytes *bytes)
{
	struct raw *raw = g_new0(struct raw, 1);

	unlink(path);
	open_as_ours(raw, path);
	if (bytes)
		indexes_make(raw);
	raw->bytes = bytes ? *bytes : (struct raw_bytes){ RAW_BARE, RAW_BARE, RAW_BARE };
	raw->begin = raw_prepare(raw->db, "BEGIN IMMEDIATE");
	raw->commit = raw_prepare(raw->db, "COMMIT");
	raw->last = raw_prepare(raw->db, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
	raw->add_audit = raw_prepare(raw->db, "INSERT INTO audit VALUES (?1, ?2, 1700000000, 7, 'status', ?3, ?4, ?5)");
	raw->add_case = raw_prepare(raw->db, "INSERT INTO cases (num, grp, state, open, sev, due, title, summary) "
				"VALUES (?1, 1, 2, 1, 3, 5, ?2, ?3)");
	raw->find = raw_prepare(raw->db, "SELECT version, state FROM cases WHERE id = ?1");
	raw->change = raw_prepare(raw->db, "UPDATE cases SET state = ?1, version = version + 1 WHERE id = ?2 AND "
			      "version = ?3");
	exec(raw->db, "PRAGMA synchronous = OFF");
	for (exec(raw->db, "BEGIN"); raw->cases < cases;)
		raw_create(raw);
	exec(raw->db, "COMMIT; PRAGMA synchronous = FULL");
	return raw;
}

void raw_free(struct raw *raw)
{
	sqlite3_stmt *const statements[] = { raw->begin, raw->commit, raw->last, raw->add_audit, raw->add_case,
					     raw->find, raw->change };

	for (size_t i = 0; i < G_N_ELEMENTS(statements); i++)
		sqlite3_finalize(statements[i]);
	unlink(sqlite3_db_filename(raw->db, "main"));
	g_assert_cmpint(sqlite3_close(raw->db), ==, SQLITE_OK);
	g_free(raw);
}

static void audit(struct raw *raw, int64_t case_id, size_t bytes)
{
	g_autofree char *data = g_strnfill(bytes, 'x');
	uint8_t hash[HASH_LEN];

	if (sqlite3_step(raw->last) == SQLITE_ROW) {
		raw->seq = sqlite3_column_int64(raw->last, 0);
		memcpy(raw->hash, sqlite3_column_blob(raw->last, 1), HASH_LEN);
	}
	sqlite3_reset(raw->last);
	crypt_sha256_parts(hash, raw->hash, (size_t)HASH_LEN, data, bytes, NULL);
	sqlite3_bind_int64(raw->add_audit, 1, raw->seq + 1);
	sqlite3_bind_int64(raw->add_audit, 2, case_id);
	sqlite3_bind_text(raw->add_audit, 3, data, -1, SQLITE_STATIC);
	sqlite3_bind_blob(raw->add_audit, 4, raw->hash, HASH_LEN, SQLITE_TRANSIENT);
	sqlite3_bind_blob(raw->add_audit, 5, hash, HASH_LEN, SQLITE_TRANSIENT);
	raw_run(raw->add_audit);
}

void raw_create(struct raw *raw)
{
	bool alone = sqlite3_get_autocommit(raw->db);
	g_autofree char *number = g_strdup_printf("INC-2026-%06" PRId64, ++raw->cases);
	g_autofree char *summary = g_strnfill(raw->bytes.row, 'x');

	if (alone)
		raw_run(raw->begin);
	sqlite3_bind_text(raw->add_case, 1, number, -1, SQLITE_STATIC);
	sqlite3_bind_text(raw->add_case, 2, "Archive posted to a drop host", -1, SQLITE_STATIC);
	sqlite3_bind_text(raw->add_case, 3, summary, -1, SQLITE_STATIC);
	raw_run(raw->add_case);
	audit(raw, raw->cases, raw->bytes.create);
	if (alone)
		raw_run(raw->commit);
}

void raw_update(struct raw *raw)
{
	int64_t id = 1 + (int64_t)(bench_random() % (uint64_t)raw->cases);
	int version;

	raw_run(raw->begin);
	sqlite3_bind_int64(raw->find, 1, id);
	g_assert_cmpint(sqlite3_step(raw->find), ==, SQLITE_ROW);
	version = sqlite3_column_int(raw->find, 0);
	sqlite3_reset(raw->find);
	sqlite3_bind_int(raw->change, 1, (int)(bench_random() % 8));
	sqlite3_bind_int64(raw->change, 2, id);
	sqlite3_bind_int(raw->change, 3, version);
	raw_run(raw->change);
	audit(raw, id, raw->bytes.update);
	raw_run(raw->commit);
}
