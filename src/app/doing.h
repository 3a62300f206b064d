/* One act under way: what the apply functions of the action table work on. */
#ifndef APP_DOING_H
#define APP_DOING_H

#include "db/tx.h"
#include "src/app/action.h"
#include "src/app/request.h"
#include "src/rules/case_fields.h"

struct doing {
	struct session *session;
	const struct action *action;
	const struct request *request;
	struct outcome *outcome;
	struct problems *problems;	/* of the arguments and fields, gathered before a refusal */
	char **arguments;		/* stored form, by action->arguments */
	struct record *asked;		/* TAKES_CASE_FIELDS: the case's fields as asked for … */
	bool *given;			/* … and which were given at all */

	struct tx *tx;
	char *key;			/* audit object: "case:INC-2026-0041"; NULL: none yet */
	struct record *before;		/* the target as this transaction read it; NULL: none */
	struct record *after;		/* a copy the apply function changes and doing_put_case writes */
	struct standing standing;	/* of the case, for permit() */
	char *roles;
	char *agreed;			/* "with abe": the second person; NULL: alone */
	char *agreed_to;		/* … to which lowering; NULL: to the whole act */
	uint64_t two;			/* what was found to need two: a bit for each permission */

	char *one_time;			/* passphrase made by prepare_one_time(), … */
	struct stretched *password;	/* … and what the KDF made of it */
};

/* Argument in the stored form by name; NULL: not given. Aborts on a name the row does not have. */
const char *doing_argument(const struct doing *doing, const char *name);
bool doing_argument_is(const struct doing *doing, const char *name, const char *value);
const char *doing_user(const struct doing *doing);
int64_t doing_now(const struct doing *doing);

/* Refusals; each returns false. denied is written to the log by act(). */
bool doing_denied(struct doing *doing, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* What was gathered in doing->problems, as one ERR_INVALID. True when there is none. */
bool doing_check(struct doing *doing, GError **error);

/* May the person do this to the case in hand? LEVEL_SECOND: yes, and it is noted that two must. */
bool doing_permit(struct doing *doing, enum permission permission, GError **error);

/* The password was given just now: else false, and outcome->unproved. */
bool doing_prove(struct doing *doing, GError **error);

/* Loads a case the person may see as the target: before, after, key, standing. Otherwise ERR_INVALID
 * "no such case", whether it exists or not. */
bool doing_load_case(struct doing *doing, const char *text, GError **error);
/* Writes after: revision, last change, derived clocks. */
bool doing_put_case(struct doing *doing, GError **error);
/* "INC-2026-0041" of the case in hand. */
const char *doing_case_id(const struct doing *doing);
/* A note of that case, by who acts, not written yet. Free with record_free. */
struct record *doing_note(const struct doing *doing, const char *text);

/* One row by a field, as the transaction sees it, or before it as the store has it. *record NULL: none. */
bool doing_find(struct doing *doing, const struct object *object, int field, const char *value,
		struct record **record, GError **error);
/* The user and group named exist (and the user is active). Adds a problem otherwise. */
bool doing_check_user(struct doing *doing, const char *argument, const char *name, GError **error);
/* The user exists and could work doing->after as its owner, being in its group. */
bool doing_check_owner(struct doing *doing, const char *argument, const char *name, GError **error);
bool doing_check_group(struct doing *doing, const char *argument, const char *name, GError **error);

#endif
