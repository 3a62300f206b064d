#include "db/audit.h"

#include <string.h>

#include "db/audit_check.h"
#include "db/audit_texts.h"
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

/* --- the texts of the line --- */

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

/* Texts of an entry, one after the other, as its line names them. */
struct reader {
	struct db *db;
	struct scanned line;
	struct texts texts;
	const struct object *object;	/* which the entry is about; NULL: none known */
};

/* Caller frees; NULL: there is none. */
static char *text_take(struct reader *reader, const char *digest, const char *field)
{
	g_autofree char *text = NULL;
	struct text_beside next;

	if (!digest || !texts_next(&reader->texts, &next))
		return NULL;
	if (!next.text)
		return g_strdup(_("(purged)"));
	text = g_strndup(next.text, next.len);
	return field ? value_show(reader->object, field, text) : g_steal_pointer(&text);
}

static struct audit_change *change_take(struct reader *reader, const struct scanned_change *scanned)
{
	struct audit_change *change = g_new0(struct audit_change, 1);

	change->name = g_strdup(scanned->name);
	for (int i = 0; i < 2; i++)
		change->texts[i] = text_take(reader, scanned->digests[i], scanned->name);
	return change;
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

static void texts_read(struct reader *reader, struct audit_entry *entry)
{
	g_auto(GStrv) parts = g_strsplit(entry->object, ":", 2);

	reader->object = parts[0] ? object_find(parts[0]) : NULL;
	entry->parts = g_ptr_array_new_with_free_func(change_free);
	for (guint i = 0; i < reader->line.changes->len; i++)
		g_ptr_array_add(entry->parts, change_take(reader, &g_array_index(reader->line.changes,
										 struct scanned_change, i)));
	entry->origin = text_take(reader, reader->line.origin, NULL);
	entry->reason = text_take(reader, reader->line.reason, NULL);
	entry->changes = changes_text(entry->parts);
}

/* --- the entries --- */

static char *text_of(const char *text)
{
	return g_strdup(text ? text : "");
}

/* A line that is damaged shows as it stands there, and nothing else of it: verifying says what is wrong. */
static void line_read(struct reader *reader, const char *line, size_t len)
{
	if (line_scan(&reader->line, line ? line : "", len))
		return;
	scanned_clear(&reader->line);
	scanned_init(&reader->line);
}

static struct audit_entry *entry_read(struct reader *reader, struct statement *statement)
{
	struct audit_entry *entry = g_new0(struct audit_entry, 1);
	const struct scanned *line = &reader->line;

	line_read(reader, sql_text(statement, 1), sql_len(statement, 1));
	reader->texts = texts_of(statement, 3);
	entry->seq = sql_int(statement, 0);
	entry->line = g_strdup(sql_text(statement, 1));
	entry->case_id = g_strdup(sql_text(statement, 2));
	entry->time = line->time;
	entry->actor = text_of(line->actor);
	entry->signer = text_of(line->signer);
	entry->roles = text_of(line->roles);
	entry->action = text_of(line->action);
	entry->object = text_of(line->object);
	entry->result = text_of(line->result);
	texts_read(reader, entry);
	return entry;
}

/* "SELECT …": ?1 the seq to go on from, ?2 how many, ?3 and ?4 the filter. */
static char *read_sql(const struct audit_filter *filter, bool forward)
{
	bool trail = filter->object && g_str_has_prefix(filter->object, "case:");

	return g_strdup_printf(
		"SELECT seq, line, case_id, texts FROM audit WHERE seq %s ?1%s%s ORDER BY seq%s LIMIT ?2",
		forward ? ">" : "<",
		!filter->object ? ""
		: trail		? " AND case_id = ?3"
				: " AND object = ?3 AND " AUDIT_OBJECT_INDEXED,
		filter->actor ? " AND actor = ?4" : "", forward ? "" : " DESC");
}

static bool slice_read(struct reader *reader, const struct audit_filter *filter, bool forward, int64_t from,
		       guint limit, GPtrArray *entries, GError **error)
{
	g_autofree char *sql = read_sql(filter, forward);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(reader->db, sql, error);
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
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		g_ptr_array_add(entries, entry_read(reader, statement));
	}
}

static bool entries_read(struct reader *reader, const struct audit_filter *filter, GPtrArray *entries, GError **error)
{
	bool forward = filter->before == 0 && filter->after >= 0;
	int64_t from = forward ? filter->after : filter->before > 0 ? filter->before : G_MAXINT64;
	guint limit = filter->limit > 0 ? (guint)filter->limit : G_MAXUINT;
	guint wanted, before;

	do {
		bool outer, ok = sql_read_begin(reader->db, SLICE_MS, &outer, error);

		before = entries->len;
		wanted = MIN(limit - before, SLICE);
		ok = ok && slice_read(reader, filter, forward, from, wanted, entries, error);
		if (!sql_read_end(reader->db, outer, ok))
			return false;
		if (entries->len > before)
			from = ((struct audit_entry *)entries->pdata[entries->len - 1])->seq;
	} while (entries->len - before == wanted && entries->len < limit);
	return true;
}

GPtrArray *audit_read(struct store *store, const struct audit_filter *filter, GError **error)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
	struct reader reader = { .db = store->db };
	bool ok;

	scanned_init(&reader.line);
	ok = entries_read(&reader, filter, entries, error);
	scanned_clear(&reader.line);
	return ok ? g_steal_pointer(&entries) : NULL;
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
