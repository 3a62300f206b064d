/* Accounts that end by themselves (SP 800-171 3.1.1, 3.5.6), and those that are services. */
#include <string.h>

#include "tests/app/office.h"

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

static void an_account_ends_when_it_was_said_to(void)
{
	struct office office;
	CLEANUP(session_close) struct session *new = NULL;
	g_autofree char *secret = NULL;

	office_begin(&office);
	house_expect_invalid(office.ada, "must be in the future",
			     "user-create name=new full_name=New expires_at=2026-11-19T00:00Z");
	secret = house_act_secret(office.ada,
				  "user-create name=new full_name=New role=handler@soc expires_at=2026-11-21T00:00Z");
	new = come_in(&office, "new", secret);
	GOOD(choose(new, secret, NEXT_PASSWORD, &error));
	house_case(new, "SEV4");
	house_wait(office.house, 22 * HOUR_MS);
	expect_ended(new, "this account ended 2026-11-21 00:00 UTC");
	session_close(g_steal_pointer(&new));
	expect_shut(&office, "new", NEXT_PASSWORD, "this account ended");
	house_expect_invalid(office.ada, "exclude each other",
			     "user-edit new never_expires=yes expires_at=2026-12-01T00:00Z");
	house_expect_invalid(office.ada, "must be in the future", "user-edit new expires_at=2026-11-20T00:00Z");
	house_act(office.ada, "user-edit new expires_at=2026-12-01T00:00Z");
	session_close(come_in(&office, "new", NEXT_PASSWORD));
	house_wait(office.house, 20 * DAY_MS);
	expect_shut(&office, "new", NEXT_PASSWORD, "this account ended 2026-12-01");
	house_act(office.ada, "user-edit new never_expires=yes full_name=\"Not So New\"");
	session_close(come_in(&office, "new", NEXT_PASSWORD));
	g_assert_cmpint(house_count(office.ada, "users", NULL, "name=new full_name=\"Not So New\" expires_at!"), ==, 1);
	house_expect_denied(office.ada, OWN, "user-edit ada never_expires=yes");
	g_assert_cmpint(house_entries(office.house, "login", "denied"), ==, 2);
	office_end(&office);
}

/* Whoever is root sets the clock back: what was over stays over, by the log. */
static void a_clock_set_back_gives_no_access_again(void)
{
	struct office office;
	g_autofree char *first = NULL, *second = NULL, *third = NULL;

	office_begin(&office);
	first = house_act_secret(office.ada, "user-create name=new full_name=New role=handler@soc");
	second = house_act_secret(office.ada, "user-create name=tmp full_name=Tmp role=handler@soc "
				  "expires_at=2026-11-22T00:00Z");
	session_close(come_in(&office, "tmp", second));
	house_wait(office.house, 3 * DAY_MS);
	session_close(house_sign_in(office.house, "hal"));
	office.house->seam.now -= 3 * DAY_MS - HOUR_MS;
	for (int i = 0; i < 3; i++) {
		expect_shut(&office, "new", first, "this one-time passphrase has expired");
		expect_shut(&office, "tmp", second, "this account ended");
		session_close(house_sign_in(office.house, "hua"));
	}
	/* what is given after it is good: nobody is shut out by a clock that once was wrong */
	third = house_act_secret(office.ada, "user-reset new");
	session_close(come_in(&office, "new", third));
	office_end(&office);
}

static void who_stays_away_for_ninety_days_is_let_in_by_the_admin(void)
{
	struct office office;

	office_begin(&office);
	session_close(house_sign_in(office.house, "hal"));
	session_close(house_sign_in(office.house, "hua"));
	house_wait(office.house, 60 * DAY_MS);
	session_close(house_sign_in(office.house, "hua"));
	session_close(house_sign_in(office.house, "aud"));
	session_close(house_sign_in(office.house, "sam"));
	house_wait(office.house, 30 * DAY_MS);
	session_close(house_sign_in(office.house, "hal"));
	house_wait(office.house, 59 * DAY_MS);
	session_close(house_sign_in(office.house, "aud"));
	session_close(house_sign_in(office.house, "sam"));
	house_wait(office.house, 31 * DAY_MS + 1);
	expect_shut(&office, "hal", HOUSE_PASSWORD, "was not used for 90 days");
	expect_shut(&office, "hua", HOUSE_PASSWORD, "was not used for 120 days");
	g_assert_cmpint(house_entries(office.house, "login", "denied"), ==, 2);
	/* ada was away for longer still, but there is nobody to unlock her */
	session_close(house_sign_in(office.house, "ada"));
	house_act(office.ada, "user-unlock hal");
	session_close(house_sign_in(office.house, "hal"));
	expect_shut(&office, "hua", HOUSE_PASSWORD, "user-unlock");
	office_end(&office);
}

static void the_setting_says_how_long_one_may_stay_away(void)
{
	struct office office;
	CLEANUP(session_close) struct session *sam = NULL;

	office_begin(&office);
	sam = house_sign_in(office.house, "sam");
	house_act(sam, "setting-set name=inactive_days value=10");
	session_close(house_sign_in(office.house, "hal"));
	house_wait(office.house, 11 * DAY_MS);
	expect_shut(&office, "hal", HOUSE_PASSWORD, "was not used for 11 days");
	house_act(sam, "setting-set name=inactive_days value=0");
	house_wait(office.house, 1000 * DAY_MS);
	session_close(house_sign_in(office.house, "hal"));
	session_close(g_steal_pointer(&sam));
	office_end(&office);
}

/* With two of them, one who stays away is locked like anybody. */
static void an_admin_who_is_not_the_last_is_locked_too(void)
{
	struct office office;

	office_begin(&office);
	house_act(office.ada, "member-add user=nix role=account_admin");
	house_wait(office.house, 91 * DAY_MS);
	session_close(house_sign_in(office.house, "ada"));
	expect_shut(&office, "nix", HOUSE_PASSWORD, "was not used");
	house_act(office.ada, "user-unlock nix");
	session_close(house_sign_in(office.house, "nix"));
	session_close(house_sign_in(office.house, "ada"));
	house_act(office.ada, "user-unlock aud");
	office_end(&office);
}

static void an_account_for_ingest_alone_is_a_service(void)
{
	struct office office;
	struct outcome outcome;

	office_begin(&office);
	house_act(office.ada, "member-add user=nix role=ingest");
	g_assert_cmpint(house_count(office.ada, "users", NULL, "name=nix kind=service"), ==, 1);
	/* who works here keeps the screens */
	GOOD(house_try(office.ada, &outcome, &error, "member-add user=rec role=ingest conflict_reason=x"));
	outcome_clear(&outcome);
	g_assert_cmpint(house_count(office.ada, "users", NULL, "name=rec kind=person"), ==, 1);
	office_end(&office);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/account-end/" #name, name)
	TEST(an_account_ends_when_it_was_said_to);
	TEST(a_clock_set_back_gives_no_access_again);
	TEST(who_stays_away_for_ninety_days_is_let_in_by_the_admin);
	TEST(the_setting_says_how_long_one_may_stay_away);
	TEST(an_admin_who_is_not_the_last_is_locked_too);
	TEST(an_account_for_ingest_alone_is_a_service);
	return g_test_run();
}
