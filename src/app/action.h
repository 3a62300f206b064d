/* What can be done: one row each. Screens, `blotter do`, ingest and help all read this table. */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include "src/app/session.h"
#include "src/rules/second.h"

enum target { TARGET_NONE, TARGET_CASE, TARGET_ALERT, TARGET_USER, TARGET_GROUP,
	      TARGET_SESSION };

enum action_flag {
	TAKES_CASE_FIELDS = 1 << 0,	/* takes the fields of a case as arguments too */
	ASKS_FIRST = 1 << 1,	/* the screens ask before doing it */
	ASKS_OF_OWNER = 1 << 4,	/* … when somebody owns the case */
	ON_ONESELF = 1 << 2,	/* needs no target: acts on the person themselves */
	PROVE_AGAIN = 1 << 5,	/* wants the password again, unless it was given just now: proof.h */
	WHEN_HELD = 1 << 6,	/* may be done before a second factor that a role asks for is set up */
	INTERNAL = 1 << 3,	/* not offered to people (expiry, login …) */
};

struct doing;	/* one act under way: doing.h */

/* When an action on a case makes sense at all: what hints and menus go by. */
enum fits {
	FITS_OPEN,		/* not closed */
	FITS_ALWAYS,
	FITS_WORKED,		/* open, and not waiting for approval of its closure */
	FITS_UNOFFERED,		/* … and offered to nobody */
	FITS_NOT_MINE,		/* worked, and somebody else's, or nobody's */
	FITS_OWNED,		/* worked, and somebody's */
	FITS_PENDING,		/* waiting for that approval */
	FITS_OFFERED,		/* offered to another group */
	FITS_ESCALATED,		/* this person is called in, or a group of theirs, and has not answered */
	FITS_CLOSED,
};

struct action {
	const char *name;		/* "case-transfer" */
	const char *label;		/* N_() "Transfer to another group" */
	const char *help;		/* N_() */
	enum target target;
	enum permission permission;
	unsigned flags;			/* enum action_flag */
	enum fits fits;
	const struct field *arguments;	/* drawn as a form, checked as fields; may be NULL */
	size_t arguments_len;
	/* Does it want a second person? Then what it is about, as the log names it ("user"), and the
	 * argument that names which; NULL: the target. */
	enum second_when second;
	const char *about, *named;
	/* N_() what the screens say when it is done: %s is the target, a second %s the argument told_of,
	 * or without one what the act said.
	 * NULL: what the act itself said. */
	const char *told, *told_of;
	const char *told_new;	/* N_() the same of a case that was new; NULL: told */
	/* On several things at once: what the first one said is this argument of the others, unless it was
	 * given. NULL: each stands alone. */
	const char *joins;
	/* What will happen then, for the dialog: who stays accountable, how long, which clocks. NULL:
	 * nothing to say. Caller frees. */
	char *(*foretell)(struct session *session, const struct record *record);
	/* What can be seen to be wrong before a password is asked for; apply decides. NULL: nothing more than
	 * the arguments. */
	bool (*check)(struct doing *doing, GError **error);
	/* What takes long, before the transaction. NULL: nothing does. */
	bool (*prepare)(struct doing *doing, GError **error);
	/* Loads, checks, changes, inside the transaction. */
	bool (*apply)(struct doing *doing, GError **error);
};

extern const struct action actions[];		/* ends with a NULL name */
const struct action *action_find(const char *name);
/* Something else must be done first: a new password, a second factor. */
bool action_held(const struct session *session, const struct action *action);
/* May this person do it to this case (or anything, record NULL) as things stand: for hints, menus,
 * help. Not the door: act() decides. */
bool action_offered(struct session *session, const struct action *action, const struct record *record);

#endif
