#include "tests/house.h"

#include "src/app/intake.h"

#include <string.h>

#include "src/app/found.h"
#include "src/base/crypt_profile.h"
#include "src/app/session.h"
#include "src/rules/state.h"

/* --- founding --- */

static const struct { const char *name, *full_name, *role; } people[] = {
	{ "lee", "Duty Lead", "lead@soc" },
	{ "hal", "First Handler", "handler@soc" },
	{ "hua", "Second Handler", "handler@soc" },
	{ "rio", "Soc Reader", "reader@soc" },
	{ "rex", "Soc Reporter", "reporter@soc" },
	{ "fin", "Forensics Lead", "lead@forensics" },
	{ "fay", "Forensics Handler", "handler@forensics" },
	{ "eve", "Evidence Custodian", "evidence_custodian@soc" },
	{ "gus", "Handler Everywhere", "handler" },
	{ "abe", "Second Person", "approver" },
	{ "cal", "Contracts Compliance", "compliance" },
	{ "aud", "External Auditor", "auditor" },
	{ "ama", "Audit Manager", "audit_manager" },
	{ "ada", "Account Admin", "account_admin" },
	{ "sam", "System Operator", "system_operator" },
	{ "rec", "Records Officer", "records_officer" },
	{ "ing", "Alert Intake", "ingest" },
	{ "nix", "Nobody Yet", NULL },
};

static struct found_user *found_user_of(size_t i)
{
	struct found_user *user = g_new0(struct found_user, 1);

	user->name = g_strdup(people[i].name);
	user->full_name = g_strdup(people[i].full_name);
	user->password = passphrase_new_from(HOUSE_PASSWORD);
	user->roles = g_new0(char *, 2);
	user->roles[0] = g_strdup(people[i].role);
	return user;
}

static struct answers *answers_of(const struct house *house)
{
	static const char *const groups[] = { "soc", "forensics", NULL };
	struct answers *answers = answers_new();

	answers->organisation = g_strdup("Tarnhollow Machining");
	answers->anchor = g_strdup(house->seam.anchor);
	answers->profile = g_strdup(crypt_profile() == CRYPT_FIPS ? "fips" : "standard");
	answers->groups = g_strdupv((char **)groups);
	for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
		g_ptr_array_add(answers->users, found_user_of(i));
	return answers;
}

static struct house *house_begin(void)
{
	struct house *house = g_new0(struct house, 1);

	seam_init(&house->seam);
	session_host_init(&house->host, "cli", "/dev/pts/3", NULL, NULL);
	house->host.policy = seam_kdf_policy();
	return house;
}

struct house *house_reads_alerts(struct house *house)
{
	static struct parse_child *parser;

	if (!parser)
		parser = intake_parser(NULL);
	g_assert_nonnull(parser);
	house->host.parser = parser;
	return house;
}

static void house_found(struct house *house)
{
	CLEANUP(answers_free) struct answers *answers = answers_of(house);
	g_auto(GStrv) warnings = NULL;

	GOOD(found(&house->host, house->seam.store_dir, answers, &house->seam.recovery, &warnings, &error));
}

struct house *house_new(void)
{
	struct house *house = house_begin();

	house->host.clock = &house->seam.clock;
	house_found(house);
	return house;
}

struct house *house_new_in(const char *dir)
{
	struct house *house = house_begin();
	struct seam *seam = &house->seam;

	g_free(seam->store_dir);
	g_free(seam->anchor);
	seam->store_dir = g_build_filename(dir, "store", NULL);
	seam->anchor = g_build_filename(dir, "anchor", NULL);
	if (!g_file_test(seam->store_dir, G_FILE_TEST_EXISTS))
		house_found(house);
	return house;
}

void house_leave(struct house *house)
{
	session_host_clear(&house->host);
	seam_clear(&house->seam);
	g_free(house);
}

void house_free(struct house *house)
{
	house_verify(house);
	house_leave(house);
}

void house_wait(struct house *house, int64_t ms)
{
	house->seam.now += ms;
	house->seam.boot += ms;
}

int64_t house_verify(struct house *house)
{
	CLEANUP(session_close) struct session *session = house_sign_in(house, "aud");
	struct audit_verdict_shown verdict;

	GOOD(look_verify(session, &verdict, &error));
	g_assert_cmpstr(verdict.why, ==, NULL);
	return verdict.entries;
}

/* --- signing in --- */

struct session *house_sign_in_with(struct house *house, const char *name, const char *password,
				   GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(password);

	return session_open(&house->host, house->seam.store_dir, name, typed, error);
}

struct session *house_sign_in(struct house *house, const char *name)
{
	g_autoptr(GError) error = NULL;
	struct session *session = house_sign_in_with(house, name, HOUSE_PASSWORD, &error);

	g_assert_no_error(error);
	g_assert_nonnull(session);
	return session;
}

char *house_welcome(const struct session *session)
{
	g_auto(GStrv) lines = session_welcome(session);

	return g_strjoinv("\n", lines);
}

/* --- acts --- */

/* The next word, quotes taken off; NULL at the end. */
static char *next_word(const char **text)
{
	GString *word = g_string_new(NULL);
	bool quoted = false;

	*text += strspn(*text, " ");
	if (!**text) {
		g_string_free(word, TRUE);
		return NULL;
	}
	for (; **text && (quoted || **text != ' '); ++*text) {
		if (**text == '"')
			quoted = !quoted;
		else
			g_string_append_c(word, **text);
	}
	g_assert_false(quoted);
	return g_string_free(word, FALSE);
}

static const struct consent *agreeing;

void house_second(const struct consent *consent)
{
	agreeing = consent;
}

static void add_set(struct request *request, char *word, char *equals)
{
	enum set_kind kind = SET_TO;

	*equals = '\0';
	if (equals > word && (equals[-1] == '+' || equals[-1] == '-')) {
		kind = equals[-1] == '+' ? SET_ADD : SET_REMOVE;
		equals[-1] = '\0';
	}
	if (g_str_equal(word, "revision"))
		request->revision = g_ascii_strtoll(equals + 1, NULL, 10);
	else
		request_change(request, word, kind, equals + 1);
}

static bool act_text(struct session *session, const char *text, struct outcome *outcome, GError **error)
{
	g_autofree char *action = next_word(&text);
	struct request request;
	char *word;
	bool done;

	request_init(&request, action, NULL);
	request.consent = agreeing;
	while ((word = next_word(&text)) != NULL) {
		char *equals = strchr(word, '=');

		if (equals)
			add_set(&request, word, equals);
		else
			request.target = g_strdup(word);
		g_free(word);
	}
	done = act(session, &request, outcome, error);
	request_clear(&request);
	return done;
}

#define TEXT(text, format) \
	g_autofree char *text = NULL; \
	va_list args; \
	va_start(args, format); \
	text = g_strdup_vprintf(format, args); \
	va_end(args)

bool house_try(struct session *session, struct outcome *outcome, GError **error, const char *format, ...)
{
	TEXT(text, format);

	return act_text(session, text, outcome, error);
}

static void must(struct session *session, const char *text, struct outcome *outcome)
{
	g_autoptr(GError) error = NULL;

	if (!act_text(session, text, outcome, &error))
		g_error("%s: %s: %s: %s", session_user(session), text, err_word(error), error->message);
	g_assert_no_error(error);
}

const char *house_act(struct session *session, const char *format, ...)
{
	struct outcome outcome;
	const char *said;
	TEXT(text, format);

	must(session, text, &outcome);
	said = g_intern_string(outcome.said);
	outcome_clear(&outcome);
	return said;
}

char *house_act_secret(struct session *session, const char *format, ...)
{
	struct outcome outcome;
	char *secret;
	TEXT(text, format);

	must(session, text, &outcome);
	secret = g_steal_pointer(&outcome.secret);
	outcome_clear(&outcome);
	return secret;
}

static void refused(struct session *session, enum err_kind kind, const char *words, const char *text)
{
	g_autoptr(GError) error = NULL;
	struct outcome outcome;

	if (act_text(session, text, &outcome, &error))
		g_error("%s: %s: was done", session_user(session), text);
	outcome_clear(&outcome);
	if (!err_is(error, kind) || !strstr(error->message, words))
		g_error("%s: %s: %s: \"%s\" does not say \"%s\"", session_user(session), text,
			err_word(error), error->message, words);
}

void house_expect_denied(struct session *session, const char *words, const char *format, ...)
{
	TEXT(text, format);

	refused(session, ERR_DENIED, words, text);
}

void house_expect_invalid(struct session *session, const char *words, const char *format, ...)
{
	TEXT(text, format);

	refused(session, ERR_INVALID, words, text);
}

void house_expect_conflict(struct session *session, const char *words, const char *format, ...)
{
	TEXT(text, format);

	refused(session, ERR_CONFLICT, words, text);
}

/* --- cases --- */

const char *house_case(struct session *session, const char *severity)
{
	return house_act(session, "case-create title=\"Archive posted to a drop host\" "
			 "summary=\"214 drawings in one archive, sent at night.\" "
			 "detection_source=siem_rule t_detected=now group=soc severity=%s", severity);
}

void house_fill_triage(struct session *session, const char *id)
{
	house_act(session, "case-edit %s severity_basis=\"one host\" incident_type=malware attack_vector=web "
		  "location_of_activity=l2_business_network confidence=high "
		  "functional_impact=no_impact_to_services information_impact=no_impact "
		  "recoverability=regular n_systems=1 n_users=1 n_records=0 cia_affected=integrity "
		  "cui_involvement=none covered_system=no op_critical_support_affected=no privacy_pii=no "
		  "dfars_reportable=no dfars_rationale=\"no CUI there\" affected_assets=ws-117 "
		  "severity_override_reason=\"an exercise of judgement\"", id);
}

void house_bring_to(struct session *session, const char *id, const char *state)
{
	static const char *const states[] = {
		"investigating", "containment", "eradication", "recovery", "review", NULL,
	};
	const char *now = "triage";

	house_act(session, "case-take %s", id);
	if (strcmp(state, "triage") == 0)
		return;
	house_fill_triage(session, id);
	house_act(session, "case-edit %s recovery_verification=checked monitoring_until=\"in 3 days\"", id);
	for (size_t i = 0; strcmp(now, state) != 0; i++) {
		g_assert_nonnull(states[i]);
		house_act(session, "action-add %s phase=%s text=\"Did what had to be done\"", id, now);
		house_act(session, "case-state %s state=%s", id, states[i]);
		now = states[i];
	}
}

void house_fill_closure(struct session *session, const char *id)
{
	house_act(session, "case-edit %s t_occurred_first_precision=unknown t_occurred_last_precision=unknown "
		  "business_impact=none containment_summary=isolated eradication_summary=reimaged "
		  "recovery_verification=\"scanned twice\" root_cause=\"a macro\" "
		  "root_cause_category=user_error lessons_learned=\"block macros\" "
		  "corrective_actions=\"macros off by lee until June\" closure_criteria=\"no beacon for a week\" "
		  "cost_hours=3 cost_money=0 detection_gap=none what_worked=\"the rule\" review_date=now "
		  "review_attendees=hal,lee", id);
}

/* --- looking --- */

GPtrArray *house_look(struct session *session, const char *query, const char *case_id, const char *filter)
{
	struct look ask = { .query = query, .case_id = case_id, .filter = filter };
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = look(session, &ask, &error);

	g_assert_no_error(error);
	g_assert_nonnull(rows);
	return rows;
}

int64_t house_count(struct session *session, const char *query, const char *case_id, const char *filter)
{
	struct look ask = { .query = query, .case_id = case_id, .filter = filter };
	g_autoptr(GPtrArray) rows = house_look(session, query, case_id, filter);
	g_autoptr(GError) error = NULL;
	int64_t count = look_count(session, &ask, INT32_MAX, &error);

	g_assert_no_error(error);
	g_assert_cmpint(count, ==, rows->len);
	return count;
}

const char *house_field(struct session *session, const char *id, const char *field)
{
	g_autoptr(GError) error = NULL;
	CLEANUP(record_free) struct record *record = look_case(session, id, &error);
	int index = object_field(&case_object, field);
	g_autofree char *plain = NULL;

	g_assert_no_error(error);
	g_assert_cmpint(index, >=, 0);
	plain = field_plain(&case_object.fields[index], record_get(record, (size_t)index));
	return g_intern_string(plain);
}

int64_t house_entries(struct house *house, const char *action, const char *result)
{
	CLEANUP(session_close) struct session *session = house_sign_in(house, "aud");
	g_autofree char *filter = g_strdup_printf("action=%s result=%s", action, result);
	g_autoptr(GPtrArray) rows = house_look(session, "audit", NULL, filter);

	return rows->len;
}
