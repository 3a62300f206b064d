/* Passwords on their way in: a descriptor, a file, a terminal with its echo off. */
#include "src/base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "src/base/err.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

struct passphrase *passphrase_new(void)
{
	return secret_new(sizeof(struct passphrase));
}

struct passphrase *passphrase_new_from(const char *text)
{
	size_t len = strlen(text);
	struct passphrase *p;

	if (len > PASSPHRASE_MAX)
		return NULL;
	p = passphrase_new();
	memcpy(p->text, text, len);
	p->len = len;
	return p;
}

void passphrase_free(struct passphrase *p)
{
	secret_free(p);
}

static void clear(struct passphrase *p)
{
	secret_wipe(p->text, sizeof(p->text));
	p->len = 0;
}

/* One byte at a time: what follows the line belongs to somebody else, and stdio's buffer would
 * keep a copy. 1: a byte, 0: the end, -1: errno. */
static int read_byte(int fd, char *c)
{
	for (;;) {
		ssize_t n = read(fd, c, 1);
		struct pollfd ready = { .fd = fd, .events = POLLIN };

		if (n >= 0)
			return (int)n;
		if (errno == EAGAIN)
			poll(&ready, 1, -1);
		else if (errno != EINTR)
			return -1;
	}
}

/* Adds a byte; *done at the end of the line. */
static bool take_byte(struct passphrase *p, char c, bool *done, GError **error)
{
	*done = c == '\n';
	if (*done)
		return true;
	if (c == '\0')
		return err_set(
			error, ERR_INVALID, _("the password contains a NUL byte; give text"));
	if (p->len == PASSPHRASE_MAX)
		return err_set(error, ERR_INVALID,
			_("the password is longer than %d bytes; give a shorter one"),
			PASSPHRASE_MAX);
	p->text[p->len++] = c;
	return true;
}

bool passphrase_read_fd(struct passphrase *p, int fd, GError **error)
{
	bool ok = true, done = false, any = false;
	char c = '\0';

	clear(p);
	while (ok && !done) {
		int n = read_byte(fd, &c);

		if (n < 0)
			ok = err_set(error, ERR_FAILED,
				_("cannot read the password from fd %d: %s"), fd,
				g_strerror(errno));
		else if (n == 0 && !any)
			ok = err_set(error, ERR_FAILED,
				_("no password came from fd %d; write one line to it"), fd);
		else if (n == 0)
			done = true;
		else
			ok = take_byte(p, c, &done, error);
		any = true;
	}
	secret_wipe(&c, sizeof(c));
	if (!ok)
		clear(p);
	return ok;
}

static bool check_file(int fd, const char *path, GError **error)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(
			error, ERR_FAILED, _("cannot read \"%s\": %s"), path, g_strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(error, ERR_FAILED,
			_("the password file \"%s\" is not a regular file; give the file itself"),
			path);
	if (st.st_uid != geteuid() || (st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return err_set(error, ERR_FAILED,
			_("the password file \"%s\" is open to others; make it yours alone: "
			  "chmod 600"),
			path);
	return st.st_size > 0 || err_set(error, ERR_FAILED,
		_("the password file \"%s\" is empty; its first line is the password"), path);
}

bool passphrase_read_file(struct passphrase *p, const char *path, GError **error)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	bool ok;

	clear(p);
	if (fd < 0)
		return err_set(error, ERR_FAILED, _("cannot open the password file \"%s\": %s"),
			path, errno == ELOOP ? _("it is a symbolic link") : g_strerror(errno));
	ok = check_file(fd, path, error) && passphrase_read_fd(p, fd, error);
	close(fd);
	return ok;
}

/* A terminal whose echo is off, and the signals that must not leave it so: they wait in a
 * descriptor, which needs no handler and so no global. */
struct quiet_tty {
	int fd, signals;
	struct termios loud;
	sigset_t caught, before;
};

static bool tty_silence(struct quiet_tty *tty)
{
	struct termios quiet = tty->loud;

	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	return tcsetattr(tty->fd, TCSAFLUSH, &quiet) == 0;
}

static bool tty_open(struct quiet_tty *tty)
{
	static const int stop[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGALRM };

	*tty = (struct quiet_tty){ .signals = -1 };
	tty->fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (tty->fd < 0 || tcgetattr(tty->fd, &tty->loud) != 0)
		goto failed;
	sigemptyset(&tty->caught);
	for (size_t i = 0; i < G_N_ELEMENTS(stop); i++)
		sigaddset(&tty->caught, stop[i]);
	tty->signals = signalfd(-1, &tty->caught, SFD_CLOEXEC | SFD_NONBLOCK);
	if (tty->signals < 0)
		goto failed;
	sigprocmask(SIG_BLOCK, &tty->caught, &tty->before);
	if (tty_silence(tty))
		return true;
	sigprocmask(SIG_SETMASK, &tty->before, NULL);
failed:
	if (tty->signals >= 0)
		close(tty->signals);
	if (tty->fd >= 0)
		close(tty->fd);
	return false;
}

static void tty_close(struct quiet_tty *tty)
{
	/* Not flushed and not drained: neither may a stopped terminal hold us here. */
	tcsetattr(tty->fd, TCSANOW, &tty->loud);
	close(tty->signals);
	close(tty->fd);
	/* A signal that came meanwhile is delivered here, with the echo on again. */
	sigprocmask(SIG_SETMASK, &tty->before, NULL);
}

static void tty_say(const struct quiet_tty *tty, const char *text)
{
	file_write_all(tty->fd, text, strlen(text));
}

static bool is_ignored(int signal)
{
	struct sigaction action;

	return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* Lets a signal do what the process made of it, with the echo on, and goes on asking if it
 * comes back from that. */
static bool tty_signal(struct quiet_tty *tty, const char *prompt)
{
	struct signalfd_siginfo info;

	if (read(tty->signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return true;
	tcsetattr(tty->fd, TCSANOW, &tty->loud);
	tty_say(tty, "\n");
	raise((int)info.ssi_signo);
	sigprocmask(SIG_SETMASK, &tty->before, NULL);
	sigprocmask(SIG_BLOCK, &tty->caught, NULL);
	if (info.ssi_signo != SIGTSTP && !is_ignored((int)info.ssi_signo))
		return false;
	if (!tty_silence(tty))
		return false;
	tty_say(tty, prompt);
	return true;
}

/* Waits for a byte or a signal. */
static bool ask_loop(
	struct quiet_tty *tty, struct passphrase *p, const char *prompt, char *c, GError **error)
{
	bool done = false;

	while (!done) {
		struct pollfd fds[] = {
			{ .fd = tty->fd, .events = POLLIN },
			{ .fd = tty->signals, .events = POLLIN },
		};

		if (poll(fds, G_N_ELEMENTS(fds), -1) < 0 && errno != EINTR)
			return err_set(error, ERR_FAILED, _("cannot read the password: %s"),
				g_strerror(errno));
		if (fds[1].revents) {
			clear(p);
			if (!tty_signal(tty, prompt))
				return err_set(error, ERR_FAILED, _("no password was given"));
			continue;
		}
		if (!fds[0].revents)
			continue;
		if (read_byte(tty->fd, c) <= 0)
			return err_set(error, ERR_FAILED, _("no password was given"));
		if (!take_byte(p, *c, &done, error))
			return false;
	}
	return true;
}

bool passphrase_ask(struct passphrase *p, const char *prompt, GError **error)
{
	g_autofree char *visible = text_visible(prompt, -1, TEXT_LINE);
	struct quiet_tty tty;
	char c = '\0';
	bool ok;

	clear(p);
	if (!tty_open(&tty))
		return err_set(error, ERR_FAILED,
			_("the password cannot be asked for: there is no terminal; "
			  "use --password-file or --password-fd"));
	tty_say(&tty, visible);
	ok = ask_loop(&tty, p, visible, &c, error);
	/* What is left of a refused line must not end up at the shell's prompt. */
	if (!ok)
		tcflush(tty.fd, TCIFLUSH);
	tty_say(&tty, "\n");
	tty_close(&tty);
	secret_wipe(&c, sizeof(c));
	if (!ok)
		clear(p);
	return ok;
}
