/* Whole files and directories: copied, hashed, named, removed. */
#include "src/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/base/file_internal.h"
#include "src/base/i18n.h"

#define CHUNK 65536

static bool copy_bytes(int from, const char *from_path, int to, const char *to_path, GError **error)
{
	char chunk[CHUNK];
	ssize_t n;

	while ((n = read(from, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return file_fail(error, _("cannot read"), from_path);
		if (!file_write_all(to, chunk, (size_t)n))
			return file_fail(error, _("cannot write"), to_path);
	}
	return file_sync(to) || file_fail(error, _("cannot write"), to_path);
}

bool file_copy(const char *from, const char *to, mode_t mode, GError **error)
{
	int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK), out;
	bool ok;

	if (in < 0)
		return file_fail(error, _("cannot open"), from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (out < 0) {
		file_fail(error, _("cannot create"), to);
		close(in);
		return false;
	}
	ok = copy_bytes(in, from, out, to, error) &&
	     (fchmod(out, mode) == 0 || file_fail(error, _("cannot write"), to));
	close(in);
	if (close(out) != 0 && ok)
		ok = file_fail(error, _("cannot write"), to);
	if (!ok)
		unlink(to);
	return ok;
}

bool file_rename_new(const char *from, const char *to, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(to);
	int rc = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

	/* Not every file system has it; a directory renamed over an empty one would replace it. */
	if (rc != 0 && (errno == EINVAL || errno == ENOSYS)) {
		if (file_exists(to))
			errno = EEXIST;
		else
			rc = rename(from, to);
	}
	return rc == 0 ? file_sync_directory(parent, error) : file_fail(error, _("cannot make"), to);
}

/* By descriptors: a name may be a link to elsewhere by the time it is looked at. */
static void remove_at(int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    unlinkat(fd, entry->d_name, 0) != 0)
			remove_at(fd, entry->d_name);
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	unlinkat(parent, name, AT_REMOVEDIR);
}

void file_remove_tree(const char *path)
{
	remove_at(AT_FDCWD, path);
}

bool file_has_room(const char *dir, uint64_t bytes, GError **error)
{
	struct statvfs st;
	uint64_t free_bytes;

	if (statvfs(dir, &st) != 0)
		return file_fail(error, _("cannot look at"), dir);
	free_bytes = (uint64_t)st.f_bavail * st.f_frsize;
	return free_bytes >= bytes ||
	       err_set(error, ERR_FAILED, _("there is no room in \"%s\": %llu MiB are needed, %llu are free; "
		       "free some, or name another directory"), dir, (unsigned long long)(bytes >> 20) + 1,
		       (unsigned long long)(free_bytes >> 20));
}
