/* The severity matrix and its floors. */
#include "tests/rules/fixture.h"

#include "src/rules/severity.h"

static struct record *assessed(void)
{
	static const struct setting_pair pairs[] = {
		{ CASE_FUNCTIONAL_IMPACT, "no_impact" }, { CASE_INFORMATION_IMPACT, "no_impact" },
		{ CASE_RECOVERABILITY, "regular" }, { CASE_CUI_INVOLVEMENT, "none" },
	};
	struct record *record = record_new(&case_object);

	fill(record, pairs, G_N_ELEMENTS(pairs));
	return record;
}

/* compliance.md 4.2, all cells */
static void test_matrix(void)
{
	static const char *const impacts[] = {
		"no_impact", "no_impact_to_services", "minimal_critical", "denial_of_non_critical",
		"denial_of_critical_loss_of_control",
	};
	static const char *const levels[] = { "none", "touched", "suspected", "confirmed" };
	static const char *const printed[] = { "5421", "4321", "3321", "2211", "1111" };

	for (int i = 0; i < 5; i++)
		for (int c = 0; c < 4; c++) {
			CLEANUP(record_free) struct record *record = assessed();

			g_test_message("I%d, C%d", i, c);
			record_set(record, CASE_FUNCTIONAL_IMPACT, impacts[i]);
			record_set(record, CASE_CUI_INVOLVEMENT, levels[c]);
			g_assert_cmpint(severity_suggested(record), ==, printed[i][c] - '0');
			g_assert_cmpint(cui_level(record), ==, c);
		}
}

/* compliance.md 4.1: each answer by itself, without CUI, and the severity of its impact level. */
static void test_impacts(void)
{
	static const struct { size_t field; const char *value; int severity; } rows[] = {
		{ CASE_FUNCTIONAL_IMPACT, "no_impact", 5 },
		{ CASE_FUNCTIONAL_IMPACT, "no_impact_to_services", 4 },
		{ CASE_FUNCTIONAL_IMPACT, "minimal_non_critical", 4 },
		{ CASE_FUNCTIONAL_IMPACT, "minimal_critical", 3 },
		{ CASE_FUNCTIONAL_IMPACT, "significant_non_critical", 3 },
		{ CASE_FUNCTIONAL_IMPACT, "denial_of_non_critical", 2 },
		{ CASE_FUNCTIONAL_IMPACT, "significant_critical", 2 },
		{ CASE_FUNCTIONAL_IMPACT, "denial_of_critical_loss_of_control", 1 },
		{ CASE_FUNCTIONAL_IMPACT, "unknown", 4 },
		{ CASE_INFORMATION_IMPACT, "suspected_but_not_identified", 4 },
		{ CASE_INFORMATION_IMPACT, "privacy_data_breach", 3 },
		{ CASE_INFORMATION_IMPACT, "proprietary_information_breach", 3 },
		{ CASE_INFORMATION_IMPACT, "destruction_of_non_critical_systems", 2 },
		{ CASE_INFORMATION_IMPACT, "core_credential_compromise", 2 },
		{ CASE_INFORMATION_IMPACT, "critical_systems_data_breach", 1 },
		{ CASE_INFORMATION_IMPACT, "destruction_of_critical_system", 1 },
		{ CASE_INFORMATION_IMPACT, "privacy_data_breach\ncritical_systems_data_breach", 1 },
		{ CASE_RECOVERABILITY, "supplemented", 3 },
		{ CASE_RECOVERABILITY, "extended", 2 },
		{ CASE_RECOVERABILITY, "not_recoverable", 1 },
		{ CASE_LOCATION_OF_ACTIVITY, "unknown", 5 },
		{ CASE_LOCATION_OF_ACTIVITY, "l1_business_dmz", 4 },
		{ CASE_LOCATION_OF_ACTIVITY, "l2_business_network", 4 },
		{ CASE_LOCATION_OF_ACTIVITY, "l3_business_network_management", 2 },
		{ CASE_LOCATION_OF_ACTIVITY, "l4_critical_system_dmz_jump", 2 },
		{ CASE_LOCATION_OF_ACTIVITY, "l5_critical_system_management", 1 },
		{ CASE_LOCATION_OF_ACTIVITY, "l6_critical_systems", 1 },
		{ CASE_LOCATION_OF_ACTIVITY, "l7_safety_systems", 1 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *record = assessed();

		g_test_message("%s", rows[i].value);
		record_set(record, rows[i].field, rows[i].value);
		g_assert_cmpint(severity_suggested(record), ==, rows[i].severity);
	}
}

static void test_many_persons(void)
{
	CLEANUP(record_free) struct record *record = assessed();

	record_set(record, CASE_INFORMATION_IMPACT, "privacy_data_breach");
	record_set_int(record, CASE_PRIVACY_PERSONS, 499);
	g_assert_cmpint(severity_suggested(record), ==, 3);
	record_set_int(record, CASE_PRIVACY_PERSONS, 500);
	g_assert_cmpint(severity_suggested(record), ==, 2);
}

static void test_floors(void)
{
	static const struct { size_t field; const char *value; int severity; } rows[] = {
		{ CASE_OP_CRITICAL_SUPPORT_AFFECTED, "yes", 1 },
		{ CASE_OP_CRITICAL_SUPPORT_AFFECTED, "unknown", 5 },
		{ CASE_INCIDENT_TYPE, "phishing_social_engineering\nransomware", 2 },
		{ CASE_INCIDENT_TYPE, "insider_malicious", 3 },
		{ CASE_INCIDENT_TYPE, "insider_negligent", 3 },
		{ CASE_ACTOR, "insider_unintentional", 3 },
		{ CASE_INCIDENT_TYPE, "malware", 5 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(record_free) struct record *record = assessed();

		g_test_message("%s", rows[i].value);
		record_set(record, rows[i].field, rows[i].value);
		g_assert_cmpint(severity_suggested(record), ==, rows[i].severity);
		/* a floor lifts, it never lowers */
		record_set(record, CASE_CUI_INVOLVEMENT, "confirmed");
		g_assert_cmpint(severity_suggested(record), ==, 1);
	}
}

static void test_lost_device(void)
{
	CLEANUP(record_free) struct record *record = assessed();

	record_set(record, CASE_INCIDENT_TYPE, "lost_stolen_equipment_or_media");
	g_assert_cmpint(severity_suggested(record), ==, 5);
	record_set(record, CASE_CUI_INVOLVEMENT, "touched");
	g_assert_cmpint(severity_suggested(record), ==, 2);
	record_set(record, CASE_MITIGATING_FACTORS,
		       "encrypted with a validated module, switched off");
	g_assert_cmpint(severity_suggested(record), ==, 4);
}

static void test_not_assessed(void)
{
	static const size_t fields[] = {
		CASE_FUNCTIONAL_IMPACT, CASE_INFORMATION_IMPACT, CASE_RECOVERABILITY,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		CLEANUP(record_free) struct record *record = assessed();

		record_set(record, fields[i], "not_assessed");
		g_assert_cmpint(severity_suggested(record), ==, 0);
		record_set(record, fields[i], NULL);
		g_assert_cmpint(severity_suggested(record), ==, 0);
	}
}

static void test_ranks(void)
{
	g_assert_cmpint(severity_rank("SEV1"), ==, 1);
	g_assert_cmpint(severity_rank("SEV5"), ==, 5);
	g_assert_cmpint(severity_rank("SEV6"), ==, 9);
	g_assert_cmpint(severity_rank(NULL), ==, 9);
}

static void test_from_alert(void)
{
	g_assert_cmpstr(severity_from_alert("critical"), ==, "SEV2");
	g_assert_cmpstr(severity_from_alert("high"), ==, "SEV3");
	g_assert_cmpstr(severity_from_alert("medium"), ==, "SEV4");
	g_assert_cmpstr(severity_from_alert("low"), ==, "SEV5");
	g_assert_cmpstr(severity_from_alert("info"), ==, "SEV5");
	g_assert_null(severity_from_alert("unknown"));
	g_assert_null(severity_from_alert(NULL));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/severity/all twenty cells of the matrix", test_matrix);
	g_test_add_func("/severity/each impact weighs what the table says", test_impacts);
	g_test_add_func("/severity/personal data of many persons weigh more", test_many_persons);
	g_test_add_func("/severity/floors lift and never lower", test_floors);
	g_test_add_func("/severity/a lost device with CUI counts as compromised", test_lost_device);
	g_test_add_func("/severity/nothing is suggested before impacts are assessed",
			test_not_assessed);
	g_test_add_func("/severity/ranks count from the worst", test_ranks);
	g_test_add_func("/severity/an alert's word gives a provisional severity", test_from_alert);
	return g_test_run();
}
