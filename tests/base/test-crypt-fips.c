/* The algorithms of the profile fips, done by whatever provider is here: that only the FIPS provider may do them
 * is crypt_fips_load's, which tests/cli/fips.sh tries. */
#include <string.h>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "src/base/crypt.h"
#include "src/base/crypt_profile.h"
#include "src/base/err.h"
#include "src/base/secret.h"

/* In place of the one that loads the provider, which Debian does not have. */
bool crypt_fips_load(GError **error)
{
	(void)error;
	return true;
}

static void a_process_keeps_the_profile_it_began_with(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(crypt_profile_use(CRYPT_FIPS, NULL));
	g_assert_false(crypt_profile_use(CRYPT_STANDARD, &error));
	g_assert_nonnull(strstr(error->message, "profile fips"));
	g_assert_cmpint(crypt_profile(), ==, CRYPT_FIPS);
}

static EVP_PKEY *public_of(const uint8_t key[KEY_LEN])
{
	g_autofree char *pem = crypt_public_pem(key);
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *read = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);

	BIO_free(bio);
	return read;
}

/* Many, for half of all points have an odd y. */
static void a_key_pair_is_one_of_p_256(void)
{
	uint8_t *seed = secret_new(KEY_LEN), public_key[KEY_LEN];

	for (int i = 0; i < 20; i++) {
		char group[16] = "";
		EVP_PKEY *key;

		g_assert_true(crypt_sign_keypair(seed, public_key));
		key = public_of(public_key);
		g_assert_nonnull(key);
		g_assert_cmpint(EVP_PKEY_get_group_name(key, group, sizeof(group), NULL), ==, 1);
		g_assert_cmpstr(group, ==, "prime256v1");
		EVP_PKEY_free(key);
	}
	secret_free(seed);
}

static void a_signature_holds_for_its_bytes_and_key_only(void)
{
	uint8_t *seed = secret_new(KEY_LEN), public_key[KEY_LEN], other[KEY_LEN];
	uint8_t data[40], signature[SIGNATURE_LEN];
	struct sign_key *ready;

	crypt_random(data, sizeof(data));
	g_assert_true(crypt_sign_keypair(seed, other));
	for (int i = 0; i < 20; i++) {
		g_assert_true(crypt_sign_keypair(seed, public_key));
		g_assert_true(crypt_sign(seed, data, sizeof(data), signature));
		g_assert_true(crypt_verify(public_key, data, sizeof(data), signature));
		g_assert_false(crypt_verify(other, data, sizeof(data), signature));
	}
	ready = sign_key_new(seed);
	for (int i = 0; i < 3; i++) {
		g_assert_true(sign_key_sign(ready, data, sizeof(data), signature));
		g_assert_true(crypt_verify(public_key, data, sizeof(data), signature));
	}
	sign_key_free(ready);
	memset(seed, 0, KEY_LEN);
	g_assert_null(sign_key_new(seed));	/* no scalar of the curve */
	g_assert_false(sign_key_sign(NULL, data, sizeof(data), signature));
	for (size_t bit = 0; bit < SIGNATURE_LEN * 8; bit++) {
		signature[bit / 8] = (uint8_t)(signature[bit / 8] ^ 1 << bit % 8);
		g_assert_false(crypt_verify(public_key, data, sizeof(data), signature));
		signature[bit / 8] = (uint8_t)(signature[bit / 8] ^ 1 << bit % 8);
	}
	g_assert_false(crypt_verify(public_key, data, sizeof(data) - 1, signature));
	secret_free(seed);
}

/* By OpenSSL's own calls, as its command line would. */
static void others_can_check_an_encoded_signature(void)
{
	uint8_t *seed = secret_new(KEY_LEN), public_key[KEY_LEN], signature[SIGNATURE_LEN], again[SIGNATURE_LEN];
	uint8_t encoded[SIGNATURE_ENCODED_MAX];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY *key;
	size_t len;

	g_assert_true(crypt_sign_keypair(seed, public_key));
	g_assert_true(crypt_sign(seed, "to whom it concerns", 19, signature));
	g_assert_true(crypt_signature_encode(signature, encoded, &len));
	key = public_of(public_key);
	g_assert_cmpint(EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key), ==, 1);
	g_assert_cmpint(EVP_DigestVerify(ctx, encoded, len, (const uint8_t *)"to whom it concerns", 19), ==, 1);
	g_assert_true(crypt_signature_decode(encoded, len, again));
	g_assert_cmpmem(again, SIGNATURE_LEN, signature, SIGNATURE_LEN);
	g_assert_false(crypt_signature_decode(encoded, len - 1, again));
	encoded[0] ^= 1;
	g_assert_false(crypt_signature_decode(encoded, len, again));
	EVP_PKEY_free(key);
	EVP_MD_CTX_free(ctx);
	secret_free(seed);
}

static void a_box_opens_for_its_pair_only(void)
{
	uint8_t *own = secret_new(KEY_LEN), *wrong = secret_new(KEY_LEN), public_key[KEY_LEN], other[KEY_LEN];
	uint8_t plain[32] = "the data key, for instance", box[SEALED_LEN(32)], out[32];

	g_assert_true(crypt_box_keypair(own, public_key));
	g_assert_true(crypt_box_keypair(wrong, other));
	for (int i = 0; i < 20; i++) {
		g_assert_true(crypt_seal(public_key, "info", 4, plain, sizeof(plain), box));
		g_assert_true(crypt_open(own, public_key, "info", 4, box, sizeof(box), out));
		g_assert_cmpmem(out, sizeof(out), plain, sizeof(plain));
	}
	g_assert_false(crypt_open(wrong, public_key, "info", 4, box, sizeof(box), out));
	g_assert_false(crypt_open(own, other, "info", 4, box, sizeof(box), out));
	for (size_t bit = 0; bit < sizeof(box) * 8; bit++) {
		box[bit / 8] = (uint8_t)(box[bit / 8] ^ 1 << bit % 8);
		g_assert_false(crypt_open(own, public_key, "info", 4, box, sizeof(box), out));
		box[bit / 8] = (uint8_t)(box[bit / 8] ^ 1 << bit % 8);
	}
	secret_free(own);
	secret_free(wrong);
}

/* x = 5 is on the curve, x = 1 is not: y^2 = x^3 - 3x + b has no root there. */
static void a_number_that_is_no_point_is_no_key(void)
{
	uint8_t key[KEY_LEN], box[SEALED_LEN(1)], signature[SIGNATURE_LEN] = { 1 };

	memset(key, 0xff, sizeof(key));		/* beyond the field's prime */
	g_assert_false(crypt_seal(key, NULL, 0, "x", 1, box));
	g_assert_false(crypt_verify(key, "x", 1, signature));
	g_assert_null(crypt_public_pem(key));
	memset(key, 0, sizeof(key));
	key[KEY_LEN - 1] = 5;
	g_assert_true(crypt_seal(key, NULL, 0, "x", 1, box));
	key[KEY_LEN - 1] = 1;
	g_assert_false(crypt_seal(key, NULL, 0, "x", 1, box));
}

/* "password", "salt" filled with zeros to 32 bytes: reckoned by another program (hashlib.pbkdf2_hmac). */
static void a_password_is_stretched_by_pbkdf2(void)
{
	static const struct kdf_cost thousand = { .passes = 1000 }, lanes = { .passes = 1000, .lanes = 1 };
	static const uint8_t salt[SALT_LEN] = "salt";
	g_autofree char *hex = NULL;
	uint8_t out[KEY_LEN];

	g_assert_true(crypt_stretch(&thousand, "password", 8, salt, out, NULL));
	hex = crypt_hex(out, KEY_LEN);
	g_assert_cmpstr(hex, ==, "43a2c0b23c23aaae7b8cf909685a9532ed26e856765431e768ce7ca2a081b67d");
	g_assert_false(crypt_stretch(&lanes, "password", 8, salt, out, NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	crypt_init();
#define TEST(name) g_test_add_func("/crypt-fips/" #name, name)
	TEST(a_process_keeps_the_profile_it_began_with);
	TEST(a_key_pair_is_one_of_p_256);
	TEST(a_signature_holds_for_its_bytes_and_key_only);
	TEST(others_can_check_an_encoded_signature);
	TEST(a_box_opens_for_its_pair_only);
	TEST(a_number_that_is_no_point_is_no_key);
	TEST(a_password_is_stretched_by_pbkdf2);
#undef TEST
	return g_test_run();
}
