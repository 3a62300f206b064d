/* A store on disk: made whole or not at all, opened only when everything fits. */
#include "db/store.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/store_internal.h"
#include "src/base/file.h"
#include "tests/seam.h"

static const char *const people[] = { "bea", "cal", NULL };

static bool opens(const struct seam *seam, GError **error)
{
	CLEANUP(store_close) struct store *store = seam_store_open(seam, "bea", error);

	return store != NULL;
}

static char *store_path(const struct seam *seam, const char *name)
{
	return g_build_filename(seam->store_dir, name, NULL);
}

static unsigned entries(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	unsigned n = 0;

	while (dir && g_dir_read_name(dir))
		n++;
	return n;
}

static void copy(const char *from, const char *to)
{
	g_autofree char *data = NULL;
	size_t len;

	g_assert_true(g_file_get_contents(from, &data, &len, NULL));
	GOOD(file_replace(to, data, len, 0600, &error));
}

/* --- making --- */

static void test_made(void)
{
	static const char *const names[] = { "public", "keyring", "keyring.bak", "cases-0001.db",
		"evidence", "inbox", "lock", "throttle" };
	g_autoptr(GError) why = NULL;
	struct store *store;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	g_assert_cmpuint(entries(seam.dir), ==, 2); /* the store and its anchor */
	GOOD(file_check_private(seam.store_dir, &error));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = store_path(&seam, names[i]);

		GOOD(file_check_private(path, &error));
	}
	store = seam_store_open(&seam, "bea", &why);
	g_assert_no_error(why);
	g_assert_cmpstr(store_dir(store), ==, seam.store_dir);
	g_assert_cmpstr(store_uuid(store), ==, keyring_info(store_keyring(store))->uuid);
	g_assert_cmpstr(store_public(store)->organisation, ==, "Example Works");
	g_assert_true(g_str_has_prefix(store_public(store)->certificate, "-----BEGIN CERTIFICATE"));
	g_assert_cmpuint(store_keys(store)->slot, ==, 1);
	g_assert_true(store_clock(store) == &seam.clock);
	store_close(store);
	seam_clear(&seam);
}

static bool create(const struct seam *seam, const char *dir, struct store **store, GError **error)
{
	struct store_public public = { .organisation = (char *)"x",
		.marking = (char *)"CUI",
		.notice = (char *)"n",
		.anchor = seam->anchor };
	struct store_answers answers = { &public, NULL };

	return store_create(dir, &answers, &seam->clock, store, error);
}

static void test_not_made(void)
{
	g_autofree char *no_parent = NULL;
	struct store *store = NULL;
	struct seam seam;

	seam_init(&seam);
	GOOD(create(&seam, seam.store_dir, &store, &error));
	g_assert_false(file_exists(seam.store_dir));
	g_assert_true(file_exists(store_dir(store)));
	GOOD(file_create(seam.anchor, "x", 1, 0600, &error));
	store_close(store);
	g_assert_cmpuint(entries(seam.dir), ==, 0);
	g_assert_cmpint(g_mkdir(seam.store_dir, 0700), ==, 0);
	REFUSED(create(&seam, seam.store_dir, &store, &error), ERR_FAILED, "exists already");
	g_assert_cmpuint(entries(seam.dir), ==, 1);
	no_parent = seam_path(&seam, "none/store");
	REFUSED(create(&seam, no_parent, &store, &error), ERR_FAILED, "make it first");
	seam_clear(&seam);
}

/* What the file "public" cannot hold would be missing in it, and nobody could open the store. */
static void test_path_no_text(void)
{
	struct store *store = NULL;
	struct seam seam;

	seam_init(&seam);
	g_free(seam.anchor);
	seam.anchor = seam_path(&seam, "anchor\xff");
	REFUSED(create(&seam, seam.store_dir, &store, &error), ERR_INVALID, "anchor\xff\" is no UTF-8");
	g_assert_cmpuint(entries(seam.dir), ==, 0);
	seam_clear(&seam);
}

/* Somebody else was faster with the name. */
static void test_name_taken(void)
{
	struct store *store = NULL;
	struct seam seam;

	seam_init(&seam);
	GOOD(create(&seam, seam.store_dir, &store, &error));
	g_assert_cmpint(g_mkdir(seam.store_dir, 0700), ==, 0);
	REFUSED(store_finish(store, &error), ERR_FAILED, seam.store_dir);
	g_assert_cmpuint(entries(seam.dir), ==, 1);
	g_assert_cmpuint(entries(seam.store_dir), ==, 0);
	seam_clear(&seam);
}

/* An anchor that was there before is not ours to remove. */
static void test_anchor_stays(void)
{
	struct store *store = NULL;
	struct seam seam;

	seam_init(&seam);
	GOOD(file_create(seam.anchor, "", 0, 0600, &error));
	GOOD(create(&seam, seam.store_dir, &store, &error));
	store_close(store);
	g_assert_true(file_exists(seam.anchor));
	seam_clear(&seam);
}

/* --- opening --- */

static void test_modes(void)
{
	static const char *const names[] = { "", "keyring", "keyring.bak", "public",
		"cases-0001.db", "lock" };
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = store_path(&seam, names[i]);
		mode_t mode = i == 0 ? 0700 : 0600;

		g_assert_cmpint(g_chmod(path, mode | 040), ==, 0);
		REFUSED(opens(&seam, &error), ERR_FAILED, "open to other users");
		g_assert_cmpint(g_chmod(path, mode), ==, 0);
	}
	GOOD(opens(&seam, &error));
	seam_clear(&seam);
}

static void test_symlinks(void)
{
	static const char *const names[] = { "keyring", "keyring.bak", "public", "cases-0001.db",
		"lock" };
	g_autofree char *away = NULL;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	away = seam_path(&seam, "away");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = store_path(&seam, names[i]);

		g_assert_cmpint(g_rename(path, away), ==, 0);
		g_assert_cmpint(symlink(away, path), ==, 0);
		REFUSED(opens(&seam, &error), ERR_FAILED, names[i]);
		g_assert_cmpint(g_rename(away, path), ==, 0);
	}
	GOOD(opens(&seam, &error));
	g_assert_cmpint(g_rename(seam.store_dir, away), ==, 0);
	g_assert_cmpint(symlink(away, seam.store_dir), ==, 0);
	REFUSED(opens(&seam, &error), ERR_FAILED, seam.store_dir);
	seam_clear(&seam);
}

/* Any byte of `public`: before sign-in its signature, at sign-in its hash. */
static void test_public_changed(void)
{
	g_autofree char *path = NULL, *data = NULL;
	g_autofree char *old = NULL;
	struct seam seam;
	size_t len;

	seam_init(&seam);
	seam_store_new(&seam, people);
	path = store_path(&seam, "public");
	g_assert_true(g_file_get_contents(path, &data, &len, NULL));
	old = g_strdup(data);
	for (size_t i = 0; i < len; i += 31) {
		data[i] = (char)(data[i] ^ 2);
		GOOD(file_replace(path, data, len, 0600, &error));
		REFUSED(opens(&seam, &error), ERR_FAILED, "public\" was changed");
		data[i] = old[i];
	}
	GOOD(file_replace(path, data, len - 5, 0600, &error));
	REFUSED(opens(&seam, &error), ERR_FAILED, "was changed");
	g_unlink(path);
	REFUSED(opens(&seam, &error), ERR_FAILED, "public");
	seam_clear(&seam);
}

/* Who signs it anew with a key of his own is found by the keyring. */
static void test_public_signed_anew(void)
{
	g_autoptr(GError) why = NULL;
	CLEANUP(store_public_free) struct store_public *public = NULL;
	g_autofree char *path = NULL, *text = NULL;
	uint8_t seed[KEY_LEN], sign_public[KEY_LEN], hash[HASH_LEN];
	struct seam seam;
	size_t len;

	seam_init(&seam);
	seam_store_new(&seam, people);
	path = store_path(&seam, "public");
	public = store_public_read(seam.store_dir, &why);
	g_assert_no_error(why);
	g_free(public->notice);
	public->notice = g_strdup("No notice at all.");
	g_assert_true(crypt_sign_keypair(seed, sign_public));
	text = public_text(public, seed, sign_public, &len, hash, &why);
	GOOD(file_replace(path, text, len, 0600, &error));
	store_public_free(public);
	public = store_public_read(seam.store_dir, &why);
	g_assert_no_error(why);
	REFUSED(opens(&seam, &error), ERR_FAILED, "the keyring knows another one");
	seam_clear(&seam);
}

/* The files of one store in the directory of another. */
static void test_foreign(void)
{
	static const char *const names[] = { "keyring", "keyring.bak", "public", "cases-0001.db" };
	g_autoptr(GError) why = NULL;
	CLEANUP(keyring_free) struct keyring *keyring = NULL;
	CLEANUP(store_public_free) struct store_public *public = NULL;
	struct seam seam, other;

	seam_init(&seam);
	seam_store_new(&seam, people);
	seam_init(&other);
	seam_store_new(&other, people);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = store_path(&seam, names[i]);
		g_autofree char *theirs = store_path(&other, names[i]);
		g_autofree char *kept = seam_path(&seam, "kept");

		copy(path, kept);
		copy(theirs, path);
		if (g_str_has_prefix(names[i], "keyring"))
			REFUSED(opens(&seam, &error), ERR_FAILED, "different stores");
		else if (i == 2)
			REFUSED(opens(&seam, &error), ERR_FAILED, "belongs to another store");
		else
			REFUSED(opens(&seam, &error), ERR_FAILED,
				"does not belong to this keyring");
		copy(kept, path);
	}
	keyring = keyring_read(other.store_dir, &why);
	public = store_public_read(seam.store_dir, &why);
	g_assert_no_error(why);
	REFUSED(store_belongs(public, keyring, &error), ERR_FAILED, "belongs to another store");
	for (size_t i = 0; i < 2; i++) {
		g_autofree char *path = store_path(&seam, names[i]);
		g_autofree char *theirs = store_path(&other, names[i]);

		copy(theirs, path);
	}
	REFUSED(opens(&seam, &error), ERR_FAILED, "belongs to another store");
	seam_clear(&seam);
	seam_clear(&other);
}

static void test_database_cut(void)
{
	g_autofree char *path = NULL, *data = NULL;
	struct seam seam;
	size_t len;

	seam_init(&seam);
	seam_store_new(&seam, people);
	path = store_path(&seam, "cases-0001.db");
	g_assert_true(g_file_get_contents(path, &data, &len, NULL));
	g_assert_cmpuint(len % 4096, ==, 0);
	GOOD(file_replace(path, data, len - 1, 0600, &error));
	REFUSED(opens(&seam, &error), ERR_FAILED, "cut off");
	GOOD(file_replace(path, data, 0, 0600, &error));
	REFUSED(opens(&seam, &error), ERR_FAILED, "cut off");
	g_unlink(path);
	REFUSED(opens(&seam, &error), ERR_FAILED, "cases-0001.db");
	g_assert_false(file_exists(path));
	seam_clear(&seam);
}

/* Maintenance holds the lock alone; sessions share it. */
static void test_lock(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	struct store *first, *second;
	struct seam seam;
	int fd;

	seam_init(&seam);
	seam_store_new(&seam, people);
	path = store_path(&seam, "lock");
	first = seam_store_open(&seam, "bea", &error);
	second = seam_store_open(&seam, "cal", &error);
	g_assert_no_error(error);
	g_assert_cmpint(file_lock(path, true, 0, NULL), <, 0);
	store_close(first);
	store_close(second);
	fd = file_lock(path, true, 0, &error);
	g_assert_no_error(error);
	close(fd);
	seam_clear(&seam);
}

/* --- changing --- */

static bool revoke_one(struct keyring *keyring, void *data, GError **error)
{
	return keyring_revoke(keyring, data, error);
}

static bool refuse(struct keyring *keyring, void *data, GError **error)
{
	(void)data;
	return keyring_revoke(keyring, "bea", NULL) &&
	       err_set(error, ERR_INVALID, "on second thought");
}

static void test_keyring_change(void)
{
	g_autoptr(GError) why = NULL;
	char cal[] = "cal";
	struct store *first, *second;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	first = seam_store_open(&seam, "bea", &why);
	second = seam_store_open(&seam, "cal", &why);
	REFUSED(store_keyring_change(first, refuse, NULL, &error), ERR_INVALID, "second thought");
	GOOD(opens(&seam, &error));
	GOOD(store_keyring_change(first, revoke_one, cal, &error));
	g_assert_false(keyring_has_user(store_keyring(first), "cal"));
	/* the audit log's head goes with it */
	g_assert_cmpuint(keyring_info(store_keyring(first))->audit_seq, >, 0);
	/* another session reads it again before it changes it */
	g_assert_true(keyring_has_user(store_keyring(second), "cal"));
	REFUSED(store_keyring_change(second, revoke_one, cal, &error), ERR_INVALID, "no slot");
	store_close(first);
	store_close(second);
	g_assert_null(seam_store_open(&seam, "cal", &why));
	g_assert_true(err_is(why, ERR_LOGIN));
	seam_clear(&seam);
}

/* Both copies of an older keyring put back under an open session. */
static void test_keyring_put_back(void)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *kept = NULL, *path = NULL, *backup = NULL;
	char cal[] = "cal";
	struct store *store;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	path = store_path(&seam, "keyring");
	backup = store_path(&seam, "keyring.bak");
	kept = seam_path(&seam, "kept");
	copy(path, kept);
	store = seam_store_open(&seam, "bea", &why);
	GOOD(store_keyring_change(store, revoke_one, cal, &error));
	copy(kept, path);
	copy(kept, backup);
	REFUSED(store_keyring_change(store, revoke_one, cal, &error), ERR_FAILED, "older");
	store_close(store);
	seam_clear(&seam);
}

static void change_notice(struct store *store, const char *notice)
{
	CLEANUP(store_public_free)
	struct store_public *public = store_public_copy(store_public(store));

	g_free(public->notice);
	public->notice = g_strdup(notice);
	public->notice_version++;
	GOOD(store_public_change(store, public, &error));
}

static void test_public_change(void)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *next = NULL, *path = NULL, *kept = NULL;
	struct store *store;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	path = store_path(&seam, "public");
	next = store_path(&seam, "public.next");
	kept = seam_path(&seam, "kept");
	copy(path, kept);
	store = seam_store_open(&seam, "bea", &why);
	g_assert_no_error(why);
	change_notice(store, "All is watched. \xe2\x80\xae");
	g_assert_cmpint(store_public(store)->notice_version, ==, 2);
	store_close(store);
	GOOD(opens(&seam, &error));
	/* stopped after the keyring was written: the next to open finishes it */
	g_assert_cmpint(g_rename(path, next), ==, 0);
	copy(kept, path);
	store = seam_store_open(&seam, "bea", &why);
	g_assert_no_error(why);
	g_assert_cmpstr(store_public(store)->notice, ==, "All is watched. \xe2\x80\xae");
	g_assert_false(file_exists(next));
	store_close(store);
	/* stopped before it: the new file is not yet anything */
	GOOD(file_create(next, "{", 1, 0600, &error));
	GOOD(opens(&seam, &error));
	copy(kept, path);
	REFUSED(opens(&seam, &error), ERR_FAILED, "knows another one");
	seam_clear(&seam);
}

/* Checking a password takes a second: meanwhile somebody sets another notice, and later one more. */
static void test_public_changed_while_signing_in(void)
{
	CLEANUP(keyring_free) struct keyring *read = NULL;
	g_autoptr(GError) why = NULL;
	struct store *operator, *opened = NULL;
	struct keys *keys;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	operator = seam_store_open(&seam, "bea", &why);
	read = keyring_read(seam.store_dir, &why);
	keys = seam_unlock(&seam, read, "cal", SEAM_PASSWORD, &why);
	g_assert_no_error(why);
	change_notice(operator, "All is watched.");
	change_notice(operator, "All is recorded.");
	GOOD(store_open(seam.store_dir, read, keys, &seam.clock, NULL, &opened, &error));
	g_assert_cmpstr(store_public(opened)->notice, ==, "All is recorded.");
	g_assert_cmpint(store_public(opened)->notice_version, ==, 3);
	store_close(opened);
	store_close(operator);
	seam_clear(&seam);
}

/* Many at a time, each in its own process: none is lost. */
static void test_keyring_crowd(void)
{
	CLEANUP(keyring_free) struct keyring *keyring = NULL;
	static const char *const crowd[] = { "u0", "u1", "u2", "u3", "u4", "u5", "bea", NULL };
	struct seam seam;
	pid_t children[6];

	seam_init(&seam);
	seam_store_new(&seam, crowd);
	for (size_t i = 0; i < G_N_ELEMENTS(children); i++) {
		g_autofree char *name = g_strdup(crowd[i]);

		children[i] = fork();
		if (children[i] == 0) {
			struct store *store = seam_store_open(&seam, "bea", NULL);

			_exit(!store || !store_keyring_change(store, revoke_one, name, NULL));
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(children); i++) {
		int status;

		waitpid(children[i], &status, 0);
		g_assert_cmpint(status, ==, 0);
	}
	keyring = keyring_read(seam.store_dir, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(children); i++)
		g_assert_false(keyring_has_user(keyring, crowd[i]));
	g_assert_true(keyring_has_user(keyring, "bea"));
	seam_clear(&seam);
}

/* --- who can reach it --- */

static void test_exposure(void)
{
	g_autofree char *own = NULL, *open = NULL, *other = NULL;
	struct seam seam;

	seam_init(&seam);
	seam_store_new(&seam, people);
	own = store_exposure(seam.store_dir);
	if (getuid() == 0 || getuid() > 999)
		g_assert_nonnull(strstr(own, "without the program"));
	g_assert_cmpint(g_chmod(seam.store_dir, 0750), ==, 0);
	open = store_exposure(seam.store_dir);
	g_assert_nonnull(strstr(open, "chmod go="));
	g_assert_cmpint(g_chmod(seam.store_dir, 0700), ==, 0);
	if (geteuid() == 0 && chown(seam.store_dir, 4711, (gid_t)-1) == 0) {
		other = store_exposure(seam.store_dir);
		g_assert_nonnull(strstr(other, "4711"));
	}
	seam_clear(&seam);
}

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/store/made", test_made);
	g_test_add_func("/store/not-made", test_not_made);
	g_test_add_func("/store/name-taken", test_name_taken);
	g_test_add_func("/store/anchor-stays", test_anchor_stays);
	g_test_add_func("/store/modes", test_modes);
	g_test_add_func("/store/symlinks", test_symlinks);
	g_test_add_func("/store/public-changed", test_public_changed);
	g_test_add_func("/store/public-signed-anew", test_public_signed_anew);
	g_test_add_func("/store/foreign", test_foreign);
	g_test_add_func("/store/database-cut", test_database_cut);
	g_test_add_func("/store/lock", test_lock);
	g_test_add_func("/store/keyring-change", test_keyring_change);
	g_test_add_func("/store/keyring-put-back", test_keyring_put_back);
	g_test_add_func("/store/path-no-text", test_path_no_text);
	g_test_add_func("/store/public-change", test_public_change);
	g_test_add_func("/store/public-changed-while-signing-in",
			test_public_changed_while_signing_in);
	g_test_add_func("/store/keyring-crowd", test_keyring_crowd);
	g_test_add_func("/store/exposure", test_exposure);
	return g_test_run();
}
