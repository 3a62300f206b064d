/* The one table without entries: written in a transaction in which nothing else can be. */
#include "tests/db/fixture.h"

#include "db/drafts.h"

static void test_nothing_else(void)
{
	struct fixture *f = fixture_new();
	struct db *db = f->store.db;

	case_add(f, 1, "soc");
	db->drafting = true;
	REFUSED(sql_exec(db, "UPDATE cases SET seq = seq + 1", &error), "only Blotter");
	REFUSED(sql_exec(db, "INSERT INTO raw (sha256, size, bytes) VALUES ('x', 1, 'x')", &error), "only Blotter");
	REFUSED(sql_exec(db, "DELETE FROM drafts", &error), "");
	db->drafting = false;
	REFUSED(sql_exec(db, "INSERT INTO drafts (user_name, place, at) VALUES ('bea', 'new', 1)", &error),
		"only Blotter");
	fixture_free(f);
}

static void test_not_inside_a_change(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx = begin(f, &bea);

	REFUSED(drafts_put(&f->store, "bea", "new", "{}", &error), "inside another one");
	tx_rollback(tx);
	OK(drafts_put(&f->store, "bea", "new", "{}", &error));
	fixture_free(f);
}

static void test_forgotten(void)
{
	struct fixture *f = fixture_new();
	g_autoptr(GPtrArray) rows = NULL;
	int64_t texts, all;

	OK(drafts_put(&f->store, "bea", "new", "{\"title\":\"x\"}", &error));
	OK(drafts_put(&f->store, "cyd", "new", "{}", &error));
	OK(drafts_put(&f->store, "bea", "new", NULL, &error));
	OK(drafts_put(&f->store, "bea", "never", NULL, &error));
	OK(sql_get_int(f->store.db, "SELECT count(fields) FROM drafts", &texts, &error));
	OK(sql_get_int(f->store.db, "SELECT count(*) FROM drafts", &all, &error));
	g_assert_cmpint(texts, ==, 1);
	g_assert_cmpint(all, ==, 2);
	rows = drafts_of(&f->store, "bea", NULL, NULL);
	g_assert_cmpuint(rows->len, ==, 0);
	fixture_free(f);
}

int main(int argc, char **argv)
{
	crypt_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/drafts/nothing-else", test_nothing_else);
	g_test_add_func("/drafts/not-inside-a-change", test_not_inside_a_change);
	g_test_add_func("/drafts/forgotten", test_forgotten);
	return g_test_run();
}
