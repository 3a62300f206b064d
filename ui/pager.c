#include "ui/pager.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/prompt.h"

#include <string.h>

/* As it was added. */
struct piece {
	char *label;		/* NULL: a paragraph */
	char *text;
	int indent;		/* cells before the text; a pair's column */
	enum paint paint;
};

/* As it is shown at one width. */
struct shown {
	char *label;		/* in the first row of a pair; NULL */
	char *text;		/* harmless */
	int indent;
	enum paint paint;
};

struct pager {
	GPtrArray *pieces, *rows;
	int width, height;	/* rows are for this width; height of the last draw */
	int top, line;		/* first row shown; row the cursor is on */
	char *sought;
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
	g_free(pager);
}

void pager_clear(struct pager *pager)
{
	g_ptr_array_set_size(pager->pieces, 0);
	pager->width = 0;
}

static void add(struct pager *pager, const char *label, int indent, enum paint paint, const char *text)
{
	struct piece *piece = g_new0(struct piece, 1);

	piece->label = g_strdup(label);
	piece->text = g_strdup(text ? text : "");
	piece->indent = indent;
	piece->paint = paint;
	g_ptr_array_add(pager->pieces, piece);
	pager->width = 0;
}

void pager_add(struct pager *pager, enum paint paint, int indent, const char *text)
{
	add(pager, NULL, indent, paint, text);
}

void pager_add_pair(struct pager *pager, int column, const char *label, enum paint paint, const char *text)
{
	add(pager, label, column, paint, text);
}

static void lay_out_piece(struct pager *pager, const struct piece *piece)
{
	g_autofree char *visible = text_visible(piece->text, -1, TEXT_BLOCK);
	int indent = CLAMP(piece->indent, 0, MAX(pager->width - 8, 0));
	g_auto(GStrv) lines = text_wrap(visible, MAX(pager->width - indent - 1, 1));

	for (int i = 0; i == 0 || lines[i]; i++) {
		struct shown *shown = g_new0(struct shown, 1);

		shown->label = i == 0 ? g_strdup(piece->label) : NULL;
		shown->text = g_strdup(lines[i] ? lines[i] : "");
		shown->indent = indent;
		shown->paint = piece->paint;
		g_ptr_array_add(pager->rows, shown);
		if (!lines[i])
			break;
	}
}

static void lay_out(struct pager *pager, int width)
{
	if (pager->width == width)
		return;
	pager->width = width;
	g_ptr_array_set_size(pager->rows, 0);
	for (guint i = 0; i < pager->pieces->len; i++)
		lay_out_piece(pager, pager->pieces->pdata[i]);
}

static bool row_has(const struct shown *row, const char *sought)
{
	g_autofree char *text = g_strconcat(row->label ? row->label : "", " ", row->text, NULL);
	g_autofree char *normal = text_normal(text, true);

	return strstr(normal, sought) != NULL;
}

void pager_draw(struct pager *pager, struct canvas *canvas)
{
	g_autofree char *sought = pager->sought ? text_normal(pager->sought, true) : NULL;
	int last;

	lay_out(pager, canvas->rect.width);
	pager->height = canvas->rect.height;
	last = (int)pager->rows->len - 1;
	pager->line = CLAMP(pager->line, 0, MAX(last, 0));
	pager->top = CLAMP(pager->top, pager->line - pager->height + 1, pager->line);
	pager->top = CLAMP(pager->top, 0, MAX(last - pager->height + 1, 0));
	for (int y = 0; y < pager->height && pager->top + y <= last; y++) {
		const struct shown *row = pager->rows->pdata[pager->top + y];

		if (row->label)
			draw_text(canvas, y, 1, row->indent - 2, PAINT_KEY, row->label);
		draw_harmless(canvas, y, row->indent, -1, row->paint, row->text);
		if (sought && *sought && row_has(row, sought))
			draw_look(canvas, y, 0, -1, PAINT_FOUND);
	}
	draw_cursor(canvas, pager->line - pager->top, 0);
}

bool pager_search(struct pager *pager, const char *text, bool backwards)
{
	g_autofree char *sought = text_normal(text, true);
	int count = (int)pager->rows->len;

	for (int i = 1; i <= count; i++) {
		int at = (pager->line + (backwards ? count - i : i)) % count;

		if (!row_has(pager->rows->pdata[at], sought))
			continue;
		pager->line = at;
		return true;
	}
	return false;
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
	if (!pager->sought)
		ui_say(ui, _("nothing was searched for yet"));
	else if (!pager_search(pager, pager->sought, backwards))
		ui_say(ui, _("'%s' is not here"), pager->sought);
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
