#include "src/rules/record.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/text.h"

/* Bytes for the texts of one row of a list: to read it then takes one block, not one for each. */
#define ROOM 400

/* Stands where a field was not read. Taken for an empty one, it could be saved as such. */
#define UNREAD ((char *)UINTPTR_MAX)

static struct record *record_begin(const struct object *object)
{
	struct record *record = g_malloc(sizeof *record + object->fields_len * sizeof(char *) + ROOM);

	*record = (struct record){ .object = object, .values = (char **)(record + 1), .room = ROOM };
	return record;
}

static char *room_of(const struct record *record)
{
	return (char *)(record->values + record->object->fields_len);
}

/* A copy of the text: in the room, or else apart. */
static char *text_keep(struct record *record, const char *text, size_t len)
{
	char *kept;

	if (len < record->room) {
		kept = room_of(record) + ROOM - record->room;
		record->room -= len + 1;
	} else {
		kept = g_malloc(len + 1);
		record->apart = true;
	}
	memcpy(kept, text, len);
	kept[len] = '\0';
	return kept;
}

static char *value_copy(struct record *record, const char *value)
{
	return value && value != UNREAD ? text_keep(record, value, strlen(value)) : (char *)value;
}

struct record *record_new(const struct object *object)
{
	struct record *record = record_begin(object);

	for (size_t i = 0; i < object->fields_len; i++)
		record->values[i] = value_copy(record, object->fields[i].initial);
	return record;
}

struct record *record_new_part(const struct object *object)
{
	struct record *record = record_begin(object);

	record->part = true;
	memset(record->values, 0xff, object->fields_len * sizeof(char *));	/* UNREAD, each */
	return record;
}

struct record *record_copy(const struct record *record)
{
	struct record *copy = record_begin(record->object);

	copy->pk = record->pk;
	copy->seq = record->seq;
	copy->part = record->part;
	for (size_t i = 0; i < record->object->fields_len; i++)
		copy->values[i] = value_copy(copy, record->values[i]);
	return copy;
}

static void value_free(struct record *record, size_t field)
{
	char *value = record->values[field], *room = room_of(record);

	if (value != UNREAD && (value < room || value >= room + ROOM))
		g_free(value);
}

void record_free(struct record *record)
{
	if (!record)
		return;
	for (size_t i = 0; record->apart && i < record->object->fields_len; i++)
		value_free(record, i);
	g_free(record);
}

const char *record_get(const struct record *record, size_t field)
{
	g_assert(field < record->object->fields_len && record->values[field] != UNREAD);
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

static void value_put(struct record *record, size_t field, char *value)
{
	g_assert(field < record->object->fields_len);
	if (record->apart)
		value_free(record, field);
	record->values[field] = value;
}

void record_set_text(struct record *record, size_t field, const char *text, size_t len)
{
	value_put(record, field, len > 0 ? text_keep(record, text, len) : NULL);
}

void record_set(struct record *record, size_t field, const char *value)
{
	record_set_text(record, field, value, value ? strlen(value) : 0);
}

void record_take(struct record *record, size_t field, char *value)
{
	if (value && !*value)
		g_clear_pointer(&value, g_free);
	record->apart = record->apart || value;
	value_put(record, field, value);
}

void record_set_int(struct record *record, size_t field, int64_t value)
{
	char digits[DECIMAL_LEN];
	const char *text = text_decimal(value, digits);

	record_set_text(record, field, text, (size_t)(digits + DECIMAL_LEN - 1 - text));
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
