/* Cryptography, thin over OpenSSL 3 and libargon2. All lengths in bytes. */
#ifndef BASE_CRYPT_H
#define BASE_CRYPT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_LEN 32		/* symmetric keys, each half of a key pair, SHA-256 */
#define HASH_LEN 32
#define SALT_LEN 32
#define NONCE_LEN 12
#define TAG_LEN 16
#define SIGNATURE_LEN 64
#define SIGNATURE_ENCODED_MAX 72
/* ephemeral key, nonce, data, tag */
#define SEALED_LEN(n) (KEY_LEN + NONCE_LEN + (n) + TAG_LEN)

/* First call of the process, before anything touches OpenSSL: an allocator that aborts on NULL
 * (SQLCipher 3.4.1 writes plaintext when an allocation fails inside libcrypto). */
void crypt_init(void);
/* "3.0.15": of the OpenSSL that is loaded. */
const char *crypt_library_version(void);

/* The providers of OpenSSL that do the work, "NAME VERSION (active)"; g_strfreev. *fips: only algorithms of a
 * FIPS provider are asked for, by the configuration of this machine. */
char **crypt_providers(bool *fips);

/* Wakes what the first secret needs, while nobody waits for it yet. Not before the profile is known. */
void crypt_wake(void);
void crypt_random(void *out, size_t len);			/* aborts when it cannot */
void crypt_sha256(const void *data, size_t len, uint8_t out[HASH_LEN]);
/* Of all that can still be read from fd; *len is how much that was. False with errno. */
bool crypt_sha256_fd(int fd, uint8_t out[HASH_LEN], uint64_t *len);
/* "SHA256:…", as ssh-keygen -l shows it, of the key in the file that sshd's ExposeAuthInfo names
 * (lines "publickey ssh-ed25519 AAAA…"); NULL: no key in it. Caller frees. */
char *crypt_ssh_key(const char *auth_info);
/* SHA-256 over the parts one after another; the list ends with a NULL pointer:
 * crypt_sha256_parts(out, "a", (size_t)1, p, n, NULL). So no part may be NULL, even when empty. */
void crypt_sha256_parts(uint8_t out[HASH_LEN], ...) G_GNUC_NULL_TERMINATED;
/* The same over two parts, for whoever hashes thousands of short ones: fetched once, used again. */
struct hasher;
struct hasher *hasher_new(void);
void hasher_free(struct hasher *hasher);
void hasher_two(struct hasher *hasher, const void *a, size_t a_len, const void *b, size_t b_len,
		uint8_t out[HASH_LEN]);
void crypt_hmac(const uint8_t key[KEY_LEN], const void *data, size_t len, uint8_t out[HASH_LEN]);
/* HKDF-SHA-256 (RFC 5869); salt may be NULL with 0. */
bool crypt_hkdf(const uint8_t *key, size_t key_len, const void *salt, size_t salt_len,
		const void *info, size_t info_len, uint8_t *out, size_t out_len);

/* AES-256-GCM. encrypt writes len bytes and the tag; decrypt false when anything was changed. */
bool crypt_encrypt(const uint8_t key[KEY_LEN], const uint8_t nonce[NONCE_LEN], const void *aad,
		   size_t aad_len, const void *in, size_t len, uint8_t *out, uint8_t tag[TAG_LEN]);
bool crypt_decrypt(const uint8_t key[KEY_LEN], const uint8_t nonce[NONCE_LEN], const void *aad,
		   size_t aad_len, const void *in, size_t len, const uint8_t tag[TAG_LEN],
		   uint8_t *out);

/* Argon2id v1.3 (RFC 9106); with no memory and no lanes PBKDF2-HMAC-SHA-512 (SP 800-132), passes being its
 * iterations. The password is not changed; an empty one is ERR_INVALID. */
struct kdf_cost { uint32_t passes, memory_kib, lanes; };
bool crypt_stretch(const struct kdf_cost *cost, const void *password, size_t password_len,
		   const uint8_t salt[SALT_LEN], uint8_t out[KEY_LEN], GError **error);

/* Key pairs of the profile in use (crypt_profile.h), raw. private and seed: keep them in secret memory. */
bool crypt_box_keypair(uint8_t private_key[KEY_LEN], uint8_t public_key[KEY_LEN]);
bool crypt_sign_keypair(uint8_t seed[KEY_LEN], uint8_t public_key[KEY_LEN]);

/* Sealed box: ephemeral ECDH, HKDF-SHA-256(info ‖ both public keys), AES-256-GCM.
 * out has SEALED_LEN(len) bytes; open writes sealed_len - SEALED_LEN(0). */
bool crypt_seal(const uint8_t public_key[KEY_LEN], const void *info, size_t info_len,
		const void *in, size_t len, uint8_t *out);
bool crypt_open(const uint8_t private_key[KEY_LEN], const uint8_t public_key[KEY_LEN],
		const void *info, size_t info_len, const uint8_t *sealed, size_t sealed_len,
		uint8_t *out);

bool crypt_sign(const uint8_t seed[KEY_LEN], const void *data, size_t len,
		uint8_t signature[SIGNATURE_LEN]);
/* The same for whoever signs often: half of a signature is to derive the public key again. Never take that from
 * elsewhere to spare it: Ed25519 with another's public key gives the seed away. NULL: no such key; it signs nothing.
 * Free with sign_key_free, which wipes. */
struct sign_key;
struct sign_key *sign_key_new(const uint8_t seed[KEY_LEN]);
void sign_key_free(struct sign_key *key);
bool sign_key_sign(const struct sign_key *key, const void *data, size_t len, uint8_t signature[SIGNATURE_LEN]);
bool crypt_verify(const uint8_t public_key[KEY_LEN], const void *data, size_t len,
		  const uint8_t signature[SIGNATURE_LEN]);
/* As openssl on the command line and C2SP notes want it: Ed25519 as it is, ECDSA in DER. False: it is none. */
bool crypt_signature_encode(const uint8_t raw[SIGNATURE_LEN], uint8_t out[SIGNATURE_ENCODED_MAX], size_t *len);
bool crypt_signature_decode(const void *encoded, size_t len, uint8_t raw[SIGNATURE_LEN]);
/* SubjectPublicKeyInfo in PEM, for openssl on the command line. Caller frees; NULL: it is no key. */
char *crypt_public_pem(const uint8_t public_key[KEY_LEN]);
/* … in DER. Caller frees; NULL with *len 0: it is no key. */
uint8_t *crypt_public_der(const uint8_t public_key[KEY_LEN], size_t *len);

/* A P-256 key pair with a self-signed certificate that does not expire: alerts are sealed to it
 * (CMS). name becomes the common name, its first 64 characters. The caller frees both with
 * g_free and wipes private_pem before. */
bool crypt_certificate_new(const char *name, char **private_pem, char **certificate_pem);

/* Lower-case hex. Caller frees. */
char *crypt_hex(const void *data, size_t len);
void crypt_hex_into(const void *data, size_t len, char *hex);	/* 2*len + 1 bytes */
bool crypt_unhex(const char *hex, void *out, size_t len);	/* exactly 2*len digits */
/* 128 random bits as a version 4 UUID, 36 characters. Caller frees. */
char *crypt_uuid(void);
/* A one-time passphrase a person can type: groups of four of Crockford base32, lower case,
 * bits >= 80 (rounded up to whole groups). Caller wipes and frees. */
char *crypt_passphrase(unsigned bits);

#endif
