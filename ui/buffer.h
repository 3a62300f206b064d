/* Typed text with a cursor, and every change of it for undo: what the line editor and the editor share. */
#ifndef UI_BUFFER_H
#define UI_BUFFER_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* What a change joins: it belongs to the undo step before when that is of the same kind and beside it. */
enum joins { JOINS_NOTHING, JOINS_TYPING, JOINS_ERASING };

struct buffer {
	GString *text;
	size_t cursor;		/* bytes; between grapheme clusters */
	bool lines;		/* newlines may stand in it */
	enum joins joins;	/* of the last change; nothing after a move */
	GPtrArray *undo, *redo;	/* of struct step */
	size_t kept;		/* bytes in undo */
	guint changes;		/* so far, undone ones too */
};

void buffer_init(struct buffer *buffer, const char *text, bool lines);
void buffer_clear(struct buffer *buffer);	/* wipes */

/* The one way text changes: bytes [from, to) become text. Cursor behind it. False: too long. */
bool buffer_splice(struct buffer *buffer, size_t from, size_t to, const char *text, size_t len,
		   enum joins joins);
/* Can be undone; cursor at the end. */
void buffer_set(struct buffer *buffer, const char *text);
void buffer_move(struct buffer *buffer, size_t to);
/* False: there is nothing to undo or redo. */
bool buffer_undo(struct buffer *buffer);
bool buffer_redo(struct buffer *buffer);

/* Places from here: the cluster, word and line before and after. */
size_t buffer_previous(const struct buffer *buffer, size_t at);
size_t buffer_next(const struct buffer *buffer, size_t at);
size_t buffer_word_start(const struct buffer *buffer, size_t at);
size_t buffer_word_end(const struct buffer *buffer, size_t at);
size_t buffer_line_start(const struct buffer *buffer, size_t at);
size_t buffer_line_end(const struct buffer *buffer, size_t at);

#endif
