#include "src/rules/state.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/case.h"

#define FIELD(i) (&case_object.fields[i])

/* Containment, eradication and recovery are one block that may be gone through again
 * (SP 800-61r2 3.3): back to any earlier phase of it, with a reason. */
const struct transition transitions[] = {
	{ STATE_NEW, STATE_TRIAGE, MOMENT_NEVER, GUARD_OWNER, CASE_T_ACK },
	{ STATE_TRIAGE, STATE_INVESTIGATING, MOMENT_TRIAGE, 0, CASE_T_DECLARED },
	{ STATE_INVESTIGATING, STATE_CONTAINMENT, MOMENT_CONTAINMENT, GUARD_ACTION, -1 },
	{ STATE_CONTAINMENT, STATE_ERADICATION, MOMENT_CONTAINED, GUARD_ACTION, CASE_T_CONTAINED },
	{ STATE_ERADICATION, STATE_RECOVERY, MOMENT_NEVER, GUARD_ACTION, CASE_T_ERADICATED },
	{ STATE_RECOVERY, STATE_REVIEW, MOMENT_REVIEW, 0, CASE_T_RECOVERED },

	{ STATE_CONTAINMENT, STATE_INVESTIGATING, MOMENT_NEVER, GUARD_REASON, -1 },
	{ STATE_ERADICATION, STATE_INVESTIGATING, MOMENT_NEVER, GUARD_REASON, -1 },
	{ STATE_ERADICATION, STATE_CONTAINMENT, MOMENT_NEVER, GUARD_REASON, -1 },
	{ STATE_RECOVERY, STATE_INVESTIGATING, MOMENT_NEVER, GUARD_REASON, -1 },
	{ STATE_RECOVERY, STATE_CONTAINMENT, MOMENT_NEVER, GUARD_REASON, -1 },
	{ STATE_RECOVERY, STATE_ERADICATION, MOMENT_NEVER, GUARD_REASON, -1 },
	/* a rejected closure comes to review, even when it was asked for in triage */
	{ STATE_REVIEW, STATE_INVESTIGATING, MOMENT_TRIAGE, GUARD_REASON, -1 },
	{ STATE_REVIEW, STATE_RECOVERY, MOMENT_NEVER, GUARD_REASON, -1 },
};
const size_t transitions_len = G_N_ELEMENTS(transitions);

int state_find(const char *name)
{
	for (int i = 0; name && i < STATES; i++)
		if (strcmp(state_choices[i].name, name) == 0)
			return i;
	return -1;
}

const struct transition *transition_find(enum state from, enum state to)
{
	for (size_t i = 0; i < transitions_len; i++)
		if (transitions[i].from == from && transitions[i].to == to)
			return &transitions[i];
	return NULL;
}

static bool given(const char *text)
{
	return text && *text;
}

static bool excused(const struct record *record, const struct progress *progress)
{
	return given(progress->not_needed_because) || record_has(record, CASE_NOT_NEEDED_BECAUSE);
}

void transition_check(const struct record *record, const struct transition *transition,
		      const struct progress *progress, struct problems *problems)
{
	if (transition->guards & GUARD_OWNER && !record_has(record, CASE_OWNER))
		problems_add(problems, FIELD(CASE_OWNER),
			     _("needed: somebody must take the case first"));
	if (transition->guards & GUARD_REASON && !given(progress->reason))
		problems_add_name(problems, "reason", _("needed to go back"));
	if (transition->guards & GUARD_ACTION && !progress->actions_in_phase &&
	    !excused(record, progress))
		problems_add(problems, FIELD(CASE_NOT_NEEDED_BECAUSE),
			     _("no action is recorded in the phase “%s”: add one (action-add), "
			       "or say why none was needed"),
			     state_choices[transition->from].name);
	case_check(record, transition->moment, problems);
}

static void keep_excuse(struct record *record, enum state left)
{
	g_autofree char *line = NULL;

	if (!record_has(record, CASE_NOT_NEEDED_BECAUSE))
		return;
	line = g_strdup_printf("%s: %s", state_choices[left].name,
			       record_get(record, CASE_NOT_NEEDED_BECAUSE));
	g_strdelimit(line, "\n", ' ');
	record_take(record, CASE_PHASES_SKIPPED,
		    list_add(record_get(record, CASE_PHASES_SKIPPED), line));
	record_set(record, CASE_NOT_NEEDED_BECAUSE, NULL);
}

/* Gone back to, a phase is not done any more: its end is stamped anew, and its clock runs on from
 * the same start until then. The log keeps the old time. */
static void unstamp(struct record *record, const struct transition *back)
{
	for (size_t i = 0; i < transitions_len; i++) {
		const struct transition *done = &transitions[i];

		if (done->to > done->from && done->from >= back->to && done->stamp >= 0)
			record_set(record, (size_t)done->stamp, NULL);
	}
}

void transition_apply(struct record *record, const struct transition *transition, int64_t now)
{
	if (transition->guards & GUARD_ACTION)
		keep_excuse(record, transition->from);
	if (transition->to < transition->from)
		unstamp(record, transition);
	if (transition->stamp >= 0)
		record_set_int(record, (size_t)transition->stamp, now);
	if (transition->from == STATE_TRIAGE)
		record_set_int(record, CASE_T_TRIAGED, now);
	if (transition->to == STATE_INVESTIGATING && !record_has(record, CASE_T_DECLARED))
		record_set_int(record, CASE_T_DECLARED, now);
	record_set(record, CASE_STATE, state_choices[transition->to].name);
	record_set_int(record, CASE_PHASE_SINCE, now);
}

int state_next(enum state state)
{
	return state < STATE_CLOSED ? (int)state + 1 : -1;
}
