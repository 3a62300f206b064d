/* The same rows on every terminal that people use, read from the bytes by a terminal of our own. */
#include <locale.h>
#include <string.h>

#define house people
#include "tests/house.h"
#undef house
#include "tests/ui/pty.h"
#include "tests/vt.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

#define ROWS 24
#define COLUMNS 80
#define CASES 30

struct view {
	struct ui ui;
	struct pty pty;
	struct vt *vt;
	size_t pressed;
};

/* Down, up, a page and a scrolled line: what moves the cursor, lights a row and shifts lines. */
static const int keys[] = { PRESS_DOWN, PRESS_DOWN, PRESS_UP, PRESS_PAGE_DOWN, PRESS_DOWN, PRESS_END, PRESS_UP };

static bool next(void *data, struct event *event)
{
	struct view *view = data;
	GString *frame = pty_take(&view->pty);

	vt_feed(view->vt, frame->str, frame->len);
	g_string_free(frame, TRUE);
	if (view->pressed == G_N_ELEMENTS(keys))
		return false;
	*event = (struct event){ EVENT_KEY, keys[view->pressed++], NULL, 0 };
	return true;
}

/* What the queue looks like there; caller frees. */
static char *queue_on(struct people *people, const char *type)
{
	struct view view = { .vt = vt_new(ROWS, COLUMNS) };
	struct start start = {
		.house = &ui_house, .host = &people->host, .store = people->seam.store_dir,
		.term = { .next = next, .data = &view, .height = ROWS, .width = COLUMNS,
			  .device = view.pty.name, .type = type },
	};
	GString *rows = g_string_new(NULL);

	pty_open(&view.pty, ROWS, COLUMNS);
	GOOD(ui_start(&view.ui, &start, &error));
	view.ui.session = house_sign_in(people, "lee");
	g_assert_true(screen_open(&view.ui, "queue", NULL));
	loop_run(&view.ui);
	for (int y = 0; y < ROWS; y++) {
		g_autofree char *row = vt_row(view.vt, y);

		g_string_append_printf(rows, "%s\n", row);
	}
	ui_end(&view.ui);
	pty_close(&view.pty);
	vt_free(view.vt);
	return g_string_free(rows, FALSE);
}

static void make_cases(struct people *people)
{
	CLEANUP(session_close) struct session *hal = house_sign_in(people, "hal");

	for (int i = 0; i < CASES; i++)
		house_act(hal, "case-create title=\"Beacon %d to a drop host\" summary=Seen detection_source=siem_rule "
			  "t_detected=now t_discovered=now group=soc severity=SEV%d", i, i % 5 + 1);
}

static void test_same_rows(void)
{
	static const char *const types[] = {
		"linux", "vt100", "screen", "tmux-256color", "rxvt", "putty",
	};
	struct people *people = house_new();
	g_autofree char *xterm = NULL;

	make_cases(people);
	xterm = queue_on(people, "xterm-256color");
	g_assert_nonnull(strstr(xterm, "Beacon"));
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autofree char *rows = NULL;

		g_test_message("%s", types[i]);
		rows = queue_on(people, types[i]);
		g_assert_cmpstr(rows, ==, xterm);
	}
	house_leave(people);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/terms/same-rows", test_same_rows);
	return g_test_run();
}
