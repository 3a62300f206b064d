/* Acts against raw transactions, by turns, so that both meet the same disk. */
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "db/store_internal.h"
#include "src/app/session_internal.h"
#include "src/base/file.h"
#include "src/rules/case_fields.h"
#include "tests/bench/bench.h"

#define ROUNDS 9
#define ACTS_A_ROUND 40

static double time_signature(void)
{
	uint8_t seed[KEY_LEN], public_key[KEY_LEN], signature[SIGNATURE_LEN];
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	struct sign_key *key;

	g_assert_true(crypt_sign_keypair(seed, public_key));
	key = sign_key_new(seed);
	for (int i = 0; i < 500; i++) {
		double begin = bench_now(), time;

		g_assert_true(sign_key_sign(key, "blotter/audit/v1 and a leaf of 32 bytes after it", 49, signature));
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	sign_key_free(key);
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

static void act_create(void *session)
{
	house_case(session, "SEV4");
}

static int64_t first;	/* number of the first case made here */

static void act_update(void *session)
{
	static int turn;

	turn++;
	house_act(session, "case-edit 2026-%" PRId64 " severity_basis=\"turn %d\"", first + turn % ACTS_A_ROUND, turn);
}

/* What a page of a file costs that is overwritten and synced: no write is quicker than the disk. */
static double time_page(const struct bench *bench)
{
	g_autofree char *path = g_build_filename(bench->dir, "page", NULL);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	const char page[4096] = { 0 };

	for (int i = 0; i < 100; i++) {
		double begin = bench_now(), time;

		g_assert_cmpint(pwrite(fd, page, sizeof page, 0), ==, sizeof page);
		g_assert_cmpint(fdatasync(fd), ==, 0);
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	close(fd);
	unlink(path);
	return bench_median(times);
}

/* Bytes of the newest entry with this action, its texts too. */
static size_t entry_bytes(struct session *session, const char *action)
{
	g_autofree char *sql = g_strdup_printf(
		"SELECT length(line) + length(texts) FROM audit WHERE action = '%s' ORDER BY seq DESC LIMIT 1", action);
	int64_t bytes;

	GOOD(sql_get_int(session->store->db, sql, &bytes, &error));
	return (size_t)bytes;
}

/* Texts of a row, and what SQLite keeps for each column. */
static size_t row_bytes(struct session *session, int64_t pk)
{
	g_autofree char *sql = g_strdup_printf("SELECT * FROM cases WHERE pk = %" PRId64, pk);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(session->store->db, sql, NULL);
	size_t bytes = case_object.fields_len;
	bool row;

	g_assert_true(sql_step(statement, &row, NULL) && row);
	for (int i = 0; i < (int)case_object.fields_len; i++)
		bytes += sql_type(statement, i) == SQLITE_NULL ? 0 : sql_len(statement, i);
	return bytes;
}

/* --- by turns --- */

struct player { void (*play)(void *on); void *on; GArray *times; clock_t used; };
struct cost { double seconds, used; };		/* of one: on the clock, and of the processor */

static void raw_play_create(void *raw) { raw_create(raw); }
static void raw_play_update(void *raw) { raw_update(raw); }
static void same_play_create(void *same) { same_create(same); }
static void same_play_update(void *same) { same_update(same); }

/* Medians over rounds; of the processor's time the mean, which others on the machine do not lengthen. */
static void compare(struct player *players, size_t len, struct cost *costs)
{
	for (size_t i = 0; i < len; i++)
		players[i].times = g_array_new(FALSE, FALSE, sizeof(double));
	for (size_t n = 0; n < ROUNDS * len; n++) {
		struct player *player = &players[n % len];
		clock_t used = clock();
		double begin = bench_now(), time;

		for (int i = 0; i < ACTS_A_ROUND; i++)
			player->play(player->on);
		time = (bench_now() - begin) / ACTS_A_ROUND;
		player->used += clock() - used;
		g_array_append_val(player->times, time);
	}
	for (size_t i = 0; i < len; i++) {
		costs[i].seconds = bench_median(players[i].times);
		costs[i].used = (double)players[i].used / CLOCKS_PER_SEC / (ROUNDS * ACTS_A_ROUND);
		g_array_unref(players[i].times);
	}
}

enum { OURS, LIKE, BARE, SAME, KINDS };

static void report(const char *what, const struct cost costs[KINDS], double apart, double goal)
{
	double like = 1 / costs[LIKE].seconds, ours = 1 / (costs[OURS].seconds - apart);

	figure_print(&(struct figure){ what, "/s", 1 / costs[OURS].seconds, "raw transaction", like, NO_GOAL, 0 });
	figure_print(&(struct figure){ "… signature and anchor apart", "/s", ours, "raw transaction", like, AT_LEAST,
				       goal });
	figure_print(&(struct figure){ "… the same", "/s", ours, "raw, 130 bytes, no index", 1 / costs[BARE].seconds,
				       NO_GOAL, 0 });
	figure_print(&(struct figure){ "… the same", "/s", ours, "our rows, tables, indexes by bare SQL",
				       1 / costs[SAME].seconds, NO_GOAL, 0 });
	figure_print(&(struct figure){ "… processor time of one", "ms", costs[OURS].used * 1000, "raw transaction",
				       costs[LIKE].used * 1000, NO_GOAL, 0 });
	figure_print(&(struct figure){ "… the same", "ms", costs[OURS].used * 1000, "by bare SQL",
				       costs[SAME].used * 1000, NO_GOAL, 0 });
}

static struct raw *raw_beside(const struct bench *bench, const char *name, int64_t cases,
			      const struct raw_bytes *bytes)
{
	g_autofree char *path = g_build_filename(bench->dir, name, NULL);

	return raw_new(path, cases, bytes);
}

void bench_writes(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	struct session *hal = house_sign_in(house, "hal");
	double signature = time_signature(), anchor = time_anchor(bench), page = time_page(bench);
	struct cost costs[KINDS];
	struct raw_bytes bytes;
	struct raw *like, *bare;
	struct same *same;

	first = stores_count(hal) + 1;
	for (int64_t i = first; i < first + ACTS_A_ROUND; i++) {
		act_create(hal);
		house_act(hal, "case-take 2026-%" PRId64, i);
	}
	act_update(hal);
	bytes = (struct raw_bytes){ row_bytes(hal, first), entry_bytes(hal, "case-create"),
				    entry_bytes(hal, "case-edit") };
	like = raw_beside(bench, "raw-like.db", cases, &bytes);
	bare = raw_beside(bench, "raw-bare.db", cases, NULL);
	same = same_new(bench, cases);
	compare((struct player[]){ { act_create, hal, NULL, 0 }, { raw_play_create, like, NULL, 0 },
				   { raw_play_create, bare, NULL, 0 },
				   { same_play_create, same, NULL, 0 } }, KINDS, costs);
	report("creates through act()", costs, signature + anchor, 0.75);
	compare((struct player[]){ { act_update, hal, NULL, 0 }, { raw_play_update, like, NULL, 0 },
				   { raw_play_update, bare, NULL, 0 },
				   { same_play_update, same, NULL, 0 } }, KINDS, costs);
	report("updates through act()", costs, signature + anchor, 0.80);
	figure_print(&(struct figure){ "a signature (Ed25519)", "ms", signature * 1000, NULL, 0, NO_GOAL, 0 });
	figure_print(&(struct figure){ "a line of the anchor, fsync", "ms", anchor * 1000, NULL, 0, NO_GOAL, 0 });
	figure_print(&(struct figure){ "a page overwritten, fdatasync", "ms", page * 1000, NULL, 0, NO_GOAL, 0 });
	raw_free(like);
	raw_free(bare);
	same_free(same);
	session_close(hal);
	house_leave(house);
}
