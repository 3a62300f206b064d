/* Lists and records in line mode. */
#include "src/cli/plain.h"

#include <inttypes.h>
#include <stdarg.h>
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
	g_clear_pointer(&plain->lines, g_ptr_array_unref);
	g_free(plain->query_case);
	g_free(plain->filter);
	plain->query = query;
	plain->query_case = named ? g_steal_pointer(&id) :
		query->need == NEEDS_CASE ? g_strdup(plain->case_id) : NULL;
	plain->filter = g_strdup(named ? after : rest);
	show_page(plain, NULL);
}

/* --- texts that are longer than a screen --- */

G_GNUC_PRINTF(2, 3)
static void add(GPtrArray *lines, const char *format, ...)
{
	va_list args;
	g_autofree char *text = NULL, *visible = NULL;
	g_autofree char **wrapped = NULL;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	visible = text_visible(text, -1, TEXT_BLOCK);
	wrapped = text_wrap(visible, out_width() ? out_width() : G_MAXINT);
	for (char **line = wrapped; *line; line++)
		g_ptr_array_add(lines, *line);
}

/* The marking stands above and below whatever is shown of it. */
static void show_lines(struct plain *plain)
{
	guint count = MIN(plain->lines->len, PAGE);

	out_line("%s", session_marking(plain->session));
	for (guint i = 0; i < count; i++)
		out_line("%s", (const char *)g_ptr_array_index(plain->lines, i));
	g_ptr_array_remove_range(plain->lines, 0, count);
	out_line("%s", session_marking(plain->session));
	if (plain->lines->len)
		out_line(ngettext("Enter reads on: %u line more", "Enter reads on: %u lines more", plain->lines->len),
			 plain->lines->len);
}

static void show_text(struct plain *plain, GPtrArray *lines)
{
	if (plain->lines)
		g_ptr_array_unref(plain->lines);
	plain->lines = lines;
	show_lines(plain);
}

/* What no SELECT gives comes whole, and has no place to go on from. */
void plain_more(struct plain *plain)
{
	if (plain->lines && plain->lines->len)
		show_lines(plain);
	else if (!plain->rows || plain->rows->len < PAGE || plain->query->source != FROM_OBJECT)
		out_line("%s", _("no more; ? says what can be typed"));
	else
		show_page(plain, g_ptr_array_index(plain->rows, plain->rows->len - 1));
}

static void add_record(GPtrArray *lines, const struct record *record)
{
	for (size_t i = 0; i < record->object->fields_len; i++) {
		const struct field *field = &record->object->fields[i];
		g_autofree char *text = shown(record, i);

		if (!(field->flags & FIELD_HIDDEN) && *text)
			add(lines, "%s: %s", _(field->label), text);
	}
}

static void add_clocks(const struct plain *plain, GPtrArray *lines, const struct record *record)
{
	struct deadline clocks[CLOCKS];

	deadlines_of(record, clocks);
	for (int i = 0; i < CLOCKS; i++) {
		g_autofree char *text = look_case_clock(&clocks[i], session_now(plain->session));

		if (clocks[i].applies && clocks[i].running)
			add(lines, "%s: %s", clocks[i].name, text);
	}
}

static void add_missing(const struct plain *plain, GPtrArray *lines, const struct record *record)
{
	CLEANUP(problems_free) struct problems *missing = look_missing(plain->session, record);

	for (guint i = 0; i < missing->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(missing->list, i);

		add(lines, _("Missing: %s, %s"), problem->field ? _(problem->field->label) : problem->name,
		    problem->why);
	}
}

/* The lists of a case that this person may see. */
static void add_lists(const struct plain *plain, GPtrArray *lines)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (const struct query *query = queries; query->name; query++) {
		const struct look ask = { .query = query->name, .case_id = plain->case_id };

		if (query->need != NEEDS_NOTHING && look_offered(plain->session, &ask))
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", query->name);
	}
	add(lines, _("Lists of what belongs to it: %s"), names->str);
}

/* What it has; what it has not is a hundred lines that nobody wants to hear. */
static GPtrArray *lines_of_case(const struct plain *plain, const struct record *record)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

	add_record(lines, record);
	add_clocks(plain, lines, record);
	add_missing(plain, lines, record);
	add_lists(plain, lines);
	return lines;
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
	show_text(plain, lines_of_case(plain, record));
}

void plain_open(struct plain *plain, const char *name)
{
	const struct record *row = is_number(name) ? row_of(plain, name) : NULL;
	g_autofree char *id = NULL;

	if (row && row->object != &case_object) {
		GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

		add_record(lines, row);
		show_text(plain, lines);
		return;
	}
	id = plain_named(plain, name, true);
	if (id)
		open_case(plain, id);
}
