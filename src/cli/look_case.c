#include "src/cli/look_case.h"

#include <inttypes.h>
#include <string.h>

#include "src/app/look.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/table.h"
#include "src/rules/case.h"
#include "src/rules/problem.h"

#define LABEL 24	/* cells of a label */

/* What belongs to a case, in the order of the report; the names are queries. */
static const char *const parts[] = {
	"notes", "actions", "alerts", "transfers", "escalations", "watchers", "access", "timeline", "audit",
};

struct report {
	struct session *session;
	const struct record *record;
	GPtrArray *rows[G_N_ELEMENTS(parts)];	/* NULL: not for this person */
	struct problems *missing;
	struct deadline clocks[CLOCKS];
};

/* Asking for what one may not see would be an entry "denied": not asked. */
static bool may_see(struct session *session, const struct query *query)
{
	const struct person *person = session_person(session);

	if (query->source == FROM_AUDIT && permit_anywhere(person, PERM_AUDIT_TRAIL) != LEVEL_NO)
		return true;
	return permit_anywhere(person, query->permission) != LEVEL_NO;
}

static bool gather(struct report *report, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		struct look ask = { .query = parts[i], .case_id = record_text(report->record, CASE_ID) };

		if (!may_see(report->session, query_find(parts[i])))
			continue;
		report->rows[i] = look(report->session, &ask, error);
		if (!report->rows[i])
			return false;
	}
	report->missing = look_missing(report->session, report->record);
	deadlines_of(report->record, report->clocks);
	return true;
}

static void report_clear(struct report *report)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (report->rows[i])
			g_ptr_array_unref(report->rows[i]);
	problems_free(report->missing);
}

/* --- JSON --- */

static json_t *time_json(int64_t ms)
{
	g_autofree char *iso = ms ? time_iso(ms) : NULL;

	return text_json(iso);
}

static json_t *clocks_json(const struct report *report)
{
	int64_t now = session_now(report->session);
	json_t *list = json_array();

	for (int i = 0; i < CLOCKS; i++) {
		const struct deadline *clock = &report->clocks[i];
		json_t *json;

		if (!clock->applies)
			continue;
		json = json_object();
		json_object_set_new(json, "name", text_json(clock->name));
		json_object_set_new(json, "start", time_json(clock->start));
		json_object_set_new(json, "due", time_json(clock->due));
		json_object_set_new(json, "stopped", time_json(clock->stopped));
		json_object_set_new(json, "running", json_boolean(clock->running));
		json_object_set_new(json, "overdue", json_boolean(deadline_overdue(clock, now)));
		json_array_append_new(list, json);
	}
	return list;
}

static json_t *missing_json(const struct problems *missing)
{
	json_t *list = json_array();

	for (guint i = 0; i < missing->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(missing->list, i);
		json_t *json = json_object();

		json_object_set_new(json, "field", text_json(problem->name));
		json_object_set_new(json, "why", text_json(problem->why));
		json_array_append_new(list, json);
	}
	return list;
}

static void put_json(const struct report *report)
{
	json_t *json = record_json(report->record, true);

	json_object_set_new(json, "banner", text_json(session_marking(report->session)));
	json_object_set_new(json, "clocks", clocks_json(report));
	json_object_set_new(json, "missing", missing_json(report->missing));
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		const GPtrArray *rows = report->rows[i];
		json_t *list = rows ? json_array() : NULL;

		for (guint n = 0; rows && n < rows->len; n++)
			json_array_append_new(list, record_json(g_ptr_array_index(rows, n), true));
		if (list)
			json_object_set_new(json, parts[i], list);
	}
	out_json(json);
}

/* --- text --- */

static void put_lines(const char *text, int indent)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_BLOCK);
	int width = out_width();
	g_auto(GStrv) lines = width > indent + 20 ? text_wrap(visible, width - indent) :
						    g_strsplit(visible, "\n", -1);

	for (size_t i = 0; lines[i]; i++)
		out_line("%*s%s", i ? indent : 0, "", lines[i]);
}

/* "  Label                 value", the value's further lines below it. */
static void put_value(const char *label, const char *value)
{
	out_text("  ");
	out_text(label);
	for (int used = text_width(label); used < LABEL || used == text_width(label); used++)
		out_text(" ");
	put_lines(*value ? value : "-", LABEL + 2);
}

static void put_head(const struct report *report)
{
	const struct record *record = report->record;
	g_autofree char *severity = field_show(&case_object.fields[CASE_SEVERITY], record_get(record, CASE_SEVERITY));
	g_autofree char *state = field_show(&case_object.fields[CASE_STATE], record_get(record, CASE_STATE));
	g_autofree char *cui = field_show(&case_object.fields[CASE_CUI_INVOLVEMENT],
					  record_get(record, CASE_CUI_INVOLVEMENT));

	out_line("%s", session_marking(report->session));
	out_line("\n%s  %s", record_text(record, CASE_ID), record_text(record, CASE_TITLE));
	out_line(_("%s, %s, owner %s, group %s, CUI: %s%s"), severity, state,
		 record_has(record, CASE_OWNER) ? record_get(record, CASE_OWNER) : "-",
		 record_text(record, CASE_GROUP), cui, record_int(record, CASE_RESTRICTED) ? _(", restricted") : "");
	out_line("%s, %s", session_organisation(report->session), session_user(report->session));
}

char *look_case_clock(const struct deadline *clock, int64_t now)
{
	g_autofree char *due = time_both(clock->due);
	g_autofree char *left = time_left(clock->due - now), *stopped = time_short(clock->stopped);

	if (clock->stopped && clock->stopped <= clock->due)
		return g_strdup_printf(_("due %s, met %s"), due, stopped);
	if (clock->stopped)
		return g_strdup_printf(_("due %s, LATE %s"), due, stopped);
	if (!clock->running)
		return g_strdup_printf(_("due %s, runs no more"), due);
	if (deadline_overdue(clock, now))
		return g_strdup_printf(_("due %s, OVERDUE %s"), due, left);
	return g_strdup_printf(_("due %s, %s left"), due, left);
}

static void put_clocks(const struct report *report)
{
	out_line("\n%s", _("Clocks"));
	for (int i = 0; i < CLOCKS; i++) {
		g_autofree char *text = look_case_clock(&report->clocks[i], session_now(report->session));

		if (report->clocks[i].applies)
			put_value(report->clocks[i].name, text);
	}
}

static void put_missing(const struct report *report)
{
	const GPtrArray *list = report->missing->list;

	if (list->len == 0)
		return;
	out_line("\n%s", _("Missing for the next step"));
	for (guint i = 0; i < list->len; i++) {
		const struct problem *problem = g_ptr_array_index(list, i);

		put_value(problem->field ? _(problem->field->label) : problem->name ? problem->name : "",
			  problem->why);
	}
}

static void put_fields(const struct record *record)
{
	const char *section = NULL;

	for (size_t i = 0; i < case_object.fields_len; i++) {
		const struct field *field = &case_object.fields[i];
		g_autofree char *shown = field_show(field, record_get(record, i));

		if (field->flags & FIELD_HIDDEN)
			continue;
		if (field->section && field->section != section)
			out_line("\n%s", _(field->section));
		section = field->section;
		put_value(_(field->label), shown);
	}
}

/* The field that is read as prose: of notes, actions and the audit log; -1: a table is better. */
static int prose_field(const struct object *object)
{
	int text = object_field(object, "text");

	return text >= 0 ? text : object_field(object, "changes");
}

static void put_prose(const struct object *object, const GPtrArray *rows)
{
	int text = prose_field(object);

	for (guint i = 0; i < rows->len; i++) {
		const struct record *record = g_ptr_array_index(rows, i);
		g_autoptr(GString) head = g_string_new(NULL);

		g_string_printf(head, "  %" PRId64, record->pk);
		for (size_t f = 0; f < object->fields_len; f++) {
			const struct field *field = &object->fields[f];
			g_autofree char *shown = field_show(field, record_get(record, f));

			if ((int)f != text && *shown && strcmp(field->name, "case") != 0 && !(field->flags & FIELD_KEY))
				g_string_append_printf(head, "  %s: %s", _(field->label), shown);
		}
		out_line("%s", head->str);
		if (!record_has(record, (size_t)text))
			continue;
		out_text("      ");
		put_lines(record_text(record, (size_t)text), 6);
	}
}

static void put_part(const struct query *query, const GPtrArray *rows)
{
	CLEANUP(table_free) struct table *table = NULL;
	g_autofree char *label = g_strdup(_(query->label));

	*label = g_ascii_toupper(*label);	/* some are titles of tabs */
	out_line("\n%s (%u)", label, rows->len);
	if (rows->len == 0)
		return;
	if (prose_field(query->object) >= 0) {
		put_prose(query->object, rows);
		return;
	}
	table = table_new(query->object, query->columns, 0);
	table_print(table, rows, 2);
}

static void put_text(const struct report *report)
{
	put_head(report);
	put_clocks(report);
	put_missing(report);
	put_fields(report->record);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (report->rows[i])
			put_part(query_find(parts[i]), report->rows[i]);
	out_line("\n%s", session_marking(report->session));
}

bool look_case_print(struct session *session, const char *id, bool json, GError **error)
{
	CLEANUP(record_free) struct record *record = look_case(session, id, error);
	struct report report = { .session = session, .record = record };
	bool done = record && gather(&report, error);

	if (done && json)
		put_json(&report);
	else if (done)
		put_text(&report);
	if (record)
		report_clear(&report);
	return done;
}
