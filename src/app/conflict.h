/* Conflicting roles in one person: refused, or accepted with a reason and listed (SP 800-171 3.1.4). */
#ifndef APP_CONFLICT_H
#define APP_CONFLICT_H

#include "db/tx.h"
#include "src/rules/permission.h"

struct doing;

/* After roles were given: those in conflict need the argument conflict_reason, and are written down.
 * given: the one role that was added; -1: all of theirs are new. */
bool conflict_settle(struct doing *doing, const char *user, int given, GError **error);
/* Who accepted it last, when and why; *row NULL: nobody (the store was founded so). */
bool conflict_accepted(struct store *store, const char *user, const struct conflict *conflict,
		       struct record **row, GError **error);

#endif
