/* Several acts and one second person: who is shown all of it, agrees once, and to nothing else. */
#include "src/app/agreement.h"
#include "src/base/totp.h"
#include "tests/house.h"

#define CASES 3

struct office {
	struct house *house;
	struct session *lee, *ada;
	const char *ids[CASES];		/* SEV1, with confirmed CUI */
	struct passphrase *secret;
	struct agreement *agreement;
	struct consent together;
};

static void office_begin(struct office *o)
{
	o->house = house_new();
	o->lee = house_sign_in(o->house, "lee");
	o->ada = house_sign_in(o->house, "ada");
	for (size_t i = 0; i < CASES; i++) {
		o->ids[i] = house_case(o->lee, "SEV1");
		house_act(o->lee, "case-edit %s cui_involvement=confirmed", o->ids[i]);
	}
	o->secret = passphrase_new_from(HOUSE_PASSWORD);
	o->agreement = agreement_new();
	o->together = (struct consent){ .together = o->agreement };
	house_second(&o->together);
}

static void office_end(struct office *o)
{
	house_second(NULL);
	agreement_free(o->agreement);
	passphrase_free(o->secret);
	session_close(o->lee);
	session_close(o->ada);
	house_free(o->house);
}

static void each_waits(const struct office *o)
{
	for (size_t i = 0; i < CASES; i++)
		house_expect_invalid(o->lee, "waits for a second person", "case-edit %s severity=SEV3", o->ids[i]);
	g_assert_cmpuint(agreement_count(o->agreement), ==, CASES);
}

static bool gives(const struct office *o, const char *user, const char *password, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(password);
	struct consent consent = { .user = user, .secret = typed };

	return agreement_give(o->lee, o->agreement, &consent, error);
}

static void abe_agrees(const struct office *o)
{
	GOOD(gives(o, "abe", HOUSE_PASSWORD, &error));
}

static void expect_severity(const struct office *o, size_t i, const char *severity)
{
	g_assert_cmpstr(house_field(o->lee, o->ids[i], "severity"), ==, severity);
}

static int64_t log_count(const struct office *o, const char *filter)
{
	CLEANUP(session_close) struct session *aud = house_sign_in(o->house, "aud");

	return house_count(aud, "audit", NULL, filter);
}

static void all_is_shown_and_agreed_to_once(void)
{
	struct office o;
	g_auto(GStrv) texts = NULL;

	office_begin(&o);
	each_waits(&o);
	texts = agreement_texts(o.agreement);
	for (size_t i = 0; i < CASES; i++) {
		g_autofree char *text = g_strdup_printf("case-edit %s severity=SEV3 (was SEV1)", o.ids[i]);

		g_assert_cmpstr(texts[i], ==, text);
		expect_severity(&o, i, "SEV1");
	}
	g_assert_cmpstr(agreement_able(o.agreement)[0], ==, "abe");
	g_assert_true(agreement_required(o.agreement));
	abe_agrees(&o);
	for (size_t i = 0; i < CASES; i++) {
		g_autofree char *agreed = g_strdup_printf("action=agree actor=abe signer=abe object=case:%s "
			"reason=\"%s\"", o.ids[i], texts[i]);

		house_act(o.lee, "case-edit %s severity=SEV3", o.ids[i]);
		g_assert_cmpint(log_count(&o, agreed), ==, 1);
	}
	g_assert_cmpuint(agreement_count(o.agreement), ==, 0);
	g_assert_cmpint(log_count(&o, "action=agree"), ==, CASES);
	g_assert_cmpint(log_count(&o, "action=case-edit actor=lee reason=\"with abe\""), ==, CASES);
	g_assert_cmpint(log_count(&o, "action=case-edit result=denied"), ==, 0);
	office_end(&o);
}

/* Lowered by another agreement, while abe reads what is shown. */
static void what_was_not_shown_is_not_done(void)
{
	struct office o;
	const char *other;

	office_begin(&o);
	other = house_case(o.lee, "SEV1");
	house_act(o.lee, "case-edit %s cui_involvement=confirmed", other);
	each_waits(&o);
	house_second(&(struct consent){ .user = "abe", .secret = o.secret });
	house_act(o.lee, "case-edit %s severity=SEV2", o.ids[1]);
	house_second(&o.together);
	abe_agrees(&o);
	house_act(o.lee, "case-edit %s severity=SEV3", o.ids[0]);
	house_expect_conflict(o.lee, "was not shown \"case-edit", "case-edit %s severity=SEV3", o.ids[1]);
	house_expect_conflict(o.lee, "was not shown", "case-edit %s severity=SEV4", o.ids[2]);
	house_expect_conflict(o.lee, "was not shown", "case-edit %s severity=SEV3", other);
	house_act(o.lee, "case-edit %s severity=SEV3", o.ids[2]);
	expect_severity(&o, 0, "SEV3");
	expect_severity(&o, 1, "SEV2");
	expect_severity(&o, 2, "SEV3");
	g_assert_cmpstr(house_field(o.lee, other, "severity"), ==, "SEV1");
	office_end(&o);
}

static void an_agreement_counts_once(void)
{
	struct office o;

	office_begin(&o);
	each_waits(&o);
	abe_agrees(&o);
	house_act(o.lee, "case-edit %s severity=SEV3", o.ids[0]);
	house_act(o.lee, "case-edit %s severity=SEV1", o.ids[0]);
	house_expect_conflict(o.lee, "was not shown", "case-edit %s severity=SEV3", o.ids[0]);
	office_end(&o);
}

static void what_needs_nobody_does_not_wait(void)
{
	struct office o;

	office_begin(&o);
	house_act(o.lee, "case-edit %s title=Other", o.ids[0]);
	house_expect_invalid(o.lee, "severity", "case-edit %s severity=SEV9", o.ids[1]);
	g_assert_cmpuint(agreement_count(o.agreement), ==, 0);
	office_end(&o);
}

static void who_may_not_agree_gives_nothing(void)
{
	struct office o;

	office_begin(&o);
	each_waits(&o);
	REFUSED(gives(&o, "abe", "not the password", &error), ERR_LOGIN, "abe, the second person: ");
	REFUSED(gives(&o, "lee", HOUSE_PASSWORD, &error), ERR_DENIED, "must be another than lee");
	REFUSED(gives(&o, "hal", HOUSE_PASSWORD, &error), ERR_DENIED, "hal, the second person: ");
	house_expect_invalid(o.lee, "waits", "case-edit %s severity=SEV4", o.ids[0]);
	g_assert_cmpint(log_count(&o, "action=agree result=done"), ==, 0);
	office_end(&o);
}

/* Nobody agrees to what concerns their own account. */
static void what_nobody_could_agree_to_with_the_others_stands_alone(void)
{
	struct office o;

	office_begin(&o);
	house_expect_invalid(o.ada, "waits for", "user-disable abe");
	house_expect_invalid(o.ada, "do it by itself", "user-disable sam");
	g_assert_cmpuint(agreement_count(o.agreement), ==, 1);
	g_assert_cmpstr(agreement_able(o.agreement)[0], ==, "sam");
	g_assert_false(agreement_required(o.agreement));
	GOOD(agreement_give(o.ada, o.agreement, &(struct consent){ 0 }, &error));	/* nobody does */
	house_act(o.ada, "user-disable abe");
	g_assert_cmpint(log_count(&o, "action=user-disable object=user:abe reason=single_person"), ==, 1);
	office_end(&o);
}

struct telephone { struct house *house; char *shared; int asked; };

static bool show_code(void *data, struct passphrase *code, GError **error)
{
	struct telephone *telephone = data;
	g_autofree char *shown = totp_code(telephone->shared, telephone->house->seam.now);

	(void)error;
	telephone->asked++;
	code->len = g_strlcpy(code->text, shown, sizeof(code->text));
	return true;
}

static void one_code_is_enough_for_all(void)
{
	struct office o;
	struct telephone telephone = { 0 };
	CLEANUP(session_close) struct session *abe = NULL;
	g_autofree char *code = NULL;

	office_begin(&o);
	abe = house_sign_in(o.house, "abe");
	telephone.house = o.house;
	telephone.shared = house_act_secret(abe, "totp-enroll");
	code = totp_code(telephone.shared, o.house->seam.now);
	g_free(house_act_secret(abe, "totp-confirm code=%s", code));
	g_clear_pointer(&abe, session_close);
	house_wait(o.house, 30 * SECOND_MS);
	each_waits(&o);
	GOOD(agreement_give(o.lee, o.agreement, &(struct consent){ .user = "abe", .secret = o.secret,
		.ask_code = show_code, .ask_data = &telephone }, &error));
	for (size_t i = 0; i < CASES; i++)
		house_act(o.lee, "case-edit %s severity=SEV3", o.ids[i]);
	g_assert_cmpint(telephone.asked, ==, 1);
	g_free(telephone.shared);
	office_end(&o);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/agreement/" #name, name)
	TEST(all_is_shown_and_agreed_to_once);
	TEST(what_was_not_shown_is_not_done);
	TEST(an_agreement_counts_once);
	TEST(what_needs_nobody_does_not_wait);
	TEST(who_may_not_agree_gives_nothing);
	TEST(what_nobody_could_agree_to_with_the_others_stands_alone);
	TEST(one_code_is_enough_for_all);
	return g_test_run();
}
