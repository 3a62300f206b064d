/* Signatures: Ed25519, or ECDSA over P-256 with SHA-256, in 64 bytes either way. */
#include "src/base/crypt_key.h"

#include <string.h>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

#include "src/base/crypt_profile.h"

#define HALF (SIGNATURE_LEN / 2)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ECDSA_SIG, ECDSA_SIG_free)

/* Ed25519 hashes by itself. */
static const char *digest(void)
{
	return crypt_profile() == CRYPT_FIPS ? "SHA256" : NULL;
}

bool crypt_sign_keypair(uint8_t seed[KEY_LEN], uint8_t public_key[KEY_LEN])
{
	g_autoptr(EVP_PKEY) key = key_new(KEY_SIGN);

	return settled(key && key_raw_private(key, seed) && key_raw_public(key, public_key));
}

bool crypt_signature_encode(const uint8_t raw[SIGNATURE_LEN], uint8_t out[SIGNATURE_ENCODED_MAX], size_t *len)
{
	g_autoptr(ECDSA_SIG) pair = NULL;
	BIGNUM *r, *s;
	int n;

	if (crypt_profile() != CRYPT_FIPS) {
		memcpy(out, raw, SIGNATURE_LEN);
		*len = SIGNATURE_LEN;
		return true;
	}
	pair = ECDSA_SIG_new();
	r = BN_bin2bn(raw, HALF, NULL);
	s = BN_bin2bn(raw + HALF, HALF, NULL);
	if (!pair || !r || !s || ECDSA_SIG_set0(pair, r, s) != 1) {
		BN_free(r);
		BN_free(s);
		return false;
	}
	n = i2d_ECDSA_SIG(pair, NULL);
	if (n <= 0 || n > SIGNATURE_ENCODED_MAX)
		return false;
	*len = (size_t)i2d_ECDSA_SIG(pair, &out);
	return true;
}

bool crypt_signature_decode(const void *encoded, size_t len, uint8_t raw[SIGNATURE_LEN])
{
	const uint8_t *p = encoded;
	g_autoptr(ECDSA_SIG) pair = NULL;

	if (crypt_profile() != CRYPT_FIPS) {
		if (len == SIGNATURE_LEN)
			memcpy(raw, encoded, SIGNATURE_LEN);
		return len == SIGNATURE_LEN;
	}
	if (len > SIGNATURE_ENCODED_MAX)
		return false;
	pair = d2i_ECDSA_SIG(NULL, &p, (long)len);
	return settled(pair && p == (const uint8_t *)encoded + len &&
		       BN_bn2binpad(ECDSA_SIG_get0_r(pair), raw, HALF) == HALF &&
		       BN_bn2binpad(ECDSA_SIG_get0_s(pair), raw + HALF, HALF) == HALF);
}

/* A name for OpenSSL's own type, which wipes the private half when it is freed. */
struct sign_key *sign_key_new(const uint8_t seed[KEY_LEN])
{
	EVP_PKEY *key = key_private(KEY_SIGN, seed);

	settled(key != NULL);
	return (struct sign_key *)key;
}

void sign_key_free(struct sign_key *key)
{
	EVP_PKEY_free((EVP_PKEY *)key);
}

bool sign_key_sign(const struct sign_key *sign_key, const void *data, size_t len, uint8_t signature[SIGNATURE_LEN])
{
	EVP_PKEY *key = (EVP_PKEY *)sign_key;
	g_autoptr(EVP_MD_CTX) ctx = EVP_MD_CTX_new();
	uint8_t encoded[SIGNATURE_ENCODED_MAX];
	size_t n = sizeof(encoded);

	return settled(
		key && ctx && EVP_DigestSignInit_ex(ctx, NULL, digest(), NULL, NULL, key, NULL) == 1 &&
		EVP_DigestSign(ctx, encoded, &n, data ? data : (const void *)"", len) == 1 &&
		crypt_signature_decode(encoded, n, signature));
}

bool crypt_sign(const uint8_t seed[KEY_LEN], const void *data, size_t len, uint8_t signature[SIGNATURE_LEN])
{
	struct sign_key *key = sign_key_new(seed);
	bool ok = sign_key_sign(key, data, len, signature);

	sign_key_free(key);
	return ok;
}

bool crypt_verify(const uint8_t public_key[KEY_LEN], const void *data, size_t len,
		  const uint8_t signature[SIGNATURE_LEN])
{
	g_autoptr(EVP_PKEY) key = key_public(KEY_SIGN, public_key);
	g_autoptr(EVP_MD_CTX) ctx = EVP_MD_CTX_new();
	uint8_t encoded[SIGNATURE_ENCODED_MAX];
	size_t n;

	return settled(key && ctx && crypt_signature_encode(signature, encoded, &n) &&
		       EVP_DigestVerifyInit_ex(ctx, NULL, digest(), NULL, NULL, key, NULL) == 1 &&
		       EVP_DigestVerify(ctx, encoded, n, data ? data : (const void *)"", len) == 1);
}

char *crypt_public_pem(const uint8_t public_key[KEY_LEN])
{
	g_autoptr(EVP_PKEY) key = key_public(KEY_SIGN, public_key);
	g_autoptr(BIO) bio = BIO_new(BIO_s_mem());
	char *text;
	long len;

	if (!settled(key && bio && PEM_write_bio_PUBKEY(bio, key) == 1))
		return NULL;
	len = BIO_get_mem_data(bio, &text);
	return g_strndup(text, (gsize)len);
}

uint8_t *crypt_public_der(const uint8_t public_key[KEY_LEN], size_t *len)
{
	g_autoptr(EVP_PKEY) key = key_public(KEY_SIGN, public_key);
	unsigned char *der = NULL;
	int n = key ? i2d_PUBKEY(key, &der) : 0;
	uint8_t *copy;

	*len = (size_t)MAX(n, 0);
	copy = settled(n > 0) ? g_memdup2(der, *len) : NULL;
	OPENSSL_free(der);
	return copy;
}
