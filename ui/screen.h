/* Screens, their stack, and the state that is passed around: struct ui. Screens draw on a canvas and
 * run commands; they know no curses and no keys. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "src/app/session.h"
#include "ui/draw.h"
#include "ui/keymap.h"
#include "ui/message.h"
#include "ui/term.h"
#include "ui/typing.h"

struct action;
struct browse_tab;
struct command;
struct form;
struct history;
struct locked;
struct request;
struct screen;
struct ui;

enum screen_flag {
	SCREEN_DIALOG = 1 << 0,	/* drawn over the screen below, within its body */
	SCREEN_LINE = 1 << 1,	/* a prompt: the canvas is the body and the message line, which is its
				 * last row */
	SCREEN_BARE = 1 << 2,	/* only before sign-in */
	SCREEN_ALWAYS = 1 << 3,	/* before sign-in too */
};

/* One entry of the hint line; left out when it cannot be done here now. */
struct hint {
	const char *command;	/* command text as in keys.conf; NULL ends the table */
	const char *label;	/* N_() one word or two */
	const char *key;	/* that no keys.conf changes, and command is ""; NULL: as the keys are */
};

struct screen_class {
	const char *name;		/* "queue": `:queue` opens it, keys.conf section */
	const char *label;		/* N_() "Queues" */
	const char *help;		/* N_() what it is for */
	const char *title;		/* N_() in row 2, left of the clock; NULL: see head */
	unsigned flags;
	const char *sections;		/* keys.conf sections, by blanks; NULL: its name */
	const struct command *commands;	/* its own, self is the struct screen; may be NULL */
	const struct hint *hints;	/* most important first; may be NULL */
	const struct browse_tab *lists;	/* of a screen that is a browse and nothing more; ends without a label */

	/* Whoever may not look at this query may not open it. NULL: it shows nothing of the store. */
	const char *query;
	/* May this person open it: for help and completion. NULL: everybody. */
	bool (*offered)(struct ui *ui);
	/* Adds what the argument may be, whole, given what is typed of it. NULL: nothing. */
	void (*complete)(struct ui *ui, GPtrArray *found, const char *typed);
	/* argument: the rest of `:name ARGUMENT`, "" when none. false: not opened. May be NULL. */
	bool (*open)(struct ui *ui, struct screen *screen, const char *argument, GError **error);
	void (*close)(struct ui *ui, struct screen *screen);		/* frees; may be NULL */
	/* Row 2, left of the clock, where no title can say it. NULL: "Blotter · organisation" and the person. */
	void (*head)(struct ui *ui, struct screen *screen, struct canvas *canvas);
	/* Must call draw_cursor(). */
	void (*draw)(struct ui *ui, struct screen *screen, struct canvas *canvas);
	/* Keys, text and paste before the keymap sees them: for screens that are typed into. True when
	 * taken. May be NULL. */
	bool (*event)(struct ui *ui, struct screen *screen, const struct event *event);
	/* The store was changed by somebody: look again. May be NULL. */
	void (*changed)(struct ui *ui, struct screen *screen);
	/* Once a second; true: something shown has changed. May be NULL. */
	bool (*tick)(struct ui *ui, struct screen *screen);
	/* May it be closed? Asks when something typed would be lost. NULL: yes. */
	bool (*may_leave)(struct ui *ui, struct screen *screen);
	/* What actions would act on now: the row under the cursor, the case shown. NULL result: none.
	 * May be NULL. */
	const struct record *(*subject)(struct ui *ui, struct screen *screen);
	/* All marked rows (of struct record, NULL for one that has gone; the caller unrefs). NULL function
	 * or result: subject. */
	GPtrArray *(*subjects)(struct ui *ui, struct screen *screen);
	/* The command that opens it again as it stands, "form INC-2026-0041": after a lock, and for its
	 * draft. Caller frees. NULL: its name, if it is a screen of the house. */
	char *(*place)(struct ui *ui, struct screen *screen);
	/* Does it show what `:name ARGUMENT` asks for? Then it is raised, wherever it stands, and no second one is
	 * opened. NULL: no. */
	bool (*shows)(struct ui *ui, struct screen *screen, const char *argument);
	/* The form that is typed into; needs a place. May be NULL. */
	struct form *(*form)(struct ui *ui, struct screen *screen);
	/* What goes into its draft beside what is typed into the form, and how it is taken up again. May be NULL. */
	void (*typed)(struct ui *ui, struct screen *screen, struct request *typed);
	void (*retyped)(struct ui *ui, struct screen *screen, const struct request *typed);
};

/* A thing inside a screen with commands of its own (list, pager, form). */
#define SCREEN_PARTS 5
struct part { const struct command *commands; void *self; };

struct screen {
	const struct screen_class *class;
	void *state;			/* of the class */
	struct part parts[SCREEN_PARTS];	/* the first that has a command runs it */
	int result;			/* modal screens: what they leave behind */
	bool closed;			/* ends loop_modal() */
	guint kept;			/* sum of what its draft holds; 0: it has none */
	struct screen *below;
};

/* Commands that are no screen's own, and the section of keys.conf that binds them. */
struct command_part { const char *section, *title; const struct command *commands; };

/* The tables a program is built from. */
struct house {
	const struct screen_class *const *classes;	/* ends with NULL */
	const struct command *commands;			/* generic ones; self is the struct ui */
	const struct command_part *parts;		/* of all parts and generic; ends with NULL */
	/* Does an action on the top screen's subjects: form, confirmation, act(), messages. arguments:
	 * "to=forensics reason=skill" as typed after its name, "" when none. */
	void (*perform)(struct ui *ui, const struct action *action, const char *arguments);
	/* A screen was opened, or is about to close: drafts. */
	void (*opened)(struct ui *ui, struct screen *screen);
	void (*closing)(struct ui *ui, struct screen *screen);
	/* The program is about to end by itself: keeps what is typed. */
	void (*keep)(struct ui *ui);
	/* Once a second while signed in. */
	void (*watch)(struct ui *ui);
	/* What ui->locking asks for. */
	void (*lock)(struct ui *ui);
	/* Something was changed: perhaps what the person prefers. */
	void (*prefer)(struct ui *ui);
};

struct ui {
	struct term *term;
	struct keymap *keymap;
	char *scheme;			/* the keys they prefer; NULL: not asked yet */
	bool quiet, utc_only;		/* … and what moves, and how times are shown */
	const char *keys_file;		/* the person's own; NULL: none */
	char *theme;			/* the theme they prefer; NULL: not asked yet */
	const char *themes_dir;		/* where their own are; NULL: nowhere */
	int chord;			/* the first key of one that is begun; PRESS_NONE: none is */
	struct messages *messages;
	const struct house *house;
	struct screen *top;
	struct history *commands;	/* of the `:` line */
	struct history *searches;
	struct history *filters;
	struct typing typing;		/* take it by ui_typing() */

	const struct session_host *host;
	const char *store;		/* directory */
	const char *user;		/* asked for on the command line; NULL: the login screen asks */
	struct banner banner;		/* what may be known before sign-in */
	struct session *session;	/* NULL before sign-in */

	struct locked *locked;		/* the session while it waits for its password; NULL else */
	bool locking;			/* the loops end as for leaving, and the screens lock */
	bool resuming;			/* screens are opened again: their drafts are not offered */
	bool warned;			/* … that the session ends soon */
	int64_t typed_at, kept_at;	/* ms since boot: the last key, the last look for drafts */
	enum session_why why_left;

	bool leaving;			/* every loop ends; modal screens count as cancelled */
	bool dirty;			/* draw before the next wait */
	bool acted;			/* while screens look again: the change is their own */
	char *made;			/* the case that :quick made last, or that took in alerts; NULL: none */
	char *why;			/* said on stderr after the terminal is given back */
	int64_t drawn_minute;		/* the clock shown */
	int64_t drawn_at;		/* monotonic us of the last frame */
};

const struct screen_class *screen_find(const struct ui *ui, const char *name);
/* Opens the screen of this name on top. argument NULL is "". False: told in the message line. */
bool screen_open(struct ui *ui, const char *name, const char *argument);
/* The same in place of the top screen (after sign-in). */
bool screen_replace(struct ui *ui, const char *name, const char *argument);
/* Puts a screen with ready state on top: for dialogs and prompts. class->open is not called. */
struct screen *screen_push(struct ui *ui, const struct screen_class *class, void *state);
/* Gives it commands of a part. */
void screen_part(struct screen *screen, const struct command *commands, void *self);
/* One step back: asks may_leave; the lowest screen stays. True when it was closed. */
bool screen_back(struct ui *ui);
/* Closes without asking, the top one or (until it is the lowest) all above it too. */
void screen_close(struct ui *ui, struct screen *screen);
/* Only this one: what was put above it meanwhile stays. */
void screen_take_out(struct ui *ui, struct screen *screen);
/* Leaves the program: asks every screen that has something unsaved. */
bool screen_leave(struct ui *ui);
/* The one on top, not counting prompts: whose commands are run. NULL: none is open. */
struct screen *screen_working(const struct ui *ui);
const char *screen_sections(const struct screen *screen);
/* The record actions act on: of the top screen, or of the one a dialog lies on. */
const struct record *screen_subject(struct ui *ui);
/* Those that are marked there, as far as they are shown; one that has gone is NULL. NULL: none is marked. Caller
 * unrefs. */
GPtrArray *screen_subjects(struct ui *ui);

/* Something was changed, by us or others: every screen looks again. Call it after act(). */
void screen_look_again(struct ui *ui);
/* The same after an act of one's own: nobody is told that somebody changed something. */
void screen_acted(struct ui *ui);

/* As the person prefers: UTC, and the local zone beside it if that is another. Caller frees. */
char *ui_time(const struct ui *ui, int64_t ms);
int64_t ui_now(const struct ui *ui);
int64_t ui_uptime(const struct ui *ui);		/* ms since boot: setting the clock locks nothing */
const char *ui_marking(const struct ui *ui);
/* For whatever is typed into. */
struct typing *ui_typing(struct ui *ui);
/* Message line and log. Text may be hostile. */
void ui_say(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* The same, and `:messages` does not keep it. */
void ui_hint(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ui_warn(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Its sentence; frees *error. */
void ui_say_error(struct ui *ui, GError **error);
void ui_redraw(struct ui *ui);		/* draw before the next wait */

#endif
