/* Two people on one case: changes of different fields both stand, the second save of the same field
 * is refused with both values, and nothing of the refused save is written. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/house.h"

struct pair {
	struct house *house;
	struct session *hal, *lee;
	const char *id;
	struct record *base;	/* what both forms showed at first */
};

/* A SEV3 case that hal owns; lee, the lead, may edit it too. */
static void pair_begin(struct pair *pair)
{
	struct house *house = house_new();

	*pair = (struct pair){ .house = house, .hal = house_sign_in(house, "hal"),
			       .lee = house_sign_in(house, "lee") };
	pair->id = house_case(pair->hal, "SEV3");
	house_act(pair->hal, "case-take %s", pair->id);
	GOOD((pair->base = look_case(pair->hal, pair->id, &error)) != NULL);
}

static void pair_end(struct pair *pair)
{
	record_free(pair->base);
	session_close(pair->hal);
	session_close(pair->lee);
	house_free(pair->house);
}

/* A form's save: name, value, name, value …, NULL. */
static bool save(struct session *session, const struct pair *pair, const char *const *sets,
		 struct outcome *outcome, GError **error)
{
	struct request request;
	bool done;

	request_init(&request, "case-edit", pair->id);
	request.base = pair->base;
	for (; *sets; sets += 2)
		request_set(&request, sets[0], sets[1]);
	done = act(session, &request, outcome, error);
	request_clear(&request);
	return done;
}

static void saved(struct session *session, const struct pair *pair, const char *name, const char *value)
{
	const char *const sets[] = { name, value, NULL };
	struct outcome outcome;

	GOOD(save(session, pair, sets, &outcome, &error));
	g_assert_null(outcome.clashes);
	outcome_clear(&outcome);
}

static void refused(struct session *session, const struct pair *pair, const char *const *sets,
		    struct outcome *outcome, const char *words)
{
	REFUSED(save(session, pair, sets, outcome, &error), ERR_CONFLICT, words);
	g_assert_nonnull(outcome->clashes);
}

static void expect_clash(const struct outcome *outcome, guint i, const char *field, const char *mine,
			 const char *theirs)
{
	const struct clash *clash;

	g_assert_cmpuint(outcome->clashes->len, >, i);
	clash = g_ptr_array_index(outcome->clashes, i);
	g_assert_cmpstr(clash->field->name, ==, field);
	g_assert_cmpstr(clash->mine, ==, mine);
	g_assert_cmpstr(clash->theirs, ==, theirs);
}

static void expect_field(const struct pair *pair, const char *field, const char *value)
{
	g_assert_cmpstr(house_field(pair->hal, pair->id, field), ==, value);
}

static void different_fields_both_stand(void)
{
	struct pair pair;
	int64_t revision;

	pair_begin(&pair);
	revision = g_ascii_strtoll(house_field(pair.hal, pair.id, "revision"), NULL, 10);
	saved(pair.hal, &pair, "title", "Drawings sent to a drop host");
	saved(pair.lee, &pair, "affected_assets", "ws-117");
	saved(pair.hal, &pair, "business_impact", "orders are late");
	expect_field(&pair, "title", "Drawings sent to a drop host");
	expect_field(&pair, "affected_assets", "ws-117");
	expect_field(&pair, "business_impact", "orders are late");
	g_assert_cmpint(g_ascii_strtoll(house_field(pair.hal, pair.id, "revision"), NULL, 10), ==, revision + 3);
	pair_end(&pair);
}

static void the_same_field_is_a_conflict_that_names_both_values(void)
{
	static const char *const sets[] = { "title", "What lee typed", "business_impact", "none", NULL };
	struct outcome outcome;
	struct pair pair;

	pair_begin(&pair);
	saved(pair.hal, &pair, "title", "What hal saved");
	refused(pair.lee, &pair, sets, &outcome, "you have \"What lee typed\", meanwhile somebody saved "
		"\"What hal saved\"");
	g_assert_cmpuint(outcome.clashes->len, ==, 1);
	expect_clash(&outcome, 0, "title", "What lee typed", "What hal saved");
	outcome_clear(&outcome);
	/* all or nothing: the field nobody else touched is not saved either */
	expect_field(&pair, "title", "What hal saved");
	expect_field(&pair, "business_impact", "");
	pair_end(&pair);
}

static void every_clash_is_named_at_once_as_people_read_it(void)
{
	static const char *const mine[] = { "title", "Mine", "confidence", "high", "affected_assets", "ws-1", NULL };
	static const char *const theirs[] = { "affected_assets", "ws-2,ws-3", "confidence", "low",
					      "title", "Theirs", "business_impact", "late", NULL };
	struct outcome outcome;
	struct pair pair;

	pair_begin(&pair);
	GOOD(save(pair.hal, &pair, theirs, &outcome, &error));
	outcome_clear(&outcome);
	refused(pair.lee, &pair, mine, &outcome, "affected_assets");
	g_assert_cmpuint(outcome.clashes->len, ==, 3);
	for (guint i = 0; i < 3; i++) {
		const struct clash *clash = g_ptr_array_index(outcome.clashes, i);

		if (strcmp(clash->field->name, "title") == 0)
			expect_clash(&outcome, i, "title", "Mine", "Theirs");
		else if (strcmp(clash->field->name, "confidence") == 0)
			expect_clash(&outcome, i, "confidence", "high", "low");
		else
			expect_clash(&outcome, i, "affected_assets", "ws-1", "ws-2, ws-3");
	}
	outcome_clear(&outcome);
	pair_end(&pair);
}

static void the_same_value_is_no_conflict(void)
{
	struct pair pair;

	pair_begin(&pair);
	saved(pair.hal, &pair, "title", "Agreed by both");
	saved(pair.lee, &pair, "title", "Agreed by both");
	expect_field(&pair, "title", "Agreed by both");
	pair_end(&pair);
}

/* What a field was emptied to, and what it was filled with, are values as well. */
static void empty_against_full_is_a_conflict(void)
{
	static const char *const sets[] = { "affected_assets", "", NULL };
	struct outcome outcome;
	struct pair pair;

	pair_begin(&pair);
	saved(pair.hal, &pair, "affected_assets", "ws-9");
	record_free(pair.base);
	GOOD((pair.base = look_case(pair.lee, pair.id, &error)) != NULL);
	saved(pair.hal, &pair, "affected_assets", "ws-10");
	refused(pair.lee, &pair, sets, &outcome, "ws-10");
	g_assert_cmpuint(outcome.clashes->len, ==, 1);
	outcome_clear(&outcome);
	pair_end(&pair);
}

/* After a conflict the form shows the new row as its base: then the same save goes through. */
static void after_looking_again_the_save_stands(void)
{
	static const char *const sets[] = { "title", "Lee insists", NULL };
	struct outcome outcome;
	struct pair pair;

	pair_begin(&pair);
	saved(pair.hal, &pair, "title", "What hal saved");
	refused(pair.lee, &pair, sets, &outcome, "What hal saved");
	outcome_clear(&outcome);
	record_free(pair.base);
	GOOD((pair.base = look_case(pair.lee, pair.id, &error)) != NULL);
	saved(pair.lee, &pair, "title", "Lee insists");
	expect_field(&pair, "title", "Lee insists");
	pair_end(&pair);
}

static void a_stale_revision_is_a_conflict_for_every_action(void)
{
	static const char *const acts[] = {
		"case-edit %s title=late revision=%s",
		"case-release %s revision=%s",
		"note-add %s text=late revision=%s",
		"case-escalate %s kind=functional to=forensics level=2 reason=help revision=%s",
		"case-transfer %s to=forensics reason=skill summary=late revision=%s",
	};
	struct pair pair;
	const char *old, *now;

	pair_begin(&pair);
	old = house_field(pair.hal, pair.id, "revision");
	house_act(pair.lee, "case-edit %s title=first revision=%s", pair.id, old);
	now = house_field(pair.hal, pair.id, "revision");
	g_assert_cmpstr(now, !=, old);
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		g_autofree char *words = g_strdup_printf("is at revision %s, not %s", now, old);
		g_auto(GStrv) parts = g_strsplit(acts[i], "%s", 3);

		house_expect_conflict(pair.hal, words, "%s%s%s%s", parts[0], pair.id, parts[1], old);
	}
	g_assert_cmpstr(house_field(pair.hal, pair.id, "revision"), ==, now);
	g_assert_cmpint(house_count(pair.hal, "notes", pair.id, NULL), ==, 0);
	house_act(pair.hal, "case-edit %s title=second revision=%s", pair.id, now);
	house_expect_conflict(pair.hal, "is at revision", "case-edit %s title=x revision=99", pair.id);
	pair_end(&pair);
}

/* Lists grow and shrink on what stands there, so that two who add both stand. */
static void both_may_add_to_a_list(void)
{
	struct pair pair;

	pair_begin(&pair);
	house_act(pair.hal, "case-edit %s affected_assets=ws-1,ws-2", pair.id);
	house_act(pair.lee, "case-edit %s affected_assets+=ws-3", pair.id);
	house_act(pair.hal, "case-edit %s affected_assets+=ws-4 affected_assets-=ws-1", pair.id);
	expect_field(&pair, "affected_assets", "ws-2,ws-3,ws-4");
	pair_end(&pair);
}

/* Only one of two who take the same case at the same moment gets it. */
static void one_of_two_takes_it(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");
	static const char *const names[] = { "hal", "hua" };
	const char *id = house_case(lee, "SEV3");
	int won = 0;
	pid_t child[2];

	for (int i = 0; i < 2; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			struct session *session = house_sign_in(house, names[i]);
			struct outcome outcome;
			bool done = house_try(session, &outcome, NULL, "case-take %s", id);

			session_close(session);
			_exit(done ? 0 : 1);
		}
	}
	for (int i = 0; i < 2; i++) {
		int status;

		g_assert_cmpint(waitpid(child[i], &status, 0), ==, child[i]);
		g_assert_true(WIFEXITED(status));
		won += WEXITSTATUS(status) == 0;
	}
	g_assert_cmpint(won, ==, 1);
	g_assert_cmpstr(house_field(lee, id, "state"), ==, "triage");
	g_assert_cmpint(house_entries(house, "case-take", "done"), ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/two-people/" #name, name)
	TEST(different_fields_both_stand);
	TEST(the_same_field_is_a_conflict_that_names_both_values);
	TEST(every_clash_is_named_at_once_as_people_read_it);
	TEST(the_same_value_is_no_conflict);
	TEST(empty_against_full_is_a_conflict);
	TEST(after_looking_again_the_save_stands);
	TEST(a_stale_revision_is_a_conflict_for_every_action);
	TEST(both_may_add_to_a_list);
	TEST(one_of_two_takes_it);
	return g_test_run();
}
