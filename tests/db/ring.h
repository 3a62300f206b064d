/* A keyring of two people and a recovery code, in memory and on disk. */
#ifndef TESTS_DB_RING_H
#define TESTS_DB_RING_H

#include <string.h>

#include "db/keyring.h"
#include "db/keyring_layout.h"
#include "src/base/file.h"
#include "tests/seam.h"

#define WRONG "user or password is wrong"

struct ring {
	struct seam seam;
	struct keyring *keyring;
	struct keys *keys; /* as it was made: slot 0 */
	char *code, *path, *backup;
	uint8_t *bytes; /* of the file */
	size_t len;
};

static inline bool add(
	struct ring *ring, const char *user, const char *password, uint32_t *slot, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(password);
	uint8_t box_public[KEY_LEN], sign_public[KEY_LEN];

	return keyring_add(ring->keyring, ring->keys, user, typed, ring->seam.host_key,
		seam_kdf_policy(), slot, box_public, sign_public, error);
}

/* Writes both copies and takes the bytes. */
static inline void save(struct ring *ring)
{
	g_autoptr(GError) why = NULL;

	GOOD(keyring_write(ring->keyring, ring->keys, ring->seam.dir, &error));
	g_clear_pointer(&ring->bytes, g_free);
	g_assert_true(g_file_get_contents(ring->path, (char **)&ring->bytes, &ring->len, &why));
}

static inline void ring_init(struct ring *ring, const uint8_t *host_key)
{
	uint32_t slot;

	*ring = (struct ring){ 0 };
	seam_init(&ring->seam);
	ring->seam.host_key = host_key;
	ring->path = seam_path(&ring->seam, "keyring");
	ring->backup = seam_path(&ring->seam, "keyring.bak");
	ring->keyring = keyring_new(host_key != NULL, &ring->keys);
	GOOD(add(ring, "bea", SEAM_PASSWORD, &slot, &error));
	g_assert_cmpuint(slot, ==, 1);
	GOOD(add(ring, "cal", SEAM_PASSWORD, &slot, &error));
	GOOD(keyring_add_recovery(ring->keyring, ring->keys, &ring->code, &error));
	save(ring);
}

static inline void ring_clear(struct ring *ring)
{
	keyring_free(ring->keyring);
	keys_free(ring->keys);
	g_free(ring->code);
	g_free(ring->path);
	g_free(ring->backup);
	g_free(ring->bytes);
	seam_clear(&ring->seam);
}

static inline struct keys *unlock(
	const struct ring *ring, const char *user, const char *password, GError **error)
{
	return seam_unlock(&ring->seam, ring->keyring, user, password, error);
}

static inline bool opens(
	const struct ring *ring, const char *user, const char *password, GError **error)
{
	CLEANUP(keys_free) struct keys *keys = unlock(ring, user, password, error);

	if (keys)
		g_assert_cmpmem(keys->data_key, KEY_LEN, ring->keys->data_key, KEY_LEN);
	return keys != NULL;
}

static inline bool bytes_open(
	const struct ring *ring, const uint8_t *bytes, size_t len, GError **error)
{
	CLEANUP(keyring_free)
	struct keyring *keyring = keyring_from_bytes(bytes, len, "keyring", error);
	CLEANUP(keys_free) struct keys *keys = NULL;

	if (keyring)
		keys = seam_unlock(&ring->seam, keyring, "bea", SEAM_PASSWORD, error);
	return keys != NULL;
}

static inline void repair(uint8_t *bytes, size_t len)
{
	struct image image = { bytes, len };

	image_checksum(&image, header_at(&image, HEADER_CHECKSUM));
}

static inline void put(const char *path, const void *bytes, size_t len)
{
	GOOD(file_replace(path, bytes, len, 0600, &error));
}

static inline bool reads(const struct ring *ring, GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(ring->seam.dir, error);

	return keyring != NULL;
}

#endif
