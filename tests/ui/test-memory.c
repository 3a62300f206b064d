/* After the lock, and when one has left or was thrown out, neither what was on the screen nor what was typed stands in
 * memory, nor the key; nor when something failed before, with a form open: the disk took nothing, or a page of the
 * store was damaged. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/app/session_internal.h"
#include "src/base/leak_check.h"
#include "src/base/secret.h"
/* the screens have a house of their own */
#define house people
#include "tests/house.h"
#undef house
#include "tests/tally.h"
#include "tests/ui/memory.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

enum { TITLE, SUMMARY, TYPED, SEARCHED };
enum way { LOCKED, LEFT, THROWN_OUT, FAILED_LEFT, FAILED_LOCKED, DAMAGED_LEFT, DAMAGED_LOCKED, WAYS };
enum { STEPS = 2 };
enum { KEY_OF_DATA, KEY_TO_SIGN, KEYS };

struct sight {
	enum way way;
	struct people *people;
	struct ui ui;
	size_t step;
	char letter[2];
	uint8_t keys[KEYS][KEY_LEN];	/* each bit turned */
	unsigned shown, cells, typed;	/* before the lock */
	uint8_t page[16];		/* what was damaged of it */
};

/* What comes after the typing; it ends at the first step that is no key. */
static bool fail_to_save(struct sight *sight, struct event *event);
static bool damage_and_save(struct sight *sight, struct event *event);
static bool throw(struct sight *sight, struct event *event);
static bool lock(struct sight *sight, struct event *event);

static const struct {
	const char *name, *told;
	bool locked;
	bool (*steps[STEPS])(struct sight *sight, struct event *event);
} ways[WAYS] = {
	[LOCKED] = { "of_who_locked", "the lock", true, { lock } },
	[LEFT] = { "of_who_left", "the end", false, { NULL } },
	[THROWN_OUT] = { "of_who_was_thrown_out", "thrown out", false, { throw } },
	[FAILED_LEFT] = { "of_who_left_after_a_save_that_failed", "a save failed, the end", false,
			  { fail_to_save } },
	[FAILED_LOCKED] = { "of_who_locked_after_a_save_that_failed", "a save failed, the lock", true,
			    { fail_to_save, lock } },
	[DAMAGED_LEFT] = { "of_who_left_a_damaged_store", "the store damaged, the end", false,
			   { damage_and_save } },
	[DAMAGED_LOCKED] = { "of_who_locked_a_damaged_store", "the store damaged, the lock", true,
			     { damage_and_save, lock } },
};

/* The allocator writes its own links over the beginning of what is freed. */
static const char before[] = "It began, as far as we know, with ";
#define BEFORE_LEN (sizeof(before) - 1)

/* In a process of its own: nothing of it stays here. */
static void apart(struct people *people, const char *user, void (*deed)(struct session *session))
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct session *session = house_sign_in(people, user);

		deed(session);
		session_close(session);
		_exit(0);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_cmpint(status, ==, 0);
}

static void make_case(struct session *session)
{
	char *title = marker_text(TITLE), *summary = marker_text(SUMMARY);

	house_act(session, "case-create title=\"%s%s\" summary=\"%s%s\" detection_source=siem_rule t_detected=now "
		  "t_discovered=now group=soc severity=SEV3", before, title, before, summary);
}

static void throw_out(struct session *session)
{
	house_act(session, "session-end 1");
}

/* Nobody saved it, and where somebody tried it failed. */
static void expect_no_note(struct session *session)
{
	g_assert_cmpint(house_count(session, "notes", "1", NULL), ==, 0);
}

static bool press(struct event *event, int key)
{
	*event = (struct event){ EVENT_KEY, key, NULL, 0 };
	return true;
}

static bool throw(struct sight *sight, struct event *event)
{
	apart(sight->people, "ada", throw_out);
	*event = (struct event){ EVENT_TICK, 0, NULL, 0 };
	return true;
}

static bool lock(struct sight *sight, struct event *event)
{
	(void)sight;
	return press(event, PRESS_F12);
}

/* From then on every write fails. */
static void writes_end_at(rlim_t most)
{
	struct rlimit limit;

	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	limit.rlim_cur = MIN(most, limit.rlim_max);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

static bool fail_to_save(struct sight *sight, struct event *event)
{
	(void)sight;
	writes_end_at(0);
	return press(event, PRESS_F2);
}

static void damage(struct sight *sight, bool whole)
{
	g_autofree char *path = g_build_filename(sight->people->seam.store_dir, "cases-0001.db", NULL);
	static const uint8_t zeros[sizeof(sight->page)];
	int fd = open(path, O_RDWR | O_CLOEXEC);

	/* of the first page, where a reader sees that somebody wrote */
	if (!whole)
		g_assert_cmpint(pread(fd, sight->page, sizeof(sight->page), 24), ==, sizeof(sight->page));
	g_assert_cmpint(pwrite(fd, whole ? sight->page : zeros, sizeof(zeros), 24), ==, sizeof(zeros));
	close(fd);
}

static bool damage_and_save(struct sight *sight, struct event *event)
{
	damage(sight, false);
	return press(event, PRESS_F2);
}

static bool type(struct sight *sight, struct event *event, char letter)
{
	sight->letter[0] = letter;
	*event = (struct event){ EVENT_TEXT, letter, sight->letter, 1 };
	return true;
}

static unsigned all(unsigned marker)
{
	return marker_count(marker, 1) + marker_count(marker, sizeof(wchar_t)) + marker_count(marker, 28);
}

static bool type_one(struct sight *sight, struct event *event, unsigned marker, size_t at)
{
	return type(sight, event, at < BEFORE_LEN ? before[at] : marker_letter(marker, at - BEFORE_LEN));
}

static bool end(struct sight *sight, struct event *event, size_t step)
{
	if (step == 0) {
		sight->shown = marker_count(SUMMARY, 1);
		sight->cells = marker_count(TITLE, 28);
		sight->typed = marker_count(TYPED, 1);
	}
	return step < STEPS && ways[sight->way].steps[step] && ways[sight->way].steps[step](sight, event);
}

/* "/", what is searched for, Enter, "A", a note, and what comes after it. */
static bool next(void *data, struct event *event)
{
	struct sight *sight = data;
	const size_t len = BEFORE_LEN + MARKER_LEN;
	size_t step = sight->step++;

	if (step == 0)
		return type(sight, event, '/');
	if (step <= len)
		return type_one(sight, event, SEARCHED, step - 1);
	if (step == len + 1)
		return press(event, PRESS_ENTER);
	if (step == len + 2)
		return type(sight, event, 'A');
	if (step <= 2 * len + 2)
		return type_one(sight, event, TYPED, step - len - 3);
	return end(sight, event, step - 2 * len - 3);
}

static bool key_at(const volatile uint8_t *p, const uint8_t turned[KEY_LEN])
{
	size_t i = 0;

	while (i < KEY_LEN && (p[i] ^ turned[i]) == 0xff)
		i++;
	return i == KEY_LEN;
}

/* bytes: how many were searched. */
static void keys_count(const struct sight *sight, unsigned counts[KEYS], size_t *bytes)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	unsigned long from, to;
	char line[512], modes[8];

	for (size_t k = 0; k < KEYS; k++)
		counts[k] = 0;
	while (fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %7s", &from, &to, modes) != 3 || strncmp(modes, "rw", 2) != 0)
			continue;
		*bytes += to - from;
		for (const volatile uint8_t *p = (const uint8_t *)from; p + KEY_LEN <= (const uint8_t *)to; p++)
			for (size_t k = 0; k < KEYS; k++)
				counts[k] += key_at(p, sight->keys[k]);
	}
	fclose(maps);
}

static void look_back(const struct sight *sight)
{
	unsigned keys[KEYS], texts;
	size_t bytes = 0;

	g_assert_cmpuint(sight->shown, >, 0);
	g_assert_cmpuint(sight->cells, >, 0);
	g_assert_cmpuint(sight->typed, >, 0);
	keys_count(sight, keys, &bytes);
	texts = all(TITLE) + all(SUMMARY) + all(TYPED) + all(SEARCHED);
	TALLY("Memory", "%s%s: %zu KiB searched for the data key, the key to sign with and four texts: %u, %u and %u "
	      "found",
	      ways[sight->way].told, sight->ui.locked ? ", still locked" : "", bytes >> 10,
	      keys[KEY_OF_DATA], keys[KEY_TO_SIGN], texts);
	g_assert_cmpuint(keys[KEY_OF_DATA], ==, 0);
	g_assert_cmpuint(keys[KEY_TO_SIGN], ==, 0);
	g_assert_cmpuint(texts, ==, 0);
}

static void nothing_of_what_was_seen_or_typed_is_left(gconstpointer way)
{
	CLEANUP(house_free) struct people *people = NULL;
	struct sight sight = { .way = (enum way)GPOINTER_TO_INT(way) };
	const struct keys *keys;
	unsigned counts[KEYS];
	size_t bytes = 0;
	struct start start = {
		.house = &ui_house,
		.term = { .next = next, .data = &sight, .height = 24, .width = 80 },
	};

#ifdef LEAK_CHECK
	g_test_skip("a sanitizer keeps what is freed");
	return;
#endif
	heap_wipes();
	sight.people = people = house_new();
	apart(people, "gus", make_case);
	people->host.via = "tui";
	start.host = &people->host;
	start.store = people->seam.store_dir;
	GOOD(ui_start(&sight.ui, &start, &error));
	sight.ui.session = house_sign_in(people, "lee");
	keys = store_keys(session_store(sight.ui.session));
	for (size_t i = 0; i < KEY_LEN; i++) {
		sight.keys[KEY_OF_DATA][i] = (uint8_t)~keys->data_key[i];
		sight.keys[KEY_TO_SIGN][i] = (uint8_t)~keys->sign_seed[i];
	}
	keys_count(&sight, counts, &bytes);
	g_assert_cmpuint(counts[KEY_OF_DATA], >, 0);
	g_assert_cmpuint(counts[KEY_TO_SIGN], >, 1);	/* and the one made ready */
	g_assert_true(screen_open(&sight.ui, "case", "1"));
	/* the script ends right after the lock: what is seen then is what is left */
	loop_run(&sight.ui);
	g_assert_true((sight.ui.locked != NULL) == ways[sight.way].locked);
	if (sight.ui.locked)
		look_back(&sight);
	ui_end(&sight.ui);
	writes_end_at(RLIM_INFINITY);
	if (sight.way == DAMAGED_LEFT || sight.way == DAMAGED_LOCKED)
		damage(&sight, true);
	people->host.via = "cli";
	look_back(&sight);
	apart(people, "aud", expect_no_note);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_test_init(&argc, &argv, NULL);
	signal(SIGXFSZ, SIG_IGN);
	for (int way = 0; way < WAYS; way++) {
		g_autofree char *name = g_strconcat("/memory/nothing_is_left_", ways[way].name, NULL);

		g_test_add_data_func(name, GINT_TO_POINTER(way), nothing_of_what_was_seen_or_typed_is_left);
	}
	return g_test_run();
}
