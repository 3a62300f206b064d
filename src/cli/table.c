#include "src/cli/table.h"

#include <inttypes.h>

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/cli/out.h"

#define GAP 2
#define LEAST 24	/* cells a text keeps */

struct column { const struct field *field; size_t index; int width; };	/* field NULL: the number */

struct table {
	GArray *columns;
	int width;
	bool begun;
};

struct table *table_new(const struct object *object, const char *columns, int width)
{
	struct table *table = g_new0(struct table, 1);
	g_auto(GStrv) names = g_strsplit(columns, " ", -1);
	struct column number = { NULL };

	table->columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	table->width = width;
	if (object_key(object) < 0 && object->table)
		g_array_append_val(table->columns, number);
	for (size_t i = 0; names[i]; i++) {
		int index = object_field(object, names[i]);
		struct column column = { .index = (size_t)index };

		g_assert(index >= 0);
		column.field = &object->fields[index];
		g_array_append_val(table->columns, column);
	}
	return table;
}

void table_free(struct table *table)
{
	g_array_unref(table->columns);
	g_free(table);
}

static struct column *column_at(const struct table *table, guint i)
{
	return &g_array_index(table->columns, struct column, i);
}

/* Harmless, in one line. Caller frees. */
static char *cell(const struct column *column, const struct record *record)
{
	g_autofree char *shown = NULL;

	if (!column->field)
		return g_strdup_printf("%" PRId64, record->pk);
	shown = field_show(column->field, record_get(record, column->index));
	g_strdelimit(shown, "\n", ' ');
	return text_visible(shown, -1, TEXT_LINE);
}

static const char *heading(const struct column *column)
{
	return column->field ? _(column->field->label) : _("No.");
}

static void measure(struct table *table, const GPtrArray *rows)
{
	for (guint i = 0; i < table->columns->len; i++) {
		struct column *column = column_at(table, i);

		column->width = text_width(heading(column));
		for (guint n = 0; n < rows->len; n++) {
			g_autofree char *text = cell(column, g_ptr_array_index(rows, n));

			column->width = MAX(column->width, text_width(text));
		}
	}
}

/* Free text may be cut; what names or ranks something may not. */
static bool may_cut(const struct column *column)
{
	if (!column->field || column->field->flags & FIELD_KEY)
		return false;
	return column->field->type == FIELD_TEXT || column->field->type == FIELD_LONG ||
	       column->field->type == FIELD_LIST;
}

static int total(const struct table *table)
{
	int cells = -GAP;

	for (guint i = 0; i < table->columns->len; i++)
		cells += column_at(table, i)->width + GAP;
	return cells;
}

static struct column *widest_text(const struct table *table)
{
	struct column *widest = NULL;

	for (guint i = 0; i < table->columns->len; i++) {
		struct column *column = column_at(table, i);

		if (may_cut(column) && column->width > LEAST && (!widest || column->width > widest->width))
			widest = column;
	}
	return widest;
}

/* On a terminal: texts give way first, then the last columns go, the least important ones. */
static void squeeze(struct table *table)
{
	struct column *widest;

	while (table->width && total(table) > table->width && (widest = widest_text(table)))
		widest->width--;
	while (table->width && total(table) > table->width && table->columns->len > 1)
		g_array_set_size(table->columns, table->columns->len - 1);
}

static void put_cell(GString *line, const char *text, int width, bool cut, bool last)
{
	g_autofree char *fitting = cut ? text_cut(text, width, false) : g_strdup(text);

	g_string_append(line, fitting);
	if (!last)
		g_string_append_printf(line, "%*s", MAX(width - text_width(fitting), 0) + GAP, "");
}

static void put_row(const struct table *table, const struct record *record, int indent)
{
	g_autoptr(GString) line = g_string_new(NULL);
	guint len = table->columns->len;

	g_string_append_printf(line, "%*s", indent, "");
	for (guint i = 0; i < len; i++) {
		const struct column *column = column_at(table, i);
		g_autofree char *text = record ? cell(column, record) : g_strdup(heading(column));

		put_cell(line, text, column->width, table->width > 0, i + 1 == len);
	}
	while (line->len && line->str[line->len - 1] == ' ')
		g_string_truncate(line, line->len - 1);
	out_line("%s", line->str);
}

void table_print(struct table *table, const GPtrArray *rows, int indent)
{
	if (!table->begun) {
		measure(table, rows);
		squeeze(table);
		put_row(table, NULL, indent);
	}
	table->begun = true;
	for (guint i = 0; i < rows->len; i++)
		put_row(table, g_ptr_array_index(rows, i), indent);
}
