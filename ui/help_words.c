#include "ui/help_words.h"

#include "src/app/query.h"
#include "src/base/i18n.h"
#include "src/rules/filter.h"
#include "src/rules/preferences.h"
#include "src/rules/state.h"

#include <string.h>

/* Where the rows of a topic go: the help, or what may follow `help `. */
struct words {
	struct ui *ui;
	struct pager *pager;	/* NULL: only names are wanted */
	GPtrArray *found;
	const char *typed;
};

static void add(struct words *words, const char *name, const char *text)
{
	if (words->pager)
		pager_add_pair(words->pager, HELP_COLUMN, name, PAINT_TEXT, text);
	else if (g_str_has_prefix(name, words->typed))
		g_ptr_array_add(words->found, g_strdup(name));
}

/* "Severity. How bad it is. One of: …" */
static char *about_field(const struct field *field)
{
	g_autoptr(GString) text = g_string_new(_(field->label));
	const char *sign = ": ";

	g_string_append_printf(text, ". %s", field->help ? _(field->help) : "");
	for (size_t i = 0; i < FIELD_NEEDS && field->needs[i].moment != MOMENT_NEVER; i++) {
		const char *condition = condition_label(field->needs[i].condition);

		g_string_append_printf(text, _(" Needed %s"), moment_label(field->needs[i].moment));
		if (*condition)
			g_string_append_printf(text, _(", if %s"), condition);
		g_string_append_c(text, '.');
	}
	if (field->choices)
		g_string_append_printf(text, " %s", _("One of"));
	for (const struct choice *choice = field->choices; choice && choice->name; choice++, sign = ", ") {
		g_string_append_printf(text, "%s%s", sign, choice->name);
		if (choice->alias)
			g_string_append_printf(text, " (%s)", choice->alias);
	}
	if (field->choices && !(field->initial && *field->initial))
		g_string_append_c(text, '.');
	if (field->initial && *field->initial)
		g_string_append_printf(text, _("; at first %s."), field->initial);
	if (field->source)
		g_string_append_printf(text, _(" Source: %s."), field->source);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void add_field(struct words *words, const struct field *field)
{
	g_autofree char *text = about_field(field);

	add(words, field->name, text);
}

static void add_others(struct words *words)
{
	for (const struct action *action = actions; action->name; action++) {
		g_autofree char *text = NULL;

		if (action->flags & INTERNAL || (words->pager && command_offered(words->ui, action->name)))
			continue;
		text = g_strdup_printf(_("%s. %s Needs the right: %s."), _(action->label),
				       action->help ? _(action->help) : "", _(permissions[action->permission].label));
		add(words, action->name, text);
	}
}

static void add_fields(struct words *words)
{
	for (size_t i = 0; i < case_object.fields_len; i++)
		if (!(case_object.fields[i].flags & FIELD_HIDDEN) && case_object.fields[i].section)
			add_field(words, &case_object.fields[i]);
}

static void add_shorts(struct words *words)
{
	const char *word, *name;

	for (size_t i = 0; (word = filter_short(i, &name)); i++) {
		g_autofree char *text = g_strdup_printf(_("In filters: %s."), name);

		add(words, word, text);
	}
}

static void add_states(struct words *words)
{
	for (int state = 0; state < STATES; state++) {
		g_autoptr(GString) text = g_string_new(_(state_choices[state].label));
		const char *sign = _(". Goes on to ");

		for (size_t i = 0; i < transitions_len; i++) {
			if ((int)transitions[i].from != state)
				continue;
			g_string_append_printf(text, "%s%s", sign, state_choices[transitions[i].to].name);
			sign = ", ";
		}
		g_string_append_c(text, '.');
		add(words, state_choices[state].name, text->str);
	}
}

static void add_settings(struct words *words)
{
	for (size_t i = 0; i < settings_len; i++)
		add_field(words, &settings[i].field);
}

static void add_preferences(struct words *words)
{
	for (size_t i = 0; i < preferences_len; i++)
		add_field(words, &preferences[i].field);
}

static void add_lists(struct words *words)
{
	for (const struct query *query = queries; query->name; query++)
		add(words, query->name, _(query->help));
}

static void add_roles(struct words *words)
{
	for (int i = 0; i < ROLES; i++)
		add(words, roles[i].name, _(roles[i].purpose));
}

static const struct topic {
	const char *title;	/* N_() */
	void (*add)(struct words *words);
} topics[] = {
	{ N_("Other actions, not to be done here now"), add_others },
	{ N_("Fields of a case, in forms and filters"), add_fields },
	{ N_("Short names in filters"), add_shorts },
	{ N_("States of a case"), add_states },
	{ N_("Your preferences, by :set"), add_preferences },
	{ N_("Settings of the house"), add_settings },
	{ N_("Lists, as blotter look names them"), add_lists },
	{ N_("Roles"), add_roles },
};

void help_words(struct ui *ui, struct pager *pager)
{
	struct words words = { .ui = ui, .pager = pager };

	for (size_t i = 0; ui->session && i < G_N_ELEMENTS(topics); i++) {
		pager_add_heading(pager, 1, _(topics[i].title));
		topics[i].add(&words);
	}
}

void help_complete(struct ui *ui, GPtrArray *found, const char *typed)
{
	struct words words = { .ui = ui, .found = found, .typed = typed };

	for (size_t i = 0; i < G_N_ELEMENTS(topics); i++)
		topics[i].add(&words);
}
