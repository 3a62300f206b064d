/* A small house for the tests of app, cli and ui: a store made by found(), a clock they set,
 * groups soc and forensics, and people:
 *
 *   lee lead@soc      hal, hua handler@soc   rio reader@soc   rex reporter@soc
 *   fin lead@forensics   fay handler@forensics   eve evidence_custodian@soc   gus handler
 *   abe approver   cal compliance   aud auditor   ama audit_manager   ada account_admin
 *   sam system_operator   rec records_officer   ing ingest   nix, who holds no role */
#ifndef TESTS_HOUSE_H
#define TESTS_HOUSE_H

#include "src/app/act.h"
#include "src/app/look.h"
#include "tests/seam.h"

#define HOUSE_PASSWORD "mossy kettle under 47 bridges"

struct consent;

struct house {
	struct seam seam;		/* seam.now is the time, seam.store_dir the store */
	struct session_host host;	/* where everybody sits: via "cli", tty /dev/pts/3 */
};
struct house *house_new(void);
/* In a directory that stays, found there or made; its clock is the system's. End with house_leave. */
struct house *house_new_in(const char *dir);
/* With the child that alerts are taken in by. Only where some are: to fork so large a process makes all that
 * it writes afterwards slow. So there is one for all houses; it ends with the process. Returns house. */
struct house *house_reads_alerts(struct house *house);
void house_leave(struct house *house);
/* Verifies the log, then takes everything away. */
void house_free(struct house *house);
CLEANUP_DEFINE(struct house *, house_free)
/* The clock and the time since boot go on. */
void house_wait(struct house *house, int64_t ms);
/* Fails unless audit_verify finds everything good. Returns the number of entries. */
int64_t house_verify(struct house *house);

/* End with session_close. */
struct session *house_sign_in(struct house *house, const char *name);
struct session *house_sign_in_with(struct house *house, const char *name, const char *password,
				   GError **error);

/* All that is told at the sign-in, a line each; caller frees. */
char *house_welcome(const struct session *session);

/* Acts are written as on the command line: "case-edit 41 title=\"Two words\" contracts+=A-1
 * revision=3". In double quotes everything stands for itself, line ends too. */

/* Who agrees, as the second person, to the acts that follow. NULL: nobody. */
void house_second(const struct consent *consent);
/* False with error; outcome_clear in any case. */
bool house_try(struct session *session, struct outcome *outcome, GError **error, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
/* Done, or the test fails. What was said, interned: nothing to free. */
const char *house_act(struct session *session, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The same for what also gives a secret: caller frees. */
char *house_act_secret(struct session *session, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Refused with this kind and these words in the sentence. */
void house_expect_denied(struct session *session, const char *words, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
void house_expect_invalid(struct session *session, const char *words, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
void house_expect_conflict(struct session *session, const char *words, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* A case of the group soc in state new: what case-create said. */
const char *house_case(struct session *session, const char *severity);
/* Gives a case that session owns all that leaving triage asks for: SEV4, no CUI. */
void house_fill_triage(struct session *session, const char *id);
/* … and takes a case of house_case to a state of the life cycle, "triage" to "review". */
void house_bring_to(struct session *session, const char *id, const char *state);
/* … and gives it what closing asks for. */
void house_fill_closure(struct session *session, const char *id);

/* GPtrArray of struct record; case_id and filter may be NULL. */
GPtrArray *house_look(struct session *session, const char *query, const char *case_id,
		      const char *filter);
/* How many rows, by look_count and by look alike. */
int64_t house_count(struct session *session, const char *query, const char *case_id,
		    const char *filter);
/* A field of a case as scripts see it, by name; interned. */
const char *house_field(struct session *session, const char *id, const char *field);
/* Audit entries of this action and result. aud looks. */
int64_t house_entries(struct house *house, const char *action, const char *result);

#endif
