/* A session that waits for its password: no key, no database, nothing of a case. */
#ifndef APP_SESSION_LOCK_H
#define APP_SESSION_LOCK_H

#include "src/app/session.h"

struct locked;

/* Closes the store and wipes its keys; frees session in every case. The row says "locked", if that
 * can be written. */
struct locked *session_lock(struct session *session);
/* The same session goes on. NULL with error: it stays locked. Counted and logged like a sign-in. */
struct session *session_unlock(struct locked *locked, const struct passphrase *password, GError **error);
/* After session_unlock, or to leave: who notices next writes its end, for why. NULL is allowed. */
void locked_free(struct locked *locked, enum session_why why);

const char *locked_user(const struct locked *locked);
int64_t locked_since(const struct locked *locked);	/* UTC ms */
/* False when it must end: its time is over, or somebody ended it. */
bool locked_tick(const struct locked *locked, GError **error);

/* ms without a key after which the screens lock. */
int64_t session_idle(const struct session *session);
/* Whether ^Z locks: the setting says so, or there is no shell to go back to. */
bool session_suspend_locks(struct session *session);

#endif
