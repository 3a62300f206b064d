/* The privilege matrix (compliance.md 6.2, CONTRACT.md 5), its own copy, held against act() and
 * look(): every role by every action, on cases they own, made, could take, and should not touch. */
#include <inttypes.h>
#include <string.h>

#include "db/audit.h"
#include "db/select.h"
#include "src/app/do_case.h"
#include "src/app/found.h"
#include "src/app/session.h"
#include "src/rules/alert.h"
#include "src/rules/case_fields.h"
#include "src/rules/deadline.h"
#include "src/rules/escalation.h"
#include "src/rules/session.h"
#include "src/rules/transfer.h"
#include "src/rules/watcher.h"
#include "tests/house.h"

/* One column of the grids each: who stands for the role. */
static const struct { const char *name; bool scoped; char sees; bool listed; } people[] = {
	{ "rio", true, '+', false },	/* reader */
	{ "rex", true, 'o', false },	/* reporter */
	{ "hal", true, '+', true },	/* handler */
	{ "lee", true, '+', true },	/* lead */
	{ "abe", false, '+', true },	/* approver */
	{ "eve", true, 'o', true },	/* evidence custodian */
	{ "cal", false, '+', true },	/* compliance */
	{ "aud", false, '+', false },	/* auditor */
	{ "ama", false, '-', false },	/* audit manager */
	{ "ada", false, '-', false },	/* account admin */
	{ "sam", false, '-', false },	/* system operator */
	{ "rec", false, 'o', false },	/* records officer */
	{ "ing", false, '-', false },	/* ingest: names what it made itself, and looks at nothing */
};
#define PEOPLE G_N_ELEMENTS(people)
enum { REPORTER = 1, HANDLER = 2, AUDITOR = 7, INGEST = 12 };

enum stage {
	PLAIN, NOWHERE, NEW, CONTAINMENT, PENDING, CLOSED, OFFERED_IN, OFFERED_OUT, ESCALATED,
	WATCHED, RESTRICTED, ALERT, SESSION,
};

/* "+" any case of their groups, "o" own ones, "v" all they may see, "-" never. One person each:
 * reader reporter handler lead, approver custodian compliance auditor, audit manager, account
 * admin, system operator, records officer, ingest. */
static const struct row { const char *text; enum stage stage; const char *cells; } grid[] = {
	{ "case-create title=a summary=b detection_source=siem_rule t_detected=now group=soc severity=SEV4",
	  NOWHERE, "-+++--+-----+" },
	{ "case-edit %s contracts=A-1", PLAIN, "--o+--+-----o" },
	{ "case-take %s", NEW, "--o+---------" },
	{ "case-release %s", PLAIN, "--o+---------" },
	{ "case-assign %s owner=gus", PLAIN, "---+---------" },
	{ "case-state %s state=investigating reason=back", CONTAINMENT, "--o+---------" },
	{ "case-close %s disposition=false_positive reason=noise evidence_reviewed=yes", PLAIN, "--o+---------" },
	{ "case-approve %s", PENDING, "---++--------" },
	{ "case-reject %s reason=no", PENDING, "---++--------" },
	{ "case-reopen %s reason=more", CLOSED, "---+---------" },
	{ "case-transfer %s to=forensics reason=skill summary=a", PLAIN, "--o+---------" },
	{ "transfer-accept %s", OFFERED_IN, "--++---------" },
	{ "transfer-decline %s reason=busy", OFFERED_IN, "--++---------" },
	{ "transfer-recall %s reason=wrong", OFFERED_OUT, "--o+---------" },
	{ "case-escalate %s kind=functional to=forensics level=2nd reason=help", PLAIN, "--o+---------" },
	{ "escalation-ack %s", ESCALATED, "--+++++------" },
	{ "case-restrict %s reason=insider", PLAIN, "---+---------" },
	{ "case-unrestrict %s reason=over", RESTRICTED, "---+---------" },
	{ "case-watch %s", PLAIN, "vvvvvvvv---v-" },
	{ "case-unwatch %s", WATCHED, "vvvvvvvv---v-" },
	{ "note-add %s text=a", PLAIN, "--o+--------o" },
	{ "note-correct %s note=0 text=a", PLAIN, "--o+--------o" },
	{ "action-add %s phase=triage text=a", PLAIN, "--o+--------o" },
	{ "alert-promote %s", ALERT, "--++---------" },
	{ "alert-dismiss %s reason=noise", ALERT, "--++---------" },
	{ "user-create name=new%s full_name=\"New Person\" role=reader", NOWHERE, "---------+---" },
	{ "user-disable nix", NOWHERE, "---------+---" },
	{ "user-revoke nix", NOWHERE, "---------+---" },
	{ "user-enable nix", NOWHERE, "---------+---" },
	{ "user-unlock nix", NOWHERE, "---------+---" },
	{ "user-edit nix full_name=\"Nix Nolan\"", NOWHERE, "---------+---" },
	{ "user-reset nix", NOWHERE, "---------+---" },
	{ "totp-enroll", NOWHERE, "+++++++++++++" },
	{ "totp-confirm code=123456", NOWHERE, "+++++++++++++" },
	{ "totp-remove code=123456", NOWHERE, "+++++++++++++" },
	{ "totp-reset nix", NOWHERE, "---------+---" },
	{ "group-create name=ot%s", NOWHERE, "---------+---" },
	{ "member-add user=nix role=reader", NOWHERE, "---------+---" },
	{ "member-remove user=nix role=reader", NOWHERE, "---------+---" },
	{ "setting-set name=password_min value=20", NOWHERE, "----------+--" },
	{ "rollback-accept reason=known", NOWHERE, "----------+--" },
	{ "session-end %s", SESSION, "---------+---" },
};

/* The case in hand, as it stands to the person. */
enum standing_kind { OWN, MADE, FREE, COLLEAGUES, ELSEWHERE, SECRET, LISTED, KINDS };
static const char *const kind_names[KINDS] = {
	"own", "made by them, nobody's", "nobody's", "a colleague's", "another group's",
	"restricted, not for them", "restricted, on the list",
};

struct table { struct house *house; struct session *stager, *session; size_t who; };

/* --- setting the stage: rows as the acts would have left them, in one transaction --- */

static const char *me(const struct table *table)
{
	return people[table->who].name;
}

static void put(struct tx *tx, const struct object *object, ...)
{
	CLEANUP(record_free) struct record *record = record_new(object);
	va_list args;
	int field;

	va_start(args, object);
	while ((field = va_arg(args, int)) >= 0)
		record_set(record, (size_t)field, va_arg(args, const char *));
	va_end(args);
	GOOD(tx_insert(tx, record, &error));
}

static void set_states(struct record *record, enum stage stage, bool elsewhere)
{
	static const char *const states[] = {
		[NEW] = "new", [CONTAINMENT] = "containment", [PENDING] = "close_pending", [CLOSED] = "closed",
	};
	bool there = (stage == OFFERED_IN) != elsewhere;	/* forensics offers to soc */

	record_set(record, CASE_STATE, stage < G_N_ELEMENTS(states) && states[stage] ? states[stage] : "triage");
	record_set(record, CASE_CUI_INVOLVEMENT, "none");
	if (stage == PENDING)
		record_set(record, CASE_CLOSE_REQUESTED_BY, "gus");
	record_set(record, CASE_GROUP, elsewhere ? "forensics" : "soc");
	if (stage != OFFERED_IN && stage != OFFERED_OUT)
		return;
	record_set(record, CASE_GROUP, there ? "forensics" : "soc");
	record_set(record, CASE_OFFERED_TO, there ? "soc" : "forensics");
	record_set_int(record, CASE_TRANSFER_DUE, SEAM_NOW + DAY_MS);
}

static void put_parts(const struct table *table, struct tx *tx, const struct record *record, enum stage stage)
{
	const char *id = record_get(record, CASE_ID), *due = record_get(record, CASE_TRANSFER_DUE);
	bool by_name = !people[table->who].scoped || people[table->who].sees == 'o';

	if (due)
		put(tx, &transfer_object, TRANSFER_CASE, id, TRANSFER_FROM, record_get(record, CASE_GROUP),
		    TRANSFER_TO, record_get(record, CASE_OFFERED_TO), TRANSFER_STATE, "offered",
		    TRANSFER_DUE_AT, due, -1);
	if (stage == ESCALATED)
		put(tx, &escalation_object, ESCALATION_CASE, id, ESCALATION_KIND, "functional",
		    ESCALATION_TO, by_name ? me(table) : "soc",
		    by_name ? ESCALATION_TO_USER : ESCALATION_TO_GROUP, by_name ? me(table) : "soc",
		    ESCALATION_STATE, "open", -1);
	if (stage == WATCHED)
		put(tx, &watcher_object, WATCHER_CASE, id, WATCHER_USER, me(table), WATCHER_ACTIVE, "1", -1);
}

static struct tx *begin(const struct table *table)
{
	const struct stamp stamp = { "system", "gus", "", "tty none", "stage", NULL };
	struct tx *tx = NULL;

	GOOD((tx = tx_begin(session_store(table->stager), &stamp, &error)) != NULL);
	return tx;
}

static char *stage_case(const struct table *table, enum stage stage, enum standing_kind kind)
{
	CLEANUP(record_free) struct record *before = record_new(&case_object), *after = NULL;
	struct tx *tx = begin(table);
	bool listed = kind == LISTED || (stage == RESTRICTED && kind != SECRET);

	record_set(before, CASE_TITLE, "t");
	record_set(before, CASE_SEVERITY, "SEV3");
	record_set(before, CASE_GROUP, "soc");
	GOOD(case_found(table->stager, tx, before, "cli", &error));
	after = record_copy(before);
	set_states(after, stage, kind == ELSEWHERE);
	record_set(after, CASE_OWNER, kind == OWN ? me(table) : kind == COLLEAGUES ? "hua" : NULL);
	record_set(after, CASE_CREATED_BY, kind == MADE ? me(table) : "gus");
	record_set(after, CASE_RESTRICTED, kind == SECRET || listed ? "1" : "0");
	case_derive(after);
	GOOD(tx_update(tx, before, after, &error));
	put_parts(table, tx, after, stage);
	if (listed)
		put(tx, &access_object, 0, record_get(after, CASE_ID), 1, me(table), 2, "1", -1);
	GOOD(tx_commit(tx, NULL, &error));
	return g_strdup(record_get(after, CASE_ID));
}

static char *stage_alert(const struct table *table)
{
	CLEANUP(record_free) struct record *alert = record_new(&alert_object);
	g_autofree char *key = crypt_uuid();
	struct tx *tx = begin(table);

	record_set(alert, ALERT_SOURCE, "wz01");
	record_set(alert, ALERT_KEY, key);
	record_set(alert, ALERT_TITLE, "t");
	record_set(alert, ALERT_FORMAT, "wazuh");
	record_set(alert, ALERT_SEVERITY, "low");
	GOOD(tx_insert(tx, alert, &error));
	GOOD(tx_commit(tx, NULL, &error));
	return g_strdup_printf("%" PRId64, alert->pk);
}

static char *stage_session(const struct table *table)
{
	struct tx *tx = begin(table);
	CLEANUP(record_free) struct record *session = record_new(&session_object);

	record_set(session, SESSION_USER, "nix");
	GOOD(tx_insert(tx, session, &error));
	GOOD(tx_commit(tx, NULL, &error));
	return g_strdup_printf("%" PRId64, session->pk);
}

static bool of_a_case(const struct row *row)
{
	return row->stage != NOWHERE && row->stage != ALERT && row->stage != SESSION;
}

/* --- what should come of it --- */

enum result { DONE, DENIED, UNSEEN };

static bool sees(const struct table *table, const struct row *row, enum standing_kind kind)
{
	bool mine = kind == OWN || kind == MADE;
	bool reaches = kind != ELSEWHERE || row->stage == OFFERED_IN || row->stage == OFFERED_OUT ||
		       row->stage == ESCALATED;
	bool called = row->stage == ESCALATED && people[table->who].sees == 'o';

	if (kind == SECRET || kind == LISTED || row->stage == RESTRICTED)
		if (table->who != AUDITOR && (kind == SECRET || !people[table->who].listed))
			return false;
	if (people[table->who].sees == '+')
		return !people[table->who].scoped || reaches;
	return mine || called;
}

static enum result expected(const struct table *table, const struct row *row, enum standing_kind kind)
{
	char cell = row->cells[table->who];
	bool free_to_take = kind == FREE || kind == MADE || kind == LISTED;

	if (cell == '-')
		return DENIED;
	if (!of_a_case(row))
		return DONE;
	if (!sees(table, row, kind))
		return UNSEEN;
	if (kind == ELSEWHERE && people[table->who].scoped && cell != 'v' && row->stage != ESCALATED)
		return DENIED;
	if (row->stage == PENDING && kind == OWN)
		return DENIED;
	if (cell == 'o')
		return kind == OWN || (kind == MADE) || (free_to_take && table->who == HANDLER) ? DONE : DENIED;
	return DONE;
}

/* --- doing it, and what the log says --- */

static GPtrArray *entries_after(const struct table *table, int64_t seq)
{
	struct audit_filter filter = { .after = seq };
	g_autoptr(GError) error = NULL;
	GPtrArray *entries = audit_read(session_store(table->stager), &filter, &error);

	g_assert_no_error(error);
	return entries;
}

static int64_t head(const struct table *table)
{
	struct audit_filter filter = { .after = -1, .limit = 1 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) entries = audit_read(session_store(table->stager), &filter, &error);

	g_assert_no_error(error);
	return ((struct audit_entry *)entries->pdata[0])->seq;
}

static void check_entries(const struct table *table, const char *action, int64_t seq, enum result result)
{
	g_autoptr(GPtrArray) entries = entries_after(table, seq);

	if (result == UNSEEN)
		g_assert_cmpint(entries->len, ==, 0);
	else if (result == DENIED)
		g_assert_cmpint(entries->len, ==, 1);
	else
		g_assert_cmpint(entries->len, >=, 1);
	for (guint i = 0; i < entries->len; i++) {
		const struct audit_entry *entry = entries->pdata[i];

		g_assert_cmpstr(entry->result, ==, result == DONE ? "done" : "denied");
		g_assert_cmpstr(entry->action, ==, action);
		g_assert_cmpstr(entry->actor, ==, me(table));
		g_assert_cmpstr(entry->signer, ==, me(table));
	}
}

static enum result result_of(const char *text, bool done, const GError *error)
{
	if (done)
		return DONE;
	if (err_is(error, ERR_INVALID) && g_str_has_prefix(error->message, "there is no case"))
		return UNSEEN;
	/* what is allowed, but has nothing to do */
	if (err_is(error, ERR_INVALID) && (strstr(error->message, "has no owner") ||
					    strstr(error->message, "has no note 0") ||
					    strstr(error->message, "no rollback to accept") ||
					    strstr(error->message, "not the one of this half minute") ||
					    strstr(error->message, "no second factor")))
		return DONE;
	if (!err_is(error, ERR_DENIED))
		g_error("%s: %s", text, error->message);
	return DENIED;
}

static void try_cell(struct table *table, const struct row *row, enum standing_kind kind)
{
	g_auto(GStrv) parts = g_strsplit(row->text, " ", 2), halves = g_strsplit(row->text, "%s", 2);
	g_autofree char *target = NULL, *text = NULL;
	g_autoptr(GError) error = NULL;
	enum result want = expected(table, row, kind), got;
	struct outcome outcome;
	int64_t seq;
	bool done;

	target = row->stage == ALERT ? stage_alert(table) : row->stage == SESSION ? stage_session(table) :
		 row->stage == NOWHERE ? g_strdup("") :
		 stage_case(table, row->stage, kind);
	text = g_strjoin(target, halves[0], halves[1], NULL);
	seq = head(table);
	done = house_try(table->session, &outcome, &error, "%s", text);
	got = result_of(text, done, error);
	if (got != want)
		g_error("%s, %s case: %s: %s instead of %s", me(table), kind_names[kind], text,
			error ? error->message : "done", want == DONE ? "done" : want == DENIED ? "denied" : "unseen");
	if (!done && got == DONE)
		g_assert_cmpint(head(table), ==, seq);
	else
		check_entries(table, parts[0], seq, got);
	outcome_clear(&outcome);
}

static void try_row(struct table *table, const struct row *row)
{
	if (!of_a_case(row) || row->cells[table->who] == '-') {
		try_cell(table, row, row->stage == OFFERED_IN ? COLLEAGUES : OWN);
		return;
	}
	for (int kind = 0; kind < KINDS; kind++)
		try_cell(table, row, (enum standing_kind)kind);
}

static void every_role_may_do_exactly_what_the_matrix_says(gconstpointer data)
{
	size_t who = GPOINTER_TO_SIZE(data);
	CLEANUP(house_free) struct house *house = house_new();
	struct table table = { house, house_sign_in(house, "gus"), NULL, who };

	table.session = house_sign_in(house, people[who].name);
	for (size_t i = 0; i < G_N_ELEMENTS(grid); i++) {
		g_assert_cmpuint(strlen(grid[i].cells), ==, PEOPLE);
		try_row(&table, &grid[i]);
	}
	session_close(table.session);
	session_close(table.stager);
}

static void the_grid_has_every_action(void)
{
	for (const struct action *action = actions; action->name; action++) {
		bool found = false;

		for (size_t i = 0; i < G_N_ELEMENTS(grid); i++) {
			g_auto(GStrv) parts = g_strsplit(grid[i].text, " ", 2);

			found |= g_str_equal(parts[0], action->name);
		}
		if (!found)
			g_error("%s is not in the grid", action->name);
	}
}

/* --- looking --- */

/* "c": with a case named. */
static const struct { const char *queries, *cells; } looks[] = {
	{ "mine queue unassigned offered escalated overdue cui open closed cases transfers escalations",
	  "++++++++---+-" },
	{ "alerts", "--++---+-----" },
	{ "audit", "--cc---+++---" },
	{ "users groups members conflicts", "---+---+-+---" },
	{ "settings", "-------+--+--" },
	{ "backups", "---+---++-+--" },
	{ "sessions", "+++++++++++++" },
};

static void expect_look(struct session *session, const char *query, char cell, const char *id)
{
	struct look ask = { .query = query };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = look(session, &ask, &error);
	bool may = cell == '+';

	if ((rows != NULL) != may || (!may && !err_is(error, ERR_DENIED)))
		g_error("%s: %s: %s", session_user(session), query, error ? error->message : "shown");
	if (cell == 'c')
		g_assert_cmpint(house_count(session, query, id, NULL), >, 0);
}

static void every_role_may_look_at_exactly_what_the_matrix_says(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *gus = house_sign_in(house, "gus");
	const char *id = house_case(gus, "SEV4");

	for (size_t who = 0; who < PEOPLE; who++) {
		CLEANUP(session_close) struct session *session = house_sign_in(house, people[who].name);

		for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
			g_auto(GStrv) names = g_strsplit(looks[i].queries, " ", -1);

			for (size_t n = 0; names[n]; n++)
				expect_look(session, names[n], looks[i].cells[who], id);
		}
	}
	g_assert_cmpint(house_entries(house, "look", "denied"), >, 100);
}

static void the_log_is_verified_and_exported_by_those_who_may(void)
{
	static const char verify[] = "---+---++-+--", export[] = "-------++----";
	CLEANUP(house_free) struct house *house = house_new();

	for (size_t who = 0; who < PEOPLE; who++) {
		CLEANUP(session_close) struct session *session = house_sign_in(house, people[who].name);
		g_autofree char *dir = seam_path(&house->seam, people[who].name);
		struct audit_verdict_shown verdict = { 0 };
		GError *error = NULL;

		g_assert_true(look_verify(session, &verdict, &error) == (verify[who] == '+'));
		g_assert_true((error == NULL) == (verify[who] == '+'));
		g_clear_error(&error);
		g_assert_true(look_export_audit(session, dir, &error) == (export[who] == '+'));
		g_assert_true((error == NULL) == (export[who] == '+'));
		g_clear_error(&error);
	}
	g_assert_cmpint(house_entries(house, "audit-verify", "denied"), ==, 9);
	g_assert_cmpint(house_entries(house, "audit-export", "denied"), ==, 11);
	g_assert_cmpint(house_entries(house, "audit-export", "done"), ==, 2);
}

static void nobody_without_a_role_may_do_anything(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *nix = house_sign_in(house, "nix");

	for (const struct action *action = actions; action->name; action++)
		house_expect_denied(nix, "none of your roles may", "%s 1", action->name);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/matrix/the_grid_has_every_action", the_grid_has_every_action);
	for (size_t who = 0; who < PEOPLE; who++) {
		g_autofree char *path = g_strdup_printf("/matrix/%s_may_do_exactly_what_it_says", people[who].name);

		g_test_add_data_func(path, GSIZE_TO_POINTER(who), every_role_may_do_exactly_what_the_matrix_says);
	}
#define TEST(name) g_test_add_func("/matrix/" #name, name)
	TEST(every_role_may_look_at_exactly_what_the_matrix_says);
	TEST(the_log_is_verified_and_exported_by_those_who_may);
	TEST(nobody_without_a_role_may_do_anything);
	return g_test_run();
}
