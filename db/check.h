/* Is everything in a store as it should be? */
#ifndef DB_CHECK_H
#define DB_CHECK_H

#include "db/audit.h"

/* Everything in an open store against everything else: pages, tables, references, log, rows, raw bytes.
 * True: *verdict is filled, also when something is wrong; verdict->why says where. */
bool store_check(struct store *store, enum audit_scope scope, uint32_t *pages,
		 struct audit_verdict *verdict, GError **error);

#endif
