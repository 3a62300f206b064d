/* From an entry to its line, and into the log (CONTRACT: the audit line). For tx.c. */
#ifndef DB_AUDIT_LINE_H
#define DB_AUDIT_LINE_H

#include "db/canon.h"
#include "db/sql.h"

struct change {
	const char *name;
	const char *old_value, *new_value;	/* NULL: empty */
};

/* NULL: not applicable. */
struct entry {
	int64_t seq, time, mono;
	const char *boot, *actor, *signer, *roles, *origin, *action, *object, *case_id;
	const char *result, *reason;
	int64_t revision;		/* -1: none */
	const char *row;		/* hex hash of the row written */
	const char *key;		/* hex public key announced */
	GArray *changes;		/* of struct change, NULL: none */
};

struct line;
/* Draws the salts, writes the line after the one whose leaf is prev. NULL with error when a text
 * is no UTF-8. */
struct line *line_new(const struct entry *entry, const uint8_t prev[HASH_LEN], GError **error);
void line_free(struct line *line);
CLEANUP_DEFINE(struct line *, line_free)
const uint8_t *line_leaf(const struct line *line);
/* Into the log, not yet signed; adds to *changes the rows written. */
bool line_insert(const struct line *line, struct db *db, int64_t *changes, GError **error);

#endif
