/* Which algorithms keep a store: chosen at init, never changed silently, one for a process.
 *
 *		password		key pairs		signature
 *	standard	Argon2id		X25519, Ed25519		Ed25519
 *	fips		PBKDF2-HMAC-SHA-512	P-256			ECDSA with SHA-256
 *
 * In the profile fips OpenSSL's FIPS provider does all of it, and SQLCipher's part with it. */
#ifndef BASE_CRYPT_PROFILE_H
#define BASE_CRYPT_PROFILE_H

#include "src/base/err.h"

enum crypt_profile { CRYPT_STANDARD, CRYPT_FIPS };

/* "standard", "fips". False: another word. */
bool crypt_profile_find(const char *name, enum crypt_profile *profile);

/* Before the first key or random number of the process. False: its provider is not there, or the process
 * works in the other one already. */
bool crypt_profile_use(enum crypt_profile profile, GError **error);
/* The one in use; the standard one if nobody chose. */
enum crypt_profile crypt_profile(void);

/* Loads OpenSSL's FIPS provider, lets it test itself, and asks for nothing but its algorithms from now on;
 * false with the reason. Not to be called but by crypt_profile_use; tests put another in its place. */
bool crypt_fips_load(GError **error);

#endif
