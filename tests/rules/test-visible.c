/* Who sees which case. */
#include <string.h>

#include "tests/rules/fixture.h"

#include "src/rules/visible.h"

static struct person *with_role(const char *role)
{
	g_auto(GStrv) parts = g_strsplit(role, "@", 2);
	struct person *person = person_new("bea");

	person_grant(person, (enum role)role_find(parts[0]), parts[1]);
	return person;
}

/* Does bea with this role see: a case of soc, one of legal, one of legal offered to soc, one of
 * legal she made, the first again restricted, without and with her on the list, and one of legal
 * that she is called in to? */
static const struct { const char *role, *sees; } table[] = {
	{ "reader", "y y y y . . y" },
	{ "reader@soc", "y . y . . . y" },
	{ "reporter", ". . . y . . y" },
	{ "reporter@soc", ". . . y . . y" },
	{ "handler", "y y y y . y y" },
	{ "handler@soc", "y . y . . y y" },
	{ "lead@soc", "y . y . . y y" },
	{ "approver", "y y y y . y y" },
	{ "evidence_custodian", ". . . y . . y" },
	{ "compliance", "y y y y . y y" },
	{ "auditor", "y y y y y y y" },
	{ "audit_manager", ". . . . . . ." },
	{ "account_admin", ". . . . . . ." },
	{ "system_operator", ". . . . . . ." },
	{ "records_officer", ". . . y . . y" },
	{ "ingest", ". . . y . . ." },	/* it names what it made, to enrich it */
};

static void stand(int number, struct record *record, struct standing *standing)
{
	static char *groups[] = { (char *)"legal", (char *)"soc", NULL };

	record_set(record, CASE_OWNER, "cyd");
	record_set(record, CASE_GROUP, number == 0 || number == 4 || number == 5 ? "soc" : "legal");
	if (number == 2)
		record_set(record, CASE_OFFERED_TO, "soc");
	if (number == 3)
		record_set(record, CASE_CREATED_BY, "bea");
	if (number == 4 || number == 5)
		record_set(record, CASE_RESTRICTED, "1");
	standing->record = record;
	standing->reachable_groups = number == 2 ? groups : NULL;
	standing->on_access_list = number == 5;
	standing->called = number == 6;
}

static void test_table(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		CLEANUP(person_free) struct person *person = with_role(table[i].role);
		CLEANUP(visibility_free) struct visibility *seen = visibility_of(person);

		for (int n = 0; n < 7; n++) {
			struct standing standing;
			CLEANUP(record_free) struct record *record = new_case();

			stand(n, record, &standing);
			g_test_message("%s, case %d", table[i].role, n);
			g_assert_true(visible(seen, &standing) == (table[i].sees[2 * n] == 'y'));
		}
	}
}

/* Pairs of roles too: the rule for lists and the rule for one case must never differ. */
static void test_same_as_permit(void)
{
	for (size_t a = 0; a < G_N_ELEMENTS(table); a++)
		for (size_t b = 0; b < G_N_ELEMENTS(table); b++) {
			CLEANUP(person_free) struct person *person = with_role(table[a].role);
			g_auto(GStrv) second = g_strsplit(table[b].role, "@", 2);
			struct visibility *seen;

			/* a service may not look, but names what it made */
			if (strcmp(table[a].role, "ingest") == 0 || strcmp(second[0], "ingest") == 0)
				continue;
			person_grant(person, (enum role)role_find(second[0]), second[1]);
			seen = visibility_of(person);
			for (int n = 0; n < 7; n++) {
				struct standing standing;
				CLEANUP(record_free) struct record *record = new_case();

				stand(n, record, &standing);
				g_test_message("%s %s, case %d", table[a].role, table[b].role, n);
				g_assert_cmpint(permit(person, PERM_CASE_VIEW, &standing), ==,
						visible(seen, &standing) ? LEVEL_YES : LEVEL_NO);
			}
			visibility_free(seen);
		}
}

static void test_queues(void)
{
	CLEANUP(person_free) struct person *everywhere = with_role("lead");
	CLEANUP(person_free) struct person *soc = with_role("handler@soc");
	CLEANUP(person_free) struct person *auditor = with_role("auditor");
	CLEANUP(visibility_free) struct visibility *a = visibility_of(everywhere);
	CLEANUP(visibility_free) struct visibility *b = visibility_of(soc);
	CLEANUP(visibility_free) struct visibility *c = visibility_of(auditor);

	g_assert_true(a->member_everywhere);
	g_assert_null(a->member_of[0]);
	g_assert_false(b->member_everywhere);
	g_assert_cmpstr(b->member_of[0], ==, "soc");
	g_assert_null(b->member_of[1]);
	g_assert_false(c->member_everywhere);
	g_assert_null(c->member_of[0]);
	g_assert_cmpstr(c->user, ==, "bea");
	visibility_free(NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/visible/each role sees what it needs to know", test_table);
	g_test_add_func("/visible/lists and single cases go by the same rule", test_same_as_permit);
	g_test_add_func("/visible/queues show the groups a person works for", test_queues);
	return g_test_run();
}
