/* The HMAC that SQLCipher's format 3 puts on each page. SHA-1 is the format's; it keeps nothing secret. */
#include "src/base/crypt_page.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>

#include "src/base/secret.h"

#define SALT_MASK 0x3a
#define ROUNDS 2
#define IV_LEN 16

struct page_key {
	EVP_MAC *mac;
	EVP_MAC_CTX *ctx;
};

static bool key_derive(const uint8_t key[KEY_LEN], const uint8_t salt[PAGE_SALT_LEN], uint8_t out[KEY_LEN])
{
	uint8_t masked[PAGE_SALT_LEN];

	for (size_t i = 0; i < PAGE_SALT_LEN; i++)
		masked[i] = salt[i] ^ SALT_MASK;
	return PKCS5_PBKDF2_HMAC((const char *)key, KEY_LEN, masked, PAGE_SALT_LEN, ROUNDS, EVP_sha1(), KEY_LEN,
				 out) == 1;
}

struct page_key *page_key_new(const uint8_t key[KEY_LEN], const uint8_t salt[PAGE_SALT_LEN])
{
	char digest[] = "SHA1";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_end(),
	};
	struct page_key *page_key = g_new0(struct page_key, 1);
	uint8_t *mac_key = secret_new(KEY_LEN);

	page_key->mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	page_key->ctx = page_key->mac ? EVP_MAC_CTX_new(page_key->mac) : NULL;
	if (!page_key->ctx || !key_derive(key, salt, mac_key) ||
	    EVP_MAC_init(page_key->ctx, mac_key, KEY_LEN, params) != 1)
		g_error("HMAC-SHA-1 failed");
	secret_free(mac_key);
	return page_key;
}

void page_key_free(struct page_key *key)
{
	if (!key)
		return;
	EVP_MAC_CTX_free(key->ctx);
	EVP_MAC_free(key->mac);
	g_free(key);
}

static bool is_zero(const uint8_t *page)
{
	return page[0] == 0 && memcmp(page, page + 1, PAGE_LEN - 1) == 0;
}

enum page_state page_check(const struct page_key *key, const uint8_t page[PAGE_LEN], uint32_t number)
{
	/* The salt stands in place of the first page's first bytes, and is no part of it. */
	size_t start = number == 1 ? PAGE_SALT_LEN : 0, end = PAGE_LEN - PAGE_RESERVE + IV_LEN, len;
	const uint8_t place[] = { (uint8_t)number, (uint8_t)(number >> 8), (uint8_t)(number >> 16),
				  (uint8_t)(number >> 24) };
	uint8_t mac[PAGE_MAC_LEN];

	if (is_zero(page))
		return PAGE_ZERO;
	if (EVP_MAC_init(key->ctx, NULL, 0, NULL) != 1 ||
	    EVP_MAC_update(key->ctx, page + start, end - start) != 1 ||
	    EVP_MAC_update(key->ctx, place, sizeof(place)) != 1 ||
	    EVP_MAC_final(key->ctx, mac, &len, sizeof(mac)) != 1)
		g_error("HMAC-SHA-1 failed");
	return secret_equal(mac, page + end, PAGE_MAC_LEN) ? PAGE_GOOD : PAGE_CHANGED;
}
