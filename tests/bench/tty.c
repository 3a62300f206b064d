/* What a terminal pays for a key: bytes, and the time to the last of them. Beside programs that people know
 * for it, in the same run. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "tests/bench/bench.h"
#include "tests/bench/recorder.h"
#include "tests/bench/screens.h"

#define PAGE "\033[6~"
#define DOWN "\033OB"	/* as after smkx */
#define UP "\033OA"

struct pace { double bytes, ms; };

enum step { STEP_CURSOR, STEP_SCROLL, STEP_PAGE, STEP_OPEN, STEPS };
static const struct { const char *what; double bytes, ms; } goals[STEPS] = {
	[STEP_CURSOR] = { "cursor key", 90, 1 },
	[STEP_SCROLL] = { "scrolled line", 220, 1 },
	[STEP_PAGE] = { "page", 1300, 3 },
	[STEP_OPEN] = { "open", 0, 5 },
};

struct program {
	const char *name;
	const char *first, *down, *up, *open, *close;
	const char *argv[8];
	const char *dir;	/* below the stores */
};

/* Each shows a list that is longer than the screen. */
static const struct program others[] = {
	{ "tig", NULL, "j", "k", "\r", "q", { "tig", NULL }, "repository" },
	{ "mutt", "=", "j", "k", "\r", "q", { "mutt", "-n", "-F", "muttrc", "-R", "-f", "mbox", NULL }, "." },
	{ "mc", NULL, DOWN, UP, "\033OR", "\033OR", { "mc", "-u", "-d", NULL }, "files" },
};

/* --- pressing --- */

static struct pace pace_of(GArray *bytes, GArray *times)
{
	return (struct pace){ bench_median(bytes), bench_median(times) * 1000 };
}

/* Presses a key n times, another after each; the first is what counts. */
static struct pace press(struct recorder *recorder, const char *key, const char *then, int n)
{
	g_autoptr(GArray) bytes = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));

	for (int i = 0; i < n; i++) {
		struct heard heard = recorder_press(recorder, key);
		double count = (double)heard.bytes;

		g_array_append_val(bytes, count);
		g_array_append_val(times, heard.last);
		if (then)
			recorder_press(recorder, then);
	}
	return pace_of(bytes, times);
}

/* On to the last line of the page, so that the next one scrolls. */
static void to_the_edge(struct recorder *recorder, const struct program *program)
{
	for (int i = 0; i < RECORDER_ROWS; i++)
		recorder_press(recorder, program->down);
}

static void measure(const struct program *program, const char *dir, struct pace paces[STEPS])
{
	struct recorder *recorder = recorder_start(program->argv, dir);

	if (program->first)
		recorder_press(recorder, program->first);
	recorder_press(recorder, program->down);
	paces[STEP_CURSOR] = press(recorder, program->down, program->up, 15);
	paces[STEP_OPEN] = press(recorder, program->open, program->close, 9);
	to_the_edge(recorder, program);
	paces[STEP_SCROLL] = press(recorder, program->down, NULL, 15);
	paces[STEP_PAGE] = press(recorder, PAGE, NULL, 9);
	if (recorder_gone(recorder))
		g_error("%s has ended by itself", program->name);
	recorder_end(recorder);
}

/* --- telling --- */

static void print(const char *what, double value, const char *unit, double goal)
{
	figure_print(&(struct figure){ what, unit, value, NULL, 0, goal > 0 ? AT_MOST : NO_GOAL, goal });
}

static void print_ours(const struct pace paces[STEPS], int64_t cases)
{
	for (int i = 0; i < STEPS; i++) {
		g_autofree char *bytes = g_strdup_printf("%s, 80x24, %" PRId64 " cases", goals[i].what, cases);

		print(bytes, paces[i].bytes, "bytes", goals[i].bytes);
		print("… key to last byte", paces[i].ms, "ms", goals[i].ms);
	}
}

static void print_other(const struct program *program, const char *dir)
{
	g_autofree char *found = g_find_program_in_path(program->argv[0]);
	g_autofree char *at = g_build_filename(dir, program->dir, NULL);
	struct pace paces[STEPS];

	if (!found) {
		printf("%s is not installed\n", program->name);
		return;
	}
	measure(program, at, paces);
	for (int i = 0; i < STEPS; i++) {
		g_autofree char *bytes = g_strdup_printf("%s: %s", program->name, goals[i].what);

		print(bytes, paces[i].bytes, "bytes", 0);
		print("… key to last byte", paces[i].ms, "ms", 0);
	}
}

/* --- what the others show --- */

static void write_mails(const char *dir)
{
	g_autofree char *path = g_build_filename(dir, "mbox", NULL), *rc = g_build_filename(dir, "muttrc", NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 500; i++)
		g_string_append_printf(text,
				       "From a@example.org Fri Nov 20 03:12:00 2026\nFrom: Person %d <a@example.org>\n"
				       "Date: Fri, 20 Nov 2026 03:12:00 +0000\n"
				       "Subject: Beacon from host-%05d, rule %d\n"
				       "Status: RO\n\nSeen at night.\n\n", i % 40, i * 7, i % 97);
	g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
	/* lines scroll one by one, as ours do */
	g_assert_true(g_file_set_contents(rc, "set menu_scroll=yes sort=mailbox-order\n", -1, NULL));
}

static void write_files(const char *dir)
{
	g_autofree char *files = g_build_filename(dir, "files", NULL);

	g_assert_cmpint(g_mkdir_with_parents(files, 0700), ==, 0);
	for (int i = 0; i < 200; i++) {
		g_autofree char *name = g_strdup_printf("%s/host-%05d.txt", files, i * 7);

		g_assert_true(g_file_set_contents(name, "Seen at night.\n", -1, NULL));
	}
}

static void write_commits(const char *dir)
{
	static const char script[] =
		"test -e repository && exit\n"
		"git init -q -b main repository && seq 300 |\n"
		"sed 's/.*/commit refs\\/heads\\/main\\ncommitter Person <a@example.org> 179514432& +0000\\n"
		"data <<END\\nBeacon from a host, rule &\\nEND/' | git -C repository fast-import --quiet\n";
	const char *const argv[] = { "sh", "-c", script, NULL };
	g_autofree char *git = g_find_program_in_path("git");

	if (git)
		GOOD(g_spawn_sync(dir, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error));
}

/* --- ours --- */

static void print_tick(const struct program *program, const char *what, double goal)
{
	struct recorder *recorder = recorder_start(program->argv, NULL);
	const double seconds = 61;	/* what shows minutes changes at least once */
	struct heard heard = recorder_listen(recorder, seconds);

	print(what, (double)heard.bytes / seconds, "bytes/s", goal);
	recorder_end(recorder);
}

void bench_tty(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	g_autofree char *dir = g_strdup_printf("%s/%" PRId64, bench->dir, cases);
	struct program ours = { "blotter", NULL, "j", "k", "\r", "q", { bench->self, "--screens", dir } };
	struct program quiet = { .argv = { bench->self, "--quiet", "--screens", dir } };
	struct pace paces[STEPS];

	house_leave(house);
	measure(&ours, NULL, paces);
	print_ours(paces, cases);
	print_tick(&ours, "a minute of clocks", 20);
	print_tick(&quiet, "… in quiet mode", 1e-9);
	write_mails(bench->dir);
	write_files(bench->dir);
	write_commits(bench->dir);
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		print_other(&others[i], bench->dir);
}

/* --- by screen --- */

static void profile_screen(const struct program *ours, const char *screen)
{
	struct recorder *recorder = recorder_start(ours->argv, NULL);
	g_autofree char *command = g_strdup_printf(":%s", screen);
	struct heard opened, down, page, back;

	recorder_press(recorder, command);
	opened = recorder_press(recorder, "\r");
	recorder_press(recorder, "j");
	down = recorder_press(recorder, "j");
	page = recorder_press(recorder, PAGE);
	back = recorder_press(recorder, "q");
	printf("| %-11s | %5zu | %5zu | %5zu | %5zu |\n", screen, opened.bytes, down.bytes, page.bytes, back.bytes);
	fflush(stdout);
	recorder_end(recorder);
}

void bench_profile(const struct bench *bench)
{
	static const char *const screens[] = {
		"home", "queue open", "new", "roles", "sessions",
		"preferences", "help", "messages",
	};
	const int64_t cases = 10000;
	struct house *house = stores_house(bench, cases);
	g_autofree char *dir = g_strdup_printf("%s/%" PRId64, bench->dir, cases);
	struct program ours = { .argv = { bench->self, "--screens", dir } };

	house_leave(house);
	printf("| screen      | open  | down  | page  | back  |\n|---|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < G_N_ELEMENTS(screens); i++)
		profile_screen(&ours, screens[i]);
}
