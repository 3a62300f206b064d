/* The second person whom some acts want (compliance.md 6.2, "②"; SP 800-171 3.1.4). */
#ifndef APP_CONSENT_H
#define APP_CONSENT_H

#include "src/base/err.h"
#include "src/base/secret.h"
#include "src/rules/permission.h"

struct agreement;
struct session;

/* The other one signs in too, where the first did; or (user NULL) says why there is nobody: alone. */
struct consent {
	const char *user;
	const struct passphrase *secret;
	const char *alone;
	/* Of an act: asks who it is, of those who could, and sets user and secret; it may leave them NULL,
	 * unless required. text: what they agree to. Where user is set but no secret, it asks just for that;
	 * able is NULL. NULL: nobody is asked. */
	bool (*ask)(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error);
	bool (*ask_code)(void *data, struct passphrase *code, GError **error);	/* NULL: nobody can be asked */
	void *ask_data;
	struct agreement *together;	/* it waits there with other acts, instead of asking; NULL: it is alone */
	bool written;			/* the entry "agree" is, with those of others */
};

/* What they agree to. */
struct matter {
	const char *action;
	const char *object;	/* as the log names it: "epoch:2", "user:nix" */
	const char *about;	/* the user it is done to, who cannot agree; NULL: nobody */
	bool unlocks;		/* who is locked is not waited for */
	const char *text;	/* the whole of it, for the log: "member-add user=nix role=lead" */
	/* A case: who sees it and may "agree" does, and who has what is needed there, a bit for each permission. */
	const struct record *record;
	uint64_t needed;
};

/* Those who could agree; none: there is nobody but this person. g_strfreev; NULL with error. */
char **consent_able(struct session *session, const struct matter *matter, GError **error);
/* Somebody agrees or a reason stands in for them, which only counts while no other account could. Refused:
 * a sentence that says what to do. session: of who does it. */
bool consent_check(struct session *session, const struct consent *consent, const struct matter *matter,
		   GError **error);
/* The entry "agree", by the second person's own key; or "alone". Their KDF takes its time: no transaction
 * may be under way. */
bool consent_take(struct session *session, const struct consent *consent, const struct matter *matter,
		  GError **error);
/* The same for several, by one password and code; matters: of struct matter, consent: has a user. */
bool consent_take_all(struct session *session, const struct consent *consent, const GPtrArray *matters,
		      GError **error);
/* For the reason of the act's own entry: "with abe", "alone: WHY". Caller frees. */
char *consent_text(const struct consent *consent);

/* Where the second one's store is open already. */
bool consent_may(struct session *second, const struct matter *matter, GError **error);
bool consent_write(struct session *second, const struct matter *matter, GError **error);
/* The entry "alone", and what everybody is told of it when they sign in next. */
bool consent_alone(struct session *session, const struct matter *matter, const char *why, GError **error);

/* A row of the settings that nobody sets: what was last done alone. */
#define CONSENT_ALONE "acted_alone"

#endif
