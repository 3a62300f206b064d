/* Views of the queues: whose they are, who may share them, and that none shows more than a person may see;
 * rows under headings, by pages. */
#include <string.h>

#include "src/app/look_group.h"
#include "src/app/view.h"
#include "src/rules/case_fields.h"
#include "src/rules/view.h"
#include "tests/house.h"

/* "own sealed*": the names that this person has, * for one that is shared. */
static char *names(struct session *session)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) views = view_all(session, &error);
	GString *out = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < views->len; i++)
		g_string_append_printf(out, "%s%s%s", i ? " " : "", record_text(g_ptr_array_index(views, i), VIEW_NAME),
				       record_is(g_ptr_array_index(views, i), VIEW_SHARED, "1") ? "*" : "");
	return g_string_free(out, FALSE);
}

static void expect_names(struct session *session, const char *want)
{
	g_autofree char *got = names(session);

	g_assert_cmpstr(got, ==, want);
}

static void a_view_is_its_owners_until_a_lead_shares_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee"), *hal = house_sign_in(house, "hal"),
					      *sam = house_sign_in(house, "sam");

	house_act(lee, "view-save name=worst filter=\"sev<=2\" group=state columns=\"severity id title\" "
		       "sort=-created_at");
	house_act(hal, "view-save name=desk filter=owner:me");
	expect_names(lee, "worst");
	expect_names(hal, "desk");
	house_expect_denied(hal, "may share views", "view-share name=desk");
	house_act(lee, "view-share name=worst");
	expect_names(hal, "desk worst*");
	expect_names(sam, "");
	house_expect_denied(hal, "may share views", "view-unshare name=worst");
	house_expect_invalid(hal, "there is no view \"worst\" of yours", "view-drop name=worst");
	/* their own of the same name comes first */
	house_act(hal, "view-save name=worst filter=sev=1");
	expect_names(hal, "desk worst worst*");
	house_act(lee, "view-unshare name=worst");
	expect_names(hal, "desk worst");
}

static void a_dropped_view_is_gone_and_its_row_stays(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");

	house_act(lee, "view-save name=worst filter=\"sev<=2\"");
	house_act(lee, "view-share name=worst");
	house_act(lee, "view-drop name=worst");
	expect_names(lee, "");
	house_expect_invalid(lee, "there is no view", "view-drop name=worst");
	/* the same row again, and nobody else's */
	house_act(lee, "view-save name=worst");
	expect_names(lee, "worst");
	g_assert_cmpint(house_entries(house, "view-save", "done"), ==, 2);
	g_assert_cmpint(house_entries(house, "view-drop", "done"), ==, 1);
}

static void what_could_not_be_shown_is_not_kept(void)
{
	static const struct { const char *act, *why; } wrong[] = {
		{ "view-save name=a filter=sev=9", "sev=9" },
		{ "view-save name=a query=users", "is no queue of cases" },
		{ "view-save name=a query=none", "is no queue of cases" },
		{ "view-save name=a sort=colour", "there is no column \"colour\"" },
		{ "view-save name=a columns=\"id sev_rank\"", "there is no column \"sev_rank\"" },
		{ "view-save name=a group=title", "group" },
		{ "view-save name=mine query=open", "is a tab of the program" },
		{ "view-save name=mine query=mine filter=sev=1", "is a tab of the program" },
		{ "view-save name=a=b", "must not contain" },
	};
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		house_expect_invalid(lee, wrong[i].why, "%s", wrong[i].act);
	expect_names(lee, "");
	house_act(lee, "view-save name=mine query=mine columns=\"id title\"");
	house_expect_invalid(lee, "each person's own", "view-share name=mine");
}

/* "AB": ids by their last digit, as the rows come. */
static char *ids(const GPtrArray *rows)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		const char *id = record_text(g_ptr_array_index(rows, i), CASE_ID);

		g_string_append_c(out, id[strlen(id) - 1]);
	}
	return g_string_free(out, FALSE);
}

/* All rows by pages of two, from either end. */
static char *paged(struct session *session, const char *word, const GArray *groups, bool backwards)
{
	size_t field = (size_t)view_group_field(&case_object, word);
	struct look ask = { .query = "open", .limit = 2, .backwards = backwards };
	GString *all = g_string_new(NULL);
	g_autoptr(GPtrArray) rows = NULL;
	g_autoptr(GError) error = NULL;

	for (;;) {
		GPtrArray *more = look_grouped(session, &ask, field, groups, &error);
		g_autofree char *page = NULL;

		g_assert_no_error(error);
		g_clear_pointer(&rows, g_ptr_array_unref);
		rows = more;
		page = ids(rows);
		g_string_insert(all, backwards ? 0 : -1, page);
		if (rows->len < 2)
			return g_string_free(all, FALSE);
		ask.after = g_ptr_array_index(rows, backwards ? 0 : rows->len - 1);
	}
}

static void rows_under_headings_come_once_and_in_order(void)
{
	static const struct { const char *word, *heads, *rows; } wanted[] = {
		{ "severity", "1:1 2:1 3:2 5:1", "42135" },
		{ "state", "new:3 triage:2", "42513" },
		{ "owner", ":3 hal:1 lee:1", "42513" },
		{ "group", "soc:5", "42135" },
	};
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee"), *hal = house_sign_in(house, "hal");
	static const char *const severities[] = { "SEV3", "SEV2", "SEV3", "SEV1", "SEV5" };
	struct look ask = { .query = "open" };

	for (size_t i = 0; i < G_N_ELEMENTS(severities); i++)
		house_case(lee, severities[i]);
	house_act(hal, "case-take 1");
	house_act(lee, "case-take 3");
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GArray) groups = look_groups(lee, &ask,
			(size_t)view_group_field(&case_object, wanted[i].word), &error);
		g_autofree char *down = NULL, *up = NULL;
		g_autoptr(GString) heads = g_string_new(NULL);

		g_assert_no_error(error);
		for (guint n = 0; n < groups->len; n++) {
			const struct look_group *group = &g_array_index(groups, struct look_group, n);

			g_string_append_printf(heads, "%s%s:%d", n ? " " : "", group->value, (int)group->count);
		}
		down = paged(lee, wanted[i].word, groups, false);
		up = paged(lee, wanted[i].word, groups, true);
		g_assert_cmpstr(heads->str, ==, wanted[i].heads);
		g_assert_cmpstr(down, ==, wanted[i].rows);
		g_assert_cmpstr(up, ==, wanted[i].rows);
	}
}

static void nobody_sees_or_counts_more_by_headings_or_a_shared_view(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee"), *fay = house_sign_in(house, "fay");
	struct look ask = { .query = "open" };
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) groups = NULL, seen = NULL;

	house_case(lee, "SEV3");
	house_act(lee, "view-save name=all query=open group=group");
	house_act(lee, "view-share name=all");
	groups = look_groups(lee, &ask, CASE_GROUP, &error);
	g_assert_cmpuint(groups->len, ==, 1);
	seen = look_groups(fay, &ask, CASE_GROUP, &error);
	g_assert_cmpuint(seen->len, ==, 0);
	/* nor by headings that somebody else had */
	g_assert_cmpuint(look_grouped(fay, &ask, CASE_GROUP, groups, &error)->len, ==, 0);
	g_assert_no_error(error);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/views/" #name, name)
	TEST(a_view_is_its_owners_until_a_lead_shares_it);
	TEST(a_dropped_view_is_gone_and_its_row_stays);
	TEST(what_could_not_be_shown_is_not_kept);
	TEST(rows_under_headings_come_once_and_in_order);
	TEST(nobody_sees_or_counts_more_by_headings_or_a_shared_view);
	return g_test_run();
}
