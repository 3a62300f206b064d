/* What wants two people (compliance.md 6.1, 6.2 "②"; SP 800-171 3.1.4). */
#ifndef RULES_SECOND_H
#define RULES_SECOND_H

#include "src/rules/permission.h"

/* Of an action. */
enum second_when {
	SECOND_NEVER,		/* one person does it */
	SECOND_PRIVILEGED,	/* where it concerns a privileged role; otherwise one may, and is flagged */
	SECOND_UNLOCKING,	/* the same; who is locked themselves is not waited for: two would lock out all */
	SECOND_ALWAYS,
	SECOND_LOWERING,	/* always, where it lowers what the law's clocks hang on: known once it was tried */
};
/* One person may do it, and is flagged. */
bool second_flagged(enum second_when when);

/* about: whom it is done to, with the roles they hold and those given or taken; NULL: nobody. conflict:
 * it accepts two roles that one person should not hold together. */
bool second_wanted(enum second_when when, const struct person *about, bool conflict);
/* Whoever agrees is another than who does it, and than whom it is about. */
bool second_is_third(const char *name, const char *doer, const char *about);

#endif
