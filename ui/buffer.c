#include "ui/buffer.h"

#include "src/base/secret.h"
#include "src/base/text.h"

#include <string.h>

#define LONGEST (256 * 1024)	/* bytes; more is not taken */
#define KEPT (4 * LONGEST)	/* bytes of old text; the oldest steps go first, the last one stays */

/* At a place, one text was there before and another after. */
struct step { size_t at, cursor; GString *before, *after; };

static void wipe(GString *text)
{
	secret_wipe(text->str, text->len);
	g_string_free(text, TRUE);
}

static void step_free(void *data)
{
	struct step *step = data;

	wipe(step->before);
	wipe(step->after);
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
	wipe(buffer->text);
	g_ptr_array_unref(buffer->undo);
	g_ptr_array_unref(buffer->redo);
	*buffer = (struct buffer){ 0 };
}

/* --- undo --- */

static struct step *last_step(const GPtrArray *steps)
{
	return steps->len ? steps->pdata[steps->len - 1] : NULL;
}

static size_t step_size(const struct step *step)
{
	return step->before->len + step->after->len;
}

static void forget_oldest(struct buffer *buffer)
{
	while (buffer->kept > KEPT && buffer->undo->len > 1) {
		buffer->kept -= step_size(buffer->undo->pdata[0]);
		g_ptr_array_remove_index(buffer->undo, 0);
	}
}

/* Letters typed one after the other, or deleted one after the other, are one step. */
static bool join(struct buffer *buffer, size_t from, size_t to, const char *text, size_t len,
		 enum joins joins)
{
	struct step *step = last_step(buffer->undo);

	if (!step || joins == JOINS_NOTHING || joins != buffer->joins)
		return false;
	if (joins == JOINS_TYPING && from == to && from == step->at + step->after->len)
		g_string_append_len(step->after, text, (gssize)len);
	else if (joins == JOINS_ERASING && to == step->at)
		g_string_prepend_len(step->before, buffer->text->str + from, (gssize)(to - from));
	else if (joins == JOINS_ERASING && from == step->at)
		g_string_append_len(step->before, buffer->text->str + from, (gssize)(to - from));
	else
		return false;
	if (joins == JOINS_ERASING)
		step->at = from;
	return true;
}

static void remember(struct buffer *buffer, size_t from, size_t to, const char *text, size_t len,
		     enum joins joins)
{
	buffer->kept += to - from + len;
	g_ptr_array_set_size(buffer->redo, 0);
	if (!join(buffer, from, to, text, len, joins)) {
		struct step *step = g_new0(struct step, 1);

		step->at = from;
		step->cursor = buffer->cursor;
		step->before = g_string_new_len(buffer->text->str + from, (gssize)(to - from));
		step->after = g_string_new_len(text, (gssize)len);
		g_ptr_array_add(buffer->undo, step);
	}
	buffer->joins = joins;
	forget_oldest(buffer);
}

static void put(struct buffer *buffer, size_t from, size_t to, const char *text, size_t len)
{
	g_string_erase(buffer->text, (gssize)from, (gssize)(to - from));
	g_string_insert_len(buffer->text, (gssize)from, text, (gssize)len);
	buffer->cursor = from + len;
	buffer->changes++;
}

bool buffer_undo(struct buffer *buffer)
{
	struct step *step = last_step(buffer->undo);

	buffer->joins = JOINS_NOTHING;
	if (!step)
		return false;
	put(buffer, step->at, step->at + step->after->len, step->before->str, step->before->len);
	buffer->cursor = step->cursor;
	buffer->kept -= step_size(step);
	g_ptr_array_add(buffer->redo, g_ptr_array_steal_index(buffer->undo, buffer->undo->len - 1));
	return true;
}

bool buffer_redo(struct buffer *buffer)
{
	struct step *step = last_step(buffer->redo);

	buffer->joins = JOINS_NOTHING;
	if (!step)
		return false;
	put(buffer, step->at, step->at + step->before->len, step->after->str, step->after->len);
	buffer->kept += step_size(step);
	g_ptr_array_add(buffer->undo, g_ptr_array_steal_index(buffer->redo, buffer->redo->len - 1));
	return true;
}

/* --- changing --- */

bool buffer_splice(struct buffer *buffer, size_t from, size_t to, const char *text, size_t len,
		   enum joins joins)
{
	if (from == to && !len)
		return true;
	if (buffer->text->len - (to - from) + len > LONGEST)
		return false;
	remember(buffer, from, to, text, len, joins);
	put(buffer, from, to, text, len);
	return true;
}

void buffer_set(struct buffer *buffer, const char *text)
{
	if (strcmp(buffer->text->str, text) == 0)
		return;
	remember(buffer, 0, buffer->text->len, text, strlen(text), JOINS_NOTHING);
	put(buffer, 0, buffer->text->len, text, strlen(text));
}

void buffer_move(struct buffer *buffer, size_t to)
{
	buffer->cursor = to;
	buffer->joins = JOINS_NOTHING;
}

/* --- places --- */

size_t buffer_previous(const struct buffer *buffer, size_t at)
{
	return text_previous(buffer->text->str, at);
}

size_t buffer_next(const struct buffer *buffer, size_t at)
{
	return text_next(buffer->text->str, at);
}

static bool in_word(const struct buffer *buffer, size_t at)
{
	gunichar code = g_utf8_get_char(buffer->text->str + at);

	return g_unichar_isalnum(code) || g_unichar_ismark(code) || code == '_';
}

size_t buffer_word_start(const struct buffer *buffer, size_t at)
{
	while (at > 0 && !in_word(buffer, buffer_previous(buffer, at)))
		at = buffer_previous(buffer, at);
	while (at > 0 && in_word(buffer, buffer_previous(buffer, at)))
		at = buffer_previous(buffer, at);
	return at;
}

size_t buffer_word_end(const struct buffer *buffer, size_t at)
{
	size_t len = buffer->text->len;

	while (at < len && !in_word(buffer, at))
		at = buffer_next(buffer, at);
	while (at < len && in_word(buffer, at))
		at = buffer_next(buffer, at);
	return at;
}

size_t buffer_line_start(const struct buffer *buffer, size_t at)
{
	while (at > 0 && buffer->text->str[at - 1] != '\n')
		at--;
	return at;
}

size_t buffer_line_end(const struct buffer *buffer, size_t at)
{
	return at + strcspn(buffer->text->str + at, "\n");
}
