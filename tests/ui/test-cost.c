/* What a key costs a terminal in bytes: the same in every run, on a real pseudo-terminal of 80x24. */
#include <locale.h>
#include <string.h>

#define house people
#include "tests/house.h"
#undef house
#include "tests/ui/pty.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

#define CASES 60

/* Pressed n times; none of the frames after it may be longer. */
static const struct price {
	const char *what;
	int key, times;
	size_t most;
} prices[] = {
	{ "to the second row", 'j', 1, 90 },
	{ "a row of the queue, with its preview", 'j', 8, 90 },
	{ "… upwards", 'k', 8, 96 },
	{ "a page of the queue", PRESS_PAGE_DOWN, 3, 600 },
	{ "the last page", 'G', 1, 600 },
	{ "the first page", 'g', 1, 800 },
	{ "on to the last row of the page", 'j', 10, 90 },
	{ "a row that scrolls the queue", 'j', 20, 210 },
	{ "a case", PRESS_ENTER, 1, 1600 },
	{ "a key that does nothing", PRESS_F9, 1, 60 },
	{ "… once more", PRESS_F9, 1, 0 },
	{ "back", 'q', 1, 2100 },
	{ "help", '?', 1, 1400 },
	{ "a line of help", 'j', 10, 110 },
	{ "a page of help", PRESS_PAGE_DOWN, 2, 1200 },
};

struct till {
	struct ui ui;
	struct pty pty;
	size_t price;
	int pressed;
	bool started;
	char letter[2];
};

static void take(struct till *till)
{
	GString *frame = pty_take(&till->pty);

	if (till->started && till->pressed) {
		const struct price *price = &prices[till->price];

		g_test_message("%s: %zu bytes", price->what, frame->len);
		if (frame->len > price->most) {
			g_test_message("at most %zu were agreed", price->most);
			g_test_fail();
		}
	}
	till->started = true;
	g_string_free(frame, TRUE);
}

static bool next(void *data, struct event *event)
{
	struct till *till = data;
	const struct price *price;

	take(till);
	if (till->price < G_N_ELEMENTS(prices) && till->pressed == prices[till->price].times) {
		till->price++;
		till->pressed = 0;
	}
	if (till->price == G_N_ELEMENTS(prices))
		return false;
	price = &prices[till->price];
	till->pressed++;
	*event = (struct event){ EVENT_KEY, price->key, NULL, 0 };
	if (price->key < PRESS_ENTER) {
		till->letter[0] = (char)price->key;
		*event = (struct event){ EVENT_TEXT, price->key, till->letter, 1 };
	}
	return true;
}

static void make_cases(struct people *people)
{
	CLEANUP(session_close) struct session *hal = house_sign_in(people, "hal");

	for (int i = 0; i < CASES; i++)
		house_act(hal, "case-create title=\"Beacon from host-%05d to a drop host, rule %d\" summary=\"Seen "
			  "by the rule that looks for archives posted at night.\" detection_source=siem_rule "
			  "t_detected=now t_discovered=now group=soc severity=SEV%d",
			  i * 7919 % 5000, i % 97, i % 5 + 1);
}

static void test_cost(void)
{
	struct people *people = house_new();
	struct till till = { 0 };
	struct start start = {
		.house = &ui_house, .host = &people->host, .store = people->seam.store_dir,
		.term = { .next = next, .data = &till, .height = 24, .width = 80, .device = till.pty.name },
	};

	make_cases(people);
	pty_open(&till.pty, 24, 80);
	GOOD(ui_start(&till.ui, &start, &error));
	till.ui.session = house_sign_in(people, "lee");
	g_assert_true(screen_open(&till.ui, "queue", NULL));
	loop_run(&till.ui);
	g_assert_cmpint(till.price, ==, G_N_ELEMENTS(prices));
	ui_end(&till.ui);
	pty_close(&till.pty);
	house_leave(people);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cost/bytes", test_cost);
	return g_test_run();
}
