#include "src/rules/severity.h"

#include <string.h>

#include "src/rules/case_fields.h"

int severity_rank(const char *severity)
{
	for (int i = 0; severity && severity_choices[i].name; i++)
		if (strcmp(severity_choices[i].name, severity) == 0)
			return i + 1;
	return 9;
}

int cui_level(const struct record *record)
{
	static const char *const levels[] = { "none", "touched", "suspected", "confirmed" };

	for (int i = 1; i < (int)G_N_ELEMENTS(levels); i++)
		if (record_is(record, CASE_CUI_INVOLVEMENT, levels[i]))
			return i;
	return 0;
}

static const struct { const char *word, *severity; } alert_words[] = {
	{ "critical", "SEV2" }, { "high", "SEV3" }, { "medium", "SEV4" },
	{ "low", "SEV5" }, { "info", "SEV5" },
};

int severity_alert_rank(const char *word)
{
	for (int i = 0; word && i < (int)G_N_ELEMENTS(alert_words); i++)
		if (strcmp(alert_words[i].word, word) == 0)
			return i + 1;
	return 0;
}

const char *severity_from_alert(const char *word)
{
	int rank = severity_alert_rank(word);

	return rank ? alert_words[rank - 1].severity : NULL;
}

/* What each answer weighs, 0 to 4 (compliance.md 4.1). Location L2 stands in two rows of that
 * table: by itself it decides for the milder one. CUI has its own column of the matrix. */
static const struct weight { enum case_field field; const char *value; int impact; } weights[] = {
	{ CASE_FUNCTIONAL_IMPACT, "no_impact_to_services", 1 },
	{ CASE_FUNCTIONAL_IMPACT, "minimal_non_critical", 1 },
	{ CASE_FUNCTIONAL_IMPACT, "minimal_critical", 2 },
	{ CASE_FUNCTIONAL_IMPACT, "significant_non_critical", 2 },
	{ CASE_FUNCTIONAL_IMPACT, "denial_of_non_critical", 3 },
	{ CASE_FUNCTIONAL_IMPACT, "significant_critical", 3 },
	{ CASE_FUNCTIONAL_IMPACT, "denial_of_critical_loss_of_control", 4 },
	{ CASE_FUNCTIONAL_IMPACT, "unknown", 1 },
	{ CASE_INFORMATION_IMPACT, "suspected_but_not_identified", 1 },
	{ CASE_INFORMATION_IMPACT, "unknown", 1 },
	{ CASE_INFORMATION_IMPACT, "privacy_data_breach", 2 },
	{ CASE_INFORMATION_IMPACT, "proprietary_information_breach", 2 },
	{ CASE_INFORMATION_IMPACT, "destruction_of_non_critical_systems", 3 },
	{ CASE_INFORMATION_IMPACT, "core_credential_compromise", 3 },
	{ CASE_INFORMATION_IMPACT, "critical_systems_data_breach", 4 },
	{ CASE_INFORMATION_IMPACT, "destruction_of_critical_system", 4 },
	{ CASE_RECOVERABILITY, "supplemented", 2 },
	{ CASE_RECOVERABILITY, "extended", 3 },
	{ CASE_RECOVERABILITY, "not_recoverable", 4 },
	{ CASE_LOCATION_OF_ACTIVITY, "l1_business_dmz", 1 },
	{ CASE_LOCATION_OF_ACTIVITY, "l2_business_network", 1 },
	{ CASE_LOCATION_OF_ACTIVITY, "l3_business_network_management", 3 },
	{ CASE_LOCATION_OF_ACTIVITY, "l4_critical_system_dmz_jump", 3 },
	{ CASE_LOCATION_OF_ACTIVITY, "l5_critical_system_management", 4 },
	{ CASE_LOCATION_OF_ACTIVITY, "l6_critical_systems", 4 },
	{ CASE_LOCATION_OF_ACTIVITY, "l7_safety_systems", 4 },
};

enum { MANY_PERSONS = 500 };

static int impact_level(const struct record *record)
{
	int impact = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(weights); i++)
		if (list_has(record_get(record, weights[i].field), weights[i].value))
			impact = MAX(impact, weights[i].impact);
	if (list_has(record_get(record, CASE_INFORMATION_IMPACT), "privacy_data_breach") &&
	    record_int(record, CASE_PRIVACY_PERSONS) >= MANY_PERSONS)
		impact = MAX(impact, 3);
	return impact;
}

static bool type_is(const struct record *record, const char *type)
{
	return list_has(record_get(record, CASE_INCIDENT_TYPE), type);
}

/* A lost device with CUI counts as compromised unless something lessens it, such as validated
 * encryption. */
static int cui_column(const struct record *record)
{
	int cui = cui_level(record);

	if (cui == 1 && type_is(record, "lost_stolen_equipment_or_media") &&
	    !record_has(record, CASE_MITIGATING_FACTORS))
		return 2;
	return cui;
}

static int severity_floor(const struct record *record)
{
	if (record_is(record, CASE_OP_CRITICAL_SUPPORT_AFFECTED, "yes"))
		return 1;
	if (type_is(record, "ransomware") ||
	    list_has(record_get(record, CASE_INFORMATION_IMPACT), "core_credential_compromise"))
		return 2;
	if (type_is(record, "insider_malicious") || type_is(record, "insider_negligent") ||
	    record_is(record, CASE_ACTOR, "insider_malicious") ||
	    record_is(record, CASE_ACTOR, "insider_unintentional"))
		return 3;
	return 5;
}

static bool assessed(const struct record *record, size_t field)
{
	return record_has(record, field) && !record_is(record, field, "not_assessed");
}

int severity_suggested(const struct record *record)
{
	static const int matrix[5][4] = {	/* impact, CUI */
		{ 5, 4, 2, 1 },
		{ 4, 3, 2, 1 },
		{ 3, 3, 2, 1 },
		{ 2, 2, 1, 1 },
		{ 1, 1, 1, 1 },
	};
	int severity;

	if (!assessed(record, CASE_FUNCTIONAL_IMPACT) ||
	    !assessed(record, CASE_INFORMATION_IMPACT) || !assessed(record, CASE_RECOVERABILITY))
		return 0;
	severity = matrix[impact_level(record)][cui_column(record)];
	return MIN(severity, severity_floor(record));
}
