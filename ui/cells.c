#include "ui/cells.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case.h"
#include "src/rules/deadline.h"
#include "src/rules/state.h"

#define LONG_AGO (300 * DAY_MS)
#define ID_WIDTH 7		/* of "26-0042" */

static bool local_times;	/* as the person of this terminal prefers */

void columns_local(bool local)
{
	local_times = local;
}

char *column_time(int64_t ms, int64_t now)
{
	g_autofree char *text = local_times ? time_local(ms) : time_short(ms);

	if (strlen(text) < 16)
		return g_steal_pointer(&text);
	if (ms < now - LONG_AGO || ms > now + LONG_AGO)
		return g_strndup(text, 10);
	return g_strndup(text + 5, 11);
}

char *column_seconds(int64_t ms)
{
	int left = (int)(ms / COLUMN_STEP_MS * (COLUMN_STEP_MS / SECOND_MS));

	return g_strdup_printf(_("%dm%02ds"), left / 60, left % 60);
}

/* A duration in one unit or two: "0:48", "7:12", "2d 3h"; late: no hours beside days. */
static char *left_short(int64_t ms, bool late)
{
	g_autofree char *text = time_left(ms);
	char *blank = late ? strchr(text, ' ') : NULL;

	if (!late && ms < COLUMN_SECONDS_MS)
		return column_seconds(ms);
	if (blank)
		*blank = '\0';
	return g_steal_pointer(&text);
}

char *column_due(const struct record *record, int64_t now, enum paint *paint)
{
	struct deadline next;
	g_autofree char *left = NULL;
	bool late;

	*paint = PAINT_TEXT;
	if (!deadline_next(record, &next))
		return g_strdup("");
	late = deadline_overdue(&next, now);
	left = left_short(late ? now - next.due : next.due - now, late);
	if (late)
		*paint = PAINT_LATE;
	else if (deadline_soon(&next, now))
		*paint = PAINT_SOON;
	return late ? g_strdup_printf(_("LATE %s %s"), _(next.label), left) :
		      g_strdup_printf("%s %s", _(next.label), left);
}

static void cell_due(const struct record *record, size_t field, const struct cell_place *place,
		     struct cell *cell)
{
	(void)field;
	cell->text = column_due(record, place->now, &cell->paint);
}

/* Of the longest that column_due() gives, by a clock of a usual name. */
static int late_width(void)
{
	g_autofree char *text = g_strdup_printf(_("LATE %s %s"), _("cont"), "0:00");

	return text_width(text);
}

static void cell_severity(const struct record *record, size_t field, const struct cell_place *place,
			  struct cell *cell)
{
	const char *severity = record_text(record, field);

	(void)place;
	cell->paint = theme_severity(severity);
	cell->text = g_strdup(g_str_has_prefix(severity, "SEV") ? severity + 3 : "-");
}

/* "26-0042 !R": ! late, * new, = offered, R restricted. */
static void cell_case_id(const struct record *record, size_t field, const struct cell_place *place,
			 struct cell *cell)
{
	g_autofree char *id = case_id_short(record_text(record, field));
	struct deadline next;
	const char *first = " ", *second = " ", *gap;

	if (deadline_next(record, &next) && deadline_overdue(&next, place->now))
		first = "!";
	else if (record_is(record, CASE_STATE, "new"))
		first = "*";
	if (record_has(record, CASE_OFFERED_TO))
		second = draw_sign(place->canvas, SIGN_OFFERED);
	else if (record_is(record, CASE_RESTRICTED, "1"))
		second = "R";
	/* a long number takes the blank, so that the signs still fit */
	gap = id && strlen(id) > ID_WIDTH ? "" : " ";
	cell->text = g_strchomp(g_strdup_printf("%s%s%s%s", id ? id : "?", gap, first, second));
}

static const char *state_short(const char *name)
{
	static const char *const names[STATES] = {
		[STATE_NEW] = N_("new"),
		[STATE_TRIAGE] = N_("triage"),
		[STATE_INVESTIGATING] = N_("investig"),
		[STATE_CONTAINMENT] = N_("contain"),
		[STATE_ERADICATION] = N_("eradic"),
		[STATE_RECOVERY] = N_("recovery"),
		[STATE_REVIEW] = N_("review"),
		[STATE_CLOSE_PENDING] = N_("pending"),
		[STATE_CLOSED] = N_("closed"),
	};
	int state = state_find(name);

	return state >= 0 ? _(names[state]) : name;
}

static void cell_state(const struct record *record, size_t field, const struct cell_place *place,
		       struct cell *cell)
{
	(void)place;
	cell->text = g_strdup(state_short(record_text(record, field)));
}

static void cell_cui(const struct record *record, size_t field, const struct cell_place *place,
		     struct cell *cell)
{
	const struct choice *choice =
		field_choice_find(&record->object->fields[field], record_text(record, field));

	(void)place;
	cell->paint = choice && choice->alias && choice->alias[1] > '0' ? PAINT_CUI : PAINT_TEXT;
	cell->text = g_strdup(choice && choice->alias ? choice->alias : "?");
}

static void cell_case(const struct record *record, size_t field, const struct cell_place *place,
		      struct cell *cell)
{
	(void)place;
	cell->text = record_has(record, field) ? case_id_short(record_text(record, field)) : NULL;
	if (!cell->text)
		cell->text = g_strdup(record_text(record, field));
}

static void cell_alert_severity(const struct record *record, size_t field,
				const struct cell_place *place, struct cell *cell)
{
	static const char *const words[] = { "critical", "high", "medium", "low" };
	static const enum paint paints[] = { PAINT_SEV1, PAINT_SEV2, PAINT_SEV3, PAINT_SEV4 };

	(void)place;
	cell->text = field_show(&record->object->fields[field], record_get(record, field));
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (record_is(record, field, words[i]))
			cell->paint = paints[i];
}

/* "hierarchical: higher authority": the word before the colon. */
static void cell_word(const struct record *record, size_t field, const struct cell_place *place,
		      struct cell *cell)
{
	(void)place;
	cell->text = field_show(&record->object->fields[field], record_get(record, field));
	cell->text[strcspn(cell->text, ":")] = '\0';
}

static void cell_time(const struct record *record, size_t field, const struct cell_place *place,
		      struct cell *cell)
{
	cell->text = record_has(record, field) ?
		column_time(record_int(record, field), place->now) : g_strdup("");
}

/* Time until an answer is due. */
static void cell_answer(const struct record *record, size_t field, const struct cell_place *place,
			struct cell *cell)
{
	int64_t left = record_int(record, field) - place->now;
	const char *state = record_by_name(record, "state");
	g_autofree char *text = NULL;

	if (!record_has(record, field) ||
	    (state && strcmp(state, "offered") != 0 && strcmp(state, "open") != 0)) {
		cell->text = g_strdup("");
		return;
	}
	text = left_short(left < 0 ? -left : left, left < 0);
	cell->paint = left < 0 ? PAINT_LATE : PAINT_TEXT;
	cell->text = left < 0 ? g_strdup_printf(_("LATE %s"), text) : g_steal_pointer(&text);
}

/* What nobody does every day: an auditor should see it at a glance. */
static bool is_grave(const char *action)
{
	static const char *const actions[] = { "alone", "recover", "restore", "rollback-accept", "rotate",
					     NULL };

	return action && g_strv_contains(actions, action);
}

static void cell_result(const struct record *record, size_t field, const struct cell_place *place,
			struct cell *cell)
{
	(void)place;
	cell->text = field_show(&record->object->fields[field], record_get(record, field));
	cell->paint = !record_is(record, field, "done") || is_grave(record_by_name(record, "action")) ?
		PAINT_LATE : PAINT_TEXT;
}

static void cell_report(const struct record *record, size_t field, const struct cell_place *place,
			struct cell *cell)
{
	bool late = record_is(record, field, "late") || record_is(record, field, "overdue");

	(void)place;
	cell->text = field_show(&record->object->fields[field], record_get(record, field));
	cell->paint = late ? PAINT_LATE : PAINT_TEXT;
}

static const struct column_kind kinds[] = {
	{ "case", "severity", N_("S"), 1, 10, cell_severity },
	{ "case", "id", N_("Id"), 10, 20, cell_case_id, .name = ID_WIDTH, .reads = DEADLINE_FIELDS " restricted" },
	{ "case", "state", N_("State"), 8, 30, cell_state },
	{ "case", "title", N_("Title"), 0, 40 },
	{ "case", "cui_involvement", N_("CUI"), 3, 35, cell_cui },
	{ "case", "owner", N_("Owner"), 7, 60 },
	{ "case", "group", N_("Group"), 9, 61 },
	{ "case", "due_at", N_("Next due"), 14, 70, cell_due, .right = true, .reads = DEADLINE_FIELDS },
	{ "case", "disposition", N_("Outcome"), 14, 69 },
	{ "alert", "severity", N_("Severity"), 8, 10, cell_alert_severity },
	{ "alert", "title", N_("Title"), 0, 40, .main = true },
	{ "alert", "count", N_("Seen"), 4, 45, .right = true },
	{ "alert", "source", N_("Source"), 12, 50 },
	{ "alert", "state", N_("State"), 9, 60 },
	{ "note", "author", N_("Author"), 8, 20 },
	{ "note", "text", N_("Note"), 0, 30, .main = true },
	{ "note", "corrects", N_("Corrects"), 8, 80 },
	{ "action", "phase", N_("Phase"), 13, 20 },
	{ "action", "actor", N_("By"), 8, 25 },
	{ "action", "text", N_("What was done"), 0, 30, .main = true },
	{ "transfer", "state", N_("State"), 8, 60 },
	{ "transfer", "reason", N_("Reason"), 14, 40 },
	{ "transfer", "summary", N_("Situation"), 0, 45 },
	{ "transfer", "due_at", N_("Answer due"), 11, 70, cell_answer, .right = true, .reads = "state" },
	{ "escalation", "kind", N_("Kind"), 12, 20, cell_word },
	{ "escalation", "level", N_("Level"), 10, 30 },
	{ "escalation", "reason", N_("Reason"), 0, 45 },
	{ "escalation", "state", N_("State"), 12, 60 },
	{ "escalation", "due_at", N_("Answer due"), 11, 70, cell_answer, .right = true, .reads = "state" },
	{ "report", "result", N_("Result"), 10, 20, cell_report },
	{ "report", "due", N_("Due"), 11, 25, cell_time },
	{ "report", "filed", N_("Filed"), 11, 26, cell_time },
	{ "report", "discovered", N_("Discovered"), 11, 24, cell_time },
	{ "report", "title", N_("Title"), 0, 40 },
	{ "report", "reportable", N_("Decided"), 12, 60, cell_word },
	{ "audit", "seq", N_("Entry"), 6, 5, .right = true },
	{ "audit", "actor", N_("Who"), 9, 20 },
	{ "audit", "action", N_("Action"), 16, 30 },
	{ "audit", "object", N_("On"), 0, 40 },
	{ "audit", "result", N_("Result"), 6, 50, cell_result, .reads = "action" },
	{ "audit", "reason", N_("Reason"), 20, 60 },
	{ "timeline", "actor", N_("Who"), 8, 20 },
	{ "timeline", "action", N_("Action"), 13, 30 },
	{ "timeline", "field", N_("Field"), 16, 35 },
	{ "timeline", "reason", N_("Reason"), 20, 60 },
	{ "timeline", "old", N_("Old"), 10, 40 },
	{ "timeline", "new", N_("New"), 12, 70 },
	{ "user", "name", N_("Name"), 10, 10 },
	{ "user", "full_name", N_("Full name"), 0, 20 },
	{ "user", "state", N_("State"), 9, 30 },
	{ "user_factor", "user", N_("User"), 10, 10 },
	{ "user_factor", "factor", N_("Factor"), 6, 20 },
	{ "user_factor", "since", N_("Since"), 11, 30, cell_time },
	{ "user_factor", "full_name", N_("Full name"), 0, 40 },
	{ "user_factor", "state", N_("State"), 9, 50 },
	{ "session", "user", N_("User"), 10, 10 },
	{ "session", "state", N_("State"), 7, 20, cell_word },
	{ "session", "since", N_("Since"), 11, 30, cell_time },
	{ "session", "origin", N_("From"), 0, 40 },
	{ "session", "ended_at", N_("Ended"), 11, 50, cell_time },
	{ "conflict", "user", N_("User"), 10, 10 },
	{ "conflict", "role", N_("Role"), 16, 20 },
	{ "conflict", "other", N_("and"), 16, 21 },
	{ "conflict", "held", N_("Now"), 3, 30 },
	{ "conflict", "by", N_("Accepted by"), 11, 40 },
	{ "conflict", "single_person", N_("Alone"), 5, 41 },
	{ "conflict", "at", N_("When"), 11, 42, cell_time },
	{ "conflict", "reason", N_("Reason"), 0, 60 },
	{ "template", "name", N_("Name"), 31, 10 },
	{ "template", "severity", N_("Severity"), 8, 20 },
	{ "template", "detection_source", N_("Source"), 0, 30 },
	{ "setting", "name", N_("Setting"), 26, 10 },
	{ "setting", "value", N_("Value"), 0, 20 },
	{ "group", "name", N_("Group"), 14, 10 },
	{ "group", "label", N_("Label"), 0, 20 },
	{ NULL, "case", N_("Case"), 8, 15, cell_case },
	{ NULL, "from", N_("From"), 10, 31 },
	{ NULL, "to", N_("To"), 10, 32 },
};

/* for what the table above does not name */
static const struct column_kind by_type[] = {
	[FIELD_TEXT] = { .width = 16, .place = 50 },
	[FIELD_LONG] = { .width = 0, .place = 50 },
	[FIELD_CHOICE] = { .width = 12, .place = 50 },
	[FIELD_CHOICES] = { .width = 16, .place = 50 },
	[FIELD_LIST] = { .width = 16, .place = 50 },
	[FIELD_INT] = { .width = 8, .place = 50, .right = true },
	[FIELD_TIME] = { .width = 11, .place = 12, .cell = cell_time },
	[FIELD_BOOL] = { .width = 6, .place = 50 },
	[FIELD_USER] = { .width = 10, .place = 55 },
	[FIELD_GROUP] = { .width = 10, .place = 55 },
};

const struct column_kind *cell_kind(const struct object *object, size_t field)
{
	const struct field *row = &object->fields[field];

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].field, row->name) == 0 &&
		    (!kinds[i].object || strcmp(kinds[i].object, object->name) == 0))
			return &kinds[i];
	return &by_type[row->type];
}

bool columns_are_local(void)
{
	return local_times;
}

bool column_is_local(const struct column *column)
{
	return local_times && column->kind->cell == cell_time;
}

/* What a cell says of a choice. */
static char *choice_word(const struct column_kind *kind, const struct choice *choice)
{
	const char *label = kind->cell == cell_state ? state_short(choice->name) : _(choice->label);

	return g_strndup(label, kind->cell == cell_word ? strcspn(label, ":") : strlen(label));
}

int cell_widest(const struct object *object, const struct column *column)
{
	const struct field *field = &object->fields[column->field];
	const struct choice *choice = column->kind->cell == cell_cui || column->kind->cell == cell_severity ?
		NULL : field->choices;
	int widest = 0;

	if (field->type == FIELD_BOOL)
		widest = MAX(text_width(_("yes")), text_width(_("no")));
	if (column->kind->cell == cell_due)
		widest = late_width();
	for (; choice && choice->name; choice++) {
		g_autofree char *word = choice_word(column->kind, choice);

		widest = MAX(widest, text_width(word));
	}
	return widest;
}
