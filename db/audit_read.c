#include "db/audit.h"

#include <string.h>

#include <jansson.h>

#include "db/audit_check.h"
#include "db/canon.h"
#include "db/store_internal.h"
#include "src/base/i18n.h"
#include "src/rules/object.h"

#define SLICE 500	/* entries a read: a long one would hold up the writers */
#define SLICE_MS 5000

void audit_entry_free(struct audit_entry *entry)
{
	if (!entry)
		return;
	g_free(entry->actor);
	g_free(entry->signer);
	g_free(entry->roles);
	g_free(entry->action);
	g_free(entry->object);
	g_free(entry->result);
	g_free(entry->reason);
	g_free(entry->origin);
	g_free(entry->changes);
	if (entry->parts)
		g_ptr_array_unref(entry->parts);
	g_free(entry->case_id);
	g_free(entry->line);
	g_free(entry);
}

static void entry_free(void *entry)
{
	audit_entry_free(entry);
}

/* --- the values beside the line --- */

/* What a person reads: as the field's type says, the plain text where there is no such field. */
static char *value_show(const struct object *object, const char *name, const char *value)
{
	int field = object ? object_field(object, name) : -1;

	return field < 0 ? g_strdup(value) : field_plain(&object->fields[field], value);
}

static void change_free(gpointer data)
{
	struct audit_change *change = data;

	g_free(change->name);
	g_free(change->texts[0]);
	g_free(change->texts[1]);
	g_free(change);
}

/* Two rows make one change; either may be missing, because it was empty. *last: the item before. */
static void value_take(struct audit_entry *entry, struct statement *statement, const struct object *object,
		       int64_t *last)
{
	int64_t item = sql_int(statement, 0);
	const char *name = sql_text(statement, 1);
	const char *value = sql_text(statement, 2);
	struct audit_change *change;

	if (item == 0) {
		entry->reason = g_strdup(value);
	} else if (item == 1) {
		entry->origin = g_strdup(value);
	} else {
		if (item / 2 != *last / 2) {
			change = g_new0(struct audit_change, 1);
			change->name = g_strdup(name);
			g_ptr_array_add(entry->parts, change);
		}
		*last = item;
		change = entry->parts->pdata[entry->parts->len - 1];
		change->texts[item % 2] = value ? value_show(object, name, value) : g_strdup(_("(purged)"));
	}
}

static char *changes_text(const GPtrArray *parts)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < parts->len; i++) {
		const struct audit_change *change = parts->pdata[i];

		g_string_append_printf(out, "%s%s: %s -> %s", i ? "; " : "", change->name,
				       change->texts[0] ? change->texts[0] : "-",
				       change->texts[1] ? change->texts[1] : "-");
	}
	return g_string_free(out, FALSE);
}

static bool values_read(struct db *db, struct audit_entry *entry, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"SELECT item, name, value FROM audit_value WHERE seq = ?1 ORDER BY item", error);
	g_auto(GStrv) parts = g_strsplit(entry->object, ":", 2);
	const struct object *object = parts[0] ? object_find(parts[0]) : NULL;
	int64_t last = 0;
	bool ok, row;

	if (!statement)
		return false;
	entry->parts = g_ptr_array_new_with_free_func(change_free);
	sql_bind_int(statement, 1, entry->seq);
	while ((ok = sql_step(statement, &row, error)) && row)
		value_take(entry, statement, object, &last);
	entry->changes = changes_text(entry->parts);
	return ok;
}

/* --- the entries --- */

static char *text_of(const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));

	return g_strdup(text ? text : "");
}

static bool entry_read(struct db *db, struct statement *statement, struct audit_entry *entry,
		       GError **error)
{
	json_t *json;

	entry->seq = sql_int(statement, 0);
	entry->line = g_strdup(sql_text(statement, 1));
	entry->case_id = g_strdup(sql_text(statement, 2));
	json = json_loads(entry->line ? entry->line : "", 0, NULL);
	entry->time = json_integer_value(json_object_get(json, "time"));
	entry->actor = text_of(json, "actor");
	entry->signer = text_of(json, "signer");
	entry->roles = text_of(json, "roles");
	entry->action = text_of(json, "action");
	entry->object = text_of(json, "object");
	entry->result = text_of(json, "result");
	json_decref(json);
	return values_read(db, entry, error);
}

/* "SELECT …": ?1 the seq to go on from, ?2 how many, ?3 and ?4 the filter. */
static char *read_sql(const struct audit_filter *filter, bool forward)
{
	bool trail = filter->object && g_str_has_prefix(filter->object, "case:");

	return g_strdup_printf(
		"SELECT seq, line, case_id FROM audit WHERE seq %s ?1%s%s ORDER BY seq%s LIMIT ?2",
		forward ? ">" : "<",
		!filter->object ? ""
		: trail		? " AND case_id = ?3"
				: " AND object = ?3 AND " AUDIT_OBJECT_INDEXED,
		filter->actor ? " AND actor = ?4" : "", forward ? "" : " DESC");
}

static bool slice_read(struct db *db, const struct audit_filter *filter, bool forward, int64_t from,
		       guint limit, GPtrArray *entries, GError **error)
{
	g_autofree char *sql = read_sql(filter, forward);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, sql, error);
	const char *object = filter->object;
	bool row;

	if (!statement)
		return false;
	if (object && g_str_has_prefix(object, "case:"))
		object += strlen("case:");
	sql_bind_int(statement, 1, from);
	sql_bind_int(statement, 2, limit);
	if (object)
		sql_bind_text(statement, 3, object);
	if (filter->actor)
		sql_bind_text(statement, 4, filter->actor);
	for (;;) {
		struct audit_entry *entry;

		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		entry = g_new0(struct audit_entry, 1);
		g_ptr_array_add(entries, entry);
		if (!entry_read(db, statement, entry, error))
			return false;
	}
}

GPtrArray *audit_read(struct store *store, const struct audit_filter *filter, GError **error)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
	bool forward = filter->before == 0 && filter->after >= 0;
	int64_t from = forward ? filter->after : filter->before > 0 ? filter->before : G_MAXINT64;
	guint limit = filter->limit > 0 ? (guint)filter->limit : G_MAXUINT;
	guint wanted, before;

	do {
		bool outer, ok = sql_read_begin(store->db, SLICE_MS, &outer, error);

		before = entries->len;
		wanted = MIN(limit - before, SLICE);
		ok = ok && slice_read(store->db, filter, forward, from, wanted, entries, error);
		if (!sql_read_end(store->db, outer, ok))
			return NULL;
		if (entries->len > before)
			from = ((struct audit_entry *)entries->pdata[entries->len - 1])->seq;
	} while (entries->len - before == wanted && entries->len < limit);
	return g_steal_pointer(&entries);
}

bool audit_latest(struct store *store, const char *object, int64_t since, int64_t *latest, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(store->db,
		"SELECT max(time) FROM (SELECT time FROM audit WHERE seq >= (SELECT seq FROM audit WHERE object = ?1 "
		"AND " AUDIT_OBJECT_INDEXED " AND time = ?2 ORDER BY seq DESC LIMIT 1) ORDER BY seq DESC LIMIT ?3)",
		error);
	bool row;

	if (!statement)
		return false;
	sql_bind_text(statement, 1, object);
	sql_bind_int(statement, 2, since);
	sql_bind_int(statement, 3, AUDIT_LATEST);
	if (!sql_step(statement, &row, error))
		return false;
	*latest = row ? sql_int(statement, 0) : 0;
	return true;
}
