/* A filter held against a record: for lists that no SELECT gives. */
#include <string.h>

#include "src/rules/filter.h"

/* As SQL's LIKE does: A to Z and a to z are the same, and no other letters. */
static bool contains(const char *text, const char *part)
{
	size_t len = strlen(part);

	for (;; text++) {
		if (g_ascii_strncasecmp(text, part, len) == 0)
			return true;
		if (!*text)
			return false;
	}
}

static bool contains_any(const struct record *record, const char *part)
{
	for (size_t i = 0; i < record->object->fields_len; i++)
		if (filter_is_text(record->object, i) && contains(record_text(record, i), part))
			return true;
	return false;
}

static bool is_during(int64_t number, const char *span)
{
	const char *to = span ? strchr(span, '\n') : NULL;

	return to && number >= g_ascii_strtoll(span, NULL, 10) && number < g_ascii_strtoll(to + 1, NULL, 10);
}

/* What a row is called by: "user:gus" by "gus" too. */
static const char *short_name(const struct record *record, size_t field)
{
	const char *value = record_text(record, field), *colon = strchr(value, ':');

	return record->object->fields[field].flags & FIELD_OBJECT && colon ? colon + 1 : value;
}

static bool holds(const struct term *term, const struct record *record)
{
	const char *value = record_text(record, term->field), *sought = term->value ? term->value : "";
	int64_t number = g_ascii_strtoll(value, NULL, 10), limit = g_ascii_strtoll(sought, NULL, 10);

	switch (term->op) {
	case OP_IS:
		return strcmp(value, sought) == 0 || strcmp(short_name(record, term->field), sought) == 0;
	case OP_NOT:
		return strcmp(value, sought) != 0 && strcmp(short_name(record, term->field), sought) != 0;
	case OP_AT_MOST:
		return *value && number <= limit;
	case OP_AT_LEAST:
		return *value && number >= limit;
	case OP_HAS:
		return list_has(value, sought);
	case OP_ONE_OF:
		return *value && (list_has(sought, value) || list_has(sought, short_name(record, term->field)));
	case OP_DURING:
		return *value && is_during(number, sought);
	case OP_CONTAINS:
		return contains(value, sought);
	case OP_BY:
		return false;	/* the store asks the log */
	case OP_TEXT:
		return contains_any(record, sought);
	case OP_EMPTY:
		return !*value;
	case OP_GIVEN:
		return *value;
	}
	g_assert_not_reached();
}

bool filter_matches(const struct filter *filter, const struct record *record)
{
	bool any = false;

	for (guint i = 0; i < filter->terms->len; i++) {
		const struct term *term = &g_array_index(filter->terms, struct term, i);

		any |= holds(term, record) != term->turned;
		if (!any && !term->or_next)
			return false;
		any &= term->or_next;
	}
	return true;
}
