/* A whole database under another key: what backups and a change of the data key are made of. */
#ifndef DB_COPY_H
#define DB_COPY_H

#include "db/open.h"

/* Copies what db holds into a new file (mode 0600; it must not exist) under key and salt, page by page
 * and consistent while others write: they go on in between, and when that keeps the copy from ending,
 * they wait for it (lock_fd: the writers' ticket). The file is closed and on disk then. False leaves none. */
bool db_copy(struct db *db, int lock_fd, const char *path, const char *key, GError **error);

#endif
