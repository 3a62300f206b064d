#include "db/presence.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/base/i18n.h"

static int open_file(const char *dir)
{
	g_autofree char *path = g_build_filename(dir, "sessions", NULL);

	return open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

static struct flock byte_of(int64_t session)
{
	return (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = session, .l_len = 1 };
}

int presence_take(const char *dir, int64_t session, GError **error)
{
	struct flock lock = byte_of(session);
	int fd = open_file(dir);
	uint8_t word = PRESENCE_NOTHING;

	if (fd >= 0 && fcntl(fd, F_OFD_SETLK, &lock) == 0 && pwrite(fd, &word, 1, session) == 1)
		return fd;
	err_set(error, ERR_FAILED, _("cannot lock the store's file \"sessions\": %s"), g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

bool presence_held(const char *dir, int64_t session)
{
	struct flock lock = byte_of(session);
	int fd = open_file(dir);
	bool held = fd < 0 || fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;

	if (fd >= 0)
		close(fd);
	return held;
}

uint8_t presence_word(const char *dir, int64_t session)
{
	int fd = open_file(dir);
	uint8_t word = PRESENCE_NOTHING;

	if (fd < 0)
		return word;
	if (pread(fd, &word, 1, session) != 1)
		word = PRESENCE_NOTHING;
	close(fd);
	return word;
}

void presence_say(const char *dir, int64_t session, uint8_t word)
{
	int fd = open_file(dir);

	if (fd < 0)
		return;
	if (pwrite(fd, &word, 1, session) != 1)
		g_debug("the file \"sessions\" cannot be written: %s", g_strerror(errno));
	close(fd);
}

static void mark(int fd, int64_t place, short type)
{
	struct flock lock = byte_of(place);

	lock.l_type = type;
	if (fcntl(fd, F_OFD_SETLK, &lock) != 0)
		g_debug("the file \"sessions\" cannot be locked: %s", g_strerror(errno));
}

void presence_mark(int fd, int64_t place)
{
	mark(fd, place, F_WRLCK);
}

void presence_unmark(int fd, int64_t place)
{
	mark(fd, place, F_UNLCK);
}

bool presence_marked(int fd, int64_t place)
{
	struct flock lock = byte_of(place);

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}
