/* Acts against raw transactions, by turns, so that both meet the same disk. */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "src/base/file.h"
#include "tests/bench/bench.h"

#define ROUNDS 9
#define ACTS_A_ROUND 40

static double time_signature(void)
{
	uint8_t seed[KEY_LEN], public_key[KEY_LEN], signature[SIGNATURE_LEN];
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));

	g_assert_true(crypt_sign_keypair(seed, public_key));
	for (int i = 0; i < 500; i++) {
		double begin = bench_now(), time;

		g_assert_true(crypt_sign(seed, "blotter/audit/v1 and a leaf of 32 bytes after it", 49, signature));
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	return bench_median(times);
}

static double time_anchor(const struct bench *bench)
{
	g_autofree char *path = g_build_filename(bench->dir, "anchor-line", NULL);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));

	for (int i = 0; i < 100; i++) {
		double begin = bench_now(), time;

		GOOD(file_append(path, "v1 and a line as long as one of the anchor file, which has 130 bytes\n", 70,
				 0600, &error));
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	unlink(path);
	return bench_median(times);
}

static void act_create(struct session *session)
{
	house_case(session, "SEV4");
}

static int64_t first;	/* number of the first case made here */

static void act_update(struct session *session)
{
	static int turn;

	turn++;
	house_act(session, "case-edit 2026-%" PRId64 " severity_basis=\"turn %d\"", first + turn % ACTS_A_ROUND, turn);
}

/* Seconds of one raw transaction and of one act, medians over rounds. */
static void compare(struct raw *raw, void (*raw_do)(struct raw *), struct session *session,
		    void (*ours)(struct session *), double *raw_time, double *our_time)
{
	g_autoptr(GArray) raw_times = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) our_times = g_array_new(FALSE, FALSE, sizeof(double));

	for (int round = 0; round < ROUNDS; round++) {
		double begin = bench_now(), time;

		for (int i = 0; i < ACTS_A_ROUND; i++)
			raw_do(raw);
		time = (bench_now() - begin) / ACTS_A_ROUND;
		g_array_append_val(raw_times, time);
		begin = bench_now();
		for (int i = 0; i < ACTS_A_ROUND; i++)
			ours(session);
		time = (bench_now() - begin) / ACTS_A_ROUND;
		g_array_append_val(our_times, time);
	}
	*raw_time = bench_median(raw_times);
	*our_time = bench_median(our_times);
}

static void report(const char *what, double raw, double ours, double apart, double goal)
{
	g_autofree char *without = g_strdup_printf("… signature and anchor apart");

	figure_print(&(struct figure){ what, "/s", 1 / ours, "raw transaction", 1 / raw, NO_GOAL, 0 });
	figure_print(&(struct figure){ without, "/s", 1 / (ours - apart), "raw transaction", 1 / raw, AT_LEAST, goal });
}

void bench_writes(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	struct session *hal = house_sign_in(house, "hal");
	g_autofree char *path = g_build_filename(bench->dir, "raw.db", NULL);
	struct raw *raw = raw_new(path, cases);
	double signature = time_signature(), anchor = time_anchor(bench), raw_time, our_time;

	first = stores_count(hal) + 1;
	compare(raw, raw_create, hal, act_create, &raw_time, &our_time);
	report("creates through act()", raw_time, our_time, signature + anchor, 0.75);
	for (int64_t i = first; i < first + ACTS_A_ROUND; i++)
		house_act(hal, "case-take 2026-%" PRId64, i);
	compare(raw, raw_update, hal, act_update, &raw_time, &our_time);
	report("updates through act()", raw_time, our_time, signature + anchor, 0.80);
	figure_print(&(struct figure){ "a signature (Ed25519)", "ms", signature * 1000, NULL, 0, NO_GOAL, 0 });
	figure_print(&(struct figure){ "a line of the anchor, fsync", "ms", anchor * 1000, NULL, 0, NO_GOAL, 0 });
	raw_free(raw);
	unlink(path);
	session_close(hal);
	house_leave(house);
}
