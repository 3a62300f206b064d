/* Checkpoints of the audit log: C2SP signed notes over the RFC 6962 Merkle root of all leaves, for whoever
 * keeps one outside (doc/FORMATS.md). */
#ifndef DB_CHECKPOINT_H
#define DB_CHECKPOINT_H

#include "db/store.h"

/* A note over the whole log as it is now, signed by the store's key. NULL with error. Caller frees. */
char *checkpoint_make(struct store *store, GError **error);
/* Every note in text against the log: signed by this store's key, and the log had that root when it was that
 * long. ERR_WRONG says which does not fit; ERR_INVALID that text holds none of this store. */
bool checkpoint_check(struct store *store, const char *text, unsigned *notes, GError **error);

#endif
