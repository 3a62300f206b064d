#include "ui/draw.h"

#include "src/base/text.h"

#include <curses.h>

static const struct {
	const char *utf8, *ascii;
} signs[SIGNS] = {
	[SIGN_RULE] = { "─", "-" },
	[SIGN_DONE] = { "✓", "+" },
	[SIGN_BULLET] = { "•", "*" },
	[SIGN_OFFERED] = { "⇄", "=" },
	[SIGN_MORE] = { "▾", "v" },
	[SIGN_UP] = { "↑", "^" },
	[SIGN_DOWN] = { "↓", "v" },
	[SIGN_DOT] = { "·", "-" },
	[SIGN_CHOSEN] = { "(•)", "(*)" },
	[SIGN_FREE] = { "( )", "( )" },
	[SIGN_TICKED] = { "[x]", "[x]" },
	[SIGN_UNTICKED] = { "[ ]", "[ ]" },
	[SIGN_CUT] = { "…", "~" },
};

static bool is_ascii(const struct surface *surface)
{
	return surface->ascii || !surface->utf8;
}

const char *draw_sign(const struct canvas *canvas, enum sign sign)
{
	return is_ascii(canvas->surface) ? signs[sign].ascii : signs[sign].utf8;
}

struct canvas draw_part(const struct canvas *canvas, int y, int x, int height, int width)
{
	struct canvas part = { canvas->surface, canvas->rect };
	int bottom = MIN(y + height, canvas->rect.height), right = MIN(x + width, canvas->rect.width);

	y = MAX(y, 0);
	x = MAX(x, 0);
	part.rect.y += y;
	part.rect.x += x;
	part.rect.height = MAX(bottom - y, 0);
	part.rect.width = MAX(right - x, 0);
	return part;
}

struct canvas draw_middle(const struct canvas *canvas, int height, int width)
{
	height = MIN(height, canvas->rect.height);
	width = MIN(width, canvas->rect.width);
	return draw_part(canvas, (canvas->rect.height - height) / 2, (canvas->rect.width - width) / 2,
		height, width);
}

static void set_look(const struct canvas *canvas, enum paint paint)
{
	attrset((int)canvas->surface->theme.looks[paint]);
}

/* A terminal without UTF-8 shows a '?' for each cell it cannot. */
static char *in_ascii(const char *harmless)
{
	GString *out = g_string_new(NULL);

	for (const char *p = harmless; *p; p = g_utf8_next_char(p))
		g_string_append_c(out, *p >= ' ' && *p < 0x7f ? *p : '?');
	return g_string_free(out, FALSE);
}

/* Half of a wide character is none: ncurses keeps the cell where it began, and then shows nothing in the next. */
static void drop_half(const struct canvas *canvas, int y, int x, int blank)
{
	cchar_t cell;

	if (mvin_wch(y, x, &cell) != OK || (cell.attr & A_CHARTEXT) <= 1)
		return;
	set_look(canvas, PAINT_TEXT);
	mvaddch(y, blank, ' ');
}

/* One cell for each of these bytes: curses need not look at them as it does at text. */
static void put_plain(int y, int x, const char *text, size_t len, chtype look)
{
	g_autofree chtype *cells = g_new(chtype, len);

	for (size_t i = 0; i < len; i++)
		cells[i] = (chtype)text[i] | look;
	mvaddchnstr(y, x, cells, (int)len);
}

/* The only place where text goes to curses. Returns the cells used. */
static int put(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *harmless)
{
	g_autofree char *ascii = canvas->surface->utf8 ? NULL : in_ascii(harmless);
	const char *text = ascii ? ascii : harmless;
	int room = canvas->rect.width - x, used = 0;
	size_t len, plain;

	if (y < 0 || y >= canvas->rect.height || x < 0 || room <= 0)
		return 0;
	room = width < 0 ? room : MIN(room, width);
	len = text_fit(text, room, &used);
	y += canvas->rect.y;
	x += canvas->rect.x;
	drop_half(canvas, y, x, x - 1);
	drop_half(canvas, y, x + used, x + used);
	set_look(canvas, paint);
	plain = text_plain(text, len);
	put_plain(y, x, text, plain, canvas->surface->theme.looks[paint]);
	mvaddnstr(y, x + (int)plain, text + plain, (int)(len - plain));
	attrset(A_NORMAL);
	return used;
}

int draw_harmless(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *harmless)
{
	return put(canvas, y, x, width, paint, harmless);
}

int draw_text(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *text)
{
	int room = canvas->rect.width - x;
	g_autofree char *visible = NULL, *cut = NULL;

	if (width < 0 || width > room)
		width = room;
	if (width <= 0)
		return 0;
	visible = text_visible(text, -1, TEXT_LINE);
	cut = text_cut(visible, width, is_ascii(canvas->surface));
	return put(canvas, y, x, width, paint, cut);
}

static void blank(struct canvas *canvas, int y, int x, int width, enum paint paint)
{
	g_autofree char *blanks = NULL;

	if (width <= 0)
		return;
	blanks = g_strnfill((gsize)width, ' ');
	put(canvas, y, x, width, paint, blanks);
}

void draw_cell(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *text)
{
	int used = draw_text(canvas, y, x, width, paint, text);

	if (width < 0 || width > canvas->rect.width - x)
		width = canvas->rect.width - x;
	blank(canvas, y, x + used, width - used, paint);
}

void draw_right(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_LINE);
	int cells = text_width(visible);

	if (width < 0 || width > canvas->rect.width - x)
		width = canvas->rect.width - x;
	draw_text(canvas, y, x + MAX(width - cells, 0), MIN(cells, width), paint, text);
}

void draw_centred(struct canvas *canvas, int y, enum paint paint, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_LINE);
	int cells = text_width(visible);

	draw_text(canvas, y, MAX((canvas->rect.width - cells) / 2, 0), -1, paint, text);
}

int draw_format(struct canvas *canvas, int y, int x, int width, enum paint paint, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return draw_text(canvas, y, x, width, paint, text);
}

int draw_wrapped(struct canvas *canvas, int y, int x, int width, int rows, enum paint paint, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_BLOCK);
	g_auto(GStrv) lines = NULL;
	const char *cut = draw_sign(canvas, SIGN_CUT);
	int row = 0;

	if (width < 0 || width > canvas->rect.width - x)
		width = canvas->rect.width - x;
	if (width <= 0)
		return 0;
	lines = text_wrap(visible, width);
	for (; lines[row] && row < rows; row++) {
		bool last = row == rows - 1 && lines[row + 1];
		g_autofree char *more = last ? g_strconcat(lines[row], " ", cut, NULL) : NULL;

		/* text that goes on is cut, so that the sign of it shows */
		if (last && text_width(more) > width) {
			g_autofree char *longer = g_strconcat(lines[row], " ", lines[row + 1], NULL);

			draw_text(canvas, y + row, x, width, paint, longer);
		} else {
			draw_text(canvas, y + row, x, width, paint, last ? more : lines[row]);
		}
	}
	return row;
}

void draw_upwards(struct canvas *canvas, int rows, enum paint paint, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_BLOCK);
	int width = MAX(canvas->rect.width - 2, 1);
	g_auto(GStrv) lines = text_wrap(visible, width);
	struct canvas part;

	rows = MIN(MIN((int)g_strv_length(lines), rows), canvas->rect.height);
	if (rows <= 0)
		return;
	part = draw_part(canvas, canvas->rect.height - rows, 0, rows, canvas->rect.width);
	draw_clear(&part);
	draw_wrapped(&part, 0, 1, width, rows, paint, text);
}

void draw_look(struct canvas *canvas, int y, int x, int width, enum paint paint)
{
	unsigned long look = canvas->surface->theme.looks[paint];

	if (width < 0 || width > canvas->rect.width - x)
		width = canvas->rect.width - x;
	if (y < 0 || y >= canvas->rect.height || width <= 0)
		return;
	mvchgat(canvas->rect.y + y, canvas->rect.x + x, width, (attr_t)(look & ~(unsigned long)A_COLOR),
		(short)PAIR_NUMBER(look), NULL);
}

void draw_clear(struct canvas *canvas)
{
	for (int y = 0; y < canvas->rect.height; y++)
		blank(canvas, y, 0, canvas->rect.width, PAINT_TEXT);
}

void draw_rule(struct canvas *canvas, int y)
{
	unsigned long look = canvas->surface->theme.looks[PAINT_RULE];
	wchar_t sign[] = { (wchar_t)g_utf8_get_char(draw_sign(canvas, SIGN_RULE)), L'\0' };
	int x = canvas->rect.x, width = canvas->rect.width;
	cchar_t cell;

	if (y < 0 || y >= canvas->rect.height || width <= 0)
		return;
	y += canvas->rect.y;
	drop_half(canvas, y, x, x - 1);
	drop_half(canvas, y, x + width, x + width);
	setcchar(&cell, sign, (attr_t)(look & ~(unsigned long)A_COLOR), (short)PAIR_NUMBER(look), NULL);
	mvhline_set(y, x, &cell, width);
}

struct canvas draw_box(struct canvas *canvas, const char *title)
{
	bool ascii = is_ascii(canvas->surface);
	const char *side = ascii ? "|" : "│";
	int bottom = canvas->rect.height - 1, right = canvas->rect.width - 1;

	draw_clear(canvas);
	draw_rule(canvas, 0);
	draw_rule(canvas, bottom);
	for (int y = 1; y < bottom; y++) {
		put(canvas, y, 0, 1, PAINT_RULE, side);
		put(canvas, y, right, 1, PAINT_RULE, side);
	}
	put(canvas, 0, 0, 1, PAINT_RULE, ascii ? "+" : "┌");
	put(canvas, 0, right, 1, PAINT_RULE, ascii ? "+" : "┐");
	put(canvas, bottom, 0, 1, PAINT_RULE, ascii ? "+" : "└");
	put(canvas, bottom, right, 1, PAINT_RULE, ascii ? "+" : "┘");
	if (title) {
		int used = draw_text(canvas, 0, 3, right - 5, PAINT_TITLE, title);

		put(canvas, 0, 2, 1, PAINT_TEXT, " ");
		put(canvas, 0, 3 + used, 1, PAINT_TEXT, " ");
	}
	return draw_part(canvas, 1, 2, bottom - 1, right - 3);
}

void draw_cursor(struct canvas *canvas, int y, int x)
{
	canvas->surface->cursor_y = canvas->rect.y + CLAMP(y, 0, MAX(canvas->rect.height - 1, 0));
	canvas->surface->cursor_x = canvas->rect.x + CLAMP(x, 0, MAX(canvas->rect.width - 1, 0));
}

static void spot_clear(gpointer data)
{
	g_free(((struct spot *)data)->command);
}

void draw_spots(struct surface *surface, bool on)
{
	if (surface->spots)
		g_array_unref(surface->spots);
	surface->spots = on ? g_array_new(FALSE, FALSE, sizeof(struct spot)) : NULL;
	if (on)
		g_array_set_clear_func(surface->spots, spot_clear);
}

void draw_spots_clear(struct surface *surface)
{
	if (surface->spots)
		g_array_set_size(surface->spots, 0);
}

void draw_spot(struct canvas *canvas, int y, int x, int height, int width, const char *format, ...)
{
	struct spot spot = { draw_part(canvas, y, x, height, width).rect, NULL };
	va_list arguments;

	if (!canvas->surface->spots)
		return;
	va_start(arguments, format);
	spot.command = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_array_append_val(canvas->surface->spots, spot);
}

static bool is_in(const struct rect *rect, int y, int x)
{
	return y >= rect->y && y < rect->y + rect->height && x >= rect->x && x < rect->x + rect->width;
}

const char *draw_spot_at(const struct surface *surface, int y, int x)
{
	for (guint i = surface->spots ? surface->spots->len : 0; i > 0; i--) {
		const struct spot *spot = &g_array_index(surface->spots, struct spot, i - 1);

		if (is_in(&spot->rect, y, x))
			return spot->command;
	}
	return NULL;
}

void draw_begin(struct surface *surface)
{
	draw_spots_clear(surface);
	bkgdset(' ' | (chtype)surface->theme.looks[PAINT_TEXT]);
	erase();
	bkgdset(' ');
	surface->cursor_y = surface->cursor_x = 0;
}

void draw_end(struct surface *surface)
{
	move(surface->cursor_y, surface->cursor_x);
	refresh();
}
