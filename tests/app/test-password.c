/* Passwords people choose: the rules, the setting, changing one's own (SP 800-171 3.5.7,
 * SP 800-63B-4 3.1.1). */
#include <string.h>
#include <time.h>

#include "src/app/found.h"
#include "src/app/password.h"
#include "src/rules/famous.h"
#include "src/rules/setting.h"
#include "tests/house.h"

#define NEXT_PASSWORD "velvet anchor 9 tangerines east"
#define SHORT "characters"
#define NAMED "contains your user name or full name"
#define EASY "easy to guess"

static const struct rule {
	const char *user, *full_name, *password;
	unsigned least;
	const char *words;	/* NULL: accepted */
} rules[] = {
	/* length, in characters and not in bytes */
	{ "hal", "First Handler", "vq8 tundra lamp", 15, NULL },
	{ "hal", "First Handler", "vq8 tundra lamp", 16, "at least 16 characters" },
	{ "hal", "First Handler", "vq8 tundra lam", 15, "at least 15 characters" },
	{ "hal", "First Handler", "vq8 tundra lam", 8, "at least 15 characters" },
	{ "hal", "First Handler", "vq8 tundra lam", 0, "at least 15 characters" },
	{ "hal", "First Handler", "vq8 tundra lamp1", 16, NULL },
	{ "hal", "First Handler", "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xb1", 15,
	SHORT },
	{ "hal", "First Handler", "tundra \xc3\xa4\xc3\xb6\xc3\xbc \xe2\x82\xac 7 m\xc3\xb6we", 16,
	NULL },
	{ "hal", "First Handler", "", 15, SHORT },
	{ "hal", "First Handler", "vq8 tundra lamp \xff\xfe wharf", 16, "not valid UTF-8" },
	/* the user's name, in any case; two letters are no name to look for */
	{ "hal", "First Handler", "vq8 halibut tundra lamp", 16, NAMED },
	{ "hal", "First Handler", "vq8 MARSHAL tundra lamp", 16, NAMED },
	{ "al", "First Handler", "vq8 halibut tundra lamp", 16, NULL },
	{ "h.al-9", "First Handler", "vq8 h.al-9 tundra lamp", 16, NAMED },
	{ "jo.brandt", "", "vq8 fire-brandt-tundra", 16, NAMED },
	/* the full name and each word of it from four letters on */
	{ "hal", "First Handler", "vq8 handlers tundra lamp", 16, NAMED },
	{ "hal", "First Handler", "vq8 headFIRST tundra lamp", 16, NAMED },
	{ "hal", "Ann Lee", "vq8 ann tundra lee lamp", 16, NULL },
	{ "hal", "Ann Lee", "vq8 ann lee tundra lamp", 16, NAMED },
	{ "hal", "J\xc3\xbcrgen M\xc3\xb6wes", "vq8 tundra M\xc3\x96WES lamp", 16, NAMED },
	{ "hal", "J\xc3\xbcrgen M\xc3\xb6wes", "vq8 tundra mo\xcc\x88wes lamp", 16, NAMED },
	{ "hal", "Conan O'Brien", "vq8 tundra brien lamp", 16, NAMED },
	/* what is guessed first */
	{ "hal", "First Handler", "aaaaaaaaaaaaaaaaaaaaaaaa", 16, EASY },
	{ "hal", "First Handler", "1234567890123456", 16, EASY },
	{ "hal", "First Handler", "passwordpassword", 16, EASY },
	{ "hal", "First Handler", "qwertyuiopasdfghjkl", 16, EASY },
	{ "hal", "First Handler", "blotterblotterblotter", 16, EASY },
	{ "hal", "First Handler", "Password12345678!", 16, EASY },
	{ "hal", "First Handler", "tarnhollowprecision", 16, EASY ": most of it is your name, the org" },
	{ "hal", "First Handler", "password1password1", 16, EASY ": most of it is a common password" },
	{ "hal", "First Handler", "zzzzzzzzzzzzzzzzzz", 16, "the same characters again" },
	/* what everybody knows counts for nothing, however it is written; what is added must do alone */
	{ "hal", "First Handler", "correct horse battery staple", 16, EASY ": most of it is a phrase that everybody" },
	{ "hal", "First Handler", "CorrectHorseBatteryStaple", 16, EASY },
	{ "hal", "First Handler", "Correct-Horse_battery  STAPLE!", 16, EASY },
	{ "hal", "First Handler", "correct horse battery staple 2026", 16, EASY },
	{ "hal", "First Handler", "correcthorsebatterystaplecorrecthorsebatterystaple", 16, EASY },
	{ "hal", "First Handler", "the quick brown fox", 16, EASY },
	{ "hal", "First Handler", "To be, or not to be: that is the question", 16, EASY },
	{ "hal", "First Handler", "may the force be with you, hello world", 16, EASY },
	{ "hal", "First Handler", "correct horse battery staple vq8 tundra lamp", 16, NULL },
	{ "hal", "First Handler", "horse tundra staple lamp", 16, NULL },
	{ "hal", "First Handler", HOUSE_PASSWORD, 16, NULL },
	{ "hal", "First Handler", NEXT_PASSWORD, 16, NULL },
};

static void the_rules_refuse_what_is_short_named_or_guessed(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
		const struct rule *rule = &rules[i];
		const char *text = rule->password;
		CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(text);
		struct password_owner owner = { rule->user, rule->full_name, "Tarnhollow Precision",
						rule->least };
		g_autofree char *problem = password_problem(typed, &owner);

		if (rule->words ? !problem || !strstr(problem, rule->words) : problem != NULL)
			g_error("\"%s\" of %s, at least %u: %s", rule->password, rule->user,
				rule->least,
				problem ? problem : "accepted");
	}
}

static void the_phrases_that_everybody_knows_are_a_table(void)
{
	for (const char *const *phrase = famous_phrases; *phrase; phrase++) {
		g_assert_cmpuint(strlen(*phrase), >=, FAMOUS_LEAST);
		g_assert_cmpuint(strspn(*phrase, "abcdefghijklmnopqrstuvwxyz0123456789"), ==, strlen(*phrase));
		for (const char *const *other = famous_phrases; *other; other++)
			if (other != phrase && strstr(*other, *phrase))
				g_error("\"%s\" is part of \"%s\"", *phrase, *other);
	}
}

/* No limit but that of the field: long sentences are fine, and take no long time. */
static void a_password_may_be_as_long_as_a_sentence(void)
{
	g_autofree char *text = g_strnfill(PASSPHRASE_MAX, 'q');
	CLEANUP(passphrase_free) struct passphrase *password = NULL;
	g_autofree char *problem = NULL;
	struct password_owner owner = { "hal", "First Handler", NULL, 16 };
	clock_t begun = clock();

	for (int i = 0; i < PASSPHRASE_MAX; i++)
		text[i] = "tundra lamp-47 wharf; "[(i * 7 + i / 22) % 22];
	password = passphrase_new_from(text);
	problem = password_problem(password, &owner);
	g_assert_cmpstr(problem, ==, NULL);
	g_assert_cmpint(clock() - begun, <, 10 * CLOCKS_PER_SEC);
}

/* --- the setting --- */

static bool choose(struct session *session, const char *present, const char *wanted, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *old = passphrase_new_from(present);
	CLEANUP(passphrase_free) struct passphrase *new = passphrase_new_from(wanted);

	return password_change(session, old, new, error);
}

static void the_setting_goes_from_fifteen_up(void)
{
	static const char *const refused[] = { "14", "0", "1", "129", "-16", "16.5", "\"16 or so\"",
					       "many" };
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");

	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
		house_expect_invalid(sam, "value: must be",
				     "setting-set name=password_min value=%s", refused[i]);
	REFUSED(choose(hal, HOUSE_PASSWORD, "vq8 tundra lamp", &error), ERR_INVALID,
		"at least 16 characters");
	house_act(sam, "setting-set name=password_min value=20");
	REFUSED(choose(hal, HOUSE_PASSWORD, "vq8 tundra lamp 5!r", &error), ERR_INVALID,
		"at least 20 characters");
	house_act(sam, "setting-set name=password_min value=15");
	GOOD(choose(hal, HOUSE_PASSWORD, "vq8 tundra lamp", &error));
	house_act(sam, "setting-set name=password_min value=");
	REFUSED(choose(hal, "vq8 tundra lamp", "kq8 tundra lamp", &error), ERR_INVALID,
		"at least 16 characters");
}

/* A row that no act could have written, as from a hand that had the data key. */
static void no_row_of_the_setting_goes_below_fifteen(void)
{
	static const char *const values[] = { "3", "0", "-1", "", "none" };
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	const struct stamp stamp = { "system", "sam", "", "tty none", "stage", NULL };

	house_act(sam, "setting-set name=password_min value=20");
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		CLEANUP(record_free) struct record *before = NULL, *after = NULL;
		struct tx *tx = NULL;

		GOOD((tx = tx_begin(session_store(sam), &stamp, &error)) != NULL);
		GOOD(tx_load(tx, &setting_object, SETTING_NAME, "password_min", &before, &error));
		after = record_copy(before);
		record_set(after, SETTING_VALUE, values[i]);
		GOOD(tx_update(tx, before, after, &error));
		GOOD(tx_commit(tx, NULL, &error));
		REFUSED(choose(hal, HOUSE_PASSWORD, "vq8 tundra lam", &error), ERR_INVALID, SHORT);
	}
}

/* --- changing one's own --- */

static void expect_in(struct house *house, const char *name, const char *password)
{
	CLEANUP(session_close) struct session *session = NULL;

	GOOD((session = house_sign_in_with(house, name, password, &error)) != NULL);
}

static void expect_wrong(struct house *house, const char *name, const char *password)
{
	REFUSED(house_sign_in_with(house, name, password, &error) != NULL, ERR_LOGIN,
		"user or password is wrong");
}

static void the_new_password_opens_and_the_old_one_does_not(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");

	house_wait(house, HOUR_MS);
	GOOD(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error));
	expect_in(house, "hal", NEXT_PASSWORD);
	expect_wrong(house, "hal", HOUSE_PASSWORD);
	expect_in(house, "hua", HOUSE_PASSWORD);
	/* the session that changed it goes on, and may change it again */
	house_case(hal, "SEV4");
	house_wait(house, 1);
	GOOD(choose(hal, NEXT_PASSWORD, "third kettle, umber gravel", &error));
	expect_in(house, "hal", "third kettle, umber gravel");
	g_assert_cmpint(house_entries(house, "user-password", "done"), ==, 5);
}

static void what_is_refused_changes_nothing(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");

	REFUSED(choose(hal, "not the present one", NEXT_PASSWORD, &error), ERR_LOGIN,
		"password is wrong");
	REFUSED(choose(hal, "", NEXT_PASSWORD, &error), ERR_LOGIN, "password is wrong");
	REFUSED(choose(hal, HOUSE_PASSWORD, HOUSE_PASSWORD, &error), ERR_INVALID,
		"is the present one");
	REFUSED(choose(hal, HOUSE_PASSWORD, "vq8 tundra lamp", &error), ERR_INVALID, "at least 16");
	REFUSED(choose(hal, HOUSE_PASSWORD, "first handler of the tundra", &error), ERR_INVALID,
		NAMED);
	expect_wrong(house, "hal", NEXT_PASSWORD);
	/* counted where sign-ins are: three in a row, here and at the door */
	REFUSED(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error), ERR_LOGIN, "before the next");
	house_wait(house, SECOND_MS);
	expect_in(house, "hal", HOUSE_PASSWORD);
	g_assert_cmpint(house_entries(house, "user-password", "failed"), ==, 3);
	g_assert_cmpint(house_entries(house, "user-password", "done"), ==, 0);
}

/* Whoever has the old password is out, wherever they sit (security.md 3.3). */
static void a_changed_password_ends_the_other_sessions(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	CLEANUP(session_close) struct session *other = house_sign_in(house, "hal");
	struct outcome outcome;

	house_case(other, "SEV4");
	house_wait(house, 1);
	GOOD(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error));
	REFUSED(house_try(other, &outcome, &error, "case-take 1"), ERR_LOGIN,
		"the password was changed");
	outcome_clear(&outcome);
	REFUSED(session_tick(other, &error), ERR_LOGIN, "the password was changed");
	GOOD(session_tick(hal, &error));
	house_case(hal, "SEV4");
}

/* --- not again --- */

static const char *nth(unsigned n)
{
	g_autofree char *text = g_strdup_printf("velvet anchor %u tangerines east", n);

	return g_intern_string(text);
}

static void change_from_to(struct house *house, struct session *session, unsigned from, unsigned to)
{
	house_wait(house, 1);
	GOOD(choose(session, nth(from), nth(to), &error));
}

static void expect_known(struct session *session, unsigned present, const char *wanted)
{
	REFUSED(choose(session, nth(present), wanted, &error), ERR_INVALID, "one of your last");
}

static void none_of_the_last_ones_comes_back(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	CLEANUP(session_close) struct session *hua = house_sign_in(house, "hua");

	house_act(sam, "setting-set name=password_history value=3");
	house_wait(house, 1);
	GOOD(choose(hal, HOUSE_PASSWORD, nth(1), &error));
	change_from_to(house, hal, 1, 2);
	expect_known(hal, 2, HOUSE_PASSWORD);
	expect_known(hal, 2, nth(1));
	change_from_to(house, hal, 2, 3);
	expect_known(hal, 3, nth(1));
	/* the first one is the fourth back now */
	GOOD(choose(hal, nth(3), HOUSE_PASSWORD, &error));
	house_act(sam, "setting-set name=password_history value=0");
	house_wait(house, 1);
	GOOD(choose(hal, HOUSE_PASSWORD, nth(3), &error));
	/* nobody is kept from what somebody else had */
	house_act(sam, "setting-set name=password_history value=");
	GOOD(choose(hua, HOUSE_PASSWORD, nth(2), &error));
	expect_known(hal, 3, nth(2));
}

/* The lost one too, but not what the program made for one time. */
static void a_reset_forgets_no_password(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada"), *hal = NULL;
	g_autofree char *one_time = NULL;

	hal = house_sign_in(house, "hal");
	house_wait(house, 1);
	GOOD(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error));
	session_close(g_steal_pointer(&hal));
	one_time = house_act_secret(ada, "user-reset hal");
	GOOD((hal = house_sign_in_with(house, "hal", one_time, &error)) != NULL);
	REFUSED(choose(hal, one_time, NEXT_PASSWORD, &error), ERR_INVALID, "one of your last 24");
	REFUSED(choose(hal, one_time, HOUSE_PASSWORD, &error), ERR_INVALID, "one of your last 24");
	GOOD(choose(hal, one_time, nth(1), &error));
}

/* No query, and no value of the log, gives a mark. */
static void the_marks_stand_nowhere_else(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal"), *aud = NULL;

	house_wait(house, 1);
	GOOD(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error));
	aud = house_sign_in(house, "aud");
	g_assert_cmpint(house_count(aud, "audit", NULL, "object~password_mark"), ==, 2);
	g_assert_cmpint(house_count(aud, "audit", NULL, "changes~grain"), ==, 0);
	g_assert_cmpint(house_count(aud, "audit", NULL, "changes~mark:"), ==, 0);
}

/* --- age --- */

static void a_password_lasts_unless_the_setting_ends_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *sam = house_sign_in(house, "sam");
	CLEANUP(session_close) struct session *hal = NULL, *here = house_sign_in(house, "hal");

	house_wait(house, 80 * DAY_MS);
	hal = house_sign_in(house, "hal");
	g_assert_false(session_must_change(hal));
	house_act(sam, "setting-set name=password_max_days value=60");
	session_close(hal);
	hal = house_sign_in(house, "hal");
	g_assert_true(session_must_change(hal));
	house_expect_denied(hal, "your password is too old", "case-create title=x");
	/* who is at work goes on */
	GOOD(session_tick(here, &error));
	g_assert_false(session_must_change(here));
	GOOD(choose(hal, HOUSE_PASSWORD, NEXT_PASSWORD, &error));
	g_assert_false(session_must_change(hal));
	house_case(hal, "SEV4");
	house_act(sam, "setting-set name=password_max_days value=");
	session_close(g_steal_pointer(&here));
}

static void what_the_program_makes_is_long_and_never_refused(void)
{
	static const unsigned least[] = { 0, 15, 16, 20, 64, 128 };

	for (size_t i = 0; i < G_N_ELEMENTS(least); i++) {
		struct password_owner owner = { "hal", "First Handler", "Tarnhollow", least[i] };
		g_autofree char *made = password_propose(least[i]), *other = password_propose(least[i]);
		CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(made);
		g_autofree char *problem = password_problem(typed, &owner);

		g_assert_cmpstr(problem, ==, NULL);
		g_assert_cmpstr(made, !=, other);
	}
}

/* Somebody else may have signed in with the first ones meanwhile. */
static void who_got_new_keys_is_told_for_a_week(void)
{
	static const struct { int64_t days; bool told; } cases[] = { { 0, true }, { 5, true }, { 4, false } };
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada");
	g_autofree char *secret = house_act_secret(ada, "user-reset hal");

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		CLEANUP(session_close) struct session *hal = NULL;
		g_autofree char *all = NULL;

		house_wait(house, cases[i].days * DAY_MS);
		hal = house_sign_in_with(house, "hal", i ? NEXT_PASSWORD : secret, NULL);
		all = house_welcome(hal);
		g_assert_cmpint(strstr(all, "You were given new keys") != NULL, ==, cases[i].told);
		if (i == 0)
			GOOD(choose(hal, secret, NEXT_PASSWORD, &error));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/password/" #name, name)
	TEST(the_rules_refuse_what_is_short_named_or_guessed);
	TEST(the_phrases_that_everybody_knows_are_a_table);
	TEST(a_password_may_be_as_long_as_a_sentence);
	TEST(the_setting_goes_from_fifteen_up);
	TEST(no_row_of_the_setting_goes_below_fifteen);
	TEST(the_new_password_opens_and_the_old_one_does_not);
	TEST(what_is_refused_changes_nothing);
	TEST(none_of_the_last_ones_comes_back);
	TEST(a_reset_forgets_no_password);
	TEST(the_marks_stand_nowhere_else);
	TEST(a_password_lasts_unless_the_setting_ends_it);
	TEST(what_the_program_makes_is_long_and_never_refused);
	TEST(a_changed_password_ends_the_other_sessions);
	TEST(who_got_new_keys_is_told_for_a_week);
	return g_test_run();
}
