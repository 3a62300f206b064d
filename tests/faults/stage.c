#include "tests/faults/faults.h"

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

const struct deed deeds[] = {
	{ "hal", "case-create", "case-create title=" MARKER " summary=" MARKER " detection_source=siem_rule "
				"t_detected=now group=soc severity=SEV4" },
	{ "hal", "case-edit", "case-edit 1 summary=" MARKER "-again" },
	{ "hal", "note-add", "note-add 1 text=" MARKER },
	{ "lee", "case-restrict", "case-restrict 1 reason=" MARKER " acl=hal" },
	{ "ada", "user-create", "user-create name=vexqor full_name=" MARKER " role=reader@soc" },
	{ "ada", "user-disable", "user-disable rio" },
	{ "sam", "setting-set", "setting-set name=notice value=\"Watched, and agreed to\"" },
	{ 0 },
};

void stage_begin(struct stage *stage)
{
	struct session *hal;

	stage->dir = g_strdup_printf("%s/blotter-faults-XXXXXX",
				     g_file_test("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir());
	g_assert_nonnull(g_mkdtemp(stage->dir));
	stage->work = g_build_filename(stage->dir, "work", NULL);
	stage->saved = g_build_filename(stage->dir, "saved", NULL);
	g_assert_cmpint(g_mkdir_with_parents(stage->work, 0700), ==, 0);
	stage->house = house_new_in(stage->work);
	hal = house_sign_in(stage->house, "hal");
	house_act(hal, "%s", deeds[0].text);
	house_act(hal, "case-take 1");
	session_close(hal);
	copy(stage->work, stage->saved);
}

void stage_restore(struct stage *stage)
{
	copy(stage->saved, stage->work);
}

void stage_end(struct stage *stage)
{
	g_autofree char *removing = g_strdup_printf("rm -rf %s", stage->dir);

	house_leave(stage->house);
	shell(removing);
	g_free(stage->dir);
	g_free(stage->work);
	g_free(stage->saved);
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

int64_t stage_check(struct stage *stage, const char *action, const char *what)
{
	g_autofree char *filter = g_strdup_printf("action=%s result=done", action);
	g_autoptr(GError) error = NULL;
	struct audit_verdict_shown verdict = { 0 };
	struct session *aud;
	GPtrArray *rows;
	int64_t count;

	search(stage->work, what);
	aud = house_sign_in_with(stage->house, "aud", HOUSE_PASSWORD, &error);
	if (!aud || !look_verify(aud, &verdict, &error) || verdict.why)
		g_error("%s: %s", what, error ? error->message : verdict.why);
	rows = house_look(aud, "audit", NULL, filter);
	count = rows->len;
	g_ptr_array_unref(rows);
	session_close(aud);
	return count;
}
