#include "db/audit.h"
#include "db/select.h"
#include "src/app/look_made.h"
#include "src/app/query.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/app/template.h"
#include "src/base/i18n.h"
#include "src/rules/accepted_conflict.h"
#include "src/rules/case_fields.h"
#include "src/rules/preference.h"
#include "src/rules/preferences.h"
#include "src/rules/setting.h"
#include "src/rules/settings.h"
#include "src/rules/user.h"
#include "src/rules/view.h"

#define SLICE 500	/* entries a read */

static struct record *audit_record(const struct audit_entry *entry)
{
	struct record *record = record_new(&audit_object);
	const char *const texts[] = { entry->actor, entry->signer, entry->action, entry->object, entry->result,
				      entry->reason, entry->changes, entry->roles, entry->origin,
				      entry->case_id };

	record->pk = entry->seq;
	record_set_int(record, 0, entry->seq);
	record_set_int(record, 1, entry->time);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		record_set(record, i + 2, texts[i]);
	return record;
}

/* One's own entries tell of no case that one does not see: not any more, or not in this role. */
static bool may_tell(struct session *session, const struct audit_entry *entry)
{
	CLEANUP(record_free) struct record *seen = NULL;

	if (permit_anywhere(session->person, PERM_CASE_VIEW) == LEVEL_NO)
		return !entry->case_id && !g_str_has_prefix(entry->object, "alert:");
	return !entry->case_id ||
	       (select_one(session->store, &case_object, session->visibility, CASE_ID, entry->case_id,
			   &seen, NULL) && seen);
}

/* What an asking for the log goes through: slice by slice, until the page is full. */
struct reading {
	struct session *session;
	const struct filter *terms;
	bool own;
	int limit;		/* 0: all */
};

static bool is_full(const struct reading *reading, const GPtrArray *rows)
{
	return reading->limit && rows->len >= (guint)reading->limit;
}

static void take(const struct reading *reading, const GPtrArray *entries, GPtrArray *rows)
{
	for (guint i = 0; i < entries->len && !is_full(reading, rows); i++) {
		const struct audit_entry *entry = g_ptr_array_index(entries, i);
		struct record *record = audit_record(entry);

		if (filter_matches(reading->terms, record) && (!reading->own || may_tell(reading->session, entry)))
			g_ptr_array_add(rows, record);
		else
			record_free(record);
	}
}

static void turn(GPtrArray *rows)
{
	for (guint i = 0, n = rows->len; i < n / 2; i++) {
		gpointer row = rows->pdata[i];

		rows->pdata[i] = rows->pdata[n - 1 - i];
		rows->pdata[n - 1 - i] = row;
	}
}

/* Most entries read are shown, or few are: then the slices grow. */
static bool read_on(const struct reading *reading, struct audit_filter *filter, GPtrArray *rows, GError **error)
{
	bool forward = filter->after >= 0, more = true;

	filter->limit = reading->limit ? reading->limit : SLICE;
	while (more && !is_full(reading, rows)) {
		g_autoptr(GPtrArray) entries = audit_read(reading->session->store, filter, error);
		int64_t last;

		if (!entries)
			return false;
		take(reading, entries, rows);
		more = entries->len == (guint)filter->limit;
		last = more ? ((const struct audit_entry *)entries->pdata[entries->len - 1])->seq : 0;
		*(forward ? &filter->after : &filter->before) = last;
		filter->limit = MIN(2 * filter->limit, MAX(SLICE, reading->limit));
	}
	return true;
}

GPtrArray *made_audit(struct session *session, const struct look *ask, const char *case_id,
		      const struct filter *terms, GError **error)
{
	const struct reading reading = {
		session, terms, !case_id && permit_anywhere(session->person, PERM_AUDIT_READ) == LEVEL_NO,
		ask->limit,
	};
	g_autofree char *object = case_id ? g_strdup_printf("case:%s", case_id) : NULL;
	bool forward = ask->after && ask->backwards;	/* newer ones than the first row shown */
	struct audit_filter filter = {
		.object = object, .actor = reading.own ? session_user(session) : NULL,
		.after = forward ? ask->after->pk : -1, .before = ask->after && !forward ? ask->after->pk : 0,
	};
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	if (!read_on(&reading, &filter, rows, error))
		return NULL;
	if (forward)
		turn(rows);
	return g_steal_pointer(&rows);
}

static void keep(GPtrArray *rows, struct record *record, const struct filter *terms)
{
	if (filter_matches(terms, record))
		g_ptr_array_add(rows, record);
	else
		record_free(record);
}

GPtrArray *made_settings(struct session *session, const struct filter *terms)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (size_t i = 0; i < settings_len; i++) {
		CLEANUP(record_free) struct record *row = NULL;

		const char *name = settings[i].field.name;

		if (!select_one(session->store, &setting_object, NULL, SETTING_NAME, name, &row, NULL) || !row) {
			row = record_new(&setting_object);
			record_set(row, SETTING_NAME, name);
		}
		if (!record_has(row, SETTING_VALUE))
			record_set(row, SETTING_VALUE, settings[i].field.initial);
		/* lists tell rows apart by it, and not every one is a row of the store */
		row->pk = (int64_t)i + 1;
		keep(rows, g_steal_pointer(&row), terms);
	}
	return rows;
}

static struct record *preference_of(const GPtrArray *rows, const char *user, const struct field *field)
{
	struct record *row = NULL;

	for (guint i = 0; i < rows->len && !row; i++)
		if (record_is(g_ptr_array_index(rows, i), PREFERENCE_NAME, field->name))
			row = record_copy(g_ptr_array_index(rows, i));
	if (!row) {
		row = record_new(&preference_object);
		record_set(row, PREFERENCE_USER, user);
		record_set(row, PREFERENCE_NAME, field->name);
	}
	if (!record_has(row, PREFERENCE_VALUE))
		record_set(row, PREFERENCE_VALUE, field->initial);
	return row;
}

GPtrArray *made_preferences(struct session *session, const struct filter *terms, GError **error)
{
	const struct term own = { PREFERENCE_USER, OP_IS, session_user(session) };
	struct select ask = { .object = &preference_object, .terms = &own, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) set = select_rows(session->store, &ask, error);
	GPtrArray *rows = set ? g_ptr_array_new_with_free_func((GDestroyNotify)record_free) : NULL;

	for (size_t i = 0; set && i < preferences_len; i++) {
		struct record *row = preference_of(set, session_user(session), &preferences[i].field);

		row->pk = (int64_t)i + 1;	/* its place: a list tells rows apart by it, stored or not */
		keep(rows, row, terms);
	}
	return rows;
}

static GPtrArray *views_by(struct session *session, size_t field, const char *value, GError **error)
{
	const struct term terms[] = { { field, OP_IS, value }, { VIEW_DROPPED, OP_IS, "0" } };
	struct select ask = { .object = &view_object, .terms = terms, .terms_len = G_N_ELEMENTS(terms),
			      .order = ORDER_OLDEST };

	return select_rows(session->store, &ask, error);
}

/* One's own first; of the shared ones, those that are somebody else's. */
GPtrArray *made_views(struct session *session, const struct filter *terms, GError **error)
{
	const char *me = session_user(session);
	bool sees = permit_anywhere(session->person, PERM_CASE_VIEW) != LEVEL_NO;
	g_autoptr(GPtrArray) own = views_by(session, VIEW_USER, me, error);
	g_autoptr(GPtrArray) shared = own ? views_by(session, VIEW_SHARED, "1", error) : NULL;
	GPtrArray *rows = shared ? g_ptr_array_new_with_free_func((GDestroyNotify)record_free) : NULL;

	for (guint i = 0; rows && i < own->len; i++)
		keep(rows, record_copy(g_ptr_array_index(own, i)), terms);
	for (guint i = 0; rows && sees && i < shared->len; i++)
		if (!record_is(g_ptr_array_index(shared, i), VIEW_USER, me))
			keep(rows, record_copy(g_ptr_array_index(shared, i)), terms);
	return rows;
}

static GPtrArray *matching(GPtrArray *rows, const struct filter *terms)
{
	GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (guint i = 0; i < rows->len; i++) {
		struct record *row = record_copy(rows->pdata[i]);

		row->pk = (int64_t)i + 1;	/* as for settings */
		keep(kept, row, terms);
	}
	return kept;
}

GPtrArray *made_templates(struct session *session, const struct filter *terms, GError **error)
{
	g_autoptr(GPtrArray) all = look_templates(session, error);

	return all ? matching(all, terms) : NULL;
}

/* The row of these two roles of this person; NULL: they do not hold them now. */
static struct record *conflict_of(const GPtrArray *rows, const struct record *accepted)
{
	for (guint i = 0; i < rows->len; i++) {
		struct record *row = rows->pdata[i];

		if (g_strcmp0(record_get(row, 0), record_get(accepted, ACCEPTED_USER)) == 0 &&
		    g_strcmp0(record_get(row, 1), record_get(accepted, ACCEPTED_ROLE)) == 0 &&
		    g_strcmp0(record_get(row, 2), record_get(accepted, ACCEPTED_OTHER)) == 0)
			return row;
	}
	return NULL;
}

static const char *why_of(const struct record *accepted)
{
	for (size_t i = 0; i < conflicts_len; i++)
		if (record_is(accepted, ACCEPTED_ROLE, roles[conflicts[i].a].name) &&
		    record_is(accepted, ACCEPTED_OTHER, roles[conflicts[i].b].name))
			return _(conflicts[i].why);
	return NULL;
}

/* Accepted once, and a role was taken since: an auditor asks about these as well. */
static struct record *conflict_past(const struct record *accepted)
{
	struct record *record = record_new(&conflict_object);

	for (size_t n = 0; n < 3; n++)
		record_set(record, n, record_get(accepted, n));
	record_set(record, 3, why_of(accepted));
	record_set(record, 8, "0");
	return record;
}

/* Who accepted them, the newest of each. */
static bool add_accepted(struct session *session, GPtrArray *rows, GError **error)
{
	static const size_t from[] = { ACCEPTED_REASON, ACCEPTED_BY, ACCEPTED_AT, ACCEPTED_SINGLE };
	struct select ask = { .object = &accepted_object, .order = ORDER_NEWEST };
	g_autoptr(GPtrArray) accepted = select_rows(session->store, &ask, error);

	for (guint i = 0; accepted && i < accepted->len; i++) {
		struct record *record = conflict_of(rows, accepted->pdata[i]);

		if (record && record_has(record, 6))
			continue;
		if (!record) {
			record = conflict_past(accepted->pdata[i]);
			g_ptr_array_add(rows, record);
		}
		for (size_t n = 0; n < G_N_ELEMENTS(from); n++)
			record_set(record, 4 + n, record_get(accepted->pdata[i], from[n]));
	}
	return accepted != NULL;
}

/* Those that one person holds now. */
static bool add_held(struct session *session, const char *user, GPtrArray *rows, GError **error)
{
	CLEANUP(person_free) struct person *person = session_person_load(session, user, error);
	g_autofree const struct conflict **list = person ? person_conflicts(person) : NULL;

	for (size_t n = 0; list && list[n]; n++) {
		struct record *record = record_new(&conflict_object);

		g_ptr_array_add(rows, record);
		record_set(record, 0, user);
		record_set(record, 1, roles[list[n]->a].name);
		record_set(record, 2, roles[list[n]->b].name);
		record_set(record, 3, _(list[n]->why));
		record_set(record, 8, "1");
	}
	return list != NULL;
}

GPtrArray *made_conflicts(struct session *session, const struct filter *terms, GError **error)
{
	struct select ask = { .object = &user_object, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) users = select_rows(session->store, &ask, error);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (guint i = 0; users && i < users->len; i++)
		if (!add_held(session, record_text(users->pdata[i], USER_NAME), rows, error))
			return NULL;
	return users && add_accepted(session, rows, error) ? matching(rows, terms) : NULL;
}
