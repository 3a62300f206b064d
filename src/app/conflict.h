/* Conflicting roles in one person: refused, or accepted with a reason and listed (SP 800-171 3.1.4). */
#ifndef APP_CONFLICT_H
#define APP_CONFLICT_H

#include "db/tx.h"
#include "src/rules/permission.h"

struct doing;

/* Of a person with the roles that shall be given: is the reason missing? A refusal, as conflict_settle(). */
bool conflict_foresee(struct doing *doing, const struct person *person, int given, GError **error);
/* After roles were given: those in conflict need the argument conflict_reason, and are written down.
 * given: the one role that was added; -1: all of theirs are new. */
bool conflict_settle(struct doing *doing, const char *user, int given, GError **error);

#endif
