#include "src/app/view.h"

#include "src/base/i18n.h"
#include "src/rules/view.h"

GPtrArray *view_all(struct session *session, GError **error)
{
	const struct look ask = { .query = "views" };

	return look(session, &ask, error);
}

struct record *view_find(struct session *session, const char *name, GError **error)
{
	g_autoptr(GPtrArray) views = view_all(session, error);

	for (guint i = 0; views && i < views->len; i++)
		if (record_is(g_ptr_array_index(views, i), VIEW_NAME, name))
			return record_copy(g_ptr_array_index(views, i));
	if (views)
		err_set(error, ERR_INVALID, _("there is no view \"%s\"; `blotter look views` lists them"), name);
	return NULL;
}

bool view_is_tab(const struct record *view)
{
	return query_find(record_text(view, VIEW_NAME)) != NULL;
}
