#include "ui/dialog.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/alert.h"
#include "src/rules/case_fields.h"
#include "src/rules/state.h"
#include "ui/drafts.h"
#include "ui/form.h"
#include "ui/offers.h"
#include "ui/prompt.h"
#include "ui/refused.h"
#include "ui/screens/work.h"
#include "ui/task.h"

#define WIDTH_MOST 74
#define HELP_ROWS 2
#define ROOM_FOR_HELP 12	/* rows */
#define ROOM_FOR_GAPS 8
#define LEAST_ROWS 2		/* of a form, whatever else is told */

struct dialog {
	struct screen *screen;
	struct task *task;
	struct field *fields;		/* the action's arguments, with choices that fit the case */
	struct choice *states;
	struct form *form;
	char *foretold;
};

static void dialog_free(struct dialog *dialog)
{
	form_free(dialog->form);
	task_free(dialog->task);
	g_free(dialog->fields);
	g_free(dialog->states);
	g_free(dialog->foretold);
	g_free(dialog);
}

static char **dialog_offers(struct ui *ui, const struct field *field, void *data, bool *free_text)
{
	const struct dialog *dialog = data;

	return offers_of(ui, dialog->task->action, dialog->task->record, field, free_text);
}

/* --- what to begin with --- */

static const struct field *argument(const struct dialog *dialog, const char *name)
{
	return field_find(dialog->fields, dialog->task->action->arguments_len, name);
}

static void prefill_state(struct dialog *dialog, struct ui *ui)
{
	if (dialog->states && dialog->states[0].name)
		form_type(dialog->form, ui, "state", dialog->states[0].name);
}

static void prefill_phase(struct dialog *dialog, struct ui *ui)
{
	const struct field *phase = argument(dialog, "phase");
	const char *state = record_text(dialog->task->record, CASE_STATE);

	if (phase && field_choice_find(phase, state))
		form_type(dialog->form, ui, "phase", state);
}

/* The list as it stands: restricting again changes it. */
static void prefill_access(struct dialog *dialog, struct ui *ui)
{
	struct look ask = {
		.query = "access", .case_id = record_text(dialog->task->record, CASE_ID),
	};
	g_autoptr(GPtrArray) rows =
		argument(dialog, "acl") ? look(ui->session, &ask, NULL) : NULL;
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *user = record_by_name(g_ptr_array_index(rows, i), "user");

		g_string_append_printf(names, "%s%s", names->len ? "," : "", user ? user : "");
	}
	if (names->len)
		form_type(dialog->form, ui, "acl", names->str);
}

static void prefill(struct dialog *dialog, struct ui *ui)
{
	const struct task *task = dialog->task;

	form_type_only(dialog->form, ui);
	if (task->record && task->record->object == &case_object) {
		prefill_state(dialog, ui);
		prefill_phase(dialog, ui);
		prefill_access(dialog, ui);
	}
	if (task->record && task->record->object == &user_object && argument(dialog, "user"))
		form_type(dialog->form, ui, "user", record_by_name(task->record, "name"));
	for (guint i = 0; i < task->given->len; i++) {
		const struct set *set = &g_array_index(task->given, struct set, i);

		form_type(dialog->form, ui, set->name, set->value);
	}
	form_settle(dialog->form);
}

/* --- doing it --- */

static void fill(struct request *request, void *data)
{
	const struct dialog *dialog = data;

	form_request(dialog->form, request, true);
}

/* The first field of the case itself that is missing, and how many there are. */
static const struct problem *missing_of_case(const struct problems *problems, unsigned *count)
{
	const struct problem *first = NULL;

	*count = 0;
	for (guint i = 0; problems && i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);

		if (!problem->field || object_field(&case_object, problem->name) < 0)
			continue;
		first = first ? first : problem;
		++*count;
	}
	return first;
}

/* They are filled in on the case's form, not here. */
static void offer_form(struct ui *ui, struct dialog *dialog, const struct problems *problems)
{
	unsigned count;
	const struct problem *first = missing_of_case(problems, &count);
	g_autofree char *id = NULL;

	if (!first || dialog->task->targets->len > 1 || dialog->task->action->target != TARGET_CASE)
		return;
	if (!prompt_yes(ui, ngettext("%u field is missing: “%s”. Fill it in now?",
				     "%u fields are missing, first “%s”. Fill them in now?", count),
			count, work_needed(first)))
		return;
	id = g_strdup(g_ptr_array_index(dialog->task->targets, 0));
	screen_close(ui, dialog->screen);
	work_supply(ui, id, first);
}

static struct dialog *dialog_push(struct ui *ui, struct task *task);

/* Of several, what is done needs no dialog any more; what was refused keeps its mark, and what was typed waits
 * below the reasons. */
static void dialog_settle(struct ui *ui, struct dialog *dialog)
{
	g_autoptr(GPtrArray) done = g_ptr_array_ref(dialog->task->done);
	g_autoptr(GPtrArray) refused = g_ptr_array_ref(dialog->task->refused);
	struct screen *below = dialog->screen->below;
	struct task *rest = task_rest(ui, dialog->task);
	struct request typed;

	request_init(&typed, NULL, NULL);
	form_typed(dialog->form, &typed);
	screen_take_out(ui, dialog->screen);	/* a passphrase that is shown once may stand above */
	if (ui->top == below) {
		task_unmark(ui, done, refused);
		if (rest)
			form_retype(dialog_push(ui, g_steal_pointer(&rest))->form, ui, &typed);
		if (refused->len)
			refused_open(ui, done->len, refused);
	}
	task_free(rest);
	request_wipe(&typed);
	request_clear(&typed);
}

/* In the words of the form, where it is about one field of it. */
static void tell_refusal(struct ui *ui, const struct dialog *dialog, const struct problems *problems, GError **error)
{
	const struct problem *problem = problems && problems->list->len == 1 ? problems->list->pdata[0] : NULL;
	const struct field *field = problem && problem->name ? argument(dialog, problem->name) : NULL;

	if (field) {
		g_clear_error(error);
		err_set(error, ERR_INVALID, "%s: %s", _(field->label), problem->why);
	}
	ui_say_error(ui, error);
}

static void dialog_save(struct ui *ui, void *data)
{
	struct dialog *dialog = data;
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) refused = g_ptr_array_ref(dialog->task->refused);
	bool marked;

	if (!form_ready(dialog->form, ui))
		return;
	if (task_run(ui, dialog->task, fill, dialog, &outcome, &error) || dialog->task->done->len) {
		outcome_clear(&outcome);
		dialog_settle(ui, dialog);
		return;
	}
	marked = form_refuse(dialog->form, ui, &outcome);
	if (dialog->task->targets->len == 1)
		tell_refusal(ui, dialog, outcome.problems, &error);
	if (refused->len > 1)
		refused_open(ui, 0, refused);
	else if (!marked)
		offer_form(ui, dialog, outcome.problems);
	outcome_clear(&outcome);
}

/* --- how it looks --- */

static int text_rows(const char *text, int width)
{
	g_auto(GStrv) lines = text ? text_wrap(text, width) : NULL;

	return lines ? (int)g_strv_length(lines) : 0;
}

static void dialog_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct dialog *dialog = screen->state;
	g_autofree char *subject = task_subject(dialog->task), *title = NULL;
	int width = MIN(canvas->rect.width - 2, WIDTH_MOST), inside = width - 4;
	int form = form_rows(dialog->form, inside), tail = text_rows(dialog->foretold, inside);
	int room = canvas->rect.height - 2, help = room < ROOM_FOR_HELP ? 0 : HELP_ROWS, rows;
	int gap = room >= ROOM_FOR_GAPS, least = gap ? LEAST_ROWS : LEAST_ROWS + 1;
	struct canvas box, part;

	/* where there is little room, what one types comes before what is told */
	tail = CLAMP(room - MIN(form, least) - help - 3 * gap, 0, tail);
	rows = MIN(form + gap + (tail ? tail + gap : 0) + help + gap, room);
	title = subject ? g_strdup_printf("%s: %s", _(dialog->task->action->label), subject) :
			  g_strdup(_(dialog->task->action->label));
	box = draw_middle(canvas, rows + 2, width);
	box = draw_box(&box, title);
	form = rows - (tail ? tail + gap : 0) - gap;
	part = draw_part(&box, gap, 0, form, box.rect.width);
	if (tail)
		draw_wrapped(&box, rows - tail, 0, -1, tail, PAINT_TEXT, dialog->foretold);
	form_draw(dialog->form, ui, &part, help);
}

static bool dialog_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct dialog *dialog = screen->state;

	return form_event(dialog->form, ui, event);
}

static bool dialog_may_leave(struct ui *ui, struct screen *screen)
{
	struct dialog *dialog = screen->state;

	if (!form_changed(dialog->form))
		return true;
	switch (drafts_ask(ui, screen, _(dialog->task->action->label))) {
	case UNSAVED_SAVE:
		dialog_save(ui, dialog);
		return false;
	case UNSAVED_DISCARD:
	case UNSAVED_KEEP:
		return true;
	case UNSAVED_STAY:
		break;
	}
	return false;
}

static char *dialog_place(struct ui *ui, struct screen *screen)
{
	const struct dialog *dialog = screen->state;
	GString *command = g_string_new(dialog->task->action->name);

	(void)ui;
	for (guint i = 0; i < dialog->task->targets->len; i++)
		if (g_ptr_array_index(dialog->task->targets, i))
			g_string_append_printf(command, " %s",
					       (const char *)g_ptr_array_index(dialog->task->targets, i));
	return g_string_free(command, FALSE);
}

static struct form *dialog_form(struct ui *ui, struct screen *screen)
{
	const struct dialog *dialog = screen->state;

	(void)ui;
	return dialog->form;
}

static void dialog_close(struct ui *ui, struct screen *screen)
{
	(void)ui;
	dialog_free(screen->state);
}

static const struct hint dialog_hints[] = {
	{ "save", N_("do it") },
	{ "accept", N_("do it") },
	{ "back", N_("back (asks)") },
	{ "next-field", N_("next") },
	{ "choose", N_("choose, next") },
	{ "help", N_("help") },
	{ NULL },
};

static const struct screen_class dialog_class = {
	.name = "dialog",
	.label = N_("Dialog"),
	.help = N_("What an action wants to know before it is done."),
	.flags = SCREEN_DIALOG,
	.sections = "dialog",
	.hints = dialog_hints,
	.close = dialog_close,
	.draw = dialog_draw,
	.event = dialog_event,
	.may_leave = dialog_may_leave,
	.place = dialog_place,
	.form = dialog_form,
};

static void take_fields(struct dialog *dialog)
{
	const struct task *task = dialog->task;
	size_t len = task->action->arguments_len;

	dialog->fields = g_memdup2(task->action->arguments, len * sizeof(struct field));
	if (strcmp(task->action->name, "case-state") != 0 || !task->record)
		return;
	dialog->states = offers_states(task->record);
	for (size_t i = 0; i < len; i++)
		if (strcmp(dialog->fields[i].name, "state") == 0)
			dialog->fields[i].choices = dialog->states;
}

/* What the next state still wants is better known before it is asked for. */
static char *foretell(struct ui *ui, const struct dialog *dialog)
{
	const struct action *action = dialog->task->action;
	const struct record *record = dialog->task->record;
	CLEANUP(problems_free) struct problems *missing = NULL;
	const struct problem *first;
	unsigned count;

	if (action->joins && dialog->task->targets->len > 1)
		return g_strdup_printf(_("All %u go into one case. A new one begins as the worst of them: %s."),
				       dialog->task->targets->len, record_text(record, ALERT_TITLE));
	if (action->foretell)
		return action->foretell(ui->session, record);
	if (!dialog->states || !dialog->states[0].name)
		return NULL;
	missing = look_missing(ui->session, record);
	first = missing_of_case(missing, &count);
	if (!first)
		return g_strdup_printf(_("Nothing is missing for %s."), _(dialog->states[0].label));
	return g_strdup_printf(ngettext("For %s %u field is still missing: %s.",
					"For %s %u fields are still missing, first %s.", count),
			       _(dialog->states[0].label), count, work_needed(first));
}

static struct dialog *dialog_push(struct ui *ui, struct task *task)
{
	struct dialog *dialog = g_new0(struct dialog, 1);
	struct form_spec spec = { .offers = dialog_offers, .data = dialog, .save = dialog_save };

	dialog->task = task;
	take_fields(dialog);
	spec.fields = dialog->fields;
	spec.fields_len = task->action->arguments_len;
	dialog->form = form_new(ui, &spec);
	dialog->foretold = foretell(ui, dialog);
	prefill(dialog, ui);
	dialog->screen = screen_push(ui, &dialog_class, dialog);
	screen_part(dialog->screen, form_commands, dialog->form);
	return dialog;
}

void dialog_open(struct ui *ui, struct task *task)
{
	drafts_offer(ui, dialog_push(ui, task)->screen);
}
