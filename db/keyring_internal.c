#include "db/keyring_internal.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/base/text.h"

void keyring_info_update(struct keyring *keyring)
{
	struct keyring_info *info = &keyring->info;
	const struct image *image = &keyring->image;
	g_autofree char *hex = crypt_hex(header_at(image, HEADER_UUID), header_len(HEADER_UUID));

	g_snprintf(info->uuid, sizeof(info->uuid), "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
		hex + 12, hex + 16, hex + 20);
	info->generation = header_get(image, HEADER_GENERATION);
	info->epoch = (uint32_t)header_get(image, HEADER_EPOCH);
	memcpy(info->salt, header_at(image, HEADER_SALT), sizeof(info->salt));
	memcpy(info->public_hash, header_at(image, HEADER_PUBLIC_HASH), sizeof(info->public_hash));
	info->audit_seq = header_get(image, HEADER_AUDIT_SEQ);
}

struct keyring *keyring_new(bool host_key, struct keys **keys)
{
	struct keyring *keyring = g_new0(struct keyring, 1);
	struct image *image = &keyring->image;
	g_autofree char *uuid = crypt_uuid();
	g_auto(GStrv) parts = g_strsplit(uuid, "-", -1);
	g_autofree char *hex = g_strjoinv("", parts);

	image_init(image);
	if (!crypt_unhex(hex, header_at(image, HEADER_UUID), header_len(HEADER_UUID)))
		g_error("crypt_uuid makes no UUID");
	header_put(image, HEADER_KDF_POLICY, crypt_profile() == CRYPT_FIPS ? KDF_POLICY_FIPS : 0);
	header_put(image, HEADER_FLAGS, host_key ? HEADER_FLAG_HOST_KEY : 0);
	header_put(image, HEADER_CREATED, (uint64_t)g_get_real_time() / G_USEC_PER_SEC);
	crypt_random(header_at(image, HEADER_SALT), header_len(HEADER_SALT));
	*keys = keys_new();
	crypt_random((*keys)->data_key, KEY_LEN);
	if (!keys_sign_pair(*keys))
		g_error("no key pair can be made");
	keyring_info_update(keyring);
	return keyring;
}

struct keyring *keyring_from_bytes(const void *data, size_t len, const char *name, GError **error)
{
	struct keyring *keyring = g_new0(struct keyring, 1);
	uint8_t *copy = g_memdup2(data, len);

	if (!image_take(&keyring->image, copy, len, name, error)) {
		g_free(copy);
		g_free(keyring);
		return NULL;
	}
	if (!crypt_profile_use(image_profile(&keyring->image), error)) {
		keyring_free(keyring);
		return NULL;
	}
	keyring_info_update(keyring);
	return keyring;
}

struct keyring *keyring_copy(const struct keyring *keyring)
{
	struct keyring *copy = g_memdup2(keyring, sizeof(*keyring));

	copy->image.bytes = g_memdup2(keyring->image.bytes, keyring->image.len);
	return copy;
}

void keyring_free(struct keyring *keyring)
{
	if (!keyring)
		return;
	image_clear(&keyring->image);
	g_free(keyring);
}

const struct keyring_info *keyring_info(const struct keyring *keyring)
{
	return &keyring->info;
}

void keyring_set_public_hash(struct keyring *keyring, const uint8_t hash[HASH_LEN])
{
	memcpy(header_at(&keyring->image, HEADER_PUBLIC_HASH), hash, HASH_LEN);
	keyring_info_update(keyring);
}

void keyring_set_audit_head(struct keyring *keyring, uint64_t seq, const uint8_t leaf[HASH_LEN])
{
	header_put(&keyring->image, HEADER_AUDIT_SEQ, seq);
	memcpy(header_at(&keyring->image, HEADER_AUDIT_LEAF), leaf, HASH_LEN);
	keyring_info_update(keyring);
}

void keyring_tag(const struct image *image, const char *user, uint8_t tag[HASH_LEN])
{
	static const char prefix[] = "blotter/user/v1";
	g_autofree char *name = text_normal(user, true);

	crypt_sha256_parts(tag, prefix, strlen(prefix), header_at(image, HEADER_UUID),
		header_len(HEADER_UUID), name, strlen(name), NULL);
}

void keyring_user_tag(
	const struct keyring *keyring, const char *user, char tag[2 * KEYRING_TAG_LEN + 1])
{
	g_autofree char *hex = NULL;
	uint8_t hash[HASH_LEN];

	keyring_tag(&keyring->image, user, hash);
	hex = crypt_hex(hash, KEYRING_TAG_LEN);
	g_strlcpy(tag, hex, 2 * KEYRING_TAG_LEN + 1);
}

size_t keyring_find_user(const struct image *image, const char *user)
{
	uint8_t tag[HASH_LEN];

	keyring_tag(image, user, tag);
	for (size_t i = 0; i < image_slots(image); i++)
		if (slot_is(image, i, SLOT_PASSWORD) &&
			memcmp(slot_at(image, i, SLOT_TAG), tag, KEYRING_TAG_LEN) == 0)
			return i;
	return NO_SLOT;
}

size_t keyring_find_newest(const struct image *image, enum slot_type type)
{
	size_t newest = NO_SLOT;

	for (size_t i = 0; i < image_slots(image); i++)
		if (slot_is(image, i, type) &&
			(newest == NO_SLOT ||
				slot_get(image, i, SLOT_ID) > slot_get(image, newest, SLOT_ID)))
			newest = i;
	return newest;
}

bool keyring_has_user(const struct keyring *keyring, const char *user)
{
	return keyring_find_user(&keyring->image, user) != NO_SLOT;
}

struct kdf_cost keyring_slot_cost(const struct image *image, size_t slot)
{
	return (struct kdf_cost){
		.passes = (uint32_t)slot_get(image, slot, SLOT_PASSES),
		.memory_kib = (uint32_t)slot_get(image, slot, SLOT_MEMORY),
		.lanes = (uint32_t)slot_get(image, slot, SLOT_LANES),
	};
}

void keyring_host_check(const struct image *image, const uint8_t *host_key, uint8_t out[HASH_LEN])
{
	g_autoptr(GByteArray) text = g_byte_array_new();
	static const char prefix[] = "blotter/host-key/v1";

	g_byte_array_append(text, (const uint8_t *)prefix, (guint)strlen(prefix));
	g_byte_array_append(text, header_at(image, HEADER_UUID), (guint)header_len(HEADER_UUID));
	crypt_hmac(host_key, text->data, text->len, out);
}

bool keyring_host_key_fits(const struct image *image, const uint8_t *host_key, GError **error)
{
	uint8_t check[HASH_LEN];

	if (!(header_get(image, HEADER_FLAGS) & HEADER_FLAG_HOST_KEY))
		return true;
	if (!host_key)
		return err_set(error, ERR_FAILED,
			_("this store needs the host key of its machine, which is missing; put the "
			  "file back, or use the recovery code"));
	keyring_host_check(image, host_key, check);
	if (image_slots(image) > 0 &&
		memcmp(check, header_at(image, HEADER_HOST_CHECK), header_len(HEADER_HOST_CHECK)))
		return err_set(error, ERR_FAILED,
			_("the host key is not the one this store was made with; put the right "
			  "file "
			  "back, or use the recovery code"));
	return true;
}

bool keyring_recovery_public(const struct keyring *keyring, uint32_t *slot,
	uint8_t box_public[KEY_LEN], uint8_t sign_public[KEY_LEN])
{
	const struct image *image = &keyring->image;
	size_t i = keyring_find_newest(image, SLOT_RECOVERY);

	if (i == NO_SLOT)
		return false;
	*slot = (uint32_t)slot_get(image, i, SLOT_ID);
	memcpy(box_public, slot_at(image, i, SLOT_BOX_PUBLIC), KEY_LEN);
	memcpy(sign_public, slot_at(image, i, SLOT_SIGN_PUBLIC), KEY_LEN);
	return true;
}
