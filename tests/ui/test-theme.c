/* Themes: lines of a file, colours that become the nearest one a terminal has, and that the shipped ones are
 * sound. */
#include "src/rules/preferences.h"
#include "tests/ui/capture.h"
#include "ui/term.h"
#include "ui/theme_read.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static void test_colours(void)
{
	static const struct {
		const char *word;
		int exact, of256, of16, of8;
		bool bold;
	} rows[] = {
		{ "red", 1, 1, 1, 1, false },
		{ "bright-red", 0xff0000, 9, 9, 1, true },
		{ "default", COLOUR_NONE, COLOUR_NONE, COLOUR_NONE, COLOUR_NONE, false },
		{ "208", 0xff8700, 208, 3, 3, false },
		{ "#ff8700", 0xff8700, 208, 3, 3, false },
		{ "#808080", 0x808080, 244, 8, COLOUR_NONE, true },
		{ "#000000", 8, 16, 0, 0, false },
		{ "0", 0, 0, 0, 0, false },
	};
	static const char *const wrong[] = { "", "rot", "256", "-1", "#12345", "#1234567", "#00000g", "bright", "Red" };
	bool bold;
	int colour;

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_assert_true(colour_parse(rows[i].word, &colour));
		g_assert_cmpint(colour_nearest(colour, COLOUR_EXACT, &bold), ==, rows[i].exact);
		g_assert_cmpint(colour_nearest(colour, 256, &bold), ==, rows[i].of256);
		g_assert_cmpint(colour_nearest(colour, 16, &bold), ==, rows[i].of16);
		g_assert_false(bold);
		g_assert_cmpint(colour_nearest(colour, 8, &bold), ==, rows[i].of8);
		g_assert_true(bold == rows[i].bold);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		g_assert_false(colour_parse(wrong[i], &colour));
}

static void collect(const char *what, void *data)
{
	g_string_append_printf(data, "%s\n", what);
}

static void test_lines(void)
{
	struct style styles[PAINTS] = { 0 };
	g_autoptr(GString) bad = g_string_new(NULL);

	theme_read(styles, "# mine\n\noverdue = bold bright-red on 17\nok=green\nfocus =\n", "t", collect, bad);
	g_assert_cmpstr(bad->str, ==, "");
	g_assert_cmpint(styles[PAINT_LATE].flags, ==, STYLE_BOLD);
	g_assert_cmpint(styles[PAINT_LATE].foreground, ==, 9);
	g_assert_cmpint(styles[PAINT_LATE].background, ==, 17);
	g_assert_cmpint(styles[PAINT_OK].foreground, ==, 2);
	g_assert_cmpint(styles[PAINT_FOCUS].foreground, ==, COLOUR_NONE);
	theme_read(styles, "late = red\nok = rot\nok green\nok = red blue\nok = on\nsoon = red\nsoon = dim\n", "t",
		   collect, bad);
	g_assert_cmpstr(bad->str, ==,
			"t:1: nothing is called 'late' in a theme\n"
			"t:2: 'rot' is no colour and no style\n"
			"t:3: a line of a theme is NAME = STYLE, as in \"overdue = bold red\"\n"
			"t:4: 'blue' is one colour too many\n"
			"t:5: '' is no colour and no style\n"
			"t:7: 'soon' is there twice: line 6 holds no more\n");
	g_assert_cmpint(styles[PAINT_OK].foreground, ==, 2);
	g_assert_cmpint(styles[PAINT_SOON].flags, ==, STYLE_DIM);
}

/* Each theme that can be preferred is there and without a mistake, and in each what must be seen looks other than
 * text. */
static void test_shipped(void)
{
	static const enum paint apart[] = { PAINT_FOCUS, PAINT_LATE, PAINT_SEV1, PAINT_ERROR, PAINT_TAB };

	for (const struct choice *theme = preference_find("theme")->field.choices; theme->name; theme++) {
		struct style styles[PAINTS];
		g_autoptr(GString) bad = g_string_new(NULL);

		g_assert_true(theme_load(styles, theme->name, NULL, collect, bad) == (strcmp(theme->name, "own") != 0));
		g_assert_cmpstr(bad->str, ==, "");
		for (size_t i = 0; i < G_N_ELEMENTS(apart); i++)
			g_assert_true(memcmp(&styles[apart[i]], &styles[PAINT_TEXT], sizeof(struct style)) != 0);
	}
}

static void test_own(void)
{
	g_autofree char *dir = g_dir_make_tmp("blotter-theme-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "dark.theme", NULL), *own = NULL, *told = NULL;
	struct style styles[PAINTS];
	g_autoptr(GString) bad = g_string_new(NULL);

	own = g_build_filename(dir, "own.theme", NULL);
	g_assert_true(g_file_set_contents(path, "ok = blue\nsoon = rot\n", -1, NULL));
	g_assert_true(theme_load(styles, "dark", dir, collect, bad));
	told = g_strdup_printf("%s:2: 'rot' is no colour and no style\n", path);
	g_assert_cmpstr(bad->str, ==, told);
	g_assert_cmpint(styles[PAINT_OK].foreground, ==, 4);
	g_assert_cmpint(styles[PAINT_SOON].foreground, ==, 3);
	g_assert_false(theme_load(styles, "own", dir, collect, bad));
	g_assert_true(g_file_set_contents(own, "ok = 42\n", -1, NULL));
	g_assert_true(theme_load(styles, "own", dir, collect, bad));
	g_assert_cmpint(styles[PAINT_OK].foreground, ==, 42);
	g_assert_cmpint(styles[PAINT_FOCUS].flags, ==, STYLE_REVERSE);
	g_unlink(path);
	g_unlink(own);
	g_rmdir(dir);
}

static bool no_event(void *data, struct event *event)
{
	(void)data, (void)event;
	return false;
}

/* On the terminal: without colours only attributes; the ground of a theme is that of the whole screen. */
static void test_terminal(void)
{
	static const struct { enum colours allowed; int have; } rows[] = {
		{ COLOURS_NEVER, 0 }, { COLOURS_16, 16 }, { COLOURS_256, 256 }, { COLOURS_AUTO, 256 },
		{ COLOURS_DIRECT, 256 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct term_options options = { .next = no_event, .height = 3, .width = 10,
			.colours = rows[i].allowed };
		struct term *term = term_open(&options, NULL);
		struct style styles[PAINTS];
		chtype cell;

		g_assert_cmpint(term_colours(term), ==, rows[i].have);
		theme_load(styles, "contrast", NULL, collect, NULL);
		term_theme(term, styles);
		draw_begin(term_surface(term));
		cell = mvinch(1, 1);
		g_assert_cmpint(PAIR_NUMBER(cell) != 0, ==, rows[i].have != 0);
		g_assert_true((term_surface(term)->theme.looks[PAINT_FOCUS] & A_COLOR) != 0 || !rows[i].have);
		term_close(term);
	}
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/theme/colours", test_colours);
	g_test_add_func("/theme/lines", test_lines);
	g_test_add_func("/theme/shipped", test_shipped);
	g_test_add_func("/theme/own", test_own);
	g_test_add_func("/theme/terminal", test_terminal);
	return g_test_run();
}
