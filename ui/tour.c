#include "ui/tour.h"

#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/pager.h"
#include "ui/prefer.h"

#include <string.h>

#define KEYS 6		/* of a page, at most */
#define KEY_COLUMN 14

struct tour_key {
	const char *section, *command;	/* where it is bound; NULL ends the list */
	const char *text;		/* N_() what it is good for */
};

static const struct page {
	const char *title, *text;	/* N_() */
	struct tour_key keys[KEYS + 1];
} pages[] = {
	{ N_("Where am I"),
	  N_("The first and the last row say how what you see must be handled. Below the first: where you are, who "
	     "you are, and the time in UTC. The row above the last shows the keys for what you may do here, now. "
	     "Home shows what needs you first, then your queues, then who is on duty."),
	  { { "generic", "home", N_("comes home from anywhere") },
	    { "generic", "back", N_("goes one step back") },
	    { "home", "open", N_("opens the list of a line; so does the key before the line") } } },
	{ N_("The queue"),
	  N_("Each row is a case: how bad it is, which, in what state, what, whose, and what is due next. ! is late, "
	     "* is new, R is restricted. Below the rule stands what the row under the cursor still misses."),
	  { { "home", "queue", N_("opens the queues from home; each tab is one") },
	    { "list", "move-down", N_("goes to the next row") },
	    { "list", "filter", N_("shows only what matches, as in sev<=2 due<4h") },
	    { "list", "search", N_("finds a word") },
	    { "work", "case-create", N_("begins a new case: at most eight fields") } } },
	{ N_("Open a case"),
	  N_("The head of a case tells severity, state, owner and its clocks. Tabs below it: details, notes, actions, "
	     "alerts, people, transfers, escalations, and, if your role reads it, the audit trail with every change."),
	  { { "list", "open", N_("opens the row under the cursor") },
	    { "tabs", "next-tab", N_("goes to the next tab") },
	    { "work", "case-take", N_("makes the case yours; the acknowledge clock stops") },
	    { "work", "edit", N_("edits its fields") },
	    { "form", "save", N_("saves the form; what is not saved is kept as a draft") } } },
	{ N_("What is missing"),
	  N_("A case moves on when what the next step needs is there. The case says in words what that is, and "
	     "which rule wants it. In the form such fields have a ! before them."),
	  { { "case", "missing", N_("goes from the case to the first thing that is missing") },
	    { "form", "missing", N_("goes to the next one in the form") },
	    { "work", "case-state", N_("moves the case to its next state") },
	    { "work", "case-close", N_("asks for closure, which somebody else approves") },
	    { "work", "case-approve", N_("approves a closure") } } },
	{ N_("Write down, hand over"),
	  N_("Notes and actions taken belong to the case and are never lost. A case that is offered to another group "
	     "stays yours until they accept it; in time it comes back by itself."),
	  { { "work", "note-add", N_("adds a note") },
	    { "work", "action-add", N_("tells what was done, and when") },
	    { "work", "case-transfer", N_("offers the case to another group") },
	    { "work", "transfer-accept", N_("accepts what was offered to you") },
	    { "work", "case-escalate", N_("calls in help, or a decision") } } },
	{ N_("Help, lock, leave"),
	  N_("Nothing is done by accident: what matters asks first, and every refusal says what to do. The guide "
	     "and the whole manual are in the program, by :manual. This tour is there again by :tour."),
	  { { "generic", "help", N_("shows all you may do on the screen you are on") },
	    { "generic", "command-line", N_("takes any command by its name; Tab completes it") },
	    { "generic", "messages", N_("shows again what the program said") },
	    { "generic", "lock", N_("locks the screens; your password opens them") },
	    { "generic", "quit", N_("leaves the program") } } },
};

struct tour {
	struct pager *pager;
	const struct page *pages[G_N_ELEMENTS(pages)];	/* those for this person */
	size_t len, page;
};

/* Not what no role of theirs may do. */
static bool is_theirs(struct ui *ui, const struct tour_key *key)
{
	const struct action *action = action_find(key->command);

	return !action || permit_anywhere(session_person(ui->session), action->permission) != LEVEL_NO;
}

/* A page of nothing but keys they may not use is left out. */
static void choose_pages(struct ui *ui, struct tour *tour)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		bool any = false;

		for (const struct tour_key *key = pages[i].keys; key->section && !any; key++)
			any = is_theirs(ui, key);
		if (any)
			tour->pages[tour->len++] = &pages[i];
	}
}

static void fill(struct ui *ui, struct tour *tour)
{
	const struct page *page = tour->pages[tour->page];

	pager_clear(tour->pager);
	pager_add_heading(tour->pager, 1, _(page->title));
	pager_add(tour->pager, PAINT_TEXT, 1, "");
	pager_add(tour->pager, PAINT_TEXT, 1, _(page->text));
	pager_add(tour->pager, PAINT_TEXT, 1, "");
	for (const struct tour_key *key = page->keys; key->section; key++) {
		g_autofree char *way = keymap_way(ui->keymap, key->section, key->command);

		if (is_theirs(ui, key))
			pager_add_pair(tour->pager, KEY_COLUMN, way, PAINT_TEXT, _(key->text));
	}
	ui_redraw(ui);
}

static bool tour_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct tour *tour;

	(void)argument, (void)error;
	if (ui->top && screen_working(ui)->class == &tour_screen) {
		ui_say(ui, "%s", _("this is the tour; q leaves it"));
		return false;
	}
	tour = g_new0(struct tour, 1);
	tour->pager = pager_new();
	choose_pages(ui, tour);
	screen->state = tour;
	screen_part(screen, pager_commands, tour->pager);
	fill(ui, tour);
	return true;
}

static void tour_close(struct ui *ui, struct screen *screen)
{
	struct tour *tour = screen->state;

	(void)ui;
	pager_free(tour->pager);
	g_free(tour);
}

/* Seen is seen: home offers it no more. */
static bool tour_may_leave(struct ui *ui, struct screen *screen)
{
	(void)screen;
	prefer_keep(ui, "tour", "no");
	return true;
}

static void tour_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct tour *tour = screen->state;

	(void)ui;
	draw_format(canvas, 0, 1, -1, PAINT_TITLE, _("Tour, page %d of %d"), (int)tour->page + 1,
		    (int)tour->len);
}

static void tour_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	(void)ui;
	pager_draw(((struct tour *)screen->state)->pager, canvas);
}

/* On a small screen a page is read to its end first. */
static void next_page(struct ui *ui, void *self, const char *arguments)
{
	struct tour *tour = ((struct screen *)self)->state;

	(void)arguments;
	if (pager_goes_on(tour->pager)) {
		command_run(ui, "page-down");
	} else if (tour->page + 1 < tour->len) {
		tour->page++;
		fill(ui, tour);
		command_run(ui, "first");
	} else {
		screen_back(ui);
	}
}

static bool has_before(struct ui *ui, void *self)
{
	(void)ui;
	return ((struct tour *)((struct screen *)self)->state)->page > 0;
}

static void previous_page(struct ui *ui, void *self, const char *arguments)
{
	struct tour *tour = ((struct screen *)self)->state;

	(void)arguments;
	tour->page--;
	fill(ui, tour);
	command_run(ui, "first");
}

static const struct command tour_commands[] = {
	{ "next-page", N_("next page"), N_("To the next page of the tour; after the last one, back."),
		       next_page, NULL },
	{ "previous-page", N_("page before"), N_("To the page before."), previous_page, has_before },
	{ NULL }
};

static const struct hint hints[] = {
	{ "next-page", N_("next") },
	{ "back", N_("leave") },
	{ "previous-page", N_("before") },
	{ NULL }
};

const struct screen_class tour_screen = {
	.name = "tour",
	.label = N_("Tour"),
	.help = N_("The program in a few short pages."),
	.sections = "tour pager",
	.commands = tour_commands,
	.hints = hints,
	.open = tour_open,
	.close = tour_close,
	.may_leave = tour_may_leave,
	.head = tour_head,
	.draw = tour_draw,
};
