/* Lists and records in line mode. */
#include "src/cli/plain.h"

#include <inttypes.h>
#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/cli/look_case.h"
#include "src/cli/out.h"
#include "src/rules/case_fields.h"
#include "src/rules/problem.h"

#define PAGE 20

static char *shown(const struct record *record, size_t field)
{
	return field_show(&record->object->fields[field], record_get(record, field));
}

/* What the row is comes first, without its label: it is heard again and again. */
static void put_row(const struct plain *plain, const struct record *record, int64_t number)
{
	g_auto(GStrv) names = g_strsplit(plain->query->columns, " ", -1);
	g_autoptr(GString) line = g_string_new(NULL);
	int title = object_field(record->object, "title");
	g_autofree char *key = record_key(record), *title_text = title < 0 ? NULL : shown(record, (size_t)title);

	g_string_printf(line, "%" PRId64 ".", number);
	if (object_key(record->object) >= 0)
		g_string_append_printf(line, " %s", key);
	if (title_text)
		g_string_append_printf(line, ", %s", title_text);
	for (char **name = names; *name; name++) {
		int field = object_field(record->object, *name);
		g_autofree char *text = field < 0 || field == title ? NULL : shown(record, (size_t)field);

		if (text && *text && strcmp(text, key) != 0)
			g_string_append_printf(line, "%s %s: %s", g_str_has_suffix(line->str, ".") ? "" : ";",
					       _(record->object->fields[field].label), text);
	}
	out_line("%s", line->str);
}

static void put_page(struct plain *plain)
{
	for (guint i = 0; i < plain->rows->len; i++)
		put_row(plain, g_ptr_array_index(plain->rows, i), plain->before + i + 1);
	if (!plain->rows->len)
		out_line("%s", plain->before ? _("no more") : _("nothing"));
	else if (plain->rows->len == PAGE)
		out_line("%s", _("Enter shows more, a number opens one"));
}

static void show_page(struct plain *plain, const struct record *after)
{
	const struct look ask = {
		.query = plain->query->name, .case_id = plain->query_case, .filter = plain->filter, .limit = PAGE,
		.after = after,
	};
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = look(plain->session, &ask, &error);

	if (!rows) {
		out_error(error, NULL);
		return;
	}
	plain->before = after ? plain->before + plain->rows->len : 0;
	if (plain->rows)
		g_ptr_array_unref(plain->rows);
	plain->rows = rows;
	put_page(plain);
}

static const struct record *row_of(const struct plain *plain, const char *name)
{
	gint64 number;

	if (!plain->rows || !g_ascii_string_to_signed(name, 10, plain->before + 1, G_MAXINT64, &number, NULL))
		return NULL;
	number -= plain->before + 1;
	return number < plain->rows->len ? g_ptr_array_index(plain->rows, number) : NULL;
}

static bool is_number(const char *word)
{
	return *word && strspn(word, "0123456789") == strlen(word);
}

char *plain_named(const struct plain *plain, const char *word, bool of_case)
{
	const struct record *row = is_number(word) ? row_of(plain, word) : NULL;
	const char *id = row && of_case && row->object != &case_object ? record_by_name(row, "case") : NULL;

	if (!is_number(word))
		return g_strdup(word);
	if (row && (!of_case || row->object == &case_object))
		return record_key(row);
	if (!id)
		out_say(_("%s is no row with a case in the list shown last; a case is named 26-0041"), word);
	return g_strdup(id);
}

void plain_list(struct plain *plain, const struct query *query, const char *rest)
{
	const char *after = rest;
	g_autofree char *word = text_word(&after);
	bool named = word && query_names_case(query, word);
	g_autofree char *id = named ? plain_named(plain, word, true) : NULL;

	if (named && !id)
		return;
	if (!named && query->need == NEEDS_CASE && !plain->case_id) {
		out_say(_("%s: of which case? name it, or open one first"), query->name);
		return;
	}
	g_clear_pointer(&plain->rows, g_ptr_array_unref);
	g_free(plain->query_case);
	g_free(plain->filter);
	plain->query = query;
	plain->query_case = named ? g_steal_pointer(&id) :
		query->need == NEEDS_CASE ? g_strdup(plain->case_id) : NULL;
	plain->filter = g_strdup(named ? after : rest);
	show_page(plain, NULL);
}

/* What no SELECT gives comes whole, and has no place to go on from. */
void plain_more(struct plain *plain)
{
	if (!plain->rows || plain->rows->len < PAGE || plain->query->source != FROM_OBJECT)
		out_line("%s", _("no more; ? says what can be typed"));
	else
		show_page(plain, g_ptr_array_index(plain->rows, plain->rows->len - 1));
}

static void put_record(const struct record *record)
{
	for (size_t i = 0; i < record->object->fields_len; i++) {
		const struct field *field = &record->object->fields[i];
		g_autofree char *text = shown(record, i);

		if (!(field->flags & FIELD_HIDDEN) && *text)
			out_line("%s: %s", _(field->label), text);
	}
}

static void put_clocks(const struct plain *plain, const struct record *record)
{
	struct deadline clocks[CLOCKS];

	deadlines_of(record, clocks);
	for (int i = 0; i < CLOCKS; i++) {
		g_autofree char *text = look_case_clock(&clocks[i], session_now(plain->session));

		if (clocks[i].applies && clocks[i].running)
			out_line("%s: %s", clocks[i].name, text);
	}
}

static void put_missing(const struct plain *plain, const struct record *record)
{
	CLEANUP(problems_free) struct problems *missing = look_missing(plain->session, record);

	for (guint i = 0; i < missing->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(missing->list, i);

		out_line(_("Missing: %s, %s"), problem->field ? _(problem->field->label) : problem->name, problem->why);
	}
}

/* What it has; what it has not is a hundred lines that nobody wants to hear. */
static void put_case(const struct plain *plain, const struct record *record)
{
	out_line("%s", session_marking(plain->session));
	put_record(record);
	put_clocks(plain, record);
	put_missing(plain, record);
	out_line("%s", _("notes, actions, alerts, transfers, escalations, watchers and audit list what belongs to it"));
	out_line("%s", session_marking(plain->session));
}

static void open_case(struct plain *plain, const char *name)
{
	g_autoptr(GError) error = NULL;
	CLEANUP(record_free) struct record *record = look_case(plain->session, name, &error);

	if (!record) {
		out_error(error, NULL);
		return;
	}
	g_free(plain->case_id);
	plain->case_id = g_strdup(record_text(record, CASE_ID));
	put_case(plain, record);
}

void plain_open(struct plain *plain, const char *name)
{
	const struct record *row = is_number(name) ? row_of(plain, name) : NULL;
	g_autofree char *id = NULL;

	if (row && row->object != &case_object) {
		put_record(row);
		return;
	}
	id = plain_named(plain, name, true);
	if (id)
		open_case(plain, id);
}
