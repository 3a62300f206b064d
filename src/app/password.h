/* Passwords people choose, and those the program makes (SP 800-63B-4 3.1.1). */
#ifndef APP_PASSWORD_H
#define APP_PASSWORD_H

#include "src/app/session.h"

#define PASSWORD_LEAST 15	/* the setting password_min may not go below */
#define PASSWORD_BITS 40	/* zxcvbn's estimate, log2 of the guesses */

/* Whose it is to be, and what they must not build it from. */
struct password_owner {
	const char *user, *full_name;
	const char *organisation;	/* may be NULL */
	unsigned least;			/* characters */
};
/* NULL when acceptable, else a sentence that says why not and what would do. Caller frees. */
char *password_problem(const struct passphrase *password, const struct password_owner *owner);
/* The same for the person of a session. */
char *password_own_problem(struct session *session, const struct passphrase *wanted);
/* One that the program made, for who wants none of their own. Caller wipes and frees. */
char *password_propose(unsigned least);
/* Changes one's own: the present one is asked for again. Logged as user-password. */
bool password_change(struct session *session, const struct passphrase *present,
		     const struct passphrase *wanted, GError **error);

#endif
