/* Views of the queues: a person's own, and those that all share. */
#include "src/app/do.h"

#include <string.h>

#include "src/app/doing.h"
#include "src/app/query.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/filter.h"
#include "src/rules/view.h"

static bool may_share(const struct doing *doing)
{
	return permit_anywhere(doing->session->person, PERM_VIEWS_SHARE) != LEVEL_NO;
}

/* The row of this name that has this value besides; NULL row: none. */
static bool row_load(struct doing *doing, const char *name, int field, const char *value, struct record **row,
		     GError **error)
{
	const int fields[] = { VIEW_NAME, field, -1 };
	const char *const values[] = { name, value };
	g_autoptr(GPtrArray) rows = tx_load_all(doing->tx, &view_object, fields, values, error);

	*row = rows && rows->len ? record_copy(g_ptr_array_index(rows, 0)) : NULL;
	return rows != NULL;
}

/* The person's, dropped or not. */
static bool own_load(struct doing *doing, const char *name, struct record **row, GError **error)
{
	return row_load(doing, name, VIEW_USER, doing_user(doing), row, error);
}

static bool live_load(struct doing *doing, const char *name, struct record **row, GError **error)
{
	if (!own_load(doing, name, row, error))
		return false;
	return (*row && record_is(*row, VIEW_DROPPED, "0")) ||
	       err_set(error, ERR_INVALID, _("there is no view \"%s\" of yours; `blotter look views` lists them"),
		       name);
}

static bool shared_load(struct doing *doing, const char *name, struct record **row, GError **error)
{
	return row_load(doing, name, VIEW_SHARED, "1", row, error);
}

/* Everybody's screens would change. */
static bool check_shared(struct doing *doing, const struct record *row, GError **error)
{
	g_autofree char *wants = NULL;

	if (!row || !record_is(row, VIEW_SHARED, "1") || may_share(doing))
		return true;
	wants = permission_wants(PERM_VIEWS_SHARE);
	return doing_denied(doing, error, _("\"%s\" is shared with everybody: your roles do not let you change it, "
			    "that needs %s"), record_text(row, VIEW_NAME), wants);
}

static const char *query_name(const struct doing *doing)
{
	const char *name = doing_argument(doing, "query");

	return name ? name : "open";
}

static const struct query *query_of(const struct doing *doing)
{
	const struct query *query = query_find(query_name(doing));

	return query && query->object == &case_object ? query : NULL;
}

static void check_name(struct doing *doing, const char *name)
{
	const struct query *own = query_find(name);

	if (strpbrk(name, "\"="))
		problems_add_name(doing->problems, "name", _("\"%s\" must not contain \" or ="), name);
	else if (own && (own != query_of(doing) || doing_argument(doing, "filter")))
		problems_add_name(doing->problems, "name", _("\"%s\" is a tab of the program, which has no "
				  "filter of its own: choose another name"), name);
}

static void check_sort(struct doing *doing, const struct object *object)
{
	const char *sort = doing_argument(doing, "sort");
	bool down;

	if (sort && view_sort_field(object, sort, &down) < 0)
		problems_add_name(doing->problems, "sort", _("there is no column \"%s\""), sort);
}

/* What could not be shown is not kept. */
static bool check(struct doing *doing, GError **error)
{
	const struct query *query = query_of(doing);
	struct filter_about about;
	struct filter filter;
	g_autofree char *columns = NULL;
	bool good;

	check_name(doing, doing_argument(doing, "name"));
	if (!query) {
		problems_add_name(doing->problems, "query", _("\"%s\" is no queue of cases"), query_name(doing));
		return doing_check(doing, error);
	}
	check_sort(doing, query->object);
	columns = view_columns_problem(query->object, doing_argument(doing, "columns"));
	if (columns)
		problems_add_name(doing->problems, "columns", "%s", columns);
	if (!doing_check(doing, error))
		return false;
	about = (struct filter_about){ query->object, doing_user(doing), doing_now(doing), NULL };
	filter_init(&filter);
	good = !doing_argument(doing, "filter") ||
	       filter_add(&filter, &about, doing_argument(doing, "filter"), error);
	filter_clear(&filter);
	return good;
}

static bool has_room(struct doing *doing, GError **error)
{
	const int fields[] = { VIEW_USER, VIEW_DROPPED, -1 };
	const char *const values[] = { doing_user(doing), "0" };
	g_autoptr(GPtrArray) rows = tx_load_all(doing->tx, &view_object, fields, values, error);

	if (!rows)
		return false;
	return rows->len < VIEWS_MAX ||
	       err_set(error, ERR_INVALID, _("you have %d views already: drop one first"), VIEWS_MAX);
}

static bool put(struct doing *doing, const struct record *before, struct record *after, GError **error)
{
	record_set_int(after, VIEW_AT, doing_now(doing));
	doing->outcome->said = g_strdup(record_text(after, VIEW_NAME));
	return tx_put(doing->tx, before, after, error);
}

bool do_view_save(struct doing *doing, GError **error)
{
	static const struct { size_t field; const char *argument; } taken[] = {
		{ VIEW_FILTER, "filter" }, { VIEW_SORT, "sort" }, { VIEW_COLUMNS, "columns" }, { VIEW_GROUP, "group" },
	};
	const char *name = doing_argument(doing, "name");
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;
	bool live;

	if (!check(doing, error) || !own_load(doing, name, &before, error) || !check_shared(doing, before, error))
		return false;
	live = before && record_is(before, VIEW_DROPPED, "0");
	if (!live && !has_room(doing, error))
		return false;
	after = before ? record_copy(before) : record_new(&view_object);
	record_set(after, VIEW_USER, doing_user(doing));
	record_set(after, VIEW_NAME, name);
	record_set(after, VIEW_QUERY, query_name(doing));
	for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
		record_set(after, taken[i].field, doing_argument(doing, taken[i].argument));
	if (record_is(after, VIEW_GROUP, "none"))
		record_set(after, VIEW_GROUP, NULL);
	record_set(after, VIEW_DROPPED, "0");
	return put(doing, before, after, error);
}

bool do_view_share(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "name");
	CLEANUP(record_free) struct record *before = NULL, *after = NULL, *other = NULL;

	if (!live_load(doing, name, &before, error) || !shared_load(doing, name, &other, error))
		return false;
	if (query_find(name))
		return err_set(error, ERR_INVALID, _("\"%s\" is a tab of the program: how it looks is each person's "
			       "own"), name);
	if (other)
		return err_set(error, ERR_INVALID, _("%s shares a view \"%s\" already: choose another name"),
			       record_text(other, VIEW_USER), name);
	after = record_copy(before);
	record_set(after, VIEW_SHARED, "1");
	return put(doing, before, after, error);
}

/* Whoever shared it: people leave. */
bool do_view_unshare(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "name");
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!shared_load(doing, name, &before, error))
		return false;
	if (!before)
		return err_set(error, ERR_INVALID, _("there is no shared view \"%s\"; `blotter look views` lists them"),
			       name);
	after = record_copy(before);
	record_set(after, VIEW_SHARED, "0");
	return put(doing, before, after, error);
}

bool do_view_drop(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "name");
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!live_load(doing, name, &before, error) || !check_shared(doing, before, error))
		return false;
	after = record_copy(before);
	record_set(after, VIEW_DROPPED, "1");
	record_set(after, VIEW_SHARED, "0");
	return put(doing, before, after, error);
}
