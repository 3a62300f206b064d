/* A confined process: each way out is tried in a child, and refused; what is its own still works. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "src/base/confine.h"
#include "src/base/leak_check.h"

static char *inside, *outside;	/* files of two directories */

static int opens(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd;
}

static int try_exec(void)
{
	char *const none[] = { NULL };

	return execve("/bin/true", none, none);
}

static int try_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid;
}

static int try_read_outside(void) { return opens(outside, O_RDONLY); }
static int try_make_outside(void)
{
	g_autofree char *path = g_strconcat(outside, ".new", NULL);

	return opens(path, O_WRONLY | O_CREAT);
}
static int try_shadow(void) { return opens("/etc/shadow", O_RDONLY); }
static int try_temp(void) { return opens("/tmp/blotter-test-confine", O_WRONLY | O_CREAT); }
static int try_internet(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int try_internet_6(void) { return socket(AF_INET6, SOCK_DGRAM, 0); }
static int try_stream(void) { return socket(AF_UNIX, SOCK_STREAM, 0); }
static int try_packets(void) { return socket(AF_PACKET, SOCK_RAW, 0); }
static int try_ptrace(void) { return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL); }
static int try_kill(void) { return kill(getppid(), SIGCONT); }
static int try_type(void) { return ioctl(0, TIOCSTI, "x") == 0 || errno != ENOSYS ? 0 : -1; }

static int own_write(void) { return opens(inside, O_RDWR); }
static int own_make(void)
{
	g_autofree char *path = g_strconcat(inside, ".new", NULL), *other = g_strconcat(inside, ".other", NULL);

	return opens(path, O_WRONLY | O_CREAT | O_EXCL) >= 0 && rename(path, other) == 0 ? unlink(other) : -1;
}
static int own_zone(void) { return opens("/usr/share", O_RDONLY | O_DIRECTORY); }
static int own_datagram(void) { return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0); }
static int own_alive(void) { return kill(getppid(), 0); }
static void *nothing(void *data) { return data; }
static int own_thread(void)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0 ? 0 : -1;
}

static int own_timer(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN };
	const struct itimerspec hour = { .it_value = { .tv_sec = 3600 } };
	timer_t timer;

	return timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 && timer_settime(timer, 0, &hour, NULL) == 0 &&
	       timer_delete(timer) == 0 ? 0 : -1;
}

/* seccomp: held by it; else by Landlock. */
static const struct attempt { const char *name; int (*make)(void); bool allowed, seccomp; } attempts[] = {
	{ "exec", try_exec, false, true },
	{ "fork", try_fork, false, true },
	{ "read a file outside", try_read_outside, false, false },
	{ "make a file outside", try_make_outside, false, false },
	{ "read the passwords", try_shadow, false, false },
	{ "write into tmp", try_temp, false, false },
	{ "internet", try_internet, false, true },
	{ "internet 6", try_internet_6, false, true },
	{ "a stream to another program", try_stream, false, true },
	{ "raw packets", try_packets, false, true },
	{ "ptrace", try_ptrace, false, true },
	{ "a signal to another", try_kill, false, true },
	{ "a key for the terminal", try_type, false, true },
	{ "write its own", own_write, true, false },
	{ "make, rename and remove its own", own_make, true, false },
	{ "read what libraries read", own_zone, true, false },
	{ "the system's log", own_datagram, true, true },
	{ "does another live", own_alive, true, true },
	{ "a thread", own_thread, true, true },
	{ "a timer, for who waits for a lock", own_timer, true, true },
};

/* 0: as wanted; 1: not; 2: this kernel lacks what holds it. */
static int attempt_confined(const struct attempt *attempt)
{
	g_autofree char *dir = g_path_get_dirname(inside);
	struct confine_path path = { dir, true };
	g_autoptr(GArray) paths = g_array_new(FALSE, FALSE, sizeof(path));
	struct confinement confinement;

	g_array_append_val(paths, path);
	if (!confine_keys(paths, &confinement, NULL))
		return 1;
	if (attempt->seccomp ? confinement.seccomp != 0 : confinement.landlock == 0)
		return 2;
	return (attempt->make() >= 0) != attempt->allowed;
}

static void test_attempt(const void *data)
{
	const struct attempt *attempt = data;
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit(attempt_confined(attempt));
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 2)
		g_test_skip("this kernel or build has not what holds it");
	else
		g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

static char *file_in_new_directory(void)
{
	char *dir = g_dir_make_tmp("confine-XXXXXX", NULL), *file;

	g_assert_nonnull(dir);
	file = g_build_filename(dir, "file", NULL);
	g_assert_true(g_file_set_contents(file, "x", 1, NULL));
	g_free(dir);
	return file;
}

static void remove_with_directory(char *file)
{
	g_autofree char *dir = g_path_get_dirname(file);

	unlink(file);
	rmdir(dir);
	g_free(file);
}

int main(int argc, char **argv)
{
	int rc;

	g_test_init(&argc, &argv, NULL);
	inside = file_in_new_directory();
	outside = file_in_new_directory();
	for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
		g_autofree char *name = g_strdup_printf("/confine/%s/%s", attempts[i].allowed ? "still" : "refused",
							attempts[i].name);

		g_strdelimit(name + 10, " ", '-');
		g_test_add_data_func(name, &attempts[i], test_attempt);
	}
	rc = g_test_run();
	remove_with_directory(inside);
	remove_with_directory(outside);
	return rc;
}
