/* Conflicts of roles that somebody accepted. */
#include "db/select.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/rules/accepted_conflict.h"

bool conflict_accepted(struct store *store, const char *user, const struct conflict *conflict,
		       struct record **row, GError **error)
{
	struct term terms[] = {
		{ ACCEPTED_USER, OP_IS, user },
		{ ACCEPTED_ROLE, OP_IS, roles[conflict->a].name },
		{ ACCEPTED_OTHER, OP_IS, roles[conflict->b].name },
	};
	struct select ask = { .object = &accepted_object, .terms = terms, .terms_len = G_N_ELEMENTS(terms),
			      .order = ORDER_NEWEST, .limit = 1 };
	g_autoptr(GPtrArray) rows = select_rows(store, &ask, error);

	*row = rows && rows->len ? record_copy(rows->pdata[0]) : NULL;
	return rows != NULL;
}
