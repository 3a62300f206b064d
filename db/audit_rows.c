/* The state against the log: rows and raw bytes. */
#include "db/audit_check.h"

#include <inttypes.h>
#include <string.h>

#include "db/row.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"

#define ROWS_SLICE 5000	/* most of them only counted: still a short read */

/* Does the entry seq say that it left the row of this name with this hash? */
static bool entry_says(struct check *check, int64_t seq, const char *name, const char *hash, bool *yes,
		       GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(check->db, "SELECT line FROM audit WHERE seq = ?1", error);
	bool row;

	if (!statement)
		return false;
	sql_bind_int(statement, 1, seq);
	if (!sql_step(statement, &row, error))
		return false;
	*yes = row && sql_text(statement, 0) &&
	       line_scan(&check->line, sql_text(statement, 0), sql_len(statement, 0)) &&
	       g_strcmp0(check->line.object, name) == 0 && hash &&
	       g_strcmp0(check->line.row, hash) == 0;
	return true;
}

static bool raw_there(struct check *check, const struct record *record, GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(check->db, "SELECT 1 FROM raw WHERE sha256 = ?1", error);
	bool row;

	if (record->object != &alert_object || !record_has(record, ALERT_RAW_SHA256))
		return statement != NULL;
	if (!statement)
		return false;
	sql_bind_text(statement, 1, record_get(record, ALERT_RAW_SHA256));
	if (!sql_step(statement, &row, error))
		return false;
	return row || check_wrong(check, record->seq, _("the raw bytes of alert:%" PRId64
							" are gone"), record->pk);
}

static bool row_fits(struct check *check, const struct record *record, const char *hash,
		     GError **error)
{
	g_autofree char *name = row_name(record);
	bool yes;

	if (!entry_says(check, record->seq, name, hash, &yes, error))
		return false;
	if (!yes)
		return check_wrong(check, record->seq,
				   _("%s is not as entry %" PRId64
				     " left it: the row was changed past the log"),
				   name, record->seq);
	check->verdict->rows++;
	return raw_there(check, record, error);
}

static bool row_check(struct check *check, struct statement *statement, const struct object *object,
		      GError **error)
{
	CLEANUP(record_free) struct record *record = NULL;
	g_autoptr(GError) damaged = NULL;
	g_autofree char *hash = NULL;
	const uint8_t *salt;
	size_t len;

	if (!row_read(statement, object, &record, &damaged))
		return check_wrong(check, sql_int(statement, 1), "%s", damaged->message);
	salt = sql_blob(statement, 2, &len);
	if (salt && len == ROW_SALT_LEN)
		hash = row_hash(record, salt);
	return row_fits(check, record, hash, error);
}

/* Not proven with its entry: written since, or wrong. */
static bool doubtful_check(struct check *check, const struct object *object, int64_t pk, GError **error)
{
	g_autoptr(GString) sql = row_select(object);
	CLEANUP(sql_done) struct statement *statement = NULL;
	bool row;

	g_string_append(sql, " WHERE t.pk = ?1");
	statement = sql_prepare(check->db, sql->str, error);
	if (!statement)
		return false;
	sql_bind_int(statement, 1, pk);
	if (!sql_step(statement, &row, error))
		return false;
	if (!row)
		return check_wrong(check, 0, _("the row %" PRId64 " of %s is there and cannot be found by its number"),
				   pk, object->table);
	return row_check(check, statement, object, error);
}

/* Of the table itself, no index: seq is in none that is sorted by pk. */
static struct statement *slice_begin(struct check *check, const struct object *object, int64_t pk, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT t.pk, t.seq FROM %s AS t NOT INDEXED WHERE t.pk > ?1 "
					       "ORDER BY t.pk LIMIT ?2", object->table);
	struct statement *statement = sql_prepare(check->db, sql, error);

	if (statement) {
		sql_bind_int(statement, 1, pk);
		sql_bind_int(statement, 2, ROWS_SLICE);
	}
	return statement;
}

static bool slice_check(struct check *check, const struct kind *kind, int64_t *pk, int *read, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = slice_begin(check, kind->object, *pk, error);
	bool row;

	if (!statement)
		return false;
	for (*read = 0;; ++*read) {
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		if (*pk >= sql_int(statement, 0))
			return check_wrong(check, 0, _("the rows of %s are not in their order"), kind->object->table);
		*pk = sql_int(statement, 0);
		if (kind_proven(kind, *pk) && sql_int(statement, 1) <= check->seq)
			check->verdict->rows++;
		else if (!doubtful_check(check, kind->object, *pk, error))
			return false;
	}
}

/* The slices begin behind the smallest number there is: nothing of ours has it. */
static bool none_least(struct check *check, const char *table, const char *number, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT 1 FROM %s WHERE %s = ?1 LIMIT 1", table, number);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(check->db, sql, error);
	bool row;

	if (!statement)
		return false;
	sql_bind_int(statement, 1, G_MININT64);
	return sql_step(statement, &row, error) &&
	       (!row || check_wrong(check, 0, _("a row of %s has a number that no program gives"), table));
}

bool check_least(struct check *check, GError **error)
{
	for (const struct kind *kind = check->kinds; kind->object; kind++)
		if (!none_least(check, kind->object->table, "pk", error))
			return false;
	return none_least(check, "raw", "rowid", error) && none_least(check, "audit", "seq", error);
}

bool check_rows(struct check *check, GError **error)
{
	for (const struct kind *kind = check->kinds; kind->object; kind++) {
		int64_t pk = G_MININT64;
		int read;

		do {
			bool outer, ok = sql_read_begin(check->db, CHECK_MS, &outer, error);

			ok = ok && slice_check(check, kind, &pk, &read, error);
			if (!sql_read_end(check->db, outer, ok))
				return false;
		} while (read == ROWS_SLICE);
	}
	return true;
}

/* The entry that wrote the alert these bytes belong to; 0: none does. */
static int64_t raw_entry(struct check *check, const char *sha256)
{
	g_autofree char *sql =
		g_strdup_printf("SELECT seq FROM %s WHERE %s = ?1", alert_object.table,
				field_column(&alert_object.fields[ALERT_RAW_SHA256]));
	CLEANUP(sql_done) struct statement *statement = sql_prepare(check->db, sql, NULL);
	bool row;

	if (!statement)
		return 0;
	sql_bind_text(statement, 1, sha256);
	return sql_step(statement, &row, NULL) && row ? sql_int(statement, 0) : 0;
}

/* *rowid: of the last one looked at; *more: there was one. */
static bool raw_next(struct check *check, int64_t *rowid, bool *more, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(check->db,
		"SELECT rowid, sha256, size, bytes FROM raw "
						  "WHERE rowid > ?1 ORDER BY rowid LIMIT 1",
						  error);
	g_autofree char *hex = NULL;
	uint8_t hash[HASH_LEN];
	const void *bytes;
	size_t len;

	if (!statement)
		return false;
	sql_bind_int(statement, 1, *rowid);
	if (!sql_step(statement, more, error))
		return false;
	if (!*more)
		return true;
	*rowid = sql_int(statement, 0);
	bytes = sql_blob(statement, 3, &len);
	crypt_sha256(bytes ? bytes : "", len, hash);
	hex = crypt_hex(hash, HASH_LEN);
	if (g_strcmp0(hex, sql_text(statement, 1)) == 0 && (int64_t)len == sql_int(statement, 2))
		return true;
	return check_wrong(check, raw_entry(check, sql_text(statement, 1)),
			   _("the raw bytes %s were changed"), sql_text(statement, 1));
}

bool check_raw(struct check *check, GError **error)
{
	int64_t rowid = G_MININT64;
	bool more = true;

	while (more) {
		bool outer, ok = sql_read_begin(check->db, CHECK_MS, &outer, error);

		ok = ok && raw_next(check, &rowid, &more, error);
		if (!sql_read_end(check->db, outer, ok))
			return false;
	}
	return true;
}
