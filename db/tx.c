#include "db/tx.h"

#include <string.h>

#include "db/anchor.h"
#include "db/audit_line.h"
#include "db/row.h"
#include "db/store_internal.h"
#include "db/ticket.h"
#include "src/base/i18n.h"
#include "src/base/warn.h"
#include "src/rules/case_fields.h"
#include "src/rules/signer.h"
#include "src/rules/user.h"

struct tx {
	struct store *store;
	struct db *db;
	struct stamp stamp;	/* own copies of the texts */
	char *boot;
	int64_t time, mono;
	int64_t seq, seq_before;	/* of the last entry made, and of the one before this transaction */
	uint8_t leaf[HASH_LEN];	/* … and its leaf, which is signed at the end */
	int64_t changes_before, changes;	/* rows written: counted by SQLite, and by us */
	bool failed;		/* something went wrong: nothing of this may be committed */
};

/* --- begin and end --- */

/* What fails in a statement has rolled back already; nothing after it may stand alone. */
static bool fail(struct tx *tx)
{
	tx->failed = true;
	tx->db->entry = false;
	return false;
}

static bool head_read(struct tx *tx, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(tx->db,
		"SELECT seq, line FROM audit ORDER BY seq DESC LIMIT 1", error);
	bool row;

	if (!statement || !sql_step(statement, &row, error))
		return false;
	if (!row) {
		canon_genesis(tx->store->public->uuid, tx->leaf);
		return true;
	}
	tx->seq = tx->seq_before = sql_int(statement, 0);
	canon_leaf(sql_text(statement, 1), tx->leaf);
	return true;
}

static void stamp_copy(struct stamp *to, const struct stamp *from)
{
	to->actor = g_strdup(from->actor);
	to->signer = g_strdup(from->signer);
	to->roles = g_strdup(from->roles);
	to->origin = g_strdup(from->origin);
	to->action = g_strdup(from->action);
	to->reason = g_strdup(from->reason);
}

static void stamp_clear(struct stamp *stamp)
{
	g_free((char *)stamp->actor);
	g_free((char *)stamp->signer);
	g_free((char *)stamp->roles);
	g_free((char *)stamp->origin);
	g_free((char *)stamp->action);
	g_free((char *)stamp->reason);
}

/* What needs no turn, so that nobody waits for it. */
static struct tx *tx_new(struct store *store, const struct stamp *stamp)
{
	struct tx *tx = g_new0(struct tx, 1);

	tx->store = store;
	tx->db = store->db;
	stamp_copy(&tx->stamp, stamp);
	tx->boot = clock_boot_id();
	return tx;
}

static void tx_free(struct tx *tx)
{
	stamp_clear(&tx->stamp);
	g_free(tx->boot);
	g_free(tx);
}

static void end(struct tx *tx)
{
	tx->db->writing = false;
	tx->db->entry = false;
	tx_free(tx);
}

static void give_up(struct tx *tx)
{
	ticket_return(tx->store->lock_fd);
	end(tx);
}

struct tx *tx_begin(struct store *store, const struct stamp *stamp, GError **error)
{
	struct tx *tx;

	if (store->db->writing || sql_in_transaction(store->db)) {
		err_set(error, ERR_FAILED,
			_("a change began inside another one; nothing was saved"));
		return NULL;
	}
	tx = tx_new(store, stamp);
	if (!ticket_take_within(store->lock_fd, store->patience_ms, error)) {
		tx_free(tx);
		return NULL;
	}
	tx->db->deadline = 0;
	if (!sql_command(tx->db, "BEGIN IMMEDIATE", error)) {
		give_up(tx);
		return NULL;
	}
	tx->time = stamp->time ? stamp->time : clock_now(store->clock);
	tx->mono = clock_boot(store->clock);
	tx->db->writing = true;
	tx->db->entry = false;
	tx->changes_before = sql_total_changes(tx->db);
	if (!head_read(tx, error)) {
		tx_rollback(tx);
		return NULL;
	}
	return tx;
}

int64_t tx_time(const struct tx *tx)
{
	return tx->time;
}

void tx_rollback(struct tx *tx)
{
	if (!tx)
		return;
	/* A refused commit and some errors have rolled back already. */
	if (sql_in_transaction(tx->db) && !sql_exec(tx->db, "ROLLBACK", NULL))
		g_error("the store cannot take back a change");
	give_up(tx);
}

/* --- entries --- */

/* Before the row it speaks of: a row that waits for its entry makes SQLite look for it in every table that
 * refers to the log. */
static bool entry_add(struct tx *tx, struct entry *entry, GError **error)
{
	CLEANUP(line_free) struct line *line = NULL;

	entry->seq = tx->seq + 1;
	entry->mono = tx->mono;
	entry->boot = tx->boot;
	entry->signer = tx->stamp.signer;
	line = line_new(entry, tx->leaf, error);
	if (!line || !line_insert(line, tx->db, &tx->changes, error))
		return fail(tx);
	tx->seq = entry->seq;
	memcpy(tx->leaf, line_leaf(line), HASH_LEN);
	return true;
}

static struct entry entry_of(const struct tx *tx, const struct stamp *stamp)
{
	return (struct entry){
		.time = tx->time, .actor = stamp->actor, .roles = stamp->roles,
		.origin = stamp->origin, .action = stamp->action, .reason = stamp->reason,
		.result = "done", .revision = -1,
	};
}

static const char *case_of(const char *object)
{
	return object && g_str_has_prefix(object, "case:") ? object + strlen("case:") : NULL;
}

bool tx_entry(struct tx *tx, const char *object, const char *result, const char *reason,
	      GError **error)
{
	struct entry entry = entry_of(tx, &tx->stamp);

	entry.object = object && *object ? object : NULL;
	entry.case_id = case_of(entry.object);
	entry.result = result;
	if (reason)
		entry.reason = reason;
	return entry_add(tx, &entry, error);
}

bool tx_entry_for(struct tx *tx, const struct stamp *stamp, int64_t time, const char *object,
		  const char *result, GError **error)
{
	struct entry entry = entry_of(tx, stamp);

	entry.time = time;
	entry.object = object && *object ? object : NULL;
	entry.case_id = case_of(entry.object);
	entry.result = result;
	return entry_add(tx, &entry, error);
}

/* Which field of which object announces the key that its user signs with from now on. */
static const char *key_announced(const struct record *before, const struct record *after)
{
	size_t field;

	if (after->object == &user_object)
		field = USER_PUBLIC_SIGN;
	else if (after->object == &signer_object)
		field = SIGNER_PUBLIC;
	else
		return NULL;
	if (before && g_strcmp0(record_get(before, field), record_get(after, field)) == 0)
		return NULL;
	return record_get(after, field);
}

static GArray *changes_of(const struct record *before, const struct record *after)
{
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(struct change));

	for (size_t i = 0; i < after->object->fields_len; i++) {
		const struct field *field = &after->object->fields[i];
		struct change change = { .name = field->name, .new_value = record_get(after, i) };

		change.old_value = before ? record_get(before, i) : NULL;
		/* Hidden fields follow from the others; the row's hash holds them. */
		if (!(field->flags & FIELD_HIDDEN) &&
		    g_strcmp0(change.old_value, change.new_value) != 0)
			g_array_append_val(changes, change);
	}
	return changes;
}

static bool no_number(const struct record *record, size_t i, GError **error)
{
	return err_set(error, ERR_INVALID, _("%s: \"%s\" is no number"), record->object->fields[i].name,
		       record_get(record, i));
}

/* Why no hash can be made of it. */
static bool row_refused(const struct record *record, GError **error)
{
	gint64 number;

	for (size_t i = 0; i < record->object->fields_len; i++)
		if (record_get(record, i) && row_is_integer(&record->object->fields[i]) &&
		    !g_ascii_string_to_signed(record_get(record, i), 10, G_MININT64, G_MAXINT64, &number, NULL))
			return no_number(record, i, error);
	return err_set(error, ERR_INVALID, _("the text is not valid UTF-8; nothing was saved"));
}

static bool row_entry(struct tx *tx, const struct record *before, const struct record *after,
		      const uint8_t salt[ROW_SALT_LEN], GError **error)
{
	g_autoptr(GArray) changes = changes_of(before, after);
	g_autofree char *hash = row_hash(after, salt);
	g_autofree char *name = row_name(after);
	struct entry entry = entry_of(tx, &tx->stamp);
	const char *revision = record_by_name(after, "revision");

	if (!hash) {
		row_refused(after, error);
		return fail(tx);
	}
	entry.object = name;
	entry.case_id = row_case(after);
	entry.row = hash;
	entry.key = key_announced(before, after);
	entry.changes = changes;
	if (revision)
		entry.revision = g_ascii_strtoll(revision, NULL, 10);
	return entry_add(tx, &entry, error);
}

/* --- rows --- */

static bool value_bind(struct statement *statement, int n, const struct record *record, size_t i,
		       GError **error)
{
	return row_bind(statement, n, &record->object->fields[i], record_get(record, i)) ||
	       no_number(record, i, error);
}

static bool row_written(struct tx *tx, struct statement *statement, GError **error)
{
	if (!sql_run(statement, error))
		return false;
	if (sql_changes(tx->db) != 1)
		return err_set(error, ERR_FAILED,
			       _("the row was changed behind this program's back; "
				 "run: blotter audit verify"));
	tx->changes++;
	return true;
}

static bool pk_next(struct tx *tx, const struct object *object, int64_t *pk, GError **error)
{
	/* Nothing is ever deleted, so the largest is the newest. */
	g_autofree char *sql =
		g_strdup_printf("SELECT coalesce(max(pk), 0) + 1 FROM %s", object->table);

	return sql_get_int(tx->db, sql, pk, error);
}

static bool row_insert(struct tx *tx, const struct record *record, const uint8_t salt[ROW_SALT_LEN],
		       GError **error)
{
	const struct object *object = record->object;
	g_autoptr(GString) sql = g_string_new(NULL);
	struct statement *statement;
	bool ok = true;

	g_string_printf(sql, "INSERT OR ROLLBACK INTO %s (pk, seq, salt", object->table);
	for (size_t i = 0; i < object->fields_len; i++)
		g_string_append_printf(sql, ", %s", field_column(&object->fields[i]));
	g_string_append(sql, ") VALUES (?1, ?2, ?3");
	for (size_t i = 0; i < object->fields_len; i++)
		g_string_append_printf(sql, ", ?%zu", i + 4);
	g_string_append_c(sql, ')');
	statement = sql_prepare(tx->db, sql->str, error);
	if (!statement)
		return false;
	sql_bind_int(statement, 1, record->pk);
	sql_bind_int(statement, 2, record->seq);
	sql_bind_blob(statement, 3, salt, ROW_SALT_LEN);
	for (size_t i = 0; ok && i < object->fields_len; i++)
		ok = value_bind(statement, (int)i + 4, record, i, error);
	ok = ok && row_written(tx, statement, error);
	sql_done(statement);
	return ok;
}

bool tx_insert(struct tx *tx, struct record *record, GError **error)
{
	uint8_t salt[ROW_SALT_LEN];

	if (!pk_next(tx, record->object, &record->pk, error))
		return fail(tx);
	record->seq = tx->seq + 1;
	crypt_random(salt, sizeof(salt));
	if (!row_entry(tx, NULL, record, salt, error) || !row_insert(tx, record, salt, error)) {
		record->pk = 0;
		record->seq = 0;
		return fail(tx);
	}
	return true;
}

static bool row_update(struct tx *tx, const struct record *before, const struct record *after,
		       GArray *fields, const uint8_t salt[ROW_SALT_LEN], GError **error)
{
	const struct object *object = after->object;
	g_autoptr(GString) sql = g_string_new(NULL);
	struct statement *statement;
	bool ok = true;

	/* Only what changed, so that only its indexes are written. */
	g_string_printf(sql, "UPDATE OR ROLLBACK %s SET seq = ?3, salt = ?4", object->table);
	for (guint i = 0; i < fields->len; i++)
		g_string_append_printf(
			sql, ", %s = ?%u",
			field_column(&object->fields[g_array_index(fields, guint, i)]), i + 5);
	g_string_append(sql, " WHERE pk = ?1 AND seq = ?2");
	statement = sql_prepare(tx->db, sql->str, error);
	if (!statement)
		return false;
	sql_bind_int(statement, 1, before->pk);
	sql_bind_int(statement, 2, before->seq);
	sql_bind_int(statement, 3, after->seq);
	sql_bind_blob(statement, 4, salt, ROW_SALT_LEN);
	for (guint i = 0; ok && i < fields->len; i++)
		ok = value_bind(statement, (int)i + 5, after, g_array_index(fields, guint, i),
				error);
	ok = ok && row_written(tx, statement, error);
	sql_done(statement);
	return ok;
}

bool tx_update(struct tx *tx, const struct record *before, struct record *after, GError **error)
{
	g_autoptr(GArray) fields = record_difference(before, after);
	uint8_t salt[ROW_SALT_LEN];

	if (fields->len == 0)
		return true;
	after->pk = before->pk;
	after->seq = tx->seq + 1;
	crypt_random(salt, sizeof(salt));
	if (row_entry(tx, before, after, salt, error) &&
	    row_update(tx, before, after, fields, salt, error))
		return true;
	after->seq = before->seq;
	return fail(tx);
}

bool tx_keep_raw(struct tx *tx, const void *bytes, size_t len, char **sha256, GError **error)
{
	uint8_t hash[HASH_LEN];
	g_autofree char *hex = NULL;
	struct statement *statement;
	bool ok;

	crypt_sha256(bytes, len, hash);
	hex = crypt_hex(hash, HASH_LEN);
	statement = sql_prepare(tx->db, "INSERT OR IGNORE INTO raw (sha256, size, bytes) "
				"VALUES (?1, ?2, ?3)", error);
	if (!statement)
		return fail(tx);
	sql_bind_text(statement, 1, hex);
	sql_bind_int(statement, 2, (int64_t)len);
	sql_bind_blob(statement, 3, len > 0 ? bytes : "", len);
	ok = sql_run(statement, error);
	if (ok)
		tx->changes += sql_changes(tx->db);
	sql_done(statement);
	if (!ok)
		return fail(tx);
	*sha256 = g_steal_pointer(&hex);
	return true;
}

/* --- reading inside --- */

bool tx_load_pk(struct tx *tx, const struct object *object, int64_t pk, struct record **record,
		GError **error)
{
	g_autoptr(GString) sql = row_select(object);
	struct statement *statement;
	bool ok;

	g_string_append(sql, " WHERE t.pk = ?1");
	statement = sql_prepare(tx->db, sql->str, error);
	if (!statement)
		return fail(tx);
	sql_bind_int(statement, 1, pk);
	ok = row_read_one(statement, object, record, error);
	sql_done(statement);
	return ok || fail(tx);
}

GPtrArray *tx_load_all(struct tx *tx, const struct object *object, const int *fields,
		       const char *const *values, GError **error)
{
	g_autoptr(GString) sql = row_select(object);
	struct statement *statement;
	GPtrArray *rows = NULL;
	bool ok = true;

	for (int i = 0; fields[i] >= 0; i++)
		g_string_append_printf(sql, " %s t.%s IS ?%d", i == 0 ? "WHERE" : "AND",
				       field_column(&object->fields[fields[i]]), i + 1);
	g_string_append(sql, " ORDER BY t.pk");
	statement = sql_prepare(tx->db, sql->str, error);
	if (!statement) {
		fail(tx);
		return NULL;
	}
	/* A text that is no number is in no INTEGER column. */
	for (int i = 0; ok && fields[i] >= 0; i++)
		ok = row_bind(statement, i + 1, &object->fields[fields[i]], values[i]) ||
		     err_set(error, ERR_INVALID, _("\"%s\" is no number"), values[i]);
	if (ok)
		rows = row_read_all(statement, object, error);
	sql_done(statement);
	if (!rows)
		fail(tx);
	return rows;
}

bool tx_load(struct tx *tx, const struct object *object, size_t field, const char *value,
	     struct record **record, GError **error)
{
	const int fields[] = { (int)field, -1 };
	g_autoptr(GPtrArray) rows = tx_load_all(tx, object, fields, &value, error);

	*record = NULL;
	if (!rows)
		return false;
	if (rows->len > 0)
		*record = g_ptr_array_steal_index(rows, 0);
	return true;
}

bool tx_next_number(struct tx *tx, const char *prefix, int year, int64_t *number, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
		"SELECT coalesce(max(%s), 0) + 1 FROM cases WHERE %s = ?1 AND %s = ?2",
		field_column(&case_object.fields[CASE_ID_NUMBER]),
		field_column(&case_object.fields[CASE_ID_PREFIX]),
		field_column(&case_object.fields[CASE_ID_YEAR]));
	struct statement *statement = sql_prepare(tx->db, sql, error);
	bool ok, row;

	if (!statement)
		return fail(tx);
	sql_bind_text(statement, 1, prefix);
	sql_bind_int(statement, 2, year);
	ok = sql_step(statement, &row, error);
	if (ok)
		*number = sql_int(statement, 0);
	sql_done(statement);
	return ok || fail(tx);
}

/* --- commit --- */

/* The last entry alone: its leaf holds all before it. */
static bool last_sign(struct tx *tx, GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(tx->db, "UPDATE OR ROLLBACK audit SET sig = ?2 WHERE seq = ?1", error);
	uint8_t signature[SIGNATURE_LEN];

	if (!statement)
		return fail(tx);
	if (!canon_sign(keys_signer(tx->store->keys), tx->leaf, signature)) {
		err_set(error, ERR_FAILED, _("the audit entry could not be signed; nothing was saved"));
		return fail(tx);
	}
	sql_bind_int(statement, 1, tx->seq);
	sql_bind_blob(statement, 2, signature, SIGNATURE_LEN);
	if (!row_written(tx, statement, error))
		return fail(tx);
	tx->db->entry = true;
	return true;
}

static bool commit(struct tx *tx, GError **error)
{
	if (tx->failed)
		return err_set(error, ERR_FAILED, _("a part of the change failed; nothing was saved"));
	if (tx->seq > tx->seq_before && !last_sign(tx, error))
		return false;
	if (sql_total_changes(tx->db) - tx->changes_before != tx->changes)
		return err_set(error, ERR_FAILED, _("the store changed more than was asked for; "
						    "nothing was saved"));
	return sql_command(tx->db, "COMMIT", error);
}

static bool anchor_append_head(const struct tx *tx, GError **error)
{
	const struct store_public *public = tx->store->public;
	struct anchor_head head = { .seq = tx->seq, .time = tx->time };

	memcpy(head.leaf, tx->leaf, HASH_LEN);
	return anchor_append(public->anchor, public->uuid, &head, error);
}

/* The anchor's lines stand in the order of the log: its turn is taken under the ticket. The next may write
 * to the store while we wait for the disk here. */
static void anchor_write(struct tx *tx, char **warning)
{
	const char *path = tx->store->public->anchor;
	int fd = tx->store->lock_fd;
	g_autoptr(GError) error = NULL;
	g_autofree char *why = NULL;
	bool turn = path && *path && ticket_take_turn(fd, TURN_ANCHOR, tx->store->patience_ms, &error);

	ticket_return(fd);
	if (turn) {
		anchor_append_head(tx, &error);
		ticket_return_turn(fd, TURN_ANCHOR);
	}
	if (!error)
		return;
	why = g_strdup_printf(_("saved, but the audit head did not reach the anchor file: %s"), error->message);
	if (warning)
		*warning = g_steal_pointer(&why);
	else
		warn_say(why);
}

bool tx_commit(struct tx *tx, char **warning, GError **error)
{
	bool empty = !tx->failed && tx->changes == 0, ok;

	if (warning)
		*warning = NULL;
	/* Nothing was written: nothing to keep, and no entry to ask for. */
	ok = empty || commit(tx, error);
	if (ok && !empty) {
		anchor_write(tx, warning);
		end(tx);
	} else {
		tx_rollback(tx);
	}
	return ok;
}
