/* The password again, before what an unattended terminal must not do (SP 800-171 3.5.2, IA-11). */
#ifndef APP_PROOF_H
#define APP_PROOF_H

#include "src/app/session.h"

#define PROOF_MS (5 * MINUTE_MS)

/* Within five minutes of the last proof. The sign-in of a one-shot command is one. */
bool session_proved(const struct session *session);
/* Counted like a sign-in; both ends are entries of the log. */
bool session_prove(struct session *session, const struct passphrase *password, GError **error);

#endif
