/* Alerts taken in: set aside or counted, kept whole, and made cases from the threshold on. */
#include <inttypes.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/app/intake.h"

/* --- the same alert --- */

static void the_same_alert_twice_is_one_with_a_count(void)
{
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, alert("a", "high", ""), ONE_CASE);
	house_wait(cast.house, HOUR_MS);
	take_in(&cast, alert("a", "high", ""), ONE_AGAIN);
	g_assert_cmpint(number_of(cast.hal, "a", "count"), ==, 2);
	take_in(&cast, "[{\"correlation_id\": \"a\", \"source\": \"edr\", \"title\": \"worse\", "
		"\"severity\": \"critical\"}, {\"correlation_id\": \"b\", \"source\": \"edr\", "
		"\"title\": \"t\", \"severity\": \"low\"}]", "1 taken, 1 again, 0 cases, 0 bad");
	g_assert_cmpint(number_of(cast.hal, "a", "count"), ==, 3);
	g_assert_cmpint(number_of(cast.hal, "a", "received_at"), ==, SEAM_NOW);
	/* again only counts: what a person may have seen by now does not change under their eyes */
	g_assert_cmpstr(field_of(cast.hal, "a", "title"), ==, "Beacon");
	g_assert_cmpstr(field_of(cast.hal, "a", "severity"), ==, "high");
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 1);
	cast_end(&cast);
}

/* As the field's help says: of the events, not of their delivery, which may be days later. */
static void first_and_last_seen_are_the_earliest_and_the_latest_event(void)
{
	static const struct { const char *more; int64_t first, last; } rows[] = {
		{ ", \"time\": \"2026-11-20T01:52:00Z\"", -HOUR_MS, -HOUR_MS },
		{ ", \"time\": \"2026-11-20T01:52:00Z\"", -HOUR_MS, -HOUR_MS },
		{ ", \"time\": \"2026-11-20T02:22:00Z\"", -HOUR_MS, -30 * MINUTE_MS },
		{ ", \"time\": \"2026-11-19T23:52:00Z\"", -3 * HOUR_MS, -30 * MINUTE_MS },
		/* without a time, or with one that lies ahead: when it was taken in */
		{ "", -3 * HOUR_MS, 5 * HOUR_MS },
		{ ", \"time\": \"2026-12-24T00:00:00Z\"", -3 * HOUR_MS, 6 * HOUR_MS },
	};
	int64_t first, last;
	struct cast cast;

	cast_begin(&cast);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		house_wait(cast.house, HOUR_MS);
		take_in(&cast, alert("a", "low", rows[i].more), i ? ONE_AGAIN : ONE_WAITS);
		first = number_of(cast.hal, "a", "first_seen");
		last = number_of(cast.hal, "a", "last_seen");
		g_assert_cmpint(first - SEAM_NOW, ==, rows[i].first);
		g_assert_cmpint(last - SEAM_NOW, ==, rows[i].last);
	}
	g_assert_cmpint(number_of(cast.hal, "a", "received_at"), ==, SEAM_NOW + HOUR_MS);
	cast_end(&cast);
}

static void the_same_key_from_another_source_is_another_alert(void)
{
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, alert("a", "high", ""), ONE_CASE);
	take_in(&cast, "{\"source\": \"mail\", \"title\": \"Lure\", \"correlation_id\": \"a\", "
		"\"severity\": \"high\"}", ONE_CASE);
	g_assert_cmpint(house_count(cast.hal, "alerts", NULL, "key=a count=1"), ==, 2);
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 2);
	cast_end(&cast);
}

static void the_same_key_in_another_format_is_another_alert(void)
{
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, "{\"timestamp\": \"2026-11-20T01:00:00Z\", \"id\": \"1\", "
		"\"rule\": {\"id\": \"2\", \"level\": 3, \"description\": \"Session closed\"}, "
		"\"manager\": {\"name\": \"wz01\"}}", ONE_WAITS);
	take_in(&cast, "{\"title\": \"By hand\", \"source\": \"wazuh\", \"severity\": \"high\", "
		"\"correlation_id\": \"wz01|1|2||2026-11-20T01:00:00Z\"}",
		ONE_CASE);
	g_assert_cmpint(house_count(cast.hal, "alerts", NULL, "source=wazuh "
				    "key=wz01|1|2||2026-11-20T01:00:00Z count=1"), ==, 2);
	cast_end(&cast);
}

static void an_alert_without_a_key_goes_by_its_bytes(void)
{
	static const char text[] = "{\"title\": \"No key\", \"severity\": \"low\"}";
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, text, ONE_WAITS);
	take_in(&cast, text, ONE_AGAIN);
	take_in(&cast, "{\"title\": \"No key\", \"severity\":  \"low\"}", ONE_WAITS);
	g_assert_cmpint(house_count(cast.hal, "alerts", NULL, "title=\"No key\""), ==, 2);
	cast_end(&cast);
}

/* Two who take in the same at the same moment make one alert of it, and one case. */
static void two_at_once_make_one(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = NULL;
	static const char *const names[] = { "ing", "hua" };
	pid_t child[2];

	for (int i = 0; i < 2; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			struct parse_child *parser = house->host.parser = intake_parser(NULL);
			struct session *session = house_sign_in(house, names[i]);
			struct intake_count count = { 0 };
			const char *text = alert("a", "high", "");
			bool done = true;

			for (int n = 0; n < 20; n++)
				done &= intake_bytes(session, text, strlen(text), "t", NULL, &count,
						     NULL, NULL, NULL);
			session_close(session);
			intake_parser_end(parser);
			_exit(done ? 0 : 1);
		}
	}
	for (int i = 0; i < 2; i++) {
		int status;

		g_assert_cmpint(waitpid(child[i], &status, 0), ==, child[i]);
		g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	hal = house_sign_in(house, "hal");
	g_assert_cmpint(number_of(hal, "a", "count"), ==, 40);
	g_assert_cmpint(house_count(hal, "cases", NULL, NULL), ==, 1);
}

/* --- bad values --- */

static void a_bad_value_is_set_aside_with_its_line_and_the_rest_goes_in(void)
{
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, "{\"title\": \"first\", \"correlation_id\": \"1\"}\n"
		"{\"title\": \"cut off\n"
		"{\"title\": \"third\", \"correlation_id\": \"3\"}\n"
		"{\"hello\": \"world\"}\n"
		"{\"title\": [\"no\", \"text\"]}\n"
		"{\"title\": \"sixth\", \"correlation_id\": \"6\"}\n"
		"no JSON at all\n"
		"{\"title\": \"eighth\", \"correlation_id\": \"8\"}\n",
		"4 taken, 0 again, 0 cases, 4 bad");
	g_assert_nonnull(strstr(cast.bad->str, "t.json:2: "));
	g_assert_nonnull(strstr(cast.bad->str, "t.json:4: no known alert format"));
	g_assert_nonnull(strstr(cast.bad->str, "t.json:5: "));
	g_assert_nonnull(strstr(cast.bad->str, "t.json:7: "));
	g_assert_cmpint(house_count(cast.hal, "alerts", NULL, NULL), ==, 4);
	cast_end(&cast);
}

static void a_value_that_is_odd_is_kept_and_a_format_that_is_not_there_refused(void)
{
	struct intake_count count = { 0 };
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, alert("odd", "gruesome", ", \"time\": \"soon\""), ONE_WAITS);
	g_assert_cmpstr(field_of(cast.hal, "odd", "severity"), ==, "medium");
	g_assert_cmpstr(field_of(cast.hal, "odd", "event_time"), ==, NULL);
	REFUSED(intake_bytes(cast.ing, "{}", 2, "t", "nonsense", &count, NULL, NULL, &error),
		ERR_INVALID, "there is no format \"nonsense\"");
	cast_end(&cast);
}

/* --- the threshold --- */

static void cases_come_from_the_threshold_on(void)
{
	static const char *const severities[] = { "critical", "high", "medium", "low", "info" };
	static const char *const made_as[] = { "SEV2", "SEV3", "SEV4", "SEV5", "SEV5" };
	/* unset means high; nothing is as bad as "unknown": no alert is a case by itself */
	static const struct { const char *from; size_t cases; } rows[] = {
		{ "", 2 }, { "critical", 1 }, { "high", 2 }, { "medium", 3 }, { "low", 4 },
		{ "info", 5 }, { "unknown", 0 },
	};
	struct cast cast;
	struct session *sam;

	cast_begin(&cast);
	sam = house_sign_in(cast.house, "sam");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		house_act(sam, "setting-set name=ingest_case_from value=%s", rows[i].from);
		for (size_t n = 0; n < G_N_ELEMENTS(severities); n++) {
			g_autofree char *key = g_strdup_printf("%zu-%s", i, severities[n]);
			bool made = n < rows[i].cases;
			const char *id;

			g_test_message("from \"%s\": %s", rows[i].from, severities[n]);
			take_in(&cast, alert(key, severities[n], ""), made ? ONE_CASE : ONE_WAITS);
			id = field_of(cast.hal, key, "case");
			g_assert_cmpint(id != NULL, ==, made);
			expect_alert(&cast, key, made ? "promoted" : "new", id);
			if (id)
				expect_case(&cast, id, "severity", made_as[n]);
		}
	}
	session_close(sam);
	cast_end(&cast);
}

static void without_a_group_to_take_it_in_nothing_is_half_done(void)
{
	struct intake_count count = { 0 };
	g_autofree char *text = g_strconcat(alert("a", "low", ""), alert("b", "high", ""), NULL);
	struct cast cast;
	struct session *sam;

	cast_begin(&cast);
	sam = house_sign_in(cast.house, "sam");
	house_act(sam, "setting-set name=intake_group value=");
	REFUSED(intake_bytes(cast.ing, text, strlen(text), "t", NULL, &count, NULL, NULL, &error),
		ERR_INVALID, "set intake_group");
	g_assert_cmpuint(count.taken, ==, 1);
	g_assert_cmpint(house_count(cast.hal, "alerts", NULL, NULL), ==, 1);
	house_act(sam, "setting-set name=intake_group value=forensics");
	take_in(&cast, text, "1 taken, 1 again, 1 cases, 0 bad");
	session_close(sam);
	cast_end(&cast);
}

/* --- the case made --- */

static void nobody_has_discovered_it_until_a_person_takes_it(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	take_in(&cast, alert("a", "high", ", \"event_time\": \"2026-11-20T01:00:00Z\""), ONE_CASE);
	id = field_of(cast.hal, "a", "case");
	expect_case(&cast, id, "t_detected", "2026-11-20T01:00:00.000Z");
	expect_case(&cast, id, "t_discovered", "");
	expect_case(&cast, id, "owner", "");
	expect_case(&cast, id, "group", "soc");
	house_wait(cast.house, HOUR_MS);
	take_in(&cast, alert("a", "high", ""), ONE_AGAIN);
	expect_case(&cast, id, "t_discovered", "");
	house_act(cast.hal, "case-take %s", id);
	expect_case(&cast, id, "t_discovered", iso(SEAM_NOW + HOUR_MS));
	expect_case(&cast, id, "t_detected", "2026-11-20T01:00:00.000Z");
	house_wait(cast.house, HOUR_MS);
	house_act(cast.hal, "case-release %s", id);
	house_act(cast.hal, "case-take %s", id);
	expect_case(&cast, id, "t_discovered", iso(SEAM_NOW + HOUR_MS));
	cast_end(&cast);
}

/* A source whose clock is ahead, or that says no time: detected when it was taken in. */
static void nothing_is_detected_after_it_was_taken_in(void)
{
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, alert("a", "high", ", \"time\": \"2026-11-21T00:00:00Z\""), ONE_CASE);
	take_in(&cast, alert("b", "high", ""), ONE_CASE);
	expect_case(&cast, "1", "t_detected", iso(SEAM_NOW));
	expect_case(&cast, "2", "t_detected", iso(SEAM_NOW));
	g_assert_cmpint(number_of(cast.hal, "a", "event_time"), >, SEAM_NOW);
	cast_end(&cast);
}

static void only_a_clear_word_of_the_source_touches_cui(void)
{
	static const struct { const char *says, *cui; } rows[] = {
		{ ", \"cui\": true", "touched" },
		{ ", \"cui\": \"yes\"", "touched" },
		{ ", \"cui_categories\": [\"CTI\"]", "touched" },
		{ ", \"cui\": false", "not_assessed" },
		{ ", \"cui\": \"unknown\"", "not_assessed" },
		{ "", "not_assessed" },
	};
	struct cast cast;

	cast_begin(&cast);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *key = g_strdup_printf("%zu", i);

		take_in(&cast, alert(key, "high", rows[i].says), ONE_CASE);
		expect_case(&cast, field_of(cast.hal, key, "case"), "cui_involvement", rows[i].cui);
	}
	g_assert_cmpint(house_count(cast.hal, "cui", NULL, NULL), ==, 3);
	cast_end(&cast);
}

static void what_the_alert_says_of_itself_stands_in_the_case(void)
{
	static const struct { const char *field, *value; } rows[] = {
		{ "title", "Beacon" }, { "correlation_id", "k-1" }, { "source_ref", "edr" },
		{ "raw_event_ref", "https://siem.example/e/1" }, { "affected_assets", "ws-117" },
		{ "affected_accounts", "j.turner" }, { "attck_techniques", "T1071,T1041" },
		{ "ingest_severity", "high" }, { "detection_method", "automated" },
		{ "state", "new" }, { "created_by", "ing" }, { "created_via", "ingest" },
	};
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	take_in(&cast, alert("k-1", "high", ", \"asset_id\": \"ws-117\", \"user\": \"j.turner\", "
			     "\"raw_event_link\": \"https://siem.example/e/1\", "
			     "\"attack\": [\"T1071\", \"T1041\"]"), ONE_CASE);
	id = field_of(cast.hal, "k-1", "case");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		expect_case(&cast, id, rows[i].field, rows[i].value);
	expect_case(&cast, id, "created_at", iso(SEAM_NOW));
	expect_case(&cast, id, "raw_event_sha256", field_of(cast.hal, "k-1", "raw_sha256"));
	cast_end(&cast);
}

static void the_log_says_who_took_it_in(void)
{
	static const char *const named[] = { "alert:1", "case:INC-2026-0001" };	/* newest first */
	g_autoptr(GPtrArray) rows = NULL;
	struct session *aud;
	struct cast cast;

	cast_begin(&cast);
	aud = house_sign_in(cast.house, "aud");
	take_in(&cast, alert("a", "high", ""), ONE_CASE);
	rows = house_look(aud, "audit", NULL, "action=ingest");
	g_assert_cmpuint(rows->len, ==, 2);
	for (guint i = 0; i < rows->len; i++) {
		g_assert_cmpstr(record_by_name(rows->pdata[i], "object"), ==, named[i]);
		g_assert_cmpstr(record_by_name(rows->pdata[i], "actor"), ==, "ing");
		g_assert_cmpstr(record_by_name(rows->pdata[i], "signer"), ==, "ing");
		g_assert_cmpstr(record_by_name(rows->pdata[i], "roles"), ==, "ingest");
		g_assert_cmpstr(record_by_name(rows->pdata[i], "result"), ==, "done");
	}
	g_assert_nonnull(strstr(record_by_name(rows->pdata[1], "changes"), "created_via"));
	/* again is an entry too */
	take_in(&cast, alert("a", "high", ""), ONE_AGAIN);
	g_assert_cmpint(house_count(aud, "audit", NULL, "action=ingest object=alert:1"), ==, 2);
	g_assert_cmpint(house_count(aud, "audit", NULL, "action=ingest"), ==, 3);
	session_close(aud);
	cast_end(&cast);
}

/* --- the raw event --- */

/* The bytes kept for the alert with this title, and their hash as GLib counts it. */
static void expect_raw(const struct cast *cast, const char *title, const char *bytes)
{
	g_autofree char *filter = g_strdup_printf("title=\"%s\"", title);
	CLEANUP(record_free) struct record *row = one(cast->hal, filter);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, bytes, -1);
	g_autofree char *size = g_strdup_printf("%zu", strlen(bytes)), *kept = NULL;
	size_t len;

	g_assert_cmpstr(record_by_name(row, "raw_sha256"), ==, hash);
	g_assert_cmpstr(record_by_name(row, "raw_size"), ==, size);
	GOOD(look_raw(cast->hal, row, &kept, &len, &error));
	g_assert_cmpmem(kept, len, bytes, strlen(bytes));
}

static void the_raw_event_is_kept_whole(void)
{
	static const char first[] = "{\"title\":\"first\",\r\n\t\"n\": 376330001421757630, "
		"\"x\": 0.10, \"esc\":\"\\u00e4\\/\" }";
	static const char second[] = "{\"title\":\"second\", \"severity\":\"critical\","
		"\"text\":\"Tür \\u001b[31m \xe2\x80\xae\"}";
	static const char wazuh[] = "{\"timestamp\":\"2026-11-20T01:02:03.210+0530\",\"rule\":"
		"{\"level\":12,\"description\":\"third\",\"id\":\"2904\"},"
		"\"agent\":{\"id\":\"000\"},\"manager\":{\"name\":\"ub20\"},\"id\":\"17.1\"}";
	g_autofree char *text = g_strdup_printf("%s %s\n<132>Nov 20 01:02:03 ub20 ossec: %s\n",
						first, second, wazuh);
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, text, "3 taken, 0 again, 2 cases, 0 bad");
	expect_raw(&cast, "first", first);
	expect_raw(&cast, "second", second);
	expect_raw(&cast, "third", wazuh);
	cast_end(&cast);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/intake/" #name, name)
	TEST(the_same_alert_twice_is_one_with_a_count);
	TEST(first_and_last_seen_are_the_earliest_and_the_latest_event);
	TEST(the_same_key_from_another_source_is_another_alert);
	TEST(the_same_key_in_another_format_is_another_alert);
	TEST(an_alert_without_a_key_goes_by_its_bytes);
	TEST(two_at_once_make_one);
	TEST(a_bad_value_is_set_aside_with_its_line_and_the_rest_goes_in);
	TEST(a_value_that_is_odd_is_kept_and_a_format_that_is_not_there_refused);
	TEST(cases_come_from_the_threshold_on);
	TEST(without_a_group_to_take_it_in_nothing_is_half_done);
	TEST(nobody_has_discovered_it_until_a_person_takes_it);
	TEST(nothing_is_detected_after_it_was_taken_in);
	TEST(only_a_clear_word_of_the_source_touches_cui);
	TEST(what_the_alert_says_of_itself_stands_in_the_case);
	TEST(the_log_says_who_took_it_in);
	TEST(the_raw_event_is_kept_whole);
	return g_test_run();
}
