/* What waits for a person: each kind of work is a query, narrowed, as they could type it. */
#ifndef APP_WAITING_H
#define APP_WAITING_H

#include "src/app/query.h"

struct waiting {
	const char *name;	/* `go NAME` opens it on home; a word of the line mode */
	bool pressing;		/* needs somebody now; else it is a queue */
	const char *label;	/* N_(); NULL: the query's */
	const char *screen;	/* what Enter opens, with the filter */
	const char *query;	/* NULL: nothing to count, an offer to a new person */
	const char *columns;	/* of the most pressing row, the most important first */
	const char *filter;	/* %s stands for the time of the last sign-in; NULL: none */
	enum permission needs;	/* besides what the query needs */
	bool rare;		/* not shown while there is none */
	int most;		/* rows in a large window; 0: the first alone */
};

extern const struct waiting waitings[];	/* ends with a NULL name */

const struct waiting *waiting_find(const char *name);
const char *waiting_label(const struct waiting *waiting);
/* May this person look at it at all; of those with a query. */
bool waiting_offered(struct session *session, const struct waiting *waiting);
/* Caller frees; NULL: none. */
char *waiting_filter(const struct session *session, const struct waiting *waiting);
/* How many; -1: it cannot be counted. */
int64_t waiting_count(struct session *session, const char *query, const char *filter);

#endif
