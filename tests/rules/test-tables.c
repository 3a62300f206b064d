/* Every row of every field table is whole. */
#include <glib.h>
#include <string.h>

#include "src/rules/case.h"
#include "src/rules/permission.h"

static void each_field(void (*check)(const struct object *object, const struct field *field))
{
	for (size_t o = 0; objects[o]; o++)
		for (size_t i = 0; i < objects[o]->fields_len; i++) {
			const struct field *field = &objects[o]->fields[i];

			g_test_message("%s.%s", objects[o]->name, field->name ? field->name : "?");
			check(objects[o], field);
		}
}

static bool is_name(const char *name)
{
	return name && *name >= 'a' && *name <= 'z' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

static void check_words(const struct object *object, const struct field *field)
{
	(void)object;
	g_assert_true(is_name(field->name));
	g_assert_true(is_name(field_column(field)));
	g_assert_nonnull(field->label);
	g_assert_cmpuint(strlen(field->label), >, 0);
	/* beside its value in a form of 80 columns */
	g_assert_cmpint(g_utf8_strlen(field->label, -1), <=, 24);
	g_assert_nonnull(field->help);
	g_assert_nonnull(strchr(".?", field->help[strlen(field->help) - 1]));
	g_assert_cmpuint(strlen(field->help), >, 8);
}

static void test_words(void)
{
	each_field(check_words);
}

static void check_choices(const struct object *object, const struct field *field)
{
	bool chooses = field->type == FIELD_CHOICE || field->type == FIELD_CHOICES;

	(void)object;
	g_assert_true(chooses == (field->choices != NULL));
	for (const struct choice *a = field->choices; a && a->name; a++) {
		g_assert_true(g_str_has_prefix(a->name, "SEV") || is_name(a->name));
		g_assert_true(a->label && *a->label);
		g_assert_true(field_choice_find(field, a->name) == a);
		g_assert_true(!a->alias || field_choice_find(field, a->alias) == a);
	}
	if (chooses && field->initial)
		g_assert_nonnull(field_choice_find(field, field->initial));
}

static void test_choices(void)
{
	each_field(check_choices);
}

static void check_unique(const struct object *object, const struct field *field)
{
	static const char *const words[] = {
		"group", "from", "to", "case", "key", "text", "by", "order", "index", "values",
		"table", "select", "where", "check", "default", "references", NULL,
	};

	for (size_t i = 0; i < object->fields_len; i++) {
		const struct field *other = &object->fields[i];

		if (other == field)
			continue;
		g_assert_cmpstr(other->name, !=, field->name);
		g_assert_cmpstr(field_column(other), !=, field_column(field));
	}
	/* columns stand in SQL without quotes, beside pk and seq */
	g_assert_false(g_strv_contains(words, field_column(field)));
	g_assert_cmpstr(field_column(field), !=, "pk");
	g_assert_cmpstr(field_column(field), !=, "seq");
	g_assert_true(field_find(object->fields, object->fields_len, field->name) == field);
	g_assert_cmpint(object_field(object, field->name), ==, field - object->fields);
}

static void test_unique(void)
{
	each_field(check_unique);
}

static void check_needs(const struct object *object, const struct field *field)
{
	bool system = field->flags & FIELD_SYSTEM;

	(void)object;
	for (int i = 0; i < FIELD_NEEDS; i++) {
		if (field->needs[i].moment == MOMENT_NEVER)
			continue;
		g_assert_false(system);
		g_assert_nonnull(field->section);
	}
	if (field->flags & FIELD_HIDDEN) {
		g_assert_true(system);
		g_assert_null(field->section);
	}
}

static void test_needs(void)
{
	each_field(check_needs);
}

static void check_initial(const struct object *object, const struct field *field)
{
	g_autofree char *value = NULL, *problem = NULL;

	(void)object;
	if (!field->initial)
		return;
	g_assert_true(field_read(field, field->initial, 0, &value, &problem));
	g_assert_cmpstr(value, ==, field->initial);
}

static void test_initial(void)
{
	each_field(check_initial);
}

static void test_creation(void)
{
	g_autoptr(GString) asked = g_string_new(NULL);

	for (size_t i = 0; i < CASE_FIELDS; i++)
		for (int n = 0; n < FIELD_NEEDS; n++) {
			const struct need *need = &case_object.fields[i].needs[n];

			if (need->moment == MOMENT_CREATE && need->condition != IF_INGESTED)
				g_string_append_printf(asked, "%s ", case_object.fields[i].name);
		}
	g_assert_cmpstr(asked->str, ==, "title summary group severity t_detected t_discovered "
					"detection_source reporter_name ");
}

static void test_sections(void)
{
	g_autoptr(GPtrArray) sections = g_ptr_array_new();
	glong width = 0;

	for (size_t i = 0; i < CASE_FIELDS; i++) {
		const struct field *field = &case_object.fields[i];

		if (field->section && !g_ptr_array_find_with_equal_func(sections, field->section,
									g_str_equal, NULL)) {
			g_ptr_array_add(sections, (gpointer)field->section);
			width += g_utf8_strlen(field->section, -1) + 2;
		}
	}
	g_assert_cmpuint(sections->len, <=, 8);
	g_assert_cmpint(width, <=, 80);
}

static void test_objects(void)
{
	for (size_t i = 0; objects[i]; i++) {
		g_assert_true(object_find(objects[i]->name) == objects[i]);
		g_assert_true(is_name(objects[i]->table));
		for (size_t k = 0; k < i; k++)
			g_assert_cmpstr(objects[i]->table, !=, objects[k]->table);
	}
	g_assert_null(object_find("cases"));
	g_assert_cmpint(object_key(&case_object), ==, CASE_ID);
	g_assert_cmpint(object_key(object_find("note")), ==, -1);
	g_assert_cmpint(object_field(&case_object, "colour"), ==, -1);
}

/* CONTRACT.md 1 and 2: what scripts rely on. */
static void test_contract(void)
{
	static const char *const names =
		"id uuid title kind state disposition severity cui_involvement group owner "
		"created_at t_discovered due_at due_name restricted revision affected_assets "
		"affected_accounts "
		"none_affected_reason evidence_links contracts corrective_actions summary "
		"detection_source t_detected reporter_name t_ack not_needed_because duplicate_of "
		"evidence_reviewed dfars_reportable t_reported_external correlation_id";
	static const char *const others =
		"transfer.case transfer.from transfer.to transfer.reason transfer.state "
		"transfer.due_at transfer.summary "
		"escalation.case escalation.from escalation.reason "
		"escalation.state escalation.due_at escalation.kind escalation.level alert.source "
		"alert.key alert.title alert.severity alert.count alert.case note.case note.time "
		"note.author note.text action.phase action.text action.time action.target "
		"action.external_id action.automated action.approver user.name user.full_name "
		"group.name member.user member.group member.role setting.name setting.value";
	g_auto(GStrv) of_case = g_strsplit(names, " ", -1);
	g_auto(GStrv) of_others = g_strsplit(others, " ", -1);

	for (char **name = of_case; *name; name++) {
		g_test_message("%s", *name);
		g_assert_cmpint(object_field(&case_object, *name), >=, 0);
	}
	for (char **name = of_others; *name; name++) {
		g_auto(GStrv) parts = g_strsplit(*name, ".", 2);

		g_test_message("%s", *name);
		g_assert_cmpint(object_field(object_find(parts[0]), parts[1]), >=, 0);
	}
}

static void test_contract_choices(void)
{
	static const struct { size_t field; const char *text; } known[] = {
		{ CASE_DETECTION_SOURCE, "edr_av" }, { CASE_DETECTION_SOURCE, "user_report" },
		{ CASE_FUNCTIONAL_IMPACT, "minimal_critical" }, { CASE_SEVERITY, "SEV1" },
		{ CASE_CUI_INVOLVEMENT, "not_assessed" }, { CASE_CUI_INVOLVEMENT, "C0" },
		{ CASE_CUI_INVOLVEMENT, "C3" }, { CASE_STATE, "close_pending" },
		{ CASE_DFARS_REPORTABLE, "undetermined" }, { CASE_DISPOSITION, "entered_in_error" },
		{ CASE_ATTACK_VECTOR, "email_phishing" },
		{ CASE_INCIDENT_TYPE, "data_spill_mis_marking" },
		{ CASE_LOCATION_OF_ACTIVITY, "L3" }, { CASE_INFORMATION_IMPACT, "cui_breach" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		g_test_message("%s", known[i].text);
		g_assert_nonnull(field_choice_find(&case_object.fields[known[i].field],
				known[i].text));
	}
}

static void test_roles_in_both(void)
{
	const struct object *member = object_find("member");
	const struct field *role = field_find(member->fields, member->fields_len, "role");
	int i = 0;

	for (; role->choices[i].name; i++)
		g_assert_cmpstr(role->choices[i].name, ==, roles[i].name);
	g_assert_cmpint(i, ==, ROLES);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tables/every field has a name, a label and help", test_words);
	g_test_add_func("/tables/fields of choice have choices, and only they", test_choices);
	g_test_add_func("/tables/names and columns are unique and no SQL words", test_unique);
	g_test_add_func("/tables/what is needed can be filled in", test_needs);
	g_test_add_func("/tables/every initial value is one the field accepts", test_initial);
	g_test_add_func("/tables/creating a case asks for at most eight fields", test_creation);
	g_test_add_func("/tables/the form's tabs fit into 80 columns", test_sections);
	g_test_add_func("/tables/objects are found by name", test_objects);
	g_test_add_func("/tables/the names scripts rely on are there", test_contract);
	g_test_add_func("/tables/the choices scripts rely on are there", test_contract_choices);
	g_test_add_func("/tables/members may hold every role", test_roles_in_both);
	return g_test_run();
}
