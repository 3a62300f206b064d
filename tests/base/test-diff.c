/* What differs between two texts, by words. */
#include "src/base/diff.h"

#include <glib.h>

static void test_words(void)
{
	static const struct { const char *from, *to, *marked; } rows[] = {
		{ "", "", "" },
		{ "same text", "same text", "same text" },
		{ "", "new", "{+new+}" },
		{ "old", "", "[-old-]" },
		{ "to a host", "to a drop host", "to a {+drop +}host" },
		{ "to a host", "to Riga", "to [-a host-]{+Riga+}" },
		{ "one two three", "one 2 three", "one [-two-]{+2+} three" },
		{ "a\nb\nc", "a\nc", "a\n[-b\n-]c" },
		{ "漢字 x", "漢語 x", "[-漢字-]{+漢語+} x" },
		/* a word is not taken apart */
		{ "caf", "cafe\314\201", "[-caf-]{+cafe\314\201+}" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *marked = diff_words(rows[i].from, rows[i].to);

		g_assert_cmpstr(marked, ==, rows[i].marked);
	}
}

/* Too much to compare: all of it counts as new, and nothing is lost. */
static void test_long(void)
{
	g_autofree char *dots = g_strnfill(20000, '.'), *commas = g_strnfill(20000, ',');
	g_autofree char *marked = diff_words(dots, commas);
	g_autofree char *expected = g_strdup_printf("[-%s-]{+%s+}", dots, commas);

	g_assert_cmpstr(marked, ==, expected);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/diff/words", test_words);
	g_test_add_func("/diff/long", test_long);
	return g_test_run();
}
