/* From an alert to a case: shared by intake and alert-promote. */
#ifndef APP_ALERT_CASE_H
#define APP_ALERT_CASE_H

#include "db/tx.h"
#include "src/app/session.h"

/* Makes a case of the alert and ties the two; writes the case, and sets case and state on alert
 * (the caller writes it). discovered: a person looks at it now; else t_discovered stays empty and
 * the 72 hours run from detection, "at the earliest". group NULL: the setting intake_group. */
bool alert_case_make(struct session *session, struct tx *tx, struct record *alert, const char *summary,
		     const char *group, bool discovered, char **id, GError **error);

#endif
