/* Two people changed one record: what each did to it, and what is to become of it. */
#ifndef RULES_MERGE_H
#define RULES_MERGE_H

#include "src/rules/record.h"

enum merge_side { MERGE_OPEN, MERGE_MINE, MERGE_THEIRS, MERGE_HAND };

struct merge_row {
	size_t field;
	char *base, *mine, *theirs;	/* stored form; NULL: empty */
	enum merge_side side;		/* whose value it gets */
	char *hand;			/* written anew: neither's */
};

struct merge {
	const struct object *object;
	GArray *clashes;		/* of struct merge_row: both changed it, and not to the same */
	GArray *alone;			/* …: one side did; it is taken */
};

struct merge *merge_empty(const struct object *object);
struct merge *merge_new(const struct record *base, const struct record *mine, const struct record *theirs);
void merge_free(struct merge *merge);		/* NULL is allowed */
CLEANUP_DEFINE(struct merge *, merge_free)
struct merge_row *merge_clash(const struct merge *merge, guint at);
/* What was chosen for the same difference before is chosen again. */
void merge_recall(struct merge *merge, const struct merge *before);
void merge_by_hand(struct merge_row *row, const char *value);
/* What the field gets; of an open one what is mine. */
const char *merge_value(const struct merge_row *row);
guint merge_undecided(const struct merge *merge);

#endif
