#include "src/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/base/confine.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

extern char **environ;

struct child {
	pid_t nursery;
	int control;	/* to the nursery: a byte asks for another child, the answer brings its socket */
	int fd;		/* to the child */
};

/* What the nursery works with. */
struct nursery {
	int control;
	pid_t pid;
	void (*serve)(int fd, const void *data);
	const void *data;
	const struct child_limits *limits;
};

/* A status, and with it a descriptor. */
static bool send_fd(int control, int status, int fd)
{
	union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } room = { { 0 } };
	struct iovec part = { &status, sizeof(status) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = room.bytes,
				  .msg_controllen = sizeof(room.bytes) };
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &fd, sizeof(fd));
	return sendmsg(control, &message, MSG_NOSIGNAL) == (ssize_t)sizeof(status);
}

static int receive_fd(int control, int *status)
{
	union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } room = { { 0 } };
	struct iovec part = { status, sizeof(*status) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = room.bytes,
				  .msg_controllen = sizeof(room.bytes) };
	struct cmsghdr *head;
	ssize_t n;
	int fd = -1;

	do
		n = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n == 0)
		errno = ECHILD;
	head = n == (ssize_t)sizeof(*status) ? CMSG_FIRSTHDR(&message) : NULL;
	if (head && head->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(head), sizeof(fd));
	return fd;
}

/* Nothing of ours goes along: no file, no terminal, no word of the environment. */
static void leave_behind(int keep)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (char **entry = environ; entry && *entry; entry++)
		secret_wipe(*entry, strlen(*entry));
	clearenv();
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (null >= 0 && fd != keep)
			dup2(null, fd);
	for (int fd = STDERR_FILENO + 1, end = (int)sysconf(_SC_OPEN_MAX); fd < end; fd++) {
		if (fd == keep)
			continue;
		/* one call where the kernel has it */
		if (fd > keep && close_range((unsigned)fd, ~0u, 0) == 0)
			break;
		close(fd);
	}
}

/* What a library would read later it reads now: afterwards there are no files. */
static void warm_up(void)
{
	gettext("");
	tzset();
}

static G_NORETURN void live(const struct nursery *nursery, int fd)
{
	close(nursery->control);
	confine_child(nursery->limits->memory, nursery->limits->seconds);
	nursery->serve(fd, nursery->data);
	_exit(0);
}

/* The child of the child: *status is how the one before ended. */
static bool replace(struct nursery *nursery, int *status)
{
	int ends[2];
	bool sent;

	if (nursery->pid > 0) {
		kill(nursery->pid, SIGKILL);
		if (waitpid(nursery->pid, status, 0) != nursery->pid)
			return false;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	nursery->pid = fork();
	if (nursery->pid == 0) {
		close(ends[0]);
		live(nursery, ends[1]);
	}
	close(ends[1]);
	sent = nursery->pid > 0 && send_fd(nursery->control, *status, ends[0]);
	close(ends[0]);
	return sent;
}

static G_NORETURN void nurse(struct nursery *nursery)
{
	int status = 0;
	char byte;

	prctl(PR_SET_NAME, "blotter-child");
	signal(SIGPIPE, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	leave_behind(nursery->control);
	warm_up();
	confine_nursery();
	/* the end of the one who asks ends us */
	while (replace(nursery, &status) && read(nursery->control, &byte, 1) == 1)
		status = 0;
	if (nursery->pid > 0)
		kill(nursery->pid, SIGKILL);
	_exit(0);
}

static bool fail(GError **error)
{
	return err_set(error, ERR_FAILED, _("no child process can be made: %s"), g_strerror(errno));
}

struct child *child_start(void (*serve)(int fd, const void *data), const void *data,
			  const struct child_limits *limits, GError **error)
{
	struct child *child = g_new(struct child, 1);
	int ends[2], status;

	*child = (struct child){ -1, -1, -1 };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
		child->control = ends[0];
		child->nursery = fork();
		if (child->nursery == 0) {
			struct nursery nursery = { ends[1], -1, serve, data, limits };

			close(ends[0]);
			nurse(&nursery);
		}
		close(ends[1]);
		if (child->nursery > 0)
			child->fd = receive_fd(child->control, &status);
	}
	if (child->fd >= 0)
		return child;
	fail(error);
	child_free(child);
	return NULL;
}

void child_free(struct child *child)
{
	if (!child)
		return;
	if (child->fd >= 0)
		close(child->fd);
	if (child->control >= 0)
		close(child->control);
	if (child->nursery > 0)
		while (waitpid(child->nursery, NULL, 0) < 0 && errno == EINTR)
			;
	g_free(child);
}

int child_fd(const struct child *child)
{
	return child->fd;
}

bool child_again(struct child *child, int *how, GError **error)
{
	int status = 0, old = child->fd;

	child->fd = send(child->control, "", 1, MSG_NOSIGNAL) == 1 ? receive_fd(child->control, &status) : -1;
	/* not before: a child that still wrote would die of that, and not of what it read */
	if (old >= 0)
		close(old);
	*how = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	return child->fd >= 0 || fail(error);
}
