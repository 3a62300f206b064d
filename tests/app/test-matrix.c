/* The privilege matrix (compliance.md 6.2, CONTRACT.md 5), the tests' own copy, held against act() and
 * look(): every role by every action, on cases they own, made, could take, and should not touch. */
#include <string.h>

#include "src/app/session.h"
#include "tests/matrix.h"
#include "tests/tally.h"

enum { PEOPLE = ROLES };

/* By what the matrix says of a cell; the log was looked at after each. */
static unsigned cells[UNSEEN + 1], looked[2];

static void try_cell(struct session *session, const struct table *table, const struct row *row,
		     enum standing_kind kind)
{
	g_autofree char *target = stage_set(table, row, kind), *text = row_act(row, target);
	g_autofree char *name = cell_name(table, text, kind);
	g_autoptr(GError) error = NULL;
	enum result want = result_expected(table, row, kind), got = DONE;
	int64_t seq = log_head(table);
	struct outcome outcome;
	bool done = house_try(session, &outcome, &error, "%s", text);

	if (!done && !result_of(err_is(error, ERR_DENIED), error->message, &got))
		g_error("%s: %s", name, error->message);
	if (got != want)
		g_error("%s: %s instead of %s", name, error ? error->message : "done",
			want == DONE ? "done" : want == DENIED ? "denied" : "unseen");
	cells[want]++;
	if (!done && got == DONE)
		g_assert_cmpint(log_head(table), ==, seq);
	else
		log_check(table, row->action, seq, got);
	outcome_clear(&outcome);
}

static void try_row(struct session *session, const struct table *table, const struct row *row)
{
	if (!row_of_a_case(row) || row->cells[table->who] == '-') {
		try_cell(session, table, row, row->stage == OFFERED_IN ? COLLEAGUES : OWN);
		return;
	}
	for (int kind = 0; kind < KINDS; kind++)
		try_cell(session, table, row, (enum standing_kind)kind);
}

static void every_role_may_do_exactly_what_the_matrix_says(gconstpointer data)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *stager = house_sign_in(house, "gus"), *session = NULL;
	struct table table;

	table_read(&table, stager, GPOINTER_TO_SIZE(data));
	session = house_sign_in(house, table_me(&table));
	for (guint i = 0; i < table.rows->len; i++)
		try_row(session, &table, table.rows->pdata[i]);
	table_clear(&table);
}

static void the_grid_has_every_action(void)
{
	struct table table;

	table_read(&table, NULL, 0);
	for (const struct action *action = actions; action->name; action++) {
		bool found = false;

		for (guint i = 0; i < table.rows->len; i++)
			found |= g_str_equal(((struct row *)table.rows->pdata[i])->action, action->name);
		if (!found)
			g_error("%s is not in the grid", action->name);
	}
	table_clear(&table);
}

/* --- looking --- */

/* "c": with a case named. */
static const struct { const char *queries, *cells; } looks[] = {
	{ "mine queue unassigned offered escalated answered overdue cui open closed cases reports "
	  "transfers escalations",
	  "++++++++---+-" },
	{ "alerts", "--++---+-----" },
	{ "audit", "--cc---+++---" },
	{ "users groups members conflicts", "---+---+-+---" },
	{ "settings", "-------+--+--" },
	{ "backups", "---+---++-+--" },
	{ "templates", "-+++--+-----+" },
	{ "sessions preferences views", "+++++++++++++" },
};

static void expect_look(struct session *session, const char *query, char cell, const char *id)
{
	struct look ask = { .query = query };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) rows = look(session, &ask, &error);
	bool may = cell == '+';

	if ((rows != NULL) != may || (!may && !err_is(error, ERR_DENIED)))
		g_error("%s: %s: %s", session_user(session), query, error ? error->message : "shown");
	looked[may]++;
	if (cell == 'c')
		g_assert_cmpint(house_count(session, query, id, NULL), >, 0);
}

static void every_role_may_look_at_exactly_what_the_matrix_says(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *gus = house_sign_in(house, "gus");
	const char *id = house_case(gus, "SEV4");

	for (size_t who = 0; who < PEOPLE; who++) {
		CLEANUP(session_close) struct session *session = house_sign_in(house, matrix_people[who].name);

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
		CLEANUP(session_close) struct session *session = house_sign_in(house, matrix_people[who].name);
		g_autofree char *dir = seam_path(&house->seam, matrix_people[who].name);
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
	int failed;

	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/matrix/the_grid_has_every_action", the_grid_has_every_action);
	for (size_t who = 0; who < PEOPLE; who++) {
		g_autofree char *path = g_strdup_printf("/matrix/%s_may_do_exactly_what_it_says",
							matrix_people[who].name);

		g_test_add_data_func(path, GSIZE_TO_POINTER(who), every_role_may_do_exactly_what_the_matrix_says);
	}
#define TEST(name) g_test_add_func("/matrix/" #name, name)
	TEST(every_role_may_look_at_exactly_what_the_matrix_says);
	TEST(the_log_is_verified_and_exported_by_those_who_may);
	TEST(nobody_without_a_role_may_do_anything);
	failed = g_test_run();
	TALLY("Privileges", "act(): %d roles, %u cells of the matrix: %u done or had nothing to do, %u denied, each "
	      "with its entry in the log, %u not even seen", ROLES, cells[DONE] + cells[DENIED] + cells[UNSEEN],
	      cells[DONE], cells[DENIED], cells[UNSEEN]);
	TALLY("Privileges", "look(): %d roles, %u lists shown, %u denied", ROLES, looked[1], looked[0]);
	return failed;
}
