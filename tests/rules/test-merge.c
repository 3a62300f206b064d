/* Two people change one record. */
#include "tests/rules/fixture.h"

#include "src/rules/merge.h"

static struct record *with(const char *title, const char *summary, const char *note)
{
	struct record *record = record_new(&case_object);

	record_set(record, CASE_TITLE, title);
	record_set(record, CASE_SUMMARY, summary);
	record_set(record, CASE_SUB_STATUS, note);
	return record;
}

static void test_sides(void)
{
	CLEANUP(record_free) struct record *base = with("a", "b", "c");
	CLEANUP(record_free) struct record *mine = with("mine", "b", "mine");
	CLEANUP(record_free) struct record *theirs = with("theirs", "theirs", "c");
	CLEANUP(merge_free) struct merge *merge = merge_new(base, mine, theirs);
	struct merge_row *row = merge_clash(merge, 0);

	g_assert_cmpuint(merge->clashes->len, ==, 1);
	g_assert_cmpuint(merge->alone->len, ==, 2);
	g_assert_cmpuint(row->field, ==, CASE_TITLE);
	g_assert_cmpuint(merge_undecided(merge), ==, 1);
	row->side = MERGE_THEIRS;
	g_assert_cmpstr(merge_value(row), ==, "theirs");
	merge_by_hand(row, "both");
	g_assert_cmpstr(merge_value(row), ==, "both");
	g_assert_cmpuint(merge_undecided(merge), ==, 0);
}

/* The same change by both is none to speak of. */
static void test_same(void)
{
	CLEANUP(record_free) struct record *base = with("a", NULL, NULL), *new = with("b", NULL, NULL);
	CLEANUP(merge_free) struct merge *merge = merge_new(base, new, new);

	g_assert_cmpuint(merge->clashes->len + merge->alone->len, ==, 0);
}

/* A choice holds as long as both texts are what they were. */
static void test_recall(void)
{
	CLEANUP(record_free) struct record *base = with("a", "b", NULL), *mine = with("m", "m", NULL);
	CLEANUP(record_free) struct record *theirs = with("t", "t", NULL), *later = with("t", "u", NULL);
	CLEANUP(merge_free) struct merge *first = merge_new(base, mine, theirs);
	CLEANUP(merge_free) struct merge *second = merge_new(base, mine, later);

	merge_by_hand(merge_clash(first, 0), "h");
	merge_clash(first, 1)->side = MERGE_THEIRS;
	merge_recall(second, first);
	g_assert_cmpstr(merge_value(merge_clash(second, 0)), ==, "h");
	g_assert_cmpint(merge_clash(second, 1)->side, ==, MERGE_OPEN);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/merge/sides", test_sides);
	g_test_add_func("/merge/same", test_same);
	g_test_add_func("/merge/recall", test_recall);
	return g_test_run();
}
