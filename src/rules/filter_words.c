#include "src/rules/filter.h"
#include "src/rules/filter_internal.h"

#include <string.h>

#include "src/base/i18n.h"

/* What is typed often has a short name. */
static const struct { const char *word, *name; } shorts[] = {
	{ "sev", "severity" }, { "cui", "cui_involvement" }, { "due", "due_at" }, { "created", "created_at" },
	{ "discovered", "t_discovered" }, { "detected", "t_detected" }, { "closed", "t_closed" },
	{ "type", "incident_type" }, { "vector", "attack_vector" }, { "host", "affected_assets" },
	{ "account", "affected_accounts" }, { "seen", "last_seen" }, { "changed", "last_change" },
	{ "at", "time" }, { "when", "time" }, { "who", "actor" }, { "what", "action" }, { "on", "object" },
	{ "reported", "t_reported_external" }, { "reportable", "dfars_reportable" },
};

/* What a word alone looks into is the first of these; text: looks into all. */
static const char *const main_texts[] = {
	"title", "summary", "text", "full_name", "label", "name", "reason", "case", "action", "object",
};

const char *filter_short(size_t i, const char **name)
{
	*name = i < G_N_ELEMENTS(shorts) ? shorts[i].name : NULL;
	return i < G_N_ELEMENTS(shorts) ? shorts[i].word : NULL;
}

int filter_field(const struct object *object, const char *name)
{
	int field = object_field(object, name);

	for (size_t i = 0; field < 0 && i < G_N_ELEMENTS(shorts); i++)
		if (strcmp(shorts[i].word, name) == 0)
			field = object_field(object, shorts[i].name);
	return field;
}

int filter_case_field(const struct object *object)
{
	return strcmp(object->name, "case") == 0 ? object_key(object) : object_field(object, "case");
}

size_t filter_main_text(const struct object *object)
{
	for (size_t i = 0; i < G_N_ELEMENTS(main_texts); i++)
		if (object_field(object, main_texts[i]) >= 0)
			return (size_t)object_field(object, main_texts[i]);
	return 0;
}

bool filter_is_text(const struct object *object, size_t field)
{
	const struct field *row = &object->fields[field];

	if (row->type != FIELD_TEXT && row->type != FIELD_LONG)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(main_texts); i++)
		if (strcmp(main_texts[i], row->name) == 0)
			return true;
	return false;
}

/* --- a name that is none --- */

/* Letters that must be changed, left out or put in. */
static size_t distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	g_autofree size_t *row = g_new(size_t, lb + 1);

	for (size_t j = 0; j <= lb; j++)
		row[j] = j;
	for (size_t i = 1; i <= la; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			size_t above = row[j];

			row[j] = MIN(MIN(above, row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
			corner = above;
		}
	}
	return row[lb];
}

static void nearer(const char *name, const char *word, const char **best, size_t *least)
{
	size_t far = distance(name, word);

	if (far < *least) {
		*least = far;
		*best = word;
	}
}

char *filter_no_field(const struct object *object, const char *name)
{
	const char *best = NULL;
	size_t least = 3;
	g_autoptr(GString) all = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(shorts); i++)
		if (object_field(object, shorts[i].name) >= 0)
			nearer(name, shorts[i].word, &best, &least);
	for (size_t i = 0; i < object->fields_len; i++) {
		const struct field *field = &object->fields[i];

		if (field->flags & FIELD_HIDDEN)
			continue;
		nearer(name, field->name, &best, &least);
		if (field->flags & FIELD_LIST_SAFE || object->fields_len < 16)
			g_string_append_printf(all, " %s", field->name);
	}
	if (best)
		return g_strdup_printf(_("there is no field \"%s\"; do you mean %s?"), name, best);
	return g_strdup_printf(_("there is no field \"%s\"; for instance:%s"), name, all->str);
}

/* --- completion --- */

/* Where the last word begins. */
static size_t last_word(const char *text)
{
	bool quoted = false;
	size_t from = 0;

	for (size_t i = 0; text[i]; i++) {
		if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(FILTER_BLANKS, text[i]))
			from = i + 1;
	}
	return from;
}

struct completing {
	GPtrArray *out;
	const char *text;	/* all of it */
	size_t kept;		/* bytes of it that stay */
};

static void offer(struct completing *completing, const char *word, const char *end)
{
	const char *begun = completing->text + completing->kept;

	if (strncmp(word, begun, strlen(begun)) == 0)
		g_ptr_array_add(completing->out, g_strdup_printf("%.*s%s%s", (int)completing->kept,
			completing->text, word, end));
}

static void offer_names(struct completing *completing, const struct object *object)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shorts); i++)
		if (object_field(object, shorts[i].name) >= 0 && object_field(object, shorts[i].word) < 0)
			offer(completing, shorts[i].word, ":");
	if (object_field(object, "text") < 0)
		offer(completing, "text", ":");
	for (size_t safe = 2; safe-- > 0;)	/* what lists show comes first */
		for (size_t i = 0; i < object->fields_len; i++)
			if (!(object->fields[i].flags & FIELD_HIDDEN) &&
			    !!(object->fields[i].flags & FIELD_LIST_SAFE) == !!safe)
				offer(completing, object->fields[i].name, ":");
	if (filter_field(object, "due") >= 0)
		offer(completing, FILTER_OVERDUE, "");
}

static void offer_values(struct completing *completing, const struct field *field, filter_names names, void *data)
{
	static const char *const times[] = { "now", "today", "1h", "4h", "1d", "7d", NULL };
	static const char *const truths[] = { "yes", "no", NULL };
	const char *const *words = field->type == FIELD_TIME ? times : field->type == FIELD_BOOL ? truths : NULL;
	g_auto(GStrv) people = names ? names(field, data) : NULL;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		offer(completing, choice->name, "");
	if (field->type == FIELD_USER)
		offer(completing, "me", "");
	if (field->type == FIELD_USER || field->type == FIELD_TIME)
		offer(completing, "none", "");
	for (char **name = people; name && *name; name++)
		offer(completing, *name, "");
	for (; words && *words; words++)
		offer(completing, *words, "");
}

/* Where the value of a word begins, behind the last comma; 0: it has no sign yet. */
static size_t value_at(const struct object *object, const char *word, int *field)
{
	size_t len = strspn(word, FILTER_LETTERS), sign = strspn(word + len, ":=<>!~");
	g_autofree char *name = g_strndup(word, len);
	const char *comma = strrchr(word, ',');

	*field = filter_field(object, name);
	if (!sign)
		return 0;
	return comma ? (size_t)(comma - word) + 1 : len + sign;
}

char **filter_complete(const struct object *object, const char *text, filter_names names, void *data)
{
	struct completing completing = { g_ptr_array_new(), text, last_word(text) };
	int field;
	size_t value = value_at(object, text + completing.kept, &field);

	completing.kept += value;
	if (!value)
		offer_names(&completing, object);
	else if (field >= 0)
		offer_values(&completing, &object->fields[field], names, data);
	g_ptr_array_add(completing.out, NULL);
	return (char **)g_ptr_array_free(completing.out, FALSE);
}

char *filter_describe(const struct object *object, const char *text)
{
	const char *word = text + last_word(text);
	int field;
	size_t value = value_at(object, word, &field);
	const struct choice *choice;

	if (field < 0)
		return g_str_has_prefix(word, "text:") ? g_strdup(_("Any of the texts contains it.")) : NULL;
	if (!word[value])
		return g_strdup(_(object->fields[field].help));
	choice = field_choice_find(&object->fields[field], word + value);
	return choice ? g_strdup(_(choice->label)) : NULL;
}
