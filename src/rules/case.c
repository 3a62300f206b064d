#include "src/rules/case.h"

#include "src/base/i18n.h"
#include "src/rules/severity.h"

#define FIELD(i) (&case_object.fields[i])

bool case_condition(const struct record *record, enum condition condition)
{
	static const char *const people[] = {
		"user_report", "admin_observation", "third_party_supplier", "customer_prime",
		"government_dc3", "law_enforcement", "researcher", NULL,
	};
	int severity = severity_rank(record_get(record, CASE_SEVERITY));
	bool cui = cui_level(record) > 0;

	switch (condition) {
	case IF_ALWAYS:
		return true;
	case IF_PERSON:
		return g_strv_contains(people, record_text(record, CASE_DETECTION_SOURCE));
	case IF_INGESTED:
		return record_is(record, CASE_CREATED_VIA, "ingest") ||
		       record_is(record, CASE_CREATED_VIA, "promote");
	case IF_BY_HAND:
		return !record_is(record, CASE_CREATED_VIA, "ingest");
	case IF_CUI:
		return cui;
	case IF_LOSS:
		return list_has(record_get(record, CASE_ATTACK_VECTOR),
				"loss_or_theft_of_equipment") ||
		       list_has(record_get(record, CASE_INCIDENT_TYPE),
				"lost_stolen_equipment_or_media");
	case IF_SEV12:
		return severity <= 2;
	case IF_SEV123_OR_CUI:
		return severity <= 3 || cui;
	case IF_SEV12_OR_CUI:
		return severity <= 2 || cui;
	}
	g_assert_not_reached();
}

/* What else counts as an answer: the other fields that say the same, or that nothing is known. */
static bool answered_otherwise(const struct record *record, size_t field)
{
	switch (field) {
	case CASE_AFFECTED_ASSETS:
		return record_has(record, CASE_AFFECTED_ACCOUNTS) ||
		       record_has(record, CASE_NONE_AFFECTED_REASON);
	case CASE_REPORTER_NAME:
	case CASE_REPORTER_FEEDBACK_SENT:
		return record_is(record, CASE_REPORTER_ANONYMOUS, "1");
	case CASE_T_OCCURRED_FIRST:
		return record_is(record, CASE_T_OCCURRED_FIRST_PRECISION, "unknown");
	case CASE_T_OCCURRED_LAST:
		return record_is(record, CASE_T_OCCURRED_LAST_PRECISION, "unknown");
	default:
		return false;
	}
}

/* … and how to say so. */
static const char *otherwise(size_t field)
{
	switch (field) {
	case CASE_AFFECTED_ASSETS:
		return N_("or affected_accounts, or none_affected_reason");
	case CASE_REPORTER_NAME:
	case CASE_REPORTER_FEEDBACK_SENT:
		return N_("or reporter_anonymous=yes");
	case CASE_T_OCCURRED_FIRST:
		return N_("or t_occurred_first_precision=unknown");
	case CASE_T_OCCURRED_LAST:
		return N_("or t_occurred_last_precision=unknown");
	default:
		return NULL;
	}
}

bool case_answered(const struct record *record, size_t field)
{
	if (record_has(record, field) && !record_is(record, field, "not_assessed"))
		return true;
	return answered_otherwise(record, field);
}

/* "needed to leave triage (SP 800-61r2 3.2.6)" */
static void add_needed(struct problems *problems, size_t field, const struct need *need)
{
	g_autoptr(GString) why = g_string_new(NULL);

	g_string_printf(why, _("needed %s"), moment_label(need->moment));
	if (need->condition != IF_ALWAYS)
		g_string_append_printf(why, _(", because %s"), condition_label(need->condition));
	if (otherwise(field))
		g_string_append_printf(why, ", %s", _(otherwise(field)));
	if (FIELD(field)->source)
		g_string_append_printf(why, " (%s)", FIELD(field)->source);
	problems_add(problems, FIELD(field), "%s", why->str);
}

static const struct need *needed(const struct record *record, size_t field, enum moment moment)
{
	for (int i = 0; i < FIELD_NEEDS; i++) {
		const struct need *need = &FIELD(field)->needs[i];

		if (need->moment == moment && case_condition(record, need->condition))
			return need;
	}
	return NULL;
}

/* Milder than the matrix says: that is a judgement, and somebody has to stand by it. */
static void check_override(const struct record *record, struct problems *problems)
{
	int suggested = severity_suggested(record);
	int given = severity_rank(record_get(record, CASE_SEVERITY));

	if (suggested && given <= 5 && given > suggested &&
	    !record_has(record, CASE_SEVERITY_OVERRIDE_REASON))
		problems_add(problems, FIELD(CASE_SEVERITY_OVERRIDE_REASON),
			     _("needed to leave triage, because the impact fields say SEV%d"),
			     suggested);
}

void case_check(const struct record *record, enum moment moment, struct problems *problems)
{
	for (size_t i = 0; moment != MOMENT_NEVER && i < CASE_FIELDS; i++) {
		const struct need *need = needed(record, i, moment);

		if (need && !case_answered(record, i))
			add_needed(problems, i, need);
	}
	if (moment == MOMENT_TRIAGE)
		check_override(record, problems);
}

bool field_in_cui_section(const struct field *field)
{
	return g_strcmp0(field->section, FIELD(CASE_CUI_INVOLVEMENT)->section) == 0;
}

unsigned case_lowering(const struct record *before, const struct record *after)
{
	int was = severity_rank(record_get(before, CASE_SEVERITY));
	int is = severity_rank(record_get(after, CASE_SEVERITY));
	unsigned what = 0;

	if (was <= 5 && is > was)
		what |= LOWERS_SEVERITY;
	if (is < was)
		what |= RAISES_SEVERITY;
	/* "touched" is a first guess, often a tool's; what counts as compromised needs two */
	if (cui_level(before) >= 2 && cui_level(after) < cui_level(before))
		what |= LOWERS_CUI;
	if (record_has(before, CASE_T_DISCOVERED) &&
	    (!record_has(after, CASE_T_DISCOVERED) ||
	     record_int(after, CASE_T_DISCOVERED) > record_int(before, CASE_T_DISCOVERED)))
		what |= DISCOVERED_LATER;
	return what;
}
