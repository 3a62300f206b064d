/* Four people at work, killed at a random moment, again and again on the same store. */
#include "tests/faults/faults.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WRITERS 4
#define LONGEST_MS 60
#define ROUNDS_A_STORE 25

#define BEGUN "begun"

struct told { char tag[24]; };

static void work(struct stage *stage, int fd, int round, int who)
{
	static const char *const names[WRITERS] = { "hal", "lee", "hal", "lee" };
	struct session *session = house_sign_in(stage->house, names[who]);
	const struct told begun = { BEGUN };

	g_assert_cmpint(write(fd, &begun, sizeof begun), ==, sizeof begun);
	for (int n = 0;; n++) {
		struct told told = { 0 };

		g_snprintf(told.tag, sizeof told.tag, "%d-%d-%d", round, who, n);
		house_act(session, "note-add 1 text=%s", told.tag);
		g_assert_cmpint(write(fd, &told, sizeof told), ==, sizeof told);
	}
}

/* Until all are signed in: a sign-in that is killed counts as a failed one, and soon has to wait. */
static void wait_until_begun(int fd, GHashTable *all)
{
	struct told told;

	for (int begun = 0; begun < WRITERS;) {
		g_assert_cmpint(read(fd, &told, sizeof told), ==, sizeof told);
		if (strcmp(told.tag, BEGUN) == 0)
			begun++;
		else
			g_hash_table_add(all, g_strdup(told.tag));
	}
}

/* Kills all after so many ms; what they had said until then goes into all. */
static void round_run(struct stage *stage, int round, GHashTable *all)
{
	pid_t pids[WRITERS];
	struct told told;
	int pipes[2];

	g_assert_cmpint(pipe(pipes), ==, 0);
	for (int who = 0; who < WRITERS; who++)
		if ((pids[who] = fork()) == 0)
			work(stage, pipes[1], round, who);
	close(pipes[1]);
	wait_until_begun(pipes[0], all);
	g_usleep((gulong)g_random_int_range(0, LONGEST_MS * 1000));
	for (int who = 0; who < WRITERS; who++)
		g_assert_cmpint(kill(pids[who], SIGKILL), ==, 0);
	while (read(pipes[0], &told, sizeof told) == sizeof told)
		g_hash_table_add(all, g_strdup(told.tag));
	close(pipes[0]);
	for (int who = 0; who < WRITERS; who++) {
		int status;

		g_assert_cmpint(waitpid(pids[who], &status, 0), ==, pids[who]);
		g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	}
}

static void expect_all(struct stage *stage, GHashTable *told, int rounds)
{
	struct session *lee = house_sign_in(stage->house, "lee");
	g_autoptr(GPtrArray) notes = house_look(lee, "notes", "1", NULL);
	g_autoptr(GHashTable) found = g_hash_table_new(g_str_hash, g_str_equal);
	GHashTableIter iter;
	gpointer tag;

	for (guint i = 0; i < notes->len; i++)
		g_assert_true(g_hash_table_add(found, (char *)record_by_name(notes->pdata[i], "text")));
	g_hash_table_iter_init(&iter, told);
	while (g_hash_table_iter_next(&iter, &tag, NULL))
		if (!g_hash_table_contains(found, tag))
			g_error("the note %s was acknowledged and is lost", (char *)tag);
	g_assert_cmpuint(notes->len, <=, g_hash_table_size(told) + (guint)(rounds * WRITERS));
	session_close(lee);
}

long faults_kill(struct stage *stage, long kills)
{
	g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	int rounds = 0;
	long count;

	stage_set(stage, &deeds[2]);
	g_assert_cmpstr(deeds[2].name, ==, "note-add");
	for (count = 0; count < kills; count += WRITERS) {
		if (rounds % ROUNDS_A_STORE == 0) {
			stage_restore(stage);
			g_hash_table_remove_all(told);
			rounds = 0;
		}
		round_run(stage, ++rounds, told);
		stage_check(stage, false, "after a kill");
		expect_all(stage, told, rounds);
	}
	return count;
}
