#include "config.h"

#include "db/backup.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/check.h"
#include "db/copy.h"
#include "db/pages.h"
#include "db/store_internal.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define TRIES 3		/* a password changed while the copy was made */
#define NAMED "_blotter_"

/* One backup being made. */
struct making {
	struct store *store;
	const char *temp;
	struct keyring *keyring;	/* as copied: with the backup's own salt */
	struct manifest *manifest;
};

static const char readme[] =
	"This is a backup of a Blotter store, encrypted like the store itself.\n"
	"\n"
	"    blotter restore DIRECTORY          puts it back as a store\n"
	"    blotter check DIRECTORY            checks that it is whole (--deep: and right)\n"
	"\n"
	"Passwords are those of the time it was made. A store with a host key needs that key too, or the\n"
	"recovery code. Without this program, that no byte was changed:\n"
	"\n"
	"    sha256sum -c manifest\n"
	"    openssl pkeyutl -verify -pubin -inkey signer.pem -rawin -in manifest -sigfile manifest.sig\n"
	"\n"
	"signer.pem proves something only if you know it from elsewhere: it is the key in the store's \"public\".\n";

/* --- making one --- */

static bool database_copy(struct making *making, GError **error)
{
	struct store *store = making->store;
	uint32_t epoch = keyring_info(making->keyring)->epoch;
	g_autofree char *path = store_database(making->temp, epoch);
	uint8_t salt[STORE_SALT_LEN];
	char *key;
	bool ok;

	crypt_random(salt, sizeof(salt));
	keyring_set_salt(making->keyring, salt);
	unlink(path);	/* of an earlier try */
	key = keys_sqlcipher(store->keys, epoch, salt);
	ok = db_copy(store->db, store->lock_fd, path, key, error);
	secret_free(key);
	return ok;
}

/* Database, keyring and public of one moment: the keyring did not change meanwhile. */
static bool contents_copy(struct making *making, GError **error)
{
	g_autofree char *from = g_build_filename(making->store->dir, "public", NULL);
	g_autofree char *to = g_build_filename(making->temp, "public", NULL);

	for (int i = 0; i < TRIES; i++) {
		CLEANUP(keyring_free) struct keyring *after = NULL;

		g_clear_pointer(&making->keyring, keyring_free);
		making->keyring = store_keyring_again(making->store, error);
		unlink(to);
		if (!making->keyring || !database_copy(making, error) || !file_copy(from, to, 0600, error))
			return false;
		after = store_keyring_again(making->store, error);
		if (!after)
			return false;
		if (keyring_info(after)->generation == keyring_info(making->keyring)->generation)
			return true;
	}
	return err_set(error, ERR_FAILED, _("passwords or settings were changed all the while; try again"));
}

/* The head it has is the copy's, not that of the store, which went on. */
static bool keyring_put(struct making *making, int64_t seq, const uint8_t leaf[HASH_LEN], GError **error)
{
	keyring_set_audit_head(making->keyring, (uint64_t)seq, leaf);
	return keyring_write(making->keyring, making->store->keys, making->temp, error);
}

static void head_note(struct manifest *manifest, const struct audit_verdict *verdict)
{
	manifest->seq = g_strdup_printf("%" G_GINT64_FORMAT, verdict->head_seq);
	manifest->head = g_strdup(verdict->head);
}

/* What does not open as a store, or is wrong inside, is no backup. */
static bool contents_verify(struct making *making, GError **error)
{
	static const uint8_t none[HASH_LEN];
	struct store *store = making->store, *copy = NULL;
	g_autofree char *lock = g_build_filename(making->temp, "lock", NULL);
	g_autofree char *path = store_database(making->temp, keyring_info(making->keyring)->epoch);
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);
	struct audit_verdict verdict = { 0 };
	uint8_t leaf[HASH_LEN] = { 0 };
	uint32_t pages;
	bool ok;

	if (!keyring_put(making, 0, none, error))
		return false;
	ok = store_open(making->temp, making->keyring, keys_copy(store->keys), store->clock, NULL, &copy, error) &&
	     store_check(copy, AUDIT_COPY, &pages, &verdict, error);
	store_close(copy);
	unlink(lock);
	unlink(journal);
	if (ok && verdict.why)
		ok = err_set(error, ERR_WRONG, _("the copy is not right, so it was not kept: %s"), verdict.why);
	if (ok) {
		head_note(making->manifest, &verdict);
		ok = crypt_unhex(verdict.head, leaf, HASH_LEN) && keyring_put(making, verdict.head_seq, leaf, error);
	}
	audit_verdict_clear(&verdict);
	return ok;
}

static bool text_put(const char *dir, const char *name, const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return file_create(path, text, strlen(text), 0600, error);
}

static bool rest_put(struct making *making, GError **error)
{
	g_autofree char *pem = crypt_public_pem(making->store->public->signer);

	return text_put(making->temp, "README", readme, error) && text_put(making->temp, "signer.pem", pem, error);
}

static bool sign(struct making *making, GError **error)
{
	uint8_t *seed = store_seed(making->store, error);
	bool ok = seed && manifest_write(making->manifest, making->temp, seed, error);

	secret_free(seed);
	return ok && file_sync_directory(making->temp, error);
}

static void manifest_fill(struct manifest *manifest, const struct store *store, const char *by)
{
	g_autofree char *library = db_library_version();

	manifest->store = g_strdup(store->public->uuid);
	manifest->marking = g_strdup(store->public->marking);
	manifest->made = time_iso(clock_now(store->clock));
	manifest->by = g_strdup(by);
	manifest->epoch = g_strdup_printf("%u", keyring_info(store->keyring)->epoch);
	manifest->program = g_strdup_printf("%s, SQLCipher %s", PACKAGE_STRING, library);
}

/* "CUI_blotter_20261127T021500.123Z": media carry the marking in their names (SP 800-171 3.8.4). */
static char *backup_name(const struct manifest *manifest)
{
	g_autofree char *marking = g_strdup(manifest->marking), *made = g_strdup(manifest->made);
	g_auto(GStrv) parts = NULL;

	g_strcanon(marking, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-", '-');
	parts = g_strsplit_set(made, "-:", -1);
	g_free(made);
	made = g_strjoinv("", parts);
	return g_strdup_printf("%s" NAMED "%s", marking, made);
}

void backup_unfinished(const char *dir, enum unfinished how)
{
	g_autofree char *like = g_build_filename(dir, NAMED, NULL);

	file_unfinished(like, how | UNFINISHED_LIKE);
}

static bool room_check(const struct store *store, const char *dir, uint64_t *bytes, GError **error)
{
	g_autofree char *path = store_database(store->dir, keyring_info(store->keyring)->epoch);
	struct stat st;

	*bytes = stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
	return file_has_room(dir, *bytes + (1 << 20), error);
}

bool backup_make(struct store *store, const char *dir, const char *by, char **path, struct manifest **manifest,
		 uint64_t *bytes, GError **error)
{
	CLEANUP(manifest_free) struct manifest *made = manifest_new();
	struct making making = { .store = store, .manifest = made };
	g_autofree char *name = NULL, *whole = NULL, *temp = NULL;
	int held = -1;
	bool ok;

	backup_unfinished(dir, UNFINISHED_REMOVE);
	if (!room_check(store, dir, bytes, error))
		return false;
	manifest_fill(made, store, by);
	name = backup_name(made);
	whole = g_build_filename(dir, name, NULL);
	making.temp = temp = file_make_beside(whole, &held, error);
	ok = temp && contents_copy(&making, error) && contents_verify(&making, error) &&
	     rest_put(&making, error) && sign(&making, error) && file_rename_new(temp, whole, error);
	if (!ok && temp)
		file_remove_tree(temp);
	if (held >= 0)
		close(held);
	keyring_free(making.keyring);
	if (!ok)
		return false;
	*path = g_steal_pointer(&whole);
	*manifest = g_steal_pointer(&made);
	return true;
}

/* --- one that was made --- */

struct backup {
	char *path;
	struct keyring *keyring;
	struct keys *keys;
	struct manifest *manifest;
	struct store_public *public;
};

struct backup *backup_open(const char *path, struct keyring *keyring, struct keys *keys, GError **error)
{
	CLEANUP(backup_close) struct backup *backup = g_new0(struct backup, 1);

	backup->path = g_strdup(path);
	backup->keys = keys;
	backup->keyring = keyring_copy(keyring);
	backup->manifest = manifest_read(path, error);
	if (!backup->manifest || !keyring_verify(keyring, keys, error))
		return NULL;
	backup->public = public_read_pinned(path, keyring_info(keyring)->public_hash, error);
	if (!backup->public || !store_belongs(backup->public, keyring, error))
		return NULL;
	return g_steal_pointer(&backup);
}

void backup_close(struct backup *backup)
{
	if (!backup)
		return;
	keys_free(backup->keys);
	keyring_free(backup->keyring);
	manifest_free(backup->manifest);
	store_public_free(backup->public);
	g_free(backup->path);
	g_free(backup);
}

const struct manifest *backup_manifest(const struct backup *backup)
{
	return backup->manifest;
}

bool backup_check(struct backup *backup, struct backup_seen *seen, GError **error)
{
	const struct keyring_info *info = keyring_info(backup->keyring);
	g_autofree char *path = store_database(backup->path, info->epoch);
	CLEANUP(page_key_free) struct page_key *key = pages_key(backup->keys, info);

	return manifest_check(backup->manifest, backup->path, backup->public->signer, &seen->bytes, error) &&
	       pages_check_file(path, key, &seen->pages, error);
}

static bool files_copy(const struct backup *backup, const char *temp, GError **error)
{
	g_autofree char *database = g_strdup_printf("cases-%04u.db", keyring_info(backup->keyring)->epoch);
	const char *const names[] = { "public", "keyring", "keyring.bak", database };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *from = g_build_filename(backup->path, names[i], NULL);
		g_autofree char *to = g_build_filename(temp, names[i], NULL);

		if (!file_copy(from, to, 0600, error))
			return false;
	}
	return store_furnish(temp, error) && file_sync_directory(temp, error);
}

bool backup_place(struct backup *backup, const char *target, const struct clock *clock, const struct tell *tell,
		  struct store **store, GError **error)
{
	g_autofree char *temp = NULL;
	int held = -1;
	bool ok;

	if (file_exists(target))
		return err_set(error, ERR_FAILED, _("\"%s\" exists already, and nothing is ever overwritten; move it "
			       "away, or name another directory with --store"), target);
	file_unfinished(target, UNFINISHED_REMOVE);
	temp = file_make_beside(target, &held, error);
	ok = temp && files_copy(backup, temp, error) &&
	     store_open(temp, backup->keyring, keys_copy(backup->keys), clock, tell, store, error);
	if (ok) {
		store_name(*store, target, held);
		return true;
	}
	if (temp)
		file_remove_tree(temp);
	if (held >= 0)
		close(held);
	return false;
}
