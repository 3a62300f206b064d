#include "db/canon.h"

#include <string.h>

#include "src/base/text.h"

#define GENESIS "blotter/genesis/v1"
/* The NUL at its end is signed as well. */
#define SIGNED "blotter/audit/v1"

static void put_code(GString *out, unsigned code)
{
	static const char digits[] = "0123456789ABCDEF";
	const char escape[] = { '\\', 'u', digits[code >> 12 & 15], digits[code >> 8 & 15],
				digits[code >> 4 & 15], digits[code & 15] };

	g_string_append_len(out, escape, sizeof(escape));
}

static void put_character(GString *out, gunichar c)
{
	static const char named[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *name = c < 0x80 ? strchr(named, (int)c) : NULL;

	if (name) {
		g_string_append_c(out, '\\');
		g_string_append_c(out, names[name - named]);
	} else if (c < 0x10000) {
		put_code(out, c);
	} else {
		put_code(out, 0xd800 + ((c - 0x10000) >> 10));
		put_code(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
	}
}

static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

bool canon_put_text(GString *out, const char *text)
{
	const char *p = text;

	if (!text) {
		g_string_append(out, "null");
		return true;
	}
	g_string_append_c(out, '"');
	while (*p) {
		const char *begin = p;
		gunichar c;

		while (is_plain(*p))
			p++;
		g_string_append_len(out, begin, p - begin);
		if (!*p)
			break;
		c = g_utf8_get_char_validated(p, -1);
		if (c == (gunichar)-1 || c == (gunichar)-2)
			return false;
		put_character(out, c);
		p = g_utf8_next_char(p);
	}
	g_string_append_c(out, '"');
	return true;
}

void canon_put_int(GString *out, int64_t number)
{
	char digits[DECIMAL_LEN];

	g_string_append(out, text_decimal(number, digits));
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

char *canon_digest_by(struct hasher *hasher, const uint8_t salt[VALUE_SALT_LEN], const char *text)
{
	uint8_t hash[HASH_LEN];

	hasher_two(hasher, salt, VALUE_SALT_LEN, text, strlen(text), hash);
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

bool canon_sign(const struct sign_key *key, const uint8_t leaf[HASH_LEN],
		uint8_t signature[SIGNATURE_LEN])
{
	uint8_t message[sizeof(SIGNED) + HASH_LEN];

	signed_bytes(leaf, message);
	return sign_key_sign(key, message, sizeof(message), signature);
}

bool canon_verify(const uint8_t public_key[KEY_LEN], const uint8_t leaf[HASH_LEN],
		  const uint8_t signature[SIGNATURE_LEN])
{
	uint8_t message[sizeof(SIGNED) + HASH_LEN];

	signed_bytes(leaf, message);
	return crypt_verify(public_key, message, sizeof(message), signature);
}
