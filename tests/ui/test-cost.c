/* What a key costs a terminal in bytes: the same in every run, on a real pseudo-terminal of 80x24. */
#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define house people
#include "tests/house.h"
#undef house
#include "tests/ui/pty.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

#define CASES 60
#define WRITES 1
#define TIMES 20

/* Pressed n times; none of the frames after it may be longer than most, and half of them no longer than usual. */
static const struct price {
	const char *what;
	int key, times;
	size_t usual, most;
} prices[] = {
	{ "to the second row", 'j', 1, 95, 95 },
	{ "a row of the queue, with its preview", 'j', 8, 96, 120 },
	{ "… upwards", 'k', 8, 100, 155 },
	{ "a page of the queue", PRESS_PAGE_DOWN, 3, 680, 720 },
	{ "the last page", 'G', 1, 770, 770 },
	{ "the first page", 'g', 1, 840, 840 },
	{ "on to the last row of the page", 'j', 10, 96, 120 },
	{ "a row that scrolls the queue", 'j', 20, 230, 275 },
	{ "a case", PRESS_ENTER, 1, 1600, 1600 },
	{ "a key that does nothing", PRESS_F9, 1, 60, 60 },
	{ "… once more", PRESS_F9, 1, 0, 0 },
	{ "back", 'q', 1, 2220, 2220 },
	{ "help", '?', 1, 1300, 1300 },
	{ "a line of help", 'j', 10, 105, 110 },
	{ "a page of help", PRESS_PAGE_DOWN, 2, 1130, 1130 },
};

struct till {
	struct ui ui;
	struct pty pty;
	size_t price;
	int pressed;
	size_t sizes[TIMES];
	int64_t writes;		/* of this process, before the key */
	bool started;
	char letter[2];
};

static int64_t writes(void)
{
	g_autofree char *text = NULL;

	GOOD(g_file_get_contents("/proc/self/io", &text, NULL, &error));
	return g_ascii_strtoll(strstr(text, "syscw: ") + strlen("syscw: "), NULL, 10);
}

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void agreed(const struct price *price, const char *what, int64_t value, int64_t most)
{
	if (value <= most)
		return;
	g_test_message("%s: %s %" PRId64 ", at most %" PRId64 " were agreed", price->what, what, value, most);
	g_test_fail();
}

static void take(struct till *till)
{
	int64_t wrote = writes() - till->writes;
	GString *frame = pty_take(&till->pty);

	if (till->started && till->pressed) {
		const struct price *price = &prices[till->price];

		g_test_message("%s: %zu bytes", price->what, frame->len);
		agreed(price, "bytes", (int64_t)frame->len, (int64_t)price->most);
		/* each may be a packet on a line */
		agreed(price, "writes", wrote, WRITES);
		till->sizes[till->pressed - 1] = frame->len;
		if (till->pressed == price->times) {
			qsort(till->sizes, (size_t)price->times, sizeof(till->sizes[0]), by_size);
			agreed(price, "usual bytes", (int64_t)till->sizes[price->times / 2], (int64_t)price->usual);
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
	till->writes = writes();
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
			  "t_detected=\"%dm ago\" t_discovered=\"%dm ago\" group=soc severity=SEV%d",
			  i * 7919 % 5000, i % 97, i * 7919 % 9000, i * 7919 % 9000, i % 5 + 1);
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
