/* The line editor and the editor: keys typed by name, text and cursor looked at. */
#include "ui/edit.h"

#include <string.h>

/* "Home ^K 'abc' …": a key name, or a text in quotes typed character by character. */
static void press(enum typed (*take)(void *editor, const struct event *event), void *editor, const char *keys)
{
	g_auto(GStrv) words = g_strsplit(keys, " ", -1);

	for (char **word = words; *word; word++) {
		struct event event = { EVENT_KEY, key_parse(*word) };

		if (**word != '\'') {
			g_assert_cmpint(event.key, !=, PRESS_NONE);
			take(editor, &event);
			continue;
		}
		for (const char *p = *word + 1; *p && *p != '\''; p = g_utf8_next_char(p)) {
			/* _ stands for a blank */
			event = (struct event){ EVENT_TEXT, *p, *p == '_' ? " " : p,
				(size_t)(g_utf8_next_char(p) - p) };
			take(editor, &event);
		}
	}
}

static enum typed take_line(void *editor, const struct event *event)
{
	return line_edit_event(editor, event);
}

static enum typed take_edit(void *editor, const struct event *event)
{
	return edit_event(editor, event);
}

static void test_line(void)
{
	static const struct {
		const char *before, *keys, *after;
		size_t cursor;
	} rows[] = {
		{ "", "'abc'", "abc", 3 },
		{ "abc", "Left Left 'x'", "axbc", 2 },
		{ "abc", "Home Delete End Backspace", "b", 1 },
		{ "one two three", "M-b M-b 'X_'", "one X two three", 6 },
		{ "one two three", "Home M-f M-f", "one two three", 7 },
		{ "one two three", "^W", "one two ", 8 },
		{ "one two-three", "Home M-d", " two-three", 0 },
		{ "one two", "^U ^Y ^Y", "one twoone two", 14 },
		{ "one two", "Home M-f ^K Home ^Y", " twoone", 4 },
		{ "abc", "'d' 'e' ^_", "abc", 3 },
		{ "", "'one_two' ^_", "one", 3 },
		{ "", "'one_two' ^_ ^_ M-_ M-_", "one two", 7 },
		{ "abc", "^U ^Z", "abc", 3 },
		{ "cafe\314\201!", "Left Backspace", "caf!", 3 },
		{ "e\314\201\314\202x", "Home Right", "e\314\201\314\202x", 5 },
		{ "漢字", "Left 'a'", "漢a字", 4 },
		{ "", "Backspace Delete ^W ^U ^K ^Y ^_ M-b M-f", "", 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct line_edit *line = line_edit_new(rows[i].before);

		press(take_line, line, rows[i].keys);
		g_assert_cmpstr(line_edit_text(line), ==, rows[i].after);
		g_assert_cmpuint(line_edit_cursor(line), ==, rows[i].cursor);
		line_edit_free(line);
	}
}

static void test_line_leaves_alone(void)
{
	static const int keys[] = { PRESS_ENTER, PRESS_ESC, PRESS_TAB, PRESS_SHIFT | PRESS_TAB, PRESS_UP,
		PRESS_DOWN, PRESS_CTRL | 'n', PRESS_CTRL | 's', PRESS_F2, PRESS_PAGE_UP };
	struct line_edit *line = line_edit_new("abc");

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		struct event event = { EVENT_KEY, keys[i] };

		g_assert_cmpint(line_edit_event(line, &event), ==, TYPED_NOTHING);
	}
	g_assert_cmpstr(line_edit_text(line), ==, "abc");
	line_edit_free(line);
}

static void test_paste(void)
{
	const char *text = "a\nb\tc";
	struct event event = { EVENT_PASTE, PRESS_NONE, text, strlen(text) };
	struct line_edit *line = line_edit_new("<>");
	struct edit *edit = edit_new("<>");

	press(take_line, line, "Left");
	g_assert_cmpint(line_edit_event(line, &event), ==, TYPED_CHANGED);
	g_assert_cmpstr(line_edit_text(line), ==, "<a b c>");
	g_assert_cmpint(edit_event(edit, &event), ==, TYPED_CHANGED);
	g_assert_cmpstr(edit_text(edit), ==, "<>a\nb c");
	press(take_edit, edit, "^_");
	g_assert_cmpstr(edit_text(edit), ==, "<>");
	g_assert_false(edit_changed(edit));
	line_edit_free(line);
	edit_free(edit);
}

static void test_history(void)
{
	struct history *history = history_new();
	struct line_edit *line = line_edit_new("ne");

	history_add(history, "first");
	history_add(history, "second");
	history_add(history, "  ");
	history_add(history, "first");
	line_edit_use_history(line, history);
	press(take_line, line, "'w' Up");
	g_assert_cmpstr(line_edit_text(line), ==, "first");
	press(take_line, line, "^P ^P Up");
	g_assert_cmpstr(line_edit_text(line), ==, "second");
	press(take_line, line, "Down Down Down");
	g_assert_cmpstr(line_edit_text(line), ==, "new");
	line_edit_free(line);
	history_free(history);
}

static void test_edit(void)
{
	static const struct { const char *before, *keys, *after; } rows[] = {
		{ "", "'one' Enter 'two'", "one\ntwo" },
		{ "one\ntwo", "Home Backspace", "onetwo" },
		{ "one\ntwo", "Up 'X'", "oneX\ntwo" },
		{ "long one\nb\nlong two", "Up Up End 'X' Home Down Down 'Y'", "long oneX\nb\nYlong two" },
		/* the column is kept over a shorter row */
		{ "abcdef\nx\nabcdef", "Left Up Up 'X'", "abcdeXf\nx\nabcdef" },
		{ "one\ntwo", "Up Home ^K ^K", "two" },
		{ "one\n", "'two'", "one\ntwo" },
		{ "one\n\n\nfour", "Up Up 'x'", "one\nx\n\nfour" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct edit *edit = edit_new(rows[i].before);

		press(take_edit, edit, rows[i].keys);
		g_assert_cmpstr(edit_text(edit), ==, rows[i].after);
		edit_free(edit);
	}
}

static void test_wrap(void)
{
	static const struct { const char *text; int width, rows; } rows[] = {
		{ "", 10, 1 }, { "\n", 10, 2 }, { "a\n\nb", 10, 3 }, { "123456789", 10, 1 },
		{ "1234567890", 10, 2 }, { "one two three", 10, 2 }, { "one two  three", 9, 2 },
		{ "漢字漢字漢字", 9, 2 }, { "漢字", 2, 2 }, { "aaaaaaaaaaaaaaaaaaaaaaaaa", 6, 5 },
		/* what is shown as a visible mark takes the cells of the mark */
		{ "\342\200\256\342\200\256", 10, 2 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct edit *edit = edit_new(rows[i].text);

		g_assert_cmpint(edit_rows(edit, rows[i].width), ==, rows[i].rows);
		edit_free(edit);
	}
}

static void test_edit_edges(void)
{
	struct event up = { EVENT_KEY, PRESS_UP }, down = { EVENT_KEY, PRESS_DOWN };
	struct edit *edit = edit_new("one\ntwo");

	g_assert_cmpint(edit_event(edit, &down), ==, TYPED_NOTHING);
	g_assert_cmpint(edit_event(edit, &up), ==, TYPED_MOVED);
	g_assert_cmpint(edit_event(edit, &up), ==, TYPED_NOTHING);
	edit_free(edit);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/line/keys", test_line);
	g_test_add_func("/line/leaves-alone", test_line_leaves_alone);
	g_test_add_func("/line/history", test_history);
	g_test_add_func("/line/paste", test_paste);
	g_test_add_func("/edit/keys", test_edit);
	g_test_add_func("/edit/wrap", test_wrap);
	g_test_add_func("/edit/edges", test_edit_edges);
	return g_test_run();
}
