/* The privilege matrix, against the one printed in compliance.md 6.2, copied here by hand. */
#include "tests/rules/fixture.h"

#include "src/rules/permission.h"
#include "src/rules/visible.h"

/* . denied, * allowed, o own or assigned only, a access list, k the CUI block, 2 second person.
 * One row of the printed table may stand for several permissions. */
static const char *const columns =
	"reader reporter handler lead approver evidence_custodian compliance auditor "
	"audit_manager account_admin system_operator records_officer ingest";
static const struct { const char *row, *levels, *permissions; } grid[] = {
	{ "create incident", ". * * * . . * . . . . . *", "case-create" },
	{ "view unrestricted", "* o * * * o * * . . . o .", "case-view" },
	{ "view restricted", ". . a a a a a * . . . . .", "case-view-restricted" },
	{ "edit fields", ". . o * . . k . . . . . o", "case-edit" },
	{ "edit notes, actions", ". . o * . . . . . . . . o", "note action" },
	{ "change state", ". . o * . . . . . . . . .", "state" },
	{ "severity up", ". . * * . . . . . . . . .", "severity-up" },
	{ "severity down", ". . . * . . . . . . . . .", "severity-down" },
	{ "CUI determination down", ". . . 2 2 . 2 . . . . . .", "cui-down" },
	{ "change t_discovered", ". . . 2 2 . . . . . . . .", "discovered-later" },
	{ "assign", ". . . * . . . . . . . . .", "assign" },
	{ "take, offer, recall", ". . o * . . . . . . . . .",
	  "take transfer-offer transfer-recall" },
	{ "accept, decline", ". . * * . . . . . . . . .", "transfer-answer" },
	{ "request close", ". . o * . . . . . . . . .", "close-request" },
	{ "approve close", ". . . * * . . . . . . . .", "close-approve" },
	{ "reopen; entered in error", ". . . * . . . . . . . . .", "reopen entered-in-error" },
	{ "restrict", ". . . * . . . . . . . . .", "restrict" },
	{ "escalate", ". . o * . . . . . . . . .", "escalate" },
	{ "acknowledge", ". . * * * * * . . . . . .", "escalation-ack" },
	{ "watch", "* o * * * o * * . . . o .", "watch" },
	{ "alerts: see", ". . * * . . . * . . . . .", "alert-see" },
	{ "alerts: take in", ". . * * . . . . . . . . *", "alert-take-in" },
	{ "alerts: promote, dismiss", ". . * * . . . . . . . . .", "alert-work" },
	{ "audit verify", ". . . * . . . * * . * . .", "audit-verify" },
	{ "audit export", ". . . . . . . * * . . . .", "audit-export" },
	{ "read audit log", ". . . . . . . * * . . . .", "audit-read" },
	{ "… own actions", ". . . . . . . . . * . . .", "audit-own" },
	{ "… case trail", ". . * * . . . * . . . . .", "audit-trail" },
	{ "backup, drill; rollback", ". . . . . . . . . . * . .", "backup rollback-accept" },
	{ "restore, key rotate", ". . . . . . . . . . 2 . .", "restore rotate" },
	{ "… the second person", ". . . . * . . . . . * . .", "agree" },
	{ "… see the backups", ". . . * . . . * * . * . .", "backup-see" },
	{ "users, roles", ". . . . . . . . . * . . .", "users" },
	{ "users, roles: see", ". . . * . . . * . * . . .", "users-see" },
	{ "config", ". . . . . . . . . . * . .", "settings" },
	{ "config: view", ". . . . . . . * . . * . .", "settings-see" },
	{ "own password", "* * * * * * * * * * * * *", "password" },
	{ "own preferences", "* * * * * * * * * * * * *", "preferences" },
	{ "share views", ". . . * . . . . . . . . .", "views-share" },
	{ "templates of cases", ". . . * . . . . . . . . .", "templates" },
	{ "own sessions", "* * * * * * * * * * * * *", "sessions" },
	{ "sessions: see", ". . . . . . . * . * . . .", "sessions-see" },
	{ "who is signed in", ". . . * . . . * . * . . .", "duty-see" },
	{ "sessions: end", ". . . . . . . . . * . . .", "sessions-end" },
};

static char printed_level(const char *permission, int role)
{
	for (size_t i = 0; i < G_N_ELEMENTS(grid); i++) {
		g_auto(GStrv) names = g_strsplit(grid[i].permissions, " ", -1);

		if (g_strv_contains((const char *const *)names, permission))
			return grid[i].levels[2 * role];
	}
	g_error("permission %s is not in the grid", permission);
}

static void test_matrix(void)
{
	g_auto(GStrv) names = g_strsplit(columns, " ", -1);

	g_assert_cmpint((int)g_strv_length(names), ==, ROLES);
	for (int role = 0; role < ROLES; role++) {
		g_assert_cmpint(role_find(names[role]), ==, role);
		for (int p = 0; p < PERMISSIONS; p++) {
			g_test_message("%s: %s", names[role], permissions[p].name);
			g_assert_cmpint(".oak2*"[permissions[p].levels[role]], ==,
					printed_level(permissions[p].name, role));
		}
	}
}

/* A person called bea with one role, and the ways a case may stand to her. */
enum way { OTHERS, OWNED, CREATED, UNOWNED, CREATED_OWNED, WAYS };

static struct record *standing_case(enum way way)
{
	struct record *record = new_case();

	record_set(record, CASE_OFFERED_TO, "soc");
	if (way == OTHERS || way == CREATED_OWNED)
		record_set(record, CASE_OWNER, "cyd");
	if (way == OWNED)
		record_set(record, CASE_OWNER, "bea");
	if (way == CREATED || way == CREATED_OWNED)
		record_set(record, CASE_CREATED_BY, "bea");
	return record;
}

/* CONTRACT.md 5: owner; or creator while unowned; any handler of the group an unowned case.
 * Who sees only their own goes on seeing what they made. */
static bool is_own(enum way way, int role, int permission)
{
	if (way == OWNED || way == CREATED)
		return true;
	if (way == UNOWNED)
		return role == ROLE_HANDLER;
	return way == CREATED_OWNED && (permission == PERM_CASE_VIEW || permission == PERM_WATCH);
}

static enum level wanted(int permission, int role, enum way way)
{
	if (permission == PERM_CASE_VIEW_RESTRICTED)	/* once admitted, as any other */
		permission = PERM_CASE_VIEW;
	if (permission == PERM_CLOSE_APPROVE && way == OWNED)
		return LEVEL_NO;
	switch (printed_level(permissions[permission].name, role)) {
	case '*':
		return LEVEL_YES;
	case 'o':
		return is_own(way, role, permission) ? LEVEL_YES : LEVEL_NO;
	case 'k':
		return LEVEL_CUI;
	case '2':
		return LEVEL_SECOND;
	default:
		return LEVEL_NO;
	}
}

static void check_way(int role, enum way way, const char *scope, const char *groups)
{
	CLEANUP(person_free) struct person *bea = person_new("bea");
	CLEANUP(record_free) struct record *record = standing_case(way);
	g_auto(GStrv) reachable = g_strsplit(groups, " ", -1);
	struct standing standing = { record, reachable, false };

	person_grant(bea, (enum role)role, scope);
	for (int p = 0; p < PERMISSIONS; p++) {
		g_test_message("%s, way %d, %s", roles[role].name, (int)way, permissions[p].name);
		g_assert_cmpint(permit(bea, (enum permission)p, &standing), ==, wanted(p, role,
				way));
	}
}

static void test_ways(void)
{
	for (int role = 0; role < ROLES; role++)
		for (int way = 0; way < WAYS; way++) {
			check_way(role, (enum way)way, NULL, "soc");
			check_way(role, (enum way)way, "soc", "soc");
		}
}

/* Hints ask the record alone first: nothing else about a case may take away what it gives. */
static void check_more(const struct person *bea, struct record *record)
{
	char *reachable[] = { (char *)"soc", (char *)"forensics", NULL };
	struct standing bare = { .record = record };

	for (int p = 0; p < PERMISSIONS; p++) {
		for (int more = 0; more < 8; more++) {
			struct standing full = { record, more & 1 ? reachable : NULL, more & 2, more & 4 };

			if (permit(bea, (enum permission)p, &bare) != LEVEL_NO)
				g_assert_cmpint(permit(bea, (enum permission)p, &full), !=, LEVEL_NO);
		}
	}
}

static void test_more(void)
{
	static const char *const scopes[] = { NULL, "soc", "forensics" };

	for (int i = 0; i < ROLES * WAYS * 2 * (int)G_N_ELEMENTS(scopes); i++) {
		CLEANUP(person_free) struct person *bea = person_new("bea");
		CLEANUP(record_free) struct record *record = standing_case((enum way)(i / ROLES % WAYS));

		person_grant(bea, (enum role)(i % ROLES), scopes[i / ROLES / WAYS / 2]);
		record_set(record, CASE_RESTRICTED, i / ROLES / WAYS % 2 ? "1" : NULL);
		check_more(bea, record);
	}
}

static void test_other_group(void)
{
	for (int role = 0; role < ROLES; role++) {
		CLEANUP(person_free) struct person *bea = person_new("bea");
		CLEANUP(record_free) struct record *record = standing_case(OWNED);
		struct standing standing = { record, NULL, false };

		person_grant(bea, (enum role)role, "forensics");
		for (int p = 0; p < PERMISSIONS; p++) {
			/* reporters follow what they submitted wherever it goes */
			bool follows = printed_level("case-view", role) == 'o' &&
				       (p == PERM_CASE_VIEW || p == PERM_CASE_VIEW_RESTRICTED ||
					p == PERM_WATCH);
			/* people are called by name too, from any group */
			bool called = p == PERM_ESCALATION_ACK;

			g_test_message("%s: %s", roles[role].name, permissions[p].name);
			g_assert_cmpint(permit(bea, (enum permission)p, &standing), ==,
					roles[role].scoped && !follows && !called ? LEVEL_NO
								       : wanted(p, role, OWNED));
		}
	}
}

/* What an offer or escalation lets the other group do, and what it leaves with the first. */
static void test_offered(void)
{
	static const struct { enum permission permission; enum level sender, receiver; } rows[] = {
		{ PERM_CASE_VIEW, LEVEL_YES, LEVEL_YES },
		{ PERM_NOTE, LEVEL_YES, LEVEL_YES },
		{ PERM_TRANSFER_ANSWER, LEVEL_NO, LEVEL_YES },
		{ PERM_TRANSFER_RECALL, LEVEL_YES, LEVEL_NO },
		{ PERM_TRANSFER_OFFER, LEVEL_YES, LEVEL_NO },
		{ PERM_ASSIGN, LEVEL_YES, LEVEL_NO },
		{ PERM_TAKE, LEVEL_YES, LEVEL_NO },
	};
	CLEANUP(person_free) struct person *sender = person_new("sam");
	CLEANUP(person_free) struct person *receiver = person_new("rob");
	CLEANUP(record_free) struct record *record = new_case();
	char *reachable[] = { (char *)"soc", (char *)"forensics", NULL };
	struct standing standing = { record, reachable, false };

	person_grant(sender, ROLE_LEAD, "soc");
	person_grant(receiver, ROLE_LEAD, "forensics");
	record_set(record, CASE_OFFERED_TO, "forensics");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", permissions[rows[i].permission].name);
		g_assert_cmpint(permit(sender, rows[i].permission, &standing), ==, rows[i].sender);
		g_assert_cmpint(permit(receiver, rows[i].permission, &standing), ==,
				rows[i].receiver);
	}
	record_set(record, CASE_OFFERED_TO, NULL);
	g_assert_cmpint(permit(receiver, PERM_TRANSFER_ANSWER, &standing), ==, LEVEL_NO);
}

static void test_restricted(void)
{
	for (int role = 0; role < ROLES; role++)
		for (int listed = 0; listed < 2; listed++) {
			CLEANUP(person_free) struct person *bea = person_new("bea");
			CLEANUP(record_free) struct record *record = standing_case(OWNED);
			struct standing standing = { record, NULL, listed };

			person_grant(bea, (enum role)role, NULL);
			record_set(record, CASE_RESTRICTED, "1");
			for (int p = 0; p < PERMISSIONS; p++) {
				char level = printed_level("case-view-restricted", role);
				bool reads = p == PERM_CASE_VIEW || p == PERM_AUDIT_TRAIL ||
					     p == PERM_CASE_VIEW_RESTRICTED || p == PERM_WATCH;
				bool in = p == PERM_CASE_CREATE || (level == 'a' && listed) ||
					  (level == '*' && reads);

				g_test_message("%s: %s, %d", roles[role].name, permissions[p].name,
					       listed);
				g_assert_cmpint(permit(bea, (enum permission)p, &standing), ==,
						in ? wanted(p, role, OWNED) : LEVEL_NO);
			}
		}
}

static void test_severity_down(void)
{
	static const struct { const char *cui; enum level lead; } rows[] = {
		{ "not_assessed", LEVEL_YES }, { "none", LEVEL_YES }, { "touched", LEVEL_YES },
		{ "suspected", LEVEL_SECOND }, { "confirmed", LEVEL_SECOND },
	};
	CLEANUP(person_free) struct person *lead = person_new("lee");
	CLEANUP(record_free) struct record *record = new_case();
	struct standing standing = { record, NULL, false };

	person_grant(lead, ROLE_LEAD, "soc");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		record_set(record, CASE_CUI_INVOLVEMENT, rows[i].cui);
		g_assert_cmpint(permit(lead, PERM_SEVERITY_DOWN, &standing), ==, rows[i].lead);
		g_assert_cmpint(permit(lead, PERM_SEVERITY_UP, &standing), ==, LEVEL_YES);
	}
}

static void test_without_case(void)
{
	CLEANUP(person_free) struct person *bea = person_new("bea"), *nobody = person_new("nob");

	person_grant(bea, ROLE_HANDLER, "soc");
	g_assert_cmpint(permit(bea, PERM_ALERT_WORK, NULL), ==, LEVEL_YES);
	g_assert_cmpint(permit(bea, PERM_CASE_EDIT, NULL), ==, LEVEL_NO);
	g_assert_cmpint(permit_anywhere(bea, PERM_CASE_EDIT), ==, LEVEL_OWN);
	g_assert_cmpint(permit(bea, PERM_USERS, NULL), ==, LEVEL_NO);
	for (int p = 0; p < PERMISSIONS; p++) {
		g_assert_cmpint(permit(nobody, (enum permission)p, NULL), ==, LEVEL_NO);
		g_assert_cmpint(permit_anywhere(nobody, (enum permission)p), ==, LEVEL_NO);
	}
}

static void test_best_grant(void)
{
	CLEANUP(person_free) struct person *bea = person_new("bea");
	CLEANUP(record_free) struct record *record = standing_case(OTHERS);
	struct standing standing = { record, NULL, false };

	person_grant(bea, ROLE_READER, NULL);
	person_grant(bea, ROLE_COMPLIANCE, NULL);
	g_assert_cmpint(permit(bea, PERM_CASE_EDIT, &standing), ==, LEVEL_CUI);
	person_grant(bea, ROLE_LEAD, "soc");
	g_assert_cmpint(permit(bea, PERM_CASE_EDIT, &standing), ==, LEVEL_YES);
}

static void test_second_person(void)
{
	CLEANUP(person_free) struct person *bea = person_new("bea");
	CLEANUP(record_free) struct record *record = standing_case(OTHERS);
	struct standing standing = { record, NULL, false };

	person_grant(bea, ROLE_LEAD, "soc");
	person_grant(bea, ROLE_APPROVER, NULL);
	g_assert_cmpint(permit(bea, PERM_CLOSE_APPROVE, &standing), ==, LEVEL_YES);
	record_set(record, CASE_CLOSE_REQUESTED_BY, "bea");
	g_assert_cmpint(permit(bea, PERM_CLOSE_APPROVE, &standing), ==, LEVEL_NO);
	record_set(record, CASE_CLOSE_REQUESTED_BY, "cyd");
	g_assert_cmpint(permit(bea, PERM_CLOSE_APPROVE, &standing), ==, LEVEL_YES);
	record_set(record, CASE_OWNER, "bea");
	g_assert_cmpint(permit(bea, PERM_CLOSE_APPROVE, &standing), ==, LEVEL_NO);
}

static void test_groups(void)
{
	CLEANUP(person_free) struct person *bea = person_new("bea");
	g_auto(GStrv) groups = NULL;
	g_autofree char *text = NULL, *joined = NULL;

	person_grant(bea, ROLE_HANDLER, "soc");
	person_grant(bea, ROLE_LEAD, "soc");
	person_grant(bea, ROLE_HANDLER, "forensics");
	person_grant(bea, ROLE_AUDITOR, "soc");
	groups = person_groups(bea);
	joined = g_strjoinv(" ", groups);
	text = person_roles(bea);
	g_assert_cmpstr(joined, ==, "soc forensics");
	g_assert_cmpstr(text, ==, "handler@soc lead@soc handler@forensics auditor");
	g_assert_true(person_in_group(bea, "forensics"));
	g_assert_false(person_in_group(bea, "legal"));
	g_assert_false(person_in_group(bea, NULL));
	g_assert_true(person_holds(bea, ROLE_AUDITOR));
	g_assert_false(person_holds(bea, ROLE_READER));
	g_assert_cmpint(role_find("root"), ==, -1);
	g_assert_cmpint(role_find(NULL), ==, -1);
}

/* compliance.md 6.3, and that a service is no person */
static void test_conflicts(void)
{
	static const char *const printed =
		"account_admin+lead account_admin+handler account_admin+approver "
		"account_admin+auditor account_admin+audit_manager account_admin+records_officer "
		"audit_manager+handler audit_manager+lead audit_manager+system_operator";
	g_auto(GStrv) pairs = g_strsplit(printed, " ", -1);
	size_t human = 0;

	for (size_t i = 0; i < conflicts_len; i++) {
		g_autofree char *pair = g_strdup_printf("%s+%s", roles[conflicts[i].a].name,
							roles[conflicts[i].b].name);

		g_assert_true(conflicts[i].why && *conflicts[i].why);
		if (conflicts[i].a == ROLE_INGEST)
			continue;
		human++;
		g_assert_true(g_strv_contains((const char *const *)pairs, pair));
	}
	g_assert_cmpuint(human, ==, g_strv_length(pairs));
	for (int role = 0; role < ROLES - 1; role++) {
		CLEANUP(person_free) struct person *both = person_new("x");
		g_autofree const struct conflict **found = NULL;

		person_grant(both, (enum role)role, NULL);
		person_grant(both, ROLE_INGEST, NULL);
		found = person_conflicts(both);
		g_assert_nonnull(found[0]);
		g_assert_null(found[1]);
	}
}

/* Refusals name whom to ask. */
static void test_wants(void)
{
	static const struct { enum permission permission; const char *roles; } rows[] = {
		{ PERM_USERS, "account_admin" },
		{ PERM_CLOSE_APPROVE, "lead or approver" },
		{ PERM_CASE_EDIT, "handler (own), lead, compliance (cui) or ingest (own)" },
		{ PERM_DISCOVERED_LATER, "lead (2nd) or approver (2nd)" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *wants = permission_wants(rows[i].permission);

		g_assert_cmpstr(wants, ==, rows[i].roles);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/permission/the table is the printed matrix", test_matrix);
	g_test_add_func("/permission/who may is named", test_wants);
	g_test_add_func("/permission/own means owner, creator while unowned, or free to take",
			test_ways);
	g_test_add_func("/permission/standing only gives more", test_more);
	g_test_add_func("/permission/a role for one group says nothing in another",
			test_other_group);
	g_test_add_func("/permission/an offer opens the case but hands nothing over", test_offered);
	g_test_add_func("/permission/a restricted case needs the access list", test_restricted);
	g_test_add_func("/permission/lowering severity at C2 needs a second person",
			test_severity_down);
	g_test_add_func("/permission/without a case only what needs none is allowed",
			test_without_case);
	g_test_add_func("/permission/the best grant counts", test_best_grant);
	g_test_add_func("/permission/owner and requester never approve", test_second_person);
	g_test_add_func("/permission/groups and roles are told", test_groups);
	g_test_add_func("/permission/conflicts are the printed list", test_conflicts);
	return g_test_run();
}
