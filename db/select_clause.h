/* The text of a SELECT while it grows, with its parameters; and the parts that all share: terms,
 * and who may see a case. */
#ifndef DB_SELECT_CLAUSE_H
#define DB_SELECT_CLAUSE_H

#include "db/select_ask.h"
#include "db/sql.h"

struct clause {
	GString *sql;
	GPtrArray *params;	/* of char *, their texts; "?1" is the first */
};
struct clause *clause_new(void);
struct clause *clause_copy(const struct clause *clause);
void clause_free(struct clause *clause);
CLEANUP_DEFINE(struct clause *, clause_free)
/* Appends SQL; never from data. */
void clause_add(struct clause *clause, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Appends "?N" for this value, the same N for the same value. */
void clause_param(struct clause *clause, const char *value);
void clause_param_int(struct clause *clause, int64_t value);
/* "(?1, ?2)", also for none. */
void clause_params(struct clause *clause, char *const *values);
struct statement *clause_prepare(const struct clause *clause, struct db *db, GError **error);

/* The column of a case's field. */
const char *case_column(size_t field);

/* " AND …" for each term on table t. */
bool clause_terms(struct clause *clause, const struct select *select, GError **error);
/* The person stands on the access list of case `alias`; an open escalation of it waits for the
 * person or one of the groups. */
void clause_listed(struct clause *clause, const char *alias, const struct visibility *visibility);
void clause_escalated(struct clause *clause, const char *alias, const struct visibility *visibility,
		    char *const *groups);
/* By which name they may be called in; "": by none. */
const char *clause_called(const struct visibility *visibility);
/* " AND …": the person may see case `alias`. _reach is the part about groups, _restricted the
 * part about the access list. */
void clause_visible_reach(struct clause *clause, const char *alias,
			  const struct visibility *visibility);
void clause_visible_restricted(struct clause *clause, const char *alias,
			     const struct visibility *visibility);
/* " AND …" for a row of object in table t: what belongs to a case is seen with it. */
void clause_visible_row(struct clause *clause, const struct object *object,
			const struct visibility *visibility);
/* False when the object belongs to cases and nobody is named who asks. */
bool clause_may_ask(const struct object *object, const struct visibility *visibility,
		    GError **error);

#endif
