#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "src/base/err.h"
#include "src/base/leak_check.h"
#include "src/base/secret.h"

static const size_t lens[] = { 0, 1, 15, 16, 17, 4000, 4064, 4065, 4096, 5000, 100000 };

static void test_memory(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lens); i++) {
		uint8_t *secret = secret_new(lens[i]);

		g_assert_cmpuint((uintptr_t)secret % 16, ==, 0);
		for (size_t j = 0; j < lens[i]; j++)
			g_assert_cmpuint(secret[j], ==, 0);
		if (lens[i] > 0)
			memset(secret, 0xff, lens[i]);
		secret_free(secret);
	}
	secret_free(NULL);
	secret_wipe(NULL, 0);
}

/* How a child ends that runs f: 0 when it came through. */
static int child(void (*f)(void *), void *data)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		signal(SIGSEGV, SIG_DFL);
		signal(SIGBUS, SIG_DFL);
		f(data);
		_exit(0);
	}
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	return status;
}

static void write_byte(void *p)
{
	*(volatile uint8_t *)p = 1;
}

static void test_guards(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lens); i++) {
		uint8_t *secret = secret_new(lens[i]);
		size_t room = (MAX(lens[i], 1) + 15) / 16 * 16,
		       page = (size_t)sysconf(_SC_PAGESIZE);

		g_assert_cmpint(child(write_byte, secret), ==, 0);
		g_assert_cmpint(child(write_byte, secret + room), !=, 0);
		/* the last byte before the page that the header is in */
		g_assert_cmpint(
			child(write_byte, secret - 32 - (uintptr_t)(secret - 32) % page - 1), !=,
			0);
		secret_free(secret);
	}
}

static void expect_zero(void *p)
{
	if (memcmp(p, "\0\0\0\0\0\0", 6) != 0)
		_exit(1);
	secret_free(p); /* harmless there too */
}

static void test_fork(void)
{
	char *secret = secret_new(64);

	memcpy(secret, "secret", 6);
	g_assert_cmpint(child(expect_zero, secret), ==, 0);
	g_assert_cmpmem(secret, 6, "secret", 6);
	secret_free(secret);
}

/* The kernel's flags of the mapping that p is in */
static char *vm_flags(const void *p)
{
	g_autofree char *maps = NULL;
	g_auto(GStrv) lines = NULL;
	bool found = false;

	if (!g_file_get_contents("/proc/self/smaps", &maps, NULL, NULL))
		return NULL;
	lines = g_strsplit(maps, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *end;
		guint64 from = g_ascii_strtoull(*line, &end, 16), to;

		if (*end == '-') {
			to = g_ascii_strtoull(end + 1, NULL, 16);
			found = from <= (uintptr_t)p && (uintptr_t)p < to;
		}
		if (found && g_str_has_prefix(*line, "VmFlags:"))
			return g_strconcat(*line + 8, " ", NULL);
	}
	return NULL;
}

static void test_kernel_flags(void)
{
	char *secret = secret_new(32);
	g_autofree char *flags = vm_flags(secret);

	if (!flags) {
		g_test_skip("/proc/self/smaps is not there");
	} else {
		g_test_message("%s", flags);
		g_assert_nonnull(strstr(flags, " dd ")); /* not dumped */
		g_assert_nonnull(strstr(flags, " wf ")); /* wiped on fork */
	}
	secret_free(secret);
}

static void test_overwritten(void)
{
	if (g_test_subprocess()) {
		uint8_t *secret = secret_new(32);

		memset(secret - 32, 7, 32);
		secret_free(secret);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_failed();
}

static void test_equal(void)
{
	g_assert_true(secret_equal("", "", 0));
	g_assert_true(secret_equal("abc", "abd", 2));
	g_assert_false(secret_equal("abc", "abd", 3));
	g_assert_false(secret_equal("abc", "xbc", 3));
}

static void test_new_from(void)
{
	g_autofree char *longest = g_strnfill(PASSPHRASE_MAX, 'x');
	g_autofree char *longer = g_strnfill(PASSPHRASE_MAX + 1, 'x');
	struct passphrase *p = passphrase_new_from("p\xc3\xa4ss");

	g_assert_cmpuint(p->len, ==, 5);
	g_assert_cmpstr(p->text, ==, "p\xc3\xa4ss");
	passphrase_free(p);
	p = passphrase_new_from(longest);
	g_assert_cmpuint(p->len, ==, PASSPHRASE_MAX);
	passphrase_free(p);
	g_assert_null(passphrase_new_from(longer));
}

static int pipe_with(const char *data, size_t len)
{
	int fds[2];

	g_assert_cmpint(pipe(fds), ==, 0);
	g_assert_cmpint(write(fds[1], data, len), ==, (ssize_t)len);
	close(fds[1]);
	return fds[0];
}

static void test_read_fd(void)
{
	g_autofree char *longest = g_strnfill(PASSPHRASE_MAX, 'x');
	g_autofree char *longer = g_strnfill(PASSPHRASE_MAX + 1, 'x');
	const struct {
		const char *in;
		size_t len;
		const char *out;
	} cases[] = {
		{ "one\ntwo\n", 8, "one" },
		{ "one", 3, "one" },
		{ "\n", 1, "" },
		{ "", 0, NULL },
		{ " a b \t\r\n", 8, " a b \t\r" },
		{ "a\0b\n", 4, NULL },
		{ longest, PASSPHRASE_MAX, longest },
		{ longer, PASSPHRASE_MAX + 1, NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct passphrase *p = passphrase_new_from("what was there before");
		g_autoptr(GError) error = NULL;
		int fd = pipe_with(cases[i].in, cases[i].len);

		g_assert_cmpint(passphrase_read_fd(p, fd, &error), ==, cases[i].out != NULL);
		g_assert_cmpint(error == NULL, ==, cases[i].out != NULL);
		g_assert_cmpstr(p->text, ==, cases[i].out ? cases[i].out : "");
		g_assert_cmpuint(p->len, ==, strlen(p->text));
		close(fd);
		passphrase_free(p);
	}
}

static void test_read_fd_leaves_the_rest(void)
{
	struct passphrase *p = passphrase_new();
	int fd = pipe_with("one\ntwo\n", 8);

	g_assert_true(passphrase_read_fd(p, fd, NULL));
	g_assert_true(passphrase_read_fd(p, fd, NULL));
	g_assert_cmpstr(p->text, ==, "two");
	g_assert_false(passphrase_read_fd(p, fd, NULL));
	g_assert_false(passphrase_read_fd(p, -1, NULL));
	close(fd);
	passphrase_free(p);
}

static void test_read_file(void)
{
	g_autofree char *dir = g_dir_make_tmp("blotter-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "password", NULL);
	g_autofree char *link = g_build_filename(dir, "link", NULL);
	static const struct {
		mode_t mode;
		bool ok;
	} modes[] = {
		{ 0600, true },
		{ 0400, true },
		{ 0640, false },
		{ 0604, false },
		{ 0620, false },
	};
	struct passphrase *p = passphrase_new();

	g_assert_true(g_file_set_contents(path, "one\ntwo\n", -1, NULL));
	g_assert_cmpint(symlink(path, link), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autoptr(GError) error = NULL;

		g_chmod(path, modes[i].mode);
		g_assert_cmpint(passphrase_read_file(p, path, &error), ==, modes[i].ok);
		g_assert_cmpstr(p->text, ==, modes[i].ok ? "one" : "");
		g_assert_true(modes[i].ok || strstr(error->message, path));
	}
	g_chmod(path, 0600);
	g_assert_false(passphrase_read_file(p, link, NULL));
	g_assert_false(passphrase_read_file(p, dir, NULL));
	g_assert_false(passphrase_read_file(p, "/nowhere/at/all", NULL));
	g_unlink(link);
	g_unlink(path);
	g_rmdir(dir);
	passphrase_free(p);
}

/* A program on a terminal of its own that asks for a password and says what it got. */
struct terminal {
	int fd, slave, answer;
	pid_t pid;
};

/* Reads until a text is there, and returns what was shown. */
static char *terminal_wait(const struct terminal *t, const char *until)
{
	GString *shown = g_string_new(NULL);
	char c;

	while (!strstr(shown->str, until) && read(t->fd, &c, 1) == 1)
		g_string_append_c(shown, c);
	return g_string_free(shown, FALSE);
}

static void terminal_skip(const struct terminal *t, const char *until)
{
	g_free(terminal_wait(t, until));
}

/* Returns when the last word of the prompt is there. */
static struct terminal terminal_ask_with(const char *prompt, char **shown)
{
	static const int stop[] = { SIGINT, SIGQUIT, SIGHUP, SIGTERM };
	struct terminal t;
	char name[64];
	int fds[2];

	g_assert_cmpint(pipe(fds), ==, 0);
	g_assert_cmpint(openpty(&t.fd, &t.slave, name, NULL, NULL), ==, 0);
	t.pid = fork();
	if (t.pid == 0) {
		struct passphrase *p;
		g_autoptr(GError) error = NULL;

		close(t.fd);
		close(fds[0]);
		login_tty(t.slave);
		/* a suite run in the background, or by nohup, has some of these ignored */
		for (size_t i = 0; i < G_N_ELEMENTS(stop); i++)
			signal(stop[i], SIG_DFL);
		p = passphrase_new();
		if (!passphrase_ask(p, prompt, &error))
			dprintf(fds[1], "error: %s", error->message);
		else
			dprintf(fds[1], "got: %s", p->text);
		_exit(0);
	}
	close(fds[1]);
	t.answer = fds[0];
	*shown = terminal_wait(&t, "Password: ");
	return t;
}

static struct terminal terminal_ask(void)
{
	g_autofree char *shown = NULL;

	return terminal_ask_with("Password: ", &shown);
}

static bool echo_is_on(const struct terminal *t)
{
	struct termios state;

	g_assert_cmpint(tcgetattr(t->slave, &state), ==, 0);
	return (state.c_lflag & ECHO) != 0;
}

static char *terminal_end(struct terminal *t, int *status)
{
	char text[2048];
	ssize_t n = read(t->answer, text, sizeof(text) - 1);

	text[MAX(n, 0)] = '\0';
	g_assert_cmpint(waitpid(t->pid, status, 0), ==, t->pid);
	g_assert_true(echo_is_on(t));
	close(t->fd);
	close(t->slave);
	close(t->answer);
	return g_strdup(text);
}

static void type(const struct terminal *t, const char *keys)
{
	g_assert_cmpint(write(t->fd, keys, strlen(keys)), ==, (ssize_t)strlen(keys));
}

static void test_ask(void)
{
	struct terminal t = terminal_ask();
	g_autofree char *after = NULL, *answer = NULL;
	int status;

	g_assert_false(echo_is_on(&t));
	type(&t, "open \x7fsesame\n");
	after = terminal_wait(&t, "\n");
	answer = terminal_end(&t, &status);
	g_assert_cmpstr(answer, ==, "got: opensesame");
	g_assert_cmpstr(after, ==, "\r\n");
	g_assert_cmpint(status, ==, 0);
}

static void test_ask_ends(void)
{
	static const struct {
		const char *keys;
		const char *answer;
		int signal;
	} cases[] = {
		{ "\x04", "error: no password was given", 0 },
		{ "half\x03", "", SIGINT },
		{ "half\x1c", "", SIGQUIT },
	};
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct terminal t = terminal_ask();
		g_autofree char *answer = NULL;
		int status;

		type(&t, cases[i].keys);
		answer = terminal_end(&t, &status);
		g_assert_cmpstr(answer, ==, cases[i].answer);
		g_assert_cmpint(WIFSIGNALED(status) ? WTERMSIG(status) : 0, ==, cases[i].signal);
	}
}

static void test_ask_killed(void)
{
	static const int signals[] = { SIGTERM, SIGHUP };

	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
		struct terminal t = terminal_ask();
		g_autofree char *answer = NULL;
		int status;

		kill(t.pid, signals[i]);
		answer = terminal_end(&t, &status);
		g_assert_cmpstr(answer, ==, "");
		g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
	}
}

static void test_ask_stopped(void)
{
	struct terminal t = terminal_ask();
	g_autofree char *answer = NULL;
	int status;

	/* An orphaned group, as here, does not stop; it comes back from the signal at once. */
	type(&t, "half");
	kill(t.pid, SIGTSTP);
	terminal_skip(&t, "Password: ");
	g_assert_false(echo_is_on(&t));
	type(&t, "whole\n");
	answer = terminal_end(&t, &status);
	g_assert_true(g_str_has_prefix(answer, "got: "));
	g_assert_true(g_str_has_suffix(answer, "whole"));
}

static void test_ask_too_long(void)
{
	struct terminal t = terminal_ask();
	g_autofree char *keys = g_strnfill(PASSPHRASE_MAX + 100, 'x');
	g_autofree char *answer = NULL;
	int status, left;

	type(&t, keys);
	type(&t, "\n");
	left = read(t.answer, &(char){ 0 }, 1) == 1 ? 0 : -1;
	g_assert_cmpint(left, ==, 0);
	g_assert_cmpint(ioctl(t.slave, FIONREAD, &left), ==, 0);
	g_assert_cmpint(left, ==, 0);
	answer = terminal_end(&t, &status);
	g_assert_true(g_str_has_prefix(answer, "rror: the password is longer than 1024 bytes"));
}

static void ask_without_tty(void *data)
{
	g_autoptr(GError) error = NULL;
	struct passphrase *p;

	(void)data;
	setsid();
	p = passphrase_new();
	if (passphrase_ask(p, "Password: ", &error) || !strstr(error->message, "--password-fd"))
		_exit(1);
}

static void test_ask_without_tty(void)
{
	g_assert_cmpint(child(ask_without_tty, NULL), ==, 0);
}

/* The organisation in it is that of a file on a medium, which anybody may have written. */
static void test_ask_harmless(void)
{
	g_autofree char *shown = NULL, *answer = NULL;
	struct terminal t = terminal_ask_with("\033]0;x\a\xc2\x9b" "2J Password: ", &shown);
	int status;

	g_assert_cmpstr(shown, ==, "^[]0;x^G<U+009B>2J Password: ");
	type(&t, "x\n");
	answer = terminal_end(&t, &status);
	g_assert_cmpstr(answer, ==, "got: x");
}

static void harden(void *data)
{
	struct rlimit limit;

	(void)data;
	umask(0);
	process_harden();
	if (umask(0) != 077 || getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0 ||
		limit.rlim_max != 0)
		_exit(1);
#ifndef LEAK_CHECK
	if (prctl(PR_GET_DUMPABLE) != 0)
		_exit(2);
#endif
}

static void test_harden(void)
{
	g_assert_cmpint(child(harden, NULL), ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/secret/memory is zero, whole and aligned", test_memory);
	g_test_add_func("/secret/guard pages stop a write outside", test_guards);
	g_test_add_func("/secret/a child sees zeros", test_fork);
	g_test_add_func("/secret/the kernel does not dump it", test_kernel_flags);
	g_test_add_func("/secret/an overwritten header is noticed", test_overwritten);
	g_test_add_func("/secret/equal looks at every byte", test_equal);
	g_test_add_func("/secret/a passphrase is never cut", test_new_from);
	g_test_add_func("/secret/one line is read from a descriptor", test_read_fd);
	g_test_add_func(
		"/secret/the next line stays in the descriptor", test_read_fd_leaves_the_rest);
	g_test_add_func("/secret/a password file has to be private", test_read_file);
	g_test_add_func("/secret/asking shows nothing of what is typed", test_ask);
	g_test_add_func("/secret/the echo comes back when the user gives up", test_ask_ends);
	g_test_add_func("/secret/the echo comes back when the program is killed", test_ask_killed);
	g_test_add_func("/secret/a stopped program asks again", test_ask_stopped);
	g_test_add_func("/secret/nothing of a refused line reaches the shell", test_ask_too_long);
	g_test_add_func("/secret/without a terminal asking says what to use", test_ask_without_tty);
	g_test_add_func("/secret/what asks is harmless on a terminal", test_ask_harmless);
	g_test_add_func("/secret/a hardened process leaves no core", test_harden);
	return g_test_run();
}
