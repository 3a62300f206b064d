/* Fifty people, each with a thought between two acts. */
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

#define PEOPLE 50
#define THOUGHT_US 200000
#define SECONDS 12

struct told { int acts, errors; double worst; };

static void work(struct house *house, int fd, int who, double begin)
{
	struct session *session = house_sign_in(house, who % 2 ? "hal" : "hua");
	struct told told = { 0 };
	const char *id = house_case(session, "SEV4");

	for (int i = 0; i < who; i++)
		bench_random();
	g_usleep((gulong)MAX(0, (begin - bench_now()) * G_USEC_PER_SEC));
	while (bench_now() < begin + SECONDS) {
		g_autoptr(GError) error = NULL;
		struct outcome outcome;
		double since;

		g_usleep((gulong)(THOUGHT_US / 2 + bench_random() % THOUGHT_US));
		since = bench_now();
		if (house_try(session, &outcome, &error, "note-add %s text=seen", id))
			told.acts++;
		else
			told.errors++;
		outcome_clear(&outcome);
		told.worst = MAX(told.worst, bench_now() - since);
	}
	g_assert_cmpint(write(fd, &told, sizeof told), ==, sizeof told);
	session_close(session);
}

/* Seconds of an act while nobody else is there: fifty who come at once wait for fifty of these, however fair
 * their line is. Most of it is the disk's. */
static double alone(struct house *house)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	struct session *hal = house_sign_in(house, "hal");
	const char *id = house_case(hal, "SEV4");

	for (int i = 0; i < 100; i++) {
		double since = bench_now(), time;

		house_act(hal, "note-add %s text=seen", id);
		time = bench_now() - since;
		g_array_append_val(times, time);
	}
	session_close(hal);
	return bench_median(times);
}

void bench_crowd(const struct bench *bench)
{
	struct house *house = stores_house(bench, 10000);
	double one = alone(house);
	struct told told, all = { 0 };
	int pipes[2], least = INT_MAX, most = 0;
	double begin = bench_now() + 5;

	g_assert_cmpint(pipe(pipes), ==, 0);
	for (int who = 0; who < PEOPLE; who++)
		if (fork() == 0) {
			work(house, pipes[1], who, begin);
			_exit(0);
		}
	close(pipes[1]);
	while (read(pipes[0], &told, sizeof told) == sizeof told) {
		all.acts += told.acts;
		all.errors += told.errors;
		all.worst = MAX(all.worst, told.worst);
		least = MIN(least, told.acts);
		most = MAX(most, told.acts);
	}
	while (wait(NULL) > 0)
		;
	close(pipes[0]);
	figure_print(&(struct figure){ "50 writers, 200 ms of thought: acts", "/s", all.acts / (double)SECONDS,
				       "as many as were meant", PEOPLE * 1e6 / THOUGHT_US, AT_LEAST, 0.95 });
	figure_print(&(struct figure){ "… the same", "/s", all.acts / (double)SECONDS, "acts of one alone",
				       1 / one, NO_GOAL, 0 });
	figure_print(&(struct figure){ "… worst wait", "ms", all.worst * 1000, NULL, 0, AT_MOST, 100 });
	figure_print(&(struct figure){ "… the same", "ms", all.worst * 1000, "50 acts of one alone",
				       PEOPLE * one * 1000, NO_GOAL, 0 });
	figure_print(&(struct figure){ "… acts refused", "", all.errors, NULL, 0, AT_MOST, 0 });
	figure_print(&(struct figure){ "… acts of the quickest", "", most, "of the slowest", least, AT_MOST, 2 });
	house_leave(house);
}
