/* One keyed connection, before anything is known about what is in the file. For open.c and copy.c. */
#ifndef DB_CONNECT_H
#define DB_CONNECT_H

#include "db/open.h"

/* The file is there. */
struct db *connect_file(const char *path, const char *key, GError **error);
/* Makes an empty one, mode 0600; it must not exist. */
struct db *connect_new(const char *path, const char *key, GError **error);

#endif
