/* The second person whom restoring and a new data key want (compliance.md 6.2, "②"; SP 800-171 3.1.4). */
#ifndef APP_CONSENT_H
#define APP_CONSENT_H

#include "src/base/err.h"
#include "src/base/secret.h"

struct session;

/* The other one signs in too, where the first did; or (user NULL) says why there is nobody: alone. */
struct consent {
	const char *user;
	const struct passphrase *secret;
	const char *alone;
	bool (*ask_code)(void *data, struct passphrase *code, GError **error);	/* NULL: nobody can be asked */
	void *ask_data;
};

/* Somebody agrees or a reason stands in for them, which only counts while no other account could. Refused:
 * a sentence that says what to do. session: of who does it. */
bool consent_check(struct session *session, const struct consent *consent, GError **error);
/* The entry "agree", by the second person's own key; or "alone". object: of what is about to be done. */
bool consent_take(struct session *session, const struct consent *consent, const char *action,
		  const char *object, GError **error);
/* For the reason of the act's own entry: "with abe", "alone: WHY". Caller frees. */
char *consent_text(const struct consent *consent);

/* Where the second one's store is open already. */
bool consent_may(struct session *second, GError **error);
bool consent_write(struct session *second, const char *object, GError **error);
/* The entry "alone", and what everybody is told of it when they sign in next. */
bool consent_alone(struct session *session, const char *action, const char *object, const char *why,
		   GError **error);

/* A row of the settings that nobody sets: what was last done alone. */
#define CONSENT_ALONE "acted_alone"

#endif
