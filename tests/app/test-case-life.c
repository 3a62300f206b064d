/* The life of a case through act(): from creation to closure and back (compliance.md 5.1, 5.2). */
#include <string.h>

#include "tests/house.h"

/* One house and those who act in it. */
struct cast { struct house *house; struct session *hal, *hua, *lee, *abe; };

static void cast_begin(struct cast *cast)
{
	struct house *house = house_new();

	*cast = (struct cast){ house, house_sign_in(house, "hal"), house_sign_in(house, "hua"),
			       house_sign_in(house, "lee"), house_sign_in(house, "abe") };
}

static void cast_end(struct cast *cast)
{
	session_close(cast->hal);
	session_close(cast->hua);
	session_close(cast->lee);
	session_close(cast->abe);
	house_free(cast->house);
}

static void expect_field(struct session *session, const char *id, const char *field, const char *value)
{
	g_assert_cmpstr(house_field(session, id, field), ==, value);
}

static const char *iso(int64_t ms)
{
	g_autofree char *text = time_iso(ms);

	return g_intern_string(text);
}

/* --- creating --- */

static void eight_fields_at_most_make_a_case(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_act(cast.hal, "case-create title=\"Drawings opened at night\" summary=\"214 of them.\" "
		       "detection_source=user_report t_detected=\"2h ago\" t_discovered=\"1h ago\" group=soc "
		       "severity=SEV2 reporter_name=\"P. Planner\"");
	g_assert_cmpstr(id, ==, "INC-2026-0001");
	expect_field(cast.hal, id, "state", "new");
	expect_field(cast.hal, id, "owner", "");
	expect_field(cast.hal, id, "created_by", "hal");
	expect_field(cast.hal, id, "created_via", "cli");
	expect_field(cast.hal, id, "revision", "1");
	expect_field(cast.hal, id, "cui_involvement", "not_assessed");
	expect_field(cast.hal, id, "t_detected", iso(SEAM_NOW - 2 * HOUR_MS));
	expect_field(cast.hal, id, "t_discovered", iso(SEAM_NOW - HOUR_MS));
	g_assert_cmpuint(strlen(house_field(cast.hal, id, "uuid")), ==, 36);
	g_assert_cmpstr(house_case(cast.hal, "SEV5"), ==, "INC-2026-0002");
	cast_end(&cast);
}

static void creation_names_every_missing_field(void)
{
	static const char *const missing[] = {
		"title (Title): needed", "summary (Summary): needed",
		"detection_source (Detection source): needed", "t_detected (Detected): needed",
		"group (Group): needed", "severity (Severity): needed",
	};
	struct cast cast;

	cast_begin(&cast);
	for (size_t i = 0; i < G_N_ELEMENTS(missing); i++)
		house_expect_invalid(cast.hal, missing[i], "case-create");
	house_expect_invalid(cast.hal, "reporter_name (Reporter): needed",
			     "case-create title=a summary=b detection_source=user_report t_detected=now "
			     "group=soc severity=SEV4");
	house_expect_invalid(cast.hal, "there is no group \"nowhere\"",
			     "case-create title=a summary=b detection_source=siem_rule t_detected=now "
			     "group=nowhere severity=SEV4");
	house_expect_invalid(cast.hal, "t_detected (Detected): lies in the future",
			     "case-create title=a summary=b detection_source=siem_rule "
			     "t_detected=\"in 3 days\" group=soc severity=SEV4");
	house_expect_denied(cast.hal, "for the group \"forensics\"",
			    "case-create title=a summary=b detection_source=siem_rule t_detected=now "
			    "group=forensics severity=SEV4");
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 0);
	cast_end(&cast);
}

static void an_exercise_has_a_number_of_its_own(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	house_case(cast.hal, "SEV4");
	id = house_act(cast.hal, "case-create kind=exercise title=a summary=b detection_source=siem_rule "
		       "t_detected=now group=soc severity=SEV4");
	g_assert_cmpstr(id, ==, "EX-2026-0001");
	house_expect_invalid(cast.hal, "kind (Kind)", "case-edit %s kind=incident", id);
	house_expect_invalid(cast.hal, "could be", "case-take 1");
	house_act(cast.hal, "case-take INC-2026-1");
	cast_end(&cast);
}

/* --- working --- */

static void taking_acknowledges_and_owns(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hua, "SEV3");
	house_wait(cast.house, 7 * MINUTE_MS);
	house_act(cast.hal, "case-take 1");
	expect_field(cast.hal, id, "state", "triage");
	expect_field(cast.hal, id, "owner", "hal");
	expect_field(cast.hal, id, "t_ack", iso(SEAM_NOW + 7 * MINUTE_MS));
	expect_field(cast.hal, id, "t_assigned", iso(SEAM_NOW + 7 * MINUTE_MS));
	expect_field(cast.hal, id, "revision", "2");
	house_expect_invalid(cast.hal, "is yours already", "case-take 1");
	house_expect_denied(cast.hua, "do not let you take", "case-take 1");
	house_expect_denied(cast.hua, "do not let you edit fields on \"INC-2026-0001\": that "
			    "needs handler (own), lead, compliance (cui) or ingest (own)", "case-edit 1 title=mine");

	house_wait(cast.house, MINUTE_MS);
	house_act(cast.lee, "case-assign 1 owner=hua");
	expect_field(cast.hua, id, "owner", "hua");
	expect_field(cast.hua, id, "t_ack", iso(SEAM_NOW + 7 * MINUTE_MS));
	expect_field(cast.hua, id, "t_assigned", iso(SEAM_NOW + 8 * MINUTE_MS));
	house_expect_invalid(cast.lee, "there is no user \"who\"", "case-assign 1 owner=who");
	house_expect_invalid(cast.lee, "\"fay\" works no cases of the group \"soc\"", "case-assign 1 owner=fay");
	house_expect_invalid(cast.lee, "\"ada\" works no cases of the group \"soc\"", "case-assign 1 owner=ada");
	house_act(cast.hua, "case-release 1");
	expect_field(cast.hua, id, "owner", "");
	expect_field(cast.hua, id, "state", "triage");
	house_act(cast.lee, "case-take 1");
	expect_field(cast.hua, id, "t_ack", iso(SEAM_NOW + 7 * MINUTE_MS));
	cast_end(&cast);
}

static void leaving_triage_names_all_that_is_missing_in_one_refusal(void)
{
	static const char *const names[] = {
		"severity_basis", "incident_type", "attack_vector", "location_of_activity", "confidence",
		"functional_impact", "information_impact", "recoverability", "n_systems", "n_users",
		"n_records", "cia_affected", "cui_involvement", "covered_system",
		"op_critical_support_affected", "privacy_pii", "dfars_reportable", "affected_assets",
	};
	struct cast cast;
	g_autoptr(GError) error = NULL;
	struct outcome outcome;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_act(cast.hal, "case-take %s", id);
	g_assert_false(house_try(cast.hal, &outcome, &error, "case-state %s state=investigating", id));
	g_assert_true(err_is(error, ERR_INVALID));
	g_assert_cmpint(outcome.problems->list->len, ==, G_N_ELEMENTS(names));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct problem *problem = g_ptr_array_index(outcome.problems->list, i);
		g_autofree char *words = g_strdup_printf("%s (%s): needed to leave triage", names[i],
							 problem->field->label);

		g_assert_nonnull(strstr(error->message, problem->name));
		g_assert_true(g_str_has_prefix(problem->why, "needed to leave triage"));
		if (g_str_equal(problem->name, names[i]))
			g_assert_nonnull(strstr(error->message, words));
	}
	outcome_clear(&outcome);
	expect_field(cast.hal, id, "state", "triage");

	/* "not assessed" is a value, but no answer; empty is none either */
	house_act(cast.hal, "case-edit %s functional_impact=not_assessed n_systems=0", id);
	house_expect_invalid(cast.hal, "functional_impact", "case-state %s state=investigating", id);
	house_fill_triage(cast.hal, id);
	house_wait(cast.house, HOUR_MS);
	house_act(cast.hal, "case-state %s state=investigating", id);
	expect_field(cast.hal, id, "t_triaged", iso(SEAM_NOW + HOUR_MS));
	expect_field(cast.hal, id, "t_declared", iso(SEAM_NOW + HOUR_MS));
	house_expect_invalid(cast.hal, "confidence (Confidence): was needed", "case-edit %s confidence=", id);
	cast_end(&cast);
}

static void a_phase_is_left_with_an_action_or_a_reason_why_none_was_needed(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_bring_to(cast.hal, id, "investigating");
	house_expect_invalid(cast.hal, "a case in investigating cannot go to recovery",
			     "case-state %s state=recovery", id);
	house_expect_invalid(cast.hal, "no action is recorded in the phase",
			     "case-state %s state=containment", id);
	house_act(cast.hal, "action-add %s phase=triage text=\"Asked around\"", id);
	house_expect_invalid(cast.hal, "not_needed_because", "case-state %s state=containment", id);
	house_act(cast.hal, "action-add %s phase=investigating text=\"Read the proxy log\"", id);
	house_act(cast.hal, "case-state %s state=containment", id);
	house_act(cast.hal, "case-edit %s not_needed_because=\"the host is off\"", id);
	house_act(cast.hal, "case-state %s state=eradication", id);
	expect_field(cast.hal, id, "not_needed_because", "");
	expect_field(cast.hal, id, "phases_skipped", "containment: the host is off");
	house_expect_invalid(cast.hal, "no action is recorded", "case-state %s state=recovery", id);
	g_assert_cmpint(house_count(cast.hal, "actions", id, NULL), ==, 3);
	cast_end(&cast);
}

static void going_back_needs_a_reason(void)
{
	struct cast cast;
	const char *id;
	g_autoptr(GPtrArray) trail = NULL;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_bring_to(cast.hal, id, "recovery");
	house_expect_invalid(cast.hal, "reason: needed to go back", "case-state %s state=containment", id);
	house_act(cast.hal, "case-state %s state=containment reason=\"a second host beacons\"", id);
	expect_field(cast.hal, id, "state", "containment");
	trail = house_look(cast.lee, "audit", id, NULL);
	g_assert_cmpstr(record_by_name(trail->pdata[0], "reason"), ==, "a second host beacons");
	g_assert_cmpstr(record_by_name(trail->pdata[0], "action"), ==, "case-state");
	g_assert_nonnull(strstr(record_by_name(trail->pdata[0], "changes"), "containment"));
	cast_end(&cast);
}

static void cui_needs_a_preservation_decision_and_its_own_block(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV2");
	house_bring_to(cast.hal, id, "investigating");
	house_act(cast.hal, "case-edit %s cui_involvement=C2", id);
	expect_field(cast.hal, id, "cui_involvement", "suspected");
	expect_field(cast.hal, id, "cui_determination_by", "hal");
	expect_field(cast.hal, id, "cui_determination_at", iso(SEAM_NOW));
	house_act(cast.hal, "case-edit %s dfars_reportable=no dfars_decided_by=lee", id);
	expect_field(cast.hal, id, "dfars_decided_by", "lee");
	expect_field(cast.hal, id, "dfars_decided_at", iso(SEAM_NOW));
	house_act(cast.hal, "action-add %s phase=investigating text=a", id);
	house_expect_invalid(cast.hal, "preservation_decision", "case-state %s state=containment", id);
	house_act(cast.hal, "case-edit %s preservation_decision=\"image on shelf 4\"", id);
	house_act(cast.hal, "case-state %s state=containment", id);
	house_act(cast.hal, "action-add %s phase=containment text=a", id);
	house_expect_invalid(cast.hal, "cui_categories", "case-state %s state=eradication", id);
	cast_end(&cast);
}

/* --- what the law's clocks hang on --- */

static const char second_person[] = "this wants a second person, who gives their own password here: --second NAME";

static void the_discovery_is_never_moved_later(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_act(cast.hal, "case-take %s", id);
	house_act(cast.hal, "case-edit %s t_discovered=\"1h ago\"", id);
	expect_field(cast.hal, id, "t_discovered", iso(SEAM_NOW - HOUR_MS));
	house_expect_denied(cast.hal, "move the discovery to a later time", "case-edit %s t_discovered=\"30 min ago\"",
			    id);
	house_expect_invalid(cast.hal, "t_discovered", "case-edit %s t_discovered=", id);
	house_expect_denied(cast.lee, second_person, "case-edit %s t_discovered=\"30 min ago\"", id);
	house_act(cast.lee, "case-edit %s t_discovered=\"3h ago\"", id);
	expect_field(cast.hal, id, "t_discovered", iso(SEAM_NOW - 3 * HOUR_MS));
	cast_end(&cast);
}

static void cui_and_severity_are_lowered_by_two_only(void)
{
	struct cast cast;
	CLEANUP(session_close) struct session *cal = NULL;
	const char *id;

	cast_begin(&cast);
	cal = house_sign_in(cast.house, "cal");
	id = house_case(cast.hal, "SEV3");
	house_act(cast.hal, "case-take %s", id);
	house_act(cast.hal, "case-edit %s severity=SEV2 cui_involvement=touched", id);
	house_expect_denied(cast.hal, "lower the severity", "case-edit %s severity=SEV3", id);
	house_act(cast.lee, "case-edit %s severity=SEV3", id);
	house_act(cast.hal, "case-edit %s severity=SEV1 cui_involvement=confirmed", id);
	house_expect_denied(cast.hal, "lower the severity", "case-edit %s severity=SEV2", id);
	house_expect_denied(cast.lee, second_person, "case-edit %s severity=SEV2", id);
	house_expect_denied(cast.hal, "lower the CUI determination", "case-edit %s cui_involvement=suspected", id);
	house_expect_denied(cast.lee, second_person, "case-edit %s cui_involvement=none", id);
	house_expect_denied(cal, second_person, "case-edit %s cui_involvement=not_assessed", id);
	expect_field(cast.hal, id, "severity", "SEV1");
	expect_field(cast.hal, id, "cui_involvement", "confirmed");
	session_close(g_steal_pointer(&cal));
	cast_end(&cast);
}

static void compliance_edits_the_cui_section_only(void)
{
	struct cast cast;
	CLEANUP(session_close) struct session *cal = NULL;
	const char *id;

	cast_begin(&cast);
	cal = house_sign_in(cast.house, "cal");
	id = house_case(cast.hal, "SEV3");
	house_act(cal, "case-edit %s contracts=N00024-1 cui_involvement=suspected", id);
	expect_field(cast.hal, id, "contracts", "N00024-1");
	house_expect_denied(cal, "CUI section only, not \"title\"", "case-edit %s contracts=A title=b", id);
	session_close(g_steal_pointer(&cal));
	cast_end(&cast);
}

/* --- closing --- */

static void a_case_is_closed_by_a_second_person(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_bring_to(cast.hal, id, "review");
	house_expect_invalid(cast.hal, "root_cause (Root cause): needed",
			     "case-close %s disposition=resolved reason=done", id);
	house_fill_closure(cast.hal, id);
	/* asked for by the lead, owned by hal: neither may approve */
	g_assert_cmpstr(house_act(cast.lee, "case-close %s disposition=resolved reason=done", id), ==,
			"INC-2026-0001 close_pending");
	house_expect_denied(cast.lee, "neither owns it nor asked for closure", "case-approve %s", id);
	house_expect_denied(cast.lee, "neither owns it nor asked for closure", "case-reject %s reason=no", id);
	house_expect_denied(cast.hal, "approve or reject closure", "case-approve %s", id);
	house_expect_invalid(cast.hal, "must stay as it was", "case-edit %s title=other", id);
	house_expect_invalid(cast.hal, "actions of their own", "case-state %s state=review reason=no", id);
	house_wait(cast.house, HOUR_MS);
	g_assert_cmpstr(house_act(cast.abe, "case-approve %s", id), ==, "INC-2026-0001 closed");
	expect_field(cast.hal, id, "approved_by", "abe");
	expect_field(cast.hal, id, "close_requested_by", "lee");
	expect_field(cast.hal, id, "t_closed", iso(SEAM_NOW + HOUR_MS));
	expect_field(cast.hal, id, "due_at", "");
	g_assert_cmpint(house_count(cast.hal, "closed", NULL, NULL), ==, 1);
	g_assert_cmpint(house_count(cast.hal, "open", NULL, NULL), ==, 0);
	house_expect_invalid(cast.abe, "not waiting for approval", "case-approve %s", id);
	house_expect_invalid(cast.hal, "is closed: reopen it first", "case-edit %s title=other", id);
	house_expect_invalid(cast.hal, "is closed: reopen it first", "case-release %s", id);
	cast_end(&cast);
}

/* Whoever cannot approve must not get there by giving the case away meanwhile. */
static void a_case_that_waits_for_approval_keeps_its_owner(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.lee, "SEV3");
	house_bring_to(cast.lee, id, "triage");
	house_act(cast.lee, "case-edit %s cui_involvement=none", id);
	house_act(cast.lee, "case-release %s", id);
	house_act(cast.lee, "case-assign %s owner=lee", id);
	/* hal asks while nobody owns it, as any handler of the group may */
	house_act(cast.lee, "case-release %s", id);
	house_act(cast.hal, "case-take %s", id);
	house_act(cast.hal, "case-close %s disposition=false_positive reason=noise evidence_reviewed=yes", id);
	house_expect_invalid(cast.lee, "waits for approval", "case-assign %s owner=hua", id);
	house_expect_invalid(cast.lee, "waits for approval", "case-take %s", id);
	house_expect_invalid(cast.hal, "waits for approval", "case-release %s", id);
	house_act(cast.lee, "case-approve %s", id);
	cast_end(&cast);
}

static void a_rejected_closure_goes_to_review(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_bring_to(cast.hal, id, "review");
	house_fill_closure(cast.hal, id);
	house_act(cast.hal, "case-close %s disposition=resolved reason=done", id);
	house_act(cast.lee, "case-reject %s reason=\"where is the image?\"", id);
	expect_field(cast.hal, id, "state", "review");
	expect_field(cast.hal, id, "disposition", "");
	expect_field(cast.hal, id, "close_requested_by", "");
	house_act(cast.hal, "case-edit %s evidence_links=\"shelf 4\"", id);
	house_act(cast.hal, "case-close %s disposition=resolved reason=\"image is on shelf 4\"", id);
	house_act(cast.lee, "case-approve %s reason=seen", id);
	cast_end(&cast);
}

static void only_a_lead_reopens_and_old_times_stay(void)
{
	struct cast cast;
	const char *id, *discovered;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	discovered = house_field(cast.hal, id, "t_discovered");
	house_bring_to(cast.hal, id, "review");
	house_fill_closure(cast.hal, id);
	house_expect_invalid(cast.lee, "is not closed", "case-reopen %s reason=more", id);
	house_act(cast.hal, "case-close %s disposition=resolved reason=done", id);
	house_act(cast.abe, "case-approve %s", id);
	house_wait(cast.house, DAY_MS);
	house_expect_denied(cast.hal, "reopen closed cases", "case-reopen %s reason=more", id);
	house_expect_denied(cast.abe, "reopen closed cases", "case-reopen %s reason=more", id);
	house_act(cast.lee, "case-reopen %s reason=\"it beacons again\"", id);
	expect_field(cast.hal, id, "state", "investigating");
	expect_field(cast.hal, id, "reopen_count", "1");
	expect_field(cast.hal, id, "t_reopened", iso(SEAM_NOW + DAY_MS));
	expect_field(cast.hal, id, "t_closed", iso(SEAM_NOW));
	expect_field(cast.hal, id, "t_ack", iso(SEAM_NOW));
	expect_field(cast.hal, id, "t_discovered", discovered);
	expect_field(cast.hal, id, "disposition", "");
	expect_field(cast.hal, id, "due_name", "contain");
	expect_field(cast.hal, id, "due_at", iso(SEAM_NOW + DAY_MS + 3 * DAY_MS));
	cast_end(&cast);
}

static void a_small_case_is_closed_by_its_owner_and_flagged(void)
{
	struct cast cast;
	const char *id;
	g_autoptr(GPtrArray) flagged = NULL;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV4");
	house_bring_to(cast.hal, id, "review");
	house_fill_closure(cast.hal, id);
	/* not the owner: waits all the same */
	g_assert_cmpstr(house_act(cast.lee, "case-close %s disposition=resolved reason=done", id), ==,
			"INC-2026-0001 close_pending");
	house_act(cast.abe, "case-reject %s reason=\"hal shall do it\"", id);
	g_assert_cmpstr(house_act(cast.hal, "case-close %s disposition=resolved reason=done", id), ==,
			"INC-2026-0001 closed");
	expect_field(cast.hal, id, "closed_by", "hal");
	expect_field(cast.hal, id, "approved_by", "");
	flagged = house_look(cast.lee, "audit", id, "reason=single_person");
	g_assert_cmpint(flagged->len, ==, 1);
	cast_end(&cast);
}

static void false_positives_go_the_short_way(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV5");
	house_expect_invalid(cast.hal, "cui_involvement (Involvement): must be none",
			     "case-close %s disposition=false_positive reason=noise", id);
	house_act(cast.hal, "case-take %s", id);
	house_act(cast.hal, "case-edit %s cui_involvement=none", id);
	house_expect_invalid(cast.hal, "evidence_reviewed",
			     "case-close %s disposition=false_positive reason=noise", id);
	house_expect_invalid(cast.hal, "reason (Reason): is needed",
			     "case-close %s disposition=false_positive evidence_reviewed=yes", id);
	house_expect_invalid(cast.hal, "state (State): must be review",
			     "case-close %s disposition=resolved reason=done evidence_reviewed=yes", id);
	g_assert_cmpstr(house_act(cast.hal, "case-close %s disposition=not_an_incident reason=\"a drill\" "
				  "evidence_reviewed=yes", id), ==, "INC-2026-0001 closed");
	cast_end(&cast);
}

static void entered_in_error_is_for_the_lead_with_a_reason(void)
{
	struct cast cast;
	const char *id;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_act(cast.hal, "case-take %s", id);
	house_expect_denied(cast.hal, "close as entered in error",
			    "case-close %s disposition=entered_in_error reason=typo", id);
	house_expect_invalid(cast.lee, "reason (Reason): is needed", "case-close %s disposition=entered_in_error", id);
	house_act(cast.lee, "case-close %s disposition=entered_in_error reason=\"typed twice\"", id);
	expect_field(cast.hal, id, "state", "close_pending");
	house_act(cast.abe, "case-approve %s", id);
	cast_end(&cast);
}

static void a_duplicate_points_at_another_case_that_one_may_see(void)
{
	struct cast cast;
	CLEANUP(session_close) struct session *fin = NULL;
	const char *id, *other, *theirs;

	cast_begin(&cast);
	fin = house_sign_in(cast.house, "fin");
	other = house_case(cast.hua, "SEV4");
	id = house_case(cast.hal, "SEV4");
	theirs = house_act(fin, "case-create title=a summary=b detection_source=siem_rule t_detected=now "
			   "group=forensics severity=SEV4");
	house_act(cast.hal, "case-take %s", id);
	house_expect_invalid(cast.hal, "duplicate_of", "case-close %s disposition=duplicate reason=same", id);
	house_expect_invalid(cast.hal, "there is no", "case-close %s disposition=duplicate reason=same "
			     "duplicate_of=99", id);
	house_expect_invalid(cast.hal, "there is no", "case-close %s disposition=duplicate reason=same "
			     "duplicate_of=%s", id, theirs);
	house_expect_invalid(cast.hal, "duplicate_of", "case-close %s disposition=duplicate reason=same "
			     "duplicate_of=%s", id, id);
	house_act(cast.hal, "case-edit %s cui_involvement=none", id);
	house_act(cast.hal, "case-close %s disposition=duplicate reason=same duplicate_of=26-1", id);
	expect_field(cast.hal, id, "state", "closed");
	expect_field(cast.hal, id, "duplicate_of", other);
	session_close(g_steal_pointer(&fin));
	cast_end(&cast);
}

/* --- notes --- */

static void notes_are_corrected_by_new_ones(void)
{
	struct cast cast;
	const char *id, *note;
	g_autoptr(GPtrArray) rows = NULL;

	cast_begin(&cast);
	id = house_case(cast.hal, "SEV3");
	house_act(cast.hal, "case-take %s", id);
	note = house_act(cast.hal, "note-add %s text=\"The host is ws-117\nand it is off.\"", id);
	house_expect_denied(cast.hua, "add notes", "note-add %s text=me", id);
	house_expect_invalid(cast.hal, "has no note 99", "note-correct %s note=99 text=no", id);
	house_act(cast.lee, "note-correct %s note=%s text=\"The host is ws-118\"", id, note);
	rows = house_look(cast.hua, "notes", id, NULL);
	g_assert_cmpint(rows->len, ==, 2);
	g_assert_cmpstr(record_by_name(rows->pdata[0], "text"), ==, "The host is ws-117\nand it is off.");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "author"), ==, "hal");
	g_assert_cmpstr(record_by_name(rows->pdata[1], "corrects"), ==, note);
	house_expect_invalid(cast.hal, "time (Time): lies in the future",
			     "action-add %s phase=triage text=a time=\"in 3 days\"", id);
	house_act(cast.hua, "case-watch %s", id);
	house_expect_invalid(cast.hua, "you watch", "case-watch %s", id);
	g_assert_cmpint(house_count(cast.hal, "watchers", id, NULL), ==, 1);
	house_act(cast.hua, "case-unwatch %s", id);
	house_expect_invalid(cast.hua, "you do not watch", "case-unwatch %s", id);
	house_act(cast.hua, "case-watch %s", id);
	cast_end(&cast);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/case-life/" #name, name)
	TEST(eight_fields_at_most_make_a_case);
	TEST(creation_names_every_missing_field);
	TEST(an_exercise_has_a_number_of_its_own);
	TEST(taking_acknowledges_and_owns);
	TEST(leaving_triage_names_all_that_is_missing_in_one_refusal);
	TEST(a_phase_is_left_with_an_action_or_a_reason_why_none_was_needed);
	TEST(going_back_needs_a_reason);
	TEST(cui_needs_a_preservation_decision_and_its_own_block);
	TEST(the_discovery_is_never_moved_later);
	TEST(cui_and_severity_are_lowered_by_two_only);
	TEST(compliance_edits_the_cui_section_only);
	TEST(a_case_is_closed_by_a_second_person);
	TEST(a_case_that_waits_for_approval_keeps_its_owner);
	TEST(a_rejected_closure_goes_to_review);
	TEST(only_a_lead_reopens_and_old_times_stay);
	TEST(a_small_case_is_closed_by_its_owner_and_flagged);
	TEST(false_positives_go_the_short_way);
	TEST(entered_in_error_is_for_the_lead_with_a_reason);
	TEST(a_duplicate_points_at_another_case_that_one_may_see);
	TEST(notes_are_corrected_by_new_ones);
	return g_test_run();
}
