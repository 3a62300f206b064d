/* The access list of a restricted case: rows that are switched on and off, never deleted. */
#ifndef APP_ACCESS_H
#define APP_ACCESS_H

#include "db/tx.h"

/* Puts user on the list of the case, or takes them off. Nothing happens when it is so already. */
bool access_put(struct tx *tx, const char *case_id, const char *user, const char *by, bool active,
		GError **error);
/* Everybody who is on it: GPtrArray of struct record of access_object. */
GPtrArray *access_list(struct tx *tx, const char *case_id, GError **error);

#endif
