/* The line editor and the editor: keys typed by name, text and cursor looked at. */
#include "src/base/text.h"
#include "ui/edit.h"

#include <string.h>

static struct typing typing;

static void bad_line(const char *what, void *data)
{
	(void)data;
	g_error("%s", what);
}

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
	return line_edit_event(editor, &typing, event);
}

static enum typed take_edit(void *editor, const struct event *event)
{
	return edit_event(editor, &typing, event);
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
		{ "", "Backspace Delete ^W ^U ^K ^_ M-b M-f ^T", "", 0 },
		/* a family, a flag and a letter with its marks are one each */
		{ "\360\237\221\251\342\200\215\360\237\221\247!", "Left Backspace", "!", 0 },
		{ "\360\237\207\253\360\237\207\267\360\237\207\251\360\237\207\252", "Backspace",
		  "\360\237\207\253\360\237\207\267", 8 },
		{ "x\343\201\213\343\202\231", "Backspace 'y'", "xy", 2 },
		/* what is cut by keys in a row comes back as one */
		{ "one two three", "^W ^W Home ^Y", "two threeone ", 9 },
		{ "one two three", "Home M-d M-d End ^Y", " threeone two", 13 },
		{ "one two three", "^W Left ^W End ^Y M-y", "one  three", 10 },
		{ "one two", "^W Home ^W ^Y M-y M-y", "twoone ", 3 },
		{ "one", "M-y Left M-y", "one", 2 },
		{ "abc", "Left ^T", "acb", 3 },
		{ "abc", "^T Home ^T", "acb", 0 },
		/* deleting in a row is one step, moving ends it */
		{ "abcdef", "Backspace Backspace Backspace ^_", "abcdef", 6 },
		{ "abcdef", "Backspace Left Backspace ^_", "abcde", 4 },
		{ "abcdef", "Home Delete Delete ^_ ^_ M-_", "cdef", 0 },
		{ "abc", "^U 'd' 'e' ^_ ^_", "abc", 3 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct line_edit *line = line_edit_new(rows[i].before);

		typing_forget(&typing);
		press(take_line, line, rows[i].keys);
		g_assert_cmpstr(line_edit_text(line), ==, rows[i].after);
		g_assert_cmpuint(line_edit_cursor(line), ==, rows[i].cursor);
		line_edit_free(line);
	}
}

static void test_line_leaves_alone(void)
{
	static const int keys[] = { PRESS_ENTER, PRESS_ESC, PRESS_TAB, PRESS_SHIFT | PRESS_TAB, PRESS_UP,
		PRESS_DOWN, PRESS_CTRL | 'n', PRESS_CTRL | 's', PRESS_F2, PRESS_PAGE_UP, PRESS_CTRL | 'l' };
	struct line_edit *line = line_edit_new("abc");

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		struct event event = { EVENT_KEY, keys[i] };

		g_assert_cmpint(line_edit_event(line, &typing, &event), ==, TYPED_NOTHING);
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
	typing.notice = NULL;
	g_assert_cmpint(line_edit_event(line, &typing, &event), ==, TYPED_CHANGED);
	g_assert_cmpstr(line_edit_text(line), ==, "<a b c>");
	g_assert_nonnull(typing.notice);
	typing.notice = NULL;
	g_assert_cmpint(edit_event(edit, &typing, &event), ==, TYPED_CHANGED);
	g_assert_cmpstr(edit_text(edit), ==, "<>a\nb c");
	press(take_edit, edit, "^_");
	g_assert_cmpstr(edit_text(edit), ==, "<>");
	g_assert_false(edit_changed(edit));
	line_edit_free(line);
	edit_free(edit);
}

/* A line is often copied with its end; that is nothing to tell. */
static void test_paste_of_a_line(void)
{
	struct event event = { EVENT_PASTE, PRESS_NONE, "10.0.0.1\n", 9 };
	struct line_edit *line = line_edit_new(NULL);

	typing.notice = NULL;
	line_edit_event(line, &typing, &event);
	g_assert_cmpstr(line_edit_text(line), ==, "10.0.0.1");
	g_assert_null(typing.notice);
	line_edit_free(line);
}

/* What is refused is told, and leaves the text as it was. */
static void test_paste_too_long(void)
{
	g_autofree char *text = g_strnfill(300000, 'x');
	struct event event = { EVENT_PASTE, PRESS_NONE, text, 300000 };
	struct line_edit *line = line_edit_new("abc");

	typing.notice = NULL;
	g_assert_cmpint(line_edit_event(line, &typing, &event), ==, TYPED_MOVED);
	g_assert_cmpstr(line_edit_text(line), ==, "abc");
	g_assert_nonnull(typing.notice);
	line_edit_free(line);
}

/* Cut here, put back there; a line takes no line ends. */
static void test_cut_between_fields(void)
{
	struct line_edit *line = line_edit_new("<");
	struct edit *edit = edit_new("a\nb");

	typing_forget(&typing);
	press(take_edit, edit, "C-Home ^K ^K ^K");
	g_assert_cmpstr(edit_text(edit), ==, "");
	press(take_line, line, "^Y '>'");
	g_assert_cmpstr(line_edit_text(line), ==, "<a b>");
	typing_forget(&typing);
	press(take_line, line, "^Y");
	g_assert_cmpstr(line_edit_text(line), ==, "<a b>");
	line_edit_free(line);
	edit_free(edit);
}

/* --- against a model: text and cursor, clusters counted from the start --- */

struct model { GString *text; size_t cursor; char *cut; };

static size_t model_previous(const struct model *model)
{
	size_t at = 0, next;

	while (at < model->cursor && (next = text_next(model->text->str, at)) < model->cursor)
		at = next;
	return at;
}

static void model_erase(struct model *model, size_t from, size_t to, bool cut)
{
	if (cut && from < to) {
		g_free(model->cut);
		model->cut = g_strndup(model->text->str + from, to - from);
	}
	g_string_erase(model->text, (gssize)from, (gssize)(to - from));
	model->cursor = from;
}

static void model_insert(struct model *model, const char *text)
{
	g_string_insert(model->text, (gssize)model->cursor, text);
	model->cursor += strlen(text);
}

static void model_key(struct model *model, const char *key)
{
	const char *text = model->text->str;
	size_t at = model->cursor, end = at + strcspn(text + at, "\n"), start = at;

	while (start > 0 && text[start - 1] != '\n')
		start--;
	if (!strcmp(key, "Left"))
		model->cursor = model_previous(model);
	else if (!strcmp(key, "Right"))
		model->cursor = text_next(text, at);
	else if (!strcmp(key, "Home"))
		model->cursor = start;
	else if (!strcmp(key, "End"))
		model->cursor = end;
	else if (!strcmp(key, "Backspace"))
		model_erase(model, model_previous(model), at, false);
	else if (!strcmp(key, "Delete"))
		model_erase(model, at, text_next(text, at), false);
	else if (!strcmp(key, "^U"))
		model_erase(model, start, at, true);
	else if (!strcmp(key, "^K"))
		model_erase(model, at, end > at ? end : text_next(text, end), true);
	else if (!strcmp(key, "^Y"))
		model_insert(model, model->cut ? model->cut : "");
	else
		g_assert_not_reached();
}

/* One random key or text, given to both. */
static void random_step(struct edit *edit, struct model *model)
{
	static const char *const keys[] = { "Left", "Right", "Home", "End", "Backspace", "Delete", "^U", "^K",
		"^Y" };
	static const char *const texts[] = { "a", "b", " ", "\n", "\303\251", "\314\201", "漢", "\343\202\231",
		"\360\237\207\253", "\360\237\221\251", "\342\200\215", "\342\200\256", "\327\220", "." };
	int which = g_test_rand_int_range(0, 3 * (int)G_N_ELEMENTS(keys));
	const char *text = texts[g_test_rand_int_range(0, G_N_ELEMENTS(texts))];
	struct event event = { EVENT_TEXT, 'x', text, strlen(text) };

	if (which < (int)G_N_ELEMENTS(keys)) {
		event = (struct event){ EVENT_KEY, key_parse(keys[which]) };
		model_key(model, keys[which]);
	} else {
		model_insert(model, text);
	}
	typing.last = typing.by = NULL;	/* cuts stay apart: the model knows no joining */
	edit_event(edit, &typing, &event);
	g_assert_cmpstr(edit_text(edit), ==, model->text->str);
}

static void test_undo_all_redo_all(void)
{
	for (int round = 0; round < 60; round++) {
		struct edit *edit = edit_new("start \342\200\256 漢\n");
		struct model model = { g_string_new(edit_text(edit)), strlen(edit_text(edit)), NULL };
		guint steps = 0;
		g_autofree char *start = g_strdup(edit_text(edit));

		typing_forget(&typing);
		for (int i = 0; i < 150; i++)
			random_step(edit, &model);
		for (typing.notice = NULL; !typing.notice; steps++)
			press(take_edit, edit, "^_");
		g_assert_cmpstr(edit_text(edit), ==, start);
		for (typing.notice = NULL; !typing.notice; steps--)
			press(take_edit, edit, "M-_");
		g_assert_cmpuint(steps, ==, 0);
		g_assert_cmpstr(edit_text(edit), ==, model.text->str);
		edit_free(edit);
		g_string_free(model.text, TRUE);
		g_free(model.cut);
	}
}

/* Rows and history move what was put back away from the cursor: it is no longer there to be exchanged. */
static void test_put_older_after_a_move(void)
{
	struct history *history = history_new();
	struct line_edit *line = line_edit_new("one two");
	struct edit *edit = edit_new("one two");

	history_add(history, "from the history");
	line_edit_use_history(line, history);
	typing_forget(&typing);
	press(take_line, line, "^W Left ^U ^Y ^P M-y");
	g_assert_cmpstr(line_edit_text(line), ==, "from the history");
	typing_forget(&typing);
	press(take_edit, edit, "^W Left ^U Enter 'abcdef' C-Home ^Y Down M-y");
	g_assert_cmpstr(edit_text(edit), ==, "one\nabcdef ");
	/* nor does one cut go on with the other */
	press(take_edit, edit, "C-Home ^K Down ^K C-End ^Y");
	g_assert_cmpstr(edit_text(edit), ==, "\nabcdef ");
	line_edit_free(line);
	edit_free(edit);
	history_free(history);
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
	struct event up = { EVENT_KEY, PRESS_UP }, down = { EVENT_KEY, PRESS_DOWN },
		     page = { EVENT_KEY, PRESS_PAGE_DOWN };
	struct edit *edit = edit_new("one\ntwo");

	g_assert_cmpint(edit_event(edit, &typing, &down), ==, TYPED_NOTHING);
	g_assert_cmpint(edit_event(edit, &typing, &up), ==, TYPED_MOVED);
	g_assert_cmpint(edit_event(edit, &typing, &up), ==, TYPED_NOTHING);
	/* pages go to the end of the text first, then they are the form's */
	g_assert_cmpint(edit_event(edit, &typing, &page), ==, TYPED_MOVED);
	g_assert_cmpint(edit_event(edit, &typing, &page), ==, TYPED_NOTHING);
	edit_free(edit);
}

int main(int argc, char **argv)
{
	struct keymap *keymap = keymap_new();
	int result;

	g_test_init(&argc, &argv, NULL);
	keymap_read_shipped(keymap, "keys.conf", bad_line, NULL);
	typing.keymap = keymap;
	g_test_add_func("/line/keys", test_line);
	g_test_add_func("/line/leaves-alone", test_line_leaves_alone);
	g_test_add_func("/line/put-older-after-a-move", test_put_older_after_a_move);
	g_test_add_func("/line/history", test_history);
	g_test_add_func("/line/paste", test_paste);
	g_test_add_func("/line/paste-of-a-line", test_paste_of_a_line);
	g_test_add_func("/line/paste-too-long", test_paste_too_long);
	g_test_add_func("/line/cut-between-fields", test_cut_between_fields);
	g_test_add_func("/edit/undo-all-redo-all", test_undo_all_redo_all);
	g_test_add_func("/edit/keys", test_edit);
	g_test_add_func("/edit/wrap", test_wrap);
	g_test_add_func("/edit/edges", test_edit_edges);
	result = g_test_run();
	typing_forget(&typing);
	keymap_free(keymap);
	return result;
}
