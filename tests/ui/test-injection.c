/* Payloads in every text field, shown by every screen on a pseudo-terminal. A terminal of our own reads what is
 * sent: it must show what was drawn, cell by cell, and be asked for nothing else. */
#include <locale.h>
#include <string.h>

#define house people
#include "tests/hostile.h"
#undef house
#include "tests/payloads.h"
#include "tests/tally.h"
#include "tests/ui/capture.h"
#include "tests/ui/pty.h"
#include "tests/vt.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

#define ROWS 24
#define COLUMNS 80

/* One step: a screen to open, a key, a text to paste, or bytes as a terminal would send them. */
struct step { char *screen, *paste, *bytes; int key; };

struct show {
	struct ui ui;
	struct pty pty;
	struct vt *vt;
	GArray *steps;
	guint at;
	struct decoder *decoder;
	bool typing;		/* there may be more of the bytes */
	char letter[2];
	guint frames, marks;	/* marks: frames that show a control made visible */
};

/* --- the script --- */

static void press(GArray *steps, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);

	for (char **name = names; *name; name++) {
		struct step step = { .key = key_parse(*name) };

		g_assert_cmpint(step.key, !=, PRESS_NONE);
		g_array_append_val(steps, step);
	}
}

static void open_screen(GArray *steps, const char *name, const char *argument)
{
	struct step step = { .screen = g_strdup_printf("%s %s", name, argument) };

	g_array_append_val(steps, step);
}

static void paste(GArray *steps, const char *text)
{
	struct step step = { .paste = g_strdup(text) };

	g_array_append_val(steps, step);
}

static void type_bytes(GArray *steps, const char *bytes)
{
	struct step step = { .bytes = g_strdup(bytes) };

	g_array_append_val(steps, step);
}

static void script_cases(GArray *steps, const GPtrArray *ids)
{
	for (guint i = 0; ids->pdata[i]; i++) {
		open_screen(steps, "case", ids->pdata[i]);
		press(steps, "PgDn PgDn PgDn Tab Tab Tab Tab Tab Tab Tab PgDn q");
		open_screen(steps, "form", ids->pdata[i]);
		press(steps, "PgDn PgDn PgDn PgDn PgDn PgDn Esc");
	}
}

static void script_lists(GArray *steps, guint cases)
{
	open_screen(steps, "home", "");
	press(steps, "j G q");
	open_screen(steps, "queue", "open");
	for (guint i = 0; i < cases; i++)
		press(steps, "j");
	press(steps, "4 j PgDn 5 j PgDn t Esc q");
	open_screen(steps, "alerts", "");
	for (guint i = 0; i < cases; i++)
		press(steps, "j");
	press(steps, "Enter PgDn PgDn q q");
}

/* What is typed comes back in prompts and messages. */
static void script_prompts(GArray *steps, const GPtrArray *payloads)
{
	open_screen(steps, "queue", "open");
	for (guint i = 0; i < payloads->len; i += hostile_joined()) {
		press(steps, "/");
		paste(steps, payloads->pdata[i]);
		press(steps, "Enter");
		press(steps, i / hostile_joined() % 2 ? "f" : ":");
		paste(steps, payloads->pdata[(i + 1) % payloads->len]);
		press(steps, "Enter Esc");
	}
	press(steps, "M PgDn q");
}

/* Bytes that are no text, and payloads between the marks of a paste, into the fields of a form, a note that is
 * kept, and what a list is searched for. */
static void script_bytes(GArray *steps, const GPtrArray *payloads, const char *id)
{
	for (size_t i = 0; payloads_broken[i]; i++) {
		guint payload = (guint)i * 23 % payloads->len;
		g_autofree char *pasted = g_strdup_printf("\033[200~%s%s\033[201~", (char *)payloads->pdata[payload],
							  payloads_broken[i]);

		open_screen(steps, "new", "");
		type_bytes(steps, payloads_broken[i]);
		press(steps, "Tab");
		type_bytes(steps, pasted);
		press(steps, "Esc d");
		open_screen(steps, "case", id);
		press(steps, "A");
		type_bytes(steps, "a");
		type_bytes(steps, payloads_broken[i]);
		type_bytes(steps, pasted);
		press(steps, "F2");
		press(steps, "/");
		type_bytes(steps, payloads_broken[i]);
		press(steps, "Enter q");
	}
}

static void script_people(GArray *steps)
{
	static const char *const screens[] = { "roles", "sessions", "conflicts" };

	open_screen(steps, "users", "");
	press(steps, "j j j j j j j j j j Enter q Tab j j j j Enter q Tab j j j Tab");
	for (size_t i = 0; i < G_N_ELEMENTS(screens); i++) {
		open_screen(steps, screens[i], "");
		press(steps, "j j j Enter PgDn q");
	}
}

static void script_views(GArray *steps)
{
	open_screen(steps, "queue", "open");
	for (int i = 0; i < 12; i++)
		press(steps, "Tab j");
	open_screen(steps, "templates", "");
	press(steps, "j j j j j j j G k");
	open_screen(steps, "quick", "");
	press(steps, "Esc");
	open_screen(steps, "reports", "");
	press(steps, "j PgDn q");
}

/* --- playing it --- */

static void check(struct show *show)
{
	GString *frame = pty_take(&show->pty);
	bool marks = false;
	g_autofree char *sent = NULL;

	vt_feed(show->vt, frame->str, frame->len);
	sent = g_strescape(frame->str, NULL);
	g_string_free(frame, TRUE);
	show->frames++;
	if (*vt_wrong(show->vt))
		g_error("step %u: the terminal was sent:\n%s", show->at, vt_wrong(show->vt));
	for (int y = 0; y < ROWS; y++) {
		g_autofree char *drawn = capture_row(y), *shown = vt_row(show->vt, y);

		if (strcmp(drawn, shown) != 0)
			g_error("step %u: row %d was drawn as\n%s\nand the terminal shows\n%s\nafter %s", show->at, y,
				drawn, shown, sent);
		marks = marks || strstr(shown, "^[") || strstr(shown, "<U+");
	}
	show->marks += marks;
}

/* What the bytes came to. */
static bool next_typed(struct show *show, struct event *event)
{
	if (!show->typing)
		return false;
	if (decoder_next(show->decoder, event))
		return true;
	decoder_expire(show->decoder);
	show->typing = decoder_next(show->decoder, event);
	return show->typing;
}

static bool next(void *data, struct event *event)
{
	struct show *show = data;
	const struct step *step;

	check(show);
	if (next_typed(show, event))
		return true;
	if (show->at == show->steps->len)
		return false;
	step = &g_array_index(show->steps, struct step, show->at++);
	*event = (struct event){ EVENT_KEY, step->key, NULL, 0 };
	if (step->screen) {
		g_auto(GStrv) words = g_strsplit(step->screen, " ", 2);

		g_assert_true(screen_open(&show->ui, words[0], words[1]));
		show->ui.dirty = true;
		event->kind = EVENT_NONE;
	} else if (step->bytes) {
		decoder_feed(show->decoder, step->bytes, strlen(step->bytes));
		show->typing = true;
		event->kind = EVENT_NONE;
	} else if (step->paste) {
		*event = (struct event){ EVENT_PASTE, PRESS_NONE, step->paste, strlen(step->paste) };
	} else if (step->key < PRESS_ENTER) {
		show->letter[0] = (char)step->key;
		*event = (struct event){ EVENT_TEXT, step->key, show->letter, 1 };
	}
	return true;
}

static void step_clear(gpointer data)
{
	struct step *step = data;

	g_free(step->screen);
	g_free(step->paste);
	g_free(step->bytes);
}

static guint all_frames, all_marks;

/* As one person, or before anybody signed in (NULL), at a terminal of a type; how many frames show payloads. */
static guint play_at(const char *type, struct people *people, const char *user, GArray *steps)
{
	struct show show = { .steps = steps, .decoder = decoder_new() };
	struct start start = {
		.house = &ui_house, .host = &people->host, .store = people->seam.store_dir,
		.term = { .next = next, .data = &show, .height = ROWS, .width = COLUMNS, .device = show.pty.name,
			.type = type },
	};

	g_array_set_clear_func(steps, step_clear);
	show.vt = vt_new(ROWS, COLUMNS);
	g_assert_true(vt_speak(show.vt, type));
	pty_open(&show.pty, ROWS, COLUMNS);
	GOOD(ui_start(&show.ui, &start, &error));
	if (user)
		show.ui.session = house_sign_in(people, user);
	g_assert_true(screen_open(&show.ui, user ? "messages" : "login", NULL));
	loop_run(&show.ui);
	g_assert_cmpint(show.at, ==, steps->len);
	ui_end(&show.ui);
	g_test_message("%s at %s: %u frames, %u of them with payloads", user ? user : "nobody", type, show.frames,
		       show.marks);
	all_frames += show.frames;
	all_marks += show.marks;
	pty_close(&show.pty);
	vt_free(show.vt);
	decoder_free(show.decoder);
	g_array_unref(steps);
	return show.marks;
}

/* At least so many frames have to show payloads. */
static void play(struct people *people, const char *user, GArray *steps, guint marks)
{
	g_assert_cmpint(play_at("xterm-256color", people, user, steps), >=, marks);
}

static GArray *steps_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct step));
}

/* Where terminfo knows it: Debian has putty in another package. */
static bool has_type(const char *type)
{
	struct term_options options = { .next = next, .height = ROWS, .width = COLUMNS, .type = type };
	struct term *term = term_open(&options, NULL);
	bool has = term != NULL;

	term_close(term);
	return has;
}

/* What is harmless to one terminal may be a command to another. */
static void play_terminals(struct people *people, const GPtrArray *ids)
{
	static const char *const types[] = { "linux", "vt100", "screen", "rxvt", "putty" };
	g_autoptr(GPtrArray) some = g_ptr_array_new();

	for (guint i = 0; i < ids->len - 1; i += ids->len / 4)
		g_ptr_array_add(some, ids->pdata[i]);
	g_ptr_array_add(some, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		GArray *steps = steps_new();

		script_cases(steps, some);
		script_lists(steps, 10);
		if (has_type(types[i]))
			g_assert_cmpint(play_at(types[i], people, "lee", steps), >=, 10 * (some->len - 1));
		else
			g_array_unref(steps);
	}
}

static void no_matter(const char *file, unsigned line, const char *why, void *data)
{
	(void)file, (void)line, (void)data;
	g_assert_null(vt_not_plain(why, strlen(why)));
}

static void play_bytes(struct people *people, const GPtrArray *payloads, const char *id)
{
	GArray *steps = steps_new();

	hostile_bytes(people, no_matter, NULL);
	script_bytes(steps, payloads, id);
	open_screen(steps, "case", id);
	press(steps, "Tab PgDn PgDn PgDn PgDn PgDn");
	open_screen(steps, "alerts", "");
	press(steps, "j j j j j j G k k k");
	open_screen(steps, "messages", "");
	press(steps, "PgDn PgDn PgDn");
	play(people, "lee", steps, 20);
}

/* The marking stands in each frame, the notice before the sign-in. */
static void play_settings(struct people *people, const GPtrArray *payloads)
{
	guint notices = 0, rounds = 0;

	for (guint i = 0; i < payloads->len; i += 6 * hostile_joined(), rounds++) {
		GArray *steps = steps_new();

		hostile_settings(people, payloads, i);
		press(steps, "Enter");
		paste(steps, payloads->pdata[i]);
		press(steps, "Enter");
		notices += play_at("xterm-256color", people, NULL, steps);
		steps = steps_new();
		open_screen(steps, "settings", "");
		press(steps, "j Enter Esc j Enter PgDn Esc");
		open_screen(steps, "home", "");
		press(steps, "j");
		notices += play_at("xterm-256color", people, "sam", steps);
	}
	g_assert_cmpint(notices, >=, 3 * rounds);
}

static void test_screens(void)
{
	struct people *people = house_reads_alerts(house_new());
	g_autoptr(GPtrArray) payloads = payloads_new();
	g_autoptr(GPtrArray) ids = hostile_fill(people, payloads);
	GArray *steps = steps_new();

	script_cases(steps, ids);
	script_lists(steps, ids->len - 1);
	script_prompts(steps, payloads);
	play(people, "lee", steps, 10 * (ids->len - 1));
	steps = steps_new();
	open_screen(steps, "audit", "");
	for (int i = 0; i < 40; i++)
		press(steps, "j j j Enter PgDn q");
	play(people, "aud", steps, 20);
	steps = steps_new();
	script_people(steps);
	play(people, "ada", steps, 10);
	steps = steps_new();
	script_views(steps);
	play(people, "lee", steps, 10);
	play_terminals(people, ids);
	play_bytes(people, payloads, ids->pdata[0]);
	play_settings(people, payloads);
	TALLY("Injection", "the screens, %u payloads in every text field, %u in one text, up to six terminals: %u "
	      "frames, %u of them with payloads: each shown as it was drawn, 0 with what moves a terminal",
	      payloads->len, hostile_joined(), all_frames, all_marks);
	house_free(people);
}

/* The terminal of the test is moved by each payload that comes raw. */
static void test_terminal(void)
{
	g_autoptr(GPtrArray) payloads = payloads_new();

	g_assert_cmpint(payloads->len, >=, 500);
	for (guint i = 0; i < payloads->len; i++) {
		const char *payload = payloads->pdata[i];
		struct vt *vt = vt_new(ROWS, COLUMNS);
		g_autofree char *row = NULL;

		vt_feed(vt, payload, strlen(payload));
		row = vt_row(vt, 0);
		if (!*vt_wrong(vt) && strcmp(row, payload) == 0)
			g_error("payload %u is shown as if it were text: %s", i, g_strescape(payload, NULL));
		vt_free(vt);
	}
}

static void test_broken(void)
{
	for (size_t i = 0; payloads_broken[i]; i++) {
		struct vt *vt = vt_new(ROWS, COLUMNS);
		g_autofree char *why = vt_not_plain(payloads_broken[i], strlen(payloads_broken[i]));

		vt_feed(vt, payloads_broken[i], strlen(payloads_broken[i]));
		vt_feed(vt, "    ", 4);
		g_assert_cmpstr(vt_wrong(vt), !=, "");
		g_assert_nonnull(why);
		vt_free(vt);
	}
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/injection/the terminal of the test obeys", test_terminal);
	g_test_add_func("/injection/… and refuses what is no UTF-8", test_broken);
	g_test_add_func("/injection/screens", test_screens);
	return g_test_run();
}
