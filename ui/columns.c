#include "ui/columns.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/deadline.h"

#define FLEXIBLE_MIN 26
#define ROOM_FOR_BOTH 110
#define ROOM_FOR_ALL 1000
#define UTC_WIDTH 7	/* " 03:12Z" */

static int least(const struct column *column)
{
	int width = column->kind->width ? column->kind->width : FLEXIBLE_MIN;

	return width + (column->both ? UTC_WIDTH : 0);
}

static int by_place(gconstpointer a, gconstpointer b)
{
	const struct column *left = a, *right = b;

	return left->kind->place - right->kind->place;
}

static int title_width(const struct object *object, const struct column *column)
{
	/* of a sign there is only the first letter, in English too */
	return column->kind->width == 1 ? 1 : text_width(column_title(object, column));
}

/* Returns the cells that it took. */
static int widen(struct column *column, int (*needs)(const struct object *object, const struct column *column),
		 const struct object *object, int left)
{
	int more = CLAMP(needs(object, column) - column->width, 0, MAX(left, 0));

	column->width += more;
	return more;
}

/* What is left goes to words that need it, to titles, and then to the first flexible column, or the last one. */
static void share(GArray *columns, const struct object *object, int width)
{
	struct column *flexible = NULL;
	int used = 0, x = 0;

	for (guint i = 0; i < columns->len; i++) {
		struct column *column = &g_array_index(columns, struct column, i);

		column->width = least(column);
		used += column->width + (i ? 1 : 0);
		if (!column->kind->width && !flexible)
			flexible = column;
	}
	if (!flexible && columns->len)
		flexible = &g_array_index(columns, struct column, columns->len - 1);
	for (guint i = 0; i < columns->len; i++)
		used += widen(&g_array_index(columns, struct column, i), cell_widest, object, width - used);
	for (guint i = 0; i < columns->len; i++)
		used += widen(&g_array_index(columns, struct column, i), title_width, object, width - used);
	if (flexible)
		flexible->width += width - used;
	for (guint i = 0; i < columns->len; i++) {
		struct column *column = &g_array_index(columns, struct column, i);

		column->x = x;
		x += column->width + 1;
	}
}

/* What is no field is passed over. False: there is no room for it. */
static bool add_column(GArray *columns, const struct object *object, const char *name, int width, int *left)
{
	int field = object_field(object, name), needs;
	struct column column = { .field = (size_t)field };

	if (field < 0)
		return true;
	column.kind = cell_kind(object, column.field);
	column.both = column_is_local(&column) && width >= ROOM_FOR_BOTH;
	needs = least(&column) + (columns->len ? 1 : 0);
	if (columns->len && needs > *left)
		return false;
	*left -= needs;
	g_array_append_val(columns, column);
	return true;
}

/* Those of these fields that are main ones, or that are not, and fit. */
static void add_columns(GArray *columns, const struct object *object, char *const *words, bool main, int width,
			int *left)
{
	for (char *const *word = words; *word; word++) {
		int field = object_field(object, *word);

		if (field >= 0 && cell_kind(object, (size_t)field)->main == main &&
		    !add_column(columns, object, *word, width, left))
			break;
	}
}

GArray *columns_of(const struct object *object, const char *names, int width)
{
	GArray *columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	g_auto(GStrv) words = g_strsplit(names, " ", -1);
	int left = width;

	if (width >= FLEXIBLE_MIN)
		add_columns(columns, object, words, true, width, &left);
	add_columns(columns, object, words, false, width, &left);
	g_array_sort(columns, by_place);
	share(columns, object, width);
	return columns;
}

char *columns_placed(const struct object *object, const char *names)
{
	g_autoptr(GArray) columns = columns_of(object, names, ROOM_FOR_ALL);
	GString *placed = g_string_new(NULL);

	for (guint i = 0; i < columns->len; i++)
		g_string_append_printf(placed, "%s%s", i ? " " : "",
				       object->fields[g_array_index(columns, struct column, i).field].name);
	return g_string_free(placed, FALSE);
}

static int index_of(char *const *words, const char *name)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], name) == 0)
			return i;
	return -1;
}

struct naming { const struct object *object; char *const *words; };

static gint as_named(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct column *x = a, *y = b;
	const struct naming *naming = data;

	return index_of(naming->words, naming->object->fields[x->field].name) -
	       index_of(naming->words, naming->object->fields[y->field].name);
}

GArray *columns_chosen(const struct object *object, const char *ranked, const char *names, int width)
{
	GArray *columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	g_auto(GStrv) words = g_strsplit(names, " ", -1), first = g_strsplit(ranked, " ", -1);
	struct naming naming = { object, words };
	int left = width;

	for (char **word = first; *word; word++)
		if (index_of(words, *word) >= 0)
			add_column(columns, object, *word, width, &left);
	for (char **word = words; *word; word++)
		if (index_of(first, *word) < 0)
			add_column(columns, object, *word, width, &left);
	g_array_sort_with_data(columns, as_named, &naming);
	share(columns, object, width);
	return columns;
}

bool columns_tick(const struct record *record, int64_t now)
{
	struct deadline next;
	int field = object_field(record->object, "due_at");
	int64_t due;

	if (field < 0)
		return false;
	if (record->object == &case_object)
		due = deadline_next(record, &next) ? next.due : 0;
	else
		due = record_int(record, (size_t)field);
	return due > now && due - now < COLUMN_SECONDS_MS + COLUMN_STEP_MS;
}

char *columns_read(const struct object *object, const char *names)
{
	g_auto(GStrv) words = g_strsplit(names, " ", -1);
	GString *out = g_string_new(names);

	for (char **word = words; *word; word++) {
		int field = **word ? object_field(object, *word) : -1;
		const char *reads = field < 0 ? NULL : cell_kind(object, (size_t)field)->reads;

		if (reads)
			g_string_append_printf(out, " %s", reads);
	}
	return g_string_free(out, FALSE);
}

const char *column_title(const struct object *object, const struct column *column)
{
	const char *title = column->kind->title;

	return _(title ? title : object->fields[column->field].label);
}

static void column_cell(const struct record *record, const struct column *column,
		 const struct cell_place *place, struct cell *cell)
{
	const struct field *field = &record->object->fields[column->field];

	cell->paint = PAINT_TEXT;
	cell->text = NULL;
	if (column->kind->cell)
		column->kind->cell(record, column->field, place, cell);
	else
		cell->text = field_show(field, record_get(record, column->field));
	if (column->both && *cell->text) {
		g_autofree char *utc = time_short(record_int(record, column->field)), *local = cell->text;

		cell->text = g_strdup_printf("%s %.5sZ", local, utc + strlen("2026-11-20 "));
	}
	if (*cell->text == '\0' && field->type == FIELD_USER) {
		g_free(cell->text);
		cell->text = g_strdup("-");
	}
	g_strdelimit(cell->text, "\n", ' ');
}

void columns_draw(const GArray *columns, struct canvas *canvas, int y, int x, const struct record *record,
		  int64_t now)
{
	const struct cell_place place = { .canvas = canvas, .now = now };

	for (guint i = 0; i < columns->len; i++) {
		const struct column *column = &g_array_index(columns, struct column, i);
		g_autofree char *text = NULL;
		struct cell cell;

		column_cell(record, column, &place, &cell);
		text = cell.text;
		if (column->kind->right)
			draw_right(canvas, y, x + column->x, column->width, cell.paint, text);
		else
			draw_text(canvas, y, x + column->x, column->width, cell.paint, text);
	}
}
