#include "ui/pager.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/prompt.h"

#include <string.h>

#define NARROW 60	/* cells: below, labels get a third of them */

/* As it was added. */
struct piece {
	char *label;		/* NULL: a paragraph */
	char *text;
	int indent;		/* cells before the text; a pair's column */
	int level;		/* of a heading, from 1; 0: none */
	enum paint paint;
};

/* As it is shown at one width. */
struct shown {
	char *label;		/* in the first row of a pair; NULL */
	char *text;		/* harmless */
	int indent;
	enum paint paint;
	const struct piece *piece;
};

struct pager {
	GPtrArray *pieces, *rows;
	int width, height;	/* rows are for this width; height of the last draw */
	int top, line;		/* first row shown; row the cursor is on */
	const struct piece *place;	/* what the first row shall show at the next draw; NULL: as it is */
	char *sought;
	char *kept;		/* normal form: only pieces with it are shown; NULL: all */
};

static void piece_free(void *data)
{
	struct piece *piece = data;

	g_free(piece->label);
	g_free(piece->text);
	g_free(piece);
}

static void shown_free(void *data)
{
	struct shown *shown = data;

	g_free(shown->label);
	g_free(shown->text);
	g_free(shown);
}

struct pager *pager_new(void)
{
	struct pager *pager = g_new0(struct pager, 1);

	pager->pieces = g_ptr_array_new_with_free_func(piece_free);
	pager->rows = g_ptr_array_new_with_free_func(shown_free);
	return pager;
}

void pager_free(struct pager *pager)
{
	if (!pager)
		return;
	g_ptr_array_unref(pager->pieces);
	g_ptr_array_unref(pager->rows);
	g_free(pager->sought);
	g_free(pager->kept);
	g_free(pager);
}

void pager_clear(struct pager *pager)
{
	g_ptr_array_set_size(pager->rows, 0);
	g_ptr_array_set_size(pager->pieces, 0);
	pager->place = NULL;
	pager->width = 0;
}

static struct piece *add(struct pager *pager, const char *label, int indent, enum paint paint, const char *text)
{
	struct piece *piece = g_new0(struct piece, 1);

	piece->label = g_strdup(label);
	piece->text = g_strdup(text ? text : "");
	piece->indent = indent;
	piece->paint = paint;
	g_ptr_array_add(pager->pieces, piece);
	pager->width = 0;
	return piece;
}

void pager_add(struct pager *pager, enum paint paint, int indent, const char *text)
{
	add(pager, NULL, indent, paint, text);
}

void pager_add_pair(struct pager *pager, int column, const char *label, enum paint paint, const char *text)
{
	add(pager, label, column, paint, text);
}

void pager_add_heading(struct pager *pager, int level, const char *text)
{
	add(pager, NULL, 1, PAINT_TITLE, text)->level = level;
}

static bool piece_has(const struct piece *piece, const char *sought)
{
	g_autofree char *text = g_strconcat(piece->label ? piece->label : "", " ", piece->text, NULL);
	g_autofree char *normal = text_normal(text, true);

	return strstr(normal, sought) != NULL;
}

/* A heading stands if anything below it does. */
static bool is_kept(const struct pager *pager, guint at)
{
	const struct piece *piece = pager->pieces->pdata[at];

	if (!pager->kept || (*piece->text && piece_has(piece, pager->kept)))
		return true;
	for (guint i = at + 1; piece->level && i < pager->pieces->len; i++) {
		const struct piece *other = pager->pieces->pdata[i];

		if (other->level && other->level <= piece->level)
			break;
		if (!other->level && is_kept(pager, i))
			return true;
	}
	return false;
}

static struct shown *add_row(struct pager *pager, const struct piece *piece, const char *text)
{
	struct shown *shown = g_new0(struct shown, 1);

	shown->text = g_strdup(text);
	shown->paint = piece->paint;
	shown->piece = piece;
	g_ptr_array_add(pager->rows, shown);
	return shown;
}

static void set_row(struct shown *row, const char *label, int indent)
{
	row->label = g_strdup(label);
	row->indent = indent;
}

static void lay_out_piece(struct pager *pager, const struct piece *piece)
{
	g_autofree char *visible = text_visible(piece->text, -1, TEXT_BLOCK);
	int indent = CLAMP(piece->indent, 0, MAX(pager->width - 8, 0));
	/* a label that does not fit stands above */
	int most = pager->width < NARROW ? MAX(pager->width / 3, 8) : pager->width / 2;
	int room = piece->label ? MIN(indent, most) : indent;
	bool above = piece->label && text_width(piece->label) > room - 2;
	g_auto(GStrv) lines = text_wrap(visible, MAX(pager->width - room - 1, 1));

	if (piece->level && pager->rows->len)
		add_row(pager, piece, "");
	if (above)
		set_row(add_row(pager, piece, ""), piece->label, pager->width + 1);
	for (int i = 0; i == 0 || lines[i]; i++) {
		struct shown *shown = add_row(pager, piece, lines[i] ? lines[i] : "");

		set_row(shown, i || above ? NULL : piece->label, room);
		if (!lines[i])
			break;
	}
}

static int row_of(const struct pager *pager, const struct piece *piece)
{
	for (guint i = 0; i < pager->rows->len; i++) {
		const struct shown *row = pager->rows->pdata[i];

		if (row->piece == piece && (*row->text || row->label || !piece->level))
			return (int)i;
	}
	return 0;
}

static void lay_out(struct pager *pager, int width)
{
	if (pager->width == width)
		return;
	/* what was read stays on the screen */
	if (!pager->place && pager->top && pager->top < (int)pager->rows->len)
		pager->place = ((struct shown *)pager->rows->pdata[pager->top])->piece;
	pager->width = width;
	g_ptr_array_set_size(pager->rows, 0);
	for (guint i = 0; i < pager->pieces->len; i++)
		if (is_kept(pager, i))
			lay_out_piece(pager, pager->pieces->pdata[i]);
}

/* A text may be broken where the row ends. */
static bool row_has(const struct pager *pager, guint at, const char *sought)
{
	const struct shown *row = pager->rows->pdata[at];
	const struct shown *next = at + 1 < pager->rows->len ? pager->rows->pdata[at + 1] : NULL;
	bool goes_on = next && next->piece == row->piece;
	g_autofree char *text = g_strconcat(row->label ? row->label : "", " ", row->text, NULL);
	g_autofree char *both = g_strconcat(text, " ", goes_on ? next->text : "", NULL);
	g_autofree char *normal = text_normal(both, true), *alone = text_normal(text, true);
	const char *found = strstr(normal, sought);

	return found && found < normal + strlen(alone);
}

void pager_draw(struct pager *pager, struct canvas *canvas)
{
	g_autofree char *sought = pager->sought ? text_normal(pager->sought, true) : NULL;
	int last;

	lay_out(pager, canvas->rect.width);
	pager->height = canvas->rect.height;
	if (pager->place)
		pager->top = pager->line = row_of(pager, pager->place);
	pager->place = NULL;
	last = (int)pager->rows->len - 1;
	pager->line = CLAMP(pager->line, 0, MAX(last, 0));
	pager->top = CLAMP(pager->top, pager->line - pager->height + 1, pager->line);
	pager->top = CLAMP(pager->top, 0, MAX(last - pager->height + 1, 0));
	for (int y = 0; y < pager->height && pager->top + y <= last; y++) {
		const struct shown *row = pager->rows->pdata[pager->top + y];

		if (row->label)
			draw_text(canvas, y, 1, row->indent - 2, PAINT_KEY, row->label);
		draw_harmless(canvas, y, row->indent, -1, row->paint, row->text);
		if (sought && *sought && row_has(pager, (guint)(pager->top + y), sought))
			draw_look(canvas, y, 0, -1, PAINT_FOUND);
	}
	draw_cursor(canvas, pager->line - pager->top, 0);
}

static bool find(struct pager *pager, const char *text, bool backwards, bool *wrapped)
{
	g_autofree char *sought = text_normal(text, true);
	int count = (int)pager->rows->len;

	for (int i = 1; i <= count; i++) {
		int at = (pager->line + (backwards ? count - i : i)) % count;

		if (!row_has(pager, (guint)at, sought))
			continue;
		if (backwards ? at > pager->line : at < pager->line)
			*wrapped = true;
		pager->line = at;
		return true;
	}
	return false;
}

bool pager_goes_on(const struct pager *pager)
{
	return pager->top + pager->height < (int)pager->rows->len;
}

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

static void page_down(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	scroll(self, page(self));
}

static void page_up(struct ui *ui, void *self, const char *arguments)
{
	(void)ui, (void)arguments;
	scroll(self, -page(self));
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

char **pager_headings(const struct pager *pager)
{
	GStrvBuilder *found = g_strv_builder_new();
	char **list;

	for (guint i = 0; i < pager->pieces->len; i++) {
		const struct piece *piece = pager->pieces->pdata[i];
		g_autofree char *text = g_strdup_printf("%*s%s", MAX(piece->level - 1, 0) * 2, "", piece->text);

		if (piece->level)
			g_strv_builder_add(found, text);
	}
	list = g_strv_builder_end(found);
	g_strv_builder_unref(found);
	return list;
}

void pager_to_heading(struct pager *pager, int index)
{
	for (guint i = 0; i < pager->pieces->len; i++) {
		const struct piece *piece = pager->pieces->pdata[i];

		if (piece->level && index-- == 0)
			pager->place = piece;
	}
}

char *pager_heading_now(const struct pager *pager)
{
	const struct piece *first = pager->place, *heading = NULL;

	if (!first && pager->rows->len)
		first = ((struct shown *)pager->rows->pdata[MIN((guint)pager->top, pager->rows->len - 1)])->piece;
	for (guint i = 0; i < pager->pieces->len; i++) {
		const struct piece *piece = pager->pieces->pdata[i];

		if (piece->level)
			heading = piece;
		if (piece == first)
			break;
	}
	if (!first && pager->pieces->len)
		heading = pager->pieces->pdata[0];
	return g_strdup(heading && heading->level ? heading->text : "");
}

bool pager_to_text(struct pager *pager, const char *text)
{
	g_autofree char *sought = text_normal(text, true);

	for (guint i = 0; i < pager->pieces->len; i++) {
		const struct piece *piece = pager->pieces->pdata[i];

		if (!piece_has(piece, sought))
			continue;
		pager->place = piece;
		g_free(pager->sought);
		pager->sought = g_strdup(text);
		return true;
	}
	return false;
}

bool pager_keep(struct pager *pager, const char *text)
{
	g_autofree char *old = g_steal_pointer(&pager->kept);
	bool any = false;

	pager->kept = text && *text ? text_normal(text, true) : NULL;
	for (guint i = 0; i < pager->pieces->len && !any; i++)
		any = is_kept(pager, i);
	if (!any) {
		g_free(pager->kept);
		pager->kept = g_steal_pointer(&old);
		return false;
	}
	pager->width = pager->top = pager->line = 0;
	return true;
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

void pager_on_close(struct ui *ui, struct screen *screen)
{
	(void)ui;
	pager_free(screen->state);
}

void pager_on_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	(void)ui;
	pager_draw(screen->state, canvas);
}
