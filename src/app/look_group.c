#include "src/app/look_group.h"

#include <string.h>

#include "db/select.h"
#include "src/base/i18n.h"

static void group_clear(gpointer data)
{
	struct look_group *group = data;

	g_free(group->value);
}

static void add(GArray *groups, const char *value, int64_t count)
{
	struct look_group group = { g_strdup(value), count };

	g_array_append_val(groups, group);
}

/* Choices stand in the order of their table, ranks by number, names by letters; none is first. */
static int place_of(const struct field *field, const char *value)
{
	int place = 1;

	if (field->type == FIELD_INT)
		return (int)g_ascii_strtoll(value, NULL, 10);
	for (const struct choice *choice = field->choices; choice && choice->name; choice++, place++)
		if (strcmp(choice->name, value) == 0)
			return place;
	return *value ? place : 0;
}

static gint by_place(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct look_group *x = a, *y = b;
	int left = place_of(data, x->value), right = place_of(data, y->value);

	return left != right ? (left > right) - (left < right) : strcmp(x->value, y->value);
}

/* Every value that there may be, when there are too many rows to go through. */
static bool add_all(GArray *groups, const struct field *field, GError **error)
{
	static const char *const ranks[] = { "1", "2", "3", "4", "5", "9" };

	if (field->type == FIELD_INT) {
		for (size_t i = 0; i < G_N_ELEMENTS(ranks); i++)
			add(groups, ranks[i], -1);
		return true;
	}
	if (!field->choices)
		return err_set(error, ERR_INVALID, _("there are too many rows for headings by %s: narrow them by a "
			       "filter first"), field->name);
	for (const struct choice *choice = field->choices; choice->name; choice++)
		add(groups, choice->name, -1);
	add(groups, "", -1);
	return true;
}

GArray *look_groups(struct session *session, const struct look *ask, size_t field, GError **error)
{
	const struct query *query = query_find(ask->query);
	const struct field *row = &query->object->fields[field];
	g_autoptr(GArray) tallies = look_tally(session, ask, field, GROUPED_MOST, error);
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(struct look_group));
	int64_t sum = 0;

	g_array_set_clear_func(groups, group_clear);
	if (!tallies)
		return NULL;
	for (guint i = 0; i < tallies->len; i++) {
		const struct tally *tally = &g_array_index(tallies, struct tally, i);

		add(groups, tally->value, tally->count);
		sum += tally->count;
	}
	if (sum >= GROUPED_MOST) {
		g_array_set_size(groups, 0);
		if (!add_all(groups, row, error))
			return NULL;
	}
	g_array_sort_with_data(groups, by_place, (gpointer)row);
	return g_steal_pointer(&groups);
}

int look_group_of(const GArray *groups, const struct record *row, size_t field)
{
	for (guint i = 0; i < groups->len; i++)
		if (g_str_equal(g_array_index(groups, struct look_group, i).value, record_text(row, field)))
			return (int)i;
	return -1;
}

static GPtrArray *look_in(struct session *session, const struct look *ask, const struct field *field,
			  const struct look_group *group, GError **error)
{
	struct look part = *ask;
	/* before what was typed: an "or" at its end would join them */
	g_autofree char *filter = g_strdup_printf("%s%s%s %s", field->name, *group->value ? "=" : "!", group->value,
						  ask->filter ? ask->filter : "");

	part.filter = filter;
	return look(session, &part, error);
}

GPtrArray *look_grouped(struct session *session, const struct look *ask, size_t field, const GArray *groups,
			GError **error)
{
	const struct field *row = &query_find(ask->query)->object->fields[field];
	struct look part = *ask;
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	int step = ask->backwards ? -1 : 1;
	int i = ask->after ? look_group_of(groups, ask->after, field) : ask->backwards ? (int)groups->len - 1 : 0;

	for (; i >= 0 && i < (int)groups->len && (!ask->limit || (int)rows->len < ask->limit); i += step) {
		GPtrArray *more;

		part.limit = ask->limit ? ask->limit - (int)rows->len : 0;
		more = look_in(session, &part, row, &g_array_index(groups, struct look_group, i), error);
		if (!more) {
			g_ptr_array_unref(rows);
			return NULL;
		}
		if (ask->backwards) {
			g_ptr_array_extend_and_steal(more, rows);
			rows = more;
		} else {
			g_ptr_array_extend_and_steal(rows, more);
		}
		part.after = NULL;
	}
	return rows;
}
