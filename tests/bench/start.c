/* From the start of the program to its first screen, from the password to the first queue, and what
 * a session takes of memory; the KDF apart. */
#include <inttypes.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
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

static int64_t status_kib(const char *name)
{
	g_autofree char *text = NULL;
	const char *line;

	g_assert_true(g_file_get_contents("/proc/self/status", &text, NULL, NULL));
	line = strstr(text, name);
	g_assert_nonnull(line);
	return g_ascii_strtoll(line + strlen(name) + 1, NULL, 10);
}

int bench_session(const char *dir)
{
	struct house *house = house_new_in(dir);
	struct look ask = { .query = "queue", .limit = 50 };
	g_autoptr(GError) error = NULL;
	double begin = bench_now(), waited = disk.seconds;
	int waits = disk.times;
	struct session *lee = house_sign_in(house, "lee");
	GPtrArray *rows = look(lee, &ask, &error);
	double time = bench_now() - begin;

	waited = disk.seconds - waited;
	waits = disk.times - waits;

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
	printf("%f %f %d %" PRId64 "\n", time, waited, waits, status_kib("VmHWM:"));
	session_close(lee);
	house_leave(house);
	return 0;
}

/* What one such process says. */
struct said { double time, waited, waits, memory; };

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
	said.memory = g_ascii_strtod(end, NULL);
	return said;
}

/* Seconds until the terminal shows these words. store NULL: the program says its version, and that is all. */
static double start_once(const struct bench *bench, const char *store, const char *words)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	g_autoptr(GString) seen = g_string_new(NULL);
	double begin = bench_now(), time;
	char bytes[4096];
	ssize_t n;
	int fd, status;
	pid_t pid = forkpty(&fd, NULL, NULL, &size);

	g_assert_cmpint(pid, >=, 0);
	if (pid == 0) {
		g_setenv("TERM", "xterm-256color", TRUE);
		execl(bench->blotter, bench->blotter, store ? "--store" : "--version", store, (char *)NULL);
		_exit(127);
	}
	alarm(30);	/* words that never come end the bench, not the patience */
	while (!strstr(seen->str, words) && (n = read(fd, bytes, sizeof bytes)) > 0)
		g_string_append_len(seen, bytes, n);
	time = bench_now() - begin;
	g_assert_nonnull(strstr(seen->str, words));
	alarm(0);
	kill(pid, SIGKILL);
	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	close(fd);
	return time;
}

static void start_program(const struct bench *bench, const char *store)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) loads = g_array_new(FALSE, FALSE, sizeof(double));

	for (int i = 0; i < 21; i++) {
		double time = start_once(bench, store, "accepts"), load = start_once(bench, NULL, "blotter ");

		g_array_append_val(times, time);
		g_array_append_val(loads, load);
	}
	figure_print(&(struct figure){ "start to the login screen", "ms", bench_median(times) * 1000, NULL, 0,
				       AT_MOST, 10 });
	figure_print(&(struct figure){ "… of which until its first line (--version)", "ms",
				       bench_median(loads) * 1000, .goal = NO_GOAL });
}

void bench_start(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	g_autofree char *what = g_strdup_printf("password to queue, %" PRId64 " cases", cases);
	g_autofree char *peak = g_strdup_printf("peak memory of a session, %" PRId64 " cases", cases);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) rests = g_array_new(FALSE, FALSE, sizeof(double));
	g_autofree char *without = NULL;
	struct said said = { 0 };

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
	figure_print(&(struct figure){ peak, "MiB", said.memory / 1024, NULL, 0, AT_MOST, 20 });
	house_leave(house);
}
