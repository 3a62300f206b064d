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
	int lock_fd;	/* `lock`, read-write: flock shared while open; its byte 0 is the writers'
			 * ticket (an OFD lock, tx.c) */
	int patience_ms;	/* how long a writer waits for their turn */
	char *name;	/* being made: where it will be; NULL else */
	bool anchor_new;	/* … and there was no anchor file before */
};

#endif
