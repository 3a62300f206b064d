/* The door for reads: visibility is always added, opening a restricted or CUI case is audited. */
#ifndef APP_LOOK_H
#define APP_LOOK_H

#include "src/app/query.h"

/* GPtrArray of struct record (g_ptr_array_unref frees all). NULL with error. To look at what belongs
 * to a case is to open the case. */
GPtrArray *look(struct session *session, const struct look *ask, GError **error);
/* May the person ask this at all: for tabs and menus. Not the door: look() decides. */
bool look_offered(struct session *session, const struct look *ask);
/* How many, up to cap; -1 with error. What cannot be seen is not counted. */
int64_t look_count(struct session *session, const struct look *ask, int64_t cap, GError **error);

/* How many of which value of a field, up to cap in all; of struct tally (db/select.h), for look_group.c. */
GArray *look_tally(struct session *session, const struct look *ask, size_t field, int64_t cap, GError **error);

/* What a filter of this query's rows is about; valid while the session is. */
struct filter_about;
void look_about(struct session *session, const struct query *query, struct filter_about *about);
/* As filter_pointed(), with the groups that there are. */
char *look_pointed(struct session *session, const struct query *query, const char *filter);

/* One case, as `look case` and the case screen show it. ERR_INVALID "no such case" also when it may
 * not be seen. The first opening of a restricted or CUI case in a session is written to the log. */
struct record *look_case(struct session *session, const char *id, GError **error);
/* The same for a dialog about an act upon it. NULL also for whoever may view no case: the act itself will be
 * refused, and one try is one entry. */
struct record *look_case_meant(struct session *session, const char *id);
/* "INC-2026-0041" from any accepted form. NULL with error. Caller frees. */
char *look_case_id(struct session *session, const char *text, GError **error);
struct record *look_alert(struct session *session, const char *id, GError **error);
/* The raw bytes of an alert, as long as it may be seen. */
bool look_raw(struct session *session, const struct record *alert, char **bytes, size_t *len, GError **error);
/* What is missing for the next forward step of the case. */
struct problems;
struct problems *look_missing(struct session *session, const struct record *record);

/* Verification and export of the log; both need their permission and are logged. */
struct audit_verdict_shown { int64_t entries, rows, rollbacks, head_seq; char head[65]; char *why; };
bool look_verify(struct session *session, struct audit_verdict_shown *out, GError **error);
bool look_export_audit(struct session *session, const char *dir, GError **error);

#endif
