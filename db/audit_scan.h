/* An audit line read back: only what line_new writes, byte for byte. */
#ifndef DB_AUDIT_SCAN_H
#define DB_AUDIT_SCAN_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct scanned_change {
	const char *name, *digests[2];	/* NULL: that side was empty */
};

/* Texts are NULL where the line says null; they live until the next line_scan. */
struct scanned {
	const char *action, *actor, *boot, *key, *object, *origin, *prev, *reason, *result, *roles,
		*row, *signer;
	int64_t mono, revision, seq, time, version;	/* revision -1: null */
	GArray *changes;	/* of struct scanned_change, in the line's order */
	GString *text;
};

void scanned_init(struct scanned *scanned);
void scanned_clear(struct scanned *scanned);
/* False: the line is not as this program writes one. */
bool line_scan(struct scanned *scanned, const char *line, size_t len);

#endif
