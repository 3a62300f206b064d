/* What keys do in a text that is typed: commands, bound to keys in the section `typing` of keys.conf and
 * in `paragraphs` and `history` where there are such. */
#ifndef UI_TYPING_H
#define UI_TYPING_H

#include "ui/buffer.h"
#include "ui/keymap.h"

/* What all fields of a program share. */
struct typing {
	const struct keymap *keymap;	/* not owned */
	GPtrArray *cuts;		/* what was cut, the newest last; NULL: nothing yet */
	const char *notice;		/* N_() what the person must be told of the last event; NULL: nothing */
	const void *by, *last;		/* the buffer that cut or put back at this event, and at the one before */
	guint changes;			/* … and how that was left */
	size_t cursor;
	bool cutting;			/* … it cut: the next cut belongs to it */
	guint put;			/* … or it put this one of the cuts back, … */
	size_t put_at;			/* … here */
};

void typing_forget(struct typing *typing);	/* wipes what was cut */

enum typed {
	TYPED_NOTHING,	/* the event is not ours */
	TYPED_MOVED,	/* taken; text as before */
	TYPED_CHANGED,	/* taken; text changed */
};

/* The command a key is bound to in these sections, by blanks; NULL: none of them. */
const char *typing_command(const struct typing *typing, const char *sections, const struct event *event);
enum typed typing_event(struct typing *typing, struct buffer *buffer, const struct event *event);

/* All commands, for help; those without a function are run by who has lines or a history. Ends with
 * a NULL name. */
struct typing_row {
	const char *name;
	const char *help;	/* N_() */
	void (*run)(struct typing *typing, struct buffer *buffer);
};
extern const struct typing_row typing_rows[];
/* Whatever is typed into has them. */
#define TYPING_SECTIONS "typing"

#endif
