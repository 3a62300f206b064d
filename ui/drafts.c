#include "ui/drafts.h"

#include <string.h>

#include "src/app/draft.h"
#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/form.h"

#define KEEP_MS (30 * SECOND_MS)
#define WIDTH_MOST 74
#define LINES_MOST 12

/* --- keeping --- */

static struct form *form_of(struct ui *ui, struct screen *screen)
{
	return screen->class->form ? screen->class->form(ui, screen) : NULL;
}

static guint sum(const struct request *typed)
{
	guint sum = 1;

	for (guint i = 0; i < typed->sets->len; i++) {
		const struct set *set = &g_array_index(typed->sets, struct set, i);

		sum = (sum * 31 + g_str_hash(set->name)) * 31 + g_str_hash(set->value);
	}
	return sum ? sum : 1;
}

static void typed_clear(struct request *typed)
{
	request_wipe(typed);
	request_clear(typed);
}

/* Where it was typed, and what; caller frees both. NULL: nothing is left that is not kept. */
static char *unkept(struct ui *ui, struct screen *screen, struct request *typed)
{
	struct form *form = form_of(ui, screen);
	g_autofree char *place = form ? screen->class->place(ui, screen) : NULL;

	if (!place || !form_changed(form))
		return NULL;
	request_init(typed, NULL, NULL);
	form_typed(form, typed);
	if (screen->class->typed)
		screen->class->typed(ui, screen, typed);
	if (sum(typed) != screen->kept)
		return g_steal_pointer(&place);
	typed_clear(typed);
	return NULL;
}

/* Whether nothing is left that is not kept. */
static bool keep(struct ui *ui, struct screen *screen)
{
	struct request typed;
	g_autofree char *place = unkept(ui, screen, &typed);
	bool kept;

	if (!place)
		return true;
	kept = draft_keep(ui->session, place, &typed, NULL);
	if (kept)
		screen->kept = sum(&typed);
	typed_clear(&typed);
	return kept;
}

GBytes *drafts_seal(struct ui *ui, struct screen *screen)
{
	struct request typed;
	g_autofree char *place = unkept(ui, screen, &typed);
	GBytes *sealed;

	if (!place)
		return NULL;
	sealed = draft_seal(ui->session, place, &typed);
	typed_clear(&typed);
	return sealed;
}

void drafts_keep(struct ui *ui)
{
	ui->kept_at = ui_uptime(ui);
	for (struct screen *screen = ui->top; screen && ui->session; screen = screen->below)
		keep(ui, screen);
}

void drafts_tick(struct ui *ui)
{
	if (ui_uptime(ui) - ui->kept_at >= KEEP_MS)
		drafts_keep(ui);
}

void drafts_drop(struct ui *ui, struct screen *screen)
{
	g_autofree char *place = NULL;

	if (!screen->kept || !ui->session || ui->leaving || ui->locking)
		return;
	place = screen->class->place(ui, screen);
	draft_drop(ui->session, place, NULL);
}

enum prompt_unsaved drafts_ask(struct ui *ui, struct screen *screen, const char *what)
{
	g_autofree char *place = screen->class->place(ui, screen);
	bool deed = screen->class->flags & SCREEN_DIALOG;
	/* no entry of the log answers for this text: it is never offered again */
	enum prompt_unsaved answer = prompt_unsaved(ui, what, deed, place && !strchr(place, '='));

	if (answer != UNSAVED_KEEP)
		return answer;
	if (!keep(ui, screen)) {
		ui_warn(ui, "%s", _("the draft could not be written: the form stays open"));
		return UNSAVED_STAY;
	}
	screen->kept = 0;	/* closing it forgets no draft */
	ui_say(ui, "%s", _("kept as a draft: it is offered when this is opened again"));
	return answer;
}

/* --- offering --- */

struct offer { struct draft_shown *draft; };

static void fill(struct ui *ui, struct screen *screen, const struct draft_shown *draft)
{
	struct form *form = form_of(ui, screen);
	const struct record *about = screen->class->subject ? screen->class->subject(ui, screen) : NULL;
	int changed = about ? object_field(about->object, "last_change") : -1;
	bool based = form_retype(form, ui, &draft->typed);

	if (changed >= 0 && record_int(about, (size_t)changed) > draft->at)
		ui_warn(ui, "%s", based ?
			_("the case was changed after you typed this; saving puts both together") :
			_("the case was changed after you typed this: saving replaces what was written there"));
	/* closing it forgets the draft, whatever is typed until then */
	screen->kept = 1;
	ui->dirty = true;
	if (screen->class->retyped)
		screen->class->retyped(ui, screen, &draft->typed);
}

static bool stands_on(struct ui *ui, struct screen *screen, const char *place)
{
	g_autofree char *own = screen && form_of(ui, screen) ? screen->class->place(ui, screen) : NULL;

	return own && strcmp(own, place) == 0;
}

static void resume(struct ui *ui, const struct draft_shown *draft)
{
	bool before = ui->resuming;

	/* no entry of the log answers for this text: it may open a screen, and not act */
	if (strchr(draft->place, '='))
		return;
	if (!stands_on(ui, ui->top, draft->place)) {
		ui->resuming = true;
		command_run(ui, draft->place);
		ui->resuming = before;
	}
	if (stands_on(ui, ui->top, draft->place))
		fill(ui, ui->top, draft);
}

static void take(struct ui *ui, void *self, const char *arguments)
{
	struct screen *screen = self;
	struct offer *offer = screen->state;
	struct draft_shown *draft = g_steal_pointer(&offer->draft);

	(void)arguments;
	screen_close(ui, screen);
	resume(ui, draft);
	draft_shown_free(draft);
}

static void drop(struct ui *ui, void *self, const char *arguments)
{
	struct screen *screen = self;
	const struct offer *offer = screen->state;
	g_autoptr(GError) error = NULL;

	(void)arguments;
	if (!draft_drop(ui->session, offer->draft->place, &error)) {
		ui_say_error(ui, &error);
		return;
	}
	screen_close(ui, screen);
	ui_say(ui, "%s", _("the draft is thrown away"));
}

static const struct field *field_of(const char *place, const char *name)
{
	g_auto(GStrv) words = g_strsplit(place, " ", 2);
	const struct action *action = action_find(words[0]);

	if (action)
		return field_find(action->arguments, action->arguments_len, name);
	return field_find(case_object.fields, case_object.fields_len, name);
}

/* "Note: INC-2026-0041"; "New case". Caller frees. */
static char *title_of(struct ui *ui, const char *place)
{
	g_auto(GStrv) words = g_strsplit(place, " ", 2);
	struct meaning meaning = command_find(ui, words[0]);

	return g_strdup_printf("%s %s", command_label(&meaning), words[1] ? words[1] : "");
}

/* What it began from, and what was chosen with it, is not shown. */
static bool is_typed(const struct set *set)
{
	return !strchr(set->name, '.');
}

static int count_typed(const struct request *typed)
{
	int count = 0;

	for (guint i = 0; i < typed->sets->len; i++)
		count += is_typed(&g_array_index(typed->sets, struct set, i));
	return count;
}

static void draw_field(struct canvas *box, int y, const char *place, const struct set *set)
{
	const struct field *field = field_of(place, set->name);
	char *flat = g_strdelimit(g_strdup(set->value), "\n", ' ');

	draw_text(box, y, 0, 20, PAINT_LABEL, field ? _(field->label) : set->name);
	draw_text(box, y, 21, -1, PAINT_TEXT, flat);
	secret_text_free(flat);
}

static int draw_fields(struct canvas *box, int y, const struct draft_shown *draft)
{
	for (guint i = 0; i < draft->typed.sets->len && y < box->rect.height - 2; i++) {
		const struct set *set = &g_array_index(draft->typed.sets, struct set, i);

		if (is_typed(set))
			draw_field(box, y++, draft->place, set);
	}
	return y;
}

static void offer_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct offer *offer = screen->state;
	const struct draft_shown *draft = offer->draft;
	g_autofree char *title = title_of(ui, draft->place), *when = ui_time(ui, draft->at);
	int width = MIN(canvas->rect.width - 2, WIDTH_MOST);
	int rows = MIN(count_typed(&draft->typed), LINES_MOST);
	struct canvas box = draw_middle(canvas, rows + 7, width);
	int y;

	box = draw_box(&box, title);
	draw_format(&box, 1, 0, -1, PAINT_TITLE, _("You have a draft of this from %s."), when);
	y = draw_fields(&box, 3, draft);
	draw_text(&box, MIN(y + 1, box.rect.height - 1), 0, -1, PAINT_DIM,
		  _("Enter types it in, d throws it away, Esc leaves it for later."));
	draw_cursor(&box, 1, 0);
}

static void offer_close(struct ui *ui, struct screen *screen)
{
	struct offer *offer = screen->state;

	(void)ui;
	draft_shown_free(offer->draft);
	g_free(offer);
}

static const struct command offer_commands[] = {
	{ "take-draft", N_("type it in"), N_("Types the draft into its form."), take, NULL },
	{ "drop-draft", N_("throw away"), N_("Throws the draft away."), drop, NULL },
	{ NULL },
};

static const struct hint offer_hints[] = {
	{ "take-draft", N_("type it in") },
	{ "drop-draft", N_("throw away") },
	{ "back", N_("later") },
	{ "help", N_("help") },
	{ NULL },
};

static const struct screen_class offer_class = {
	.name = "draft",
	.label = N_("Draft"),
	.help = N_("What was typed here and neither saved nor given up."),
	.flags = SCREEN_DIALOG,
	.sections = "draft",
	.commands = offer_commands,
	.hints = offer_hints,
	.draw = offer_draw,
	.close = offer_close,
};

static void push(struct ui *ui, GPtrArray *drafts, guint at)
{
	struct offer *offer = g_new0(struct offer, 1);

	offer->draft = drafts->pdata[at];
	drafts->pdata[at] = NULL;
	screen_push(ui, &offer_class, offer);
}

void drafts_offer(struct ui *ui, struct screen *screen)
{
	g_autofree char *place = NULL;
	g_autoptr(GPtrArray) drafts = NULL;

	if (ui->resuming || !ui->session || !form_of(ui, screen))
		return;
	place = screen->class->place(ui, screen);
	drafts = draft_own(ui->session, place);
	if (drafts->len)
		push(ui, drafts, 0);
}

void drafts_offer_all(struct ui *ui)
{
	g_autoptr(GPtrArray) drafts = draft_own(ui->session, NULL);

	for (guint i = 0; i < drafts->len; i++)
		push(ui, drafts, i);
}

void drafts_resume(struct ui *ui, const char *place, int64_t at, GBytes *sealed)
{
	g_autoptr(GPtrArray) drafts = draft_own(ui->session, place);
	struct draft_shown *last = sealed ? draft_unseal(ui->session, place, at, sealed) : NULL;

	if (last)
		resume(ui, last);
	else if (drafts->len)
		resume(ui, drafts->pdata[0]);
	draft_shown_free(last);
}
