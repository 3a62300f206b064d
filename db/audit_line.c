#include "db/audit_line.h"

#include <string.h>

#include "src/base/i18n.h"

/* A text of which the line carries only the salted digest. */
struct value {
	int item;
	char *name;
	char *text;
	uint8_t salt[VALUE_SALT_LEN];
};

struct line {
	int64_t seq, time;
	char *text, *object, *case_id, *action, *actor;
	uint8_t leaf[HASH_LEN];
	GArray *values;
};

static void value_clear(void *data)
{
	struct value *value = data;

	g_free(value->name);
	g_free(value->text);
}

static json_t *text_json(const char *text)
{
	return text ? json_string(text) : json_null();
}

/* Keeps the text for audit_value, gives its digest for the line. */
static json_t *digest_json(struct line *line, int item, const char *name, const char *text)
{
	struct value value = { .item = item };
	g_autofree char *digest = NULL;

	if (!text)
		return json_null();
	if (!g_utf8_validate(text, -1, NULL))
		return NULL;
	crypt_random(value.salt, VALUE_SALT_LEN);
	value.name = g_strdup(name);
	value.text = g_strdup(text);
	digest = canon_digest(value.salt, text);
	g_array_append_val(line->values, value);
	return json_string(digest);
}

static int change_order(const void *a, const void *b)
{
	return strcmp(((const struct change *)a)->name, ((const struct change *)b)->name);
}

/* Items 0 and 1 are reason and origin; then old and new of each change, in the line's order. */
static json_t *changes_json(struct line *line, GArray *changes)
{
	json_t *json;
	bool ok = true;

	if (!changes || changes->len == 0)
		return json_null();
	g_array_sort(changes, change_order);
	json = json_object();
	for (guint i = 0; ok && i < changes->len; i++) {
		const struct change *change = &g_array_index(changes, struct change, i);
		int item = 2 + 2 * (int)i;
		json_t *pair = json_array();

		ok = json_array_append_new(pair, digest_json(line, item, change->name,
							     change->old_value)) == 0 &&
		     json_array_append_new(pair, digest_json(line, item + 1, change->name,
							     change->new_value)) == 0 &&
		     json_object_set(json, change->name, pair) == 0;
		json_decref(pair);
	}
	if (!ok)
		g_clear_pointer(&json, json_decref);
	return json;
}

static json_t *entry_json(struct line *line, const struct entry *entry, const char *prev)
{
	const struct { const char *key; json_t *value; } parts[] = {
		{ "v", json_integer(1) },
		{ "seq", json_integer(entry->seq) },
		{ "prev", json_string(prev) },
		{ "time", json_integer(entry->time) },
		{ "boot", text_json(entry->boot) },
		{ "mono", json_integer(entry->mono) },
		{ "actor", text_json(entry->actor) },
		{ "signer", text_json(entry->signer) },
		{ "roles", text_json(entry->roles) },
		{ "origin", digest_json(line, 1, "origin", entry->origin) },
		{ "action", text_json(entry->action) },
		{ "object", text_json(entry->object) },
		{ "revision", entry->revision < 0 ? json_null() : json_integer(entry->revision) },
		{ "result", text_json(entry->result) },
		{ "reason", digest_json(line, 0, "reason", entry->reason) },
		{ "changes", changes_json(line, entry->changes) },
		{ "row", text_json(entry->row) },
		{ "key", text_json(entry->key) },
	};
	json_t *json = json_object();
	bool ok = true;

	/* A NULL value is a text that is no UTF-8; the other values must still be given up. */
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		ok = json_object_set_new(json, parts[i].key, parts[i].value) == 0 && ok;
	if (!ok)
		g_clear_pointer(&json, json_decref);
	return json;
}

struct line *line_new(const struct entry *entry, const uint8_t prev[HASH_LEN], GError **error)
{
	CLEANUP(line_free) struct line *line = g_new0(struct line, 1);
	g_autofree char *prev_hex = crypt_hex(prev, HASH_LEN);
	json_t *json;

	line->values = g_array_new(FALSE, FALSE, sizeof(struct value));
	g_array_set_clear_func(line->values, value_clear);
	json = entry_json(line, entry, prev_hex);
	if (!json) {
		err_set(error, ERR_INVALID, _("the text is not valid UTF-8; nothing was saved"));
		return NULL;
	}
	line->text = canon_json(json);
	json_decref(json);
	canon_leaf(line->text, line->leaf);
	line->seq = entry->seq;
	line->time = entry->time;
	line->object = g_strdup(entry->object);
	line->case_id = g_strdup(entry->case_id);
	line->action = g_strdup(entry->action);
	line->actor = g_strdup(entry->actor);
	return g_steal_pointer(&line);
}

void line_free(struct line *line)
{
	if (!line)
		return;
	g_array_unref(line->values);
	g_free(line->text);
	g_free(line->object);
	g_free(line->case_id);
	g_free(line->action);
	g_free(line->actor);
	g_free(line);
}

const uint8_t *line_leaf(const struct line *line)
{
	return line->leaf;
}

int64_t line_seq(const struct line *line)
{
	return line->seq;
}

static bool value_insert(struct db *db, int64_t seq, const struct value *value, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"INSERT INTO audit_value (seq, item, name, salt, "
						  "value) VALUES (?1, ?2, ?3, ?4, ?5)",
						  error);

	if (!statement)
		return false;
	sql_bind_int(statement, 1, seq);
	sql_bind_int(statement, 2, value->item);
	sql_bind_text(statement, 3, value->name);
	sql_bind_blob(statement, 4, value->salt, VALUE_SALT_LEN);
	sql_bind_text(statement, 5, value->text);
	return sql_run(statement, error);
}

bool line_insert(const struct line *line, struct db *db, const uint8_t *signature, int64_t *changes,
		 GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"INSERT INTO audit (seq, line, object, case_id, action, actor, time, sig) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);

	if (!statement)
		return false;
	sql_bind_int(statement, 1, line->seq);
	sql_bind_text(statement, 2, line->text);
	sql_bind_text(statement, 3, line->object);
	sql_bind_text(statement, 4, line->case_id);
	sql_bind_text(statement, 5, line->action);
	sql_bind_text(statement, 6, line->actor);
	sql_bind_int(statement, 7, line->time);
	sql_bind_blob(statement, 8, signature, SIGNATURE_LEN);
	if (!sql_run(statement, error))
		return false;
	for (guint i = 0; i < line->values->len; i++)
		if (!value_insert(db, line->seq, &g_array_index(line->values, struct value, i),
				  error))
			return false;
	*changes += 1 + line->values->len;
	return true;
}
