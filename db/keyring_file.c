/* The two copies of a keyring on disk. */
#include <string.h>

#include "db/keyring_internal.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

#define FILE_LIMIT (1 << 20) /* 256 slots are 131,312 bytes */

/* *keyring NULL with damage set: the other copy may do. False: nothing may be done with it. */
static bool copy_read(const char *dir, const char *name, struct keyring **keyring, GError **damage,
	GError **error)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	g_autofree char *data = NULL;
	size_t len;

	*keyring = NULL;
	if (!file_exists(path)) {
		err_set(damage, ERR_FAILED, _("\"%s\" is missing; restore it from a backup"), path);
		return true;
	}
	if (!file_check_private(path, error))
		return false;
	if (file_read(path, FILE_LIMIT, &data, &len, damage))
		*keyring = keyring_from_bytes(data, len, path, damage);
	return true;
}

static bool same_store(const struct keyring *a, const struct keyring *b)
{
	return memcmp(header_at(&a->image, HEADER_UUID), header_at(&b->image, HEADER_UUID),
		       header_len(HEADER_UUID)) == 0;
}

static bool same_bytes(const struct keyring *a, const struct keyring *b)
{
	return a && b && a->image.len == b->image.len &&
	       memcmp(a->image.bytes, b->image.bytes, a->image.len) == 0;
}

struct keyring *keyring_read(const char *dir, GError **error)
{
	CLEANUP(keyring_free) struct keyring *main = NULL;
	CLEANUP(keyring_free) struct keyring *backup = NULL;
	g_autoptr(GError) damage = NULL;
	struct keyring *newest;

	if (!copy_read(dir, "keyring", &main, &damage, error) ||
		!copy_read(dir, "keyring.bak", &backup, main ? NULL : &damage, error))
		return NULL;
	if (!main && !backup) {
		if (file_exists(dir))
			g_propagate_error(error, g_steal_pointer(&damage));
		else
			err_set(error, ERR_FAILED,
				_("there is no store \"%s\"; give the right "
				  "directory, or make one: blotter init"),
				dir);
		return NULL;
	}
	if (main && backup && !same_store(main, backup)) {
		err_set(error, ERR_FAILED,
			_("the two keyrings in \"%s\" belong to different stores; remove the "
			  "foreign "
			  "one"),
			dir);
		return NULL;
	}
	newest = !main || (backup && backup->info.generation > main->info.generation) ? backup
										      : main;
	newest->info.damaged_copy = !same_bytes(main, backup);
	if (newest == main)
		return g_steal_pointer(&main);
	return g_steal_pointer(&backup);
}

bool keyring_write(
	struct keyring *keyring, const struct keys *keys, const char *dir, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "keyring", NULL);
	g_autofree char *backup = g_build_filename(dir, "keyring.bak", NULL);
	struct image *image = &keyring->image;
	uint8_t *mac_key = secret_new(KEY_LEN);

	header_put(image, HEADER_GENERATION, header_get(image, HEADER_GENERATION) + 1);
	header_put(image, HEADER_WRITTEN, (uint64_t)g_get_real_time() / G_USEC_PER_SEC);
	image_checksum(image, header_at(image, HEADER_CHECKSUM));
	keys_mac(keys, mac_key);
	crypt_hmac(mac_key, image->bytes, image->len - KEYRING_MAC_LEN, image_mac(image));
	secret_free(mac_key);
	keyring_info_update(keyring);
	if (!file_replace(path, image->bytes, image->len, 0600, error))
		return false;
	/* The change stands from here on; a copy that could not be written is repaired later. */
	keyring->info.damaged_copy = !file_replace(backup, image->bytes, image->len, 0600, NULL);
	return true;
}
