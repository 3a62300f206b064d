/* Files: read whole with a limit, written atomically, never through a symbolic link. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Reads a regular file of at most limit bytes; *data gets a NUL after the last byte. */
bool file_read(const char *path, size_t limit, char **data, size_t *len, GError **error);
/* The same from an open descriptor, until its end; name is for the sentence when that fails. */
bool file_read_fd(int fd, const char *name, size_t limit, char **data, size_t *len, GError **error);
/* path.tmp (O_EXCL, mode), fsync, rename, fsync of the directory: all or nothing. */
bool file_replace(const char *path, const void *data, size_t len, mode_t mode, GError **error);
/* As file_replace, but refuses when path exists. */
bool file_create(const char *path, const void *data, size_t len, mode_t mode, GError **error);
/* Appends all or nothing in one write, then fsync. Makes the file with mode when missing. */
bool file_append(const char *path, const void *data, size_t len, mode_t mode, GError **error);
/* Copies the bytes into a new file and fsyncs it. */
bool file_copy(const char *from, const char *to, mode_t mode, GError **error);
/* A new, empty directory path.tmp-XXXXXX of our own: what is whole later gets its name by
 * file_rename_new, which replaces nothing. *held is a lock on it, to be closed when it has its name or is
 * gone: what nobody holds is of a maker that was stopped. Caller frees. */
char *file_make_beside(const char *path, int *held, GError **error);
/* Such directories of path that nobody holds: removed, or left where they are, and told (warn_say) either way. */
enum unfinished { UNFINISHED_TELL = 0, UNFINISHED_REMOVE = 1, UNFINISHED_LIKE = 2 /* any name with path's in it */ };
void file_unfinished(const char *path, enum unfinished how);
bool file_rename_new(const char *from, const char *to, GError **error);
/* A directory and all in it; follows no link. What cannot be removed stays. */
void file_remove_tree(const char *path);
/* At least so many bytes are free for us there. */
bool file_has_room(const char *dir, uint64_t bytes, GError **error);
/* All of it, however often it takes; false with errno. */
bool file_write_all(int fd, const void *data, size_t len);
bool file_sync_directory(const char *path, GError **error);
bool file_exists(const char *path);

/* The file or directory belongs to us and nobody else may use it (mode & 077 == 0), and is no
 * symbolic link. */
bool file_check_private(const char *path, GError **error);

/* flock on a file made with mode 0600. Returns the descriptor, or -1 with error.
 * wait_ms: how long to try; -1 for ever, 0 once (ERR_FAILED "busy"). Close it to unlock. */
int file_lock(const char *path, bool exclusive, int wait_ms, GError **error);

#endif
