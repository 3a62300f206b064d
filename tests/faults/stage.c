#include "tests/faults/faults.h"

#include <stdio.h>
#include <string.h>

#include "src/base/file.h"

char *stage_path(const struct stage *stage, const char *name)
{
	return g_build_filename(stage->work, name, NULL);
}

static void keep(struct stage *stage, GTree **tree)
{
	g_clear_pointer(tree, g_tree_unref);
	*tree = tree_read(stage->work);
}

void stage_begin(struct stage *stage)
{
	struct session *hal;

	seam_keep_heap();
	stage->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	stage->dir = g_strdup_printf("%s/blotter-faults-XXXXXX",
				     g_file_test("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir());
	g_assert_nonnull(g_mkdtemp(stage->dir));
	stage->work = g_build_filename(stage->dir, "work", NULL);
	g_assert_cmpint(g_mkdir_with_parents(stage->work, 0700), ==, 0);
	stage->house = house_reads_alerts(house_new_in(stage->work));
	hal = house_sign_in(stage->house, "hal");
	house_act(hal, "%s", deeds[0].text);
	house_act(hal, "case-take 1");
	session_close(hal);
	keep(stage, &stage->saved);
	keep(stage, &stage->scene);
}

void stage_put(struct stage *stage, GTree *tree)
{
	tree_write(tree, stage->work);
}

void stage_restore(struct stage *stage)
{
	stage_put(stage, stage->scene);
}

void stage_keep(struct stage *stage)
{
	keep(stage, &stage->spoilt);
}

void stage_restore_spoilt(struct stage *stage)
{
	stage_put(stage, stage->spoilt);
}

void stage_end(struct stage *stage)
{
	house_leave(stage->house);
	file_remove_tree(stage->dir);
	g_free(stage->dir);
	g_free(stage->work);
	g_hash_table_unref(stage->seen);
	g_clear_pointer(&stage->saved, g_tree_unref);
	g_clear_pointer(&stage->scene, g_tree_unref);
	g_clear_pointer(&stage->spoilt, g_tree_unref);
}

static void search_file(const char *path, const char *what)
{
	g_autofree char *bytes = NULL;
	size_t len;

	g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	for (const char *at = bytes; (at = memchr(at, MARKER[0], len - (size_t)(at - bytes))) != NULL; at++)
		if (strncmp(at, MARKER, strlen(MARKER)) == 0)
			g_error("%s: %s holds what was typed", what, path);
}

static void search(const char *dir, const char *what)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			search(path, what);
		else
			search_file(path, what);
	}
}

/* What a fault left beside the one in use is gone after a sign-in. */
static void expect_one_database(struct stage *stage, const char *what)
{
	g_autoptr(GDir) open = g_dir_open(stage->house->seam.store_dir, 0, NULL);
	const char *name;
	int count = 0;

	while (open && (name = g_dir_read_name(open)) != NULL)
		count += g_str_has_suffix(name, ".db");
	if (count != 1)
		g_error("%s: %d databases are in the store", what, count);
}

static int64_t entries(struct stage *stage, struct session *aud)
{
	g_autofree char *filter = g_strdup_printf("%s result=done", stage->deed->entry);
	g_autoptr(GPtrArray) rows = house_look(aud, "audit", NULL, filter);

	return rows->len;
}

void stage_set(struct stage *stage, const struct deed *deed)
{
	struct session *aud;

	stage->deed = deed;
	g_hash_table_remove_all(stage->seen);
	io_watch(stage->work);
	stage_put(stage, stage->saved);
	aud = house_sign_in(stage->house, "aud");
	stage->before = entries(stage, aud);
	session_close(aud);
	stage_put(stage, stage->saved);
	if (deed->prepare)
		deed->prepare(stage);
	keep(stage, &stage->scene);
}

void stage_check(struct stage *stage, bool done, const char *what)
{
	const struct deed *deed = stage->deed;
	g_autoptr(GError) error = NULL;
	struct audit_verdict_shown verdict = { 0 };
	struct session *aud;
	int64_t count;

	search(stage->work, what);
	if (deed->after)
		deed->after(stage, done, what);
	aud = house_sign_in_with(stage->house, "aud", HOUSE_PASSWORD, &error);
	if (!aud || !look_verify(aud, &verdict, &error))
		g_error("%s: %s", what, error->message);
	count = entries(stage, aud);
	if (verdict.why && (done || count > stage->before || !deed->may_say || !strstr(verdict.why, deed->may_say)))
		g_error("%s: %s", what, verdict.why);
	if (count < stage->before + done)
		g_error("%s: said to be done, and is not in the log", what);
	session_close(aud);
	if (!verdict.why)
		expect_one_database(stage, what);
	search(stage->work, what);
}
