/* keys.conf: what it takes, what wins, and that the shipped one is sound. */
#include "ui/keymap.h"
#include "ui/keys_conf.h"

#include <glib/gstdio.h>

static void collect(const char *what, void *data)
{
	g_string_append_printf(data, "%s\n", what);
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
		"keys:8: 'bond' is neither bind nor unbind\n"
		"keys:9: bind needs a section and a key\n"
		"keys:10: there is no key 'Entre'\n"
		"keys:11: 'k' is bound to no command\n"
		"keys:12: unbind takes no command\n");
	g_assert_cmpstr(keymap_find(keymap, "queue list", 'j'), ==, "move-down");
	g_assert_cmpstr(keymap_find(keymap, "queue", 'j'), ==, "other");
	g_assert_cmpstr(keymap_find(keymap, "queue list", 't'), ==, "case-transfer to=forensics reason=skill");
	g_assert_cmpstr(keymap_find(keymap, "queue list", '#'), ==, "comment-key");
	g_assert_cmpstr(keymap_find(keymap, "queue list", 'q'), ==, "back");
	g_assert_null(keymap_find(keymap, "queue list", 'z'));
	g_assert_cmpint(keymap_key(keymap, "queue list", "move-down"), ==, 'j');
	/* hidden by the list's own j */
	g_assert_cmpint(keymap_key(keymap, "list", "other"), ==, PRESS_NONE);
	keymap_read(keymap, "bind list j up\nunbind list Down\nbind generic q quit\n", "mine", collect, bad);
	g_assert_cmpstr(keymap_find(keymap, "list", 'j'), ==, "up");
	g_assert_null(keymap_find(keymap, "list", PRESS_DOWN));
	g_assert_cmpstr(keymap_find(keymap, "", 'q'), ==, "quit");
	g_string_free(bad, TRUE);
	keymap_free(keymap);
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

	keymap_read(keymap, ui_keys_conf, "keys.conf", collect, bad);
	g_assert_cmpstr(bad->str, ==, "");
	g_assert_cmpstr(keymap_find(keymap, "", '?'), ==, "help");
	g_assert_cmpstr(keymap_find(keymap, "list", PRESS_ENTER), ==, "open");
	g_assert_cmpstr(keymap_find(keymap, "form", PRESS_CTRL | 's'), ==, "save");
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
	g_assert_null(keymap_find(keymap, "list", 'j'));
	g_remove(path);
	g_rmdir(dir);
	g_string_free(bad, TRUE);
	keymap_free(keymap);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keymap/lines", test_lines);
	g_test_add_func("/keymap/list", test_list);
	g_test_add_func("/keymap/shipped", test_shipped);
	g_test_add_func("/keymap/file", test_file);
	return g_test_run();
}
