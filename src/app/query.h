/* What can be looked at: one row each. Tabs, `blotter look`, reports and help read this table. */
#ifndef APP_QUERY_H
#define APP_QUERY_H

#include "src/app/session.h"

enum query_source {
	FROM_OBJECT,	/* rows of the store */
	FROM_AUDIT,	/* entries of the log */
	FROM_PREFERENCES,	/* every preference, with the value that holds for who asks */
	FROM_FACTORS,	/* users, with a second factor or without */
	FROM_TIMELINE,	/* a case's part of the log, one row a change */
	FROM_SETTINGS,	/* every setting, with the value that holds */
	FROM_VIEWS,	/* views that are the person's or shared, as they stand */
	FROM_TEMPLATES,	/* what new cases may begin with: of the store, and shipped */
	FROM_REPORTS,	/* reports to the DoD, of cases, with what became of them */
	FROM_CONFLICTS,	/* roles one person should not hold together, as held */
};
enum query_need { NEEDS_NOTHING, NEEDS_CASE, TAKES_CASE };	/* look NAME [CASE] */

struct query {
	const char *name;		/* "queue" */
	const char *label;		/* N_() tab title: "my groups" */
	const char *help;		/* N_() */
	const struct object *object;
	enum query_source source;
	enum query_need need;
	enum permission permission;
	const char *columns;		/* field names for a list, most important first, by blanks */
	int scope;			/* enum scope of db/select.h */
	int order;			/* enum order of db/select.h */
	const char *where;		/* "open=1 owner=@me": terms by blanks; see query.c */
};
extern const struct query queries[];		/* ends with a NULL name */
const struct query *query_find(const char *name);
/* Does the first word after its name say which case? One that compares is of the filter, where a case need not
 * be named. */
bool query_names_case(const struct query *query, const char *word);

/* One question to look(). */
struct look {
	const char *query;
	const char *case_id;		/* NULL: none; any accepted form */
	const char *filter;		/* words: "severity=SEV1 owner=bea text"; NULL: none */
	const char *columns;		/* fields to read, names by blanks, the key besides; NULL: all */
	int64_t pk;			/* this row of the store only; 0: any */
	int limit;			/* 0: all */
	const struct record *after;	/* keyset page */
	bool backwards;
};

/* Entries of the audit log as records of this object: seq time actor signer action object result
 * reason changes roles origin case. */
extern const struct object audit_object;
/* How what an entry tells of ended. */
extern const struct choice audit_results[];
/* user full_name state factor since */
extern const struct object user_factor_object;
/* entry time actor action object field old new reason result case */
extern const struct object timeline_object;
/* user role other why reason by at single_person held */
extern const struct object conflict_object;
/* case result due filed discovered title state group owner reportable late_minutes */
extern const struct object report_object;

#endif
