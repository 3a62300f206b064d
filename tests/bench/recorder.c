#include "tests/bench/recorder.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUIET 0.05		/* seconds without a byte: it has drawn */
#define SILENT 0.4		/* … when it never began */
#define START_QUIET 0.5
#define START_SILENT 20

struct recorder {
	int fd;
	pid_t pid;
	bool gone;
};

static double now(void)
{
	return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

/* Full-screen programs of others ask these, and wait for the answer. */
static void answer(const struct recorder *recorder, const char *bytes, size_t len)
{
	static const struct { const char *question, *answer; } answers[] = {
		{ "\033[6n", "\033[1;1R" },
		{ "\033[c", "\033[?62;22c" },
		{ "\033[0c", "\033[?62;22c" },
		{ "\033[>c", "\033[>41;370;0c" },
		{ "\033[5n", "\033[0n" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
		const char *said = answers[i].answer;

		if (g_strstr_len(bytes, (gssize)len, answers[i].question))
			g_assert_cmpint(write(recorder->fd, said, strlen(said)), ==, (ssize_t)strlen(said));
	}
}

/* False: nothing is there any more. */
static bool take(struct recorder *recorder, double begin, struct heard *heard)
{
	char bytes[65536];
	ssize_t n = read(recorder->fd, bytes, sizeof bytes);

	if (n <= 0) {
		recorder->gone = true;
		return false;
	}
	heard->last = now() - begin;
	if (!heard->bytes)
		heard->first = heard->last;
	heard->bytes += (size_t)n;
	answer(recorder, bytes, (size_t)n);
	return true;
}

/* Since begin, until nothing came for quiet seconds, or never began within silent ones. */
static struct heard collect(struct recorder *recorder, double begin, double quiet, double silent)
{
	struct heard heard = { 0 };

	while (!recorder->gone) {
		double left = (heard.bytes ? heard.last + quiet : silent) - (now() - begin);
		struct pollfd fd = { recorder->fd, POLLIN, 0 };

		if (left <= 0 || poll(&fd, 1, (int)(left * 1000) + 1) == 0)
			break;
		take(recorder, begin, &heard);
	}
	return heard;
}

struct recorder *recorder_start(const char *const *argv, const char *dir)
{
	struct winsize size = { .ws_row = RECORDER_ROWS, .ws_col = RECORDER_COLUMNS };
	struct recorder *recorder = g_new0(struct recorder, 1);

	recorder->pid = forkpty(&recorder->fd, NULL, NULL, &size);
	g_assert_cmpint(recorder->pid, >=, 0);
	if (recorder->pid == 0) {
		g_setenv("TERM", "xterm-256color", TRUE);
		g_setenv("LC_ALL", "C.UTF-8", TRUE);
		if (!dir || chdir(dir) == 0)
			execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	fcntl(recorder->fd, F_SETFD, FD_CLOEXEC);
	collect(recorder, now(), START_QUIET, START_SILENT);
	return recorder;
}

void recorder_end(struct recorder *recorder)
{
	kill(recorder->pid, SIGHUP);
	for (int i = 0; i < 100 && waitpid(recorder->pid, NULL, WNOHANG) == 0; i++) {
		recorder_listen(recorder, 0.02);
		if (i == 50)
			kill(recorder->pid, SIGKILL);
	}
	close(recorder->fd);
	g_free(recorder);
}

struct heard recorder_press(struct recorder *recorder, const char *keys)
{
	double begin = now();	/* the answer may be there before write() is back */

	if (recorder->gone || write(recorder->fd, keys, strlen(keys)) < 0)
		return (struct heard){ 0 };
	return collect(recorder, begin, QUIET, SILENT);
}

struct heard recorder_listen(struct recorder *recorder, double seconds)
{
	struct heard heard = { 0 };
	double begin = now(), left;

	while (!recorder->gone && (left = begin + seconds - now()) > 0) {
		struct pollfd fd = { recorder->fd, POLLIN, 0 };

		if (poll(&fd, 1, (int)(left * 1000) + 1) > 0)
			take(recorder, begin, &heard);
	}
	return heard;
}

bool recorder_gone(const struct recorder *recorder)
{
	return recorder->gone;
}
