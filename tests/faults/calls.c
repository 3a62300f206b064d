/* The nth call fails: of those that write to the disk, or of those that ask for memory. */
#include "tests/faults/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How one try ended. */
struct ending { bool done; long calls; bool ended; char why[400]; };

static void do_deed(struct stage *stage, const struct io_plan *plan, long memory, int fd)
{
	const struct deed *deed = stage->deed;
	struct session *session = deed->who ? house_sign_in(stage->house, deed->who) : NULL;
	struct ending ending = { 0 };
	g_autoptr(GError) error = NULL;

	io_arm(plan);
	memory_arm(memory);
	ending.done = deed->run(stage, session, deed, &error);
	ending.calls = memory ? memory_count() : io_count();
	memory_arm(0);
	io_arm(&(struct io_plan){ 0 });
	g_strlcpy(ending.why, error ? error->message : "", sizeof ending.why);
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

/* The deed, in a process of its own, on what is there now. */
static struct ending try(struct stage *stage, const struct io_plan *plan, long memory)
{
	struct ending ending = { 0 };
	int pipes[2], status;
	bool heard;
	pid_t pid;

	g_assert_cmpint(pipe(pipes), ==, 0);
	pid = fork();
	if (pid == 0) {
		alarm(60);
		hush();
		do_deed(stage, plan, memory, pipes[1]);
	}
	close(pipes[1]);
	heard = read(pipes[0], &ending, sizeof ending) == sizeof ending;
	close(pipes[0]);
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	ending.ended = !heard && WIFSIGNALED(status) &&
		       (plan->kill ? WTERMSIG(status) == SIGKILL : memory && (WTERMSIG(status) == SIGABRT ||
									      WTERMSIG(status) == SIGTRAP));
	if (!heard && !ending.ended)
		g_error("%s, call %ld: ended with status %d", stage->deed->name, plan->fail_at, status);
	return ending;
}

/* Refused in a sentence that a person can do something with. */
static void check(struct stage *stage, const struct ending *ending, const char *what)
{
	if (!ending->done && !ending->ended &&
	    (strlen(ending->why) < 15 || strstr(ending->why, "(null)") || strstr(ending->why, "not an error")))
		g_error("%s: says \"%s\"", what, ending->why);
	stage_check(stage, ending->done, what);
}

static const struct { const char *name; struct io_plan plan; } kinds[] = {
	{ "EIO once", { .code = EIO } },
	{ "EIO from then on", { .code = EIO, .from_then_on = true } },
	{ "ENOSPC, half written", { .code = ENOSPC, .from_then_on = true, .shorten = true } },
	{ "killed", { .kill = true } },
};

/* Each kind begins elsewhere, so that together they leave no gaps that strides have in common. */
static struct io_plan plan_of(size_t kind, long stride)
{
	struct io_plan plan = kinds[kind].plan;

	plan.fail_at = 1 + (long)kind * stride / (long)G_N_ELEMENTS(kinds);
	return plan;
}

/* What is looked at when a call failed; how many faults that were. */
typedef long (*after_fault)(struct stage *stage, const struct ending *ending, const char *what, long stride);

/* Each stride-th call of the deed fails, one after another, until it has no more. */
static long each_call(struct stage *stage, size_t kind, long stride, after_fault after)
{
	struct io_plan plan = plan_of(kind, stride);
	long count = 0;

	for (;; plan.fail_at += stride) {
		g_autofree char *what = g_strdup_printf("%s, %s at call %ld", stage->deed->name, kinds[kind].name,
							plan.fail_at);
		struct ending ending;

		stage_restore(stage);
		ending = try(stage, &plan, 0);
		if (!ending.ended && ending.calls < plan.fail_at)
			return count;
		count += after(stage, &ending, what, stride);
	}
}

static long look_after(struct stage *stage, const struct ending *ending, const char *what, long stride)
{
	(void)stride;
	check(stage, ending, what);
	return 1;
}

long faults_io(struct stage *stage, long stride)
{
	io_watch(stage->work);
	for (const struct deed *deed = deeds; deed->name; deed++) {
		long count = 0;

		stage_set(stage, deed);
		for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
			count += each_call(stage, kind, stride, look_after);
		stage_told(stage, deed, count);
	}
	return stage->told;
}

/* --- a second fault --- */

static bool sign_in(struct stage *stage, struct session *session, const struct deed *deed, GError **error)
{
	(void)deed;
	session = house_sign_in_with(stage->house, "hua", HOUSE_PASSWORD, error);
	session_close(session);
	return session != NULL;
}

/* Each stride-th call of the sign-in fails that finds what the first fault left. */
static long again_of(struct stage *stage, const struct ending *before, const char *first, long stride)
{
	static const struct deed opening = { .name = "opening", .run = sign_in };
	const struct deed *deed = stage->deed;
	long count = 0;

	if (!g_file_test(stage->house->seam.store_dir, G_FILE_TEST_EXISTS))
		return 0;
	stage_keep(stage);
	for (size_t kind = 1; kind < G_N_ELEMENTS(kinds); kind += 2) {
		struct io_plan plan = plan_of(kind, stride);
		struct ending ending;

		for (;; plan.fail_at += stride, count++) {
			g_autofree char *what = g_strdup_printf("%s; opened again, %s at call %ld", first,
								kinds[kind].name, plan.fail_at);

			stage_restore_spoilt(stage);
			stage->deed = &opening;
			ending = try(stage, &plan, 0);
			stage->deed = deed;
			if (!ending.ended && ending.calls < plan.fail_at)
				break;
			stage_check(stage, before->done, what);
		}
	}
	return count;
}

long faults_twice(struct stage *stage, long stride)
{
	io_watch(stage->work);
	for (const struct deed *deed = deeds; deed->name; deed++) {
		long count = 0;

		stage_set(stage, deed);
		for (size_t kind = 1; kind < G_N_ELEMENTS(kinds); kind += 2)
			count += each_call(stage, kind, stride, again_of);
		stage_told(stage, deed, count);
	}
	return stage->told;
}

/* --- memory --- */

/* Memory that SQLite lacks is a refusal; what libcrypto lacks ends the program. */
static long memory_of(struct stage *stage, long stride)
{
	const struct io_plan none = { 0 };
	long all, count = 0;

	stage_restore(stage);
	all = try(stage, &none, -1).calls;
	for (long n = 1; n <= all; n += stride, count++) {
		g_autofree char *what = g_strdup_printf("%s, no memory at call %ld", stage->deed->name, n);
		struct ending ending;

		stage_restore(stage);
		ending = try(stage, &none, n);
		check(stage, &ending, what);
	}
	return count;
}

long faults_memory(struct stage *stage, long stride)
{
	for (const struct deed *deed = deeds; deed->name; deed++) {
		stage_set(stage, deed);
		stage_told(stage, deed, memory_of(stage, stride));
	}
	return stage->told;
}
