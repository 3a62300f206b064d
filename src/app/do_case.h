/* Making a case: shared by case-create and the intake of alerts. */
#ifndef APP_DO_CASE_H
#define APP_DO_CASE_H

#include "db/tx.h"
#include "src/app/session.h"

/* Completes record (group, severity and texts are set) with id, uuid, times, state and derived
 * clocks, and inserts it. via: "tui", "cli", "ingest". */
bool case_found(struct session *session, struct tx *tx, struct record *record, const char *via,
		GError **error);
/* Owner and, on a new case, triage and t_ack; sets t_discovered when it was not yet. */
void case_take(struct record *record, const char *user, int64_t now);

#endif
