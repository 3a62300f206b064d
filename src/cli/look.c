#include "src/app/look_group.h"
#include "src/app/view.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/view.h"
#include "src/cli/look_case.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/signin.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"

#define PAGE 500	/* rows read at a time */
#define SORTED 1000	/* rows that a view with an order of its own takes in, as the screens do */
#define LIMIT_MAX G_MAXINT

enum shape { SHAPE_TEXT, SHAPE_JSON, SHAPE_CSV };

struct looking {
	const struct query *query;	/* NULL: `look case` */
	const char *case_id;
	const char *view_name;		/* NULL: none */
	struct record *view;
	GArray *groups;			/* under which the view's rows stand; NULL: none */
	char *filter;
	int64_t limit;			/* 0: all */
	enum shape shape;
	struct table *table;
};

/* One more word of the filter; blanks inside it are kept together. */
static void add_word(GString *filter, const char *word)
{
	bool quote = strpbrk(word, " \t") && !strchr(word, '"');

	g_string_append_printf(filter, "%s%s%s%s", filter->len ? " " : "", quote ? "\"" : "", word,
			       quote ? "\"" : "");
}

/* --filter, and the words from there on. NULL: neither is given. */
static char *filter_of(const struct arguments *arguments, size_t next)
{
	g_autoptr(GString) filter = g_string_new(arguments->values[OPTION_FILTER]);

	for (; arguments->words[next]; next++)
		add_word(filter, arguments->words[next]);
	return filter->len ? g_string_free(g_steal_pointer(&filter), FALSE) : NULL;
}

/* Which query it narrows is known after the sign-in. */
static bool read_view(const struct arguments *arguments, struct looking *looking, GError **error)
{
	looking->view_name = arguments->words[1];
	if (!looking->view_name)
		return err_set(error, ERR_USAGE, "%s", _("look at which view? `blotter look views` lists them"));
	looking->filter = filter_of(arguments, 2);
	return true;
}

static bool read_words(const struct arguments *arguments, struct looking *looking, GError **error)
{
	const char *const *words = arguments->words;
	size_t next = 1;

	if (!words[0])
		return err_set(error, ERR_USAGE, "%s", _("look at what? `blotter look --help` lists the queries"));
	if (strcmp(words[0], "view") == 0)
		return read_view(arguments, looking, error);
	looking->query = query_find(words[0]);
	if (!looking->query && strcmp(words[0], "case") != 0)
		return err_set(error, ERR_USAGE, _("there is no query \"%s\"; `blotter look --help` lists them"),
			       words[0]);
	if (words[1] && (!looking->query || query_names_case(looking->query, words[1])))
		looking->case_id = words[next++];
	if (!looking->case_id && (!looking->query || looking->query->need == NEEDS_CASE))
		return err_set(error, ERR_USAGE, _("%s needs to know of which case"), words[0]);
	looking->filter = filter_of(arguments, next);
	if (!looking->query && (looking->filter || looking->limit || looking->shape == SHAPE_CSV))
		return err_set(error, ERR_USAGE, "%s", _("look case takes one case, and no filter, --limit or --csv"));
	return true;
}

static bool read_all(const struct arguments *arguments, struct looking *looking, GError **error)
{
	bool json = option_given(arguments, OPTION_JSON), csv = option_given(arguments, OPTION_CSV);

	if (json && csv)
		return err_set(error, ERR_USAGE, "%s", _("--json and --csv exclude each other"));
	looking->shape = json ? SHAPE_JSON : csv ? SHAPE_CSV : SHAPE_TEXT;
	return option_number(arguments, OPTION_LIMIT, 0, LIMIT_MAX, &looking->limit, error) &&
	       read_words(arguments, looking, error);
}

/* record NULL: the header. */
static void put_csv(const struct object *object, const struct record *record)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);

	if (object_key(object) < 0 && object->table)
		g_ptr_array_add(cells, record ? g_strdup_printf("%" PRId64, record->pk) : g_strdup("id"));
	for (size_t i = 0; i < object->fields_len; i++)
		if (record_json_has(object, i, false))
			g_ptr_array_add(cells, record ? field_plain(&object->fields[i], record_get(record, i)) :
							g_strdup(object->fields[i].name));
	out_csv((const char *const *)cells->pdata, cells->len);
}

static void put_rows(struct looking *looking, const GPtrArray *rows)
{
	if (looking->shape == SHAPE_TEXT && rows->len > 0)
		table_print(looking->table, rows, 0);
	for (guint i = 0; looking->shape != SHAPE_TEXT && i < rows->len; i++) {
		const struct record *record = g_ptr_array_index(rows, i);

		if (looking->shape == SHAPE_JSON)
			out_json(record_json(record, false));
		else
			put_csv(looking->query->object, record);
	}
}

/* What can be read from a place on, so that memory stays small however much there is. */
static bool has_pages(const struct looking *looking)
{
	if (looking->view && record_has(looking->view, VIEW_SORT))
		return false;
	return looking->query->source == FROM_OBJECT ||
	       (looking->query->source == FROM_AUDIT && !looking->filter);
}

static const char *columns_of(const struct looking *looking)
{
	const char *own = looking->view ? record_get(looking->view, VIEW_COLUMNS) : NULL;

	return own ? own : looking->query->columns;
}

static gint compare(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;
	const struct looking *looking = data;
	const struct record *view = looking->view;
	int heads = looking->groups ? view_group_field(x->object, record_text(view, VIEW_GROUP)) : -1;
	int left = heads < 0 ? 0 : look_group_of(looking->groups, x, (size_t)heads);
	int right = heads < 0 ? 0 : look_group_of(looking->groups, y, (size_t)heads);
	bool down;
	int field = view_sort_field(x->object, record_text(view, VIEW_SORT), &down);
	int order = field < 0 ? 0 : record_compare(x, y, (size_t)field);

	if (left != right)
		return left < right ? -1 : 1;
	return down ? -order : order;
}

static GPtrArray *read_rows(struct session *session, struct looking *looking, struct look *ask, GError **error)
{
	const struct record *view = looking->view;
	bool sorted = view && record_has(view, VIEW_SORT);
	int heads = view ? view_group_field(looking->query->object, record_get(view, VIEW_GROUP)) : -1;
	int limit = ask->limit;
	GPtrArray *rows;

	if (sorted)
		ask->limit = SORTED;
	if (heads >= 0 && !looking->groups)
		looking->groups = look_groups(session, ask, (size_t)heads, error);
	if (heads >= 0 && !looking->groups)
		return NULL;
	rows = heads < 0 ? look(session, ask, error) :
			   look_grouped(session, ask, (size_t)heads, looking->groups, error);
	if (rows && sorted) {
		g_ptr_array_sort_with_data(rows, compare, looking);
		if (limit && (int)rows->len > limit)
			g_ptr_array_set_size(rows, limit);
	}
	return rows;
}

/* What is read of each row: what is shown, and what it is sorted and headed by. */
static char *columns_read(const struct looking *looking)
{
	const struct record *view = looking->view;
	const char *sort = view ? record_text(view, VIEW_SORT) : "";

	if (looking->shape != SHAPE_TEXT)
		return NULL;
	return g_strdup_printf("%s %s %s", columns_of(looking), sort + (*sort == '-'),
			       view && record_has(view, VIEW_GROUP) ? "owner state group sev_rank" : "");
}

static bool put_pages(struct session *session, struct looking *looking, GError **error)
{
	bool pages = has_pages(looking);
	g_autofree char *columns = columns_read(looking);
	struct look ask = {
		.query = looking->query->name, .case_id = looking->case_id, .filter = looking->filter,
		.columns = columns,
	};
	g_autoptr(GPtrArray) rows = NULL;
	int64_t left = looking->limit ? looking->limit : G_MAXINT64;
	bool more = true, any = false, head = looking->shape == SHAPE_CSV;

	while (more) {
		GPtrArray *before = rows;

		ask.limit = pages ? (int)MIN(left, PAGE) : (int)looking->limit;
		rows = read_rows(session, looking, &ask, error);
		if (before)
			g_ptr_array_unref(before);
		if (!rows)
			return false;
		if (head)
			put_csv(looking->query->object, NULL);
		head = false;
		put_rows(looking, rows);
		any |= rows->len > 0;
		left -= rows->len;
		more = pages && left > 0 && rows->len == (guint)ask.limit;
		ask.after = more ? g_ptr_array_index(rows, rows->len - 1) : NULL;
	}
	/* for people, and not among what a program reads */
	if (!any && looking->shape == SHAPE_TEXT)
		out_say("%s", _("none"));
	return true;
}

/* The view's query, narrowed by its filter and by what was typed. */
static bool find_view(struct session *session, struct looking *looking, GError **error)
{
	char *typed = looking->filter;

	if (!looking->view_name)
		return true;
	looking->view = view_find(session, looking->view_name, error);
	if (!looking->view)
		return false;
	looking->query = query_find(record_text(looking->view, VIEW_QUERY));
	if (!looking->query)
		return err_set(error, ERR_FAILED, _("view \"%s\": there is no query \"%s\" any more"),
			       looking->view_name, record_text(looking->view, VIEW_QUERY));
	if (record_has(looking->view, VIEW_FILTER)) {
		looking->filter = g_strjoin(" ", record_text(looking->view, VIEW_FILTER), typed, NULL);
		g_free(typed);
	}
	return true;
}

static bool show(struct session *session, struct looking *looking, GError **error)
{
	if (!find_view(session, looking, error))
		return false;
	if (!looking->query)
		return look_case_print(session, looking->case_id, looking->shape == SHAPE_JSON, error);
	looking->table = table_new(looking->query->object, columns_of(looking), out_width());
	return put_pages(session, looking, error);
}

/* The words as they were typed, and under them which one is wrong. */
static void point(struct session *session, const struct looking *looking)
{
	g_autofree char *pointed = looking->query && looking->filter ?
		look_pointed(session, looking->query, looking->filter) : NULL;
	g_auto(GStrv) lines = pointed ? g_strsplit(pointed, "\n", -1) : NULL;

	for (char **line = lines; line && *line; line++)
		out_say("  %s", *line);
}

int verb_look(const struct arguments *arguments)
{
	CLEANUP(session_close) struct session *session = NULL;
	struct looking looking = { 0 };
	g_autoptr(GError) error = NULL;
	int code = EXIT_DONE;

	if (read_all(arguments, &looking, &error))
		session = signin_session(arguments, &error);
	if (session)
		show(session, &looking, &error);
	if (looking.table)
		table_free(looking.table);
	if (error)
		code = out_error(error, NULL);
	if (error && session)
		point(session, &looking);
	if (looking.groups)
		g_array_unref(looking.groups);
	record_free(looking.view);
	g_free(looking.filter);
	return code;
}
