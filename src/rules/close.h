/* Closing a case: dispositions, what each needs, and the second person (compliance.md 5.2). */
#ifndef RULES_CLOSE_H
#define RULES_CLOSE_H

#include "src/rules/state.h"

/* May closure be asked for with this disposition from this state? From review with the
 * fields of MOMENT_CLOSE; the short way for false_positive and not_an_incident (cui_involvement
 * none, reason, evidence looked at) from triage, investigating, or review when it never was
 * declared; duplicate and entered_in_error from any open state. Whose permission entered_in_error
 * needs is the caller's to ask. */
void close_check(const struct record *record, const char *disposition, const char *reason,
		 bool evidence_reviewed, struct problems *problems);
/* True when a second person must approve; else the owner closes at once (SEV4-5, CUI none). */
bool close_needs_second(const struct record *record, const char *disposition);
/* approve: neither owner nor who asked. */
bool close_may_approve(const struct record *record, const struct person *person);

/* The closing moves, on a record that was checked. close_request: true when it closed at once,
 * because no second person is needed and user is the owner. */
bool close_request(struct record *record, const char *disposition, const char *reason,
		   bool evidence_reviewed, const char *user, int64_t now);
/* "cyd asks to close it as false positive: scanner of our own"; caller frees. */
char *close_asked(const struct record *record);
/* What closing as resolved would want and is empty, whatever way was asked for. */
void close_left_empty(const struct record *record, struct problems *problems);
void close_approve(struct record *record, const char *user, int64_t now);
void close_reject(struct record *record, int64_t now);		/* to review */
void close_reopen(struct record *record, int64_t now);		/* to investigating */

#endif
