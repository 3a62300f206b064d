/* A store on disk: made, opened, closed. */
#ifndef DB_STORE_H
#define DB_STORE_H

#include "db/keyring.h"
#include "db/public.h"
#include "src/base/clock.h"
#include "src/base/tell.h"
#include "src/rules/object.h"

struct store;

struct store_answers {
	const struct store_public *public;	/* uuid and certificate are made here */
	const uint8_t *host_key;		/* KEY_LEN or NULL */
};
/* Makes directory, public, keyring and database with the schema, under a name beside dir. The
 * store is open and its keys can write the first audit entries; the caller adds users
 * (store_keyring_change) and then calls store_finish. Refuses an existing path. */
bool store_create(const char *dir, const struct store_answers *answers, const struct clock *clock,
		  struct store **store, GError **error);
/* Gives the new store its name and closes it; frees in every case. store_close instead of it
 * leaves nothing behind, and neither does a crash but a directory DIR.tmp-XXXXXX. */
bool store_finish(struct store *store, GError **error);

/* Before sign-in: `public` and the keyring are of the same store. */
bool store_belongs(const struct store_public *public, const struct keyring *keyring,
		   GError **error);

/* Opens with the keys of an unlocked slot: checks modes, symlinks, MAC, public, salt, cipher,
 * schema, version; db_open says what is told. Takes the shared store lock. The store owns keys from
 * then on, also on failure; keyring stays the caller's. */
bool store_open(const char *dir, struct keyring *keyring, struct keys *keys,
		const struct clock *clock, const struct tell *tell, struct store **store, GError **error);
void store_close(struct store *store);		/* NULL is allowed; wipes */
CLEANUP_DEFINE(struct store *, store_close)

const char *store_dir(const struct store *store);	/* until store_finish not yet its name */
const char *store_uuid(const struct store *store);
const struct clock *store_clock(const struct store *store);
const struct keys *store_keys(const struct store *store);
const struct store_public *store_public(const struct store *store);
struct keyring *store_keyring(struct store *store);
/* As it is on disk now, while nobody changes it. NULL with error. Caller frees. */
struct keyring *store_keyring_fresh(struct store *store, GError **error);
/* Runs change on a freshly read keyring under the exclusive keyring lock and writes it. */
bool store_keyring_change(struct store *store,
			  bool (*change)(struct keyring *keyring, void *data, GError **error),
			  void *data, GError **error);
/* A new data key for everybody, without anybody's password (the public keys in the keyring do): the
 * database is copied under it, verified, and the keyring, written last, decides. Only while nobody else
 * has the store open; at most wait_ms is waited for that. announce: runs once nobody has, before the copy is made,
 * which has what it writes. A crash leaves one of the two, whole. */
bool store_rotate(struct store *store, int wait_ms, bool (*announce)(void *data, GError **error), void *data,
		  GError **error);
/* Removes what a change of the data key left when something stopped it half-way; true: there was something.
 * Only once the store is known not to be an old copy, to which the newer database would look like that. */
bool store_rotation_clear(struct store *store);
/* Rewrites `public` and its hash in the keyring; uuid and certificate stay. */
bool store_public_change(struct store *store, const struct store_public *public, GError **error);
/* The process must end soon: what is still written waits for nobody. */
void store_hurry(struct store *store);
/* A transaction of this process is under way. */
bool store_in_change(const struct store *store);
/* Somebody else committed since the last call (PRAGMA data_version). */
bool store_changed(struct store *store);
/* Who can reach the files without this program, so that roles are only advice: a sentence that
 * says which and why (caller frees); NULL: only a dedicated account. */
char *store_exposure(const char *dir);

#endif
