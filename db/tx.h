/* A write transaction: the only way to change anything, and no change without its audit entry.
 * The writers' ticket (ticket.h), BEGIN IMMEDIATE, rows and entries, COMMIT refused by the commit hook when the
 * entry is missing, head to the anchor file. */
#ifndef DB_TX_H
#define DB_TX_H

#include "db/store.h"
#include "src/rules/record.h"

struct tx;

/* Who does what; the same for every entry of the transaction. */
struct stamp {
	const char *actor;	/* a person, "system", "unknown", a source */
	const char *signer;	/* whose session writes it */
	const char *roles;	/* "handler@soc lead@soc" */
	const char *origin;	/* "tty /dev/pts/3", "ssh 192.0.2.7" */
	const char *action;	/* "case-edit" */
	const char *reason;	/* NULL: none */
	int64_t time;		/* UTC ms it fell due, for what is noticed later; 0: now */
};

struct tx *tx_begin(struct store *store, const struct stamp *stamp, GError **error);
int64_t tx_time(const struct tx *tx);		/* UTC ms, the same for the whole transaction */

/* Writes a new row and its entry; sets record->pk and ->seq. */
bool tx_insert(struct tx *tx, struct record *record, GError **error);
/* Writes the difference and its entry; without a difference nothing. before is what this
 * transaction read: another writer cannot come between. */
bool tx_update(struct tx *tx, const struct record *before, struct record *after, GError **error);
/* The one or the other: before NULL, the row is new. */
static inline bool tx_put(struct tx *tx, const struct record *before, struct record *after, GError **error)
{
	return before ? tx_update(tx, before, after, error) : tx_insert(tx, after, error);
}
/* An entry without a row: a login, a denied act, the read of a restricted case, an export.
 * result "done" "denied" "failed"; object "case:INC-2026-0041" or "". */
bool tx_entry(struct tx *tx, const char *object, const char *result, const char *reason,
	      GError **error);
/* The same for another actor, action, time and origin than the stamp's: failed logins, expiries. */
bool tx_entry_for(struct tx *tx, const struct stamp *stamp, int64_t time, const char *object,
		  const char *result, GError **error);
/* Raw bytes kept whole under their SHA-256 (alert raws). Once only; same bytes again is fine. */
bool tx_keep_raw(struct tx *tx, const void *bytes, size_t len, char **sha256, GError **error);

/* Reads inside the transaction; *record NULL when there is none (that is no error). */
bool tx_load(struct tx *tx, const struct object *object, size_t field, const char *value,
	     struct record **record, GError **error);
bool tx_load_pk(struct tx *tx, const struct object *object, int64_t pk, struct record **record,
		GError **error);
/* Rows whose fields equal the values; fields ends with -1. Caller frees (record_free is set). */
GPtrArray *tx_load_all(struct tx *tx, const struct object *object, const int *fields,
		       const char *const *values, GError **error);
/* The next case number of a year: max + 1, never reused. */
bool tx_next_number(struct tx *tx, const char *prefix, int year, int64_t *number, GError **error);

/* Signs the last entry, commits, appends the head to the anchor. *warning (may be NULL; caller
 * frees) when the commit stands but the anchor could not be written. Frees tx in every case. */
bool tx_commit(struct tx *tx, char **warning, GError **error);
void tx_rollback(struct tx *tx);	/* NULL is allowed; frees */
CLEANUP_DEFINE(struct tx *, tx_rollback)

#endif
