/* Who sees what, in which order, and by which index. */
#include "tests/db/fixture.h"

#include "db/select.h"
#include "src/rules/alert.h"

static const char *const group_names[] = { "soc", "net", "forensics", "desk" };

static struct visibility all_seeing(void)
{
	static char user[] = "lead";
	static char *none[] = { NULL };

	return (struct visibility){ .user = user, .everything = true, .restricted_all = true,
				    .groups = none, .member_of = none };
}

static char *ids(struct fixture *f, const struct select *select)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = select_rows(&f->store, select, &error);
	g_autoptr(GString) list = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < rows->len; i++) {
		g_autofree char *key = record_key(rows->pdata[i]);

		g_string_append_printf(list, "%s%s", i > 0 ? " " : "",
				       strlen(key) > 9 ? key + 9 : key);
	}
	return g_string_free(g_steal_pointer(&list), FALSE);
}

static void sees(struct fixture *f, const struct select *select, const char *expected)
{
	g_autofree char *list = ids(f, select);
	int64_t n;

	g_assert_cmpstr(list, ==, expected);
	if (select->limit > 0)
		return;
	OK(select_count(&f->store, select, G_MAXINT64, &n, &error));
	g_assert_cmpint(n, ==, *expected ? (strlen(expected) + 1) / 5 : 0);
}

/* Cases 1 … n over four groups, every fifth restricted, some offered, escalated, closed. */
static void cases_add(struct fixture *f, int n)
{
	struct tx *tx = begin(f, &bea);

	for (int i = 1; i <= n; i++) {
		CLEANUP(record_free) struct record *record = case_new(i, group_names[i % 4]);

		record_set_int(record, CASE_SEV_RANK, 1 + (i * 7) % 5);
		record_set_int(record, CASE_DUE_RANK, NOW + (i * 13) % 4);
		record_set(record, CASE_RESTRICTED, i % 5 == 0 ? "1" : "0");
		record_set(record, CASE_OPEN, i % 6 == 0 ? "0" : "1");
		record_set(record, CASE_CREATED_BY, i % 3 == 0 ? "rita" : "bea");
		if (i % 7 == 0)
			record_set(record, CASE_OFFERED_TO, group_names[(i + 1) % 4]);
		if (i % 4 == 1)
			record_set(record, CASE_OWNER, i % 8 == 1 ? "bea" : "rita");
		OK(tx_insert(tx, record, &error));
		if (i % 9 == 0) {
			CLEANUP(record_free) struct record *call = record_new(&escalation_object);

			record_set(call, ESCALATION_CASE, record_get(record, CASE_ID));
			record_set(call, ESCALATION_TO_GROUP, group_names[(i + 2) % 4]);
			record_set(call, ESCALATION_STATE, i % 2 ? "open" : "acknowledged");
			OK(tx_insert(tx, call, &error));
		}
		if (i % 11 == 0) {
			CLEANUP(record_free) struct record *call = record_new(&escalation_object);

			record_set(call, ESCALATION_CASE, record_get(record, CASE_ID));
			record_set(call, ESCALATION_TO_USER, i % 2 ? "bea" : "rita");
			record_set(call, ESCALATION_STATE, i % 4 ? "open" : "acknowledged");
			OK(tx_insert(tx, call, &error));
		}
		if (i % 10 == 0) {
			CLEANUP(record_free) struct record *access = record_new(&access_object);

			record_set(access, ACCESS_CASE, record_get(record, CASE_ID));
			record_set(access, ACCESS_USER, "bea");
			record_set(access, ACCESS_ACTIVE, i % 20 ? "1" : "0");
			OK(tx_insert(tx, access, &error));
		}
	}
	commit(tx);
}

/* The SQL and src/rules/visible.c say the same of every case, whoever asks. */
static void visible_same(struct fixture *f, const struct visibility *visibility)
{
	const struct visibility god = all_seeing();
	struct select everything = { .object = &case_object, .visibility = &god,
				     .order = ORDER_OLDEST };
	struct select seen = { .object = &case_object, .visibility = visibility,
			       .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) all = select_rows(&f->store, &everything, NULL);
	g_autoptr(GPtrArray) some = select_rows(&f->store, &seen, NULL);
	int64_t n;
	guint at = 0;

	OK(select_count(&f->store, &seen, G_MAXINT64, &n, &error));
	g_assert_cmpint(n, ==, some->len);
	for (guint i = 0; i < all->len; i++) {
		CLEANUP(record_free) struct record *one = NULL;
		struct standing standing;
		bool ought, is;

		OK(select_standing(&f->store, all->pdata[i], visibility->user, &standing, &error));
		ought = visible(visibility, &standing);
		standing_clear(&standing);
		is = at < some->len && ((struct record *)some->pdata[at])->pk ==
				       ((struct record *)all->pdata[i])->pk;
		if (is != ought)
			g_error("%s: %s in SQL, %s in the rule", visibility->user,
				is ? "seen" : "not seen", ought ? "seen" : "not seen");
		at += is;
		OK(select_one(&f->store, &case_object, visibility, CASE_ID,
			      record_get(all->pdata[i], CASE_ID), &one, &error));
		g_assert_cmpint(one != NULL, ==, ought);
	}
	g_assert_cmpuint(at, ==, some->len);
}

static void test_visible(void)
{
	struct fixture *f = fixture_new();

	cases_add(f, 60);
	for (unsigned bits = 0; bits < 128; bits++) {
		char *groups[5] = { NULL };
		struct visibility visibility = {
			.user = bits & 1 ? (char *)"bea" : (char *)"rita",
			.everything = (bits & 6) == 6,
			.groups = groups, .member_of = groups,
			.own = bits & 8,
			.called = bits & 64,
			.restricted_all = (bits & 48) == 48,
			.restricted_listed = bits & 16,
		};
		int n = 0;

		for (int i = 0; i < 4; i++)
			if ((bits >> 4 ^ bits) & (1u << i))
				groups[n++] = (char *)group_names[i];
		visible_same(f, &visibility);
	}
	fixture_free(f);
}

/* Pages forward and back, put together, are the whole list in its order. */
static void pages_same(struct fixture *f, struct select select)
{
	g_autoptr(GPtrArray) all = select_rows(&f->store, &select, NULL);
	guint at = 0;

	select.limit = 7;
	for (;;) {
		g_autoptr(GPtrArray) page = select_rows(&f->store, &select, NULL);
		struct select back = select;

		for (guint i = 0; i < page->len; i++)
			g_assert_cmpint(((struct record *)page->pdata[i])->pk, ==,
					((struct record *)all->pdata[at + i])->pk);
		if (page->len > 0 && at >= 7) {
			g_autoptr(GPtrArray) before = NULL;

			back.after = page->pdata[0];
			back.backwards = true;
			before = select_rows(&f->store, &back, NULL);
			g_assert_cmpuint(before->len, ==, 7);
			for (guint i = 0; i < 7; i++)
				g_assert_cmpint(((struct record *)before->pdata[i])->pk, ==,
						((struct record *)all->pdata[at - 7 + i])->pk);
		}
		at += page->len;
		if (page->len < 7)
			break;
		select.after = all->pdata[at - 1];
	}
	g_assert_cmpuint(at, ==, all->len);
	for (guint i = 1; i < all->len && select.order == ORDER_QUEUE; i++) {
		const struct record *a = all->pdata[i - 1], *b = all->pdata[i];

		g_assert_cmpint(record_int(a, CASE_SEV_RANK), <=, record_int(b, CASE_SEV_RANK));
	}
}

static void test_pages(void)
{
	struct fixture *f = fixture_new();
	char *groups[] = { (char *)"soc", (char *)"net", (char *)"forensics", NULL };
	const struct visibility god = all_seeing();
	const struct visibility some = { .user = (char *)"bea",
					 .groups = groups,
					 .member_of = groups,
					 .restricted_listed = true };
	const struct term open = { CASE_OPEN, OP_IS, "1" };

	cases_add(f, 120);
	for (int order = ORDER_QUEUE; order <= ORDER_OLDEST; order++) {
		struct select select = { .object = &case_object, .visibility = &god,
					 .order = (enum order)order };

		pages_same(f, select);
		select.visibility = &some;
		pages_same(f, select);
		select.terms = &open;
		select.terms_len = 1;
		pages_same(f, select);
		select.scope = SCOPE_MY_GROUPS;
		pages_same(f, select);
		select.scope = SCOPE_OFFERED;
		pages_same(f, select);
		select.scope = SCOPE_ESCALATED;
		pages_same(f, select);
	}
	fixture_free(f);
}

static void test_terms(void)
{
	struct fixture *f = fixture_new();
	const struct visibility god = all_seeing();
	struct term terms[2];
	struct select select = { .object = &case_object, .visibility = &god, .order = ORDER_OLDEST,
				 .terms = terms, .terms_len = 1 };
	static const struct { struct term term; const char *seen; } cases[] = {
		{ { CASE_ID, OP_IS, "INC-2026-0002" }, "0002" },
		{ { CASE_OWNER, OP_IS, "bea" }, "0001" },
		{ { CASE_OWNER, OP_IS, NULL }, "0002 0003 0004 0006" },
		{ { CASE_OWNER, OP_EMPTY, NULL }, "0002 0003 0004 0006" },
		{ { CASE_OWNER, OP_GIVEN, NULL }, "0001 0005" },
		{ { CASE_OWNER, OP_NOT, "bea" }, "0002 0003 0004 0005 0006" },
		{ { CASE_OPEN, OP_IS, "0" }, "0006" },
		{ { CASE_ID_NUMBER, OP_AT_MOST, "2" }, "0001 0002" },
		{ { CASE_ID_NUMBER, OP_AT_LEAST, "5" }, "0005 0006" },
		{ { CASE_TITLE, OP_CONTAINS, "WITH A" }, "0001 0002 0003 0004 0005 0006" },
		{ { CASE_TITLE, OP_CONTAINS, "%" }, "" },
		{ { CASE_TITLE, OP_CONTAINS, "' OR 1 --" }, "" },
		{ { CASE_AFFECTED_ASSETS, OP_HAS, "pc" }, "" },
		{ { CASE_AFFECTED_ASSETS, OP_HAS, "pc-2" }, "0003" },
		{ { CASE_GROUP, OP_IS, "soc" }, "0004" },
		{ { CASE_GROUP, OP_IS, "none" }, "" },
	};

	cases_add(f, 6);
	case_set(f, "INC-2026-0003", CASE_AFFECTED_ASSETS, "pc-1\npc-2\npc-3");
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		terms[0] = cases[i].term;
		sees(f, &select, cases[i].seen);
	}
	terms[0] = (struct term){ CASE_N_USERS, OP_IS, "many" };
	REFUSED(select_rows(&f->store, &select, &error), "n_users: \"many\" is no number");
	select.visibility = NULL;
	REFUSED(select_rows(&f->store, &select, &error), "nobody was named");
	fixture_free(f);
}

/* "Not this one" takes in what is empty, whichever index a list or its count goes by. */
static void test_not(void)
{
	struct fixture *f = fixture_new();
	const struct visibility god = all_seeing();
	const struct term not = { ALERT_CASE, OP_NOT, "INC-2026-0001" };
	struct select select = { .object = &alert_object, .visibility = &god, .terms = &not,
				 .terms_len = 1, .order = ORDER_NEWEST };
	g_autoptr(GPtrArray) rows = NULL;
	CLEANUP(record_free) struct record *alert = record_new(&alert_object);
	struct tx *tx = begin(f, &bea);
	int64_t n;

	record_set(alert, ALERT_SOURCE, "ids");
	record_set(alert, ALERT_KEY, "1");
	record_set(alert, ALERT_FORMAT, "json");
	OK(tx_insert(tx, alert, &error));
	commit(tx);
	OK((rows = select_rows(&f->store, &select, &error)) != NULL);
	g_assert_cmpuint(rows->len, ==, 1);
	OK(select_count(&f->store, &select, G_MAXINT64, &n, &error));
	g_assert_cmpint(n, ==, 1);
	fixture_free(f);
}

/* A list reads what it shows, and its pages go on from there; one row is read whole by its number, by
 * whoever may see it. */
static void test_part(void)
{
	struct fixture *f = fixture_new();
	const struct visibility god = all_seeing();
	char *none[] = { NULL };
	const struct visibility nobody = { .user = (char *)"eve", .groups = none, .member_of = none };
	size_t wanted[] = { CASE_ID, CASE_TITLE };
	g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(size_t));
	struct select select = { .object = &case_object, .visibility = &god, .order = ORDER_QUEUE, .limit = 3,
				 .fields = fields };
	g_autoptr(GPtrArray) all = NULL, page = NULL, whole = NULL, unseen = NULL;
	const struct record *row;

	cases_add(f, 6);
	g_array_append_vals(fields, wanted, G_N_ELEMENTS(wanted));
	OK((page = select_rows(&f->store, &select, &error)) != NULL);
	row = page->pdata[2];
	g_assert_true(row->part);
	g_assert_true(record_has(row, CASE_TITLE));
	select.after = row;
	select.limit = 0;
	OK((all = select_rows(&f->store, &select, &error)) != NULL);
	g_assert_cmpuint(all->len, ==, 3);
	select.pk = ((const struct record *)all->pdata[0])->pk;
	select.after = NULL;
	select.fields = NULL;
	OK((whole = select_rows(&f->store, &select, &error)) != NULL);
	g_assert_cmpuint(whole->len, ==, 1);
	row = whole->pdata[0];
	g_assert_false(row->part);
	g_assert_cmpstr(record_get(row, CASE_ID), ==, record_get(all->pdata[0], CASE_ID));
	select.visibility = &nobody;
	OK((unseen = select_rows(&f->store, &select, &error)) != NULL);
	g_assert_cmpuint(unseen->len, ==, 0);
	fixture_free(f);
}

/* Notes and the like are seen with their case. */
static void test_children(void)
{
	struct fixture *f = fixture_new();
	char *soc[] = { (char *)"soc", NULL };
	const struct visibility some = { .user = (char *)"bea", .groups = soc, .member_of = soc };
	struct select notes = { .object = &note_object,
				.visibility = &some,
				.order = ORDER_OLDEST };
	CLEANUP(record_free) struct record *one = NULL;
	struct tx *tx;

	cases_add(f, 8);
	tx = begin(f, &bea);
	for (int i = 1; i <= 8; i++) {
		CLEANUP(record_free) struct record *note = record_new(&note_object);
		g_autofree char *id = g_strdup_printf("INC-2026-%04d", i);

		record_set(note, NOTE_CASE, id);
		record_set(note, NOTE_TEXT, "seen");
		OK(tx_insert(tx, note, &error));
	}
	commit(tx);
	{
		g_autofree char *seen = ids(f, &notes);

		g_assert_cmpstr(seen, ==, "4 7 8");	/* 7: offered to soc */
	}
	OK(select_pk(&f->store, &note_object, &some, 1, &one, &error));
	g_assert_null(one);
	OK(select_pk(&f->store, &note_object, &some, 4, &one, &error));
	g_assert_nonnull(one);
	fixture_free(f);
}

static void plan_good(struct fixture *f, const struct select *select)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *plan = select_plan(&f->store, select, &error);

	g_assert_no_error(error);
	if (strstr(plan, "SCAN") || strstr(plan, "TEMP B-TREE") || !strstr(plan, "SEARCH"))
		g_error("a queue would be slow:\n%s", plan);
}

/* A million cases must not matter: queues read ranges of covering indexes, no scan, no sort. */
static void test_plan(void)
{
	struct fixture *f = fixture_new();
	char *groups[21] = { NULL };
	struct visibility visibility = { .user = (char *)"bea",
					 .groups = groups,
					 .member_of = groups,
					 .restricted_listed = true };
	const struct term terms[] = { { CASE_OPEN, OP_IS, "1" }, { CASE_OWNER, OP_EMPTY, NULL } };
	struct select select = { .object = &case_object, .visibility = &visibility,
				 .scope = SCOPE_MY_GROUPS, .limit = 50 };
	CLEANUP(record_free) struct record *after = case_new(1, "soc");

	for (int i = 0; i < 20; i++)
		groups[i] = g_strdup_printf("group%d", i);
	for (int n = 0; n < 2 * 2 * 2 * 3 * 3; n++) {
		visibility.everything = n & 1;
		select.scope = n & 1 && n & 2 ? SCOPE_ALL : SCOPE_MY_GROUPS;
		select.backwards = n & 4;
		select.after = n & 2 ? after : NULL;
		select.order = (enum order)(n / 8 % 3);
		select.terms = terms;
		select.terms_len = (size_t)(n / 24);
		plan_good(f, &select);
	}
	{
		g_autofree char *plan = NULL;

		select.order = ORDER_QUEUE;
		visibility.restricted_listed = false;
		plan = select_plan(&f->store, &select, NULL);
		g_assert_nonnull(strstr(plan, "COVERING INDEX cases_"));
	}
	for (int i = 0; i < 20; i++)
		g_free(groups[i]);
	fixture_free(f);
}

static void test_twenty_groups(void)
{
	struct fixture *f = fixture_new();
	char *groups[21] = { NULL };
	const struct visibility visibility = { .user = (char *)"bea", .groups = groups,
					       .member_of = groups };
	struct select select = { .object = &case_object, .visibility = &visibility,
				 .order = ORDER_QUEUE };
	struct tx *tx = begin(f, &bea);
	int64_t n;

	for (int i = 0; i < 20; i++)
		groups[i] = g_strdup_printf("group%d", i);
	for (int i = 1; i <= 100; i++) {
		g_autofree char *group = g_strdup_printf("group%d", i % 40);
		CLEANUP(record_free) struct record *record = case_new(i, group);

		OK(tx_insert(tx, record, &error));
	}
	commit(tx);
	pages_same(f, select);
	OK(select_count(&f->store, &select, 1000, &n, &error));
	g_assert_cmpint(n, ==, 59);
	OK(select_count(&f->store, &select, 10, &n, &error));
	g_assert_cmpint(n, ==, 10);
	for (int i = 0; i < 20; i++)
		g_free(groups[i]);
	fixture_free(f);
}

static void test_raw(void)
{
	struct fixture *f = fixture_new();
	struct tx *tx = begin(f, &bea);
	g_autofree char *sha256 = NULL;
	g_autofree char *bytes = NULL;
	size_t len;

	OK(tx_keep_raw(tx, "a\0b", 3, &sha256, &error));
	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
	OK(select_raw(&f->store, sha256, &bytes, &len, &error));
	g_assert_cmpmem(bytes, len, "a\0b", 3);
	REFUSED(select_raw(&f->store, "00", &bytes, &len, &error), "no raw bytes");
	fixture_free(f);
}

int main(int argc, char **argv)
{
	crypt_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/select/visible", test_visible);
	g_test_add_func("/select/pages", test_pages);
	g_test_add_func("/select/terms", test_terms);
	g_test_add_func("/select/not", test_not);
	g_test_add_func("/select/part", test_part);
	g_test_add_func("/select/children", test_children);
	g_test_add_func("/select/plan", test_plan);
	g_test_add_func("/select/twenty-groups", test_twenty_groups);
	g_test_add_func("/select/raw", test_raw);
	return g_test_run();
}
