/* OpenSSL's FIPS provider (fips_module(7), SP 800-171 3.13.11). Whether it is a validated module on this machine
 * is a fact of the installation, not ours to claim. */
#include "src/base/crypt_profile.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include "src/base/i18n.h"

/* Whoever is told so may go on with the profile standard: the provider of that is no longer loaded by itself
 * once another was asked for. */
static bool refused(const char *what, GError **error)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	err_set(error, ERR_FAILED, _("the profile fips needs OpenSSL's FIPS provider, and %s%s%s; install one "
		"(openssl fipsinstall), name it in openssl.cnf, see DEPLOYMENT.md"), what, reason ? ": " : "",
		reason ? reason : "");
	EVP_default_properties_enable_fips(NULL, 0);
	OSSL_PROVIDER_load(NULL, "default");
	ERR_clear_error();
	return false;
}

/* MD5 is what an approved module never has: if it can be had, the settings did not take. */
static bool only_approved(void)
{
	EVP_MD *none = EVP_MD_fetch(NULL, "MD5", NULL);
	EVP_MD *some = EVP_MD_fetch(NULL, "SHA512", NULL);
	bool ok = some && !none && EVP_default_properties_is_fips_enabled(NULL) == 1;

	EVP_MD_free(none);
	EVP_MD_free(some);
	ERR_clear_error();
	return ok;
}

bool crypt_fips_load(GError **error)
{
	OSSL_PROVIDER *fips;

	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG, NULL);
	ERR_clear_error();
	fips = OSSL_PROVIDER_load(NULL, "fips");
	if (!fips)
		return refused(_("it cannot be loaded"), error);
	/* reads and writes keys as text, no cryptography in it */
	if (!OSSL_PROVIDER_load(NULL, "base"))
		return refused(_("the provider \"base\" cannot be loaded"), error);
	if (OSSL_PROVIDER_self_test(fips) != 1)
		return refused(_("it fails its own test"), error);
	if (EVP_default_properties_enable_fips(NULL, 1) != 1 || !only_approved())
		return refused(_("other algorithms are still to be had"), error);
	/* fails when random numbers were drawn before, which were another provider's */
	if (RAND_set_DRBG_type(NULL, "CTR-DRBG", "fips=yes", "AES-256-CTR", NULL) != 1)
		return refused(_("random numbers were drawn before it was there"), error);
	return true;
}
