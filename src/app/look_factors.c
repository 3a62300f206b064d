/* Who has a second factor (SP 800-171 3.5.3): a row for each user, so that those without are seen. */
#include "db/select.h"
#include "src/app/look_made.h"
#include "src/app/query.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/second_factor.h"
#include "src/rules/user.h"

enum { ROW_USER, ROW_FULL_NAME, ROW_STATE, ROW_FACTOR, ROW_SINCE };

static const struct field fields[] = {
	[ROW_USER] = { "user", .type = FIELD_USER, .label = N_("User"), .help = N_("Whose account it is."),
		.flags = FIELD_KEY },
	[ROW_FULL_NAME] = { "full_name", .type = FIELD_TEXT, .label = N_("Full name"), .help = N_("Their name.") },
	[ROW_STATE] = { "state", .type = FIELD_CHOICE, .label = N_("State"), .help = N_("active or disabled."),
		.choices = user_states },
	[ROW_FACTOR] = { "factor", .type = FIELD_BOOL, .label = N_("Second factor"),
		.help = N_("Are they asked for a code after the password?"), .source = "SP 800-171 3.5.3" },
	[ROW_SINCE] = { "since", .type = FIELD_TIME, .label = N_("Since"),
		.help = N_("When it was set up; empty: they have none.") },
};
const struct object user_factor_object = { "user_factor", NULL, fields, G_N_ELEMENTS(fields) };

static struct record *row_of(struct session *session, const struct record *user, GError **error)
{
	CLEANUP(record_free) struct record *factor = NULL;
	struct record *row;

	if (!select_one(session->store, &factor_object, NULL, FACTOR_USER, record_text(user, USER_NAME), &factor,
			error))
		return NULL;
	row = record_new(&user_factor_object);
	row->pk = user->pk;
	record_set(row, ROW_USER, record_get(user, USER_NAME));
	record_set(row, ROW_FULL_NAME, record_get(user, USER_FULL_NAME));
	record_set(row, ROW_STATE, record_get(user, USER_STATE));
	record_set(row, ROW_FACTOR, factor_is_active(factor) ? "1" : "0");
	if (factor_is_active(factor))
		record_set(row, ROW_SINCE, record_get(factor, FACTOR_AT));
	return row;
}

GPtrArray *made_factors(struct session *session, const struct filter *terms, GError **error)
{
	struct select ask = { .object = &user_object, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) users = select_rows(session->store, &ask, error);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (guint i = 0; users && i < users->len; i++) {
		struct record *row = row_of(session, users->pdata[i], error);

		if (!row)
			return NULL;
		if (filter_matches(terms, row))
			g_ptr_array_add(rows, row);
		else
			record_free(row);
	}
	return users ? g_steal_pointer(&rows) : NULL;
}
