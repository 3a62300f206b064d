/* What everybody may know before sign-in: the file `public`, JSON, signed by the store's key. */
#ifndef DB_PUBLIC_H
#define DB_PUBLIC_H

#include "src/base/crypt.h"
#include "src/base/err.h"

struct store_public {
	char *uuid, *organisation, *marking, *notice;
	int notice_version;
	char *anchor;		/* path of the anchor file */
	char *host_key;		/* path, or NULL */
	char *certificate;	/* PEM, P-256 */
	uint8_t signer[KEY_LEN];	/* whose signature it carries: the store's; read only */
	char *profile;		/* of crypt_profile.h; NULL: standard */
	char *demo;		/* demo stores: the users and passwords to show; else NULL */
};
/* Says when the file was changed by hand: the signature in it does not fit. Who also signed anew
 * is found by the hash in the keyring, at sign-in. */
struct store_public *store_public_read(const char *dir, GError **error);
/* The same, its signature not verified yet. */
struct store_public *store_public_glance(const char *dir, GError **error);
/* Where its text says that anchor and host key are, unverified, and without choosing a profile: none, when it
 * does not say. g_strfreev. */
char **public_places(const char *dir);
struct store_public *store_public_copy(const struct store_public *public);
void store_public_free(struct store_public *public);
CLEANUP_DEFINE(struct store_public *, store_public_free)

/* The bytes of the file and their SHA-256. Caller frees. NULL with error when a text is no UTF-8. */
char *public_text(const struct store_public *public, const uint8_t seed[KEY_LEN], const uint8_t sign_public[KEY_LEN],
		  size_t *len, uint8_t hash[HASH_LEN], GError **error);
/* Reads the file that has this hash; one that a crash left as public.next takes its place. */
struct store_public *public_read_pinned(const char *dir, const uint8_t hash[HASH_LEN],
					GError **error);
/* In two steps, with the keyring written between them, so that a crash leaves a pair that fits. */
bool public_write_next(const char *dir, const char *text, size_t len, GError **error);
bool public_switch(const char *dir, GError **error);

#endif
