/* Pages of a queue at several sizes, against reading one random row of the same store. */
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <unistd.h>

#include "db/store_internal.h"
#include "src/app/session_internal.h"
#include "src/rules/deadline.h"
#include "tests/bench/bench.h"

#define PAGE 50
#define DEEP 20		/* pages down: a queue of 10,000 cases has some 150 open ones, three pages */
#define READS 2000

struct pace { double point, first, deep, count; int64_t open; };

/* The limit is reading, not the disk: what the system has put away since is fetched first. */
static void warm(struct session *session)
{
	g_autofree char *path = store_database(store_dir(session->store),
					       keyring_info(session->store->keyring)->epoch);
	g_autofree char *bytes = g_malloc(1 << 20);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	g_assert_cmpint(fd, >=, 0);
	while (read(fd, bytes, 1 << 20) > 0)
		;
	close(fd);
}

static double time_points(struct session *session)
{
	sqlite3 *db = session->store->db->handle;
	int64_t cases = stores_count(session);
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
	sqlite3_stmt *statement;

	g_assert_cmpint(sqlite3_prepare_v2(db, "SELECT * FROM cases WHERE pk = ?1", -1, &statement, NULL), ==,
			SQLITE_OK);
	for (int i = 0; i < READS; i++) {
		double begin = bench_now(), time;

		sqlite3_bind_int64(statement, 1, 1 + (int64_t)(bench_random() % (uint64_t)cases));
		g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
		for (int column = sqlite3_column_count(statement) - 1; column >= 0; column--)
			sqlite3_column_text(statement, column);
		sqlite3_reset(statement);
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	sqlite3_finalize(statement);
	return bench_median(times);
}

/* ask->limit rows; the last of them, for the next page. */
static struct record *page(struct session *session, struct look *ask)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = look(session, ask, &error);

	g_assert_no_error(error);
	return rows->len ? record_copy(g_ptr_array_index(rows, rows->len - 1)) : NULL;
}

static double time_pages(struct session *session, struct look *ask)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));

	for (int i = 0; i < 200; i++) {
		double begin = bench_now(), time;

		record_free(page(session, ask));
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	return bench_median(times);
}

static double time_counts(struct session *session, struct look *ask, int64_t *count)
{
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));

	for (int i = 0; i < 50; i++) {
		double begin = bench_now(), time;

		GOOD((*count = look_count(session, ask, INT32_MAX, &error)) >= 0);
		time = bench_now() - begin;
		g_array_append_val(times, time);
	}
	return bench_median(times);
}

/* What the screens ask for. */
static char *shown(void)
{
	return g_strconcat(query_find("queue")->columns, " restricted ", DEADLINE_FIELDS, NULL);
}

static struct pace measure(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	struct session *lee = house_sign_in(house, "lee");
	g_autofree char *columns = shown();
	struct look ask = { .query = "queue", .columns = columns, .limit = PAGE };
	struct record *last = NULL;
	struct pace pace;
	int64_t pages;

	pace.count = time_counts(lee, &ask, &pace.open);
	pace.first = time_pages(lee, &ask);
	pages = MIN(pace.open / PAGE - 1, cases / 10000 * DEEP);
	for (int64_t i = 0; i < pages; i++) {
		struct record *next = page(lee, &ask);

		record_free(last);
		ask.after = last = next;
	}
	pace.deep = time_pages(lee, &ask);
	record_free(last);
	warm(lee);
	pace.point = time_points(lee);
	session_close(lee);
	house_leave(house);
	return pace;
}

void bench_queue(const struct bench *bench, const int64_t *sizes)
{
	struct pace small = { 0 };

	for (int i = 0; sizes[i]; i++) {
		struct pace pace = measure(bench, sizes[i]);
		g_autofree char *first = g_strdup_printf("queue, first page, %" PRId64 " cases", sizes[i]);
		g_autofree char *deep = g_strdup_printf("queue, page at depth, %" PRId64 " cases", sizes[i]);
		g_autofree char *count = g_strdup_printf("exact count of %" PRId64 " open", pace.open);

		figure_print(&(struct figure){ first, "ms", pace.first * 1000, "random point read",
					       pace.point * 1000, AT_MOST, 6 });
		figure_print(&(struct figure){ deep, "ms", pace.deep * 1000, "its first page",
					       pace.first * 1000, AT_MOST, 1.3 });
		figure_print(&(struct figure){ count, "ms", pace.count * 1000, NULL, 0, AT_MOST, 2 });
		if (i == 0)
			small = pace;
		else
			figure_print(&(struct figure){ "… flat in size: first page", "ms", pace.first * 1000,
						       "at 10,000 cases", small.first * 1000, AT_MOST, 1.5 });
	}
}
