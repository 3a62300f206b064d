#include "db/keyring_code.h"

#include <string.h>

#include "src/base/crypt.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

#define GROUP 4
#define BITS 5
#define LETTERS (CODE_LEN * 8 / BITS + GROUP) /* the last group is the check */
#define PREFIX "blotter/recovery-check/v1"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void to_digits(const uint8_t code[CODE_LEN], uint8_t digits[LETTERS])
{
	uint8_t all[CODE_LEN + 3], hash[HASH_LEN];

	crypt_sha256_parts(hash, PREFIX, strlen(PREFIX), code, (size_t)CODE_LEN, NULL);
	memcpy(all, code, CODE_LEN);
	memcpy(all + CODE_LEN, hash, 3);
	for (size_t i = 0; i < LETTERS; i++) {
		size_t bit = i * BITS, left = 16 - BITS - bit % 8;
		unsigned pair = (unsigned)all[bit / 8] << 8;

		if (bit / 8 + 1 < sizeof(all))
			pair |= all[bit / 8 + 1];
		digits[i] = (uint8_t)(pair >> left & 31);
	}
	secret_wipe(all, sizeof(all));
	secret_wipe(hash, sizeof(hash));
}

char *code_text(const uint8_t code[CODE_LEN])
{
	uint8_t digits[LETTERS];
	char *text = g_malloc(LETTERS + LETTERS / GROUP), *p = text;

	to_digits(code, digits);
	for (size_t i = 0; i < LETTERS; i++) {
		if (i > 0 && i % GROUP == 0)
			*p++ = '-';
		*p++ = alphabet[digits[i]];
	}
	*p = '\0';
	secret_wipe(digits, sizeof(digits));
	return text;
}

/* 0 to 31, or -1. */
static int digit_value(char c)
{
	const char *found;

	c = g_ascii_toupper(c);
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	found = c ? strchr(alphabet, c) : NULL;
	return found ? (int)(found - alphabet) : -1;
}

static bool read_digits(const char *text, uint8_t digits[LETTERS], GError **error)
{
	size_t n = 0;

	for (; *text; text++) {
		int value = digit_value(*text);

		if (g_ascii_isspace(*text) || *text == '-')
			continue;
		if (value < 0)
			return err_set(error, ERR_INVALID,
				_("the recovery code has a character in group %zu that no code "
				  "has; only letters without U and digits are used"),
				n / GROUP + 1);
		if (n < LETTERS)
			digits[n] = (uint8_t)value;
		n++;
	}
	if (n != LETTERS)
		return err_set(error, ERR_INVALID,
			_("the recovery code has %zu letters and digits instead of %d; type all %d "
			  "groups of %d"),
			n, LETTERS, LETTERS / GROUP, GROUP);
	return true;
}

static bool parse(
	const char *text, uint8_t code[CODE_LEN], uint8_t *digits, uint8_t *again, GError **error)
{
	if (!read_digits(text, digits, error))
		return false;
	memset(code, 0, CODE_LEN);
	for (size_t bit = 0; bit < CODE_LEN * 8; bit++)
		if (digits[bit / BITS] >> (BITS - 1 - bit % BITS) & 1)
			code[bit / 8] = (uint8_t)(code[bit / 8] | 0x80 >> bit % 8);
	to_digits(code, again);
	if (secret_equal(digits, again, LETTERS))
		return true;
	secret_wipe(code, CODE_LEN);
	return err_set(error, ERR_INVALID,
		_("the recovery code is mistyped: its last group does not fit the others; compare "
		  "each group with the paper"));
}

bool code_parse(const char *text, uint8_t code[CODE_LEN], GError **error)
{
	uint8_t digits[LETTERS], again[LETTERS];
	bool ok = parse(text, code, digits, again, error);

	secret_wipe(digits, sizeof(digits));
	secret_wipe(again, sizeof(again));
	return ok;
}
