#include "src/rules/field.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

enum {
	TEXT_MAX = 1000,	/* characters of one line */
	LONG_MAX_CHARS = 65536,
	LIST_MAX = 1000,	/* items */
	NAME_MAX_CHARS = 32,
	DIGITS_MAX = 18,	/* fits int64_t, whatever the digits */
};

const char *field_column(const struct field *field)
{
	return field->column ? field->column : field->name;
}

static bool refuse(char **problem, char *why)
{
	*problem = why;
	return false;
}

static unsigned field_max(const struct field *field)
{
	if (field->max)
		return field->max;
	switch (field->type) {
	case FIELD_LONG:
		return LONG_MAX_CHARS;
	case FIELD_USER:
	case FIELD_GROUP:
		return NAME_MAX_CHARS;
	default:
		return TEXT_MAX;
	}
}

static bool check_length(const struct field *field, const char *text, char **problem)
{
	unsigned max = field_max(field);
	glong len = g_utf8_strlen(text, -1);

	if (len <= (glong)max)
		return true;
	return refuse(problem, g_strdup_printf(_("is too long: %ld characters, %u are allowed"),
					       len, max));
}

/* In a line, breaks and tabs become one blank; a block only loses carriage returns. Other
 * control characters stay: they may be evidence, and every way out makes them harmless. */
static char *tidy(const char *text, bool block)
{
	GString *out = g_string_new(NULL);

	for (; *text; text++) {
		bool space = *text == '\n' || *text == '\t' || *text == '\r';

		if (block && *text == '\r')
			continue;
		if (block || !space)
			g_string_append_c(out, *text);
		else if (out->len && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	return g_string_free(out, FALSE);
}

static bool read_text(const struct field *field, const char *text, char **value, char **problem)
{
	g_autofree char *tidied = tidy(text, field->type == FIELD_LONG);

	if (!check_length(field, tidied, problem))
		return false;
	*value = g_steal_pointer(&tidied);
	return true;
}

/* Names of users and groups stand in "handler@soc", file names and log lines. */
static bool read_name(const struct field *field, const char *text, char **value, char **problem)
{
	if (!check_length(field, text, problem))
		return false;
	if (!g_ascii_isalnum(*text))
		return refuse(problem, g_strdup(_("must begin with a letter or digit")));
	for (const char *p = text; *p; p++)
		if (!g_ascii_isalnum(*p) && !strchr("._-", *p))
			return refuse(problem, g_strdup(
				_("may have only the letters a to z, digits, “.”, “_” and “-”")));
	*value = g_strdup(text);
	return true;
}

static bool read_int(const char *text, char **value, char **problem)
{
	const char *p = text;

	while (*p == '0' && p[1])
		p++;
	if (strspn(p, "0123456789") != strlen(p))
		return refuse(problem, g_strdup(_("must be a whole number, 0 or more")));
	if (strlen(p) > DIGITS_MAX)
		return refuse(problem, g_strdup(_("is too large")));
	*value = g_strdup(p);
	return true;
}

static bool read_time(const char *text, int64_t now, char **value, char **problem)
{
	int64_t ms;

	if (!time_parse(text, &ms) && !(now && time_parse_human(text, now, &ms)))
		return refuse(problem, g_strdup(
			now ? _("is no time: write 2026-11-20 03:12, 14:05 or “2h ago”")
			    : _("is no time: write 2026-11-20T03:12:00Z, with its zone")));
	if (ms < 0)
		return refuse(problem, g_strdup(_("lies before 1970")));
	*value = g_strdup_printf("%" PRId64, ms);
	return true;
}

static bool read_bool(const char *text, char **value, char **problem)
{
	static const char *const words[][2] = {
		{ "0", "1" }, { "no", "yes" }, { "false", "true" }, { "off", "on" },
		{ "n", "y" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		for (int set = 0; set < 2; set++)
			if (g_ascii_strcasecmp(text, words[i][set]) == 0) {
				*value = g_strdup(set ? "1" : "0");
				return true;
			}
	return refuse(problem, g_strdup(_("must be yes or no")));
}

const struct choice *field_choice_find(const struct field *field, const char *name)
{
	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		if (g_ascii_strcasecmp(choice->name, name) == 0 ||
		    (choice->alias && g_ascii_strcasecmp(choice->alias, name) == 0))
			return choice;
	return NULL;
}

static char *not_a_choice(const struct field *field, const char *text)
{
	GString *why = g_string_new(NULL);

	g_string_printf(why, _("“%s” is not one of"), text);
	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		g_string_append_printf(why, "%s %s", choice == field->choices ? ":" : ",",
				       choice->name);
	return g_string_free(why, FALSE);
}

static bool read_choice(const struct field *field, const char *text, char **value, char **problem)
{
	const struct choice *choice = field_choice_find(field, text);

	if (!choice)
		return refuse(problem, not_a_choice(field, text));
	*value = g_strdup(choice->name);
	return true;
}

/* "a,b" or one a line; in the first a comma that belongs to an item is written "\,". */
static GPtrArray *split_typed(const char *text)
{
	GPtrArray *items = g_ptr_array_new_with_free_func(g_free);
	GString *item = g_string_new(NULL);
	char separator = strchr(text, '\n') ? '\n' : ',';

	for (const char *p = text;; p++) {
		if (separator == ',' && p[0] == '\\' && p[1] == ',') {
			g_string_append_c(item, *++p);
		} else if (*p && *p != separator) {
			g_string_append_c(item, *p);
		} else {
			g_autofree char *tidied = tidy(item->str, false);

			g_strstrip(tidied);
			if (*tidied)
				g_ptr_array_add(items, g_steal_pointer(&tidied));
			g_string_truncate(item, 0);
			if (!*p)
				break;
		}
	}
	g_string_free(item, TRUE);
	return items;
}

/* "Nothing" stands alone; "not assessed" gives way to any answer. */
static bool check_choices(char **value, char **problem)
{
	static const char *const alone[] = { "none", "no_impact" };

	if (!strchr(*value, '\n'))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(alone); i++)
		if (list_has(*value, alone[i])) {
			g_free(g_steal_pointer(value));
			return refuse(problem, g_strdup_printf(
				_("“%s” cannot stand beside other values"), alone[i]));
		}
	if (list_has(*value, "not_assessed")) {
		char *rest = list_remove(*value, "not_assessed");

		g_free(*value);
		*value = rest;
	}
	return true;
}

static bool read_item(const struct field *field, const char *item, char **value, char **problem)
{
	if (field->type == FIELD_CHOICES)
		return read_choice(field, item, value, problem);
	if (!check_length(field, item, problem))
		return false;
	*value = g_strdup(item);
	return true;
}

static bool read_list(const struct field *field, const char *text, char **value, char **problem)
{
	g_autoptr(GPtrArray) items = split_typed(text);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < items->len; i++) {
		char *item = NULL;

		if (!read_item(field, g_ptr_array_index(items, i), &item, problem))
			return false;
		if (!g_hash_table_contains(seen, item))
			g_string_append_printf(list, "%s%s", list->len ? "\n" : "", item);
		g_hash_table_add(seen, item);
	}
	if (g_hash_table_size(seen) > LIST_MAX)
		return refuse(problem, g_strdup_printf(_("has %u items, %d are allowed"),
						       g_hash_table_size(seen), LIST_MAX));
	if (list->len)
		*value = g_strdup(list->str);
	return field->type != FIELD_CHOICES || !list->len || check_choices(value, problem);
}

bool field_read(const struct field *field, const char *text, int64_t now, char **value,
		char **problem)
{
	g_autofree char *trimmed = NULL;

	*value = NULL;
	*problem = NULL;
	if (!text)
		return true;
	if (!text_is_utf8(text, strlen(text)))
		return refuse(problem, g_strdup(_("is not valid UTF-8")));
	trimmed = g_strstrip(g_strdup(text));
	if (!*trimmed)
		return true;
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
		return read_text(field, trimmed, value, problem);
	case FIELD_CHOICE:
		return read_choice(field, trimmed, value, problem);
	case FIELD_CHOICES:
	case FIELD_LIST:
		return read_list(field, trimmed, value, problem);
	case FIELD_INT:
		return read_int(trimmed, value, problem);
	case FIELD_TIME:
		return read_time(trimmed, now, value, problem);
	case FIELD_BOOL:
		return read_bool(trimmed, value, problem);
	case FIELD_USER:
	case FIELD_GROUP:
		return read_name(field, trimmed, value, problem);
	}
	g_assert_not_reached();
}

const struct field *field_find(const struct field *fields, size_t len, const char *name)
{
	for (size_t i = 0; i < len; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}
