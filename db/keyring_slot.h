/* One slot: how a secret opens it, and what is bound to what (security comes from here). */
#ifndef DB_KEYRING_SLOT_H
#define DB_KEYRING_SLOT_H

#include "db/keyring_layout.h"
#include "db/keys.h"

/* The key of the slot's private keys: from what Argon2id or the recovery code gave, and the
 * host key (KEY_LEN bytes or NULL). */
void slot_kek(const struct image *image, size_t slot, const uint8_t *secret, size_t secret_len,
	      const uint8_t *host_key, uint8_t kek[KEY_LEN]);
/* Fresh nonce, public keys and encrypted private keys. Everything before it in the slot must be
 * in place: it is authenticated with them. */
bool slot_lock_private(struct image *image, size_t slot, const struct keys *keys,
		       const uint8_t kek[KEY_LEN]);
/* False: wrong secret, or a changed slot; the two cannot be told apart. */
bool slot_open_private(const struct image *image, size_t slot, const uint8_t kek[KEY_LEN],
		       struct keys *keys);
/* The data key, sealed to the slot's public keys and bound to the store, epoch and slot. */
bool slot_seal_data(struct image *image, size_t slot, const struct keys *keys);
bool slot_open_data(const struct image *image, size_t slot, struct keys *keys);

#endif
