/* What wants two people, and who may be the second. */
#include <glib.h>

#include "src/rules/second.h"

/* The person whom an act is about, of "lead@soc auditor"; NULL of NULL. */
static struct person *holder(const char *held)
{
	g_auto(GStrv) names = g_strsplit(held ? held : "", " ", -1);
	struct person *person = held ? person_new("nix") : NULL;

	for (size_t i = 0; names[i]; i++) {
		g_auto(GStrv) parts = g_strsplit(names[i], "@", 2);

		person_grant(person, (enum role)role_find(parts[0]), parts[1]);
	}
	return person;
}

static void test_wanted(void)
{
	static const struct { enum second_when when; const char *held; bool conflict, wanted; } rows[] = {
		{ SECOND_NEVER, NULL, false, false }, { SECOND_NEVER, "account_admin", true, false },
		{ SECOND_ALWAYS, NULL, false, true }, { SECOND_ALWAYS, "reader", false, true },
		{ SECOND_PRIVILEGED, NULL, false, false },	/* a group */
		{ SECOND_PRIVILEGED, "reader", false, false },
		{ SECOND_PRIVILEGED, "reporter handler@soc lead evidence_custodian compliance", false, false },
		{ SECOND_PRIVILEGED, "ingest", false, false },
		{ SECOND_PRIVILEGED, "auditor", false, true },
		{ SECOND_PRIVILEGED, "audit_manager", false, true },
		{ SECOND_PRIVILEGED, "account_admin", false, true },
		{ SECOND_PRIVILEGED, "system_operator", false, true },
		{ SECOND_PRIVILEGED, "records_officer", false, true },
		{ SECOND_PRIVILEGED, "approver", false, true },	/* could be the second person */
		{ SECOND_PRIVILEGED, "handler@soc auditor", false, true },
		{ SECOND_PRIVILEGED, "ingest reader", true, true },	/* accepts a conflict */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(person_free) struct person *person = holder(rows[i].held);

		g_test_message("%d %s", rows[i].when, rows[i].held ? rows[i].held : "nobody");
		g_assert_true(second_wanted(rows[i].when, person, rows[i].conflict) == rows[i].wanted);
	}
}

static void test_third(void)
{
	static const struct { const char *name, *doer, *about; bool third; } rows[] = {
		{ "abe", "ada", "nix", true }, { "abe", "ada", NULL, true },
		{ "ada", "ada", "nix", false }, { "ada", "ada", NULL, false },
		{ "abe", "ada", "abe", false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_true(second_is_third(rows[i].name, rows[i].doer, rows[i].about) == rows[i].third);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/second/privileged roles, conflicts and settings want two people", test_wanted);
	g_test_add_func("/second/it is neither who does it nor whom it is about", test_third);
	return g_test_run();
}
