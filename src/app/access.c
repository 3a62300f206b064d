#include "src/app/access.h"

#include "src/rules/access.h"

bool access_put(struct tx *tx, const char *case_id, const char *user, const char *by, bool active,
		GError **error)
{
	const int fields[] = { ACCESS_CASE, ACCESS_USER, -1 };
	const char *const values[] = { case_id, user };
	g_autoptr(GPtrArray) rows = tx_load_all(tx, &access_object, fields, values, error);
	const struct record *before = rows && rows->len ? g_ptr_array_index(rows, 0) : NULL;
	CLEANUP(record_free) struct record *after = before ? record_copy(before) : record_new(&access_object);

	if (!rows)
		return false;
	if ((before && record_int(before, ACCESS_ACTIVE)) == active)
		return true;
	record_set(after, ACCESS_CASE, case_id);
	record_set(after, ACCESS_USER, user);
	record_set(after, ACCESS_ACTIVE, active ? "1" : "0");
	record_set(after, ACCESS_BY, by);
	record_set_int(after, ACCESS_AT, tx_time(tx));
	return tx_put(tx, before, after, error);
}

GPtrArray *access_list(struct tx *tx, const char *case_id, GError **error)
{
	const int fields[] = { ACCESS_CASE, ACCESS_ACTIVE, -1 };
	const char *const values[] = { case_id, "1" };

	return tx_load_all(tx, &access_object, fields, values, error);
}
