/* How a list looks. */
#include "ui/list.h"
#include "ui/list_internal.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/view.h"
#include "ui/columns.h"

#define GUTTER 1
#define KEY_WIDTH 3		/* narrower columns are signs */
#define KEY_WIDTH_MAX 20

static void draw_heads(const struct list *list, struct canvas *canvas, const GArray *columns)
{
	const struct object *object = list->query->object;

	for (guint i = 0; i < columns->len; i++) {
		const struct column *column = &g_array_index(columns, struct column, i);
		g_autofree char *title = column_is_local(column) ?
			g_strdup_printf(_("%s local"), column_title(object, column)) :
			g_strdup(column_title(object, column));

		if (list->sort == (int)column->field) {
			char *sorted = g_strdup_printf("%s%s", title, draw_sign(canvas,
				list->sort_down ? SIGN_DOWN : SIGN_UP));

			g_free(title);
			title = sorted;
		}
		draw_spot(canvas, 0, GUTTER + column->x, 1, column->width, "sort %s%s",
			  list_sorts_down(list, (int)column->field) ? "-" : "", object->fields[column->field].name);
		if (column->kind->right)
			draw_right(canvas, 0, GUTTER + column->x, column->width, PAINT_TITLE, title);
		else
			draw_text(canvas, 0, GUTTER + column->x, column->width, PAINT_TITLE, title);
	}
}

/* What names the row, with the cell before it. Only so much is lit under the cursor, in one run: a step of it
 * costs a slow line a fifth of what two whole rows do, and a severity keeps its colour. */
static struct rect lit(const GArray *columns, int y)
{
	for (guint i = 0; i < columns->len; i++) {
		const struct column *column = &g_array_index(columns, struct column, i);
		int name = column->kind->name ? column->kind->name : column->width;

		if (column->width >= KEY_WIDTH)
			return (struct rect){ y, GUTTER + column->x - 1, 1, 1 + MIN(name, KEY_WIDTH_MAX) };
	}
	return (struct rect){ y, 0, 1, GUTTER };
}

static void draw_row(const struct list *list, struct canvas *canvas, const GArray *columns, int y, size_t row,
		     int64_t now)
{
	const struct record *record = g_ptr_array_index(list->rows, row);
	bool marked = g_hash_table_contains(list->marks, &record->pk);
	struct rect name = lit(columns, y);

	columns_draw(columns, canvas, y, GUTTER, record, now);
	if (marked) {
		draw_look(canvas, y, 0, canvas->rect.width, PAINT_MARK);
		draw_text(canvas, y, 0, 1, PAINT_MARK, "+");
	}
	if (row != list->cursor) {
		draw_spot(canvas, y, 0, 1, canvas->rect.width, "row %zu", row - list->top + 1);
		return;
	}
	draw_look(canvas, y, name.x, name.width, PAINT_FOCUS);
	draw_text(canvas, y, name.x, 1, PAINT_FOCUS, marked && name.x == 0 ? "#" : ">");
	draw_spot(canvas, y, 0, 1, canvas->rect.width, "open");
}

/* Lines from the top to the cursor's row, with headings. */
static size_t lines_to_cursor(const struct list *list)
{
	size_t lines = list->cursor - list->top + 1;

	for (size_t i = list->top; list->groups && i <= list->cursor && i < list->rows->len; i++)
		lines += list_headed(list, i, list->top);
	return lines;
}

/* The cursor's row shows, and the page is full when there are rows for it. */
static void settle(struct list *list, struct ui *ui)
{
	size_t height = (size_t)MAX(list->height, 1);

	while (list->top + height > list->rows->len && list_extend(list, ui, false))
		;
	if (list->cursor < list->top)
		list->top = list->cursor;
	if (list->cursor >= list->top + height)
		list->top = list->cursor - height + 1;
	if (list->rows->len < list->top + height)
		list->top = list->rows->len > height ? list->rows->len - height : 0;
	while (list->top < list->cursor && lines_to_cursor(list) > height)
		list->top++;
}

/* Of one case, no row need say which. */
static char *list_columns(const struct list *list)
{
	g_auto(GStrv) names = g_strsplit(list_columns_named(list), " ", -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (char **name = names; *name; name++)
		if (!list->case_id || (strcmp(*name, "case") != 0 && strcmp(*name, "object") != 0))
			g_string_append_printf(out, "%s ", *name);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* The columns as they lie, which is the same for many drawings. */
static const GArray *lay_out(struct list *list, int width)
{
	const struct query *query = list->query;
	g_autofree char *names = list_columns(list);
	g_autofree char *by = g_strdup_printf("%d %d %d %s", width, columns_are_local(), list->columns != NULL, names);

	if (g_strcmp0(by, list->laid_by) == 0)
		return list->laid;
	if (list->laid)
		g_array_unref(list->laid);
	g_free(list->laid_by);
	list->laid_by = g_steal_pointer(&by);
	list->laid = list->columns ? columns_chosen(query->object, query->columns, names, width) :
				     columns_of(query->object, names, width);
	return list->laid;
}

/* "triage  4": what the rows below have in common. */
static void draw_heading(const struct list *list, struct canvas *canvas, int y, const struct record *record)
{
	const struct field *field = &list->query->object->fields[list->heads];
	g_autofree char *label = view_group_label(field, record_get(record, (size_t)list->heads));
	int group = look_group_of(list->groups, record, (size_t)list->heads);
	int64_t count = group < 0 ? -1 : g_array_index(list->groups, struct look_group, group).count;
	int x = GUTTER + draw_text(canvas, y, GUTTER, -1, PAINT_TITLE, label);

	if (count >= 0)
		draw_format(canvas, y, x + 2, -1, PAINT_DIM, "%" PRId64, count);
}

/* Returns the cursor's line. */
static int draw_rows(const struct list *list, struct canvas *canvas, const GArray *columns, int64_t now)
{
	int y = 1, cursor = 1;

	for (size_t i = list->top; i < list->rows->len && y <= list->height; i++) {
		if (list_headed(list, i, list->top) && list->height > 1)
			draw_heading(list, canvas, y++, g_ptr_array_index(list->rows, i));
		if (i == list->cursor)
			cursor = y;
		if (y <= list->height)
			draw_row(list, canvas, columns, y++, i, now);
	}
	return cursor;
}

void list_draw(struct list *list, struct ui *ui, struct canvas *canvas, const char *empty)
{
	const GArray *columns = lay_out(list, canvas->rect.width - GUTTER);
	int cursor;

	list->drawn_at = ui_now(ui);
	list->height = canvas->rect.height - 1;
	settle(list, ui);
	draw_heads(list, canvas, columns);
	cursor = draw_rows(list, canvas, columns, list->drawn_at);
	if (!list->rows->len)
		draw_wrapped(canvas, 2, GUTTER, canvas->rect.width - 2 * GUTTER,
			     canvas->rect.height - 2, PAINT_DIM,
			     list->filter ? _("Nothing matches the filter. F takes it off.") :
					    empty);
	draw_cursor(canvas, cursor, lit(columns, cursor).x);
}

static void add(GString *out, const struct canvas *canvas, const char *text)
{
	if (out->len)
		g_string_append_printf(out, " %s ", draw_sign(canvas, SIGN_DOT));
	g_string_append(out, text);
}

char *list_place(const struct list *list)
{
	int64_t place = list->first + 1 + (int64_t)list->cursor;
	g_autofree char *row = list->first < 0 ? g_strdup("?") : g_strdup_printf("%" PRId64, place);
	g_autofree char *count = g_strdup_printf("%" PRId64, list->count);
	g_autofree char *wide = g_strdup_printf("%*s", (int)strlen(count), row);

	if (!list->rows->len || list->count < 0)
		return NULL;
	return g_strdup_printf(list->count >= LIST_COUNTED ? _("%s of %lld+") : _("%s of %lld"),
			       wide, (long long)list->count);
}

char *list_status(const struct list *list, const struct canvas *canvas)
{
	GString *out = g_string_new(NULL);
	guint marks = g_hash_table_size(list->marks);
	g_autofree char *of = list_place(list);

	if (of)
		add(out, canvas, of);
	if (list->filter) {
		g_autofree char *filter = g_strdup_printf(_("filter: %s"), list->filter);

		add(out, canvas, filter);
	}
	if (marks) {
		g_autofree char *marked =
			g_strdup_printf(ngettext("%u marked", "%u marked", marks), marks);

		add(out, canvas, marked);
	}
	if (list->sort >= 0) {
		g_autofree char *by = g_strdup_printf(_("by %s"),
			_(list->query->object->fields[list->sort].label));

		add(out, canvas, by);
		if (!list->complete)
			add(out, canvas, _("first 1000 only"));
	}
	return g_string_free(out, FALSE);
}
