/* Random acts of many people on a dozen cases, each foretold by tests/model.c: after each the house and
 * the model must agree. MODEL_SEED=N begins with that seed, MODEL_ACTS=N makes so many acts; -m slow
 * makes many, each time others. A house has ROUND of them, then comes the next, with the next seed. */
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "src/rules/case_fields.h"
#include "tests/house.h"
#include "tests/model.h"

enum { ROUND = 1500, SLOW = 20 * ROUND };
enum { WORKERS = 7 };	/* the first of the people, whom the model lets do most */
enum { SAYINGS = 20 };
enum { LOOKS = 50 };

static const char *const verdicts[] = { "done", "denied", "invalid", "conflict" };
static const char *const groups[] = { "soc", "forensics", "nowhere" };
static const char *const states[] = { "new", "triage", "investigating", "containment", "eradication",
				      "recovery", "review", "close_pending", "closed" };
/* All that any state asks for, so that only the life cycle itself can refuse. */
#define FILLED \
	"severity_basis=a incident_type=malware attack_vector=web location_of_activity=l2_business_network " \
	"confidence=high functional_impact=no_impact_to_services information_impact=no_impact " \
	"recoverability=regular n_systems=1 n_users=1 n_records=0 cia_affected=integrity cui_involvement=none " \
	"covered_system=no op_critical_support_affected=no privacy_pii=no dfars_reportable=no " \
	"dfars_rationale=a affected_assets=ws-117 severity_override_reason=a monitoring_until=\"in 3 days\" " \
	"t_occurred_first_precision=unknown t_occurred_last_precision=unknown business_impact=none " \
	"containment_summary=a eradication_summary=a recovery_verification=a root_cause=a " \
	"root_cause_category=user_error lessons_learned=a corrective_actions=a closure_criteria=a " \
	"cost_hours=3 cost_money=0 detection_gap=none what_worked=a review_date=now review_attendees=hal"

/* What came of all acts, by verdict, and what was done, by saying. */
struct tally { unsigned verdicts[G_N_ELEMENTS(verdicts)], done[SAYINGS]; };

struct play {
	struct house *house;
	struct session *sessions[PEOPLE], *aud;
	struct model model;
	GRand *random;
	struct tally *tally;
	int64_t before;		/* entries, when the play begins */
};

static int below(struct play *play, int end)
{
	return g_rand_int_range(play->random, 0, end);
}

static const char *name_of(int who)
{
	if (who == STRANGER)
		return "stranger";
	return who < PEOPLE ? model_people[who].name : groups[who - PEOPLE];
}

/* --- how acts are said --- */

static void say_create(const struct try *try, GString *text)
{
	g_string_append_printf(text, " group=%s severity=SEV%d title=t0 summary=a detection_source=siem_rule "
			       "t_detected=now " FILLED, groups[try->choice % 3], 3 + try->choice / 3 % 3);
}

static void say_edit(const struct try *try, GString *text)
{
	if (try->choice % 4)
		g_string_append_printf(text, " severity=SEV%d", 2 + try->choice % 4);
	else
		g_string_append_printf(text, " title=t%d", try->choice);
}

static void say_nothing(const struct try *try, GString *text)
{
	(void)try;
	(void)text;
}

static void say_owner(const struct try *try, GString *text)
{
	if (try->with)
		g_string_append_printf(text, " owner=%s", name_of(try->choice));
}

static void say_state(const struct try *try, GString *text)
{
	g_string_append_printf(text, " state=%s%s", states[try->choice], try->with ? " reason=a" : "");
}

static void say_close(const struct try *try, GString *text)
{
	static const char *const ways[] = { "false_positive", "resolved", "entered_in_error" };

	g_string_append_printf(text, " reason=a disposition=%s evidence_reviewed=%s", ways[try->choice],
			       try->with ? "yes" : "no");
}

static void say_answer(const struct try *try, GString *text)
{
	(void)try;
	g_string_append(text, " reason=a");
}

static void say_offer(const struct try *try, GString *text)
{
	g_string_append_printf(text, " to=%s reason=skill summary=a", groups[try->choice]);
}

static void say_escalate(const struct try *try, GString *text)
{
	g_string_append_printf(text, " kind=functional level=2 reason=a to=%s", name_of(try->choice));
}

static void say_note(const struct try *try, GString *text)
{
	(void)try;
	g_string_append(text, " text=a");
}

static void say_action(const struct try *try, GString *text)
{
	g_string_append_printf(text, " text=a phase=%s", states[try->choice]);
}

enum with { WITHOUT, WITH, EITHER };

/* What can be answered; next_try looks for such a case. */
static bool was_closed(const struct model_case *on)
{
	return on->state >= PENDING;
}

static bool is_offered(const struct model_case *on)
{
	return on->offered != NOWHERE;
}

static const struct saying {
	const char *action;
	int often, choices;
	enum with with;
	void (*say)(const struct try *try, GString *text);
	bool (*fits)(const struct model_case *on);	/* NULL: any case */
} sayings[] = {
	{ "case-create", 2, 9, WITHOUT, say_create },
	{ "case-edit", 4, 1000, WITHOUT, say_edit },
	{ "case-take", 4, 1, WITHOUT, say_nothing },
	{ "case-release", 1, 1, WITHOUT, say_nothing },
	{ "case-assign", 3, STRANGER + 1, WITH, say_owner },
	{ "case-state", 9, MODEL_STATES, EITHER, say_state },
	{ "case-close", 3, 3, EITHER, say_close },
	{ "case-approve", 2, 1, WITHOUT, say_answer, was_closed },
	{ "case-reject", 2, 1, WITHOUT, say_answer, was_closed },
	{ "case-reopen", 3, 1, WITHOUT, say_answer, was_closed },
	{ "case-transfer", 3, GROUPS + 1, WITHOUT, say_offer },
	{ "transfer-accept", 6, STRANGER + 1, EITHER, say_owner, is_offered },
	{ "transfer-decline", 3, 1, WITHOUT, say_answer, is_offered },
	{ "transfer-recall", 3, 1, WITHOUT, say_answer, is_offered },
	{ "case-escalate", 1, STRANGER + 1, WITHOUT, say_escalate },
	{ "escalation-ack", 2, 1, WITHOUT, say_nothing },
	{ "note-add", 3, 1, WITHOUT, say_note },
	{ "action-add", 5, MODEL_STATES, WITHOUT, say_action },
	{ "case-watch", 1, 1, WITH, say_nothing },
	{ "case-unwatch", 1, 1, WITHOUT, say_nothing },
};

G_STATIC_ASSERT(G_N_ELEMENTS(sayings) == SAYINGS);

/* --- which act comes next --- */

static const struct saying *next_saying(struct play *play)
{
	int all = 0, n;
	size_t i = 0;

	for (size_t k = 0; k < G_N_ELEMENTS(sayings); k++)
		all += sayings[k].often;
	n = below(play, all);
	while (n >= sayings[i].often)
		n -= sayings[i++].often;
	return &sayings[i];
}

/* The ways that lead on are taken more often than chance would take them. */
static void lead_on(struct play *play, struct try *try)
{
	int state = try->on->state;

	if (try->on->owner != NOBODY && state < PENDING && below(play, 3))
		try->who = try->on->owner;
	if (g_str_equal(try->action, "case-state") && below(play, 3))
		try->choice = MIN(state + 1, CLOSED);
	if (g_str_equal(try->action, "action-add"))
		try->choice = state >= TRIAGE && state <= RECOVERY ? state : TRIAGE + below(play, RECOVERY);
}

static struct try next_try(struct play *play, const struct saying *saying)
{
	struct try try = { .model = &play->model, .action = saying->action, .revision = -1 };
	int revision = below(play, 8);

	try.who = below(play, below(play, 3) ? WORKERS : PEOPLE);
	try.choice = below(play, saying->choices);
	try.with = saying->with == WITH || (saying->with == EITHER && below(play, 2));
	try.unknown = below(play, 16) == 0;
	if (saying->say == say_create) {
		if (play->model.cases_len == CASES)
			try.choice = 2;		/* no room for more: for no group there is */
		return try;
	}
	for (int i = 0; i < CASES && (i == 0 || (saying->fits && !saying->fits(try.on))); i++)
		try.on = &play->model.cases[below(play, play->model.cases_len)];
	if (revision < 2)
		try.revision = try.on->revision - revision;
	lead_on(play, &try);
	return try;
}

static bool would_be_done(const struct play *play, struct try try)
{
	struct model model = play->model;

	if (try.on)
		try.on = &model.cases[try.on - play->model.cases];
	try.model = &model;
	return model_act(&try) == DONE;
}

/* What was never done is looked for. */
static struct try choose(struct play *play, const struct saying *saying)
{
	struct try try = next_try(play, saying);

	for (int n = 0; n < LOOKS && play->tally->done[saying - sayings] == 0 && !would_be_done(play, try); n++)
		try = next_try(play, saying);
	return try;
}

static char *say(const struct saying *saying, const struct try *try)
{
	GString *text = g_string_new(saying->action);

	if (try->on)
		g_string_append_printf(text, " %s", try->on->id);
	saying->say(try, text);
	if (try->revision >= 0)
		g_string_append_printf(text, " revision=%" PRId64, try->revision);
	if (try->unknown)
		g_string_append(text, " no_such_field=1");
	return g_string_free(text, FALSE);
}

/* --- do they agree --- */

static void expect_int(const struct model_case *on, const char *what, int64_t is, int64_t must)
{
	if (is != must)
		g_error("%s: %s is %" PRId64 ", not %" PRId64, on ? on->id : "the log", what, is, must);
}

static void expect_text(const struct model_case *on, const struct record *record, size_t field, const char *must)
{
	if (!g_str_equal(record_text(record, field), must))
		g_error("%s: %s is \"%s\", not \"%s\"", on->id, case_object.fields[field].name,
			record_text(record, field), must);
}

static int64_t last_entry(struct play *play)
{
	struct look ask = { .query = "audit", .limit = 1 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = look(play->aud, &ask, &error);

	g_assert_no_error(error);
	return g_ascii_strtoll(record_by_name(rows->pdata[0], "seq"), NULL, 10);
}

static void compare_case(struct play *play, const struct model_case *on)
{
	g_autofree char *severity = g_strdup_printf("SEV%d", on->severity);
	g_autofree char *title = g_strdup_printf("t%d", on->title);
	g_autoptr(GString) waiting = g_string_new(NULL);
	CLEANUP(record_free) struct record *record = NULL;

	GOOD((record = look_case(play->aud, on->id, &error)) != NULL);
	for (int i = 0; i < on->waiting_len; i++)
		g_string_append_printf(waiting, "%s%s", i ? "\n" : "", name_of(on->waiting[i]));
	expect_text(on, record, CASE_STATE, states[on->state]);
	expect_text(on, record, CASE_OWNER, on->owner == NOBODY ? "" : name_of(on->owner));
	expect_text(on, record, CASE_GROUP, groups[on->group]);
	expect_text(on, record, CASE_OFFERED_TO, on->offered == NOWHERE ? "" : groups[on->offered]);
	expect_text(on, record, CASE_ESCALATED_TO, waiting->str);
	expect_text(on, record, CASE_SEVERITY, severity);
	expect_text(on, record, CASE_TITLE, title);
	expect_int(on, "revision", record_int(record, CASE_REVISION), on->revision);
}

static void compare_trail(struct play *play, const struct model_case *on)
{
	g_autoptr(GPtrArray) trail = house_look(play->aud, "audit", on->id, NULL);

	expect_int(on, "entries", trail->len, on->entries);
}

/* Everybody sees what they must, and nothing else. */
static void compare_all(struct play *play)
{
	for (int i = 0; i < play->model.cases_len; i++) {
		const struct model_case *on = &play->model.cases[i];
		int64_t taken = 0, watchers = 0;

		for (int state = 0; state < MODEL_STATES; state++)
			taken += on->actions[state];
		for (int who = 0; who < PEOPLE; who++) {
			CLEANUP(record_free) struct record *record = look_case(play->sessions[who], on->id, NULL);

			expect_int(on, name_of(who), record != NULL, model_sees(who, on));
			watchers += on->watched[who];
		}
		compare_case(play, on);
		compare_trail(play, on);
		expect_int(on, "notes", house_count(play->aud, "notes", on->id, NULL), on->notes);
		expect_int(on, "actions", house_count(play->aud, "actions", on->id, NULL), taken);
		expect_int(on, "transfers", house_count(play->aud, "transfers", on->id, NULL), on->transfers);
		expect_int(on, "watchers", house_count(play->aud, "watchers", on->id, NULL), watchers);
	}
}

static enum verdict verdict_of(bool done, const GError *error)
{
	if (done)
		return DONE;
	if (err_is(error, ERR_DENIED))
		return DENIED;
	if (err_is(error, ERR_INVALID))
		return INVALID;
	if (!err_is(error, ERR_CONFLICT))
		g_assert_no_error(error);
	return CONFLICT;
}

static void play_act(struct play *play)
{
	const struct saying *saying = play->model.cases_len ? next_saying(play) : &sayings[0];
	struct try try = choose(play, saying);
	g_autofree char *text = say(saying, &try);
	enum verdict must = model_act(&try), is;
	g_autoptr(GError) error = NULL;
	struct outcome outcome;
	bool done = house_try(play->sessions[try.who], &outcome, &error, "%s", text);

	is = verdict_of(done, error);
	outcome_clear(&outcome);
	play->tally->verdicts[is]++;
	play->tally->done[saying - sayings] += done;
	if (is == must && try.on)
		compare_case(play, try.on);
	/* long to read: what a denial wrote is seen with the next act that is done */
	if (is == must && is == DONE)
		compare_trail(play, try.on);
	if (is == must)
		expect_int(NULL, "its last entry", last_entry(play), play->before + play->model.entries);
	else
		g_error("%s: %s: is %s, must be %s: %s", name_of(try.who), text, verdicts[is], verdicts[must],
			error ? error->message : "");
}

static void play_round(struct tally *tally, unsigned seed, unsigned acts)
{
	struct play play = { .house = house_new(), .random = g_rand_new_with_seed(seed), .tally = tally };

	g_test_message("MODEL_SEED=%u MODEL_ACTS=%u", seed, acts);
	for (int who = 0; who < PEOPLE; who++)
		play.sessions[who] = house_sign_in(play.house, name_of(who));
	play.aud = house_sign_in(play.house, "aud");
	play.before = last_entry(&play);
	for (unsigned i = 0; i < acts; i++)
		play_act(&play);
	compare_all(&play);
	for (int who = 0; who < PEOPLE; who++)
		session_close(play.sessions[who]);
	session_close(play.aud);
	g_rand_free(play.random);
	house_free(play.house);
}

static void tell_verdicts(const struct tally *tally)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++)
		g_test_message("%s: %u", verdicts[i], tally->verdicts[i]);
}

/* Nothing was left out. */
static void expect_each_done(const struct tally *tally)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sayings); i++) {
		g_test_message("%s: done %u times", sayings[i].action, tally->done[i]);
		if (tally->done[i] == 0)
			g_error("%s was never done", sayings[i].action);
	}
}

static void the_house_does_what_the_model_says(void)
{
	const char *first = getenv("MODEL_SEED"), *many = getenv("MODEL_ACTS");
	unsigned seed = first ? (unsigned)atoi(first) : g_test_slow() ? g_random_int() : 1;
	unsigned acts = many ? (unsigned)atoi(many) : g_test_slow() ? SLOW : ROUND;
	struct tally tally = { 0 };

	for (unsigned left = acts; left > 0; left -= MIN(left, ROUND))
		play_round(&tally, seed++, MIN(left, ROUND));
	tell_verdicts(&tally);
	if (acts >= ROUND)
		expect_each_done(&tally);
}

int main(int argc, char **argv)
{
	/* each commit is made durable, which takes long on a disk */
	if (access("/dev/shm", W_OK) == 0)
		g_setenv("TMPDIR", "/dev/shm", FALSE);
	seam_keep_heap();
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/model/" #name, name)
	TEST(the_house_does_what_the_model_says);
	return g_test_run();
}
