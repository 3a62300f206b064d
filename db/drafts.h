/* What was typed and not saved yet: the one table that is written without an audit entry, and in a
 * transaction in which nothing else can be. Everybody's own ones only. */
#ifndef DB_DRAFTS_H
#define DB_DRAFTS_H

#include "db/store.h"

struct draft {
	char *place;	/* what opens the form again: "note-add INC-2026-0041" */
	char *fields;	/* JSON */
	int64_t at;	/* UTC ms */
};
void draft_free(struct draft *draft);	/* wipes; NULL is allowed */
CLEANUP_DEFINE(struct draft *, draft_free)

/* fields NULL: it was saved or given up, and its text is forgotten. */
bool drafts_put(struct store *store, const char *user, const char *place, const char *fields,
		GError **error);
/* Those that have a text, oldest first, of one place or (NULL) all. */
GPtrArray *drafts_of(struct store *store, const char *user, const char *place, GError **error);

#endif
