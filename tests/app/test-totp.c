/* The second factor: set up, asked for, counted with the password, taken away (RFC 6238; SP 800-171
 * 3.5.3, 3.5.4; SP 800-63B-4). */
#include <string.h>

#include "src/app/password.h"
#include "src/base/totp.h"
#include "tests/house.h"

#define WRONG_CODE "the code of the second factor is wrong"
#define HALF_MINUTE (30 * SECOND_MS)

/* What answers when the program asks for a code: text, or what the authenticator shows. */
struct telephone { struct house *house; char *secret; const char *text; int asked; };

static bool answer(void *data, struct passphrase *code, GError **error)
{
	struct telephone *telephone = data;
	g_autofree char *shown = totp_code(telephone->secret, telephone->house->seam.now);

	(void)error;
	telephone->asked++;
	code->len = g_strlcpy(code->text, telephone->text ? telephone->text : shown, sizeof(code->text));
	return true;
}

static void telephone_begin(struct telephone *telephone)
{
	*telephone = (struct telephone){ .house = house_new() };
	telephone->house->host.ask_code = answer;
	telephone->house->host.ask_data = telephone;
}

static void telephone_end(struct telephone *telephone)
{
	telephone->house->host.ask_code = NULL;
	house_free(telephone->house);
	g_free(telephone->secret);
}

/* The recovery codes; g_strfreev. */
static char **enroll(struct telephone *telephone, struct session *session)
{
	g_autofree char *code = NULL, *codes = NULL;

	g_free(telephone->secret);
	telephone->secret = house_act_secret(session, "totp-enroll");
	code = totp_code(telephone->secret, telephone->house->seam.now);
	codes = house_act_secret(session, "totp-confirm code=%s", code);
	return g_strsplit(codes, "\n", -1);
}

static char **enroll_hal(struct telephone *telephone)
{
	CLEANUP(session_close) struct session *hal = house_sign_in(telephone->house, "hal");
	char **codes = enroll(telephone, hal);

	house_wait(telephone->house, HALF_MINUTE);
	return codes;
}

static void expect_out(struct telephone *telephone, const char *text, const char *words)
{
	telephone->text = text;
	REFUSED(house_sign_in_with(telephone->house, "hal", HOUSE_PASSWORD, &error) != NULL, ERR_LOGIN, words);
	telephone->text = NULL;
}

static void expect_in(struct telephone *telephone, const char *text)
{
	telephone->text = text;
	session_close(house_sign_in(telephone->house, "hal"));
	telephone->text = NULL;
}

static void a_code_is_asked_for_from_the_first_one_on(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL;

	telephone_begin(&telephone);
	expect_in(&telephone, NULL);
	g_assert_cmpint(telephone.asked, ==, 0);
	codes = enroll_hal(&telephone);
	g_assert_cmpuint(g_strv_length(codes), ==, 10);
	{
		CLEANUP(session_close) struct session *ada = house_sign_in(telephone.house, "ada");

		g_assert_cmpint(house_count(ada, "factors", NULL, "factor=yes since?"), ==, 1);
		g_assert_cmpint(house_count(ada, "factors", NULL, "user=hal factor=yes"), ==, 1);
		g_assert_cmpint(house_count(ada, "factors", NULL, "user=lee factor=no since!"), ==, 1);
	}
	expect_in(&telephone, NULL);
	g_assert_cmpint(telephone.asked, ==, 1);
	house_wait(telephone.house, HALF_MINUTE);
	expect_out(&telephone, "000000", WRONG_CODE);
	expect_out(&telephone, "", WRONG_CODE);
	house_wait(telephone.house, HALF_MINUTE);
	expect_in(&telephone, NULL);
	telephone.house->host.ask_code = NULL;
	expect_out(&telephone, NULL, "asks for the code of its second factor");
	telephone_end(&telephone);
}

/* One that is only begun asks for nothing: nobody is shut out by a telephone that cannot read. */
static void a_wrong_first_code_sets_up_nothing(void)
{
	struct telephone telephone;
	CLEANUP(session_close) struct session *hal = NULL;

	telephone_begin(&telephone);
	hal = house_sign_in(telephone.house, "hal");
	house_expect_invalid(hal, "nothing to confirm", "totp-confirm code=123456");
	telephone.secret = house_act_secret(hal, "totp-enroll");
	house_expect_invalid(hal, "not the one of this half minute", "totp-confirm code=12345");
	house_expect_invalid(hal, "is needed", "totp-confirm");
	expect_in(&telephone, NULL);
	g_assert_cmpint(telephone.asked, ==, 0);
	session_close(g_steal_pointer(&hal));
	telephone_end(&telephone);
}

/* They are shown once: whoever is called away from them is not shut out later. */
static void it_counts_once_its_codes_were_read(void)
{
	struct telephone telephone;
	g_autofree char *lost = NULL, *kept = NULL, *code = NULL;
	g_auto(GStrv) codes = NULL;
	CLEANUP(session_close) struct session *hal = NULL;

	telephone_begin(&telephone);
	hal = house_sign_in(telephone.house, "hal");
	house_expect_invalid(hal, "begin with totp-enroll", "totp-codes");
	telephone.secret = house_act_secret(hal, "totp-enroll");
	lost = house_act_secret(hal, "totp-codes");
	expect_in(&telephone, NULL);
	g_assert_cmpint(telephone.asked, ==, 0);
	kept = house_act_secret(hal, "totp-codes");
	g_assert_cmpstr(lost, !=, kept);
	code = totp_code(telephone.secret, telephone.house->seam.now);
	house_act(hal, "totp-confirm code=%s", code);
	house_expect_invalid(hal, "nothing to confirm", "totp-codes");
	codes = g_strsplit(lost, "\n", -1);
	expect_out(&telephone, codes[0], WRONG_CODE);
	g_clear_pointer(&codes, g_strfreev);
	codes = g_strsplit(kept, "\n", -1);
	expect_in(&telephone, codes[0]);
	session_close(g_steal_pointer(&hal));
	telephone_end(&telephone);
}

static void a_code_works_once_and_none_that_is_older(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL;
	g_autofree char *now = NULL, *before = NULL, *next = NULL, *far = NULL;

	telephone_begin(&telephone);
	codes = enroll_hal(&telephone);
	house_wait(telephone.house, HOUR_MS);
	before = totp_code(telephone.secret, telephone.house->seam.now - HALF_MINUTE);
	now = totp_code(telephone.secret, telephone.house->seam.now);
	next = totp_code(telephone.secret, telephone.house->seam.now + HALF_MINUTE);
	far = totp_code(telephone.secret, telephone.house->seam.now + 2 * HALF_MINUTE);
	expect_out(&telephone, far, WRONG_CODE);
	expect_in(&telephone, now);
	expect_out(&telephone, now, WRONG_CODE);
	expect_out(&telephone, before, WRONG_CODE);
	expect_in(&telephone, next);
	expect_out(&telephone, next, WRONG_CODE);
	telephone_end(&telephone);
}

/* Else whoever has the password could guess at the code for ever. */
static void a_right_password_does_not_begin_the_count_anew(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL;

	telephone_begin(&telephone);
	codes = enroll_hal(&telephone);
	for (int i = 0; i < 3; i++)
		expect_out(&telephone, "000000", WRONG_CODE);
	expect_out(&telephone, NULL, "before the next");
	house_wait(telephone.house, SECOND_MS);
	expect_out(&telephone, "000000", WRONG_CODE);
	house_wait(telephone.house, 2 * SECOND_MS);
	expect_out(&telephone, "000000", WRONG_CODE);
	expect_out(&telephone, NULL, "too many failed attempts");
	house_wait(telephone.house, 15 * MINUTE_MS);
	expect_in(&telephone, NULL);
	g_assert_cmpint(house_entries(telephone.house, "login", "failed"), ==, 5);
	telephone_end(&telephone);
}

static void each_recovery_code_works_once(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL;
	g_autofree char *loose = NULL;

	telephone_begin(&telephone);
	codes = enroll_hal(&telephone);
	expect_in(&telephone, codes[3]);
	expect_out(&telephone, codes[3], WRONG_CODE);
	loose = g_ascii_strup(codes[9], -1);
	g_strdelimit(loose, "-", ' ');
	expect_in(&telephone, loose);
	expect_out(&telephone, codes[9], WRONG_CODE);
	expect_in(&telephone, codes[0]);
	telephone_end(&telephone);
}

static void it_is_taken_away_with_a_code_or_by_the_account_admin(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL, more = NULL;
	CLEANUP(session_close) struct session *hal = NULL, *ada = NULL, *lee = NULL;

	telephone_begin(&telephone);
	ada = house_sign_in(telephone.house, "ada");
	lee = house_sign_in(telephone.house, "lee");
	hal = house_sign_in(telephone.house, "hal");
	codes = enroll(&telephone, hal);
	house_expect_invalid(hal, "you have a second factor", "totp-enroll");
	house_expect_invalid(hal, "wrong or was used already", "totp-remove code=000000");
	house_act(hal, "totp-remove code=%s", codes[5]);
	expect_in(&telephone, NULL);
	g_assert_cmpint(telephone.asked, ==, 0);
	house_expect_invalid(hal, "you have no second factor", "totp-remove code=%s", codes[6]);
	more = enroll(&telephone, hal);
	house_expect_denied(lee, "none of your roles", "totp-reset hal");
	house_expect_denied(ada, "their own account", "totp-reset ada");
	house_act(ada, "totp-reset HAL");
	expect_in(&telephone, NULL);
	g_assert_cmpint(telephone.asked, ==, 0);
	session_close(g_steal_pointer(&hal));
	session_close(g_steal_pointer(&ada));
	session_close(g_steal_pointer(&lee));
	telephone_end(&telephone);
}

static void a_role_may_ask_for_one_before_anything_else(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL;
	CLEANUP(session_close) struct session *sam = NULL, *hal = NULL, *lee = NULL;
	struct look queue = { .query = "queue" };

	telephone_begin(&telephone);
	sam = house_sign_in(telephone.house, "sam");
	house_act(sam, "setting-set name=totp_required value=handler,auditor");
	hal = house_sign_in(telephone.house, "hal");
	g_assert_true(session_must_enroll(hal));
	house_expect_denied(hal, "set one up first", "case-create title=x");
	REFUSED(look(hal, &queue, &error) != NULL, ERR_DENIED, "set one up first");
	lee = house_sign_in(telephone.house, "lee");
	house_case(lee, "SEV4");
	codes = enroll(&telephone, hal);
	g_assert_false(session_must_enroll(hal));
	house_case(hal, "SEV4");
	house_act(sam, "setting-set name=totp_required value=");
	session_close(g_steal_pointer(&hal));
	session_close(g_steal_pointer(&sam));
	session_close(g_steal_pointer(&lee));
	telephone_end(&telephone);
}

/* The row's hash covers it; no query and no value of the log gives it away. */
static void the_secret_stands_nowhere_else(void)
{
	struct telephone telephone;
	g_auto(GStrv) codes = NULL;
	CLEANUP(session_close) struct session *aud = NULL;
	g_autoptr(GPtrArray) rows = NULL;

	telephone_begin(&telephone);
	codes = enroll_hal(&telephone);
	aud = house_sign_in(telephone.house, "aud");
	rows = house_look(aud, "audit", NULL, NULL);
	for (guint i = 0; i < rows->len; i++) {
		const struct record *row = rows->pdata[i];

		for (size_t field = 0; field < row->object->fields_len; field++)
			g_assert_null(strstr(record_text(row, field), telephone.secret));
	}
	g_assert_cmpint(house_count(aud, "audit", NULL, "object=second_factor:hal"), >=, 2);
	session_close(g_steal_pointer(&aud));
	telephone_end(&telephone);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/totp/" #name, name)
	TEST(a_code_is_asked_for_from_the_first_one_on);
	TEST(a_wrong_first_code_sets_up_nothing);
	TEST(it_counts_once_its_codes_were_read);
	TEST(a_code_works_once_and_none_that_is_older);
	TEST(a_right_password_does_not_begin_the_count_anew);
	TEST(each_recovery_code_works_once);
	TEST(it_is_taken_away_with_a_code_or_by_the_account_admin);
	TEST(a_role_may_ask_for_one_before_anything_else);
	TEST(the_secret_stands_nowhere_else);
	return g_test_run();
}
