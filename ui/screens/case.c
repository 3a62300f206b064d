/* One case: what it is, what is missing, and all that belongs to it. */
#include "src/app/look.h"
#include "src/app/present.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case_fields.h"
#include "src/rules/problem.h"
#include "ui/columns.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"
#include "ui/screens/case_head.h"
#include "ui/screens/case_step.h"
#include "ui/screens/case_text.h"
#include "ui/screens/detail.h"
#include "ui/screens/work.h"

#define NEEDED_MOST 4
#define CASE_ID_WIDTH 15
#define PLACE_WIDTH 12

enum { DETAILS };

static const struct browse_tab tabs[] = {
	[DETAILS] = { N_("Details"), NULL, NULL, NULL, NULL, 0, case_text_details },
	{ N_("Notes"), NULL, "notes", N_("No note yet."), NULL, 0, NULL },
	{ N_("Actions"), NULL, "actions", N_("No action is recorded yet."), NULL, 0, NULL },
	{ N_("Alerts"), NULL, "alerts", N_("No alert belongs to this case."), NULL, 0, NULL },
	{ N_("People"), NULL, NULL, NULL, NULL, 0, case_text_people },
	{ N_("Transfers"), NULL, "transfers", N_("It was never offered to another group."), NULL, 0,
	  NULL },
	{ N_("Escalated"), NULL, "escalations", N_("Nobody was called in yet."), NULL, 0, NULL },
	{ N_("Timeline"), N_("Story"), "timeline", N_("There is no entry that you may read."),
	  detail_story, 0, NULL },
	{ N_("Audit"), NULL, "audit", N_("There is no entry that you may read."), detail_entry, 0,
	  NULL },
};

struct case_view {
	struct browse *browse;
	struct record *record;
	struct problems *missing;
	int64_t drawn_at;
	GPtrArray *sessions;	/* that are open, and which of them are here: … */
	char *others;
	bool listed;		/* it was opened from the list below */
};

/* True when it is not who it was. */
static bool look_who(struct ui *ui, struct case_view *view)
{
	const char *id = record_text(view->record, CASE_ID);
	g_autofree char *before = g_steal_pointer(&view->others);

	present_begin(ui->session, id, PRESENT_READS);
	view->others = present_others(ui->session, view->sessions, id);
	return g_strcmp0(before, view->others) != 0;
}

static bool take_record(struct ui *ui, struct case_view *view, const char *id, GError **error)
{
	struct record *record = look_case(ui->session, id, error);

	if (!record)
		return false;
	record_free(view->record);
	problems_free(view->missing);
	view->record = record;
	view->missing = work_missing(ui, record);
	if (view->sessions)
		g_ptr_array_unref(view->sessions);
	view->sessions = present_sessions(ui->session);
	look_who(ui, view);
	return true;
}

static void case_close(struct ui *ui, struct screen *screen)
{
	struct case_view *view = screen->state;

	if (ui->session)
		present_end(ui->session, record_text(view->record, CASE_ID), PRESENT_READS);
	g_ptr_array_unref(view->sessions);
	g_free(view->others);
	browse_free(view->browse);
	record_free(view->record);
	problems_free(view->missing);
	g_free(view);
}

static bool case_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct case_view *view = g_new0(struct case_view, 1);

	if (!*argument) {
		g_free(view);
		return err_set(error, ERR_INVALID, "%s", _("name a case: case 26-0041"));
	}
	if (!take_record(ui, view, argument, error)) {
		g_free(view);
		return false;
	}
	screen->state = view;
	view->listed = case_step_at(case_step_list(ui->top), record_text(view->record, CASE_ID));
	view->browse = browse_new(ui, screen, tabs, G_N_ELEMENTS(tabs),
				  record_text(view->record, CASE_ID), DETAILS);
	screen_part(screen, work_commands, screen);
	return true;
}

static void case_changed(struct ui *ui, struct screen *screen)
{
	struct case_view *view = screen->state;
	g_autofree char *id = g_strdup(record_text(view->record, CASE_ID));
	g_autoptr(GError) error = NULL;

	if (!take_record(ui, view, id, &error)) {
		ui_say_error(ui, &error);
		return;
	}
	browse_look(view->browse, ui);
}

static void case_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct case_view *view = screen->state;
	g_autofree char *here = view->others ? g_strdup_printf(_("also here: %s"), view->others) : NULL;
	struct list *list = view->listed ? case_step_list(screen->below) : NULL;
	g_autofree char *place = case_step_at(list, record_text(view->record, CASE_ID)) ? list_place(list) : NULL;
	struct canvas left = *canvas;
	int used;

	(void)ui;
	if (place) {
		left.rect.width -= PLACE_WIDTH;
		draw_right(canvas, 0, left.rect.width, PLACE_WIDTH - 1, PAINT_DIM, place);
	}
	if (here) {
		int width = MIN(text_width(here), left.rect.width - CASE_ID_WIDTH - 3);

		left.rect.width -= width + 2;
		draw_text(canvas, 0, left.rect.width, width, PAINT_SOON, here);
	}
	canvas = &left;
	used = 1 + draw_text(canvas, 0, 1, -1, PAINT_TITLE, record_text(view->record, CASE_ID));
	draw_text(canvas, 0, used + 2, canvas->rect.width - used - 3, PAINT_TITLE,
		  record_text(view->record, CASE_TITLE));
}

/* --- what is needed --- */

static unsigned needed_rows(const struct case_view *view, int height)
{
	unsigned len = view->missing->list->len, most;

	if (!len || !*work_next_state(view->record) || height < 12 ||
	    browse_now(view->browse) != DETAILS)
		return 0;
	most = MAX(NEEDED_MOST, (unsigned)height / 4 - 1);
	return 1 + MIN(len, most + (len == most + 1));
}

static void draw_needed(struct ui *ui, const struct case_view *view, struct canvas *canvas, bool may_go)
{
	const GPtrArray *list = view->missing->list;
	unsigned room = (unsigned)canvas->rect.height - 1;
	const char *hint = _("! goes there");
	int used = draw_format(canvas, 0, 1, canvas->rect.width - 2, PAINT_NEEDED, _("Needed before %s"),
			       work_next_state(view->record));
	int key = canvas->rect.width - 1 - text_width(hint);

	if (may_go && key > used + 2)
		draw_text(canvas, 0, key, -1, PAINT_DIM, hint);
	for (unsigned i = 0; i < list->len && i < room; i++) {
		const struct problem *problem = g_ptr_array_index(list, i);
		g_autofree char *why = work_why_needed(ui, problem);

		if (i + 1 == room && list->len > room) {
			draw_format(canvas, 1 + (int)i, 3, -1, PAINT_DIM,
				    ngettext("and %u more", "and %u more", list->len - i),
				    list->len - i);
			return;
		}
		draw_text(canvas, 1 + (int)i, 3, -1, PAINT_NEEDED, draw_sign(canvas, SIGN_BULLET));
		draw_text(canvas, 1 + (int)i, 5, 24, PAINT_TEXT,
			  problem->field ? work_needed(problem) : problem->name);
		draw_text(canvas, 1 + (int)i, 30, canvas->rect.width - 31, PAINT_DIM, why);
	}
}

/* Others come and go; its clock tells seconds when little is left. */
static bool case_tick(struct ui *ui, struct screen *screen)
{
	struct case_view *view = screen->state;
	int64_t now = ui_now(ui);
	bool others = look_who(ui, view);

	return others || (now / COLUMN_STEP_MS != view->drawn_at / COLUMN_STEP_MS && columns_tick(view->record, now));
}

/* Below the details, or beside them where there is room. Takes its part from the canvas. */
static void place_needed(struct ui *ui, const struct case_view *view, struct canvas *canvas)
{
	int height = canvas->rect.height, width = canvas->rect.width;
	int rows = (int)needed_rows(view, height + CASE_HEAD_ROWS);
	bool may_go = action_offered(ui->session, action_find("case-edit"), view->record);
	struct canvas part;

	if (!rows)
		return;
	if (browse_wide(ui)) {
		int left = width * 3 / 5;

		part = draw_part(canvas, 0, left + 2, height, width - left - 2);
		*canvas = draw_part(canvas, 0, 0, height, left);
	} else {
		part = draw_part(canvas, height - rows, 0, rows, width);
		*canvas = draw_part(canvas, 0, 0, height - rows - 1, width);
	}
	draw_needed(ui, view, &part, may_go);
}

static void case_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct case_view *view = screen->state;
	int height = canvas->rect.height, width = canvas->rect.width;
	struct canvas head = draw_part(canvas, 0, 0, CASE_HEAD_ROWS, width);
	struct canvas rest = draw_part(canvas, CASE_HEAD_ROWS, 0, height - CASE_HEAD_ROWS, width);

	view->drawn_at = ui_now(ui);
	case_head_draw(ui, &head, view->record);
	place_needed(ui, view, &rest);
	browse_draw(view->browse, ui, &rest);
}

static const struct record *case_subject(struct ui *ui, struct screen *screen)
{
	const struct case_view *view = screen->state;

	(void)ui;
	return view->record;
}

static char *case_place(struct ui *ui, struct screen *screen)
{
	const struct case_view *view = screen->state;

	(void)ui;
	return g_strdup_printf("case %s", record_text(view->record, CASE_ID));
}

/* --- commands --- */

static void missing(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;
	const struct problem *first = NULL;

	(void)arguments;
	for (guint i = 0; i < view->missing->list->len && !first; i++) {
		first = g_ptr_array_index(view->missing->list, i);
		if (first->field && first->field->flags & FIELD_ACTION_ONLY)
			first = NULL;
	}
	if (!first) {
		ui_say(ui, "%s", _("it needs an owner: take it or assign one"));
		return;
	}
	work_supply(ui, record_text(view->record, CASE_ID), first);
}

/* The other case takes the place of this one, with the same tab open. */
static void step(struct ui *ui, struct screen *screen, long by)
{
	const struct case_view *view = screen->state;
	struct list *list = case_step_list(screen->below);
	g_autofree char *id = list ? case_step(ui, list, record_text(view->record, CASE_ID), by) : NULL;
	size_t tab = browse_now(view->browse);

	if (!id)
		return;
	screen_close(ui, screen);
	if (!screen_open(ui, "case", id))
		return;
	view = ui->top->state;
	browse_show(view->browse, ui, tab);
}

static void next_case(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	step(ui, self, 1);
}

static void previous_case(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	step(ui, self, -1);
}

static bool is_listed(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;

	(void)ui;
	return view->listed;
}

static bool any_missing(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;

	return problems_any(view->missing) &&
	       action_offered(ui->session, action_find("case-edit"), view->record);
}

static void correct(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;
	const struct record *note = browse_current(view->browse);
	g_autofree char *text = g_strdup_printf("note-correct note=%lld", (long long)note->pk);

	(void)arguments;
	command_run(ui, text);
}

static bool on_note(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;
	const struct record *row = browse_current(view->browse);

	return row && row->object == &note_object &&
	       action_offered(ui->session, action_find("note-correct"), view->record);
}

/* In the details, to change them; in a list, all of the row. */
static void open_here(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;
	const struct record *row = browse_current(view->browse);

	(void)arguments;
	if (row)
		detail_open(ui, row);
	else
		command_run(ui, "edit");
}

static bool can_open(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct case_view *view = screen->state;

	return browse_current(view->browse) ||
	       (browse_now(view->browse) == DETAILS && command_offered(ui, "edit"));
}

static const struct command case_commands[] = {
	{ "open", N_("open"), N_("Shows all of the row; in the details, opens the form."), open_here,
	  can_open },
	{ "missing", N_("missing"), N_("Goes to the first thing needed for the next step."), missing,
	  any_missing },
	{ "next-case", N_("next case"), N_("Goes to the next case of the list that this one was opened from."),
	  next_case, is_listed },
	{ "previous-case", N_("previous case"), N_("Goes to the case before this one in that list."), previous_case,
	  is_listed },
	{ "correct", N_("correct"), N_("Corrects the note under the cursor by a new one."), correct,
	  on_note },
	{ NULL },
};

static const struct hint case_hints[] = {
	{ "transfer-accept", N_("accept") },
	{ "transfer-decline", N_("decline") },
	{ "escalation-ack", N_("acknowledge") },
	{ "case-approve", N_("approve") },
	{ "case-reject", N_("reject") },
	{ "edit", N_("edit") },
	{ "case-take", N_("take") },
	{ "note-add", N_("note") },
	{ "correct", N_("correct") },
	{ "case-state", N_("state") },
	{ "case-transfer", N_("transfer") },
	{ "transfer-recall", N_("take back") },
	{ "case-escalate", N_("escalate") },
	{ "case-reopen", N_("reopen") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ "action-add", N_("action") },
	{ "filter", N_("filter") },
	{ "case-assign", N_("owner") },
	{ "case-close", N_("close") },
	{ NULL },
};

const struct screen_class case_screen = {
	.name = "case",
	.label = N_("Case"),
	.help = N_("One case: its head says how bad, whose and by when; Tab goes through its sections."),
	.sections = "case tabs work list",
	.commands = case_commands,
	.hints = case_hints,
	.open = case_open,
	.close = case_close,
	.head = case_head,
	.draw = case_draw,
	.changed = case_changed,
	.tick = case_tick,
	.subject = case_subject,
	.place = case_place,
};
