/* What an opened slot gives, and what is derived from it. */
#ifndef DB_KEYS_H
#define DB_KEYS_H

#include "src/base/crypt.h"
#include "src/base/err.h"

#define STORE_SALT_LEN 16

/* In secret memory. Free with keys_free, which wipes. */
struct keys {
	uint32_t slot;
	uint8_t data_key[KEY_LEN];
	uint8_t box_private[KEY_LEN], box_public[KEY_LEN];
	uint8_t sign_seed[KEY_LEN], sign_public[KEY_LEN];
	struct sign_key *signer;	/* the seed, ready to sign: keys_signer makes it at the first signature */
};
struct keys *keys_new(void);
struct keys *keys_copy(const struct keys *keys);
void keys_free(struct keys *keys);	/* NULL is allowed */
CLEANUP_DEFINE(struct keys *, keys_free)

/* Another pair to sign with. False: none can be made. */
bool keys_sign_pair(struct keys *keys);
/* Of the keys, and gone with them. NULL: it cannot be made. */
const struct sign_key *keys_signer(struct keys *keys);

/* The key of the database of this epoch. */
void keys_database(const struct keys *keys, uint32_t epoch, uint8_t out[KEY_LEN]);
/* "x'<64 hex key><32 hex salt>'": what sqlite3_key gets; 99 characters in secret memory of 100. */
char *keys_sqlcipher(const struct keys *keys, uint32_t epoch, const uint8_t salt[STORE_SALT_LEN]);
/* The key of the keyring's own MAC. */
void keys_mac(const struct keys *keys, uint8_t out[KEY_LEN]);
/* A place in the file `sessions` that says nothing to whoever lacks the key: beyond all bytes of sessions. */
int64_t keys_place(const struct keys *keys, const char *what);

#endif
