/* Canonical bytes: what is hashed, and how (doc/FORMATS.md, the audit line). */
#ifndef DB_CANON_H
#define DB_CANON_H

#include "src/base/crypt.h"
#include <glib.h>

#define VALUE_SALT_LEN 16
#define HEX_LEN (2 * HASH_LEN + 1)

/* Canonical JSON: keys sorted, no blanks, ASCII only, the shortest escapes, U+007F escaped too. It is
 * written in one go by these; who calls them brings the keys in order. */
bool canon_put_text(GString *out, const char *text);	/* NULL: null. False: it is no UTF-8 */
void canon_put_int(GString *out, int64_t number);
/* The leaf of a line as in RFC 6962: SHA-256(0x00, line). */
void canon_leaf(const char *line, uint8_t leaf[HASH_LEN]);
void canon_leaf_by(struct hasher *hasher, const char *line, size_t len, uint8_t leaf[HASH_LEN]);
/* What the first line names as the one before it. */
void canon_genesis(const char *uuid, uint8_t leaf[HASH_LEN]);
/* SHA-256(salt, text) in hex. Caller frees. */
char *canon_digest(const uint8_t salt[VALUE_SALT_LEN], const char *text);
char *canon_digest_by(struct hasher *hasher, const uint8_t salt[VALUE_SALT_LEN], const char *text);
bool canon_digest_fits(struct hasher *hasher, const uint8_t salt[VALUE_SALT_LEN], const char *text,
		       size_t len, const char *digest);

/* Signatures stand over "blotter/audit/v1\0" and the leaf. */
bool canon_sign(const struct sign_key *key, const uint8_t leaf[HASH_LEN],
		uint8_t signature[SIGNATURE_LEN]);
bool canon_verify(const uint8_t public_key[KEY_LEN], const uint8_t leaf[HASH_LEN],
		  const uint8_t signature[SIGNATURE_LEN]);

#endif
