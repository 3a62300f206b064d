/* The one door to the terminal: hostile text is harmless in every cell, and nothing leaves its canvas. */
#include "src/base/text.h"
#include "tests/ui/capture.h"
#include "ui/term.h"

#include <locale.h>
#include <string.h>

static bool no_event(void *data, struct event *event)
{
	(void)data, (void)event;
	return false;
}

static struct term *fake(int height, int width, bool ascii)
{
	struct term_options options = { .next = no_event, .height = height, .width = width, .ascii = ascii };
	g_autoptr(GError) error = NULL;
	struct term *term = term_open(&options, &error);

	g_assert_no_error(error);
	draw_begin(term_surface(term));
	return term;
}

static const char *const hostile[] = {
	"\033[2J\033[31mred", "\033]0;title\a", "\23331m", "\302\2331m", "a\nb\rc\td", "\b\b\b\x7f",
	"\342\200\256evil\342\200\254", "\342\201\246x\342\201\251", "zero\342\200\213width", "\357\273\277bom",
	"\xff\xfe\xc0\xaf\xed\xa0\x80", "z\314\201\314\201\314\201\314\201\314\201\314\201\314\201z",
	"\360\237\221\250\342\200\215\360\237\221\251", "\363\240\201\201tag", "漢字漢字漢字漢字漢字漢字",
	"%s%n%d", "\356\200\200 private", "\342\200\250line\342\200\251",
};

static void check_cells(int height)
{
	for (int y = 0; y < height; y++) {
		g_autofree char *row = capture_row(y);

		g_assert_true(text_is_harmless(row, TEXT_LINE));
	}
}

static void test_hostile(void)
{
	struct term *term = fake(24, 80, false);
	struct canvas all = { term_surface(term), { 0, 0, 24, 80 } };

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		struct canvas part = draw_part(&all, (int)i, 10, 1, 30);
		g_autofree char *row = NULL;

		draw_text(&part, 0, 0, -1, PAINT_TEXT, hostile[i]);
		draw_text(&all, (int)i, 40, -1, PAINT_TEXT, "|");
		row = capture_row((int)i);
		g_assert_true(g_str_has_prefix(row, "          "));
		g_assert_true(g_str_has_suffix(row, "|"));
	}
	check_cells(24);
	draw_clear(&all);
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		draw_cell(&all, (int)i, 0, 20, PAINT_FOCUS, hostile[i]);
		draw_right(&all, (int)i, 20, 20, PAINT_TEXT, hostile[i]);
		draw_format(&all, (int)i, 40, 10, PAINT_TEXT, "<%s>", hostile[i]);
		draw_wrapped(&all, (int)i, 50, 30, 1, PAINT_TEXT, hostile[i]);
	}
	draw_centred(&all, 20, PAINT_TITLE, hostile[0]);
	draw_box(&all, hostile[6]);
	check_cells(24);
	draw_end(term_surface(term));
	term_close(term);
}

static void test_clipped(void)
{
	struct term *term = fake(10, 40, false);
	struct canvas all = { term_surface(term), { 0, 0, 10, 40 } };
	struct canvas part = draw_part(&all, 3, 10, 4, 10);
	struct canvas outside = draw_part(&part, 2, 8, 9, 9);

	g_assert_cmpint(outside.rect.height, ==, 2);
	g_assert_cmpint(outside.rect.width, ==, 2);
	for (int y = -2; y < 12; y++) {
		draw_text(&part, y, 0, 100, PAINT_TEXT, "xxxxxxxxxxxxxxxxxxxxxxxx");
		draw_text(&part, y, -3, 100, PAINT_TEXT, "yyy");
		draw_text(&part, y, 10, 100, PAINT_TEXT, "zzz");
		draw_look(&part, y, 0, 100, PAINT_FOCUS);
	}
	draw_rule(&part, 2);
	for (int y = 0; y < 10; y++) {
		g_autofree char *row = capture_row(y);

		if (y < 3 || y > 6)
			g_assert_cmpstr(row, ==, "");
		else
			g_assert_cmpstr(row, ==, y == 5 ? "          ──────────" : "          xxxxxxxxx…");
	}
	term_close(term);
}

static void test_wide_at_edge(void)
{
	struct term *term = fake(4, 20, false);
	struct canvas all = { term_surface(term), { 0, 0, 4, 20 } };
	struct canvas middle = draw_part(&all, 0, 3, 4, 3);
	g_autofree char *cut = NULL, *whole = NULL, *crossed = NULL;

	g_assert_cmpint(draw_text(&all, 0, 0, 5, PAINT_TEXT, "漢字漢字"), ==, 5);
	cut = capture_row(0);
	g_assert_cmpstr(cut, ==, "漢字…");
	g_assert_cmpint(draw_text(&all, 1, 16, -1, PAINT_TEXT, "漢字"), ==, 4);
	whole = capture_row(1);
	g_assert_cmpstr(whole, ==, "                漢字");
	draw_text(&all, 2, 0, -1, PAINT_TEXT, "漢字漢字");
	draw_rule(&middle, 2);
	crossed = capture_row(2);
	g_assert_cmpstr(crossed, ==, "漢 ───字");
	term_close(term);
}

static void test_ascii(void)
{
	struct term *term = fake(6, 20, true);
	struct canvas all = { term_surface(term), { 0, 0, 6, 20 } };
	struct canvas inside = draw_box(&all, "title");
	g_autofree char *top = capture_row(0), *middle = NULL;

	g_assert_cmpint(inside.rect.width, ==, 16);
	g_assert_cmpstr(top, ==, "+- title ----------+");
	draw_text(&inside, 0, 0, -1, PAINT_TEXT, "a text that is too long");
	middle = capture_row(1);
	g_assert_cmpstr(middle, ==, "| a text that is ~ |");
	term_close(term);
}

static void test_no_utf8(void)
{
	struct term *term = fake(3, 20, false);
	struct canvas all = { term_surface(term), { 0, 0, 3, 20 } };
	g_autofree char *row = NULL;

	term_surface(term)->utf8 = false;
	draw_text(&all, 0, 0, -1, PAINT_TEXT, "caf\303\251 \346\274\242");
	row = capture_row(0);
	for (const char *p = row; *p; p++)
		g_assert_true(*p >= ' ' && *p < 0x7f);
	g_assert_true(g_str_has_prefix(row, "caf? ?"));
	term_close(term);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/draw/hostile", test_hostile);
	g_test_add_func("/draw/clipped", test_clipped);
	g_test_add_func("/draw/wide-at-edge", test_wide_at_edge);
	g_test_add_func("/draw/ascii", test_ascii);
	g_test_add_func("/draw/no-utf8", test_no_utf8);
	return g_test_run();
}
