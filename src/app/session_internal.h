/* What a session is made of: for the files of app/ only. */
#ifndef APP_SESSION_INTERNAL_H
#define APP_SESSION_INTERNAL_H

#include "db/audit.h"
#include "db/store.h"
#include "db/tx.h"
#include "src/app/host.h"
#include "src/rules/object.h"
#include "src/rules/session.h"
#include "src/rules/visible.h"

struct session {
	struct session_host host;	/* origin copied */
	struct store *store;
	struct person *person;
	struct visibility *visibility;
	char *full_name;
	bool entered;		/* the entry "login" is written: leaving writes "logout" */
	bool must_change;
	bool behind;		/* the store ends before what its anchor file saw: nothing is written */
	struct audit_gap gap;	/* … how far */
	int64_t password_at;	/* when the password that opened it was chosen */
	bool stale;		/* somebody wrote since roles and expiries were looked at */
	bool news;		/* … and since session_changed() was asked */
	int64_t offers_due;	/* when the next open offer expires; INT64_MAX: none */
	GHashTable *opened;	/* cases whose opening is in the log already */
	int64_t row;		/* pk of its row; 0: none, a one-shot command */
	int presence;		/* holds its byte (db/presence.h) */
	enum session_why why;	/* … it is left */
	bool over;		/* it was ended from elsewhere: nothing is written any more */
	int64_t ends_at;	/* ms since boot */
	int64_t lost_due;	/* … when lost ones are looked for again */
	int64_t idle_ms;	/* without a key, until the screens lock */
	int64_t proved_at;	/* … when the password was given last */
	GPtrArray *welcome;	/* lines, for after sign-in */
};

/* What a way in does once the store is open, and how the log calls it. */
struct way_in {
	const char *action;
	bool (*enter)(struct session *session, void *data, GError **error);
	void *data;
};
struct session *session_enter(const struct session_host *host, const char *dir, const char *user,
			      const struct passphrase *password, const struct way_in *way, GError **error);
/* The password is this person's: counted by the throttle, and nothing is opened. */
bool login_proof(const struct session_host *host, const char *dir, const char *user,
		 const struct passphrase *password, GError **error);
/* After an unlocking: what the row of the person says of the password. */
bool session_went_on(struct session *session, GError **error);
/* Without any entry: what is left of a session that is locked or over. */
void session_free(struct session *session);
/* The stamp of an act by this person. The strings live as long as the session and roles. */
void session_stamp(struct session *session, const char *action, const char *reason, char *held,
		   struct stamp *stamp);
/* The store is not behind its anchor, or action accepts that it is. False: ERR_DENIED says what to do. */
bool session_may_write(const struct session *session, const char *action, GError **error);
/* Looks whether it is behind. Once it no longer is, the sign-in goes on: session_sign_in. */
bool session_behind_look(struct session *session, GError **error);
/* The second half of a sign-in: failed attempts and the entry "login" go into the log. */
bool session_sign_in(struct session *session, GError **error);
/* The keyring against the database; repairs a bad copy. Logged. */
bool session_keyring_check(struct session *session, GError **error);
/* A person with a store that is open, not yet signed in; takes the store. */
struct session *session_adopt(const struct session_host *host, struct store *store, const char *user);
/* One entry without a row, in a transaction of its own. */
bool session_entry(struct session *session, const char *action, const char *object,
		   const char *result, const char *reason, GError **error);
/* Why the person may not: a one-time passphrase still to be changed, or their roles. Always false. */
bool session_denied(const struct session *session, enum permission permission, GError **error);
/* The same as an entry of the log (SP 800-171 3.1.7, 3.3.1). Always false. */
bool session_deny(struct session *session, enum permission permission, const char *action,
		  const char *object, GError **error);
/* Refreshes, and asks whether any of the person's roles gives the permission; a refusal is logged. */
bool session_may(struct session *session, enum permission permission, const char *action, GError **error);
/* Reads grants and visibility again. False when the person is gone, disabled or has other keys. */
bool session_reload(struct session *session, GError **error);
/* … if anybody wrote since: each door does so first, for a role may be taken at any moment. */
bool session_refresh(struct session *session, GError **error);
/* A transaction that begins with a refresh: who lost a role or the account meanwhile has it no more. */
struct tx *session_tx(struct session *session, const struct stamp *stamp, GError **error);
/* Anybody with their grants. NULL with error. */
struct person *session_person_load(struct session *session, const char *name, GError **error);
/* Lines about the person and the store for after sign-in: session_welcome.c. */
void session_welcome_behind(struct session *session);
void session_welcome_fill(struct session *session, int64_t failures, int64_t last_login);
/* Offers past their time: transfers expire, each in its own transaction. */
bool session_expire_offers(struct session *session, GError **error);

#endif
