#include "doc/gendoc.h"

#include <string.h>

#include "doc/roff.h"
#include "src/rules/case_choices.h"
#include "src/rules/filter.h"
#include "src/rules/object.h"
#include "src/rules/permission.h"
#include "src/rules/settings.h"
#include "src/rules/state.h"

/* --- filters --- */

void print_shorts(void)
{
	g_autoptr(GString) list = g_string_new(NULL);
	const char *word, *name;

	for (size_t i = 0; (word = filter_short(i, &name)); i++)
		g_string_append_printf(list, "%s%s (%s)", i ? ", " : "", word, name);
	roff_format("Short names: %s.", list->str);
}

/* --- fields --- */

static void print_needs(const struct field *field)
{
	for (size_t i = 0; i < FIELD_NEEDS && field->needs[i].moment != MOMENT_NEVER; i++) {
		const char *condition = condition_label(field->needs[i].condition);

		roff_format("Needed %s%s%s.", moment_label(field->needs[i].moment), *condition ? ", if " : "",
			    condition);
	}
}

static void print_choices(const struct field *field)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (const struct choice *choice = field->choices; choice && choice->name; choice++) {
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", choice->name);
		if (choice->alias)
			g_string_append_printf(names, " (%s)", choice->alias);
	}
	if (names->len)
		roff_format("%s: %s.", field->type == FIELD_CHOICES ? "Any of" : "One of", names->str);
}

static void print_type(const struct field *field)
{
	if (field->max)
		roff_format("%s; %s, at most %u characters.", field->label, field_type_name(field->type),
			    field->max);
	else
		roff_format("%s; %s.", field->label, field_type_name(field->type));
}

static void print_field(const struct field *field)
{
	roff_item("Va", field->name, NULL);
	print_type(field);
	roff_text(field->help);
	print_needs(field);
	print_choices(field);
	if (field->source)
		roff_format("Source: %s.", field->source);
	if (field->flags & FIELD_SYSTEM)
		roff_text("Set by the program.");
	else if (field->flags & FIELD_ACTION_ONLY)
		roff_text("Changed by an action of its own.");
	if (field->flags & FIELD_LIST_SAFE)
		roff_text("Shown in lists.");
}

void print_fields(void)
{
	const char *section = NULL;

	for (size_t i = 0; i < case_object.fields_len; i++) {
		const struct field *field = &case_object.fields[i];

		if (field->flags & FIELD_HIDDEN || !field->section)
			continue;
		if (!section || strcmp(section, field->section) != 0) {
			if (section)
				roff_list_end();
			roff_section(field->section);
			roff_list("Ds", true);
		}
		section = field->section;
		print_field(field);
	}
	if (section)
		roff_list_end();
}

void print_settings(void)
{
	roff_list("Ds", true);
	for (size_t i = 0; i < settings_len; i++) {
		const struct setting_row *row = &settings[i];

		roff_item("Va", row->field.name, NULL);
		print_type(&row->field);
		roff_text(row->field.help);
		print_choices(&row->field);
		if (row->field.type == FIELD_INT)
			roff_format("From %d to %d.", (int)row->min, (int)row->max);
		if (row->field.source)
			roff_format("Source: %s.", row->field.source);
		if (row->field.initial)
			roff_format("Default: %s%s", row->field.initial,
				    g_str_has_suffix(row->field.initial, ".") ? "" : ".");
	}
	roff_list_end();
}

/* --- states --- */

static void print_transition(const struct transition *transition)
{
	g_autofree char *from = roff_word(state_choices[transition->from].name);
	g_autofree char *to = roff_word(state_choices[transition->to].name);

	roff_line(".It Cm %s \\(-> %s", from, to);
	if (transition->moment != MOMENT_NEVER)
		roff_format("The fields needed %s.", moment_label(transition->moment));
	if (transition->guards & GUARD_OWNER)
		roff_text("An owner.");
	if (transition->guards & GUARD_ACTION)
		roff_text("An action taken in the phase that is left, or not_needed_because.");
	if (transition->guards & GUARD_REASON)
		roff_text("A reason.");
	if (transition->stamp >= 0)
		roff_format("Sets %s.", case_object.fields[transition->stamp].name);
}

void print_states(void)
{
	roff_list("Ds", true);
	for (size_t i = 0; i < transitions_len; i++)
		print_transition(&transitions[i]);
	roff_list_end();
}

/* --- roles --- */

void print_roles(void)
{
	roff_list("Ds", true);
	for (int i = 0; i < ROLES; i++) {
		roff_item("Cm", roles[i].name, roles[i].scoped ? "Ns Op @ Ns Ar group" : NULL);
		roff_text(roles[i].purpose);
		if (roles[i].privileged)
			roff_text("A privileged role.");
	}
	roff_list_end();
}

/* One sign a cell: the legend stands beside the table in the manual. */
static char level_sign(enum level level)
{
	static const char signs[] = {
		[LEVEL_NO] = '.', [LEVEL_OWN] = 'o', [LEVEL_ACL] = 'a', [LEVEL_CUI] = 'c', [LEVEL_SECOND] = '2',
		[LEVEL_YES] = 'x',
	};

	return signs[level];
}

void print_permissions(void)
{
	roff_list("Ds", true);
	for (int i = 0; i < ROLES; i++) {
		roff_line(".It Sy %c", 'A' + i);
		roff_text(roles[i].name);
	}
	roff_list_end();
	roff_line(".TS");
	GString *format = g_string_new("l1");

	for (int i = 0; i < ROLES; i++)
		g_string_append(format, i + 1 < ROLES ? " c1" : " c");
	roff_line("%s.", format->str);
	g_string_assign(format, "may");
	for (int i = 0; i < ROLES; i++)
		g_string_append_printf(format, "\t%c", 'A' + i);
	roff_line("%s", format->str);
	roff_line("_");
	for (int i = 0; i < PERMISSIONS; i++) {
		g_string_assign(format, permissions[i].label);
		for (int role = 0; role < ROLES; role++)
			g_string_append_printf(format, "\t%c", level_sign(permissions[i].levels[role]));
		roff_line("%s", format->str);
	}
	g_string_free(format, TRUE);
	roff_line(".TE");
}

void print_conflicts(void)
{
	roff_list("Ds", true);
	for (size_t i = 0; i < conflicts_len; i++) {
		roff_line(".It Cm %s , Cm %s", roles[conflicts[i].a].name, roles[conflicts[i].b].name);
		roff_format("%c%s.", g_ascii_toupper(*conflicts[i].why), conflicts[i].why + 1);
	}
	roff_list_end();
}
