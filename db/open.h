/* One SQLCipher database file, opened the only way that is safe on 3.4.1 and 4.x
 * (doc/ARCHITECTURE.md, the store). */
#ifndef DB_OPEN_H
#define DB_OPEN_H

#include "db/connect.h"
#include "src/base/tell.h"

/* Once per process, after crypt_init and before any other call here: an allocator that wipes what
 * it frees (4,800 copies of rows stayed behind without it). A second call does nothing. */
void db_process_init(void);

/* Makes the file (mode 0600; it must not exist) with the whole schema. key: DB_KEY_TEXT_LEN
 * characters; its last 32 digits are salt, which becomes bytes 0-15 of the file. */
struct db *db_create(const char *path, const char *key, const uint8_t salt[DB_SALT_LEN],
		     const char *uuid, GError **error);
/* Checks file, salt, key, cipher, settings, schema text, version and uuid before anything else. An older format
 * is brought to this program's, all of it or nothing, which is told first: it takes a minute for 100,000 cases. */
struct db *db_open(const char *path, const char *key, const uint8_t salt[DB_SALT_LEN],
		   const char *uuid, const struct tell *tell, GError **error);

/* Secrets of the store itself (private keys). Written once each, and only while the audit log is
 * still empty. get: into secret memory (secret_free), NULL with error when there is none. */
bool db_secret_put(struct db *db, const char *name, const void *data, size_t len, GError **error);
void *db_secret_get(struct db *db, const char *name, size_t *len, GError **error);

/* Somebody else committed since the last call. */
bool db_changed(struct db *db);
/* How long a statement waits for other processes. */
void db_patience(struct db *db, int ms);
/* "3.4.1 (SQLite 3.15.2)": of the library that is loaded. Caller frees. */
char *db_library_version(void);

#endif
