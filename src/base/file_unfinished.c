/* Directories that are being made beside their place, and those whose maker was stopped. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "src/base/clock.h"
#include "src/base/err.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/warn.h"

#define SUFFIX ".tmp-XXXXXX"
#define SUFFIX_LEN (sizeof(SUFFIX) - 1)
#define SUFFIX_FIXED 5	/* of it, what is the same in all */

/* The lock of this directory; -1 with errno: EWOULDBLOCK, somebody else has it. */
static int hold(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), why;

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	why = errno;
	close(fd);
	errno = why;
	return -1;
}

/* Before it was held, somebody may have taken it for one that was left. Where nothing can be locked, nobody
 * takes it. */
static bool hold_new(const char *dir, int *held)
{
	*held = hold(dir);
	if (*held < 0 && errno == EWOULDBLOCK)
		return false;
	if (file_exists(dir))
		return true;
	if (*held >= 0)
		close(*held);
	return false;
}

char *file_make_beside(const char *path, int *held, GError **error)
{
	for (;;) {
		g_autofree char *temp = g_strconcat(path, SUFFIX, NULL);

		if (!mkdtemp(temp)) {
			err_set(error, ERR_FAILED, _("cannot make \"%s\": %s"), temp, g_strerror(errno));
			return NULL;
		}
		if (hold_new(temp, held))
			return g_steal_pointer(&temp);
	}
}

static bool is_of(const char *entry, const char *name, enum unfinished how)
{
	size_t len = strlen(entry);
	g_autofree char *stem = NULL;

	if (len <= SUFFIX_LEN || strncmp(entry + len - SUFFIX_LEN, SUFFIX, SUFFIX_FIXED) != 0)
		return false;
	stem = g_strndup(entry, len - SUFFIX_LEN);
	return how & UNFINISHED_LIKE ? strstr(stem, name) != NULL : strcmp(stem, name) == 0;
}

static void tell(const char *dir, const struct stat *st, enum unfinished how)
{
	g_autofree char *when = time_both((int64_t)st->st_mtime * SECOND_MS), *sentence = NULL;

	if (!(how & UNFINISHED_REMOVE))
		sentence = g_strdup_printf(_("an unfinished copy of %s lies at \"%s\", for its making was stopped; the "
					     "next one made at that place removes it"), when, dir);
	else if (file_exists(dir))
		sentence = g_strdup_printf(_("an unfinished copy of %s, for its making was stopped, cannot be "
					     "removed; remove it: \"%s\""), when, dir);
	else
		sentence = g_strdup_printf(_("an unfinished copy of %s, for its making was stopped, was removed: "
					     "\"%s\""), when, dir);
	warn_say(sentence);
}

static void look_at(const char *dir, enum unfinished how)
{
	struct stat st;
	int held;

	if (lstat(dir, &st) != 0 || !S_ISDIR(st.st_mode) || !file_check_private(dir, NULL))
		return;
	held = hold(dir);
	if (held < 0)
		return;
	if (file_exists(dir)) {
		if (how & UNFINISHED_REMOVE)
			file_remove_tree(dir);
		tell(dir, &st, how);
	}
	close(held);
}

void file_unfinished(const char *path, enum unfinished how)
{
	g_autofree char *parent = g_path_get_dirname(path), *name = g_path_get_basename(path);
	g_autoptr(GDir) dir = g_dir_open(parent, 0, NULL);
	const char *entry;

	while (dir && (entry = g_dir_read_name(dir)) != NULL) {
		g_autofree char *whole = g_build_filename(parent, entry, NULL);

		if (is_of(entry, name, how))
			look_at(whole, how);
	}
}
