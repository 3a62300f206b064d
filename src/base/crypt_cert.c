/* The certificate that alerts are sealed to. */
#include "src/base/crypt.h"

#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#define NAME_MAX_CHARS 64 /* ub-common-name, RFC 5280 appendix A */
#define SERIAL_LEN 16

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BIO, BIO_free_all)

static bool set_serial(X509 *certificate)
{
	uint8_t bytes[SERIAL_LEN];
	g_autoptr(BIGNUM) number = NULL;

	crypt_random(bytes, sizeof(bytes));
	bytes[0] = (uint8_t)((bytes[0] & 0x7f) | 0x40); /* positive, and never short */
	number = BN_bin2bn(bytes, sizeof(bytes), NULL);
	return number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
}

static bool set_name(X509 *certificate, const char *name)
{
	g_autofree char *valid = g_utf8_make_valid(name, -1);
	g_autofree char *common =
		g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), NAME_MAX_CHARS));
	X509_NAME *subject = X509_get_subject_name(certificate);

	return X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
		       (const unsigned char *)common, -1, -1, 0) == 1 &&
	       X509_set_issuer_name(certificate, subject) == 1;
}

static bool add_extension(X509 *certificate, int nid, const char *value)
{
	g_autoptr(X509_EXTENSION) extension = NULL;
	X509V3_CTX ctx;

	X509V3_set_ctx(&ctx, certificate, certificate, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	return extension && X509_add_ext(certificate, extension, -1) == 1;
}

static bool fill(X509 *certificate, EVP_PKEY *key, const char *name)
{
	/* RFC 5280 4.1.2.5: no expiry. An alert must not be lost because nobody renewed. */
	return X509_set_version(certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
	       set_name(certificate, name) &&
	       X509_gmtime_adj(X509_getm_notBefore(certificate), 0) &&
	       ASN1_TIME_set_string(X509_getm_notAfter(certificate), "99991231235959Z") == 1 &&
	       X509_set_pubkey(certificate, key) == 1 &&
	       add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
	       add_extension(certificate, NID_key_usage, "critical,keyAgreement") &&
	       /* CMS names the recipient by it. */
	       add_extension(certificate, NID_subject_key_identifier, "hash") &&
	       X509_sign(certificate, key, EVP_sha256()) > 0;
}

static char *bio_text(BIO *bio)
{
	char *text;
	long len = BIO_get_mem_data(bio, &text);

	return g_strndup(text, (gsize)len);
}

bool crypt_certificate_new(const char *name, char **private_pem, char **certificate_pem)
{
	g_autoptr(EVP_PKEY) key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	g_autoptr(X509) certificate = X509_new();
	g_autoptr(BIO) private_bio = BIO_new(BIO_s_secmem());
	g_autoptr(BIO) certificate_bio = BIO_new(BIO_s_mem());
	bool ok;

	ok = key && certificate && private_bio && certificate_bio && fill(certificate, key, name) &&
	     PEM_write_bio_PrivateKey(private_bio, key, NULL, NULL, 0, NULL, NULL) == 1 &&
	     PEM_write_bio_X509(certificate_bio, certificate) == 1;
	if (!ok) {
		ERR_clear_error();
		return false;
	}
	*private_pem = bio_text(private_bio);
	*certificate_pem = bio_text(certificate_bio);
	return true;
}
