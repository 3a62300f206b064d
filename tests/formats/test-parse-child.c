/* The child that reads alerts: it has nothing, can do nothing, and its end costs one alert. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "src/base/leak_check.h"
#include "src/formats/parse_child.h"
#include "src/formats/parse_wire.h"

static bool is_named(const struct json *value, const char *title)
{
	return json_text(value, "title") && g_str_equal(json_text(value, "title"), title);
}

static void grow_without_end(void)
{
	for (;;)
		*(volatile char *)g_malloc(1 << 24) = 1;
}

/* Asleep, as nothing honest is: it waits for what never comes. */
static void sleep_for_ever(void)
{
	for (;;)
		usleep(1000000);
}

/* Each way out of the child that is open, by name. */
static char *ways_out(void)
{
	GString *open_ways = g_string_new("");
	char *const none[] = { NULL };
	int fd = open("/etc/passwd", O_RDONLY);

	if (fd >= 0)
		g_string_append(open_ways, "open ");
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_DGRAM, 0) >= 0)
		g_string_append(open_ways, "socket ");
	if (kill(getppid(), 0) == 0)
		g_string_append(open_ways, "kill ");
	if (fork() >= 0)
		g_string_append(open_ways, "fork ");
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
		g_string_append(open_ways, "ptrace ");
	if (getenv("HOME") || getenv("PATH"))
		g_string_append(open_ways, "environment ");
	execve("/bin/true", none, none);
	return g_string_free(open_ways, FALSE);
}

static bool any(const struct json *value)
{
	(void)value;
	return true;
}

/* Something else than the answer that is waited for, over each descriptor there is. */
static void say(struct wire_answer answer)
{
	g_autoptr(GByteArray) bytes = NULL;

	answer.problem = answer.kind == WIRE_BAD ? (char *)"a lie" : NULL;
	if (answer.kind == WIRE_ALERT) {
		answer.parsed.alert = record_new(&alert_object);
		record_set(answer.parsed.alert, ALERT_FORMAT, "hostile");
		record_set(answer.parsed.alert, ALERT_SOURCE, "s");
		record_set(answer.parsed.alert, ALERT_TITLE, "forged");
		record_set(answer.parsed.alert, ALERT_SEVERITY, "low");
	}
	bytes = wire_write(&answer);
	for (int fd = STDERR_FILENO + 1; fd < 256; fd++)
		if (send(fd, bytes->data, bytes->len, MSG_NOSIGNAL) < 0)
			continue;
	sleep_for_ever();
}

/* The second line of a document of three: it begins at byte 16. */
static const struct { const char *title; struct wire_answer answer; } lies[] = {
	{ "behind", { .kind = WIRE_ALERT, .at = 4000000000u, .len = 5, .line = 2 } },
	{ "longer", { .kind = WIRE_ALERT, .at = 16, .len = 4000000000u, .line = 2 } },
	{ "past", { .kind = WIRE_BAD, .at = 16, .len = 4000, .line = 2 } },
	{ "back", { .kind = WIRE_ALERT, .at = 0, .len = 15, .line = 2 } },
	{ "upward", { .kind = WIRE_ALERT, .at = 16, .len = 5, .line = 0 } },
	{ "empty", { .kind = WIRE_ALERT, .at = 16, .len = 0, .line = 2 } },
};

static void work(int64_t ms)
{
	clock_t end = clock() + (clock_t)(ms * (CLOCKS_PER_SEC / 1000));

	while (clock() < end)
		;
}

static bool hostile_parse(const struct json *value, struct parsed *out, char **problem)
{
	struct filling filling;

	if (is_named(value, "crash"))
		raise(SIGABRT);
	if (is_named(value, "loop"))
		for (volatile int i = 0;; i++)
			;
	if (is_named(value, "grow"))
		grow_without_end();
	if (is_named(value, "sleep"))
		sleep_for_ever();
	if (is_named(value, "work"))
		work(150);
	for (size_t i = 0; i < G_N_ELEMENTS(lies); i++)
		if (is_named(value, lies[i].title))
			say(lies[i].answer);
	if (is_named(value, "ways")) {
		g_autofree char *ways = ways_out();

		*problem = g_strdup_printf("open: [%s]", ways);
		return false;
	}
	fill_begin(&filling, value, "hostile");
	fill_title(&filling, json_text(value, "title"), "none");
	record_set(filling.alert, ALERT_SEVERITY, is_named(value, "lie") ? "gruesome" : "low");
	if (is_named(value, "state"))
		record_set(filling.alert, ALERT_STATE, "dismissed");
	fill_end(&filling, out);
	return true;
}

static const struct format hostile[] = {
	{ "hostile", "what does harm", any, hostile_parse },
	{ NULL },
};
static const struct parse_limits tight = {
	.child = { (size_t)160 << 20, 20 }, .alert_ms = 500, .wait_ms = 30000, .deaths = 4,
};
static const struct parse_limits hasty = {
	.child = { (size_t)160 << 20, 20 }, .alert_ms = 500, .wait_ms = 4000, .deaths = 4,
};

static const struct parse_limits short_lived = {
	.child = { (size_t)160 << 20, 1 }, .alert_ms = 5000, .wait_ms = 30000, .deaths = 4,
};

/* What comes of the text, one line each. */
static char *reading_by(struct parse_child *child, const char *text)
{
	GString *told = g_string_new(NULL);
	struct parse_item item;
	enum parse_got got;

	g_assert_true(parse_begin(child, text, strlen(text), NULL, NULL));
	while ((got = parse_next(child, &item)) != PARSE_END) {
		if (got == PARSE_ALERT)
			g_string_append_printf(told, "%u %s %.*s\n", item.line,
					       record_text(item.parsed.alert, ALERT_TITLE), (int)item.len, item.raw);
		else
			g_string_append_printf(told, "%u bad: %s\n", item.line, item.problem);
		parsed_clear(&item.parsed);
	}
	return g_string_free(told, FALSE);
}

static struct parse_child *hostile_child(const struct parse_limits *limits)
{
	struct parse_child *child = parse_child_start(hostile, limits, NULL);

	g_assert_nonnull(child);
	return child;
}

static void expect_told(const struct parse_limits *limits, const char *text, const char *const *wanted)
{
	CLEANUP(parse_child_free) struct parse_child *child = hostile_child(limits);
	g_autofree char *told = reading_by(child, text);
	const char *at = told;

	for (; *wanted; wanted++) {
		at = strstr(at, *wanted);
		if (!at)
			g_error("\"%s\" is not in its place in:\n%s", *wanted, told);
	}
}

static void what_it_reads_comes_back_with_its_bytes_and_line(void)
{
	CLEANUP(parse_child_free) struct parse_child *child = hostile_child(&tight);

	for (int again = 0; again < 3; again++) {
		g_autofree char *told = reading_by(child, "{\"title\": \"a\"}\n{\"title\": \"cut\n[{\"title\": \"b\"},"
						   "{\"title\": \"c\"}]\n");

		g_assert_true(g_str_has_prefix(told, "1 a {\"title\": \"a\"}\n2 bad: "));
		g_assert_true(g_str_has_suffix(told, "\n3 b {\"title\": \"b\"}\n3 c {\"title\": \"c\"}\n"));
	}
}

static void what_ends_it_costs_one_alert(void)
{
	static const struct { const char *title, *why; } rows[] = {
		{ "crash", "3 bad: its reader broke off on it (signal 6" },
		{ "loop", "3 bad: it takes too long to read" },
#ifndef LEAK_CHECK	/* AddressSanitizer has no limit of memory */
		{ "grow", "3 bad: its reader broke off on it" },
#endif
		{ "sleep", "3 bad: its reader got stuck" },
		{ "lie", "3 bad: its reader got stuck or said what makes no sense" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf("{\"title\": \"one\"}\n{\"title\": \"two\"}\n"
			"{\"title\": \"%s\"}\n{\"title\": \"four\"}\n", rows[i].title);
		const char *const wanted[] = { "1 one ", "2 two ", rows[i].why, "4 four ", NULL };

		g_test_message("%s", rows[i].title);
		expect_told(g_str_equal(rows[i].title, "sleep") ? &hasty : &tight, text, wanted);
	}
}

static void one_file_cannot_keep_it_dying(void)
{
	static const char *const wanted[] = { "1 bad: its reader broke off on it", "2 bad: ", "3 bad: ",
		"4 bad: its reader broke off too often; the rest of it is set aside\n", NULL };
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 100; i++)
		g_string_append(text, "{\"title\": \"crash\"}\n");
	expect_told(&tight, text->str, wanted);
}

static void the_next_file_is_read_all_the_same(void)
{
	CLEANUP(parse_child_free) struct parse_child *child = hostile_child(&tight);
	struct parse_item item;

	for (int i = 0; i < 5; i++)
		g_free(reading_by(child, "{\"title\": \"crash\"}\n"));
	/* one that was left in its midst, too */
	g_assert_true(parse_begin(child, "{\"title\":\"a\"}{\"title\":\"b\"}", 26, NULL, NULL));
	g_assert_cmpint(parse_next(child, &item), ==, PARSE_ALERT);
	parsed_clear(&item.parsed);
	for (int i = 0; i < 2; i++) {
		g_autofree char *told = reading_by(child, "{\"title\": \"good\"}");

		g_assert_cmpstr(told, ==, "1 good {\"title\": \"good\"}\n");
	}
}

static void it_can_reach_nothing(void)
{
	static const char *const wanted[] = { "1 bad: open: []\n", "2 after ", NULL };

	expect_told(&tight, "{\"title\": \"ways\"}\n{\"title\": \"after\"}\n", wanted);
}

static void what_it_says_of_a_place_outside_is_not_believed(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
		CLEANUP(parse_child_free) struct parse_child *child = hostile_child(&tight);
		g_autofree char *text = g_strdup_printf("{\"title\": \"a\"}\n{\"title\": \"%s\"}\n{\"title\": \"c\"}\n",
							lies[i].title);
		g_autofree char *told = reading_by(child, text);

		g_test_message("%s: %s", lies[i].title, told);
		g_assert_cmpstr(told, ==, "1 a {\"title\": \"a\"}\n"
				"2 bad: its reader got stuck or said what makes no sense; what came is set aside\n"
				"3 c {\"title\": \"c\"}\n");
	}
}

/* Others on the same line are not lost with it. */
static void what_ends_it_in_a_list_on_one_line_costs_one_alert(void)
{
	CLEANUP(parse_child_free) struct parse_child *child = hostile_child(&tight);
	g_autofree char *told = reading_by(child, "[{\"title\": \"a\"}, {\"title\": \"crash\", \"x\": \"}\\\"{\"}, "
					   "{\"title\": \"c\"},{\"title\":\"crash\"}, {\"title\": \"d\"}]\n"
					   "{\"title\": \"e\"}\n");
	g_auto(GStrv) parts = NULL;

	g_assert_nonnull(strstr(told, "1 a "));
	g_assert_nonnull(strstr(told, "1 c "));
	g_assert_nonnull(strstr(told, "1 d "));
	g_assert_nonnull(strstr(told, "2 e "));
	parts = g_strsplit(told, " bad: ", -1);
	g_assert_cmpuint(g_strv_length(parts), ==, 3);
}

/* Its time is that of one process, and no alert's fault. */
static void a_child_whose_time_is_used_up_is_followed_by_another(void)
{
	CLEANUP(parse_child_free) struct parse_child *child = hostile_child(&short_lived);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *told = NULL;

	for (int i = 0; i < 10; i++)
		g_string_append(text, "{\"title\": \"work\"}\n");
	told = reading_by(child, text->str);
	g_assert_null(strstr(told, "bad"));
	g_assert_nonnull(strstr(told, "10 work"));
}

/* Only what a format has to say of an alert comes through. */
static void it_cannot_say_more_than_a_format_may(void)
{
	CLEANUP(parse_child_free) struct parse_child *child = hostile_child(&tight);
	struct parse_item item;

	g_assert_true(parse_begin(child, "{\"title\":\"state\"}", 17, NULL, NULL));
	g_assert_cmpint(parse_next(child, &item), ==, PARSE_ALERT);
	g_assert_cmpstr(record_text(item.parsed.alert, ALERT_STATE), ==, "new");
	g_assert_cmpstr(record_text(item.parsed.alert, ALERT_FORMAT), ==, "hostile");
	parsed_clear(&item.parsed);
}

/* As many items as are taken in, each as long, in the longest characters: nothing that an honest child sends is
 * too long for us. */
static void the_longest_alert_comes_through(void)
{
	CLEANUP(parse_child_free) struct parse_child *child = parse_child_start(formats, &parse_limits, NULL);
	g_autoptr(GString) text = g_string_new("{\"title\": \"long\", \"attack\": [");
	struct parse_item item;

	for (int i = 0; i < 100; i++) {
		g_string_append_printf(text, "%s\"%03d", i ? "," : "", i);
		for (int n = 3; n < 200; n++)
			g_string_append(text, "\xf0\x9f\x96\xa5");
		g_string_append_c(text, '"');
	}
	g_string_append(text, "]}");
	g_assert_true(parse_begin(child, text->str, text->len, NULL, NULL));
	g_assert_cmpint(parse_next(child, &item), ==, PARSE_ALERT);
	g_assert_cmpuint(strlen(record_text(item.parsed.alert, ALERT_TECHNIQUES)), ==, 100 * (3 + 197 * 4) + 99);
	parsed_clear(&item.parsed);
}

/* Every answer cut short, and every bit of one turned: refused, or a record that fits. */
static void a_damaged_answer_is_refused(void)
{
	struct wire_answer answer = { .kind = WIRE_ALERT, .len = 3, .line = 1 }, back;
	GByteArray *bytes;

	answer.parsed.alert = record_new(&alert_object);
	record_set(answer.parsed.alert, ALERT_FORMAT, "hostile");
	record_set(answer.parsed.alert, ALERT_SOURCE, "s");
	record_set(answer.parsed.alert, ALERT_TITLE, "Ein Täter");
	record_set(answer.parsed.alert, ALERT_SEVERITY, "low");
	bytes = wire_write(&answer);
	for (guint len = 0; len < bytes->len - 4; len++)
		g_assert_false(wire_read((const char *)bytes->data + 4, len, hostile, &back));
	for (guint bit = 32; bit < bytes->len * 8; bit++) {
		bytes->data[bit / 8] ^= (guint8)(1 << bit % 8);
		if (wire_read((const char *)bytes->data + 4, bytes->len - 4, hostile, &back)) {
			g_assert_cmpstr(record_text(back.parsed.alert, ALERT_FORMAT), ==, "hostile");
			wire_answer_clear(&back);
		}
		bytes->data[bit / 8] ^= (guint8)(1 << bit % 8);
	}
	g_assert_true(wire_read((const char *)bytes->data + 4, bytes->len - 4, hostile, &back));
	wire_answer_clear(&back);
	wire_answer_clear(&answer);
	g_byte_array_unref(bytes);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/parse-child/" #name, name)
	TEST(what_it_reads_comes_back_with_its_bytes_and_line);
	TEST(what_ends_it_costs_one_alert);
	TEST(one_file_cannot_keep_it_dying);
	TEST(the_next_file_is_read_all_the_same);
	TEST(what_it_says_of_a_place_outside_is_not_believed);
	TEST(what_ends_it_in_a_list_on_one_line_costs_one_alert);
	TEST(a_child_whose_time_is_used_up_is_followed_by_another);
	TEST(it_can_reach_nothing);
	TEST(it_cannot_say_more_than_a_format_may);
	TEST(the_longest_alert_comes_through);
	TEST(a_damaged_answer_is_refused);
	return g_test_run();
}
