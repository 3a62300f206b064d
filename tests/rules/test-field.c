/* From what was typed to what is stored, and back to text. */
#include <glib.h>
#include <string.h>

#include "src/base/clock.h"
#include "src/rules/field.h"

static const struct choice colours[] = {
	{ "not_assessed", "not assessed" }, { "none", "none" }, { "red", "bright red", "R1" },
	{ "dark_blue", "dark blue" }, { NULL },
};
static const struct field line = { "line", .type = FIELD_TEXT, .max = 10 };
static const struct field block = { "block", .type = FIELD_LONG };
static const struct field colour = { "colour", .type = FIELD_CHOICE, .choices = colours };
static const struct field palette = { "palette", .type = FIELD_CHOICES, .choices = colours };
static const struct field list = { "list", .type = FIELD_LIST };
static const struct field number = { "number", .type = FIELD_INT };
static const struct field when = { "when", .type = FIELD_TIME };
static const struct field flag = { "flag", .type = FIELD_BOOL };
static const struct field user = { "user", .type = FIELD_USER };
static const struct field group = { "group", .type = FIELD_GROUP };

#define NOW INT64_C(1795183200000) /* 2026-11-20T14:00:00Z */

struct reading { const struct field *field; const char *text, *value; };

static const struct reading good[] = {
	{ &line, "  plain  ", "plain" },
	{ &line, "a\tb\r\nc", "a b c" },
	{ &line, "ääääääääää", "ääääääääää" },
	{ &line, "\x1b[31mred", "\x1b[31mred" },
	{ &block, " one\r\n\ttwo\n", "one\n\ttwo" },
	{ &colour, "red", "red" },
	{ &colour, "RED", "red" },
	{ &colour, "r1", "red" },
	{ &palette, "red, dark_blue,red", "red\ndark_blue" },
	{ &palette, "dark_blue\nR1\n", "dark_blue\nred" },
	{ &palette, "not_assessed,red", "red" },
	{ &palette, "none", "none" },
	{ &list, "a,b , c,,a", "a\nb\nc" },
	{ &list, "one, two\nthree, four", "one, two\nthree, four" },
	{ &list, "one\\, two,CORP\\bob,\\\\fs\\share", "one, two\nCORP\\bob\n\\\\fs\\share" },
	{ &list, "tab\tin item", "tab in item" },
	{ &number, "0", "0" },
	{ &number, "0042", "42" },
	{ &number, "999999999999999999", "999999999999999999" },
	{ &when, "2026-11-20T03:12:00.5Z", "1795144320500" },
	{ &when, "2026-11-20T04:12:00+01:00", "1795144320000" },
	{ &when, "2h ago", "1795176000000" },
	{ &flag, "yes", "1" },
	{ &flag, "True", "1" },
	{ &flag, "0", "0" },
	{ &user, "bea", "bea" },
	{ &user, "o.ryan-2", "o.ryan-2" },
	{ &group, "soc_night", "soc_night" },
};

static void test_good(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		g_autofree char *value = NULL, *problem = NULL;

		g_test_message("%s: %s", good[i].field->name, good[i].text);
		g_assert_true(field_read(good[i].field, good[i].text, NOW, &value, &problem));
		g_assert_cmpstr(value, ==, good[i].value);
		g_assert_null(problem);
	}
}

static const struct reading bad[] = {
	{ &line, "12345678901", "11 characters, 10 are allowed" },
	{ &line, "\xff\xfe", "UTF-8" },
	{ &line, "\xc0\xaf", "UTF-8" },
	{ &line, "\xed\xa0\x80", "UTF-8" },
	{ &colour, "re", "not one of: not_assessed, none, red, dark_blue" },
	{ &colour, "dark blue", "not one of" },
	{ &palette, "red,green", "“green” is not one of" },
	{ &palette, "none,red", "cannot stand beside" },
	{ &number, "-1", "whole number" },
	{ &number, "1.5", "whole number" },
	{ &number, "1e3", "whole number" },
	{ &number, "٣", "whole number" },
	{ &number, "9999999999999999999", "too large" },
	{ &when, "yesterday-ish", "is no time" },
	{ &when, "2026-13-01T00:00:00Z", "is no time" },
	{ &flag, "perhaps", "yes or no" },
	{ &user, "bea@soc", "letters" },
	{ &user, "-bea", "begin with" },
	{ &user, "../bea", "begin with" },
	{ &user, "b\u00e9a", "letters" },
	{ &user, "two words", "letters" },
	{ &user, "abcdefghijklmnopqrstuvwxyz0123456", "32 are allowed" },
};

static void test_bad(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autofree char *value = NULL, *problem = NULL;

		g_test_message("%s: %s", bad[i].field->name, bad[i].value);
		g_assert_false(field_read(bad[i].field, bad[i].text, NOW, &value, &problem));
		g_assert_null(value);
		g_assert_nonnull(strstr(problem, bad[i].value));
		g_assert_true(g_utf8_validate(problem, -1, NULL));
	}
}

static void test_empty(void)
{
	static const struct field *const all[] = {
		&line, &block, &colour, &palette, &list, &number, &when, &flag, &user, &group,
	};
	static const char *const texts[] = { NULL, "", "  ", "\n\t" };

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		for (size_t k = 0; k < G_N_ELEMENTS(texts); k++) {
			char *value = NULL, *problem = NULL;

			g_assert_true(field_read(all[i], texts[k], NOW, &value, &problem));
			g_assert_null(value);
			g_assert_null(problem);
		}
	{
		g_autofree char *value = NULL, *problem = NULL;

		g_assert_true(field_read(&list, ", ,,", NOW, &value, &problem));
		g_assert_null(value);
	}
}

static void test_scripts_times(void)
{
	g_autofree char *value = NULL, *problem = NULL;

	g_assert_false(field_read(&when, "2h ago", 0, &value, &problem));
	g_assert_nonnull(strstr(problem, "with its zone"));
}

static void test_huge(void)
{
	g_autofree char *item = g_strnfill(1001, 'a');
	g_autofree char *long_text = g_strnfill(70000, 'b');
	g_autoptr(GString) items = g_string_new(NULL);
	g_autofree char *value = NULL, *p1 = NULL, *p2 = NULL, *p3 = NULL;

	for (int i = 0; i < 1001; i++)
		g_string_append_printf(items, "%d,", i);
	g_assert_false(field_read(&list, items->str, 0, &value, &p1));
	g_assert_nonnull(strstr(p1, "1001 items"));
	g_assert_false(field_read(&list, item, 0, &value, &p2));
	g_assert_nonnull(strstr(p2, "1001 characters"));
	g_assert_false(field_read(&block, long_text, 0, &value, &p3));
	g_assert_nonnull(strstr(p3, "too long"));
}

static void test_show(void)
{
	static const struct {
		const struct field *field;
		const char *value, *shown, *plain;
	} rows[] = {
		{ &line, "a, b", "a, b", "a, b" },
		{ &colour, "red", "bright red", "red" },
		{ &colour, "from_the_future", "from_the_future", "from_the_future" },
		{ &palette, "red\ndark_blue", "bright red, dark blue", "red,dark_blue" },
		{ &list, "one, two\nthree", "one, two; three", "one\\, two,three" },
		{ &list, "one\ntwo", "one, two", "one,two" },
		{ &number, "42", "42", "42" },
		{ &when, "1795144320500", "2026-11-20 03:12 UTC", "2026-11-20T03:12:00.500Z" },
		{ &when, "damaged", "damaged", "damaged" },
		{ &flag, "1", "yes", "true" },
		{ &flag, "0", "no", "false" },
		{ &user, NULL, "", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown = field_show(rows[i].field, rows[i].value);
		g_autofree char *plain = field_plain(rows[i].field, rows[i].value);

		g_assert_cmpstr(shown, ==, rows[i].shown);
		g_assert_cmpstr(plain, ==, rows[i].plain);
	}
}

static void test_round_trip(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		g_autofree char *plain = field_plain(good[i].field, good[i].value);
		g_autofree char *value = NULL, *problem = NULL;

		g_test_message("%s: %s", good[i].field->name, plain);
		g_assert_true(field_read(good[i].field, plain, 0, &value, &problem));
		g_assert_cmpstr(value, ==, good[i].value);
	}
}

static void test_lists(void)
{
	g_autofree char *one = list_add(NULL, "a");
	g_autofree char *two = list_add(one, "b");
	g_autofree char *same = list_add(two, "a");
	g_autofree char *less = list_remove(two, "a"), *gone = list_remove(one, "a");
	g_autofree char *kept = list_remove(two, "c"), *joined = NULL;
	g_autofree char *assessed = list_add("not_assessed", "a");
	g_auto(GStrv) items = list_split(two), none = list_split(NULL);

	g_assert_cmpstr(one, ==, "a");
	g_assert_cmpstr(two, ==, "a\nb");
	g_assert_cmpstr(same, ==, "a\nb");
	g_assert_cmpstr(assessed, ==, "a");
	g_assert_cmpstr(less, ==, "b");
	g_assert_null(gone);
	g_assert_cmpstr(kept, ==, "a\nb");
	g_assert_cmpuint(g_strv_length(items), ==, 2);
	g_assert_cmpuint(g_strv_length(none), ==, 0);
	g_assert_null(list_join(none));
	joined = list_join(items);
	g_assert_cmpstr(joined, ==, "a\nb");
	g_assert_true(list_has(two, "b"));
	g_assert_false(list_has(two, "a\nb"));
	g_assert_false(list_has(NULL, "a"));
}

static void test_words(void)
{
	for (int i = FIELD_TEXT; i <= FIELD_GROUP; i++)
		g_assert_cmpuint(strlen(field_type_name((enum field_type)i)), >, 0);
	for (int i = MOMENT_NEVER; i <= MOMENT_CLOSE; i++)
		g_assert_cmpuint(strlen(moment_label((enum moment)i)), >, 0);
	g_assert_cmpstr(condition_label(IF_ALWAYS), ==, "");
	for (int i = IF_PERSON; i <= IF_SEV12_OR_CUI; i++)
		g_assert_cmpuint(strlen(condition_label((enum condition)i)), >, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/field/what is typed well is stored", test_good);
	g_test_add_func("/field/what is typed badly is refused with a sentence", test_bad);
	g_test_add_func("/field/nothing typed is nothing stored", test_empty);
	g_test_add_func("/field/scripts give times with a zone", test_scripts_times);
	g_test_add_func("/field/what is too long is refused", test_huge);
	g_test_add_func("/field/values are shown to people and to scripts", test_show);
	g_test_add_func("/field/what scripts are shown can be read back", test_round_trip);
	g_test_add_func("/field/lists grow and shrink without doubles", test_lists);
	g_test_add_func("/field/types, moments and conditions have words", test_words);
	return g_test_run();
}
