/* Making a case: shared by case-create and the intake of alerts. */
#ifndef APP_DO_CASE_H
#define APP_DO_CASE_H

#include "db/tx.h"
#include "src/app/session.h"

/* Completes record (group, severity and texts are set) with id, uuid, times, state and derived
 * clocks, and inserts it. via: "tui", "cli", "ingest". */
bool case_found(struct session *session, struct tx *tx, struct record *record, const char *via,
		GError **error);
/* An owner given by a person, who has seen the case now if nobody had: t_discovered, from which the
 * 72 hours run, is set then and never moved later. */
void case_give(struct record *record, const char *owner, int64_t now);
/* The same and, on a new case, triage and t_ack. */
void case_take(struct record *record, const char *user, int64_t now);

#endif
