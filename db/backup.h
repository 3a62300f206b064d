/* Backups of a store: made while it is open, checked, and put back as a store. */
#ifndef DB_BACKUP_H
#define DB_BACKUP_H

#include "db/manifest.h"
#include "db/store.h"
#include "src/base/file.h"

/* Makes DIR/MARKING_blotter_TIME: the database under a salt of its own, the keyring with every slot, public,
 * a signed manifest. It is verified, log and rows too, before it gets its name. by: who makes it.
 * *path (caller frees), *manifest and *bytes say what was made. */
bool backup_make(struct store *store, const char *dir, const char *by, char **path,
		 struct manifest **manifest, uint64_t *bytes, GError **error);

/* Backups in dir whose making was stopped (file_unfinished). */
void backup_unfinished(const char *dir, enum unfinished how);

/* A backup, opened with keys but not as a store. */
struct backup;
/* keyring_read and unlocking are the caller's. The backup owns keys from then on, also on failure. */
struct backup *backup_open(const char *path, struct keyring *keyring, struct keys *keys, GError **error);
void backup_close(struct backup *backup);	/* NULL is allowed; wipes */
CLEANUP_DEFINE(struct backup *, backup_close)
const struct manifest *backup_manifest(const struct backup *backup);

/* What is as it was written: ERR_WRONG says what is not. Signature, every byte, keyring, public, every page. */
struct backup_seen { uint64_t bytes; uint32_t pages; };
bool backup_check(struct backup *backup, struct backup_seen *seen, GError **error);

/* Puts it as a store into target, which must not exist, and opens it there; backup_check came before.
 * The store has no name yet: store_finish gives it, store_close leaves nothing behind. */
bool backup_place(struct backup *backup, const char *target, const struct clock *clock, const struct tell *tell,
		  struct store **store, GError **error);

#endif
