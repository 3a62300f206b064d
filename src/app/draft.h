/* What was typed on a form and not saved: kept for its author alone, until it is saved or given up. */
#ifndef APP_DRAFT_H
#define APP_DRAFT_H

#include "src/app/request.h"
#include "src/app/session.h"

/* Names with a dot are no fields that were typed into, but what goes with them. */
#define DRAFT_WAS "was."	/* before a field's name: what it was when it was typed into, in its stored form */

struct draft_shown {
	char *place;		/* the command that opens its form: "form INC-2026-0041" */
	int64_t at;		/* UTC ms */
	struct request typed;	/* the sets: field and text; the target: the field in focus */
};
void draft_shown_free(struct draft_shown *draft);	/* wipes; NULL is allowed */

bool draft_keep(struct session *session, const char *place, const struct request *typed, GError **error);
/* It was saved or given up. */
bool draft_drop(struct session *session, const char *place, GError **error);
/* The same for a moment when the store takes nothing: what only their password opens again. Caller unrefs. */
GBytes *draft_seal(const struct session *session, const char *place, const struct request *typed);
/* at: when it was sealed, UTC ms. NULL: it was sealed by another person, or for another place. */
struct draft_shown *draft_unseal(const struct session *session, const char *place, int64_t at, GBytes *sealed);
/* One's own, oldest first; of one place, or (NULL) all. Never NULL: what cannot be read is none. */
GPtrArray *draft_own(struct session *session, const char *place);

#endif
