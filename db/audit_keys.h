/* Whose signature counts from which entry on: the keys that the log itself announces. */
#ifndef DB_AUDIT_KEYS_H
#define DB_AUDIT_KEYS_H

#include "db/canon.h"
#include "db/sql.h"

struct audit_keys;
struct audit_keys *audit_keys_new(void);
void audit_keys_free(struct audit_keys *keys);
CLEANUP_DEFINE(struct audit_keys *, audit_keys_free)

/* Notes the key that an entry announces for its object, if it does; it counts after the transaction.
 * *why is a sentence when it announces one for nobody (static text). */
bool audit_keys_note(struct audit_keys *keys, struct db *db, const char *object, const char *key,
		     const char **why, GError **error);
/* Hex key of this signer for the transaction that ends here; NULL: none. A key that the transaction
 * announces itself counts only when it is the store's first: nobody vouches for himself later. */
const char *audit_keys_find(const struct audit_keys *keys, const char *signer);
/* Whose key this is, announced by the transaction not yet ended; NULL: nobody's. */
const char *audit_keys_announced(const struct audit_keys *keys, const char *key);
/* The transaction ended: what it announced counts from now on. */
void audit_keys_settle(struct audit_keys *keys);

#endif
