/* From the start of the program to its first screen, from the password to the first queue, and what
 * a session takes of memory; the KDF apart. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

/* The library's calls come here as well: what a disk takes is not ours to mend, and is told apart. */
static struct { int times; double seconds; } disk;

static int sync_timed(long call, int fd)
{
	double begin = bench_now();
	int rc = (int)syscall(call, fd);

	disk.times++;
	disk.seconds += bench_now() - begin;
	return rc;
}

int fsync(int fd)
{
	return sync_timed(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return sync_timed(SYS_fdatasync, fd);
}

static long faults_of(int who)
{
	struct rusage usage;

	getrusage(who, &usage);
	return usage.ru_minflt;
}

/* ms that a page takes which is touched for the first time: on a virtual machine, a hundred times as long as on the
 * bare one, and neither is ours to mend. */
static double fault_ms(void)
{
	const size_t page = 4096, pages = 4096;
	char *memory = mmap(NULL, page * pages, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	double begin = bench_now(), time;

	g_assert_true(memory != MAP_FAILED);
	madvise(memory, page * pages, MADV_NOHUGEPAGE);
	for (size_t i = 0; i < pages; i++)
		memory[i * page] = 1;
	time = bench_now() - begin;
	munmap(memory, page * pages);
	return time * 1000 / (double)pages;
}

static int64_t status_kib(const char *name)
{
	g_autofree char *text = NULL;
	const char *line;

	g_assert_true(g_file_get_contents("/proc/self/status", &text, NULL, NULL));
	line = strstr(text, name);
	g_assert_nonnull(line);
	return g_ascii_strtoll(line + strlen(name) + 1, NULL, 10);
}

/* What the screens did when the password was asked for: the notice was verified, and the wait looked at. */
static void ask_password(struct house *house, const char *user)
{
	g_autoptr(GError) error = NULL;
	struct banner banner = { 0 };

	banner_read(house->seam.store_dir, &banner, &error);
	g_assert_no_error(error);
	banner_clear(&banner);
	g_assert_cmpint(session_wait(&house->host, house->seam.store_dir, user), ==, 0);
}

int bench_session(const char *dir)
{
	struct house *house = house_new_in(dir);
	struct look ask = { .query = "queue", .limit = 50 };
	g_autoptr(GError) error = NULL;
	double begin, time, waited;
	struct session *lee;
	GPtrArray *rows;
	long faults;
	int waits;

	ask_password(house, "lee");
	faults = faults_of(RUSAGE_SELF);
	waits = disk.times;
	waited = disk.seconds;
	begin = bench_now();
	lee = house_sign_in(house, "lee");
	rows = look(lee, &ask, &error);
	time = bench_now() - begin;
	waited = disk.seconds - waited;
	waits = disk.times - waits;
	faults = faults_of(RUSAGE_SELF) - faults;
	g_assert_no_error(error);
	for (int i = 0; i < 20 && rows->len; i++) {
		struct record *last = record_copy(g_ptr_array_index(rows, rows->len - 1));

		g_ptr_array_unref(rows);
		ask.after = last;
		rows = look(lee, &ask, &error);
		g_assert_no_error(error);
		record_free(last);
	}
	g_ptr_array_unref(rows);
	printf("%f %f %d %ld %" PRId64 "\n", time, waited, waits, faults, status_kib("VmHWM:"));
	session_close(lee);
	house_leave(house);
	return 0;
}

/* What one such process says. */
struct said { double time, waited, waits, faults, memory; };

static struct said session_run(const struct bench *bench, int64_t cases)
{
	g_autofree char *dir = g_strdup_printf("%s/%" PRId64, bench->dir, cases);
	const char *const argv[] = { bench->self, "--session", dir, NULL };
	g_autofree char *out = NULL;
	g_autoptr(GError) error = NULL;
	struct said said;
	char *end;

	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, &error));
	said.time = g_ascii_strtod(out, &end);
	said.waited = g_ascii_strtod(end, &end);
	said.waits = g_ascii_strtod(end, &end);
	said.faults = g_ascii_strtod(end, &end);
	said.memory = g_ascii_strtod(end, NULL);
	return said;
}

/* Spawned, not forked: to copy what this process holds would count as the program's start. */
static pid_t spawn_at(const char *const *argv, int *fd)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	char name[64];
	int slave;
	pid_t pid;

	g_assert_cmpint(openpty(fd, &slave, name, NULL, &size), ==, 0);
	fcntl(*fd, F_SETFD, FD_CLOEXEC);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, name, O_RDWR, 0);
	posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDERR_FILENO);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_assert_cmpint(posix_spawnp(&pid, argv[0], &files, &attributes, (char **)argv, environ), ==, 0);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	close(slave);
	return pid;
}

struct began { double ms, faults; };

/* Until the terminal shows these words. */
static struct began begin_once(const char *const *argv, const char *words)
{
	g_autoptr(GString) seen = g_string_new(NULL);
	struct began began;
	struct rusage usage;
	char bytes[4096];
	ssize_t n;
	double begin = bench_now();
	int fd, status;
	pid_t pid = spawn_at(argv, &fd);

	alarm(30);	/* words that never come end the bench, not the patience */
	while (!strstr(seen->str, words) && (n = read(fd, bytes, sizeof bytes)) > 0)
		g_string_append_len(seen, bytes, n);
	began.ms = (bench_now() - begin) * 1000;
	g_assert_nonnull(strstr(seen->str, words));
	alarm(0);
	kill(pid, SIGKILL);
	g_assert_cmpint(wait4(pid, &status, 0, &usage), ==, pid);
	close(fd);
	began.faults = (double)usage.ru_minflt;
	return began;
}

static struct began begin_often(const char *const *argv, const char *words)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	struct began began;

	for (int i = 0; i < 21; i++) {
		began = begin_once(argv, words);
		g_array_append_val(times, began.ms);
	}
	began.ms = bench_median(times);
	return began;
}

static void start_program(const struct bench *bench, const char *store)
{
	const char *const login[] = { bench->blotter, "--store", store, NULL };
	const char *const version[] = { bench->blotter, "--version", NULL };
	const char *const library[] = { "openssl", "version", NULL };
	g_autofree char *openssl = g_find_program_in_path("openssl"), *faults = NULL;
	struct began start = begin_often(login, "accepts");
	double fault = fault_ms();

	figure_print(&(struct figure){ "start to the login screen", "ms", start.ms, NULL, 0, AT_MOST, 10 });
	if (openssl)
		figure_print(&(struct figure){ "… the same", "ms", start.ms, "libcrypto alone",
					       begin_often(library, "OpenSSL").ms, NO_GOAL, 0 });
	figure_print(&(struct figure){ "… of which until its first line (--version)", "ms",
				       begin_often(version, "blotter ").ms, .goal = NO_GOAL });
	faults = g_strdup_printf("… of which %.0f page faults of %.3f ms", start.faults, fault);
	figure_print(&(struct figure){ faults, "ms", start.faults * fault, .goal = NO_GOAL });
}

void bench_start(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	g_autofree char *what = g_strdup_printf("password to queue, %" PRId64 " cases", cases);
	g_autofree char *peak = g_strdup_printf("peak memory of a session, %" PRId64 " cases", cases);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) rests = g_array_new(FALSE, FALSE, sizeof(double));
	g_autofree char *without = NULL, *still = NULL;
	struct said said = { 0 };
	double fault = fault_ms();

	if (bench->blotter)
		start_program(bench, house->seam.store_dir);
	for (int i = 0; i < 11; i++) {
		double rest;

		said = session_run(bench, cases);
		rest = said.time - said.waited;
		g_array_append_val(times, said.time);
		g_array_append_val(rests, rest);
	}
	without = g_strdup_printf("… without %.0f waits for the disk", said.waits);
	figure_print(&(struct figure){ what, "ms", bench_median(times) * 1000, NULL, 0, AT_MOST, 15 });
	figure_print(&(struct figure){ without, "ms", bench_median(rests) * 1000, NULL, 0, AT_MOST, 15 });
	still = g_strdup_printf("… and without %.0f page faults of %.3f ms", said.faults, fault);
	figure_print(&(struct figure){ still, "ms", bench_median(rests) * 1000 - said.faults * fault,
				       .goal = NO_GOAL });
	figure_print(&(struct figure){ peak, "MiB", said.memory / 1024, NULL, 0, AT_MOST, 20 });
	house_leave(house);
}
