/* `--help` of the verbs that work by tables: written from the tables. */
#include <string.h>

#include "src/app/action.h"
#include "src/app/intake.h"
#include "src/app/query.h"
#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/verbs.h"
#include "src/rules/filter.h"
#include "src/rules/object.h"

static const char *const target_names[] = {
	[TARGET_NONE] = "", [TARGET_CASE] = " CASE...", [TARGET_ALERT] = " ALERT...", [TARGET_USER] = " USER...",
	[TARGET_GROUP] = " GROUP...", [TARGET_SESSION] = " SESSION...",
};

/* When the field is needed: "to leave triage, if CUI is involved". NULL: never. Caller frees. */
static char *needed_text(const struct field *field)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < FIELD_NEEDS && field->needs[i].moment != MOMENT_NEVER; i++) {
		const char *condition = condition_label(field->needs[i].condition);

		g_string_append_printf(text, "%s%s", text->len ? "; " : "", moment_label(field->needs[i].moment));
		if (*condition)
			g_string_append_printf(text, _(", if %s"), condition);
	}
	return text->len ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static void list_choices(const struct field *field)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		g_string_append_printf(names, " %s", choice->name);
	if (names->len)
		out_line("%30s%s%s", "", _("one of:"), names->str);
}

static void list_argument(const struct field *field)
{
	bool needed = field->needs[0].moment == MOMENT_CREATE;

	out_line("    %-17s %-7s %s", field->name, needed ? _("needed") : "", _(field->help));
	list_choices(field);
}

static bool may_be_set(const struct field *field)
{
	return !(field->flags & (FIELD_SYSTEM | FIELD_HIDDEN)) &&
	       (!(field->flags & FIELD_ACTION_ONLY) || field->needs[0].moment == MOMENT_CREATE);
}

static void list_case_fields(void)
{
	const char *section = NULL;

	for (size_t i = 0; i < case_object.fields_len; i++) {
		const struct field *field = &case_object.fields[i];
		g_autofree char *needed = needed_text(field);

		if (!may_be_set(field))
			continue;
		if (field->section && field->section != section)
			out_line("\n  %s", _(field->section));
		section = field->section;
		out_line("    %-28s %s, %s", field->name, _(field->label), field_type_name(field->type));
		if (needed)
			out_line("%33s%s: %s%s%s", "", _("needed"), needed, field->source ? "; " : "",
				 field->source ? field->source : "");
		out_line("%33s%s", "", _(field->help));
		list_choices(field);
	}
}

#define PRIVILEGED \
	N_("Somebody who agrees, where a privileged role is concerned; without them it is flagged, or refused " \
	   "(setting second_person).")

static const char *const seconds[] = {
	[SECOND_NEVER] = NULL,
	[SECOND_PRIVILEGED] = PRIVILEGED,
	[SECOND_UNLOCKING] = PRIVILEGED,
	[SECOND_ALWAYS] = N_("Somebody who agrees; without them it is flagged, or refused (setting second_person)."),
	[SECOND_LOWERING] = N_("An approver, or somebody who may do it too, who agrees: to lower a CUI determination "
			       "of C2 or more, or the severity there, or to move the discovery later."),
};

static void help_action(const struct action *action)
{
	out_line("\n%s%s", action->name, target_names[action->target]);
	out_line("  %s", _(action->help));
	for (size_t i = 0; i < action->arguments_len; i++)
		list_argument(&action->arguments[i]);
	if (action->target == TARGET_CASE)
		out_line("    %-17s %-7s %s", "revision", "",
			 _("The revision you saw: if the case has changed since, it is a conflict."));
	if (seconds[action->second])
		out_line("    %-17s %-7s %s", "--second NAME", "", _(seconds[action->second]));
	if (action->flags & TAKES_CASE_FIELDS)
		list_case_fields();
}

static void help_actions(void)
{
	out_line("\n%s\n", _("Actions:"));
	for (size_t i = 0; actions[i].name; i++) {
		g_autofree char *usage = g_strconcat(actions[i].name, target_names[actions[i].target], NULL);

		if (!(actions[i].flags & INTERNAL))
			out_line("  %-26s %s", usage, _(actions[i].help));
	}
	out_line("  %-26s %s", "user-password", _("Changes your own password: asks, or --new-password-fd."));
	out_line("\n%s", _("CASE is INC-2026-0041, 26-0041 or 41. NAME=VALUE sets a field, NAME=a,b replaces a\n"
		 "list, NAME+=a adds to it, NAME-=a takes away, NAME= clears. NAME=@FILE reads the value\n"
		 "from a file, NAME=@- from standard input, NAME=@@x means the text @x.\n\n"
		 "--batch is the way for scripts, and for what must not stand on a command line:\n"
		 "  {\"action\": \"note-add\", \"case\": \"26-0041\", \"text\": \"…\"}\n"
		 "\"NAME+\" and \"NAME-\" add and take away; lists may be arrays. The answers:\n"
		 "  {\"ok\":true,\"said\":\"INC-2026-0041\"}\n"
		 "  {\"ok\":false,\"error\":\"invalid\",\"message\":…,\"problems\":[{\"field\":…,\"why\":…}]}\n\n"
		 "`blotter do ACTION --help` lists the arguments of one."));
}

void help_do(const char *const *words)
{
	const struct action *action = words[0] ? action_find(words[0]) : NULL;

	if (action && !(action->flags & INTERNAL))
		help_action(action);
	else
		help_actions();
}

static const char *query_case(const struct query *query)
{
	return query->need == NEEDS_CASE ? " CASE" : query->need == TAKES_CASE ? " [CASE]" : "";
}

static void help_query(const struct query *query)
{
	out_line("\n%s%s", query->name, query_case(query));
	out_line("  %s\n", _(query->help));
	for (size_t i = 0; i < query->object->fields_len; i++) {
		const struct field *field = &query->object->fields[i];

		if (!(field->flags & FIELD_HIDDEN))
			out_line("    %-28s %s, %s", field->name, _(field->label), field_type_name(field->type));
	}
}

static void list_shorts(void)
{
	g_autoptr(GString) list = g_string_new(NULL);
	const char *word, *name;

	for (size_t i = 0; (word = filter_short(i, &name)); i++)
		g_string_append_printf(list, " %s", word);
	out_line(_("Short names:%s."), list->str);
}

void help_look(const char *const *words)
{
	const struct query *query = words[0] ? query_find(words[0]) : NULL;

	if (query) {
		help_query(query);
		return;
	}
	out_line("\n%s\n", _("Queries:"));
	out_line("  %-20s %s", "case CASE", _("Everything of one case, marked at top and bottom."));
	for (size_t i = 0; queries[i].name; i++) {
		g_autofree char *usage = g_strconcat(queries[i].name, query_case(&queries[i]), NULL);

		out_line("  %-20s %s", usage, _(queries[i].help));
	}
	out_line("\n%s", _(
		 "A filter is words, which must all hold: name:value (or name=value), name!=value, name<value,\n"
		 "name<=value, name>value, name>=value, name~part, name? (given), name! (empty). A bare word is\n"
		 "looked for in the title, text:word in the other texts too. a,b is one of these; \"or\" between\n"
		 "two words, \"not\" before one. \"me\" is you; 4h is in four hours for what is due, four hours\n"
		 "ago for all else; -4h and +4h say which. Quote what the shell would take: 'due<4h'.\n"
		 "In JSON and CSV a case in a list has the fields that may stand in lists; `look case`\n"
		 "has them all. `blotter look QUERY --help` names the fields."));
	list_shorts();
}

void help_ingest(const char *const *words)
{
	const char *label;

	(void)words;
	out_line("\n%s\n", _("Formats:"));
	for (size_t i = 0; intake_format(i, &label); i++)
		out_line("  %-10s %s", intake_format(i, &label), _(label));
	out_line("\n%s", _("Without FILE, standard input. Of a directory, its regular files in the order of their\n"
		 "names. What cannot be read is set aside: FILE:LINE: why, on standard error; the rest\n"
		 "goes in, and the exit code is 1. The same alert again is only counted."));
}

void help_init(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("The answers, in YAML; others must not be able to read the file:\n\n"
		 "  organisation: Tarnhollow Precision\n"
		 "  marking: CUI\n"
		 "  groups: [soc, forensics]\n"
		 "  users:\n"
		 "    - {name: lead1, full_name: \"Duty lead\", password: \"…\", roles: [lead@soc]}\n"
		 "    - {name: adm1, full_name: \"Account admin\", password: \"…\", roles: [account_admin]}\n\n"
		 "Also: notice, profile (standard, fips), anchor (a path; STORE.anchor), host_key (a file;\n"
		 "STORE.host-key; none: no such key), intake_group (the first group). The recovery code goes to\n"
		 "standard output, once; without --answers everything is asked and shown at the terminal."));
}
