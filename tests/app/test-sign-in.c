/* Signing in: who is let in from where, what strangers learn, what the log and the person are told
 * (SP 800-171 3.1.8, 3.1.9, 3.5; security.md 3.7). */
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

#include "db/throttle.h"
#include "src/app/found.h"
#include "tests/house.h"
#include "tests/older.h"

#define WRONG "user or password is wrong"
#define LOCKED "too many failed attempts"
#define DELAYED "before the next"
#define HERE "tty /dev/pts/3"
#define STRANGER "ssh 198.51.100.9"

static void sit_at(struct house *house, const char *origin)
{
	g_free(house->host.origin);
	house->host.origin = g_strdup(origin);
}

static char *refusal_of(struct house *house, const char *name, const char *password)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(house_sign_in_with(house, name, password, &error));
	g_assert_true(err_is(error, ERR_LOGIN));
	return g_strdup(error->message);
}

static void expect_refused(struct house *house, const char *name, const char *password,
			   const char *words)
{
	g_autofree char *said = refusal_of(house, name, password);

	if (!strstr(said, words))
		g_error("%s: \"%s\" does not say \"%s\"", name, said, words);
}

static void expect_in(struct house *house, const char *name)
{
	session_close(house_sign_in(house, name));
}

static void expect_locked(struct house *house, const char *name)
{
	expect_refused(house, name, HOUSE_PASSWORD, LOCKED);
}

/* A wrong password, as soon as the delay after the last one is over. */
static void fail_once(struct house *house, const char *name)
{
	for (;;) {
		g_autofree char *said = refusal_of(house, name, "not this one at all");

		if (!strstr(said, DELAYED)) {
			g_assert_nonnull(strstr(said, WRONG));
			return;
		}
		house_wait(house, SECOND_MS);
	}
}

static void fail_times(struct house *house, const char *name, unsigned times)
{
	for (unsigned i = 0; i < times; i++)
		fail_once(house, name);
}

static void act_as(struct house *house, const char *name, const char *text)
{
	CLEANUP(session_close) struct session *session = house_sign_in(house, name);

	house_act(session, "%s", text);
}

/* --- the lock --- */

static void five_failures_lock_for_fifteen_minutes_to_the_millisecond(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	fail_times(house, "hal", 4);
	house_wait(house, 2 * SECOND_MS);
	expect_in(house, "hal");
	fail_times(house, "hal", 5);
	expect_locked(house, "hal");
	house_wait(house, 15 * MINUTE_MS - 1);
	expect_locked(house, "hal");
	house_wait(house, 1);
	expect_in(house, "hal");
}

static void the_five_must_fall_within_five_minutes_to_the_millisecond(void)
{
	static const struct { int64_t between; bool locked; } rows[] = {
		{ 5 * MINUTE_MS, true }, { 5 * MINUTE_MS + 1, false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CLEANUP(house_free) struct house *house = house_new();
		int64_t begun;

		fail_times(house, "hal", 1);
		begun = house->seam.now;
		fail_times(house, "hal", 3);
		house_wait(house, rows[i].between - (house->seam.now - begun));
		fail_times(house, "hal", 1);
		if (rows[i].locked) {
			expect_locked(house, "hal");
			continue;
		}
		house_wait(house, 4 * SECOND_MS);
		expect_in(house, "hal");
	}
}

/* What is tried meanwhile is refused unheard: it neither gets in nor keeps the door shut longer. */
static void tries_while_locked_do_not_prolong_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	fail_times(house, "hal", 5);
	for (unsigned i = 0; i < 14; i++) {
		house_wait(house, MINUTE_MS);
		expect_refused(house, "hal", "not this one at all", LOCKED);
	}
	house_wait(house, MINUTE_MS);
	expect_in(house, "hal");
	g_assert_cmpint(house_entries(house, "login", "failed"), ==, 5);
}

static void a_stranger_cannot_lock_the_lead_out(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	sit_at(house, STRANGER);
	fail_times(house, "lee", 5);
	expect_locked(house, "lee");
	expect_in(house, "hal");
	sit_at(house, HERE);
	expect_in(house, "lee");
	/* getting in here says nothing about the stranger there */
	sit_at(house, STRANGER);
	expect_locked(house, "lee");
	sit_at(house, HERE);
}

static void the_account_admin_unlocks_every_origin(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");

	fail_times(house, "hal", 5);
	sit_at(house, STRANGER);
	fail_times(house, "hal", 5);
	fail_times(house, "hua", 5);
	house_expect_denied(lee, "none of your roles may change users", "user-unlock hal");
	expect_locked(house, "hal");
	sit_at(house, "tty /dev/pts/9");
	act_as(house, "ada", "user-unlock HAL");
	sit_at(house, STRANGER);
	expect_in(house, "hal");
	expect_locked(house, "hua");
	sit_at(house, HERE);
	expect_in(house, "hal");
	g_assert_cmpint(house_entries(house, "user-unlock", "done"), ==, 1);
}

static void a_name_is_one_user_however_it_is_typed(void)
{
	static const char *const names[] = { "hal", "HAL", "Hal", "hAl", "haL" };
	CLEANUP(house_free) struct house *house = house_new();

	expect_in(house, "HAL");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		fail_times(house, names[i], 1);
	expect_locked(house, "hal");
}

/* --- what strangers learn --- */

static void unknown_user_wrong_password_and_disabled_user_sound_alike(void)
{
	static const char *const names[] = { "hal", "hua", "nobody", "", "hal ", "../hal",
					     "h\xc3\xa4l", "\xff" };
	CLEANUP(house_free) struct house *house = house_new();

	act_as(house, "ada", "user-disable hua");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *wrong = refusal_of(house, names[i], "not this one at all");
		g_autofree char *empty = refusal_of(house, names[i], "");

		g_assert_cmpstr(wrong, ==, WRONG);
		g_assert_cmpstr(empty, ==, WRONG);
	}
	g_assert_cmpint(house_entries(house, "login", "failed"), ==,
			2 * (int64_t)G_N_ELEMENTS(names));
}

static void a_lock_does_not_tell_who_is_a_user_here(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *known = NULL, *unknown = NULL;

	fail_times(house, "hal", 5);
	fail_times(house, "nobody", 5);
	known = refusal_of(house, "hal", HOUSE_PASSWORD);
	unknown = refusal_of(house, "nobody", HOUSE_PASSWORD);
	g_assert_cmpstr(known, ==, unknown);
}

/* --- what the log and the person are told --- */

static void failed_sign_ins_enter_the_log_with_time_and_origin(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *aud = NULL;
	g_autofree char *first = g_strdup_printf("%" PRId64, house->seam.now);
	g_autoptr(GPtrArray) rows = NULL;

	fail_times(house, "hal", 1);
	house_wait(house, MINUTE_MS);
	sit_at(house, STRANGER);
	fail_times(house, "hua", 2);
	sit_at(house, HERE);
	aud = house_sign_in(house, "aud");
	rows = house_look(aud, "audit", NULL, "action=login result=failed");
	g_assert_cmpint(rows->len, ==, 3);
	for (guint i = 0; i < rows->len; i++) {
		g_assert_cmpstr(record_by_name(rows->pdata[i], "actor"), ==, "unknown");
		g_assert_cmpstr(record_by_name(rows->pdata[i], "signer"), ==, "aud");
		g_assert_cmpstr(record_by_name(rows->pdata[i], "roles"), ==, NULL);
		g_assert_cmpstr(record_by_name(rows->pdata[i], "object"), ==,
				i < 2 ? "user:hua" : "user:hal");
		g_assert_cmpstr(record_by_name(rows->pdata[i], "origin"), ==,
				i < 2 ? STRANGER : HERE);
		g_assert_nonnull(strstr(record_by_name(rows->pdata[i], "reason"), "password or code was wrong"));
	}
	g_assert_cmpstr(record_by_name(rows->pdata[2], "time"), ==, first);
	/* … and once */
	expect_in(house, "hal");
	g_assert_cmpint(house_entries(house, "login", "failed"), ==, 3);
}

static char *throttle_text(const struct house *house)
{
	g_autofree char *path = g_build_filename(house->seam.store_dir, "throttle", NULL);
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

/* Who types the password where the name belongs must not find it in the log. */
static void what_was_typed_as_a_name_is_kept_nowhere(void)
{
	static const char typed[] = "tr0ubadour-in-a-canoe-61";
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *aud = NULL;
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	expect_refused(house, typed, "not this one at all", WRONG);
	text = throttle_text(house);
	g_assert_null(strstr(text, typed));
	aud = house_sign_in(house, "aud");
	g_assert_cmpint(house_count(aud, "audit", NULL, "result=failed reason~\"no account\""), ==, 1);
	rows = house_look(aud, "audit", NULL, NULL);
	g_assert_cmpint(rows->len, >, 50);
	for (guint i = 0; i < rows->len; i++)
		for (size_t field = 0; field < audit_object.fields_len; field++)
			g_assert_null(strstr(record_text(rows->pdata[i], field), typed));
}

static void an_altered_record_of_failures_is_told_in_the_log(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *aud = NULL;
	g_autofree char *path = g_build_filename(house->seam.store_dir, "throttle", NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	fail_times(house, "hal", 5);
	text = throttle_text(house);
	lines = g_strsplit(text, "\n", 2);
	/* the first attempt is cut out: four lock nobody, but the links do not fit */
	g_assert_true(g_file_set_contents_full(path, lines[1], -1, G_FILE_SET_CONTENTS_CONSISTENT,
					       0600, NULL));
	aud = house_sign_in(house, "aud");
	g_assert_cmpint(house_count(aud, "audit", NULL, "object=throttle result=failed"), ==, 1);
	g_assert_cmpint(house_count(aud, "audit", NULL, "action=login actor=unknown"), ==, 4);
}

static void expect_told(struct house *house, const char *name, const char *login,
			const char *failures)
{
	CLEANUP(session_close) struct session *session = house_sign_in(house, name);
	g_autofree char *all = house_welcome(session);

	g_assert_true(g_str_has_prefix(all, login));
	if (failures ? !strstr(all, failures) : strstr(all, "failed attempt") != NULL)
		g_error("%s was told: %s", name, all);
}

static void the_last_sign_in_and_the_failures_since_are_told(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	fail_times(house, "hal", 1);
	expect_told(house, "hal", "This is your first sign-in.", "1 failed attempt since then.");
	house_wait(house, 2 * HOUR_MS);
	expect_told(house, "hal", "Last sign-in 2026-11-20 02:52 UTC", NULL);
	house_wait(house, HOUR_MS);
	fail_times(house, "hal", 3);
	fail_times(house, "hua", 2);
	house_wait(house, SECOND_MS);
	expect_told(house, "hal", "Last sign-in 2026-11-20 04:52 UTC",
		    "3 failed attempts since then.");
	expect_told(house, "hal", "Last sign-in 2026-11-20 05:52 UTC", NULL);
}

/* Whoever comes first takes all failures into the log; the person meant is told all the same. */
static void the_failures_are_told_although_others_signed_in_first(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	expect_in(house, "hal");
	house_wait(house, HOUR_MS);
	fail_times(house, "hal", 2);
	expect_in(house, "aud");
	fail_times(house, "nobody", 1);
	fail_times(house, "hal", 1);
	expect_in(house, "hua");
	fail_times(house, "hal", 1);
	house_wait(house, 2 * SECOND_MS);
	expect_told(house, "hal", "Last sign-in 2026-11-20 02:52 UTC",
		    "4 failed attempts since then.");
	expect_told(house, "hal", "Last sign-in 2026-11-20 03:52 UTC", NULL);
	g_assert_cmpint(house_entries(house, "login", "failed"), ==, 5);
}

static void consent_to_the_notice_shown_is_an_entry(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct banner banner = { 0 };
	CLEANUP(session_close) struct session *aud = NULL;

	expect_in(house, "hal");
	act_as(house, "sam", "setting-set name=notice value=\"Tarnhollow only.\"");
	GOOD(banner_read(house->seam.store_dir, &banner, &error));
	g_assert_cmpstr(banner.notice, ==, "Tarnhollow only.");
	g_assert_cmpint(banner.notice_version, ==, 2);
	banner_clear(&banner);
	house_wait(house, 1);
	expect_in(house, "hal");
	aud = house_sign_in(house, "aud");
	g_assert_cmpint(house_count(aud, "audit", NULL,
				    "action=login actor=hal reason=\"notice 1 accepted\""), ==, 1);
	g_assert_cmpint(house_count(aud, "audit", NULL,
				    "action=login actor=hal reason=\"notice 2 accepted\""), ==, 1);
}

static void the_account_admins_hear_of_ten_in_a_row(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	for (unsigned i = 0; i < 9; i++) {
		fail_times(house, "hal", 1);
		house_wait(house, 6 * MINUTE_MS);
	}
	expect_told(house, "ada", "This is your first sign-in.", NULL);
	fail_times(house, "hal", 1);
	expect_told(house, "ada", "Last sign-in", "hal: 10 failed attempts in a row.");
	expect_told(house, "lee", "This is your first sign-in.", NULL);
	act_as(house, "ada", "user-unlock hal");
	expect_told(house, "ada", "Last sign-in", NULL);
	expect_told(house, "hal", "This is your first sign-in.", NULL);
}

/* Also when the file that counted them is gone: the account's row has them as well. */
static void a_hundred_in_a_row_need_an_administrator(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *file = g_build_filename(house->seam.store_dir, "throttle", NULL);
	CLEANUP(session_close) struct session *ada = NULL;

	for (unsigned i = 0; i < 100; i++) {
		fail_once(house, "hal");
		house_wait(house, 15 * MINUTE_MS);
	}
	expect_refused(house, "hal", HOUSE_PASSWORD, "100 times in a row");
	sit_at(house, STRANGER);
	expect_refused(house, "hal", HOUSE_PASSWORD, "unlocks or resets");
	ada = house_sign_in(house, "ada");
	g_assert_cmpint(g_unlink(file), ==, 0);
	expect_refused(house, "hal", HOUSE_PASSWORD, "100 times in a row");
	house_act(ada, "user-unlock hal");
	expect_in(house, "hal");
	sit_at(house, HERE);
}

/* --- who has no screens --- */

static void a_service_account_has_no_screens(void)
{
	CLEANUP(house_free) struct house *house = house_new();

	expect_in(house, "ing");
	house->host.via = "tui";
	expect_refused(house, "ing", HOUSE_PASSWORD, "a service account has no screens");
	expect_in(house, "hal");
	house->host.via = "cli";
	expect_in(house, "ing");
	g_assert_cmpint(house_entries(house, "login", "denied"), ==, 1);
}

static void two_in_one_millisecond_are_two_entries(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct session *one = house_sign_in(house, "hal"), *two = house_sign_in(house, "hal");

	/* hal, hal, and aud who looks */
	g_assert_cmpint(house_entries(house, "login", "done"), ==, 3);
	session_close(one);
	session_close(two);
}

static void hear(void *data, const char *sentence)
{
	g_string_append(data, sentence);
}

static void who_waits_for_an_older_store_is_told_once(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autoptr(GString) told = g_string_new(NULL);

	house->host.waits = (struct tell){ hear, told };
	expect_in(house, "hal");
	g_assert_cmpstr(told->str, ==, "");
	older_store(house);
	expect_in(house, "hal");
	g_assert_true(g_str_has_prefix(told->str, "this store is being brought from format "));
	g_string_truncate(told, 0);
	expect_in(house, "hal");
	g_assert_cmpstr(told->str, ==, "");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/sign-in/" #name, name)
	TEST(five_failures_lock_for_fifteen_minutes_to_the_millisecond);
	TEST(the_five_must_fall_within_five_minutes_to_the_millisecond);
	TEST(tries_while_locked_do_not_prolong_it);
	TEST(a_stranger_cannot_lock_the_lead_out);
	TEST(the_account_admin_unlocks_every_origin);
	TEST(a_name_is_one_user_however_it_is_typed);
	TEST(unknown_user_wrong_password_and_disabled_user_sound_alike);
	TEST(a_lock_does_not_tell_who_is_a_user_here);
	TEST(failed_sign_ins_enter_the_log_with_time_and_origin);
	TEST(what_was_typed_as_a_name_is_kept_nowhere);
	TEST(an_altered_record_of_failures_is_told_in_the_log);
	TEST(the_last_sign_in_and_the_failures_since_are_told);
	TEST(the_failures_are_told_although_others_signed_in_first);
	TEST(the_account_admins_hear_of_ten_in_a_row);
	TEST(a_hundred_in_a_row_need_an_administrator);
	TEST(consent_to_the_notice_shown_is_an_entry);
	TEST(a_service_account_has_no_screens);
	TEST(two_in_one_millisecond_are_two_entries);
	TEST(who_waits_for_an_older_store_is_told_once);
	return g_test_run();
}
