/* dladdr() */
#define _GNU_SOURCE
/* One allocation fails: each place that asks for memory, by the calls that led there, when it first does. */
#include "tests/faults/faults.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGEST_S 120

/* Where it is said: ours, kept while a file of nothing is in its place. */
struct voice { int fd, ours; };

static void hush(struct voice *voice)
{
	int nowhere = open("/dev/null", O_WRONLY);

	voice->ours = dup(voice->fd);
	g_assert_cmpint(dup2(nowhere, voice->fd), >=, 0);
	close(nowhere);
}

static void speak(struct voice *voice)
{
	g_assert_cmpint(dup2(voice->ours, voice->fd), >=, 0);
	close(voice->ours);
}

/* SQLCipher 3.4.1 writes through NULL where it has no memory for its provider, before the store is read: that
 * ends the program as what libcrypto lacks does. A fault of anything else stays one. */
static void end_of_library(int signal)
{
	void *frames[4];
	int len = backtrace(frames, G_N_ELEMENTS(frames));
	Dl_info info;

	/* this one, the kernel's, and what was at work */
	if (len > 2 && dladdr(frames[2], &info) && strstr(info.dli_fname, "libsqlcipher"))
		abort();
	(void)sigaction(signal, &(struct sigaction){ .sa_handler = SIG_DFL }, NULL);
}

/* What a program says that has no memory left must not be read as ours. */
static struct ending do_starved(struct stage *stage, long fail_at)
{
	const struct deed *deed = stage->deed;
	struct session *session;
	struct ending ending = { 0 };
	struct voice out = { .fd = STDOUT_FILENO }, err = { .fd = STDERR_FILENO };
	g_autoptr(GError) error = NULL;

	alarm(LONGEST_S);
	(void)sigaction(SIGSEGV, &(struct sigaction){ .sa_handler = end_of_library }, NULL);
	session = deed->who ? house_sign_in(stage->house, deed->who) : NULL;
	fflush(stdout);
	hush(&out);
	hush(&err);
	memory_arm(fail_at);
	ending.done = deed->run(stage, session, deed, &error);
	memory_arm(MEMORY_NONE);
	session_close(session);
	fflush(stdout);
	speak(&out);
	speak(&err);
	alarm(0);
	g_strlcpy(ending.why, error ? error->message : "", sizeof ending.why);
	return ending;
}

static GArray *places(struct stage *stage)
{
	stage_restore(stage);
	do_starved(stage, MEMORY_NOTE);
	return memory_noted();
}

static char *what_of(struct stage *stage, long n)
{
	return g_strdup_printf("%s, no memory at call %ld", stage->deed->name, n);
}

/* From the ith place on, in this process, until there are no more or one ends it. */
static void starve(struct stage *stage, const GArray *calls, guint *i, guint stride)
{
	for (; *i < calls->len; *i += stride) {
		long n = g_array_index(calls, long, *i);
		g_autofree char *what = what_of(stage, n);
		struct ending ending;

		stage_restore(stage);
		ending = do_starved(stage, n);
		try_check(stage, &ending, what);
	}
	_exit(0);
}

/* Memory that SQLite lacks is a refusal; what libcrypto lacks ends the program. */
static bool ended_well(int status)
{
	return WIFSIGNALED(status) && (WTERMSIG(status) == SIGABRT || WTERMSIG(status) == SIGTRAP);
}

long faults_memory(struct stage *stage, long stride)
{
	guint *i = mmap(NULL, sizeof *i, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	g_autoptr(GArray) calls = places(stage);
	long count = ((long)calls->len + stride - 1) / stride;
	int status;

	g_assert_true(i != MAP_FAILED);
	for (*i = 0; *i < calls->len; *i += (guint)stride) {
		g_autofree char *what = NULL;
		pid_t pid = fork();

		if (pid == 0)
			starve(stage, calls, i, (guint)stride);
		g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			break;
		what = what_of(stage, g_array_index(calls, long, *i));
		if (!ended_well(status))
			g_error("%s: ended with status %d", what, status);
		try_check(stage, &(struct ending){ .ended = true }, what);
	}
	munmap(i, sizeof *i);
	return count;
}
