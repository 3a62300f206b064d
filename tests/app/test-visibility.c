/* Who may not see a case sees neither its title nor its count, anywhere: a restricted case and all
 * that belongs to it, by every query, every filter and every refusal (CONTRACT.md 5). */
#include <inttypes.h>

#include "db/audit.h"
#include "src/app/query.h"
#include "src/rules/action.h"
#include "tests/app/secret.h"

enum { QUERIES_MOST = 64 };

static bool among(const char *names, struct session *session)
{
	g_auto(GStrv) list = g_strsplit(names, " ", -1);

	return g_strv_contains((const char *const *)list, session_user(session));
}

static bool of_cases(const struct query *query)
{
	return query->object == &case_object || query->source == FROM_AUDIT ||
	       object_field(query->object, "case") >= 0;
}

/* All rows that can be counted, over every list of cases and what belongs to them. */
static int64_t all_counts(struct session *session)
{
	int64_t sum = 0;

	for (const struct query *query = queries; query->name; query++) {
		struct look ask = { .query = query->name };

		if (of_cases(query) && query->source == FROM_OBJECT && query->need != NEEDS_CASE)
			sum += look_count(session, &ask, INT32_MAX, NULL);
	}
	return sum;
}

/* Which queries of the table tell somebody of the secret. */
static void mark_told(const struct secret *secret, struct session *session, bool told[QUERIES_MOST])
{
	for (size_t i = 0; queries[i].name; i++) {
		const char *name = queries[i].name;

		g_assert_cmpuint(i, <, QUERIES_MOST);
		if (queries[i].need != NEEDS_CASE && !secret_log(session, &queries[i]))
			told[i] |= secret_told(secret, session, name, NULL, NULL) > 0;
		if (queries[i].need != NEEDS_NOTHING)
			told[i] |= secret_told(secret, session, name, secret->id, NULL) > 0;
	}
}

static void mark_all_told(const struct secret *secret, bool told[QUERIES_MOST])
{
	for (guint i = 0; i < secret->people->len; i++)
		mark_told(secret, secret->people->pdata[i], told);
}

/* May look at no case whatever: each refusal is an entry of the log, so they are asked but once. */
static bool is_blind(struct session *session)
{
	return permit_anywhere(session_person(session), PERM_CASE_VIEW) == LEVEL_NO;
}

static void expect_only(const struct secret *secret, const char *names)
{
	for (guint i = 0; i < secret->people->len; i++) {
		struct session *session = secret->people->pdata[i];

		if (among(names, session))
			secret_seen(secret, session);
		else if (!is_blind(session))
			secret_hidden(secret, session);
	}
}

static void expect_blind(const struct secret *secret, const char *names)
{
	for (guint i = 0; i < secret->people->len; i++) {
		struct session *session = secret->people->pdata[i];

		g_assert_true(is_blind(session) == among(names, session));
		if (is_blind(session))
			secret_hidden(secret, session);
	}
}

/* Through open sessions, by every query of the table: each told somebody of it before. */
static void the_access_list_alone_decides_and_at_once(void)
{
	bool told[QUERIES_MOST] = { false };
	struct secret secret;

	secret_begin(&secret);
	secret_people(&secret);
	secret_make_all(&secret);
	expect_only(&secret, "hal hua gus fin fay rio abe cal aud");
	mark_all_told(&secret, told);

	secret_restrict(&secret, "");
	expect_only(&secret, "aud");
	/* no list opens it to a role that works no cases */
	secret_restrict(&secret, "hal,hua,gus,fin,fay,rio,rex,eve,abe,cal,ama,ada,sam,rec,ing,nix");
	expect_only(&secret, "hal hua gus fin fay abe cal aud");
	expect_blind(&secret, "ama ada sam ing nix");
	for (guint i = 0; i < secret.people->len; i++)
		if (among("hua", secret.people->pdata[i]))
			house_act(secret.people->pdata[i], "case-take %s", secret.id);
	mark_all_told(&secret, told);

	house_act(secret.lee, "case-assign %s owner=lee", secret.id);
	secret_restrict(&secret, "");
	expect_only(&secret, "aud");
	for (size_t i = 0; queries[i].name; i++)
		if (of_cases(&queries[i]) != told[i])
			g_error("%s told nobody of it, or should not", queries[i].name);

	house_act(secret.lee, "case-unrestrict %s reason=over", secret.id);
	house_act(secret.lee, "case-unrestrict %s reason=over", secret.closed);
	house_act(secret.lee, "case-unrestrict %s reason=over", secret.pending);
	expect_only(&secret, "hal hua gus fin fay rio abe cal aud");
	secret_end(&secret);
}

static void lists_count_as_if_it_had_never_been(void)
{
	g_autofree int64_t *before = NULL;
	struct secret secret;

	secret_begin(&secret);
	secret_people(&secret);
	before = g_new(int64_t, secret.people->len);
	for (guint i = 0; i < secret.people->len; i++)
		before[i] = all_counts(secret.people->pdata[i]);
	secret_make_all(&secret);
	for (guint i = 0; i < secret.people->len; i++)
		if (among("hal hua gus fin fay rio abe cal aud", secret.people->pdata[i]))
			g_assert_cmpint(all_counts(secret.people->pdata[i]), >, before[i]);
	secret_restrict(&secret, "");
	for (guint i = 0; i < secret.people->len; i++)
		if (!among("aud", secret.people->pdata[i]))
			g_assert_cmpint(all_counts(secret.people->pdata[i]), ==, before[i]);
	secret_end(&secret);
}

/* Who restricts it and who owns it stand on the list, asked for or not. */
static void who_owns_or_restricts_it_stays_on_the_list(void)
{
	struct secret secret;
	struct session *hal;

	secret_begin(&secret);
	hal = house_sign_in(secret.house, "hal");
	secret_make(&secret);
	house_act(hal, "case-take %s", secret.id);
	secret_restrict(&secret, "");
	secret_seen(&secret, hal);
	secret_seen(&secret, secret.lee);
	secret_hidden(&secret, secret.hua);
	g_assert_cmpint(house_count(hal, "access", secret.id, NULL), ==, 2);
	/* whoever is given it must see it; who had it stays until the list is said anew */
	house_act(secret.lee, "case-assign %s owner=hua", secret.id);
	secret_seen(&secret, secret.hua);
	secret_seen(&secret, hal);
	secret_restrict(&secret, "");
	secret_seen(&secret, secret.hua);
	secret_hidden(&secret, hal);
	session_close(hal);
	secret_end(&secret);
}

/* --- searching --- */

/* Every field of the case, asked for by the very value that stands in it. */
static void no_filter_finds_it_by_what_stands_in_it(void)
{
	CLEANUP(record_free) struct record *record = NULL;
	struct secret secret;
	int asked = 0;

	secret_begin(&secret);
	secret_make_all(&secret);
	secret_restrict(&secret, "");
	GOOD((record = look_case(secret.lee, secret.id, &error)) != NULL);
	for (size_t i = 0; i < CASE_FIELDS; i++) {
		const struct field *field = &case_object.fields[i];
		const char *kept = record_get(record, i);
		/* a list is asked for one thing at a time */
		g_autofree char *one = kept && field->type == FIELD_LIST ? g_strndup(kept, strcspn(kept, "\n")) :
				       g_strdup(kept);
		g_autofree char *value = field_plain(field, one);
		g_autofree char *words = *value ? g_strdup_printf("%s=\"%s\"", field->name, value) :
				      g_strdup_printf("%s!", field->name);

		g_test_message("%s", words);
		g_assert_cmpint(secret_told(&secret, secret.hua, "cases", NULL, words), ==, 0);
		g_assert_cmpint(secret_told(&secret, secret.lee, "cases", NULL, words), >=, 1);
		asked += *value != '\0';
	}
	g_assert_cmpint(asked, >, 30);
	secret_end(&secret);
}

/* Every query by every field: contains, given, empty, not; and bare words. */
static int told_by_words(const struct secret *secret, struct session *session,
			 const struct query *query)
{
	const char *const shapes[] = { "%s~" WORD, "%s?", "%s!", "%s!=x", "%s~INC", NULL };
	int told = 0;

	for (size_t n = 0; n < query->object->fields_len; n++) {
		for (size_t i = 0; shapes[i]; i++) {
			g_auto(GStrv) parts = g_strsplit(shapes[i], "%s", 2);
			g_autofree char *words =
				g_strconcat(query->object->fields[n].name, parts[1], NULL);

			told += MAX(secret_told(secret, session, query->name, NULL, words), 0);
		}
	}
	return told + MAX(secret_told(secret, session, query->name, NULL, WORD), 0);
}

static void no_filter_finds_it_in_any_list(void)
{
	struct secret secret;
	int for_lee = 0;

	secret_begin(&secret);
	secret_make_all(&secret);
	secret_restrict(&secret, "");
	for (const struct query *query = queries; query->name; query++) {
		if (!of_cases(query) || query->need == NEEDS_CASE)
			continue;
		if (told_by_words(&secret, secret.hua, query) != 0)
			g_error("%s is found in %s", secret.id, query->name);
		for_lee += told_by_words(&secret, secret.lee, query) > 0;
	}
	g_assert_cmpint(for_lee, >=, 9);
	secret_end(&secret);
}

/* Read one by one, the pages hold what can be seen and end with it. */
static void no_page_has_it(void)
{
	g_autoptr(GPtrArray) page = NULL;
	struct secret secret;
	struct look ask = { .query = "cases", .limit = 1 };
	int pages = 0;

	secret_begin(&secret);
	secret_make_all(&secret);
	house_case(secret.lee, "SEV5");
	secret_restrict(&secret, "");
	for (;; pages++) {
		GPtrArray *next;

		GOOD((next = look(secret.hua, &ask, &error)) != NULL);
		g_clear_pointer(&page, g_ptr_array_unref);
		page = next;
		if (page->len == 0)
			break;
		g_assert_cmpuint(page->len, ==, 1);
		g_assert_false(secret_in(&secret, page->pdata[0]));
		ask.after = page->pdata[0];
	}
	g_assert_cmpint(pages, ==, 2);
	secret_end(&secret);
}

/* Its number means nothing to who may not see it, and stands in nobody's way. */
static void a_short_number_means_only_what_one_sees(void)
{
	g_autofree char *name = NULL;
	const char *exercise;
	struct secret secret;

	secret_begin(&secret);
	house_act(secret.lee, "case-create kind=exercise title=a summary=b group=soc "
		  "detection_source=siem_rule t_detected=now severity=SEV5");
	exercise = house_act(secret.lee, "case-create kind=exercise title=a summary=b group=soc "
			     "detection_source=siem_rule t_detected=now severity=SEV5");
	secret_make(&secret);
	g_assert_cmpstr(secret.id, ==, "INC-2026-0002");
	g_assert_cmpstr(exercise, ==, "EX-2026-0002");
	REFUSED(look_case_id(secret.hua, "2", &error) != NULL, ERR_INVALID, "could be");
	secret_restrict(&secret, "");
	GOOD((name = look_case_id(secret.hua, "2", &error)) != NULL);
	g_assert_cmpstr(name, ==, exercise);
	REFUSED(look_case_id(secret.lee, "2", &error) != NULL, ERR_INVALID, "could be");
	secret_end(&secret);
}

/* --- refusals --- */

static const char *fitting(const struct field *field, const char *note)
{
	if (strcmp(field->name, "note") == 0)
		return note;
	if (strcmp(field->name, "to") == 0)
		return "forensics";
	switch (field->type) {
	case FIELD_CHOICE:
		return field->choices[0].name;
	case FIELD_USER:
		return "hua";
	case FIELD_BOOL:
		return "true";
	default:
		return "words";
	}
}

static int64_t head(const struct secret *secret)
{
	struct audit_filter filter = { .after = -1, .limit = 1 };
	g_autoptr(GPtrArray) entries = audit_read(session_store(secret->lee), &filter, NULL);

	return ((struct audit_entry *)entries->pdata[0])->seq;
}

/* What an act came to: the sentence with TARGET for what was typed, the fields named, the entries
 * of the log. */
static char *told_by_act(const struct secret *secret, struct session *session,
			 struct request *request)
{
	struct audit_filter filter = { .after = head(secret) };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) entries = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	struct outcome outcome;
	bool done = act(session, request, &outcome, &error);

	g_string_printf(out, "%s: %s", done ? "done" : err_word(error), done ? "" : error->message);
	if (request->target)
		g_string_replace(out, request->target, "TARGET", 0);
	for (guint i = 0; outcome.problems && i < outcome.problems->list->len; i++)
		g_string_append_printf(out, "; %s",
			((struct problem *)outcome.problems->list->pdata[i])->name);
	entries = audit_read(session_store(secret->lee), &filter, NULL);
	for (guint i = 0; i < entries->len; i++) {
		const struct audit_entry *entry = entries->pdata[i];

		g_string_append_printf(out, "; %s %s", entry->action, entry->result);
	}
	outcome_clear(&outcome);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

/* All it needs, so that nothing but the target could be wrong. */
static char *try_action(const struct secret *secret, struct session *session,
			const struct action *action, const char *target, int64_t revision)
{
	struct request request;
	char *told;

	request_init(&request, action->name, target);
	request.revision = revision;
	for (size_t i = 0; i < action->arguments_len; i++)
		if (action->arguments[i].needs[0].moment == MOMENT_CREATE)
			request_set(&request, action->arguments[i].name,
				    fitting(&action->arguments[i], secret->note));
	if (action->flags & TAKES_CASE_FIELDS)
		request_set(&request, "title", "words");
	told = told_by_act(secret, session, &request);
	request_clear(&request);
	return told;
}

static void same_refusal(const struct secret *secret, struct session *session,
			 const struct action *action)
{
	const bool alert = action->target == TARGET_ALERT;
	const char *hidden[] = { alert ? secret->alert : secret->id, alert ? secret->alert : "2" };
	const char *none[] = { alert ? NO_ALERT : NOWHERE, alert ? NO_ALERT : "99" };

	/* by name, and by number with a revision gone stale */
	for (int i = 0; i < 2; i++) {
		g_autofree char *one = try_action(secret, session, action, hidden[i], i ? 1 : -1);
		g_autofree char *two = try_action(secret, session, action, none[i], i ? 1 : -1);

		g_test_message("%s: %s: %s", session_user(session), action->name, one);
		g_assert_cmpstr(one, ==, two);
		g_assert_false(g_str_has_prefix(one, "done"));
	}
}

static void acts_refuse_it_as_they_refuse_what_does_not_exist(void)
{
	const char *revision;
	struct secret secret;
	int actions_tried = 0;

	secret_begin(&secret);
	secret_people(&secret);
	secret_make_all(&secret);
	secret_restrict(&secret, "");
	revision = house_field(secret.lee, secret.id, "revision");
	for (const struct action *action = actions; action->name; action++) {
		if (action->target != TARGET_CASE && action->target != TARGET_ALERT)
			continue;
		for (guint i = 0; i < secret.people->len; i++)
			if (!among("aud", secret.people->pdata[i]))
				same_refusal(&secret, secret.people->pdata[i], action);
		actions_tried++;
	}
	g_assert_cmpint(actions_tried, >=, 24);
	g_assert_cmpstr(house_field(secret.lee, secret.id, "revision"), ==, revision);
	for (const struct action *action = actions; action->name; action++) {
		g_autofree char *told = action->target == TARGET_CASE ?
			try_action(&secret, secret.lee, action, secret.id, 1) : g_strdup("");

		/* to who sees it they say something else */
		g_assert_null(strstr(told, "there is no case"));
	}
	secret_end(&secret);
}

static char *sentence(GError *error, const char *id)
{
	g_autoptr(GString) text = g_string_new(NULL);

	g_assert_nonnull(error);
	g_string_printf(text, "%s: %s", err_word(error), error->message);
	g_string_replace(text, id, "TARGET", 0);
	g_error_free(error);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* What looking at it says: by a query, as a case (NULL) or as an alert (""). */
static char *told_by_look(struct session *session, const char *query, const char *id)
{
	struct look ask = { .query = query, .case_id = id };
	GError *error = NULL;

	if (!query)
		g_assert_null(look_case(session, id, &error));
	else if (!*query)
		g_assert_null(look_alert(session, id, &error));
	else
		g_assert_null(look(session, &ask, &error));
	return sentence(error, id);
}

static void same_sentence(struct session *session, const char *query, const char *hidden,
			  const char *none)
{
	g_autofree char *one = told_by_look(session, query, hidden);
	g_autofree char *two = told_by_look(session, query, none);

	g_assert_cmpstr(one, ==, two);
}

static void looks_refuse_it_as_they_refuse_what_does_not_exist(void)
{
	struct secret secret;

	secret_begin(&secret);
	secret_people(&secret);
	secret_make_all(&secret);
	secret_restrict(&secret, "");
	for (guint i = 0; i < secret.people->len; i++) {
		struct session *session = secret.people->pdata[i];

		if (among("aud", session))
			continue;
		for (const struct query *query = queries; query->name; query++)
			if (query->need != NEEDS_NOTHING) {
				same_sentence(session, query->name, secret.id, NOWHERE);
				same_sentence(session, query->name, "2", "99");
			}
		same_sentence(session, NULL, secret.id, NOWHERE);
		same_sentence(session, NULL, "26-0002", "26-0099");
		same_sentence(session, "", secret.alert, NO_ALERT);
	}
	secret_end(&secret);
}

/* A case named as an argument: what it duplicates, what an alert is added to. */
static void it_cannot_be_named_in_an_act_on_another(void)
{
	struct secret secret;
	const char *mine, *free_alert = "1";

	secret_begin(&secret);
	secret_make_all(&secret);
	secret_restrict(&secret, "");
	mine = house_case(secret.hua, "SEV4");
	house_act(secret.hua, "case-take %s", mine);
	for (int i = 0; i < 2; i++) {
		const char *id = i ? NOWHERE : secret.id;
		g_autofree char *words =
			g_strdup_printf("there is no case \"%s\" that you may see", id);

		house_expect_invalid(secret.hua, words, "case-close %s disposition=duplicate "
				     "reason=a duplicate_of=%s", mine, id);
		house_expect_invalid(secret.hua, words, "alert-promote %s case=%s", free_alert, id);
	}
	/* nor does a note of it exist for another case */
	house_expect_invalid(secret.hua, "has no note", "note-correct %s note=%s text=a", mine,
			     secret.note);
	house_expect_invalid(secret.hua, "has no note", "note-correct %s note=77 text=a", mine);
	house_act(secret.hua, "alert-promote %s case=%s", free_alert, mine);
	secret_end(&secret);
}

/* --- its alert --- */

static void the_same_alert_again_is_counted_and_tells_nothing(void)
{
	static const char again[] = "{\"title\":\"" WORD "\",\"severity\":\"low\"}";
	CLEANUP(record_free) struct record *alert = NULL;
	struct intake_count count = { 0 };
	struct secret secret;

	secret_begin(&secret);
	secret_make_all(&secret);
	g_assert_cmpint(secret_told(&secret, secret.hua, "alerts", NULL, NULL), ==, 1);
	secret_restrict(&secret, "");
	GOOD(intake_bytes(secret.hua, again, strlen(again), "-", NULL, &count, NULL, NULL, &error));
	g_assert_cmpuint(count.again, ==, 1);
	g_assert_cmpuint(count.cases, ==, 0);
	secret_hidden(&secret, secret.hua);
	g_assert_cmpint(secret_told(&secret, secret.lee, "alerts", NULL, NULL), ==, 1);
	GOOD((alert = look_alert(secret.lee, secret.alert, &error)) != NULL);
	g_assert_cmpstr(record_by_name(alert, "count"), ==, "2");
	secret_end(&secret);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/visibility/" #name, name)
	TEST(the_access_list_alone_decides_and_at_once);
	TEST(lists_count_as_if_it_had_never_been);
	TEST(who_owns_or_restricts_it_stays_on_the_list);
	TEST(no_filter_finds_it_by_what_stands_in_it);
	TEST(no_filter_finds_it_in_any_list);
	TEST(no_page_has_it);
	TEST(a_short_number_means_only_what_one_sees);
	TEST(acts_refuse_it_as_they_refuse_what_does_not_exist);
	TEST(looks_refuse_it_as_they_refuse_what_does_not_exist);
	TEST(it_cannot_be_named_in_an_act_on_another);
	TEST(the_same_alert_again_is_counted_and_tells_nothing);
	return g_test_run();
}
