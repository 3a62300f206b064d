#include "ui/manual.h"

#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/guide.h"
#include "ui/manual_page.h"
#include "ui/prompt.h"
#include "ui/shipped.h"

#include <string.h>

static const struct document { const char *file, *title; } pages[] = {
	{ "blotter.1", N_("Manual: the command, actions, fields, rules") },
	{ "blotter.conf.5", N_("Manual: keys and the commands of the screens") },
};

/* How one gets about in it, and what there is. */
static void add_contents(struct ui *ui, struct pager *pager, const struct pager *text)
{
	g_auto(GStrv) headings = pager_headings(text);
	g_autofree char *sections = keymap_way(ui->keymap, "manual", "sections");
	g_autofree char *next = keymap_way(ui->keymap, "pager", "next-heading");
	g_autofree char *before = keymap_way(ui->keymap, "pager", "previous-heading");
	g_autofree char *search = keymap_way(ui->keymap, "pager", "search");
	g_autofree char *about = g_strdup_printf(
		_("%s goes to a section, %s and %s to the next and the one before; %s searches in "
			       "all of them."),
		sections, next, before, search);

	pager_add_heading(pager, 1, _("Contents"));
	pager_add(pager, PAINT_TEXT, 1, about);
	pager_add(pager, PAINT_TEXT, 1, "");
	for (char **heading = headings; *heading; heading++) {
		int indent = (int)strspn(*heading, " ");

		if (indent <= 2)
			pager_add(pager, PAINT_TEXT, 1 + indent, g_strchug(*heading));
	}
}

static void add_text(struct ui *ui, struct pager *pager)
{
	g_autofree char *guide = guide_keys(shipped_text("GUIDE.md.in"), ui->keymap, NULL, NULL);

	guide_read(pager, guide);
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
		manual_page(pager, _(pages[i].title), shipped_text(pages[i].file));
}

static struct pager *manual_text(struct ui *ui)
{
	struct pager *pager = pager_new(), *text = pager_new();

	add_text(ui, text);
	add_contents(ui, pager, text);
	pager_free(text);
	add_text(ui, pager);
	return pager;
}

/* The section that is called so, else the first place that says it. */
static bool go_to(struct ui *ui, struct pager *pager, const char *word)
{
	g_auto(GStrv) headings = pager_headings(pager);
	g_autofree char *sought = g_utf8_casefold(word, -1);

	for (int i = 1; *word && headings[i]; i++) {
		g_autofree char *folded = g_utf8_casefold(g_strchug(headings[i]), -1);

		if (!g_str_has_prefix(folded, sought))
			continue;
		pager_to_heading(pager, i);
		return true;
	}
	if (!*word || pager_to_text(pager, word))
		return true;
	ui_warn(ui, _("the manual says nothing of “%s”; try another word, or :manual alone for what "
		       "there is"), word);
	return false;
}

static bool manual_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct pager *pager;

	(void)error;
	if (ui->top && screen_working(ui)->class == &manual_screen) {
		go_to(ui, screen_working(ui)->state, argument);
		return false;
	}
	pager = manual_text(ui);
	if (!go_to(ui, pager, argument)) {
		pager_free(pager);
		return false;
	}
	screen->state = pager;
	screen_part(screen, pager_commands, pager);
	return true;
}

static void manual_complete(struct ui *ui, GPtrArray *found, const char *typed)
{
	struct pager *pager = pager_new();
	g_autofree char *sought = g_utf8_casefold(typed, -1);
	g_auto(GStrv) headings = NULL;

	add_text(ui, pager);
	headings = pager_headings(pager);
	for (char **heading = headings; *heading; heading++) {
		g_autofree char *folded = g_utf8_casefold(g_strchug(*heading), -1);

		if (g_str_has_prefix(folded, sought))
			g_ptr_array_add(found, g_strdup(*heading));
	}
	pager_free(pager);
}

static void sections(struct ui *ui, void *self, const char *arguments)
{
	struct pager *pager = ((struct screen *)self)->state;
	g_auto(GStrv) headings = pager_headings(pager);
	int chosen;

	(void)arguments;
	chosen = prompt_choice(ui, _("Sections"), (const char *const *)headings, -1);
	if (chosen >= 0)
		pager_to_heading(pager, chosen);
}

static void manual_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	g_autofree char *section = pager_heading_now(screen->state);

	(void)ui;
	draw_format(canvas, 0, 1, -1, PAINT_TITLE, _("Manual %s %s"), draw_sign(canvas, SIGN_DOT), section);
}

static const struct command manual_commands[] = {
	{ "sections", N_("sections"), N_("Lists the sections to choose one; typing narrows them."),
		       sections, NULL },
	{ NULL }
};

static const struct hint hints[] = {
	{ "sections", N_("sections") },
	{ "page-down", N_("page") },
	{ "search", N_("search") },
	{ "search-next", N_("next") },
	{ "next-heading", N_("section") },
	{ "back", N_("back") },
	{ NULL }
};

const struct screen_class manual_screen = {
	.name = "manual",
	.label = N_("Manual"),
	.help = N_("The user's guide and the man pages; with a word, the section of that name or "
		       "the first place that "
		   "has it."),
	.sections = "manual pager",
	.commands = manual_commands,
	.hints = hints,
	.complete = manual_complete,
	.open = manual_open,
	.close = pager_on_close,
	.head = manual_head,
	.draw = pager_on_draw,
};
