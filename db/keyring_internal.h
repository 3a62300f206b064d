/* What a keyring is made of: for the files keyring_*.c only. */
#ifndef DB_KEYRING_INTERNAL_H
#define DB_KEYRING_INTERNAL_H

#include "db/keyring.h"
#include "db/keyring_layout.h"

#define NO_SLOT SIZE_MAX

struct keyring {
	struct image image;
	struct keyring_info info;
};

/* After each change of the header. */
void keyring_info_update(struct keyring *keyring);

/* KEYRING_TAG_LEN bytes of it are the tag. */
void keyring_tag(const struct image *image, const char *user, uint8_t tag[HASH_LEN]);
/* Index of an active slot, or NO_SLOT. */
size_t keyring_find_user(const struct image *image, const char *user);
size_t keyring_find_newest(const struct image *image, enum slot_type type);

struct kdf_cost keyring_slot_cost(const struct image *image, size_t slot);

/* What the header keeps of the host key, to tell a wrong file from a wrong password. */
void keyring_host_check(const struct image *image, const uint8_t *host_key, uint8_t out[HASH_LEN]);
bool keyring_host_key_fits(const struct image *image, const uint8_t *host_key, GError **error);

#endif
