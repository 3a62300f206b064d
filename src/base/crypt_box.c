/* Authenticated encryption and sealed boxes. */
#include "src/base/crypt_key.h"

#include <limits.h>
#include <string.h>


#include "src/base/secret.h"

#define GCM_MAX ((UINT64_C(1) << 36) - 32) /* SP 800-38D 5.2.1.1 */
#define PIECE (1 << 30) /* EVP counts in int */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY_CTX, EVP_PKEY_CTX_free)

/* out NULL: additional data. */
static bool cipher_update(EVP_CIPHER_CTX *ctx, uint8_t *out, const uint8_t *in, size_t len)
{
	while (len > 0) {
		int n = (int)MIN(len, (size_t)PIECE), done;

		if (EVP_CipherUpdate(ctx, out, &done, in, n) != 1 || done != n)
			return false;
		in += n;
		out = out ? out + n : NULL;
		len -= (size_t)n;
	}
	return true;
}

static bool gcm(EVP_CIPHER_CTX *ctx, bool encrypt, const uint8_t *key, const uint8_t *nonce,
	const void *aad, size_t aad_len, const void *in, size_t len, uint8_t *out)
{
	return ctx && len <= GCM_MAX &&
	       EVP_CipherInit_ex2(ctx, EVP_aes_256_gcm(), key, nonce, encrypt, NULL) == 1 &&
	       cipher_update(ctx, NULL, aad, aad_len) && cipher_update(ctx, out, in, len);
}

bool crypt_encrypt(const uint8_t key[KEY_LEN], const uint8_t nonce[NONCE_LEN], const void *aad,
	size_t aad_len, const void *in, size_t len, uint8_t *out, uint8_t tag[TAG_LEN])
{
	g_autoptr(EVP_CIPHER_CTX) ctx = EVP_CIPHER_CTX_new();
	uint8_t none[16];
	int n;

	return settled(gcm(ctx, true, key, nonce, aad, aad_len, in, len, out) &&
		       EVP_CipherFinal_ex(ctx, none, &n) == 1 &&
		       EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG_LEN, tag) == 1);
}

bool crypt_decrypt(const uint8_t key[KEY_LEN], const uint8_t nonce[NONCE_LEN], const void *aad,
	size_t aad_len, const void *in, size_t len, const uint8_t tag[TAG_LEN], uint8_t *out)
{
	g_autoptr(EVP_CIPHER_CTX) ctx = EVP_CIPHER_CTX_new();
	uint8_t expected[TAG_LEN], none[16];
	int n;
	bool ok;

	memcpy(expected, tag, TAG_LEN);
	ok = gcm(ctx, false, key, nonce, aad, aad_len, in, len, out) &&
	     EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG_LEN, expected) == 1 &&
	     EVP_CipherFinal_ex(ctx, none, &n) == 1;
	/* Nobody may use what was decrypted but not authenticated. */
	if (!ok)
		secret_wipe(out, len);
	return settled(ok);
}

bool crypt_box_keypair(uint8_t private_key[KEY_LEN], uint8_t public_key[KEY_LEN])
{
	g_autoptr(EVP_PKEY) key = key_new(KEY_BOX);

	return settled(key && key_raw_private(key, private_key) && key_raw_public(key, public_key));
}

/* A peer key of low order, which would make the result predictable, or not on the curve is refused. */
static bool agree(EVP_PKEY *own, const uint8_t peer[KEY_LEN], uint8_t shared[KEY_LEN])
{
	g_autoptr(EVP_PKEY) other = key_public(KEY_BOX, peer);
	g_autoptr(EVP_PKEY_CTX) ctx = own ? EVP_PKEY_CTX_new_from_pkey(NULL, own, NULL) : NULL;
	size_t len = KEY_LEN;

	return ctx && other && EVP_PKEY_derive_init(ctx) == 1 &&
	       EVP_PKEY_derive_set_peer(ctx, other) == 1 &&
	       EVP_PKEY_derive(ctx, shared, &len) == 1 && len == KEY_LEN;
}

/* The key of one box. Both public keys go in, so that a box fits one pair of keys only. */
static bool box_key(EVP_PKEY *own, const uint8_t peer[KEY_LEN], const void *info, size_t info_len,
	const uint8_t ephemeral[KEY_LEN], const uint8_t recipient[KEY_LEN], uint8_t key[KEY_LEN])
{
	g_autofree uint8_t *all = g_malloc(info_len + 2 * KEY_LEN);
	uint8_t shared[KEY_LEN];
	bool ok;

	if (info_len > 0)
		memcpy(all, info, info_len);
	memcpy(all + info_len, ephemeral, KEY_LEN);
	memcpy(all + info_len + KEY_LEN, recipient, KEY_LEN);
	ok = agree(own, peer, shared) &&
	     crypt_hkdf(shared, KEY_LEN, NULL, 0, all, info_len + 2 * KEY_LEN, key, KEY_LEN);
	secret_wipe(shared, sizeof(shared));
	return ok;
}

bool crypt_seal(const uint8_t public_key[KEY_LEN], const void *info, size_t info_len,
	const void *in, size_t len, uint8_t *out)
{
	g_autoptr(EVP_PKEY) own = key_new(KEY_BOX);
	uint8_t *nonce = out + KEY_LEN, *data = nonce + NONCE_LEN;
	uint8_t ephemeral[KEY_LEN], key[KEY_LEN];
	bool ok;

	ok = own && key_raw_public(own, ephemeral) &&
	     box_key(own, public_key, info, info_len, ephemeral, public_key, key);
	if (ok) {
		memcpy(out, ephemeral, KEY_LEN);
		crypt_random(nonce, NONCE_LEN);
		ok = crypt_encrypt(key, nonce, NULL, 0, in, len, data, data + len);
	}
	secret_wipe(key, sizeof(key));
	return settled(ok);
}

bool crypt_open(const uint8_t private_key[KEY_LEN], const uint8_t public_key[KEY_LEN],
	const void *info, size_t info_len, const uint8_t *sealed, size_t sealed_len, uint8_t *out)
{
	g_autoptr(EVP_PKEY) own = NULL;
	const uint8_t *nonce = sealed + KEY_LEN, *data = nonce + NONCE_LEN;
	uint8_t key[KEY_LEN];
	size_t len;
	bool ok;

	if (sealed_len < SEALED_LEN((size_t)0))
		return false;
	len = sealed_len - SEALED_LEN((size_t)0);
	own = key_private(KEY_BOX, private_key);
	ok = own && box_key(own, sealed, info, info_len, sealed, public_key, key) &&
	     crypt_decrypt(key, nonce, NULL, 0, data, len, data + len, out);
	secret_wipe(key, sizeof(key));
	return settled(ok);
}
