/* The schema by number: embedded migrations applied one after another, and compared. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/sql.h"

/* Applies migrations from + 1 … to, each setting user_version. The caller has a transaction. */
bool migrate_apply(struct db *db, unsigned from, unsigned to, GError **error);
/* Version of this database; false with a sentence when it is newer than this program. */
bool migrate_version(struct db *db, unsigned *version, GError **error);
/* Its schema is, text for text, what the migrations up to version make. */
bool migrate_compare(struct db *db, unsigned version, GError **error);

/* Hex SHA-256 of a schema, and that of the newest, as it was when this was built: only a shortcut of
 * migrate_compare, which makes a model of any other. tests/db/test-schema.c says what it must be. Caller frees. */
char *migrate_schema_hash(struct db *db, GError **error);
extern const char migrate_schema_known[];

#endif
