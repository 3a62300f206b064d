/* Golden screens: each tests/screens/NAME.keys is played on a fake terminal over a store of its own,
 * and what was shown must be NAME.screen. With --update the .screen files are written instead.
 *
 * A .keys file has one step a line:
 *	size 80x24 | ascii | mono | pseudo | user NAME	before the first step
 *	store NAME [ACTS]		NAME.yaml, and NAME.acts or ACTS.acts
 *	open SCREEN [ARGUMENT]		instead of the queue, or of login when no user is given
 *	click Y X  wheel up|down
 *	press KEY...  type TEXT  paste TEXT (\n)  resize 40x12
 *	wait 90s			also min, h: the clock moves as if keys were pressed, then a tick
 *	idle 90s			the same without any key
 *	do USER ACTION [TARGET] [| name=value]...	somebody else acts, then a tick
 *	full, room			the disk takes nothing; it takes what comes again
 *	draft USER PLACE | name=value	what they typed elsewhere and did not save
 *	shot WHAT			the screen, and where the cursor is
 *	cost BYTES WHAT		no more than that went to the terminal since the cost before
 *	looks				letters for how each cell looks: theme.c
 *	picture NAME TITLE		the screen in its colours is doc/pictures/NAME.svg
 *	record NAME | rest 2s		from here on doc/NAME.cast; it shows the screen for so long
 */
#include "src/app/act.h"
#include "src/app/draft.h"
#include "src/app/found.h"
#include "src/app/intake.h"
#include "src/app/present.h"
#include "tests/seam.h"
#include "tests/ui/capture.h"
#include "tests/ui/picture.h"
#include "tests/ui/pseudo.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define START INT64_C(1795144320000)	/* 2026-11-20 03:12 UTC */
#define KEY_MS 700		/* between keys, and letters, of what is recorded */
#define LETTER_MS 90
#define PASSWORD "nine green kites over tarnhollow"

struct play {
	struct seam seam;
	struct session_host host;
	GHashTable *sessions;		/* of the others, by user */
	GHashTable *sets;		/* "set NAME | …" of .acts: "+NAME" stands for them */
	struct ui ui;
	char **steps;
	int step;
	char **keys;			/* what is left of a press */
	int key;
	const char *typed;		/* … and of a type */
	char *held;			/* text of the event handed out */
	char character[8];
	int height, width;
	bool ascii, mono;
	GHashTable *words;		/* pseudo: what is data; NULL: in English */
	char *store, *acts, *user, *open;
	struct cast cast;
	char *recorded;			/* its name; NULL: nothing is recorded */
	GString *shown;
	FILE *sent;			/* what a terminal would get … */
	int64_t paid;			/* … up to the last cost */
};

static bool update;

static char *screens_file(const char *name, const char *end)
{
	g_autofree char *file = g_strconcat(name, end, NULL);

	return g_test_build_filename(G_TEST_DIST, "screens", file, NULL);
}

static char *read_file(const char *name, const char *end)
{
	g_autofree char *path = screens_file(name, end);
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		g_error("%s cannot be read", path);
	return text;
}

static struct session *session_of(struct play *play, const char *user)
{
	struct session *session = play->sessions ? g_hash_table_lookup(play->sessions, user) : NULL;
	struct passphrase *password;
	g_autoptr(GError) error = NULL;

	if (session)
		return session;
	password = passphrase_new_from(PASSWORD);
	session = session_open(&play->host, play->seam.store_dir, user, password, &error);
	passphrase_free(password);
	g_assert_no_error(error);
	return session;
}

static void keep_session(struct play *play, const char *user, struct session *session)
{
	if (!g_hash_table_contains(play->sessions, user))
		g_hash_table_insert(play->sessions, g_strdup(user), session);
}

static void add_set(struct play *play, struct request *request, const char *part)
{
	const char *set = *part == '+' ? g_hash_table_lookup(play->sets, part + 1) : NULL;
	const char *value = strchr(part, '=');
	g_auto(GStrv) inner = NULL;
	g_autofree char *name = NULL, *text = NULL;

	if (set) {
		inner = g_strsplit(set, " | ", -1);
		for (char **one = inner; *one; one++)
			add_set(play, request, *one);
		return;
	}
	g_assert_nonnull(value);
	name = g_strndup(part, (gsize)(value - part));
	text = g_strcompress(value + 1);
	request_set(request, name, text);
}

/* "USER ACTION [TARGET] | name=value | …" */
static void do_act(struct play *play, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " | ", -1);
	g_auto(GStrv) words = g_strsplit(parts[0], " ", 3);
	struct session *session = session_of(play, words[0]);
	struct outcome outcome = { 0 };
	struct request request;
	g_autoptr(GError) error = NULL;

	keep_session(play, words[0], session);
	request_init(&request, words[1], words[2]);
	for (char **part = parts + 1; *part; part++)
		add_set(play, &request, *part);
	if (!act(session, &request, &outcome, &error))
		g_error("%s: %s", line, error->message);
	outcome_clear(&outcome);
	request_clear(&request);
}

/* "USER form INC-2026-0007 | title=…" */
/* "cyd INC-2026-0007": another person has it open. */
static void do_open_case(struct play *play, const char *line, enum present_as as)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	struct session *session = session_of(play, words[0]);

	keep_session(play, words[0], session);
	present_begin(session, words[1], as);
}

static void do_draft(struct play *play, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " | ", -1);
	g_auto(GStrv) words = g_strsplit(parts[0], " ", 2);
	struct session *session = session_of(play, words[0]);
	struct request typed;
	g_autoptr(GError) error = NULL;

	keep_session(play, words[0], session);
	request_init(&typed, NULL, NULL);
	for (char **part = parts + 1; *part; part++)
		add_set(play, &typed, *part);
	draft_keep(session, words[1], &typed, &error);
	g_assert_no_error(error);
	request_clear(&typed);
}

static void keep_set(struct play *play, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " | ", 2);

	g_hash_table_insert(play->sets, g_strdup(parts[0]), g_strdup(parts[1]));
}

/* "USER FILE": a file of alerts beside the .acts */
static void do_ingest(struct play *play, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	g_autofree char *text = read_file(words[1], "");
	struct session *session = session_of(play, words[0]);
	struct intake_count count = { 0 };
	g_autoptr(GError) error = NULL;

	keep_session(play, words[0], session);
	intake_bytes(session, text, strlen(text), words[1], NULL, &count, NULL, NULL, &error);
	g_assert_no_error(error);
	if (count.bad)
		g_error("%s: %u of its alerts were set aside", words[1], (unsigned)count.bad);
}

static void do_wait(struct play *play, const char *text)
{
	char *unit;
	int64_t time = g_ascii_strtoll(text, &unit, 10) * SECOND_MS;

	if (!strcmp(unit, "min"))
		time *= 60;
	else if (!strcmp(unit, "h"))
		time *= 3600;
	play->seam.now += time;
	play->seam.boot += time;
}

/* Word and rest; the rest is "" when there is none. */
static bool is(const char *step, const char *word, const char **rest)
{
	size_t len = strlen(word);

	if (strncmp(step, word, len) != 0 || (step[len] && step[len] != ' '))
		return false;
	*rest = step + len + strspn(step + len, " ");
	return true;
}

static void build_store(struct play *play)
{
	g_autofree char *answers_text = read_file(play->store, ".yaml"), *acts = read_file(play->acts, ".acts");
	g_autofree char *path = seam_path(&play->seam, "answers.yaml"), *code = NULL;
	g_auto(GStrv) lines = g_strsplit(acts, "\n", -1), warnings = NULL;
	CLEANUP(answers_free) struct answers *answers = NULL;
	g_autoptr(GError) error = NULL;
	const char *rest;

	g_assert_true(g_file_set_contents(path, answers_text, -1, NULL));
	chmod(path, 0600);
	answers = answers_read(path, &error);
	g_assert_no_error(error);
	found(&play->host, play->seam.store_dir, answers, &code, &warnings, &error);
	g_assert_no_error(error);
	for (char **line = lines; *line; line++) {
		if (is(*line, "do", &rest))
			do_act(play, rest);
		else if (is(*line, "set", &rest))
			keep_set(play, rest);
		else if (is(*line, "ingest", &rest))
			do_ingest(play, rest);
		else if (is(*line, "wait", &rest))
			do_wait(play, rest);
		else if (**line && **line != '#')
			g_error("%s.acts: %s", play->store, *line);
	}
}

/* Does any cell of the row, or of all rows (-1), look as what is in focus? */
static bool has_focus(const struct surface *surface, int row, int height, int width)
{
	for (int y = MAX(row, 0); y < (row < 0 ? height : row + 1); y++)
		for (int x = 0; x < width; x++)
			if (capture_look(y, x) == (attr_t)surface->theme.looks[PAINT_FOCUS])
				return true;
	return false;
}

/* Between the sides of a box? */
static bool is_boxed(const struct surface *surface)
{
	g_autofree char *row = capture_row(surface->cursor_y);
	glong at = MIN(surface->cursor_x, g_utf8_strlen(row, -1));
	const char *cursor = g_utf8_offset_to_pointer(row, at);
	g_autofree char *before = g_strndup(row, (gsize)(cursor - row));

	return (strstr(before, "│") && strstr(cursor, "│")) || (strchr(before, '|') && strchr(cursor, '|'));
}

/* A screen reader says the line that the cursor is in, and a braille line follows it: it stands on the row or
 * field in focus wherever one is shown, in a dialog within it, in a prompt on what is typed. */
static void check_cursor(const struct play *play, const char *what, int height, int width)
{
	const struct surface *surface = term_surface(play->ui.term);
	unsigned flags = play->ui.top ? play->ui.top->class->flags : 0;
	bool right;

	if (flags & SCREEN_LINE)
		right = surface->cursor_y >= height - 3;
	else if (flags & SCREEN_DIALOG)
		right = is_boxed(surface);
	else
		right = !has_focus(surface, -1, height, width) ||
			has_focus(surface, surface->cursor_y, height, width);
	if (right && surface->cursor_y > 0 && surface->cursor_y < height - 1)
		return;
	g_test_message("%s: the cursor is at %d,%d", what, surface->cursor_y, surface->cursor_x);
	g_test_fail();
}

/* --- what all goldens together show --- */

static GHashTable *sizes;	/* "home 80x24" */

static void note_size(const struct play *play, int height, int width)
{
	const struct screen *screen = screen_working(&play->ui);

	if (screen)
		g_hash_table_add(sizes, g_strdup_printf("%s %dx%d", screen->class->name, width, height));
}

static void test_sizes(void)
{
	for (size_t i = 0; ui_house.classes[i]; i++) {
		g_autofree char *start = g_strdup_printf("%s ", ui_house.classes[i]->name);
		GHashTableIter iter;
		gpointer size;
		int count = 0;

		g_hash_table_iter_init(&iter, sizes);
		while (g_hash_table_iter_next(&iter, &size, NULL))
			count += g_str_has_prefix(size, start);
		if (count < 2) {
			g_test_message("the screen %shas a golden of %d sizes, and wants two", start, count);
			g_test_fail();
		}
	}
}

/* The words of the store, of what is typed, and of pseudo.words are data. */
static void learn_words(struct play *play, const char *name)
{
	g_autofree char *answers = read_file(play->store, ".yaml"), *acts = read_file(play->store, ".acts");
	g_autofree char *keys = read_file(name, ".keys"), *known = read_file("pseudo", ".words");

	pseudo_learn(play->words, answers);
	pseudo_learn(play->words, acts);
	pseudo_learn(play->words, keys);
	pseudo_learn(play->words, known);
}

static void check_words(const struct play *play, const char *what, int y, const char *row)
{
	g_autofree char *word = pseudo_unknown(play->words, row);

	if (!word)
		return;
	g_test_message("%s, row %d: \"%s\" did not go through gettext: %s", what, y, word, row);
	g_test_fail();
}

static void take_shot(struct play *play, const char *what)
{
	struct surface *surface = term_surface(play->ui.term);
	int height, width;

	term_size(play->ui.term, &height, &width);
	check_cursor(play, what, height, width);
	note_size(play, height, width);
	g_string_append_printf(play->shown, "-- %s, %dx%d, cursor at %d,%d\n", what, width, height,
		surface->cursor_y, surface->cursor_x);
	for (int y = 0; y < height; y++) {
		g_autofree char *row = capture_row(y);

		if (play->words)
			check_words(play, what, y, row);
		g_string_append_printf(play->shown, "%s\n", row);
	}
}

static void take_looks(struct play *play)
{
	struct surface *surface = term_surface(play->ui.term);
	int height, width;

	term_size(play->ui.term, &height, &width);
	g_string_append(play->shown, "-- looks\n");
	for (int y = 0; y < height; y++) {
		g_autofree char *row = capture_looks(&surface->theme, y);

		g_string_append_printf(play->shown, "%s\n", row);
	}
}

/* "20 a tick" */
static void check_cost(struct play *play, const char *text)
{
	int64_t most = g_ascii_strtoll(text, NULL, 10), sent;
	struct stat file;

	g_assert_cmpint(fstat(fileno(play->sent), &file), ==, 0);
	sent = file.st_size - play->paid;
	play->paid = file.st_size;
	g_test_message("%s: %d bytes", text, (int)sent);
	if (sent > most)
		g_error("%s: %d bytes", text, (int)sent);
}

static void read_size(const char *text, int *height, int *width)
{
	char *rest;

	*width = (int)g_ascii_strtoll(text, &rest, 10);
	*height = (int)g_ascii_strtoll(rest + 1, NULL, 10);
}

/* The file is what was shown now, byte for byte. */
static void compare_bytes(const char *path, const char *shown)
{
	g_autofree char *golden = NULL;

	if (update)
		g_assert_true(g_file_set_contents(path, shown, -1, NULL));
	else if (!g_file_get_contents(path, &golden, NULL, NULL) || strcmp(golden, shown) != 0) {
		g_test_message("%s is not what is shown: ./dev screens", path);
		g_test_fail();
	}
}

static void take_picture(const char *what)
{
	g_auto(GStrv) words = g_strsplit(what, " ", 2);
	g_autofree char *file = g_strconcat(words[0], ".svg", NULL), *svg = picture_svg(words[1] ? words[1] : "");
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", "pictures", file, NULL);

	compare_bytes(path, svg);
}

static void begin_cast(struct play *play, const char *name)
{
	play->recorded = g_strdup(name);
	cast_begin(&play->cast, play->seam.now);
}

/* Before the next event, as long as people look at what came of the last one. */
static void take_frame(struct play *play, int ms)
{
	struct surface *surface = term_surface(play->ui.term);

	cast_frame(&play->cast, surface->cursor_y, surface->cursor_x, ms);
}

static void end_cast(struct play *play)
{
	g_autofree char *file = g_strconcat(play->recorded, ".cast", NULL);
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", file, NULL);

	if (play->recorded)
		compare_bytes(path, play->cast.text->str);
	cast_end(&play->cast);
	g_free(play->recorded);
}

static bool key_event(struct play *play, struct event *event)
{
	const char *name = play->keys ? play->keys[play->key] : NULL;

	if (!name) {
		g_clear_pointer(&play->keys, g_strfreev);
		return false;
	}
	play->key++;
	take_frame(play, KEY_MS);
	*event = (struct event){ EVENT_KEY, key_parse(name), NULL, 0 };
	if (event->key == PRESS_NONE)
		g_error("there is no key '%s'", name);
	if (event->key < PRESS_ENTER) {
		event->kind = EVENT_TEXT;
		event->len = (size_t)g_unichar_to_utf8((gunichar)event->key, play->character);
		event->text = play->character;
	}
	return true;
}

static bool text_event(struct play *play, struct event *event)
{
	if (!play->typed || !*play->typed) {
		play->typed = NULL;
		return false;
	}
	take_frame(play, LETTER_MS);
	*event = (struct event){ EVENT_TEXT, (int)g_utf8_get_char(play->typed), play->typed,
		(size_t)g_utf8_skip[(guchar)*play->typed] };
	play->typed += event->len;
	return true;
}

static bool mouse_event(const char *step, struct event *event)
{
	const char *rest;
	char *x;

	if (is(step, "wheel", &rest)) {
		*event = (struct event){ EVENT_MOUSE, !strcmp(rest, "up") ? PRESS_WHEEL_UP : PRESS_WHEEL_DOWN };
		return true;
	}
	if (!is(step, "click", &rest))
		return false;
	*event = (struct event){ EVENT_MOUSE, PRESS_CLICK };
	event->y = (int)g_ascii_strtoll(rest, &x, 10);
	event->x = (int)g_ascii_strtoll(x, NULL, 10);
	return true;
}

static void set_room(bool any)
{
	struct rlimit limit;

	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	limit.rlim_cur = any ? limit.rlim_max : 0;
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

/* True: *event was filled. */
static bool take_step(struct play *play, const char *step, struct event *event)
{
	const char *rest;
	int height, width;

	*event = (struct event){ EVENT_TICK, PRESS_NONE, NULL, 0 };
	if (is(step, "press", &rest)) {
		play->keys = g_strsplit(rest, " ", -1);
		play->key = 0;
		return key_event(play, event);
	}
	if (mouse_event(step, event))
		return true;
	if (is(step, "type", &rest)) {
		play->typed = rest;
		return text_event(play, event);
	}
	if (is(step, "paste", &rest)) {
		g_free(play->held);
		play->held = g_strcompress(rest);
		*event = (struct event){ EVENT_PASTE, PRESS_NONE, play->held, strlen(play->held) };
		return true;
	}
	if (is(step, "resize", &rest)) {
		read_size(rest, &height, &width);
		term_resize(play->ui.term, height, width);
		event->kind = EVENT_RESIZE;
		return true;
	}
	if (is(step, "wait", &rest)) {
		do_wait(play, rest);
		play->ui.typed_at = play->seam.boot;
		return true;
	}
	if (is(step, "idle", &rest)) {
		do_wait(play, rest);
		return true;
	}
	if (is(step, "do", &rest)) {
		do_act(play, rest);
		return true;
	}
	if (is(step, "sees", &rest))
		do_open_case(play, rest, PRESENT_READS);
	else if (is(step, "edits", &rest))
		do_open_case(play, rest, PRESENT_EDITS);
	else if (is(step, "full", &rest) || is(step, "room", &rest))
		set_room(*step == 'r');
	else if (is(step, "draft", &rest))
		do_draft(play, rest);
	else if (is(step, "shot", &rest))
		take_shot(play, rest);
	else if (is(step, "looks", &rest))
		take_looks(play);
	else if (is(step, "picture", &rest))
		take_picture(rest);
	else if (is(step, "record", &rest))
		begin_cast(play, rest);
	else if (is(step, "rest", &rest))
		take_frame(play, (int)g_ascii_strtoll(rest, NULL, 10) * 1000);
	else if (is(step, "cost", &rest))
		check_cost(play, rest);
	else if (*step && *step != '#')
		g_error("there is no step '%s'", step);
	return false;
}

static bool next_event(void *data, struct event *event)
{
	struct play *play = data;

	if (key_event(play, event) || text_event(play, event))
		return true;
	while (play->steps[play->step])
		if (take_step(play, play->steps[play->step++], event))
			return true;
	return false;
}

static void read_store(struct play *play, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 2);

	play->store = g_strdup(words[0]);
	play->acts = g_strdup(words[1] ? words[1] : words[0]);
}

/* The lines before the first step that says what to do. */
static void read_head(struct play *play)
{
	const char *rest;

	for (; play->steps[play->step]; play->step++) {
		const char *step = play->steps[play->step];

		if (is(step, "size", &rest))
			read_size(rest, &play->height, &play->width);
		else if (is(step, "zone", &rest))
			g_setenv("TZ", rest, TRUE);
		else if (is(step, "store", &rest))
			read_store(play, rest);
		else if (is(step, "user", &rest))
			play->user = g_strdup(rest);
		else if (is(step, "open", &rest))
			play->open = g_strdup(rest);
		else if (is(step, "ascii", &rest))
			play->ascii = true;
		else if (is(step, "mono", &rest))
			play->mono = true;
		else if (is(step, "pseudo", &rest))
			play->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		else if (*step && *step != '#')
			return;
	}
}

static void run(struct play *play)
{
	struct start start = {
		.house = &ui_house, .host = &play->host, .store = play->seam.store_dir,
		.term = { .ascii = play->ascii, .colours = play->mono ? COLOURS_NEVER : COLOURS_AUTO,
			.next = next_event, .data = play,
			.height = play->height, .width = play->width, .sent = play->sent = tmpfile() },
	};
	g_auto(GStrv) open = g_strsplit(play->open ? play->open : play->user ? "queue" : "login", " ", 2);
	g_autoptr(GError) error = NULL;

	pseudo = play->words != NULL;
	ui_start(&play->ui, &start, &error);
	g_assert_no_error(error);
	if (play->user)
		play->ui.session = session_of(play, play->user);
	if (!screen_open(&play->ui, open[0], open[0] ? open[1] : NULL))
		g_error("%s was not opened", open[0]);
	loop_run(&play->ui);
	if (play->steps[play->step])
		g_string_append_printf(play->shown, "-- left before: %s\n", play->steps[play->step]);
	ui_end(&play->ui);
	fclose(play->sent);
	g_setenv("TZ", "UTC", TRUE);
	pseudo = false;
}

static void compare(const char *name, const char *shown)
{
	g_autofree char *path = screens_file(name, ".screen"), *golden = NULL;
	g_auto(GStrv) have = NULL, want = NULL;

	if (update) {
		g_assert_true(g_file_set_contents(path, shown, -1, NULL));
		return;
	}
	if (!g_file_get_contents(path, &golden, NULL, NULL)) {
		g_test_message("%s is missing: ./dev screens", path);
		g_test_fail();
		return;
	}
	if (!strcmp(golden, shown))
		return;
	have = g_strsplit(shown, "\n", -1);
	want = g_strsplit(golden, "\n", -1);
	for (int i = 0; have[i] && want[i]; i++)
		if (strcmp(have[i], want[i]) != 0)
			g_test_message("%s.screen:%d\n- %s\n+ %s", name, i + 1, want[i], have[i]);
	if (g_strv_length(have) != g_strv_length(want))
		g_test_message("%s.screen has another length", name);
	g_test_fail();
}

static void test_screen(const void *data)
{
	const char *name = data;
	g_autofree char *text = read_file(name, ".keys");
	char origin[] = "tty test";
	struct play play = { .height = 24, .width = 80, .shown = g_string_new(NULL) };

	seam_init(&play.seam);
	play.seam.now = START;
	play.host = (struct session_host){
		.clock = &play.seam.clock,
		.policy = seam_kdf_policy(),
		.via = "tui",
		.origin = origin,
		.parser = intake_parser(NULL),
	};
	play.sessions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)session_close);
	play.sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	play.steps = g_strsplit(text, "\n", -1);
	read_head(&play);
	g_assert_nonnull(play.store);
	if (play.words)
		learn_words(&play, name);
	build_store(&play);
	/* whoever acted before is somebody else's session, or has left */
	g_hash_table_remove_all(play.sessions);
	run(&play);
	g_hash_table_unref(play.sessions);
	g_hash_table_unref(play.sets);
	g_clear_pointer(&play.words, g_hash_table_unref);
	intake_parser_end(play.host.parser);
	seam_clear(&play.seam);
	if (play.shown->len)
		compare(name, play.shown->str);
	end_cast(&play);
	g_string_free(play.shown, TRUE);
	g_strfreev(play.steps);
	g_free(play.held);
	g_strfreev(play.keys);
	g_free(play.store);
	g_free(play.acts);
	g_free(play.user);
	g_free(play.open);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_tests(GPtrArray *names)
{
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "screens", NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(file, ".keys"))
			g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".keys")));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *test = g_strconcat("/screens/", names->pdata[i], NULL);

		g_test_add_data_func(test, names->pdata[i], test_screen);
	}
}

int main(int argc, char **argv)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	if (argc > 1 && !strcmp(argv[1], "--update")) {
		update = true;
		argv[1] = argv[0];
		argv++;
		argc--;
	}
	g_test_init(&argc, &argv, NULL);
	sizes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	add_tests(names);
	g_test_add_func("/sizes/each screen at two", test_sizes);
	return g_test_run();
}
