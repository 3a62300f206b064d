/* keys.conf: what it takes, what wins, and that the shipped one is sound. */
#include "ui/keymap.h"
#include "ui/keys_check.h"
#include "ui/shipped.h"
#include "ui/ui.h"

#include <glib/gstdio.h>

static void collect(const char *what, void *data)
{
	g_string_append_printf(data, "%s\n", what);
}

static void expect_label(const struct keymap *keymap, const char *sections, const char *command,
			 const char *keys)
{
	g_autofree char *label = keymap_label(keymap, sections, command);

	g_assert_cmpstr(label, ==, keys);
}

static void test_lines(void)
{
	struct keymap *keymap = keymap_new();
	GString *bad = g_string_new(NULL);

	keymap_read(keymap,
		"# comment\n"
		"bind list j move-down\n"
		"  bind\tlist  Down   move-down \n"
		"bind generic j other\n"
		"bind generic q back\n"
		"bind queue t case-transfer to=forensics reason=skill\n"
		"bind list # comment-key\n"
		"bond list j x\n"
		"bind list\n"
		"bind list Entre open\n"
		"bind list k\n"
		"unbind list k extra\n",
		"keys", collect, bad);
	g_assert_cmpstr(bad->str, ==,
		"keys:8: 'bond' is neither bind nor unbind nor include\n"
		"keys:9: bind needs a section and a key\n"
		"keys:10: there is no key 'Entre'\n"
		"keys:11: 'k' is bound to no command\n"
		"keys:12: unbind takes no command\n");
	g_assert_cmpstr(keymap_find(keymap, "queue list", PRESS_NONE, 'j'), ==, "move-down");
	g_assert_cmpstr(keymap_find(keymap, "queue", PRESS_NONE, 'j'), ==, "other");
	g_assert_cmpstr(keymap_find(keymap, "queue list", PRESS_NONE, 't'), ==,
		"case-transfer to=forensics reason=skill");
	g_assert_cmpstr(keymap_find(keymap, "queue list", PRESS_NONE, '#'), ==, "comment-key");
	g_assert_cmpstr(keymap_find(keymap, "queue list", PRESS_NONE, 'q'), ==, "back");
	g_assert_null(keymap_find(keymap, "queue list", PRESS_NONE, 'z'));
	expect_label(keymap, "queue list", "move-down", "j");
	/* hidden by the list's own j */
	expect_label(keymap, "list", "other", NULL);
	keymap_read(keymap, "bind list j up\nunbind list Down\nbind generic q quit\n", "mine", collect, bad);
	g_assert_cmpstr(keymap_find(keymap, "list", PRESS_NONE, 'j'), ==, "up");
	g_assert_null(keymap_find(keymap, "list", PRESS_NONE, PRESS_DOWN));
	expect_label(keymap, "queue list", "move-down", NULL);
	expect_label(keymap, "list", "up", "j");
	g_assert_cmpstr(keymap_find(keymap, "", PRESS_NONE, 'q'), ==, "quit");
	g_string_free(bad, TRUE);
	keymap_free(keymap);
}

static void test_chords(void)
{
	struct keymap *keymap = keymap_new();
	GString *bad = g_string_new(NULL);

	keymap_read(keymap,
		"bind list g first\n"
		"bind generic ^X ^S save\n"
		"bind generic ^X q quit\n"
		"bind generic q back\n"
		"bind list ^X k back\n", "shipped", collect, bad);
	g_assert_true(keymap_begins(keymap, "list", PRESS_CTRL | 'x'));
	g_assert_false(keymap_begins(keymap, "list", 'g'));
	g_assert_null(keymap_find(keymap, "list", PRESS_NONE, PRESS_CTRL | 'x'));
	/* a list's own chords do not hide the others */
	g_assert_cmpstr(keymap_find(keymap, "list", PRESS_CTRL | 'x', 'k'), ==, "back");
	g_assert_cmpstr(keymap_find(keymap, "list", PRESS_CTRL | 'x', 'q'), ==, "quit");
	g_assert_null(keymap_find(keymap, "pager", PRESS_CTRL | 'x', 'k'));
	g_assert_null(keymap_find(keymap, "list", 'g', 'g'));
	expect_label(keymap, "list", "save", "^X ^S");
	/* a later file: what it binds is what the hints name, and a chord takes the place of its first key */
	keymap_read(keymap, "bind list g g first\nbind generic ^Q quit\nunbind generic ^X ^S\n", "mine", collect, bad);
	g_assert_true(keymap_begins(keymap, "list", 'g'));
	g_assert_cmpstr(keymap_find(keymap, "list", 'g', 'g'), ==, "first");
	expect_label(keymap, "list", "first", "g g");
	expect_label(keymap, "list", "quit", "^Q");
	expect_label(keymap, "list", "save", NULL);
	g_assert_cmpstr(bad->str, ==, "");
	g_string_free(bad, TRUE);
	keymap_free(keymap);
}

static void expect_told(const char *text, const char *problems)
{
	g_autofree char *dir = g_dir_make_tmp("blotter-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "keys.conf", NULL);
	GString *bad = g_string_new(NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	keymap_free(keys_load(&ui_house, NULL, path, collect, bad));
	g_string_replace(bad, dir, "", 0);
	g_assert_cmpstr(bad->str, ==, problems);
	g_remove(path);
	g_rmdir(dir);
	g_string_free(bad, TRUE);
}

/* What a person wrote is taken line by line, and each mistake is told with its line. */
static void test_mistakes(void)
{
	expect_told("include mc\nbind list J page-down\nbind queue g g first\n"
		"bind generic X case-escalate to=forensics\n", "");
	expect_told("include vim\n", "/keys.conf:1: there are no keys 'vim' to include; there are emacs, mc\n");
	expect_told("bind list x mark\n\nbind list x unmark\n",
		"/keys.conf:3: 'x' is bound twice in section 'list': line 1 holds no more\n");
	expect_told("bind list x mark\nbind list x x unmark\n",
		"/keys.conf:2: 'x x' and 'x' cannot both be bound in section 'list': line 1 holds no more\n");
	/* what an included file has does not hide it */
	expect_told("include emacs\nbind list ^X x mark\nbind list ^X unmark\n",
		"/keys.conf:3: '^X' and '^X x' cannot both be bound in section 'list': line 2 holds no more\n");
	expect_told("unbind list F11\n", "/keys.conf:1: 'F11' is not bound in section 'list'\n");
	expect_told("bind list x case-explode now\nbind lists y mark\n",
		"/keys.conf:1: there is no command 'case-explode'\n"
		"/keys.conf:2: there is no section 'lists'; 'generic' holds everywhere\n");
	/* one way back is enough; none is a trap */
	expect_told("bind list q mark\n", "");
	expect_told("bind list q mark\nbind list Esc unmark\n",
		"/keys.conf:1: leaves no key for 'back' on the screen 'queue'\n");
	expect_told("unbind generic Q\n", "/keys.conf:1: leaves no key for 'quit' on the screen 'login'\n");
	expect_told("unbind generic Q\nbind generic F11 quit\n", "");
}

static void test_alternatives(void)
{
	static const struct { const char *scheme, *sections, *command, *keys; } rows[] = {
		{ NULL, "queue work list tabs", "case-create", "a" },
		{ "mc", "queue work list tabs", "case-create", "F7" },
		{ "mc", "queue work list tabs", "edit", "F4" },
		{ "mc", "queue work list tabs", "back", "F10" },
		{ "mc", "queue work list tabs", "case-take", "T" },
		{ "emacs", "form", "save", "^X ^S" },
		{ "emacs", "queue work list tabs", "command-line", "M-x" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GString *bad = g_string_new(NULL);
		struct keymap *keymap = keys_load(&ui_house, rows[i].scheme, NULL, collect, bad);

		keys_check(&ui_house, keymap, collect, bad);
		g_assert_cmpstr(bad->str, ==, "");
		expect_label(keymap, rows[i].sections, rows[i].command, rows[i].keys);
		keymap_free(keymap);
		g_string_free(bad, TRUE);
	}
}

static void test_list(void)
{
	struct keymap *keymap = keymap_new();
	g_autoptr(GArray) list = NULL;
	GString *names = g_string_new(NULL);

	keymap_read(keymap, "bind generic q back\nbind a x one\nbind generic x two\nbind b x three\nbind a y four\n",
		"keys", NULL, NULL);
	list = keymap_list(keymap, "a b");
	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(names, "%s ", g_array_index(list, struct binding, i).command);
	g_assert_cmpstr(names->str, ==, "one four back ");
	g_string_free(names, TRUE);
	keymap_free(keymap);
}

static void test_shipped(void)
{
	struct keymap *keymap = keymap_new();
	GString *bad = g_string_new(NULL);

	keymap_read_shipped(keymap, "keys.conf", collect, bad);
	g_assert_cmpstr(bad->str, ==, "");
	g_assert_cmpstr(keymap_find(keymap, "", PRESS_NONE, '?'), ==, "help");
	g_assert_cmpstr(keymap_find(keymap, "list", PRESS_NONE, PRESS_ENTER), ==, "open");
	g_assert_cmpstr(keymap_find(keymap, "form", PRESS_NONE, PRESS_CTRL | 's'), ==, "save");
	g_string_free(bad, TRUE);
	keymap_free(keymap);
}

static void test_file(void)
{
	struct keymap *keymap = keymap_new();
	GString *bad = g_string_new(NULL);
	g_autofree char *dir = g_dir_make_tmp("blotter-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "keys.conf", NULL);

	keymap_read_file(keymap, path, collect, bad);
	g_assert_cmpstr(bad->str, ==, "");
	g_assert_true(g_file_set_contents(path, "bind list j down\nbind \xff\n", -1, NULL));
	keymap_read_file(keymap, path, collect, bad);
	g_assert_true(g_str_has_suffix(bad->str, ": is not UTF-8 text\n"));
	g_assert_null(keymap_find(keymap, "list", PRESS_NONE, 'j'));
	g_remove(path);
	g_rmdir(dir);
	g_string_free(bad, TRUE);
	keymap_free(keymap);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keymap/lines", test_lines);
	g_test_add_func("/keymap/chords", test_chords);
	g_test_add_func("/keymap/mistakes", test_mistakes);
	g_test_add_func("/keymap/alternatives", test_alternatives);
	g_test_add_func("/keymap/list", test_list);
	g_test_add_func("/keymap/shipped", test_shipped);
	g_test_add_func("/keymap/file", test_file);
	return g_test_run();
}
