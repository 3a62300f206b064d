#include <glib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "src/base/crypt.h"
#include "src/base/err.h"
#include "src/base/secret.h"

struct bytes {
	uint8_t data[512];
	size_t len;
};

static struct bytes hex(const char *text)
{
	struct bytes b = { .len = strlen(text) / 2 };

	g_assert_cmpuint(b.len, <=, sizeof(b.data));
	g_assert_true(crypt_unhex(text, b.data, b.len));
	return b;
}

static void assert_hex(const void *data, size_t len, const char *expected)
{
	g_autofree char *text = crypt_hex(data, len);

	g_assert_cmpstr(text, ==, expected);
}

/* FIPS 180-4's examples */
static void test_ssh_key(void)
{
	static const struct { const char *info, *name; } cases[] = {
		{ "publickey ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIERQxWGLl7/Ih0w51nFNfbaplqsDJxw+tt/dgM42Elq9\n",
		  "SHA256:L4aLtQgwIlv+eifPG913i0Gvm5liFTdW6QeP3T/1BE4" },
		{ "password\npublickey ssh-ed25519 "
		  "AAAAC3NzaC1lZDI1NTE5AAAAIERQxWGLl7/Ih0w51nFNfbaplqsDJxw+tt/dgM42Elq9",
		  "SHA256:L4aLtQgwIlv+eifPG913i0Gvm5liFTdW6QeP3T/1BE4" },
		{ "password\n", NULL }, { "publickey ssh-ed25519", NULL }, { "publickey x !", NULL }, { "", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *name = crypt_ssh_key(cases[i].info);

		g_assert_cmpstr(name, ==, cases[i].name);
	}
}

static void test_sha256(void)
{
	uint8_t out[HASH_LEN];

	crypt_sha256(NULL, 0, out);
	assert_hex(
		out, HASH_LEN, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	crypt_sha256("abc", 3, out);
	assert_hex(
		out, HASH_LEN, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	crypt_sha256_parts(out, "a", (size_t)1, "", (size_t)0, "bc", (size_t)2, NULL);
	assert_hex(
		out, HASH_LEN, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* RFC 4231 case 1: HMAC fills its key up with zeros, so 20 bytes fit into our 32 */
static void test_hmac(void)
{
	uint8_t key[KEY_LEN] = { 0 }, out[HASH_LEN];

	memset(key, 0x0b, 20);
	crypt_hmac(key, "Hi There", 8, out);
	assert_hex(
		out, HASH_LEN, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	memset(key, 0, sizeof(key));
	crypt_hmac(key, NULL, 0, out);
	assert_hex(
		out, HASH_LEN, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

/* RFC 5869 appendix A, cases 1 to 3 */
static void test_hkdf(void)
{
	static const struct {
		const char *key, *salt, *info, *out;
	} cases[] = {
		{ "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c",
			"f0f1f2f3f4f5f6f7f8f9",
			"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5"
			"b887185865" },
		{ "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627"
		  "28292a"
		  "2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
			"606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f8081828384"
			"85868788898a"
			"8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaea"
			"f",
			"b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4"
			"d5d6d7d8d9da"
			"dbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfef"
			"f",
			"b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99ca"
			"c7827271cb41c6"
			"5e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d"
			"87" },
		{ "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "",
			"8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395fa"
			"a4b61a96c8" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct bytes key = hex(cases[i].key), salt = hex(cases[i].salt),
			     info = hex(cases[i].info);
		uint8_t out[128];
		size_t len = strlen(cases[i].out) / 2;

		g_assert_true(crypt_hkdf(key.data, key.len, salt.len ? salt.data : NULL, salt.len,
			info.len ? info.data : NULL, info.len, out, len));
		assert_hex(out, len, cases[i].out);
	}
}

/* Test cases 13 to 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega), as NIST has them
 */
static const struct {
	const char *key, *nonce, *aad, *plain, *cipher, *tag;
} gcm_cases[] = {
	{ "0000000000000000000000000000000000000000000000000000000000000000",
		"000000000000000000000000", "", "", "", "530f8afbc74536b9a963b4f1c4cb738b" },
	{ "0000000000000000000000000000000000000000000000000000000000000000",
		"000000000000000000000000", "", "00000000000000000000000000000000",
		"cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919" },
	{ "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
		"cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
		"d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
		"1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
		"522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
		"8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
		"76fc6ece0f4e1768cddf8853bb2d551b" },
};

static void test_gcm(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(gcm_cases); i++) {
		struct bytes key = hex(gcm_cases[i].key), nonce = hex(gcm_cases[i].nonce);
		struct bytes aad = hex(gcm_cases[i].aad), plain = hex(gcm_cases[i].plain);
		uint8_t out[512], tag[TAG_LEN], back[512];

		g_assert_true(crypt_encrypt(
			key.data, nonce.data, aad.data, aad.len, plain.data, plain.len, out, tag));
		assert_hex(out, plain.len, gcm_cases[i].cipher);
		assert_hex(tag, TAG_LEN, gcm_cases[i].tag);
		g_assert_true(crypt_decrypt(
			key.data, nonce.data, aad.data, aad.len, out, plain.len, tag, back));
		g_assert_cmpmem(back, plain.len, plain.data, plain.len);
	}
}

static void flip(uint8_t *p, size_t bit)
{
	p[bit / 8] ^= (uint8_t)(1u << bit % 8);
}

static void test_gcm_refuses(void)
{
	struct bytes key = hex(gcm_cases[2].key), nonce = hex(gcm_cases[2].nonce);
	struct bytes aad = hex(gcm_cases[2].aad), cipher = hex(gcm_cases[2].cipher);
	struct bytes tag = hex(gcm_cases[2].tag);
	struct bytes *const parts[] = { &key, &nonce, &aad, &cipher, &tag };
	uint8_t out[512], zero[512] = { 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		for (size_t bit = 0; bit < parts[i]->len * 8; bit++) {
			memset(out, 0xaa, sizeof(out));
			flip(parts[i]->data, bit);
			g_assert_false(crypt_decrypt(key.data, nonce.data, aad.data, aad.len,
				cipher.data, cipher.len, tag.data, out));
			flip(parts[i]->data, bit);
			g_assert_cmpmem(out, cipher.len, zero, cipher.len);
		}
	}
	g_assert_true(crypt_decrypt(
		key.data, nonce.data, aad.data, aad.len, cipher.data, cipher.len, tag.data, out));
}

/* The expected value comes from another implementation (OpenSSL's own Argon2id). */
static void test_argon2id(void)
{
	static const struct kdf_cost cost = { .passes = 3, .memory_kib = 64, .lanes = 4 };
	char password[] = "correct horse battery staple";
	uint8_t salt[SALT_LEN], out[KEY_LEN];
	g_autoptr(GError) error = NULL;

	for (size_t i = 0; i < SALT_LEN; i++)
		salt[i] = (uint8_t)i;
	g_assert_true(crypt_stretch(&cost, password, strlen(password), salt, out, &error));
	g_assert_no_error(error);
	assert_hex(
		out, KEY_LEN, "9fabdcd6745c36df7b1e0446847d3ceb5ba878236cf1869d516e62cfe3df9bd5");
	g_assert_cmpstr(password, ==, "correct horse battery staple");
}

static void test_argon2id_refuses(void)
{
	static const struct {
		struct kdf_cost cost;
		const char *password;
		enum err_kind kind;
	} cases[] = {
		{ { 1, 8, 1 }, "", ERR_INVALID },
		{ { 0, 8, 1 }, "x", ERR_FAILED },
		{ { 1, 0, 1 }, "x", ERR_FAILED },
		{ { 1, 8, 0 }, "x", ERR_FAILED },
		{ { 1, 8, 4 }, "x", ERR_FAILED },
	};
	uint8_t salt[SALT_LEN] = { 0 }, out[KEY_LEN];

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_false(crypt_stretch(&cases[i].cost, cases[i].password,
			strlen(cases[i].password), salt, out, &error));
		g_assert_true(err_is(error, cases[i].kind));
	}
}

static void test_box(void)
{
	static const size_t lens[] = { 0, 1, 32, 1000 };
	uint8_t *private_key = secret_new(KEY_LEN), public_key[KEY_LEN];

	g_assert_true(crypt_box_keypair(private_key, public_key));
	for (size_t i = 0; i < G_N_ELEMENTS(lens); i++) {
		g_autofree uint8_t *plain = g_malloc0(lens[i] + 1);
		g_autofree uint8_t *back = g_malloc0(lens[i] + 1);
		g_autofree uint8_t *box = g_malloc(SEALED_LEN(lens[i]));
		g_autofree uint8_t *other = g_malloc(SEALED_LEN(lens[i]));

		crypt_random(plain, lens[i]);
		g_assert_true(crypt_seal(public_key, "info", 4, plain, lens[i], box));
		g_assert_true(crypt_seal(public_key, "info", 4, plain, lens[i], other));
		g_assert_cmpint(memcmp(box, other, SEALED_LEN(lens[i])), !=, 0);
		g_assert_true(crypt_open(
			private_key, public_key, "info", 4, box, SEALED_LEN(lens[i]), back));
		g_assert_cmpmem(back, lens[i], plain, lens[i]);
	}
	secret_free(private_key);
}

/* Made by another implementation with the keys of RFC 7748 6.1: Alice's is the ephemeral one. */
static void test_box_of_others(void)
{
	struct bytes private_key =
		hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
	struct bytes public_key =
		hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
	struct bytes box = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
			       "000102030405060708090a0b"
			       "6627e1aa9f6129e0037793a690d7742e0659561eae9e337b");
	uint8_t out[8];

	g_assert_true(crypt_open(
		private_key.data, public_key.data, "test box", 8, box.data, box.len, out));
	g_assert_cmpmem(out, 8, "evidence", 8);
}

static void test_box_refuses(void)
{
	uint8_t *private_key = secret_new(KEY_LEN), *wrong_private = secret_new(KEY_LEN);
	uint8_t public_key[KEY_LEN], wrong_public[KEY_LEN], box[SEALED_LEN(32)], plain[32], out[32];
	static const uint8_t low_order[KEY_LEN] = { 0 };

	crypt_random(plain, sizeof(plain));
	g_assert_true(crypt_box_keypair(private_key, public_key));
	g_assert_true(crypt_box_keypair(wrong_private, wrong_public));
	g_assert_true(crypt_seal(public_key, "info", 4, plain, sizeof(plain), box));
	for (size_t bit = 0; bit < sizeof(box) * 8; bit++) {
		flip(box, bit);
		/* RFC 7748 5: the last bit of a public key is ignored in the exchange; in ours it
		 * goes into the key all the same. */
		g_assert_false(
			crypt_open(private_key, public_key, "info", 4, box, sizeof(box), out));
		flip(box, bit);
	}
	for (size_t len = 0; len < sizeof(box); len++)
		g_assert_false(crypt_open(private_key, public_key, "info", 4, box, len, out));
	g_assert_false(crypt_open(wrong_private, public_key, "info", 4, box, sizeof(box), out));
	g_assert_false(crypt_open(private_key, wrong_public, "info", 4, box, sizeof(box), out));
	g_assert_false(crypt_open(private_key, public_key, "inf", 3, box, sizeof(box), out));
	g_assert_false(crypt_open(private_key, public_key, NULL, 0, box, sizeof(box), out));
	g_assert_true(crypt_open(private_key, public_key, "info", 4, box, sizeof(box), out));
	g_assert_false(crypt_seal(low_order, "info", 4, plain, sizeof(plain), box));
	secret_free(private_key);
	secret_free(wrong_private);
}

/* RFC 8032 7.1, tests 1 to 3 */
static void test_signatures(void)
{
	static const struct {
		const char *seed, *public_key, *message, *signature;
	} cases[] = {
		{ "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
			"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
			"e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590"
			"a33bacc61e3970"
			"1cf9b46bd25bf5f0595bbe24655141438e7a100b" },
		{ "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
			"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
			"92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e"
			"15996e458f3613"
			"d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
		{ "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
			"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
			"6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d"
			"16f290ae67f760"
			"984dc6594a7c15e9716ed28dc027beceea1ec40a" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct bytes seed = hex(cases[i].seed), public_key = hex(cases[i].public_key);
		struct bytes message = hex(cases[i].message);
		uint8_t signature[SIGNATURE_LEN];

		g_assert_true(crypt_sign(
			seed.data, message.len ? message.data : NULL, message.len, signature));
		assert_hex(signature, SIGNATURE_LEN, cases[i].signature);
		g_assert_true(crypt_verify(public_key.data, message.data, message.len, signature));
	}
}

static void test_signatures_refuse(void)
{
	uint8_t *seed = secret_new(KEY_LEN), public_key[KEY_LEN], signature[SIGNATURE_LEN];
	uint8_t data[40];

	crypt_random(data, sizeof(data));
	g_assert_true(crypt_sign_keypair(seed, public_key));
	g_assert_true(crypt_sign(seed, data, sizeof(data), signature));
	for (size_t bit = 0; bit < SIGNATURE_LEN * 8; bit++) {
		flip(signature, bit);
		g_assert_false(crypt_verify(public_key, data, sizeof(data), signature));
		flip(signature, bit);
	}
	for (size_t bit = 0; bit < sizeof(data) * 8; bit++) {
		flip(data, bit);
		g_assert_false(crypt_verify(public_key, data, sizeof(data), signature));
		flip(data, bit);
	}
	g_assert_false(crypt_verify(public_key, data, sizeof(data) - 1, signature));
	g_assert_true(crypt_verify(public_key, data, sizeof(data), signature));
	secret_free(seed);
}

static void test_public_pem(void)
{
	struct bytes key = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
	g_autofree char *pem = crypt_public_pem(key.data);
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *read = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL);
	uint8_t raw[KEY_LEN];
	size_t len = sizeof(raw);

	g_assert_nonnull(read);
	g_assert_cmpint(EVP_PKEY_get_raw_public_key(read, raw, &len), ==, 1);
	g_assert_cmpmem(raw, len, key.data, KEY_LEN);
	EVP_PKEY_free(read);
	BIO_free(bio);
}

static void check_cms(X509 *certificate, EVP_PKEY *key)
{
	STACK_OF(X509) *to = sk_X509_new_null();
	BIO *in = BIO_new_mem_buf("alert", 5), *out = BIO_new(BIO_s_mem());
	CMS_ContentInfo *cms;
	char text[16];

	sk_X509_push(to, certificate);
	cms = CMS_encrypt(to, in, EVP_aes_256_gcm(), CMS_BINARY | CMS_USE_KEYID);
	g_assert_nonnull(cms);
	g_assert_cmpint(CMS_decrypt(cms, key, certificate, NULL, out, CMS_BINARY), ==, 1);
	g_assert_cmpint(BIO_read(out, text, sizeof(text)), ==, 5);
	g_assert_cmpmem(text, 5, "alert", 5);
	CMS_ContentInfo_free(cms);
	BIO_free(in);
	BIO_free(out);
	sk_X509_free(to);
}

static void test_certificate(void)
{
	g_autofree char *private_pem = NULL, *certificate_pem = NULL;
	BIO *private_bio, *certificate_bio;
	EVP_PKEY *key;
	X509 *certificate;
	char name[256];

	g_assert_true(
		crypt_certificate_new("Leitstelle N\xc3\xbcrnberg, and a name that is far longer "
				      "than the sixty-four characters there are",
			&private_pem, &certificate_pem));
	private_bio = BIO_new_mem_buf(private_pem, -1);
	certificate_bio = BIO_new_mem_buf(certificate_pem, -1);
	key = PEM_read_bio_PrivateKey(private_bio, NULL, NULL, NULL);
	certificate = PEM_read_bio_X509(certificate_bio, NULL, NULL, NULL);
	g_assert_nonnull(key);
	g_assert_nonnull(certificate);
	g_assert_cmpint(X509_check_private_key(certificate, key), ==, 1);
	g_assert_cmpint(X509_verify(certificate, key), ==, 1);
	g_assert_nonnull(X509_get0_subject_key_id(certificate));
	g_assert_cmpuint(X509_get_key_usage(certificate), ==, KU_KEY_AGREEMENT);
	g_assert_cmpint(X509_get_version(certificate), ==, X509_VERSION_3);
	g_assert_cmpint(X509_cmp_current_time(X509_get0_notAfter(certificate)), >, 0);
	g_assert_cmpint(X509_NAME_get_text_by_NID(X509_get_subject_name(certificate),
				NID_commonName, name, sizeof(name)),
		>, 0);
	g_assert_true(g_str_has_prefix(name, "Leitstelle N"));
	check_cms(certificate, key);
	secret_wipe(private_pem, strlen(private_pem));
	X509_free(certificate);
	EVP_PKEY_free(key);
	BIO_free(certificate_bio);
	BIO_free(private_bio);
}

static void test_hex(void)
{
	static const char *const wrong[] = { "", "00f", "00ff0", "00ff00", "0x0f", "00 f", "00fg" };
	uint8_t out[2];
	g_autofree char *text = crypt_hex("\x00\xff\x1a", 3);
	g_autofree char *none = crypt_hex(NULL, 0);

	g_assert_cmpstr(text, ==, "00ff1a");
	g_assert_cmpstr(none, ==, "");
	g_assert_true(crypt_unhex("00fF", out, 2));
	g_assert_cmpmem(out, 2, "\x00\xff", 2);
	g_assert_true(crypt_unhex("", out, 0));
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		g_assert_false(crypt_unhex(wrong[i], out, 2));
}

static void test_uuid(void)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (int i = 0; i < 1000; i++) {
		char *uuid = crypt_uuid();

		g_assert_true(g_uuid_string_is_valid(uuid));
		g_assert_cmpuint(strlen(uuid), ==, 36);
		g_assert_cmpint(uuid[14], ==, '4');
		g_assert_nonnull(strchr("89ab", uuid[19]));
		g_assert_true(g_hash_table_add(seen, uuid));
	}
}

static void test_passphrase(void)
{
	static const struct {
		unsigned bits;
		size_t len;
	} lens[] = {
		{ 0, 19 },
		{ 80, 19 },
		{ 81, 24 },
		{ 100, 24 },
		{ 128, 34 },
		{ 160, 39 },
	};
	unsigned count[256] = { 0 };

	for (size_t i = 0; i < G_N_ELEMENTS(lens); i++) {
		g_autofree char *text = crypt_passphrase(lens[i].bits);

		g_assert_cmpuint(strlen(text), ==, lens[i].len);
		for (size_t j = 0; j < lens[i].len; j++)
			g_assert_cmpint(text[j] == '-', ==, j % 5 == 4);
	}
	for (int i = 0; i < 4000; i++) {
		g_autofree char *text = crypt_passphrase(80);

		for (const char *p = text; *p; p++)
			count[(unsigned char)*p]++;
	}
	/* 64,000 letters, 2,000 of each; seven standard deviations are 308 */
	for (const char *p = "0123456789abcdefghjkmnpqrstvwxyz"; *p; p++) {
		g_assert_cmpuint(count[(unsigned char)*p], >, 1692);
		g_assert_cmpuint(count[(unsigned char)*p], <, 2308);
	}
	for (const char *p = "ilouABCXYZ"; *p; p++)
		g_assert_cmpuint(count[(unsigned char)*p], ==, 0);
}

static void test_start(void)
{
	crypt_init(); /* twice is once */
	g_assert_null(OPENSSL_malloc(0));
	if (g_test_subprocess()) {
		void *p = OPENSSL_malloc(SIZE_MAX / 4);

		g_assert_null(p); /* not reached */
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_failed();
}

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/crypt/libcrypto never sees an allocation fail", test_start);
	g_test_add_func("/crypt/SHA-256 gives the known values", test_sha256);
	g_test_add_func("/crypt/an SSH key is named as ssh-keygen does", test_ssh_key);
	g_test_add_func("/crypt/HMAC gives the known values", test_hmac);
	g_test_add_func("/crypt/HKDF gives the known values", test_hkdf);
	g_test_add_func("/crypt/AES-GCM gives the known values", test_gcm);
	g_test_add_func("/crypt/AES-GCM refuses every flipped bit and wipes", test_gcm_refuses);
	g_test_add_func(
		"/crypt/Argon2id gives the known value and leaves the password", test_argon2id);
	g_test_add_func("/crypt/Argon2id refuses impossible costs", test_argon2id_refuses);
	g_test_add_func("/crypt/a sealed box opens", test_box);
	g_test_add_func("/crypt/a box of another implementation opens", test_box_of_others);
	g_test_add_func("/crypt/a box refuses flipped bits, cuts and wrong keys", test_box_refuses);
	g_test_add_func("/crypt/Ed25519 gives the known values", test_signatures);
	g_test_add_func("/crypt/a signature refuses every flipped bit", test_signatures_refuse);
	g_test_add_func("/crypt/a public key can be read by others", test_public_pem);
	g_test_add_func("/crypt/a certificate takes a sealed alert", test_certificate);
	g_test_add_func("/crypt/hex goes both ways", test_hex);
	g_test_add_func("/crypt/UUIDs are of version 4 and differ", test_uuid);
	g_test_add_func("/crypt/passphrases prefer no letter", test_passphrase);
	return g_test_run();
}
