/* Keys: their codes and names, and the decoder from a terminal's bytes to events. No curses. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A key is a Unicode code point or one of these, with modifiers or-ed on. Ctrl goes with the
 * lower-case letter: '^S' is PRESS_CTRL | 's'. Shift is told only for the named keys. */
enum press {
	PRESS_NONE = 0,
	PRESS_ENTER = 0x110000, PRESS_ESC, PRESS_TAB, PRESS_BACKSPACE, PRESS_DELETE, PRESS_INSERT,
	PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END, PRESS_PAGE_UP,
	PRESS_PAGE_DOWN,
	PRESS_F1, PRESS_F2, PRESS_F3, PRESS_F4, PRESS_F5, PRESS_F6, PRESS_F7, PRESS_F8, PRESS_F9,
	PRESS_F10, PRESS_F11, PRESS_F12,
	PRESS_CLICK, PRESS_WHEEL_UP, PRESS_WHEEL_DOWN,	/* of a mouse */
	PRESS_PASTE,	/* no key: what a paste is bound to where nothing is typed into */
	PRESS_CTRL = 1 << 24, PRESS_META = 1 << 25, PRESS_SHIFT = 1 << 26,
};

enum event_kind {
	EVENT_NONE,	/* nothing came in time */
	EVENT_KEY,	/* a named key, or one with Ctrl or Meta */
	EVENT_TEXT,	/* one typed character */
	EVENT_MOUSE,	/* only when it was asked for: term_mouse() */
	EVENT_PASTE,	/* a bracketed paste, whole; never acts as keys */
	EVENT_RESIZE,
	EVENT_TICK,	/* about a second has passed */
	EVENT_HANGUP,	/* the terminal is gone, or SIGTERM: leave at once, ask nothing */
};

struct event {
	enum event_kind kind;
	int key;		/* KEY, TEXT and MOUSE */
	const char *text;	/* TEXT and PASTE: valid UTF-8, no NUL inside; until the next event */
	size_t len;
	int y, x;		/* MOUSE: the cell, from 0 */
};

/* "j", "^S", "M-f", "S-Tab", "Enter", "Esc", "Space", "F2", "PgDn", "C-Left". PRESS_NONE when it
 * is no key. */
int key_parse(const char *name);
/* The name key_parse() reads. Caller frees. */
char *key_label(int key);

/* Bytes in, events out. What passed through is wiped: it may be a password. */
struct decoder;
struct decoder *decoder_new(void);
void decoder_wipe(struct decoder *decoder);	/* forgets what came in; NULL is allowed */
void decoder_free(struct decoder *decoder);	/* NULL is allowed */
/* Takes at most as many bytes as there is room for; returns how many. */
size_t decoder_feed(struct decoder *decoder, const char *bytes, size_t len);
/* False: no whole event is there (yet). */
bool decoder_next(struct decoder *decoder, struct event *event);
/* An escape came that may be the key or the start of a sequence: wait a little, then call
 * decoder_expire(), and what is there is the key. */
bool decoder_waits(const struct decoder *decoder);
void decoder_expire(struct decoder *decoder);

#endif
