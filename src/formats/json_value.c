/* A strict reader of JSON (RFC 8259) for what comes from outside. jansson, which the rest of the
 * program uses, refuses integers beyond 2^63-1 and rounds decimals to doubles; an alert is
 * evidence, so here a number stays the text it was. */
#include "src/formats/json_value.h"

#include "src/base/i18n.h"
#include <string.h>

#define DEPTH_MAX 64
#define ELEMENTS_MAX 10000
#define STRING_MAX (64 * 1024)
#define NUMBER_MAX 1024 /* characters: nobody means more, and it would end up on a screen */

struct reader {
	const char *bytes;
	size_t len, at;
	unsigned depth, elements;
	bool incomplete;
	const char *problem;
};

static struct json *read_value(struct reader *reader);

static struct json *json_new(enum json_kind kind)
{
	struct json *value = g_new0(struct json, 1);

	value->kind = kind;
	if (kind == JSON_KIND_ARRAY || kind == JSON_KIND_OBJECT)
		value->items = g_ptr_array_new_with_free_func((GDestroyNotify)json_free);
	if (kind == JSON_KIND_OBJECT)
		value->names = g_ptr_array_new_with_free_func(g_free);
	return value;
}

void json_free(struct json *value)
{
	if (!value)
		return;
	g_free(value->text);
	if (value->items)
		g_ptr_array_unref(value->items);
	if (value->names)
		g_ptr_array_unref(value->names);
	g_free(value);
}

static bool refuse(struct reader *reader, const char *problem)
{
	reader->problem = problem;
	return false;
}

static bool refuse_end(struct reader *reader)
{
	reader->incomplete = true;
	return refuse(reader, _("the value is cut off"));
}

/* The byte at the reading place; 0, which no JSON text contains, at the end. */
static char peek(const struct reader *reader)
{
	return reader->at < reader->len ? reader->bytes[reader->at] : '\0';
}

static bool at_end(const struct reader *reader)
{
	return reader->at >= reader->len;
}

static void skip_blanks(struct reader *reader)
{
	while (peek(reader) && strchr(" \t\r\n", peek(reader)))
		reader->at++;
}

static bool read_word(struct reader *reader, const char *word)
{
	size_t len = strlen(word), left = reader->len - reader->at;

	if (memcmp(reader->bytes + reader->at, word, MIN(len, left)) != 0)
		return refuse(reader, _("a value is neither text in quotes, number, true, false, "
					"null, list nor object"));
	if (left < len) {
		reader->at = reader->len;
		return refuse_end(reader);
	}
	reader->at += len;
	return true;
}

static bool read_digits(struct reader *reader)
{
	size_t start = reader->at;

	while (g_ascii_isdigit(peek(reader)))
		reader->at++;
	if (reader->at > start)
		return true;
	return at_end(reader) ? refuse_end(reader) : refuse(reader, _("a number lacks a digit"));
}

static bool read_number(struct reader *reader, char **text)
{
	size_t start = reader->at;

	if (peek(reader) == '-')
		reader->at++;
	if (peek(reader) == '0')
		reader->at++;
	else if (!read_digits(reader))
		return false;
	if (g_ascii_isdigit(peek(reader)))
		return refuse(reader, _("a number begins with 0"));
	if (peek(reader) == '.') {
		reader->at++;
		if (!read_digits(reader))
			return false;
	}
	if (peek(reader) == 'e' || peek(reader) == 'E') {
		reader->at++;
		if (peek(reader) == '+' || peek(reader) == '-')
			reader->at++;
		if (!read_digits(reader))
			return false;
	}
	if (reader->at - start > NUMBER_MAX)
		return refuse(reader, _("a number has too many digits"));
	*text = g_strndup(reader->bytes + start, reader->at - start);
	return true;
}

/* Four hexadecimal digits after \u. */
static bool read_hex4(struct reader *reader, gunichar *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++) {
		if (at_end(reader))
			return refuse_end(reader);
		if (!g_ascii_isxdigit(peek(reader)))
			return refuse(reader, _("\\u needs four hexadecimal digits"));
		*unit = *unit * 16 + (gunichar)g_ascii_xdigit_value(peek(reader));
		reader->at++;
	}
	return true;
}

static bool read_unicode_escape(struct reader *reader, GString *text)
{
	gunichar unit, low;

	if (!read_hex4(reader, &unit))
		return false;
	if (unit == 0)
		return refuse(reader, _("a text contains \\u0000"));
	if (unit >= 0xdc00 && unit <= 0xdfff)
		return refuse(reader, _("\\u gives half a character"));
	if (unit >= 0xd800 && unit <= 0xdbff) {
		for (const char *p = "\\u"; *p; p++) {
			if (at_end(reader))
				return refuse_end(reader);
			if (peek(reader) != *p)
				return refuse(reader, _("\\u gives half a character"));
			reader->at++;
		}
		if (!read_hex4(reader, &low))
			return false;
		if (low < 0xdc00 || low > 0xdfff)
			return refuse(reader, _("\\u gives half a character"));
		unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
	}
	g_string_append_unichar(text, unit);
	return true;
}

static bool read_escape(struct reader *reader, GString *text)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *found;

	reader->at++; /* the backslash */
	if (at_end(reader))
		return refuse_end(reader);
	if (peek(reader) == 'u') {
		reader->at++;
		return read_unicode_escape(reader, text);
	}
	found = peek(reader) ? strchr(letters, peek(reader)) : NULL;
	if (!found)
		return refuse(reader, _("a backslash stands before a character it cannot escape"));
	g_string_append_c(text, meanings[found - letters]);
	reader->at++;
	return true;
}

/* Characters up to the next quote, backslash or control character. */
static bool read_run(struct reader *reader, GString *text)
{
	const char *start = reader->bytes + reader->at, *bad;
	size_t len = 0, left = reader->len - reader->at;

	while (len < left && start[len] != '"' && start[len] != '\\' &&
		(unsigned char)start[len] >= ' ')
		len++;
	if (!g_utf8_validate_len(start, len, &bad)) {
		reader->at += (size_t)(bad - start);
		return len == left && left - (size_t)(bad - start) < 4
			       ? refuse_end(reader)
			       : refuse(reader, _("a text is not valid UTF-8"));
	}
	g_string_append_len(text, start, (gssize)len);
	reader->at += len;
	return true;
}

static bool read_string(struct reader *reader, char **result)
{
	g_autoptr(GString) text = g_string_new(NULL);

	reader->at++; /* the opening quote */
	for (;;) {
		if (!read_run(reader, text))
			return false;
		if (text->len > STRING_MAX)
			return refuse(reader, _("a text is longer than 64 KiB"));
		if (at_end(reader))
			return refuse_end(reader);
		if (peek(reader) == '"')
			break;
		if (peek(reader) != '\\')
			return refuse(reader, _("a text contains a control character or its "
						"closing quote is missing"));
		if (!read_escape(reader, text))
			return false;
	}
	reader->at++;
	*result = g_string_free(g_steal_pointer(&text), FALSE);
	return true;
}

static bool read_name(struct reader *reader, GHashTable *seen, struct json *object)
{
	char *name;

	if (at_end(reader))
		return refuse_end(reader);
	if (peek(reader) != '"')
		return refuse(reader, _("a name in quotes is missing"));
	if (!read_string(reader, &name))
		return false;
	g_ptr_array_add(object->names, name);
	/* Two readers of the same bytes must not see two different alerts. */
	if (!g_hash_table_add(seen, name))
		return refuse(reader, _("a name occurs twice in one object"));
	skip_blanks(reader);
	if (at_end(reader))
		return refuse_end(reader);
	if (peek(reader) != ':')
		return refuse(reader, _("the colon after a name is missing"));
	reader->at++;
	return true;
}

/* What stands between the brackets, and the closing one. seen: names of an object. */
static bool read_members(struct reader *reader, struct json *value, GHashTable *seen)
{
	char close = seen ? '}' : ']';

	skip_blanks(reader);
	if (peek(reader) == close) {
		reader->at++;
		return true;
	}
	for (;;) {
		struct json *item;

		skip_blanks(reader);
		if (seen && !read_name(reader, seen, value))
			return false;
		item = read_value(reader);
		if (!item)
			return false;
		g_ptr_array_add(value->items, item);
		skip_blanks(reader);
		if (at_end(reader))
			return refuse_end(reader);
		if (peek(reader) == close)
			break;
		if (peek(reader) != ',')
			return refuse(reader, _("a comma or a closing bracket is missing"));
		reader->at++;
	}
	reader->at++;
	return true;
}

static bool read_nested(struct reader *reader, struct json *value)
{
	bool object = value->kind == JSON_KIND_OBJECT;
	g_autoptr(GHashTable) seen = object ? g_hash_table_new(g_str_hash, g_str_equal) : NULL;

	if (++reader->depth > DEPTH_MAX)
		return refuse(reader, _("lists and objects are nested more than 64 deep"));
	reader->at++; /* the opening bracket */
	if (!read_members(reader, value, seen))
		return false;
	reader->depth--;
	return true;
}

static enum json_kind kind_of(char first)
{
	switch (first) {
	case '{':
		return JSON_KIND_OBJECT;
	case '[':
		return JSON_KIND_ARRAY;
	case '"':
		return JSON_KIND_STRING;
	case 't':
	case 'f':
		return JSON_KIND_BOOL;
	case '-':
		return JSON_KIND_NUMBER;
	default:
		return g_ascii_isdigit(first) ? JSON_KIND_NUMBER : JSON_KIND_NULL;
	}
}

static bool read_kind(struct reader *reader, struct json *value)
{
	switch (value->kind) {
	case JSON_KIND_OBJECT:
	case JSON_KIND_ARRAY:
		return read_nested(reader, value);
	case JSON_KIND_STRING:
		return read_string(reader, &value->text);
	case JSON_KIND_NUMBER:
		return read_number(reader, &value->text);
	case JSON_KIND_BOOL:
		value->truth = peek(reader) == 't';
		return read_word(reader, value->truth ? "true" : "false");
	case JSON_KIND_NULL:
		break;
	}
	return read_word(reader, "null");
}

static struct json *read_value(struct reader *reader)
{
	CLEANUP(json_free) struct json *value = NULL;

	skip_blanks(reader);
	if (at_end(reader)) {
		refuse_end(reader);
		return NULL;
	}
	if (++reader->elements > ELEMENTS_MAX) {
		refuse(reader, _("there are more than 10,000 values in it"));
		return NULL;
	}
	value = json_new(kind_of(peek(reader)));
	return read_kind(reader, value) ? g_steal_pointer(&value) : NULL;
}

struct json *json_read(
	const char *bytes, size_t len, size_t *used, bool *incomplete, char **problem)
{
	struct reader reader = { .bytes = bytes, .len = len };
	struct json *value = read_value(&reader);

	*used = reader.at;
	*incomplete = reader.incomplete;
	*problem = value ? NULL : g_strdup(reader.problem);
	return value;
}

static const struct json *member(const struct json *object, const char *name, size_t len)
{
	for (guint i = 0; i < object->names->len; i++) {
		const char *have = g_ptr_array_index(object->names, i);

		if (strncmp(have, name, len) == 0 && !have[len])
			return g_ptr_array_index(object->items, i);
	}
	return NULL;
}

const struct json *json_at(const struct json *value, const char *path)
{
	size_t len = strlen(path);

	if (value->kind != JSON_KIND_OBJECT)
		return NULL;
	/* Elastic sends "kibana.alert.uuid" as one name and "user": {"name"} nested, side by side:
	 * the longest name that leads somewhere wins. */
	for (;;) {
		const struct json *found = member(value, path, len);

		if (found && path[len])
			found = json_at(found, path + len + 1);
		if (found)
			return found;
		do {
			if (len == 0)
				return NULL;
			len--;
		} while (path[len] != '.');
	}
}

const char *json_text(const struct json *value, const char *path)
{
	const struct json *found = json_at(value, path);

	if (!found)
		return NULL;
	if (found->kind == JSON_KIND_BOOL)
		return found->truth ? "true" : "false";
	return found->text;
}
