/* What a store is made of: for the files of db/ only. */
#ifndef DB_STORE_INTERNAL_H
#define DB_STORE_INTERNAL_H

#include "db/keyring.h"
#include "db/open.h"
#include "src/base/clock.h"

struct store {
	char *dir;
	struct store_public *public;
	struct keyring *keyring;
	struct keys *keys;
	const struct clock *clock;
	struct db *db;
	int lock_fd;	/* `lock`, read-write: flock shared while open; its first bytes are the turns
			 * of writers (OFD locks, ticket.h) */
	int patience_ms;	/* how long a writer waits for their turn */
	char *name;	/* being made: where it will be; NULL else */
	int making_fd;	/* … and the lock that says so (file_make_beside) */
	bool anchor_new;	/* … and there was no anchor file before */
};

/* DIR/cases-0001.db; caller frees. */
char *store_database(const char *dir, uint32_t epoch);
/* Removes that file, and its journal before it; false: there was none. */
bool store_database_remove(const char *dir, uint32_t epoch);
/* What a new store has besides its keyring, public and database: empty still. */
bool store_furnish(const char *dir, GError **error);
/* The open store, under another name so far, gets this one by store_finish. held: its lock, from
 * file_make_beside; the store's from then on. */
void store_name(struct store *store, const char *name, int held);
/* The seed of the store's own key, KEY_LEN bytes in secret memory; NULL with error. */
uint8_t *store_seed(struct store *store, GError **error);
/* The keyring as it is on disk now: authenticated with the keys we have, and not older than what we have
 * seen. */
struct keyring *store_keyring_again(struct store *store, GError **error);

#endif
