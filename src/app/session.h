/* A person at work: signed in, with a store open, until they leave or are thrown out. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "src/app/host.h"
#include "src/base/secret.h"
#include "src/rules/object.h"
#include "src/rules/session.h"
#include "src/rules/visible.h"

struct session;
struct store;

/* The real host: system clock, standard costs, origin from the environment's facts given. */
void session_host_init(struct session_host *host, const char *via, const char *tty,
		       const char *ssh_connection, const char *ssh_auth);
void session_host_clear(struct session_host *host);

/* What may be shown before sign-in. Free with g_free the strings by banner_clear. */
struct banner {
	char *organisation, *marking, *notice;
	int notice_version;
	char *demo;		/* lines "name password role", only in a demo store; else NULL */
};
/* Where the store's other files are, as its file `public` says: anchor, host key. Nothing if it cannot be
 * read: whoever opens the store is told why. g_strfreev. */
char **store_places(const char *dir);
bool banner_read(const char *dir, struct banner *banner, GError **error);
/* The same in no time, for a first screen: whoever shows it reads it properly before anybody can answer. */
bool banner_glance(const char *dir, struct banner *banner, GError **error);
void banner_clear(struct banner *banner);

/* Signs in: throttle, key slot, store, user's state, failed attempts taken into the log, entry
 * "login". consent: the notice was shown and accepted. Same words and time for an unknown user and
 * a wrong password. */
struct session *session_open(const struct session_host *host, const char *dir, const char *user,
			     const struct passphrase *password, GError **error);
/* ms until somebody may try again to sign in as user from here; 0: now. For the screens. */
int64_t session_wait(const struct session_host *host, const char *dir, const char *user);
/* Entry "logout", keys wiped. NULL is allowed. */
void session_close(struct session *session);
CLEANUP_DEFINE(struct session *, session_close)

const struct person *session_person(const struct session *session);
const struct visibility *session_visibility(const struct session *session);
const char *session_user(const struct session *session);
const char *session_marking(const struct session *session);
const char *session_organisation(const struct session *session);
int64_t session_now(const struct session *session);
struct store *session_store(struct session *session);		/* for app/ only */
const char *session_via(const struct session *session);

/* After sign-in: last login, failures since, what the person must know (exposure, no backup yet,
 * accepted conflicts …). One line each, free with g_strfreev. */
char **session_welcome(const struct session *session);
/* When they signed in before this time, UTC ms; the first time: this one. */
int64_t session_since(const struct session *session);
/* A one-time passphrase was used, or the password is too old by the setting: nothing but
 * user-password is allowed until it is changed. */
bool session_must_change(const struct session *session);
/* A role asks for a second factor that is not there: nothing but totp-enroll, totp-confirm and
 * user-password is allowed. */
bool session_must_enroll(const struct session *session);

/* Somebody changed the store since the last call. */
bool session_changed(struct session *session);
/* Housekeeping, cheap, call every second or so: expired offers are written, roles looked up again
 * after a change. False when the session must end (user disabled …): the error says why. */
bool session_tick(struct session *session, GError **error);

/* ms until it ends, whatever is going on (SP 800-171 3.1.11). */
int64_t session_left(const struct session *session);
/* Why it is left, for its row. */
void session_why(struct session *session, enum session_why why);
/* The process must end soon: what is still written waits for nobody. */
void session_hurry(struct session *session);

/* Value of a setting: its row, else its default. Caller frees. */
char *session_setting(struct session *session, const char *name);
/* Names for forms: groups, active users (of a group, or NULL for all). g_strfreev. */
char **session_groups(struct session *session);
char **session_users(struct session *session, const char *group);
/* Who sits at the screens, each once. NULL: this person may not see it. g_strfreev. */
char **session_at_work(struct session *session);

#endif
