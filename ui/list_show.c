/* How a list is shown: its order, its columns, its headings; and countdowns in it. */
#include "ui/list.h"
#include "ui/list_internal.h"

#include "src/rules/deadline.h"
#include "src/rules/view.h"
#include "ui/columns.h"

void list_show(struct list *list, const struct list_look *how)
{
	const struct object *object = list->query->object;
	/* they may be the list's own, by list_shown() */
	char *filter = g_strdup(how->filter), *columns = g_strdup(how->columns);

	g_free(list->filter);
	list->filter = filter;
	g_free(list->columns);
	list->columns = columns;
	list->sort = view_sort_field(object, how->sort, &list->sort_down);
	list->heads = view_group_field(object, how->heads);
	g_clear_pointer(&list->before, record_free);
	list->first = 0;
}

static const char *heads_word(const struct list *list)
{
	const struct object *object = list->query->object;

	if (list->heads < 0)
		return NULL;
	for (const struct choice *choice = view_groups; choice->name; choice++)
		if (view_group_field(object, choice->name) == list->heads)
			return choice->name;
	return object->fields[list->heads].name;
}

struct list_look list_shown(const struct list *list, char **sort)
{
	*sort = list->sort < 0 ? NULL : g_strdup_printf("%s%s", list->sort_down ? "-" : "",
							list->query->object->fields[list->sort].name);
	return (struct list_look){ list->filter, *sort, list->columns, heads_word(list) };
}

bool list_headed(const struct list *list, size_t row, size_t top)
{
	const struct record *here = g_ptr_array_index(list->rows, row), *before;

	if (!list->groups)
		return false;
	if (row == top)
		return true;
	before = g_ptr_array_index(list->rows, row - 1);
	return g_strcmp0(record_get(here, (size_t)list->heads), record_get(before, (size_t)list->heads)) != 0;
}

bool list_tick(struct list *list, struct ui *ui)
{
	int64_t now = ui_now(ui);

	if (now / COLUMN_STEP_MS == list->drawn_at / COLUMN_STEP_MS)
		return false;
	for (size_t i = list->top; i < list->rows->len && i < list->top + (size_t)list->height; i++)
		if (columns_tick(g_ptr_array_index(list->rows, i), now))
			return true;
	return false;
}
