/* States of a case, the allowed moves between them, and their guards (compliance.md 5.1, 5.2). */
#ifndef RULES_STATE_H
#define RULES_STATE_H

#include "src/rules/case_choices.h"
#include "src/rules/permission.h"
#include "src/rules/problem.h"

enum state {
	STATE_NEW, STATE_TRIAGE, STATE_INVESTIGATING, STATE_CONTAINMENT, STATE_ERADICATION,
	STATE_RECOVERY, STATE_REVIEW, STATE_CLOSE_PENDING, STATE_CLOSED,
	STATES
};
int state_find(const char *name);		/* -1: no such state */

enum guard {
	GUARD_REASON = 1 << 0,		/* a reason must be given (going back) */
	GUARD_ACTION = 1 << 1,		/* an action in the phase left, or not_needed_because */
	GUARD_OWNER = 1 << 2,		/* somebody owns it */
};

/* What case-take and case-state may do; close_pending and closed are reached and left by the
 * closing moves only. */

struct transition {
	enum state from, to;
	enum moment moment;		/* fields of this moment must be filled */
	unsigned guards;
	int stamp;			/* case field that gets the time; -1: none */
};
extern const struct transition transitions[];
extern const size_t transitions_len;
/* NULL: not allowed. */
const struct transition *transition_find(enum state from, enum state to);

/* What the guards need to know besides the record. */
struct progress {
	unsigned actions_in_phase;	/* actions taken whose phase is the state left */
	const char *reason;
	const char *not_needed_because;	/* NULL: the record's field */
};

/* May the case move? Adds one problem for each thing missing. */
void transition_check(const struct record *record, const struct transition *transition,
		      const struct progress *progress, struct problems *problems);
/* Makes the move on the record: state, stamps (now), phase_since; not_needed_because goes to
 * phases_skipped. Clocks are case_derive's. */
void transition_apply(struct record *record, const struct transition *transition, int64_t now);

/* Next forward state of the life cycle, -1 at its end: what `s` offers first. */
int state_next(enum state state);
/* What is missing for the next forward step, closing included: the same checks, for the screens.
 * In close.c. */
void case_missing(const struct record *record, unsigned actions_in_phase,
		  struct problems *problems);

#endif
