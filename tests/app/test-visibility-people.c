/* Who sees which cases: by role, by group, and while a case is offered or somebody is called in
 * (CONTRACT.md 5, compliance.md 6). */
#include "src/app/query.h"
#include "tests/app/secret.h"

/* --- roles --- */

/* A case of soc, one of forensics, a restricted one of soc, and one with everybody on its list. */
static const struct { const char *name, *sees; } people[] = {
	{ "lee", "y.yy" },	/* who restricted them */
	{ "hal", "y..y" }, { "hua", "y..y" }, { "gus", "yy.y" },
	{ "rio", "y..." }, { "rex", "...." },
	/* a list lets nobody into a group */
	{ "fin", ".y.." }, { "fay", ".y.." },
	{ "eve", "...." }, { "abe", "yy.y" }, { "cal", "yy.y" }, { "aud", "yyyy" },
	{ "ama", "...." }, { "ada", "...." }, { "sam", "...." }, { "rec", "...." },
	{ "ing", "...." }, { "nix", "...." },
};
enum { CASES = 4 };

static void make_cases(const struct secret *secret, const char *ids[CASES])
{
	CLEANUP(session_close) struct session *fin = house_sign_in(secret->house, "fin");

	for (int i = 0; i < CASES; i++)
		ids[i] = i != 1 ? house_case(secret->lee, "SEV4") :
			 house_act(fin, "case-create title=a summary=b group=forensics "
				   "t_detected=now severity=SEV4 detection_source=siem_rule");
	house_act(secret->lee, "case-restrict %s reason=insider", ids[2]);
	house_act(secret->lee, "case-restrict %s reason=insider acl=hal,hua,gus,rio,rex,fin,fay,"
		  "eve,abe,cal,ama,ada,sam,rec,ing,nix", ids[3]);
}

static void expect_sight(struct session *session, const char *const ids[CASES], const char *sees)
{
	struct look ask = { .query = "cases" };
	int64_t seen = 0;

	for (int i = 0; i < CASES; i++) {
		g_test_message("%s, case %d", session_user(session), i);
		g_assert_true(secret_opens(session, ids[i]) == (sees[i] == 'y'));
		g_assert_true(secret_opens(session, strrchr(ids[i], '-') + 1) == (sees[i] == 'y'));
		seen += sees[i] == 'y';
	}
	if (permit_anywhere(session_person(session), PERM_CASE_VIEW) == LEVEL_NO) {
		REFUSED(look_count(session, &ask, INT32_MAX, &error) >= 0, ERR_DENIED, "see cases");
		return;
	}
	/* the plain case of soc that secret_begin made counts with the other one */
	seen += sees[0] == 'y';
	g_assert_cmpint(house_count(session, "cases", NULL, NULL), ==, seen);
	g_assert_cmpint(house_count(session, "open", NULL, NULL), ==, seen);
}

static void every_role_sees_what_the_matrix_says(void)
{
	const char *ids[CASES];
	struct secret secret;

	secret_begin(&secret);
	make_cases(&secret, ids);
	for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
		CLEANUP(session_close) struct session *session =
			house_sign_in(secret.house, people[i].name);

		expect_sight(session, ids, people[i].sees);
	}
	secret_end(&secret);
}

static void expect_no_content(struct session *session, const char *id, const char *alert)
{
	static const char words[] = "none of your roles may";

	for (const struct query *query = queries; query->name; query++) {
		struct look ask = { .query = query->name };

		if (query->need != NEEDS_NOTHING)
			ask.case_id = id;
		if (query->source == FROM_AUDIT || (query->object != &case_object &&
						    object_field(query->object, "case") < 0))
			continue;
		REFUSED(look(session, &ask, &error) != NULL, ERR_DENIED, words);
		REFUSED(look_count(session, &ask, 1, &error) >= 0, ERR_DENIED, words);
		g_assert_false(look_offered(session, &ask));
	}
	REFUSED(look_case(session, id, &error) != NULL, ERR_DENIED, words);
	REFUSED(look_alert(session, alert, &error) != NULL, ERR_DENIED, words);
}

/* Accounts, the store, the log and the intake are kept by people who see no case at all. */
static void who_keeps_accounts_store_or_log_sees_no_case(void)
{
	static const char *const names[] = { "ada", "sam", "ama", "ing", "nix" };
	struct secret secret;

	secret_begin(&secret);
	secret_make_all(&secret);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		CLEANUP(session_close) struct session *session =
			house_sign_in(secret.house, names[i]);

		expect_no_content(session, secret.id, secret.alert);
		secret_hidden(&secret, session);
	}
	g_assert_cmpint(house_entries(secret.house, "look", "denied"), >, 50);
	secret_end(&secret);
}

/* The log in pages of so many rows, forwards and back: the same as all at once. */
static void expect_pages(struct session *session, int limit)
{
	g_autoptr(GPtrArray) all = house_look(session, "audit", NULL, NULL);
	struct look ask = { .query = "audit", .limit = limit };

	for (guint at = 0; at < all->len;) {
		g_autoptr(GPtrArray) page = NULL;

		GOOD((page = look(session, &ask, &error)) != NULL);
		g_assert_cmpuint(page->len, ==, MIN((guint)limit, all->len - at));
		for (guint i = 0; i < page->len; i++)
			g_assert_cmpint(((const struct record *)page->pdata[i])->pk, ==,
					((const struct record *)all->pdata[at + i])->pk);
		at += page->len;
		ask.after = at < all->len ? all->pdata[at - 1] : NULL;
	}
	ask.limit = 1;
	ask.backwards = true;
	for (guint n = 1; n < all->len; n++) {
		g_autoptr(GPtrArray) page = NULL;

		ask.after = all->pdata[n];
		GOOD((page = look(session, &ask, &error)) != NULL);
		g_assert_cmpuint(page->len, ==, 1);
		g_assert_cmpint(((const struct record *)page->pdata[0])->pk, ==,
				((const struct record *)all->pdata[n - 1])->pk);
	}
}

/* An account administrator reads the entries of their own acts, but of no case: not even of what
 * they did to one in a role they no longer hold. */
static void own_entries_tell_of_no_case_that_one_does_not_see(void)
{
	CLEANUP(session_close) struct session *nix = NULL;
	struct session *ada;
	struct secret secret;

	secret_begin(&secret);
	ada = house_sign_in(secret.house, "ada");
	house_act(ada, "member-add user=nix role=handler group=soc");
	secret_make(&secret);
	nix = house_sign_in(secret.house, "nix");
	secret_ingest(nix, "{\"title\":\"" WORD "\",\"severity\":\"low\"}");
	house_act(nix, "case-take %s", secret.id);
	house_act(nix, "case-edit %s business_impact=" WORD, secret.id);
	house_act(nix, "note-add %s text=" WORD, secret.id);
	house_act(ada, "member-add user=nix role=account_admin conflict_reason=small");
	g_assert_cmpint(secret_told(&secret, nix, "audit", NULL, NULL), >=, 4);
	expect_pages(nix, 2);
	g_assert_cmpint(house_count(nix, "audit", NULL, "action=ingest"), ==, 1);
	house_act(ada, "member-remove user=nix role=handler group=soc");
	g_assert_cmpint(secret_told(&secret, nix, "audit", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(nix, "audit", NULL, "action=login"), ==, 1);
	g_assert_cmpint(house_count(nix, "audit", NULL, "action=ingest"), ==, 0);
	g_assert_cmpint(house_count(nix, "audit", NULL, "actor!=nix"), ==, 0);
	expect_pages(nix, 1);
	session_close(g_steal_pointer(&nix));
	session_close(ada);
	secret_end(&secret);
}

/* "See own submissions": wherever they go, but not when they are restricted. */
static void a_reporter_sees_what_they_reported_and_nothing_else(void)
{
	struct session *rex, *hal, *fay;
	struct secret secret;

	secret_begin(&secret);
	rex = house_sign_in(secret.house, "rex");
	hal = house_sign_in(secret.house, "hal");
	fay = house_sign_in(secret.house, "fay");
	g_assert_cmpint(house_count(rex, "cases", NULL, NULL), ==, 0);
	secret.id = house_act(rex, "case-create title=" WORD " summary=a group=soc t_detected=now "
			      "severity=SEV3 detection_source=user_report reporter_name=Rex");
	secret_seen(&secret, rex);
	house_act(hal, "case-take %s", secret.id);
	house_act(hal, "note-add %s text=looking", secret.id);
	secret_seen(&secret, rex);
	g_assert_cmpint(house_count(rex, "notes", secret.id, NULL), ==, 1);
	g_assert_cmpint(house_count(rex, "cases", NULL, NULL), ==, 1);
	secret_offer(&secret);
	house_act(fay, "transfer-accept %s", secret.id);
	secret_seen(&secret, rex);
	secret_hidden(&secret, hal);
	house_act(fay, "case-transfer %s to=soc reason=skill summary=back", secret.id);
	house_act(hal, "transfer-accept %s", secret.id);
	secret_restrict(&secret, "rex");
	secret_hidden(&secret, rex);
	secret_seen(&secret, hal);
	house_act(secret.lee, "case-unrestrict %s reason=over", secret.id);
	secret_seen(&secret, rex);
	session_close(rex);
	session_close(hal);
	session_close(fay);
	secret_end(&secret);
}

/* A service looks at nothing, and adds to what it made itself as long as that is open to it. */
static void a_service_names_only_what_it_made(void)
{
	struct session *ing;
	struct secret secret;

	secret_begin(&secret);
	ing = house_sign_in(secret.house, "ing");
	house_expect_invalid(ing, "there is no case \"1\"", "note-add 1 text=a");
	secret.id = house_act(ing, "case-create title=" WORD " summary=a group=soc t_detected=now "
			      "severity=SEV3 detection_source=siem_rule");
	house_act(ing, "note-add %s text=more", secret.id);
	secret_hidden(&secret, ing);
	secret_restrict(&secret, "ing");
	house_expect_invalid(ing, "there is no case", "note-add %s text=more", secret.id);
	session_close(ing);
	secret_end(&secret);
}

/* --- other groups --- */

struct groups { struct secret secret; struct session *fin, *fay; };

static void groups_begin(struct groups *groups)
{
	struct secret *secret = &groups->secret;

	secret_begin(secret);
	groups->fin = house_sign_in(secret->house, "fin");
	groups->fay = house_sign_in(secret->house, "fay");
	secret_make(secret);
	secret->note = house_act(secret->lee, "note-add %s text=" WORD, secret->id);
}

static void groups_end(struct groups *groups)
{
	session_close(groups->fin);
	session_close(groups->fay);
	secret_end(&groups->secret);
}

static void forensics_hidden(const struct groups *groups)
{
	secret_hidden(&groups->secret, groups->fin);
	secret_hidden(&groups->secret, groups->fay);
}

static void forensics_seen(const struct groups *groups, const char *query)
{
	struct session *const both[] = { groups->fin, groups->fay };
	const struct secret *secret = &groups->secret;

	for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
		secret_seen(secret, both[i]);
		g_assert_cmpint(secret_told(secret, both[i], query, NULL, NULL), ==, 1);
		g_assert_cmpint(secret_told(secret, both[i], "notes", secret->id, NULL), ==, 1);
		/* it waits with them, but it is not theirs */
		g_assert_cmpint(secret_told(secret, both[i], "queue", NULL, NULL), ==, 0);
	}
}

static void another_group_sees_it_while_it_is_offered(void)
{
	struct groups groups;

	groups_begin(&groups);
	forensics_hidden(&groups);
	secret_offer(&groups.secret);
	forensics_seen(&groups, "offered");
	house_act(groups.secret.lee, "transfer-recall %s reason=no", groups.secret.id);
	forensics_hidden(&groups);
	secret_offer(&groups.secret);
	forensics_seen(&groups, "offered");
	house_act(groups.fay, "transfer-decline %s reason=busy", groups.secret.id);
	forensics_hidden(&groups);
	secret_offer(&groups.secret);
	house_wait(groups.secret.house, 5 * HOUR_MS);
	forensics_seen(&groups, "offered");
	GOOD(session_tick(groups.secret.lee, &error));
	forensics_hidden(&groups);
	groups_end(&groups);
}

/* Whoever accepts has it; the group that gave it away sees it no more, its lead neither. */
static void who_gave_it_away_sees_it_no_more(void)
{
	struct groups groups;

	groups_begin(&groups);
	house_act(groups.secret.hua, "case-take %s", groups.secret.id);
	house_act(groups.secret.hua, "case-watch %s", groups.secret.id);
	secret_offer(&groups.secret);
	secret_seen(&groups.secret, groups.secret.hua);
	house_act(groups.fin, "transfer-accept %s", groups.secret.id);
	secret_seen(&groups.secret, groups.fin);
	secret_seen(&groups.secret, groups.fay);
	secret_hidden(&groups.secret, groups.secret.hua);
	secret_hidden(&groups.secret, groups.secret.lee);
	groups_end(&groups);
}

static void who_is_called_in_by_group_goes_on_seeing_it(void)
{
	struct groups groups;

	groups_begin(&groups);
	forensics_hidden(&groups);
	secret_call(&groups.secret, "forensics");
	forensics_seen(&groups, "escalated");
	house_act(groups.fay, "escalation-ack %s", groups.secret.id);
	/* it waits no more, but they are on it */
	g_assert_cmpint(secret_told(&groups.secret, groups.fay, "escalated", NULL, NULL), ==, 0);
	secret_seen(&groups.secret, groups.fay);
	secret_seen(&groups.secret, groups.fin);
	groups_end(&groups);
}

static void who_is_called_in_by_name_goes_on_seeing_it(void)
{
	struct groups groups;

	groups_begin(&groups);
	secret_call(&groups.secret, "fay");
	secret_seen(&groups.secret, groups.fay);
	secret_hidden(&groups.secret, groups.fin);
	/* whoever may view it may watch it (compliance.md 6.2) */
	house_act(groups.fay, "case-watch %s", groups.secret.id);
	house_act(groups.fay, "escalation-ack %s", groups.secret.id);
	g_assert_cmpint(secret_told(&groups.secret, groups.fay, "watched", NULL, NULL), ==, 1);
	secret_seen(&groups.secret, groups.fay);
	secret_hidden(&groups.secret, groups.fin);
	groups_end(&groups);
}

static void who_is_put_on_the_list_in_vain_is_named(void)
{
	struct groups groups;
	struct outcome outcome;

	groups_begin(&groups);
	GOOD(house_try(groups.secret.lee, &outcome, &error, "case-restrict %s reason=insider acl=fay,hua",
		       groups.secret.id));
	g_assert_cmpstr(outcome.warning, ==, "fay will not see it: no role of theirs reaches the cases "
			"of soc; escalate or transfer it to them");
	outcome_clear(&outcome);
	secret_call(&groups.secret, "fay");
	GOOD(house_try(groups.secret.lee, &outcome, &error, "case-restrict %s reason=insider acl=hua",
		       groups.secret.id));
	g_assert_null(outcome.warning);
	outcome_clear(&outcome);
	groups_end(&groups);
}

/* What waits for a group is hidden too when the case is restricted: from those not on its list. */
static void a_restricted_case_waits_for_those_on_the_list_only(void)
{
	struct groups groups;

	groups_begin(&groups);
	secret_call(&groups.secret, "forensics");
	secret_call(&groups.secret, "fin");
	secret_restrict(&groups.secret, "");
	forensics_hidden(&groups);
	secret_offer(&groups.secret);
	forensics_hidden(&groups);
	secret_restrict(&groups.secret, "fay");
	secret_hidden(&groups.secret, groups.fin);
	secret_seen(&groups.secret, groups.fay);
	house_expect_invalid(groups.fin, "no case", "transfer-accept %s", groups.secret.id);
	house_expect_invalid(groups.fin, "no case", "escalation-ack %s", groups.secret.id);
	/* the new owner stands on the list; nobody else of either group does by that */
	house_act(groups.fay, "transfer-accept %s", groups.secret.id);
	secret_seen(&groups.secret, groups.fay);
	secret_hidden(&groups.secret, groups.secret.lee);
	secret_hidden(&groups.secret, groups.fin);
	groups_end(&groups);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/visibility/" #name, name)
	TEST(every_role_sees_what_the_matrix_says);
	TEST(who_keeps_accounts_store_or_log_sees_no_case);
	TEST(own_entries_tell_of_no_case_that_one_does_not_see);
	TEST(a_reporter_sees_what_they_reported_and_nothing_else);
	TEST(a_service_names_only_what_it_made);
	TEST(another_group_sees_it_while_it_is_offered);
	TEST(who_gave_it_away_sees_it_no_more);
	TEST(who_is_called_in_by_group_goes_on_seeing_it);
	TEST(who_is_called_in_by_name_goes_on_seeing_it);
	TEST(who_is_put_on_the_list_in_vain_is_named);
	TEST(a_restricted_case_waits_for_those_on_the_list_only);
	return g_test_run();
}
