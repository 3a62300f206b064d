#include "src/base/crypt_key.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include "src/base/crypt_profile.h"
#include "src/base/secret.h"

#define CURVE "P-256"
#define POINT_LEN (1 + 2 * KEY_LEN)	/* SEC 1 2.3.3, uncompressed */
#define EVEN 0x02			/* … compressed, y even */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIGNUM, BN_clear_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OSSL_PARAM, OSSL_PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

static const char *const kinds[] = { [KEY_BOX] = "X25519", [KEY_SIGN] = "ED25519" };

static bool is_point(const EVP_PKEY *key)
{
	return EVP_PKEY_is_a(key, "EC") == 1;
}

static bool point(const EVP_PKEY *key, uint8_t out[POINT_LEN])
{
	size_t len;

	return EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, out, POINT_LEN, &len) == 1 &&
	       len == POINT_LEN;
}

static EVP_PKEY *point_new(void)
{
	uint8_t bytes[POINT_LEN];

	for (;;) {
		EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", CURVE);

		if (key && point(key, bytes) && (bytes[POINT_LEN - 1] & 1) == 0)
			return key;
		EVP_PKEY_free(key);
		if (!key)
			return NULL;
	}
}

EVP_PKEY *key_new(enum key_use use)
{
	return crypt_profile() == CRYPT_FIPS ? point_new() : EVP_PKEY_Q_keygen(NULL, NULL, kinds[use]);
}

bool key_raw_private(const EVP_PKEY *key, uint8_t raw[KEY_LEN])
{
	size_t len = KEY_LEN;
	BIGNUM *number = NULL;
	bool ok;

	if (!is_point(key))
		return EVP_PKEY_get_raw_private_key(key, raw, &len) == 1 && len == KEY_LEN;
	ok = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number) == 1 &&
	     BN_bn2binpad(number, raw, KEY_LEN) == KEY_LEN;
	BN_clear_free(number);
	return ok;
}

bool key_raw_public(const EVP_PKEY *key, uint8_t raw[KEY_LEN])
{
	size_t len = KEY_LEN;
	uint8_t bytes[POINT_LEN];

	if (!is_point(key))
		return EVP_PKEY_get_raw_public_key(key, raw, &len) == 1 && len == KEY_LEN;
	if (!point(key, bytes))
		return false;
	memcpy(raw, bytes + 1, KEY_LEN);
	return true;
}

static EVP_PKEY *point_from(OSSL_PARAM_BLD *build, int selection)
{
	g_autoptr(EVP_PKEY_CTX) ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	g_autoptr(OSSL_PARAM) params = NULL;
	EVP_PKEY *key = NULL;

	if (!ctx || OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, CURVE, 0) != 1)
		return NULL;
	params = OSSL_PARAM_BLD_to_param(build);
	if (!params || EVP_PKEY_fromdata_init(ctx) != 1 || EVP_PKEY_fromdata(ctx, &key, selection, params) != 1)
		return NULL;
	return key;
}

EVP_PKEY *key_private(enum key_use use, const uint8_t raw[KEY_LEN])
{
	g_autoptr(BIGNUM) number = NULL;
	g_autoptr(OSSL_PARAM_BLD) build = NULL;

	if (crypt_profile() != CRYPT_FIPS)
		return EVP_PKEY_new_raw_private_key_ex(NULL, kinds[use], NULL, raw, KEY_LEN);
	number = BN_secure_new();
	build = OSSL_PARAM_BLD_new();
	if (!number || !build || !BN_bin2bn(raw, KEY_LEN, number) || BN_is_zero(number) ||
	    OSSL_PARAM_BLD_push_BN_pad(build, OSSL_PKEY_PARAM_PRIV_KEY, number, KEY_LEN) != 1)
		return NULL;
	return point_from(build, EVP_PKEY_KEYPAIR);
}

EVP_PKEY *key_public(enum key_use use, const uint8_t raw[KEY_LEN])
{
	uint8_t bytes[1 + KEY_LEN] = { EVEN };
	g_autoptr(OSSL_PARAM_BLD) build = NULL;

	if (crypt_profile() != CRYPT_FIPS)
		return EVP_PKEY_new_raw_public_key_ex(NULL, kinds[use], NULL, raw, KEY_LEN);
	memcpy(bytes + 1, raw, KEY_LEN);
	build = OSSL_PARAM_BLD_new();
	if (!build || OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, bytes, sizeof(bytes)) != 1)
		return NULL;
	return point_from(build, EVP_PKEY_PUBLIC_KEY);
}
