/* Closing: what each way out asks for, and when it takes two. */
#include "tests/rules/fixture.h"

#include "src/rules/close.h"

static char *refusal(const struct record *record, const char *disposition, const char *reason,
		     bool looked)
{
	CLEANUP(problems_free) struct problems *problems = problems_new();

	close_check(record, disposition, reason, looked, problems);
	return problem_names(problems);
}

static void assert_refusal(const struct record *record, const char *disposition, bool looked,
			   const char *names)
{
	g_autofree char *found = refusal(record, disposition, "why", looked);

	g_assert_cmpstr(found, ==, names);
}

static struct record *reviewed_case(void)
{
	struct record *record = new_case();

	fill_triage(record);
	fill_closure(record);
	record_set(record, CASE_STATE, "review");
	record_set_int(record, CASE_T_DECLARED, 1);
	return record;
}

static void test_resolved(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();
	CLEANUP(record_free) struct record *empty = new_case();
	g_autofree char *unreasoned = refusal(record, "resolved", NULL, false);

	assert_refusal(record, "resolved", false, "");
	g_assert_cmpstr(unreasoned, ==, "reason");
	fill_triage(empty);
	record_set(empty, CASE_STATE, "review");
	assert_refusal(empty, "resolved", false,
		       "business_impact closure_criteria containment_summary corrective_actions "
		       "dfars_reportable eradication_summary recovery_verification root_cause "
		       "root_cause_category t_occurred_first t_occurred_last");
}

static void test_severe(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	fill_triage(record);
	record_set(record, CASE_SEVERITY, "SEV1");
	record_set(record, CASE_STATE, "review");
	record_set(record, CASE_DETECTION_SOURCE, "user_report");
	record_set(record, CASE_REPORTER_NAME, "Ann");
	assert_refusal(record, "resolved", false,
		       "business_impact closure_criteria containment_summary corrective_actions "
		       "cost_hours cost_money detection_gap dfars_reportable eradication_summary "
		       "lessons_learned recovery_verification reporter_feedback_sent "
		       "review_attendees review_date root_cause root_cause_category "
		       "t_occurred_first t_occurred_last what_worked");
	fill_closure(record);
	record_set(record, CASE_REPORTER_ANONYMOUS, "1");
	assert_refusal(record, "resolved", false, "");
}

static void test_cui_found_late(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();

	record_set(record, CASE_SEVERITY, "SEV2");
	record_set(record, CASE_CUI_INVOLVEMENT, "touched");
	assert_refusal(record, "resolved", false,
		       "contracts cui_categories cui_determination_at cui_determination_basis "
		       "cui_determination_by cui_effect cui_holder cui_media cui_volume_desc "
		       "export_controlled");
	fill_cui(record);
	assert_refusal(record, "resolved", false, "");
}

static void test_unknown_times(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();

	record_set(record, CASE_T_OCCURRED_FIRST, NULL);
	record_set(record, CASE_T_OCCURRED_LAST, NULL);
	assert_refusal(record, "resolved", false, "t_occurred_first t_occurred_last");
	record_set(record, CASE_T_OCCURRED_FIRST_PRECISION, "unknown");
	record_set(record, CASE_T_OCCURRED_LAST_PRECISION, "unknown");
	assert_refusal(record, "resolved", false, "");
}

static void test_dfars_settled(void)
{
	static const struct { const char *reportable, *rationale, *reported, *names; } rows[] = {
		{ "not_assessed", NULL, NULL, "dfars_reportable" },
		{ "undetermined", "asked", NULL, "dfars_reportable" },
		{ "yes", "CTI", NULL, "t_reported_external" },
		{ "yes", "CTI", "1795183200000", "" },
		{ "no", NULL, NULL, "dfars_rationale" },
		{ "no", "no covered system", NULL, "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *record = reviewed_case();

		g_test_message("%s", rows[i].reportable);
		record_set(record, CASE_DFARS_REPORTABLE, rows[i].reportable);
		record_set(record, CASE_DFARS_RATIONALE, rows[i].rationale);
		record_set(record, CASE_T_REPORTED_EXTERNAL, rows[i].reported);
		assert_refusal(record, "resolved", false, rows[i].names);
	}
}

/* Which way out is open in which state; the case has all that closing may ask for. */
static void test_states(void)
{
	static const struct { const char *disposition, *states; } rows[] = {
		{ "resolved", "review" },
		{ "false_positive", "triage investigating review" },
		{ "not_an_incident", "triage investigating review" },
		{ "duplicate", "new triage investigating containment eradication recovery review" },
		{ "merged", "" },
		{ "transferred_external", "review" },
		{ "risk_accepted", "review" },
		{ "unresolved_exhausted", "review" },
		{ "exercise", "" },
		{ "entered_in_error",
		  "new triage investigating containment eradication recovery review" },
		{ "given_up", "" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		for (int state = 0; state < STATES; state++) {
			CLEANUP(record_free) struct record *record = reviewed_case();
			g_auto(GStrv) states = g_strsplit(rows[i].states, " ", -1);
			g_autofree char *names = NULL;

			record_set(record, CASE_STATE, state_choices[state].name);
			record_set(record, CASE_DUPLICATE_OF, "INC-2026-0007");
			names = refusal(record, rows[i].disposition, "why", true);
			g_test_message("%s from %s", rows[i].disposition,
				       state_choices[state].name);
			g_assert_true((*names == '\0') ==
				      g_strv_contains((const char *const *)states,
						      state_choices[state].name));
		}
}

static void test_short_way(void)
{
	static const char *const levels[] = { "not_assessed", "touched", "suspected", "confirmed" };
	CLEANUP(record_free) struct record *record = new_case();

	record_set(record, CASE_STATE, "triage");
	record_set(record, CASE_CUI_INVOLVEMENT, "none");
	assert_refusal(record, "false_positive", true, "");
	assert_refusal(record, "not_an_incident", true, "");
	assert_refusal(record, "false_positive", false, "evidence_reviewed");
	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
		record_set(record, CASE_CUI_INVOLVEMENT, levels[i]);
		assert_refusal(record, "false_positive", true, "cui_involvement");
	}
}

static void test_rejected_is_no_shortcut(void)
{
	CLEANUP(record_free) struct record *record = new_case();
	g_autofree char *names = NULL;

	record_set(record, CASE_STATE, "triage");
	record_set(record, CASE_CUI_INVOLVEMENT, "none");
	record_set(record, CASE_OWNER, "bea");
	close_request(record, "false_positive", "why", true, "bea", 1000);
	close_reject(record, 2000);
	/* never declared: the short way is still open, the full one asks for triage as well */
	assert_refusal(record, "false_positive", true, "");
	names = refusal(record, "resolved", "why", true);
	g_assert_nonnull(strstr(names, "incident_type"));
}

static void test_pointer(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	assert_refusal(record, "duplicate", false, "duplicate_of");
	record_set(record, CASE_DUPLICATE_OF, "INC-2026-0041");
	assert_refusal(record, "duplicate", false, "duplicate_of");
	record_set(record, CASE_DUPLICATE_OF, "INC-2026-0007");
	assert_refusal(record, "duplicate", false, "");
}

static void test_offered(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();

	record_set(record, CASE_OFFERED_TO, "forensics");
	assert_refusal(record, "resolved", false, "offered_to");
}

static void test_exercise(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();

	assert_refusal(record, "exercise", false, "disposition");
	record_set(record, CASE_KIND, "exercise");
	assert_refusal(record, "exercise", false, "");
	g_assert_true(close_needs_second(record, "exercise"));
}

static void test_second_person(void)
{
	static const struct {
		const char *disposition, *severity, *cui;
		size_t field;
		const char *value;
		bool second;
	} rows[] = {
		{ "resolved", "SEV1", "none", CASE_TLP, NULL, true },
		{ "resolved", "SEV2", "none", CASE_TLP, NULL, true },
		{ "resolved", "SEV3", "none", CASE_TLP, NULL, true },
		{ "resolved", "SEV4", "none", CASE_TLP, NULL, false },
		{ "resolved", "SEV5", "none", CASE_TLP, NULL, false },
		{ "resolved", NULL, "none", CASE_TLP, NULL, true },
		{ "resolved", "SEV5", "touched", CASE_TLP, NULL, true },
		{ "resolved", "SEV5", "confirmed", CASE_TLP, NULL, true },
		{ "resolved", "SEV5", "not_assessed", CASE_TLP, NULL, true },
		{ "resolved", "SEV5", "none", CASE_INCIDENT_TYPE, "dos\ninsider_negligent", true },
		{ "resolved", "SEV5", "none", CASE_ACTOR, "insider_malicious", true },
		{ "resolved", "SEV5", "none", CASE_INGEST_SEVERITY, "critical", false },
		{ "resolved", "SEV5", "none", CASE_COVERED_SYSTEM, "yes", false },
		{ "false_positive", "SEV5", "none", CASE_INGEST_SEVERITY, "medium", false },
		{ "false_positive", "SEV5", "none", CASE_INGEST_SEVERITY, "high", true },
		{ "false_positive", "SEV5", "none", CASE_INGEST_SEVERITY, "critical", true },
		{ "not_an_incident", "SEV5", "none", CASE_COVERED_SYSTEM, "yes", true },
		{ "duplicate", "SEV4", "none", CASE_TLP, NULL, false },
		{ "duplicate", "SEV3", "none", CASE_TLP, NULL, true },
		{ "transferred_external", "SEV5", "none", CASE_TLP, NULL, true },
		{ "risk_accepted", "SEV5", "none", CASE_TLP, NULL, true },
		{ "unresolved_exhausted", "SEV5", "none", CASE_TLP, NULL, true },
		{ "entered_in_error", "SEV5", "none", CASE_TLP, NULL, false },
		{ "entered_in_error", "SEV3", "none", CASE_TLP, NULL, true },
		{ "unheard_of", "SEV5", "none", CASE_TLP, NULL, true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *record = new_case();

		g_test_message("row %zu: %s", i, rows[i].disposition);
		record_set(record, CASE_SEVERITY, rows[i].severity);
		record_set(record, CASE_CUI_INVOLVEMENT, rows[i].cui);
		record_set(record, rows[i].field, rows[i].value);
		g_assert_true(close_needs_second(record, rows[i].disposition) == rows[i].second);
	}
}

static void test_at_once(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case(), *lead = record_copy(record);

	g_assert_true(close_request(record, "resolved", "done", false, "bea", 9000));
	g_assert_true(record_is(record, CASE_STATE, "closed"));
	g_assert_true(record_is(record, CASE_CLOSED_BY, "bea"));
	g_assert_false(record_has(record, CASE_APPROVED_BY));
	g_assert_cmpint(record_int(record, CASE_T_CLOSED), ==, 9000);
	g_assert_cmpint(record_int(record, CASE_T_REVIEWED), ==, 9000);
	/* somebody else's case waits, even a mild one */
	g_assert_false(close_request(lead, "resolved", "done", false, "lee", 9000));
	g_assert_true(record_is(lead, CASE_STATE, "close_pending"));
	g_assert_false(record_has(lead, CASE_CLOSED_BY));
}

static void test_two_people(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();
	CLEANUP(person_free) struct person *owner = person_new("bea"), *asker = person_new("cyd");
	CLEANUP(person_free) struct person *third = person_new("dov");

	record_set(record, CASE_SEVERITY, "SEV2");
	g_assert_false(close_may_approve(record, third));
	g_assert_false(close_request(record, "resolved", "done", true, "cyd", 1000));
	g_assert_true(record_is(record, CASE_DISPOSITION, "resolved"));
	g_assert_true(record_is(record, CASE_CLOSE_REASON, "done"));
	g_assert_true(record_is(record, CASE_EVIDENCE_REVIEWED, "1"));
	g_assert_cmpint(record_int(record, CASE_T_RESOLVED), ==, 1000);
	g_assert_false(close_may_approve(record, owner));
	g_assert_false(close_may_approve(record, asker));
	g_assert_true(close_may_approve(record, third));
	close_approve(record, "dov", 2000);
	g_assert_true(record_is(record, CASE_STATE, "closed"));
	g_assert_true(record_is(record, CASE_APPROVED_BY, "dov"));
	g_assert_cmpint(record_int(record, CASE_T_CLOSED), ==, 2000);
}

static void test_reject(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();

	record_set(record, CASE_SEVERITY, "SEV2");
	close_request(record, "resolved", "done", true, "bea", 1000);
	close_reject(record, 2000);
	g_assert_true(record_is(record, CASE_STATE, "review"));
	g_assert_false(record_has(record, CASE_DISPOSITION));
	g_assert_false(record_has(record, CASE_CLOSE_REQUESTED_BY));
	g_assert_true(record_is(record, CASE_EVIDENCE_REVIEWED, "0"));
	g_assert_cmpint(record_int(record, CASE_PHASE_SINCE), ==, 2000);
}

static void test_reopen(void)
{
	CLEANUP(record_free) struct record *record = reviewed_case();

	close_request(record, "resolved", "done", true, "bea", 1000);
	close_reopen(record, 2000);
	close_reopen(record, 3000);
	g_assert_true(record_is(record, CASE_STATE, "investigating"));
	g_assert_cmpint(record_int(record, CASE_REOPEN_COUNT), ==, 2);
	g_assert_cmpint(record_int(record, CASE_T_REOPENED), ==, 3000);
	g_assert_cmpint(record_int(record, CASE_T_CLOSED), ==, 1000);
	g_assert_false(record_has(record, CASE_CLOSED_BY));
	g_assert_false(record_has(record, CASE_DISPOSITION));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/close/a resolved case has its closing fields", test_resolved);
	g_test_add_func("/close/a severe case has more to tell", test_severe);
	g_test_add_func("/close/CUI found late is described before the end", test_cui_found_late);
	g_test_add_func("/close/times that cannot be found out are said to be unknown",
			test_unknown_times);
	g_test_add_func("/close/the report to DoD is sent or ruled out", test_dfars_settled);
	g_test_add_func("/close/each way out is open in its states only", test_states);
	g_test_add_func("/close/the short way needs evidence looked at and no CUI", test_short_way);
	g_test_add_func("/close/a rejected closure is no way around triage",
			test_rejected_is_no_shortcut);
	g_test_add_func("/close/a duplicate points to another case", test_pointer);
	g_test_add_func("/close/an offered case is recalled first", test_offered);
	g_test_add_func("/close/an exercise ends as one", test_exercise);
	g_test_add_func("/close/these closures take two people", test_second_person);
	g_test_add_func("/close/the owner closes a mild case at once", test_at_once);
	g_test_add_func("/close/the second person is neither owner nor asker", test_two_people);
	g_test_add_func("/close/a rejected case comes back to review", test_reject);
	g_test_add_func("/close/a reopened case is counted and keeps its times", test_reopen);
	return g_test_run();
}
