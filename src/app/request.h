/* What is asked of act(), and what came of it. */
#ifndef APP_REQUEST_H
#define APP_REQUEST_H

#include "src/rules/problem.h"
#include "src/rules/record.h"

enum set_kind { SET_TO, SET_ADD, SET_REMOVE };		/* name=, name+=, name-= */
/* Of "name", "name+" or "name-", so many bytes: what is asked; without the sign afterwards. */
enum set_kind set_kind_of(const char *name, size_t *len);
struct set { char *name; enum set_kind kind; char *value; };

GArray *sets_new(void);		/* of struct set; g_array_unref */
void sets_add(GArray *sets, const char *name, enum set_kind kind, const char *value);
/* The first of this name; NULL: none. */
const struct set *sets_find(const GArray *sets, const char *name);

struct consent;

/* What is asked. Values are as typed: the field rows read them. */
struct request {
	char *action;
	char *target;			/* "INC-2026-0041", "26-0041", "41", alert id, user; NULL */
	GArray *sets;			/* of struct set */
	int64_t revision;		/* -1: the current row; else a stale one is a conflict */
	const struct record *base;	/* what the form showed at first: a change of other fields by
					 * somebody else stands beside ours. NULL: none */
	const struct consent *consent;	/* the second person, or how to ask for them; NULL: nobody */
};
void request_init(struct request *request, const char *action, const char *target);
void request_set(struct request *request, const char *name, const char *value);
void request_change(struct request *request, const char *name, enum set_kind kind, const char *value);
void request_wipe(struct request *request);	/* the texts, before request_clear */
void request_clear(struct request *request);

/* One field that two people changed. */
struct clash { const struct field *field; char *mine, *theirs; };	/* as shown to people */

/* What an outcome's secret is. */
enum secret_kind { SECRET_PASSPHRASE, SECRET_TOTP, SECRET_CODES };

struct outcome {
	char *said;			/* result for the person: "INC-2026-0041", …; may be NULL */
	char *secret;			/* show once, wipe; NULL: none */
	enum secret_kind kind;
	char *warning;			/* done, but: anchor not written …; NULL */
	bool unproved;			/* with ERR_DENIED: the password is wanted again, proof.h */
	struct problems *problems;	/* with ERR_INVALID: every field; NULL else */
	GPtrArray *clashes;		/* with ERR_CONFLICT: struct clash; NULL else */
};
/* After what else was warned of. sentence NULL: nothing. */
void outcome_warn(struct outcome *outcome, const char *sentence);
void outcome_clear(struct outcome *outcome);

#endif
