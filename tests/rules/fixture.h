/* Cases to hold the rules against. */
#ifndef TESTS_RULES_FIXTURE_H
#define TESTS_RULES_FIXTURE_H

#include <glib.h>
#include <string.h>

#include "src/base/clock.h"
#include "src/rules/case.h"

/* Field and value one after another, up to "". */
struct setting_pair { enum case_field field; const char *value; };

static inline int64_t at(const char *iso)
{
	int64_t ms = 0;

	g_assert_true(time_parse(iso, &ms));
	return ms;
}

static inline void fill(struct record *record, const struct setting_pair *pairs, size_t len)
{
	for (size_t i = 0; i < len; i++)
		record_set(record, pairs[i].field, pairs[i].value);
}

/* As case-create leaves it. */
static inline struct record *new_case(void)
{
	static const struct setting_pair pairs[] = {
		{ CASE_ID, "INC-2026-0041" }, { CASE_TITLE, "Drawings opened at night" },
		{ CASE_SUMMARY, "214 drawings opened between 03:20 and 04:05." },
		{ CASE_DETECTION_SOURCE, "siem_rule" }, { CASE_GROUP, "soc" },
		{ CASE_SEVERITY, "SEV3" }, { CASE_CREATED_BY, "rae" }, { CASE_CREATED_VIA, "cli" },
	};
	struct record *record = record_new(&case_object);

	fill(record, pairs, G_N_ELEMENTS(pairs));
	record_set_int(record, CASE_CREATED_AT, at("2026-11-20T12:00:00Z"));
	record_set_int(record, CASE_T_DETECTED, at("2026-11-20T10:00:00Z"));
	record_set_int(record, CASE_T_DISCOVERED, at("2026-11-20T11:00:00Z"));
	return record;
}

/* Everything that leaving triage asks for, of a case without CUI that rates SEV4. */
static inline void fill_triage(struct record *record)
{
	static const struct setting_pair pairs[] = {
		{ CASE_OWNER, "bea" }, { CASE_SEVERITY, "SEV4" },
		{ CASE_SEVERITY_BASIS, "one host" },
		{ CASE_INCIDENT_TYPE, "malware" }, { CASE_ATTACK_VECTOR, "web" },
		{ CASE_LOCATION_OF_ACTIVITY, "l2_business_network" }, { CASE_CONFIDENCE, "high" },
		{ CASE_FUNCTIONAL_IMPACT, "minimal_non_critical" },
		{ CASE_INFORMATION_IMPACT, "no_impact" }, { CASE_RECOVERABILITY, "regular" },
		{ CASE_N_SYSTEMS, "1" }, { CASE_N_USERS, "1" }, { CASE_N_RECORDS, "0" },
		{ CASE_CIA_AFFECTED, "integrity" }, { CASE_CUI_INVOLVEMENT, "none" },
		{ CASE_COVERED_SYSTEM, "no" }, { CASE_OP_CRITICAL_SUPPORT_AFFECTED, "no" },
		{ CASE_PRIVACY_PII, "no" }, { CASE_DFARS_REPORTABLE, "undetermined" },
		{ CASE_AFFECTED_ASSETS, "ws-117" },
	};

	fill(record, pairs, G_N_ELEMENTS(pairs));
}

static inline void fill_cui(struct record *record)
{
	static const struct setting_pair pairs[] = {
		{ CASE_CUI_INVOLVEMENT, "suspected" }, { CASE_CUI_DETERMINATION_BY, "bea" },
		{ CASE_CUI_DETERMINATION_AT, "1795183200000" },
		{ CASE_CUI_DETERMINATION_BASIS, "61 files carry CTI markings" },
		{ CASE_CUI_CATEGORIES, "cti\nexpt" }, { CASE_CUI_EFFECT, "exfiltration" },
		{ CASE_CUI_VOLUME_DESC, "61 drawings" }, { CASE_CUI_HOLDER, "engineering" },
		{ CASE_CUI_MEDIA, "file server" }, { CASE_CONTRACTS, "N00024-26-C-0001" },
		{ CASE_EXPORT_CONTROLLED, "itar" },
		{ CASE_DFARS_RATIONALE, "CTI left the network" },
		{ CASE_PRESERVATION_DECISION, "image of fs02 on shelf 4" },
	};

	fill(record, pairs, G_N_ELEMENTS(pairs));
}

/* Everything that asking for closure asks for, SEV1 and CUI included. */
static inline void fill_closure(struct record *record)
{
	static const struct setting_pair pairs[] = {
		{ CASE_T_OCCURRED_FIRST, "1795183000000" },
		{ CASE_T_OCCURRED_LAST, "1795183100000" },
		{ CASE_BUSINESS_IMPACT, "an hour lost" }, { CASE_COST_HOURS, "3" },
		{ CASE_COST_MONEY, "0" }, { CASE_CONTAINMENT_SUMMARY, "host isolated" },
		{ CASE_ERADICATION_SUMMARY, "host rebuilt" },
		{ CASE_RECOVERY_VERIFICATION, "scanned clean" },
		{ CASE_MONITORING_UNTIL, "1796183200000" }, { CASE_ROOT_CAUSE, "old browser" },
		{ CASE_ROOT_CAUSE_CATEGORY, "unpatched" }, { CASE_LESSONS_LEARNED, "patch faster" },
		{ CASE_DETECTION_GAP, "none" }, { CASE_WHAT_WORKED, "the proxy" },
		{ CASE_CORRECTIVE_ACTIONS, "update all browsers" },
		{ CASE_REVIEW_DATE, "1796183200000" }, { CASE_REVIEW_ATTENDEES, "bea\ncyd" },
		{ CASE_CLOSURE_CRITERIA, "no more beacons" }, { CASE_DFARS_REPORTABLE, "no" },
		{ CASE_DFARS_RATIONALE, "no covered system" },
	};

	fill(record, pairs, G_N_ELEMENTS(pairs));
}

static inline const char *problem_of(const struct problems *problems, const char *name)
{
	for (guint i = 0; i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);

		if (g_strcmp0(problem->name, name) == 0)
			return problem->why;
	}
	return NULL;
}

/* The names of all, sorted, joined by blanks. */
static inline char *problem_names(const struct problems *problems)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);

		g_ptr_array_add(names, problem->name);
	}
	for (guint i = 1; i < names->len; i++)
		for (guint k = i; k > 0 && strcmp(names->pdata[k - 1], names->pdata[k]) > 0; k--) {
			gpointer swap = names->pdata[k];

			names->pdata[k] = names->pdata[k - 1];
			names->pdata[k - 1] = swap;
		}
	g_ptr_array_add(names, NULL);
	return g_strjoinv(" ", (char **)names->pdata);
}

#endif
