/* What the files file*.c share. */
#ifndef BASE_FILE_INTERNAL_H
#define BASE_FILE_INTERNAL_H

#include "src/base/err.h"

/* "cannot open "PATH": …" with what errno says, and what a person can do; returns false. */
bool file_fail(GError **error, const char *what, const char *path);
/* fsync, however often a signal comes; false with errno. */
bool file_sync(int fd);

#endif
