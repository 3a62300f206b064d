#include "db/row.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

#include "db/canon.h"
#include "src/base/i18n.h"

enum { COLUMN_PK, COLUMN_SEQ, COLUMN_SALT, COLUMN_FIELDS };

bool row_is_integer(const struct field *field)
{
	return field->type == FIELD_INT || field->type == FIELD_TIME || field->type == FIELD_BOOL;
}

static size_t fields_count(const struct object *object, const GArray *fields)
{
	return fields ? fields->len : object->fields_len;
}

static size_t field_at(const GArray *fields, size_t i)
{
	return fields ? g_array_index(fields, size_t, i) : i;
}

GString *row_select_part(const struct object *object, const GArray *fields)
{
	GString *sql = g_string_sized_new(4096);

	g_string_append(sql, "SELECT t.pk, t.seq, t.salt");
	for (size_t i = 0; i < fields_count(object, fields); i++) {
		g_string_append(sql, ", t.");
		g_string_append(sql, field_column(&object->fields[field_at(fields, i)]));
	}
	g_string_append_printf(sql, " FROM %s AS t", object->table);
	return sql;
}

GString *row_select(const struct object *object)
{
	return row_select_part(object, NULL);
}

static bool type_fits(int type, const struct field *field)
{
	return type == SQLITE_NULL ||
	       type == (row_is_integer(field) ? SQLITE_INTEGER : SQLITE_TEXT);
}

static bool value_read(struct statement *statement, int column, size_t field, struct record *row,
		       GError **error)
{
	const struct object *object = row->object;

	if (!type_fits(sql_type(statement, column), &object->fields[field]))
		return err_set(error, ERR_WRONG,
			       _("row %" PRId64 " of %s holds a damaged value in \"%s\"; "
				 "run: blotter audit verify"),
			       row->pk, object->table, object->fields[field].name);
	record_set(row, field, sql_text(statement, column));
	return true;
}

static bool fields_read(struct statement *statement, const struct object *object, const GArray *fields,
			struct record **record, GError **error)
{
	CLEANUP(record_free) struct record *row =
		fields ? record_new_part(object) : record_new(object);

	row->pk = sql_int(statement, COLUMN_PK);
	row->seq = sql_int(statement, COLUMN_SEQ);
	for (size_t i = 0; i < fields_count(object, fields); i++)
		if (!value_read(statement, COLUMN_FIELDS + (int)i, field_at(fields, i), row, error))
			return false;
	*record = g_steal_pointer(&row);
	return true;
}

bool row_read(struct statement *statement, const struct object *object, struct record **record,
	      GError **error)
{
	return fields_read(statement, object, NULL, record, error);
}

static void row_free(void *record)
{
	record_free(record);
}

GPtrArray *row_read_all(struct statement *statement, const struct object *object, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);

	for (;;) {
		struct record *record;
		bool more;

		if (!sql_step(statement, &more, error))
			return NULL;
		if (!more)
			return g_steal_pointer(&rows);
		if (!row_read(statement, object, &record, error))
			return NULL;
		g_ptr_array_add(rows, record);
	}
}

bool row_read_part(struct statement *statement, const struct object *object, const GArray *fields,
		   struct record **record, GError **error)
{
	bool row;

	*record = NULL;
	if (!sql_step(statement, &row, error))
		return false;
	return !row || fields_read(statement, object, fields, record, error);
}

bool row_read_one(struct statement *statement, const struct object *object, struct record **record,
		  GError **error)
{
	return row_read_part(statement, object, NULL, record, error);
}

bool row_bind(struct statement *statement, int n, const struct field *field, const char *value)
{
	gint64 number;

	if (!value || !*value) {
		sql_bind_null(statement, n);
	} else if (!row_is_integer(field)) {
		sql_bind_text(statement, n, value);
	} else {
		if (!g_ascii_string_to_signed(value, 10, G_MININT64, G_MAXINT64, &number, NULL))
			return false;
		sql_bind_int(statement, n, number);
	}
	return true;
}

static json_t *value_json(const struct field *field, const char *value)
{
	gint64 number;

	if (!row_is_integer(field))
		return json_string(value);
	if (!g_ascii_string_to_signed(value, 10, G_MININT64, G_MAXINT64, &number, NULL))
		return NULL;
	return json_integer(number);
}

char *row_hash(const struct record *record, const uint8_t salt[ROW_SALT_LEN])
{
	g_autofree char *text = NULL;
	json_t *json = json_object();
	bool ok = true;

	json_object_set_new(json, "pk", json_integer(record->pk));
	json_object_set_new(json, "seq", json_integer(record->seq));
	for (size_t i = 0; ok && i < record->object->fields_len; i++) {
		const struct field *field = &record->object->fields[i];
		const char *value = record_get(record, i);

		if (value)
			ok = json_object_set_new(json, field_column(field),
						 value_json(field, value)) == 0;
	}
	if (ok)
		text = canon_json(json);
	json_decref(json);
	return ok ? canon_digest(salt, text) : NULL;
}

char *row_name(const struct record *record)
{
	g_autofree char *key = record_key(record);

	return g_strconcat(record->object->name, ":", key, NULL);
}

const char *row_case(const struct record *record)
{
	if (record->object == &case_object)
		return record_by_name(record, "id");
	return record_by_name(record, "case");
}
