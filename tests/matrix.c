#include "tests/matrix.h"

#include <inttypes.h>
#include <string.h>

#include "db/audit.h"
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

const struct matrix_person matrix_people[ROLES] = {
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

static const char *const kind_names[KINDS] = {
	"own", "made by them, nobody's", "nobody's", "a colleague's", "another group's",
	"restricted, not for them", "restricted, on the list",
};

/* --- the file --- */

static const char *const stage_names[] = {
	[NOWHERE] = "nowhere", [PLAIN] = "plain", [NEW] = "new", [CONTAINMENT] = "containment",
	[PENDING] = "pending", [CLOSED] = "closed", [OFFERED_IN] = "offered_in",
	[OFFERED_OUT] = "offered_out", [ESCALATED] = "escalated", [WATCHED] = "watched",
	[RESTRICTED] = "restricted", [ALERT] = "alert", [SESSION] = "session",
};

static void row_free(gpointer data)
{
	struct row *row = data;

	g_free(row->action);
	g_free(row->text);
	g_free(row->cells);
	g_free(row);
}

/* "CELLS STAGE ACT" */
static struct row *row_read(const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " ", 3), words = NULL;
	struct row *row = g_new0(struct row, 1);

	g_assert_cmpuint(g_strv_length(parts), ==, 3);
	g_assert_cmpuint(strlen(parts[0]), ==, ROLES);
	while (!g_str_equal(stage_names[row->stage], parts[1]))
		g_assert_cmpint(++row->stage, <, (int)G_N_ELEMENTS(stage_names));
	words = g_strsplit(parts[2], " ", 2);
	row->action = g_strdup(words[0]);
	row->text = g_strdup(parts[2]);
	row->cells = g_strdup(parts[0]);
	return row;
}

static void check_roles(const char *line)
{
	g_auto(GStrv) names = g_strsplit(line, " ", -1);

	g_assert_cmpuint(g_strv_length(names), ==, ROLES + 1);
	for (size_t i = 0; i < ROLES; i++)
		g_assert_cmpstr(names[i + 1], ==, roles[i].name);
}

void table_read(struct table *table, struct session *stager, size_t who)
{
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "app", "matrix.txt", NULL), *text = NULL;
	g_auto(GStrv) lines = NULL;
	g_autoptr(GError) error = NULL;

	*table = (struct table){ g_ptr_array_new_with_free_func(row_free), stager, who };
	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (g_str_has_prefix(*line, "roles "))
			check_roles(*line);
		else if (**line && **line != '#')
			g_ptr_array_add(table->rows, row_read(*line));
}

void table_clear(struct table *table)
{
	g_ptr_array_unref(table->rows);
}

const char *table_me(const struct table *table)
{
	return matrix_people[table->who].name;
}

bool row_of_a_case(const struct row *row)
{
	return row->stage != NOWHERE && row->stage != ALERT && row->stage != SESSION;
}

char *row_act(const struct row *row, const char *target)
{
	g_auto(GStrv) halves = g_strsplit(row->text, "%s", 2);

	return g_strjoin(target, halves[0], halves[1], NULL);
}

char *cell_name(const struct table *table, const char *act, enum standing_kind kind)
{
	return g_strdup_printf("%s, %s case: %s", table_me(table), kind_names[kind], act);
}

/* Who is called in: this person by name, or their group. */
static const char *called(const struct table *table, bool *by_name)
{
	*by_name = !matrix_people[table->who].scoped || matrix_people[table->who].sees == 'o';
	return *by_name ? table_me(table) : "soc";
}

/* --- setting the stage: rows as the acts would have left them, in one transaction --- */

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
	bool by_name;
	const char *to = called(table, &by_name);

	if (due)
		put(tx, &transfer_object, TRANSFER_CASE, id, TRANSFER_FROM, record_get(record, CASE_GROUP),
		    TRANSFER_TO, record_get(record, CASE_OFFERED_TO), TRANSFER_STATE, "offered",
		    TRANSFER_DUE_AT, due, -1);
	if (stage == ESCALATED)
		put(tx, &escalation_object, ESCALATION_CASE, id, ESCALATION_KIND, "functional",
		    ESCALATION_TO, to, by_name ? ESCALATION_TO_USER : ESCALATION_TO_GROUP, to,
		    ESCALATION_STATE, "open", -1);
	if (stage == WATCHED)
		put(tx, &watcher_object, WATCHER_CASE, id, WATCHER_USER, table_me(table), WATCHER_ACTIVE, "1", -1);
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
	bool listed = kind == LISTED || (stage == RESTRICTED && kind != SECRET), by_name;

	record_set(before, CASE_TITLE, "t");
	record_set(before, CASE_SEVERITY, "SEV3");
	record_set(before, CASE_GROUP, "soc");
	GOOD(case_found(table->stager, tx, before, "cli", &error));
	after = record_copy(before);
	set_states(after, stage, kind == ELSEWHERE);
	if (stage == ESCALATED)
		record_set(after, CASE_ESCALATED_TO, called(table, &by_name));
	record_set(after, CASE_OWNER, kind == OWN ? table_me(table) : kind == COLLEAGUES ? "hua" : NULL);
	record_set(after, CASE_CREATED_BY, kind == MADE ? table_me(table) : "gus");
	record_set(after, CASE_RESTRICTED, kind == SECRET || listed ? "1" : "0");
	case_derive(after);
	GOOD(tx_update(tx, before, after, &error));
	put_parts(table, tx, after, stage);
	if (listed)
		put(tx, &access_object, 0, record_get(after, CASE_ID), 1, table_me(table), 2, "1", -1);
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

char *stage_set(const struct table *table, const struct row *row, enum standing_kind kind)
{
	if (row->stage == ALERT)
		return stage_alert(table);
	if (row->stage == SESSION)
		return stage_session(table);
	return row->stage == NOWHERE ? g_strdup("") : stage_case(table, row->stage, kind);
}

/* --- what should come of it --- */

static bool sees(const struct table *table, const struct row *row, enum standing_kind kind)
{
	bool mine = kind == OWN || kind == MADE;
	bool reaches = kind != ELSEWHERE || row->stage == OFFERED_IN || row->stage == OFFERED_OUT ||
		       row->stage == ESCALATED;
	bool called = row->stage == ESCALATED && matrix_people[table->who].sees == 'o';

	if (kind == SECRET || kind == LISTED || row->stage == RESTRICTED)
		if (table->who != ROLE_AUDITOR && (kind == SECRET || !matrix_people[table->who].listed))
			return false;
	if (matrix_people[table->who].sees == '+')
		return !matrix_people[table->who].scoped || reaches;
	return mine || called;
}

enum result result_expected(const struct table *table, const struct row *row, enum standing_kind kind)
{
	char cell = row->cells[table->who];
	bool free_to_take = kind == FREE || kind == MADE || kind == LISTED;

	if (cell == '-')
		return DENIED;
	if (!row_of_a_case(row))
		return DONE;
	if (!sees(table, row, kind))
		return UNSEEN;
	if (kind == ELSEWHERE && matrix_people[table->who].scoped && cell != 'v' && row->stage != ESCALATED)
		return DENIED;
	if (row->stage == PENDING && kind == OWN)
		return DENIED;
	if (cell == 'o')
		return kind == OWN || (kind == MADE) || (free_to_take && table->who == ROLE_HANDLER) ? DONE : DENIED;
	return DONE;
}

bool result_of(bool denied, const char *message, enum result *result)
{
	static const char *const nothing_to_do[] = {
		"has no owner", "has no note 0", "no rollback to accept", "not the one of this half minute",
		"no second factor", "there is no view", "there is no shared view",
	};

	*result = denied ? DENIED : UNSEEN;
	if (denied || strstr(message, "there is no case"))
		return true;
	*result = DONE;
	for (size_t i = 0; i < G_N_ELEMENTS(nothing_to_do); i++)
		if (strstr(message, nothing_to_do[i]))
			return true;
	return false;
}

/* --- what the log says --- */

static GPtrArray *entries_after(const struct table *table, int64_t seq)
{
	struct audit_filter filter = { .after = seq };
	g_autoptr(GError) error = NULL;
	GPtrArray *entries = audit_read(session_store(table->stager), &filter, &error);

	g_assert_no_error(error);
	return entries;
}

int64_t log_head(const struct table *table)
{
	struct audit_filter filter = { .after = -1, .limit = 1 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) entries = audit_read(session_store(table->stager), &filter, &error);

	g_assert_no_error(error);
	return ((struct audit_entry *)entries->pdata[0])->seq;
}

void log_check(const struct table *table, const char *action, int64_t seq, enum result result)
{
	g_autoptr(GPtrArray) entries = entries_after(table, seq);
	unsigned counted = 0;

	for (guint i = 0; i < entries->len; i++) {
		const struct audit_entry *entry = entries->pdata[i];

		/* the screens look at a case before and after, or are refused it: entries of their own */
		if (g_str_equal(entry->action, "case-open") || g_str_equal(entry->action, "look"))
			continue;
		counted++;
		g_assert_cmpstr(entry->result, ==, result == DONE ? "done" : "denied");
		g_assert_cmpstr(entry->action, ==, action);
		g_assert_cmpstr(entry->actor, ==, table_me(table));
		g_assert_cmpstr(entry->signer, ==, table_me(table));
	}
	if (result == DONE)
		g_assert_cmpuint(counted, >=, 1);
	else
		g_assert_cmpuint(counted, ==, result == DENIED ? 1 : 0);
}
