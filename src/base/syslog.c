#include "src/base/syslog.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/base/i18n.h"

static int socket_open(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	g_strlcpy(address.sun_path, path, sizeof(address.sun_path));
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof(address)) != 0) {
		int code = errno;

		close(fd);
		errno = code;
		return -1;
	}
	return fd;
}

bool syslog_send(const char *path, const char *text, GError **error)
{
	g_autofree char *line = g_strdup_printf("<%d>blotter[%d]: %s", SYSLOG_NOTICE_AUTHPRIV, (int)getpid(), text);
	int fd = socket_open(path);
	bool ok = fd >= 0 && send(fd, line, strlen(line), MSG_NOSIGNAL) == (ssize_t)strlen(line);

	if (!ok)
		err_set(error, ERR_FAILED, _("the system's log (%s) takes nothing: %s"), path, g_strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}
