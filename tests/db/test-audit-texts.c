/* The texts beside a line of the log: written, read again, and brought along from an older store. */
#include "tests/db/fixture.h"

#include "db/audit_texts.h"
#include "db/migrate.h"

static const uint8_t salt[VALUE_SALT_LEN] = "a salt\0 of 16 by";

static void expect(struct texts *texts, const char *text)
{
	struct text_beside next;

	g_assert_true(texts_next(texts, &next));
	if (!text) {
		g_assert_null(next.text);
		return;
	}
	g_assert_cmpmem(next.text, next.len, text, strlen(text));
	g_assert_cmpmem(next.salt, VALUE_SALT_LEN, salt, VALUE_SALT_LEN);
}

static void expect_end(struct texts *texts)
{
	struct text_beside next;

	g_assert_true(texts->at == texts->end);
	g_assert_false(texts_next(texts, &next));
	g_assert_null(next.text);
}

static void test_round_trip(void)
{
	static const char *const some[] = { "soc", "", "-", "+", "12:", "Ümlaut", "two\nlines" };
	g_autoptr(GString) out = g_string_new(NULL);
	struct texts texts;

	for (size_t i = 0; i < G_N_ELEMENTS(some); i++)
		texts_put(out, salt, some[i]);
	texts = (struct texts){ out->str, out->str + out->len };
	for (size_t i = 0; i < G_N_ELEMENTS(some); i++)
		expect(&texts, some[i]);
	expect_end(&texts);
}

/* Cut off anywhere: what is there is read, and never a byte behind it. */
static void test_cut(void)
{
	g_autoptr(GString) out = g_string_new("-");
	size_t whole;

	texts_put(out, salt, "because of it");
	whole = out->len;
	for (size_t len = 0; len < whole; len++) {
		g_autofree char *part = g_memdup2(out->str, len);	/* so that a sanitizer sees its end */
		struct texts texts = { part, part + len };
		struct text_beside next;

		if (len > 0)
			expect(&texts, NULL);
		g_assert_false(texts_next(&texts, &next));
	}
}

/* A store of before keeps its texts, in the order of the line, and what was purged stays so. */
static void test_older(void)
{
	static const char values[] =
		"INSERT INTO audit (seq, line, action, actor, time) VALUES (1, '{}', 'x', 'bea', 1), "
		"(2, '{}', 'x', 'bea', 2), (3, '{}', 'x', 'bea', 3); "
		"INSERT INTO audit_value SELECT 3, 1, 'origin', salt, 'tty' FROM s;"
		"INSERT INTO audit_value SELECT 1, 0, 'reason', salt, 'because' FROM s;"
		"INSERT INTO audit_value SELECT 1, 1, 'origin', salt, 'tty' FROM s;"
		"INSERT INTO audit_value SELECT 1, 2, 'title', salt, 'Ümlaut' FROM s;"
		"INSERT INTO audit_value SELECT 1, 3, 'title', NULL, NULL;"
		"INSERT INTO audit_value SELECT 1, 10, 'owner', salt, '' FROM s;"
		"INSERT INTO audit_value SELECT 1, 4, 'state', salt, '12:-' FROM s;";
	struct db db = { .making = true };
	struct texts texts;
	sqlite3_stmt *read;

	g_assert_cmpint(sqlite3_open(":memory:", &db.handle), ==, SQLITE_OK);
	OK(migrate_apply(&db, 0, 9, &error));
	OK(sql_exec(&db, "DROP TRIGGER audit_insert; DROP TRIGGER audit_value_insert; CREATE TEMP TABLE s AS SELECT "
		    "x'612073616c7400206f66203136206279' AS salt", &error));
	OK(sql_exec(&db, values, &error));
	OK(migrate_apply(&db, 9, 10, &error));
	g_assert_cmpint(sqlite3_prepare_v2(db.handle, "SELECT texts, typeof(texts) FROM audit ORDER BY seq", -1, &read,
					   NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(read), ==, SQLITE_ROW);
	g_assert_cmpstr((const char *)sqlite3_column_text(read, 1), ==, "blob");
	texts.at = sqlite3_column_blob(read, 0);
	texts.end = texts.at + sqlite3_column_bytes(read, 0);
	expect(&texts, "Ümlaut");
	expect(&texts, NULL);
	expect(&texts, "12:-");
	expect(&texts, "");
	expect(&texts, "tty");
	expect(&texts, "because");
	expect_end(&texts);
	g_assert_cmpint(sqlite3_step(read), ==, SQLITE_ROW);
	g_assert_cmpstr((const char *)sqlite3_column_text(read, 1), ==, "null");
	g_assert_cmpint(sqlite3_step(read), ==, SQLITE_ROW);
	texts.at = sqlite3_column_blob(read, 0);
	texts.end = texts.at + sqlite3_column_bytes(read, 0);
	expect(&texts, "tty");
	expect_end(&texts);
	sqlite3_finalize(read);
	g_clear_pointer(&db.statements, g_hash_table_unref);
	sqlite3_close(db.handle);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/audit-texts/round-trip", test_round_trip);
	g_test_add_func("/audit-texts/cut", test_cut);
	g_test_add_func("/audit-texts/older", test_older);
	return g_test_run();
}
