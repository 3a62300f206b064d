/* Nothing changes without its audit entry, and what fails leaves nothing behind. */
#include "tests/db/fixture.h"

#include <jansson.h>
#include <sys/wait.h>

static int64_t count(struct fixture *f, const char *sql)
{
	int64_t n = -1;

	OK(sql_get_int(f->store.db, sql, &n, &error));
	return n;
}

static char *text_of(struct fixture *f, const char *sql)
{
	g_autoptr(GError) error = NULL;
	CLEANUP(sql_done) struct statement *statement = sql_prepare(f->store.db, sql, &error);
	bool row;

	g_assert_no_error(error);
	g_assert_true(sql_step(statement, &row, NULL) && row);
	return g_strdup(sql_text(statement, 0));
}

static void test_insert_update(void)
{
	struct fixture *f = fixture_new();
	CLEANUP(record_free) struct record *before = NULL;
	CLEANUP(record_free) struct record *after = NULL;
	struct tx *tx;

	case_add(f, 41, "soc");
	case_set(f, "INC-2026-0041", CASE_TITLE, "Mail with a bad link");
	tx = begin(f, &bea);
	OK(tx_load(tx, &case_object, CASE_ID, "INC-2026-0041", &before, &error));
	g_assert_cmpstr(record_get(before, CASE_TITLE), ==, "Mail with a bad link");
	g_assert_cmpint(before->seq, ==, 3);
	after = record_copy(before);
	OK(tx_update(tx, before, after, &error));
	commit(tx);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 3);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit WHERE sig IS NOT NULL"), ==, 3);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit WHERE case_id = 'INC-2026-0041'"), ==,
			2);
	fixture_free(f);
}

/* The keys of the line, each of them always there; its digests fit the values beside it. */
static void test_line(void)
{
	static const char *const keys[] = {
		"v", "seq", "prev", "time", "boot", "mono", "actor", "signer", "roles", "origin",
		"action", "object", "revision", "result", "reason", "changes", "row", "key",
	};
	struct fixture *f = fixture_new();
	g_autofree char *line = NULL;
	g_autofree char *again = NULL;
	json_t *json;

	case_add(f, 41, "soc");
	case_set(f, "INC-2026-0041", CASE_TITLE, "Ümlaut\x7f");
	line = text_of(f, "SELECT line FROM audit WHERE seq = 3");
	json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	g_assert_nonnull(json);
	g_assert_cmpuint(json_object_size(json), ==, G_N_ELEMENTS(keys));
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		g_assert_nonnull(json_object_get(json, keys[i]));
	again = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENSURE_ASCII);
	g_assert_cmpstr(again, ==, line);
	g_assert_cmpstr(json_string_value(json_object_get(json, "object")), ==,
			"case:INC-2026-0041");
	g_assert_cmpint(json_integer_value(json_object_get(json, "revision")), ==, 2);
	g_assert_true(json_is_null(json_object_get(json, "reason")));
	g_assert_true(json_is_null(json_object_get(json, "key")));
	g_assert_cmpuint(json_object_size(json_object_get(json, "changes")), ==, 2);
	json_decref(json);
	g_free(line);
	line = text_of(f, "SELECT line FROM audit WHERE seq = 1");
	g_assert_nonnull(strstr(line, "\"key\":\""));
	fixture_free(f);
}

static void test_entries(void)
{
	static const struct stamp other = { "unknown", "x", "", "ssh 192.0.2.7", "login", "wrong" };
	struct fixture *f = fixture_new();
	g_autofree char *line = NULL;
	struct tx *tx = begin(f, &bea);

	OK(tx_entry(tx, "case:INC-2026-0041", "denied", "not yours", &error));
	OK(tx_entry_for(tx, &other, NOW - 5, "", "failed", &error));
	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 4);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit WHERE sig IS NOT NULL"), ==, 2);
	g_assert_cmpint(count(f, "SELECT time FROM audit WHERE seq = 3"), ==, NOW - 5);
	line = text_of(f, "SELECT line FROM audit WHERE seq = 3");
	/* who writes it signs it, whoever did it */
	g_assert_nonnull(strstr(line, "\"actor\":\"unknown\""));
	g_assert_nonnull(strstr(line, "\"signer\":\"bea\""));
	g_assert_cmpint(count(f, "SELECT instr(texts, CAST('9:not yours' AS BLOB)) FROM audit WHERE seq = 2"), >, 0);
	fixture_free(f);
}

static void test_rollback(void)
{
	struct fixture *f = fixture_new();
	CLEANUP(record_free) struct record *record = case_new(1, "soc");
	struct tx *tx = begin(f, &bea);

	OK(tx_insert(tx, record, &error));
	tx_rollback(tx);
	g_assert_cmpint(count(f, "SELECT count(*) FROM cases"), ==, 0);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 1);
	case_add(f, 1, "soc");
	fixture_free(f);
}

/* Each way to write without an entry. */
static void test_no_entry(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx;
	char *sha256;

	REFUSED(sql_exec(f->store.db, "INSERT INTO raw VALUES ('x', 1, 'x')", &error),
		"only Blotter");
	REFUSED(sql_exec(f->store.db, "UPDATE cases SET title = 'x'; BEGIN IMMEDIATE; COMMIT",
			 &error),
		"without its audit entry");
	case_add(f, 1, "soc");

	/* the hook: raw bytes alone */
	tx = begin(f, &bea);
	OK(tx_keep_raw(tx, "{}", 2, &sha256, &error));
	g_free(sha256);
	REFUSED(tx_commit(tx, NULL, &error), "without its audit entry");

	/* the count: a write that tx does not know of */
	tx = begin(f, &bea);
	OK(tx_entry(tx, "", "done", NULL, &error));
	OK(sql_exec(f->store.db, "UPDATE cases SET title = 'x', seq = 3", &error));
	REFUSED(tx_commit(tx, NULL, &error), "more than was asked for");

	/* the trigger: a row that names another entry than the newest, and the transaction is gone with it */
	tx = begin(f, &bea);
	OK(tx_entry(tx, "", "done", NULL, &error));
	REFUSED(sql_exec(f->store.db, "UPDATE cases SET title = 'x', seq = 9", &error), "only Blotter");
	g_assert_false(sql_in_transaction(f->store.db));
	tx_rollback(tx);

	/* the hook again: an entry that nobody signed */
	tx = begin(f, &bea);
	OK(tx_entry(tx, "", "done", NULL, &error));
	REFUSED(sql_exec(f->store.db, "COMMIT", &error), "without its audit entry");
	tx_rollback(tx);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 2);
	g_assert_cmpint(count(f, "SELECT count(*) FROM cases WHERE title = 'x'"), ==, 0);
	fixture_free(f);
}

/* After a failure inside, commit refuses whatever the caller thinks. */
static void test_failed(void)
{
	struct fixture *f = fixture_new();
	CLEANUP(record_free) struct record *record = case_new(1, "soc");
	CLEANUP(record_free) struct record *twice = case_new(1, "soc");
	CLEANUP(record_free) struct record *number = case_new(2, "soc");
	CLEANUP(record_free) struct record *bytes = case_new(3, "soc");
	struct tx *tx = begin(f, &bea);

	OK(tx_insert(tx, record, &error));
	REFUSED(tx_insert(tx, twice, &error), "UNIQUE");
	REFUSED(tx_commit(tx, NULL, &error), "a part of the change failed");
	tx = begin(f, &bea);
	record_set(number, CASE_N_USERS, "many");
	REFUSED(tx_insert(tx, number, &error), "\"many\" is no number");
	tx_rollback(tx);
	tx = begin(f, &bea);
	record_set(bytes, CASE_TITLE, "\xff");
	REFUSED(tx_insert(tx, bytes, &error), "UTF-8");
	tx_rollback(tx);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 1);
	fixture_free(f);
}

/* What is called after a failure finds no transaction, and leaves nothing behind. */
static void test_after_failure(void)
{
	struct fixture *f = fixture_new();
	CLEANUP(record_free) struct record *record = case_new(1, "soc");
	CLEANUP(record_free) struct record *twice = case_new(1, "soc");
	CLEANUP(record_free) struct record *other = case_new(2, "soc");
	struct tx *tx = begin(f, &bea);

	OK(tx_insert(tx, record, &error));
	REFUSED(tx_insert(tx, twice, &error), "UNIQUE");
	REFUSED(tx_insert(tx, other, &error), "");
	REFUSED(tx_entry(tx, "", "done", NULL, &error), "");
	REFUSED(tx_commit(tx, NULL, &error), "a part of the change failed");
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 1);
	g_assert_cmpint(count(f, "SELECT count(*) FROM cases"), ==, 0);
	fixture_free(f);
}

/* An update writes the row, its entry and how to find that one, and no index of what stayed as it was. */
static void test_pages(void)
{
	struct fixture *f = fixture_new();
	int pages, most;

	for (int i = 1; i <= 40; i++)
		case_add(f, i, "soc");
	case_set(f, "INC-2026-0020", CASE_SEVERITY_BASIS, "first");
	sqlite3_db_status(f->store.db->handle, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &most, 1);
	case_set(f, "INC-2026-0020", CASE_SEVERITY_BASIS, "second");
	sqlite3_db_status(f->store.db->handle, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &most, 1);
	g_test_message("%d pages", pages);
	g_assert_cmpint(pages, >=, 5);
	g_assert_cmpint(pages, <=, 9);	/* six, and three more when one of them is full */
	fixture_free(f);
}

static void test_stale(void)
{
	struct fixture *f = fixture_new();
	CLEANUP(record_free) struct record *before = NULL;
	CLEANUP(record_free) struct record *after = NULL;
	struct tx *tx;

	case_add(f, 1, "soc");
	tx = begin(f, &bea);
	OK(tx_load(tx, &case_object, CASE_ID, "INC-2026-0001", &before, &error));
	tx_rollback(tx);
	case_set(f, "INC-2026-0001", CASE_TITLE, "other");
	after = record_copy(before);
	record_set(after, CASE_TITLE, "mine");
	tx = begin(f, &bea);
	REFUSED(tx_update(tx, before, after, &error), "behind this program's back");
	tx_rollback(tx);
	fixture_free(f);
}

static void test_nested(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx = begin(f, &bea);

	REFUSED(tx_begin(&f->store, &bea, &error), "inside another one");
	commit(tx);	/* empty: nothing is written, no entry is asked for */
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 1);
	tx_rollback(NULL);
	fixture_free(f);
}

static void test_raw(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx = begin(f, &bea);
	g_autofree char *one = NULL;
	g_autofree char *two = NULL;
	g_autofree char *empty = NULL;

	OK(tx_keep_raw(tx, "a\0b", 3, &one, &error));
	OK(tx_keep_raw(tx, "a\0b", 3, &two, &error));
	OK(tx_keep_raw(tx, "", 0, &empty, &error));
	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
	g_assert_cmpstr(one, ==, two);
	g_assert_cmpint(count(f, "SELECT count(*) FROM raw"), ==, 2);
	fixture_free(f);
}

static void test_numbers(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx;
	int64_t number;

	case_add(f, 41, "soc");
	tx = begin(f, &bea);
	OK(tx_next_number(tx, "INC", 2026, &number, &error));
	g_assert_cmpint(number, ==, 42);
	OK(tx_next_number(tx, "EX", 2026, &number, &error));
	g_assert_cmpint(number, ==, 1);
	tx_rollback(tx);
	fixture_free(f);
}

static void test_load_all(void)
{
	struct fixture *f = fixture_new();
	const int fields[] = { CASE_GROUP, CASE_OPEN, -1 };
	const char *const values[] = { "soc", "1" };
	const int empty[] = { CASE_OWNER, -1 };
	const char *const none[] = { NULL };
	struct tx *tx;
	GPtrArray *rows;

	case_add(f, 1, "soc");
	case_add(f, 2, "net");
	case_add(f, 3, "soc");
	tx = begin(f, &bea);
	rows = tx_load_all(tx, &case_object, fields, values, NULL);
	g_assert_cmpuint(rows->len, ==, 2);
	g_assert_cmpstr(record_get(rows->pdata[1], CASE_ID), ==, "INC-2026-0003");
	g_ptr_array_unref(rows);
	rows = tx_load_all(tx, &case_object, empty, none, NULL);
	g_assert_cmpuint(rows->len, ==, 3);
	g_ptr_array_unref(rows);
	tx_rollback(tx);
	fixture_free(f);
}

/* The change stands although its head did not reach the anchor; the caller is told. */
static void test_anchor_warning(void)
{
	struct fixture *f = fixture_new();
	g_autofree char *warning = NULL;
	g_autofree char *text = NULL;
	struct tx *tx;

	g_assert_true(g_file_get_contents(f->anchor, &text, NULL, NULL));
	g_assert_true(g_str_has_prefix(text, "v1 " UUID " 1 "));
	f->public.anchor = (char *)"/nowhere/anchor";
	tx = begin(f, &bea);
	OK(tx_entry(tx, "", "done", NULL, &error));
	OK(tx_commit(tx, &warning, &error));
	g_assert_nonnull(strstr(warning, "did not reach the anchor file"));
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 2);
	fixture_free(f);
}

static char *lock_of(const struct fixture *f)
{
	return g_build_filename(f->dir, "lock", NULL);
}

/* Who has committed and not yet told the anchor lets nobody pass them. */
static void test_anchor_order(void)
{
	struct fixture *f = fixture_new();
	g_autofree char *path = lock_of(f);
	int other = open(path, O_RDWR | O_CLOEXEC), said[2];
	struct tx *tx;
	pid_t child;
	char byte;

	g_assert_cmpint(other, >=, 0);
	g_assert_cmpint(pipe(said), ==, 0);
	OK(ticket_take_turn(other, TURN_ANCHOR, 0, &error));
	child = fork();
	if (child == 0) {
		f->store.db = db_open(f->path, KEY, fixture_salt, UUID, NULL, NULL);
		f->store.lock_fd = open(path, O_RDWR | O_CLOEXEC);
		tx = begin(f, &bea);
		g_assert_cmpint(write(said[1], "x", 1), ==, 1);
		OK(tx_entry(tx, "", "done", NULL, &error));
		commit(tx);
		_exit(0);
	}
	g_assert_cmpint(read(said[0], &byte, 1), ==, 1);
	REFUSED(ticket_take_within(other, 300, &error), "is busy");
	ticket_return_turn(other, TURN_ANCHOR);
	OK(ticket_take(other, &error));
	ticket_return(other);
	g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
	g_assert_cmpint(count(f, "SELECT count(*) FROM audit"), ==, 2);
	close(other);
	close(said[0]);
	close(said[1]);
	fixture_free(f);
}

/* What another connection commits is noticed; one's own is not. */
static void test_changed(void)
{
	struct fixture *f = fixture_new();
	struct db *other = db_open(f->path, KEY, fixture_salt, UUID, NULL, NULL);

	g_assert_nonnull(other);
	g_assert_false(db_changed(other));
	case_add(f, 1, "soc");
	g_assert_true(db_changed(other));
	g_assert_false(db_changed(other));
	g_assert_false(db_changed(f->store.db));
	db_close(other);
	fixture_free(f);
}

int main(int argc, char **argv)
{
	crypt_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tx/insert-update", test_insert_update);
	g_test_add_func("/tx/line", test_line);
	g_test_add_func("/tx/entries", test_entries);
	g_test_add_func("/tx/rollback", test_rollback);
	g_test_add_func("/tx/no-entry", test_no_entry);
	g_test_add_func("/tx/failed", test_failed);
	g_test_add_func("/tx/after-failure", test_after_failure);
	g_test_add_func("/tx/pages", test_pages);
	g_test_add_func("/tx/stale", test_stale);
	g_test_add_func("/tx/nested", test_nested);
	g_test_add_func("/tx/raw", test_raw);
	g_test_add_func("/tx/numbers", test_numbers);
	g_test_add_func("/tx/load-all", test_load_all);
	g_test_add_func("/tx/anchor-warning", test_anchor_warning);
	g_test_add_func("/tx/anchor-order", test_anchor_order);
	g_test_add_func("/tx/changed", test_changed);
	return g_test_run();
}
