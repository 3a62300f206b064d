/* Where each number of a keyring file stands, format version 1. The tables here are the format;
 * doc/FORMATS.md tells what the fields mean. */
#ifndef DB_KEYRING_LAYOUT_H
#define DB_KEYRING_LAYOUT_H

#include "src/base/crypt.h"
#include "src/base/crypt_profile.h"
#include "src/base/err.h"

enum keyring_header {
	HEADER_MAGIC, HEADER_VERSION, HEADER_LEN, HEADER_SLOT_LEN, HEADER_SLOTS, HEADER_UUID,
	HEADER_GENERATION, HEADER_EPOCH, HEADER_PROFILE, HEADER_KDF_POLICY, HEADER_FLAGS,
	HEADER_PAGE_SIZE, HEADER_NEXT_SLOT, HEADER_SALT, HEADER_CREATED, HEADER_WRITTEN,
	HEADER_AUDIT_SEQ, HEADER_AUDIT_LEAF, HEADER_PUBLIC_HASH, HEADER_HOST_CHECK, HEADER_CHECKSUM,
	HEADER_FIELDS
};

enum keyring_slot {
	SLOT_STATE, SLOT_TYPE, SLOT_KDF, SLOT_SUITE, SLOT_ID, SLOT_TAG, SLOT_PASSES, SLOT_MEMORY,
	SLOT_LANES, SLOT_FLAGS, SLOT_EXPIRY, SLOT_SALT, SLOT_NONCE, SLOT_PUBLIC_LEN,
	SLOT_BOX_PUBLIC, SLOT_SIGN_PUBLIC, SLOT_ZERO, SLOT_PRIVATE, SLOT_DATA_LEN, SLOT_DATA_KEY,
	SLOT_REST,
	SLOT_FIELDS
};

#define EPOCH_MAX 9999
#define HEADER_FLAG_HOST_KEY 1
#define SLOT_FLAG_HOST_KEY 1
#define KEYRING_MAC_LEN 32
#define KDF_POLICY_FIPS 1	/* of HEADER_KDF_POLICY; 0: the standard profile */
#define PRIVATE_LEN (2 * KEY_LEN)	/* box private key, signing seed */

enum slot_state { SLOT_EMPTY, SLOT_ACTIVE, SLOT_TOMBSTONE };
enum slot_type { SLOT_PASSWORD = 1, SLOT_RECOVERY = 2 };
enum slot_kdf { SLOT_ARGON2ID = 1, SLOT_PBKDF2 = 2, SLOT_HKDF = 3 };
enum slot_suite { SLOT_X25519 = 1, SLOT_P256 = 2 };

/* The bytes of one file: header, slots, MAC. */
struct image {
	uint8_t *bytes;
	size_t len;
};

/* No slots, everything else of version 1 filled in but for what is random. */
void image_init(struct image *image);
/* Takes data over when it is a sound keyring; else a sentence about the file name. */
bool image_take(struct image *image, uint8_t *data, size_t len, const char *name, GError **error);
void image_clear(struct image *image);

uint64_t header_get(const struct image *image, enum keyring_header field);	/* up to 8 bytes */
void header_put(struct image *image, enum keyring_header field, uint64_t value);
uint8_t *header_at(const struct image *image, enum keyring_header field);
size_t header_len(enum keyring_header field);

size_t image_slots(const struct image *image);
uint64_t slot_get(const struct image *image, size_t slot, enum keyring_slot field);
void slot_put(struct image *image, size_t slot, enum keyring_slot field, uint64_t value);
uint8_t *slot_at(const struct image *image, size_t slot, enum keyring_slot field);
size_t slot_field_len(enum keyring_slot field);
size_t slot_field_offset(enum keyring_slot field);
enum crypt_profile image_profile(const struct image *image);
/* What slots of this profile have. */
uint64_t image_suite(const struct image *image);
uint64_t image_kdf(const struct image *image, enum slot_type type);
bool slot_is(const struct image *image, size_t slot, enum slot_type type);	/* and active */

/* An empty slot with the next id, at the end or in place of a tombstone; false: all are used. */
bool image_slot_new(struct image *image, size_t *slot);
/* The next id, which no slot gets again; false: all are used. */
bool image_take_id(struct image *image, uint32_t *id);
/* All zero but state and id. */
void image_slot_bury(struct image *image, size_t slot);

void image_checksum(const struct image *image, uint8_t out[HASH_LEN]);
uint8_t *image_mac(const struct image *image);

#endif
