/* The clocks, with dates. */
#include "tests/rules/fixture.h"

#include "src/rules/close.h"
#include "src/rules/deadline.h"

static void assert_due(const struct record *record, enum clock_name clock, const char *due)
{
	struct deadline clocks[CLOCKS];
	g_autofree char *iso = NULL;

	deadlines_of(record, clocks);
	g_assert_true(clocks[clock].applies == (due != NULL));
	if (!due)
		return;
	iso = time_iso(clocks[clock].due);
	g_assert_cmpstr(iso, ==, due);
}

static bool runs(const struct record *record, enum clock_name clock)
{
	struct deadline clocks[CLOCKS];

	deadlines_of(record, clocks);
	return clocks[clock].running;
}

/* compliance.md 4.4, counted from 2026-11-20T12:00Z; a business day is 24 hours here. */
static void test_targets(void)
{
	static const struct { const char *severity, *ack, *triage, *contain; } rows[] = {
		{ "SEV1", "2026-11-20T12:15:00.000Z", "2026-11-20T13:00:00.000Z",
		  "2026-11-20T16:00:00.000Z" },
		{ "SEV2", "2026-11-20T12:30:00.000Z", "2026-11-20T14:00:00.000Z",
		  "2026-11-21T00:00:00.000Z" },
		{ "SEV3", "2026-11-20T16:00:00.000Z", "2026-11-20T20:00:00.000Z",
		  "2026-11-23T12:00:00.000Z" },
		{ "SEV4", "2026-11-21T12:00:00.000Z", "2026-11-22T12:00:00.000Z",
		  "2026-11-30T12:00:00.000Z" },
		{ "SEV5", "2026-11-22T12:00:00.000Z", "2026-11-25T12:00:00.000Z", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *record = new_case();
		int64_t start = record_int(record, CASE_CREATED_AT);

		g_test_message("%s", rows[i].severity);
		record_set(record, CASE_SEVERITY, rows[i].severity);
		assert_due(record, CLOCK_ACKNOWLEDGE, rows[i].ack);
		assert_due(record, CLOCK_TRIAGE, NULL);
		assert_due(record, CLOCK_CONTAIN, NULL);
		record_set_int(record, CASE_T_ACK, start);
		assert_due(record, CLOCK_TRIAGE, rows[i].triage);
		record_set_int(record, CASE_T_DECLARED, start);
		assert_due(record, CLOCK_CONTAIN, rows[i].contain);
	}
}

static void test_transfer(void)
{
	static const struct { const char *severity; int64_t minutes; } rows[] = {
		{ "SEV1", 15 }, { "SEV2", 30 }, { "SEV3", 240 }, { "SEV4", 1440 }, { "SEV5", 1440 },
		{ NULL, 1440 },
	};
	CLEANUP(record_free) struct record *record = new_case();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpint(transfer_time(rows[i].severity), ==, rows[i].minutes * MINUTE_MS);
	assert_due(record, CLOCK_TRANSFER, NULL);
	record_set(record, CASE_OFFERED_TO, "forensics");
	record_set_int(record, CASE_TRANSFER_DUE, at("2026-11-20T12:30:00Z"));
	assert_due(record, CLOCK_TRANSFER, "2026-11-20T12:30:00.000Z");
	g_assert_true(runs(record, CLOCK_TRANSFER));
}

static void test_stops(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	g_assert_true(runs(record, CLOCK_ACKNOWLEDGE));
	record_set(record, CASE_OWNER, "bea");
	transition_apply(record, transition_find(STATE_NEW, STATE_TRIAGE),
			at("2026-11-20T12:10:00Z"));
	g_assert_false(runs(record, CLOCK_ACKNOWLEDGE));
	g_assert_true(runs(record, CLOCK_TRIAGE));
	transition_apply(record, transition_find(STATE_TRIAGE, STATE_INVESTIGATING),
			 at("2026-11-20T13:00:00Z"));
	g_assert_false(runs(record, CLOCK_TRIAGE));
	g_assert_true(runs(record, CLOCK_CONTAIN));
	transition_apply(record, transition_find(STATE_INVESTIGATING, STATE_CONTAINMENT),
			 at("2026-11-20T14:00:00Z"));
	g_assert_true(runs(record, CLOCK_CONTAIN));
	transition_apply(record, transition_find(STATE_CONTAINMENT, STATE_ERADICATION),
			 at("2026-11-20T15:00:00Z"));
	g_assert_false(runs(record, CLOCK_CONTAIN));
	g_assert_true(runs(record, CLOCK_DFARS_REPORT));
}

static void test_reopened(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	record_set_int(record, CASE_T_DECLARED, at("2026-11-20T13:00:00Z"));
	record_set_int(record, CASE_T_CONTAINED, at("2026-11-20T15:00:00Z"));
	record_set(record, CASE_STATE, "closed");
	close_reopen(record, at("2026-12-01T08:00:00Z"));
	case_derive(record);
	assert_due(record, CLOCK_CONTAIN, "2026-12-04T08:00:00.000Z");
	g_assert_true(runs(record, CLOCK_CONTAIN));
}

static void test_dfars(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	struct deadline clocks[CLOCKS];

	assert_due(record, CLOCK_DFARS_REPORT, "2026-11-23T11:00:00.000Z");
	record_set(record, CASE_SEVERITY, "SEV5");
	record_set(record, CASE_CUI_INVOLVEMENT, "none");
	record_set(record, CASE_DFARS_REPORTABLE, "undetermined");
	g_assert_true(runs(record, CLOCK_DFARS_REPORT));
	record_set(record, CASE_DFARS_REPORTABLE, "no");
	assert_due(record, CLOCK_DFARS_REPORT, NULL);
	g_assert_false(runs(record, CLOCK_DFARS_REPORT));
	record_set(record, CASE_DFARS_REPORTABLE, "yes");
	record_set_int(record, CASE_T_REPORTED_EXTERNAL, at("2026-11-22T11:00:00Z"));
	assert_due(record, CLOCK_DFARS_REPORT, "2026-11-23T11:00:00.000Z");
	g_assert_false(runs(record, CLOCK_DFARS_REPORT));
	deadlines_of(record, clocks);
	g_assert_cmpstr(clocks[CLOCK_DFARS_REPORT].name, ==, "dfars_report");
}

static void test_dfars_earliest(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	struct deadline clocks[CLOCKS];

	record_set(record, CASE_T_DISCOVERED, NULL);
	assert_due(record, CLOCK_DFARS_REPORT, "2026-11-23T10:00:00.000Z");
	deadlines_of(record, clocks);
	g_assert_cmpstr(clocks[CLOCK_DFARS_REPORT].name, ==, "dfars_report_earliest");
	g_assert_cmpstr(clocks[CLOCK_DFARS_REPORT].label, ==, "DoD≥");
	record_set(record, CASE_T_DETECTED, NULL);
	assert_due(record, CLOCK_DFARS_REPORT, NULL);
}

/* A report that came after its 72 hours was late, and by how much is counted from when it was due. */
static void test_dfars_late(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	struct deadline clocks[CLOCKS];
	const struct deadline *report = &clocks[CLOCK_DFARS_REPORT];

	record_set_int(record, CASE_T_REPORTED_EXTERNAL, at("2026-11-23T11:00:00Z"));
	deadlines_of(record, clocks);
	g_assert_false(deadline_missed(report));
	record_set_int(record, CASE_T_REPORTED_EXTERNAL, at("2026-11-24T11:00:00Z"));
	deadlines_of(record, clocks);
	g_assert_true(deadline_missed(report));
	g_assert_cmpint(report->stopped - report->due, ==, 24 * HOUR_MS);
	record_set(record, CASE_DFARS_REPORTABLE, "no");
	deadlines_of(record, clocks);
	g_assert_false(deadline_missed(report));
}

static void test_soon(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	struct deadline clocks[CLOCKS];
	const struct deadline *report = &clocks[CLOCK_DFARS_REPORT];

	deadlines_of(record, clocks);
	g_assert_false(deadline_soon(report, report->due - 18 * HOUR_MS));
	g_assert_true(deadline_soon(report, report->due - 18 * HOUR_MS + 1));
}

/* An upgrade counts from the same start; a downgrade never un-breaches. */
static void test_severity_changes(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	record_set(record, CASE_SEVERITY, "SEV4");
	case_derive(record);
	assert_due(record, CLOCK_ACKNOWLEDGE, "2026-11-21T12:00:00.000Z");
	record_set(record, CASE_SEVERITY, "SEV1");
	case_derive(record);
	assert_due(record, CLOCK_ACKNOWLEDGE, "2026-11-20T12:15:00.000Z");
	record_set(record, CASE_SEVERITY, "SEV5");
	case_derive(record);
	assert_due(record, CLOCK_ACKNOWLEDGE, "2026-11-20T12:15:00.000Z");
	/* the next clock begins at the severity of its own start */
	record_set_int(record, CASE_T_ACK, at("2026-11-20T12:10:00Z"));
	case_derive(record);
	assert_due(record, CLOCK_TRIAGE, "2026-11-25T12:10:00.000Z");
	/* and the one that stopped keeps its own */
	record_set(record, CASE_SEVERITY, "SEV3");
	case_derive(record);
	assert_due(record, CLOCK_ACKNOWLEDGE, "2026-11-20T12:15:00.000Z");
	assert_due(record, CLOCK_TRIAGE, "2026-11-20T20:10:00.000Z");
}

static void test_downgrade_before_containment(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	record_set(record, CASE_SEVERITY, "SEV2");
	record_set(record, CASE_STATE, "investigating");
	record_set_int(record, CASE_T_ACK, at("2026-11-20T12:10:00Z"));
	record_set_int(record, CASE_T_TRIAGED, at("2026-11-20T13:00:00Z"));
	record_set_int(record, CASE_T_DECLARED, at("2026-11-20T13:00:00Z"));
	case_derive(record);
	record_set(record, CASE_SEVERITY, "SEV5");
	transition_apply(record, transition_find(STATE_INVESTIGATING, STATE_CONTAINMENT),
			 at("2026-11-20T14:00:00Z"));
	case_derive(record);
	assert_due(record, CLOCK_CONTAIN, "2026-11-21T01:00:00.000Z");
}

static void test_next(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	case_derive(record);
	g_assert_true(record_is(record, CASE_DUE_NAME, "acknowledge"));
	g_assert_cmpint(record_int(record, CASE_DUE_AT), ==, at("2026-11-20T16:00:00Z"));
	g_assert_cmpint(record_int(record, CASE_DUE_RANK), ==, at("2026-11-20T16:00:00Z"));
	g_assert_cmpint(record_int(record, CASE_SEV_RANK), ==, 3);
	g_assert_cmpint(record_int(record, CASE_OPEN), ==, 1);
	g_assert_true(record_is(record, CASE_ID_PREFIX, "INC"));
	g_assert_cmpint(record_int(record, CASE_ID_YEAR), ==, 2026);
	g_assert_cmpint(record_int(record, CASE_ID_NUMBER), ==, 41);
	record_set_int(record, CASE_T_ACK, at("2026-11-20T12:10:00Z"));
	record_set_int(record, CASE_T_TRIAGED, at("2026-11-20T12:20:00Z"));
	case_derive(record);
	g_assert_true(record_is(record, CASE_DUE_NAME, "dfars_report"));
}

static void test_closed(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	struct deadline next;

	record_set(record, CASE_OFFERED_TO, "forensics");
	record_set_int(record, CASE_TRANSFER_DUE, 1);
	record_set(record, CASE_STATE, "closed");
	case_derive(record);
	g_assert_false(deadline_next(record, &next));
	g_assert_false(record_has(record, CASE_DUE_AT));
	g_assert_false(record_has(record, CASE_DUE_NAME));
	g_assert_cmpint(record_int(record, CASE_DUE_RANK), ==, INT64_MAX);
	g_assert_cmpint(record_int(record, CASE_OPEN), ==, 0);
}

/* Deriving twice changes nothing: a row is only written when something did change. */
static void test_stable(void)
{
	CLEANUP(record_free) struct record *once = new_case(), *twice = NULL;
	g_autoptr(GArray) difference = NULL;

	case_derive(once);
	twice = record_copy(once);
	case_derive(twice);
	difference = record_difference(once, twice);
	g_assert_cmpuint(difference->len, ==, 0);
}

static void test_overdue(void)
{
	struct deadline clock = { .applies = true, .running = true, .due = 1000 };

	g_assert_false(deadline_overdue(&clock, 999));
	g_assert_false(deadline_overdue(&clock, 1000));
	g_assert_true(deadline_overdue(&clock, 1001));
	clock.running = false;
	g_assert_false(deadline_overdue(&clock, 1001));
}

/* A part of a record stops the program when it is asked for a field that was not read. */
static void test_fields(void)
{
	CLEANUP(record_free) struct record *part = record_new_part(&case_object);
	g_auto(GStrv) names = g_strsplit(DEADLINE_FIELDS, " ", -1);
	struct deadline next;

	for (char **name = names; *name; name++)
		record_set(part, (size_t)object_field(&case_object, *name), NULL);
	g_assert_false(deadline_next(part, &next));
	record_set(part, CASE_SEVERITY, "SEV1");
	record_set(part, CASE_STATE, "containment");
	record_set_int(part, CASE_CREATED_AT, 1000);
	record_set_int(part, CASE_T_DECLARED, 1000);
	record_set_int(part, CASE_T_DETECTED, 1000);
	record_set(part, CASE_OFFERED_TO, "forensics");
	record_set_int(part, CASE_TRANSFER_DUE, 5000);
	g_assert_true(deadline_next(part, &next));
	g_assert_cmpstr(next.name, ==, "transfer_accept");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/deadline/each severity has its targets", test_targets);
	g_test_add_func("/deadline/an offer runs out by severity", test_transfer);
	g_test_add_func("/deadline/each move stops its clock and starts the next", test_stops);
	g_test_add_func("/deadline/reopening counts containment anew", test_reopened);
	g_test_add_func("/deadline/72 hours from discovery unless ruled out or reported",
			test_dfars);
	g_test_add_func("/deadline/before anybody saw it the 72 hours are the earliest",
			test_dfars_earliest);
	g_test_add_func("/deadline/a report after its 72 hours was late", test_dfars_late);
	g_test_add_func("/deadline/the last quarter of a clock is soon", test_soon);
	g_test_add_func("/deadline/upgrades count from the start, downgrades never un-breach",
			test_severity_changes);
	g_test_add_func("/deadline/entering containment does not reset its clock",
			test_downgrade_before_containment);
	g_test_add_func("/deadline/the next due is the earliest that runs", test_next);
	g_test_add_func("/deadline/nothing runs on a closed case", test_closed);
	g_test_add_func("/deadline/deriving again changes nothing", test_stable);
	g_test_add_func("/deadline/overdue is past the due time", test_overdue);
	g_test_add_func("/deadline/the fields named are all that is read", test_fields);
	return g_test_run();
}
