#include "ui/typing.h"

#include "src/base/err.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

#include <string.h>

#define CUTS_KEPT 20

void typing_forget(struct typing *typing)
{
	g_clear_pointer(&typing->cuts, g_ptr_array_unref);
	typing->by = typing->last = NULL;
}

/* --- cutting and putting back --- */

/* The next event may go on with it, if nothing else moves the cursor or changes the text until then. */
static void go_on(struct typing *typing, const struct buffer *buffer, bool cutting)
{
	typing->by = buffer;
	typing->changes = buffer->changes;
	typing->cursor = buffer->cursor;
	typing->cutting = cutting;
}

static const struct buffer *gone_on(const struct typing *typing, const struct buffer *buffer)
{
	return typing->by == buffer && typing->changes == buffer->changes && typing->cursor == buffer->cursor ?
		buffer : NULL;
}

static void keep(struct typing *typing, char *text)
{
	if (!typing->cuts)
		typing->cuts = g_ptr_array_new_with_free_func(secret_text_free);
	g_ptr_array_add(typing->cuts, text);
	if (typing->cuts->len > CUTS_KEPT)
		g_ptr_array_remove_index(typing->cuts, 0);
}

/* What is cut by keys pressed one after the other comes back as one. */
static void cut(struct typing *typing, struct buffer *buffer, size_t from, size_t to)
{
	char *text = g_strndup(buffer->text->str + from, to - from), *whole;
	bool before = to == buffer->cursor;

	if (from == to) {
		g_free(text);
		return;
	}
	if (typing->last == buffer && typing->cutting && typing->cuts && typing->cuts->len) {
		char *last = g_ptr_array_steal_index(typing->cuts, typing->cuts->len - 1);

		whole = before ? g_strconcat(text, last, NULL) : g_strconcat(last, text, NULL);
		secret_text_free(last);
		secret_text_free(text);
		text = whole;
	}
	keep(typing, text);
	buffer_splice(buffer, from, to, "", 0, JOINS_NOTHING);
	go_on(typing, buffer, true);
}

static void cut_word_left(struct typing *typing, struct buffer *buffer)
{
	cut(typing, buffer, buffer_word_start(buffer, buffer->cursor), buffer->cursor);
}

static void cut_word_right(struct typing *typing, struct buffer *buffer)
{
	cut(typing, buffer, buffer->cursor, buffer_word_end(buffer, buffer->cursor));
}

static void cut_to_start(struct typing *typing, struct buffer *buffer)
{
	cut(typing, buffer, buffer_line_start(buffer, buffer->cursor), buffer->cursor);
}

/* At the end of a line the line end itself. */
static void cut_to_end(struct typing *typing, struct buffer *buffer)
{
	size_t end = buffer_line_end(buffer, buffer->cursor);

	cut(typing, buffer, buffer->cursor, end > buffer->cursor ? end : buffer_next(buffer, end));
}

static void put(struct typing *typing, struct buffer *buffer, size_t from, guint which)
{
	const char *text = typing->cuts->pdata[which];
	CLEANUP(secret_text_free) char *flat = g_strdup(text);

	/* it may have been cut from a text of many lines */
	if (!buffer->lines)
		g_strdelimit(flat, "\n", ' ');
	if (!buffer_splice(buffer, from, buffer->cursor, flat, strlen(flat), JOINS_NOTHING)) {
		typing->notice = N_("that would be too long: a text has at most 256 KiB");
		return;
	}
	go_on(typing, buffer, false);
	typing->put = which;
	typing->put_at = from;
}

static void put_back(struct typing *typing, struct buffer *buffer)
{
	if (typing->cuts && typing->cuts->len)
		put(typing, buffer, buffer->cursor, typing->cuts->len - 1);
}

static void put_older(struct typing *typing, struct buffer *buffer)
{
	guint len = typing->cuts ? typing->cuts->len : 0;

	if (typing->last != buffer || typing->cutting || !len || typing->put >= len ||
	    typing->put_at > buffer->cursor)
		return;
	put(typing, buffer, typing->put_at, (typing->put + len - 1) % len);
}

/* --- moving and deleting --- */

static void left(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer_previous(buffer, buffer->cursor));
}

static void right(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer_next(buffer, buffer->cursor));
}

static void word_left(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer_word_start(buffer, buffer->cursor));
}

static void word_right(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer_word_end(buffer, buffer->cursor));
}

static void line_start(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer_line_start(buffer, buffer->cursor));
}

static void line_end(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer_line_end(buffer, buffer->cursor));
}

static void text_start(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, 0);
}

static void text_end(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_move(buffer, buffer->text->len);
}

static void erase_left(struct typing *typing, struct buffer *buffer)
{
	(void)typing;
	buffer_splice(buffer, buffer_previous(buffer, buffer->cursor), buffer->cursor, "", 0, JOINS_ERASING);
}

static void erase_right(struct typing *typing, struct buffer *buffer)
{
	size_t cursor = buffer->cursor;

	(void)typing;
	buffer_splice(buffer, cursor, buffer_next(buffer, cursor), "", 0, JOINS_ERASING);
}

/* At the end the two before the cursor, as in a shell. */
static void swap_letters(struct typing *typing, struct buffer *buffer)
{
	const char *text = buffer->text->str;
	size_t middle = buffer->cursor, first, last;
	g_autofree char *swapped = NULL;

	(void)typing;
	if (middle == buffer_line_end(buffer, middle) && middle > 0)
		middle = buffer_previous(buffer, middle);
	first = buffer_previous(buffer, middle);
	last = buffer_next(buffer, middle);
	if (first == middle || last == middle || text[first] == '\n' || text[middle] == '\n')
		return;
	swapped = g_strdup_printf("%.*s%.*s", (int)(last - middle), text + middle, (int)(middle - first),
				  text + first);
	buffer_splice(buffer, first, last, swapped, last - first, JOINS_NOTHING);
}

static void undo(struct typing *typing, struct buffer *buffer)
{
	if (!buffer_undo(buffer))
		typing->notice = N_("there is nothing more to undo here");
}

static void redo(struct typing *typing, struct buffer *buffer)
{
	if (!buffer_redo(buffer))
		typing->notice = N_("there is nothing to redo here");
}

const struct typing_row typing_rows[] = {
	{ "char-left", N_("One character left."), left },
	{ "char-right", N_("One character right."), right },
	{ "word-left", N_("One word left."), word_left },
	{ "word-right", N_("One word right."), word_right },
	{ "line-start", N_("To the start of the line."), line_start },
	{ "line-end", N_("To the end of the line."), line_end },
	{ "text-start", N_("To the start of the text."), text_start },
	{ "text-end", N_("To the end of the text."), text_end },
	{ "erase-left", N_("Delete the character before."), erase_left },
	{ "erase-right", N_("Delete the character under the cursor."), erase_right },
	{ "cut-word-left", N_("Cut the word before."), cut_word_left },
	{ "cut-word-right", N_("Cut the word after."), cut_word_right },
	{ "cut-line-start", N_("Cut to the start of the line."), cut_to_start },
	{ "cut-line-end", N_("Cut to the end of the line."), cut_to_end },
	{ "put-back", N_("Put back what was cut, in any field."), put_back },
	{ "put-older", N_("Right after that: what was cut before it instead."), put_older },
	{ "swap-letters", N_("Swap the two characters around the cursor."), swap_letters },
	{ "undo-typing", N_("Undo, a word at a time."), undo },
	{ "redo-typing", N_("Redo."), redo },
	{ "row-up", N_("In a long text: one row up."), NULL },
	{ "row-down", N_("In a long text: one row down."), NULL },
	{ "rows-up", N_("In a long text: a page up."), NULL },
	{ "rows-down", N_("In a long text: a page down."), NULL },
	{ "new-line", N_("In a long text: a new line."), NULL },
	{ "history-older", N_("On a prompt: what was typed before."), NULL },
	{ "history-newer", N_("On a prompt: what was typed after that."), NULL },
	{ NULL },
};

/* --- events --- */

static const struct typing_row *find_row(const char *name)
{
	for (const struct typing_row *row = typing_rows; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

const char *typing_command(const struct typing *typing, const char *sections, const struct event *event)
{
	const char *command = event->kind == EVENT_KEY ?
		keymap_find(typing->keymap, sections, PRESS_NONE, event->key) : NULL;

	return command && find_row(command) ? command : NULL;
}

static enum typed insert(struct typing *typing, struct buffer *buffer, const char *text, size_t len,
			 enum joins joins)
{
	if (buffer_splice(buffer, buffer->cursor, buffer->cursor, text, len, joins))
		return TYPED_CHANGED;
	typing->notice = N_("that would be too long: a text has at most 256 KiB");
	return TYPED_MOVED;
}

/* One undo step for each word, the blank before it included. */
static enum typed type(struct typing *typing, struct buffer *buffer, const struct event *event)
{
	if (g_unichar_isspace(g_utf8_get_char(event->text)))
		buffer->joins = JOINS_NOTHING;
	return insert(typing, buffer, event->text, event->len, JOINS_TYPING);
}

static enum typed paste(struct typing *typing, struct buffer *buffer, const struct event *event)
{
	char *text = g_strndup(event->text, event->len);
	size_t len = event->len;
	enum typed typed;

	/* a line is often copied with its end */
	while (!buffer->lines && len > 0 && text[len - 1] == '\n')
		text[--len] = '\0';
	if (!buffer->lines && memchr(text, '\n', len))
		typing->notice = N_("this field has one line: the line ends of the pasted text became blanks");
	g_strdelimit(text, buffer->lines ? "\t" : "\t\n", ' ');
	typed = insert(typing, buffer, text, len, JOINS_NOTHING);
	secret_wipe(text, event->len);
	g_free(text);
	return typed;
}

enum typed typing_event(struct typing *typing, struct buffer *buffer, const struct event *event)
{
	const char *command;
	const struct typing_row *row;
	guint changes = buffer->changes;

	typing->last = gone_on(typing, buffer);
	typing->by = NULL;
	if (event->kind == EVENT_TEXT)
		return type(typing, buffer, event);
	if (event->kind == EVENT_PASTE)
		return paste(typing, buffer, event);
	command = typing_command(typing, TYPING_SECTIONS, event);
	row = command ? find_row(command) : NULL;
	if (!row || !row->run)
		return TYPED_NOTHING;
	row->run(typing, buffer);
	return changes == buffer->changes ? TYPED_MOVED : TYPED_CHANGED;
}
