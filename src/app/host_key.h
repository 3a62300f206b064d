/* The host key: 32 random bytes in a file of the service account, mixed into every password's key, so that a
 * stolen backup alone cannot be guessed at. */
#ifndef APP_HOST_KEY_H
#define APP_HOST_KEY_H

#include "src/base/crypt.h"

/* path NULL: *have false. key: secret memory. */
bool host_key_read(const char *path, uint8_t key[KEY_LEN], bool *have, GError **error);
/* Makes the file, or takes the one that is there. */
bool host_key_make(const char *path, uint8_t key[KEY_LEN], GError **error);

#endif
