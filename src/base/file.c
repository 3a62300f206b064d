#include "src/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/base/file_internal.h"
#include "src/base/i18n.h"

#define OPEN_FLAGS (O_NOFOLLOW | O_CLOEXEC | O_NOCTTY)
#define FIRST_READ 4096
#define LOCK_RETRY_US 2000	/* many wait for what is held some milliseconds */

/* errno is read before anything can change it; the hint is what a person can do. */
bool file_fail(GError **error, const char *what, const char *path)
{
	int code = errno;

	if (code == ELOOP)
		return err_set(error, ERR_FAILED,
			_("%s \"%s\": it is a symbolic link; give the file itself"), what, path);
	if (code == ENOSPC || code == EDQUOT)
		return err_set(error, ERR_FAILED,
			_("%s \"%s\": no space is left; free some and try again"), what, path);
	if (code == EACCES || code == EPERM)
		return err_set(error, ERR_FAILED,
			_("%s \"%s\": permission denied; check its owner and mode"), what, path);
	return err_set(error, ERR_FAILED, "%s \"%s\": %s", what, path, g_strerror(code));
}

static int open_again(const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = open(path, flags | OPEN_FLAGS, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/* close on Linux frees the descriptor even when it fails; errno of the caller stays. */
static void close_quietly(int fd)
{
	int code = errno;

	if (fd >= 0)
		close(fd);
	errno = code;
}

/* The next bytes, 0 at the end, -1 with errno. A non-blocking descriptor is waited for. */
static ssize_t read_some(int fd, char *out, size_t len)
{
	for (;;) {
		ssize_t n = read(fd, out, MIN(len, (size_t)1 << 30));
		struct pollfd ready = { .fd = fd, .events = POLLIN };

		if (n >= 0)
			return n;
		if (errno == EAGAIN)
			poll(&ready, 1, -1);
		else if (errno != EINTR)
			return -1;
	}
}

/* expected: the size if known, so that nothing is moved and left behind in freed memory. */
static bool read_all(int fd, size_t limit, size_t expected, const char *path, char **data,
	size_t *len, GError **error)
{
	size_t room = CLAMP(expected, FIRST_READ, MAX(limit, FIRST_READ)) + 2, used = 0;
	g_autofree char *buffer = g_try_malloc(room);

	for (;;) {
		ssize_t n;

		if (!buffer)
			return err_set(error, ERR_FAILED,
				_("cannot read \"%s\": not enough memory; close other programs"),
				path);
		n = read_some(fd, buffer + used, room - used - 1);
		if (n < 0)
			return file_fail(error, _("cannot read"), path);
		used += (size_t)n;
		if (used > limit)
			return err_set(error, ERR_INVALID,
				_("cannot read \"%s\": it is larger than the %zu bytes allowed"),
				path, limit);
		if (n == 0)
			break;
		if (used + 1 == room) {
			char *larger = room > SIZE_MAX / 2 ? NULL : g_try_realloc(buffer, room * 2);

			if (!larger)
				g_clear_pointer(&buffer, g_free);
			else
				buffer = larger;
			room *= 2;
		}
	}
	buffer[used] = '\0';
	*data = g_steal_pointer(&buffer);
	*len = used;
	return true;
}

bool file_read(const char *path, size_t limit, char **data, size_t *len, GError **error)
{
	/* O_NONBLOCK: a named pipe without a writer must not hang us before we see what it is. */
	int fd = open_again(path, O_RDONLY | O_NONBLOCK, 0);
	struct stat st;
	bool ok;

	if (fd < 0)
		return file_fail(error, _("cannot open"), path);
	if (fstat(fd, &st) != 0)
		ok = file_fail(error, _("cannot read"), path);
	else if (!S_ISREG(st.st_mode))
		ok = err_set(error, ERR_INVALID, _("cannot read \"%s\": it is not a regular file"),
			path);
	else
		ok = read_all(fd, limit, (size_t)st.st_size, path, data, len, error);
	close_quietly(fd);
	return ok;
}

bool file_read_fd(int fd, const char *name, size_t limit, char **data, size_t *len, GError **error)
{
	return read_all(fd, limit, 0, name, data, len, error);
}

bool file_write_all(int fd, const void *data, size_t len)
{
	for (const char *at = data; len > 0;) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0) {
			errno = EIO;
			return false;
		}
		at += n;
		len -= (size_t)n;
	}
	return true;
}

bool file_sync(int fd)
{
	int rc;

	do
		rc = fsync(fd);
	while (rc != 0 && errno == EINTR);
	return rc == 0;
}

bool file_sync_directory(const char *path, GError **error)
{
	int fd = open_again(path, O_RDONLY | O_DIRECTORY, 0);
	bool ok;

	if (fd < 0)
		return file_fail(error, _("cannot open the directory"), path);
	/* Some file systems cannot sync a directory and say so: nothing more can be done there. */
	ok = file_sync(fd) || errno == EINVAL;
	if (!ok)
		file_fail(error, _("cannot write the directory"), path);
	close_quietly(fd);
	return ok;
}

static bool sync_parent(const char *path, GError **error)
{
	g_autofree char *directory = g_path_get_dirname(path);

	return file_sync_directory(directory, error);
}

/* What an earlier run left when it was killed: a plain file of ours with this one name. */
static bool stale_remove(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
	       st.st_nlink == 1 && unlink(path) == 0;
}

static bool temp_write(const char *temp, const void *data, size_t len, mode_t mode, GError **error)
{
	int fd = open_again(temp, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
	bool ok;

	if (fd < 0 && errno == EEXIST) {
		if (!stale_remove(temp))
			return err_set(error, ERR_FAILED,
				_("cannot write \"%s\": it is in the way; look at it and remove "
				  "it"),
				temp);
		fd = open_again(temp, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
	}
	if (fd < 0)
		return file_fail(error, _("cannot create"), temp);
	/* The umask may have taken bits away that the caller asked for. */
	ok = file_write_all(fd, data, len) && fchmod(fd, mode) == 0 && file_sync(fd);
	if (!ok)
		file_fail(error, _("cannot write"), temp);
	if (close(fd) != 0 && ok)
		ok = file_fail(error, _("cannot write"), temp);
	if (!ok)
		unlink(temp);
	return ok;
}

bool file_replace(const char *path, const void *data, size_t len, mode_t mode, GError **error)
{
	g_autofree char *temp = g_strconcat(path, ".tmp", NULL);
	struct stat st;

	if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(error, ERR_FAILED,
			_("cannot replace \"%s\": it is not a regular file; give another name"),
			path);
	if (!temp_write(temp, data, len, mode, error))
		return false;
	if (rename(temp, path) != 0) {
		file_fail(error, _("cannot replace"), path);
		unlink(temp);
		return false;
	}
	return sync_parent(path, error);
}

/* rename that never replaces; not every file system has it, and link is the older way. */
static bool rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	return link(from, to) == 0 && unlink(from) == 0;
}

bool file_create(const char *path, const void *data, size_t len, mode_t mode, GError **error)
{
	g_autofree char *temp = g_strconcat(path, ".tmp", NULL);
	bool exists = file_exists(path);

	if (!exists && !temp_write(temp, data, len, mode, error))
		return false;
	if (!exists && rename_new(temp, path))
		return sync_parent(path, error);
	if (exists || errno == EEXIST)
		err_set(error, ERR_FAILED,
			_("cannot create \"%s\": it exists already; remove it or give another "
			  "name"),
			path);
	else
		file_fail(error, _("cannot create"), path);
	if (!exists)
		unlink(temp);
	return false;
}

static int open_append(const char *path, mode_t mode, bool *created)
{
	/* Twice: somebody else may make or remove the file between the two calls. */
	for (int i = 0; i < 2; i++) {
		int fd = open_again(path, O_WRONLY | O_APPEND | O_NONBLOCK, 0);

		*created = false;
		if (fd >= 0 || errno != ENOENT)
			return fd;
		fd = open_again(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
		if (fd >= 0) {
			*created = true;
			if (fchmod(fd, mode) == 0)
				return fd;
			close_quietly(fd);
			return -1;
		}
		if (errno != EEXIST)
			return -1;
	}
	return -1;
}

/* Takes back the n bytes just written, unless another writer has already gone on after them. */
static void take_back(int fd, size_t n)
{
	int code = errno;
	off_t end = lseek(fd, 0, SEEK_CUR);
	struct stat st;

	if (n > 0 && fstat(fd, &st) == 0 && st.st_size == end && end >= (off_t)n)
		if (ftruncate(fd, end - (off_t)n) != 0)
			g_debug("a partial line stays: %s", g_strerror(errno));
	errno = code;
}

bool file_append(const char *path, const void *data, size_t len, mode_t mode, GError **error)
{
	bool created, ok;
	int fd = open_append(path, mode, &created);
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return file_fail(error, _("cannot open"), path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close_quietly(fd);
		return err_set(error, ERR_FAILED,
			_("cannot append to \"%s\": it is not a regular file"), path);
	}
	do
		n = write(fd, data, len);
	while (n < 0 && errno == EINTR);
	if (n >= 0 && (size_t)n < len)
		errno = ENOSPC;
	ok = n >= 0 && (size_t)n == len && file_sync(fd);
	if (!ok) {
		take_back(fd, n > 0 ? (size_t)n : 0);
		file_fail(error, _("cannot append to"), path);
	}
	close_quietly(fd);
	return ok && (!created || sync_parent(path, error));
}

bool file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool file_check_private(const char *path, GError **error)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return file_fail(error, _("cannot open"), path);
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return err_set(error, ERR_FAILED,
			_("\"%s\" is not a plain file or directory; give the file itself"), path);
	if (st.st_uid != geteuid())
		return err_set(error, ERR_FAILED,
			_("\"%s\" belongs to another user; give it to yours (chown)"), path);
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return err_set(error, ERR_FAILED,
			_("\"%s\" is open to other users; close it: chmod go= \"%s\""), path, path);
	return true;
}

static int try_lock(int fd, int operation)
{
	int rc;

	do
		rc = flock(fd, operation);
	while (rc != 0 && errno == EINTR);
	return rc;
}

int file_lock(const char *path, bool exclusive, int wait_ms, GError **error)
{
	int fd = open_again(path, O_RDWR | O_CREAT | O_NONBLOCK, S_IRUSR | S_IWUSR);
	int operation = exclusive ? LOCK_EX : LOCK_SH;
	gint64 end = g_get_monotonic_time() + (gint64)wait_ms * 1000;

	if (fd < 0) {
		file_fail(error, _("cannot open"), path);
		return -1;
	}
	while (try_lock(fd, operation | (wait_ms < 0 ? 0 : LOCK_NB)) != 0) {
		if (errno == EWOULDBLOCK && g_get_monotonic_time() < end) {
			g_usleep(LOCK_RETRY_US);
			continue;
		}
		if (errno == EWOULDBLOCK)
			err_set(error, ERR_FAILED,
				_("\"%s\" is busy: another process holds it; try again later"),
				path);
		else
			file_fail(error, _("cannot lock"), path);
		close_quietly(fd);
		return -1;
	}
	return fd;
}
