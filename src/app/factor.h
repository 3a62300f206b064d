/* The second factor: a code of an authenticator, asked for after the password has opened the store.
 * It keeps a stranger with the password out of the program, not out of the files (security.md 3.3). */
#ifndef APP_FACTOR_H
#define APP_FACTOR_H

#include "db/tx.h"
#include "src/app/session.h"

/* Does this person's account ask for a code? False with error. */
bool factor_asks(struct session *session, bool *asks, GError **error);
/* Holds a role for which the setting asks for one, and has none. */
bool factor_missing(struct session *session, bool *missing, GError **error);
/* Takes a code of the authenticator, newer than the last, or a recovery code: no code works twice.
 * Written in this transaction. ERR_LOGIN when it is none of them. */
bool factor_take(struct tx *tx, const char *user, const char *code, GError **error);

#endif
