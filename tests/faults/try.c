/* A deed that is spoilt, and how it ended. */
#include "tests/faults/faults.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGEST_S 120

/* A disk that fails for good does so until all is closed. */
struct ending try_here(struct stage *stage, const struct io_plan *plan)
{
	const struct deed *deed = stage->deed;
	struct session *session;
	struct ending ending = { 0 };
	g_autoptr(GError) error = NULL;

	alarm(LONGEST_S);
	session = deed->who ? house_sign_in(stage->house, deed->who) : NULL;
	io_arm(plan);
	ending.done = deed->run(stage, session, deed, &error);
	ending.calls = io_count();
	session_close(session);
	io_arm(&(struct io_plan){ 0 });
	alarm(0);
	g_strlcpy(ending.why, error ? error->message : "", sizeof ending.why);
	return ending;
}

struct ending try_apart(struct stage *stage, const struct io_plan *plan)
{
	struct ending ending = { 0 };
	int pipes[2], status;
	bool heard;
	pid_t pid;

	g_assert_cmpint(pipe(pipes), ==, 0);
	pid = fork();
	if (pid == 0) {
		ending = try_here(stage, plan);
		g_assert_cmpint(write(pipes[1], &ending, sizeof ending), ==, sizeof ending);
		_exit(0);
	}
	close(pipes[1]);
	heard = read(pipes[0], &ending, sizeof ending) == sizeof ending;
	close(pipes[0]);
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	ending.ended = !heard && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	if (!heard && !ending.ended)
		g_error("%s, call %ld: ended with status %d", stage->deed->name, plan->fail_at, status);
	return ending;
}

/* Refused in a sentence that a person can do something with. */
void try_check(struct stage *stage, const struct ending *ending, const char *what)
{
	if (!ending->done && !ending->ended &&
	    (strlen(ending->why) < 15 || strstr(ending->why, "(null)") || strstr(ending->why, "not an error")))
		g_error("%s: says \"%s\"", what, ending->why);
	stage_check(stage, ending->done, what);
}
