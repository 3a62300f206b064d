/* What waits outside the database for the password of the one who wrote it. */
#ifndef DB_SEAL_H
#define DB_SEAL_H

#include "db/store.h"

/* Sealed to the person who opened the store, under a label. Caller unrefs. */
GBytes *seal_make(const struct store *store, const char *label, const char *text);
/* NULL: it was sealed to somebody else, or under another label. Wipe it before g_free. */
char *seal_open(const struct store *store, const char *label, GBytes *sealed);

#endif
