/* The row's canonical JSON comes straight from the statement, whose columns stand in the order of the JSON: no
 * record, no sorting, no copy for each. row_hash says what it must be. */
#include "db/audit_prove.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "db/row.h"
#include "src/rules/alert.h"
#include "src/rules/case.h"

/* Rows beyond are left to check_rows: nobody has so many, and a forged pk should cost no memory. */
#define PROVEN_MOST (INT64_C(1) << 27)

struct column { const char *name; bool integer; const struct field *field; };

enum { READ_SALT, READ_COLUMNS };	/* of kind->read */

/* --- kinds --- */

static int column_order(const void *a, const void *b)
{
	return strcmp(((const struct column *)a)->name, ((const struct column *)b)->name);
}

static GArray *columns_of(const struct object *object)
{
	GArray *columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	const struct column own[] = { { "pk", true, NULL }, { "seq", true, NULL } };

	g_array_append_vals(columns, own, G_N_ELEMENTS(own));
	for (size_t i = 0; i < object->fields_len; i++) {
		const struct field *field = &object->fields[i];
		struct column column = { field_column(field), row_is_integer(field), field };

		g_array_append_val(columns, column);
	}
	g_array_sort(columns, column_order);
	return columns;
}

/* -1: no such column. */
static int column_find(const GArray *columns, const char *name)
{
	for (guint i = 0; i < columns->len; i++)
		if (strcmp(g_array_index(columns, struct column, i).name, name) == 0)
			return (int)i;
	return -1;
}

static const char *key_column(const struct object *object)
{
	int field = object_key(object);

	return field < 0 ? "pk" : field_column(&object->fields[field]);
}

static void kind_init(struct kind *kind, const struct object *object)
{
	kind->object = object;
	kind->columns = columns_of(object);
	kind->key = column_find(kind->columns, key_column(object));
	kind->raw = -1;
	if (object == &alert_object)
		kind->raw = column_find(kind->columns, field_column(&alert_object.fields[ALERT_RAW_SHA256]));
	kind->proven = g_byte_array_new();
}

struct kind *kinds_new(void)
{
	size_t count = 0;
	struct kind *kinds;

	while (objects[count])
		count++;
	kinds = g_new0(struct kind, count + 1);
	for (size_t i = 0; i < count; i++)
		kind_init(&kinds[i], objects[i]);
	return kinds;
}

void kinds_free(struct kind *kinds)
{
	for (struct kind *kind = kinds; kind->object; kind++) {
		if (kind->find)
			sql_done(kind->find);
		if (kind->read)
			sql_done(kind->read);
		g_array_unref(kind->columns);
		g_byte_array_unref(kind->proven);
	}
	g_free(kinds);
}

struct kind *kind_find(struct kind *kinds, const char *name, const char **key)
{
	const char *colon = name ? strchr(name, ':') : NULL;
	size_t len = colon ? (size_t)(colon - name) : 0;

	if (!colon)
		return NULL;
	*key = colon + 1;
	for (struct kind *kind = kinds; kind->object; kind++)
		if (strncmp(kind->object->name, name, len) == 0 && kind->object->name[len] == '\0')
			return kind;
	return NULL;
}

/* --- statements: prepared at the first need, kept to the end --- */

static bool find_prepare(struct kind *kind, struct db *db, GError **error)
{
	const struct object *object = kind->object;
	int field = object_field(object, "case");
	g_autofree char *sql = NULL;

	if (kind->find)
		return true;
	sql = g_strdup_printf("SELECT pk, seq, %s FROM %s WHERE %s = ?1",
			      object == &case_object ? "id" : field < 0 ? "NULL"
							    : field_column(&object->fields[field]),
			      object->table, key_column(object));
	kind->find = sql_prepare(db, sql, error);
	return kind->find != NULL;
}

static bool read_prepare(struct kind *kind, struct db *db, GError **error)
{
	g_autoptr(GString) sql = g_string_new("SELECT t.salt");

	if (kind->read)
		return true;
	for (guint i = 0; i < kind->columns->len; i++)
		g_string_append_printf(sql, ", t.%s", g_array_index(kind->columns, struct column, i).name);
	g_string_append_printf(sql, " FROM %s AS t WHERE t.pk = ?1", kind->object->table);
	kind->read = sql_prepare(db, sql->str, error);
	return kind->read != NULL;
}

bool kind_look(struct kind *kind, struct db *db, const char *key, const char *case_id, struct found_row *found,
	       GError **error)
{
	bool ok;

	if (!find_prepare(kind, db, error))
		return false;
	sql_bind_text(kind->find, 1, key);
	ok = sql_step(kind->find, &found->there, error);
	if (ok && found->there) {
		found->pk = sql_int(kind->find, 0);
		found->seq = sql_int(kind->find, 1);
		found->same_case = g_strcmp0(sql_text(kind->find, 2), case_id) == 0;
	}
	sql_again(kind->find);
	return ok;
}

/* --- the proof --- */

static bool column_put(GString *out, const struct column *column, struct statement *statement, int at)
{
	int type = sql_type(statement, at);
	const char *text;

	if (type != (column->integer ? SQLITE_INTEGER : SQLITE_TEXT))
		return type == SQLITE_NULL;
	text = column->integer ? NULL : sql_text(statement, at);
	if (text && !*text)
		return sql_len(statement, at) == 0;
	g_string_append(out, out->len == 0 ? "{\"" : ",\"");
	g_string_append(out, column->name);
	g_string_append(out, "\":");
	if (text)
		return strlen(text) == sql_len(statement, at) && canon_put_text(out, text);
	canon_put_int(out, sql_int(statement, at));
	return true;
}

static bool row_put(GString *out, const struct kind *kind)
{
	for (guint i = 0; i < kind->columns->len; i++)
		if (!column_put(out, &g_array_index(kind->columns, struct column, i), kind->read,
				READ_COLUMNS + (int)i))
			return false;
	g_string_append_c(out, '}');
	return true;
}

static bool row_fits(const struct kind *kind, struct hasher *hasher, const struct scanned *line)
{
	const char *key = sql_text(kind->read, READ_COLUMNS + kind->key);
	g_autoptr(GString) text = NULL;
	const uint8_t *salt;
	size_t len;

	salt = sql_blob(kind->read, READ_SALT, &len);
	if (!salt || len != ROW_SALT_LEN || !key || strcmp(key, strchr(line->object, ':') + 1) != 0)
		return false;
	text = g_string_sized_new(4096);
	return row_put(text, kind) && canon_digest_fits(hasher, salt, text->str, text->len, line->row);
}

static bool raw_there(const struct kind *kind, struct db *db, bool *there, GError **error)
{
	const char *sha256 = kind->raw < 0 ? NULL : sql_text(kind->read, READ_COLUMNS + kind->raw);
	CLEANUP(sql_done) struct statement *statement = NULL;

	*there = true;
	if (!sha256 || !*sha256)
		return true;
	statement = sql_prepare(db, "SELECT 1 FROM raw WHERE sha256 = ?1", error);
	if (!statement)
		return false;
	sql_bind_text(statement, 1, sha256);
	return sql_step(statement, there, error);
}

static void note(struct kind *kind, int64_t pk, bool proven)
{
	guint byte = (guint)(pk / 8), len = kind->proven->len;

	if (pk < 0 || pk >= PROVEN_MOST || (!proven && byte >= len))
		return;
	if (byte >= len) {
		g_byte_array_set_size(kind->proven, MAX(2 * len, byte + 64));
		memset(kind->proven->data + len, 0, kind->proven->len - len);
	}
	if (proven)
		kind->proven->data[byte] |= (guint8)(1 << pk % 8);
	else
		kind->proven->data[byte] &= (guint8)~(1 << pk % 8);
}

bool kind_prove(struct kind *kind, struct db *db, struct hasher *hasher, const struct scanned *line, int64_t pk,
		GError **error)
{
	bool row = false, proven, ok;

	if (!read_prepare(kind, db, error))
		return false;
	sql_bind_int(kind->read, 1, pk);
	ok = sql_step(kind->read, &row, error);
	proven = ok && row && row_fits(kind, hasher, line);
	if (proven)
		ok = raw_there(kind, db, &proven, error);
	sql_again(kind->read);
	note(kind, pk, ok && proven);
	return ok;
}

bool kind_proven(const struct kind *kind, int64_t pk)
{
	return pk >= 0 && pk < PROVEN_MOST && (guint)(pk / 8) < kind->proven->len &&
	       kind->proven->data[pk / 8] & 1 << pk % 8;
}
