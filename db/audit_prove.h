/* A row proven by the entry that wrote it last, while that entry's line is at hand. */
#ifndef DB_AUDIT_PROVE_H
#define DB_AUDIT_PROVE_H

#include "db/audit_scan.h"
#include "db/canon.h"
#include "db/sql.h"
#include "src/rules/object.h"

/* One kind of row: how the verification finds and reads it, and which of its rows were proven (a bit each). */
struct kind {
	const struct object *object;
	struct statement *find, *read;	/* by its key; by its pk */
	GArray *columns;	/* of what read gives, sorted by name */
	int key, raw;		/* the column that names the row; the one that names raw bytes, or -1 */
	GByteArray *proven;
};

/* One for each of objects[]. */
struct kind *kinds_new(void);
void kinds_free(struct kind *kinds);

/* "case:INC-2026-0041": its kind, and *key from behind the colon; NULL: of no kind that is known. */
struct kind *kind_find(struct kind *kinds, const char *name, const char **key);

/* The row that the kind's name has. Entries may be older than it. */
struct found_row { bool there; int64_t pk, seq; bool same_case; };
bool kind_look(struct kind *kind, struct db *db, const char *key, const char *case_id, struct found_row *found,
	       GError **error);

/* Is the row of this pk just as the line left it, and are its raw bytes there? kind_proven remembers, of the last
 * time it was asked. What is not proven may still be right: check_rows finds out, and says what is wrong. */
bool kind_prove(struct kind *kind, struct db *db, struct hasher *hasher, const struct scanned *line, int64_t pk,
		GError **error);
bool kind_proven(const struct kind *kind, int64_t pk);

#endif
