/* Stands before libc for this program and its libraries: the linker takes these first. */
#include "tests/faults/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FDS 1024

static char *watched;
static char *paths[FDS];	/* of the watched files that are open */
static struct io_plan plan;
static long count;
static GPtrArray *ops;

void io_watch(const char *dir)
{
	g_free(watched);
	watched = g_strdup(dir);
}

void io_arm(const struct io_plan *wanted)
{
	plan = *wanted;
	count = 0;
}

long io_count(void)
{
	return count;
}

static void op_free(void *data)
{
	struct io_op *op = data;

	g_free(op->path);
	g_free(op->to);
	g_clear_pointer(&op->bytes, g_bytes_unref);
	g_free(op);
}

void io_record(void)
{
	g_assert_null(ops);
	ops = g_ptr_array_new_with_free_func(op_free);
}

GPtrArray *io_recorded(void)
{
	return g_steal_pointer(&ops);
}

static void note(enum io_kind kind, const char *path, const char *to, int64_t at, const void *bytes, size_t len)
{
	struct io_op *op;

	if (!ops || !path)
		return;
	op = g_new0(struct io_op, 1);
	*op = (struct io_op){ kind, g_strdup(path), g_strdup(to), at, bytes ? g_bytes_new(bytes, len) : NULL };
	g_ptr_array_add(ops, op);
}

void io_told(int64_t n)
{
	note(IO_TOLD, "", NULL, n, NULL, 0);
}

static bool is_watched(const char *path)
{
	return watched && g_str_has_prefix(path, watched);
}

static char *path_of(int fd)
{
	return fd >= 0 && fd < FDS ? paths[fd] : NULL;
}

/* This call is one that counts; true: it fails. */
static bool fails(void)
{
	count++;
	if (plan.fail_at == 0 || (count != plan.fail_at && !(plan.from_then_on && count > plan.fail_at)))
		return false;
	if (plan.kill)
		raise(SIGKILL);
	errno = plan.code;
	return true;
}

static int open_any(int at, const char *path, int flags, mode_t mode)
{
	bool mine = is_watched(path), there = mine && syscall(SYS_access, path, F_OK) == 0;
	int fd;

	if (mine && flags & O_CREAT && !there && fails())
		return -1;
	fd = (int)syscall(SYS_openat, at, path, flags, mode);
	if (fd < 0 || fd >= FDS)
		return fd;
	g_clear_pointer(&paths[fd], g_free);
	if (mine)
		paths[fd] = g_strdup(path);
	if (mine && flags & O_CREAT && !there)
		note(IO_CREATE, path, NULL, 0, NULL, 0);
	if (mine && there && flags & O_TRUNC)
		note(IO_TRUNCATE, path, NULL, 0, NULL, 0);
	return fd;
}

#define OPEN(name) \
	int name(const char *path, int flags, ...); \
	int name(const char *path, int flags, ...) \
	{ \
		va_list args; \
		mode_t mode; \
		va_start(args, flags); \
		mode = (mode_t)va_arg(args, int); \
		va_end(args); \
		return open_any(AT_FDCWD, path, flags, mode); \
	}
OPEN(open)
OPEN(open64)

static ssize_t write_at(int fd, const void *bytes, size_t len, off_t at)
{
	const char *path = path_of(fd);
	ssize_t n;

	if (path && fails()) {
		int code = errno;

		if (plan.shorten && len > 1 && syscall(SYS_pwrite64, fd, bytes, len / 2, at) > 0)
			note(IO_WRITE, path, NULL, at, bytes, len / 2);
		errno = code;
		return -1;
	}
	n = syscall(SYS_pwrite64, fd, bytes, len, at);
	if (n > 0)
		note(IO_WRITE, path, NULL, at, bytes, (size_t)n);
	return n;
}

#define PWRITE(name) \
	ssize_t name(int fd, const void *bytes, size_t len, off_t at); \
	ssize_t name(int fd, const void *bytes, size_t len, off_t at) { return write_at(fd, bytes, len, at); }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *bytes, size_t len)
{
	const char *path = path_of(fd);
	off_t at = path ? (off_t)syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND ? syscall(SYS_lseek, fd, 0, SEEK_END)
									   : syscall(SYS_lseek, fd, 0, SEEK_CUR)
			: 0;
	ssize_t n;

	if (path && fails())
		return -1;
	n = syscall(SYS_write, fd, bytes, len);
	if (n > 0)
		note(IO_WRITE, path, NULL, at, bytes, (size_t)n);
	return n;
}

#define FTRUNCATE(name) \
	int name(int fd, off_t len); \
	int name(int fd, off_t len) \
	{ \
		if (path_of(fd) && fails()) \
			return -1; \
		note(IO_TRUNCATE, path_of(fd), NULL, len, NULL, 0); \
		return (int)syscall(SYS_ftruncate, fd, len); \
	}
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

static int sync_any(long number, int fd)
{
	const char *path = path_of(fd);

	if (path && fails())
		return -1;
	if (path)
		note(g_file_test(path, G_FILE_TEST_IS_DIR) ? IO_SYNC_DIR : IO_SYNC, path, NULL, 0, NULL, 0);
	return (int)syscall(number, fd);
}

int fsync(int fd)
{
	return sync_any(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return sync_any(SYS_fdatasync, fd);
}

/* The whole path of a name below an open directory; caller frees. */
static char *path_below(int at, const char *name)
{
	g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", at);
	g_autofree char *dir = at == AT_FDCWD ? NULL : g_file_read_link(link, NULL);

	return dir ? g_build_filename(dir, name, NULL) : g_strdup(name);
}

int unlinkat(int at, const char *name, int flags)
{
	g_autofree char *path = path_below(at, name);
	int rc;

	if (is_watched(path) && !(flags & AT_REMOVEDIR) && fails())
		return -1;
	rc = (int)syscall(SYS_unlinkat, at, name, flags);
	if (rc == 0 && is_watched(path))
		note(IO_UNLINK, path, NULL, 0, NULL, 0);
	return rc;
}

int unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

static int rename_any(const char *from, const char *to, unsigned flags)
{
	int rc;

	if (is_watched(from) && fails())
		return -1;
	rc = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
	if (rc == 0 && is_watched(from))
		note(IO_RENAME, from, to, 0, NULL, 0);
	return rc;
}

int rename(const char *from, const char *to)
{
	return rename_any(from, to, 0);
}

/* Ours are whole paths. */
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags);
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
	(void)from_at, (void)to_at;
	return rename_any(from, to, flags);
}

int mkdir(const char *path, mode_t mode)
{
	int rc;

	if (is_watched(path) && fails())
		return -1;
	rc = (int)syscall(SYS_mkdir, path, mode);
	if (rc == 0 && is_watched(path))
		note(IO_MKDIR, path, NULL, 0, NULL, 0);
	return rc;
}

char *mkdtemp(char *path)
{
	char *end = path + strlen(path) - 6;
	int rc;

	do {
		for (int i = 0; i < 6; i++)
			end[i] = (char)('a' + g_random_int_range(0, 26));
		rc = mkdir(path, 0700);
	} while (rc != 0 && errno == EEXIST);
	return rc == 0 ? path : NULL;
}

int close(int fd)
{
	if (fd >= 0 && fd < FDS)
		g_clear_pointer(&paths[fd], g_free);
	return (int)syscall(SYS_close, fd);
}
