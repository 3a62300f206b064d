#include "db/select.h"

#include <inttypes.h>
#include <string.h>

#include "db/row.h"
#include "db/select_branch.h"
#include "db/store_internal.h"
#include "src/base/i18n.h"
#include "src/rules/case_fields.h"
#include "src/rules/escalation.h"

#define READ_MS 5000	/* a read that takes longer is stopped: it holds up every writer */
#define SLICE 500	/* rows a read when all are asked for */

/* Where a row stands in the order. */
struct key {
	int64_t ranks[RANKS], pk;
};

/* --- keys of a page --- */

static bool descending(const struct select *select)
{
	return (select->order == ORDER_NEWEST) != select->backwards;
}

static void rank_add(struct clause *clause, const struct select *select, size_t field, const char *sign, int64_t value)
{
	clause_add(clause, " AND t.%s %s ", field_column(&select->object->fields[field]), sign);
	clause_param_int(clause, value);
}

/* The rows after one with this key are a few ranges, one behind the other, because row values gave
 * wrong results in the SQLite that we must run on. Range 0, the nearest, has all ranks alike, each further
 * one less; false: there is none. */
static bool range_add(struct clause *clause, const struct select *select, const struct key *after,
		      size_t range)
{
	const char *sign = descending(select) ? "<" : ">";
	size_t fields[RANKS], len = branch_ranks(select, fields), alike = len - range;

	if (!after)
		return range == 0;
	if (range > len)
		return false;
	for (size_t i = 0; i < alike; i++)
		rank_add(clause, select, fields[i], "=", after->ranks[i]);
	if (alike < len) {
		rank_add(clause, select, fields[alike], sign, after->ranks[alike]);
	} else {
		clause_add(clause, " AND t.pk %s ", sign);
		clause_param_int(clause, after->pk);
	}
	return true;
}

static void order_add(struct clause *clause, const struct select *select)
{
	const char *way = descending(select) ? " DESC" : "";
	size_t fields[RANKS], len = branch_ranks(select, fields);

	clause_add(clause, " ORDER BY ");
	for (size_t i = 0; i < len; i++)
		clause_add(clause, "t.%s%s, ", field_column(&select->object->fields[fields[i]]), way);
	clause_add(clause, "t.pk%s", way);
}

/* "SELECT keys FROM … WHERE … ORDER BY … LIMIT": NULL when there is no such range. */
static struct clause *page_clause(const struct select *select, const struct clause *branch,
				  const struct key *after, size_t range, int64_t limit)
{
	CLEANUP(clause_free) struct clause *clause = clause_copy(branch);
	g_autoptr(GString) keys = g_string_new("SELECT t.pk");
	size_t fields[RANKS], len = branch_ranks(select, fields);

	for (size_t i = 0; i < len; i++)
		g_string_append_printf(keys, ", t.%s", field_column(&select->object->fields[fields[i]]));
	g_string_prepend(clause->sql, keys->str);
	if (!range_add(clause, select, after, range))
		return NULL;
	order_add(clause, select);
	clause_add(clause, " LIMIT ");
	clause_param_int(clause, limit);
	return g_steal_pointer(&clause);
}

static int key_order(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	for (size_t i = 0; i < RANKS; i++)
		if (x->ranks[i] != y->ranks[i])
			return x->ranks[i] < y->ranks[i] ? -1 : 1;
	return (x->pk > y->pk) - (x->pk < y->pk);
}

static int key_order_down(const void *a, const void *b)
{
	return key_order(b, a);
}

static GCompareFunc order_of(const struct select *select)
{
	return descending(select) ? key_order_down : key_order;
}

static struct key key_of(const struct select *select, const struct record *record)
{
	struct key key = { .pk = record->pk };
	size_t fields[RANKS], len = branch_ranks(select, fields);

	for (size_t i = 0; i < len; i++)
		key.ranks[i] = record_int(record, fields[i]);
	return key;
}

/* --- rows of a page --- */

struct page {
	struct db *db;
	const struct select *select;
	const GArray *fields;	/* NULL: all */
	const char *columns;	/* "SELECT …" of them */
	const struct key *after;	/* NULL: the first page */
	guint limit;
	GPtrArray *rows;	/* in the order read (backwards: from the page's end) */
};

static void row_free(void *record)
{
	record_free(record);
}

/* What is read of a row: what was asked for, and its place in the order. */
static GArray *fields_of(const struct select *select)
{
	GArray *fields = g_array_new(FALSE, FALSE, sizeof(size_t));
	size_t ranks[RANKS], len = branch_ranks(select, ranks);

	g_array_append_vals(fields, select->fields->data, select->fields->len);
	g_array_append_vals(fields, ranks, (guint)len);
	return fields;
}

/* From a SELECT of keys one of their rows, which come in the order of the keys. An ORDER BY would sort them
 * again, keys that are looked for by IN would be sorted first. */
static void clause_rows(struct clause *clause, const struct page *page)
{
	g_string_prepend(clause->sql, " FROM (");
	g_string_prepend(clause->sql, page->columns);
	clause_add(clause, ") AS k CROSS JOIN %s AS t ON t.pk = k.pk", page->select->object->table);
}

static bool stands_behind(const struct select *select, const struct record *record, const struct key *last)
{
	struct key key = key_of(select, record);

	return order_of(select)(&key, last) > 0;
}

/* *more: none of them stands behind the last that the page has room for (NULL: for all). */
static bool range_read(struct statement *statement, const struct page *page, const struct key *last, bool *more,
		       GError **error)
{
	while (*more) {
		struct record *record;
		bool row;

		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		if (!row_read_part(statement, page->select->object, page->fields, &record, error))
			return false;
		g_ptr_array_add(page->rows, record);
		*more = !last || !stands_behind(page->select, record, last);
	}
	return true;
}

struct place {
	struct key key;		/* first: sorted by it */
	struct record *record;
};

/* Rows of several branches put in order, as many as the page has. */
static void rows_sort(const struct page *page)
{
	GPtrArray *rows = page->rows;
	g_autoptr(GArray) places = g_array_sized_new(FALSE, FALSE, sizeof(struct place), rows->len);

	for (guint i = 0; i < rows->len; i++) {
		struct place place = { key_of(page->select, rows->pdata[i]), rows->pdata[i] };

		g_array_append_val(places, place);
	}
	g_array_sort(places, order_of(page->select));
	for (guint i = 0; i < rows->len; i++)
		rows->pdata[i] = g_array_index(places, struct place, i).record;
	g_ptr_array_set_size(rows, (gint)MIN(rows->len, page->limit));
}

/* Adds the branch's rows; of a page that is full already, only those that come before its last. */
static bool branch_read(const struct page *page, const struct clause *branch, GError **error)
{
	guint have = page->rows->len, wanted = have + page->limit;
	bool full = have == page->limit, more = true;
	struct key last = full ? key_of(page->select, page->rows->pdata[have - 1]) : (struct key){ 0 };

	for (size_t range = 0; more && page->rows->len < wanted; range++) {
		CLEANUP(clause_free) struct clause *clause =
			page_clause(page->select, branch, page->after, range, wanted - page->rows->len);
		CLEANUP(sql_done) struct statement *statement = NULL;

		if (!clause)
			break;
		clause_rows(clause, page);
		statement = clause_prepare(clause, page->db, error);
		if (!statement || !range_read(statement, page, full ? &last : NULL, &more, error))
			return false;
	}
	if (have > 0 && page->rows->len > have)
		rows_sort(page);
	return true;
}

static bool page_load(struct db *db, const struct select *select, const struct record *after,
		      guint limit, GPtrArray *rows, GError **error)
{
	g_autoptr(GPtrArray) branches = branches_of(select, error);
	g_autoptr(GArray) fields = select->fields ? fields_of(select) : NULL;
	g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func(row_free);
	struct key from = after ? key_of(select, after) : (struct key){ 0 };
	g_autoptr(GString) columns = row_columns(select->object, fields);
	struct page page = { db, select, fields, columns->str, after ? &from : NULL, limit, read };

	if (!branches)
		return false;
	for (guint i = 0; i < branches->len; i++)
		if (!branch_read(&page, branches->pdata[i], error))
			return false;
	for (guint i = 0, len = read->len; i < len; i++)
		g_ptr_array_add(rows, g_steal_pointer(&read->pdata[select->backwards ? len - 1 - i : i]));
	return true;
}

static bool page_read(struct store *store, const struct select *select, const struct record *after,
		      guint limit, GPtrArray *rows, GError **error)
{
	bool outer, ok = sql_read_begin(store->db, READ_MS, &outer, error);

	ok = ok && page_load(store->db, select, after, limit, rows, error);
	return sql_read_end(store->db, outer, ok);
}

GPtrArray *select_rows(struct store *store, const struct select *select, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
	struct select slice = *select;
	guint before;

	if (select->limit > 0) {
		if (!page_read(store, select, select->after, (guint)select->limit, rows, error))
			return NULL;
		return g_steal_pointer(&rows);
	}
	slice.backwards = false;
	do {
		const struct record *after =
			rows->len > 0 ? rows->pdata[rows->len - 1] : select->after;

		before = rows->len;
		if (!page_read(store, &slice, after, SLICE, rows, error))
			return NULL;
	} while (rows->len - before == SLICE);
	return g_steal_pointer(&rows);
}

/* --- one figure over all branches --- */

struct figure {
	int64_t value, cap;	/* cap: counted no further */
	const char *column;	/* whose largest value it is; NULL: a count */
};

static void figure_ask(struct clause *clause, const struct figure *figure)
{
	g_autofree char *head = figure->column ? g_strdup_printf("SELECT max(t.%s)", figure->column) :
						 g_strdup("SELECT count(*) FROM (SELECT 1");

	g_string_prepend(clause->sql, head);
	if (figure->column)
		return;
	clause_add(clause, " LIMIT ");
	clause_param_int(clause, figure->cap - figure->value);
	clause_add(clause, ")");
}

static bool branch_figure(struct db *db, const struct clause *branch, struct figure *figure, GError **error)
{
	CLEANUP(clause_free) struct clause *clause = clause_copy(branch);
	CLEANUP(sql_done) struct statement *statement = NULL;
	bool row;

	figure_ask(clause, figure);
	statement = clause_prepare(clause, db, error);
	if (!statement || !sql_step(statement, &row, error))
		return false;
	figure->value = figure->column ? MAX(figure->value, sql_int(statement, 0)) :
					 figure->value + sql_int(statement, 0);
	return true;
}

static bool figure_read(struct store *store, const struct select *select, struct figure *figure, int64_t *value,
			GError **error)
{
	g_autoptr(GPtrArray) branches = branches_of(select, error);
	bool outer, ok;

	*value = 0;
	if (!branches)
		return false;
	ok = sql_read_begin(store->db, READ_MS, &outer, error);
	for (guint i = 0; ok && i < branches->len && figure->value < figure->cap; i++)
		ok = branch_figure(store->db, branches->pdata[i], figure, error);
	*value = figure->value;
	return sql_read_end(store->db, outer, ok);
}

bool select_count(struct store *store, const struct select *select, int64_t cap, int64_t *count,
		  GError **error)
{
	struct figure figure = { .cap = cap };

	return figure_read(store, select, &figure, count, error);
}

bool select_most(struct store *store, const struct select *select, size_t field, int64_t *most,
		 GError **error)
{
	struct figure figure = { .cap = G_MAXINT64, .column = field_column(&select->object->fields[field]) };

	return figure_read(store, select, &figure, most, error);
}

static bool one_read(struct store *store, const struct object *object,
		     const struct visibility *visibility, const char *column, const char *value,
		     struct record **record, GError **error)
{
	CLEANUP(clause_free) struct clause *clause = clause_new();
	g_autoptr(GString) sql = row_select(object);
	struct statement *statement = NULL;
	bool outer, ok;

	*record = NULL;
	if (!clause_may_ask(object, visibility, error))
		return false;
	clause_add(clause, "%s WHERE t.%s = ", sql->str, column);
	clause_param(clause, value);
	clause_visible_row(clause, object, visibility);
	clause_add(clause, " LIMIT 1");
	ok = sql_read_begin(store->db, READ_MS, &outer, error);
	if (ok)
		statement = clause_prepare(clause, store->db, error);
	ok = statement && row_read_one(statement, object, record, error);
	if (statement)
		sql_done(statement);
	return sql_read_end(store->db, outer, ok);
}

bool select_one(struct store *store, const struct object *object,
		const struct visibility *visibility, size_t field, const char *value,
		struct record **record, GError **error)
{
	return one_read(store, object, visibility, field_column(&object->fields[field]), value,
			record, error);
}

bool select_pk(struct store *store, const struct object *object,
	       const struct visibility *visibility, int64_t pk, struct record **record,
	       GError **error)
{
	g_autofree char *value = g_strdup_printf("%" PRId64, pk);

	return one_read(store, object, visibility, "pk", value, record, error);
}

/* --- standing, raw bytes, plans --- */

static bool listed_read(struct db *db, const char *case_id, const char *user, bool *listed,
			GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(
		db,
		"SELECT 1 FROM access_entries WHERE case_id = ?1 AND user_name = ?2 AND active = 1",
		error);

	if (!statement)
		return false;
	sql_bind_text(statement, 1, case_id);
	sql_bind_text(statement, 2, user);
	return sql_step(statement, listed, error);
}

static bool escalations_read(struct db *db, const char *case_id, const char *user, GPtrArray *groups,
			     bool *called, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db,
		"SELECT to_group, to_user FROM escalations WHERE case_id = ?1", error);
	bool row;

	if (!statement)
		return false;
	sql_bind_text(statement, 1, case_id);
	for (;;) {
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		if (sql_text(statement, 0))
			g_ptr_array_add(groups, g_strdup(sql_text(statement, 0)));
		*called |= g_strcmp0(sql_text(statement, 1), user) == 0;
	}
}

bool select_standing(struct store *store, const struct record *case_record, const char *user,
		     struct standing *standing, GError **error)
{
	g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func(g_free);
	const char *id = record_get(case_record, CASE_ID);
	bool outer, ok;

	*standing = (struct standing){ .record = case_record };
	if (record_has(case_record, CASE_GROUP))
		g_ptr_array_add(groups, g_strdup(record_get(case_record, CASE_GROUP)));
	if (record_has(case_record, CASE_OFFERED_TO))
		g_ptr_array_add(groups, g_strdup(record_get(case_record, CASE_OFFERED_TO)));
	ok = sql_read_begin(store->db, READ_MS, &outer, error);
	ok = ok && listed_read(store->db, id, user, &standing->on_access_list, error) &&
	     escalations_read(store->db, id, user, groups, &standing->called, error);
	if (!sql_read_end(store->db, outer, ok))
		return false;
	g_ptr_array_add(groups, NULL);
	g_ptr_array_set_free_func(groups, NULL);
	standing->reachable_groups = (char **)g_ptr_array_free(g_steal_pointer(&groups), FALSE);
	return true;
}

void standing_clear(struct standing *standing)
{
	g_clear_pointer(&standing->reachable_groups, g_strfreev);
	*standing = (struct standing){ 0 };
}

bool select_raw(struct store *store, const char *sha256, char **bytes, size_t *len, GError **error)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(store->db, "SELECT bytes FROM raw WHERE sha256 = ?1", error);
	const void *data;
	bool row;

	if (!statement)
		return false;
	sql_bind_text(statement, 1, sha256);
	if (!sql_step(statement, &row, error))
		return false;
	if (!row)
		return err_set(error, ERR_INVALID,
			       _("there are no raw bytes with the SHA-256 \"%s\""), sha256);
	data = sql_blob(statement, 0, len);
	*bytes = g_malloc(*len + 1);
	if (*len > 0)
		memcpy(*bytes, data, *len);
	(*bytes)[*len] = '\0';
	return true;
}

static bool plan_read(struct db *db, const struct clause *clause, GString *plan, GError **error)
{
	CLEANUP(clause_free) struct clause *explain = clause_copy(clause);
	CLEANUP(sql_done) struct statement *statement = NULL;
	bool row;

	g_string_prepend(explain->sql, "EXPLAIN QUERY PLAN ");
	statement = clause_prepare(explain, db, error);
	if (!statement)
		return false;
	for (;;) {
		if (!sql_step(statement, &row, error))
			return false;
		if (!row)
			return true;
		g_string_append_printf(plan, "%s\n", sql_text(statement, 3));
	}
}

char *select_plan(struct store *store, const struct select *select, GError **error)
{
	g_autoptr(GPtrArray) branches = branches_of(select, error);
	g_autoptr(GString) plan = g_string_new(NULL);
	struct key from = { 0 };

	if (!branches)
		return NULL;
	if (select->after)
		from = key_of(select, select->after);
	for (guint i = 0; i < branches->len; i++) {
		for (int range = 0;; range++) {
			CLEANUP(clause_free) struct clause *clause =
				page_clause(select, branches->pdata[i],
					    select->after ? &from : NULL, range, select->limit);

			if (!clause)
				break;
			if (!plan_read(store->db, clause, plan, error))
				return NULL;
		}
	}
	return g_string_free(g_steal_pointer(&plan), FALSE);
}
