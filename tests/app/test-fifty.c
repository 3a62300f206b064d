/* Fifty people write to one store at the same time, and others look on: what was said to be done is
 * there, nothing else is, and nobody hears that the store is busy. How long each waits is the scheduler's
 * to say, so `./dev bench` measures it and no test does. */
#define _GNU_SOURCE	/* F_SETPIPE_SZ */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/app/password.h"
#include "tests/house.h"

#define PEOPLE 50
#define READERS 4
#define PAUSE_MS 400	/* between two looks of a reader */
#define VICTIMS 20
#define LINES_A_VICTIM 5

/* One line to the parent, short enough to arrive whole. who: 1 to PEOPLE, after that readers. */
struct told { int who; char text[80]; };

struct crowd {
	struct house *house;
	int rounds;
	const char *shared, *disputed;		/* cases everybody works on */
	char *passphrase[PEOPLE + 1];		/* one-time, of w01 to w50 */
	pid_t child[PEOPLE + READERS + 1];
	int begin[2], end[2], said[2];		/* pipes: closed means go, means leave; the lines */
	GHashTable *told;			/* what was said to be done: "CASE FIELD VALUE" */
	int lines, last[PEOPLE + 1];		/* how many; which was the last of each */
	int longest;				/* wait of anybody, in lines of others */
	int conflicts, left, looks[READERS];
};

/* --- what a child says --- */

static void tell(const struct crowd *crowd, int who, const char *first, const char *second,
		 const char *third)
{
	struct told line = { .who = who };
	int len = g_snprintf(line.text, sizeof line.text, "%s %s %s", first, second, third);

	g_assert_cmpint(len, <, (int)sizeof line.text);
	g_assert_cmpint(write(crowd->said[1], &line, sizeof line), ==, sizeof line);
}

/* Until the parent closes its end. */
static void wait_for(int fd)
{
	char byte;

	g_assert_cmpint(read(fd, &byte, 1), ==, 0);
}

/* --- those who write --- */

static void choose_password(struct session *session, const char *one_time)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new_from(one_time);
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new_from(HOUSE_PASSWORD);

	GOOD(password_change(session, present, wanted, &error));
}

/* On the revision just read: done, or somebody else was quicker. */
static void dispute(const struct crowd *crowd, struct session *session, int who, const char *tag)
{
	const char *revision = house_field(session, crowd->disputed, "revision");
	g_autoptr(GError) error = NULL;
	struct outcome outcome;
	bool done = house_try(session, &outcome, &error, "case-edit %s contracts+=%s revision=%s",
			      crowd->disputed, tag, revision);

	if (!done && !err_is(error, ERR_CONFLICT))
		g_error("%d: %s", who, error->message);
	outcome_clear(&outcome);
	if (done)
		tell(crowd, who, crowd->disputed, "contracts", tag);
	else
		tell(crowd, who, "conflict", "", "");
}

static void work_round(const struct crowd *crowd, struct session *session, int who, int round)
{
	g_autofree char *tag = g_strdup_printf("w%02d-%d", who, round);
	const char *id = house_case(session, "SEV4");

	tell(crowd, who, id, "created_by", session_user(session));
	house_act(session, "case-edit %s affected_assets=%s", id, tag);
	tell(crowd, who, id, "affected_assets", tag);
	house_act(session, "note-add %s text=%s", id, tag);
	tell(crowd, who, id, "note", tag);
	house_act(session, "case-edit %s affected_assets+=%s", crowd->shared, tag);
	tell(crowd, who, crowd->shared, "affected_assets", tag);
	house_act(session, "note-add %s text=%s", crowd->shared, tag);
	tell(crowd, who, crowd->shared, "note", tag);
	dispute(crowd, session, who, tag);
}

static void work(const struct crowd *crowd, int who)
{
	g_autofree char *name = g_strdup_printf("w%02d", who);
	g_autoptr(GError) error = NULL;
	struct session *session =
		house_sign_in_with(crowd->house, name, crowd->passphrase[who], &error);

	g_assert_no_error(error);
	choose_password(session, crowd->passphrase[who]);
	tell(crowd, who, "ready", "", "");
	wait_for(crowd->begin[0]);
	for (int round = 1; round <= crowd->rounds; round++)
		work_round(crowd, session, who, round);
	session_close(session);
	tell(crowd, who, "left", "", "");
}

/* --- those who look on --- */

static int64_t number_of(const char *id)
{
	return g_ascii_strtoll(strrchr(id, '-') + 1, NULL, 10);
}

/* The numbers of the cases are 1 to n, each once; their count. */
static int64_t count_cases(struct session *session)
{
	g_autoptr(GPtrArray) rows = house_look(session, "cases", NULL, NULL);
	g_autofree bool *seen = g_new0(bool, rows->len + 1);

	for (guint i = 0; i < rows->len; i++) {
		int64_t number = number_of(record_by_name(rows->pdata[i], "id"));

		g_assert_cmpint(number, >=, 1);
		g_assert_cmpint(number, <=, rows->len);
		g_assert_false(seen[number]);
		seen[number] = true;
	}
	return rows->len;
}

static int64_t revision_of(struct session *session, const char *id)
{
	return g_ascii_strtoll(house_field(session, id, "revision"), NULL, 10);
}

/* Each revision of a case has its one entry, at any moment anybody looks. */
static void look_around(const struct crowd *crowd, struct session *session, int64_t *cases)
{
	g_autofree char *filter = g_strdup_printf("object=case:%s result=done", crowd->shared);
	int64_t before = revision_of(session, crowd->shared), after, now = count_cases(session);
	g_autoptr(GPtrArray) entries = house_look(session, "audit", crowd->shared, filter);

	after = revision_of(session, crowd->shared);
	g_assert_cmpint(entries->len, >=, before);
	g_assert_cmpint(entries->len, <=, after);
	g_assert_cmpint(now, >=, *cases);
	*cases = now;
}

static void look_on(const struct crowd *crowd, int who)
{
	struct session *session = house_sign_in(crowd->house, who % 2 ? "aud" : "lee");
	struct pollfd end = { .fd = crowd->end[0], .events = POLLIN };
	int64_t cases = 0;

	tell(crowd, who, "ready", "", "");
	wait_for(crowd->begin[0]);
	do {
		look_around(crowd, session, &cases);
		tell(crowd, who, "looked", "", "");
	} while (poll(&end, 1, PAUSE_MS) == 0);
	session_close(session);
}

/* --- the parent --- */

static void hire(struct crowd *crowd)
{
	CLEANUP(session_close) struct session *ada = house_sign_in(crowd->house, "ada");
	CLEANUP(session_close) struct session *hal = house_sign_in(crowd->house, "hal");

	for (int who = 1; who <= PEOPLE; who++)
		crowd->passphrase[who] = house_act_secret(ada, "user-create name=w%02d "
							  "full_name=Worker role=handler@soc", who);
	crowd->shared = house_case(hal, "SEV4");
	crowd->disputed = house_case(hal, "SEV4");
}

static void start(struct crowd *crowd, int who)
{
	crowd->child[who] = fork();
	g_assert_cmpint(crowd->child[who], >=, 0);
	if (crowd->child[who] != 0)
		return;
	close(crowd->begin[1]);
	close(crowd->end[1]);
	close(crowd->said[0]);
	if (who <= PEOPLE)
		work(crowd, who);
	else
		look_on(crowd, who);
	_exit(0);
}

/* They are signed in, or the test ends with them. */
static void expect_ready(const struct crowd *crowd, int who)
{
	struct pollfd said = { .fd = crowd->said[0], .events = POLLIN };
	struct told line;

	while (poll(&said, 1, PAUSE_MS) == 0)
		g_assert_cmpint(waitpid(crowd->child[who], NULL, WNOHANG), ==, 0);
	g_assert_cmpint(read(crowd->said[0], &line, sizeof line), ==, sizeof line);
	g_assert_cmpint(line.who, ==, who);
	g_assert_cmpstr(line.text, ==, "ready  ");
}

/* Everybody is signed in when this is over, and nobody has begun. They come one after the other: how many the
 * store lets in within the longest wait is the disk's to say. */
static void crowd_begin(struct crowd *crowd, int rounds, int readers)
{
	*crowd = (struct crowd){ .house = house_new(), .rounds = rounds };
	crowd->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	hire(crowd);
	g_assert_cmpint(pipe(crowd->begin) | pipe(crowd->end) | pipe(crowd->said), ==, 0);
	/* nobody gets far ahead of what the parent has heard, however late it comes to kill */
	g_assert_cmpint(fcntl(crowd->said[1], F_SETPIPE_SZ, 4096), >, 0);
	for (int who = 1; who <= PEOPLE + readers; who++) {
		start(crowd, who);
		expect_ready(crowd, who);
	}
	close(crowd->begin[0]);
	close(crowd->end[0]);
	close(crowd->said[1]);
}

static void hear_act(struct crowd *crowd, const struct told *line)
{
	if (g_str_has_prefix(line->text, "conflict "))
		crowd->conflicts++;
	else
		g_assert_true(g_hash_table_add(crowd->told, g_strdup(line->text)));
	crowd->lines++;
	crowd->longest = MAX(crowd->longest, crowd->lines - crowd->last[line->who] - 1);
	crowd->last[line->who] = crowd->lines;
}

static void hear(struct crowd *crowd, const struct told *line)
{
	if (line->who > PEOPLE)
		crowd->looks[line->who - PEOPLE - 1]++;
	else if (!g_str_has_prefix(line->text, "left "))
		hear_act(crowd, line);
	else if (++crowd->left == PEOPLE)
		close(crowd->end[1]);
}

/* Until all have gone. With lines_a_victim the first VICTIMS people are killed, one by one. */
static void crowd_work(struct crowd *crowd, int lines_a_victim)
{
	struct told line;
	int victim = 1;

	close(crowd->begin[1]);
	while (read(crowd->said[0], &line, sizeof line) == sizeof line) {
		hear(crowd, &line);
		if (lines_a_victim && crowd->lines >= victim * lines_a_victim && victim <= VICTIMS)
			g_assert_cmpint(kill(crowd->child[victim++], SIGKILL), ==, 0);
	}
}

/* How many were killed; all others ended well. */
static int crowd_wait(struct crowd *crowd)
{
	int killed = 0;

	for (int who = 1; who <= PEOPLE + READERS && crowd->child[who]; who++) {
		int status;

		g_assert_cmpint(waitpid(crowd->child[who], &status, 0), ==, crowd->child[who]);
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
			killed++;
		else
			g_assert_cmpint(status, ==, 0);
	}
	return killed;
}

static void crowd_end(struct crowd *crowd)
{
	for (int who = 1; who <= PEOPLE; who++)
		g_free(crowd->passphrase[who]);
	close(crowd->said[0]);
	g_hash_table_unref(crowd->told);
	house_free(crowd->house);
}

/* --- what is there --- */

static void find(GHashTable *found, const char *id, const char *field, const char *value)
{
	char *line = g_strdup_printf("%s %s %s", id, field, value);

	if (value[0] == 'w')	/* what hire() did is not told by anybody */
		g_assert_true(g_hash_table_add(found, line));
	else
		g_free(line);
}

static void find_case(GHashTable *found, struct session *session, const struct record *record)
{
	static const char *const fields[] = { "created_by", "affected_assets", "contracts" };
	const char *id = record_by_name(record, "id");
	g_autoptr(GPtrArray) notes = house_look(session, "notes", id, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_auto(GStrv) values = list_split(record_by_name(record, fields[i]));

		for (size_t n = 0; values[n]; n++)
			find(found, id, fields[i], values[n]);
	}
	for (guint i = 0; i < notes->len; i++)
		find(found, id, "note", record_by_name(notes->pdata[i], "text"));
}

/* Everything in the store, written as it is told. */
static GHashTable *find_all(struct session *session)
{
	GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) cases = house_look(session, "cases", NULL, NULL);

	for (guint i = 0; i < cases->len; i++)
		find_case(found, session, cases->pdata[i]);
	return found;
}

/* How many of these are not among those; untold_of[] counts them by person, if given. */
static int missing(GHashTable *these, GHashTable *those, int *untold_of)
{
	GHashTableIter iter;
	gpointer key;
	int count = 0;

	g_hash_table_iter_init(&iter, these);
	while (g_hash_table_iter_next(&iter, &key, NULL)) {
		const char *who = strrchr(key, ' ') + 2;

		if (g_hash_table_contains(those, key))
			continue;
		count++;
		if (untold_of)
			untold_of[g_ascii_strtoll(who, NULL, 10)]++;
	}
	return count;
}

/* Without gaps, and with everybody's leave. */
static void expect_whole_log(struct session *session, guint leaves)
{
	g_autoptr(GPtrArray) left = house_look(session, "audit", NULL, "action=logout result=done");
	g_autoptr(GPtrArray) rows = house_look(session, "audit", NULL, NULL);

	for (guint i = 0; i < rows->len; i++) {
		g_autofree char *seq = g_strdup_printf("%u", rows->len - i);

		g_assert_cmpstr(record_by_name(rows->pdata[i], "seq"), ==, seq);
	}
	g_assert_cmpint(left->len, >=, leaves);
}

/* --- the tests --- */

static void fifty_people_lose_nothing(void)
{
	struct session *lee, *aud;
	g_autoptr(GHashTable) found = NULL;
	struct crowd crowd;

	crowd_begin(&crowd, 2, READERS);
	crowd_work(&crowd, 0);
	g_assert_cmpint(crowd_wait(&crowd), ==, 0);
	lee = house_sign_in(crowd.house, "lee");
	aud = house_sign_in(crowd.house, "aud");
	found = find_all(lee);
	g_assert_cmpint(missing(crowd.told, found, NULL), ==, 0);
	g_assert_cmpint(missing(found, crowd.told, NULL), ==, 0);
	g_assert_cmpint(count_cases(lee), ==, PEOPLE * crowd.rounds + 2);
	expect_whole_log(aud, PEOPLE + READERS + 2);
	for (int i = 0; i < READERS; i++)
		g_assert_cmpint(crowd.looks[i], >, 0);
	g_test_message("%d acts, %d conflicts, at most %d of others between two of one, %d looks",
		       crowd.lines, crowd.conflicts, crowd.longest, crowd.looks[0]);
	session_close(lee);
	session_close(aud);
	crowd_end(&crowd);
}

static void the_killed_lose_at_most_the_word_of_their_last_act(void)
{
	struct session *lee, *aud;
	g_autoptr(GHashTable) found = NULL;
	struct crowd crowd;
	int untold_of[PEOPLE + 1] = { 0 }, killed;

	crowd_begin(&crowd, 1, 0);
	crowd_work(&crowd, LINES_A_VICTIM);
	killed = crowd_wait(&crowd);
	g_assert_cmpint(killed, >, VICTIMS / 2);	/* the others had gone already */
	lee = house_sign_in(crowd.house, "lee");
	aud = house_sign_in(crowd.house, "aud");
	found = find_all(lee);
	g_assert_cmpint(missing(crowd.told, found, NULL), ==, 0);
	missing(found, crowd.told, untold_of);
	for (int who = 1; who <= PEOPLE; who++)
		g_assert_cmpint(untold_of[who], <=, who <= VICTIMS);
	count_cases(lee);
	expect_whole_log(aud, (guint)(PEOPLE - killed) + 2);
	session_close(lee);
	session_close(aud);
	crowd_end(&crowd);
}

int main(int argc, char **argv)
{
	/* a kill loses no page cache, and fifty wait for each other's disk longer than a store lets wait */
	if (access("/dev/shm", W_OK) == 0)
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/fifty/" #name, name)
	TEST(fifty_people_lose_nothing);
	TEST(the_killed_lose_at_most_the_word_of_their_last_act);
	return g_test_run();
}
