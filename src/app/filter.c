#include "src/app/filter.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/i18n.h"

void filter_init(struct filter *filter)
{
	filter->terms = g_array_new(FALSE, FALSE, sizeof(struct term));
	filter->texts = g_ptr_array_new_with_free_func(g_free);
}

void filter_clear(struct filter *filter)
{
	g_array_unref(filter->terms);
	g_ptr_array_unref(filter->texts);
}

static const struct { const char *sign; enum op op; bool value; } signs[] = {
	{ "!=", OP_NOT, true }, { "<=", OP_AT_MOST, true }, { ">=", OP_AT_LEAST, true },
	{ "=", OP_IS, true }, { ":", OP_IS, true }, { "~", OP_CONTAINS, true },
	{ "?", OP_GIVEN, false }, { "!", OP_EMPTY, false },
};

#define BLANKS " \t\n"

/* The next word, double quotes kept together and taken off. */
static char *next_word(const char **text)
{
	g_autoptr(GString) word = g_string_new(NULL);
	bool quoted = false;

	for (; **text && (quoted || !strchr(BLANKS, **text)); ++*text) {
		if (**text == '"')
			quoted = !quoted;
		else
			g_string_append_c(word, **text);
	}
	return g_string_free(g_steal_pointer(&word), FALSE);
}

static void add(struct filter *filter, size_t field, enum op op, char *value)
{
	struct term term = { field, op, value };

	g_ptr_array_add(filter->texts, value);
	g_array_append_val(filter->terms, term);
}

/* The first text field of the object: what a bare word looks into. */
static size_t main_text(const struct object *object)
{
	static const char *const names[] = { "title", "text", "full_name", "label", "name", "case", NULL };

	for (size_t i = 0; names[i]; i++)
		if (object_field(object, names[i]) >= 0)
			return (size_t)object_field(object, names[i]);
	return 0;
}

static char *read_value(const struct field *field, enum op op, const char *text, const char *me, int64_t now,
			char **problem)
{
	char *value = NULL;

	if (strcmp(text, "@me") == 0)
		return g_strdup(me);
	if (strcmp(text, "@now") == 0)
		return g_strdup_printf("%" PRId64, now);
	if (op == OP_CONTAINS)
		return g_strdup(text);
	return field_read(field, text, now, &value, problem) ? value : NULL;
}

/* A list is one of several: = asks whether it holds the value. */
static enum op op_of(const struct field *field, enum op op)
{
	return op == OP_IS && (field->type == FIELD_LIST || field->type == FIELD_CHOICES) ? OP_HAS : op;
}

static bool add_word(struct filter *filter, const struct object *object, const char *word, const char *me,
		     int64_t now, GError **error)
{
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz_0123456789");
	g_autofree char *name = g_strndup(word, len);
	int field = object_field(object, name);
	g_autofree char *problem = NULL;
	char *value;

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		const char *rest = word + len + strlen(signs[i].sign);

		if (!g_str_has_prefix(word + len, signs[i].sign) || (!signs[i].value && *rest))
			continue;
		if (field < 0 && *signs[i].sign == ':')
			break;	/* a time, an address: looked for as it stands */
		if (field < 0)
			return err_set(error, ERR_INVALID, _("filter: \"%s\": there is no field \"%s\""), word, name);
		if (!signs[i].value) {
			add(filter, (size_t)field, signs[i].op, NULL);
			return true;
		}
		value = read_value(&object->fields[field], signs[i].op, rest, me, now, &problem);
		if (!value)
			return err_set(error, ERR_INVALID, _("filter: \"%s\": %s"), word,
				       problem ? problem : _("a value is missing"));
		add(filter, (size_t)field, op_of(&object->fields[field], signs[i].op), value);
		return true;
	}
	add(filter, main_text(object), OP_CONTAINS, g_strdup(word));
	return true;
}

bool filter_add(struct filter *filter, const struct object *object, const char *text, const char *me,
		int64_t now, GError **error)
{
	char *word;
	bool good = true;

	while (good && text && *(text += strspn(text, BLANKS))) {
		bool quoted = *text == '"';

		word = next_word(&text);
		if (quoted)
			add(filter, main_text(object), OP_CONTAINS, g_strdup(word));
		else
			good = add_word(filter, object, word, me, now, error);
		g_free(word);
	}
	return good;
}
