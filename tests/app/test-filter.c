/* Words that narrow a list: which cases each filter leaves, and what a wrong word is told. */
#include <string.h>

#include "src/rules/case_fields.h"
#include "tests/house.h"

struct filter_case { const char *filter, *left; };

/* Three cases: A is hal's, in triage; B is nobody's; C is SEV1 of lee. */
struct desk {
	struct house *house;
	struct session *lee;
	const char *a, *b, *c;
};

static void desk_begin(struct desk *desk)
{
	struct session *hal;

	desk->house = house_new();
	desk->lee = house_sign_in(desk->house, "lee");
	hal = house_sign_in(desk->house, "hal");
	desk->a = house_case(desk->lee, "SEV3");
	desk->b = house_case(desk->lee, "SEV4");
	desk->c = house_case(desk->lee, "SEV1");
	house_act(hal, "case-take %s", desk->a);
	house_act(desk->lee, "case-take %s", desk->c);
	house_act(hal, "case-edit %s title=\"Drop host 10.0.0.1:443 seen\" affected_assets=ws-1,ws-2",
		  desk->a);
	house_act(desk->lee, "case-edit %s title=\"100%% of the_share read\"", desk->c);
	session_close(hal);
}

static void desk_end(struct desk *desk)
{
	session_close(desk->lee);
	house_free(desk->house);
}

/* "AC": the letters of the cases that a filter leaves, in that order. */
static char *left(const struct desk *desk, const char *filter)
{
	g_autoptr(GPtrArray) rows = house_look(desk->lee, "cases", NULL, filter);
	const char *const ids[] = { desk->a, desk->b, desk->c };
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
		for (guint row = 0; row < rows->len; row++)
			if (g_strcmp0(record_get(g_ptr_array_index(rows, row), CASE_ID), ids[i]) == 0)
				g_string_append_c(out, (char)('A' + i));
	return g_string_free(out, FALSE);
}

static void each_filter_leaves_what_it_says(void)
{
	static const struct filter_case cases[] = {
		{ "", "ABC" },
		{ "owner=hal", "A" }, { "owner:hal", "A" }, { "owner=@me", "C" }, { "owner!=hal", "BC" },
		{ "owner!", "B" }, { "owner?", "AC" },
		{ "severity<=SEV3", "AC" }, { "severity>=SEV4", "B" }, { "severity:sev1", "C" },
		{ "state=new", "B" }, { "state:triage owner:hal", "A" }, { "state:new owner:hal", "" },
		{ "affected_assets=ws-2", "A" }, { "affected_assets=ws", "" },
		{ "title~\"host 10\"", "A" }, { "\"Drop host 10\"", "A" }, { "host 10.0.0.1:443", "A" },
		/* what SQL would read as a pattern stands for itself */
		{ "100%", "C" }, { "1%f", "" }, { "the_share", "C" }, { "the?share", "" },
		{ "' or", "" }, { "\"1=1\"", "" }, { "\"10.0.0.1:443 seen\"", "A" },
	};
	struct desk desk;

	desk_begin(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = left(&desk, cases[i].filter);

		g_test_message("%s", cases[i].filter);
		g_assert_cmpstr(found, ==, cases[i].left);
		g_assert_cmpint(house_count(desk.lee, "cases", NULL, cases[i].filter), ==, (int)strlen(found));
	}
	desk_end(&desk);
}

static void a_wrong_word_is_named(void)
{
	static const struct { const char *filter, *words; } wrong[] = {
		{ "ownr=hal", "filter: \"ownr=hal\": there is no field \"ownr\"" },
		{ "severity=SEV9", "filter: \"severity=SEV9\"" },
		{ "owner=hal state:shut", "filter: \"state:shut\"" },
		{ "t_discovered>=soon", "filter: \"t_discovered>=soon\"" },
		{ "severity=", "filter: \"severity=\"" },
	};
	struct desk desk;

	desk_begin(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		struct look ask = { .query = "cases", .filter = wrong[i].filter, .limit = 10 };

		REFUSED(look(desk.lee, &ask, &error) != NULL, ERR_INVALID, wrong[i].words);
	}
	desk_end(&desk);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/filter/" #name, name)
	TEST(each_filter_leaves_what_it_says);
	TEST(a_wrong_word_is_named);
	return g_test_run();
}
