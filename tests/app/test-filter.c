/* Words that narrow a list: which cases each filter leaves, and what a wrong word is told. */
#include <string.h>

#include "src/rules/case.h"
#include "src/rules/case_fields.h"
#include "src/rules/filter.h"
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
		{ "owner!", "B" }, { "owner?", "AC" }, { "owner:none", "B" }, { "owner!=none", "AC" },
		{ "not owner:none", "AC" },
		{ "by:hal", "A" }, { "not by:hal", "BC" }, { "by:me", "BC" }, { "by:hal sev:3", "A" },
		{ "overdue", "" }, { "not overdue", "ABC" }, { "overdue or sev:1", "C" }, { "\"overdue\"", "" },
		{ "severity<=SEV3", "AC" }, { "severity>=SEV4", "B" }, { "severity:sev1", "C" },
		{ "state=new", "B" }, { "state:triage owner:hal", "A" }, { "state:new owner:hal", "" },
		{ "affected_assets=ws-2", "A" }, { "affected_assets=ws", "" },
		{ "title~\"host 10\"", "A" }, { "\"Drop host 10\"", "A" }, { "host 10.0.0.1:443", "A" },
		/* what SQL would read as a pattern stands for itself */
		{ "100%", "C" }, { "1%f", "" }, { "the_share", "C" }, { "the?share", "" },
		{ "'or", "" }, { "\"' or\"", "" }, { "\"1=1\"", "" },
		/* short names, numbers, and "me" */
		{ "sev<=3", "AC" }, { "sev<3", "C" }, { "sev>3", "B" }, { "sev>=3", "AB" }, { "sev!=1", "AB" },
		{ "owner:me", "C" }, { "owner!=me", "AB" }, { "cui:c0", "" }, { "cui:not_assessed", "ABC" },
		/* one of several, states in their order */
		{ "sev:1,4", "BC" }, { "sev!=1,4", "A" }, { "state:new,triage", "ABC" }, { "owner:hal,me", "AC" },
		{ "state>=triage", "AC" }, { "state<triage", "B" }, { "host:ws-2", "A" }, { "host!=ws-2", "BC" },
		/* not, or: or binds its two words, all else must hold together */
		{ "not sev:1", "AB" }, { "not owner?", "B" }, { "not owner:hal", "BC" },
		{ "not \"Drop host 10\"", "BC" },
		{ "sev:1 or sev:4", "BC" }, { "sev:1 or owner:hal state:triage", "AC" },
		{ "state:triage sev:1 or owner:hal or owner!", "AC" }, { "not sev:1 or not sev:3", "ABC" },
		{ "not sev:1 not sev:3", "B" },
		/* texts: a word looks into the title, text: into the summary too */
		{ "text:\"drop host 10\"", "A" }, { "not text:\"drop host 10\"", "BC" },
		{ "-drop", "" },
		/* what was reported to the DoD, and on which case one may type as people say it */
		{ "reported!", "ABC" }, { "reported?", "" }, { "26-0001", "A" }, { "INC-2026-0002", "B" },
		{ "not 26-0001", "BC" }, { "26-0001 or 26-0003", "AC" }, { "id:26-0001,26-0002", "AB" },
		/* times: a span lies ahead of a deadline, and back from all else */
		{ "created>=1h", "ABC" }, { "created<1h", "" }, { "created>=-1h", "ABC" }, { "created>+1h", "" },
		{ "due<100d", "ABC" }, { "due<-1d", "" }, { "created>=2026-01-01 created<=2026-12-31", "ABC" },
		{ "created:2026-01-01", "" }, { "created!=2026-01-01", "ABC" }, { "created:today", "ABC" },
		{ "group:soc", "ABC" }, { "group:soc,forensics", "ABC" }, { "\"10.0.0.1:443 seen\"", "A" },
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

/* Some lists come from a SELECT, others do not: a word means the same in both. */
static void case_is_minded_nowhere(void)
{
	static const char *const filters[][2] = {
		{ "cases", "title~\"DROP Host 10\"" }, { "cases", "\"dROP hOST 10\"" },
		{ "settings", "name~PASSWORD_min" }, { "settings", "text:Password_MIN" },
	};
	CLEANUP(session_close) struct session *sam = NULL;
	struct desk desk;

	desk_begin(&desk);
	sam = house_sign_in(desk.house, "sam");
	for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
		g_test_message("%s", filters[i][1]);
		g_assert_cmpint(house_count(i < 2 ? desk.lee : sam, filters[i][0], NULL, filters[i][1]), ==, 1);
	}
	g_clear_pointer(&sam, session_close);
	desk_end(&desk);
}

/* The log by what it is about: a case by each of its names, anything else by its own. */
static void the_log_knows_things_by_their_names(void)
{
	static const struct { const char *filter; int least, most; } cases[] = {
		{ "object:case:@ action:case-take", 1, 1 }, { "object:@ action:case-take", 1, 1 },
		{ "object:# action:case-take", 1, 1 }, { "on:# what:case-take who:hal", 1, 1 },
		{ "# action:case-take", 1, 1 }, { "@ action:case-take", 1, 1 }, { "case:# action:case-take", 1, 1 },
		{ "not # action:case-take", 1, 1 }, { "action:case-take object!=#", 1, 1 },
		{ "object:hal,@ action:case-take", 1, 1 }, { "object:26-9999", 0, 0 }, { "26-9999", 0, 0 },
		{ "object:lee", 1, 9 }, { "object:user:lee", 1, 9 }, { "object:le", 0, 0 },
		/* a day and a clock behind it are one value */
		{ "time>=2026-01-01 00:00 action:case-take", 2, 2 }, { "time<2026-01-01 23:59", 0, 0 },
		{ "time>=2026-01-01 23:59Z or action:nothing action:case-take", 2, 2 },
	};
	CLEANUP(session_close) struct session *aud = NULL;
	struct desk desk;
	g_autofree char *id = NULL;

	desk_begin(&desk);
	aud = house_sign_in(desk.house, "aud");
	id = case_id_short(desk.a);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) filter = g_string_new(cases[i].filter);
		int64_t count;

		g_string_replace(filter, "@", desk.a, 0);
		g_string_replace(filter, "#", id, 0);
		g_test_message("%s", filter->str);
		count = house_count(aud, "audit", NULL, filter->str);
		g_assert_cmpint(count, >=, cases[i].least);
		g_assert_cmpint(count, <=, cases[i].most);
	}
	g_clear_pointer(&aud, session_close);
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
		{ "ownr:hal", "do you mean owner?" },
		{ "zzzzzzzz:hal", "for instance: id" },
		{ "group:nowhere", "there is no group “nowhere”: " },
		{ "title<b", "title has no order: use : != or ~" },
		{ "or sev:1", "“or” stands between two words" },
		{ "sev:1 or", "“or” stands between two words" },
		{ "sev:1 not", "“not” stands before a word" },
		{ "\"drop", "the quote is not closed" },
		{ "created>soon", "is no time: write 2026-11-20" },
		{ "host:a,b", "one thing at a time" },
		{ "sev:1,9", "“9” is not one of: SEV1" },
	};
	struct desk desk;

	desk_begin(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		struct look ask = { .query = "cases", .filter = wrong[i].filter, .limit = 10 };

		REFUSED(look(desk.lee, &ask, &error) != NULL, ERR_INVALID, wrong[i].words);
	}
	desk_end(&desk);
}

static void carets_stand_under_the_word(void)
{
	static const struct { const char *filter, *pointed; } wrong[] = {
		{ "sev:1 ownr:hal", "sev:1 ownr:hal\n      ^^^^" },
		{ "state:shut sev:1", "state:shut sev:1\n^^^^^^^^^^" },
		{ "漢字 sev:9", "漢字 sev:9\n     ^^^^^" },
		{ "group:none", "group:none\n^^^^^^^^^^" },
		{ "sev:1 or", "sev:1 or\n      ^^" },
		{ "sev:1 owner:me", NULL },
	};
	struct desk desk;

	desk_begin(&desk);
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *pointed = look_pointed(desk.lee, query_find("cases"), wrong[i].filter);

		g_assert_cmpstr(pointed, ==, wrong[i].pointed);
	}
	desk_end(&desk);
}

static char **two_names(const struct field *field, void *data)
{
	(void)data;
	if (field->type == FIELD_GROUP)
		return g_strsplit("soc forensics", " ", -1);
	return field->type == FIELD_USER ? g_strsplit("hal lee", " ", -1) : NULL;
}

static void each_text_can_be_completed(void)
{
	static const struct { const char *text, *first; unsigned least, most; } begun[] = {
		{ "", "sev:", 20, 200 }, { "se", "sev:", 2, 9 }, { "sev:1 ow", "sev:1 owner:", 1, 1 },
		{ "owner:", "owner:me", 4, 4 }, { "owner:h", "owner:hal", 1, 1 }, { "group:", "group:soc", 2, 2 },
		{ "state:new,tr", "state:new,triage", 1, 1 }, { "sev<=", "sev<=SEV1", 5, 5 },
		{ "due<", "due<none", 7, 7 }, { "nothing:", NULL, 0, 0 }, { "\"a sev", NULL, 0, 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(begun); i++) {
		g_auto(GStrv) texts = filter_complete(&case_object, begun[i].text, two_names, NULL);

		g_test_message("%s", begun[i].text);
		g_assert_cmpstr(texts[0], ==, begun[i].first);
		g_assert_cmpuint(g_strv_length(texts), >=, begun[i].least);
		g_assert_cmpuint(g_strv_length(texts), <=, begun[i].most);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/filter/" #name, name)
	TEST(each_filter_leaves_what_it_says);
	TEST(case_is_minded_nowhere);
	TEST(the_log_knows_things_by_their_names);
	TEST(a_wrong_word_is_named);
	TEST(carets_stand_under_the_word);
	TEST(each_text_can_be_completed);
	return g_test_run();
}
