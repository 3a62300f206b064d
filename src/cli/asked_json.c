/* Acts as lines of JSON. */
#include <jansson.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/cli/asked.h"

/* Text as the field rows read it; NULL: a value that no field can hold. */
static char *value_text(const json_t *value);

/* One item a line; in a list of one, commas would split it. */
static char *list_text(const json_t *list)
{
	g_autoptr(GString) text = g_string_new(NULL);
	size_t len = json_array_size(list);

	for (size_t i = 0; i < len; i++) {
		const json_t *each = json_array_get(list, i);
		g_autofree char *item = json_is_array(each) ? NULL : value_text(each);

		if (!item || strchr(item, '\n'))
			return NULL;
		for (const char *p = item; *p; p++)
			g_string_append_printf(text, len == 1 && *p == ',' ? "\\%c" : "%c", *p);
		if (i + 1 < len)
			g_string_append_c(text, '\n');
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *value_text(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return g_strdup(json_string_value(value));
	case JSON_INTEGER:
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	case JSON_TRUE:
		return g_strdup("true");
	case JSON_FALSE:
		return g_strdup("false");
	case JSON_NULL:
		return g_strdup("");
	case JSON_ARRAY:
		return list_text(value);
	default:
		return NULL;
	}
}

/* The key that names the target: "case", "alert", "user", and "target" where no argument of the
 * action has that name. */
static bool is_target(const struct action *action, const char *key)
{
	static const char *const keys[] = {
		[TARGET_CASE] = "case", [TARGET_ALERT] = "alert", [TARGET_USER] = "user", [TARGET_GROUP] = "group",
		[TARGET_SESSION] = "session",
	};

	if (action->target == TARGET_NONE)
		return false;
	return strcmp(key, keys[action->target]) == 0 ||
	       (strcmp(key, "target") == 0 && !field_find(action->arguments, action->arguments_len, key));
}

static bool read_key(const struct action *action, const char *key, const json_t *value, struct request *request,
		     GError **error)
{
	size_t len = strlen(key);
	enum set_kind kind = set_kind_of(key, &len);
	g_autofree char *text = value_text(value), *name = g_strndup(key, len);

	if (!text)
		return err_set(error, ERR_INVALID, _("%s: no field can hold this JSON value"), key);
	if (is_target(action, key)) {
		g_free(request->target);
		request->target = g_steal_pointer(&text);
		return true;
	}
	if (action->target == TARGET_CASE && strcmp(key, "revision") == 0) {
		if (!json_is_integer(value) || json_integer_value(value) < 0)
			return err_set(error, ERR_INVALID, _("revision: must be a whole number, 0 or more"));
		request->revision = json_integer_value(value);
		return true;
	}
	request_change(request, name, kind, text);
	return true;
}

static bool read_object(json_t *object, struct request *request, GError **error)
{
	const char *name = json_string_value(json_object_get(object, "action"));
	const struct action *action = name ? action_find(name) : NULL;
	const char *key;
	json_t *value;

	if (!name)
		return err_set(error, ERR_INVALID, "%s", _("action: is needed"));
	if (!action || action->flags & INTERNAL)
		return err_set(error, ERR_INVALID, _("action: there is none called \"%s\""), name);
	request_clear(request);
	request_init(request, name, NULL);
	json_object_foreach(object, key, value)
		if (strcmp(key, "action") != 0 && !read_key(action, key, value, request, error))
			return false;
	return true;
}

bool asked_json(const char *line, struct request *request, GError **error)
{
	json_error_t where;
	json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, &where);
	bool read;

	request_init(request, "", NULL);
	if (!object)
		return err_set(error, ERR_INVALID, _("this is no line of JSON: %s"), where.text);
	if (json_is_object(object))
		read = read_object(object, request, error);
	else
		read = err_set(error, ERR_INVALID, "%s", _("a JSON object is needed: {\"action\": …}"));
	json_decref(object);
	return read;
}
