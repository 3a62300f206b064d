#include "ui/buffer.h"

#include "src/base/i18n.h"
#include "src/base/secret.h"

#include <string.h>

#define LONGEST (256 * 1024)	/* bytes; more is not taken */
#define UNDO_STEPS 200

struct step { char *text; size_t cursor; };

static void wipe_text(char *text)
{
	if (text)
		secret_wipe(text, strlen(text));
	g_free(text);
}

static void step_free(void *data)
{
	struct step *step = data;

	wipe_text(step->text);
	g_free(step);
}

void buffer_init(struct buffer *buffer, const char *text, bool lines)
{
	*buffer = (struct buffer){ .text = g_string_new(text ? text : ""), .lines = lines };
	buffer->cursor = buffer->text->len;
	buffer->undo = g_ptr_array_new_with_free_func(step_free);
	buffer->redo = g_ptr_array_new_with_free_func(step_free);
}

void buffer_clear(struct buffer *buffer)
{
	secret_wipe(buffer->text->str, buffer->text->len);
	g_string_free(buffer->text, TRUE);
	g_ptr_array_unref(buffer->undo);
	g_ptr_array_unref(buffer->redo);
	wipe_text(buffer->killed);
	*buffer = (struct buffer){ 0 };
}

static void remember(struct buffer *buffer, GPtrArray *where)
{
	struct step *step = g_new0(struct step, 1);

	step->text = g_strdup(buffer->text->str);
	step->cursor = buffer->cursor;
	g_ptr_array_add(where, step);
	if (where->len > UNDO_STEPS)
		g_ptr_array_remove_index(where, 0);
}

/* Before a change. */
static void change(struct buffer *buffer)
{
	remember(buffer, buffer->undo);
	g_ptr_array_set_size(buffer->redo, 0);
	buffer->typing = false;
}

static void restore(struct buffer *buffer, GPtrArray *from, GPtrArray *to)
{
	struct step *step;

	if (!from->len)
		return;
	remember(buffer, to);
	step = from->pdata[from->len - 1];
	g_string_assign(buffer->text, step->text);
	buffer->cursor = step->cursor;
	buffer->typing = false;
	g_ptr_array_remove_index(from, from->len - 1);
}

static void insert(struct buffer *buffer, const char *text, size_t len)
{
	if (buffer->text->len + len > LONGEST)
		return;
	g_string_insert_len(buffer->text, (gssize)buffer->cursor, text, (gssize)len);
	buffer->cursor += len;
}

static void erase(struct buffer *buffer, size_t from, size_t to)
{
	if (from == to)
		return;
	change(buffer);
	g_string_erase(buffer->text, (gssize)from, (gssize)(to - from));
	buffer->cursor = from;
}

void buffer_set(struct buffer *buffer, const char *text)
{
	if (!strcmp(buffer->text->str, text))
		return;
	change(buffer);
	g_string_assign(buffer->text, text);
	buffer->cursor = buffer->text->len;
}

void buffer_replace(struct buffer *buffer, size_t from, size_t to, const char *text)
{
	change(buffer);
	g_string_erase(buffer->text, (gssize)from, (gssize)(to - from));
	buffer->cursor = from;
	insert(buffer, text, strlen(text));
}

static bool is_mark(const struct buffer *buffer, size_t at)
{
	return at < buffer->text->len && g_unichar_ismark(g_utf8_get_char(buffer->text->str + at));
}

size_t buffer_previous(const struct buffer *buffer, size_t at)
{
	const char *text = buffer->text->str;

	while (at > 0) {
		at = (size_t)(g_utf8_prev_char(text + at) - text);
		if (!is_mark(buffer, at))
			break;
	}
	return at;
}

size_t buffer_next(const struct buffer *buffer, size_t at)
{
	if (at >= buffer->text->len)
		return buffer->text->len;
	do {
		at += (size_t)g_utf8_skip[(guchar)buffer->text->str[at]];
	} while (is_mark(buffer, at));
	return MIN(at, buffer->text->len);
}

static bool in_word(const struct buffer *buffer, size_t at)
{
	gunichar code = g_utf8_get_char(buffer->text->str + at);

	return g_unichar_isalnum(code) || g_unichar_ismark(code) || code == '_';
}

static size_t word_left(const struct buffer *buffer)
{
	size_t at = buffer->cursor;

	while (at > 0 && !in_word(buffer, buffer_previous(buffer, at)))
		at = buffer_previous(buffer, at);
	while (at > 0 && in_word(buffer, buffer_previous(buffer, at)))
		at = buffer_previous(buffer, at);
	return at;
}

static size_t word_right(const struct buffer *buffer)
{
	size_t at = buffer->cursor, len = buffer->text->len;

	while (at < len && !in_word(buffer, at))
		at = buffer_next(buffer, at);
	while (at < len && in_word(buffer, at))
		at = buffer_next(buffer, at);
	return at;
}

static size_t line_start(const struct buffer *buffer)
{
	size_t at = buffer->cursor;

	while (at > 0 && buffer->text->str[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct buffer *buffer)
{
	return buffer->cursor + strcspn(buffer->text->str + buffer->cursor, "\n");
}

static void cut(struct buffer *buffer, size_t from, size_t to)
{
	if (from == to)
		return;
	wipe_text(buffer->killed);
	buffer->killed = g_strndup(buffer->text->str + from, to - from);
	erase(buffer, from, to);
}

static void go_left(struct buffer *buffer)
{
	buffer->cursor = buffer_previous(buffer, buffer->cursor);
}

static void go_right(struct buffer *buffer)
{
	buffer->cursor = buffer_next(buffer, buffer->cursor);
}

static void go_word_left(struct buffer *buffer)
{
	buffer->cursor = word_left(buffer);
}

static void go_word_right(struct buffer *buffer)
{
	buffer->cursor = word_right(buffer);
}

static void go_start(struct buffer *buffer)
{
	buffer->cursor = line_start(buffer);
}

static void go_end(struct buffer *buffer)
{
	buffer->cursor = line_end(buffer);
}

static void delete_left(struct buffer *buffer)
{
	erase(buffer, buffer_previous(buffer, buffer->cursor), buffer->cursor);
}

static void delete_right(struct buffer *buffer)
{
	erase(buffer, buffer->cursor, buffer_next(buffer, buffer->cursor));
}

static void kill_word_left(struct buffer *buffer)
{
	cut(buffer, word_left(buffer), buffer->cursor);
}

static void kill_word_right(struct buffer *buffer)
{
	cut(buffer, buffer->cursor, word_right(buffer));
}

static void kill_to_start(struct buffer *buffer)
{
	cut(buffer, line_start(buffer), buffer->cursor);
}

static void kill_to_end(struct buffer *buffer)
{
	size_t end = line_end(buffer);

	if (end == buffer->cursor)
		end = buffer_next(buffer, end);
	cut(buffer, buffer->cursor, end);
}

static void yank(struct buffer *buffer)
{
	if (!buffer->killed)
		return;
	change(buffer);
	insert(buffer, buffer->killed, strlen(buffer->killed));
}

static void undo(struct buffer *buffer)
{
	restore(buffer, buffer->undo, buffer->redo);
}

static void redo(struct buffer *buffer)
{
	restore(buffer, buffer->redo, buffer->undo);
}

const struct typing_key typing_keys[] = {
	{ PRESS_LEFT, N_("one character left"), go_left },
	{ PRESS_CTRL | 'b', N_("one character left"), go_left },
	{ PRESS_RIGHT, N_("one character right"), go_right },
	{ PRESS_CTRL | 'f', N_("one character right"), go_right },
	{ PRESS_CTRL | PRESS_LEFT, N_("one word left"), go_word_left },
	{ PRESS_META | 'b', N_("one word left"), go_word_left },
	{ PRESS_CTRL | PRESS_RIGHT, N_("one word right"), go_word_right },
	{ PRESS_META | 'f', N_("one word right"), go_word_right },
	{ PRESS_HOME, N_("to the start of the line"), go_start },
	{ PRESS_CTRL | 'a', N_("to the start of the line"), go_start },
	{ PRESS_END, N_("to the end of the line"), go_end },
	{ PRESS_CTRL | 'e', N_("to the end of the line"), go_end },
	{ PRESS_BACKSPACE, N_("delete the character before"), delete_left },
	{ PRESS_DELETE, N_("delete the character under the cursor"), delete_right },
	{ PRESS_CTRL | 'd', N_("delete the character under the cursor"), delete_right },
	{ PRESS_CTRL | 'w', N_("cut the word before"), kill_word_left },
	{ PRESS_META | PRESS_BACKSPACE, N_("cut the word before"), kill_word_left },
	{ PRESS_META | 'd', N_("cut the word after"), kill_word_right },
	{ PRESS_CTRL | 'u', N_("cut to the start of the line"), kill_to_start },
	{ PRESS_CTRL | 'k', N_("cut to the end of the line"), kill_to_end },
	{ PRESS_CTRL | 'y', N_("put back what was cut"), yank },
	{ PRESS_CTRL | '_', N_("undo"), undo },
	{ PRESS_CTRL | 'z', N_("undo"), undo },
	{ PRESS_META | '_', N_("redo"), redo },
	{ PRESS_NONE, NULL, NULL }
};

static enum typed type(struct buffer *buffer, const struct event *event)
{
	/* one undo step for each word */
	if (!buffer->typing || *event->text == ' ') {
		change(buffer);
		buffer->typing = true;
	}
	insert(buffer, event->text, event->len);
	return TYPED_CHANGED;
}

static enum typed paste(struct buffer *buffer, const struct event *event)
{
	g_autofree char *text = g_strndup(event->text, event->len);

	g_strdelimit(text, buffer->lines ? "\t" : "\t\n", ' ');
	change(buffer);
	insert(buffer, text, strlen(text));
	secret_wipe(text, event->len);
	return TYPED_CHANGED;
}

enum typed buffer_event(struct buffer *buffer, const struct event *event)
{
	size_t steps = buffer->undo->len, undone = buffer->redo->len;

	if (event->kind == EVENT_TEXT)
		return type(buffer, event);
	if (event->kind == EVENT_PASTE)
		return paste(buffer, event);
	if (event->kind != EVENT_KEY)
		return TYPED_NOTHING;
	for (const struct typing_key *row = typing_keys; row->key != PRESS_NONE; row++) {
		if (row->key != event->key)
			continue;
		buffer->typing = false;
		row->run(buffer);
		return steps == buffer->undo->len && undone == buffer->redo->len ? TYPED_MOVED : TYPED_CHANGED;
	}
	return TYPED_NOTHING;
}
