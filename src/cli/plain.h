/* The line mode: what the screens do, by questions and lines. For screen readers and terminals that can do
 * nothing else. Queries, actions and preferences are those of the tables. */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "src/app/action.h"
#include "src/app/query.h"
#include "src/cli/signin.h"

struct plain {
	struct session *session;
	char *case_id;			/* opened last: what actions on a case are about; NULL: none */
	const struct query *query;	/* listed last; NULL: none */
	char *query_case, *filter;
	GPtrArray *rows;		/* the page shown; NULL: none */
	int64_t before;			/* rows shown before it */
	GPtrArray *lines;		/* of a text that is long: those not shown yet; NULL: none */
	GError *ended;			/* why nothing more is asked; NULL: go on */
};

/* The next line without blanks at its ends, after this prompt. NULL: the input, the session or the patience
 * for somebody who is gone has ended. Caller frees. */
char *plain_ask(struct plain *plain, const char *prompt);

/* What a word names: a bare number is a row of the list shown last, and its case if one is wanted. NULL: there
 * is none, and that was told. Caller frees. */
char *plain_named(const struct plain *plain, const char *word, bool of_case);

/* What waits, and the word that shows each. */
void plain_home(struct plain *plain);
/* The list a word stands for: "approvals", or one that begins so, "approve". False: none. */
bool plain_waiting(struct plain *plain, const char *word, const char *rest);
/* There is nothing of this name: what comes near it. */
void plain_unknown(const struct plain *plain, const char *word);

/* "mine severity=SEV1", "notes 26-0041": the first rows, numbered; the next ones; all of a row or a case. */
void plain_list(struct plain *plain, const struct query *query, const char *rest);
void plain_more(struct plain *plain);
void plain_open(struct plain *plain, const char *name);
/* Who agrees to an act, where it wants two: asked for as it turns out so. */
struct plain_second { struct second second; struct plain *plain; };	/* second first: second_code() gets this */
void plain_second_begin(struct plain_second *asked, struct plain *plain);

/* "note-add 26-0041 text=…": asks for what is not given. */
void plain_act(struct plain *plain, const struct action *action, const char *rest);

#endif
