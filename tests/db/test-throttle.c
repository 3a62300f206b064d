/* Failed sign-ins: counted, locked, and taken into the log once. */
#include "db/throttle.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/seam.h"

#define BEA "00112233445566778899aabbccddeeff"
#define CAL "ffeeddccbbaa99887766554433221100"
#define TTY "tty /dev/pts/3"
#define SSH "ssh 192.0.2.7 key SHA256:abc"
#define LOCKED "too many failed attempts"

static void setup(struct seam *seam)
{
	seam_init(seam);
	seam->boot = DAY_MS;
}

static bool may(struct seam *seam, const char *who, const char *origin, GError **error)
{
	return throttle_check(seam->dir, who, origin, &seam->clock, error);
}

static void fail(struct seam *seam, const char *who, const char *origin)
{
	GOOD(may(seam, who, origin, &error));
	GOOD(throttle_count(seam->dir, who, origin, &seam->clock, &error));
	GOOD(throttle_failed(seam->dir, who, origin, &seam->clock, &error));
}

static void succeed(struct seam *seam, const char *who, const char *origin)
{
	GOOD(may(seam, who, origin, &error));
	GOOD(throttle_count(seam->dir, who, origin, &seam->clock, &error));
	GOOD(throttle_success(seam->dir, who, origin, &seam->clock, &error));
}

static void pass(struct seam *seam, int64_t ms)
{
	seam->now += ms;
	seam->boot += ms;
}

/* Each as soon as the delay before it is over. */
static void fail_often(struct seam *seam, const char *who, const char *origin, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		pass(seam, throttle_wait(seam->dir, who, origin, &seam->clock));
		fail(seam, who, origin);
	}
}

static void fail_times(struct seam *seam, unsigned n)
{
	fail_often(seam, BEA, TTY, n);
}

static struct throttle_pending *pending_of(struct seam *seam)
{
	g_autoptr(GError) error = NULL;
	struct throttle_pending *pending = throttle_pending(seam->dir, &seam->clock, &error);

	g_assert_no_error(error);
	return pending;
}

static void check_pending(struct seam *seam, unsigned n, bool broken, bool take)
{
	CLEANUP(throttle_pending_free) struct throttle_pending *pending = pending_of(seam);

	g_assert_cmpuint(pending->failures->len, ==, n);
	g_assert_cmpint(pending->broken, ==, broken);
	if (take)
		GOOD(throttle_taken(seam->dir, pending, &error));
}

/* --- the lock --- */

static void test_lock(void)
{
	struct seam seam;

	setup(&seam);
	fail_times(&seam, THROTTLE_FAILURES);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	REFUSED(throttle_count(seam.dir, BEA, TTY, &seam.clock, &error), ERR_LOGIN, LOCKED);
	/* a stranger elsewhere does not lock bea out, nor bea others */
	GOOD(may(&seam, BEA, SSH, &error));
	GOOD(may(&seam, CAL, TTY, &error));
	pass(&seam, THROTTLE_LOCK_MS - SECOND_MS);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, "03:07");
	pass(&seam, SECOND_MS);
	GOOD(may(&seam, BEA, TTY, &error));
	fail(&seam, BEA, TTY);
	pass(&seam, 8 * SECOND_MS);
	GOOD(may(&seam, BEA, TTY, &error));
	seam_clear(&seam);
}

static void test_window(void)
{
	struct seam seam;

	setup(&seam);
	for (unsigned i = 0; i < 8; i++) {
		fail(&seam, BEA, TTY);
		pass(&seam, THROTTLE_WINDOW_MS / 4 + 1);
	}
	GOOD(may(&seam, BEA, TTY, &error));
	succeed(&seam, BEA, TTY);
	fail(&seam, BEA, TTY);
	pass(&seam, THROTTLE_WINDOW_MS - 3 * SECOND_MS);
	fail_times(&seam, THROTTLE_FAILURES - 2);
	g_assert_cmpint(throttle_wait(seam.dir, BEA, TTY, &seam.clock), ==, 2 * SECOND_MS);
	pass(&seam, 2 * SECOND_MS);
	fail(&seam, BEA, TTY);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	seam_clear(&seam);
}

/* From the third in a row on each wait is twice the one before, up to a quarter of an hour. */
static void test_delay(void)
{
	struct seam seam;

	setup(&seam);
	for (unsigned n = 1; n <= 20; n++) {
		int64_t delay = n < 3 ? 0 : MIN((int64_t)SECOND_MS << (n - 3), 15 * MINUTE_MS);

		/* apart, so that the lock of five in five minutes stays out of it */
		pass(&seam, 6 * MINUTE_MS);
		pass(&seam, throttle_wait(seam.dir, BEA, TTY, &seam.clock));
		fail(&seam, BEA, TTY);
		g_assert_cmpint(throttle_wait(seam.dir, BEA, TTY, &seam.clock), ==, delay);
		g_assert_cmpint(throttle_wait(seam.dir, BEA, SSH, &seam.clock), ==, 0);
		if (delay == 0)
			continue;
		REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, "before the next");
		pass(&seam, delay - 1);
		REFUSED(throttle_count(seam.dir, BEA, TTY, &seam.clock, &error), ERR_LOGIN,
			"wait 1 second before the next");
		pass(&seam, 1);
		GOOD(may(&seam, BEA, TTY, &error));
	}
	succeed(&seam, BEA, TTY);
	fail(&seam, BEA, TTY);
	fail(&seam, BEA, TTY);
	GOOD(may(&seam, BEA, TTY, &error));
	seam_clear(&seam);
}

/* A hundred in a row, from however many places, and no time opens it again. */
static void test_hundred(void)
{
	struct seam seam;

	setup(&seam);
	for (unsigned i = 0; i < 33; i++) {
		g_autofree char *origin = g_strdup_printf("tty /dev/pts/%u", i);

		fail_often(&seam, BEA, origin, 3);
		if (i == 20)
			check_pending(&seam, 63, false, true);
	}
	GOOD(may(&seam, BEA, SSH, &error));
	fail(&seam, BEA, SSH);
	REFUSED(may(&seam, BEA, SSH, &error), ERR_LOGIN, "100 times in a row");
	REFUSED(throttle_count(seam.dir, BEA, TTY, &seam.clock, &error), ERR_LOGIN, "unlocks or resets");
	pass(&seam, 400 * DAY_MS);
	REFUSED(may(&seam, BEA, "elsewhere", &error), ERR_LOGIN, "100 times in a row");
	GOOD(may(&seam, CAL, SSH, &error));
	GOOD(throttle_unlock(seam.dir, BEA, &error));
	GOOD(may(&seam, BEA, SSH, &error));
	/* who is let in somewhere begins anew everywhere */
	for (unsigned i = 0; i < 2; i++) {
		for (unsigned n = 0; n < 60; n++) {
			fail(&seam, BEA, SSH);
			pass(&seam, 15 * MINUTE_MS);
		}
		succeed(&seam, BEA, TTY);
	}
	GOOD(may(&seam, BEA, SSH, &error));
	seam_clear(&seam);
}

static void test_success(void)
{
	struct seam seam;

	setup(&seam);
	for (unsigned i = 0; i < 3; i++) {
		fail_times(&seam, THROTTLE_FAILURES - 1);
		pass(&seam, 2 * SECOND_MS);
		succeed(&seam, BEA, TTY);
	}
	fail_times(&seam, THROTTLE_FAILURES);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	seam_clear(&seam);
}

static void test_unlock(void)
{
	struct seam seam;

	setup(&seam);
	fail_times(&seam, THROTTLE_FAILURES);
	fail_often(&seam, BEA, SSH, THROTTLE_FAILURES);
	fail_often(&seam, CAL, TTY, THROTTLE_FAILURES);
	GOOD(throttle_unlock(seam.dir, BEA, &error));
	GOOD(may(&seam, BEA, TTY, &error));
	GOOD(may(&seam, BEA, SSH, &error));
	REFUSED(may(&seam, CAL, TTY, &error), ERR_LOGIN, LOCKED);
	seam_clear(&seam);
}

/* --- the clock --- */

static void test_clock_set(void)
{
	struct seam seam;

	setup(&seam);
	fail_times(&seam, THROTTLE_FAILURES);
	seam.now -= DAY_MS;
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	seam.now += 400 * DAY_MS;
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	seam.now -= 800 * DAY_MS;
	pass(&seam, THROTTLE_LOCK_MS);
	GOOD(may(&seam, BEA, TTY, &error));
	/* set between two tries */
	succeed(&seam, BEA, TTY);
	for (unsigned i = 0; i < THROTTLE_FAILURES; i++) {
		fail_often(&seam, BEA, TTY, 1);
		seam.now += (i % 2 ? 9 : -11) * HOUR_MS;
	}
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	seam_clear(&seam);
}

static void test_reboot(void)
{
	struct seam seam;

	setup(&seam);
	fail_times(&seam, THROTTLE_FAILURES);
	seam.boot = 20 * SECOND_MS;
	seam.now += 2 * MINUTE_MS;
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	/* the clock came up wrong: who waits 15 minutes gets in all the same */
	seam.now -= 30 * DAY_MS;
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	pass(&seam, THROTTLE_LOCK_MS);
	GOOD(may(&seam, BEA, TTY, &error));
	seam_clear(&seam);
}

/* --- processes --- */

static void child_wait(pid_t child)
{
	int status;

	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
}

/* Killed between count and success: no free try. */
static void test_killed(void)
{
	CLEANUP(throttle_pending_free) struct throttle_pending *pending = NULL;
	struct seam seam;

	setup(&seam);
	for (unsigned i = 0; i < THROTTLE_FAILURES; i++) {
		pid_t child;

		pass(&seam, throttle_wait(seam.dir, BEA, TTY, &seam.clock));
		child = fork();
		if (child == 0)
			_exit(!throttle_count(seam.dir, BEA, TTY, &seam.clock, NULL));
		child_wait(child);
	}
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	pending = throttle_pending(seam.dir, &seam.clock, NULL);
	g_assert_cmpuint(pending->failures->len, ==, THROTTLE_FAILURES);
	seam_clear(&seam);
}

/* Writes a byte when it has counted, ends when the other end is closed. */
static pid_t attempt_begin(struct seam *seam, int counted, const int go[2], bool success)
{
	pid_t child = fork();
	char c;

	if (child != 0)
		return child;
	close(go[1]);
	if (!throttle_count(seam->dir, BEA, TTY, &seam->clock, NULL) || write(counted, "x", 1) != 1)
		_exit(1);
	if (read(go[0], &c, 1) != 0)
		_exit(2);
	_exit(success && !throttle_success(seam->dir, BEA, TTY, &seam->clock, NULL));
}

/* Many at a time: the sixth waits for the others, then goes on or is refused as they ended. */
static void check_crowd(bool success)
{
	struct seam seam;
	int counted[2], go[2];
	pid_t children[THROTTLE_FAILURES], late;
	char c;

	setup(&seam);
	g_assert_cmpint(pipe(counted) | pipe(go), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(children); i++) {
		children[i] = attempt_begin(&seam, counted[1], go, success);
		g_assert_cmpint(read(counted[0], &c, 1), ==, 1);
	}
	late = fork();
	if (late == 0) {
		close(go[1]);
		_exit(throttle_count(seam.dir, BEA, TTY, &seam.clock, NULL) != success);
	}
	g_usleep(200 * 1000);
	g_assert_cmpint(waitpid(late, NULL, WNOHANG), ==, 0);
	close(go[1]);
	for (size_t i = 0; i < G_N_ELEMENTS(children); i++)
		child_wait(children[i]);
	child_wait(late);
	close(go[0]);
	close(counted[0]);
	close(counted[1]);
	seam_clear(&seam);
}

static void test_crowd(void)
{
	check_crowd(true);
	check_crowd(false);
}

/* --- into the log --- */

static void test_pending(void)
{
	struct throttle_pending *pending;
	const struct failure *failure;
	struct seam seam;

	setup(&seam);
	check_pending(&seam, 0, false, true);
	fail(&seam, BEA, "tty\t\x1b[31m\n");
	pass(&seam, MINUTE_MS);
	succeed(&seam, CAL, TTY);
	fail(&seam, CAL, SSH);
	pending = pending_of(&seam);
	g_assert_cmpuint(pending->failures->len, ==, 2);
	failure = pending->failures->pdata[0];
	g_assert_cmpstr(failure->who, ==, BEA);
	g_assert_cmpint(failure->time, ==, SEAM_NOW);
	g_assert_null(strpbrk(failure->origin_text, "\t\n\x1b"));
	failure = pending->failures->pdata[1];
	g_assert_cmpstr(failure->who, ==, CAL);
	g_assert_cmpstr(failure->origin_text, ==, SSH);
	g_assert_cmpuint(strlen(failure->origin), ==, 64);
	/* while one sign-in has them, another gets none */
	fail(&seam, BEA, TTY);
	check_pending(&seam, 0, false, false);
	GOOD(throttle_taken(seam.dir, pending, &error));
	throttle_pending_free(pending);
	check_pending(&seam, 1, false, true);
	check_pending(&seam, 0, false, false);
	seam_clear(&seam);
}

/* An attempt that may yet succeed is no failure, and what comes after it waits. */
static void test_in_flight(void)
{
	struct seam seam;
	int counted[2], go[2];
	pid_t child;
	char c;

	setup(&seam);
	fail(&seam, CAL, TTY);
	g_assert_cmpint(pipe(counted) | pipe(go), ==, 0);
	child = attempt_begin(&seam, counted[1], go, true);
	g_assert_cmpint(read(counted[0], &c, 1), ==, 1);
	fail(&seam, CAL, TTY);
	check_pending(&seam, 1, false, true);
	close(go[1]);
	child_wait(child);
	check_pending(&seam, 1, false, true);
	/* nor can somebody who stops his process hold things up */
	GOOD(throttle_count(seam.dir, BEA, TTY, &seam.clock, &error));
	check_pending(&seam, 0, false, true);
	pass(&seam, 3 * MINUTE_MS);
	check_pending(&seam, 1, false, true);
	close(go[0]);
	close(counted[0]);
	close(counted[1]);
	seam_clear(&seam);
}

/* --- the file --- */

static char *file_text(const struct seam *seam)
{
	g_autofree char *path = seam_path(seam, "throttle");
	char *text;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static void file_put(const struct seam *seam, const char *text)
{
	g_autofree char *path = seam_path(seam, "throttle");
	FILE *file = fopen(path, "w");

	g_assert_nonnull(file);
	g_assert_cmpuint(fwrite(text, 1, strlen(text), file), ==, strlen(text));
	g_assert_cmpint(fclose(file), ==, 0);
}

static void test_altered(void)
{
	g_autofree char *text = NULL, *less = NULL;
	g_auto(GStrv) lines = NULL;
	struct seam seam;

	setup(&seam);
	fail_times(&seam, 3);
	text = file_text(&seam);
	/* but the last newline: without it the record is half a one */
	for (size_t i = 0; i < strlen(text) - 1; i++) {
		g_autofree char *changed = g_strdup(text);
		CLEANUP(throttle_pending_free) struct throttle_pending *pending = NULL;

		changed[i] = (char)(changed[i] ^ 1);
		file_put(&seam, changed);
		pending = pending_of(&seam);
		if (!pending->broken)
			g_error("byte %zu changed from %d", i, text[i]);
	}
	lines = g_strsplit(text, "\n", 3);
	less = g_strconcat(lines[0], "\n", lines[2], NULL);
	file_put(&seam, less);
	check_pending(&seam, 3, true, true);
	/* told once; then the links begin anew */
	check_pending(&seam, 0, false, false);
	fail_times(&seam, 1);
	check_pending(&seam, 1, false, false);
	seam_clear(&seam);
}

/* Half a record, from a loss of power while it was written. */
static void test_torn(void)
{
	g_autofree char *text = NULL;
	struct seam seam;
	size_t last;

	setup(&seam);
	fail_times(&seam, 2);
	text = file_text(&seam);
	last = strlen(text) - 1;
	while (text[last - 1] != '\n')
		last--;
	for (size_t len = strlen(text) - 1; len > last; len -= MIN(len - last, 7)) {
		text[len] = '\0';
		file_put(&seam, text);
		/* the second has lost its end, and this process is still there */
		check_pending(&seam, 1, false, false);
		fail_times(&seam, 1);
		check_pending(&seam, 3, false, false);
	}
	seam_clear(&seam);
}

static int64_t file_size(const struct seam *seam)
{
	g_autofree char *path = seam_path(seam, "throttle");
	struct stat st;

	g_assert_cmpint(stat(path, &st), ==, 0);
	return st.st_size;
}

/* It does not grow for ever, and forgets no lock. */
static void test_shrinks(void)
{
	g_autofree char *far = g_strnfill(1000, 'x');
	struct seam seam;
	int64_t size;

	setup(&seam);
	succeed(&seam, CAL, TTY);
	size = file_size(&seam);
	check_pending(&seam, 0, false, true);	/* none failed: nothing to write, no wait for the disk */
	g_assert_cmpint(file_size(&seam), ==, size);
	for (unsigned i = 0; i < 30; i++) {
		fail_often(&seam, CAL, far, 1);
		pass(&seam, 2 * MINUTE_MS);
	}
	pass(&seam, HOUR_MS);
	succeed(&seam, CAL, far);
	pass(&seam, HOUR_MS);
	fail_times(&seam, THROTTLE_FAILURES);
	g_assert_cmpint(file_size(&seam), >, 65536);
	check_pending(&seam, 35, false, true);
	g_assert_cmpint(file_size(&seam), <, 32768);
	check_pending(&seam, 0, false, false);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_LOGIN, LOCKED);
	fail(&seam, CAL, TTY);
	check_pending(&seam, 1, false, true);
	pass(&seam, THROTTLE_LOCK_MS);
	GOOD(may(&seam, BEA, TTY, &error));
	seam_clear(&seam);
}

/* What counts in a row outlives the shrinking. */
static void test_shrinks_and_counts(void)
{
	g_autofree char *far = g_strnfill(1000, 'x');
	struct seam seam;

	setup(&seam);
	fail_often(&seam, BEA, far, 40);
	fail_often(&seam, CAL, far, 40);
	succeed(&seam, CAL, TTY);
	pass(&seam, DAY_MS);
	check_pending(&seam, 80, false, true);
	for (unsigned i = 0; i < 20; i++)
		fail_often(&seam, BEA, TTY, 3), succeed(&seam, CAL, TTY);
	check_pending(&seam, 60, false, true);
	pass(&seam, DAY_MS);
	REFUSED(may(&seam, BEA, SSH, &error), ERR_LOGIN, "100 times in a row");
	fail(&seam, CAL, far);
	g_assert_cmpint(throttle_wait(seam.dir, CAL, far, &seam.clock), ==, THROTTLE_DELAY_MOST_MS);
	GOOD(may(&seam, CAL, SSH, &error));
	seam_clear(&seam);
}

static void test_modes(void)
{
	g_autofree char *path = NULL, *away = NULL;
	struct seam seam;

	setup(&seam);
	fail_times(&seam, 1);
	path = seam_path(&seam, "throttle");
	away = seam_path(&seam, "away");
	g_assert_cmpint(g_chmod(path, 0666), ==, 0);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_FAILED, "open to other users");
	g_assert_cmpint(g_chmod(path, 0600), ==, 0);
	g_assert_cmpint(g_rename(path, away), ==, 0);
	g_assert_cmpint(symlink(away, path), ==, 0);
	REFUSED(may(&seam, BEA, TTY, &error), ERR_FAILED, "symbolic link");
	seam_clear(&seam);
}

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/throttle/lock", test_lock);
	g_test_add_func("/throttle/window", test_window);
	g_test_add_func("/throttle/delay", test_delay);
	g_test_add_func("/throttle/hundred", test_hundred);
	g_test_add_func("/throttle/success", test_success);
	g_test_add_func("/throttle/unlock", test_unlock);
	g_test_add_func("/throttle/clock-set", test_clock_set);
	g_test_add_func("/throttle/reboot", test_reboot);
	g_test_add_func("/throttle/killed", test_killed);
	g_test_add_func("/throttle/crowd", test_crowd);
	g_test_add_func("/throttle/pending", test_pending);
	g_test_add_func("/throttle/in-flight", test_in_flight);
	g_test_add_func("/throttle/altered", test_altered);
	g_test_add_func("/throttle/torn", test_torn);
	g_test_add_func("/throttle/shrinks", test_shrinks);
	g_test_add_func("/throttle/shrinks-and-counts", test_shrinks_and_counts);
	g_test_add_func("/throttle/modes", test_modes);
	return g_test_run();
}
