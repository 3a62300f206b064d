/* The host key: 32 random bytes in a file of the service account, mixed into every password's key, so that a
 * stolen backup alone cannot be guessed at. */
#ifndef APP_HOST_KEY_H
#define APP_HOST_KEY_H

#include "src/base/crypt.h"

/* path NULL: *have false. key: secret memory. */
bool host_key_read(const char *path, uint8_t key[KEY_LEN], bool *have, GError **error);
/* Makes the file (*made), or takes the one that is there. */
bool host_key_make(const char *path, uint8_t key[KEY_LEN], bool *made, GError **error);

struct store;
/* The file that the store names is there, and is the one it was made with, or there is to be none. */
bool host_key_fits(struct store *store);
/* Nobody's password opens a store whose host key is lost: who has the recovery code makes a new one, and then
 * passwords. *made: the one that was there did not fit. */
bool host_key_renew(struct store *store, bool *made, GError **error);

#endif
