#include "db/keys.h"

#include <string.h>

#include "src/base/secret.h"

struct keys *keys_new(void)
{
	return secret_new(sizeof(struct keys));
}

struct keys *keys_copy(const struct keys *keys)
{
	struct keys *copy = keys_new();

	*copy = *keys;
	copy->signer = NULL;
	return copy;
}

void keys_free(struct keys *keys)
{
	if (keys)
		sign_key_free(keys->signer);
	secret_free(keys);
}

bool keys_sign_pair(struct keys *keys)
{
	g_clear_pointer(&keys->signer, sign_key_free);
	return crypt_sign_keypair(keys->sign_seed, keys->sign_public);
}

const struct sign_key *keys_signer(struct keys *keys)
{
	if (!keys->signer)
		keys->signer = sign_key_new(keys->sign_seed);
	return keys->signer;
}

static void derive(const struct keys *keys, const char *info, uint8_t out[KEY_LEN])
{
	if (!crypt_hkdf(keys->data_key, KEY_LEN, NULL, 0, info, strlen(info), out, KEY_LEN))
		g_error("HKDF failed");
}

void keys_database(const struct keys *keys, uint32_t epoch, uint8_t out[KEY_LEN])
{
	g_autofree char *info = g_strdup_printf("blotter/db/v1/%u", epoch);

	derive(keys, info, out);
}

char *keys_sqlcipher(const struct keys *keys, uint32_t epoch, const uint8_t salt[STORE_SALT_LEN])
{
	uint8_t *raw = secret_new(KEY_LEN + STORE_SALT_LEN);
	char *text = secret_new(2 * (KEY_LEN + STORE_SALT_LEN) + 4);

	keys_database(keys, epoch, raw);
	memcpy(raw + KEY_LEN, salt, STORE_SALT_LEN);
	memcpy(text, "x'", 2);
	crypt_hex_into(raw, KEY_LEN + STORE_SALT_LEN, text + 2);
	text[strlen(text)] = '\'';	/* what is behind it is zero */
	secret_free(raw);
	return text;
}

void keys_mac(const struct keys *keys, uint8_t out[KEY_LEN])
{
	derive(keys, "blotter/keyring-mac/v1", out);
}

int64_t keys_place(const struct keys *keys, const char *what)
{
	g_autofree char *info = g_strdup_printf("blotter/presence/v1/%s", what);
	uint8_t out[KEY_LEN];
	uint64_t place = 0;

	derive(keys, info, out);
	for (size_t i = 0; i < sizeof place; i++)
		place = place << 8 | out[i];
	return (int64_t)(place >> 2 | UINT64_C(1) << 61);
}
