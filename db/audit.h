/* The audit log: verification, reading, export. Entries are written by tx.c only. */
#ifndef DB_AUDIT_H
#define DB_AUDIT_H

#include "db/store.h"
#include "src/rules/visible.h"

/* One value that an entry changed, as people read it; NULL: it was, or became, empty. */
struct audit_change { char *name, *texts[2]; };

/* One entry, as people and `look audit` see it. */
struct audit_entry {
	int64_t seq, time;
	char *actor, *signer, *roles, *action, *object, *result;
	char *case_id;			/* the case it is about; NULL: none */
	char *reason, *origin;		/* NULL: purged or none */
	char *changes;			/* "state: new -> triage; owner: - -> bea"; "" none */
	GPtrArray *parts;		/* … the same, of struct audit_change */
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

/* The highest time of the newest AUDIT_LATEST entries, no further back than the one of object at the time
 * since (0: there is none): by which a clock that was set back since then is known. */
enum { AUDIT_LATEST = 1000 };
bool audit_latest(struct store *store, const char *object, int64_t since, int64_t *latest, GError **error);

struct audit_verdict {
	int64_t entries, rows, signatures;
	int64_t head_seq;
	char head[65];			/* hex leaf of the last entry */
	int64_t bad_seq;		/* first bad entry; 0: none */
	int64_t rollbacks;		/* accepted: the log begins anew before what the anchor saw */
	int64_t later;			/* AUDIT_COPY: entries the anchor saw after this copy was made */
	char *why;			/* sentence: what and where; NULL: all good */
};
/* A copy ends where it was made; the store itself must reach as far as its anchor. */
enum audit_scope { AUDIT_LIVE, AUDIT_COPY };
/* Chain, signatures, every row against the log, raw bytes against their hashes, anchor file.
 * True: verdict filled (also when something is wrong: verdict->why). False: could not check. */
bool audit_verify(struct store *store, enum audit_scope scope, struct audit_verdict *verdict,
		  GError **error);
void audit_verdict_clear(struct audit_verdict *verdict);

/* The action of the entry that accepts a store behind its anchor, and its object: the head that is
 * given up, "head:845:<leaf>". What the anchor saw up to there is excused by it. */
#define AUDIT_ROLLBACK "rollback-accept"
struct audit_gap {
	int64_t seq;			/* where the log ends here … */
	int64_t seen, seen_at;		/* … and what the anchor file saw last, and when (UTC ms) */
	char seen_leaf[65];
	bool bare;			/* it saw nothing: no line of this store is in it */
};
/* Does the store end before what the anchor file saw last, or was the log written anew? Cheap: asked at
 * each opening. */
bool audit_behind(struct store *store, bool *behind, struct audit_gap *gap, GError **error);
char *audit_gap_object(const struct audit_gap *gap);	/* caller frees */
/* The object of an entry of the same action that goes on beside damaged lines of the anchor file, these
 * and no others: "anchor:LINES:<hash>". *object NULL: none is damaged, or all are excused. Caller frees. */
bool audit_noise(struct store *store, char **object, GError **error);
/* "the log here ends at entry 812, the anchor file saw entry 845 at …"; caller frees. */
char *audit_gap_text(const struct audit_gap *gap);

/* Writes DIR (new): audit.jsonl (one line an entry), signatures.tsv (seq, hex signature, key),
 * NAME.pem of each signer, head, README that tells how to check all with sha256sum and openssl. */
bool audit_export(struct store *store, const char *dir, GError **error);

#endif
