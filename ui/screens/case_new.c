/* A new case: what the rules need at creation and its type, in under a minute. `new` opens it then, `quick`
 * goes back to what one was at. */
#include "ui/screens/case_new.h"

#include "src/app/act.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "ui/drafts.h"
#include "ui/form.h"
#include "ui/offers.h"
#include "ui/screens/all.h"

#define HELP_ROWS 3
#define NEEDS_ROWS 2
#define ROOMY 12	/* rows: with fewer, fields are worth more than help */

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

/* After `quick` one is back where a key may open it; but letters are text where one types. */
static void tell_made(struct ui *ui, const struct making *making, const char *id)
{
	const struct screen *below = making->screen->below;
	g_autofree char *key = NULL;

	if (making->screen->class == &quick_screen && below && !below->class->event)
		key = keymap_label(ui->keymap, screen_sections(below), "made");
	if (key)
		ui_say(ui, _("%s was made; %s opens it"), id, key);
	else
		ui_say(ui, _("%s was made"), id);
}

static bool create(struct ui *ui, struct making *making, char **id)
{
	struct request request;
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;
	bool done;

	if (!form_ready(making->form, ui))
		return false;
	request_init(&request, "case-create", NULL);
	form_request(making->form, &request, true);
	done = act(ui->session, &request, &outcome, &error);
	request_clear(&request);
	if (!done) {
		form_refuse(making->form, ui, &outcome);
		ui_say_error(ui, &error);
	} else {
		*id = g_strdup(outcome.said);
		tell_made(ui, making, outcome.said);
		making_attach(ui, making, outcome.said);
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

/* Nobody is taken from what they were at. */
static void create_and_return(struct ui *ui, void *data)
{
	struct making *making = data;
	g_autofree char *id = NULL;
	bool alerts = making->alerts != NULL;

	if (!create(ui, making, &id))
		return;
	g_free(ui->made);
	ui->made = g_strdup(id);
	screen_close(ui, making->screen);
	if (alerts && command_offered(ui, "unmark"))
		command_run(ui, "unmark");
	screen_look_again(ui);
}

static void prefill(struct ui *ui, struct making *making)
{
	struct form *form = making->form;
	g_autofree char *now = time_short(ui_now(ui));
	g_auto(GStrv) groups = person_groups(session_person(ui->session));
	g_auto(GStrv) all = session_groups(ui->session);

	form_type(form, ui, "t_detected", now);
	form_type(form, ui, "t_discovered", now);
	if (groups && groups[0])
		form_type(form, ui, "group", groups[0]);
	else if (all && all[0] && !all[1])
		form_type(form, ui, "group", all[0]);
	making_take_in(ui, making);
	form_settle(form);
}

static void making_free(struct making *making)
{
	form_free(making->form);
	if (making->alerts)
		g_ptr_array_unref(making->alerts);
	record_free(making->template);
	record_free(making->filled);
	g_free(making);
}

struct opening { const char *only, *words; void (*save)(struct ui *ui, void *data); };

static bool making_open(struct ui *ui, struct screen *screen, const struct opening *how, GPtrArray *alerts,
			GError **error)
{
	struct form_spec spec = {
		.object = &case_object, .fields = case_object.fields,
		.fields_len = case_object.fields_len, .only = how->only, .changed = making_changed,
		.missing = missing_to_create, .offers = making_offers, .save = how->save,
	};
	struct making *making = g_new0(struct making, 1);

	making->screen = screen;
	making->alerts = alerts;
	making->filled = record_new(&case_object);
	spec.data = making;
	making->form = form_new(ui, &spec);
	prefill(ui, making);
	if (!making_template(ui, making, how->words, error)) {
		making_free(making);
		return false;
	}
	screen->state = making;
	screen_part(screen, form_commands, making->form);
	return true;
}

static bool new_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	const struct opening how = {
		"title summary severity detection_source reporter_name t_detected t_discovered group "
		"incident_type attack_vector", argument, create_and_show,
	};

	return making_open(ui, screen, &how, NULL, error);
}

static bool quick_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	const struct opening how = {
		"title incident_type severity summary detection_source reporter_name t_detected t_discovered "
		"group attack_vector", argument, create_and_return,
	};

	for (const struct screen *open = ui->top; open; open = open->below)
		if (open->class == screen->class)
			return err_set(error, ERR_INVALID, "%s", _("the quick case is open already"));
	return making_open(ui, screen, &how, making_alerts(ui, argument), error);
}

static void new_close(struct ui *ui, struct screen *screen)
{
	(void)ui;
	making_free(screen->state);
}

static void new_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct making *making = screen->state;
	unsigned missing = form_missing(making->form);
	g_autofree char *to_fill = g_strdup_printf(_("%u to fill"), missing);
	guint alerts = making->alerts ? making->alerts->len : 0;
	int used;

	(void)ui;
	used = 1 + draw_text(canvas, 0, 1, -1, PAINT_TITLE, _(screen->class->label));
	if (alerts)
		draw_format(canvas, 0, used + 2, -1, PAINT_TEXT,
			    ngettext("with %u alert", "with %u alerts", alerts), alerts);
	if (missing)
		draw_right(canvas, 0, canvas->rect.width - 16, 14, PAINT_NEEDED, to_fill);
}

static void new_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct making *making = screen->state;
	int height = canvas->rect.height - 1, width = canvas->rect.width;
	bool roomy = height >= ROOMY;
	struct canvas needs = draw_part(canvas, 1 + height - NEEDS_ROWS, 0, NEEDS_ROWS, width);
	struct canvas form = draw_part(canvas, 1, 0, height - (roomy ? NEEDS_ROWS : 0), width);

	draw_rule(canvas, 0);
	form_draw(making->form, ui, &form, roomy ? HELP_ROWS : 1);
	if (roomy)
		making_draw_needs(making, &needs);
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
	switch (drafts_ask(ui, screen, _("the new case"))) {
	case UNSAVED_SAVE:
		return create(ui, making, &id);
	case UNSAVED_DISCARD:
	case UNSAVED_KEEP:
		return true;
	case UNSAVED_STAY:
		break;
	}
	return false;
}

static char *new_place(struct ui *ui, struct screen *screen)
{
	const struct making *making = screen->state;
	GString *place = g_string_new(screen->class->name);

	(void)ui;
	for (guint i = 0; making->alerts && i < making->alerts->len; i++) {
		g_autofree char *key = record_key(making->alerts->pdata[i]);

		g_string_append_printf(place, " alert=%s", key);
	}
	return g_string_free(place, FALSE);
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
	{ "back", N_("back (asks)") },
	{ "next-field", N_("next") },
	{ "choose", N_("choose") },
	{ "missing", N_("missing") },
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
	.complete = making_complete,
	.close = new_close,
	.head = new_head,
	.draw = new_draw,
	.event = new_event,
	.may_leave = new_may_leave,
	.place = new_place,
	.form = new_form,
};

const struct screen_class quick_screen = {
	.name = "quick",
	.label = N_("Quick case"),
	.help = N_("A new case from wherever one is: only what must be known at once. F2 makes it, and one is back "
		   "where one was. Times may be words: now, 20 min ago, yesterday 14:05. From the alerts it "
		   "takes those that are marked, or the one under the cursor."),
	.sections = "form",
	.hints = new_hints,
	.offered = may_create,
	.open = quick_open,
	.complete = making_complete,
	.close = new_close,
	.head = new_head,
	.draw = new_draw,
	.event = new_event,
	.may_leave = new_may_leave,
	.place = new_place,
	.form = new_form,
};
