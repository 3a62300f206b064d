#include "db/canon.h"

#include <stdlib.h>
#include <string.h>

#define GENESIS "blotter/genesis/v1"
/* The NUL at its end is signed as well. */
#define SIGNED "blotter/audit/v1"

static const char delete_escape[] = "\\u007F";

char *canon_json(const json_t *json)
{
	char *text = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENSURE_ASCII);
	GString *out;

	if (!text)
		g_error("JSON could not be written");
	out = g_string_sized_new(strlen(text) + 1);
	/* jansson leaves U+007F alone; it can only stand inside a string. */
	for (const char *p = text; *p; p++) {
		if (*p == '\x7f')
			g_string_append(out, delete_escape);
		else
			g_string_append_c(out, *p);
	}
	free(text);
	return g_string_free(out, FALSE);
}

void canon_leaf(const char *line, uint8_t leaf[HASH_LEN])
{
	crypt_sha256_parts(leaf, "", (size_t)1, line, strlen(line), NULL);
}

void canon_leaf_by(struct hasher *hasher, const char *line, size_t len, uint8_t leaf[HASH_LEN])
{
	hasher_two(hasher, "", 1, line, len, leaf);
}

void canon_genesis(const char *uuid, uint8_t leaf[HASH_LEN])
{
	crypt_sha256_parts(leaf, GENESIS, strlen(GENESIS), uuid, strlen(uuid), NULL);
}

char *canon_digest(const uint8_t salt[VALUE_SALT_LEN], const char *text)
{
	uint8_t hash[HASH_LEN];

	crypt_sha256_parts(hash, salt, (size_t)VALUE_SALT_LEN, text, strlen(text), NULL);
	return crypt_hex(hash, HASH_LEN);
}

bool canon_digest_fits(struct hasher *hasher, const uint8_t salt[VALUE_SALT_LEN], const char *text,
		       size_t len, const char *digest)
{
	uint8_t hash[HASH_LEN];
	char hex[HEX_LEN];

	hasher_two(hasher, salt, VALUE_SALT_LEN, text, len, hash);
	crypt_hex_into(hash, HASH_LEN, hex);
	return strcmp(hex, digest) == 0;
}

static void signed_bytes(const uint8_t leaf[HASH_LEN], uint8_t out[sizeof(SIGNED) + HASH_LEN])
{
	memcpy(out, SIGNED, sizeof(SIGNED));
	memcpy(out + sizeof(SIGNED), leaf, HASH_LEN);
}

bool canon_sign(const uint8_t seed[KEY_LEN], const uint8_t leaf[HASH_LEN],
		uint8_t signature[SIGNATURE_LEN])
{
	uint8_t message[sizeof(SIGNED) + HASH_LEN];

	signed_bytes(leaf, message);
	return crypt_sign(seed, message, sizeof(message), signature);
}

bool canon_verify(const uint8_t public_key[KEY_LEN], const uint8_t leaf[HASH_LEN],
		  const uint8_t signature[SIGNATURE_LEN])
{
	uint8_t message[sizeof(SIGNED) + HASH_LEN];

	signed_bytes(leaf, message);
	return crypt_verify(public_key, message, sizeof(message), signature);
}
