/* Key pairs as OpenSSL holds them, and as 32 bytes each. For the files crypt_*.c only.
 *
 * A P-256 public key is written by its x alone: of the two points that have it, ours is the one with even y.
 * Key pairs are drawn until they are so, on average twice. So keys are as long in both profiles. */
#ifndef BASE_CRYPT_KEY_H
#define BASE_CRYPT_KEY_H

#include <openssl/err.h>
#include <openssl/evp.h>

#include "src/base/crypt.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)

/* The caller gets true or false; OpenSSL's queue must not grow from hostile input. */
static inline bool settled(bool ok)
{
	if (!ok)
		ERR_clear_error();
	return ok;
}

enum key_use { KEY_BOX, KEY_SIGN };

EVP_PKEY *key_new(enum key_use use);	/* NULL: it cannot be made */
bool key_raw_private(const EVP_PKEY *key, uint8_t raw[KEY_LEN]);
bool key_raw_public(const EVP_PKEY *key, uint8_t raw[KEY_LEN]);
/* NULL: there is no such key. */
EVP_PKEY *key_private(enum key_use use, const uint8_t raw[KEY_LEN]);
EVP_PKEY *key_public(enum key_use use, const uint8_t raw[KEY_LEN]);

#endif
