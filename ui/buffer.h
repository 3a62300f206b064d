/* Typed text and the keys that work on it: what the line editor and the editor share. */
#ifndef UI_BUFFER_H
#define UI_BUFFER_H

#include "ui/keys.h"

struct buffer {
	GString *text;
	size_t cursor;		/* bytes; at the start of a character with its marks */
	bool lines;		/* newlines may stand in it */
	bool typing;		/* the last change was typing: the next joins its undo step */
	GPtrArray *undo, *redo;
	char *killed;		/* what ^Y brings back */
};

enum typed {
	TYPED_NOTHING,	/* the event is not ours */
	TYPED_MOVED,	/* taken; text as before */
	TYPED_CHANGED,	/* taken; text changed */
};

void buffer_init(struct buffer *buffer, const char *text, bool lines);
void buffer_clear(struct buffer *buffer);	/* wipes */
/* Can be undone; cursor at the end. */
void buffer_set(struct buffer *buffer, const char *text);
void buffer_replace(struct buffer *buffer, size_t from, size_t to, const char *text);
/* Bytes of the character before or after, its combining marks included. */
size_t buffer_previous(const struct buffer *buffer, size_t at);
size_t buffer_next(const struct buffer *buffer, size_t at);
enum typed buffer_event(struct buffer *buffer, const struct event *event);

/* The keys, for help. Ends with PRESS_NONE. */
struct typing_key {
	int key;
	const char *help;	/* N_() */
	void (*run)(struct buffer *buffer);
};
extern const struct typing_key typing_keys[];

#endif
