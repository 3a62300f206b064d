/* What is interrupted: acts, and what is done without act(). */
#include "tests/faults/faults.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/app/intake.h"
#include "src/app/keep.h"
#include "src/app/log.h"
#include "src/app/password.h"
#include "src/app/restore.h"
#include "src/base/file.h"
#include "tests/older.h"

#define NEXT_PASSWORD "velvet anchor 9 tangerines east"
#define ALERT(key, severity) \
	"{\"source\": \"edr\", \"title\": \"" MARKER "\", \"correlation_id\": \"" key "\", " \
	"\"severity\": \"" severity "\"}\n"

static bool run_act(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	struct outcome outcome;
	bool done = house_try(session, &outcome, error, "%s", deed->text);

	(void)stage;
	outcome_clear(&outcome);
	return done;
}

/* --- alerts --- */

static bool run_ingest(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	static const char text[] = ALERT("1", "high") ALERT("2", "low");
	struct intake_count count = { 0 };

	(void)stage, (void)deed;
	return intake_bytes(session, text, strlen(text), "t.json", NULL, &count, NULL, NULL, error);
}

/* Sent again, as a tool does that got no answer: nothing doubles. */
static void after_ingest(struct stage *stage, bool done, const char *what)
{
	struct session *hal, *ing = house_sign_in(stage->house, "ing");

	GOOD(run_ingest(stage, ing, NULL, &error));
	session_close(ing);
	hal = house_sign_in(stage->house, "hal");
	if (house_count(hal, "alerts", NULL, NULL) != 2 || house_count(hal, "queue", NULL, NULL) != 2)
		g_error("%s: an alert is there twice, or not (%d)", what, done);
	session_close(hal);
}

/* --- passwords and keys --- */

static bool run_password(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new_from(HOUSE_PASSWORD);
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new_from(NEXT_PASSWORD);

	(void)stage, (void)deed;
	return password_change(session, present, wanted, error);
}

static bool opens(struct stage *stage, const char *password)
{
	struct session *session = house_sign_in_with(stage->house, "rio", password, NULL);

	session_close(session);
	return session != NULL;
}

/* One of the two opens, and the one that was acknowledged. */
static void after_password(struct stage *stage, bool done, const char *what)
{
	if (!opens(stage, NEXT_PASSWORD) && (done || !opens(stage, HOUSE_PASSWORD)))
		g_error("%s: neither password opens the store", what);
}

static void make_older(struct stage *stage)
{
	older_store(stage->house);
}

/* The sign-in is the deed: it opens an older store, or repairs a copy of the keyring. */
static bool run_sign_in(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	(void)deed;
	session = house_sign_in_with(stage->house, "rio", HOUSE_PASSWORD, error);
	session_close(session);
	return session != NULL;
}

static void spoil_keyring(struct stage *stage)
{
	g_autofree char *path = stage_path(stage, "store/keyring.bak");

	g_assert_cmpint(truncate(path, 300), ==, 0);
}

static bool run_rotate(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct consent abe = { .user = "abe", .secret = password };

	(void)stage, (void)deed;
	return keep_rotate(session, &abe, error);
}

/* --- copies --- */

static char *media(struct stage *stage)
{
	char *dir = stage_path(stage, "media");

	g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
	return dir;
}

static bool run_backup(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	g_autofree char *dir = stage_path(stage, "media");
	struct kept kept = { 0 };
	bool done = keep_backup(session, dir, &kept, error);

	(void)deed;
	g_free(kept.path);
	return done;
}

static void prepare_backup(struct stage *stage)
{
	g_free(media(stage));
}

/* The only one that has its name; interned, NULL: none. */
static const char *backup_there(struct stage *stage)
{
	g_autofree char *dir = stage_path(stage, "media");
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name, *found = NULL;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		if (!strstr(name, ".tmp"))
			found = g_intern_string(path);
	}
	return found;
}

/* What has its name is whole. */
static void after_backup(struct stage *stage, bool done, const char *what)
{
	const char *path = backup_there(stage);
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct holder holder = { .user = "sam", .secret = password };
	g_autofree char *scratch = stage_path(stage, "scratch");
	struct checked checked = { 0 };

	if (!path && done)
		g_error("%s: the backup is not there", what);
	if (!path)
		return;
	GOOD(backup_examine(&stage->house->host, path, &holder, scratch, &checked, &error));
	if (checked.why)
		g_error("%s: a backup that has its name: %s", what, checked.why);
}

static bool restore(struct stage *stage, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct holder holder = { .user = "sam", .secret = password, .consent = { "abe", password } };
	struct restored restored;

	return backup_restore(&stage->house->host, backup_there(stage), &holder, stage->house->seam.store_dir,
			      "the disk broke", &restored, error);
}

static bool run_restore(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	(void)session, (void)deed;
	return restore(stage, error);
}

/* The disk with the store broke after a backup. */
static void prepare_restore(struct stage *stage)
{
	struct session *sam = house_sign_in(stage->house, "sam");

	g_free(media(stage));
	GOOD(run_backup(stage, sam, NULL, &error));
	session_close(sam);
	file_remove_tree(stage->house->seam.store_dir);
}

static void after_restore(struct stage *stage, bool done, const char *what)
{
	g_autoptr(GError) error = NULL;

	if (g_file_test(stage->house->seam.store_dir, G_FILE_TEST_EXISTS))
		return;
	if (done || !restore(stage, &error))
		g_error("%s: not restored: %s", what, done ? "it is not there" : error->message);
}

/* --- the log --- */

static bool run_checkpoint(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	g_autofree char *path = stage_path(stage, "witness"), *note = log_checkpoint(session, error);

	(void)deed;
	return note && file_append(path, note, strlen(note), 0600, error);
}

static void after_checkpoint(struct stage *stage, bool done, const char *what)
{
	g_autofree char *path = stage_path(stage, "witness"), *text = NULL;
	struct session *aud = house_sign_in(stage->house, "aud");
	unsigned notes = 0;

	if (done) {
		g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
		GOOD(log_witnessed(aud, text, &notes, &error));
		if (notes != 1)
			g_error("%s: the checkpoint is not in its file", what);
	}
	session_close(aud);
}

/* An old copy was put back: the anchor file saw more. */
static void put_back_old(struct stage *stage)
{
	g_autofree char *store = g_shell_quote(stage->house->seam.store_dir);
	g_autofree char *old = g_strdup_printf("cp -a %s %s.old", store, store);
	g_autofree char *back = g_strdup_printf("sh -c 'rm -r %s && mv %s.old %s'", store, store, store);
	struct session *hal;

	g_assert_true(g_spawn_command_line_sync(old, NULL, NULL, NULL, NULL));
	hal = house_sign_in(stage->house, "hal");
	house_act(hal, "note-add 1 text=" MARKER);
	session_close(hal);
	g_assert_true(g_spawn_command_line_sync(back, NULL, NULL, NULL, NULL));
}

#define ACT(who_, action, text_) \
	{ .name = action, .who = who_, .entry = "action=" action, .text = action " " text_, .run = run_act }

const struct deed deeds[] = {
	ACT("hal", "case-create", "title=" MARKER " summary=" MARKER " detection_source=siem_rule t_detected=now "
	    "group=soc severity=SEV4"),
	ACT("hal", "case-edit", "1 summary=" MARKER "-again"),
	ACT("hal", "note-add", "1 text=" MARKER),
	ACT("lee", "case-restrict", "1 reason=" MARKER " acl=hal"),
	ACT("ada", "user-create", "name=vexqor full_name=" MARKER " role=reader@soc"),
	ACT("ada", "user-disable", "rio"),
	ACT("ada", "user-revoke", "rio"),
	ACT("sam", "setting-set", "name=notice value=\"Watched, and agreed to\""),
	{ .name = "ingest", .who = "ing", .entry = "action=ingest", .run = run_ingest, .after = after_ingest },
	{ .name = "password", .who = "rio", .entry = "action=user-password", .run = run_password,
	  .after = after_password },
	{ .name = "keyring", .entry = "action=login actor=rio", .run = run_sign_in, .prepare = spoil_keyring },
	{ .name = "migration", .entry = "action=login actor=rio", .run = run_sign_in, .prepare = make_older },
	{ .name = "backup", .who = "sam", .entry = "action=backup", .run = run_backup, .prepare = prepare_backup,
	  .after = after_backup },
	{ .name = "restore", .entry = "action=restore", .run = run_restore, .prepare = prepare_restore,
	  .after = after_restore },
	{ .name = "rotate", .who = "sam", .entry = "action=rotate", .run = run_rotate },
	{ .name = "checkpoint", .who = "aud", .entry = "action=audit-checkpoint", .run = run_checkpoint,
	  .after = after_checkpoint },
	{ .name = "rollback-accept", .who = "sam", .entry = "action=rollback-accept", .run = run_act,
	  .text = "rollback-accept reason=" MARKER, .prepare = put_back_old, .may_say = "anchor file saw" },
	{ 0 },
};

size_t deeds_count(void)
{
	size_t n = 0;

	while (deeds[n].name)
		n++;
	return n;
}
