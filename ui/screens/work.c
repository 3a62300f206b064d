#include "ui/screens/work.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/deadline.h"
#include "src/rules/severity.h"
#include "src/rules/state.h"

char *work_cui(const struct record *record)
{
	static const char *const words[] = {
		"", N_("CUI C1 touched"), N_("CUI C2 suspected"), N_("CUI C3 confirmed"),
	};
	g_autofree char *categories = NULL;
	int level = cui_level(record);

	if (!level)
		return g_strdup("");
	if (!case_answered(record, CASE_CUI_CATEGORIES))
		return g_strdup(_(words[level]));
	categories = g_ascii_strup(record_text(record, CASE_CUI_CATEGORIES), -1);
	g_strdelimit(categories, "\n", ' ');
	return g_strdup_printf("%s  %s", _(words[level]), categories);
}

struct problems *work_missing(struct ui *ui, const struct record *record)
{
	return look_missing(ui->session, record);
}

static bool wants_action(const struct problem *problem)
{
	return problem->field == &case_object.fields[CASE_NOT_NEEDED_BECAUSE];
}

const char *work_needed(const struct problem *problem)
{
	if (wants_action(problem))
		return _("An action in this phase");
	return problem_label(problem);
}

char *work_why_needed(struct ui *ui, const struct problem *problem)
{
	g_autofree char *key = wants_action(problem) ? keymap_label(ui->keymap, "work", "action-add") : NULL;

	if (key)
		return g_strdup_printf(_("%s adds one; or say why none is needed"), key);
	/* "needed to leave triage (SP 800-61r2 3.2.6)": only the source is news here */
	if (problem->field && problem->field->source && strstr(problem->why, problem->field->source))
		return g_strdup(problem->field->source);
	return g_strdup(problem->why);
}

void work_supply(struct ui *ui, const char *id, const struct problem *problem)
{
	bool acts = wants_action(problem) && command_offered(ui, "action-add");
	g_autofree char *text = g_strdup_printf("%s %s %s", acts ? "action-add" : "form", id,
						acts ? "" : problem->name);

	command_run(ui, text);
}

const char *work_next_state(const struct record *record)
{
	int state = state_find(record_text(record, CASE_STATE));
	int next = state >= 0 ? state_next((enum state)state) : -1;

	return next >= 0 ? _(state_choices[next].label) : "";
}

char *work_missing_text(const struct problems *problems, const struct canvas *canvas, unsigned most)
{
	GString *out = g_string_new(NULL);
	unsigned len = problems->list->len;

	for (unsigned i = 0; i < len && i < most; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);

		if (i)
			g_string_append_printf(out, " %s ", draw_sign(canvas, SIGN_DOT));
		g_string_append(out, work_needed(problem));
	}
	if (len > most)
		g_string_append_printf(out, ngettext(" and %u more", " and %u more", len - most),
				       len - most);
	return g_string_free(out, FALSE);
}

char *work_report_due(const struct record *record, int64_t now, bool *late)
{
	struct deadline clocks[CLOCKS];
	const struct deadline *report = &clocks[CLOCK_DFARS_REPORT];
	g_autofree char *due = NULL, *span = NULL;

	deadlines_of(record, clocks);
	if (deadline_missed(report)) {
		*late = true;
		span = time_span(report->stopped - report->due);
		return g_strdup_printf(_("DoD report filed %s late"), span);
	}
	if (!report->applies || !report->running)
		return NULL;
	due = time_short(report->due);
	span = time_span(report->due - now);
	*late = deadline_overdue(report, now);
	if (*late)
		return g_strdup_printf(_("LATE: DoD report was due %s (%s ago)"), due, span);
	if (strcmp(report->name, "dfars_report_earliest") == 0)
		return g_strdup_printf(_("DoD report due %s at the earliest (%s)"), due, span);
	return g_strdup_printf(_("DoD report due %s (%s)"), due, span);
}

struct record *work_case(struct ui *ui, const char *id)
{
	g_autofree char *filter = g_strdup_printf("id=%s", id);
	struct look ask = { .query = "cases", .filter = filter, .limit = 1 };
	g_autoptr(GPtrArray) rows = look(ui->session, &ask, NULL);

	return rows && rows->len ? record_copy(g_ptr_array_index(rows, 0)) : NULL;
}

#define TRAIL 50	/* entries of a case among which the one of its last change is looked for */

/* NULL: its trail does not tell. Caller frees. */
static char *changed_by(struct ui *ui, const struct record *record)
{
	struct look ask = { .query = "audit", .case_id = record_text(record, CASE_ID), .limit = TRAIL };
	g_autoptr(GPtrArray) entries = look(ui->session, &ask, NULL);
	size_t time = (size_t)object_field(&audit_object, "time"), actor = (size_t)object_field(&audit_object, "actor");

	for (guint i = 0; entries && i < entries->len; i++) {
		const struct record *entry = entries->pdata[i];

		if (record_int(entry, time) == record_int(record, CASE_LAST_CHANGE))
			return g_strdup(record_get(entry, actor));
	}
	return NULL;
}

char *work_saved(struct ui *ui, const struct record *record)
{
	int64_t at = record_int(record, CASE_LAST_CHANGE);
	g_autofree char *who = changed_by(ui, record), *when = ui_time(ui, at), *ago = time_span(ui_now(ui) - at);

	return g_strdup_printf(_("%s saved this at %s (%s ago)."), who ? who : _("Somebody else"), when, ago);
}

static void edit(struct ui *ui, void *self, const char *arguments)
{
	const struct record *record = screen_subject(ui);
	g_autofree char *text = NULL;

	(void)self;
	text = g_strdup_printf("%s %s", record_text(record, CASE_ID), arguments);
	screen_open(ui, "form", text);
}

static bool may_edit(struct ui *ui, void *self)
{
	const struct record *record = screen_subject(ui);

	(void)self;
	return record && record->object == &case_object &&
	       action_offered(ui->session, action_find("case-edit"), record);
}

const struct command work_commands[] = {
	{ "edit", N_("edit"), N_("Opens the form of the case, at a field if one is named."), edit, may_edit },
	{ NULL },
};
