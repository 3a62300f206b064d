/* The row of a full-screen session: one-shot commands have none. (session_row.c; the header stands
 * apart for the cycle fence.) */
#ifndef APP_SESSIONS_H
#define APP_SESSIONS_H

#include "db/tx.h"
#include "src/rules/session.h"

struct session;

/* In the transaction of the sign-in. ERR_LOGIN when the person has as many as they may. */
bool session_row_begin(struct session *session, struct tx *tx, GError **error);
/* Still open: else ERR_LOGIN with the sentence why not. */
bool session_row_check(struct session *session, GError **error);
/* In the transaction of the lock, or of the unlocking: "locked", "open". */
bool session_row_state(struct session *session, struct tx *tx, const char *state, GError **error);
/* Writes "logout" by itself; nothing when the row has an end already. */
bool session_row_end(struct session *session, GError **error);
/* Ends one that is open, whoever's it is, in a transaction of the person by (NULL: nobody did). */
bool session_row_put_end(struct tx *tx, const char *dir, const struct record *row, enum session_why why,
			 const char *by, GError **error);
/* Ends those whose process is gone, as "system". */
bool session_end_lost(struct session *session, GError **error);
/* All that are open, of a user or (NULL) of everybody. */
GPtrArray *session_rows_open(struct tx *tx, const char *user, GError **error);
/* "lasts as long as it may": what the byte of db/presence.h says; WHY_LOST when nothing. */
enum session_why session_word_why(uint8_t word);
/* What is told to who is thrown out. */
const char *session_why_sentence(enum session_why why);

#endif
