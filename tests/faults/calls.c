/* The nth call fails: of those that write to the disk, or of those that ask for memory. */
#include "tests/faults/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* How one try ended. */
struct ending { bool done; long calls; bool aborted; };

static void do_deed(struct stage *stage, const struct deed *deed, const struct io_plan *plan, long memory, int fd)
{
	struct session *session = house_sign_in(stage->house, deed->who);
	struct ending ending = { 0 };
	struct outcome outcome;

	io_arm(plan);
	memory_arm(memory);
	ending.done = house_try(session, &outcome, NULL, "%s", deed->text);
	ending.calls = memory < 0 ? memory_count() : io_count();
	memory_arm(0);
	io_arm(&(struct io_plan){ 0 });
	g_assert_cmpint(write(fd, &ending, sizeof ending), ==, sizeof ending);
	_exit(0);
}

/* What a program says that has no memory left must not be read as ours. */
static void hush(void)
{
	int nowhere = open("/dev/null", O_WRONLY);

	g_assert_cmpint(dup2(nowhere, STDOUT_FILENO), >=, 0);
	g_assert_cmpint(dup2(nowhere, STDERR_FILENO), >=, 0);
	close(nowhere);
}

static struct ending try(struct stage *stage, const struct deed *deed, const struct io_plan *plan, long memory)
{
	struct ending ending = { 0 };
	int pipes[2], status;
	bool heard;
	pid_t pid;

	stage_restore(stage);
	g_assert_cmpint(pipe(pipes), ==, 0);
	pid = fork();
	if (pid == 0) {
		alarm(60);
		hush();
		do_deed(stage, deed, plan, memory, pipes[1]);
	}
	close(pipes[1]);
	heard = read(pipes[0], &ending, sizeof ending) == sizeof ending;
	close(pipes[0]);
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	ending.aborted = WIFSIGNALED(status) && (WTERMSIG(status) == SIGABRT || WTERMSIG(status) == SIGTRAP);
	if (!heard && !ending.aborted)
		g_error("%s ended with status %d", deed->action, status);
	return ending;
}

static void check(struct stage *stage, const struct deed *deed, struct ending ending, int64_t before, const char *what)
{
	int64_t after = stage_check(stage, deed->action, what);

	g_assert_cmpint(after, >=, before);
	if (ending.done && after == before)
		g_error("%s: said to be done, and is not in the log", what);
}

static int64_t entries_before(struct stage *stage, const struct deed *deed)
{
	stage_restore(stage);
	return stage_check(stage, deed->action, deed->action);
}

static const struct { const char *name; struct io_plan plan; } kinds[] = {
	{ "EIO once", { 0, EIO, false, false } },
	{ "EIO from then on", { 0, EIO, true, false } },
	{ "ENOSPC, half written", { 0, ENOSPC, true, true } },
};

static long io_of(struct stage *stage, const struct deed *deed, size_t kind, long stride)
{
	int64_t before = entries_before(stage, deed);
	struct io_plan plan = kinds[kind].plan;
	long count = 0;

	for (plan.fail_at = 1 + (long)kind;; plan.fail_at += stride) {
		g_autofree char *what = g_strdup_printf("%s, %s at call %ld", deed->action, kinds[kind].name,
							plan.fail_at);
		struct ending ending = try(stage, deed, &plan, 0);

		if (ending.aborted)
			g_error("%s: the program ended", what);
		check(stage, deed, ending, before, what);
		if (ending.calls < plan.fail_at)
			return count;
		count++;
	}
}

long faults_io(struct stage *stage, long stride)
{
	long count = 0;

	io_watch(stage->work);
	for (const struct deed *deed = deeds; deed->who; deed++)
		for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
			count += io_of(stage, deed, kind, stride);
	return count;
}

/* Memory that SQLite lacks is a refusal; what libcrypto lacks ends the program. */
static long memory_of(struct stage *stage, const struct deed *deed, long stride)
{
	const struct io_plan none = { 0 };
	int64_t before = entries_before(stage, deed);
	long all = try(stage, deed, &none, -1).calls, count = 0;

	for (long n = 1; n <= all; n += stride, count++) {
		g_autofree char *what = g_strdup_printf("%s, no memory at call %ld", deed->action, n);
		struct ending ending = try(stage, deed, &none, n);

		check(stage, deed, ending, before, what);
	}
	return count;
}

long faults_memory(struct stage *stage, long stride)
{
	long count = 0;

	for (const struct deed *deed = deeds; deed->who; deed++)
		count += memory_of(stage, deed, stride);
	return count;
}
