#include "db/row.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
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

GString *row_columns(const struct object *object, const GArray *fields)
{
	GString *sql = g_string_sized_new(4096);

	g_string_append(sql, "SELECT t.pk, t.seq, t.salt");
	for (size_t i = 0; i < fields_count(object, fields); i++) {
		g_string_append(sql, ", t.");
		g_string_append(sql, field_column(&object->fields[field_at(fields, i)]));
	}
	return sql;
}

GString *row_select(const struct object *object)
{
	GString *sql = row_columns(object, NULL);

	g_string_append_printf(sql, " FROM %s AS t", object->table);
	return sql;
}

static bool value_damaged(const struct record *row, size_t field, GError **error)
{
	return err_set(error, ERR_WRONG,
		       _("row %" PRId64 " of %s holds a damaged value in \"%s\"; "
			 "run: blotter audit verify"),
		       row->pk, row->object->table, row->object->fields[field].name);
}

/* False: its type is not the field's, or it goes on behind a NUL, where nobody would see it. */
static bool value_good(const struct field *field, const struct cell *cell)
{
	if (cell->type == SQLITE_NULL)
		return true;
	if (row_is_integer(field))
		return cell->type == SQLITE_INTEGER;
	return cell->type == SQLITE_TEXT && cell->text && !memchr(cell->text, '\0', cell->len);
}

static bool value_read(const struct statement *statement, int column, size_t field, struct record *row,
		       GError **error)
{
	struct cell cell = sql_cell(statement, column);

	if (!value_good(&row->object->fields[field], &cell))
		return value_damaged(row, field, error);
	if (cell.type == SQLITE_INTEGER)
		record_set_int(row, field, cell.number);
	else
		record_set_text(row, field, cell.text, cell.len);
	return true;
}

bool row_read_part(const struct statement *statement, const struct object *object, const GArray *fields,
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

bool row_read(const struct statement *statement, const struct object *object, struct record **record,
	      GError **error)
{
	return row_read_part(statement, object, NULL, record, error);
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

bool row_read_one(struct statement *statement, const struct object *object, struct record **record,
		  GError **error)
{
	bool row;

	*record = NULL;
	if (!sql_step(statement, &row, error))
		return false;
	return !row || row_read(statement, object, record, error);
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

struct column { const char *name; const struct field *field; const char *value; };

static int column_order(const void *a, const void *b)
{
	return strcmp(((const struct column *)a)->name, ((const struct column *)b)->name);
}

/* Those that hold something, sorted; the two first have no field. */
static GArray *columns_of(const struct record *record)
{
	GArray *columns = g_array_sized_new(FALSE, FALSE, sizeof(struct column),
					    (guint)record->object->fields_len + 2);
	struct column pk = { .name = "pk" }, seq = { .name = "seq" };

	g_array_append_val(columns, pk);
	g_array_append_val(columns, seq);
	for (size_t i = 0; i < record->object->fields_len; i++) {
		const struct field *field = &record->object->fields[i];
		struct column column = { field_column(field), field, record_get(record, i) };

		if (column.value)
			g_array_append_val(columns, column);
	}
	qsort(columns->data, columns->len, sizeof(struct column), column_order);
	return columns;
}

static bool column_put(GString *out, const struct column *column, const struct record *record)
{
	gint64 number;

	if (!column->field)
		canon_put_int(out, column->name[0] == 'p' ? record->pk : record->seq);
	else if (!row_is_integer(column->field))
		return canon_put_text(out, column->value);
	else if (g_ascii_string_to_signed(column->value, 10, G_MININT64, G_MAXINT64, &number, NULL))
		canon_put_int(out, number);
	else
		return false;
	return true;
}

/* The columns that are not NULL, as canonical JSON; false when a value cannot stand there. */
static bool columns_put(GString *out, const struct record *record)
{
	g_autoptr(GArray) columns = columns_of(record);

	for (guint i = 0; i < columns->len; i++) {
		const struct column *column = &g_array_index(columns, struct column, i);

		g_string_append(out, i == 0 ? "{\"" : ",\"");
		g_string_append(out, column->name);
		g_string_append(out, "\":");
		if (!column_put(out, column, record))
			return false;
	}
	g_string_append_c(out, '}');
	return true;
}

char *row_hash(const struct record *record, const uint8_t salt[ROW_SALT_LEN])
{
	g_autoptr(GString) text = g_string_sized_new(2048);

	return columns_put(text, record) ? canon_digest(salt, text->str) : NULL;
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
