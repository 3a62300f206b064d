#include "src/rules/close.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/severity.h"

#define FIELD(i) (&case_object.fields[i])

/* The way out a disposition takes. */
enum way {
	WAY_FULL,	/* from review, every field of closure */
	WAY_SHORT,	/* nothing happened: before it is worked as an incident, or the full way */
	WAY_POINTER,	/* another case tells it: from any open state */
	WAY_ERROR,	/* never was a case: from any open state */
	WAY_NONE,	/* not by asking for closure */
};

static const struct ending {
	const char *disposition;
	enum way way;
	bool second;		/* a second person always */
} endings[] = {
	{ "resolved", WAY_FULL, false },
	{ "false_positive", WAY_SHORT, false },
	{ "not_an_incident", WAY_SHORT, false },
	{ "duplicate", WAY_POINTER, false },
	{ "merged", WAY_NONE, true },
	{ "transferred_external", WAY_FULL, true },
	{ "risk_accepted", WAY_FULL, true },
	{ "unresolved_exhausted", WAY_FULL, true },
	{ "exercise", WAY_FULL, true },
	{ "entered_in_error", WAY_ERROR, false },
};

static const struct ending *ending_find(const char *disposition)
{
	for (size_t i = 0; disposition && i < G_N_ELEMENTS(endings); i++)
		if (strcmp(endings[i].disposition, disposition) == 0)
			return &endings[i];
	return NULL;
}

/* A clock that the law set must not stop by closing. Not assessed at all: triage says so. */
static void check_dfars(const struct record *record, struct problems *problems)
{
	const struct field *field = FIELD(CASE_DFARS_REPORTABLE);

	if (record_is(record, CASE_DFARS_REPORTABLE, "yes")) {
		if (!record_has(record, CASE_T_REPORTED_EXTERNAL))
			problems_add(problems, FIELD(CASE_T_REPORTED_EXTERNAL),
				     _("needed to close: the case is reportable (%s)"),
				     field->source);
	} else if (record_is(record, CASE_DFARS_REPORTABLE, "no")) {
		if (!record_has(record, CASE_DFARS_RATIONALE) && !cui_level(record))
			problems_add(problems, FIELD(CASE_DFARS_RATIONALE),
				     _("needed to close: why it is not reportable (%s)"),
				     field->source);
	} else if (case_answered(record, CASE_DFARS_REPORTABLE)) {
		problems_add(problems, field, _("needed to close: yes or no (%s)"), field->source);
	}
}

/* Triage again, because a rejected or reopened case may have missed it. */
void close_left_empty(const struct record *record, struct problems *problems)
{
	case_check(record, MOMENT_TRIAGE, problems);
	case_check(record, MOMENT_CLOSE, problems);
	check_dfars(record, problems);
}

static void check_full(const struct record *record, const char *disposition,
		       struct problems *problems)
{
	if (!record_is(record, CASE_STATE, state_choices[STATE_REVIEW].name))
		problems_add(problems, FIELD(CASE_STATE),
			     _("must be review to close as %s"), disposition);
	if (strcmp(disposition, "exercise") == 0 && !record_is(record, CASE_KIND, "exercise"))
		problems_add(problems, FIELD(CASE_DISPOSITION),
			     _("is for cases of the kind exercise"));
	close_left_empty(record, problems);
}

static void check_short(const struct record *record, bool evidence_reviewed,
			struct problems *problems)
{
	if (!record_is(record, CASE_CUI_INVOLVEMENT, "none"))
		problems_add(problems, FIELD(CASE_CUI_INVOLVEMENT),
			     _("must be none, said explicitly, to close this way"));
	if (!evidence_reviewed)
		problems_add(problems, FIELD(CASE_EVIDENCE_REVIEWED),
			     _("say yes: the evidence was looked at"));
}

static bool early(const struct record *record)
{
	int state = state_find(record_get(record, CASE_STATE));

	return state == STATE_TRIAGE || state == STATE_INVESTIGATING ||
	       (state == STATE_REVIEW && !record_has(record, CASE_T_DECLARED));
}

static void check_pointer(const struct record *record, struct problems *problems)
{
	if (!record_has(record, CASE_DUPLICATE_OF))
		problems_add(problems, FIELD(CASE_DUPLICATE_OF),
			     _("needed to close as a duplicate"));
	else if (record_is(record, CASE_ID, record_get(record, CASE_DUPLICATE_OF)))
		problems_add(problems, FIELD(CASE_DUPLICATE_OF), _("is this case itself"));
}

static void check_way(const struct record *record, const struct ending *ending,
		      bool evidence_reviewed, struct problems *problems)
{
	switch (ending->way) {
	case WAY_SHORT:
		check_short(record, evidence_reviewed, problems);
		if (!early(record))
			check_full(record, ending->disposition, problems);
		break;
	case WAY_FULL:
		check_full(record, ending->disposition, problems);
		break;
	case WAY_POINTER:
		check_pointer(record, problems);
		break;
	case WAY_ERROR:
		break;
	case WAY_NONE:
		problems_add(problems, FIELD(CASE_DISPOSITION),
			     _("“%s” is not given by asking for closure"), ending->disposition);
		break;
	}
}

void close_check(const struct record *record, const char *disposition, const char *reason,
		 bool evidence_reviewed, struct problems *problems)
{
	const struct ending *ending = ending_find(disposition);
	int state = state_find(record_get(record, CASE_STATE));

	if (!ending)
		problems_add(problems, FIELD(CASE_DISPOSITION), "%s",
			     disposition ? _("is not known") : _("needed to close"));
	if (!reason || !*reason)
		problems_add_name(problems, "reason", _("needed to close"));
	if (state == STATE_CLOSED || state == STATE_CLOSE_PENDING) {
		problems_add(problems, FIELD(CASE_STATE), "%s",
			     state == STATE_CLOSED ? _("the case is closed already")
						   : _("the case waits for approval already"));
		return;
	}
	if (record_has(record, CASE_OFFERED_TO))
		problems_add(problems, FIELD(CASE_OFFERED_TO),
			     _("the case is offered to another group: recall that first"));
	if (ending)
		check_way(record, ending, evidence_reviewed, problems);
}

static bool insider(const struct record *record)
{
	const char *types = record_get(record, CASE_INCIDENT_TYPE);

	return list_has(types, "insider_malicious") || list_has(types, "insider_negligent") ||
	       record_is(record, CASE_ACTOR, "insider_malicious") ||
	       record_is(record, CASE_ACTOR, "insider_unintentional");
}

bool close_needs_second(const struct record *record, const char *disposition)
{
	const struct ending *ending = ending_find(disposition);
	int severity = severity_rank(record_get(record, CASE_SEVERITY));

	if (!ending || ending->second || severity < 4 || severity > 5)
		return true;
	if (insider(record) || record_is(record, CASE_KIND, "exercise"))
		return true;
	if (ending->way == WAY_SHORT && (record_is(record, CASE_INGEST_SEVERITY, "high") ||
					 record_is(record, CASE_INGEST_SEVERITY, "critical") ||
					 record_is(record, CASE_COVERED_SYSTEM, "yes")))
		return true;
	return !record_is(record, CASE_CUI_INVOLVEMENT, "none");
}

bool close_may_approve(const struct record *record, const struct person *person)
{
	return record_is(record, CASE_STATE, state_choices[STATE_CLOSE_PENDING].name) &&
	       person_is_third(person, record);
}

static void enter(struct record *record, enum state state, int64_t now)
{
	record_set(record, CASE_STATE, state_choices[state].name);
	record_set_int(record, CASE_PHASE_SINCE, now);
}

static void stamp_once(struct record *record, size_t field, int64_t now)
{
	if (!record_has(record, field))
		record_set_int(record, field, now);
}

static void close_now(struct record *record, const char *user, int64_t now)
{
	record_set(record, CASE_CLOSED_BY, user);
	record_set_int(record, CASE_T_CLOSED, now);
	enter(record, STATE_CLOSED, now);
}

bool close_request(struct record *record, const char *disposition, const char *reason,
		   bool evidence_reviewed, const char *user, int64_t now)
{
	bool at_once = !close_needs_second(record, disposition) &&
		       record_is(record, CASE_OWNER, user);

	if (record_is(record, CASE_STATE, state_choices[STATE_REVIEW].name))
		record_set_int(record, CASE_T_REVIEWED, now);
	/* whoever decides that it is no case has acknowledged it and ended its triage */
	stamp_once(record, CASE_T_ACK, now);
	stamp_once(record, CASE_T_TRIAGED, now);
	record_set_int(record, CASE_T_RESOLVED, now);
	record_set(record, CASE_DISPOSITION, disposition);
	record_set(record, CASE_CLOSE_REASON, reason);
	record_set(record, CASE_CLOSE_REQUESTED_BY, user);
	record_set(record, CASE_EVIDENCE_REVIEWED, evidence_reviewed ? "1" : "0");
	enter(record, STATE_CLOSE_PENDING, now);
	if (at_once)
		close_now(record, user, now);
	return at_once;
}

char *close_asked(const struct record *record)
{
	g_autofree char *disposition = field_show(FIELD(CASE_DISPOSITION), record_get(record, CASE_DISPOSITION));

	return g_strdup_printf(_("%s asks to close it as %s: %s"), record_text(record, CASE_CLOSE_REQUESTED_BY),
			       disposition, record_text(record, CASE_CLOSE_REASON));
}

void close_approve(struct record *record, const char *user, int64_t now)
{
	record_set(record, CASE_APPROVED_BY, user);
	close_now(record, user, now);
}

static void withdraw(struct record *record)
{
	static const size_t fields[] = {
		CASE_DISPOSITION, CASE_CLOSE_REASON, CASE_CLOSE_REQUESTED_BY, CASE_APPROVED_BY,
		CASE_CLOSED_BY,
	};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		record_set(record, fields[i], NULL);
	record_set(record, CASE_EVIDENCE_REVIEWED, "0");
}

void close_reject(struct record *record, int64_t now)
{
	withdraw(record);
	enter(record, STATE_REVIEW, now);
}

void close_reopen(struct record *record, int64_t now)
{
	withdraw(record);
	record_set_int(record, CASE_T_REOPENED, now);
	record_set_int(record, CASE_REOPEN_COUNT, record_int(record, CASE_REOPEN_COUNT) + 1);
	/* a new set of clocks: containment counts from here, at the severity of now */
	record_set(record, CASE_CONTAIN_SEVERITY, NULL);
	stamp_once(record, CASE_T_DECLARED, now);
	enter(record, STATE_INVESTIGATING, now);
}

void case_missing(const struct record *record, unsigned actions_in_phase,
		  struct problems *problems)
{
	struct progress progress = { .actions_in_phase = actions_in_phase };
	int found = state_find(record_get(record, CASE_STATE));
	enum state state = found < 0 ? STATE_CLOSED : (enum state)found;

	if (state == STATE_REVIEW)
		close_left_empty(record, problems);
	else if (state < STATE_REVIEW)
		transition_check(record, transition_find(state, (enum state)state_next(state)),
				 &progress, problems);
}
