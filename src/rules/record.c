#include "src/rules/record.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/text.h"

struct record *record_new(const struct object *object)
{
	struct record *record = g_new0(struct record, 1);

	record->object = object;
	record->values = g_new0(char *, object->fields_len);
	for (size_t i = 0; i < object->fields_len; i++)
		record->values[i] = g_strdup(object->fields[i].initial);
	return record;
}

/* Stands where a field was not read. Taken for an empty one, it could be saved as such. */
static char unread[1];

static char *value_copy(char *value)
{
	return value == unread ? unread : g_strdup(value);
}

static void value_free(char *value)
{
	if (value != unread)
		g_free(value);
}

struct record *record_new_part(const struct object *object)
{
	struct record *record = g_new0(struct record, 1);

	record->object = object;
	record->part = true;
	record->values = g_new(char *, object->fields_len);
	for (size_t i = 0; i < object->fields_len; i++)
		record->values[i] = unread;
	return record;
}

struct record *record_copy(const struct record *record)
{
	struct record *copy = g_new0(struct record, 1);

	*copy = *record;
	copy->values = g_new0(char *, record->object->fields_len);
	for (size_t i = 0; i < record->object->fields_len; i++)
		copy->values[i] = value_copy(record->values[i]);
	return copy;
}

void record_free(struct record *record)
{
	if (!record)
		return;
	for (size_t i = 0; i < record->object->fields_len; i++)
		value_free(record->values[i]);
	g_free(record->values);
	g_free(record);
}

const char *record_get(const struct record *record, size_t field)
{
	g_assert(field < record->object->fields_len && record->values[field] != unread);
	return record->values[field];
}

const char *record_text(const struct record *record, size_t field)
{
	const char *value = record_get(record, field);

	return value ? value : "";
}

int64_t record_int(const struct record *record, size_t field)
{
	return g_ascii_strtoll(record_text(record, field), NULL, 10);
}

bool record_has(const struct record *record, size_t field)
{
	return record_get(record, field) != NULL;
}

bool record_is(const struct record *record, size_t field, const char *value)
{
	return strcmp(record_text(record, field), value) == 0;
}

void record_set(struct record *record, size_t field, const char *value)
{
	record_take(record, field, g_strdup(value));
}

void record_take(struct record *record, size_t field, char *value)
{
	g_assert(field < record->object->fields_len);
	if (value && !*value)
		g_clear_pointer(&value, g_free);
	value_free(record->values[field]);
	record->values[field] = value;
}

void record_set_int(struct record *record, size_t field, int64_t value)
{
	char digits[DECIMAL_LEN];

	record_set(record, field, text_decimal(value, digits));
}

const char *record_by_name(const struct record *record, const char *name)
{
	int field = object_field(record->object, name);

	return field < 0 ? NULL : record_get(record, (size_t)field);
}

GArray *record_difference(const struct record *a, const struct record *b)
{
	GArray *fields = g_array_new(FALSE, FALSE, sizeof(guint));

	g_assert(a->object == b->object && !a->part && !b->part);
	for (guint i = 0; i < a->object->fields_len; i++)
		if (g_strcmp0(a->values[i], b->values[i]) != 0)
			g_array_append_val(fields, i);
	return fields;
}

char *record_key(const struct record *record)
{
	int key = object_key(record->object);

	if (key >= 0 && record_has(record, (size_t)key))
		return g_strdup(record_get(record, (size_t)key));
	return g_strdup_printf("%" PRId64, record->pk);
}

int record_compare(const struct record *a, const struct record *b, size_t field)
{
	switch (a->object->fields[field].type) {
	case FIELD_INT:
	case FIELD_TIME:
	case FIELD_BOOL: {
		int64_t x = record_int(a, field), y = record_int(b, field);

		return (x > y) - (x < y);
	}
	default:
		return g_utf8_collate(record_text(a, field), record_text(b, field));
	}
}
