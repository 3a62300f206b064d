/* The generic JSON: all of its keys, the least of it, and what is refused by name. */
#include "src/formats/formats.h"

#include "src/base/clock.h"
#include "tests/formats/one.h"
#include <string.h>

static void test_full(void)
{
	CLEANUP(all_free) struct all *all = all_of_file("data/generic.json", NULL);
	const struct parsed *parsed = all_get(all, 0);
	const struct record *alert = parsed->alert;
	g_autofree char *time = time_iso(record_int(alert, ALERT_EVENT_TIME));

	g_assert_cmpuint(all->parsed->len, ==, 3);
	g_assert_cmpuint(all->bad, ==, 0);
	g_assert_cmpstr(record_get(alert, ALERT_FORMAT), ==, "json");
	g_assert_cmpstr(record_get(alert, ALERT_SOURCE), ==, "dlp");
	g_assert_cmpstr(record_get(alert, ALERT_KEY), ==, "dlp-1");
	g_assert_cmpstr(record_get(alert, ALERT_TITLE), ==, "Marked drawing attached to a mail");
	g_assert_cmpstr(record_get(alert, ALERT_SEVERITY), ==, "high");
	g_assert_cmpstr(time, ==, "2026-11-19T16:22:40.123Z");
	g_assert_true(g_str_has_prefix(record_get(alert, ALERT_ASSET), "mail01"));
	g_assert_cmpstr(record_get(alert, ALERT_ACCOUNT), ==, "p.planner");
	g_assert_cmpstr(record_get(alert, ALERT_RULE_ID), ==, "14");
	g_assert_cmpstr(record_get(alert, ALERT_RULE_NAME), ==, "Marked document outbound");
	g_assert_cmpstr(record_get(alert, ALERT_LINK), ==, "https://dlp.tarnhollow.example/q/1");
	g_assert_cmpstr(record_get(alert, ALERT_TECHNIQUES), ==, "T1048.003\nT1052.001");
	g_assert_true(parsed->cui);
	g_assert_true(record_is(alert, ALERT_CUI, "1"));
	g_assert_true(g_str_has_prefix(parsed->summary, "One message is held.\n"));
	g_assert_nonnull(strstr(parsed->summary, "203.0.113.66"));
	g_assert_nonnull(strstr(parsed->summary, "domain: tarnh0llow.example"));
	g_assert_nonnull(strstr(parsed->summary, "mail01, ws-117"));
	g_assert_nonnull(strstr(parsed->summary, "CTI"));
}

static void test_least(void)
{
	CLEANUP(all_free) struct all *all = all_of_file("data/generic.json", NULL);
	const struct record *rule = all_get(all, 1)->alert, *title = all_get(all, 2)->alert;
	g_autofree char *time = time_iso(record_int(rule, ALERT_EVENT_TIME));

	g_assert_cmpstr(record_get(rule, ALERT_TITLE), ==, "Rule DOOR-9");
	g_assert_cmpstr(record_get(rule, ALERT_SEVERITY), ==, "medium");
	g_assert_cmpstr(record_get(rule, ALERT_SOURCE), ==, "json");
	g_assert_cmpstr(time, ==, "2026-11-20T05:53:00.000Z");
	g_assert_false(record_has(rule, ALERT_KEY));
	g_assert_false(all_get(all, 1)->cui);
	g_assert_cmpstr(record_get(title, ALERT_SEVERITY), ==, "medium");
	g_assert_false(record_has(title, ALERT_EVENT_TIME));
	g_assert_nonnull(strstr(all_get(all, 2)->summary, "severity"));
}

static void check_field(const char *members, enum alert_field field, const char *expected)
{
	g_autofree char *text = g_strdup_printf("{\"title\":\"t\",%s}", members);
	CLEANUP(all_free) struct all *all = all_of_text(text, NULL);

	g_test_message("%s", text);
	g_assert_cmpstr(record_get(all_get(all, 0)->alert, field), ==, expected);
}

static void test_severity(void)
{
	static const struct {
		const char *members, *severity;
	} rows[] = {
		{ "\"severity\":\"critical\"", "critical" },
		{ "\"severity\":\"HIGH\"", "high" },
		{ "\"severity\":\"Informational \"", "info" },
		{ "\"severity\":\"purple\"", "medium" },
		{ "\"severity\":0", "info" },
		{ "\"severity\":1", "low" },
		{ "\"severity\":3.9", "low" },
		{ "\"severity\":4", "medium" },
		{ "\"severity\":7", "high" },
		{ "\"severity\":\"8.9\"", "high" },
		{ "\"severity\":9", "critical" },
		{ "\"severity\":10", "critical" },
		{ "\"severity\":-1", "medium" },
		{ "\"severity\":85", "high" },
		{ "\"severity\":101", "medium" },
		{ "\"severity\":9,\"severity_scale\":100", "low" },
		{ "\"severity\":95,\"severity_scale\":\"0-100\"", "critical" },
		{ "\"severity\":11,\"severity_scale\":10", "medium" },
		{ "\"severity\":5,\"severity_scale\":7", "medium" },
		{ "\"severity\":1e400", "medium" },
		{ "\"severity\":\"nan\"", "medium" },
		{ "\"severity\":\"inf\"", "medium" },
		{ "\"severity\":\"0x8\"", "medium" },
		{ "\"severity\":null", "medium" },
		{ "\"severity\":\"\"", "medium" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		check_field(rows[i].members, ALERT_SEVERITY, rows[i].severity);
}

static void test_cui(void)
{
	static const struct {
		const char *members;
		bool cui;
	} rows[] = {
		{ "\"cui\":true", true },
		{ "\"cui\":\"true\"", true },
		{ "\"cui\":\"Yes\"", true },
		{ "\"cui\":false", false },
		{ "\"cui\":\"unknown\"", false },
		{ "\"cui\":null", false },
		{ "\"cui\":1", false },
		{ "\"cui_categories\":[]", false },
		{ "\"cui_categories\":[\"CTI\"]", true },
		{ "\"cui_categories\":\"CTI\"", true },
		{ "\"cui\":false,\"cui_categories\":[\"CTI\"]", true },
		{ "\"cui\":{}", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf("{\"title\":\"t\",%s}", rows[i].members);
		CLEANUP(all_free) struct all *all = all_of_text(text, NULL);

		g_test_message("%s", text);
		g_assert_true(all_get(all, 0)->cui == rows[i].cui);
	}
}

static void test_time(void)
{
	static const struct {
		const char *text, *iso;
	} rows[] = {
		{ "2026-11-20T03:12:00Z", "2026-11-20T03:12:00.000Z" },
		{ "2026-11-20 03:12:00+0530", "2026-11-19T21:42:00.000Z" },
		{ "2026-11-20T03:12:00.1234567+01:00", "2026-11-20T02:12:00.123Z" },
		{ "2026-11-20T03:12:00", "2026-11-20T03:12:00.000Z" },
		{ "1795144320", "2026-11-20T03:12:00.000Z" },
		{ "1795144320.5", "2026-11-20T03:12:00.500Z" },
		{ "1795144320123", "2026-11-20T03:12:00.123Z" },
		{ "1795144320123456", "2026-11-20T03:12:00.123Z" },
		{ "1795144320123456789", "2026-11-20T03:12:00.123Z" },
		{ "134396179200000000", "2026-11-20T03:12:00.000Z" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *iso = NULL;
		bool assumed;
		int64_t ms;

		g_assert_true(time_from_tool(rows[i].text, &ms, &assumed));
		g_assert_true(assumed == (strlen(rows[i].text) == 19 && strchr(rows[i].text, 'T')));
		iso = time_iso(ms);
		g_assert_cmpstr(iso, ==, rows[i].iso);
	}
	check_field("\"event_time\":0", ALERT_EVENT_TIME, NULL);
	check_field("\"event_time\":\"1970-01-01T00:00:00Z\"", ALERT_EVENT_TIME, NULL);
	check_field("\"event_time\":\"2026-13-01T00:00:00Z\"", ALERT_EVENT_TIME, NULL);
	check_field("\"event_time\":1e400", ALERT_EVENT_TIME, NULL);
	check_field("\"event_time\":99999999999999999999", ALERT_EVENT_TIME, NULL);
	check_field("\"event_time\":\"-\",\"time\":\"2026-11-20T03:12:00Z\"", ALERT_EVENT_TIME,
		"1795144320000");
}

static void test_nothing_values(void)
{
	check_field("\"user\":\"N/A\"", ALERT_ACCOUNT, NULL);
	check_field("\"user\":[\"-\",\"unknown\",\"p.planner\"]", ALERT_ACCOUNT, "p.planner");
	check_field("\"asset_id\":\"0.0.0.0\"", ALERT_ASSET, NULL);
	check_field("\"asset_id\":{\"name\":\"x\"}", ALERT_ASSET, NULL);
	check_field("\"asset_id\":\"two\\nlines\"", ALERT_ASSET, "two lines");
	check_field("\"attack\":[{\"tactic\":\"x\"},null,[\"T1\"]]", ALERT_TECHNIQUES, NULL);
	check_field("\"attack\":\"T1059.001\"", ALERT_TECHNIQUES, "T1059.001");
	check_field("\"source\":\" \"", ALERT_SOURCE, "json");
	check_field("\"correlation_id\":\"\"", ALERT_KEY, NULL);
}

static void check_refused(const char *text, const char *word)
{
	g_autofree char *lines =
		g_strdup_printf("{\"title\":\"before\"}\n\n%s\n{\"title\":\"behind\"}\n", text);
	CLEANUP(all_free) struct all *all = all_of_text(lines, "json");

	g_test_message("%s", text);
	g_assert_cmpuint(all->parsed->len, ==, 2);
	g_assert_cmpuint(all->bad, ==, 1);
	g_assert_cmpuint(all->bad_line, ==, 3);
	g_assert_nonnull(strstr(all->problem, word));
}

static void test_refused(void)
{
	check_refused("{}", "title");
	check_refused("{\"title\":\" \"}", "title");
	check_refused("{\"title\":[\"t\"]}", "title");
	check_refused("{\"title\":\"t\",\"event_time\":{}}", "event_time");
	check_refused("{\"title\":\"t\",\"severity\":[]}", "severity");
	check_refused("{\"title\":\"t\",\"severity\":true}", "severity");
	check_refused("{\"title\":\"t\",\"correlation_id\":{\"id\":1}}", "correlation_id");
	check_refused("{\"title\":\"t\",\"x\":\"\\ud800\"}", "character");
	check_refused("{\"title\":\"t\",\"title\":\"u\"}", "twice");
}

static void test_long(void)
{
	g_autofree char *letters = g_strnfill(5000, 'x');
	g_autofree char *text = g_strdup_printf("{\"title\":\"%s\",\"description\":\"%s\","
						"\"correlation_id\":\"%s\",\"user\":\"%s\"}",
		letters, letters, letters, letters);
	CLEANUP(all_free) struct all *all = all_of_text(text, NULL);
	const struct record *alert = all_get(all, 0)->alert;

	g_assert_cmpint(g_utf8_strlen(record_get(alert, ALERT_TITLE), -1), ==, 120);
	g_assert_false(record_has(alert, ALERT_KEY));
	g_assert_cmpuint(strlen(record_get(alert, ALERT_ACCOUNT)), <, 300);
	g_assert_cmpuint(strlen(all_get(all, 0)->summary), <, 3000);
}

/* What is said about the alert as a whole is not what a long one loses. */
static void test_long_keeps_its_notes(void)
{
	g_autoptr(GString) text = g_string_new("{\"title\":\"t\",\"cui_involved\":true,\"event_time\":\"noon\","
					       "\"cui_categories\":[\"CTI\"],\"iocs\":[");
	g_autofree char *letters = g_strnfill(400, 'x');
	CLEANUP(all_free) struct all *all = NULL;
	const char *summary;

	for (int i = 0; i < 90; i++)
		g_string_append_printf(text, "%s\"%d %s\"", i ? "," : "", i, letters);
	g_string_append(text, "]}");
	all = all_of_text(text->str, NULL);
	summary = all_get(all, 0)->summary;
	g_assert_cmpint(g_utf8_strlen(summary, -1), <=, 8000);
	g_assert_nonnull(strstr(summary, "\nindicator: 0 xxx"));
	g_assert_nonnull(strstr(summary, "…\nThe alert says that CUI is involved.\nCUI category: CTI\n"));
	g_assert_nonnull(strstr(summary, "no severity"));
	g_assert_nonnull(strstr(summary, "\"noon\", could not be read"));
}

static void check_demo(const char *name, guint values)
{
	g_autofree char *path =
		g_test_build_filename(G_TEST_DIST, "..", "data", "demo", name, NULL);
	CLEANUP(all_free) struct all *all = all_of_path(path, NULL);

	g_assert_cmpuint(all->bad, ==, 0);
	g_assert_cmpuint(all->parsed->len, ==, values);
	for (guint i = 0; i < values; i++) {
		g_assert_true(record_has(all_get(all, i)->alert, ALERT_KEY));
		g_assert_true(record_has(all_get(all, i)->alert, ALERT_SEVERITY));
		g_assert_null(strstr(all_get(all, i)->summary, "could not be read"));
	}
}

static void test_demo(void)
{
	check_demo("generic.json", 10);
	check_demo("wazuh-night.json", 26);
	check_demo("wazuh-syslog.log", 6);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/formats/generic/full", test_full);
	g_test_add_func("/formats/generic/least", test_least);
	g_test_add_func("/formats/generic/severity", test_severity);
	g_test_add_func("/formats/generic/cui", test_cui);
	g_test_add_func("/formats/generic/time", test_time);
	g_test_add_func("/formats/generic/nothing-values", test_nothing_values);
	g_test_add_func("/formats/generic/refused", test_refused);
	g_test_add_func("/formats/generic/long", test_long);
	g_test_add_func("/formats/generic/long-keeps-its-notes", test_long_keeps_its_notes);
	g_test_add_func("/formats/generic/demo", test_demo);
	return g_test_run();
}
