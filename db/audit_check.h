/* The verification at work: what its parts share. For audit_*.c only. */
#ifndef DB_AUDIT_CHECK_H
#define DB_AUDIT_CHECK_H

#include "db/anchor.h"
#include "db/audit.h"
#include "db/audit_keys.h"
#include "db/audit_prove.h"
#include "db/audit_scan.h"
#include "db/canon.h"
#include "db/sql.h"

/* The index audit_object serves those who say so: entries about a case are found by their case. */
#define AUDIT_OBJECT_INDEXED "(object < 'case:' OR object >= 'case;')"

/* A slice of the log, one short read: writers wait no longer than for this. */
#define CHECK_SLICE 500
#define CHECK_MS 10000

struct check {
	struct db *db;
	const char *uuid;
	struct audit_verdict *verdict;
	enum audit_scope scope;
	struct audit_keys *keys;
	struct hasher *hasher;
	struct kind *kinds;
	struct scanned line;		/* of the entry looked at */
	int64_t seq;			/* of the entry looked at last */
	uint8_t leaf[HASH_LEN];		/* … and its leaf */
	int64_t unsigned_from;		/* first entry of the transaction not yet signed; 0: none */
	char *signer, *boot;		/* … and what its entries have in common */
	int64_t mono;
};

/* Something is wrong at this entry (0: at none): fills the verdict, returns false. */
bool check_wrong(struct check *check, int64_t seq, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The log itself: order, links, lines, values, signatures, and that each row it speaks of is there.
 * False: the verdict has a why, or error is set. */
bool check_log(struct check *check, GError **error);
/* Every row of every table against its entry, every raw byte against its hash. */
bool check_rows(struct check *check, GError **error);
/* No table has a row before the first that the others look at. */
bool check_least(struct check *check, GError **error);
bool check_raw(struct check *check, GError **error);
/* The heads kept outside, in the order they were written there. */
bool check_anchor(struct check *check, struct anchor *anchor, GError **error);

#endif
