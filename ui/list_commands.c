/* What keys do in a list. */
#include "ui/list.h"
#include "ui/list_internal.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "src/base/text.h"
#include "ui/columns.h"
#include "ui/prompt.h"

static void move_down(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	list_move(self, ui, 1);
}

static void move_up(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	list_move(self, ui, -1);
}

static void page(struct list *list, struct ui *ui, int by)
{
	list->top = MAX(0, (long)list->top + by);
	list_move(list, ui, by);
}

static void page_down(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;

	(void)arguments;
	page(list, ui, MAX(1, list->height - 1));
}

static void page_up(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;

	(void)arguments;
	page(list, ui, -MAX(1, list->height - 1));
}

static void half_down(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;

	(void)arguments;
	page(list, ui, MAX(1, list->height / 2));
}

static void half_up(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;

	(void)arguments;
	page(list, ui, -MAX(1, list->height / 2));
}

static void first(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	list_first(self, ui);
}

static void last(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	list_last(self, ui);
}

static void row(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;
	gint64 number = g_ascii_strtoll(arguments, NULL, 10);

	if (number < 1 || number > list->height || list->top + (size_t)number > list->rows->len)
		ui_say(ui, _("there is no such row on the screen: row 1 is the uppermost"));
	else
		list->cursor = list->top + (size_t)number - 1;
}

static void mark(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	list_toggle(self);
	list_move(self, ui, 1);
}

static void mark_all(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;

	(void)arguments;
	if (g_hash_table_size(list->marks))
		list_unmark(list, NULL);
	else
		list_mark_matching(list, ui, NULL);
}

static void unmark(struct ui *ui, void *self, const char *arguments)
{
	(void)ui;
	list_unmark(self, *arguments ? arguments : NULL);
}

static bool is_marked(struct ui *ui, void *self)
{
	const struct list *list = self;

	(void)ui;
	return g_hash_table_size(list->marks) > 0;
}

/* --- search: text of any column, any case --- */

static bool has(const struct list *list, const struct record *record, const char *folded)
{
	g_auto(GStrv) names = g_strsplit(list_columns_named(list), " ", -1);

	for (char **name = names; *name; name++) {
		int field = object_field(record->object, *name);
		g_autofree char *text = NULL, *normal = NULL;

		if (field < 0)
			continue;
		text = field_show(&record->object->fields[field], record_get(record, (size_t)field));
		normal = text_normal(text, true);
		if (normal && strstr(normal, folded))
			return true;
	}
	return false;
}

static bool find(struct list *list, struct ui *ui, bool backwards)
{
	g_autofree char *folded = text_normal(list->search, true);
	size_t start = list->cursor;

	for (int seen = 0; seen < LIST_SEARCHED; seen++) {
		bool edge = backwards ? list->cursor == 0 : list->cursor + 1 >= list->rows->len;
		size_t old = list->cursor;

		list_move(list, ui, backwards ? -1 : 1);
		if (edge && (list->cursor == old || !list->rows->len))
			break;
		if (has(list, list_row(list), folded))
			return true;
	}
	/* from the other end, among the rows that are here */
	for (size_t i = 0; i < list->rows->len; i++) {
		size_t at = backwards ? list->rows->len - 1 - i : i;

		if (has(list, g_ptr_array_index(list->rows, at), folded)) {
			list->cursor = at;
			ui_say(ui, "%s", backwards ? _("search went on from the end") :
						     _("search went on from the beginning"));
			return true;
		}
	}
	list->cursor = MIN(start, list->rows->len ? list->rows->len - 1 : 0);
	return false;
}

static void go(struct list *list, struct ui *ui, bool backwards)
{
	if (!list->search || !*list->search)
		ui_say(ui, "%s", _("nothing was searched for yet: press /"));
	else if (list->rows->len && !find(list, ui, backwards))
		ui_warn(ui, _("“%s” is not in this list; try another tab, or take the filter away"),
			       list->search);
}

static void search(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;
	struct prompt prompt = { .label = _("Search: "), .history = ui->searches };
	char *text = *arguments ? g_strdup(arguments) : prompt_line(ui, &prompt);

	if (!text)
		return;
	g_free(list->search);
	list->search = text;
	go(list, ui, false);
}

static void search_next(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	go(self, ui, false);
}

static void search_previous(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	go(self, ui, true);
}

/* --- filter --- */

static void filter_clear(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	list_filter(self, ui, NULL);
}

static bool is_filtered(struct ui *ui, void *self)
{
	const struct list *list = self;

	(void)ui;
	return list->filter != NULL;
}

/* --- order --- */

static void set_sort(struct list *list, struct ui *ui, int field, bool down)
{
	list->sort = field;
	list->sort_down = down;
	g_clear_pointer(&list->before, record_free);
	list->first = 0;
	list_look(list, ui);
}

static bool sort_by_name(struct list *list, struct ui *ui, const char *arguments)
{
	bool down = *arguments == '-';
	int field = object_field(list->query->object, arguments + (down ? 1 : 0));

	if (field < 0)
		return false;
	set_sort(list, ui, field, down);
	return true;
}

/* Once more is the other way round. The worst alert first; of cases SEV1 is that anyway. */
bool list_sorts_down(const struct list *list, int field)
{
	if (field == list->sort)
		return field >= 0 && !list->sort_down;
	return list->query->object == &alert_object && field == ALERT_SEVERITY;
}

static void sort(struct ui *ui, void *self, const char *arguments)
{
	struct list *list = self;
	const struct object *object = list->query->object;
	g_autoptr(GArray) columns = columns_of(object, list_columns_named(list), 1000);
	g_autoptr(GPtrArray) labels = g_ptr_array_new();
	int chosen = 0, field;

	if (*arguments) {
		if (!sort_by_name(list, ui, arguments))
			ui_warn(ui, _("there is no column “%s”; sort alone lists them"), arguments);
		return;
	}
	g_ptr_array_add(labels, (gpointer)_("as the queue has it"));
	for (guint i = 0; i < columns->len; i++) {
		const struct column *column = &g_array_index(columns, struct column, i);

		g_ptr_array_add(labels, (gpointer)_(object->fields[column->field].label));
		if (list->sort == (int)column->field)
			chosen = (int)i + 1;
	}
	g_ptr_array_add(labels, NULL);
	chosen = prompt_choice(ui, _("Sort by"), (const char *const *)labels->pdata, chosen);
	if (chosen < 0)
		return;
	field = chosen ? (int)g_array_index(columns, struct column, chosen - 1).field : -1;
	set_sort(list, ui, field, list_sorts_down(list, field));
}

static bool any(struct ui *ui, void *self)
{
	const struct list *list = self;

	(void)ui;
	return list->rows->len > 0;
}

const struct command list_commands[] = {
	{ "move-down", N_("down"), N_("To the next row."), move_down, any },
	{ "move-up", N_("up"), N_("To the row before."), move_up, any },
	{ "page-down", N_("page down"), N_("A page down."), page_down, any },
	{ "page-up", N_("page up"), N_("A page up."), page_up, any },
	{ "half-down", N_("half a page"), N_("Half a page down."), half_down, any },
	{ "half-up", N_("half a page"), N_("Half a page up."), half_up, any },
	{ "first", N_("first"), N_("To the first row."), first, any },
	{ "last", N_("last"), N_("To the last row."), last, any },
	{ "row", N_("row"), N_("To the row of this number on the screen, as in row 3; what a click does."), row, any },
	{ "mark", N_("mark"), N_("Marks the row: actions then go to all marked ones."), mark, any },
	{ "mark-all", N_("mark all"), N_("Marks all rows, as far as the filter shows them, or none."), mark_all, any },
	{ "mark-matching", N_("mark some"), N_("Marks the rows that match a filter, such as “sev<=2 owner:me”."),
	  list_ask_marks, any },
	{ "unmark", N_("unmark"), N_("Takes all marks off, or that of the row named."), unmark, is_marked },
	{ "search", N_("find"), N_("Goes to the next row with a text in any column."), search, any },
	{ "search-next", N_("next"), N_("To the next row that matches."), search_next, any },
	{ "search-previous", N_("previous"), N_("To the row before that matches."), search_previous,
	  any },
	{ "filter", N_("filter"), N_("Shows only rows that match, such as “sev<=2 owner:me due<4h”."),
	  list_ask_filter, NULL },
	{ "filter-clear", N_("all rows"), N_("Takes the filter off."), filter_clear, is_filtered },
	{ "sort", N_("sort"), N_("Orders the rows by a column; again the other way round."), sort, any },
	{ NULL },
};
