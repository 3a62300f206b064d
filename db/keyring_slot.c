#include "db/keyring_slot.h"

#include <string.h>

#include "src/base/secret.h"

#define SEALED SEALED_LEN((size_t)KEY_LEN)

static void append_number(GByteArray *bytes, uint32_t value)
{
	const uint8_t number[] = { (uint8_t)(value >> 24), (uint8_t)(value >> 16),
		(uint8_t)(value >> 8), (uint8_t)value };

	g_byte_array_append(bytes, number, sizeof(number));
}

/* prefix, store, then more that the caller appends. */
static GByteArray *context_new(const struct image *image, const char *prefix)
{
	GByteArray *bytes = g_byte_array_new();

	g_byte_array_append(bytes, (const uint8_t *)prefix, (guint)strlen(prefix));
	g_byte_array_append(bytes, header_at(image, HEADER_UUID), (guint)header_len(HEADER_UUID));
	return bytes;
}

/* The slot up to its private keys: parameters cannot be lowered, nor slots change places. Of the
 * header only the store: slots come and go without anybody's password. */
static GByteArray *private_context(const struct image *image, size_t slot)
{
	GByteArray *bytes = context_new(image, "blotter/slot/v1");

	g_byte_array_append(
		bytes, slot_at(image, slot, SLOT_STATE), (guint)slot_field_offset(SLOT_ZERO));
	return bytes;
}

static GByteArray *data_context(const struct image *image, size_t slot)
{
	GByteArray *bytes = context_new(image, "blotter/dek/v1");

	append_number(bytes, (uint32_t)header_get(image, HEADER_EPOCH));
	append_number(bytes, (uint32_t)slot_get(image, slot, SLOT_ID));
	g_byte_array_append(bytes, slot_at(image, slot, SLOT_BOX_PUBLIC), KEY_LEN);
	g_byte_array_append(bytes, slot_at(image, slot, SLOT_SIGN_PUBLIC), KEY_LEN);
	return bytes;
}

void slot_kek(const struct image *image, size_t slot, const uint8_t *secret, size_t secret_len,
	const uint8_t *host_key, uint8_t kek[KEY_LEN])
{
	g_autoptr(GByteArray) info = context_new(image, "blotter/kek/v1");
	size_t len = secret_len + (host_key ? KEY_LEN : 0);
	uint8_t *both = secret_new(len);

	append_number(info, (uint32_t)slot_get(image, slot, SLOT_ID));
	memcpy(both, secret, secret_len);
	if (host_key)
		memcpy(both + secret_len, host_key, KEY_LEN);
	if (!crypt_hkdf(both, len, slot_at(image, slot, SLOT_SALT), SALT_LEN, info->data, info->len,
		    kek, KEY_LEN))
		g_error("HKDF failed");
	secret_free(both);
}

bool slot_lock_private(
	struct image *image, size_t slot, const struct keys *keys, const uint8_t kek[KEY_LEN])
{
	g_autoptr(GByteArray) context = NULL;
	uint8_t *pair = secret_new(PRIVATE_LEN), *out = slot_at(image, slot, SLOT_PRIVATE);
	bool ok;

	crypt_random(slot_at(image, slot, SLOT_NONCE), NONCE_LEN);
	slot_put(image, slot, SLOT_PUBLIC_LEN, KEY_LEN);
	memcpy(slot_at(image, slot, SLOT_BOX_PUBLIC), keys->box_public, KEY_LEN);
	memcpy(slot_at(image, slot, SLOT_SIGN_PUBLIC), keys->sign_public, KEY_LEN);
	memcpy(pair, keys->box_private, KEY_LEN);
	memcpy(pair + KEY_LEN, keys->sign_seed, KEY_LEN);
	context = private_context(image, slot);
	ok = crypt_encrypt(kek, slot_at(image, slot, SLOT_NONCE), context->data, context->len, pair,
		PRIVATE_LEN, out, out + PRIVATE_LEN);
	secret_free(pair);
	return ok;
}

bool slot_open_private(
	const struct image *image, size_t slot, const uint8_t kek[KEY_LEN], struct keys *keys)
{
	g_autoptr(GByteArray) context = private_context(image, slot);
	const uint8_t *in = slot_at(image, slot, SLOT_PRIVATE);
	uint8_t *pair = secret_new(PRIVATE_LEN);
	bool ok = crypt_decrypt(kek, slot_at(image, slot, SLOT_NONCE), context->data, context->len,
		in, PRIVATE_LEN, in + PRIVATE_LEN, pair);

	if (ok) {
		keys->slot = (uint32_t)slot_get(image, slot, SLOT_ID);
		memcpy(keys->box_private, pair, KEY_LEN);
		memcpy(keys->sign_seed, pair + KEY_LEN, KEY_LEN);
		memcpy(keys->box_public, slot_at(image, slot, SLOT_BOX_PUBLIC), KEY_LEN);
		memcpy(keys->sign_public, slot_at(image, slot, SLOT_SIGN_PUBLIC), KEY_LEN);
	}
	secret_free(pair);
	return ok;
}

bool slot_seal_data(struct image *image, size_t slot, const struct keys *keys)
{
	g_autoptr(GByteArray) context = data_context(image, slot);

	slot_put(image, slot, SLOT_DATA_LEN, SEALED);
	return crypt_seal(slot_at(image, slot, SLOT_BOX_PUBLIC), context->data, context->len,
		keys->data_key, KEY_LEN, slot_at(image, slot, SLOT_DATA_KEY));
}

bool slot_open_data(const struct image *image, size_t slot, struct keys *keys)
{
	g_autoptr(GByteArray) context = data_context(image, slot);

	return crypt_open(keys->box_private, keys->box_public, context->data, context->len,
		slot_at(image, slot, SLOT_DATA_KEY), SEALED, keys->data_key);
}
