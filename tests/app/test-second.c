/* The second person of a privileged act: who it may be, what stands in the log, and who did it alone
 * (SP 800-171 3.1.4; compliance.md 6.2 "②"). */
#include <glib/gstdio.h>

#include "src/app/consent.h"
#include "src/base/totp.h"
#include "tests/house.h"

#define GIVE "member-add user=nix role=auditor"
#define REQUIRE "setting-set name=second_person value=required"

static struct passphrase *secret;

/* Who agrees from now on; NULL: nobody. */
static void second(const char *name)
{
	static struct consent consent;

	consent = (struct consent){ .user = name, .secret = secret };
	house_second(name ? &consent : NULL);
}

struct office { struct house *house; struct session *ada, *sam; };

static void office_begin(struct office *office)
{
	office->house = house_new();
	office->ada = house_sign_in(office->house, "ada");
	office->sam = house_sign_in(office->house, "sam");
	secret = passphrase_new_from(HOUSE_PASSWORD);
	second(NULL);
}

static void office_end(struct office *office)
{
	second(NULL);
	session_close(office->ada);
	session_close(office->sam);
	house_free(office->house);	/* verifies the log too */
	passphrase_free(secret);
}

static int64_t log_count(const struct office *office, const char *filter)
{
	CLEANUP(session_close) struct session *aud = house_sign_in(office->house, "aud");

	return house_count(aud, "audit", NULL, filter);
}

static void expect_refused(struct session *session, enum err_kind kind, const char *words, const char *text)
{
	struct outcome outcome;

	REFUSED(house_try(session, &outcome, &error, "%s", text), kind, words);
	outcome_clear(&outcome);
}

/* By the list of members: conflicts of roles are seen there too. */
static bool holds(const struct office *office, const char *role)
{
	g_autofree char *filter = g_strdup_printf("user=nix role=%s active=1", role);

	return house_count(office->ada, "members", NULL, filter) == 1;
}

static void who_agrees_signs_what_they_agreed_to(void)
{
	struct office office;
	struct session *aud;
	g_autoptr(GPtrArray) rows = NULL;
	const struct record *entry;

	office_begin(&office);
	second("Abe");
	house_act(office.ada, GIVE);
	second(NULL);
	aud = house_sign_in(office.house, "aud");
	rows = house_look(aud, "audit", NULL, "action=agree");
	g_assert_cmpuint(rows->len, ==, 1);
	entry = rows->pdata[0];
	g_assert_cmpstr(record_by_name(entry, "actor"), ==, "abe");
	g_assert_cmpstr(record_by_name(entry, "signer"), ==, "abe");
	g_assert_cmpstr(record_by_name(entry, "object"), ==, "user:nix");
	g_assert_cmpstr(record_by_name(entry, "reason"), ==, "member-add user=nix role=auditor");
	g_assert_cmpint(house_count(aud, "audit", NULL, "action=member-add actor=ada reason=\"with abe\""), ==, 1);
	g_assert_cmpint(house_count(aud, "audit", NULL, "reason=single_person"), ==, 0);
	session_close(aud);
	office_end(&office);
}

static void a_conflict_that_two_accepted_is_not_flagged(void)
{
	struct office office;

	office_begin(&office);
	house_act(office.ada, GIVE);
	second("abe");
	house_act(office.ada, "member-add user=nix role=account_admin conflict_reason=\"few hands\"");
	g_assert_cmpint(house_count(office.ada, "conflicts", NULL, "user=nix by=ada single_person=0"), ==, 1);
	second(NULL);
	house_act(office.ada, "member-add user=nix role=lead conflict_reason=\"fewer still\"");
	g_assert_cmpint(house_count(office.ada, "conflicts", NULL, "user=nix by=ada single_person=1"), ==, 1);
	g_assert_cmpint(log_count(&office, "reason~\"with abe: nix holds both\""), ==, 1);
	g_assert_cmpint(log_count(&office, "reason~\"single_person: nix holds both\""), ==, 1);
	office_end(&office);
}

static bool nobody_is_asked(void *data, const char *text, char **able, bool required, struct consent *consent,
			    GError **error)
{
	(void)data;
	(void)text;
	(void)able;
	(void)required;
	(void)consent;
	(void)error;
	g_assert_not_reached();
}

static void what_is_wrong_is_told_before_anybody_is_asked(void)
{
	static const struct { const char *act, *words; } rows[] = {
		{ "member-add user=nix role=auditor", "conflict_reason (Reason for both roles): is needed" },
		{ "member-add user=nobody role=lead", "there is no user" },
		{ "member-add user=nix role=boss", "there is no role" },
		{ "member-add user=nix role=account_admin group=moon", "takes no @group" },
		{ "member-remove user=nix role=boss", "there is no role" },
		{ "user-create name=new full_name=N role=account_admin,lead", "Reason for both roles" },
		{ "user-create name=abe full_name=N role=account_admin", "was used already" },
		{ "user-create name=new full_name=N role=account_admin expires_at=2001-01-01", "in the future" },
	};
	const struct consent consent = { .ask = nobody_is_asked };
	struct office office;

	office_begin(&office);
	house_act(office.ada, "member-add user=nix role=account_admin");
	house_second(&consent);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		expect_refused(office.ada, ERR_INVALID, rows[i].words, rows[i].act);
	second(NULL);
	office_end(&office);
}

static void nobody_agrees_who_may_not(void)
{
	static const struct { const char *name, *words; enum err_kind kind; } rows[] = {
		{ "ada", "another than ada", ERR_DENIED },
		{ "ADA", "another than ada", ERR_DENIED },
		{ "nix", "another than nix", ERR_DENIED },
		{ "lee", "none of your roles", ERR_DENIED },
		{ "aud", "none of your roles", ERR_DENIED },
		{ "nobody", "user or password is wrong", ERR_LOGIN },
	};
	struct office office;

	office_begin(&office);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		second(rows[i].name);
		expect_refused(office.ada, rows[i].kind, rows[i].words, GIVE);
	}
	second(NULL);
	g_assert_false(holds(&office, "auditor"));
	g_assert_cmpint(log_count(&office, "action=agree result=denied"), ==, 2);
	g_assert_cmpint(log_count(&office, "action=agree result=done"), ==, 0);
	g_assert_cmpint(log_count(&office, "action=member-add actor=ada result=denied"), ==, 5);
	office_end(&office);
}

static void a_wrong_password_is_counted_as_everywhere(void)
{
	struct office office;
	CLEANUP(passphrase_free) struct passphrase *wrong = passphrase_new_from("mossy kettle");
	struct consent consent = { .user = "abe", .secret = wrong };

	office_begin(&office);
	for (int i = 0; i < 5; i++) {
		house_second(&consent);
		expect_refused(office.ada, ERR_LOGIN, "abe, the second person: ", GIVE);
		house_wait(office.house, 20 * SECOND_MS);
	}
	second("abe");
	expect_refused(office.ada, ERR_LOGIN, "too many failed attempts", GIVE);
	house_wait(office.house, HOUR_MS);
	house_act(office.ada, GIVE);
	office_end(&office);
}

/* Also when the file that counted them is gone: the account's row has them as well. */
static void a_hundred_in_a_row_lock_them_out_of_agreeing(void)
{
	struct office office;
	g_autofree char *file = NULL;
	CLEANUP(passphrase_free) struct passphrase *wrong = passphrase_new_from("mossy kettle");
	struct consent consent = { .user = "abe", .secret = wrong };
	struct outcome outcome;

	office_begin(&office);
	file = g_build_filename(office.house->seam.store_dir, "throttle", NULL);
	house_second(&consent);
	for (int i = 0; i < 100; i++) {
		g_assert_false(house_try(office.ada, &outcome, NULL, GIVE));
		outcome_clear(&outcome);
		house_wait(office.house, HOUR_MS);
	}
	session_close(house_sign_in(office.house, "lee"));	/* takes them into the log */
	g_assert_cmpint(g_unlink(file), ==, 0);
	second("abe");
	expect_refused(office.ada, ERR_LOGIN, "100 times in a row", GIVE);
	second(NULL);
	house_act(office.sam, REQUIRE);
	house_expect_denied(office.ada, "(sam)", "user-unlock abe");
	house_expect_denied(office.ada, "(abe)", "user-edit sam full_name=\"Sam Sand\"");
	house_act(office.ada, "user-unlock sam");	/* else two who are locked would wait for each other */
	second("sam");
	house_act(office.ada, "user-unlock abe");
	second("abe");
	house_act(office.ada, GIVE);
	office_end(&office);
}

static void who_cannot_sign_in_cannot_agree(void)
{
	struct office office;

	office_begin(&office);
	house_act(office.ada, "user-disable abe");
	second("abe");
	expect_refused(office.ada, ERR_LOGIN, "disabled", GIVE);
	second(NULL);
	house_act(office.ada, "user-enable abe");
	house_act(office.ada, "user-edit abe expires_at=\"in 2 days\"");
	house_wait(office.house, 3 * DAY_MS);
	second("abe");
	expect_refused(office.ada, ERR_LOGIN, "ended", GIVE);
	second(NULL);
	house_act(office.ada, "user-edit abe never_expires=yes");
	house_act(office.sam, "setting-set name=totp_required value=approver");
	second("abe");
	expect_refused(office.ada, ERR_DENIED, "second factor", GIVE);
	office_end(&office);
}

struct asking { const char *answer; char *able; bool required; int times; };

static bool ask(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error)
{
	struct asking *asking = data;

	(void)text;
	g_free(asking->able);
	asking->able = g_strjoinv(" ", able);
	asking->required = required;
	asking->times++;
	consent->user = asking->answer;
	consent->secret = secret;
	return !asking->answer || *asking->answer || err_set(error, ERR_INVALID, "nobody said who");
}

static void whoever_could_agree_is_asked_for(void)
{
	struct office office;
	struct asking asking = { 0 };
	const struct consent consent = { .ask = ask, .ask_data = &asking };

	office_begin(&office);
	house_second(&consent);
	house_act(office.ada, "member-add user=nix role=reader");
	house_act(office.ada, "user-edit hal full_name=\"Hal Hale\"");
	house_act(office.ada, "group-create name=ot");
	g_assert_cmpint(asking.times, ==, 0);
	house_act(office.ada, GIVE);		/* nobody: alone */
	g_assert_cmpstr(asking.able, ==, "abe sam");
	g_assert_false(asking.required);
	asking.answer = "";			/* given up */
	expect_refused(office.ada, ERR_INVALID, "nobody said who", "member-add user=nix role=approver");
	asking.answer = "abe";
	house_act(office.sam, "setting-set name=backup_days value=2");
	g_assert_cmpstr(asking.able, ==, "abe");
	house_act(office.ada, "user-edit sam full_name=\"Sam Sand\"");
	g_assert_cmpstr(asking.able, ==, "abe");	/* not sam, whom it is about */
	g_assert_cmpint(asking.times, ==, 4);
	house_second(NULL);
	g_assert_cmpint(log_count(&office, "reason=single_person action=member-add"), ==, 2);
	g_assert_cmpint(log_count(&office, "action=agree actor=abe result=done"), ==, 2);
	g_free(asking.able);
	office_end(&office);
}

static void required_is_refused_while_somebody_could_agree(void)
{
	struct office office;

	office_begin(&office);
	house_act(office.sam, REQUIRE);
	house_expect_denied(office.ada, "wants a second person, who gives their own password here: --second NAME "
			    "(abe, sam)", GIVE);
	house_expect_denied(office.sam, "(abe)", "setting-set name=second_person value=asked");
	house_act(office.ada, "member-add user=nix role=reader");
	house_expect_denied(office.ada, "(sam)", "user-disable abe");	/* nor does one shut them out alone */
	second("abe");
	house_act(office.ada, GIVE);
	second("sam");
	house_act(office.ada, "user-disable abe");
	second(NULL);
	g_assert_true(holds(&office, "auditor"));
	house_act(office.sam, "setting-set name=backup_days value=3");	/* now there is nobody else */
	g_assert_cmpint(log_count(&office, "action=setting-set reason=single_person actor=sam"), ==, 2);
	office_end(&office);
}

struct telephone { struct house *house; char *shared; };

static bool show_code(void *data, struct passphrase *code, GError **error)
{
	struct telephone *telephone = data;
	g_autofree char *shown = totp_code(telephone->shared, telephone->house->seam.now);

	(void)error;
	code->len = g_strlcpy(code->text, shown, sizeof(code->text));
	return true;
}

static void their_code_is_asked_for_and_counts_once(void)
{
	struct office office;
	struct telephone telephone;
	struct session *abe;
	g_autofree char *code = NULL;

	office_begin(&office);
	telephone.house = office.house;
	abe = house_sign_in(office.house, "abe");
	telephone.shared = house_act_secret(abe, "totp-enroll");
	code = totp_code(telephone.shared, office.house->seam.now);
	g_free(house_act_secret(abe, "totp-confirm code=%s", code));
	session_close(abe);
	house_wait(office.house, 30 * SECOND_MS);
	second("abe");
	expect_refused(office.ada, ERR_LOGIN, "asks for the code", GIVE);
	house_wait(office.house, HOUR_MS);
	house_second(&(struct consent){ .user = "abe", .secret = secret, .ask_code = show_code,
					.ask_data = &telephone });
	house_act(office.ada, GIVE);
	expect_refused(office.ada, ERR_LOGIN, "wrong or was used already", "member-remove user=nix role=auditor");
	g_assert_true(holds(&office, "auditor"));
	g_free(telephone.shared);
	office_end(&office);
}

/* --- what is lowered of a case --- */

/* Confirmed CUI, SEV1, and lee its lead. */
struct lowering { struct office office; struct session *lee; const char *id; };

static void lowering_begin(struct lowering *l)
{
	office_begin(&l->office);
	l->lee = house_sign_in(l->office.house, "lee");
	l->id = house_case(l->lee, "SEV1");
	house_act(l->lee, "case-edit %s cui_involvement=confirmed t_discovered=\"2h ago\"", l->id);
}

static void lowering_end(struct lowering *l)
{
	session_close(l->lee);
	office_end(&l->office);
}

static bool stands(const struct lowering *l, const char *filter)
{
	g_autofree char *whole = g_strdup_printf("id=%s %s", l->id, filter);

	return house_count(l->lee, "cases", NULL, whole) == 1;
}

static void who_agrees_lets_a_case_be_lowered(void)
{
	struct lowering l;
	g_autofree char *agreed = NULL;

	lowering_begin(&l);
	second("abe");
	house_act(l.lee, "case-edit %s severity=SEV3 cui_involvement=touched title=Corrected", l.id);
	second("cal");
	house_act(l.lee, "case-edit %s cui_involvement=suspected", l.id);
	house_act(l.lee, "case-edit %s cui_involvement=none", l.id);
	second("abe");
	house_act(l.lee, "case-edit %s t_discovered=\"1h ago\"", l.id);
	second(NULL);
	g_assert_true(stands(&l, "severity=SEV3 cui_involvement=none title=Corrected"));
	agreed = g_strdup_printf("action=agree actor=abe signer=abe object=case:%s reason~\"case-edit %s severity=SEV3 "
				 "(was SEV1) cui_involvement=\"", l.id, l.id);
	g_assert_cmpint(log_count(&l.office, agreed), ==, 1);
	g_assert_cmpint(log_count(&l.office, "action=case-edit actor=lee reason=\"with abe\""), ==, 2);
	g_assert_cmpint(log_count(&l.office, "action=case-edit actor=lee reason=\"with cal\""), ==, 1);
	lowering_end(&l);
}

static void who_may_not_do_it_either_does_not_agree(void)
{
	static const struct { const char *second, *words; } rows[] = {
		{ NULL, "this wants a second person, who gives their own password here: --second NAME (abe" },
		{ "lee", "the second person must be another than lee" },
		{ "hal", "hal, the second person: " },
		{ "sam", "sam, the second person: " },
		{ "cal", "cal, the second person: " },
	};
	struct lowering l;

	lowering_begin(&l);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		second(rows[i].second);
		house_expect_denied(l.lee, rows[i].words, "case-edit %s severity=SEV3 title=No", l.id);
	}
	second(NULL);
	g_assert_true(stands(&l, "severity=SEV1 cui_involvement=confirmed"));
	g_assert_cmpint(log_count(&l.office, "action=agree result=done"), ==, 0);
	g_assert_cmpint(log_count(&l.office, "action=case-edit result=denied actor=lee"), ==, G_N_ELEMENTS(rows));
	lowering_end(&l);
}

static void what_needs_no_second_person_asks_for_none(void)
{
	static const struct consent nobody = { .ask = nobody_is_asked };
	struct lowering l;

	lowering_begin(&l);
	house_second(&nobody);
	house_act(l.lee, "case-edit %s title=Other t_discovered=\"3h ago\"", l.id);
	house_expect_invalid(l.lee, "severity", "case-edit %s severity=SEV9", l.id);
	house_expect_invalid(l.lee, "t_discovered", "case-edit %s severity=SEV3 t_discovered=", l.id);
	house_second(NULL);
	lowering_end(&l);
}

/* Somebody else saves while the second person thinks about it. */
static bool meanwhile(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error)
{
	struct lowering *l = data;

	(void)error;
	g_assert_true(g_str_has_suffix(text, " severity=SEV4 (was SEV1)"));
	g_assert_cmpstr(*able, ==, "abe");
	g_assert_true(required);
	*consent = (struct consent){ .user = "abe", .secret = secret };
	house_second(consent);
	house_act(l->lee, "case-edit %s severity=SEV2", l->id);
	house_second(NULL);
	return true;
}

static void what_was_changed_while_they_agreed_is_looked_at_again(void)
{
	struct lowering l;
	struct consent asks = { .ask = meanwhile, .ask_data = &l };
	struct outcome outcome;

	lowering_begin(&l);
	house_second(&asks);
	REFUSED(house_try(l.lee, &outcome, &error, "case-edit %s severity=SEV4", l.id), ERR_CONFLICT,
		"while the second person agreed");
	outcome_clear(&outcome);
	g_assert_true(stands(&l, "severity=SEV2"));
	lowering_end(&l);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/second/" #name, name)
	TEST(who_agrees_signs_what_they_agreed_to);
	TEST(a_conflict_that_two_accepted_is_not_flagged);
	TEST(what_is_wrong_is_told_before_anybody_is_asked);
	TEST(nobody_agrees_who_may_not);
	TEST(a_wrong_password_is_counted_as_everywhere);
	TEST(a_hundred_in_a_row_lock_them_out_of_agreeing);
	TEST(who_cannot_sign_in_cannot_agree);
	TEST(whoever_could_agree_is_asked_for);
	TEST(required_is_refused_while_somebody_could_agree);
	TEST(their_code_is_asked_for_and_counts_once);
	TEST(who_agrees_lets_a_case_be_lowered);
	TEST(who_may_not_do_it_either_does_not_agree);
	TEST(what_needs_no_second_person_asks_for_none);
	TEST(what_was_changed_while_they_agreed_is_looked_at_again);
	return g_test_run();
}
