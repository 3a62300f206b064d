#include "db/audit_line.h"

#include <string.h>

#include "db/audit_texts.h"
#include "src/base/i18n.h"

#define SALTS_DRAWN 8

struct line {
	int64_t seq, time;
	char *text, *object, *case_id, *action, *actor;
	uint8_t leaf[HASH_LEN];
	GString *texts;
	struct hasher *hasher;	/* of the many digests of a new case */
	uint8_t salts[SALTS_DRAWN][VALUE_SALT_LEN];	/* drawn so many at once: each call costs the same */
	unsigned salts_left;
};

static const uint8_t *salt_next(struct line *line)
{
	if (line->salts_left == 0) {
		crypt_random(line->salts, sizeof(line->salts));
		line->salts_left = SALTS_DRAWN;
	}
	return line->salts[--line->salts_left];
}

/* The line gets the digest, the text goes beside it. */
static bool digest_put(struct line *line, GString *out, const char *text)
{
	g_autofree char *digest = NULL;
	const uint8_t *salt;

	if (!text)
		return canon_put_text(out, NULL);
	if (!g_utf8_validate(text, -1, NULL))
		return false;
	salt = salt_next(line);
	texts_put(line->texts, salt, text);
	digest = canon_digest_by(line->hasher, salt, text);
	return canon_put_text(out, digest);
}

static int change_order(const void *a, const void *b)
{
	return strcmp(((const struct change *)a)->name, ((const struct change *)b)->name);
}

static bool changes_put(struct line *line, GString *out, GArray *changes)
{
	bool ok = true;

	if (!changes || changes->len == 0)
		return canon_put_text(out, NULL);
	g_array_sort(changes, change_order);
	for (guint i = 0; ok && i < changes->len; i++) {
		const struct change *change = &g_array_index(changes, struct change, i);

		g_string_append_c(out, i == 0 ? '{' : ',');
		ok = canon_put_text(out, change->name);
		g_string_append(out, ":[");
		ok = ok && digest_put(line, out, change->old_value);
		g_string_append_c(out, ',');
		ok = ok && digest_put(line, out, change->new_value);
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
		return digest_put(line, out, entry->origin);
	case REASON:
		return digest_put(line, out, entry->reason);
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
	line->texts = g_string_sized_new(1024);
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
	g_string_free(line->texts, TRUE);
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

bool line_insert(const struct line *line, struct db *db, int64_t *changes, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"INSERT OR ROLLBACK INTO audit (seq, line, object, case_id, action, actor, time, texts) "
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
	if (line->texts->len > 0)
		sql_bind_blob(statement, 8, (const uint8_t *)line->texts->str, line->texts->len);
	if (!sql_run(statement, error))
		return false;
	++*changes;
	return true;
}
