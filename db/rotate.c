/* A new data key: SQLCipher's own rekey destroys a database that somebody else is writing, so the database
 * is copied into a new file and the keyring, replaced atomically, points to it. */
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/check.h"
#include "db/copy.h"
#include "db/store_internal.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define RETRY_US 100000

/* The store as it will be. */
struct rotation {
	struct store *store;
	struct keyring *keyring;
	struct keys *keys;
	char *path;		/* of the new database */
	struct db *db;
	bool (*announce)(void *data, GError **error);
	void *data;
};

/* A lock that cannot be raised is lost, and taken anew each time: whoever else would raise theirs waits for
 * the keyring's lock first, which we hold. */
static bool alone(const struct store *store, int wait_ms, GError **error)
{
	gint64 end = g_get_monotonic_time() + (gint64)wait_ms * 1000;

	while (flock(store->lock_fd, LOCK_EX | LOCK_NB) != 0) {
		flock(store->lock_fd, LOCK_SH);
		if (g_get_monotonic_time() >= end)
			return err_set(error, ERR_FAILED, _("somebody else has the store open; the data key can be "
				       "changed only while nobody does"));
		g_usleep(RETRY_US);
	}
	return true;
}

static bool copy(struct rotation *rotation, GError **error)
{
	const struct keyring_info *info = keyring_info(rotation->keyring);
	char *key = keys_sqlcipher(rotation->keys, info->epoch, info->salt);
	bool ok = db_copy(rotation->store->db, rotation->store->lock_fd, rotation->path, key, error);

	if (ok)
		rotation->db = db_open(rotation->path, key, info->salt, info->uuid, NULL, error);
	secret_free(key);
	return rotation->db != NULL;
}

/* The old file is there still: what is wrong with the new one costs nothing. */
static bool verify(const struct rotation *rotation, GError **error)
{
	struct store next = *rotation->store;
	struct audit_verdict verdict = { 0 };
	uint32_t pages;
	bool ok;

	next.db = rotation->db;
	next.keyring = rotation->keyring;
	next.keys = rotation->keys;
	ok = store_check(&next, AUDIT_LIVE, &pages, &verdict, error);
	if (ok && verdict.why)
		ok = err_set(error, ERR_WRONG, _("the copy under a new key does not verify, so the key stays as it is: "
			       "%s"), verdict.why);
	audit_verdict_clear(&verdict);
	return ok;
}

/* What stands on disk counts, also when the write said that it failed. */
static bool keyring_switch(struct rotation *rotation, GError **error)
{
	g_autoptr(GError) failed = NULL;
	CLEANUP(keyring_free) struct keyring *now = NULL;

	if (keyring_write(rotation->keyring, rotation->keys, rotation->store->dir, &failed))
		return true;
	now = keyring_read(rotation->store->dir, NULL);
	if (now && keyring_info(now)->epoch == keyring_info(rotation->keyring)->epoch)
		return true;
	g_propagate_error(error, g_steal_pointer(&failed));
	return false;
}

static void take_over(struct rotation *rotation)
{
	struct store *store = rotation->store;
	uint32_t old = keyring_info(store->keyring)->epoch;

	db_close(store->db);
	keyring_free(store->keyring);
	keys_free(store->keys);
	store->db = g_steal_pointer(&rotation->db);
	store->keyring = g_steal_pointer(&rotation->keyring);
	store->keys = g_steal_pointer(&rotation->keys);
	store_database_remove(store->dir, old);
	file_sync_directory(store->dir, NULL);
}

static bool rotate(struct rotation *rotation, GError **error)
{
	struct store *store = rotation->store;
	g_autofree char *database = store_database(store->dir, keyring_info(store->keyring)->epoch);
	struct stat st;

	if (stat(database, &st) == 0 && !file_has_room(store->dir, (uint64_t)st.st_size, error))
		return false;
	rotation->keyring = store_keyring_again(store, error);
	if (!rotation->keyring || !keyring_rotate(rotation->keyring, store->keys, &rotation->keys, error))
		return false;
	rotation->path = store_database(store->dir, keyring_info(rotation->keyring)->epoch);
	if (!rotation->announce(rotation->data, error))
		return false;
	if (!copy(rotation, error) || !verify(rotation, error) || !file_sync_directory(store->dir, error)) {
		g_clear_pointer(&rotation->db, db_close);
		unlink(rotation->path);
		return false;
	}
	if (!keyring_switch(rotation, error)) {
		/* the next sign-in removes the database that the keyring does not point to */
		g_clear_pointer(&rotation->db, db_close);
		return false;
	}
	take_over(rotation);
	return true;
}

bool store_rotate(struct store *store, int wait_ms, bool (*announce)(void *data, GError **error), void *data,
		  GError **error)
{
	struct rotation rotation = { .store = store, .announce = announce, .data = data };
	g_autofree char *path = g_build_filename(store->dir, "keyring.lock", NULL);
	int fd;
	bool ok;

	fd = file_lock(path, true, wait_ms, error);
	if (fd < 0)
		return false;
	ok = alone(store, wait_ms, error) && rotate(&rotation, error);
	flock(store->lock_fd, LOCK_SH);
	close(fd);
	keyring_free(rotation.keyring);
	keys_free(rotation.keys);
	g_free(rotation.path);
	return ok;
}

bool store_rotation_clear(struct store *store)
{
	return store_database_remove(store->dir, keyring_info(store->keyring)->epoch + 1);
}
