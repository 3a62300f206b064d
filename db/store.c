#include "db/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/canon.h"
#include "db/store_internal.h"
#include "db/ticket.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define LOCK_WAIT_MS 10000
#define HURRY_MS 500
#define SYSTEM_UID_MAX 999 /* Debian policy 9.2: accounts of services end there */

char *store_database(const char *dir, uint32_t epoch)
{
	g_autofree char *name = g_strdup_printf("cases-%04u.db", epoch);

	return g_build_filename(dir, name, NULL);
}

bool store_database_remove(const char *dir, uint32_t epoch)
{
	g_autofree char *path = store_database(dir, epoch);
	g_autofree char *journal = g_strconcat(path, "-journal", NULL);

	unlink(journal);
	return unlink(path) == 0;
}

static struct store *store_new(const char *dir, struct keys *keys, const struct clock *clock)
{
	struct store *store = g_new0(struct store, 1);

	store->dir = g_strdup(dir);
	store->keys = keys;
	store->clock = clock;
	store->lock_fd = store->making_fd = -1;
	store->patience_ms = TICKET_WAIT_MS;
	return store;
}

static bool lock_shared(struct store *store, GError **error)
{
	g_autofree char *path = g_build_filename(store->dir, "lock", NULL);

	if (file_exists(path) && !file_check_private(path, error))
		return false;
	store->lock_fd = file_lock(path, false, LOCK_WAIT_MS, error);
	return store->lock_fd >= 0;
}

/* --- making one --- */

static bool directory_make(const char *dir, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	return mkdir(path, 0700) == 0 ||
	       err_set(error, ERR_FAILED, _("cannot make \"%s\": %s"), path, g_strerror(errno));
}

/* The store's own keys, into the database while the audit log is still empty; the certificate
 * and its signer into public. */
static bool secrets_make(struct store *store, const struct store_public *wanted, GError **error)
{
	struct store_public *public = store_public_copy(wanted);
	uint8_t *pair = secret_new(2 * KEY_LEN), hash[HASH_LEN];
	g_autofree char *subject = NULL, *text = NULL;
	char *private_pem = NULL;
	size_t len;
	bool ok;

	store->public = public;
	g_free(public->uuid);
	public->uuid = g_strdup(keyring_info(store->keyring)->uuid);
	g_clear_pointer(&public->certificate, g_free);
	subject = g_strconcat("blotter store ", public->uuid, NULL);
	ok = (crypt_certificate_new(subject, &private_pem, &public->certificate) &&
		     crypt_sign_keypair(pair, pair + KEY_LEN)) ||
	     err_set(error, ERR_FAILED, _("the store's own keys could not be made"));
	ok = ok && db_secret_put(store->db, "sign_seed", pair, KEY_LEN, error) &&
	     db_secret_put(store->db, "sign_public", pair + KEY_LEN, KEY_LEN, error) &&
	     db_secret_put(store->db, "certificate_key", private_pem, strlen(private_pem), error);
	text = ok ? public_text(public, pair, pair + KEY_LEN, &len, hash, error) : NULL;
	ok = text && public_write_next(store->dir, text, len, error) && public_switch(store->dir, error);
	if (ok)
		keyring_set_public_hash(store->keyring, hash);
	secret_text_free(private_pem);
	secret_free(pair);
	return ok;
}

bool store_furnish(const char *dir, GError **error)
{
	g_autofree char *throttle = g_build_filename(dir, "throttle", NULL);

	return directory_make(dir, "evidence", error) && directory_make(dir, "inbox", error) &&
	       file_create(throttle, "", 0, 0600, error);
}

void store_name(struct store *store, const char *name, int held)
{
	g_free(store->name);
	store->name = g_strdup(name);
	store->making_fd = held;
}

static bool contents_make(struct store *store, const struct store_public *public, GError **error)
{
	const struct keyring_info *info = keyring_info(store->keyring);
	g_autofree char *path = store_database(store->dir, info->epoch);
	char *key = keys_sqlcipher(store->keys, info->epoch, info->salt);

	store->db = db_create(path, key, info->salt, info->uuid, error);
	secret_free(key);
	return store->db && store_furnish(store->dir, error) && lock_shared(store, error) &&
	       secrets_make(store, public, error) &&
	       keyring_write(store->keyring, store->keys, store->dir, error);
}

static bool is_free(const char *dir, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(dir);

	if (file_exists(dir))
		return err_set(error, ERR_FAILED,
			_("\"%s\" exists already; give another directory, or remove it"), dir);
	return file_exists(parent) ||
	       err_set(error, ERR_FAILED, _("there is no directory \"%s\"; make it first"), parent);
}

bool store_create(const char *dir, const struct store_answers *answers, const struct clock *clock,
	struct store **store, GError **error)
{
	g_autofree char *name = g_strdup(dir), *temp = NULL;
	CLEANUP(store_close) struct store *made = NULL;
	struct keys *keys;
	int held;

	while (strlen(name) > 1 && g_str_has_suffix(name, "/"))
		name[strlen(name) - 1] = '\0';
	if (!is_free(name, error))
		return false;
	file_unfinished(name, UNFINISHED_REMOVE);
	temp = file_make_beside(name, &held, error);
	if (!temp)
		return false;
	made = store_new(temp, NULL, clock);
	store_name(made, name, held);
	made->anchor_new = answers->public->anchor && !file_exists(answers->public->anchor);
	made->keyring = keyring_new(answers->host_key != NULL, &keys);
	made->keys = keys;
	if (!contents_make(made, answers->public, error))
		return false;
	*store = g_steal_pointer(&made);
	return true;
}

bool store_finish(struct store *store, GError **error)
{
	bool ok;

	/* SQLite knows its journal by name: closed before the directory gets another. */
	g_clear_pointer(&store->db, db_close);
	ok = file_sync_directory(store->dir, error) && file_rename_new(store->dir, store->name, error);
	if (ok)
		g_clear_pointer(&store->name, g_free);
	store_close(store);
	return ok;
}

/* --- opening and closing --- */

bool store_belongs(const struct store_public *public, const struct keyring *keyring, GError **error)
{
	const char *uuid = keyring_info(keyring)->uuid;

	return strcmp(public->uuid, uuid) == 0 ||
	       err_set(error, ERR_FAILED,
		       _("the keyring belongs to another store (%s) than the file \"public\" (%s); "
			 "restore both from one backup"),
		       uuid, public->uuid);
}

static bool public_check(struct store *store, GError **error)
{
	CLEANUP(store_public_free) struct store_public *seen = NULL;
	GError *why = NULL;

	store->public = public_read_pinned(store->dir, keyring_info(store->keyring)->public_hash, &why);
	if (store->public)
		return store_belongs(store->public, store->keyring, error);
	/* A keyring of another store is named as such, not as a changed file. */
	seen = store_public_read(store->dir, NULL);
	if (seen && !store_belongs(seen, store->keyring, error))
		g_error_free(why);
	else
		g_propagate_error(error, why);
	return false;
}

/* Authenticated with the keys we have, and not older than what we have seen. */
struct keyring *store_keyring_again(struct store *store, GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(store->dir, error);
	const struct keyring_info *seen = keyring_info(store->keyring);

	if (!keyring || !keyring_verify(keyring, store->keys, error))
		return NULL;
	if (keyring_info(keyring)->generation < seen->generation) {
		err_set(error, ERR_FAILED,
			_("the keyring in \"%s\" is older than the one this session began with; "
			  "somebody put an old copy back"),
			store->dir);
		return NULL;
	}
	return g_steal_pointer(&keyring);
}

/* Checking a password takes long; meanwhile somebody may have changed keyring and public together:
 * then the keyring as it is now counts. */
static bool public_check_now(struct store *store, GError **error)
{
	g_autoptr(GError) why = NULL;

	while (!public_check(store, &why)) {
		struct keyring *now = store_keyring_again(store, NULL);

		if (!now || keyring_info(now)->generation ==
				    keyring_info(store->keyring)->generation) {
			keyring_free(now);
			g_propagate_error(error, g_steal_pointer(&why));
			return false;
		}
		keyring_free(store->keyring);
		store->keyring = now;
		g_clear_pointer(&store->public, store_public_free);
		g_clear_error(&why);
	}
	return true;
}

static bool database_open(struct store *store, const struct tell *tell, GError **error)
{
	const struct keyring_info *info = keyring_info(store->keyring);
	g_autofree char *path = store_database(store->dir, info->epoch);
	char *key = keys_sqlcipher(store->keys, info->epoch, info->salt);

	store->db = db_open(path, key, info->salt, info->uuid, tell, error);
	secret_free(key);
	return store->db != NULL;
}

/* While this session waited for the lock, somebody may have changed the data key. */
static bool epoch_follow(struct store *store, GError **error)
{
	CLEANUP(keyring_free) struct keyring *now = keyring_read(store->dir, error);
	struct keys *keys;

	if (!now)
		return false;
	if (keyring_info(now)->epoch == keyring_info(store->keyring)->epoch)
		return true;
	keys = keyring_unlock_with(now, store->keys, error);
	if (!keys)
		return false;
	keys_free(store->keys);
	store->keys = keys;
	keyring_free(store->keyring);
	store->keyring = g_steal_pointer(&now);
	return true;
}

/* Who has the shared lock knows that no change of the data key is under way: the one before ours is of one
 * that stopped after its last step. */
static void earlier_remove(const struct store *store)
{
	uint32_t epoch = keyring_info(store->keyring)->epoch;

	if (epoch > 1)
		store_database_remove(store->dir, epoch - 1);
}

bool store_open(const char *dir, struct keyring *keyring, struct keys *keys,
	const struct clock *clock, const struct tell *tell, struct store **store, GError **error)
{
	CLEANUP(store_close) struct store *opened = store_new(dir, keys, clock);

	opened->keyring = keyring_copy(keyring);
	if (!file_check_private(dir, error) || !keyring_verify(opened->keyring, keys, error) ||
		!public_check_now(opened, error) || !lock_shared(opened, error) ||
		!epoch_follow(opened, error) || !database_open(opened, tell, error))
		return false;
	earlier_remove(opened);
	*store = g_steal_pointer(&opened);
	return true;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	db_close(store->db);
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	if (store->name) {
		file_remove_tree(store->dir);
		/* unless somebody else made theirs meanwhile, with it */
		if (store->anchor_new && store->public && !file_exists(store->name))
			unlink(store->public->anchor);
	}
	if (store->making_fd >= 0)
		close(store->making_fd);
	keys_free(store->keys);
	keyring_free(store->keyring);
	store_public_free(store->public);
	g_free(store->name);
	g_free(store->dir);
	g_free(store);
}

const char *store_dir(const struct store *store)
{
	return store->dir;
}

const char *store_uuid(const struct store *store)
{
	return store->public->uuid;
}

const struct clock *store_clock(const struct store *store)
{
	return store->clock;
}

const struct keys *store_keys(const struct store *store)
{
	return store->keys;
}

const struct store_public *store_public(const struct store *store)
{
	return store->public;
}

struct keyring *store_keyring(struct store *store)
{
	return store->keyring;
}

void store_hurry(struct store *store)
{
	store->patience_ms = HURRY_MS;
	db_patience(store->db, HURRY_MS);
}

bool store_in_change(const struct store *store)
{
	return store->db->writing;
}

bool store_changed(struct store *store)
{
	return db_changed(store->db);
}

/* --- changing who can open it, and what everybody may know --- */

/* An entry of a transaction that may still be rolled back is no head. */
static bool audit_head_note(struct store *store, struct keyring *keyring, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = NULL;
	uint8_t leaf[HASH_LEN];
	const char *line;
	bool row;

	if (sql_in_transaction(store->db))
		return true;
	statement = sql_prepare(
		store->db, "SELECT seq, line FROM audit ORDER BY seq DESC LIMIT 1", error);
	if (!statement || !sql_step(statement, &row, error))
		return false;
	line = row ? sql_text(statement, 1) : NULL;
	if (line) {
		canon_leaf(line, leaf);
		keyring_set_audit_head(keyring, (uint64_t)sql_int(statement, 0), leaf);
	}
	return true;
}

static bool keyring_change_locked(struct store *store,
	bool (*change)(struct keyring *keyring, void *data, GError **error), void *data,
	GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = store_keyring_again(store, error);

	if (!keyring || !change(keyring, data, error) || !audit_head_note(store, keyring, error) ||
		!keyring_write(keyring, store->keys, store->dir, error))
		return false;
	keyring_free(store->keyring);
	store->keyring = g_steal_pointer(&keyring);
	return true;
}

static int keyring_lock(struct store *store, GError **error)
{
	g_autofree char *path = g_build_filename(store->dir, "keyring.lock", NULL);

	return file_lock(path, true, LOCK_WAIT_MS, error);
}

struct keyring *store_keyring_fresh(struct store *store, GError **error)
{
	int fd = keyring_lock(store, error);
	struct keyring *keyring;

	if (fd < 0)
		return NULL;
	keyring = keyring_read(store->dir, error);
	close(fd);
	return keyring;
}

bool store_keyring_change(struct store *store,
	bool (*change)(struct keyring *keyring, void *data, GError **error), void *data,
	GError **error)
{
	int fd = keyring_lock(store, error);
	bool ok;

	if (fd < 0)
		return false;
	ok = keyring_change_locked(store, change, data, error);
	close(fd);
	return ok;
}

static bool set_public_hash(struct keyring *keyring, void *data, GError **error)
{
	(void)error;
	keyring_set_public_hash(keyring, data);
	return true;
}

/* KEY_LEN bytes of one of the store's own keys. */
static uint8_t *own_key(struct store *store, const char *name, GError **error)
{
	size_t len = 0;
	uint8_t *key = db_secret_get(store->db, name, &len, error);

	if (!key || len == KEY_LEN)
		return key;
	secret_free(key);
	err_set(error, ERR_FAILED, _("the store's signing key is damaged"));
	return NULL;
}

uint8_t *store_seed(struct store *store, GError **error)
{
	return own_key(store, "sign_seed", error);
}

static char *public_sign(struct store *store, const struct store_public *public, size_t *len,
	uint8_t hash[HASH_LEN], GError **error)
{
	uint8_t *seed = store_seed(store, error);
	uint8_t *sign = seed ? own_key(store, "sign_public", error) : NULL;
	char *text = sign ? public_text(public, seed, sign, len, hash, error) : NULL;

	secret_free(seed);
	secret_free(sign);
	return text;
}

bool store_public_change(struct store *store, const struct store_public *public, GError **error)
{
	CLEANUP(store_public_free) struct store_public *changed = store_public_copy(public);
	g_autofree char *text = NULL;
	uint8_t hash[HASH_LEN];
	size_t len;
	int fd = keyring_lock(store, error);
	bool ok;

	if (fd < 0)
		return false;
	g_free(changed->uuid);
	g_free(changed->certificate);
	changed->uuid = g_strdup(store->public->uuid);
	changed->certificate = g_strdup(store->public->certificate);
	text = public_sign(store, changed, &len, hash, error);
	/* The keyring is the moment of truth: before it the old file holds, after it the new one,
	 * which public_read_pinned finds under its other name if we stop in between. */
	ok = text && public_write_next(store->dir, text, len, error) &&
	     keyring_change_locked(store, set_public_hash, hash, error) &&
	     public_switch(store->dir, error);
	close(fd);
	if (!ok)
		return false;
	store_public_free(store->public);
	store->public = g_steal_pointer(&changed);
	return true;
}

/* --- who else can reach it --- */

char *store_exposure(const char *dir)
{
	static const char *const names[] = { "", "public", "keyring", "keyring.bak" };
	struct stat st;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(dir, names[i], NULL);

		if (stat(path, &st) == 0 && (st.st_mode & 077) != 0)
			return g_strdup_printf(
				_("other accounts can reach \"%s\": roles are only advice; "
				  "close it: chmod go= \"%s\""),
				path, path);
	}
	if (stat(dir, &st) != 0)
		return NULL;
	if (st.st_uid != geteuid())
		return g_strdup_printf(
			_("another account (uid %u) owns this store's files: roles are only "
			  "advice to it"),
			(unsigned)st.st_uid);
	/* A service's account is reached by sshd's ForceCommand or a sudo rule, and gives no shell.
	 */
	if (st.st_uid == getuid() && (st.st_uid == 0 || st.st_uid > SYSTEM_UID_MAX))
		return g_strdup(
			_("this account can read the store's files without the program, so roles are only "
			  "advice here, until whoever runs it gives it an account of its own"));
	return NULL;
}
