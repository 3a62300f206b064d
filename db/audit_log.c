/* The chain, entry after entry. */
#include "db/audit_check.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

#include "db/audit_texts.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"

/* --- the texts of a line --- */

/* The next text must be the one of this digest. NULL: the line has none. */
static bool text_check(struct check *check, struct texts *texts, int64_t seq, const char *name, const char *digest)
{
	struct text_beside next;

	if (!digest)
		return true;
	if (!texts_next(texts, &next))
		return check_wrong(check, seq, _("the %s of entry %" PRId64 " is missing"), name, seq);
	/* purged, lawfully or not: the entry that did it says so */
	return !next.text || canon_digest_fits(check->hasher, next.salt, next.text, next.len, digest) ||
	       check_wrong(check, seq, _("the %s of entry %" PRId64 " was changed"), name, seq);
}

static bool texts_check(struct check *check, struct statement *statement, int64_t seq)
{
	const struct scanned *line = &check->line;
	struct texts texts = texts_of(statement, 8);

	for (guint i = 0; i < line->changes->len; i++) {
		const struct scanned_change *change = &g_array_index(line->changes, struct scanned_change, i);

		for (guint j = 0; j < 2; j++)
			if (!text_check(check, &texts, seq, change->name, change->digests[j]))
				return false;
	}
	return text_check(check, &texts, seq, "origin", line->origin) &&
	       text_check(check, &texts, seq, "reason", line->reason) &&
	       (texts.at == texts.end ||
		check_wrong(check, seq, _("entry %" PRId64 " has a text too many"), seq));
}

/* --- the line --- */

/* As a text and to its end, or the database would search past it. */
static bool column_is(struct statement *statement, int column, const char *text)
{
	if (!text)
		return sql_text(statement, column) == NULL;
	return sql_type(statement, column) == SQLITE_TEXT && sql_len(statement, column) == strlen(text) &&
	       strcmp(sql_text(statement, column), text) == 0;
}

static bool columns_fit(const struct scanned *line, struct statement *statement)
{
	const char *object = line->object;

	if (object && g_str_has_prefix(object, "case:") && !column_is(statement, 3, object + strlen("case:")))
		return false;
	return column_is(statement, 2, object) && column_is(statement, 4, line->action) &&
	       column_is(statement, 5, line->actor) &&
	       line->time == sql_int(statement, 6);
}

static bool link_check(struct check *check, int64_t seq)
{
	char prev[HEX_LEN];

	crypt_hex_into(check->leaf, HASH_LEN, prev);
	if (g_strcmp0(check->line.prev, prev) == 0)
		return true;
	/* A signed entry has been proven; one that is not may be the changed one of the two. */
	if (check->unsigned_from != 0)
		return check_wrong(check, check->seq,
				   _("entry %" PRId64
				     " was changed: entry %" PRId64
				     " names another one before it"),
				   check->seq, seq);
	return check_wrong(check, seq,
			   _("entry %" PRId64 " was changed or is out of its place: "
			     "it does not follow entry %" PRId64),
			   seq, check->seq);
}

static bool line_check(struct check *check, struct statement *statement)
{
	int64_t seq = sql_int(statement, 0);
	const char *line = sql_text(statement, 1);

	if (!line || !line_scan(&check->line, line, sql_len(statement, 1)))
		return check_wrong(check, seq,
				   _("entry %" PRId64 " is damaged: it is not as "
				     "Blotter writes one"),
				   seq);
	if (check->line.seq != seq)
		return check_wrong(check, seq,
				   _("entry %" PRId64 " is out of its place: its line "
				     "says %" PRId64),
				   seq, check->line.seq);
	if (!link_check(check, seq))
		return false;
	if (!columns_fit(&check->line, statement))
		return check_wrong(check, seq,
				   _("entry %" PRId64 " is filed under something else "
				     "than its line says"),
				   seq);
	return true;
}

/* --- transactions and signatures --- */

static bool same_transaction(const struct check *check)
{
	return g_strcmp0(check->line.signer, check->signer) == 0 &&
	       g_strcmp0(check->line.boot, check->boot) == 0 && check->line.mono == check->mono;
}

static bool not_signed(struct check *check)
{
	return check_wrong(check, check->unsigned_from,
			   _("entry %" PRId64 " is not signed: its "
			     "signature or the end of its transaction was removed"),
			   check->unsigned_from);
}

static bool signature_fits(const char *key_hex, const uint8_t leaf[HASH_LEN],
			   const uint8_t *signature, size_t len)
{
	uint8_t key[KEY_LEN];

	return len == SIGNATURE_LEN && crypt_unhex(key_hex, key, KEY_LEN) &&
	       canon_verify(key, leaf, signature);
}

/* leaf: of this entry. */
static bool signature_check(struct check *check, struct statement *statement,
			    const uint8_t leaf[HASH_LEN])
{
	const char *signer = check->line.signer;
	int64_t seq = sql_int(statement, 0);
	const uint8_t *signature;
	const char *key;
	size_t len;

	if (check->unsigned_from != 0 && !same_transaction(check))
		return not_signed(check);
	signature = sql_blob(statement, 7, &len);
	if (!signature) {
		if (check->unsigned_from == 0) {
			check->unsigned_from = seq;
			g_free(check->signer);
			g_free(check->boot);
			check->signer = g_strdup(signer);
			check->boot = g_strdup(check->line.boot);
			check->mono = check->line.mono;
		}
		return true;
	}
	key = audit_keys_find(check->keys, signer);
	if (!key)
		return check_wrong(check, seq,
				   _("entry %" PRId64 " is signed by \"%s\", whose key "
				     "the log did not announce before"),
				   seq, signer ? signer : "-");
	if (!signature_fits(key, leaf, signature, len))
		return check_wrong(check, seq,
				   _("entry %" PRId64 " was changed or signed by "
				     "somebody else: the signature is not that of \"%s\""),
				   seq, signer);
	check->unsigned_from = 0;
	check->verdict->signatures++;
	audit_keys_settle(check->keys);
	return true;
}

/* --- the row that the entry speaks of --- */

/* It must be there, no older than this entry. What it holds is proven here if this entry is its last, else
 * by check_rows. */
static bool row_check(struct check *check, int64_t seq, const char *case_id, GError **error)
{
	const char *name = check->line.object, *key;
	struct kind *kind = check->line.row ? kind_find(check->kinds, name, &key) : NULL;
	struct found_row row;

	if (!check->line.row)
		return true;
	if (!kind)
		return check_wrong(check, seq,
				   _("entry %" PRId64 " wrote a row of nothing known"),
				   seq);
	if (!kind_look(kind, check->db, key, case_id, &row, error))
		return false;
	if (!row.there)
		return check_wrong(check, seq,
				   _("%s, which entry %" PRId64 " wrote, is gone"), name,
				   seq);
	if (row.seq < seq)
		return check_wrong(check, seq,
				   _("%s is older than entry %" PRId64 ", which "
				     "changed it: an old row was put back"),
				   name, seq);
	/* an alert may have got its case later */
	if (!row.same_case && (kind->object != &alert_object || row.seq == seq))
		return check_wrong(check, seq,
				   _("entry %" PRId64 " is filed under another case "
				     "than %s belongs to"),
				   seq, name);
	return row.seq != seq || kind_prove(kind, check->db, check->hasher, &check->line, row.pk, error);
}

/* --- all of it --- */

static bool entry_check(struct check *check, struct statement *statement, GError **error)
{
	int64_t seq = sql_int(statement, 0);
	const char *line = sql_text(statement, 1);
	uint8_t leaf[HASH_LEN];
	const char *why;
	bool ok;

	if (seq != check->seq + 1)
		return check_wrong(check, check->seq + 1,
				   _("entry %" PRId64 " is missing"), check->seq + 1);
	canon_leaf_by(check->hasher, line ? line : "", line ? sql_len(statement, 1) : 0, leaf);
	ok = line_check(check, statement) && texts_check(check, statement, seq) &&
	     audit_keys_note(check->keys, check->db, check->line.object, check->line.key, &why, error) &&
	     (!why || check_wrong(check, seq, _("entry %" PRId64 ": %s"), seq, why)) &&
	     signature_check(check, statement, leaf) &&
	     row_check(check, seq, sql_text(statement, 3), error);
	check->seq = seq;
	memcpy(check->leaf, leaf, HASH_LEN);
	check->verdict->entries++;
	return ok;
}

static bool slice_read(struct check *check, int64_t *read, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(check->db,
		"SELECT seq, line, object, case_id, action, actor, time, sig, texts FROM audit "
		"WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);
	bool row;

	if (!statement)
		return false;
	/* seq 0 and less are looked at once, with the first slice */
	sql_bind_int(statement, 1, check->seq == 0 ? G_MININT64 : check->seq);
	sql_bind_int(statement, 2, CHECK_SLICE);
	for (*read = 0;; ++*read) {
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		if (!entry_check(check, statement, error))
			return false;
	}
}

bool check_log(struct check *check, GError **error)
{
	int64_t read;

	canon_genesis(check->uuid, check->leaf);
	do {
		bool outer, ok = sql_read_begin(check->db, CHECK_MS, &outer, error);

		ok = ok && slice_read(check, &read, error);
		if (!sql_read_end(check->db, outer, ok))
			return false;
	} while (read == CHECK_SLICE);
	return check->unsigned_from == 0 || not_signed(check);
}
