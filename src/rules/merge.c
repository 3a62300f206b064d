#include "src/rules/merge.h"

static void row_clear(gpointer data)
{
	struct merge_row *row = data;

	g_free(row->base);
	g_free(row->mine);
	g_free(row->theirs);
	g_free(row->hand);
}

static GArray *rows_new(void)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct merge_row));

	g_array_set_clear_func(rows, row_clear);
	return rows;
}

static void add(struct merge *merge, size_t field, const char *base, const char *mine, const char *theirs)
{
	bool by_me = g_strcmp0(base, mine) != 0, by_them = g_strcmp0(base, theirs) != 0;
	struct merge_row row = { .field = field };

	if (g_strcmp0(mine, theirs) == 0)
		return;
	row.base = g_strdup(base);
	row.mine = g_strdup(mine);
	row.theirs = g_strdup(theirs);
	if (by_me && by_them) {
		g_array_append_val(merge->clashes, row);
		return;
	}
	row.side = by_me ? MERGE_MINE : MERGE_THEIRS;
	g_array_append_val(merge->alone, row);
}

struct merge *merge_empty(const struct object *object)
{
	struct merge *merge = g_new0(struct merge, 1);

	merge->object = object;
	merge->clashes = rows_new();
	merge->alone = rows_new();
	return merge;
}

struct merge *merge_new(const struct record *base, const struct record *mine, const struct record *theirs)
{
	struct merge *merge = merge_empty(base->object);

	for (size_t i = 0; i < base->object->fields_len; i++)
		if (!(base->object->fields[i].flags & (FIELD_SYSTEM | FIELD_HIDDEN)))
			add(merge, i, record_get(base, i), record_get(mine, i), record_get(theirs, i));
	return merge;
}

void merge_free(struct merge *merge)
{
	if (!merge)
		return;
	g_array_unref(merge->clashes);
	g_array_unref(merge->alone);
	g_free(merge);
}

struct merge_row *merge_clash(const struct merge *merge, guint at)
{
	return &g_array_index(merge->clashes, struct merge_row, at);
}

void merge_by_hand(struct merge_row *row, const char *value)
{
	g_free(row->hand);
	row->hand = g_strdup(value);
	row->side = MERGE_HAND;
}

static void recall(struct merge_row *row, const struct merge_row *before)
{
	if (row->field != before->field || g_strcmp0(row->mine, before->mine) != 0 ||
	    g_strcmp0(row->theirs, before->theirs) != 0)
		return;
	if (before->side == MERGE_HAND)
		merge_by_hand(row, before->hand);
	row->side = before->side;
}

void merge_recall(struct merge *merge, const struct merge *before)
{
	for (guint i = 0; i < merge->clashes->len; i++)
		for (guint j = 0; j < before->clashes->len; j++)
			recall(merge_clash(merge, i), merge_clash(before, j));
}

const char *merge_value(const struct merge_row *row)
{
	switch (row->side) {
	case MERGE_THEIRS:
		return row->theirs;
	case MERGE_HAND:
		return row->hand;
	case MERGE_OPEN:
	case MERGE_MINE:
		break;
	}
	return row->mine;
}

guint merge_undecided(const struct merge *merge)
{
	guint open = 0;

	for (guint i = 0; i < merge->clashes->len; i++)
		open += merge_clash(merge, i)->side == MERGE_OPEN;
	return open;
}
