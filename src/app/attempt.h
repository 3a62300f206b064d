/* One try to open a key slot with a password: counted before its KDF runs, for whichever door. */
#ifndef APP_ATTEMPT_H
#define APP_ATTEMPT_H

#include "db/keyring.h"
#include "src/app/host.h"

struct attempt {
	const struct session_host *host;
	const char *dir, *user;
	char who[2 * KEYRING_TAG_LEN + 1];	/* the user's tag: what the throttle knows them by */
};
void attempt_init(struct attempt *attempt, const struct session_host *host, const char *dir,
		  const struct keyring *keyring, const char *user);

/* For what is no password: counted as failed before it is looked at. */
bool attempt_begin(const struct attempt *attempt, GError **error);
/* Refused while the throttle says wait. A wrong password is counted; a right one leaves the attempt
 * open until attempt_good or attempt_bad: a second factor belongs to the same try. A process that
 * is killed in between has failed. */
struct keys *attempt_unlock(const struct attempt *attempt, const struct keyring *keyring,
			    const struct passphrase *password, const uint8_t *host_key,
			    GError **error);
bool attempt_good(const struct attempt *attempt, GError **error);
void attempt_bad(const struct attempt *attempt);

#endif
