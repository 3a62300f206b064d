#include "ui/pager.h"
#include "ui/pager_internal.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/prompt.h"

/* --- scrolling --- */

/* Scrolling text moves the window; the cursor stays on its first row, or goes on to the end. */
static void scroll(struct pager *pager, int by)
{
	int last = MAX((int)pager->rows->len - pager->height, 0);

	pager->top = CLAMP(pager->top + by, 0, last);
	pager->line = pager->top;
}

static void down(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	scroll(self, 1);
}

static void up(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	scroll(self, -1);
}

static int page(const struct pager *pager)
{
	return MAX(pager->height - 1, 1);
}

void pager_page(struct pager *pager, int by)
{
	scroll(pager, by * page(pager));
}

static void page_down(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	pager_page(self, 1);
}

static void page_up(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	pager_page(self, -1);
}

static void half_down(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	scroll(self, page(self) / 2 + 1);
}

static void half_up(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	scroll(self, -page(self) / 2 - 1);
}

static void first(struct ui *ui, void *self, const char *arguments)
{
	struct pager *pager = self;

	(void)ui, (void)arguments;
	pager->top = pager->line = 0;
}

static void last(struct ui *ui, void *self, const char *arguments)
{
	struct pager *pager = self;

	(void)ui, (void)arguments;
	scroll(pager, (int)pager->rows->len);
}

/* --- searching --- */

static bool find(struct pager *pager, const char *text, bool backwards, bool *wrapped)
{
	g_autofree char *sought = text_normal(text, true);
	int count = (int)pager->rows->len;

	for (int i = 1; i <= count; i++) {
		int at = (pager->line + (backwards ? count - i : i)) % count;

		if (!pager_row_has(pager, (guint)at, sought))
			continue;
		if (backwards ? at > pager->line : at < pager->line)
			*wrapped = true;
		pager->line = at;
		return true;
	}
	return false;
}

static void seek(struct ui *ui, struct pager *pager, bool backwards)
{
	bool wrapped = false;

	if (!pager->sought)
		ui_say(ui, "%s", _("nothing was searched for yet: press /"));
	else if (!find(pager, pager->sought, backwards, &wrapped))
		ui_warn(ui, _("“%s” is not here; / looks for something else"), pager->sought);
	else if (wrapped)
		ui_say(ui, "%s", backwards ? _("search went on from the end") :
					     _("search went on from the beginning"));
}

static void search(struct ui *ui, void *self, const char *arguments)
{
	struct prompt prompt = { .label = _("Search: "), .history = ui->searches };
	struct pager *pager = self;
	char *text = *arguments ? g_strdup(arguments) : prompt_line(ui, &prompt);

	if (!text)
		return;
	g_free(pager->sought);
	pager->sought = *text ? text : NULL;
	if (*text)
		seek(ui, pager, false);
	else
		g_free(text);
}

static void search_next(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	seek(ui, self, false);
}

static void search_previous(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	seek(ui, self, true);
}

/* --- headings --- */

static bool is_heading(const struct shown *row)
{
	return row->piece->level && *row->text;
}

static void to_heading(struct ui *ui, struct pager *pager, int by)
{
	int at = pager->line + by;

	while (at >= 0 && at < (int)pager->rows->len && !is_heading(pager->rows->pdata[at]))
		at += by;
	if (at >= 0 && at < (int)pager->rows->len)
		pager->line = pager->top = at;
	else
		ui_say(ui, "%s", by > 0 ? _("this is the last section") : _("this is the first section"));
}

static void next_heading(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	to_heading(ui, self, 1);
}

static void previous_heading(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	to_heading(ui, self, -1);
}

static bool has_headings(struct ui *ui, void *self)
{
	const struct pager *pager = self;

	(void)ui;
	for (guint i = 0; i < pager->pieces->len; i++)
		if (((const struct piece *)pager->pieces->pdata[i])->level)
			return true;
	return false;
}

const struct command pager_commands[] = {
	{ "move-down", N_("down"), N_("One row down."), down },
	{ "move-up", N_("up"), N_("One row up."), up },
	{ "page-down", N_("page down"), N_("One page down."), page_down },
	{ "page-up", N_("page up"), N_("One page up."), page_up },
	{ "half-down", N_("half a page down"), N_("Half a page down."), half_down },
	{ "half-up", N_("half a page up"), N_("Half a page up."), half_up },
	{ "first", N_("start"), N_("To the start."), first },
	{ "last", N_("end"), N_("To the end."), last },
	{ "search", N_("search"), N_("Finds a text."), search },
	{ "search-next", N_("next found"), N_("To the next row that has the text searched for."), search_next },
	{ "search-previous", N_("previous found"), N_("To the one before."), search_previous },
	{ "next-heading", N_("next section"), N_("To the next section of the text."), next_heading, has_headings },
	{ "previous-heading", N_("section before"), N_("To the section before."), previous_heading, has_headings },
	{ NULL }
};
