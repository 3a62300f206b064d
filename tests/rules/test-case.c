/* A case as a whole: creation, edits, what lowers it, its names. */
#include "tests/rules/fixture.h"

static void assert_needed(const struct record *record, enum moment moment, const char *names)
{
	CLEANUP(problems_free) struct problems *problems = problems_new();
	g_autofree char *found = NULL;

	case_check(record, moment, problems);
	found = problem_names(problems);
	g_assert_cmpstr(found, ==, names);
}

static void test_creation(void)
{
	CLEANUP(record_free) struct record *empty = record_new(&case_object), *good = new_case();

	assert_needed(empty, MOMENT_CREATE,
		      "detection_source group severity summary t_detected t_discovered title");
	assert_needed(good, MOMENT_CREATE, "");
	assert_needed(empty, MOMENT_NEVER, "");
}

static void test_reporter(void)
{
	static const struct { const char *source; bool person; } rows[] = {
		{ "user_report", true }, { "admin_observation", true }, { "researcher", true },
		{ "third_party_supplier", true }, { "customer_prime", true },
		{ "government_dc3", true }, { "law_enforcement", true }, { "edr_av", false },
		{ "siem_rule", false }, { "mail_gateway", false }, { "audit_review", false },
		{ "exercise", false }, { "other", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *record = new_case();

		g_test_message("%s", rows[i].source);
		record_set(record, CASE_DETECTION_SOURCE, rows[i].source);
		assert_needed(record, MOMENT_CREATE, rows[i].person ? "reporter_name" : "");
		record_set(record, CASE_REPORTER_ANONYMOUS, "1");
		assert_needed(record, MOMENT_CREATE, "");
	}
}

static void test_ingested(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	record_set(record, CASE_CREATED_VIA, "ingest");
	record_set(record, CASE_T_DISCOVERED, NULL);
	assert_needed(record, MOMENT_CREATE, "raw_event_sha256 source_ref");
	record_set(record, CASE_CREATED_VIA, "promote");
	assert_needed(record, MOMENT_CREATE, "raw_event_sha256 source_ref t_discovered");
}

static void test_sentences(void)
{
	static const struct { enum moment moment; const char *name, *why; } rows[] = {
		{ MOMENT_CREATE, "reporter_name",
		  "needed to create a case, because a person reported it, "
		  "or reporter_anonymous=yes (SP 800-61r2 App. B)" },
		{ MOMENT_TRIAGE, "severity_basis", "needed to leave triage (SP 800-61r2 3.2.6)" },
		{ MOMENT_TRIAGE, "affected_assets",
		  "needed to leave triage, or affected_accounts, or none_affected_reason "
		  "(SP 800-61r2 App. B)" },
		{ MOMENT_CONTAINED, "contracts",
		  "needed to leave containment, because CUI is involved "
		  "(DFARS 252.204-7012(c))" },
		{ MOMENT_CLOSE, "business_impact", "needed to close (SP 800-61r2 3.2.6)" },
	};
	CLEANUP(record_free) struct record *record = new_case();

	record_set(record, CASE_DETECTION_SOURCE, "user_report");
	record_set(record, CASE_CUI_INVOLVEMENT, "touched");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(problems_free) struct problems *problems = problems_new();

		case_check(record, rows[i].moment, problems);
		g_assert_cmpstr(problem_of(problems, rows[i].name), ==, rows[i].why);
	}
}

static char *edit(const struct record *before, const struct record *after)
{
	CLEANUP(problems_free) struct problems *problems = problems_new();

	case_check_edit(before, after, problems);
	return problem_names(problems);
}

/* One edit of a case in this state: which fields are refused. */
static void test_edits(void)
{
	static const struct {
		const char *state;
		size_t field;
		const char *value, *names;
	} rows[] = {
		{ "triage", CASE_TITLE, "Better title", "" },
		{ "triage", CASE_TITLE, NULL, "title" },
		{ "triage", CASE_T_DISCOVERED, NULL, "t_discovered" },
		{ "triage", CASE_INCIDENT_TYPE, "not_assessed", "" },
		{ "triage", CASE_INFORMATION_IMPACT, "cui_breach", "information_impact" },
		{ "triage", CASE_INFORMATION_IMPACT, "no_impact\nprivacy_data_breach",
		  "information_impact" },
		{ "triage", CASE_PARENT, "INC-2026-0041", "parent" },
		{ "triage", CASE_DUPLICATE_OF, "INC-2026-0041", "duplicate_of" },
		{ "triage", CASE_DUPLICATE_OF, "INC-2026-0040", "" },
		{ "triage", CASE_KIND, "exercise", "kind" },
		{ "triage", CASE_KIND, "event", "" },
		{ "triage", CASE_T_REPORTED_EXTERNAL, "1000", "t_reported_external" },
		{ "triage", CASE_LEGAL_HOLD, "1", "" },
		{ "close_pending", CASE_TITLE, "Better title", "state" },
		{ "closed", CASE_TITLE, "Better title", "state" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *before = new_case(), *after = NULL;
		g_autofree char *names = NULL;

		fill_triage(before);
		record_set(before, CASE_STATE, rows[i].state);
		after = record_copy(before);
		record_set(after, rows[i].field, rows[i].value);
		names = edit(before, after);
		g_test_message("%s: %s", rows[i].state, case_object.fields[rows[i].field].name);
		g_assert_cmpstr(names, ==, rows[i].names);
	}
}

static void test_order_of_times(void)
{
	CLEANUP(record_free) struct record *before = new_case(), *after = record_copy(before);
	g_autofree char *names = NULL;

	record_set_int(after, CASE_T_OCCURRED_FIRST, 2000);
	record_set_int(after, CASE_T_OCCURRED_LAST, 1000);
	names = edit(before, after);
	g_assert_cmpstr(names, ==, "t_occurred_last");
}

/* Nobody knows of what nobody observed; clocks of tools may be minutes ahead. */
static void test_discovered_after_detected(void)
{
	static const struct { size_t field; int64_t minutes; const char *told; } rows[] = {
		{ CASE_T_DISCOVERED, 60, "" },
		{ CASE_T_DISCOVERED, -5, "" },
		{ CASE_T_DISCOVERED, -6, "the discovery lies before" },
		{ CASE_T_DETECTED, 30, "" },
		{ CASE_T_DETECTED, 66, "the discovery lies before" },
		{ CASE_T_REPORTED_EXTERNAL, 61, "" },
		{ CASE_T_REPORTED_EXTERNAL, 50, "the report lies before" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *before = new_case(), *after = NULL;
		g_autofree char *told = NULL, *names = NULL;
		int64_t detected = 1000 * MINUTE_MS;

		record_set(before, CASE_ID, "INC-2026-0041");
		record_set_int(before, CASE_T_DETECTED, detected);
		record_set_int(before, CASE_T_DISCOVERED, detected + 60 * MINUTE_MS);
		after = record_copy(before);
		record_set_int(after, rows[i].field, detected + rows[i].minutes * MINUTE_MS);
		told = case_odd_times(before, after);
		names = edit(before, after);
		g_test_message("row %zu", i);
		g_assert_true(g_str_has_prefix(told ? told : "", rows[i].told));
		g_assert_cmpint(told != NULL, ==, *rows[i].told != '\0');
		g_assert_cmpstr(names, ==, "");
	}
}

/* What stands so already is told once. */
static void test_odd_times_are_told_once(void)
{
	CLEANUP(record_free) struct record *before = new_case(), *after = NULL;

	record_set_int(before, CASE_T_DETECTED, 1000 * MINUTE_MS);
	record_set_int(before, CASE_T_DISCOVERED, 900 * MINUTE_MS);
	record_set(before, CASE_ID, "INC-2026-0041");
	after = record_copy(before);
	record_set(after, CASE_TITLE, "Better title");
	g_assert_null(case_odd_times(before, after));
}

static void test_hold_stays(void)
{
	CLEANUP(record_free) struct record *before = new_case(), *after = NULL;
	g_autofree char *names = NULL;

	record_set(before, CASE_LEGAL_HOLD, "1");
	after = record_copy(before);
	record_set(after, CASE_LEGAL_HOLD, "0");
	names = edit(before, after);
	g_assert_cmpstr(names, ==, "legal_hold");
}

/* What an earlier state needed may be changed later, but not emptied. */
static void test_not_emptied(void)
{
	CLEANUP(record_free) struct record *before = new_case(), *after = NULL;
	g_autofree char *none = NULL, *names = NULL;

	fill_triage(before);
	fill_cui(before);
	record_set(before, CASE_STATE, "eradication");
	record_set_int(before, CASE_T_DECLARED, 1);
	record_set_int(before, CASE_T_CONTAINED, 2);
	after = record_copy(before);
	record_set(after, CASE_CONFIDENCE, "low");
	record_set(after, CASE_CONTRACTS, "N00024-26-C-0002");
	none = edit(before, after);
	g_assert_cmpstr(none, ==, "");
	record_set(after, CASE_CONFIDENCE, "not_assessed");
	record_set(after, CASE_CONTRACTS, NULL);
	record_set(after, CASE_PRESERVATION_DECISION, NULL);
	record_set(after, CASE_ROOT_CAUSE, NULL);
	names = edit(before, after);
	g_assert_cmpstr(names, ==, "confidence contracts preservation_decision");
}

static void test_lowering(void)
{
	static const struct { size_t field; const char *before, *after; unsigned what; } rows[] = {
		{ CASE_SEVERITY, "SEV3", "SEV3", 0 },
		{ CASE_SEVERITY, "SEV3", "SEV1", RAISES_SEVERITY },
		{ CASE_SEVERITY, "SEV3", "SEV4", LOWERS_SEVERITY },
		{ CASE_SEVERITY, "SEV3", NULL, LOWERS_SEVERITY },
		{ CASE_SEVERITY, NULL, "SEV5", RAISES_SEVERITY },
		{ CASE_CUI_INVOLVEMENT, "not_assessed", "none", 0 },
		{ CASE_CUI_INVOLVEMENT, "touched", "none", 0 },
		{ CASE_CUI_INVOLVEMENT, "touched", "suspected", 0 },
		{ CASE_CUI_INVOLVEMENT, "suspected", "touched", LOWERS_CUI },
		{ CASE_CUI_INVOLVEMENT, "suspected", "none", LOWERS_CUI },
		{ CASE_CUI_INVOLVEMENT, "confirmed", "suspected", LOWERS_CUI },
		{ CASE_CUI_INVOLVEMENT, "confirmed", "not_assessed", LOWERS_CUI },
		{ CASE_CUI_INVOLVEMENT, "confirmed", NULL, LOWERS_CUI },
		{ CASE_T_DISCOVERED, "2000", "2001", DISCOVERED_LATER },
		{ CASE_T_DISCOVERED, "2000", "1999", 0 },
		{ CASE_T_DISCOVERED, "2000", NULL, DISCOVERED_LATER },
		{ CASE_T_DISCOVERED, NULL, "2000", 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *before = new_case();
		CLEANUP(record_free) struct record *after = record_copy(before);

		record_set(before, rows[i].field, rows[i].before);
		record_set(after, rows[i].field, rows[i].after);
		g_test_message("row %zu", i);
		g_assert_cmpuint(case_lowering(before, after), ==, rows[i].what);
	}
}

static void test_cui_section(void)
{
	g_assert_true(field_in_cui_section(&case_object.fields[CASE_CONTRACTS]));
	g_assert_true(field_in_cui_section(&case_object.fields[CASE_DFARS_REPORTABLE]));
	g_assert_false(field_in_cui_section(&case_object.fields[CASE_TITLE]));
	g_assert_false(field_in_cui_section(&case_object.fields[CASE_OPEN]));
}

static void test_id_reads(void)
{
	static const struct { const char *text, *prefix; int year; int64_t number; } good[] = {
		{ "INC-2026-0041", "INC", 2026, 41 }, { "inc-2026-41", "INC", 2026, 41 },
		{ "EX-2026-0003", "EX", 2026, 3 }, { "EX-26-0003", "EX", 2026, 3 },
		{ "26-0041", NULL, 2026, 41 }, { "2026-41", NULL, 2026, 41 }, { "41", NULL, 0, 41 },
		{ "0041", NULL, 0, 41 }, { "INC-2026-123456", "INC", 2026, 123456 },
	};
	static const char *const bad[] = {
		"", "INC", "INC-", "INC-41", "INC-2026-", "INC-2026-0", "0", "-41", "26--41",
		"26-41-1", "026-41", "INC-2026-41x", "4 1", "+41", "99999999999999999999",
		"CASE-2026-1", "٤١",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		const char *prefix;
		int year;
		int64_t number;

		g_test_message("%s", good[i].text);
		g_assert_true(case_id_parse(good[i].text, &prefix, &year, &number));
		g_assert_cmpstr(prefix, ==, good[i].prefix);
		g_assert_cmpint(year, ==, good[i].year);
		g_assert_cmpint(number, ==, good[i].number);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		const char *prefix;
		int year;
		int64_t number;

		g_test_message("%s", bad[i]);
		g_assert_false(case_id_parse(bad[i], &prefix, &year, &number));
	}
}

static void test_id_shows(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	g_autofree char *id = case_id_make("INC", 2026, 41);
	g_autofree char *large = case_id_make("EX", 2026, 12345);
	g_autofree char *brief = case_id_short(id), *brief_large = case_id_short(large);
	g_autofree char *odd = case_id_short("something"), *stamp = case_stamp_id(record);

	g_assert_cmpstr(id, ==, "INC-2026-0041");
	g_assert_cmpstr(large, ==, "EX-2026-12345");
	g_assert_cmpstr(brief, ==, "26-0041");
	g_assert_cmpstr(brief_large, ==, "EX-26-12345");
	g_assert_cmpstr(odd, ==, "something");
	g_assert_cmpstr(stamp, ==, "20261120T120000Z-0041");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/case/creation names everything missing", test_creation);
	g_test_add_func("/case/a person's report has a reporter", test_reporter);
	g_test_add_func("/case/an alert nobody saw has no discovery yet", test_ingested);
	g_test_add_func("/case/a missing field says when, why and by which source", test_sentences);
	g_test_add_func("/case/an edit must not contradict or empty the case", test_edits);
	g_test_add_func("/case/the last occurrence is not before the first", test_order_of_times);
	g_test_add_func("/case/a legal hold stays", test_hold_stays);
	g_test_add_func("/case/discovery before detection and report before discovery are told",
			test_discovered_after_detected);
	g_test_add_func("/case/odd times are told once", test_odd_times_are_told_once);
	g_test_add_func("/case/what a passed state needed is not emptied", test_not_emptied);
	g_test_add_func("/case/what lowers a case is told apart", test_lowering);
	g_test_add_func("/case/the CUI block is known", test_cui_section);
	g_test_add_func("/case/ids are read in all their forms", test_id_reads);
	g_test_add_func("/case/ids are shown whole, short and with their time", test_id_shows);
	return g_test_run();
}
