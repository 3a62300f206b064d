#include "src/app/look.h"

#include <inttypes.h>
#include <string.h>

#include "src/base/i18n.h"
#include "src/cli/look_case.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/signin.h"
#include "src/cli/table.h"
#include "src/cli/verbs.h"

#define PAGE 500	/* rows read at a time */
#define LIMIT_MAX G_MAXINT

enum shape { SHAPE_TEXT, SHAPE_JSON, SHAPE_CSV };

struct looking {
	const struct query *query;	/* NULL: `look case` */
	const char *case_id;
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

/* A word that compares nothing may name the case, where a query takes one. */
static bool is_case(const struct query *query, const char *word)
{
	if (query->need == NEEDS_NOTHING)
		return false;
	return query->need == NEEDS_CASE || !strpbrk(word, "=:~<>!?");
}

static bool read_words(const struct arguments *arguments, struct looking *looking, GError **error)
{
	const char *const *words = arguments->words;
	g_autoptr(GString) filter = g_string_new(arguments->values[OPTION_FILTER]);
	size_t next = 1;

	if (!words[0])
		return err_set(error, ERR_USAGE, "%s", _("look at what? `blotter look --help` lists the queries"));
	looking->query = query_find(words[0]);
	if (!looking->query && strcmp(words[0], "case") != 0)
		return err_set(error, ERR_USAGE, _("there is no query \"%s\"; `blotter look --help` lists them"),
			       words[0]);
	if (words[1] && (!looking->query || is_case(looking->query, words[1])))
		looking->case_id = words[next++];
	if (!looking->case_id && (!looking->query || looking->query->need == NEEDS_CASE))
		return err_set(error, ERR_USAGE, _("%s needs to know of which case"), words[0]);
	for (; words[next]; next++)
		add_word(filter, words[next]);
	if (!looking->query && (filter->len || looking->limit || looking->shape == SHAPE_CSV))
		return err_set(error, ERR_USAGE, "%s", _("look case takes one case, and no filter, --limit or --csv"));
	looking->filter = filter->len ? g_string_free(g_steal_pointer(&filter), FALSE) : NULL;
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
	return looking->query->source == FROM_OBJECT ||
	       (looking->query->source == FROM_AUDIT && !looking->filter);
}

static bool put_pages(struct session *session, struct looking *looking, GError **error)
{
	bool pages = has_pages(looking);
	struct look ask = {
		.query = looking->query->name, .case_id = looking->case_id, .filter = looking->filter,
		.columns = looking->shape == SHAPE_TEXT ? looking->query->columns : NULL,
	};
	g_autoptr(GPtrArray) rows = NULL;
	int64_t left = looking->limit ? looking->limit : G_MAXINT64;
	bool more = true, head = looking->shape == SHAPE_CSV;

	while (more) {
		GPtrArray *before = rows;

		ask.limit = pages ? (int)MIN(left, PAGE) : (int)looking->limit;
		rows = look(session, &ask, error);
		if (before)
			g_ptr_array_unref(before);
		if (!rows)
			return false;
		if (head)
			put_csv(looking->query->object, NULL);
		head = false;
		put_rows(looking, rows);
		left -= rows->len;
		more = pages && left > 0 && rows->len == (guint)ask.limit;
		ask.after = more ? g_ptr_array_index(rows, rows->len - 1) : NULL;
	}
	return true;
}

static bool show(struct session *session, struct looking *looking, GError **error)
{
	if (!looking->query)
		return look_case_print(session, looking->case_id, looking->shape == SHAPE_JSON, error);
	looking->table = table_new(looking->query->object, looking->query->columns, out_width());
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
	g_free(looking.filter);
	return code;
}
