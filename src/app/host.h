/* Where a session runs: clock, costs, origin. */
#ifndef APP_HOST_H
#define APP_HOST_H

#include "src/base/clock.h"
#include "src/base/err.h"
#include "src/base/secret.h"
#include "src/base/tell.h"

struct kdf_policy;
struct parse_child;

/* What the program and the tests give differently. */
struct session_host {
	const struct clock *clock;
	const struct kdf_policy *policy;
	const char *via;	/* "tui" or "cli": cases say how they came in */
	/* Who unlocks where: "ssh key SHA256:…", "ssh 192.0.2.7", "tty /dev/pts/3"; caller owns. */
	char *origin;
	const char *only;	/* the one who may sign in here: whose SSH key it was; NULL: anybody */
	/* Asks the person for the code of their second factor. NULL: nobody can be asked. */
	bool (*ask_code)(void *data, struct passphrase *code, GError **error);
	void *ask_data;
	struct tell waits;	/* to whom it is said what takes long, as the store opens */
	struct parse_child *parser;	/* reads alerts, apart; NULL: none are taken in here */
};

#endif
