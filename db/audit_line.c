#include "db/audit_line.h"

#include <string.h>

#include "src/base/i18n.h"

#define SALTS_DRAWN 8

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
	struct hasher *hasher;	/* of the many digests of a new case */
	uint8_t salts[SALTS_DRAWN][VALUE_SALT_LEN];	/* drawn so many at once: each call costs the same */
	unsigned salts_left;
};

static void value_clear(void *data)
{
	struct value *value = data;

	g_free(value->name);
	g_free(value->text);
}

static const uint8_t *salt_next(struct line *line)
{
	if (line->salts_left == 0) {
		crypt_random(line->salts, sizeof(line->salts));
		line->salts_left = SALTS_DRAWN;
	}
	return line->salts[--line->salts_left];
}

/* Keeps the text for audit_value, writes its digest into the line. */
static bool digest_put(struct line *line, GString *out, int item, const char *name, const char *text)
{
	struct value value = { .item = item };
	g_autofree char *digest = NULL;

	if (!text)
		return canon_put_text(out, NULL);
	if (!g_utf8_validate(text, -1, NULL))
		return false;
	memcpy(value.salt, salt_next(line), VALUE_SALT_LEN);
	value.name = g_strdup(name);
	value.text = g_strdup(text);
	digest = canon_digest_by(line->hasher, value.salt, text);
	g_array_append_val(line->values, value);
	return canon_put_text(out, digest);
}

static int change_order(const void *a, const void *b)
{
	return strcmp(((const struct change *)a)->name, ((const struct change *)b)->name);
}

/* Items 0 and 1 are reason and origin; then old and new of each change, in the line's order. */
static bool changes_put(struct line *line, GString *out, GArray *changes)
{
	bool ok = true;

	if (!changes || changes->len == 0)
		return canon_put_text(out, NULL);
	g_array_sort(changes, change_order);
	for (guint i = 0; ok && i < changes->len; i++) {
		const struct change *change = &g_array_index(changes, struct change, i);
		int item = 2 + 2 * (int)i;

		g_string_append_c(out, i == 0 ? '{' : ',');
		ok = canon_put_text(out, change->name);
		g_string_append(out, ":[");
		ok = ok && digest_put(line, out, item, change->name, change->old_value);
		g_string_append_c(out, ',');
		ok = ok && digest_put(line, out, item + 1, change->name, change->new_value);
		g_string_append_c(out, ']');
	}
	g_string_append_c(out, '}');
	return ok;
}

enum part_type { TEXT, INTEGER, REVISION, ORIGIN, REASON, CHANGES };

static bool part_put(struct line *line, GString *out, const struct entry *entry, enum part_type type,
		     const void *part)
{
	switch (type) {
	case TEXT:
		return canon_put_text(out, *(const char *const *)part);
	case ORIGIN:
		return digest_put(line, out, 1, "origin", entry->origin);
	case REASON:
		return digest_put(line, out, 0, "reason", entry->reason);
	case CHANGES:
		return changes_put(line, out, entry->changes);
	case REVISION:
		if (entry->revision < 0)
			return canon_put_text(out, NULL);
		break;
	case INTEGER:
		break;
	}
	canon_put_int(out, *(const int64_t *)part);
	return true;
}

/* Sorted by key; line_scan reads the same. */
static bool entry_put(struct line *line, GString *out, const struct entry *entry, const char *prev)
{
	const int64_t version = 1;
	const struct { const char *key; enum part_type type; const void *part; } parts[] = {
		{ "{\"action\":", TEXT, &entry->action },
		{ ",\"actor\":", TEXT, &entry->actor },
		{ ",\"boot\":", TEXT, &entry->boot },
		{ ",\"changes\":", CHANGES, NULL },
		{ ",\"key\":", TEXT, &entry->key },
		{ ",\"mono\":", INTEGER, &entry->mono },
		{ ",\"object\":", TEXT, &entry->object },
		{ ",\"origin\":", ORIGIN, NULL },
		{ ",\"prev\":", TEXT, &prev },
		{ ",\"reason\":", REASON, NULL },
		{ ",\"result\":", TEXT, &entry->result },
		{ ",\"revision\":", REVISION, &entry->revision },
		{ ",\"roles\":", TEXT, &entry->roles },
		{ ",\"row\":", TEXT, &entry->row },
		{ ",\"seq\":", INTEGER, &entry->seq },
		{ ",\"signer\":", TEXT, &entry->signer },
		{ ",\"time\":", INTEGER, &entry->time },
		{ ",\"v\":", INTEGER, &version },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_string_append(out, parts[i].key);
		if (!part_put(line, out, entry, parts[i].type, parts[i].part))
			return false;
	}
	g_string_append_c(out, '}');
	return true;
}

struct line *line_new(const struct entry *entry, const uint8_t prev[HASH_LEN], GError **error)
{
	CLEANUP(line_free) struct line *line = g_new0(struct line, 1);
	g_autofree char *prev_hex = crypt_hex(prev, HASH_LEN);
	g_autoptr(GString) text = g_string_sized_new(2048);

	line->hasher = hasher_new();
	line->values = g_array_new(FALSE, FALSE, sizeof(struct value));
	g_array_set_clear_func(line->values, value_clear);
	if (!entry_put(line, text, entry, prev_hex)) {
		err_set(error, ERR_INVALID, _("the text is not valid UTF-8; nothing was saved"));
		return NULL;
	}
	line->text = g_string_free(g_steal_pointer(&text), FALSE);
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
	hasher_free(line->hasher);
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

/* By one statement, for a new case has fifty. */
static bool values_insert(const struct line *line, struct db *db, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"INSERT OR ROLLBACK INTO audit_value (seq, item, name, salt, value) VALUES (?1, ?2, ?3, ?4, ?5)",
		error);

	if (!statement)
		return false;
	sql_bind_int(statement, 1, line->seq);
	for (guint i = 0; i < line->values->len; i++) {
		const struct value *value = &g_array_index(line->values, struct value, i);

		sql_bind_int(statement, 2, value->item);
		sql_bind_text(statement, 3, value->name);
		sql_bind_blob(statement, 4, value->salt, VALUE_SALT_LEN);
		sql_bind_text(statement, 5, value->text);
		if (!sql_run(statement, error))
			return false;
		sql_again(statement);
	}
	return true;
}

bool line_insert(const struct line *line, struct db *db, int64_t *changes, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"INSERT OR ROLLBACK INTO audit (seq, line, object, case_id, action, actor, time) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);

	if (!statement)
		return false;
	sql_bind_int(statement, 1, line->seq);
	sql_bind_text(statement, 2, line->text);
	sql_bind_text(statement, 3, line->object);
	sql_bind_text(statement, 4, line->case_id);
	sql_bind_text(statement, 5, line->action);
	sql_bind_text(statement, 6, line->actor);
	sql_bind_int(statement, 7, line->time);
	if (!sql_run(statement, error) || !values_insert(line, db, error))
		return false;
	*changes += 1 + line->values->len;
	return true;
}
