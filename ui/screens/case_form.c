/* A case's form: every field that may be edited, what is missing, and nothing typed is lost. */
#include "src/app/act.h"
#include "src/app/draft_merge.h"
#include "src/app/look.h"
#include "src/app/present.h"
#include "src/base/i18n.h"
#include "src/rules/case_fields.h"
#include "ui/drafts.h"
#include "ui/form.h"
#include "ui/offers.h"
#include "ui/screens/all.h"
#include "ui/screens/merge.h"
#include "ui/screens/work.h"
#include "ui/second.h"

#define HEAD_ROOM 50	/* cells, for how many fields are to fill */
#define HELP_ROWS 3

struct editing {
	struct screen *screen;
	struct form *form;
	char *id;
	bool behind;		/* somebody else changed the case meanwhile */
	struct merge *merge;	/* what both changed, when a save found that; NULL: nothing so far */
	struct record *theirs;	/* … as they left it */
};

static char **editing_offers(struct ui *ui, const struct field *field, void *data, bool *free_text)
{
	(void)data;
	*free_text = false;
	return offers_plain(ui, field);
}

static void rebase(struct ui *ui, struct editing *editing)
{
	CLEANUP(record_free) struct record *record = look_case(ui->session, editing->id, NULL);

	if (!record)
		return;
	form_rebase(editing->form, ui, record);
	editing->behind = false;
}

static void save_and_leave(struct ui *ui, void *data);

/* What was chosen is typed into the form, as if its case had been opened as they left it. */
static void merged(struct ui *ui, void *data)
{
	struct editing *editing = data;

	for (guint i = 0; i < editing->merge->clashes->len; i++) {
		const struct merge_row *row = merge_clash(editing->merge, i);

		form_put(editing->form, ui, case_object.fields[row->field].name, merge_value(row));
	}
	form_rebase(editing->form, ui, editing->theirs);
	g_clear_pointer(&editing->theirs, record_free);
	g_clear_pointer(&editing->merge, merge_free);
	if (form_changed(editing->form))
		save_and_leave(ui, editing);
	else
		ui_say(ui, "%s", _("all is theirs now: there is nothing of yours to save"));
}

/* What both changed, with what was chosen before. False: the case is not to be seen. */
static bool weigh(struct ui *ui, struct editing *editing)
{
	struct record *theirs = look_case(ui->session, editing->id, NULL);
	struct merge *merge;

	if (!theirs)
		return false;
	merge = merge_new(form_base(editing->form), form_record(editing->form), theirs);
	if (editing->merge)
		merge_recall(merge, editing->merge);
	merge_free(editing->merge);
	record_free(editing->theirs);
	editing->merge = merge;
	editing->theirs = theirs;
	return true;
}

static void solve(struct ui *ui, struct editing *editing)
{
	if (!weigh(ui, editing))
		return;
	ui_say(ui, "%s", _("not saved yet: somebody saved the case meanwhile; nothing you wrote is lost"));
	merge_open(ui, editing->theirs, editing->merge, merged, editing);
}

static bool save(struct ui *ui, struct editing *editing)
{
	struct request request;
	struct outcome outcome = { 0 };
	struct second second;
	g_autoptr(GError) error = NULL;
	bool done, conflict;

	if (!form_read(editing->form, ui))
		return false;
	request_init(&request, "case-edit", editing->id);
	request.base = form_base(editing->form);
	form_request(editing->form, &request, false);
	second_begin(&second, ui, false);
	request.consent = &second.consent;
	done = act(ui->session, &request, &outcome, &error);
	second_end(&second);
	request_clear(&request);
	conflict = !done && err_is(error, ERR_CONFLICT);
	if (done) {
		ui_say(ui, _("%s is saved"), editing->id);
		if (outcome.warning)
			ui_warn(ui, "%s", outcome.warning);
	} else {
		form_refuse(editing->form, ui, &outcome);
		if (!conflict)
			ui_say_error(ui, &error);
	}
	outcome_clear(&outcome);
	if (done)
		rebase(ui, editing);
	if (conflict)
		solve(ui, editing);
	return done;
}

static void save_and_leave(struct ui *ui, void *data)
{
	struct editing *editing = data;

	if (!form_changed(editing->form)) {
		ui_say(ui, "%s", _("nothing was changed"));
		return;
	}
	if (save(ui, editing)) {
		screen_close(ui, editing->screen);
		screen_look_again(ui);
	}
}

static void form_screen_close(struct ui *ui, struct screen *screen)
{
	struct editing *editing = screen->state;

	if (ui->session)
		present_end(ui->session, editing->id, PRESENT_EDITS);
	form_free(editing->form);
	record_free(editing->theirs);
	merge_free(editing->merge);
	g_free(editing->id);
	g_free(editing);
}

static void to_field(struct ui *ui, const struct editing *editing, const char *name)
{
	if (name && *name && !form_goto(editing->form, name))
		ui_say(ui, _("“%s” has an action of its own; ? on the case lists them"), name);
}

static bool form_screen_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	g_auto(GStrv) words = g_strsplit(argument, " ", 2);
	CLEANUP(record_free) struct record *record =
		words[0] && *words[0] ? look_case(ui->session, words[0], error) : NULL;
	struct form_spec spec = {
		.object = &case_object, .fields = case_object.fields,
		.fields_len = case_object.fields_len, .record = record, .missing = work_missing,
		.offers = editing_offers, .save = save_and_leave,
	};
	struct editing *editing;

	if (!record) {
		if (error && !*error)
			err_set(error, ERR_INVALID, "%s", _("name a case: form 26-0041"));
		return false;
	}
	editing = g_new0(struct editing, 1);
	editing->screen = screen;
	editing->id = g_strdup(record_text(record, CASE_ID));
	present_begin(ui->session, editing->id, PRESENT_EDITS);
	spec.data = editing;
	editing->form = form_new(ui, &spec);
	screen->state = editing;
	screen_part(screen, form_commands, editing->form);
	to_field(ui, editing, words[1]);
	return true;
}

static void form_screen_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct editing *editing = screen->state;
	unsigned missing = form_missing(editing->form);
	const char *section = form_section(editing->form);
	g_autofree char *to_fill = g_strdup_printf(_("%u to fill"), missing);
	bool changed = form_changed(editing->form), fill = missing && canvas->rect.width >= HEAD_ROOM;
	int right = canvas->rect.width - 12, room = fill ? right - 14 : changed ? right - 2 : right + 10;

	(void)ui;
	draw_format(canvas, 0, 1, room, PAINT_TITLE, _("%s  edit: %s"), editing->id, section ? _(section) : "");
	if (fill)
		draw_right(canvas, 0, right - 14, 12, PAINT_NEEDED, to_fill);
	if (changed)
		draw_right(canvas, 0, right, 10, PAINT_SOON, _("* unsaved"));
}

static void form_screen_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct editing *editing = screen->state;

	form_draw(editing->form, ui, canvas, HELP_ROWS);
}

static bool form_screen_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct editing *editing = screen->state;

	return form_event(editing->form, ui, event);
}

/* One act of one's own, and nothing of others' with it: then nobody is told of. */
static bool is_own(const struct ui *ui, const struct editing *editing, const struct record *record)
{
	return ui->acted && !editing->behind &&
	       record_int(record, CASE_REVISION) == record_int(form_base(editing->form), CASE_REVISION) + 1;
}

/* Fields that were not touched follow; what was typed stays, and both are shown. */
static void form_screen_changed(struct ui *ui, struct screen *screen)
{
	struct editing *editing = screen->state;
	CLEANUP(record_free) struct record *record = work_case(ui, editing->id);

	if (!record || record_int(record, CASE_REVISION) == record_int(form_base(editing->form), CASE_REVISION))
		return;
	if (is_own(ui, editing, record)) {
		rebase(ui, editing);
	} else if (!form_changed(editing->form)) {
		rebase(ui, editing);
		ui_say(ui, "%s", _("somebody changed the case: what you see is the new state"));
	} else if (!editing->behind) {
		editing->behind = true;
		ui_say(ui, "%s", _("somebody changed the case meanwhile; saving puts both together"));
	}
}

static bool form_screen_may_leave(struct ui *ui, struct screen *screen)
{
	struct editing *editing = screen->state;

	if (!form_changed(editing->form))
		return true;
	switch (drafts_ask(ui, screen, editing->id)) {
	case UNSAVED_SAVE:
		return save(ui, editing);
	case UNSAVED_DISCARD:
	case UNSAVED_KEEP:
		return true;
	case UNSAVED_STAY:
		break;
	}
	return false;
}

/* One form for a case: what is typed in it must not hide below a second one. */
static bool form_screen_shows(struct ui *ui, struct screen *screen, const char *argument)
{
	const struct editing *editing = screen->state;
	g_auto(GStrv) words = g_strsplit(argument, " ", 2);
	CLEANUP(record_free) struct record *record =
		words[0] && *words[0] ? look_case(ui->session, words[0], NULL) : NULL;

	if (!record || !record_is(record, CASE_ID, editing->id))
		return false;
	to_field(ui, editing, words[1]);
	return true;
}

static const struct record *form_screen_subject(struct ui *ui, struct screen *screen)
{
	const struct editing *editing = screen->state;

	(void)ui;
	return form_base(editing->form);
}

static char *form_screen_place(struct ui *ui, struct screen *screen)
{
	const struct editing *editing = screen->state;

	(void)ui;
	return g_strdup_printf("form %s", editing->id);
}

static struct form *form_screen_form(struct ui *ui, struct screen *screen)
{
	const struct editing *editing = screen->state;

	(void)ui;
	return editing->form;
}

static void form_screen_typed(struct ui *ui, struct screen *screen, struct request *typed)
{
	const struct editing *editing = screen->state;

	if (editing->merge)
		merge_typed(ui, editing->merge, typed);
}

/* Where one was choosing, one goes on; it saves nothing by itself. */
static void form_screen_retyped(struct ui *ui, struct screen *screen, const struct request *typed)
{
	struct editing *editing = screen->state;

	merge_free(editing->merge);
	editing->merge = draft_merge_get(&case_object, typed);
	if (merge_was_open(typed) && weigh(ui, editing) && editing->merge->clashes->len) {
		merge_open(ui, editing->theirs, editing->merge, merged, editing);
		merge_retype(ui, typed);
	}
}

static const struct hint form_hints[] = {
	{ "save", N_("save") },
	{ "back", N_("back (asks)") },
	{ "next-field", N_("next") },
	{ "choose", N_("choose") },
	{ "next-section", N_("section") },
	{ "missing", N_("missing") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class form_screen = {
	.name = "form",
	.label = N_("Form"),
	.help = N_("All fields of a case that may be edited, by section; ! marks what is needed for its "
		   "next step. Letters choose among choices; a time may be written “2h ago”."),
	.hints = form_hints,
	.open = form_screen_open,
	.close = form_screen_close,
	.head = form_screen_head,
	.draw = form_screen_draw,
	.event = form_screen_event,
	.changed = form_screen_changed,
	.may_leave = form_screen_may_leave,
	.subject = form_screen_subject,
	.place = form_screen_place,
	.shows = form_screen_shows,
	.form = form_screen_form,
	.typed = form_screen_typed,
	.retyped = form_screen_retyped,
};
