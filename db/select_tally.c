/* How many rows have which value of a field. */
#include "db/select.h"

#include "db/select_branch.h"
#include "db/store_internal.h"

#define READ_MS 5000

static void tally_clear(gpointer data)
{
	struct tally *tally = data;

	g_free(tally->value);
}

static void add(GArray *tallies, const char *value, int64_t count)
{
	struct tally tally = { NULL, count };

	for (guint i = 0; i < tallies->len; i++) {
		struct tally *known = &g_array_index(tallies, struct tally, i);

		if (g_str_equal(known->value, value)) {
			known->count += count;
			return;
		}
	}
	tally.value = g_strdup(value);
	g_array_append_val(tallies, tally);
}

/* One pass over what an index gives, as far as is left to count. */
static bool branch_tally(struct db *db, const struct clause *branch, const char *column, int64_t *left,
			 GArray *tallies, GError **error)
{
	CLEANUP(clause_free) struct clause *clause = clause_copy(branch);
	CLEANUP(sql_done) struct statement *statement = NULL;
	g_autofree char *head = g_strdup_printf("SELECT v, count(*) FROM (SELECT t.%s AS v", column);

	g_string_prepend(clause->sql, head);
	clause_add(clause, " LIMIT ");
	clause_param_int(clause, *left);
	clause_add(clause, ") GROUP BY v");
	statement = clause_prepare(clause, db, error);
	for (;;) {
		bool row;

		if (!statement || !sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		add(tallies, sql_text(statement, 0) ? sql_text(statement, 0) : "", sql_int(statement, 1));
		*left -= sql_int(statement, 1);
	}
}

GArray *select_tally(struct store *store, const struct select *select, size_t field, int64_t cap, GError **error)
{
	g_autoptr(GPtrArray) branches = branches_of(select, error);
	GArray *tallies = g_array_new(FALSE, FALSE, sizeof(struct tally));
	const char *column = field_column(&select->object->fields[field]);
	bool outer, ok = branches && sql_read_begin(store->db, READ_MS, &outer, error);

	g_array_set_clear_func(tallies, tally_clear);
	if (ok) {
		for (guint i = 0; ok && i < branches->len && cap > 0; i++)
			ok = branch_tally(store->db, branches->pdata[i], column, &cap, tallies, error);
		ok = sql_read_end(store->db, outer, ok);
	}
	if (!ok)
		g_clear_pointer(&tallies, g_array_unref);
	return tallies;
}
