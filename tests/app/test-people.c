/* Accounts: made, reset, disabled, given roles, and what nobody may do to themselves
 * (SP 800-171 3.1.4, 3.1.5, 3.5.5, 3.5.9; compliance.md 6). */
#include <string.h>

#include "src/app/intake.h"
#include "tests/app/office.h"

#define ONE_TIME "change your one-time passphrase first"
#define DISABLED "this account is disabled"

static bool may_look(struct session *session, const char *query, GError **error)
{
	struct look ask = { .query = query };
	g_autoptr(GPtrArray) rows = look(session, &ask, error);

	return rows != NULL;
}

/* The session is at its end: acts are refused, and the next tick says why. */
static void expect_ended(struct session *session, const char *words)
{
	struct outcome outcome;

	REFUSED(house_try(session, &outcome, &error,
			  "case-create title=a summary=b detection_source=siem_rule "
			  "t_detected=now group=soc severity=SEV4"), ERR_LOGIN, words);
	outcome_clear(&outcome);
	REFUSED(session_tick(session, &error), ERR_LOGIN, words);
}

static char *create(const struct office *office, const char *name)
{
	return house_act_secret(office->ada, "user-create name=%s full_name=\"Newly Come\" "
				"role=handler@soc", name);
}

/* --- a new account --- */

static void expect_nothing_but_a_new_password(struct session *session, const char *id)
{
	struct audit_verdict_shown verdict;
	struct intake_count count = { 0 };

	for (const struct action *action = actions; action->name; action++)
		house_expect_denied(session, ONE_TIME, "%s 1", action->name);
	for (const struct query *query = queries; query->name; query++)
		REFUSED(may_look(session, query->name, &error), ERR_DENIED, ONE_TIME);
	REFUSED(look_case(session, id, &error) != NULL, ERR_DENIED, ONE_TIME);
	REFUSED(look_alert(session, "1", &error) != NULL, ERR_DENIED, ONE_TIME);
	REFUSED(look_verify(session, &verdict, &error), ERR_DENIED, ONE_TIME);
	REFUSED(look_export_audit(session, "/nowhere", &error), ERR_DENIED, ONE_TIME);
	REFUSED(intake_bytes(session, "{}", 2, "-", NULL, &count, NULL, NULL, &error), ERR_DENIED,
		ONE_TIME);
}

static void a_one_time_passphrase_only_lets_one_choose_a_password(void)
{
	struct office office;
	CLEANUP(session_close) struct session *hal = NULL, *new = NULL, *again = NULL;
	g_autofree char *secret = NULL;
	const char *id;

	office_begin(&office);
	hal = house_sign_in(office.house, "hal");
	id = house_case(hal, "SEV3");
	secret = create(&office, "new");
	g_assert_cmpuint(strlen(secret), >=, 20);
	expect_shut(&office, "new", HOUSE_PASSWORD, "user or password is wrong");
	new = come_in(&office, "new", secret);
	g_assert_true(session_must_change(new));
	expect_nothing_but_a_new_password(new, id);
	GOOD(choose(new, secret, NEXT_PASSWORD, &error));
	g_assert_false(session_must_change(new));
	house_act(new, "case-take %s", id);
	expect_shut(&office, "new", secret, "user or password is wrong");
	again = come_in(&office, "new", NEXT_PASSWORD);
	g_assert_false(session_must_change(again));
	g_assert_cmpint(house_count(again, "mine", NULL, NULL), ==, 1);
	g_assert_cmpint(house_entries(office.house, "case-take", "denied"), ==, 1);
	g_assert_cmpint(house_entries(office.house, "user-password", "done"), ==, 2);
	session_close(g_steal_pointer(&hal));
	session_close(g_steal_pointer(&new));
	session_close(g_steal_pointer(&again));
	office_end(&office);
}

/* Who signs in with it and goes away again has not used it up, and is not let further. */
static void a_one_time_passphrase_stays_one_until_it_is_changed(void)
{
	struct office office;
	g_autofree char *secret = NULL;

	office_begin(&office);
	secret = create(&office, "new");
	for (int i = 0; i < 2; i++) {
		CLEANUP(session_close) struct session *new = come_in(&office, "new", secret);
		g_autofree char *all = house_welcome(new);

		g_assert_nonnull(strstr(all, "one-time passphrase: choose your own now"));
		REFUSED(choose(new, secret, secret, &error), ERR_INVALID, "is the present one");
		REFUSED(choose(new, secret, "too short", &error), ERR_INVALID,
			"at least 16 characters");
		g_assert_true(session_must_change(new));
	}
	office_end(&office);
}

static void a_new_account_may_do_nothing_without_a_role(void)
{
	struct office office;
	CLEANUP(session_close) struct session *new = NULL;
	g_autofree char *secret = NULL;

	office_begin(&office);
	secret = house_act_secret(office.ada, "user-create name=new full_name=\"Newly Come\"");
	new = come_in(&office, "new", secret);
	GOOD(choose(new, secret, NEXT_PASSWORD, &error));
	for (const struct action *action = actions; action->name; action++)
		house_expect_denied(new, "none of your roles may", "%s 1", action->name);
	for (const struct query *query = queries; query->name; query++)
		REFUSED(may_look(new, query->name, &error), ERR_DENIED, "none of your roles may");
	session_close(g_steal_pointer(&new));
	office_end(&office);
}

static void a_name_is_given_once(void)
{
	static const struct { const char *name, *words; } rows[] = {
		{ "hal", "was used already and is never used again" },
		{ "HAL", "was used already and is never used again" },
		{ "\" hal \"", "was used already and is never used again" },
		{ "nix", "was used already and is never used again" },
		{ "x", "2 to 32 of a-z" }, { "9hal", "2 to 32 of a-z" }, { "h\xc3\xa4l",
									   "2 to 32 of a-z" },
		{ "../hal", "2 to 32 of a-z" }, { "hal@soc", "2 to 32 of a-z" },
		{ "abcdefghijklmnopqrstuvwxyz0123456",
		"name (User name): is too long: 33 characters" },
		/* who acts stands in the log by name: nobody may look like the program */
		{ "system", "the log uses itself" }, { "Unknown", "the log uses itself" },
		{ "recovery", "the log uses itself" },
	};
	struct office office;

	office_begin(&office);
	house_act(office.ada, "user-disable nix");
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		house_expect_invalid(office.ada, rows[i].words,
				     "user-create name=%s full_name=\"Newly Come\"",
				     rows[i].name);
	house_expect_invalid(office.ada, "there is no group \"nowhere\"",
			     "user-create name=new full_name=a role=handler@nowhere");
	house_expect_invalid(office.ada, "takes no @group",
			     "user-create name=new full_name=a role=auditor@soc");
	house_expect_invalid(office.ada, "there is no role \"king\"",
			     "user-create name=new full_name=a role=king");
	expect_shut(&office, "new", "anything at all", "user or password is wrong");
	office_end(&office);
}

/* --- reset --- */

static void a_reset_takes_the_old_password_and_gives_a_one_time_passphrase(void)
{
	struct office office;
	CLEANUP(session_close) struct session *hal = NULL;
	g_autofree char *secret = NULL, *second = NULL;

	office_begin(&office);
	secret = house_act_secret(office.ada, "user-reset hal");
	expect_shut(&office, "hal", HOUSE_PASSWORD, "user or password is wrong");
	second = house_act_secret(office.ada, "user-reset HAL");
	g_assert_cmpstr(second, !=, secret);
	expect_shut(&office, "hal", secret, "user or password is wrong");
	hal = come_in(&office, "hal", second);
	g_assert_true(session_must_change(hal));
	house_expect_denied(hal, ONE_TIME, "case-take 1");
	GOOD(choose(hal, second, NEXT_PASSWORD, &error));
	house_case(hal, "SEV4");
	house_expect_invalid(office.ada, "there is no user \"nobody\"", "user-reset nobody");
	session_close(g_steal_pointer(&hal));
	office_end(&office);
}

/* Its keys sign no more: an entry by them would spoil the log. */
static void a_reset_ends_the_sessions_of_that_user(void)
{
	struct office office;
	CLEANUP(session_close) struct session *hal = NULL, *idle = NULL;

	office_begin(&office);
	hal = house_sign_in(office.house, "hal");
	idle = house_sign_in(office.house, "hal");
	house_case(hal, "SEV4");
	g_free(house_act_secret(office.ada, "user-reset hal"));
	expect_ended(hal, "was reset");
	REFUSED(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error), ERR_LOGIN, "was reset");
	session_close(g_steal_pointer(&hal));
	session_close(g_steal_pointer(&idle));
	house_verify(office.house);
	office_end(&office);
}

static void keep(const struct office *office, const char *name, char **bytes, size_t *len)
{
	g_autofree char *path = g_build_filename(office->house->seam.store_dir, name, NULL);

	g_assert_true(g_file_get_contents(path, bytes, len, NULL));
}

static void put_back(const struct office *office, const char *name, const char *bytes, size_t len)
{
	g_autofree char *path = g_build_filename(office->house->seam.store_dir, name, NULL);

	g_assert_true(g_file_set_contents_full(path, bytes, (gssize)len,
					       G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

struct ring { char *file[2]; size_t len[2]; };
static const char *const ring_names[] = { "keyring", "keyring.bak" };

static void ring_keep(const struct office *office, struct ring *ring)
{
	for (int i = 0; i < 2; i++)
		keep(office, ring_names[i], &ring->file[i], &ring->len[i]);
}

static void ring_put_back(const struct office *office, struct ring *ring)
{
	for (int i = 0; i < 2; i++) {
		put_back(office, ring_names[i], ring->file[i], ring->len[i]);
		g_free(ring->file[i]);
	}
}

/* Both copies of the keyring from before a reset would revive the password. */
static void an_old_keyring_revives_no_password_that_was_reset(void)
{
	struct office office;
	struct ring old, new;

	office_begin(&office);
	ring_keep(&office, &old);
	g_free(house_act_secret(office.ada, "user-reset hal"));
	g_free(house_act_secret(office.ada, "user-reset hua"));
	house_act(office.ada, "user-disable hua");
	ring_keep(&office, &new);
	ring_put_back(&office, &old);
	expect_shut(&office, "hal", HOUSE_PASSWORD, "this password was replaced");
	expect_shut(&office, "hua", HOUSE_PASSWORD, "");
	/* a session that has seen the new one writes nothing into the old one */
	REFUSED(choose(office.ada, HOUSE_PASSWORD, NEXT_PASSWORD, &error), ERR_FAILED,
		"an old copy back");
	ring_put_back(&office, &new);
	expect_shut(&office, "hal", HOUSE_PASSWORD, "user or password is wrong");
	house_verify(office.house);
	office_end(&office);
}

static void an_old_keyring_revives_no_password_that_was_changed(void)
{
	struct office office;
	struct ring old, new;

	office_begin(&office);
	ring_keep(&office, &old);
	house_wait(office.house, 1);
	GOOD(choose(office.ada, HOUSE_PASSWORD, NEXT_PASSWORD, &error));
	ring_keep(&office, &new);
	ring_put_back(&office, &old);
	expect_shut(&office, "ada", HOUSE_PASSWORD, "this password was replaced");
	expect_shut(&office, "ada", NEXT_PASSWORD, "user or password is wrong");
	g_assert_cmpint(house_entries(office.house, "login", "denied"), ==, 1);
	session_close(house_sign_in(office.house, "hal"));
	ring_put_back(&office, &new);
	expect_shut(&office, "ada", HOUSE_PASSWORD, "user or password is wrong");
	session_close(come_in(&office, "ada", NEXT_PASSWORD));
	office_end(&office);
}

/* --- disabled and enabled --- */

static void a_disabled_account_is_shut_out_even_while_signed_in(void)
{
	struct office office;
	CLEANUP(session_close) struct session *hal = NULL;

	office_begin(&office);
	hal = house_sign_in(office.house, "hal");
	house_case(hal, "SEV4");
	house_act(office.ada, "user-disable hal");
	expect_ended(hal, DISABLED);
	session_close(g_steal_pointer(&hal));
	expect_shut(&office, "hal", HOUSE_PASSWORD, DISABLED);
	g_assert_cmpint(house_entries(office.house, "login", "denied"), ==, 1);
	house_expect_invalid(office.ada, "is disabled already", "user-disable hal");
	house_act(office.ada, "user-enable hal");
	house_expect_invalid(office.ada, "is active already", "user-enable hal");
	hal = house_sign_in(office.house, "hal");
	g_assert_false(session_must_change(hal));
	house_case(hal, "SEV4");
	session_close(g_steal_pointer(&hal));
	house_expect_invalid(office.ada, "there is no user \"nobody\"", "user-disable nobody");
	office_end(&office);
}

static void a_revoked_account_has_no_key_and_gets_new_ones(void)
{
	struct office office;
	CLEANUP(session_close) struct session *hal = NULL;
	g_autofree char *secret = NULL;

	office_begin(&office);
	hal = house_sign_in(office.house, "hal");
	house_case(hal, "SEV4");
	house_act(office.ada, "user-revoke hal");
	expect_ended(hal, DISABLED);
	session_close(g_steal_pointer(&hal));
	/* his slot is gone from the keyring: there is nothing left that the password could open */
	expect_shut(&office, "hal", HOUSE_PASSWORD, "user or password is wrong");
	house_expect_invalid(office.ada, "has no key any more", "user-revoke hal");
	house_expect_invalid(office.ada, "user-enable it first", "user-reset hal");
	secret = house_act_secret(office.ada, "user-enable hal");
	expect_shut(&office, "hal", HOUSE_PASSWORD, "user or password is wrong");
	hal = come_in(&office, "hal", secret);
	g_assert_true(session_must_change(hal));
	GOOD(choose(hal, secret, NEXT_PASSWORD, &error));
	house_case(hal, "SEV4");
	session_close(g_steal_pointer(&hal));
	office_end(&office);
}

/* The door does not wait for the next tick: what was taken is gone with the next act. */
static void roles_come_and_go_in_an_open_session(void)
{
	struct office office;
	CLEANUP(session_close) struct session *nix = NULL;
	const char *id;

	office_begin(&office);
	nix = house_sign_in(office.house, "nix");
	house_act(office.ada, "member-add user=nix role=handler group=soc");
	id = house_case(nix, "SEV3");
	house_act(nix, "case-take %s", id);
	house_act(office.ada, "member-remove user=nix role=handler group=soc");
	house_expect_denied(nix, "none of your roles may", "case-edit %s title=mine", id);
	house_act(office.ada, "member-add user=nix role=reader");
	house_expect_denied(nix, "none of your roles may", "case-edit %s title=mine", id);
	g_assert_cmpstr(house_field(nix, id, "title"), ==, "Archive posted to a drop host");
	house_expect_invalid(office.ada, "holds that role already",
			     "member-add user=nix role=reader");
	house_expect_invalid(office.ada, "does not hold that role",
			     "member-remove user=nix role=handler group=soc");
	session_close(g_steal_pointer(&nix));
	office_end(&office);
}

/* --- nobody about themselves --- */

static void nobody_changes_their_own_account(void)
{
	static const char *const acts[] = {
		"user-disable ada", "user-disable ADA", "user-reset ada", "user-reset Ada",
		"member-add user=ada role=handler group=soc", "member-add user=ADA role=auditor",
		"member-add user=ada role=account_admin",
		"member-remove user=ada role=account_admin",
	};
	struct office office;

	office_begin(&office);
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		house_expect_denied(office.ada, OWN, "%s", acts[i]);
	g_assert_cmpint(house_entries(office.house, "user-disable", "denied"), ==, 2);
	g_assert_cmpint(house_entries(office.house, "member-add", "denied"), ==, 3);
	g_assert_cmpint(house_count(office.ada, "members", NULL, "user=ada active=1"), ==, 1);
	office_end(&office);
}

/* Whoever is left can do nothing to themselves, so the last account_admin stays. */
static void two_account_admins_cannot_lose_the_last_one(void)
{
	struct office office;
	CLEANUP(session_close) struct session *sam = NULL;
	struct outcome outcome;

	office_begin(&office);
	house_act(office.ada, "member-add user=sam role=account_admin");
	sam = house_sign_in(office.house, "sam");
	house_act(office.ada, "user-disable sam");
	REFUSED(house_try(sam, &outcome, &error, "user-disable ada"), ERR_LOGIN, DISABLED);
	outcome_clear(&outcome);
	session_close(g_steal_pointer(&sam));
	house_act(office.ada, "user-enable sam");
	sam = house_sign_in(office.house, "sam");
	house_act(office.ada, "member-remove user=sam role=account_admin");
	house_expect_denied(sam, "none of your roles may change users",
			    "member-remove user=ada role=account_admin");
	session_close(g_steal_pointer(&sam));
	office_end(&office);
}

static void changes_of_accounts_are_flagged_as_done_by_one_person(void)
{
	static const char *const acts[] = {
		"user-create name=new full_name=\"Newly Come\"",
		"user-disable new", "user-enable new", "user-revoke new", "user-enable new", "user-reset new",
		"group-create name=ot",
		"member-add user=new role=reader", "member-remove user=new role=reader",
	};
	struct office office;
	CLEANUP(session_close) struct session *aud = NULL;

	office_begin(&office);
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		g_free(house_act_secret(office.ada, "%s", acts[i]));
	aud = house_sign_in(office.house, "aud");
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		g_auto(GStrv) words = g_strsplit(acts[i], " ", 2);
		g_autofree char *filter = g_strdup_printf("action=%s reason=single_person",
							  words[0]);

		g_assert_cmpint(house_count(aud, "audit", NULL, filter), >, 0);
	}
	session_close(g_steal_pointer(&aud));
	office_end(&office);
}

/* --- conflicts of roles --- */

/* SP 800-171 3.1.4: allowed to a small firm, but told at once, logged and listed. */
static void expect_conflict(const struct office *office, const struct conflict *conflict)
{
	const char *a = roles[conflict->a].name, *b = roles[conflict->b].name;
	g_autofree char *pair = g_strdup_printf("nix holds both %s and %s", a, b);
	g_autofree char *filter = g_strdup_printf("user=nix role=%s other=%s", a, b);
	g_autofree char *accepted = g_strconcat(filter, " by=ada reason=\"few hands\" single_person=1", NULL);
	g_autofree char *past = g_strconcat(filter, " held=no by=ada reason=\"few hands\"", NULL);
	const char *now = "held=yes";
	struct outcome outcome;

	house_act(office->ada, "member-add user=nix role=%s", a);
	g_assert_cmpint(house_count(office->ada, "conflicts", NULL, now), ==, 0);
	house_expect_invalid(office->ada, pair, "member-add user=nix role=%s", b);
	g_assert_cmpint(house_count(office->ada, "conflicts", NULL, now), ==, 0);
	GOOD(house_try(office->ada, &outcome, &error, "member-add user=nix role=%s conflict_reason=\"few hands\"", b));
	g_assert_cmpint(house_count(office->ada, "conflicts", NULL, accepted), ==, 1);
	g_assert_true(outcome.warning && g_str_has_prefix(outcome.warning, pair));
	outcome_clear(&outcome);
	g_assert_cmpint(house_count(office->ada, "conflicts", NULL, filter), ==, 1);
	house_act(office->ada, "member-remove user=nix role=%s", a);
	g_assert_cmpint(house_count(office->ada, "conflicts", NULL, now), ==, 0);
	/* an auditor may still ask why */
	g_assert_cmpint(house_count(office->ada, "conflicts", NULL, past), ==, 1);
	house_act(office->ada, "member-remove user=nix role=%s", b);
}

static void every_conflict_of_roles_is_told_logged_and_listed(void)
{
	struct office office;
	CLEANUP(session_close) struct session *aud = NULL;

	office_begin(&office);
	for (size_t i = 0; i < conflicts_len; i++)
		expect_conflict(&office, &conflicts[i]);
	aud = house_sign_in(office.house, "aud");
	g_assert_cmpint(house_count(aud, "audit", NULL,
				    "actor=ada action=member-add object=user:nix reason~\"single_person: nix holds\""),
			==, (int64_t)conflicts_len);
	session_close(g_steal_pointer(&aud));
	office_end(&office);
}

/* compliance.md 6.3: an IT provider is account_admin and system_operator, and no more than that. */
static void a_small_firm_knows_the_conflicts_it_accepts(void)
{
	struct office office;
	CLEANUP(session_close) struct session *it = NULL;
	g_autofree char *secret = NULL, *all = NULL;
	struct outcome outcome;

	office_begin(&office);
	GOOD(house_try(office.ada, &outcome, &error, "member-add user=sam role=account_admin"));
	g_assert_null(outcome.warning);
	outcome_clear(&outcome);
	GOOD(house_try(office.ada, &outcome, &error,
		       "user-create name=boss full_name=\"Newly Come\" "
		       "role=lead@soc,handler@soc,account_admin conflict_reason=\"three of us\""));
	g_assert_nonnull(strstr(outcome.warning,
				"boss holds both account_admin and lead: could make users"));
	g_assert_nonnull(strstr(outcome.warning, "boss holds both account_admin and handler"));
	secret = g_steal_pointer(&outcome.secret);
	outcome_clear(&outcome);
	g_assert_cmpint(house_count(office.ada, "conflicts", NULL, NULL), ==, 2);
	g_assert_cmpint(house_count(office.ada, "conflicts", NULL, "user=boss"), ==, 2);
	it = come_in(&office, "boss", secret);
	all = house_welcome(it);
	g_assert_nonnull(strstr(all, "You hold both account_admin and lead"));
	g_assert_nonnull(strstr(all, "ada accepted that: three of us"));
	session_close(g_steal_pointer(&it));
	office_end(&office);
}

static void a_one_time_passphrase_is_good_for_a_day(void)
{
	struct office office;
	g_autofree char *first = NULL, *second = NULL;

	office_begin(&office);
	first = create(&office, "new");
	house_wait(office.house, DAY_MS);
	session_close(house_sign_in_with(office.house, "new", first, NULL));
	house_wait(office.house, 1000);
	REFUSED(house_sign_in_with(office.house, "new", first, &error) != NULL, ERR_LOGIN,
		"this one-time passphrase has expired");
	second = house_act_secret(office.ada, "user-reset new");
	session_close(house_sign_in_with(office.house, "new", second, NULL));
	g_assert_cmpint(house_entries(office.house, "login", "denied"), ==, 1);
	office_end(&office);
}

static void a_disabled_person_can_lose_a_role(void)
{
	struct office office;

	office_begin(&office);
	house_act(office.ada, "user-disable hua");
	house_act(office.ada, "member-remove user=hua group=soc role=handler");
	house_expect_invalid(office.ada, "is disabled", "member-add user=hua group=soc role=reader");
	office_end(&office);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/people/" #name, name)
	TEST(a_one_time_passphrase_only_lets_one_choose_a_password);
	TEST(a_one_time_passphrase_stays_one_until_it_is_changed);
	TEST(a_new_account_may_do_nothing_without_a_role);
	TEST(a_name_is_given_once);
	TEST(a_reset_takes_the_old_password_and_gives_a_one_time_passphrase);
	TEST(a_reset_ends_the_sessions_of_that_user);
	TEST(an_old_keyring_revives_no_password_that_was_reset);
	TEST(an_old_keyring_revives_no_password_that_was_changed);
	TEST(a_disabled_account_is_shut_out_even_while_signed_in);
	TEST(a_revoked_account_has_no_key_and_gets_new_ones);
	TEST(roles_come_and_go_in_an_open_session);
	TEST(nobody_changes_their_own_account);
	TEST(two_account_admins_cannot_lose_the_last_one);
	TEST(changes_of_accounts_are_flagged_as_done_by_one_person);
	TEST(every_conflict_of_roles_is_told_logged_and_listed);
	TEST(a_small_firm_knows_the_conflicts_it_accepts);
	TEST(a_one_time_passphrase_is_good_for_a_day);
	TEST(a_disabled_person_can_lose_a_role);
	return g_test_run();
}
