/* The queues: which cases wait for whom, how bad, by when. */
#include <string.h>

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case_fields.h"
#include "src/rules/close.h"
#include "src/rules/escalation.h"
#include "src/rules/transfer.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"
#include "ui/screens/detail.h"
#include "ui/screens/queue_views.h"
#include "ui/screens/work.h"

#define PREVIEW_ROWS 5
#define SUMMARY_LINES 2
#define SUMMARY_LINES_WIDE 10
#define LABEL_WIDTH 22

/* --- what stands below the list --- */

/* At most so many lines, each with room for a sign that it goes on, so that what is missing shows below it. */
static void add_summary(struct pager *pager, const char *summary, int lines, int width)
{
	g_autofree char *flat = g_strdelimit(g_strdup(summary), "\n", ' ');
	g_autofree char *visible = text_visible(flat, -1, TEXT_LINE);
	g_auto(GStrv) wrapped = text_wrap(visible, width - 2);

	for (int i = 0; i < lines && wrapped[i]; i++) {
		bool cut = i == lines - 1 && wrapped[i + 1];
		g_autofree char *text = cut ? g_strdup_printf("%s …", wrapped[i]) :
					      g_strdup(wrapped[i]);

		pager_add(pager, PAINT_TEXT, 1, text);
	}
}

/* What people filled in, but for what stands above it. */
static void add_fields(struct ui *ui, struct pager *pager, const struct record *record)
{
	pager_add(pager, PAINT_TEXT, 0, "");
	for (size_t i = 0; i < record->object->fields_len; i++) {
		const struct field *field = &record->object->fields[i];
		g_autofree char *text = NULL;

		if (!field->section || !record_has(record, i) || field->flags & (FIELD_HIDDEN | FIELD_SYSTEM) ||
		    i == CASE_TITLE || i == CASE_SUMMARY)
			continue;
		text = detail_value(ui, record, i);
		pager_add_pair(pager, LABEL_WIDTH, _(field->label), PAINT_TEXT, text);
	}
}

/* Beside the list there is room for all of it. */
static void add_whole(struct ui *ui, struct pager *pager, const struct record *record,
		      const struct problems *problems)
{
	if (problems_any(problems) && *work_next_state(record)) {
		g_autofree char *head = g_strdup_printf(_("Missing for %s"), work_next_state(record));

		pager_add(pager, PAINT_TEXT, 0, "");
		pager_add(pager, PAINT_LABEL, 1, head);
		for (guint i = 0; i < problems->list->len; i++) {
			const struct problem *problem = g_ptr_array_index(problems->list, i);

			pager_add(pager, PAINT_NEEDED, 2, work_needed(problem));
		}
	}
	add_fields(ui, pager, record);
}

/* "  waits for bea"; "" when nobody is called in. Caller frees. */
static char *called_in(const struct record *record)
{
	g_autofree char *to = field_show(&case_object.fields[CASE_ESCALATED_TO],
					 record_get(record, CASE_ESCALATED_TO));

	return record_has(record, CASE_ESCALATED_TO) ? g_strdup_printf(_("  called in: %s"), to) : g_strdup("");
}

static void preview_case(struct ui *ui, struct pager *pager, const struct record *record)
{
	const struct canvas canvas = { .surface = term_surface(ui->term) };
	CLEANUP(problems_free) struct problems *problems = work_missing(ui, record);
	g_autofree char *cui = work_cui(record), *missing = NULL, *due = NULL, *head = NULL, *asked = NULL;
	g_autofree char *state = field_show(&case_object.fields[CASE_STATE],
					    record_get(record, CASE_STATE));
	g_autofree char *since = time_span(ui_now(ui) - record_int(record, CASE_PHASE_SINCE));
	g_autofree char *called = called_in(record);
	bool late = false, wide = browse_wide(ui);
	int height, width;

	term_size(ui->term, &height, &width);
	width = wide ? width * 2 / 5 - 2 : width;
	head = g_strdup_printf(_("%s  %s  %s for %s%s%s%s%s"), record_text(record, CASE_ID),
			       record_text(record, CASE_SEVERITY), state, since,
			       *cui ? "  " : "", cui, called,
			       record_is(record, CASE_RESTRICTED, "1") ? _("  RESTRICTED") : "");
	pager_add(pager, PAINT_TITLE, 1, head);
	if (record_is(record, CASE_STATE, "close_pending"))
		asked = close_asked(record);
	if (asked)
		pager_add(pager, PAINT_NEEDED, 1, asked);
	add_summary(pager, record_text(record, CASE_SUMMARY), wide ? SUMMARY_LINES_WIDE : SUMMARY_LINES,
		    width - 2);
	missing = work_missing_text(problems, &canvas, 4);
	if (*missing && *work_next_state(record) && !wide) {
		g_autofree char *line = g_strdup_printf(_("Missing for %s: %s"),
							work_next_state(record), missing);

		pager_add(pager, PAINT_NEEDED, 1, line);
	}
	due = work_report_due(record, ui_now(ui), &late);
	if (due)
		pager_add(pager, late ? PAINT_LATE : PAINT_TEXT, 1, due);
	if (wide)
		add_whole(ui, pager, record, problems);
}

/* Of which case a row that is none speaks: "INC-2026-0002  SEV2  Kerberoasting on DC2". */
static void add_case_line(struct ui *ui, struct pager *pager, const char *id)
{
	CLEANUP(record_free) struct record *record = work_case(ui, id);
	g_autofree char *line = NULL;

	if (record)
		line = g_strdup_printf("%s  %s  %s", id, record_text(record, CASE_SEVERITY),
				       record_text(record, CASE_TITLE));
	pager_add(pager, PAINT_TITLE, 1, line ? line : id);
}

static void preview_transfer(struct ui *ui, struct pager *pager, const struct record *record)
{
	int64_t left = record_int(record, TRANSFER_DUE_AT) - ui_now(ui);
	g_autofree char *line = NULL, *span = time_span(left), *reason = NULL;

	reason = field_show(&transfer_object.fields[TRANSFER_REASON],
			    record_get(record, TRANSFER_REASON));
	line = g_strdup_printf(_("offered by %s (%s) to %s: %s. It goes back in %s."),
			       record_text(record, TRANSFER_OFFERED_BY),
			       record_text(record, TRANSFER_FROM), record_text(record, TRANSFER_TO),
			       reason, span);
	add_case_line(ui, pager, record_text(record, TRANSFER_CASE));
	pager_add(pager, PAINT_NEEDED, 1, line);
	pager_add(pager, PAINT_TEXT, 1, record_text(record, TRANSFER_SUMMARY));
}

static void preview_escalation(struct ui *ui, struct pager *pager, const struct record *record)
{
	g_autofree char *line = NULL, *ago = NULL, *kind = NULL;

	kind = field_show(&escalation_object.fields[ESCALATION_KIND],
			  record_get(record, ESCALATION_KIND));
	kind[strcspn(kind, ":")] = '\0';
	ago = time_span(ui_now(ui) - record_int(record, ESCALATION_AT));
	line = g_strdup_printf(_("escalated by %s (%s) %s ago, %s, to: %s"),
			       record_text(record, ESCALATION_BY),
			       record_text(record, ESCALATION_FROM), ago, kind,
			       record_text(record, ESCALATION_LEVEL));
	add_case_line(ui, pager, record_text(record, ESCALATION_CASE));
	pager_add(pager, PAINT_TEXT, 1, record_text(record, ESCALATION_REASON));
	pager_add(pager, PAINT_NEEDED, 1, line);
}

static const struct browse_tab tabs[] = {
	{ N_("mine"), NULL, "mine", N_("You own no open case. 2 shows those of your groups."),
	  preview_case, PREVIEW_ROWS, NULL },
	{ N_("groups"), NULL, "queue", N_("No open case in your groups."), preview_case, PREVIEW_ROWS,
	  NULL },
	{ N_("unassigned"), N_("unowned"), "unassigned", N_("Every open case has an owner."),
	  preview_case, PREVIEW_ROWS, NULL },
	{ N_("offered"), NULL, "offered", N_("No other group offers you a case."), preview_transfer,
	  PREVIEW_ROWS, NULL },
	{ N_("escalated"), N_("escal"), "escalated", N_("No escalation waits for you."),
	  preview_escalation, PREVIEW_ROWS, NULL },
	{ N_("overdue"), N_("late"), "overdue", N_("Nothing is late."), preview_case, PREVIEW_ROWS,
	  NULL },
	{ N_("cui"), NULL, "cui", N_("No open case touches CUI."), preview_case, PREVIEW_ROWS, NULL },
	{ N_("all open"), N_("all"), "open", N_("There is no open case."), preview_case, PREVIEW_ROWS,
	  NULL },
	{ N_("closed"), NULL, "closed", N_("No case is closed yet."), preview_case, PREVIEW_ROWS,
	  NULL },
	{ N_("close pending"), N_("pending"), "approvals", N_("No closure waits for your approval."), preview_case,
	  PREVIEW_ROWS, NULL },
	{ N_("answered"), NULL, "answered", N_("You answered no escalation of an open case."), preview_case,
	  PREVIEW_ROWS, NULL },
};

/* --- the case that is meant --- */

static const struct record *queue_subject(struct ui *ui, struct screen *screen)
{
	struct queue *queue = screen->state;
	const struct record *row = browse_current(queue->browse);
	const char *id;

	if (!row || row->object == &case_object)
		return row;
	if (queue->meant && queue->meant_pk == row->pk)
		return queue->meant;
	id = record_by_name(row, "case");
	record_free(queue->meant);
	queue->meant = id ? work_case(ui, id) : NULL;
	queue->meant_pk = row->pk;
	return queue->meant;
}

static GPtrArray *queue_subjects(struct ui *ui, struct screen *screen)
{
	struct queue *queue = screen->state;
	struct list *list = browse_list(queue->browse);
	g_autoptr(GPtrArray) marked = list ? list_marked(list) : NULL;
	GPtrArray *cases;

	if (!marked)
		return NULL;
	cases = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	for (guint i = 0; i < marked->len; i++) {
		const struct record *row = g_ptr_array_index(marked, i);
		const char *id = row ? record_by_name(row, "case") : NULL;
		struct record *record = row && row->object == &case_object ? record_copy(row) :
			id ? work_case(ui, id) : NULL;

		g_ptr_array_add(cases, record);
	}
	return cases;
}

static void open_case(struct ui *ui, void *self, const char *arguments)
{
	const struct record *record = queue_subject(ui, self);

	(void)arguments;
	if (record)
		screen_open(ui, "case", record_text(record, CASE_ID));
}

static bool has_row(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct queue *queue = screen->state;

	(void)ui;
	return browse_current(queue->browse) != NULL;
}

static const struct command queue_commands[] = {
	{ "open", N_("open"), N_("Opens the case under the cursor."), open_case, has_row },
	{ NULL },
};

/* --- the screen --- */

static size_t first_tab(const struct queue *queue, const char *name)
{
	for (size_t i = 0; i < queue->len; i++)
		if (strcmp(browse_tab_name(&queue->tabs[i]), name) == 0)
			return i;
	return 1;
}

static bool queue_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct queue *queue = g_new0(struct queue, 1);
	g_auto(GStrv) words = g_strsplit(argument, " ", 2);
	const char *filter = words[0] ? words[1] : NULL;

	(void)error;
	screen->state = queue;
	queue_views_fill(queue, ui, tabs, G_N_ELEMENTS(tabs));
	queue->browse = browse_new(ui, screen, queue->tabs, queue->len, NULL,
				   first_tab(queue, words[0] ? words[0] : ""));
	screen_part(screen, queue_view_commands, screen);
	screen_part(screen, work_commands, screen);
	/* a wrong one is told, and all are shown */
	if (filter && browse_list(queue->browse))
		list_filter(browse_list(queue->browse), ui, filter);
	return true;
}

static char *queue_place(struct ui *ui, struct screen *screen)
{
	const struct queue *queue = screen->state;
	const struct browse_tab *tab = browse_tab_now(queue->browse);
	const char *name = tab ? browse_tab_name(tab) : "";
	const struct list *list = browse_list(queue->browse);
	g_autofree char *sort = NULL;
	const char *filter = list ? list_shown(list, &sort).filter : NULL;

	(void)ui;
	/* what follows a blank is a filter */
	return g_strdup_printf("queue %s%s%s", strchr(name, ' ') ? tab->query : name, filter ? " " : "",
			       filter ? filter : "");
}

static void queue_close(struct ui *ui, struct screen *screen)
{
	struct queue *queue = screen->state;

	(void)ui;
	browse_free(queue->browse);
	queue_views_free(queue);
	record_free(queue->meant);
	g_free(queue);
}

static void queue_changed(struct ui *ui, struct screen *screen)
{
	struct queue *queue = screen->state;

	g_clear_pointer(&queue->meant, record_free);
	/* a prompt may be at work on the list of a tab: tabs stay until it is done */
	queue->late = ui->top != screen;
	if (queue->late || !queue_views_changed(queue, ui, tabs, G_N_ELEMENTS(tabs)))
		browse_look(queue->browse, ui);
}

static void queue_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct queue *queue = screen->state;

	if (queue->late && ui->top == screen)
		queue_changed(ui, screen);
	browse_draw(queue->browse, ui, canvas);
}

static bool queue_tick(struct ui *ui, struct screen *screen)
{
	const struct queue *queue = screen->state;

	return browse_tick(queue->browse, ui);
}

static const struct hint queue_hints[] = {
	{ "open", N_("open") },
	{ "transfer-accept", N_("accept") },
	{ "transfer-decline", N_("decline") },
	{ "escalation-ack", N_("acknowledge") },
	{ "case-approve", N_("approve") },
	{ "case-reject", N_("reject") },
	{ "case-take", N_("take") },
	{ "case-create", N_("new") },
	{ "case-state", N_("state") },
	{ "case-transfer", N_("transfer") },
	{ "case-escalate", N_("escalate") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "help", N_("help") },
	{ "case-assign", N_("owner") },
	{ "note-add", N_("note") },
	{ NULL },
};

const struct screen_class queue_screen = {
	.name = "queue",
	.label = N_("Queues"),
	.help = N_("Cases in their queues, the most pressing first. Signs after the id: ! late, * new, "
		   "R restricted, and two arrows while it is offered to another group."),
	.sections = "queue views tabs work list",
	.commands = queue_commands,
	.hints = queue_hints,
	.query = "cases",
	.open = queue_open,
	.close = queue_close,
	.draw = queue_draw,
	.changed = queue_changed,
	.tick = queue_tick,
	.subject = queue_subject,
	.subjects = queue_subjects,
	.place = queue_place,
};
