/* Values of a filter: what stands after the sign. */
#include <inttypes.h>
#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/filter.h"
#include "src/rules/filter_internal.h"

static bool is_list(const struct field *field)
{
	return field->type == FIELD_LIST || field->type == FIELD_CHOICES;
}

/* "4h", "2d", "90min", with a sign or without: ms; false: it is no span. */
static bool read_span(const char *text, int64_t *ms)
{
	static const struct { const char *unit; int64_t ms; } units[] = {
		{ "min", MINUTE_MS }, { "m", MINUTE_MS }, { "h", HOUR_MS }, { "d", DAY_MS }, { "w", 7 * DAY_MS },
	};
	char *unit;
	gint64 number = g_ascii_strtoll(text, &unit, 10);

	if (unit == text || number < 0 || number > 100000)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (strcmp(unit, units[i].unit) == 0) {
			*ms = number * units[i].ms;
			return true;
		}
	return false;
}

/* A span lies ahead of a deadline, and back from anything else: "due<4h", "created>=2d". */
static bool read_from_now(const struct field *field, const char *text, int64_t now, int64_t *ms)
{
	bool ahead = field->flags & FIELD_AHEAD;

	if (*text == '+' || *text == '-')
		ahead = *text++ == '+';
	if (!read_span(text, ms))
		return false;
	*ms = ahead ? now + *ms : now - *ms;
	return true;
}

/* From when and (without it) to when: a day is a day long, all else a moment. */
static bool read_time(const struct field *field, const char *text, int64_t now, int64_t *from, int64_t *to,
		      char **why)
{
	g_autofree char *value = NULL, *midnight = g_strconcat(text, " 00:00", NULL);

	if (read_from_now(field, text, now, from)) {
		*to = *from + 1;
		return true;
	}
	if (strlen(text) == 10 && time_parse_human(midnight, now, from)) {
		*to = *from + DAY_MS;
		return true;
	}
	if (strcmp(text, "today") == 0 && time_parse_human("today 00:00", now, from)) {
		*to = *from + DAY_MS;
		return true;
	}
	if (!field_read(field, text, now, &value, why)) {
		g_free(*why);
		*why = g_strdup(_("is no time: write 2026-11-20, \"2026-11-20 03:12\", 14:05, now, 4h or 2d"));
		return false;
	}
	*from = g_ascii_strtoll(value, NULL, 10);
	*to = *from + 1;
	return true;
}

static const char *keep_number(struct filter *filter, int64_t number)
{
	return filter_keep(filter, g_strdup_printf("%" PRId64, number));
}

static bool value_time(struct filter *filter, const struct filter_about *about, const struct field *field,
		       struct term *term, const char *sign, const char *text, char **why)
{
	int64_t from, to;

	if (!read_time(field, text, about->now, &from, &to, why))
		return false;
	if (term->op == OP_AT_MOST)
		term->value = keep_number(filter, sign[1] ? to - 1 : from - 1);
	else if (term->op == OP_AT_LEAST)
		term->value = keep_number(filter, sign[1] ? from : to);
	else if (to - from == 1)
		term->value = keep_number(filter, from);
	else {
		term->turned ^= term->op == OP_NOT;
		term->op = OP_DURING;
		term->value = filter_keep(filter, g_strdup_printf("%" PRId64 "\n%" PRId64, from, to));
	}
	return true;
}

/* "<=" of a choice goes by the order of its table: all up to there. */
static bool value_ranked(struct filter *filter, const struct field *field, struct term *term, const char *sign,
			 const char *text, char **why)
{
	g_autofree char *value = NULL;
	g_autoptr(GString) names = g_string_new(NULL);
	bool least = term->op == OP_AT_LEAST, here = false;

	if (!field_read(field, text, 0, &value, why))
		return false;
	for (const struct choice *choice = field->choices; choice->name; choice++) {
		bool is = strcmp(choice->name, value) == 0;

		if (is ? sign[1] == '=' : here == least)
			g_string_append_printf(names, "%s%s", names->len ? "\n" : "", choice->name);
		here |= is;
	}
	term->op = OP_ONE_OF;
	term->value = filter_keep(filter, g_strdup(names->str));
	return true;
}

static char *read_one(const struct filter_about *about, const struct field *field, const char *text, char **why)
{
	bool person = field->type == FIELD_USER || (field->type == FIELD_TEXT && *text == '@');
	char *value = NULL;

	if (strcmp(text, "@now") == 0)
		return g_strdup_printf("%" PRId64, about->now);
	if (strcmp(text, "@me") == 0 || (person && strcmp(text, "me") == 0))
		return g_strdup(about->me);
	if (!field_read(field, text, about->now, &value, why))
		return NULL;
	if (!value)
		*why = g_strdup(_("a value is missing"));
	if (value && field->type == FIELD_GROUP && about->groups &&
	    !g_strv_contains((const char *const *)about->groups, value)) {
		g_autofree char *all = g_strjoinv(", ", (char **)about->groups);

		*why = g_strdup_printf(_("there is no group “%s”: %s"), value, all);
		g_clear_pointer(&value, g_free);
	}
	return value;
}

bool filter_is_case(const char *text)
{
	const char *prefix, *dash = strrchr(text, '-');
	int year;
	int64_t number;

	return dash && strlen(dash) > 4 && case_id_parse(text, &prefix, &year, &number);
}

/* "26-0011": by its whole name, or by each that it may have. */
static char *case_names(const char *text, const char *before)
{
	GString *names = g_string_new(NULL);
	const char *prefix;
	int year;
	int64_t number;

	case_id_parse(text, &prefix, &year, &number);
	for (size_t i = 0; case_prefixes[i]; i++) {
		g_autofree char *id = case_id_make(case_prefixes[i], year, number);

		if (!prefix || strcmp(prefix, case_prefixes[i]) == 0)
			g_string_append_printf(names, "%s%s%s", names->len ? "\n" : "", before, id);
	}
	return g_string_free(names, FALSE);
}

/* The value as rows have it, where it names a case. */
static char *spell_out(const struct object *object, size_t field, char *value)
{
	bool thing = object->fields[field].flags & FIELD_OBJECT;
	const char *name = thing && g_str_has_prefix(value, "case:") ? value + strlen("case:") : value;
	char *names;

	if ((!thing && filter_case_field(object) != (int)field) || !filter_is_case(name))
		return value;
	names = case_names(name, thing ? "case:" : "");
	g_free(value);
	return names;
}

/* One of several: "state:new,triage". A list is asked whether it holds the one. */
static bool value_among(struct filter *filter, const struct filter_about *about, const struct field *field,
			struct term *term, const char *text, char **why)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	g_autoptr(GString) values = g_string_new(NULL);

	for (char **part = parts; *part; part++) {
		g_autofree char *value = read_one(about, field, *part, why);

		if (!value)
			return false;
		value = spell_out(about->object, term->field, value);
		g_string_append_printf(values, "%s%s", values->len ? "\n" : "", value);
	}
	if (strchr(values->str, '\n')) {
		term->turned ^= term->op == OP_NOT;
		term->op = OP_ONE_OF;
	}
	term->value = filter_keep(filter, g_strdup(values->str));
	return true;
}

static bool value_of_list(struct filter *filter, const struct filter_about *about, const struct field *field,
			  struct term *term, const char *text, char **why)
{
	char *value = read_one(about, field, text, why);

	if (!value)
		return false;
	if (strchr(value, '\n')) {
		g_free(value);
		*why = g_strdup(_("a list is asked for one thing at a time: write the word once for each"));
		return false;
	}
	term->turned ^= term->op == OP_NOT;
	term->op = OP_HAS;
	term->value = filter_keep(filter, value);
	return true;
}

static bool can_compare(const struct field *field)
{
	return field->type == FIELD_TIME || field->type == FIELD_INT || field->type == FIELD_CHOICE;
}

/* "owner:none" is "owner!", where nothing that is there has this name. */
static bool means_empty(const struct field *field, const struct term *term, const char *text)
{
	return strcmp(text, "none") == 0 && (term->op == OP_IS || term->op == OP_NOT) &&
	       (field->type == FIELD_USER || field->type == FIELD_TIME);
}

bool filter_value(struct filter *filter, const struct filter_about *about, struct term *term, const char *sign,
		  const char *text, char **why)
{
	const struct field *field = &about->object->fields[term->field];
	bool compares = term->op == OP_AT_MOST || term->op == OP_AT_LEAST;

	*why = NULL;
	if (term->op == OP_CONTAINS || term->op == OP_TEXT) {
		term->value = filter_keep(filter, g_strdup(text));
		return true;
	}
	if (means_empty(field, term, text)) {
		term->op = term->op == OP_IS ? OP_EMPTY : OP_GIVEN;
		return true;
	}
	if (compares && !can_compare(field)) {
		*why = g_strdup_printf(_("%s has no order: use : != or ~"), field->name);
		return false;
	}
	if (field->type == FIELD_TIME && strcmp(text, "@now") != 0)
		return value_time(filter, about, field, term, sign, text, why);
	if (compares && field->type == FIELD_CHOICE)
		return value_ranked(filter, field, term, sign, text, why);
	if (is_list(field))
		return value_of_list(filter, about, field, term, text, why);
	if (compares && strchr(text, ',')) {
		*why = g_strdup(_("is several: one is compared with one"));
		return false;
	}
	if (!value_among(filter, about, field, term, text, why))
		return false;
	if (compares && !sign[1])	/* "<3" is "<=2" */
		term->value = keep_number(filter, g_ascii_strtoll(term->value, NULL, 10) +
					  (term->op == OP_AT_MOST ? -1 : 1));
	return true;
}
