/* A SELECT over cases taken apart: branches that share no row, each one range of an index that
 * already stands in the wanted order. The visible groups lead every index: through the sort index
 * alone, somebody who sees little waited for seconds. */
#ifndef DB_SELECT_BRANCH_H
#define DB_SELECT_BRANCH_H

#include "db/select_clause.h"

struct branch {
	struct clause *clause;	/* "FROM … WHERE …", terms and visibility included */
	bool sorted;		/* false: few rows, sorted after they were found */
};

/* GPtrArray of struct branch; NULL with error. */
GPtrArray *branches_of(const struct select *select, GError **error);
/* The rows are ordered by sev_rank, due_rank, pk. */
bool branches_by_rank(const struct select *select);

#endif
