#include "tests/faults/faults.h"

#include <stdio.h>
#include <string.h>

static void shell(const char *command)
{
	int status;

	if (!g_spawn_command_line_sync(command, NULL, NULL, &status, NULL) || status != 0)
		g_error("%s failed", command);
}

static void copy(const char *from, const char *to)
{
	g_autofree char *removing = g_strdup_printf("rm -rf %s", to);
	g_autofree char *copying = g_strdup_printf("cp -a %s %s", from, to);

	shell(removing);
	shell(copying);
}

char *stage_path(const struct stage *stage, const char *name)
{
	return g_build_filename(stage->work, name, NULL);
}

void stage_begin(struct stage *stage)
{
	struct session *hal;

	stage->dir = g_strdup_printf("%s/blotter-faults-XXXXXX",
				     g_file_test("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir());
	g_assert_nonnull(g_mkdtemp(stage->dir));
	stage->work = g_build_filename(stage->dir, "work", NULL);
	stage->saved = g_build_filename(stage->dir, "saved", NULL);
	stage->scene = g_build_filename(stage->dir, "scene", NULL);
	stage->spoilt = g_build_filename(stage->dir, "spoilt", NULL);
	g_assert_cmpint(g_mkdir_with_parents(stage->work, 0700), ==, 0);
	stage->house = house_reads_alerts(house_new_in(stage->work));
	hal = house_sign_in(stage->house, "hal");
	house_act(hal, "%s", deeds[0].text);
	house_act(hal, "case-take 1");
	session_close(hal);
	copy(stage->work, stage->saved);
	copy(stage->work, stage->scene);
}

void stage_empty(struct stage *stage)
{
	g_autofree char *command = g_strdup_printf("find %s -mindepth 1 -delete", stage->work);

	shell(command);
}

void stage_restore(struct stage *stage)
{
	copy(stage->scene, stage->work);
}

void stage_keep(struct stage *stage)
{
	copy(stage->work, stage->spoilt);
}

void stage_restore_spoilt(struct stage *stage)
{
	copy(stage->spoilt, stage->work);
}

void stage_end(struct stage *stage)
{
	g_autofree char *removing = g_strdup_printf("rm -rf %s", stage->dir);

	house_leave(stage->house);
	shell(removing);
	g_free(stage->dir);
	g_free(stage->work);
	g_free(stage->saved);
	g_free(stage->scene);
	g_free(stage->spoilt);
}

void stage_told(struct stage *stage, const struct deed *deed, long count)
{
	stage->told += count;
	if (stage->loud)
		fprintf(stderr, "    %-16s %ld\n", deed->name, count);
}

static void search_file(const char *path, const char *what)
{
	g_autofree char *bytes = NULL;
	size_t len, marker = strlen(MARKER);

	g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	for (size_t i = 0; i + marker <= len; i++)
		if (memcmp(bytes + i, MARKER, marker) == 0)
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
	copy(stage->saved, stage->work);
	aud = house_sign_in(stage->house, "aud");
	stage->before = entries(stage, aud);
	session_close(aud);
	copy(stage->saved, stage->work);
	if (deed->prepare)
		deed->prepare(stage);
	copy(stage->work, stage->scene);
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
