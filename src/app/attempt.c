#include "src/app/attempt.h"

#include "db/throttle.h"
#include "src/app/session.h"

void attempt_init(struct attempt *attempt, const struct session_host *host, const char *dir,
		  const struct keyring *keyring, const char *user)
{
	*attempt = (struct attempt){ .host = host, .dir = dir, .user = user };
	keyring_user_tag(keyring, user, attempt->who);
}

bool attempt_begin(const struct attempt *attempt, GError **error)
{
	const struct session_host *host = attempt->host;

	return throttle_count(attempt->dir, attempt->who, host->origin, host->clock, error);
}

struct keys *attempt_unlock(const struct attempt *attempt, const struct keyring *keyring,
			    const struct passphrase *password, const uint8_t *host_key, GError **error)
{
	struct keys *keys;

	if (!attempt_begin(attempt, error))
		return NULL;
	keys = keyring_unlock(keyring, attempt->user, password, host_key, attempt->host->policy,
			      attempt->dir, error);
	if (!keys)
		attempt_bad(attempt);
	return keys;
}

bool attempt_good(const struct attempt *attempt, GError **error)
{
	const struct session_host *host = attempt->host;

	return throttle_success(attempt->dir, attempt->who, host->origin, host->clock, error);
}

void attempt_bad(const struct attempt *attempt)
{
	const struct session_host *host = attempt->host;

	throttle_failed(attempt->dir, attempt->who, host->origin, host->clock, NULL);
}

int64_t session_wait(const struct session_host *host, const char *dir, const char *user)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(dir, NULL);
	struct attempt attempt;

	if (!keyring)
		return 0;
	attempt_init(&attempt, host, dir, keyring, user);
	return throttle_wait(dir, attempt.who, host->origin, host->clock);
}
