/* One keyed connection, before anything is known about what is in the file; and its end. */
#ifndef DB_CONNECT_H
#define DB_CONNECT_H

#include "db/sql.h"

#define DB_KEY_TEXT_LEN 99	/* x'<64 hex key><32 hex salt>' */
#define DB_SALT_LEN 16
#define DB_PAGE_LEN 4096
#define DB_BUSY_MS 10000	/* waited for other processes, unless db_patience says otherwise */

/* For open.c and copy.c. The file is there. */
struct db *connect_file(const char *path, const char *key, GError **error);
/* Makes an empty one, mode 0600; it must not exist. */
struct db *connect_new(const char *path, const char *key, GError **error);

void db_close(struct db *db);	/* NULL is allowed */
CLEANUP_DEFINE(struct db *, db_close)
/* NULL: a library without encryption. Caller frees. */
char *db_cipher_version(struct db *db);

#endif
