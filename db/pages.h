/* Every page of a database against its HMAC. SQLCipher 3.4.1 has no such check, reads an all-zero page as a
 * good one, and notices nothing on pages it does not need. */
#ifndef DB_PAGES_H
#define DB_PAGES_H

#include "db/keyring.h"
#include "db/sql.h"
#include "src/base/crypt_page.h"

/* The key of the pages of the database that this keyring points to. */
struct page_key *pages_key(const struct keys *keys, const struct keyring_info *info);

/* Both: ERR_WRONG names the first bad page and how many there are; *pages is how many were read. */

/* A file that nobody has open, before SQLite sees it. */
bool pages_check_file(const char *path, const struct page_key *key, uint32_t *pages, GError **error);
/* The file of an open database, in short reads between which others may write. */
bool pages_check_open(struct db *db, const struct page_key *key, uint32_t *pages, GError **error);

#endif
