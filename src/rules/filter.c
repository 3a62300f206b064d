#include "src/rules/filter.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/filter_internal.h"

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

const char *filter_keep(struct filter *filter, char *text)
{
	g_ptr_array_add(filter->texts, text);
	return text;
}

/* Longer signs first. */
static const struct { const char *sign; enum op op; bool value; } signs[] = {
	{ "!=", OP_NOT, true }, { "<=", OP_AT_MOST, true }, { ">=", OP_AT_LEAST, true },
	{ "<", OP_AT_MOST, true }, { ">", OP_AT_LEAST, true },
	{ "=", OP_IS, true }, { ":", OP_IS, true }, { "~", OP_CONTAINS, true },
	{ "?", OP_GIVEN, false }, { "!", OP_EMPTY, false },
};

/* One word on the way through a text. */
struct reading {
	struct filter *filter;
	const struct filter_about *about;
	const char *text, *at;		/* all of it; where the next word begins */
	struct filter_fault *fault;
};

static bool wrong(struct reading *reading, size_t from, size_t to, char *why)
{
	*reading->fault = (struct filter_fault){ from, MAX(to, from + 1) - from, why };
	return false;
}

/* The next word, double quotes kept together and taken off. NULL: one is not closed. */
static char *next_word(const char **text)
{
	g_autoptr(GString) word = g_string_new(NULL);
	bool quoted = false;

	for (; **text && (quoted || !strchr(FILTER_BLANKS, **text)); ++*text) {
		if (**text == '"')
			quoted = !quoted;
		else
			g_string_append_c(word, **text);
	}
	return quoted ? NULL : g_string_free(g_steal_pointer(&word), FALSE);
}

static void add(struct reading *reading, struct term term)
{
	g_array_append_val(reading->filter->terms, term);
}

static void add_text(struct reading *reading, struct term term, const char *text)
{
	term.field = filter_main_text(reading->about->object);
	term.op = OP_CONTAINS;
	term.value = filter_keep(reading->filter, g_strdup(text));
	add(reading, term);
}

/* A case's name alone means the case, and may stand in the text as well. */
static void add_name(struct reading *reading, struct term term, const char *word)
{
	int field = filter_case_field(reading->about->object);
	struct term named = term;
	g_autofree char *why = NULL;

	if (field < 0 || !filter_is_case(word)) {
		add_text(reading, term, word);
		return;
	}
	named.field = (size_t)field;
	named.op = OP_IS;
	filter_value(reading->filter, reading->about, &named, "=", word, &why);
	named.or_next = !term.turned;
	add(reading, named);
	if (named.or_next)
		add_text(reading, term, word);
}

/* Who changed it last is no field: the log tells. */
static void add_by(struct reading *reading, struct term term, const char *user)
{
	bool me = !strcmp(user, "me") || !strcmp(user, "@me");

	term.op = OP_BY;
	term.value = filter_keep(reading->filter, g_strdup(me ? reading->about->me : user));
	add(reading, term);
}

static bool is_case(const struct object *object)
{
	return strcmp(object->name, "case") == 0;
}

/* "time>=2026-11-20 03:12": the next word belongs to the day. Caller frees. */
static char *with_clock(struct reading *reading, const struct field *field, const char *value)
{
	const char *at = reading->at + strspn(reading->at, FILTER_BLANKS);
	g_autofree char *clock = g_strndup(at, strcspn(at, FILTER_BLANKS)), *both = NULL;
	int64_t when;

	if (field->type != FIELD_TIME || !g_ascii_isdigit(*at) || !strchr(clock, ':') || strchr(value, ':'))
		return g_strdup(value);
	both = g_strdup_printf("%s %s", value, clock);
	if (!time_parse_human(both, reading->about->now, &when))
		return g_strdup(value);
	reading->at = at + strlen(clock);
	return g_steal_pointer(&both);
}

/* The sign after the name. NULL: none stands there, and the word is text. */
static const char *sign_at(const char *rest, enum op *op, bool *value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(rest, signs[i].sign) && (signs[i].value || !rest[strlen(signs[i].sign)])) {
			*op = signs[i].op;
			*value = signs[i].value;
			return signs[i].sign;
		}
	return NULL;
}

/* from: where the word begins, without its "-". */
static bool read_word(struct reading *reading, struct term term, const char *word, size_t from)
{
	const struct object *object = reading->about->object;
	size_t len = strspn(word, FILTER_LETTERS), end = (size_t)(reading->at - reading->text);
	g_autofree char *name = g_strndup(word, len);
	bool wants_value, text = strcmp(name, "text") == 0 && object_field(object, "text") < 0;
	const char *sign = len ? sign_at(word + len, &term.op, &wants_value) : NULL;
	int field = text ? (int)filter_main_text(object) : filter_field(object, name);
	g_autofree char *value = NULL;
	char *why;

	if (strcmp(word, FILTER_OVERDUE) == 0 && filter_field(object, "due") >= 0)
		return read_word(reading, term, "due<now", from);
	if (g_str_has_prefix(word, FILTER_BY) && is_case(object)) {
		add_by(reading, term, word + strlen(FILTER_BY));
		return true;
	}
	/* a time, an address: looked for as it stands */
	if (!sign || (field < 0 && *sign == ':' && g_ascii_isdigit(*name))) {
		add_name(reading, term, word);
		return true;
	}
	if (field < 0)
		return wrong(reading, from, from + len, filter_no_field(object, name));
	term.field = (size_t)field;
	word += len + strlen(sign);
	if (text && term.op != OP_NOT && wants_value)
		term.op = OP_TEXT;
	else if (text)
		return wrong(reading, from, end, g_strdup(_("text is looked for: text:word, or not text:word")));
	if (wants_value && !*word)
		return wrong(reading, from, end, g_strdup(_("a value is missing")));
	if (wants_value)
		value = with_clock(reading, &object->fields[field], word);
	if (wants_value && !filter_value(reading->filter, reading->about, &term, sign, value, &why))
		return wrong(reading, from, end, why);
	add(reading, term);
	return true;
}

/* Takes the word, if it stands there alone. */
static bool take_keyword(struct reading *reading, const char *keyword)
{
	size_t len = strlen(keyword);

	if (!g_str_has_prefix(reading->at, keyword) ||
	    (reading->at[len] && !strchr(FILTER_BLANKS, reading->at[len])))
		return false;
	reading->at += len;
	reading->at += strspn(reading->at, FILTER_BLANKS);
	return true;
}

static bool take_word(struct reading *reading)
{
	size_t from = (size_t)(reading->at - reading->text);
	struct term term = { .turned = take_keyword(reading, "not") };
	bool quoted = *reading->at == '"';
	g_autofree char *word = NULL;

	if (!*reading->at)
		return wrong(reading, from, from + 3, g_strdup(_("“not” stands before a word")));
	from = (size_t)(reading->at - reading->text);
	word = next_word(&reading->at);
	if (!word)
		return wrong(reading, from, strlen(reading->text), g_strdup(_("the quote is not closed")));
	if (!quoted)
		return read_word(reading, term, word, from);
	add_text(reading, term, word);
	return true;
}

bool filter_read(struct filter *filter, const struct filter_about *about, const char *text,
		 struct filter_fault *fault)
{
	struct reading reading = { filter, about, text, text, fault };
	guint before = filter->terms->len;

	while (text && *(reading.at += strspn(reading.at, FILTER_BLANKS))) {
		size_t from = (size_t)(reading.at - text);
		bool joined = take_keyword(&reading, "or");

		if (joined && (filter->terms->len == before || !*reading.at))
			return wrong(&reading, from, from + 2, g_strdup(_("“or” stands between two words")));
		if (joined)
			g_array_index(filter->terms, struct term, filter->terms->len - 1).or_next = true;
		if (!take_word(&reading))
			return false;
	}
	return true;
}

bool filter_add(struct filter *filter, const struct filter_about *about, const char *text, GError **error)
{
	struct filter_fault fault;
	g_autofree char *word = NULL, *why = NULL;

	if (filter_read(filter, about, text, &fault))
		return true;
	why = fault.why;
	word = g_strndup(text + fault.at, fault.len);
	/* a name that is not known is told with all of its word */
	if (!strpbrk(word, "<>=:~!?\""))
		word = (g_free(word), g_strndup(text + fault.at, strcspn(text + fault.at, FILTER_BLANKS)));
	return err_set(error, ERR_INVALID, _("filter: \"%s\": %s"), word, why);
}

char *filter_pointed(const struct filter_about *about, const char *text)
{
	struct filter filter;
	struct filter_fault fault = { 0 };
	GString *out;

	filter_init(&filter);
	if (filter_read(&filter, about, text, &fault)) {
		filter_clear(&filter);
		return NULL;
	}
	filter_clear(&filter);
	g_free(fault.why);
	g_autofree char *before = g_strndup(text, fault.at), *word = g_strndup(text + fault.at, fault.len);
	g_autofree char *shown = text_visible(text, -1, TEXT_LINE), *lead = text_visible(before, -1, TEXT_LINE);
	g_autofree char *under = text_visible(word, -1, TEXT_LINE);

	out = g_string_new(shown);
	g_string_append_printf(out, "\n%*s", text_width(lead), "");
	for (int i = MAX(text_width(under), 1); i > 0; i--)
		g_string_append_c(out, '^');
	return g_string_free(out, FALSE);
}

bool filter_has_group(const struct filter *filter, const struct object *object)
{
	for (guint i = 0; i < filter->terms->len; i++)
		if (object->fields[g_array_index(filter->terms, struct term, i).field].type == FIELD_GROUP)
			return true;
	return false;
}
