/* Who sees which cases: by role, by group, while a case is offered or somebody is called in, and
 * from the moment on that a role is taken (CONTRACT.md 5, compliance.md 6). */
#include <inttypes.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/app/password.h"
#include "src/app/query.h"
#include "src/rules/member.h"
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
		ids[i] = i == 1 ? house_act(fin, "case-create title=a summary=b severity=SEV4 "
					    "detection_source=siem_rule t_detected=now group=forensics") :
			 house_case(secret->lee, "SEV4");
	house_act(secret->lee, "case-restrict %s reason=insider", ids[2]);
	house_act(secret->lee, "case-restrict %s reason=insider acl=hal,hua,gus,rio,rex,fin,fay,eve,"
		  "abe,cal,ama,ada,sam,rec,ing,nix", ids[3]);
}

static void expect_sight(struct session *session, const char *const ids[CASES], const char *sees)
{
	g_autoptr(GPtrArray) rows = NULL;
	struct look ask = { .query = "cases", .filter = "created_at>=2026-11-20T02:52:00Z" };
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
	for (const struct query *query = queries; query->name; query++) {
		struct look ask = { .query = query->name };
		bool cases = query->object == &case_object || object_field(query->object, "case") >= 0;

		if (query->need != NEEDS_NOTHING)
			ask.case_id = id;
		if (!cases)
			continue;
		REFUSED(look(session, &ask, &error) != NULL, ERR_DENIED, "none of your roles may");
		REFUSED(look_count(session, &ask, 1, &error) >= 0, ERR_DENIED, "none of your roles may");
		g_assert_false(look_offered(session, &ask));
	}
	REFUSED(look_case(session, id, &error) != NULL, ERR_DENIED, "none of your roles may");
	REFUSED(look_alert(session, alert, &error) != NULL, ERR_DENIED, "none of your roles may");
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
	house_act(ada, "member-add user=nix role=account_admin");
	g_assert_cmpint(secret_told(&secret, nix, "audit", NULL, NULL), >=, 4);
	g_assert_cmpint(house_count(nix, "audit", NULL, "action=ingest"), ==, 1);
	house_act(ada, "member-remove user=nix role=handler group=soc");
	g_assert_cmpint(secret_told(&secret, nix, "audit", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(nix, "audit", NULL, "action=login"), ==, 1);
	g_assert_cmpint(house_count(nix, "audit", NULL, "action=ingest"), ==, 0);
	g_assert_cmpint(house_count(nix, "audit", NULL, "actor!=nix"), ==, 0);
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
	secret.id = house_act(rex, "case-create title=" WORD " summary=a detection_source=user_report "
			      "t_detected=now group=soc severity=SEV3 reporter_name=Rex");
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
	secret.id = house_act(ing, "case-create title=" WORD " summary=a detection_source=siem_rule "
			      "t_detected=now group=soc severity=SEV3");
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
	secret_begin(&groups->secret);
	groups->fin = house_sign_in(groups->secret.house, "fin");
	groups->fay = house_sign_in(groups->secret.house, "fay");
	secret_make(&groups->secret);
	groups->secret.note = house_act(groups->secret.lee, "note-add %s text=" WORD, groups->secret.id);
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

	for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
		secret_seen(&groups->secret, both[i]);
		g_assert_cmpint(secret_told(&groups->secret, both[i], query, NULL, NULL), ==, 1);
		g_assert_cmpint(secret_told(&groups->secret, both[i], "notes", groups->secret.id, NULL),
				==, 1);
		/* it waits with them, but it is not theirs */
		g_assert_cmpint(secret_told(&groups->secret, both[i], "queue", NULL, NULL), ==, 0);
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

static void who_is_called_in_sees_it_until_they_answer(void)
{
	struct groups groups;

	groups_begin(&groups);
	secret_call(&groups.secret, "forensics");
	forensics_seen(&groups, "escalated");
	house_act(groups.fay, "escalation-ack %s", groups.secret.id);
	forensics_hidden(&groups);

	secret_call(&groups.secret, "fay");
	secret_seen(&groups.secret, groups.fay);
	secret_hidden(&groups.secret, groups.fin);
	/* whoever may view it may watch it (compliance.md 6.2) */
	house_act(groups.fay, "case-watch %s", groups.secret.id);
	g_assert_cmpint(secret_told(&groups.secret, groups.fay, "watched", NULL, NULL), ==, 1);
	house_act(groups.fay, "escalation-ack %s", groups.secret.id);
	g_assert_cmpint(secret_told(&groups.secret, groups.fay, "watched", NULL, NULL), ==, 0);
	forensics_hidden(&groups);
	groups_end(&groups);
}

/* What waits for a group is hidden too when the case is restricted: from those not on its list. */
static void a_restricted_case_is_offered_to_the_list_only(void)
{
	struct groups groups;

	groups_begin(&groups);
	secret_offer(&groups.secret);
	secret_call(&groups.secret, "forensics");
	secret_call(&groups.secret, "fin");
	secret_restrict(&groups.secret, "fay");
	secret_hidden(&groups.secret, groups.fin);
	secret_seen(&groups.secret, groups.fay);
	house_expect_invalid(groups.fin, "there is no case", "transfer-accept %s", groups.secret.id);
	house_expect_invalid(groups.fin, "there is no case", "escalation-ack %s", groups.secret.id);
	/* the new owner stands on the list; nobody else of either group does by that */
	house_act(groups.fay, "transfer-accept %s", groups.secret.id);
	secret_seen(&groups.secret, groups.fay);
	secret_hidden(&groups.secret, groups.secret.lee);
	secret_hidden(&groups.secret, groups.fin);
	groups_end(&groups);
}

/* --- readings in the log --- */

static int64_t openings(const struct secret *secret)
{
	return house_entries(secret->house, "case-open", "done");
}

static void reading_cui_is_an_entry_once_a_session(void)
{
	struct session *hal;
	struct secret secret;

	secret_begin(&secret);
	secret_make_all(&secret);
	g_assert_cmpint(openings(&secret), ==, 0);
	g_assert_true(secret_opens(secret.hua, secret.closed));
	g_assert_cmpint(openings(&secret), ==, 0);	/* no CUI in that one */
	g_assert_cmpint(secret_told(&secret, secret.hua, "cases", NULL, NULL), ==, 2);
	g_assert_cmpint(openings(&secret), ==, 0);	/* rows of a list are no reading */
	g_assert_true(secret_opens(secret.hua, secret.id));
	g_assert_true(secret_opens(secret.hua, "2"));
	g_assert_cmpint(openings(&secret), ==, 1);
	for (int i = 0; i < 2; i++) {
		hal = house_sign_in(secret.house, "hal");
		g_assert_true(secret_opens(hal, secret.id));
		g_assert_cmpint(openings(&secret), ==, 2 + i);
		session_close(hal);
	}
	secret_end(&secret);
}

/* Its notes are the case: who reads them has opened it, by whichever query. */
static void reading_what_belongs_to_it_is_opening_it(void)
{
	struct secret secret;
	int64_t opened = 0;

	secret_begin(&secret);
	secret_make_all(&secret);
	for (const struct query *query = queries; query->name; query++) {
		CLEANUP(session_close) struct session *hal = house_sign_in(secret.house, "hal");
		struct look ask = { .query = query->name, .case_id = secret.id };

		if (query->need == NEEDS_NOTHING)
			continue;
		g_assert_cmpint(look_count(hal, &ask, INT32_MAX, NULL), >=, 0);
		g_assert_cmpint(openings(&secret), ==, opened);
		house_count(hal, query->name, secret.id, NULL);
		house_count(hal, query->name, secret.id, NULL);
		g_assert_cmpint(openings(&secret), ==, ++opened);
	}
	g_assert_cmpint(opened, >=, 8);
	secret_end(&secret);
}

static void reading_a_restricted_case_is_an_entry(void)
{
	struct session *aud;
	struct secret secret;
	const char *id;

	secret_begin(&secret);
	aud = house_sign_in(secret.house, "aud");
	id = house_case(secret.lee, "SEV4");
	g_assert_true(secret_opens(aud, id));
	g_assert_cmpint(openings(&secret), ==, 0);
	house_act(secret.lee, "case-restrict %s reason=insider", id);
	g_assert_false(secret_opens(secret.hua, id));
	g_assert_cmpint(openings(&secret), ==, 0);	/* nothing was read */
	g_assert_true(secret_opens(aud, id));
	g_assert_true(secret_opens(aud, id));
	g_assert_cmpint(openings(&secret), ==, 1);
	g_assert_true(secret_opens(secret.lee, id));
	g_assert_cmpint(openings(&secret), ==, 2);
	g_assert_cmpint(house_count(secret.lee, "audit", id, "action=case-open actor=aud"), ==, 1);
	session_close(aud);
	secret_end(&secret);
}

/* --- open sessions --- */

/* Nobody calls session_tick here: the doors themselves go by the roles that hold. */
static void who_leaves_the_group_sees_nothing_from_then_on(void)
{
	struct session *ada, *hal;
	struct secret secret;

	secret_begin(&secret);
	ada = house_sign_in(secret.house, "ada");
	hal = house_sign_in(secret.house, "hal");
	secret_make_all(&secret);
	house_act(hal, "case-take %s", secret.id);
	house_act(hal, "case-watch %s", secret.id);
	secret_seen(&secret, hal);
	g_assert_cmpint(secret_told(&secret, hal, "mine", NULL, NULL), ==, 1);
	house_act(ada, "member-add user=hal role=handler group=forensics");
	house_act(ada, "member-remove user=hal role=handler group=soc");
	/* … it is offered to forensics */
	secret_seen(&secret, hal);
	house_act(secret.lee, "transfer-recall %s reason=no", secret.id);
	house_act(ada, "member-add user=fay role=reader group=soc");
	secret_seen(&secret, hal);	/* and escalated to it */
	house_act(ada, "member-remove user=hal role=handler group=forensics");
	secret_hidden(&secret, hal);
	g_assert_cmpint(permit_anywhere(session_person(hal), PERM_CASE_VIEW), ==, LEVEL_NO);
	house_expect_denied(hal, "none of your roles may", "note-add %s text=a", secret.id);
	house_act(ada, "member-add user=hal role=reader group=soc");
	secret_seen(&secret, hal);
	session_close(hal);
	session_close(ada);
	secret_end(&secret);
}

static void expect_every_door_shut(const struct secret *secret, struct session *session,
				   const char *words)
{
	struct audit_verdict_shown verdict;
	struct intake_count count = { 0 };
	struct outcome outcome;

	for (const struct query *query = queries; query->name; query++) {
		struct look ask = { .query = query->name };

		if (query->need == NEEDS_CASE)
			ask.case_id = secret->id;
		REFUSED(look(session, &ask, &error) != NULL, ERR_LOGIN, words);
		REFUSED(look_count(session, &ask, 1, &error) >= 0, ERR_LOGIN, words);
	}
	REFUSED(look_case(session, secret->id, &error) != NULL, ERR_LOGIN, words);
	REFUSED(look_alert(session, secret->alert, &error) != NULL, ERR_LOGIN, words);
	REFUSED(look_verify(session, &verdict, &error), ERR_LOGIN, words);
	REFUSED(intake_bytes(session, "{}", 2, "-", NULL, &count, NULL, NULL, &error), ERR_LOGIN, words);
	for (const struct action *action = actions; action->name; action++) {
		REFUSED(house_try(session, &outcome, &error, "%s %s", action->name, secret->id), ERR_LOGIN, words);
		outcome_clear(&outcome);
	}
}

static void who_is_disabled_sees_nothing_from_then_on(void)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new_from(HOUSE_PASSWORD);
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new_from("velvet rails over 92 ponds");
	struct session *ada;
	struct secret secret;

	secret_begin(&secret);
	ada = house_sign_in(secret.house, "ada");
	secret_make_all(&secret);
	secret_seen(&secret, secret.hua);
	house_act(ada, "user-disable hua");
	expect_every_door_shut(&secret, secret.hua, "this account is disabled");
	REFUSED(password_change(secret.hua, present, wanted, &error), ERR_LOGIN, "this account is disabled");
	REFUSED(session_tick(secret.hua, &error), ERR_LOGIN, "this account is disabled");
	house_act(ada, "user-enable hua");
	secret_seen(&secret, secret.hua);
	session_close(ada);
	secret_end(&secret);
}

/* hal's act waits for the writers' ticket while his role is taken under it. */
static void act_that_waits(const struct secret *secret, int ready, int go)
{
	struct session *hal = house_sign_in(secret->house, "hal");
	g_autoptr(GError) error = NULL;
	struct outcome outcome;
	char byte;
	bool done;

	g_assert_cmpint(write(ready, "r", 1), ==, 1);
	g_assert_cmpint(read(go, &byte, 1), ==, 1);
	done = house_try(hal, &outcome, &error, "note-add %s text=late", secret->id);
	_exit(done ? 1 : err_is(error, ERR_DENIED) || err_is(error, ERR_INVALID) ? 0 : 2);
}

static void take_role(struct tx *tx, const char *user)
{
	const int fields[] = { MEMBER_USER, -1 };
	const char *const values[] = { user };
	g_autoptr(GPtrArray) rows = tx_load_all(tx, &member_object, fields, values, NULL);
	CLEANUP(record_free) struct record *after = record_copy(rows->pdata[0]);

	record_set(after, MEMBER_ACTIVE, "0");
	GOOD(tx_update(tx, rows->pdata[0], after, &error));
}

static void an_act_that_waited_goes_by_the_roles_of_now(void)
{
	const struct stamp stamp = { "ada", "lee", "", "tty none", "member-remove", NULL };
	struct secret secret;
	struct tx *tx = NULL;
	int ready[2], go[2], status;
	char byte;
	pid_t child;

	secret_begin(&secret);
	secret_make(&secret);
	g_assert_cmpint(pipe(ready), ==, 0);
	g_assert_cmpint(pipe(go), ==, 0);
	child = fork();
	if (child == 0)
		act_that_waits(&secret, ready[1], go[0]);
	g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
	GOOD((tx = tx_begin(session_store(secret.lee), &stamp, &error)) != NULL);
	g_assert_cmpint(write(go[1], "g", 1), ==, 1);
	g_usleep(500 * 1000);	/* it stands at the door by then; if not, there is less to wait for */
	take_role(tx, "hal");
	GOOD(tx_commit(tx, NULL, &error));
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 0);
	g_assert_cmpint(house_count(secret.lee, "notes", secret.id, NULL), ==, 0);
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(go[i]);
	}
	secret_end(&secret);
}

/* --- what was in hand before --- */

static void the_bytes_of_an_alert_are_seen_with_it(void)
{
	CLEANUP(record_free) struct record *alert = NULL;
	g_autofree char *bytes = NULL;
	struct secret secret;
	size_t len;

	secret_begin(&secret);
	secret_make_all(&secret);
	GOOD((alert = look_alert(secret.hua, secret.alert, &error)) != NULL);
	GOOD(look_raw(secret.hua, alert, &bytes, &len, &error));
	g_assert_nonnull(strstr(bytes, WORD));
	secret_restrict(&secret, "");
	g_clear_pointer(&bytes, g_free);
	REFUSED(look_raw(secret.hua, alert, &bytes, &len, &error), ERR_INVALID, "there is no alert");
	g_assert_null(bytes);
	GOOD(look_raw(secret.lee, alert, &bytes, &len, &error));
	secret_end(&secret);
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
	TEST(who_is_called_in_sees_it_until_they_answer);
	TEST(a_restricted_case_is_offered_to_the_list_only);
	TEST(reading_cui_is_an_entry_once_a_session);
	TEST(reading_what_belongs_to_it_is_opening_it);
	TEST(reading_a_restricted_case_is_an_entry);
	TEST(who_leaves_the_group_sees_nothing_from_then_on);
	TEST(who_is_disabled_sees_nothing_from_then_on);
	TEST(an_act_that_waited_goes_by_the_roles_of_now);
	TEST(the_bytes_of_an_alert_are_seen_with_it);
	return g_test_run();
}
