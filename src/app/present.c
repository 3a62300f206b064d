#include "src/app/present.h"

#include <inttypes.h>

#include "db/keys.h"
#include "db/presence.h"
#include "db/select.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/session.h"

static int64_t place_of(struct session *session, int64_t row, const char *case_id, enum present_as as)
{
	g_autofree char *what = g_strdup_printf("%" PRId64 "/%s/%d", row, case_id, as);

	return keys_place(store_keys(session->store), what);
}

void present_begin(struct session *session, const char *case_id, enum present_as as)
{
	if (session->presence >= 0)
		presence_mark(session->presence, place_of(session, session->row, case_id, as));
}

void present_end(struct session *session, const char *case_id, enum present_as as)
{
	if (session->presence >= 0)
		presence_unmark(session->presence, place_of(session, session->row, case_id, as));
}

GPtrArray *present_sessions(struct session *session)
{
	const struct term open = { SESSION_STATE, OP_IS, "open" };
	struct select ask = { .object = &session_object, .terms = &open, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = session->presence >= 0 ? select_rows(session->store, &ask, NULL) : NULL;
	GPtrArray *others = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (guint i = 0; rows && i < rows->len; i++)
		if (((struct record *)rows->pdata[i])->pk != session->row)
			g_ptr_array_add(others, record_copy(rows->pdata[i]));
	return others;
}

static bool is_there(struct session *session, const struct record *other, const char *case_id, enum present_as as)
{
	return presence_marked(session->presence, place_of(session, other->pk, case_id, as));
}

char *present_others(struct session *session, const GPtrArray *sessions, const char *case_id)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; session->presence >= 0 && i < sessions->len; i++) {
		const struct record *other = sessions->pdata[i];
		bool edits = is_there(session, other, case_id, PRESENT_EDITS);

		if (!edits && !is_there(session, other, case_id, PRESENT_READS))
			continue;
		if (text->len)
			g_string_append(text, ", ");
		g_string_append_printf(text, edits ? _("%s (editing)") : "%s", record_text(other, SESSION_USER));
	}
	return text->len ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}
