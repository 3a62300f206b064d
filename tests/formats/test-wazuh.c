/* Wazuh alerts: every field, and the traps of the format. */
#include "src/formats/formats.h"

#include "src/base/clock.h"
#include "tests/formats/one.h"
#include <string.h>

#define ALERT(rule, more)                                                                          \
	"{\"timestamp\":\"2026-11-20T03:12:04.210+0000\",\"rule\":{\"level\":7,\"id\":"            \
	"\"510\"" rule "},"                                                                        \
	"\"agent\":{\"id\":\"017\",\"name\":\"ws-117\"},\"id\":\"17.4\",\"manager\":{\"name\":"    \
	"\"wz01\"}" more "}"

static void check_time(const struct record *alert, const char *expected)
{
	g_autofree char *iso = time_iso(record_int(alert, ALERT_EVENT_TIME));

	g_assert_cmpstr(iso, ==, expected);
}

static void test_file(void)
{
	CLEANUP(all_free) struct all *all = all_of_file("data/wazuh.json", "wazuh");
	const struct parsed *first = all_get(all, 0), *second = all_get(all, 1);
	const struct record *alert = first->alert;

	g_assert_cmpuint(all->parsed->len, ==, 4);
	g_assert_cmpuint(all->bad, ==, 0);
	g_assert_cmpstr(record_get(alert, ALERT_FORMAT), ==, "wazuh");
	g_assert_cmpstr(record_get(alert, ALERT_SOURCE), ==, "wazuh");
	g_assert_cmpstr(record_get(alert, ALERT_KEY), ==,
		"wz01-master|1795120867.105665|5763|017|2026-11-20T03:12:04.210+0530");
	g_assert_cmpstr(record_get(alert, ALERT_TITLE), ==,
		"sshd: brute force trying to get access to the system.");
	g_assert_cmpstr(record_get(alert, ALERT_SEVERITY), ==, "high");
	check_time(alert, "2026-11-19T21:42:04.210Z");
	g_assert_cmpstr(record_get(alert, ALERT_ASSET), ==, "ws-117");
	g_assert_cmpstr(record_get(alert, ALERT_ACCOUNT), ==, "j.turner");
	g_assert_cmpstr(record_get(alert, ALERT_RULE_ID), ==, "5763");
	g_assert_cmpstr(record_get(alert, ALERT_TECHNIQUES), ==, "T1110\nT1078");
	g_assert_false(record_has(alert, ALERT_LINK));
	g_assert_false(first->cui);
	g_assert_nonnull(strstr(first->summary, "198.51.100.23"));
	g_assert_nonnull(strstr(first->summary, "Failed password"));
	/* no zone: taken as UTC, and said so; the manager's alert is about the log's own host */
	check_time(second->alert, "2026-11-20T03:12:05.000Z");
	g_assert_nonnull(strstr(second->summary, "UTC"));
	g_assert_cmpstr(record_get(second->alert, ALERT_ASSET), ==, "fw01");
	g_assert_cmpstr(record_get(second->alert, ALERT_SEVERITY), ==, "info");
}

static void test_file_odd(void)
{
	CLEANUP(all_free) struct all *all = all_of_file("data/wazuh.json", "wazuh");
	const struct parsed *third = all_get(all, 2), *fourth = all_get(all, 3);

	check_time(third->alert, "2026-11-19T21:42:06.352Z");
	g_assert_cmpstr(record_get(third->alert, ALERT_TITLE), ==, "Wazuh rule 100401");
	g_assert_cmpstr(record_get(third->alert, ALERT_SEVERITY), ==, "critical");
	/* the same id as in the one before: the key differs nevertheless */
	g_assert_cmpstr(record_get(third->alert, ALERT_KEY), !=,
		record_get(all_get(all, 1)->alert, ALERT_KEY));
	g_assert_cmpstr(record_get(fourth->alert, ALERT_TITLE), ==, "A title with a line end");
	g_assert_false(record_has(fourth->alert, ALERT_EVENT_TIME));
	g_assert_nonnull(strstr(fourth->summary, "yesterday"));
	g_assert_false(record_has(fourth->alert, ALERT_KEY));
	g_assert_cmpstr(record_get(fourth->alert, ALERT_SEVERITY), ==, "medium");
}

static void test_framings(void)
{
	CLEANUP(all_free) struct all *pretty = all_of_file("data/wazuh-pretty.json", "wazuh");
	CLEANUP(all_free) struct all *lines = all_of_file("data/wazuh-syslog.log", "wazuh");

	g_assert_cmpuint(pretty->parsed->len, ==, 2);
	g_assert_cmpuint(pretty->bad, ==, 0);
	g_assert_cmpstr(record_get(all_get(pretty, 1)->alert, ALERT_ASSET), ==, "cam-02");
	g_assert_cmpuint(lines->parsed->len, ==, 2);
	g_assert_cmpuint(lines->bad, ==, 1);
	g_assert_cmpuint(lines->bad_line, ==, 2);
	g_assert_cmpstr(record_get(all_get(lines, 1)->alert, ALERT_ASSET), ==, "dc02");
}

static void test_levels(void)
{
	static const char *const expected[] = { "info", "info", "info", "info", "low", "low", "low",
		"medium", "medium", "medium", "high", "high", "high", "high", "critical",
		"critical", "critical" };

	for (unsigned level = 0; level < G_N_ELEMENTS(expected); level++) {
		g_autofree char *text = g_strdup_printf(
			"{\"rule\":{\"level\":%u,\"id\":\"1\"},\"location\":\"x\"}", level);
		CLEANUP(all_free) struct all *all = all_of_text(text, "wazuh");

		g_assert_cmpstr(
			record_get(all_get(all, 0)->alert, ALERT_SEVERITY), ==, expected[level]);
	}
}

static void check_severity_note(const char *level)
{
	g_autofree char *text =
		g_strdup_printf("{\"rule\":{\"level\":%s,\"id\":\"1\"},\"location\":\"x\"}", level);
	CLEANUP(all_free) struct all *all = all_of_text(text, "wazuh");

	g_assert_cmpstr(record_get(all_get(all, 0)->alert, ALERT_SEVERITY), ==, "medium");
	g_assert_nonnull(strstr(all_get(all, 0)->summary, "level"));
}

static void test_odd_levels(void)
{
	check_severity_note("-1");
	check_severity_note("1e400");
	check_severity_note("9223372036854775808");
	check_severity_note("\"high\"");
}

static void test_title(void)
{
	g_autofree char *letters = g_strnfill(200, 'x'), *text = NULL;
	CLEANUP(all_free) struct all *cut = NULL, *empty = NULL, *invisible = NULL;
	const char *title;

	text = g_strdup_printf(
		ALERT(",\"description\":\"%.118s\u00e9\u0301%s\"", ""), letters, letters);
	cut = all_of_text(text, "wazuh");
	title = record_get(all_get(cut, 0)->alert, ALERT_TITLE);
	/* the accent that would be the 120th character takes its letter with it */
	g_assert_cmpint(g_utf8_strlen(title, -1), ==, 119);
	g_assert_true(g_str_has_suffix(title, "x\u2026"));
	empty = all_of_text(ALERT(",\"description\":\" \\n\"", ""), "wazuh");
	g_assert_cmpstr(record_get(all_get(empty, 0)->alert, ALERT_TITLE), ==, "Wazuh rule 510");
	invisible = all_of_text(ALERT(",\"description\":\"\\u200b\\u202e\"", ""), "wazuh");
	g_assert_cmpstr(
		record_get(all_get(invisible, 0)->alert, ALERT_TITLE), ==, "Wazuh rule 510");
}

static void test_key(void)
{
	g_autofree char *id = g_strnfill(2000, '1'), *text = NULL;
	CLEANUP(all_free) struct all *plain = all_of_text(ALERT("", ""), "wazuh"), *long_id = NULL;

	g_assert_cmpstr(record_get(all_get(plain, 0)->alert, ALERT_KEY), ==,
		"wz01|17.4|510|017|2026-11-20T03:12:04.210+0000");
	/* too long to be kept whole: none at all, rather than one that two alerts could share */
	text = g_strdup_printf(
		"{\"rule\":{\"level\":1,\"id\":\"1\"},\"location\":\"x\",\"id\":\"%s\","
		"\"timestamp\":\"2026-11-20T03:12:04Z\"}",
		id);
	long_id = all_of_text(text, "wazuh");
	g_assert_false(record_has(all_get(long_id, 0)->alert, ALERT_KEY));
}

static void test_detect(void)
{
	static const char *const others[] = { "{}", "[]", "1", "\"rule\"",
		"{\"rule\":\"x\",\"agent\":{}}", "{\"rule\":{\"id\":\"1\"}}",
		"{\"title\":\"x\",\"rule\":{\"level\":7}}", "{\"rule\":[1]}" };

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autofree char *problem = NULL;
		bool incomplete;
		size_t used;
		CLEANUP(json_free)
		struct json *value =
			json_read(others[i], strlen(others[i]), &used, &incomplete, &problem);

		g_assert_nonnull(value);
		g_assert_true(format_detect(formats, value) != format_find(formats, "wazuh"));
	}
	g_assert_null(format_find(formats, "nothing"));
}

/* --format wazuh with something else: refused with its line. */
static void test_forced(void)
{
	CLEANUP(all_free) struct all *all = all_of_text("\n{\"rule\":{\"level\":7}}\n", "wazuh");

	g_assert_cmpuint(all->parsed->len, ==, 0);
	g_assert_cmpuint(all->bad_line, ==, 2);
	g_assert_nonnull(strstr(all->problem, "rule.id"));
}

/* Real alerts, where they stand beside the source tree. */
static void test_samples(void)
{
	g_autofree char *path =
		g_test_build_filename(G_TEST_DIST, "..", "..", "shared", "samples", "wazuh", NULL);
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	const char *name;
	unsigned values = 0;

	if (!directory) {
		g_test_skip("no samples beside the source tree");
		return;
	}
	while ((name = g_dir_read_name(directory))) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		CLEANUP(all_free) struct all *all = all_of_path(file, NULL);
		g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);

		g_assert_cmpuint(all->bad, ==, 0);
		for (guint i = 0; i < all->parsed->len; i++, values++) {
			const struct record *alert = all_get(all, i)->alert;

			g_assert_cmpstr(record_get(alert, ALERT_FORMAT), ==, "wazuh");
			g_assert_true(record_has(alert, ALERT_TITLE));
			g_assert_true(record_has(alert, ALERT_SEVERITY));
			g_assert_true(record_has(alert, ALERT_EVENT_TIME));
			g_assert_true(record_has(alert, ALERT_ASSET));
			g_assert_true(g_hash_table_add(keys, (char *)record_get(alert, ALERT_KEY)));
		}
	}
	g_assert_cmpuint(values, >, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/formats/wazuh/file", test_file);
	g_test_add_func("/formats/wazuh/file-odd", test_file_odd);
	g_test_add_func("/formats/wazuh/framings", test_framings);
	g_test_add_func("/formats/wazuh/levels", test_levels);
	g_test_add_func("/formats/wazuh/odd-levels", test_odd_levels);
	g_test_add_func("/formats/wazuh/title", test_title);
	g_test_add_func("/formats/wazuh/key", test_key);
	g_test_add_func("/formats/wazuh/detect", test_detect);
	g_test_add_func("/formats/wazuh/forced", test_forced);
	g_test_add_func("/formats/wazuh/samples", test_samples);
	return g_test_run();
}
