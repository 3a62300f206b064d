/* Sessions at the screens: rows, at most three a person, ended from elsewhere, lost ones noticed, the
 * longest one, and the password again before what matters. */
#include <string.h>
#include <unistd.h>

#include "src/app/present.h"
#include "src/app/proof.h"
#include "src/app/session_internal.h"
#include "src/app/sessions.h"
#include "tests/house.h"

static struct session *sit_down(struct house *house, const char *name)
{
	struct session *session;

	house->host.via = "tui";
	session = house_sign_in(house, name);
	house->host.via = "cli";
	return session;
}

static GPtrArray *sessions_as(struct session *session, const char *filter)
{
	struct look ask = { .query = "sessions", .filter = filter };
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = look(session, &ask, &error);

	g_assert_no_error(error);
	return rows;
}

static const char *cell(const GPtrArray *rows, guint row, size_t field)
{
	g_assert_cmpuint(row, <, rows->len);
	return record_text(rows->pdata[row], field);
}

static void expect_over(struct session *session, const char *words)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(session_tick(session, &error));
	seam_check_error(error, ERR_LOGIN, words);
}

static void expect_here(struct session *session, const char *id, const char *names)
{
	g_autoptr(GPtrArray) sessions = present_sessions(session);
	g_autofree char *others = present_others(session, sessions, id);

	g_assert_cmpstr(others, ==, names);
}

static void who_has_a_case_open_is_seen_by_others_and_writes_nothing(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct session *hal = sit_down(house, "hal"), *lee = sit_down(house, "lee");
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	const char *id = house_case(hal, "SEV3"), *other = house_case(hal, "SEV3");
	int64_t entries = house_count(hal, "audit", id, NULL);

	expect_here(lee, id, NULL);
	present_begin(hal, id, PRESENT_READS);
	expect_here(lee, id, "hal");
	expect_here(hal, id, NULL);
	expect_here(lee, other, NULL);
	present_begin(hal, id, PRESENT_EDITS);
	expect_here(lee, id, "hal (editing)");
	present_end(hal, id, PRESENT_EDITS);
	expect_here(lee, id, "hal");
	present_end(hal, id, PRESENT_READS);
	expect_here(lee, id, NULL);
	present_begin(hal, other, PRESENT_READS);
	g_assert_cmpint(house_count(lee, "audit", id, NULL), ==, entries);
	/* who sits at no screen is nowhere, and what was held goes with its session */
	expect_here(ada, other, NULL);
	session_close(hal);
	expect_here(lee, other, NULL);
	session_close(lee);
}

static void a_session_at_the_screens_is_a_row_until_it_is_left(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autoptr(GPtrArray) open = sessions_as(ada, NULL), left = NULL;

	g_assert_cmpuint(open->len, ==, 1);
	g_assert_cmpstr(cell(open, 0, SESSION_USER), ==, "hal");
	g_assert_cmpstr(cell(open, 0, SESSION_ORIGIN), ==, "tty /dev/pts/3");
	g_assert_cmpstr(cell(open, 0, SESSION_STATE), ==, "open");
	session_close(hal);
	left = sessions_as(ada, NULL);
	g_assert_cmpstr(cell(left, 0, SESSION_STATE), ==, "ended");
	g_assert_cmpstr(cell(left, 0, SESSION_WHY), ==, "left");
	g_assert_cmpstr(cell(left, 0, SESSION_ENDED_BY), ==, "hal");
	g_assert_cmpint(house_entries(house, "logout", "done"), >=, 1);
}

static void each_sees_their_own_and_some_see_all(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *hua = sit_down(house, "hua");
	CLEANUP(session_close) struct session *aud = house_sign_in(house, "aud");
	g_autoptr(GPtrArray) own = sessions_as(hua, NULL), all = sessions_as(aud, NULL);
	g_autoptr(GPtrArray) others = sessions_as(hua, "user=hal");

	g_assert_nonnull(hal);
	g_assert_cmpuint(own->len, ==, 1);
	g_assert_cmpstr(cell(own, 0, SESSION_USER), ==, "hua");
	g_assert_cmpuint(all->len, ==, 2);
	g_assert_cmpuint(others->len, ==, 0);
}

/* A lead hands over to people: their names, not from where they came. */
static void a_lead_sees_who_is_signed_in_and_no_more(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *twice = sit_down(house, "hal");
	CLEANUP(session_close) struct session *lee = sit_down(house, "lee");
	g_auto(GStrv) seen = session_at_work(lee), none = session_at_work(hal);
	g_autoptr(GPtrArray) own = sessions_as(lee, NULL);

	g_assert_nonnull(twice);
	g_assert_null(none);
	g_assert_cmpuint(g_strv_length(seen), ==, 2);
	g_assert_true(g_strv_contains((const char *const *)seen, "hal"));
	g_assert_true(g_strv_contains((const char *const *)seen, "lee"));
	g_assert_cmpuint(own->len, ==, 1);
}

static void the_fourth_sign_in_is_refused_and_told_of_the_others(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct session *three[] = { sit_down(house, "hal"), sit_down(house, "hal"), sit_down(house, "hal") };
	g_autoptr(GError) error = NULL;
	struct session *fourth;

	house->host.via = "tui";
	fourth = house_sign_in_with(house, "hal", HOUSE_PASSWORD, &error);
	g_assert_null(fourth);
	seam_check_error(error, ERR_LOGIN, "you are signed in 3 times");
	seam_check_error(error, ERR_LOGIN, "session 3 since");
	seam_check_error(error, ERR_LOGIN, "blotter do session-end");
	g_assert_cmpint(house_entries(house, "login", "denied"), ==, 1);
	house->host.via = "cli";
	session_close(house_sign_in(house, "hal"));	/* a command is no session */
	session_close(three[1]);
	three[1] = sit_down(house, "hal");
	for (size_t i = 0; i < G_N_ELEMENTS(three); i++)
		session_close(three[i]);
}

static void one_is_ended_from_elsewhere_at_its_next_look(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *hua = house_sign_in(house, "hua");
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	house_expect_denied(hua, "end other people's sessions", "session-end 1");
	house_expect_invalid(ada, "no open session", "session-end 7");
	house_expect_invalid(ada, "no open session", "session-end x");
	g_assert_true(session_tick(hal, &error));
	house_act(ada, "session-end 1");
	expect_over(hal, "ended from elsewhere");
	house_expect_invalid(ada, "no open session", "session-end 1");
	rows = sessions_as(ada, NULL);
	g_assert_cmpstr(cell(rows, 0, SESSION_WHY), ==, "ended");
	g_assert_cmpstr(cell(rows, 0, SESSION_ENDED_BY), ==, "ada");
	/* nothing can be done in it any more */
	g_assert_false(house_try(hal, &(struct outcome){ 0 }, NULL, "case-create title=x summary=x"));
}

static void who_is_disabled_is_thrown_out(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autoptr(GPtrArray) rows = NULL;

	house_act(ada, "user-disable hal");
	expect_over(hal, "this account is disabled");
	rows = sessions_as(ada, NULL);
	g_assert_cmpstr(cell(rows, 0, SESSION_WHY), ==, "disabled");
}

/* A process that is killed leaves its row open and its byte free. */
static void a_lost_one_is_noticed_by_the_next_who_signs_in(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *ada = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	session_free(hal);
	ada = house_sign_in(house, "ada");
	rows = sessions_as(ada, NULL);
	g_assert_cmpstr(cell(rows, 0, SESSION_STATE), ==, "ended");
	g_assert_cmpstr(cell(rows, 0, SESSION_WHY), ==, "lost");
	g_assert_cmpint(house_entries(house, "session-end", "done"), ==, 1);
}

static void a_session_ends_after_twelve_hours(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct session *hal = sit_down(house, "hal");
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autoptr(GPtrArray) rows = NULL;

	house_wait(house, 12 * HOUR_MS - MINUTE_MS);
	g_assert_true(session_tick(hal, NULL));
	g_assert_cmpint(session_left(hal), ==, MINUTE_MS);
	house_wait(house, MINUTE_MS);
	expect_over(hal, "lasted as long as a session may");
	session_close(hal);
	rows = sessions_as(ada, NULL);
	g_assert_cmpstr(cell(rows, 0, SESSION_WHY), ==, "limit");
	house_expect_invalid(sam, "from 1 to 24", "setting-set name=session_hours value=25");
	house_expect_invalid(sam, "from 1 to 15", "setting-set name=idle_lock_minutes value=16");
}

static void what_matters_wants_the_password_again(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = sit_down(house, "ada");
	CLEANUP(passphrase_free) struct passphrase *wrong = passphrase_new_from("mossy kettle");
	CLEANUP(passphrase_free) struct passphrase *right = passphrase_new_from(HOUSE_PASSWORD);
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;

	house_act(ada, "user-disable nix");	/* the sign-in was a moment ago */
	house_wait(house, PROOF_MS);
	g_assert_false(house_try(ada, &outcome, &error, "user-enable nix"));
	seam_check_error(error, ERR_DENIED, "wants your password again");
	g_assert_true(outcome.unproved);
	outcome_clear(&outcome);
	g_clear_error(&error);
	g_assert_false(session_prove(ada, wrong, &error));
	g_assert_true(err_is(error, ERR_LOGIN));
	g_clear_error(&error);
	g_assert_false(session_proved(ada));
	g_assert_cmpint(house_entries(house, "prove", "failed"), ==, 1);
	g_assert_true(session_prove(ada, right, &error));
	g_assert_cmpint(house_entries(house, "prove", "done"), ==, 1);
	house_act(ada, "user-enable nix");
}

static void one_s_own_session_is_ended_without_proof_and_others_not(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = sit_down(house, "ada");
	CLEANUP(session_close) struct session *own = sit_down(house, "ada");
	CLEANUP(session_close) struct session *hal = sit_down(house, "hal");
	struct outcome outcome = { 0 };

	g_assert_true(own && hal);
	house_wait(house, PROOF_MS);
	house_act(ada, "session-end 2");
	g_assert_false(house_try(ada, &outcome, NULL, "session-end 3"));
	g_assert_true(outcome.unproved);
	outcome_clear(&outcome);
}

static void only_what_may_be_ended_is_offered_to_be(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = sit_down(house, "ada");
	CLEANUP(session_close) struct session *aud = sit_down(house, "aud");
	const struct action *end = action_find("session-end");
	g_autoptr(GPtrArray) of_ada = NULL, of_aud = sessions_as(aud, "user=aud"), over = NULL;

	of_ada = sessions_as(aud, "user=ada");
	g_assert_true(action_offered(aud, end, of_aud->pdata[0]));
	g_assert_false(action_offered(aud, end, of_ada->pdata[0]));
	g_assert_true(action_offered(ada, end, of_aud->pdata[0]));
	house_act(ada, "session-end 2");
	over = sessions_as(ada, "user=aud");
	g_assert_false(action_offered(ada, end, over->pdata[0]));
}

static void guarded_settings_want_proof_and_others_not(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = sit_down(house, "sam");
	struct outcome outcome = { 0 };

	house_wait(house, PROOF_MS);
	house_act(sam, "setting-set name=intake_group value=soc");
	g_assert_false(house_try(sam, &outcome, NULL, "setting-set name=idle_lock_minutes value=5"));
	g_assert_true(outcome.unproved);
	outcome_clear(&outcome);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/sessions/" #name, name)
	TEST(a_session_at_the_screens_is_a_row_until_it_is_left);
	TEST(who_has_a_case_open_is_seen_by_others_and_writes_nothing);
	TEST(each_sees_their_own_and_some_see_all);
	TEST(a_lead_sees_who_is_signed_in_and_no_more);
	TEST(the_fourth_sign_in_is_refused_and_told_of_the_others);
	TEST(one_is_ended_from_elsewhere_at_its_next_look);
	TEST(who_is_disabled_is_thrown_out);
	TEST(a_lost_one_is_noticed_by_the_next_who_signs_in);
	TEST(a_session_ends_after_twelve_hours);
	TEST(what_matters_wants_the_password_again);
	TEST(one_s_own_session_is_ended_without_proof_and_others_not);
	TEST(only_what_may_be_ended_is_offered_to_be);
	TEST(guarded_settings_want_proof_and_others_not);
	return g_test_run();
}
