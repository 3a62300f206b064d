/* A person's own preferences. */
#include "src/app/do.h"

#include "src/app/doing.h"
#include "src/base/i18n.h"
#include "src/rules/preference.h"
#include "src/rules/preferences.h"

bool do_preference_set(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "name"), *text = doing_argument(doing, "value");
	const struct setting_row *known = preference_find(name);
	const int fields[] = { PREFERENCE_USER, PREFERENCE_NAME, -1 };
	const char *const values[] = { doing_user(doing), name };
	g_autofree char *value = NULL, *problem = NULL;
	g_autoptr(GPtrArray) rows = NULL;
	const struct record *before;
	CLEANUP(record_free) struct record *after = NULL;

	if (!known)
		return err_set(error, ERR_INVALID, _("name: there is no preference \"%s\""), name);
	if (text && !setting_read(known, text, &value, &problem))
		return err_set(error, ERR_INVALID, "value: %s", problem);
	rows = tx_load_all(doing->tx, &preference_object, fields, values, error);
	if (!rows)
		return false;
	before = rows->len ? g_ptr_array_index(rows, 0) : NULL;
	after = before ? record_copy(before) : record_new(&preference_object);
	record_set(after, PREFERENCE_USER, doing_user(doing));
	record_set(after, PREFERENCE_NAME, name);
	record_set(after, PREFERENCE_VALUE, value);
	record_set_int(after, PREFERENCE_AT, doing_now(doing));
	doing->outcome->said = g_strdup(name);
	return tx_put(doing->tx, before, after, error);
}
