/* Records, and the list of what is wrong with one. */
#include "tests/rules/fixture.h"

#include "src/rules/note.h"

static void test_new(void)
{
	CLEANUP(record_free) struct record *record = record_new(&case_object);

	g_assert_cmpint(record->pk, ==, 0);
	g_assert_true(record_is(record, CASE_STATE, "new"));
	g_assert_true(record_is(record, CASE_CUI_INVOLVEMENT, "not_assessed"));
	g_assert_false(record_has(record, CASE_TITLE));
	g_assert_cmpstr(record_text(record, CASE_TITLE), ==, "");
	g_assert_cmpint(record_int(record, CASE_N_SYSTEMS), ==, 0);
}

static void test_set(void)
{
	CLEANUP(record_free) struct record *record = record_new(&case_object);

	record_set(record, CASE_TITLE, "one");
	record_set(record, CASE_TITLE, record_get(record, CASE_TITLE));
	g_assert_cmpstr(record_get(record, CASE_TITLE), ==, "one");
	record_take(record, CASE_TITLE, g_strdup(""));
	g_assert_null(record_get(record, CASE_TITLE));
	record_set_int(record, CASE_T_ACK, INT64_MAX);
	g_assert_cmpint(record_int(record, CASE_T_ACK), ==, INT64_MAX);
	record_set(record, CASE_GROUP, "soc");
	g_assert_cmpstr(record_by_name(record, "group"), ==, "soc");
	g_assert_null(record_by_name(record, "no_such_field"));
}

/* More than the room beside the values, set again and again, and taken in between. */
static void test_room(void)
{
	CLEANUP(record_free) struct record *record = record_new(&case_object), *copy = NULL;

	for (int i = 0; i < 100; i++) {
		g_autofree char *title = g_strnfill((gsize)i * 9, 'x');

		record_set(record, CASE_TITLE, title);
		record_set_text(record, CASE_OWNER, "bea and more", 3);
		record_set(record, CASE_SUMMARY, title);
		if (i % 3 == 0)
			record_take(record, CASE_SUMMARY, g_strdup("cyd"));
		g_assert_cmpstr(record_text(record, CASE_TITLE), ==, title);
		g_assert_cmpstr(record_get(record, CASE_OWNER), ==, "bea");
		g_assert_cmpstr(record_text(record, CASE_SUMMARY), ==, i % 3 ? title : "cyd");
		record_free(copy);
		copy = record_copy(record);
		g_assert_true(record_is(copy, CASE_TITLE, title));
		g_assert_true(record_get(copy, CASE_OWNER) != record_get(record, CASE_OWNER));
	}
}

static void test_difference(void)
{
	CLEANUP(record_free) struct record *a = new_case(), *b = record_copy(a);
	g_autoptr(GArray) none = record_difference(a, b), two = NULL;

	g_assert_cmpuint(none->len, ==, 0);
	record_set(b, CASE_TITLE, "other");
	record_set(b, CASE_OWNER, "bea");
	two = record_difference(a, b);
	g_assert_cmpuint(two->len, ==, 2);
	g_assert_cmpuint(g_array_index(two, guint, 0), ==, CASE_TITLE);
	g_assert_cmpuint(g_array_index(two, guint, 1), ==, CASE_OWNER);
}

static void test_key(void)
{
	CLEANUP(record_free) struct record *record = new_case(), *note = record_new(&note_object);
	g_autofree char *id = record_key(record), *pk = NULL;

	note->pk = 7;
	pk = record_key(note);
	g_assert_cmpstr(id, ==, "INC-2026-0041");
	g_assert_cmpstr(pk, ==, "7");
}

static void test_problems(void)
{
	CLEANUP(problems_free) struct problems *problems = problems_new();
	g_autoptr(GError) error = NULL;

	g_assert_true(problems_check(problems, &error));
	g_assert_no_error(error);
	problems_add(problems, &case_object.fields[CASE_TITLE], "needed %s", "now");
	problems_add_name(problems, "reason", "100%% needed");
	problems_add(problems, NULL, "all wrong");
	g_assert_true(problems_any(problems));
	g_assert_false(problems_check(problems, &error));
	g_assert_true(err_is(error, ERR_INVALID));
	g_assert_cmpstr(error->message, ==,
			"title (Title): needed now; reason: 100% needed; all wrong");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/record/a new record has the initial values", test_new);
	g_test_add_func("/record/values are copied, and empty is none", test_set);
	g_test_add_func("/record/long texts stand beside short ones", test_room);
	g_test_add_func("/record/a difference names the fields", test_difference);
	g_test_add_func("/record/the key is the id, or the number of the row", test_key);
	g_test_add_func("/record/one refusal names everything that is wrong", test_problems);
	return g_test_run();
}
