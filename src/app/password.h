/* Passwords people choose, and those the program makes (SP 800-63B-4 3.1.1). */
#ifndef APP_PASSWORD_H
#define APP_PASSWORD_H

#include "src/app/session.h"

#define PASSWORD_LEAST 15	/* the setting password_min may not go below */
#define PASSWORD_BITS 40	/* zxcvbn's estimate, log2 of the guesses */

/* NULL when acceptable, else a sentence. least: characters. Caller frees. */
char *password_problem(const struct passphrase *password, const char *user, const char *full_name,
		       unsigned least);
/* Changes one's own: the present one is asked for again. Logged as user-password. */
bool password_change(struct session *session, const struct passphrase *present,
		     const struct passphrase *wanted, GError **error);

#endif
