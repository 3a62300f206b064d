#include "ui/list.h"
#include "ui/list_internal.h"

#include <stdlib.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/object.h"
#include "ui/columns.h"

static int64_t *pk_new(int64_t pk)
{
	int64_t *key = g_new(int64_t, 1);

	*key = pk;
	return key;
}

static void free_record(gpointer record)
{
	record_free(record);
}

struct list *list_new(const char *query, const char *case_id)
{
	struct list *list = g_new0(struct list, 1);

	list->query = query_find(query);
	g_assert(list->query);
	list->case_id = g_strdup(case_id);
	list->rows = g_ptr_array_new_with_free_func(free_record);
	list->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_record);
	list->count = -1;
	list->sort = list->heads = -1;
	return list;
}

void list_free(struct list *list)
{
	if (!list)
		return;
	g_ptr_array_unref(list->rows);
	g_hash_table_unref(list->marks);
	record_free(list->before);
	record_free(list->whole);
	if (list->groups)
		g_array_unref(list->groups);
	if (list->laid)
		g_array_unref(list->laid);
	g_free(list->laid_by);
	g_free(list->columns);
	g_free(list->case_id);
	g_free(list->filter);
	g_free(list->search);
	g_free(list);
}

const struct query *list_query(const struct list *list)
{
	return list->query;
}

const struct record *list_row(const struct list *list)
{
	return list->cursor < list->rows->len ? g_ptr_array_index(list->rows, list->cursor) : NULL;
}

static struct record *row_of(const struct list *list, int64_t pk, const char *filter)
{
	struct look ask = { .query = list->query->name, .case_id = list->case_id, .pk = pk, .filter = filter,
			    .limit = 1 };
	g_autoptr(GPtrArray) rows = look(list->session, &ask, NULL);

	return rows && rows->len ? record_copy(g_ptr_array_index(rows, 0)) : NULL;
}

/* All of a row of which the list has a part. NULL: it has gone. */
static struct record *whole_of(const struct list *list, const struct record *part)
{
	return part->part ? row_of(list, part->pk, NULL) : record_copy(part);
}

const struct record *list_current(struct list *list)
{
	const struct record *row = list_row(list);

	if (!row || !row->part)
		return row;
	if (list->whole_pk != row->pk || list->whole_seq != row->seq) {
		record_free(list->whole);
		list->whole = whole_of(list, row);
		list->whole_pk = row->pk;
		list->whole_seq = row->seq;
	}
	return list->whole;
}

bool list_goto(struct list *list, int64_t pk)
{
	for (guint i = 0; i < list->rows->len; i++) {
		const struct record *record = g_ptr_array_index(list->rows, i);

		if (record->pk == pk) {
			list->cursor = i;
			return true;
		}
	}
	return false;
}

const char *list_columns_named(const struct list *list)
{
	return list->columns ? list->columns : list->query->columns;
}

/* What the list shows, and is sorted and headed by. Caller frees. */
static char *columns_shown(const struct list *list)
{
	const struct query *query = list->query;
	g_autofree char *read = columns_read(query->object, list_columns_named(list));
	const char *sort = list->sort < 0 ? "" : query->object->fields[list->sort].name;
	const char *heads = list->heads < 0 ? "" : query->object->fields[list->heads].name;

	/* marks are known by their case too, whichever columns are chosen */
	return g_strdup_printf("%s %s %s case", read, sort, heads);
}

/* NULL: told in the message line. */
GPtrArray *list_ask(struct list *list, struct ui *ui, const struct record *after, bool backwards,
		    int limit)
{
	g_autofree char *columns = columns_shown(list);
	struct look ask = {
		.query = list->query->name,
		.columns = columns,
		.case_id = list->case_id,
		.filter = list->filter,
		.limit = limit,
		.after = after,
		.backwards = backwards,
	};
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = list->groups ?
		look_grouped(ui->session, &ask, (size_t)list->heads, list->groups, &error) :
		look(ui->session, &ask, &error);

	list->session = ui->session;
	if (!rows)
		ui_say_error(ui, &error);
	return rows;
}

static void count(struct list *list, struct ui *ui)
{
	struct look ask = {
		.query = list->query->name, .case_id = list->case_id, .filter = list->filter,
	};

	/* the log has no index to count by */
	if (list->query->source == FROM_AUDIT || list->query->source == FROM_TIMELINE)
		return;
	list->count = look_count(ui->session, &ask, LIST_COUNTED, NULL);
}

/* What there is to head by. Too much of it is told, and then there are no headings. */
static void look_heads(struct list *list, struct ui *ui)
{
	struct look ask = {
		.query = list->query->name, .case_id = list->case_id, .filter = list->filter,
	};
	g_autoptr(GError) error = NULL;

	if (list->groups)
		g_array_unref(list->groups);
	list->groups = list->heads < 0 ? NULL : look_groups(ui->session, &ask, (size_t)list->heads, &error);
	if (error) {
		list->heads = -1;
		ui_say_error(ui, &error);
	}
}

static void take(struct list *list, GPtrArray *rows, int wanted)
{
	int64_t pk = list_row(list) ? list_row(list)->pk : 0;

	g_clear_pointer(&list->whole, record_free);
	list->whole_pk = 0;
	g_ptr_array_unref(list->rows);
	list->rows = rows;
	list->complete = (int)rows->len < wanted;
	if (list->sort >= 0)
		list_sort(list);
	if (!list_goto(list, pk) && list->cursor >= rows->len)
		list->cursor = rows->len ? rows->len - 1 : 0;
}

bool list_look(struct list *list, struct ui *ui)
{
	int wanted = list->sort >= 0 ? LIST_SORTED : MAX(LIST_PAGE, (int)list->rows->len);
	size_t row = list->cursor - list->top;
	GPtrArray *rows;

	look_heads(list, ui);
	rows = list_ask(list, ui, list->before, false, wanted);
	if (!rows)
		return false;
	if (!rows->len && list->before) {
		/* what was shown has gone: begin anew */
		g_clear_pointer(&list->before, record_free);
		list->first = 0;
		g_ptr_array_unref(rows);
		rows = list_ask(list, ui, NULL, false, wanted);
		if (!rows)
			return false;
	}
	take(list, rows, wanted);
	list->top = list->cursor > row ? list->cursor - row : 0;
	count(list, ui);
	ui_redraw(ui);
	return true;
}

bool list_filter(struct list *list, struct ui *ui, const char *filter)
{
	char *old = list->filter;
	struct record *before = list->before;

	list->filter = filter && *filter ? g_strdup(filter) : NULL;
	list->before = NULL;
	if (list_look(list, ui)) {
		g_free(old);
		record_free(before);
		list->first = 0;
		return true;
	}
	g_free(list->filter);
	list->filter = old;
	list->before = before;
	return false;
}

/* The window grows on one side and is cut on the other. */
static void cut_front(struct list *list)
{
	guint extra = list->rows->len > LIST_WINDOW ? list->rows->len - LIST_WINDOW : 0;

	if (!extra)
		return;
	record_free(list->before);
	list->before = record_copy(g_ptr_array_index(list->rows, extra - 1));
	g_ptr_array_remove_range(list->rows, 0, extra);
	if (list->first >= 0)
		list->first += extra;
	list->cursor -= MIN(list->cursor, extra);
	list->top -= MIN(list->top, extra);
}

static bool extend_forwards(struct list *list, struct ui *ui)
{
	const struct record *last =
		list->rows->len ? g_ptr_array_index(list->rows, list->rows->len - 1) : NULL;
	GPtrArray *more;

	if (list->complete || list->sort >= 0)
		return false;
	more = list_ask(list, ui, last, false, LIST_PAGE);
	if (!more)
		return false;
	list->complete = more->len < LIST_PAGE;
	g_ptr_array_extend_and_steal(list->rows, more);
	cut_front(list);
	return true;
}

static bool extend_backwards(struct list *list, struct ui *ui)
{
	const struct record *first = list->rows->len ? g_ptr_array_index(list->rows, 0) : NULL;
	GPtrArray *more;
	guint len;

	if (!list->before || !first)
		return false;
	more = list_ask(list, ui, first, true, LIST_PAGE + 1);
	if (!more)
		return false;
	g_clear_pointer(&list->before, record_free);
	if (more->len > LIST_PAGE) {
		list->before = record_copy(g_ptr_array_index(more, 0));
		g_ptr_array_remove_index(more, 0);
	}
	len = more->len;
	g_ptr_array_extend_and_steal(more, g_steal_pointer(&list->rows));
	list->rows = more;
	list->cursor += len;
	list->top += len;
	if (list->first >= 0)
		list->first = MAX(0, list->first - len);
	if (list->rows->len > LIST_WINDOW) {
		g_ptr_array_remove_range(list->rows, LIST_WINDOW, list->rows->len - LIST_WINDOW);
		list->complete = false;
	}
	return len > 0;
}

bool list_extend(struct list *list, struct ui *ui, bool backwards)
{
	return backwards ? extend_backwards(list, ui) : extend_forwards(list, ui);
}

void list_move(struct list *list, struct ui *ui, long by)
{
	while (by > 0) {
		long room = (long)list->rows->len - 1 - (long)list->cursor;
		long step = MIN(by, MAX(room, 0));

		list->cursor += (size_t)step;
		by -= step;
		if (by && !list_extend(list, ui, false))
			return;
	}
	while (by < 0) {
		long step = MIN(-by, (long)list->cursor);

		list->cursor -= (size_t)step;
		by += step;
		if (by && !list_extend(list, ui, true))
			return;
	}
}

bool list_step(struct list *list, struct ui *ui, long by)
{
	const struct record *row = list_row(list);
	int64_t pk = row ? row->pk : 0;

	list_move(list, ui, by);
	row = list_row(list);
	return row && row->pk != pk;
}

void list_first(struct list *list, struct ui *ui)
{
	list->cursor = list->top = 0;
	if (!list->before)
		return;
	g_clear_pointer(&list->before, record_free);
	list->first = 0;
	g_ptr_array_set_size(list->rows, 0);
	list_look(list, ui);
	list->cursor = list->top = 0;
}

void list_last(struct list *list, struct ui *ui)
{
	if (!list->complete && list->sort < 0) {
		GPtrArray *rows = list_ask(list, ui, NULL, true, LIST_PAGE + 1);

		if (!rows)
			return;
		g_clear_pointer(&list->before, record_free);
		if (rows->len > LIST_PAGE) {
			list->before = record_copy(g_ptr_array_index(rows, 0));
			g_ptr_array_remove_index(rows, 0);
		}
		g_ptr_array_unref(list->rows);
		list->rows = rows;
		list->complete = true;
		list->first = list->count >= 0 && list->count < LIST_COUNTED ?
			list->count - rows->len : -1;
	}
	list->cursor = list->rows->len ? list->rows->len - 1 : 0;
}

/* What the filter hides is not acted upon: nobody sees that it is meant. NULL: it has gone, or is *hidden. */
static struct record *marked_of(const struct list *list, const struct record *mark, bool *hidden)
{
	struct record *shown = list->filter ? row_of(list, mark->pk, list->filter) : whole_of(list, mark);
	CLEANUP(record_free) struct record *there = NULL;

	if (!shown && list->filter)
		there = whole_of(list, mark);
	*hidden = there != NULL;
	return shown;
}

static int by_age(const void *a, const void *b)
{
	const struct record *left = *(const struct record *const *)a, *right = *(const struct record *const *)b;

	return left->pk < right->pk ? -1 : left->pk > right->pk;
}

/* Borrowed; as the rows stand, and behind them what is not among those read, by age. */
static GPtrArray *marks_in_order(const struct list *list)
{
	GPtrArray *marks = g_ptr_array_new();
	g_autoptr(GHashTable) rest = g_hash_table_new(g_int64_hash, g_int64_equal);
	GHashTableIter iter;
	gpointer pk, mark;
	guint among;

	g_hash_table_iter_init(&iter, list->marks);
	while (g_hash_table_iter_next(&iter, &pk, &mark))
		g_hash_table_insert(rest, pk, mark);
	for (guint i = 0; i < list->rows->len; i++) {
		const struct record *row = g_ptr_array_index(list->rows, i);

		if (g_hash_table_steal_extended(rest, &row->pk, NULL, &mark))
			g_ptr_array_add(marks, mark);
	}
	among = marks->len;
	g_hash_table_iter_init(&iter, rest);
	while (g_hash_table_iter_next(&iter, NULL, &mark))
		g_ptr_array_add(marks, mark);
	if (marks->len > among)
		qsort(marks->pdata + among, marks->len - among, sizeof(gpointer), by_age);
	return marks;
}

GPtrArray *list_marked(const struct list *list)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(free_record);
	g_autoptr(GPtrArray) marks = marks_in_order(list);

	for (guint i = 0; i < marks->len; i++) {
		bool hidden;
		struct record *whole = marked_of(list, g_ptr_array_index(marks, i), &hidden);

		if (!hidden)
			g_ptr_array_add(records, whole);
	}
	return records->len ? g_steal_pointer(&records) : NULL;
}

/* Is it what a task calls by this name: by its own key, or by the case it speaks of? */
static bool is_called(const struct list *list, const struct record *record, const char *name)
{
	g_autofree char *key = record_key(record);
	int field = object_field(record->object, "case");

	if (strcmp(key, name) == 0)
		return true;
	return field >= 0 && (!record->part || strstr(list->query->columns, "case")) &&
	       record_is(record, (size_t)field, name);
}

void list_unmark(struct list *list, const char *key)
{
	GHashTableIter iter;
	gpointer record;

	g_hash_table_iter_init(&iter, list->marks);
	while (g_hash_table_iter_next(&iter, NULL, &record))
		if (!key || is_called(list, record, key))
			g_hash_table_iter_remove(&iter);
}

static gint compare(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct record *left = *(const struct record *const *)a;
	const struct record *right = *(const struct record *const *)b;
	const struct list *list = data;
	int order = 0;

	if (list->groups)
		order = look_group_of(list->groups, left, (size_t)list->heads) -
			look_group_of(list->groups, right, (size_t)list->heads);
	if (order)
		return order;
	order = record_compare(left, right, (size_t)list->sort);
	return list->sort_down ? -order : order;
}

void list_sort(struct list *list)
{
	g_ptr_array_sort_with_data(list->rows, compare, list);
}

static void toggle_mark(struct list *list, const struct record *record)
{
	if (!g_hash_table_remove(list->marks, &record->pk))
		g_hash_table_insert(list->marks, pk_new(record->pk), record_copy(record));
}

void list_toggle(struct list *list)
{
	if (list_row(list))
		toggle_mark(list, list_row(list));
}

bool list_mark_matching(struct list *list, struct ui *ui, const char *filter)
{
	g_autofree char *both = list->filter && filter ? g_strdup_printf("%s %s", list->filter, filter) : NULL;
	char *own = list->filter;
	GPtrArray *rows;
	g_autofree char *pointed = filter ? look_pointed(ui->session, list->query, filter) : NULL;
	guint marked;

	/* half a filter would mean another thing behind the one that holds ("or …"): alone it says what is wrong */
	list->filter = both && !pointed ? both : filter ? (char *)filter : own;
	rows = list_ask(list, ui, NULL, false, LIST_SORTED);
	list->filter = own;
	if (!rows)
		return false;
	for (guint i = 0; i < rows->len; i++) {
		const struct record *record = g_ptr_array_index(rows, i);

		if (!g_hash_table_contains(list->marks, &record->pk))
			toggle_mark(list, record);
	}
	marked = g_hash_table_size(list->marks);
	if (rows->len == LIST_SORTED)
		ui_warn(ui, _("only the first %d that match are marked"), LIST_SORTED);
	else
		ui_say(ui, ngettext("%u marked", "%u marked", marked), marked);
	g_ptr_array_unref(rows);
	return true;
}
