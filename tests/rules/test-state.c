/* The life cycle: which moves there are, and what each asks for. */
#include "tests/rules/fixture.h"

#include "src/rules/close.h"

/* Every move case-state and case-take may make; all other pairs are refused. */
static const char *const moves =
	"new>triage triage>investigating investigating>containment containment>eradication "
	"eradication>recovery recovery>review containment>investigating "
	"eradication>investigating eradication>containment recovery>investigating "
	"recovery>containment recovery>eradication review>investigating review>recovery";

static void test_pairs(void)
{
	g_auto(GStrv) allowed = g_strsplit(moves, " ", -1);
	size_t found = 0;

	for (int from = 0; from < STATES; from++)
		for (int to = 0; to < STATES; to++) {
			g_autofree char *pair = g_strdup_printf("%s>%s", state_choices[from].name,
								state_choices[to].name);
			const struct transition *move = transition_find((enum state)from,
									(enum state)to);

			g_test_message("%s", pair);
			g_assert_true((move != NULL) ==
				      g_strv_contains((const char *const *)allowed, pair));
			found += move != NULL;
		}
	g_assert_cmpuint(found, ==, g_strv_length(allowed));
	g_assert_cmpuint(found, ==, transitions_len);
}

static void test_names(void)
{
	for (int i = 0; i < STATES; i++)
		g_assert_cmpint(state_find(state_choices[i].name), ==, i);
	g_assert_null(state_choices[STATES].name);
	g_assert_cmpint(state_find("open"), ==, -1);
	g_assert_cmpint(state_find(NULL), ==, -1);
	g_assert_cmpint(state_next(STATE_NEW), ==, STATE_TRIAGE);
	g_assert_cmpint(state_next(STATE_CLOSED), ==, -1);
}

/* What a move says is missing, as names. */
static char *missing(const struct record *record, enum state from, enum state to,
		     const struct progress *progress)
{
	CLEANUP(problems_free) struct problems *problems = problems_new();

	transition_check(record, transition_find(from, to), progress, problems);
	return problem_names(problems);
}

static void assert_missing(const struct record *record, enum state from, enum state to,
			   const struct progress *progress, const char *names)
{
	g_autofree char *found = missing(record, from, to, progress);

	g_assert_cmpstr(found, ==, names);
}

static const struct progress nothing = { 0 };
static const struct progress acted = { .actions_in_phase = 1 };
static const struct progress reasoned = { .reason = "a second host beacons" };

static void test_take(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	assert_missing(record, STATE_NEW, STATE_TRIAGE, &nothing, "owner");
	record_set(record, CASE_OWNER, "bea");
	assert_missing(record, STATE_NEW, STATE_TRIAGE, &nothing, "");
}

static void test_leave_triage(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing,
		       "affected_assets attack_vector cia_affected confidence covered_system "
		       "cui_involvement dfars_reportable functional_impact incident_type "
		       "information_impact location_of_activity n_records n_systems n_users "
		       "op_critical_support_affected owner privacy_pii recoverability "
		       "severity_basis");
	fill_triage(record);
	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "");
	record_set(record, CASE_T_DISCOVERED, NULL);
	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "t_discovered");
}

/* Each field of triage by itself: empty, and not assessed where that is a value. */
static void test_each_triage_field(void)
{
	for (size_t i = 0; i < CASE_FIELDS; i++) {
		const struct field *field = &case_object.fields[i];
		CLEANUP(record_free) struct record *record = new_case();

		if ((field->needs[0].moment != MOMENT_TRIAGE || field->needs[0].condition) &&
		    field->needs[1].moment != MOMENT_TRIAGE)
			continue;
		g_test_message("%s", field->name);
		fill_triage(record);
		record_set(record, i, NULL);
		assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, field->name);
		if (!field->choices || !field_choice_find(field, "not_assessed"))
			continue;
		record_set(record, i, "not_assessed");
		assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, field->name);
		if (!field_choice_find(field, "unknown"))
			continue;
		record_set(record, i, "unknown");
		assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "");
	}
}

static void test_affected(void)
{
	static const size_t ways[] = {
		CASE_AFFECTED_ASSETS, CASE_AFFECTED_ACCOUNTS, CASE_NONE_AFFECTED_REASON,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		CLEANUP(record_free) struct record *record = new_case();

		fill_triage(record);
		record_set(record, CASE_AFFECTED_ASSETS, NULL);
		record_set(record, ways[i], "something");
		assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "");
	}
}

static void test_milder_than_the_matrix(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	fill_triage(record);
	record_set(record, CASE_FUNCTIONAL_IMPACT, "significant_critical");
	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing,
		       "severity_override_reason");
	record_set(record, CASE_SEVERITY_OVERRIDE_REASON, "for two minutes only");
	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "");
	record_set(record, CASE_SEVERITY_OVERRIDE_REASON, NULL);
	record_set(record, CASE_SEVERITY, "SEV1");
	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "");
}

static void test_loss(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	fill_triage(record);
	record_set(record, CASE_ATTACK_VECTOR, "loss_or_theft_of_equipment");
	assert_missing(record, STATE_TRIAGE, STATE_INVESTIGATING, &nothing, "mitigating_factors");
}

static void test_action_or_excuse(void)
{
	static const enum state phases[] = {
		STATE_INVESTIGATING, STATE_CONTAINMENT, STATE_ERADICATION,
	};
	static const struct progress excused = { .not_needed_because = "a blocked attempt" };

	for (size_t i = 0; i < G_N_ELEMENTS(phases); i++) {
		CLEANUP(record_free) struct record *record = new_case();
		enum state next = (enum state)state_next(phases[i]);

		assert_missing(record, phases[i], next, &nothing, "not_needed_because");
		assert_missing(record, phases[i], next, &acted, "");
		assert_missing(record, phases[i], next, &excused, "");
		record_set(record, CASE_NOT_NEEDED_BECAUSE, "a blocked attempt");
		assert_missing(record, phases[i], next, &nothing, "");
	}
}

static void test_excuse_is_for_one_phase(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	record_set(record, CASE_NOT_NEEDED_BECAUSE, "blocked\nby the proxy");
	transition_apply(record, transition_find(STATE_INVESTIGATING, STATE_CONTAINMENT), 1000);
	g_assert_false(record_has(record, CASE_NOT_NEEDED_BECAUSE));
	g_assert_cmpstr(record_get(record, CASE_PHASES_SKIPPED), ==,
		       "investigating: blocked by the proxy");
	assert_missing(record, STATE_CONTAINMENT, STATE_ERADICATION, &nothing,
		       "not_needed_because");
}

static void test_cui_containment(void)
{
	static const char *const levels[] = { "touched", "suspected", "confirmed" };

	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
		CLEANUP(record_free) struct record *record = new_case();

		record_set(record, CASE_CUI_INVOLVEMENT, levels[i]);
		assert_missing(record, STATE_INVESTIGATING, STATE_CONTAINMENT, &acted,
			       "preservation_decision");
		record_set(record, CASE_PRESERVATION_DECISION, "image taken");
		assert_missing(record, STATE_INVESTIGATING, STATE_CONTAINMENT, &acted, "");
		assert_missing(record, STATE_CONTAINMENT, STATE_ERADICATION, &acted,
			       "contracts cui_categories cui_determination_at "
			       "cui_determination_basis cui_determination_by cui_effect "
			       "cui_holder cui_media cui_volume_desc dfars_rationale "
			       "export_controlled");
		fill_cui(record);
		assert_missing(record, STATE_CONTAINMENT, STATE_ERADICATION, &acted, "");
	}
}

static void test_leave_recovery(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	assert_missing(record, STATE_RECOVERY, STATE_REVIEW, &nothing,
		       "monitoring_until recovery_verification");
	record_set(record, CASE_RECOVERY_VERIFICATION, "scanned clean");
	record_set_int(record, CASE_MONITORING_UNTIL, 1);
	assert_missing(record, STATE_RECOVERY, STATE_REVIEW, &nothing, "");
}

static void test_going_back(void)
{
	for (size_t i = 0; i < transitions_len; i++) {
		const struct transition *move = &transitions[i];
		CLEANUP(record_free) struct record *record = new_case();

		if (move->to > move->from)
			continue;
		fill_triage(record);
		assert_missing(record, move->from, move->to, &nothing, "reason");
		assert_missing(record, move->from, move->to, &reasoned, "");
	}
}

static void test_stamps(void)
{
	static const struct { enum state from, to; size_t stamps[2]; size_t len; } rows[] = {
		{ STATE_NEW, STATE_TRIAGE, { CASE_T_ACK }, 1 },
		{ STATE_TRIAGE, STATE_INVESTIGATING, { CASE_T_TRIAGED, CASE_T_DECLARED }, 2 },
		{ STATE_INVESTIGATING, STATE_CONTAINMENT, { 0 }, 0 },
		{ STATE_CONTAINMENT, STATE_ERADICATION, { CASE_T_CONTAINED }, 1 },
		{ STATE_ERADICATION, STATE_RECOVERY, { CASE_T_ERADICATED }, 1 },
		{ STATE_RECOVERY, STATE_REVIEW, { CASE_T_RECOVERED }, 1 },
		{ STATE_RECOVERY, STATE_CONTAINMENT, { 0 }, 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *before = new_case();
		CLEANUP(record_free) struct record *after = record_copy(before);
		g_autoptr(GArray) changed = NULL;

		record_set(before, CASE_STATE, state_choices[rows[i].from].name);
		transition_apply(after, transition_find(rows[i].from, rows[i].to), 5000);
		g_assert_true(record_is(after, CASE_STATE, state_choices[rows[i].to].name));
		g_assert_cmpint(record_int(after, CASE_PHASE_SINCE), ==, 5000);
		for (size_t k = 0; k < rows[i].len; k++)
			g_assert_cmpint(record_int(after, rows[i].stamps[k]), ==, 5000);
		changed = record_difference(before, after);
		g_assert_cmpuint(changed->len, ==, rows[i].len + 2);
	}
}

static void test_next_step(void)
{
	CLEANUP(record_free) struct record *record = new_case();

	for (int state = 0; state < STATES; state++) {
		CLEANUP(problems_free) struct problems *problems = problems_new();

		record_set(record, CASE_STATE, state_choices[state].name);
		case_missing(record, 0, problems);
		g_test_message("%s", state_choices[state].name);
		g_assert_true(problems_any(problems) == (state < STATE_CLOSE_PENDING));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/state/these moves there are, and no others", test_pairs);
	g_test_add_func("/state/states are found by name", test_names);
	g_test_add_func("/state/triage begins when somebody takes the case", test_take);
	g_test_add_func("/state/leaving triage names everything missing", test_leave_triage);
	g_test_add_func("/state/not assessed is no answer, unknown is one", test_each_triage_field);
	g_test_add_func("/state/an asset, an account or a reason is enough", test_affected);
	g_test_add_func("/state/milder than the matrix needs a reason",
			test_milder_than_the_matrix);
	g_test_add_func("/state/a loss asks for mitigating factors", test_loss);
	g_test_add_func("/state/a phase is left with an action or an excuse",
			test_action_or_excuse);
	g_test_add_func("/state/an excuse holds for one phase and is kept",
			test_excuse_is_for_one_phase);
	g_test_add_func("/state/CUI is preserved before and described after", test_cui_containment);
	g_test_add_func("/state/recovery is verified and watched", test_leave_recovery);
	g_test_add_func("/state/going back needs a reason and nothing else", test_going_back);
	g_test_add_func("/state/moves stamp their time, and change nothing else", test_stamps);
	g_test_add_func("/state/what the next step needs is told", test_next_step);
	return g_test_run();
}
