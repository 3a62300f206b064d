/* What an open session sees: readings that stand in the log, once a session (CONTRACT.md 4), and
 * nothing from the moment on that a role is taken. */
#include <sys/wait.h>
#include <unistd.h>

#include "src/app/password.h"
#include "src/app/query.h"
#include "src/rules/member.h"
#include "tests/app/secret.h"

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
	g_assert_cmpint(secret_told(&secret, secret.hua, "cases", NULL, NULL), ==, 3);
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

/* The act is refused, and one try is one entry. */
static void a_case_that_an_act_means_is_no_try_to_see_it(void)
{
	CLEANUP(record_free) struct record *record = NULL;
	struct session *ada;
	struct secret secret;

	secret_begin(&secret);
	secret_make_all(&secret);
	ada = house_sign_in(secret.house, "ada");
	g_assert_null(look_case_meant(ada, secret.id));
	g_assert_cmpint(house_entries(secret.house, "look", "denied"), ==, 0);
	g_assert_null(look_case(ada, secret.id, NULL));
	g_assert_cmpint(house_entries(secret.house, "look", "denied"), ==, 1);
	record = look_case_meant(secret.hua, secret.id);
	g_assert_nonnull(record);
	session_close(ada);
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
	REFUSED(intake_bytes(session, "{}", 2, "-", NULL, &count, NULL, NULL, &error), ERR_LOGIN,
		words);
	for (const struct action *action = actions; action->name; action++) {
		REFUSED(house_try(session, &outcome, &error, "%s %s", action->name, secret->id),
			ERR_LOGIN, words);
		outcome_clear(&outcome);
	}
}

static void who_is_disabled_sees_nothing_from_then_on(void)
{
	static const char words[] = "this account is disabled";
	CLEANUP(passphrase_free) struct passphrase *old = passphrase_new_from(HOUSE_PASSWORD);
	CLEANUP(passphrase_free) struct passphrase *new = passphrase_new_from("velvet rail over 9");
	struct session *ada;
	struct secret secret;

	secret_begin(&secret);
	ada = house_sign_in(secret.house, "ada");
	secret_make_all(&secret);
	secret_seen(&secret, secret.hua);
	house_act(ada, "user-disable hua");
	expect_every_door_shut(&secret, secret.hua, words);
	REFUSED(password_change(secret.hua, old, new, &error), ERR_LOGIN, words);
	REFUSED(session_tick(secret.hua, &error), ERR_LOGIN, words);
	house_act(ada, "user-enable hua");
	secret_seen(&secret, secret.hua);
	session_close(ada);
	secret_end(&secret);
}

/* Whoever sits there has the old password, and signs with keys that count no more: what they wrote,
 * be it "logout", would look like a forgery (house_free verifies the log). */
static void who_is_reset_sees_nothing_from_then_on(void)
{
	g_autofree char *once = NULL;
	struct session *ada;
	struct secret secret;

	secret_begin(&secret);
	ada = house_sign_in(secret.house, "ada");
	secret_make_all(&secret);
	secret_seen(&secret, secret.hua);
	once = house_act_secret(ada, "user-reset hua");
	expect_every_door_shut(&secret, secret.hua, "this account was reset");
	REFUSED(session_tick(secret.hua, &error), ERR_LOGIN, "this account was reset");
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
	g_usleep(500 * 1000);	/* hal waits by then; if not, there is nothing to wait for */
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
	REFUSED(look_raw(secret.hua, alert, &bytes, &len, &error), ERR_INVALID, "no alert");
	g_assert_null(bytes);
	GOOD(look_raw(secret.lee, alert, &bytes, &len, &error));
	secret_end(&secret);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/visibility/" #name, name)
	TEST(reading_cui_is_an_entry_once_a_session);
	TEST(a_case_that_an_act_means_is_no_try_to_see_it);
	TEST(reading_what_belongs_to_it_is_opening_it);
	TEST(reading_a_restricted_case_is_an_entry);
	TEST(who_leaves_the_group_sees_nothing_from_then_on);
	TEST(who_is_disabled_sees_nothing_from_then_on);
	TEST(who_is_reset_sees_nothing_from_then_on);
	TEST(an_act_that_waited_goes_by_the_roles_of_now);
	TEST(the_bytes_of_an_alert_are_seen_with_it);
	return g_test_run();
}
