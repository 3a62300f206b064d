/* A SELECT over cases taken apart: branches that share no row, each one range of an index that
 * already stands in the wanted order. The visible groups lead every index: through the sort index
 * alone, somebody who sees little waited for seconds. */
#ifndef DB_SELECT_BRANCH_H
#define DB_SELECT_BRANCH_H

#include "db/select_clause.h"

/* GPtrArray of struct clause, "FROM … WHERE …" with terms and visibility; NULL with error. */
GPtrArray *branches_of(const struct select *select, GError **error);
/* The fields that the rows are ordered by, before their pk: how many. */
#define RANKS 2
size_t branch_ranks(const struct select *select, size_t fields[RANKS]);

#endif
