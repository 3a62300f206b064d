/* The audit log: verification, reading, export. Entries are written by tx.c only. */
#ifndef DB_AUDIT_H
#define DB_AUDIT_H

#include "db/store.h"
#include "src/rules/visible.h"

/* One entry, as people and `look audit` see it. */
struct audit_entry {
	int64_t seq, time;
	char *actor, *signer, *roles, *action, *object, *result;
	char *case_id;			/* the case it is about; NULL: none */
	char *reason, *origin;		/* NULL: purged or none */
	char *changes;			/* "state: new -> triage; owner: - -> bea"; "" none */
	char *line;			/* canonical JSON */
};
void audit_entry_free(struct audit_entry *entry);

struct audit_filter {
	const char *object;	/* "case:INC-2026-0041", NULL: all; a case's trail includes what
				 * belongs to it (note:…, transfer:… of that case) */
	const char *actor;	/* NULL: all */
	int64_t before;		/* entries with a smaller seq; 0: from the end. Newest first */
	int64_t after;		/* with before 0 and after >= 0: oldest first from there; -1: not */
	int limit;		/* 0: all */
};
/* GPtrArray of struct audit_entry. */
GPtrArray *audit_read(struct store *store, const struct audit_filter *filter, GError **error);

struct audit_verdict {
	int64_t entries, rows, signatures;
	int64_t head_seq;
	char head[65];			/* hex leaf of the last entry */
	int64_t bad_seq;		/* first bad entry; 0: none */
	char *why;			/* sentence: what and where; NULL: all good */
};
/* Chain, signatures, every row against the log, raw bytes against their hashes, anchor file.
 * True: verdict filled (also when something is wrong: verdict->why). False: could not check. */
bool audit_verify(struct store *store, struct audit_verdict *verdict, GError **error);
void audit_verdict_clear(struct audit_verdict *verdict);
/* Writes DIR (new): audit.jsonl (one line an entry), signatures.tsv (seq, hex signature, key),
 * NAME.pem of each signer, head, README that tells how to check all with sha256sum and openssl. */
bool audit_export(struct store *store, const char *dir, GError **error);

#endif
