/* A case offered to another group, and others called in (compliance.md 5.3). */
#include <inttypes.h>
#include <string.h>

#include "src/rules/transfer.h"
#include "tests/house.h"

struct cast { struct house *house; struct session *hal, *lee, *fay, *fin; const char *id; };

/* A SEV2 case of soc in triage, owned by hal. */
static void cast_begin(struct cast *cast)
{
	struct house *house = house_new();

	*cast = (struct cast){ house, house_sign_in(house, "hal"), house_sign_in(house, "lee"),
			       house_sign_in(house, "fay"), house_sign_in(house, "fin"), NULL };
	cast->id = house_case(cast->hal, "SEV2");
	house_act(cast->hal, "case-take %s", cast->id);
}

static void cast_end(struct cast *cast)
{
	session_close(cast->hal);
	session_close(cast->lee);
	session_close(cast->fay);
	session_close(cast->fin);
	house_free(cast->house);
}

static void offer(const struct cast *cast)
{
	house_act(cast->hal, "case-transfer %s to=forensics reason=skill summary=\"images wanted\"", cast->id);
}

static void expect_field(const struct cast *cast, const char *field, const char *value)
{
	g_assert_cmpstr(house_field(cast->lee, cast->id, field), ==, value);
}

static const char *last_state(const struct cast *cast)
{
	g_autoptr(GPtrArray) rows = house_look(cast->lee, "transfers", cast->id, NULL);

	return g_intern_string(record_by_name(rows->pdata[0], "state"));
}

static void tick(struct session *session)
{
	GOOD(session_tick(session, &error));
}

static void the_sender_stays_accountable_until_the_other_accepts(void)
{
	struct cast cast;
	const char *ack, *discovered;

	cast_begin(&cast);
	ack = house_field(cast.lee, cast.id, "t_ack");
	discovered = house_field(cast.lee, cast.id, "t_discovered");
	house_expect_invalid(cast.fay, "there is no case", "transfer-accept %s", cast.id);
	offer(&cast);
	expect_field(&cast, "group", "soc");
	expect_field(&cast, "owner", "hal");
	expect_field(&cast, "offered_to", "forensics");
	/* 30 minutes to answer come before the two hours of triage, but do not replace them */
	expect_field(&cast, "due_name", "transfer_accept");
	house_act(cast.hal, "note-add %s text=\"still on it\"", cast.id);
	house_expect_denied(cast.fay, "edit fields", "case-edit %s title=ours", cast.id);
	house_expect_denied(cast.fay, "take", "case-take %s", cast.id);
	house_expect_denied(cast.lee, "accept or decline", "transfer-accept %s", cast.id);
	house_expect_invalid(cast.hal, "offered to \"forensics\" already",
			     "case-transfer %s to=forensics reason=skill summary=again", cast.id);
	house_expect_invalid(cast.hal, "recall that first", "case-close %s disposition=false_positive "
			     "reason=noise evidence_reviewed=yes", cast.id);

	house_wait(cast.house, 20 * MINUTE_MS);
	g_assert_nonnull(strstr(house_act(cast.fay, "transfer-accept %s", cast.id), "accepted by forensics"));
	g_assert_cmpstr(house_field(cast.fay, cast.id, "group"), ==, "forensics");
	g_assert_cmpstr(house_field(cast.fay, cast.id, "owner"), ==, "fay");
	g_assert_cmpstr(house_field(cast.fay, cast.id, "offered_to"), ==, "");
	g_assert_cmpstr(house_field(cast.fay, cast.id, "t_ack"), ==, ack);
	g_assert_cmpstr(house_field(cast.fay, cast.id, "t_discovered"), ==, discovered);
	g_assert_cmpstr(house_field(cast.fay, cast.id, "due_name"), ==, "triage");
	g_assert_cmpint(house_count(cast.hal, "cases", NULL, NULL), ==, 0);
	house_expect_invalid(cast.hal, "there is no case", "case-edit %s title=mine", cast.id);
	cast_end(&cast);
}

static void the_offer_is_seen_by_the_receiving_group_while_it_stands(void)
{
	struct cast cast;
	g_autoptr(GPtrArray) rows = NULL;
	const struct record *row;

	cast_begin(&cast);
	g_assert_cmpint(house_count(cast.fay, "cases", NULL, NULL), ==, 0);
	offer(&cast);
	rows = house_look(cast.fay, "offered", NULL, NULL);
	g_assert_cmpint(rows->len, ==, 1);
	row = rows->pdata[0];
	g_assert_cmpstr(record_by_name(row, "case"), ==, cast.id);
	g_assert_cmpstr(record_by_name(row, "from"), ==, "soc");
	g_assert_cmpstr(record_by_name(row, "to"), ==, "forensics");
	g_assert_cmpstr(record_by_name(row, "reason"), ==, "skill");
	g_assert_cmpstr(record_by_name(row, "summary"), ==, "images wanted");
	g_assert_cmpstr(house_field(cast.fay, cast.id, "title"), ==, "Archive posted to a drop host");
	g_assert_cmpint(house_count(cast.fay, "queue", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(cast.hal, "offered", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(cast.hal, "transfers", NULL, "state=offered"), ==, 1);

	house_expect_denied(cast.fay, "recall", "transfer-recall %s reason=no", cast.id);
	house_act(cast.hal, "transfer-recall %s reason=\"found it ourselves\"", cast.id);
	g_assert_cmpstr(last_state(&cast), ==, "recalled");
	g_assert_cmpint(house_count(cast.fay, "offered", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(cast.fay, "cases", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(cast.fay, "transfers", NULL, NULL), ==, 0);
	house_expect_invalid(cast.fay, "there is no case", "transfer-accept %s", cast.id);
	house_expect_invalid(cast.hal, "not offered", "transfer-recall %s reason=no", cast.id);
	expect_field(&cast, "due_name", "triage");
	cast_end(&cast);
}

static void a_declined_offer_says_why(void)
{
	struct cast cast;
	g_autoptr(GPtrArray) rows = NULL;

	cast_begin(&cast);
	offer(&cast);
	house_expect_invalid(cast.fay, "reason (Reason): is needed", "transfer-decline %s", cast.id);
	house_act(cast.fay, "transfer-decline %s reason=\"no capacity until Monday\"", cast.id);
	rows = house_look(cast.hal, "transfers", cast.id, NULL);
	g_assert_cmpstr(record_by_name(rows->pdata[0], "state"), ==, "declined");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "answer_reason"), ==, "no capacity until Monday");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "answered_by"), ==, "fay");
	expect_field(&cast, "group", "soc");
	expect_field(&cast, "owner", "hal");
	offer(&cast);
	g_assert_cmpint(house_count(cast.fay, "offered", NULL, NULL), ==, 1);
	cast_end(&cast);
}

static void whoever_accepts_names_an_owner_of_their_group(void)
{
	struct cast cast;

	cast_begin(&cast);
	offer(&cast);
	house_expect_invalid(cast.fin, "there is no user \"who\"", "transfer-accept %s owner=who", cast.id);
	house_expect_invalid(cast.fin, "\"hal\" works no cases of the group \"forensics\"",
			     "transfer-accept %s owner=hal", cast.id);
	house_act(cast.fin, "transfer-accept %s owner=fay", cast.id);
	g_assert_cmpstr(house_field(cast.fay, cast.id, "owner"), ==, "fay");
	house_expect_invalid(cast.fay, "is with \"forensics\" already",
			     "case-transfer %s to=forensics reason=skill summary=a", cast.id);
	house_expect_invalid(cast.fay, "there is no group \"nowhere\"",
			     "case-transfer %s to=nowhere reason=skill summary=a", cast.id);
	cast_end(&cast);
}

/* By the first session to notice, as "system", with the time it fell due (CONTRACT.md 4). */
static void an_offer_nobody_answers_comes_back(void)
{
	struct cast cast;
	g_autoptr(GPtrArray) rows = NULL, trail = NULL;
	g_autofree char *due = g_strdup_printf("%" PRId64, SEAM_NOW + 30 * MINUTE_MS);

	cast_begin(&cast);
	offer(&cast);
	tick(cast.lee);
	house_wait(cast.house, 30 * MINUTE_MS - 1);
	tick(cast.lee);
	g_assert_cmpstr(last_state(&cast), ==, "offered");
	house_wait(cast.house, 5 * MINUTE_MS);
	house_expect_invalid(cast.fay, "has expired", "transfer-accept %s", cast.id);
	tick(cast.lee);
	tick(cast.hal);
	g_assert_cmpstr(last_state(&cast), ==, "expired");
	rows = house_look(cast.hal, "transfers", cast.id, NULL);
	g_assert_cmpint(rows->len, ==, 1);
	g_assert_cmpstr(record_by_name(rows->pdata[0], "answered_by"), ==, "system");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "answered_at"), ==, due);
	expect_field(&cast, "offered_to", "");
	expect_field(&cast, "owner", "hal");
	trail = house_look(cast.lee, "audit", cast.id, "action=transfer-expire");
	g_assert_cmpint(trail->len, ==, 2);
	for (guint i = 0; i < trail->len; i++) {
		g_assert_cmpstr(record_by_name(trail->pdata[i], "actor"), ==, "system");
		g_assert_cmpstr(record_by_name(trail->pdata[i], "signer"), ==, "lee");
		g_assert_cmpstr(record_by_name(trail->pdata[i], "time"), ==, due);
	}
	g_assert_cmpint(house_count(cast.fay, "cases", NULL, NULL), ==, 0);
	cast_end(&cast);
}

static void the_time_to_answer_goes_by_severity(void)
{
	static const struct { const char *severity; int64_t time; } rows[] = {
		{ "SEV1", 15 * MINUTE_MS }, { "SEV2", 30 * MINUTE_MS }, { "SEV3", 4 * HOUR_MS },
		{ "SEV4", 24 * HOUR_MS }, { "SEV5", 24 * HOUR_MS },
	};
	struct cast cast;

	cast_begin(&cast);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const char *id = house_case(cast.hal, rows[i].severity);
		g_autofree char *due = time_iso(SEAM_NOW + rows[i].time);

		house_act(cast.hal, "case-transfer %s to=forensics reason=capacity summary=a", id);
		g_assert_cmpstr(house_field(cast.hal, id, "transfer_due"), ==, due);
	}
	cast_end(&cast);
}

/* --- escalation --- */

static void an_escalated_case_waits_for_those_called_and_does_not_move(void)
{
	struct cast cast;
	g_autoptr(GPtrArray) rows = NULL;

	cast_begin(&cast);
	house_act(cast.hal, "case-escalate %s kind=functional to=forensics level=\"second line\" "
		  "reason=\"memory image\"", cast.id);
	expect_field(&cast, "group", "soc");
	expect_field(&cast, "owner", "hal");
	expect_field(&cast, "escalated_to", "forensics");
	rows = house_look(cast.fay, "escalated", NULL, NULL);
	g_assert_cmpint(rows->len, ==, 1);
	g_assert_cmpstr(record_by_name(rows->pdata[0], "case"), ==, cast.id);
	g_assert_cmpstr(record_by_name(rows->pdata[0], "from"), ==, "soc");
	g_assert_cmpstr(record_by_name(rows->pdata[0], "level"), ==, "second line");
	g_assert_cmpint(house_count(cast.hal, "escalated", NULL, NULL), ==, 0);
	house_expect_invalid(cast.hal, "no escalation of", "escalation-ack %s", cast.id);
	house_act(cast.fay, "escalation-ack %s answer=\"Report it now.\"", cast.id);
	g_assert_cmpint(house_count(cast.hal, "notes", cast.id, "author=fay text~\"answered: Report it now.\""), ==, 1);
	g_assert_cmpint(house_count(cast.fay, "answered", NULL, NULL), ==, 1);
	g_assert_cmpint(house_count(cast.fin, "answered", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(cast.fin, "escalated", NULL, NULL), ==, 0);
	expect_field(&cast, "escalated_to", "");
	g_assert_cmpint(house_count(cast.hal, "escalations", cast.id, "state=acknowledged"), ==, 1);
	cast_end(&cast);
}

static void whoever_works_for_all_groups_answers_a_call_to_any(void)
{
	struct session *gus;
	struct cast cast;

	cast_begin(&cast);
	gus = house_sign_in(cast.house, "gus");
	house_act(cast.hal, "case-escalate %s kind=functional to=forensics level=2 reason=help", cast.id);
	g_assert_cmpint(house_count(gus, "escalated", NULL, NULL), ==, 1);
	house_act(gus, "escalation-ack %s", cast.id);
	g_assert_cmpint(house_count(gus, "escalated", NULL, NULL), ==, 0);
	g_assert_cmpint(house_count(gus, "answered", NULL, NULL), ==, 1);
	g_assert_cmpint(house_count(gus, "notes", cast.id, NULL), ==, 0);
	session_close(gus);
	cast_end(&cast);
}

static void higher_authority_is_called_by_name(void)
{
	struct cast cast;
	CLEANUP(session_close) struct session *abe = NULL, *ada = NULL;
	g_autoptr(GError) error = NULL;

	cast_begin(&cast);
	abe = house_sign_in(cast.house, "abe");
	ada = house_sign_in(cast.house, "ada");
	house_expect_invalid(cast.hal, "there is no user \"ciso\"",
			     "case-escalate %s kind=hierarchical to=ciso level=CISO reason=money", cast.id);
	house_act(cast.hal, "case-escalate %s kind=hierarchical to=abe level=CISO reason=money", cast.id);
	house_act(cast.hal, "case-escalate %s kind=functional to=fay level=2nd reason=help", cast.id);
	expect_field(&cast, "escalated_to", "abe,fay");
	g_assert_cmpint(house_count(abe, "escalated", NULL, NULL), ==, 1);
	/* called by name: she sees it, though her group does not */
	g_assert_cmpint(house_count(cast.fay, "escalated", NULL, NULL), ==, 1);
	g_assert_cmpint(house_count(cast.fin, "escalated", NULL, NULL), ==, 0);
	house_expect_invalid(cast.fin, "there is no case", "escalation-ack %s", cast.id);
	house_act(abe, "escalation-ack %s", cast.id);
	expect_field(&cast, "escalated_to", "fay");
	house_act(cast.fay, "escalation-ack %s", cast.id);
	expect_field(&cast, "escalated_to", "");
	/* nobody without a right to see cases gets one by being called */
	house_expect_invalid(cast.hal, "may not see cases",
			     "case-escalate %s kind=hierarchical to=ada level=IT reason=help", cast.id);
	g_assert_null(look_case(ada, cast.id, &error));
	g_assert_true(err_is(error, ERR_DENIED));
	session_close(g_steal_pointer(&abe));
	session_close(g_steal_pointer(&ada));
	cast_end(&cast);
}

static void expect_foretold(const struct cast *cast, const char *words)
{
	const struct action *transfer = action_find("case-transfer");
	CLEANUP(record_free) struct record *record = look_case(cast->hal, cast->id, NULL);
	g_autofree char *told = transfer->foretell(cast->hal, record);

	if (!strstr(told, words))
		g_error("\"%s\" does not say \"%s\"", told, words);
}

static void who_offers_is_told_how_long_it_takes_and_what_goes_on(void)
{
	struct cast cast;

	cast_begin(&cast);
	expect_foretold(&cast, "They have 30 min (SEV2);");
	expect_foretold(&cast, "Clocks go on: triage in 2 h.");
	house_wait(cast.house, 2 * HOUR_MS + 5 * MINUTE_MS);
	expect_foretold(&cast, "Clocks go on: triage is late since 5 min.");
	cast_end(&cast);
}

#define OFFERS 9
#define PAGE 2

/* Several are due together. */
static void offer_several(const struct cast *cast)
{
	static const char *const severities[OFFERS] = {
		"SEV4", "SEV2", "SEV4", "SEV1", "SEV3", "SEV2", "SEV4", "SEV4", "SEV2"
	};

	for (size_t i = 0; i < OFFERS; i++) {
		const char *id = house_case(cast->lee, severities[i]);

		house_act(cast->lee, "case-take %s", id);
		house_act(cast->lee, "case-transfer %s to=forensics reason=skill summary=x", id);
	}
}

static void add_offer(GString *read, const struct record *record, bool before)
{
	g_autofree char *one = g_strdup_printf("%s ", record_text(record, TRANSFER_CASE));

	g_string_insert(read, before ? 0 : -1, one);
}

static char *offered(const struct cast *cast)
{
	g_autoptr(GPtrArray) all = house_look(cast->fay, "offered", NULL, NULL);
	GString *read = g_string_new(NULL);

	for (guint i = 0; i < all->len; i++)
		add_offer(read, all->pdata[i], false);
	return g_string_free(read, FALSE);
}

/* The same by pages, from either end. Once the first of them is read, this case is declined; NULL: none. */
static char *offered_by_pages(const struct cast *cast, bool backwards, const char *declined)
{
	g_autoptr(GPtrArray) page = NULL;
	GString *read = g_string_new(NULL);

	do {
		const struct record *last = page ? page->pdata[backwards ? 0 : PAGE - 1] : NULL;
		struct look ask = { .query = "offered", .limit = PAGE, .backwards = backwards, .after = last };
		GPtrArray *next = look(cast->fay, &ask, NULL);

		g_assert_nonnull(next);
		for (guint i = 0; i < next->len; i++)
			add_offer(read, next->pdata[backwards ? next->len - 1 - i : i], backwards);
		if (!page && declined)
			house_act(cast->fay, "transfer-decline %s reason=no", declined);
		g_clear_pointer(&page, g_ptr_array_unref);
		page = next;
	} while (page->len == PAGE);
	return g_string_free(read, FALSE);
}

static void offers_go_over_pages_by_what_is_due(void)
{
	struct cast cast;
	g_autoptr(GPtrArray) all = NULL;
	g_autofree char *whole = NULL, *forwards = NULL, *backwards = NULL;
	guint together = 0;

	cast_begin(&cast);
	offer_several(&cast);
	all = house_look(cast.fay, "offered", NULL, NULL);
	g_assert_cmpuint(all->len, ==, OFFERS);
	for (guint i = 1; i < all->len; i++) {
		int64_t before = record_int(all->pdata[i - 1], TRANSFER_DUE_AT);

		g_assert_cmpint(before, <=, record_int(all->pdata[i], TRANSFER_DUE_AT));
		together += before == record_int(all->pdata[i], TRANSFER_DUE_AT);
	}
	g_assert_cmpuint(together, >, PAGE);
	whole = offered(&cast);
	forwards = offered_by_pages(&cast, false, NULL);
	backwards = offered_by_pages(&cast, true, NULL);
	g_assert_cmpstr(forwards, ==, whole);
	g_assert_cmpstr(backwards, ==, whole);
	cast_end(&cast);
}

/* The row that a page goes on from, or one that was still to come: the others stay, each once. */
static void an_offer_that_goes_between_two_pages_takes_no_other_with_it(void)
{
	static const struct { bool backwards; guint gone; bool read; } rows[] = {
		{ false, 1, true }, { false, 2, false }, { true, PAGE, true }, { true, PAGE + 1, false },
	};
	struct cast cast;

	cast_begin(&cast);
	offer_several(&cast);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GPtrArray) all = house_look(cast.fay, "offered", NULL, NULL);
		guint at = rows[i].backwards ? all->len - rows[i].gone : rows[i].gone;
		const char *gone = record_text(all->pdata[at], TRANSFER_CASE);
		g_autofree char *before = offered(&cast);
		g_autofree char *read = offered_by_pages(&cast, rows[i].backwards, gone);
		g_autofree char *after = offered(&cast);

		g_assert_cmpstr(read, ==, rows[i].read ? before : after);
		g_assert_cmpuint(strlen(after), <, strlen(before));
	}
	cast_end(&cast);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/transfer/" #name, name)
	TEST(the_sender_stays_accountable_until_the_other_accepts);
	TEST(the_offer_is_seen_by_the_receiving_group_while_it_stands);
	TEST(a_declined_offer_says_why);
	TEST(whoever_accepts_names_an_owner_of_their_group);
	TEST(who_offers_is_told_how_long_it_takes_and_what_goes_on);
	TEST(offers_go_over_pages_by_what_is_due);
	TEST(an_offer_that_goes_between_two_pages_takes_no_other_with_it);
	TEST(an_offer_nobody_answers_comes_back);
	TEST(the_time_to_answer_goes_by_severity);
	TEST(an_escalated_case_waits_for_those_called_and_does_not_move);
	TEST(whoever_works_for_all_groups_answers_a_call_to_any);
	TEST(higher_authority_is_called_by_name);
	return g_test_run();
}
