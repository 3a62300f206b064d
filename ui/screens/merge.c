#include "ui/screens/merge.h"

#include <string.h>

#include "src/app/draft_merge.h"
#include "src/base/clock.h"
#include "src/base/diff.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/form.h"
#include "ui/offers.h"
#include "ui/pager.h"
#include "ui/prompt.h"
#include "ui/screens/work.h"

#define LABEL_WIDTH 24
#define NAME_GAP 3
#define LINES_WHOLE 8		/* a text of no more is shown whole */
#define LINES_BEFORE 2		/* … of a longer one so many of what was before */
#define SMALL 10		/* rows of the body: below, little is shown */

struct merging {
	struct screen *screen;
	char *id;
	char *saved;		/* who, and when */
	struct merge *merge;
	guint at;
	struct pager *pager;	/* the difference under the cursor */
	bool small;		/* drawn where there is room for that and little else */
	void (*save)(struct ui *ui, void *data);
	void *data;
};

/* --- by hand: one field in a box --- */

struct hand { struct merging *merging; struct merge_row *row; struct form *form; struct screen *screen; };

static void fill(struct merging *merging);

static void hand_save(struct ui *ui, void *data)
{
	struct hand *hand = data;
	struct merging *merging = hand->merging;

	if (!form_read(hand->form, ui))
		return;
	merge_by_hand(hand->row, record_get(form_record(hand->form), hand->row->field));
	screen_close(ui, hand->screen);
	fill(merging);
}

static void hand_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct hand *hand = screen->state;
	int width = MIN(canvas->rect.width - 2, 76);
	int rows = MIN(form_rows(hand->form, width - 4) + 2, canvas->rect.height);
	struct canvas box = draw_middle(canvas, rows, width);

	box = draw_box(&box, _("What it is to be"));
	form_draw(hand->form, ui, &box, 0);
}

static bool hand_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct hand *hand = screen->state;

	return form_event(hand->form, ui, event);
}

static bool hand_may_leave(struct ui *ui, struct screen *screen)
{
	struct hand *hand = screen->state;
	enum prompt_unsaved answer = form_changed(hand->form) ?
		prompt_unsaved(ui, _("what you wrote"), false, false) : UNSAVED_DISCARD;

	if (answer == UNSAVED_SAVE)
		hand_save(ui, hand);
	return answer == UNSAVED_DISCARD;
}

static void hand_close(struct ui *ui, struct screen *screen)
{
	struct hand *hand = screen->state;

	(void)ui;
	form_free(hand->form);
	g_free(hand);
}

static const struct hint hand_hints[] = {
	{ "accept", N_("take it") },
	{ "back", N_("back (asks)") },
	{ "choose", N_("choose") },
	{ NULL },
};

static const struct screen_class hand_class = {
	.name = "by-hand",
	.label = N_("By hand"),
	.help = N_("Writes what the field gets, when it is neither what you wrote nor what they did."),
	.flags = SCREEN_DIALOG,
	.sections = "dialog",
	.hints = hand_hints,
	.draw = hand_draw,
	.event = hand_event,
	.may_leave = hand_may_leave,
	.close = hand_close,
};

static char **hand_offers(struct ui *ui, const struct field *field, void *data, bool *free_text)
{
	(void)data;
	*free_text = false;
	return offers_plain(ui, field);
}

static struct problems *nothing_missing(struct ui *ui, const struct record *record)
{
	(void)ui, (void)record;
	return problems_new();
}

/* It begins with what is chosen so far. */
static struct hand *open_hand(struct ui *ui, struct merging *merging)
{
	struct hand *hand = g_new0(struct hand, 1);
	const struct object *object = merging->merge->object;
	CLEANUP(record_free) struct record *record = record_new(object);
	struct form_spec spec = {
		.object = object, .fields = object->fields, .fields_len = object->fields_len,
		.record = record, .offers = hand_offers, .missing = nothing_missing, .data = hand,
		.save = hand_save,
	};

	hand->merging = merging;
	hand->row = merge_clash(merging->merge, merging->at);
	spec.only = object->fields[hand->row->field].name;
	record_set(record, hand->row->field, merge_value(hand->row));
	hand->form = form_new(ui, &spec);
	hand->screen = screen_push(ui, &hand_class, hand);
	screen_part(hand->screen, form_commands, hand->form);
	return hand;
}

/* --- how it looks --- */

static const char *side_text(const struct merge_row *row)
{
	static const char *const texts[] = {
		[MERGE_OPEN] = N_("? choose"), [MERGE_MINE] = N_("mine"), [MERGE_THEIRS] = N_("theirs"),
		[MERGE_HAND] = N_("by hand"),
	};

	return _(texts[row->side]);
}

static char *shown(const struct field *field, const char *value)
{
	if (!value)
		return g_strdup(_("(empty)"));
	if (field->type == FIELD_TIME)
		return time_both(g_ascii_strtoll(value, NULL, 10));
	return field_show(field, value);
}

/* After this line of a marked text: does a mark go on? */
static bool goes_on(const char *line, bool before)
{
	const char *gone = g_strrstr(line, "[-"), *new = g_strrstr(line, "{+");
	const char *gone_end = g_strrstr(line, "-]"), *new_end = g_strrstr(line, "+}");
	const char *begin = MAX(gone, new), *end = MAX(gone_end, new_end);

	return begin || end ? begin > end : before;
}

static void add_skipped(GString *out, guint lines)
{
	if (lines)
		g_string_append_printf(out, ngettext("… %u line alike\n", "… %u lines alike\n", lines), lines);
}

/* Of a long text the lines with marks, and one on each side. */
static char *near_marks(const char *marked)
{
	g_auto(GStrv) lines = g_strsplit(marked, "\n", -1);
	guint len = g_strv_length(lines), alike = 0;
	g_autofree bool *near = g_new0(bool, len + 2);	/* near[i + 1]: of line i */
	GString *out = g_string_new(NULL);
	bool open = false;

	for (guint i = 0; i < len; i++) {
		if (open || strstr(lines[i], "[-") || strstr(lines[i], "{+"))
			near[i] = near[i + 1] = near[i + 2] = true;
		open = goes_on(lines[i], open);
	}
	for (guint i = 0; i < len; i++) {
		if (len > LINES_WHOLE && !near[i + 1]) {
			alike++;
			continue;
		}
		add_skipped(out, alike);
		alike = 0;
		g_string_append_printf(out, "%s\n", lines[i]);
	}
	add_skipped(out, alike);
	g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* What was before stands in what is marked too: of a long text the beginning is enough. */
static char *beginning(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint len = g_strv_length(lines), more = len - LINES_BEFORE;
	g_autofree char *first = NULL;

	if (len <= LINES_WHOLE)
		return g_strdup(text);
	g_clear_pointer(&lines[LINES_BEFORE], g_free);
	for (guint i = LINES_BEFORE + 1; i < len; i++)
		g_clear_pointer(&lines[i], g_free);
	first = g_strjoinv("\n", lines);
	return g_strdup_printf(ngettext("%s\n… %u line more", "%s\n… %u lines more", more), first, more);
}

/* Texts show which words are others than before. */
static char *against(const struct field *field, const char *base, const char *value)
{
	g_autofree char *from = shown(field, base);
	g_autofree char *marked = NULL;
	char *to = shown(field, value);

	if (!base || !value || (field->type != FIELD_TEXT && field->type != FIELD_LONG && field->type != FIELD_LIST))
		return to;
	marked = diff_words(from, to);
	g_free(to);
	return near_marks(marked);
}

static void add_alone(struct merging *merging)
{
	const struct merge *merge = merging->merge;

	if (!merge->alone->len)
		return;
	pager_add(merging->pager, PAINT_TEXT, 0, "");
	pager_add(merging->pager, PAINT_TITLE, 1, _("Changed by one side only, and taken:"));
	for (guint i = 0; i < merge->alone->len; i++) {
		const struct merge_row *row = &g_array_index(merge->alone, struct merge_row, i);
		const struct field *field = &merge->object->fields[row->field];
		g_autofree char *value = against(field, row->base, merge_value(row));
		g_autofree char *text = g_strdup_printf("%s: %s", side_text(row), value);

		pager_add_pair(merging->pager, LABEL_WIDTH, _(field->label), PAINT_TEXT, text);
	}
}

static int name_column(void)
{
	const char *const names[] = { _("before"), _("mine"), _("theirs"), _("by hand") };
	int width = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		width = MAX(width, text_width(names[i]));
	return width + NAME_GAP;
}

static void fill(struct merging *merging)
{
	int column = name_column();
	const struct merge_row *row = merge_clash(merging->merge, merging->at);
	const struct field *field = &merging->merge->object->fields[row->field];
	g_autofree char *whole = shown(field, row->base), *base = beginning(whole);
	g_autofree char *mine = against(field, row->base, row->mine);
	g_autofree char *theirs = against(field, row->base, row->theirs);

	pager_free(merging->pager);
	merging->pager = pager_new();
	for (size_t i = 0; i < SCREEN_PARTS; i++)
		if (merging->screen->parts[i].commands == pager_commands)
			merging->screen->parts[i].self = merging->pager;
	if (!merging->small)
		pager_add_pair(merging->pager, column, _("before"), PAINT_DIM, base);
	pager_add_pair(merging->pager, column, _("mine"), PAINT_TEXT, mine);
	pager_add_pair(merging->pager, column, _("theirs"), PAINT_TEXT, theirs);
	if (row->hand) {
		g_autofree char *hand = against(field, row->base, row->hand);

		pager_add_pair(merging->pager, column, _("by hand"), PAINT_TEXT, hand);
	}
	if (merging->small)
		pager_add_pair(merging->pager, column, _("before"), PAINT_DIM, base);
	add_alone(merging);
}

static void merge_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct merging *merging = screen->state;
	guint open = merge_undecided(merging->merge);
	g_autofree char *left = open ? g_strdup_printf(_("%u to decide"), open) : g_strdup(_("all decided"));

	(void)ui;
	draw_format(canvas, 0, 1, canvas->rect.width - 16, PAINT_TITLE, _("%s  changed by two"), merging->id);
	draw_right(canvas, 0, canvas->rect.width - 16, 14, open ? PAINT_NEEDED : PAINT_OK, left);
}

static void draw_row(struct canvas *canvas, int y, const struct merging *merging, guint at)
{
	const struct merge_row *row = merge_clash(merging->merge, at);

	draw_text(canvas, y, 1, 1, PAINT_NEEDED, row->side == MERGE_OPEN ? "!" : " ");
	draw_text(canvas, y, 3, LABEL_WIDTH, PAINT_TEXT, _(merging->merge->object->fields[row->field].label));
	draw_text(canvas, y, 4 + LABEL_WIDTH, -1, row->side == MERGE_OPEN ? PAINT_NEEDED : PAINT_OK,
		  side_text(row));
	if (at == merging->at)
		draw_look(canvas, y, 0, -1, PAINT_FOCUS);
}

/* In a small window what one chooses between is seen, and of the fields the one that it is about. */
static void merge_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct merging *merging = screen->state;
	int count = (int)merging->merge->clashes->len, height = canvas->rect.height;
	bool small = height < SMALL;
	int rows = small ? 1 : MIN(count, height / 3), top = !small;
	int first = CLAMP((int)merging->at - rows + 1, 0, count - rows);
	struct canvas below = draw_part(canvas, top + rows + 1, 0, height - top - rows - 1, canvas->rect.width);

	(void)ui;
	if (small != merging->small) {
		merging->small = small;
		fill(merging);
	}
	if (!small)
		draw_format(canvas, 0, 1, -1, PAINT_DIM, _("%s Choose for each."), merging->saved);
	for (int i = 0; i < rows; i++)
		draw_row(canvas, top + i, merging, (guint)(first + i));
	draw_rule(canvas, top + rows);
	pager_draw(merging->pager, &below);
	draw_cursor(canvas, (int)merging->at - first + top, 3);
}

/* --- what keys do --- */

static struct merging *of(void *self)
{
	return ((struct screen *)self)->state;
}

static void go(struct merging *merging, guint at)
{
	merging->at = at;
	fill(merging);
}

static void next_difference(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	go(of(self), (of(self)->at + 1) % of(self)->merge->clashes->len);
}

static void previous_difference(struct ui *ui, void *self, const char *arguments)
{
	guint len = of(self)->merge->clashes->len;

	(void)ui, (void)arguments;
	go(of(self), (of(self)->at + len - 1) % len);
}

/* … and on to the next that is open. */
static void choose(struct merging *merging, enum merge_side side)
{
	guint len = merging->merge->clashes->len;

	merge_clash(merging->merge, merging->at)->side = side;
	for (guint i = 1; i < len; i++)
		if (merge_clash(merging->merge, (merging->at + i) % len)->side == MERGE_OPEN) {
			merging->at = (merging->at + i) % len;
			break;
		}
	fill(merging);
}

static void mine(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	choose(of(self), MERGE_MINE);
}

static void theirs(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	choose(of(self), MERGE_THEIRS);
}

static void choose_all(struct merging *merging, enum merge_side side)
{
	for (guint i = 0; i < merging->merge->clashes->len; i++)
		merge_clash(merging->merge, i)->side = side;
	fill(merging);
}

static void all_mine(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	choose_all(of(self), MERGE_MINE);
}

static void all_theirs(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	choose_all(of(self), MERGE_THEIRS);
}

static void by_hand(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	open_hand(ui, of(self));
}

static void save(struct ui *ui, void *self, const char *arguments)
{
	struct merging *merging = of(self);
	guint open = merge_undecided(merging->merge);
	void (*then)(struct ui *ui, void *data) = merging->save;
	void *data = merging->data;

	(void)arguments;
	if (open) {
		ui_warn(ui, ngettext("%u field is not decided: m takes mine, t theirs, e writes it anew",
				     "%u fields are not decided: m takes mine, t theirs, e writes them anew",
				     open), open);
		return;
	}
	screen_close(ui, merging->screen);
	then(ui, data);
}

const struct command merge_commands[] = {
	{ "next-difference", N_("next"), N_("To the next field that both changed."), next_difference, NULL },
	{ "previous-difference", N_("back"), N_("To the field before that both changed."),
	  previous_difference, NULL },
	{ "mine", N_("mine"), N_("The field gets what I wrote."), mine, NULL },
	{ "theirs", N_("theirs"), N_("The field gets what they wrote."), theirs, NULL },
	{ "by-hand", N_("by hand"), N_("Writes the field anew, beginning with what is chosen."), by_hand, NULL },
	{ "all-mine", N_("all mine"), N_("All fields that both changed get what I wrote."), all_mine, NULL },
	{ "all-theirs", N_("all theirs"), N_("All fields that both changed get what they wrote."), all_theirs,
	  NULL },
	{ "save", N_("save"), N_("Saves both people's changes as chosen."), save, NULL },
	{ NULL },
};

static const struct hint merge_hints[] = {
	{ "mine", N_("mine") },
	{ "theirs", N_("theirs") },
	{ "save", N_("save") },
	{ "back", N_("form") },
	{ "by-hand", N_("by hand") },
	{ "all-mine", N_("all mine") },
	{ "all-theirs", N_("all theirs") },
	{ "help", N_("help") },
	{ NULL },
};

static void merge_close(struct ui *ui, struct screen *screen)
{
	struct merging *merging = screen->state;

	(void)ui;
	pager_free(merging->pager);
	g_free(merging->id);
	g_free(merging->saved);
	g_free(merging);
}

static const struct screen_class merge_class = {
	.name = "merge",
	.label = N_("Changed by two"),
	.help = N_("Somebody saved the case while you wrote. Fields that both changed are chosen here; all "
		   "others are put together. [-was-] has gone, {+is+} is new."),
	.commands = merge_commands,
	.hints = merge_hints,
	.close = merge_close,
	.head = merge_head,
	.draw = merge_draw,
};

void merge_open(struct ui *ui, const struct record *theirs, struct merge *merge,
		void (*save_merged)(struct ui *ui, void *data), void *data)
{
	struct merging *merging = g_new0(struct merging, 1);

	if (!merge->clashes->len) {
		g_free(merging);
		save_merged(ui, data);
		return;
	}
	*merging = (struct merging){ .id = record_key(theirs), .saved = work_saved(ui, theirs), .merge = merge,
		.save = save_merged, .data = data };
	merging->screen = screen_push(ui, &merge_class, merging);
	screen_part(merging->screen, pager_commands, NULL);
	fill(merging);
}

/* --- in the draft of its form --- */

#define AT "merge.at"
#define WRITING "merge.writing"		/* in the box */

/* NULL: there is none. */
static struct screen *above(struct ui *ui, const struct screen_class *class)
{
	struct screen *screen = ui->top;

	while (screen && screen->class != class)
		screen = screen->below;
	return screen;
}

static void put_written(const struct hand *hand, struct request *typed)
{
	const struct set *set;
	struct request box;

	request_init(&box, NULL, NULL);
	form_typed(hand->form, &box);
	set = sets_find(box.sets, hand->merging->merge->object->fields[hand->row->field].name);
	if (set)
		request_set(typed, WRITING, set->value);
	request_wipe(&box);
	request_clear(&box);
}

void merge_typed(struct ui *ui, const struct merge *merge, struct request *typed)
{
	const struct screen *screen = above(ui, &merge_class), *box = above(ui, &hand_class);
	const struct merging *merging = screen ? screen->state : NULL;

	draft_merge_put(merge, typed);
	if (!merging || merging->merge != merge)
		return;
	request_set(typed, AT, merge->object->fields[merge_clash(merge, merging->at)->field].name);
	if (box)
		put_written(box->state, typed);
}

bool merge_was_open(const struct request *typed)
{
	return sets_find(typed->sets, AT) != NULL;
}

static void write_on(struct ui *ui, struct merging *merging, const struct set *written)
{
	struct hand *hand = open_hand(ui, merging);

	form_type(hand->form, ui, merging->merge->object->fields[hand->row->field].name, written->value);
}

void merge_retype(struct ui *ui, const struct request *typed)
{
	const struct screen *screen = above(ui, &merge_class);
	const struct set *at = sets_find(typed->sets, AT), *written = sets_find(typed->sets, WRITING);
	struct merging *merging = screen ? screen->state : NULL;

	for (guint i = 0; merging && at && i < merging->merge->clashes->len; i++) {
		const struct merge_row *row = merge_clash(merging->merge, i);

		if (strcmp(merging->merge->object->fields[row->field].name, at->value) != 0)
			continue;
		go(merging, i);
		if (written)
			write_on(ui, merging, written);
	}
}
