/* A new case: eight fields at most, in under a minute. */
#include <string.h>

#include "src/app/act.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "ui/form.h"
#include "ui/offers.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"

#define HELP_ROWS 3

struct making { struct screen *screen; struct form *form; };

static struct problems *missing_to_create(struct ui *ui, const struct record *record)
{
	struct problems *problems = problems_new();

	(void)ui;
	case_check(record, MOMENT_CREATE, problems);
	return problems;
}

/* The groups the person works in first: most cases stay there. */
static char **making_offers(struct ui *ui, const struct field *field, void *data, bool *free_text)
{
	(void)data;
	*free_text = false;
	return offers_plain(ui, field);
}

static bool create(struct ui *ui, struct making *making, char **id)
{
	struct request request;
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;
	bool done;

	if (!form_read(making->form, ui))
		return false;
	if (form_missing(making->form)) {
		command_run(ui, "missing");
		ui_warn(ui, "%s", _("this is needed; nothing typed is lost"));
		return false;
	}
	request_init(&request, "case-create", NULL);
	form_request(making->form, &request, true);
	done = act(ui->session, &request, &outcome, &error);
	request_clear(&request);
	if (!done) {
		form_refuse(making->form, ui, &outcome);
		ui_say_error(ui, &error);
	} else {
		*id = g_strdup(outcome.said);
		ui_say(ui, _("%s was made"), outcome.said);
		if (outcome.warning)
			ui_warn(ui, "%s", outcome.warning);
	}
	outcome_clear(&outcome);
	return done;
}

static void create_and_show(struct ui *ui, void *data)
{
	struct making *making = data;
	g_autofree char *id = NULL;

	if (!create(ui, making, &id))
		return;
	screen_close(ui, making->screen);
	screen_look_again(ui);
	screen_open(ui, "case", id);
}

static void prefill(struct ui *ui, struct form *form)
{
	g_autofree char *now = time_short(ui_now(ui));
	g_auto(GStrv) groups = person_groups(session_person(ui->session));
	g_auto(GStrv) all = session_groups(ui->session);

	form_type(form, ui, "t_detected", now);
	form_type(form, ui, "t_discovered", now);
	if (groups && groups[0])
		form_type(form, ui, "group", groups[0]);
	else if (all && all[0] && !all[1])
		form_type(form, ui, "group", all[0]);
	form_settle(form);
}

static bool new_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct form_spec spec = {
		.object = &case_object, .fields = case_object.fields,
		.fields_len = case_object.fields_len,
		.only = "title summary severity detection_source reporter_name t_detected t_discovered "
			"group",
		.missing = missing_to_create, .offers = making_offers, .save = create_and_show,
	};
	struct making *making = g_new0(struct making, 1);

	(void)argument;
	(void)error;
	making->screen = screen;
	spec.data = making;
	making->form = form_new(ui, &spec);
	prefill(ui, making->form);
	screen->state = making;
	screen_part(screen, form_commands, making->form);
	return true;
}

static void new_close(struct ui *ui, struct screen *screen)
{
	struct making *making = screen->state;

	(void)ui;
	form_free(making->form);
	g_free(making);
}

static void new_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct making *making = screen->state;
	unsigned missing = form_missing(making->form);
	g_autofree char *to_fill = g_strdup_printf(_("%u to fill"), missing);

	(void)ui;
	draw_text(canvas, 0, 1, -1, PAINT_TITLE, _("New case"));
	if (missing)
		draw_right(canvas, 0, canvas->rect.width - 16, 14, PAINT_NEEDED, to_fill);
}

static void new_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct making *making = screen->state;
	struct canvas below = draw_part(canvas, 1, 0, canvas->rect.height - 1, canvas->rect.width);

	draw_rule(canvas, 0);
	form_draw(making->form, ui, &below, HELP_ROWS);
}

static bool new_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct making *making = screen->state;

	return form_event(making->form, ui, event);
}

static bool new_may_leave(struct ui *ui, struct screen *screen)
{
	struct making *making = screen->state;
	g_autofree char *id = NULL;

	if (!form_changed(making->form))
		return true;
	switch (prompt_unsaved(ui, _("the new case"))) {
	case UNSAVED_SAVE:
		return create(ui, making, &id);
	case UNSAVED_DISCARD:
		return true;
	case UNSAVED_STAY:
		break;
	}
	return false;
}

static char *new_place(struct ui *ui, struct screen *screen)
{
	(void)ui;
	return g_strdup(screen->class->name);
}

static struct form *new_form(struct ui *ui, struct screen *screen)
{
	const struct making *making = screen->state;

	(void)ui;
	return making->form;
}

static bool may_create(struct ui *ui)
{
	return action_offered(ui->session, action_find("case-create"), NULL);
}

static const struct hint new_hints[] = {
	{ "save", N_("make it") },
	{ "next-field", N_("next") },
	{ "choose", N_("choose") },
	{ "missing", N_("missing") },
	{ "back", N_("back (asks)") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class new_screen = {
	.name = "new",
	.label = N_("New case"),
	.help = N_("What must be known at once; all else can wait until triage."),
	.sections = "form",
	.hints = new_hints,
	.offered = may_create,
	.open = new_open,
	.close = new_close,
	.head = new_head,
	.draw = new_draw,
	.event = new_event,
	.may_leave = new_may_leave,
	.place = new_place,
	.form = new_form,
};
