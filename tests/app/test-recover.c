/* The recovery code: it lets one person in again, once, and everybody hears of it. */
#include "src/app/found.h"
#include "src/app/recover.h"
#include "tests/house.h"

#include <string.h>

static bool try(struct house *house, const char *code, const char *user, struct recovered *out, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(code);

	return recover(&house->host, house->seam.store_dir, typed, &(struct recovery){ .user = user }, out, error);
}

static struct recovered recovered(struct house *house, const char *code, const char *user)
{
	struct recovered out;

	GOOD(try(house, code, user, &out, &error));
	return out;
}

static void it_gives_a_one_time_passphrase_and_the_next_code(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct recovered out = recovered(house, house->seam.recovery, "Ada");
	CLEANUP(session_close) struct session *ada = house_sign_in_with(house, "ada", out.passphrase, NULL);

	g_assert_nonnull(ada);
	g_assert_true(session_must_change(ada));
	REFUSED(house_sign_in_with(house, "ada", HOUSE_PASSWORD, &error) != NULL, ERR_LOGIN, "wrong");
	g_assert_false(recovery_same(house->seam.recovery, out.code));
	recovered_clear(&out);
}

static void a_code_counts_once_and_the_next_one_after_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct recovered first = recovered(house, house->seam.recovery, "ada"), second, none;

	REFUSED(try(house, house->seam.recovery, "ada", &none, &error), ERR_LOGIN, "replaced");
	second = recovered(house, first.code, "lee");
	g_assert_cmpint(house_entries(house, "recover", "done"), >, 0);
	recovered_clear(&first);
	recovered_clear(&second);
}

static void that_it_was_used_for_nobody_is_written_down(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct recovered out;

	REFUSED(try(house, house->seam.recovery, "MARKER", &out, &error), ERR_INVALID, "no user");
	g_assert_cmpint(house_entries(house, "recover", "failed"), ==, 1);
	recovered_clear(&out);
	out = recovered(house, house->seam.recovery, "ada");
	recovered_clear(&out);
}

static void it_lets_a_disabled_person_in_again(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *ada = house_sign_in(house, "ada"), *lee = NULL;
	struct recovered out;

	house_act(ada, "user-disable lee");
	out = recovered(house, house->seam.recovery, "lee");
	lee = house_sign_in_with(house, "lee", out.passphrase, NULL);
	g_assert_nonnull(lee);
	recovered_clear(&out);
}

static void what_is_refused_leaves_the_code_good(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct recovered out;

	REFUSED(try(house, house->seam.recovery, "zoe", &out, &error), ERR_INVALID, "there is no user \"zoe\"");
	REFUSED(try(house, "0000-1111", "ada", &out, &error), ERR_INVALID, "");
	out = recovered(house, house->seam.recovery, "ada");
	recovered_clear(&out);
}

static void everybody_is_told_once(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct recovered out;

	session_close(house_sign_in(house, "hal"));
	house_wait(house, HOUR_MS);
	out = recovered(house, house->seam.recovery, "ada");
	house_wait(house, HOUR_MS);
	for (int time = 0; time < 2; time++) {
		struct session *hal = house_sign_in(house, "hal");
		g_autofree char *text = house_welcome(hal);

		g_assert_cmpint(strstr(text, "The recovery code was used") != NULL, ==, time == 0);
		session_close(hal);
		house_wait(house, HOUR_MS);
	}
	recovered_clear(&out);
}

static void typed_codes_are_compared_as_people_write_them(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	g_autofree char *low = g_ascii_strdown(house->seam.recovery, -1);
	g_autofree char *other = g_strdup(house->seam.recovery);

	g_strdelimit(low, "-", ' ');
	g_assert_true(recovery_same(house->seam.recovery, low));
	other[0] = other[0] == '2' ? '3' : '2';
	g_assert_false(recovery_same(house->seam.recovery, other));
	g_assert_false(recovery_same(house->seam.recovery, ""));
}

static bool not_noted(const char *code)
{
	(void)code;
	return false;
}

static struct answers *one_admin(void)
{
	struct answers *answers = answers_new();
	struct found_user *user = g_new0(struct found_user, 1);

	*user = (struct found_user){ g_strdup("ada"), g_strdup("Account Admin"), passphrase_new_from(HOUSE_PASSWORD) };
	g_ptr_array_add(answers->users, user);
	answers->groups = g_strsplit("soc", " ", -1);
	return answers;
}

/* With its anchor and its host key; or nothing of it. */
static void expect_store(const char *dir, bool there)
{
	static const char *const ends[] = { "", ".anchor", ".host-key" };

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *path = g_strconcat(dir, ends[i], NULL);

		g_assert_cmpint(g_file_test(path, G_FILE_TEST_EXISTS), ==, there);
	}
}

static void a_store_whose_code_nobody_wrote_down_is_not_made(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(answers_free) struct answers *answers = one_admin();
	g_autofree char *dir = seam_path(&house->seam, "none"), *code = NULL;
	g_auto(GStrv) warnings = NULL;

	answers->noted = not_noted;
	REFUSED(found(&house->host, dir, answers, &code, &warnings, &error), ERR_FAILED, "not typed back");
	expect_store(dir, false);
}

static struct { struct house *house; char *dir; } meanwhile;

/* Somebody else is quicker. */
static bool noted_late(const char *code)
{
	CLEANUP(answers_free) struct answers *answers = one_admin();
	g_autofree char *other = NULL;
	g_auto(GStrv) warnings = NULL;

	(void)code;
	GOOD(found(&meanwhile.house->host, meanwhile.dir, answers, &other, &warnings, &error));
	return true;
}

static void whoever_makes_a_store_too_late_takes_nothing_from_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(answers_free) struct answers *answers = one_admin();
	g_autofree char *dir = seam_path(&house->seam, "both"), *code = NULL;
	g_auto(GStrv) warnings = NULL;

	meanwhile.house = house;
	meanwhile.dir = dir;
	answers->noted = noted_late;
	REFUSED(found(&house->host, dir, answers, &code, &warnings, &error), ERR_FAILED, "both");
	expect_store(dir, true);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/recover/" #name, name)
	TEST(it_gives_a_one_time_passphrase_and_the_next_code);
	TEST(a_code_counts_once_and_the_next_one_after_it);
	TEST(that_it_was_used_for_nobody_is_written_down);
	TEST(it_lets_a_disabled_person_in_again);
	TEST(what_is_refused_leaves_the_code_good);
	TEST(everybody_is_told_once);
	TEST(a_store_whose_code_nobody_wrote_down_is_not_made);
	TEST(whoever_makes_a_store_too_late_takes_nothing_from_it);
	TEST(typed_codes_are_compared_as_people_write_them);
	return g_test_run();
}
