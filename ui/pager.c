#include "ui/pager.h"
#include "ui/pager_internal.h"

#include "src/base/text.h"

#include <string.h>

#define NARROW 60	/* cells: below, labels get a third of them */

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

bool pager_row_has(const struct pager *pager, guint at, const char *sought)
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
		if (sought && *sought && pager_row_has(pager, (guint)(pager->top + y), sought))
			draw_look(canvas, y, 0, -1, PAINT_FOUND);
	}
	draw_cursor(canvas, pager->line - pager->top, 0);
}

int pager_rows_at(struct pager *pager, int width)
{
	lay_out(pager, width);
	return (int)pager->rows->len;
}

bool pager_goes_on(const struct pager *pager)
{
	return pager->top + pager->height < (int)pager->rows->len;
}

/* --- headings --- */

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
