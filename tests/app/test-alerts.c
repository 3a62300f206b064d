/* Alerts that people work: promoted to a case or into one, dismissed, and who may. */
#include <inttypes.h>

#include "tests/app/intake.h"

/* An alert that is no case yet: its number. */
static int64_t waiting(struct cast *cast, const char *key)
{
	take_in(cast, alert(key, "medium", ""), ONE_WAITS);
	return pk_of(cast->hal, key);
}

/* --- promoting --- */

static void a_promoted_alert_becomes_a_case_of_its_own(void)
{
	struct cast cast;
	const char *id;
	int64_t pk;

	cast_begin(&cast);
	pk = waiting(&cast, "a");
	house_wait(cast.house, HOUR_MS);
	id = house_act(cast.hal, "alert-promote %" PRId64, pk);
	g_assert_cmpstr(id, ==, "INC-2026-0001");
	expect_alert(&cast, "a", "promoted", id);
	expect_case(&cast, id, "title", "Beacon");
	expect_case(&cast, id, "state", "new");
	expect_case(&cast, id, "severity", "SEV4");
	expect_case(&cast, id, "group", "soc");
	expect_case(&cast, id, "owner", "");
	expect_case(&cast, id, "created_by", "hal");
	expect_case(&cast, id, "created_via", "promote");
	/* detected when it came, though nobody looked; discovered when a person made it a case */
	expect_case(&cast, id, "t_detected", iso(SEAM_NOW));
	expect_case(&cast, id, "t_discovered", iso(SEAM_NOW + HOUR_MS));
	g_assert_cmpint(house_count(cast.hal, "alerts", id, NULL), ==, 1);
	/* one entry for the case, one for the alert */
	g_assert_cmpint(house_count(cast.hal, "audit", id, "action=alert-promote"), ==, 2);
	house_expect_invalid(cast.hal, "is promoted already", "alert-promote %" PRId64, pk);
	house_expect_invalid(cast.hal, "is promoted already", "alert-dismiss 1 reason=noise");
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 1);
	cast_end(&cast);
}

static void an_alert_that_made_a_case_by_itself_is_promoted_already(void)
{
	struct cast cast;

	cast_begin(&cast);
	take_in(&cast, alert("a", "high", ""), ONE_CASE);
	house_expect_invalid(cast.hal, "is promoted already", "alert-promote 1");
	house_expect_invalid(cast.hal, "is promoted already", "alert-promote 1 case=1");
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 1);
	cast_end(&cast);
}

static void an_alert_joins_a_case_that_is_there(void)
{
	struct cast cast;
	const char *id, *revision;
	int64_t pk;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	pk = waiting(&cast, "a");
	revision = house_field(cast.hal, id, "revision");
	g_assert_cmpstr(house_act(cast.hal, "alert-promote %" PRId64 " case=%s", pk, id), ==, id);
	expect_alert(&cast, "a", "promoted", id);
	expect_case(&cast, id, "title", "Archive posted to a drop host");
	expect_case(&cast, id, "severity", "SEV3");
	g_assert_cmpstr(house_field(cast.hal, id, "revision"), !=, revision);
	/* short forms name it as well, and several alerts may join */
	house_act(cast.hal, "alert-promote %" PRId64 " case=26-0001", waiting(&cast, "b"));
	g_assert_cmpint(house_count(cast.hal, "alerts", id, NULL), ==, 2);
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 1);
	cast_end(&cast);
}

/* Whoever adds an alert to a case has seen both: if nobody had before, the 72 hours start now. */
static void joining_discovers_a_case_that_ingest_made(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	take_in(&cast, alert("a", "high", ""), ONE_CASE);
	id = field_of(cast.hal, "a", "case");
	house_wait(cast.house, HOUR_MS);
	house_act(cast.hal, "alert-promote %" PRId64 " case=%s", waiting(&cast, "b"), id);
	expect_case(&cast, id, "t_discovered", iso(SEAM_NOW + HOUR_MS));
	expect_case(&cast, id, "state", "new");
	house_wait(cast.house, HOUR_MS);
	house_act(cast.hal, "alert-promote %" PRId64 " case=%s", waiting(&cast, "c"), id);
	house_act(cast.hal, "case-take %s", id);
	expect_case(&cast, id, "t_discovered", iso(SEAM_NOW + HOUR_MS));
	cast_end(&cast);
}

static void a_joining_alert_raises_cui_that_nobody_has_assessed(void)
{
	static const char *const rows[][2] = {
		{ "not_assessed", "touched" }, { "none", "none" }, { "touched", "touched" },
		{ "confirmed", "confirmed" },
	};
	struct cast cast;

	cast_begin(&cast);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *key = g_strdup_printf("%zu", i);
		const char *id = house_case(cast.hal, "SEV3");

		if (i > 0)
			house_act(cast.hal, "case-take %s", id);
		if (i > 0)
			house_act(cast.hal, "case-edit %s cui_involvement=%s", id, rows[i][0]);
		take_in(&cast, alert(key, "low", ", \"cui\": true"), ONE_WAITS);
		house_act(cast.hal, "alert-promote %" PRId64 " case=%s", pk_of(cast.hal, key), id);
		expect_case(&cast, id, "cui_involvement", rows[i][1]);
	}
	cast_end(&cast);
}

static void a_closed_case_and_one_not_seen_take_no_alert(void)
{
	struct session *fay;
	struct cast cast;
	const char *id;
	int64_t pk;

	cast_begin(&cast);
	fay = house_sign_in(cast.house, "fay");
	id = house_case(cast.hal, "SEV5");
	pk = waiting(&cast, "a");
	house_expect_invalid(fay, "there is no case", "alert-promote %" PRId64 " case=%s", pk, id);
	house_expect_invalid(fay, "there is no case", "alert-promote %" PRId64 " case=77", pk);
	house_act(cast.hal, "case-take %s", id);
	house_act(cast.hal, "case-edit %s cui_involvement=none", id);
	house_act(cast.hal, "case-close %s disposition=false_positive reason=noise "
		  "evidence_reviewed=yes", id);
	expect_case(&cast, id, "state", "closed");
	house_expect_invalid(cast.hal, "is closed", "alert-promote %" PRId64 " case=%s", pk, id);
	expect_alert(&cast, "a", "new", NULL);
	session_close(fay);
	cast_end(&cast);
}

static void an_alert_joins_no_case_that_is_a_colleagues(void)
{
	struct session *hua;
	struct cast cast;
	const char *id;
	int64_t pk;

	cast_begin(&cast);
	hua = house_sign_in(cast.house, "hua");
	id = house_case(hua, "SEV3");
	house_act(hua, "case-take %s", id);
	pk = waiting(&cast, "a");
	house_expect_denied(cast.hal, "edit fields", "alert-promote %" PRId64 " case=%s", pk, id);
	expect_alert(&cast, "a", "new", NULL);
	g_assert_cmpint(house_count(hua, "audit", id, "action=alert-promote result=denied"), ==, 1);
	house_act(hua, "alert-promote %" PRId64 " case=%s", pk, id);
	expect_alert(&cast, "a", "promoted", id);
	session_close(hua);
	cast_end(&cast);
}

/* --- dismissing --- */

static void a_dismissal_says_why(void)
{
	g_autoptr(GPtrArray) rows = NULL;
	struct session *aud;
	struct cast cast;
	int64_t pk;

	cast_begin(&cast);
	aud = house_sign_in(cast.house, "aud");
	pk = waiting(&cast, "a");
	house_expect_invalid(cast.hal, "reason (Reason): is needed", "alert-dismiss %" PRId64, pk);
	expect_alert(&cast, "a", "new", NULL);
	house_act(cast.hal, "alert-dismiss %" PRId64 " reason=\"Known scanner.\"", pk);
	expect_alert(&cast, "a", "dismissed", NULL);
	g_assert_cmpstr(field_of(cast.hal, "a", "dismissed_reason"), ==, "Known scanner.");
	rows = house_look(aud, "audit", NULL, "action=alert-dismiss result=done");
	g_assert_cmpuint(rows->len, ==, 1);
	g_assert_cmpstr(record_by_name(rows->pdata[0], "object"), ==, "alert:1");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "actor"), ==, "hal");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "reason"), ==, "Known scanner.");
	house_expect_invalid(cast.hal, "is dismissed already", "alert-dismiss 1 reason=noise");
	session_close(aud);
	cast_end(&cast);
}

static void a_dismissal_that_was_a_mistake_is_mended_by_promotion(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	house_act(cast.hal, "alert-dismiss %" PRId64 " reason=scanner", waiting(&cast, "a"));
	id = house_act(cast.hal, "alert-promote 1");
	expect_alert(&cast, "a", "promoted", id);
	g_assert_null(field_of(cast.hal, "a", "dismissed_reason"));
	house_expect_invalid(cast.hal, "is promoted already", "alert-promote 1");
	cast_end(&cast);
}

static void what_comes_again_stays_as_people_left_it(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	house_act(cast.hal, "alert-dismiss %" PRId64 " reason=scanner", waiting(&cast, "a"));
	id = house_act(cast.hal, "alert-promote %" PRId64, waiting(&cast, "b"));
	/* not even when it has become severe meanwhile: again only counts */
	take_in(&cast, alert("a", "critical", ""), ONE_AGAIN);
	take_in(&cast, alert("b", "critical", ""), ONE_AGAIN);
	expect_alert(&cast, "a", "dismissed", NULL);
	expect_alert(&cast, "b", "promoted", id);
	g_assert_cmpint(number_of(cast.hal, "a", "count"), ==, 2);
	g_assert_cmpint(number_of(cast.hal, "b", "count"), ==, 2);
	g_assert_cmpstr(field_of(cast.hal, "a", "dismissed_reason"), ==, "scanner");
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 1);
	cast_end(&cast);
}

/* --- who may --- */

/* Signs in and takes one alert in, of a key that is the user's name. */
static bool tries(struct house *house, const char *user, const char *password, GError **error)
{
	CLEANUP(session_close) struct session *session =
		house_sign_in_with(house, user, password, error);
	const char *text = alert(user, "low", "");
	struct intake_count count = { 0 };
	bool done;

	g_assert_nonnull(session);
	done = intake_bytes(session, text, strlen(text), "t", NULL, &count, NULL, NULL, error);
	g_assert_cmpuint(count.taken, ==, done);
	return done;
}

static void handlers_leads_and_services_take_alerts_in_and_nobody_else(void)
{
	static const char *const may[] = { "hal", "fay", "gus", "lee", "ing" };
	static const char *const may_not[] = {
		"rio", "rex", "eve", "abe", "cal", "aud", "ama", "ada", "sam", "rec", "nix",
	};
	CLEANUP(house_free) struct house *house = house_reads_alerts(house_new());

	for (size_t i = 0; i < G_N_ELEMENTS(may); i++)
		GOOD(tries(house, may[i], HOUSE_PASSWORD, &error));
	for (size_t i = 0; i < G_N_ELEMENTS(may_not); i++)
		REFUSED(tries(house, may_not[i], HOUSE_PASSWORD, &error), ERR_DENIED,
			"none of your roles may take alerts in");
	g_assert_cmpint(house_entries(house, "ingest", "done"), ==, G_N_ELEMENTS(may));
	g_assert_cmpint(house_entries(house, "ingest", "denied"), ==, G_N_ELEMENTS(may_not));
}

static void a_one_time_passphrase_takes_nothing_in(void)
{
	CLEANUP(house_free) struct house *house = house_reads_alerts(house_new());
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autofree char *secret = house_act_secret(ada, "user-reset hal");

	REFUSED(tries(house, "hal", secret, &error), ERR_DENIED, "change your one-time passphrase");
	g_assert_cmpint(house_entries(house, "ingest", "denied"), ==, 1);
}

static void a_service_takes_in_and_looks_at_nothing(void)
{
	struct look ask = { .query = "alerts" };
	struct cast cast;

	cast_begin(&cast);
	waiting(&cast, "a");
	REFUSED(look(cast.ing, &ask, &error) != NULL, ERR_DENIED, "see alerts");
	house_expect_denied(cast.ing, "promote and dismiss alerts", "alert-promote 1");
	house_expect_denied(cast.ing, "promote and dismiss alerts", "alert-dismiss 1 reason=noise");
	expect_alert(&cast, "a", "new", NULL);
	g_assert_cmpint(house_entries(cast.house, "alert-dismiss", "denied"), ==, 1);
	cast_end(&cast);
}

/* An alert that waits is everybody's who may see alerts; one with a case is seen with the case. */
static void an_alert_is_seen_with_its_case(void)
{
	struct session *fay, *aud;
	struct cast cast;

	cast_begin(&cast);
	fay = house_sign_in(cast.house, "fay");
	aud = house_sign_in(cast.house, "aud");
	take_in(&cast, alert("high", "high", ""), ONE_CASE);
	waiting(&cast, "wait");
	g_assert_cmpint(house_count(cast.hal, "alerts", NULL, NULL), ==, 2);
	g_assert_cmpint(house_count(aud, "alerts", NULL, NULL), ==, 2);
	g_assert_cmpint(house_count(fay, "alerts", NULL, NULL), ==, 1);
	house_expect_invalid(fay, "there is no alert \"1\"", "alert-dismiss 1 reason=noise");
	house_act(fay, "alert-dismiss 2 reason=noise");
	expect_alert(&cast, "wait", "dismissed", NULL);
	session_close(fay);
	session_close(aud);
	cast_end(&cast);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/alerts/" #name, name)
	TEST(a_promoted_alert_becomes_a_case_of_its_own);
	TEST(an_alert_that_made_a_case_by_itself_is_promoted_already);
	TEST(an_alert_joins_a_case_that_is_there);
	TEST(joining_discovers_a_case_that_ingest_made);
	TEST(a_joining_alert_raises_cui_that_nobody_has_assessed);
	TEST(a_closed_case_and_one_not_seen_take_no_alert);
	TEST(an_alert_joins_no_case_that_is_a_colleagues);
	TEST(a_dismissal_says_why);
	TEST(a_dismissal_that_was_a_mistake_is_mended_by_promotion);
	TEST(what_comes_again_stays_as_people_left_it);
	TEST(handlers_leads_and_services_take_alerts_in_and_nobody_else);
	TEST(a_one_time_passphrase_takes_nothing_in);
	TEST(a_service_takes_in_and_looks_at_nothing);
	TEST(an_alert_is_seen_with_its_case);
	return g_test_run();
}
