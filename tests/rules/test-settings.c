/* Settings: every row is whole, and numbers stay within their limits. */
#include <glib.h>
#include <string.h>

#include "src/rules/settings.h"

static void test_rows(void)
{
	for (size_t i = 0; i < settings_len; i++) {
		const struct setting_row *row = &settings[i];
		g_autofree char *value = NULL, *problem = NULL;

		g_test_message("%s", row->field.name);
		g_assert_true(setting_find(row->field.name) == row);
		g_assert_true(row->field.label && row->field.help);
		g_assert_true((row->field.type == FIELD_INT) == (row->max > 0));
		g_assert_true(setting_read(row, row->field.initial, &value, &problem));
		g_assert_cmpstr(value, ==, row->field.initial);
	}
	g_assert_null(setting_find("colour"));
	g_assert_null(setting_find(NULL));
}

static void test_limits(void)
{
	static const struct { const char *name, *text, *value; } rows[] = {
		{ "password_min", "15", "15" }, { "password_min", "128", "128" },
		{ "password_min", "14", NULL }, { "password_min", "0", NULL },
		{ "password_min", "129", NULL }, { "password_min", "many", NULL },
		{ "ingest_case_from", "critical", "critical" },
		{ "ingest_case_from", "urgent", NULL },
		{ "intake_group", "soc", "soc" }, { "intake_group", "so c", NULL },
		{ "marking", "DEMO DATA, CONTAINS NO CUI", "DEMO DATA, CONTAINS NO CUI" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *value = NULL, *problem = NULL;
		const struct setting_row *row = setting_find(rows[i].name);
		bool good = setting_read(row, rows[i].text, &value, &problem);

		g_test_message("%s: %s", rows[i].name, rows[i].text);
		g_assert_true(good == (rows[i].value != NULL));
		g_assert_cmpstr(value, ==, rows[i].value);
		g_assert_true(good == (problem == NULL));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/settings/every row is whole and its default holds", test_rows);
	g_test_add_func("/settings/numbers stay within their limits", test_limits);
	return g_test_run();
}
