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
	bool one_time;		/* the password is a one-time passphrase … */
	bool outworn;		/* … or older than the setting allows: nothing goes before a new one */
	bool must_enroll;	/* … nor before the second factor that a role of theirs asks for */
	bool code_good;		/* of the second factor, though the sign-in may fail after it */
	bool behind;		/* the store ends before what its anchor file saw: nothing is written */
	struct audit_gap gap;	/* … how far */
	int64_t expires_at;	/* of the account; 0: never */
	int64_t latest;		/* the highest time known: by the log since the account was last used, and since */
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
	int64_t since;		/* when they signed in before */
	bool restoring;		/* of a backup: when somebody came in last is as old as that */
};

/* As session_setting. NULL with error. */
char *setting_get(struct session *session, const char *name, GError **error);
/* Writes a setting's row; before: as tx_load found it, NULL: there was none. value NULL: the default. */
bool setting_put(struct tx *tx, const struct record *before, const char *name, const char *value, const char *by,
		 GError **error);

/* What a way in does once the store is open, and how the log calls it. */
struct way_in {
	const char *action;
	bool asks_code;		/* of the second factor, where the account has one */
	bool (*enter)(struct session *session, void *data, const char *code, GError **error);
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
/* The anchor file has lines of this store. Logged, where not. */
bool session_anchor_check(struct session *session, GError **error);
/* A sentence for whoever signs in, at the screens and on the command line. */
void session_tell(struct session *session, const char *why);
/* The keyring against the database; repairs a bad copy. Logged. */
bool session_keyring_check(struct session *session, GError **error);
/* A person with a store that is open, not yet signed in; takes the store. */
struct session *session_adopt(const struct session_host *host, struct store *store, const char *user);
/* One entry without a row, in a transaction of its own. */
bool session_entry(struct session *session, const char *action, const char *object,
		   const char *result, const char *reason, GError **error);
/* Something must be done before anything else: session_denied() says what. */
bool session_held(const struct session *session);
/* Why the person may not: what must be done before, or their roles. Always false. */
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
/* By which access ends: a clock set back gives none of it again. Read from the log once, at sign-in. */
bool account_time_read(struct session *session, const struct record *user, GError **error);
int64_t account_time(const struct session *session);
/* ERR_LOGIN when the end that was set has come. at: 0, never (SP 800-171 3.1.1). */
bool account_lasts(const struct session *session, int64_t at, GError **error);
/* ERR_LOGIN for one that nobody used for longer than the setting allows; asked at sign-in only
 * (SP 800-171 3.5.6). The last account administrator who could still come in is let in: there is
 * nobody to unlock them. */
bool account_used(struct session *session, const struct record *user, GError **error);
/* Somebody could come in by it today. user: its row. */
bool account_usable(struct session *session, const struct record *user);
/* ERR_LOGIN after too many failed sign-ins in a row. */
bool account_unlocked(const struct record *user, GError **error);

/* Who accepted it last, when and why; *row NULL: nobody (the store was founded so). */
bool conflict_accepted(struct store *store, const char *user, const struct conflict *conflict,
		       struct record **row, GError **error);

/* The second factor: a code, asked for after the password has opened the store. It keeps a stranger
 * with the password out of the program, not out of the files (security.md 3.3).
 * Does this person's account ask for one? False with error. */
bool factor_asks(struct session *session, bool *asks, GError **error);
/* Holds a role for which the setting asks for one, and has none. */
bool factor_missing(struct session *session, bool *missing, GError **error);
/* Takes a code of the authenticator, newer than the last, or a recovery code: no code works twice.
 * Written in this transaction. ERR_LOGIN when it is none of them. */
bool factor_take(struct tx *tx, const char *user, const char *code, GError **error);
/* The same without writing it: a store that can only be read strikes out no code. */
bool factor_fits(struct session *session, const char *code, GError **error);
/* For the actions that set it up: NULL is not active; after is the row once the code was used; what
 * stands for a recovery code, however it was typed (caller frees). */
bool factor_is_active(const struct record *factor);
bool factor_use(struct record *after, const char *code, int64_t now);
char *factor_digest(const char *user, const char *code);

/* Lines about the person and the store for after sign-in: session_welcome.c. */
void session_welcome_behind(struct session *session);
void session_welcome_fill(struct session *session, int64_t failures, int64_t last_login);
/* Offers past their time: transfers expire, each in its own transaction. */
bool session_expire_offers(struct session *session, GError **error);

#endif
