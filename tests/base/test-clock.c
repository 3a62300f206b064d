#include <glib.h>
#include <string.h>

#include "src/base/clock.h"

#define NOW INT64_C(1795183200000) /* 2026-11-20T14:00:00Z, 15:00 in Berlin */

/* Berlin, without needing the zone files */
static void use_zone(const char *zone)
{
	g_setenv("TZ", zone, TRUE);
}

static const char berlin[] = "CET-1CEST,M3.5.0,M10.5.0/3";

static void test_iso_reads(void)
{
	static const struct {
		const char *text, *iso;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z" },
		{ "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
		{ "2026-11-20T03:12:00.000Z", "2026-11-20T03:12:00.000Z" },
		{ "2026-11-20 03:12:00Z", "2026-11-20T03:12:00.000Z" },
		{ "2026-11-20t03:12:00z", "2026-11-20T03:12:00.000Z" },
		{ "2026-11-20T03:12:00+01:00", "2026-11-20T02:12:00.000Z" },
		{ "2026-11-20T03:12:00-0530", "2026-11-20T08:42:00.000Z" },
		{ "2026-11-20T03:12:00-00:00", "2026-11-20T03:12:00.000Z" },
		{ "2024-02-29T23:59:59.5Z", "2024-02-29T23:59:59.500Z" },
		{ "2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z" },
		{ "2026-11-20T03:12:00.1Z", "2026-11-20T03:12:00.100Z" },
		{ "2026-11-20T03:12:00.12Z", "2026-11-20T03:12:00.120Z" },
		{ "2026-11-20T03:12:00.123456Z", "2026-11-20T03:12:00.123Z" },
		{ "2026-11-20T03:12:00.123999999Z", "2026-11-20T03:12:00.123Z" },
		{ "2026-11-20T03:12:00.000000001+00:00", "2026-11-20T03:12:00.000Z" },
		{ "2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00.000Z" },
		{ "2025-12-31T23:30:00-01:00", "2026-01-01T00:30:00.000Z" },
		{ "2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z" },
		{ "2017-01-01T00:59:60.25+01:00", "2017-01-01T00:00:00.250Z" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t ms = -1;
		g_autofree char *iso = NULL;

		g_test_message("%s", cases[i].text);
		g_assert_true(time_parse(cases[i].text, &ms));
		iso = time_iso(ms);
		g_assert_cmpstr(iso, ==, cases[i].iso);
	}
}

static void test_iso_refuses(void)
{
	static const char *const cases[] = {
		"",
		" ",
		"now",
		"2026",
		"2026-11-20",
		"2026-11-20T03:12Z",
		"2026-11-20T03:12:00",
		"2026-11-20T03:12:00.Z",
		"2026-11-20T03:12:00.0123456789Z",
		"2026-11-20T03:12:00,5Z",
		"2026-11-20T24:00:00Z",
		"2026-11-20T03:60:00Z",
		"2026-11-20T03:12:61Z",
		"2026-11-20T03:12:60Z",
		"2026-00-20T03:12:00Z",
		"2026-13-20T03:12:00Z",
		"2026-11-00T03:12:00Z",
		"2026-11-31T03:12:00Z",
		"2026-02-29T03:12:00Z",
		"2100-02-29T03:12:00Z",
		"1969-12-31T23:59:59Z",
		"1970-01-01T00:30:00+01:00",
		"9999-12-31T23:59:59-00:01",
		"0000-01-01T00:00:00Z",
		"10000-01-01T00:00:00Z",
		"26-11-20T03:12:00Z",
		"2026-11-20T3:12:00Z",
		"2026-11-20  03:12:00Z",
		"2026-11-20T03:12:00 Z",
		"2026-11-20T03:12:00Z ",
		" 2026-11-20T03:12:00Z",
		"2026-11-20T03:12:00UTC",
		"2026-11-20T03:12:00+1",
		"2026-11-20T03:12:00+01",
		"2026-11-20T03:12:00+24:00",
		"2026-11-20T03:12:00+01:60",
		"2026-11-20T03:12:00+01:00Z",
		"2026-11-20T03:12:00\xe2\x88\x92\x30\x31:00",
		"+026-11-20T03:12:00Z",
		"-2026-11-20T03:12:00Z",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t ms = 77;

		g_test_message("%s", cases[i]);
		g_assert_false(time_parse(cases[i], &ms));
		g_assert_cmpint(ms, ==, 77);
	}
	g_assert_false(time_parse(NULL, &(int64_t){ 0 }));
}

static void test_assuming(void)
{
	int64_t ms = 0;
	bool assumed = false;

	g_assert_true(time_parse_assuming("2026-11-20T03:12:00.25", &ms, &assumed));
	g_assert_true(assumed);
	g_assert_cmpint(ms, ==, INT64_C(1795144320250));
	g_assert_true(time_parse_assuming("2026-11-20T03:12:00.25Z", &ms, &assumed));
	g_assert_false(assumed);
	g_assert_false(time_parse_assuming("2026-11-20T03:12:00.25 x", &ms, &assumed));
	g_assert_false(time_parse_assuming("2026-11-20", &ms, &assumed));
}

static void test_iso_round_trip(void)
{
	for (int i = 0; i < 10000; i++) {
		int64_t ms = (int64_t)(g_test_rand_double() * 253402300799999.0), back = -1;
		g_autofree char *iso = time_iso(ms);

		g_assert_true(time_parse(iso, &back));
		g_assert_cmpint(back, ==, ms);
	}
}

static void test_edges_of_the_calendar(void)
{
	g_autofree char *before = time_iso(INT64_MIN);
	g_autofree char *after = time_iso(INT64_MAX);
	g_autofree char *local = time_local(INT64_MAX);

	g_assert_cmpstr(before, ==, "1970-01-01T00:00:00.000Z");
	g_assert_cmpstr(after, ==, "9999-12-31T23:59:59.999Z");
	g_assert_nonnull(local);
}

static void test_human_reads(void)
{
	static const struct {
		const char *text, *iso;
	} cases[] = {
		{ "now", "2026-11-20T14:00:00.000Z" },
		{ "  NOW ", "2026-11-20T14:00:00.000Z" },
		{ "-1h 30m", "2026-11-20T12:30:00.000Z" },
		{ "2h ago", "2026-11-20T12:00:00.000Z" },
		{ "90m ago", "2026-11-20T12:30:00.000Z" },
		{ "90 min ago", "2026-11-20T12:30:00.000Z" },
		{ "30 min ago", "2026-11-20T13:30:00.000Z" },
		{ "1 hour ago", "2026-11-20T13:00:00.000Z" },
		{ "3 days ago", "2026-11-17T14:00:00.000Z" },
		{ "1h 30m ago", "2026-11-20T12:30:00.000Z" },
		{ "1h30m  ago", "2026-11-20T12:30:00.000Z" },
		{ "45 seconds ago", "2026-11-20T13:59:15.000Z" },
		{ "2 weeks ago", "2026-11-06T14:00:00.000Z" },
		{ "in 2h", "2026-11-20T16:00:00.000Z" },
		{ "in 3 days", "2026-11-23T14:00:00.000Z" },
		{ "14:05", "2026-11-20T13:05:00.000Z" },
		{ "9:05", "2026-11-20T08:05:00.000Z" },
		{ "14:05:09.5", "2026-11-20T13:05:09.500Z" },
		{ "15:00", "2026-11-20T14:00:00.000Z" },
		{ "15:01", "2026-11-19T14:01:00.000Z" },
		{ "14:05 UTC", "2026-11-19T14:05:00.000Z" },
		{ "13:05Z", "2026-11-20T13:05:00.000Z" },
		{ "23:30 -10:00", "2026-11-20T09:30:00.000Z" },
		{ "today 17:00", "2026-11-20T16:00:00.000Z" },
		{ "yesterday 14:05", "2026-11-19T13:05:00.000Z" },
		{ "Yesterday  14:05 utc", "2026-11-19T14:05:00.000Z" },
		{ "tomorrow 9:00", "2026-11-21T08:00:00.000Z" },
		{ "2026-11-20", "2026-11-19T23:00:00.000Z" },
		{ "2026-11-20 03:12", "2026-11-20T02:12:00.000Z" },
		{ "2026-11-20 3:12", "2026-11-20T02:12:00.000Z" },
		{ "2026-11-20 03:12 UTC", "2026-11-20T03:12:00.000Z" },
		{ "2026-11-20 03:12Z", "2026-11-20T03:12:00.000Z" },
		{ "2026-11-20T03:12:30.5+02:00", "2026-11-20T01:12:30.500Z" },
		{ "2026-11-20 03:12 +03", "2026-11-20T00:12:00.000Z" },
		{ "2026-11-20T03:12:00.000Z", "2026-11-20T03:12:00.000Z" },
		{ "2026-07-01 12:00", "2026-07-01T10:00:00.000Z" },
		{ "2026-07-01 12:00 CEST", "2026-07-01T10:00:00.000Z" },
		{ "2026-11-20 04:12 CET", "2026-11-20T03:12:00.000Z" },
		{ "2026-10-25 02:30", "2026-10-25T00:30:00.000Z" },
		{ "2026-10-25 02:30 CEST", "2026-10-25T00:30:00.000Z" },
		{ "2026-10-25 02:30 CET", "2026-10-25T01:30:00.000Z" },
		{ "2024-02-29 12:00", "2024-02-29T11:00:00.000Z" },
	};

	use_zone(berlin);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t ms = -1;
		g_autofree char *iso = NULL;

		g_test_message("%s", cases[i].text);
		g_assert_true(time_parse_human(cases[i].text, NOW, &ms));
		iso = time_iso(ms);
		g_assert_cmpstr(iso, ==, cases[i].iso);
	}
}

static void test_human_refuses(void)
{
	static const char *const cases[] = {
		"",
		" ",
		"ago",
		"h ago",
		"2 ago",
		"2h",
		"2x ago",
		"2h ago x",
		"2 months ago",
		"99999999h ago",
		"9999999 weeks ago",
		"-2h ago",
		"25:00",
		"14:60",
		"14:5",
		"14",
		"yesterday",
		"yesterdayx 14:05",
		"yesterday 2h ago",
		"in",
		"in h",
		"in 9999999 weeks",
		"2026-11-31",
		"2026-02-29 12:00",
		"2026-11-20 24:00",
		"2026-11-20 03:12 CEST",
		"2026-11-20 03:12 EST",
		"2026-11-20 03:12 +99",
		"2026-03-29 02:30",
		"1969-06-01 12:00",
		"2026-11-20 03:12 UTC UTC",
		"14:05 o'clock",
		"\xff\xfe",
		"14:05\n15:00",
		"2026-11-20 03:12                                                        UTC",
	};

	use_zone(berlin);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int64_t ms = 77;

		g_test_message("%s", cases[i]);
		g_assert_false(time_parse_human(cases[i], NOW, &ms));
		g_assert_cmpint(ms, ==, 77);
	}
	g_assert_false(time_parse_human(NULL, NOW, &(int64_t){ 0 }));
	g_assert_false(time_parse_human("now", -1, &(int64_t){ 0 }));
	g_assert_false(time_parse_human("now", INT64_MAX, &(int64_t){ 0 }));
}

static void test_human_takes_what_local_shows(void)
{
	static const char *const zones[] = { berlin, "EST5EDT,M3.2.0,M11.1.0", "<+0545>-5:45",
		"UTC" };

	for (size_t z = 0; z < G_N_ELEMENTS(zones); z++) {
		use_zone(zones[z]);
		for (int i = 0; i < 2000; i++) {
			int64_t minutes = g_test_rand_int_range(0, 60000000), ms = -1;
			g_autofree char *shown = time_local(minutes * MINUTE_MS);

			g_assert_true(time_parse_human(shown, NOW, &ms));
			g_assert_cmpint(ms, ==, minutes * MINUTE_MS);
		}
	}
}

/* Nothing that can be typed crashes, and what is accepted is a time we can show. */
static void test_human_survives_junk(void)
{
	static const char *const words[] = {
		"now",
		"ago",
		"in ",
		"yesterday ",
		"today ",
		"2026-11-20",
		"T",
		" ",
		"14:05",
		":",
		"Z",
		"UTC",
		"+02:00",
		"-",
		"9",
		"99",
		"h",
		"min",
		"days",
		".5",
		"\xff",
		"CET",
		"12:00:60",
	};

	use_zone(berlin);
	for (int i = 0; i < 50000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		int64_t ms = -1;

		for (int n = g_test_rand_int_range(0, 7); n > 0; n--)
			g_string_append(text, words[g_test_rand_int_range(0, G_N_ELEMENTS(words))]);
		if (time_parse_human(text->str, NOW, &ms)) {
			g_assert_cmpint(ms, >=, 0);
			g_assert_cmpint(ms, <=, INT64_C(253402300799999));
		}
		time_parse(text->str, &ms);
	}
}

static void test_shows(void)
{
	g_autofree char *utc = time_short(INT64_C(1795144320000));
	g_autofree char *winter = NULL, *summer = NULL;

	use_zone(berlin);
	winter = time_local(INT64_C(1795144320000));
	summer = time_local(INT64_C(1782900000000));
	g_assert_cmpstr(utc, ==, "2026-11-20 03:12 UTC");
	g_assert_cmpstr(winter, ==, "2026-11-20 04:12 CET");
	g_assert_cmpstr(summer, ==, "2026-07-01 12:00 CEST");
}

static void test_shows_both(void)
{
	g_autofree char *same_day = NULL, *next_day = NULL, *same = NULL;

	use_zone(berlin);
	same_day = time_both(INT64_C(1795144320000));
	next_day = time_both(INT64_C(1795145400000) + 20 * HOUR_MS);
	use_zone("UTC0");
	same = time_both(INT64_C(1795144320000));
	g_assert_cmpstr(same_day, ==, "2026-11-20 03:12 UTC (04:12 CET)");
	g_assert_cmpstr(next_day, ==, "2026-11-20 23:30 UTC (2026-11-21 00:30 CET)");
	g_assert_cmpstr(same, ==, "2026-11-20 03:12 UTC");
}

static void test_span(void)
{
	static const struct { int64_t ms; const char *text; } cases[] = {
		{ 0, "0 min" }, { -5 * MINUTE_MS, "5 min" }, { 59 * MINUTE_MS + 59 * SECOND_MS, "59 min" },
		{ 2 * HOUR_MS, "2 h" }, { 71 * HOUR_MS + 5 * MINUTE_MS, "71 h 05 min" },
		{ 5 * DAY_MS + 3 * HOUR_MS, "5 days 3 h" }, { 71 * DAY_MS, "71 days" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = time_span(cases[i].ms);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

static void test_left(void)
{
	static const struct {
		int64_t ms;
		const char *text;
	} cases[] = {
		{ 0, "0:00" },
		{ 59999, "0:00" },
		{ 48 * MINUTE_MS, "0:48" },
		{ 7 * HOUR_MS + 12 * MINUTE_MS, "7:12" },
		{ DAY_MS - 1, "23:59" },
		{ DAY_MS, "1d 0h" },
		{ 51 * HOUR_MS + 20 * MINUTE_MS, "2d 3h" },
		{ -1, "-0:01" },
		{ -MINUTE_MS, "-0:01" },
		{ -65 * MINUTE_MS, "-1:05" },
		{ -51 * HOUR_MS, "-2d 3h" },
		{ INT64_MAX, "106751991167d 7h" },
		{ INT64_MIN, "-106751991167d 7h" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = time_left(cases[i].ms);

		g_assert_cmpstr(text, ==, cases[i].text);
	}
}

static int64_t seven(void *data)
{
	return 7 + *(int *)data;
}

static void test_clocks(void)
{
	int add = 1;
	struct clock own = { seven, seven, &add };
	int64_t first = clock_boot(clock_system());
	g_autofree char *id = clock_boot_id();

	g_assert_cmpint(clock_now(&own), ==, 8);
	g_assert_cmpint(clock_boot(&own), ==, 8);
	g_assert_cmpint(ABS(clock_now(clock_system()) - g_get_real_time() / 1000), <, 5000);
	g_assert_cmpint(clock_boot(clock_system()), >=, first);
	g_assert_true(strlen(id) == 36 || strlen(id) == 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/clock/ISO times are read to the millisecond", test_iso_reads);
	g_test_add_func("/clock/what is not an ISO time is refused", test_iso_refuses);
	g_test_add_func("/clock/a time without a zone is UTC and says so", test_assuming);
	g_test_add_func("/clock/what time_iso writes time_parse reads", test_iso_round_trip);
	g_test_add_func(
		"/clock/times outside the calendar show its edge", test_edges_of_the_calendar);
	g_test_add_func("/clock/people's words are understood", test_human_reads);
	g_test_add_func("/clock/unclear words are refused", test_human_refuses);
	g_test_add_func(
		"/clock/a form takes what time_local shows", test_human_takes_what_local_shows);
	g_test_add_func("/clock/junk is survived", test_human_survives_junk);
	g_test_add_func("/clock/UTC and local times are shown with their zone", test_shows);
	g_test_add_func("/clock/both are shown where they differ", test_shows_both);
	g_test_add_func("/clock/time left rounds down and counts on when late", test_left);
	g_test_add_func("/clock/a span says how long, early or late", test_span);
	g_test_add_func("/clock/the clock can be exchanged", test_clocks);
	return g_test_run();
}
