/* Who can open the store: slots of users, the recovery slot, and the sealed data key.
 * Format version 1, big-endian; layout and reasons in doc/FORMATS.md. */
#ifndef DB_KEYRING_H
#define DB_KEYRING_H

#include "db/kdf.h"
#include "db/keys.h"
#include "src/base/crypt.h"
#include "src/base/err.h"
#include "src/base/secret.h"

#define KEYRING_SLOTS 256
#define KEYRING_TAG_LEN 16

struct keyring;
struct keyring_info {
	char uuid[37];
	uint64_t generation;
	uint32_t epoch;			/* cases-%04u.db */
	uint8_t salt[STORE_SALT_LEN];	/* bytes 0-15 of the database file */
	uint8_t public_hash[HASH_LEN];	/* of the file `public` */
	uint64_t audit_seq;		/* audit head when it was written */
	bool damaged_copy;		/* one of the two files is damaged or older; a write repairs */
};

/* A new keyring in memory with a random data key and a signing key for the first audit entries (in
 * *keys, slot 0), no slot yet. */
struct keyring *keyring_new(bool host_key, struct keys **keys);
/* Reads keyring and keyring.bak of dir; the valid one with the higher generation. */
struct keyring *keyring_read(const char *dir, GError **error);
/* The same from the bytes of one file; name is for the sentence when they are no sound keyring. */
struct keyring *keyring_from_bytes(const void *data, size_t len, const char *name, GError **error);
struct keyring *keyring_copy(const struct keyring *keyring);
void keyring_free(struct keyring *keyring);
CLEANUP_DEFINE(struct keyring *, keyring_free)
const struct keyring_info *keyring_info(const struct keyring *keyring);
void keyring_set_public_hash(struct keyring *keyring, const uint8_t hash[HASH_LEN]);
void keyring_set_audit_head(struct keyring *keyring, uint64_t seq, const uint8_t leaf[HASH_LEN]);
/* A copy of the same database under another salt: for a backup. */
void keyring_set_salt(struct keyring *keyring, const uint8_t salt[STORE_SALT_LEN]);
/* The one this keyring was made with. */
bool keyring_is_host_key(const struct keyring *keyring, const uint8_t host_key[KEY_LEN]);
/* Another host key from now on: slots made with the earlier one open no more. */
void keyring_set_host_key(struct keyring *keyring, const uint8_t host_key[KEY_LEN]);
/* What stands for a user name outside the database: hex, the same for each writing of the name
 * (NFC, case folded), different in each store. */
void keyring_user_tag(const struct keyring *keyring, const char *user,
		      char tag[2 * KEYRING_TAG_LEN + 1]);

/* Opens the slot of this user. Unknown user and wrong password: the same sentence, the same time
 * (an unknown user costs the parameters of the newest slot). Then checks the file MAC.
 * host_key: KEY_LEN bytes or NULL. lock_dir: where KDFs take turns (at_once). */
struct keys *keyring_unlock(const struct keyring *keyring, const char *user,
			    const struct passphrase *password, const uint8_t *host_key,
			    const struct kdf_policy *policy, const char *lock_dir, GError **error);
/* Blanks, dashes and case do not matter; a mistyped code is told from a wrong one. */
struct keys *keyring_unlock_recovery(const struct keyring *keyring, const char *code,
				     GError **error);
/* Opens the slot of the person whose key pairs these are: of an older copy or a later epoch of the same
 * store, without a password. ERR_LOGIN when they have no slot there. */
struct keys *keyring_unlock_with(const struct keyring *keyring, const struct keys *keys, GError **error);
/* The MAC under the data key, for a keyring that was read again. */
bool keyring_verify(const struct keyring *keyring, const struct keys *keys, GError **error);

/* A slot for user with new key pairs (returned in *box_public, *sign_public), data key sealed.
 * An active slot of the same user is replaced by a tombstone: that is a reset. */
bool keyring_add(struct keyring *keyring, const struct keys *keys, const char *user,
		 const struct passphrase *password, const uint8_t *host_key,
		 const struct kdf_policy *policy, uint32_t *slot, uint8_t box_public[KEY_LEN],
		 uint8_t sign_public[KEY_LEN], GError **error);
/* The KDF for a new slot, which takes its time and its turn on lock_dir: done with no lock held, and
 * the slot then made in a moment by the two below. NULL with error. */
struct stretched *keyring_stretch(const struct keyring *keyring, const struct passphrase *password,
				  const struct kdf_policy *policy, const char *lock_dir,
				  GError **error);
bool keyring_add_stretched(struct keyring *keyring, const struct keys *keys, const char *user,
			   const struct stretched *stretched, const uint8_t *host_key,
			   uint32_t *slot, uint8_t box_public[KEY_LEN],
			   uint8_t sign_public[KEY_LEN], GError **error);
/* Same key pairs, new password, and a new number (*slot), so that the database can tell an older
 * keyring put back from this one. keys: this user's own. */
bool keyring_change_password(struct keyring *keyring, const struct keys *keys, const char *user,
			     const struct stretched *stretched, const uint8_t *host_key,
			     uint32_t *slot, GError **error);
/* Tombstone: the person can no longer open the store with this copy of the keyring. */
bool keyring_revoke(struct keyring *keyring, const char *user, GError **error);
/* A recovery slot, instead of an earlier one; *code is 160 bits in groups a person can copy
 * (caller wipes, frees). */
bool keyring_add_recovery(struct keyring *keyring, const struct keys *keys, char **code,
			  GError **error);
/* The recovery slot's keys, to be announced in the audit log like a person's; false: none. */
bool keyring_recovery_public(const struct keyring *keyring, uint32_t *slot,
			     uint8_t box_public[KEY_LEN], uint8_t sign_public[KEY_LEN]);
/* The next epoch: a new data key, sealed to every active slot without anybody's password, and a new
 * salt. *rotated: as keys, with the new data key. */
bool keyring_rotate(struct keyring *keyring, const struct keys *keys, struct keys **rotated,
		    GError **error);
bool keyring_has_user(const struct keyring *keyring, const char *user);

/* Generation + 1, checksum, MAC under the data key; keyring first, then keyring.bak, each
 * replaced atomically. The caller holds the store's lock. */
bool keyring_write(struct keyring *keyring, const struct keys *keys, const char *dir,
		   GError **error);

#endif
