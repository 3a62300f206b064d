/* The clocks of a case as its record and the queues show them (compliance.md 4.4; DFARS
 * 252.204-7012(c)), through the steps of its life. */
#include <string.h>

#include "tests/house.h"

static void expect_due(struct session *session, const char *id, const char *name, int64_t due)
{
	g_autofree char *iso = due ? time_iso(due) : g_strdup("");

	g_assert_cmpstr(house_field(session, id, "due_name"), ==, name);
	g_assert_cmpstr(house_field(session, id, "due_at"), ==, iso);
}

static void each_step_starts_the_next_clock(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	const char *id = house_case(hal, "SEV2");

	expect_due(hal, id, "acknowledge", SEAM_NOW + 30 * MINUTE_MS);
	house_wait(house, 10 * MINUTE_MS);
	house_act(hal, "case-take %s", id);
	expect_due(hal, id, "triage", SEAM_NOW + 130 * MINUTE_MS);
	house_fill_triage(hal, id);
	house_act(hal, "case-edit %s dfars_reportable=undetermined", id);
	house_wait(house, 50 * MINUTE_MS);
	house_act(hal, "case-state %s state=investigating", id);
	expect_due(hal, id, "contain", SEAM_NOW + 13 * HOUR_MS);
	house_act(hal, "action-add %s phase=investigating text=a", id);
	house_act(hal, "case-state %s state=containment", id);
	house_act(hal, "action-add %s phase=containment text=a", id);
	expect_due(hal, id, "contain", SEAM_NOW + 13 * HOUR_MS);
	house_act(hal, "case-state %s state=eradication", id);
	/* what remains is the law's, counted from the discovery */
	expect_due(hal, id, "dfars_report", SEAM_NOW + 72 * HOUR_MS);
	house_act(hal, "case-state %s state=containment reason=\"another host\"", id);
	house_act(hal, "case-edit %s t_reported_external=now", id);
	expect_due(hal, id, "contain", SEAM_NOW + 13 * HOUR_MS);
	house_act(hal, "case-state %s state=eradication", id);
	expect_due(hal, id, "", 0);
}

static void the_dod_clock_runs_unless_not_reportable(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	const char *id = house_case(hal, "SEV5");

	house_act(hal, "case-take %s", id);
	expect_due(hal, id, "dfars_report", SEAM_NOW + 72 * HOUR_MS);
	house_act(hal, "case-edit %s t_discovered=\"2h ago\"", id);
	expect_due(hal, id, "dfars_report", SEAM_NOW + 70 * HOUR_MS);
	house_act(hal, "case-edit %s dfars_reportable=no dfars_rationale=\"no CUI there\"", id);
	expect_due(hal, id, "triage", SEAM_NOW + 5 * DAY_MS);
	house_act(hal, "case-edit %s dfars_reportable=yes", id);
	expect_due(hal, id, "dfars_report", SEAM_NOW + 70 * HOUR_MS);
	g_assert_cmpstr(house_field(hal, id, "dfars_decided_by"), ==, "hal");
}

static void worse_counts_from_the_same_start_and_milder_changes_nothing(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");
	const char *id = house_case(hal, "SEV4");

	expect_due(hal, id, "acknowledge", SEAM_NOW + 24 * HOUR_MS);
	house_wait(house, HOUR_MS);
	g_assert_cmpint(house_count(hal, "overdue", NULL, NULL), ==, 0);
	house_act(hal, "case-edit %s severity=SEV1", id);
	expect_due(hal, id, "acknowledge", SEAM_NOW + 15 * MINUTE_MS);
	g_assert_cmpint(house_count(hal, "overdue", NULL, NULL), ==, 1);
	house_act(lee, "case-edit %s severity=SEV4", id);
	expect_due(hal, id, "acknowledge", SEAM_NOW + 15 * MINUTE_MS);
	house_act(hal, "case-take %s", id);
	/* the next clock starts at the severity in force */
	expect_due(hal, id, "triage", SEAM_NOW + 49 * HOUR_MS);
	g_assert_cmpint(house_count(hal, "overdue", NULL, NULL), ==, 0);
}

static void overdue_is_past_the_deadline(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");

	house_case(hal, "SEV1");
	house_wait(house, 15 * MINUTE_MS - 1);
	g_assert_cmpint(house_count(hal, "overdue", NULL, NULL), ==, 0);
	house_wait(house, 2);
	g_assert_cmpint(house_count(hal, "overdue", NULL, NULL), ==, 1);
}

static void the_most_urgent_comes_first(void)
{
	static const char *const order[] = {
		"INC-2026-0003", "INC-2026-0002", "INC-2026-0004", "INC-2026-0001",
	};
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	g_autoptr(GPtrArray) rows = NULL;

	house_case(hal, "SEV5");
	house_case(hal, "SEV2");
	house_case(hal, "SEV1");
	house_wait(house, MINUTE_MS);
	house_case(hal, "SEV2");
	rows = house_look(hal, "queue", NULL, NULL);
	g_assert_cmpint(rows->len, ==, G_N_ELEMENTS(order));
	for (guint i = 0; i < rows->len; i++)
		g_assert_cmpstr(record_by_name(rows->pdata[i], "id"), ==, order[i]);
}

/* A handler may: the law's clock then ends sooner, and that is said. */
static void discovery_moved_earlier_is_told(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;
	const char *id;

	id = house_case(hal, "SEV3");
	house_act(hal, "case-take %s", id);
	house_act(hal, "case-edit %s t_detected=\"30h ago\"", id);
	g_assert_true(house_try(hal, &outcome, &error, "case-edit %s t_discovered=\"20h ago\"", id));
	g_assert_no_error(error);
	g_assert_nonnull(outcome.warning);
	g_assert_nonnull(strstr(outcome.warning, "72 h moved"));
	outcome_clear(&outcome);
	g_assert_true(house_try(hal, &outcome, &error, "case-edit %s t_discovered=\"40h ago\"", id));
	g_assert_nonnull(strstr(outcome.warning, "the discovery lies before the detection"));
	outcome_clear(&outcome);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/clocks/" #name, name)
	TEST(each_step_starts_the_next_clock);
	TEST(the_dod_clock_runs_unless_not_reportable);
	TEST(discovery_moved_earlier_is_told);
	TEST(worse_counts_from_the_same_start_and_milder_changes_nothing);
	TEST(overdue_is_past_the_deadline);
	TEST(the_most_urgent_comes_first);
	return g_test_run();
}
