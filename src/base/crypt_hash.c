/* Start-up, random bytes, hashes, and how bytes are written as text. */
#include "src/base/crypt.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include "src/base/crypt_profile.h"
#include "src/base/err.h"
#include "src/base/i18n.h"
#include "src/base/leak_check.h"
#include "src/base/secret.h"

#define SECURE_HEAP 65536
#define CHUNK 65536

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_MD_CTX, EVP_MD_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_KDF, EVP_KDF_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_KDF_CTX, EVP_KDF_CTX_free)

/* Where no answer can be right, going on is worse than stopping. */
static void die(const char *what)
{
	g_error("%s: %s", what, ERR_error_string(ERR_peek_last_error(), NULL));
}

static void *allocate(size_t len, const char *file, int line)
{
	void *p = len ? malloc(len) : NULL;

	(void)file;
	(void)line;
	if (len && !p)
		g_error("out of memory in libcrypto (%zu bytes)", len);
	return p;
}

static void release(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

static void *reallocate(void *old, size_t len, const char *file, int line)
{
	void *p;

	if (len == 0) {
		release(old, file, line);
		return NULL;
	}
	p = realloc(old, len);
	if (!p)
		g_error("out of memory in libcrypto (%zu bytes)", len);
	return p;
}

void crypt_init(void)
{
	CRYPTO_malloc_fn current;

	CRYPTO_get_mem_functions(&current, NULL, NULL);
	if (current == allocate)
		return;
	if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1)
		g_error("libcrypto was used before crypt_init");
	/* No atexit: a database closed after OPENSSL_cleanup crashes. */
	if (OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL) != 1)
		die("libcrypto does not start");
		/* OpenSSL keeps raw private keys there when it is present; without it they still
		 * work. */
#ifndef LEAK_CHECK
	CRYPTO_secure_malloc_init(SECURE_HEAP, 16);
#endif
}

const char *crypt_library_version(void)
{
	return OpenSSL_version(OPENSSL_VERSION_STRING);
}

static int provider_note(OSSL_PROVIDER *provider, void *data)
{
	char *name = NULL, *version = NULL;
	int status = 0;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_ptr(OSSL_PROV_PARAM_NAME, &name, 0),
		OSSL_PARAM_construct_utf8_ptr(OSSL_PROV_PARAM_VERSION, &version, 0),
		OSSL_PARAM_construct_int(OSSL_PROV_PARAM_STATUS, &status),
		OSSL_PARAM_construct_end(),
	};

	if (OSSL_PROVIDER_get_params(provider, params) == 1)
		g_ptr_array_add(data, g_strdup_printf("%s %s (%s)", name ? name : "?", version ? version : "?",
						      status ? _("active") : _("not active")));
	return 1;
}

char **crypt_providers(bool *fips)
{
	GPtrArray *names = g_ptr_array_new();
	uint8_t hash[HASH_LEN];

	crypt_sha256("", 0, hash);	/* loads the one that is used */
	OSSL_PROVIDER_do_all(NULL, provider_note, names);
	g_ptr_array_add(names, NULL);
	*fips = EVP_default_properties_is_fips_enabled(NULL) == 1;
	return (char **)g_ptr_array_free(names, FALSE);
}

void crypt_random(void *out, size_t len)
{
	uint8_t *p = out;

	while (len > 0) {
		int n = (int)MIN(len, (size_t)INT_MAX);

		if (RAND_priv_bytes(p, n) != 1)
			die("no random bytes");
		p += n;
		len -= (size_t)n;
	}
}

void crypt_wake(void)
{
	uint8_t byte;

	/* the generator fetches its cipher and seeds itself for the first one */
	crypt_random(&byte, sizeof(byte));
}

/* Fetched once for a profile: to look it up takes longer than to hash a line. */
static const EVP_MD *sha256(void)
{
	static EVP_MD *fetched;
	static enum crypt_profile of;

	if (!fetched || of != crypt_profile()) {
		EVP_MD_free(fetched);
		fetched = EVP_MD_fetch(NULL, "SHA256", NULL);
		of = crypt_profile();
	}
	if (!fetched)
		die("SHA-256 failed");
	return fetched;
}

void crypt_sha256(const void *data, size_t len, uint8_t out[HASH_LEN])
{
	if (EVP_Digest(data ? data : "", len, out, NULL, sha256(), NULL) != 1)
		die("SHA-256 failed");
}

bool crypt_sha256_fd(int fd, uint8_t out[HASH_LEN], uint64_t *len)
{
	g_autoptr(EVP_MD_CTX) ctx = EVP_MD_CTX_new();
	uint8_t chunk[CHUNK];
	ssize_t n;

	*len = 0;
	if (EVP_DigestInit_ex2(ctx, sha256(), NULL) != 1)
		die("SHA-256 failed");
	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		*len += (uint64_t)n;
		if (EVP_DigestUpdate(ctx, chunk, (size_t)n) != 1)
			die("SHA-256 failed");
	}
	if (EVP_DigestFinal_ex(ctx, out, NULL) != 1)
		die("SHA-256 failed");
	return true;
}

char *crypt_ssh_key(const char *auth_info)
{
	g_auto(GStrv) lines = g_strsplit(auth_info, "\n", -1);

	for (char **line = lines; *line; line++) {
		g_auto(GStrv) words = g_strsplit(g_strstrip(*line), " ", 4);
		g_autofree guchar *key = NULL;
		g_autofree char *text = NULL;
		uint8_t hash[HASH_LEN];
		gsize len;

		if (g_strv_length(words) < 3 || strcmp(words[0], "publickey") != 0)
			continue;
		key = g_base64_decode(words[2], &len);
		if (len == 0)
			continue;
		crypt_sha256(key, len, hash);
		text = g_base64_encode(hash, HASH_LEN);
		text[strcspn(text, "=")] = '\0';
		return g_strconcat("SHA256:", text, NULL);
	}
	return NULL;
}

void crypt_sha256_parts(uint8_t out[HASH_LEN], ...)
{
	g_autoptr(EVP_MD_CTX) ctx = EVP_MD_CTX_new();
	bool ok = EVP_DigestInit_ex2(ctx, sha256(), NULL) == 1;
	const void *part;
	va_list args;

	va_start(args, out);
	while (ok && (part = va_arg(args, const void *)) != NULL)
		ok = EVP_DigestUpdate(ctx, part, va_arg(args, size_t)) == 1;
	va_end(args);
	if (!ok || EVP_DigestFinal_ex(ctx, out, NULL) != 1)
		die("SHA-256 failed");
}

struct hasher {
	EVP_MD_CTX *ctx;
};

struct hasher *hasher_new(void)
{
	struct hasher *hasher = g_new0(struct hasher, 1);

	hasher->ctx = EVP_MD_CTX_new();
	return hasher;
}

void hasher_free(struct hasher *hasher)
{
	if (!hasher)
		return;
	EVP_MD_CTX_free(hasher->ctx);
	g_free(hasher);
}

void hasher_two(struct hasher *hasher, const void *a, size_t a_len, const void *b, size_t b_len,
		uint8_t out[HASH_LEN])
{
	if (EVP_DigestInit_ex2(hasher->ctx, sha256(), NULL) != 1 ||
	    EVP_DigestUpdate(hasher->ctx, a, a_len) != 1 ||
	    EVP_DigestUpdate(hasher->ctx, b, b_len) != 1 ||
	    EVP_DigestFinal_ex(hasher->ctx, out, NULL) != 1)
		die("SHA-256 failed");
}

void crypt_hmac(const uint8_t key[KEY_LEN], const void *data, size_t len, uint8_t out[HASH_LEN])
{
	if (!HMAC(sha256(), key, KEY_LEN, data ? data : (const void *)"", len, out, NULL))
		die("HMAC-SHA-256 failed");
}

/* OSSL_PARAM has no const, though the derivation only reads. */
static OSSL_PARAM octets(const char *name, const void *data, size_t len)
{
	union {
		const void *in;
		void *out;
	} bytes = { .in = data ? data : "" };

	return OSSL_PARAM_construct_octet_string(name, bytes.out, len);
}

bool crypt_hkdf(const uint8_t *key, size_t key_len, const void *salt, size_t salt_len,
	const void *info, size_t info_len, uint8_t *out, size_t out_len)
{
	char digest[] = "SHA256";
	g_autoptr(EVP_KDF) kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	g_autoptr(EVP_KDF_CTX) ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
		octets(OSSL_KDF_PARAM_KEY, key, key_len),
		octets(OSSL_KDF_PARAM_SALT, salt, salt_len),
		octets(OSSL_KDF_PARAM_INFO, info, info_len),
		OSSL_PARAM_construct_end(),
	};
	bool ok = ctx && EVP_KDF_derive(ctx, out, out_len, params) == 1;

	if (!ok)
		ERR_clear_error();
	return ok;
}

void crypt_hex_into(const void *data, size_t len, char *hex)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *p = data;

	for (size_t i = 0; i < len; i++) {
		hex[2 * i] = digits[p[i] >> 4];
		hex[2 * i + 1] = digits[p[i] & 15];
	}
	hex[2 * len] = '\0';
}

char *crypt_hex(const void *data, size_t len)
{
	char *hex = g_malloc(2 * len + 1);

	crypt_hex_into(data, len, hex);
	return hex;
}

bool crypt_unhex(const char *hex, void *out, size_t len)
{
	uint8_t *p = out;

	for (size_t i = 0; i < 2 * len; i++)
		if (!g_ascii_isxdigit(hex[i])) /* the final NUL is none */
			return false;
	if (hex[2 * len] != '\0')
		return false;
	for (size_t i = 0; i < len; i++)
		p[i] = (uint8_t)(g_ascii_xdigit_value(hex[2 * i]) << 4 |
				 g_ascii_xdigit_value(hex[2 * i + 1]));
	return true;
}

char *crypt_uuid(void)
{
	uint8_t bytes[16];
	g_autofree char *hex = NULL;

	crypt_random(bytes, sizeof(bytes));
	bytes[6] = (uint8_t)((bytes[6] & 0x0f) | 0x40);
	bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
	hex = crypt_hex(bytes, sizeof(bytes));
	return g_strdup_printf(
		"%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

char *crypt_passphrase(unsigned bits)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	size_t groups = ((size_t)MAX(bits, 80) + 19) / 20;
	char *text = g_malloc(groups * 5), *p = text;

	for (size_t i = 0; i < groups; i++) {
		uint8_t bytes[4];

		/* 32 letters divide 256: the lower five bits of a byte prefer none. */
		crypt_random(bytes, sizeof(bytes));
		for (size_t j = 0; j < sizeof(bytes); j++)
			*p++ = letters[bytes[j] & 31];
		secret_wipe(bytes, sizeof(bytes));
		*p++ = '-';
	}
	p[-1] = '\0';
	return text;
}
