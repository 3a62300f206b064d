/* The tables are what the field tables say, and refuse what must never be. */
#include "tests/db/fixture.h"

#include "db/audit_check.h"

#include <sqlite3.h>

#include "db/migrate.h"
#include "db/migrations.h"

static char *column_type(struct fixture *f, const char *table, const char *column)
{
	sqlite3 *shell = shell_open(f, false);
	g_autofree char *sql = g_strdup_printf("PRAGMA table_info(%s)", table);
	sqlite3_stmt *statement;
	char *type = NULL;

	g_assert_cmpint(sqlite3_prepare_v2(shell, sql, -1, &statement, NULL), ==, SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		if (g_strcmp0((const char *)sqlite3_column_text(statement, 1), column) == 0)
			type = g_strdup((const char *)sqlite3_column_text(statement, 2));
	sqlite3_finalize(statement);
	sqlite3_close(shell);
	return type;
}

static int columns(struct fixture *f, const char *table)
{
	sqlite3 *shell = shell_open(f, false);
	g_autofree char *sql = g_strdup_printf("PRAGMA table_info(%s)", table);
	sqlite3_stmt *statement;
	int n = 0;

	g_assert_cmpint(sqlite3_prepare_v2(shell, sql, -1, &statement, NULL), ==, SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		n++;
	sqlite3_finalize(statement);
	sqlite3_close(shell);
	return n;
}

static void test_fields(void)
{
	struct fixture *f = fixture_new();

	for (size_t i = 0; objects[i]; i++) {
		const struct object *object = objects[i];

		for (size_t j = 0; j < object->fields_len; j++) {
			const struct field *field = &object->fields[j];
			g_autofree char *type = column_type(f, object->table, field_column(field));

			if (!type)
				g_error("%s has no column %s", object->table, field_column(field));
			g_assert_cmpstr(type, ==, row_is_integer(field) ? "INTEGER" : "TEXT");
		}
		g_assert_cmpint(columns(f, object->table), ==, (int)object->fields_len + 3);
	}
	fixture_free(f);
}

/* Every kind of thing survives a write and a read, each field with a value of its type. */
static void test_round_trip(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx;

	case_add(f, 1, "soc");
	tx = begin(f, &bea);
	for (size_t i = 1; objects[i]; i++) {
		CLEANUP(record_free) struct record *record = record_new(objects[i]);
		CLEANUP(record_free) struct record *read = NULL;
		g_autoptr(GArray) difference = NULL;

		for (size_t j = 0; j < objects[i]->fields_len; j++)
			record_set(record, j,
				   row_is_integer(&objects[i]->fields[j]) ? "1" : "wär\n\x7f");
		if (object_field(objects[i], "case") >= 0)
			record_set(record, (size_t)object_field(objects[i], "case"),
				   "INC-2026-0001");
		if (objects[i] == &signer_object || objects[i] == &user_object)
			continue;	/* the fixture has one; keys are looked at by test-audit */
		OK(tx_insert(tx, record, &error));
		OK(tx_load_pk(tx, objects[i], record->pk, &read, &error));
		difference = record_difference(record, read);
		g_assert_cmpuint(difference->len, ==, 0);
		g_assert_cmpint(read->seq, ==, record->seq);
	}
	commit(tx);
	fixture_free(f);
}

static void shell_refused(struct fixture *f, bool guard, const char *sql, const char *why)
{
	g_autofree char *said = shell_run(f, guard, sql);

	if (!said || !strstr(said, why))
		g_error("%s: \"%s\", not \"%s\"", sql, said, why);
}

static void test_triggers(void)
{
	struct fixture *f = fixture_new();

	case_add(f, 1, "soc");
	shell_refused(f, false, "UPDATE cases SET state = 'closed'", "no such function");
	shell_refused(f, false, "INSERT INTO audit (seq, line, action, actor, time) "
		      "VALUES (3, '', '', '', 0)", "no such function");
	shell_refused(f, true, "DELETE FROM cases", "nothing is deleted");
	shell_refused(f, true, "DELETE FROM users WHERE pk = 0; DELETE FROM signers",
		      "nothing is deleted");
	shell_refused(f, true, "DELETE FROM audit", "append only");
	shell_refused(f, true, "UPDATE audit SET texts = NULL WHERE seq = 2", "append only");
	shell_refused(f, true, "UPDATE audit SET line = '{}' WHERE seq = 1", "append only");
	shell_refused(f, true, "UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1", "append only");
	shell_refused(f, true, "UPDATE audit SET sig = x'00' WHERE seq = 2", "append only");
	shell_refused(f, true, "UPDATE audit SET sig = NULL WHERE seq = 2", "append only");
	shell_refused(f, true, "INSERT INTO audit (seq, line, action, actor, time) "
		      "VALUES (9, '', '', '', 0)", "the next entry only");
	shell_refused(f, true, "INSERT OR REPLACE INTO audit (seq, line, action, actor, time) "
		      "VALUES (1, '', '', '', 0)", "the next entry only");
	shell_refused(f, true, "INSERT OR IGNORE INTO audit (seq, line, action, actor, time) "
		      "VALUES (1, '', '', '', 0)", "the next entry only");
	shell_refused(f, true,
		      "INSERT INTO audit (line, action, actor, time) VALUES ('', '', '', 0)",
		      "the next entry only");
	shell_refused(f, true, "INSERT OR REPLACE INTO cases SELECT * FROM cases", "only Blotter");
	shell_refused(f, true, "UPDATE cases SET title = 'x'", "only Blotter");
	shell_refused(f, true, "UPDATE cases SET title = 'x', seq = 9", "only Blotter");
	shell_refused(f, true, "UPDATE cases SET id = 'x', seq = 2", "only Blotter");
	shell_refused(f, true, "INSERT INTO notes (pk, seq, salt, case_id) VALUES (1, 9, x'00', 'INC-2026-0001')",
		      "only Blotter");
	shell_refused(f, true, "INSERT INTO notes (pk, seq, salt, case_id) VALUES (1, 2, x'00', 'INC-2026-0009')",
		      "only Blotter");
	shell_refused(f, true, "UPDATE signers SET public_key = 'x', seq = 9", "append only");
	shell_refused(f, true, "UPDATE meta SET value = 'x'", "nothing is changed");
	fixture_free(f);
}

static void test_open_refuses(void)
{
	struct fixture *f = fixture_new();
	uint8_t other[DB_SALT_LEN] = { 1 };
	g_autofree char *wrong = g_strdup(KEY);
	g_autofree char *why = NULL;

	fixture_close(f);
	wrong[2] = 'f';
	REFUSED(db_open(f->path, wrong, fixture_salt, UUID, NULL, &error), "does not open with this key");
	REFUSED(db_open(f->path, "x'00'", fixture_salt, UUID, NULL, &error), "wrong length");
	REFUSED(db_open(f->path, KEY, other, UUID, NULL, &error), "does not belong to this keyring");
	REFUSED(db_open(f->path, KEY, fixture_salt, "another", NULL, &error), "another store");
	REFUSED(db_create(f->path, KEY, fixture_salt, UUID, &error), "cannot create");
	g_assert_cmpint(g_chmod(f->path, 0640), ==, 0);
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "open to other users");
	g_assert_cmpint(g_chmod(f->path, 0600), ==, 0);

	why = shell_run(f, true, "DROP TRIGGER cases_delete");
	g_assert_cmpstr(why, ==, NULL);
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "\"cases_delete\" was changed");
	why = shell_run(f, true,
			"CREATE TRIGGER cases_delete BEFORE DELETE ON cases BEGIN SELECT 1; END");
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "\"cases_delete\" was changed");
	why = shell_run(f, true, "CREATE TABLE more (x)");
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "was changed");
	why = shell_run(f, true, "PRAGMA user_version = 99");
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "made by a newer Blotter");
	g_assert_cmpint(truncate(f->path, 5000), ==, 0);
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "cut off");
	g_assert_cmpint(truncate(f->path, 0), ==, 0);
	REFUSED(db_open(f->path, KEY, fixture_salt, UUID, NULL, &error), "cut off");
	fixture_free(f);
}

static void test_authorizer(void)
{
	static const char *const denied[] = {
		"ATTACH ':memory:' AS other", "PRAGMA rekey = 'x'", "PRAGMA journal_mode = DELETE",
		"PRAGMA foreign_keys = OFF", "CREATE TABLE more (x)", "DROP TRIGGER cases_delete",
		"DELETE FROM cases", "DELETE FROM audit", "UPDATE audit SET line = ''",
		"UPDATE audit SET sig = NULL, time = 0",
		"UPDATE audit SET texts = NULL", "INSERT INTO meta VALUES ('x', 'y')",
		"SELECT load_extension('x')", "SELECT fts3_tokenizer('simple')", "SAVEPOINT s",
		"SELECT sqlcipher_export('x')", "REINDEX", "ANALYZE", "DROP TABLE cases",
		"UPDATE sqlite_master SET sql = ''", "VACUUM",
	};
	struct fixture *f = fixture_new();

	for (size_t i = 0; i < G_N_ELEMENTS(denied); i++)
		REFUSED(sql_exec(f->store.db, denied[i], &error), "");
	fixture_free(f);
}

/* The file holds nothing that can be read; its first bytes are the salt. */
static void test_encrypted(void)
{
	struct fixture *f = fixture_new();
	g_autofree char *bytes = NULL;
	gsize len;

	case_add(f, 1, "soc");
	g_assert_true(g_file_get_contents(f->path, &bytes, &len, NULL));
	g_assert_cmpmem(bytes, DB_SALT_LEN, fixture_salt, DB_SALT_LEN);
	g_assert_null(g_strstr_len(bytes, (gssize)len, "Mail with a link"));
	g_assert_null(g_strstr_len(bytes, (gssize)len, "SQLite format"));
	fixture_free(f);
}

static void test_secret(void)
{
	struct fixture *f = g_new0(struct fixture, 1);
	g_autofree char *dir = g_dir_make_tmp("blotter-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "cases-0001.db", NULL);
	struct db *db = db_create(path, KEY, fixture_salt, UUID, NULL);
	size_t len;
	char *secret;

	OK(db_secret_put(db, "certificate", "private", 7, &error));
	REFUSED(db_secret_put(db, "certificate", "other", 5, &error), "");
	db_close(db);
	db = db_open(path, KEY, fixture_salt, UUID, NULL, NULL);
	secret = db_secret_get(db, "certificate", &len, NULL);
	g_assert_cmpmem(secret, len, "private", 7);
	secret_free(secret);
	REFUSED(db_secret_get(db, "none", &len, &error), "no key named");
	db_close(db);
	g_unlink(path);
	g_rmdir(dir);
	g_free(f);

	f = fixture_new();
	REFUSED(db_secret_put(f->store.db, "late", "x", 1, &error), "fixed");
	fixture_free(f);
}

static void is_planned(sqlite3 *shell, const char *sql, const char *plan)
{
	sqlite3_stmt *statement;
	const char *said;

	g_assert_cmpint(sqlite3_prepare_v2(shell, sql, -1, &statement, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	said = (const char *)sqlite3_column_text(statement, 3);
	if (!strstr(said, plan))
		g_error("%s: \"%s\", not \"%s\"", sql, said, plan);
	sqlite3_finalize(statement);
}

/* Entries are looked for by their case, their object when that is no case, and who did it. */
static void test_entry_indexes(void)
{
	struct fixture *f = fixture_new();
	sqlite3 *shell = shell_open(f, false);

	is_planned(shell, "EXPLAIN QUERY PLAN SELECT seq FROM audit WHERE seq < 9 AND object = 'user:bea' AND "
		AUDIT_OBJECT_INDEXED " ORDER BY seq DESC LIMIT 5", "audit_object (object=? AND rowid<?)");
	is_planned(shell, "EXPLAIN QUERY PLAN SELECT seq FROM audit WHERE seq < 9 AND case_id = 'INC-2026-0001' "
		"ORDER BY seq DESC LIMIT 5", "audit_case (case_id=? AND rowid<?)");
	is_planned(shell, "EXPLAIN QUERY PLAN SELECT seq FROM audit WHERE seq < 9 AND actor = 'bea' "
		"ORDER BY seq DESC LIMIT 5", "audit_actor (actor=? AND rowid<?)");
	sqlite3_close(shell);
	fixture_free(f);
}

/* A new migration makes another schema: then its hash goes into db/migrate.c. */
static void test_known(void)
{
	struct fixture *f = fixture_new();
	g_autofree char *hash = migrate_schema_hash(f->store.db, NULL);

	g_assert_cmpstr(hash, ==, migrate_schema_known);
	fixture_free(f);
}

/* Whatever is otherwise makes another hash: a name, a text, a row more or less, and where one ends. */
static void test_known_alone(void)
{
	static const char *const ways[] = {
		"CREATE TABLE extra (x)", "DROP INDEX notes_case", "DROP TRIGGER notes_update",
		"DROP INDEX notes_case; CREATE INDEX notes_case ON notes (case_id )",
		"DROP INDEX notes_case; CREATE INDEX notes_cas ON notes (case_id)",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		struct fixture *f = fixture_new();
		g_autofree char *hash = NULL;

		f->store.db->making = true;
		OK(sql_exec(f->store.db, ways[i], &error));
		hash = migrate_schema_hash(f->store.db, NULL);
		g_assert_cmpstr(hash, !=, migrate_schema_known);
		REFUSED(migrate_compare(f->store.db, migrations_len, &error), "was changed");
		fixture_free(f);
	}
}

/* SQLite reads a schema's text up to a NUL: what stands behind could stand for a row that is gone. */
static void test_hidden(void)
{
	struct fixture *f = fixture_new();

	f->store.db->making = true;
	OK(sql_exec(f->store.db, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = "
		    "CAST(CAST(sql AS BLOB) || x'00' || CAST('=trigger' AS BLOB) AS TEXT) WHERE name = 'notes_update'",
		    &error));
	g_assert_null(migrate_schema_hash(f->store.db, NULL));
	REFUSED(migrate_compare(f->store.db, migrations_len, &error), "was changed");
	fixture_free(f);
}

/* Who looks at freed memory says it first. */
#ifdef __SANITIZE_ADDRESS__
#define TWICE "*use-after-free*"
#else
#define TWICE "*gave back the same memory twice*"
#endif

/* It would write over what somebody else was given since. */
static void test_memory_freed_twice(void)
{
	if (g_test_subprocess()) {
		void *block = sqlite3_malloc(100);

		sqlite3_free(block);
		sqlite3_free(block);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_failed();
	g_test_trap_assert_stderr(TWICE);
}

int main(int argc, char **argv)
{
	crypt_init();
	db_process_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/schema/fields", test_fields);
	g_test_add_func("/schema/round-trip", test_round_trip);
	g_test_add_func("/schema/triggers", test_triggers);
	g_test_add_func("/schema/open-refuses", test_open_refuses);
	g_test_add_func("/schema/authorizer", test_authorizer);
	g_test_add_func("/schema/encrypted", test_encrypted);
	g_test_add_func("/schema/secret", test_secret);
	g_test_add_func("/schema/entry-indexes", test_entry_indexes);
	g_test_add_func("/schema/known", test_known);
	g_test_add_func("/schema/known-alone", test_known_alone);
	g_test_add_func("/schema/hidden", test_hidden);
	g_test_add_func("/memory/freed-twice", test_memory_freed_twice);
	return g_test_run();
}
