#include "ui/edit.h"

#include "src/base/text.h"

#include <string.h>

/* One row on the screen: bytes [start, end) of the text, without its newline. */
struct row { size_t start, end; };

struct edit {
	struct buffer buffer;
	char *original;
	int width, height;	/* of the last draw: what rows and paging go by */
	int top;		/* first row shown */
	int goal;		/* column that Up and Down keep to; -1: the cursor's own */
};

struct edit *edit_new(const char *text)
{
	struct edit *edit = g_new0(struct edit, 1);

	buffer_init(&edit->buffer, text, true);
	edit->original = g_strdup(edit->buffer.text->str);
	edit->width = 72;
	edit->height = 10;
	edit->goal = -1;
	return edit;
}

void edit_free(struct edit *edit)
{
	if (!edit)
		return;
	buffer_clear(&edit->buffer);
	g_free(edit->original);
	g_free(edit);
}

const char *edit_text(const struct edit *edit)
{
	return edit->buffer.text->str;
}

void edit_set(struct edit *edit, const char *text)
{
	buffer_set(&edit->buffer, text);
	edit->goal = -1;
}

bool edit_changed(const struct edit *edit)
{
	return strcmp(edit->original, edit_text(edit)) != 0;
}

static int width_between(const struct edit *edit, size_t from, size_t to)
{
	g_autofree char *visible = NULL;
	const char *text = edit_text(edit);

	if (to == from + 1 && text[from] >= ' ' && text[from] < 0x7f)
		return 1;
	visible = text_visible(text + from, (gssize)(to - from), TEXT_LINE);
	return text_width(visible);
}

/* Where the row that starts here ends, and where the next one starts. */
static size_t row_end(const struct edit *edit, size_t start, int width, size_t *next)
{
	const char *text = edit_text(edit);
	size_t at = start, broken = 0;
	int used = 0;

	while (text[at] && text[at] != '\n') {
		size_t after = buffer_next(&edit->buffer, at);

		used += width_between(edit, at, after);
		/* a blank may hang over the edge */
		if (used > width && text[at] != ' ') {
			*next = broken ? broken : MAX(at, buffer_next(&edit->buffer, start));
			return *next;
		}
		at = after;
		if (text[at - 1] == ' ')
			broken = at;
	}
	*next = text[at] ? at + 1 : at;
	return at;
}

/* All rows; one column is left for the cursor. Caller unrefs. */
static GArray *lay_out(const struct edit *edit, int width)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	size_t len = edit->buffer.text->len, start = 0, next = 0;

	do {
		struct row row = { start, row_end(edit, start, MAX(width - 1, 1), &next) };

		g_array_append_val(rows, row);
		start = next;
	} while (start < len);
	if (len && edit_text(edit)[len - 1] == '\n') {
		struct row row = { len, len };

		g_array_append_val(rows, row);
	}
	return rows;
}

static int row_of(const GArray *rows, size_t at)
{
	guint i = 0;

	while (i + 1 < rows->len && g_array_index(rows, struct row, i + 1).start <= at)
		i++;
	return (int)i;
}

/* The place in a row that is nearest to a column. */
static size_t place_in(const struct edit *edit, const struct row *row, bool last, int column)
{
	size_t at = row->start;

	while (at < row->end && width_between(edit, row->start, buffer_next(&edit->buffer, at)) <= column)
		at = buffer_next(&edit->buffer, at);
	/* the end of a wrapped row is the start of the next one */
	if (at == row->end && !last && at > row->start && edit_text(edit)[at] != '\n')
		at = buffer_previous(&edit->buffer, at);
	return at;
}

static enum typed move_rows(struct edit *edit, int by)
{
	g_autoptr(GArray) rows = lay_out(edit, edit->width);
	int from = row_of(rows, edit->buffer.cursor), last = (int)rows->len - 1;
	int to = CLAMP(from + by, 0, last);
	const struct row *row = &g_array_index(rows, struct row, to);

	if (to == from)
		return TYPED_NOTHING;
	if (edit->goal < 0)
		edit->goal = width_between(edit, g_array_index(rows, struct row, from).start, edit->buffer.cursor);
	buffer_move(&edit->buffer, place_in(edit, row, to == last, edit->goal));
	return TYPED_MOVED;
}

/* What moves by rows as they are drawn. */
static int rows_of(const struct edit *edit, const char *command)
{
	const struct { const char *command; int by; } moves[] = {
		{ "row-up", -1 }, { "row-down", 1 },
		{ "rows-up", -MAX(edit->height - 1, 2) }, { "rows-down", MAX(edit->height - 1, 2) },
	};

	for (size_t i = 0; command && i < G_N_ELEMENTS(moves); i++)
		if (strcmp(command, moves[i].command) == 0)
			return moves[i].by;
	return 0;
}

enum typed edit_event(struct edit *edit, struct typing *typing, const struct event *event)
{
	static const struct event newline = { EVENT_TEXT, '\n', "\n", 1 };
	const char *command = typing_command(typing, "paragraphs", event);
	int by = rows_of(edit, command);

	if (by)
		return move_rows(edit, by);
	edit->goal = -1;
	return typing_event(typing, &edit->buffer, g_strcmp0(command, "new-line") == 0 ? &newline : event);
}

int edit_rows(const struct edit *edit, int width)
{
	g_autoptr(GArray) rows = lay_out(edit, width);

	return (int)rows->len;
}

void edit_draw(struct edit *edit, struct canvas *canvas, enum paint paint, bool focused)
{
	g_autoptr(GArray) rows = NULL;
	int height = canvas->rect.height, cursor, top;

	if (height <= 0 || canvas->rect.width <= 0)
		return;
	edit->width = canvas->rect.width;
	edit->height = height;
	rows = lay_out(edit, edit->width);
	cursor = row_of(rows, edit->buffer.cursor);
	edit->top = MIN(edit->top, MAX((int)rows->len - height, 0));
	edit->top = CLAMP(edit->top, MAX(cursor - height + 1, 0), cursor);
	/* without the cursor it is there to be read, from its beginning */
	top = focused ? edit->top : 0;
	for (int y = 0; y < height; y++) {
		g_autofree char *visible = NULL;
		const struct row *row;

		draw_cell(canvas, y, 0, -1, paint, "");
		if (top + y >= (int)rows->len)
			continue;
		row = &g_array_index(rows, struct row, top + y);
		visible = text_visible(edit_text(edit) + row->start, (gssize)(row->end - row->start), TEXT_LINE);
		draw_harmless(canvas, y, 0, -1, paint, visible);
	}
	if (!focused && (int)rows->len > height)
		draw_right(canvas, height - 1, 0, canvas->rect.width, PAINT_DIM, draw_sign(canvas, SIGN_CUT));
	if (focused)
		draw_cursor(canvas, cursor - top,
			width_between(edit, g_array_index(rows, struct row, cursor).start, edit->buffer.cursor));
}
