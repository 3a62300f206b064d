#include "src/app/draft_merge.h"

#include <string.h>

#include "src/app/draft.h"

/* Before a field's name; each in its stored form, and none for what is empty. */
#define CHOSE "chose."
#define MINE "mine."
#define THEIRS "theirs."
#define HAND "hand."

static const char *const sides[] = {
	[MERGE_OPEN] = "open", [MERGE_MINE] = "mine", [MERGE_THEIRS] = "theirs", [MERGE_HAND] = "hand",
};

static void put(struct request *typed, const char *prefix, const char *name, const char *value)
{
	g_autofree char *key = g_strconcat(prefix, name, NULL);

	if (value)
		request_set(typed, key, value);
}

static char *get(const struct request *typed, const char *prefix, const char *name)
{
	g_autofree char *key = g_strconcat(prefix, name, NULL);
	const struct set *set = sets_find(typed->sets, key);

	return set ? g_strdup(set->value) : NULL;
}

void draft_merge_put(const struct merge *merge, struct request *typed)
{
	for (guint i = 0; i < merge->clashes->len; i++) {
		const struct merge_row *row = merge_clash(merge, i);
		const char *name = merge->object->fields[row->field].name;

		if (row->side == MERGE_OPEN)
			continue;
		put(typed, CHOSE, name, sides[row->side]);
		put(typed, MINE, name, row->mine);
		put(typed, THEIRS, name, row->theirs);
		put(typed, HAND, name, row->hand);
	}
}

static enum merge_side side_of(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
		if (strcmp(sides[i], word) == 0)
			return (enum merge_side)i;
	return MERGE_OPEN;
}

struct merge *draft_merge_get(const struct object *object, const struct request *typed)
{
	struct merge *merge = merge_empty(object);

	for (size_t i = 0; i < object->fields_len; i++) {
		const char *name = object->fields[i].name;
		g_autofree char *chose = get(typed, CHOSE, name);
		struct merge_row row = { .field = i };

		if (!chose)
			continue;
		row.side = side_of(chose);
		row.mine = get(typed, MINE, name);
		row.theirs = get(typed, THEIRS, name);
		row.hand = get(typed, HAND, name);
		g_array_append_val(merge->clashes, row);
	}
	if (!merge->clashes->len)
		g_clear_pointer(&merge, merge_free);
	return merge;
}
