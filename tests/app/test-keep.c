/* The store kept: who may, what is logged, what a damaged backup or a stop half-way leaves. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <unistd.h>

#include "src/app/keep.h"
#include "src/app/restore.h"
#include "src/base/file.h"
#include "tests/house.h"

static char *media(struct house *house)
{
	char *dir = seam_path(&house->seam, "media");

	g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
	return dir;
}

/* The path of a new backup, made by sam. */
static char *backup(struct house *house)
{
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	g_autofree char *dir = media(house);
	struct kept kept;

	GOOD(keep_backup(sam, dir, &kept, &error));
	g_assert_cmpint(kept.entries, >, 0);
	return kept.path;
}

static const char *newest(struct house *house, const char *field)
{
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	g_autoptr(GPtrArray) rows = house_look(sam, "backups", NULL, NULL);

	g_assert_cmpuint(rows->len, >, 0);
	return g_intern_string(record_by_name(g_ptr_array_index(rows, 0), field));
}

static void damage(const char *dir, const char *name, off_t at)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	g_assert_cmpint(pwrite(fd, "\xff\x00", 2, at), ==, 2);
	close(fd);
}

static bool examine(struct house *house, const char *path, const char *user, const char *scratch,
		    struct checked *checked, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct holder holder = { .user = user, .secret = password };

	return backup_examine(&house->host, path, &holder, scratch, checked, error);
}

/* second NULL: alone, for a reason. */
static bool restore_with(struct house *house, const char *path, const char *user, const char *second,
			 const char *reason, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct holder holder = { .user = user, .secret = password,
				 .consent = { second, password, second ? NULL : reason } };
	struct restored restored;

	return backup_restore(&house->host, path, &holder, house->seam.store_dir, reason, &restored, error);
}

static bool rotate_with(struct session *session, const char *second, const char *password, const char *alone,
			GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *secret = passphrase_new_from(password);
	struct consent consent = { second, secret, alone };

	return keep_rotate(session, &consent, error);
}

static bool rotate(struct session *session, GError **error)
{
	return rotate_with(session, "abe", HOUSE_PASSWORD, NULL, error);
}

static bool restore_at(struct house *house, const char *path, const char *user, const char *dir, const char *reason,
		    GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new_from(HOUSE_PASSWORD);
	struct holder holder = { .user = user, .secret = password, .consent = { "abe", password } };
	struct restored restored;

	return backup_restore(&house->host, path, &holder, dir, reason, &restored, error);
}

static void move_away(struct house *house)
{
	g_autofree char *away = g_strconcat(house->seam.store_dir, ".away", NULL);

	GOOD(file_rename_new(house->seam.store_dir, away, &error));
}

static void only_a_system_operator_makes_backups_and_drills_and_changes_the_data_key(void)
{
	static const char *const others[] = { "lee", "hal", "aud", "ama", "ada", "abe", "rec", "ing", NULL };
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *dir = media(house);

	for (size_t i = 0; others[i]; i++) {
		CLEANUP(session_close) struct session *session = house_sign_in(house, others[i]);
		struct kept kept;
		struct checked checked;
		int64_t ms;

		REFUSED(keep_backup(session, dir, &kept, &error), ERR_DENIED, "none of your roles");
		REFUSED(keep_drill(session, NULL, &checked, &ms, &error), ERR_DENIED, "none of your roles");
		REFUSED(rotate(session, &error), ERR_DENIED, "none of your roles");
	}
	g_assert_cmpint(house_entries(house, "backup", "denied"), ==, 8);
	g_assert_cmpint(house_entries(house, "drill", "denied"), ==, 8);
	g_assert_cmpint(house_entries(house, "rotate", "denied"), ==, 8);
}

static void a_backup_and_its_drill_are_a_row_each_in_the_log(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house);
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	struct checked checked;
	int64_t ms;

	g_assert_cmpstr(newest(house, "place"), ==, path);
	g_assert_null(newest(house, "drill"));
	GOOD(keep_drill(sam, NULL, &checked, &ms, &error));
	g_assert_null(checked.why);
	g_assert_cmpint(checked.rows, >, 10);
	g_assert_cmpstr(newest(house, "drill"), ==, "good");
	g_assert_cmpint(house_entries(house, "backup", "done"), ==, 1);
	g_assert_cmpint(house_entries(house, "drill", "done"), ==, 1);
	checked_clear(&checked);
}

static void a_lead_is_told_of_old_backups_and_drills(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	const char *const before = "No backup was ever made";
	g_autofree char *path = NULL;
	struct { int64_t wait; const char *says; } steps[] = {
		{ 0, "No backup was ever restored" }, { 3 * DAY_MS, "The newest backup is 3 days old" },
	};

	for (size_t i = 0; i <= G_N_ELEMENTS(steps); i++) {
		CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");
		g_autofree char *all = house_welcome(lee);

		g_assert_nonnull(strstr(all, i == 0 ? before : steps[i - 1].says));
		if (i == 0)
			path = backup(house);
		if (i < G_N_ELEMENTS(steps))
			house_wait(house, steps[i].wait);
	}
}

static void a_drill_of_yesterday_was_one_day_ago(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *all = NULL;
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam"), *lee = NULL;
	struct checked checked = { 0 };
	int64_t ms;

	GOOD(keep_drill(sam, path, &checked, &ms, &error));
	checked_clear(&checked);
	house_wait(house, DAY_MS);
	lee = house_sign_in(house, "lee");
	all = house_welcome(lee);
	g_assert_nonnull(strstr(all, "The last good restore drill was 1 day ago."));
}

/* That a copy was drilled with says nothing about when a backup was made. */
static void a_drill_with_a_copy_is_no_newer_backup(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *copy = seam_path(&house->seam, "copy"), *all = NULL;
	g_autofree char *command = g_strdup_printf("cp -a '%s' '%s'", path, copy);
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam"), *lee = NULL;
	struct checked checked = { 0 };
	int64_t ms;

	g_assert_cmpint(system(command), ==, 0);
	GOOD(keep_drill(sam, copy, &checked, &ms, &error));
	checked_clear(&checked);
	lee = house_sign_in(house, "lee");
	all = house_welcome(lee);
	g_assert_null(strstr(all, "No backup was ever made"));
	g_assert_nonnull(strstr(all, "The last good restore drill was 0 days ago."));
}

/* One byte in each of its files, and the manifest itself. */
static void a_changed_byte_of_any_file_is_found(void)
{
	static const char *const names[] = { "cases-0001.db", "keyring", "keyring.bak", "public", "signer.pem",
					     "README", "manifest", "manifest.sig", NULL };
	CLEANUP(house_free) struct house *house = house_new();

	for (size_t i = 0; names[i]; i++) {
		g_autofree char *path = NULL, *target = seam_path(&house->seam, "restored");
		struct checked checked = { 0 };
		g_autoptr(GError) error = NULL;

		house_wait(house, MINUTE_MS);
		path = backup(house);
		damage(path, names[i], 40);
		if (examine(house, path, "hal", NULL, &checked, &error))
			g_assert_nonnull(checked.why);
		checked_clear(&checked);
		g_clear_error(&error);
		g_assert_false(restore_at(house, path, "sam", target, "for a test", &error));
		g_assert_false(file_exists(target));
	}
}

static void a_signature_that_is_not_there_is_found(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *signature = g_build_filename(path, "manifest.sig", NULL);
	struct checked checked = { 0 };

	g_assert_cmpint(unlink(signature), ==, 0);
	GOOD(examine(house, path, "hal", NULL, &checked, &error));
	g_assert_nonnull(strstr(checked.why, "manifest.sig\" is missing"));
	checked_clear(&checked);
}

static void what_is_wrong_inside_is_found_by_the_deep_check(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *scratch = seam_path(&house->seam, "scratch");
	struct checked checked;

	GOOD(examine(house, path, "hal", scratch, &checked, &error));
	g_assert_null(checked.why);
	g_assert_cmpstr(checked.part, ==, "contents");
	g_assert_false(file_exists(scratch));
	checked_clear(&checked);
	REFUSED(examine(house, path, "nobody", NULL, &checked, &error), ERR_LOGIN, "user or password is wrong");
}

static void a_store_is_restored_by_its_operator_with_all_that_was_in_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal"), *again = NULL;
	const char *id = house_case(hal, "SEV3");
	g_autofree char *path = backup(house);

	g_clear_pointer(&hal, session_close);
	move_away(house);
	REFUSED(restore_at(house, path, "hal", house->seam.store_dir, "why", &error), ERR_DENIED, "none of your roles");
	REFUSED(restore_at(house, path, "sam", house->seam.store_dir, NULL, &error), ERR_FAILED,
		"the anchor file saw entry");
	g_assert_false(file_exists(house->seam.store_dir));
	GOOD(restore_at(house, path, "sam", house->seam.store_dir, "the disk died", &error));
	again = house_sign_in(house, "hal");
	g_assert_nonnull(house_field(again, id, "title"));
	g_assert_cmpint(house_entries(house, "rollback-accept", "done"), ==, 1);
	g_assert_cmpint(house_entries(house, "restore", "done"), ==, 1);
	REFUSED(restore_at(house, path, "sam", house->seam.store_dir, "why", &error), ERR_FAILED, "exists already");
}

/* The open copy of yesterday: what is read can be read, and nothing is written until it is accepted. */
static void a_store_behind_its_anchor_is_read_only_until_that_is_accepted(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *newer = g_strconcat(house->seam.store_dir, ".newer", NULL);
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal"), *sam = NULL;
	const char *id = house_case(hal, "SEV3");
	struct outcome outcome;

	g_clear_pointer(&hal, session_close);
	GOOD(restore_at(house, path, "sam", newer, "made for the test", &error));
	hal = house_sign_in(house, "hal");	/* the first store is now the one behind */
	g_assert_nonnull(house_field(hal, id, "title"));
	REFUSED(house_try(hal, &outcome, &error, "note-add %s text=a", id), ERR_DENIED, "read-only");
	outcome_clear(&outcome);
	REFUSED(house_try(hal, &outcome, &error, "rollback-accept reason=a"), ERR_DENIED, "none of your roles");
	outcome_clear(&outcome);
	sam = house_sign_in(house, "sam");
	REFUSED(house_try(sam, &outcome, &error, "setting-set name=password_min value=20"), ERR_DENIED, "read-only");
	outcome_clear(&outcome);
	house_act(sam, "rollback-accept reason=\"the other one was a test\"");
	house_act(sam, "setting-set name=password_min value=20");
	house_act(hal, "note-add %s text=a", id);	/* the session that was open goes on too */
	g_assert_cmpint(house_entries(house, "login", "done"), >, 3);
}

static char *anchor(struct house *house)
{
	return g_strdup(house->seam.anchor);
}

static void anchor_add(struct house *house, const void *bytes, size_t len)
{
	g_autofree char *path = anchor(house);

	GOOD(file_append(path, bytes, len, 0600, &error));
}

/* The same loss is shown by the anchor file again, after an acceptance and work that went on. */
static void an_old_acceptance_excuses_no_new_rollback(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *file = anchor(house), *text = NULL, *line = NULL;
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal"), *sam = NULL;
	g_auto(GStrv) lines = NULL;
	struct outcome outcome;

	house_case(hal, "SEV3");
	g_clear_pointer(&hal, session_close);
	g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
	lines = g_strsplit(g_strchomp(text), "\n", -1);
	line = g_strconcat(lines[g_strv_length(lines) - 1], "\n", NULL);
	move_away(house);
	GOOD(restore_at(house, path, "sam", house->seam.store_dir, "the disk died", &error));
	hal = house_sign_in(house, "hal");
	house_case(hal, "SEV3");
	g_clear_pointer(&hal, session_close);
	anchor_add(house, line, strlen(line));
	hal = house_sign_in(house, "hal");
	REFUSED(house_try(hal, &outcome, &error, "rollback-accept reason=a"), ERR_DENIED, "none of your roles");
	outcome_clear(&outcome);
	REFUSED(house_try(hal, &outcome, &error, "case-create title=t"), ERR_DENIED, "read-only");
	outcome_clear(&outcome);
	sam = house_sign_in(house, "sam");
	house_act(sam, "rollback-accept reason=\"that one was a test too\"");
	g_assert_cmpint(house_entries(house, "rollback-accept", "done"), ==, 2);
}

static void damage_of_the_anchor_file_is_told_until_it_is_accepted_and_anew_when_there_is_more(void)
{
	static const char zeros[64], words[] = "v1 what is this\n";
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	const struct { const void *bytes; size_t len; } noise[] = {
		{ zeros, sizeof(zeros) }, { words, strlen(words) }, { "\xff\x00\n", 3 },
	};
	struct checked checked;

	for (size_t i = 0; i < G_N_ELEMENTS(noise); i++) {
		anchor_add(house, noise[i].bytes, noise[i].len);
		house_act(sam, "setting-set name=password_min value=%d", 16 + (int)i);
		GOOD(keep_check(sam, &checked, &error));
		g_assert_nonnull(checked.why);
		g_assert_nonnull(strstr(checked.why, "of the anchor file is damaged"));
		g_assert_nonnull(strstr(checked.why, "rollback-accept"));
		checked_clear(&checked);
		REFUSED(rotate(sam, &error), ERR_WRONG, "stays as it is: line");
		house_act(sam, "rollback-accept reason=\"a bad disk\"");
		GOOD(keep_check(sam, &checked, &error));
		g_assert_cmpstr(checked.why, ==, NULL);
		checked_clear(&checked);
	}
	house_expect_invalid(sam, "", "rollback-accept reason=again");
}

/* Nobody else could raise theirs: the session's own lock is there. */
static bool is_held(struct house *house)
{
	g_autofree char *path = g_build_filename(house->seam.store_dir, "lock", NULL);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool held = flock(fd, LOCK_EX | LOCK_NB) != 0;

	close(fd);
	return held;
}

static void a_new_data_key_leaves_everybody_in_and_old_backups_readable(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house), *old = g_build_filename(house->seam.store_dir, "cases-0001.db", NULL);
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam"), *hal = house_sign_in(house, "hal");
	struct checked checked;
	int64_t ms;

	REFUSED(rotate(sam, &error), ERR_FAILED, "somebody else has the store open");
	g_clear_pointer(&hal, session_close);
	g_assert_true(is_held(house));	/* also by the one that was refused */
	GOOD(rotate(sam, &error));
	g_assert_true(is_held(house));
	g_assert_false(file_exists(old));
	house_act(sam, "setting-set name=password_min value=20");
	hal = house_sign_in(house, "hal");
	house_case(hal, "SEV3");
	GOOD(keep_drill(sam, path, &checked, &ms, &error));	/* of the key before */
	g_assert_null(checked.why);
	checked_clear(&checked);
	g_assert_cmpint(house_entries(house, "rotate", "failed"), ==, 1);
	g_assert_cmpint(house_entries(house, "rotate", "done"), ==, 1);
}

/* SP 800-171 3.1.4: neither is done by one person while there is another. */
static void a_new_data_key_wants_a_second_person_who_signs_it_too(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam"), *aud = NULL;
	g_autoptr(GPtrArray) agreed = NULL;
	static const struct { const char *second, *password, *says; enum err_kind kind; } refused[] = {
		{ NULL, "", "wants a second person", ERR_DENIED },
		{ "Sam", HOUSE_PASSWORD, "another than sam", ERR_DENIED },
		{ "abe", "not the password of abe", "user or password is wrong", ERR_LOGIN },
		{ "hal", HOUSE_PASSWORD, "none of your roles", ERR_DENIED },
		{ "nobody", HOUSE_PASSWORD, "user or password is wrong", ERR_LOGIN },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		REFUSED(rotate_with(sam, refused[i].second, refused[i].password, NULL, &error), refused[i].kind,
			refused[i].says);
		house_wait(house, HOUR_MS);
	}
	REFUSED(rotate_with(sam, NULL, "", "nobody is here", &error), ERR_DENIED, "(abe)");
	g_assert_cmpint(house_entries(house, "rotate", "done"), ==, 0);
	GOOD(rotate(sam, &error));
	g_assert_cmpint(house_entries(house, "agree", "denied"), ==, 1);
	g_assert_cmpint(house_entries(house, "alone", "done"), ==, 0);
	g_assert_cmpint(house_entries(house, "rotate", "denied"), ==, 4);
	aud = house_sign_in(house, "aud");
	agreed = house_look(aud, "audit", NULL, "action=agree result=done");
	g_assert_cmpuint(agreed->len, ==, 1);
	g_assert_cmpstr(record_by_name(agreed->pdata[0], "actor"), ==, "abe");
	g_assert_cmpstr(record_by_name(agreed->pdata[0], "signer"), ==, "abe");
	g_assert_cmpstr(record_by_name(agreed->pdata[0], "object"), ==, "epoch:2");
	g_assert_cmpstr(record_by_name(agreed->pdata[0], "reason"), ==, "rotate");
	g_ptr_array_unref(agreed);
	agreed = house_look(aud, "audit", NULL, "action=rotate result=done");
	g_assert_cmpstr(record_by_name(agreed->pdata[0], "reason"), ==, "with abe");
}

static void only_where_there_is_nobody_else_it_is_done_alone_and_the_others_are_told(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam"), *ada = NULL, *lee = NULL;
	g_autofree char *all = NULL;

	ada = house_sign_in(house, "ada");
	house_act(ada, "user-disable abe");
	g_clear_pointer(&ada, session_close);
	REFUSED(rotate_with(sam, NULL, "", NULL, &error), ERR_DENIED, "--alone REASON");
	REFUSED(rotate_with(sam, "abe", HOUSE_PASSWORD, NULL, &error), ERR_LOGIN, "");
	GOOD(rotate_with(sam, NULL, "", "abe has left", &error));
	g_assert_cmpint(house_entries(house, "alone", "done"), >=, 1);
	lee = house_sign_in(house, "lee");
	all = house_welcome(lee);
	g_assert_nonnull(strstr(all, "sam did alone what wants two"));
	g_assert_nonnull(strstr(all, "abe has left"));
}

static void a_restore_wants_a_second_person_of_the_store_that_is_restored(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = backup(house);
	CLEANUP(session_close) struct session *aud = NULL;
	g_autoptr(GPtrArray) agreed = NULL;

	move_away(house);
	REFUSED(restore_with(house, path, "sam", "sam", "why", &error), ERR_DENIED, "another than sam");
	REFUSED(restore_with(house, path, "sam", NULL, "why", &error), ERR_DENIED, "wants a second person");
	REFUSED(restore_with(house, path, "sam", "hal", "why", &error), ERR_DENIED, "none of your roles");
	REFUSED(restore_with(house, path, "sam", "nobody", "why", &error), ERR_LOGIN, "user or password is wrong");
	g_assert_false(file_exists(house->seam.store_dir));
	GOOD(restore_with(house, path, "sam", "abe", "the disk died", &error));
	aud = house_sign_in(house, "aud");
	agreed = house_look(aud, "audit", NULL, "action=agree");
	g_assert_cmpuint(agreed->len, ==, 1);
	g_assert_cmpstr(record_by_name(agreed->pdata[0], "signer"), ==, "abe");
}

static void a_restored_store_with_one_operator_and_nobody_else_is_restored_alone(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autofree char *path = NULL;

	house_act(ada, "user-disable abe");
	g_clear_pointer(&ada, session_close);
	path = backup(house);
	move_away(house);
	GOOD(restore_with(house, path, "sam", NULL, "nobody else is left", &error));
	g_assert_cmpint(house_entries(house, "alone", "done"), >=, 1);
	g_assert_cmpint(house_verify(house), >, 5);
}

/* A copy that was begun, or an old file that was not yet removed. */
static void a_change_of_the_data_key_that_stopped_half_way_is_cleaned_up_and_told(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *next = g_build_filename(house->seam.store_dir, "cases-0002.db", NULL);

	GOOD(file_create(next, "half", 4, 0600, &error));
	session_close(house_sign_in(house, "hal"));
	g_assert_false(file_exists(next));
	g_assert_cmpint(house_entries(house, "rotate", "failed"), ==, 1);
}

static void keyring_replace(struct house *house, const char *name, const char *bytes, gsize len)
{
	g_autofree char *path = g_build_filename(house->seam.store_dir, name, NULL);

	GOOD(file_replace(path, bytes, len, 0600, &error));
}

static void a_damaged_copy_of_the_keyring_is_repaired_and_that_is_logged(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *one = g_build_filename(house->seam.store_dir, "keyring", NULL);
	g_autofree char *other = g_build_filename(house->seam.store_dir, "keyring.bak", NULL);
	g_autofree char *first = NULL, *second = NULL;
	gsize first_len, second_len;

	keyring_replace(house, "keyring", "nothing", 7);
	session_close(house_sign_in(house, "hal"));
	g_assert_cmpint(house_entries(house, "keyring-repair", "done"), ==, 1);
	g_assert_true(g_file_get_contents(one, &first, &first_len, NULL));
	g_assert_true(g_file_get_contents(other, &second, &second_len, NULL));
	g_assert_cmpmem(first, first_len, second, second_len);
}

static void an_older_keyring_put_back_is_told_and_logged_once(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *path = g_build_filename(house->seam.store_dir, "keyring", NULL), *older = NULL, *all = NULL;
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada"), *hal = NULL;
	gsize len;

	g_assert_true(g_file_get_contents(path, &older, &len, NULL));
	g_free(house_act_secret(ada, "user-reset nix"));
	session_close(house_sign_in(house, "lee"));	/* sees the newer one */
	keyring_replace(house, "keyring", older, len);
	keyring_replace(house, "keyring.bak", older, len);
	hal = house_sign_in(house, "hal");
	all = house_welcome(hal);
	g_assert_nonnull(strstr(all, "an old copy was put back"));
	g_assert_cmpint(house_entries(house, "keyring-check", "failed"), ==, 1);
	session_close(house_sign_in(house, "lee"));
	g_assert_cmpint(house_entries(house, "keyring-check", "failed"), ==, 1);
}

static void an_anchor_file_that_was_removed_is_told_and_logged(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = NULL;
	g_autofree char *all = NULL;

	session_close(house_sign_in(house, "lee"));
	g_assert_cmpint(house_entries(house, "anchor-check", "failed"), ==, 0);
	g_assert_cmpint(unlink(house->seam.anchor), ==, 0);
	hal = house_sign_in(house, "hal");
	all = house_welcome(hal);
	g_assert_nonnull(strstr(all, "has no line of this store"));
	g_assert_cmpint(house_entries(house, "anchor-check", "failed"), ==, 1);
}

#define ADD(name) g_test_add_func("/keep/" #name, name)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD(only_a_system_operator_makes_backups_and_drills_and_changes_the_data_key);
	ADD(a_backup_and_its_drill_are_a_row_each_in_the_log);
	ADD(a_lead_is_told_of_old_backups_and_drills);
	ADD(a_drill_of_yesterday_was_one_day_ago);
	ADD(a_drill_with_a_copy_is_no_newer_backup);
	ADD(a_changed_byte_of_any_file_is_found);
	ADD(a_signature_that_is_not_there_is_found);
	ADD(what_is_wrong_inside_is_found_by_the_deep_check);
	ADD(a_store_is_restored_by_its_operator_with_all_that_was_in_it);
	ADD(a_store_behind_its_anchor_is_read_only_until_that_is_accepted);
	ADD(an_old_acceptance_excuses_no_new_rollback);
	ADD(damage_of_the_anchor_file_is_told_until_it_is_accepted_and_anew_when_there_is_more);
	ADD(a_new_data_key_leaves_everybody_in_and_old_backups_readable);
	ADD(a_new_data_key_wants_a_second_person_who_signs_it_too);
	ADD(only_where_there_is_nobody_else_it_is_done_alone_and_the_others_are_told);
	ADD(a_restore_wants_a_second_person_of_the_store_that_is_restored);
	ADD(a_restored_store_with_one_operator_and_nobody_else_is_restored_alone);
	ADD(a_change_of_the_data_key_that_stopped_half_way_is_cleaned_up_and_told);
	ADD(a_damaged_copy_of_the_keyring_is_repaired_and_that_is_logged);
	ADD(an_older_keyring_put_back_is_told_and_logged_once);
	ADD(an_anchor_file_that_was_removed_is_told_and_logged);
	return g_test_run();
}
