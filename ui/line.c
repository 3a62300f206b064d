#include "ui/line.h"

#include "src/base/secret.h"
#include "src/base/text.h"

#include <string.h>

#define HISTORY_KEPT 200

struct history { GPtrArray *texts; };

struct line_edit {
	struct buffer buffer;
	size_t start;			/* first byte shown … */
	int width;			/* … in so many cells */
	const struct history *history;
	guint place;			/* in the history; its length: the text being typed */
	char *typed;			/* … which is kept here meanwhile */
};

struct history *history_new(void)
{
	struct history *history = g_new0(struct history, 1);

	history->texts = g_ptr_array_new_with_free_func(g_free);
	return history;
}

void history_free(struct history *history)
{
	if (!history)
		return;
	g_ptr_array_unref(history->texts);
	g_free(history);
}

void history_add(struct history *history, const char *text)
{
	guint place;

	if (!text[strspn(text, " ")])
		return;
	if (g_ptr_array_find_with_equal_func(history->texts, text, g_str_equal, &place))
		g_ptr_array_remove_index(history->texts, place);
	g_ptr_array_add(history->texts, g_strdup(text));
	if (history->texts->len > HISTORY_KEPT)
		g_ptr_array_remove_index(history->texts, 0);
}

struct line_edit *line_edit_new(const char *text)
{
	struct line_edit *line = g_new0(struct line_edit, 1);

	buffer_init(&line->buffer, text, false);
	return line;
}

void line_edit_free(struct line_edit *line)
{
	if (!line)
		return;
	buffer_clear(&line->buffer);
	secret_text_free(line->typed);
	g_free(line);
}

void line_edit_use_history(struct line_edit *line, const struct history *history)
{
	line->history = history;
	line->place = history ? history->texts->len : 0;
}

const char *line_edit_text(const struct line_edit *line)
{
	return line->buffer.text->str;
}

void line_edit_set(struct line_edit *line, const char *text)
{
	buffer_set(&line->buffer, text);
}

size_t line_edit_cursor(const struct line_edit *line)
{
	return line->buffer.cursor;
}

static size_t word_end(const struct line_edit *line)
{
	return line->buffer.cursor + strcspn(line_edit_text(line) + line->buffer.cursor, " ");
}

char *line_edit_head(const struct line_edit *line)
{
	return g_strndup(line_edit_text(line), word_end(line));
}

void line_edit_set_head(struct line_edit *line, const char *text)
{
	buffer_splice(&line->buffer, 0, word_end(line), text, strlen(text), JOINS_NOTHING);
}

void line_edit_complete(struct line_edit *line, size_t from, const char *text)
{
	buffer_splice(&line->buffer, from, line->buffer.cursor, text, strlen(text), JOINS_NOTHING);
}

static enum typed walk_history(struct line_edit *line, bool older)
{
	const GPtrArray *texts = line->history->texts;

	if (older ? line->place == 0 : line->place == texts->len)
		return TYPED_MOVED;
	if (line->place == texts->len) {
		secret_text_free(line->typed);
		line->typed = g_strdup(line_edit_text(line));
	}
	line->place = older ? line->place - 1 : line->place + 1;
	line_edit_set(line, line->place == texts->len ? line->typed : texts->pdata[line->place]);
	return TYPED_CHANGED;
}

enum typed line_edit_event(struct line_edit *line, struct typing *typing, const struct event *event)
{
	const char *command = line->history ? typing_command(typing, "history", event) : NULL;

	if (g_strcmp0(command, "history-older") == 0)
		return walk_history(line, true);
	if (g_strcmp0(command, "history-newer") == 0)
		return walk_history(line, false);
	return typing_event(typing, &line->buffer, event);
}

static int width_between(const struct line_edit *line, size_t from, size_t to)
{
	g_autofree char *visible = text_visible(line_edit_text(line) + from, (gssize)(to - from), TEXT_LINE);

	return text_width(visible);
}

void line_edit_point(struct line_edit *line, int cells)
{
	size_t at = 0;

	while (line_edit_text(line)[at] && width_between(line, 0, at) < cells)
		at = buffer_next(&line->buffer, at);
	buffer_move(&line->buffer, at);
}

/* The sign for what is cut off stands in a cell of its own. */
int line_edit_hidden(const struct line_edit *line)
{
	return line->start ? width_between(line, 0, line->start) - 1 : 0;
}

/* Moves the first byte shown so that the cursor is within width cells, with some text around. */
static void scroll(struct line_edit *line, int width)
{
	const struct buffer *buffer = &line->buffer;
	size_t at = buffer->cursor;
	int used = 0;

	/* in a wider window there is room for what stands before */
	if (width != line->width)
		line->start = 0;
	line->width = width;
	if (line->start <= at && line->start <= buffer->text->len &&
		width_between(line, line->start, at) + (line->start > 0) < width)
		return;
	while (at > 0) {
		size_t before = buffer_previous(buffer, at);

		used += width_between(line, before, at);
		if (used > width * 2 / 3)
			break;
		at = before;
	}
	line->start = at;
}

void line_edit_draw(struct line_edit *line, struct canvas *canvas, int y, int x, int width, enum paint paint,
	       bool focused)
{
	g_autofree char *visible = NULL;
	int used = 0;

	if (width < 0 || width > canvas->rect.width - x)
		width = canvas->rect.width - x;
	if (width <= 0)
		return;
	if (!focused) {
		/* to be read, from its beginning */
		draw_cell(canvas, y, x, width, paint, line_edit_text(line));
		return;
	}
	scroll(line, width);
	draw_cell(canvas, y, x, width, paint, "");
	if (line->start > 0)
		used = draw_text(canvas, y, x, 1, paint, draw_sign(canvas, SIGN_CUT));
	visible = text_visible(line_edit_text(line) + line->start, -1, TEXT_LINE);
	draw_harmless(canvas, y, x + used, width - used, paint, visible);
	draw_cursor(canvas, y, x + used + width_between(line, line->start, line->buffer.cursor));
}
