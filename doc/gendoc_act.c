#include "doc/gendoc.h"

#include <stdio.h>
#include <string.h>

#include "doc/roff.h"
#include "src/app/action.h"
#include "src/app/intake.h"
#include "src/app/query.h"
#include "src/cli/options.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/verbs.h"

static void print_option_rows(uint64_t which)
{
	roff_list("Ds", true);
	for (int i = 0; i < OPTIONS; i++) {
		const struct option_row *row = &option_rows[i];
		g_autofree char *rest = row->argument ? g_strdup_printf("Ar %s", row->argument) : NULL;
		g_autofree char *name = g_strconcat("-", row->name, NULL);

		if (!(which & OPTION_BIT(i)))
			continue;
		roff_item("Fl", name, rest);
		roff_format("%c%s.", g_ascii_toupper(*row->help), row->help + 1);
	}
	roff_list_end();
}

void print_options(void)
{
	print_option_rows(OPTIONS_GLOBAL | OPTION_BIT(OPTION_ASCII));
}

void print_verbs(void)
{
	roff_list("Ds", false);
	for (size_t i = 0; i < verbs_len; i++) {
		g_autofree char *usage = roff_word(verbs[i].usage);

		roff_item("Cm", verbs[i].name, *verbs[i].usage ? usage : NULL);
		roff_text(verbs[i].help);
		if (verbs[i].options)
			print_option_rows(verbs[i].options);
	}
	roff_list_end();
}

/* --- actions --- */

static void print_choices(const struct field *field)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", choice->name);
	if (names->len)
		roff_format("One of: %s.", names->str);
}

static void print_argument(const struct field *field)
{
	roff_item("Ar", field->name, NULL);
	if (field->needs[0].moment == MOMENT_CREATE)
		roff_text("Needed.");
	roff_text(field->help);
	print_choices(field);
}

static void print_action(const struct action *action)
{
	static const char *const targets[] = {
		[TARGET_NONE] = NULL, [TARGET_CASE] = "Ar CASE ...", [TARGET_ALERT] = "Ar ALERT ...",
		[TARGET_USER] = "Ar USER ...", [TARGET_GROUP] = "Ar GROUP ...",
		[TARGET_SESSION] = "Ar SESSION ...",
	};

	roff_item("Cm", action->name, targets[action->target]);
	roff_text(action->help);
	if (action->flags & TAKES_CASE_FIELDS)
		roff_text("Takes the fields of a case as arguments.");
	roff_format("Permission: %s.", permissions[action->permission].label);
	if (action->arguments_len == 0)
		return;
	roff_list("Ds", true);
	for (size_t i = 0; i < action->arguments_len; i++)
		print_argument(&action->arguments[i]);
	roff_list_end();
}

void print_actions(void)
{
	roff_list("Ds", false);
	for (const struct action *action = actions; action->name; action++)
		if (!(action->flags & INTERNAL))
			print_action(action);
	roff_list_end();
}

/* --- queries --- */

static void print_json_keys(const struct object *object, bool whole)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (size_t i = 0; i < object->fields_len; i++)
		if (record_json_has(object, i, whole))
			g_string_append_printf(names, "%s%s", names->len ? " " : "", object->fields[i].name);
	roff_text(names->str);
}

/* Each kind of row once, in the order of the queries. */
static void print_rows(void)
{
	g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);

	roff_list("Ds", true);
	for (const struct query *query = queries; query->name; query++) {
		if (!g_hash_table_add(done, (gpointer)query->object))
			continue;
		roff_item("Sy", query->object->name, NULL);
		print_json_keys(query->object, false);
	}
	roff_list_end();
}

void print_queries(void)
{
	static const char *const needs[] = {
		[NEEDS_NOTHING] = NULL, [NEEDS_CASE] = "Ar CASE", [TAKES_CASE] = "Op Ar CASE",
	};

	roff_list("Ds", true);
	roff_item("Cm", "case", "Ar CASE");
	roff_text("Everything of one case, marked at top and bottom.");
	for (const struct query *query = queries; query->name; query++) {
		roff_item("Cm", query->name, needs[query->need]);
		roff_text(query->help);
		roff_format("Columns: %s.", query->columns);
		roff_format("Permission: %s.", permissions[query->permission].label);
	}
	roff_list_end();
	roff_line(".Pp");
	roff_text("In JSON and CSV the rows have these keys, by what they are rows of:");
	roff_line(".Pp");
	print_rows();
}

void print_formats(void)
{
	const char *label, *name;

	roff_list("Ds", true);
	for (size_t i = 0; (name = intake_format(i, &label)); i++) {
		roff_item("Cm", name, NULL);
		roff_format("%s.", label);
	}
	roff_list_end();
}

/* --- exit codes: by making each kind of error --- */

static int code_of(enum err_kind kind, const char **word)
{
	GError *error = NULL;
	int code;

	err_set(&error, kind, "%s", "");
	code = out_error(error, NULL);
	*word = err_word(error);
	g_error_free(error);
	return code;
}

void print_exit(void)
{
	static const struct { enum err_kind kind; const char *help; } kinds[] = {
		{ ERR_DENIED, "The person may not do this. It stands in the audit log." },
		{ ERR_INVALID, "What was given is not acceptable. Every missing or wrong field is named." },
		{ ERR_CONFLICT, "Somebody else changed the record meanwhile." },
		{ ERR_LOGIN, "Sign-in was refused." },
		{ ERR_FAILED, "Anything else: the store, the system, a damaged file." },
		{ ERR_USAGE, "The command line was not understood." },
		{ ERR_WRONG, "A check ran and found something wrong." },
	};

	if (!freopen("/dev/null", "w", stderr))
		return;
	roff_list("Ds", true);
	roff_item("Li", "0", NULL);
	roff_text("Done.");
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const char *word;
		int code = code_of(kinds[i].kind, &word);

		roff_line(".It Li %d , Li \"%s:\"", code, word);
		roff_text(kinds[i].help);
	}
	roff_list_end();
}
