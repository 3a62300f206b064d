#include "src/cli/record_json.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/text.h"
#include "src/cli/out.h"
#include "src/rules/case.h"

json_t *text_json(const char *text)
{
	g_autofree char *visible = NULL;

	if (!text)
		return json_null();
	if (text_is_utf8(text, strlen(text)))
		return json_string(text);
	visible = text_visible(text, -1, TEXT_BLOCK);
	return json_string(visible);
}

void answer_text(const struct arguments *arguments, const char *key, const char *text)
{
	if (option_given(arguments, OPTION_JSON))
		out_json(json_pack("{s:o}", key, text_json(text)));
	else
		out_line("%s", text);
}

static json_t *list_json(const char *value)
{
	g_auto(GStrv) items = list_split(value);
	json_t *array = json_array();

	for (size_t i = 0; items[i]; i++)
		json_array_append_new(array, text_json(items[i]));
	return array;
}

json_t *field_json(const struct field *field, const char *value)
{
	g_autofree char *iso = NULL;

	if (!value)
		return json_null();
	switch (field->type) {
	case FIELD_INT:
		return json_integer(g_ascii_strtoll(value, NULL, 10));
	case FIELD_BOOL:
		return json_boolean(strcmp(value, "1") == 0);
	case FIELD_TIME:
		iso = time_iso(g_ascii_strtoll(value, NULL, 10));
		return json_string(iso);
	case FIELD_LIST:
	case FIELD_CHOICES:
		return list_json(value);
	default:
		return text_json(value);
	}
}

bool record_json_has(const struct object *object, size_t field, bool whole)
{
	unsigned flags = object->fields[field].flags;

	if (flags & FIELD_HIDDEN)
		return false;
	return whole || object != &case_object || flags & FIELD_LIST_SAFE;
}

json_t *record_json(const struct record *record, bool whole)
{
	const struct object *object = record->object;
	json_t *json = json_object();

	if (object_key(object) < 0 && object->table)
		json_object_set_new(json, "id", json_integer(record->pk));
	for (size_t i = 0; i < object->fields_len; i++)
		if (record_json_has(object, i, whole))
			json_object_set_new(json, object->fields[i].name,
					    field_json(&object->fields[i], record_get(record, i)));
	if (object == &case_object) {
		g_autofree char *stamp = case_stamp_id(record);

		json_object_set_new(json, "stamp_id", text_json(stamp));
	}
	return json;
}
