/* What stands on the (fake) screen, in its colours: as an SVG, and as frames of an asciinema recording. */
#ifndef TESTS_UI_PICTURE_H
#define TESTS_UI_PICTURE_H

#include <curses.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define CELL_WIDTH 9
#define CELL_HEIGHT 18
#define MARGIN 10

struct cell { attr_t look; short foreground, background; };	/* -1: the terminal's own colour */

static inline bool cell_same(const struct cell *a, const struct cell *b)
{
	return a->look == b->look && a->foreground == b->foreground && a->background == b->background;
}

/* One cell; its text is added. Returns the cells it takes. */
static inline int picture_cell(int y, int x, struct cell *cell, GString *text)
{
	wchar_t chars[CCHARW_MAX + 1] = { 0 };
	short pair;
	cchar_t in;

	mvin_wch(y, x, &in);
	getcchar(&in, chars, &cell->look, &pair, NULL);
	cell->look &= A_BOLD | A_DIM | A_UNDERLINE | A_REVERSE;
	cell->foreground = cell->background = -1;
	if (pair)
		pair_content(pair, &cell->foreground, &cell->background);
	for (int i = 0; chars[i]; i++)
		g_string_append_unichar(text, (gunichar)chars[i]);
	return g_unichar_iswide((gunichar)chars[0]) ? 2 : 1;
}

/* Cells that look alike from x on; x of the next ones. */
static inline int picture_run(int y, int x, struct cell *cell, GString *text)
{
	int end = x + picture_cell(y, x, cell, text), width = getmaxx(stdscr);

	while (end < width) {
		g_autoptr(GString) more = g_string_new(NULL);
		struct cell other;
		int cells = picture_cell(y, end, &other, more);

		if (!cell_same(cell, &other))
			break;
		g_string_append(text, more->str);
		end += cells;
	}
	return end;
}

/* --- SVG --- */

static inline const char *picture_colour(short colour, const char *own)
{
	static const char *const colours[] = {
		"#1b1e24", "#c4473f", "#6fae5c", "#d9a441", "#5b8dd9", "#b678c9", "#4fb0b5", "#f4f5f6",
	};

	return colour >= 0 && colour < (short)G_N_ELEMENTS(colours) ? colours[colour] : own;
}

static inline int picture_width(const char *text)
{
	int cells = 0;

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		cells += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
	}
	return cells;
}

static inline void svg_word(GString *svg, int y, int x, int cells, const char *ink, attr_t look, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);

	if (cells)
		g_string_append_printf(svg, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" "
				       "fill=\"%s\"%s%s%s>%s</text>\n",
				       MARGIN + x * CELL_WIDTH, MARGIN + (y + 1) * CELL_HEIGHT - 5,
				       cells * CELL_WIDTH, ink, look & A_BOLD ? " font-weight=\"bold\"" : "",
				       look & A_DIM ? " fill-opacity=\"0.65\"" : "",
				       look & A_UNDERLINE ? " text-decoration=\"underline\"" : "", escaped);
}

/* Words that more than one blank parts stand by themselves: viewers shrink blanks. */
static inline void svg_run(GString *svg, int y, int x, int end, const struct cell *cell, const char *text)
{
	const char *ink = picture_colour(cell->foreground, "#d8dbe0");
	const char *paper = picture_colour(cell->background, "#14161b");
	bool reverse = cell->look & A_REVERSE;
	g_auto(GStrv) words = g_strsplit(text, "  ", -1);
	int left = MARGIN + x * CELL_WIDTH, top = MARGIN + y * CELL_HEIGHT;

	if (reverse || cell->background >= 0)
		g_string_append_printf(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
			       "fill=\"%s\"/>\n", left, top,
				       (end - x) * CELL_WIDTH, CELL_HEIGHT, reverse ? ink : paper);
	for (char **word = words; *word; word++) {
		int blanks = (int)strspn(*word, " "), cells;

		x += blanks;
		cells = picture_width(g_strstrip(*word));
		svg_word(svg, y, x, cells, reverse ? paper : ink, cell->look, *word);
		x += cells + 2;
	}
}

/* Caller frees. */
static inline char *picture_svg(const char *title)
{
	g_autofree char *escaped = g_markup_escape_text(title, -1);
	int rows = getmaxy(stdscr), columns = getmaxx(stdscr);
	int height = rows * CELL_HEIGHT + 2 * MARGIN, width = columns * CELL_WIDTH + 2 * MARGIN;
	GString *svg = g_string_new(NULL);

	g_string_append_printf(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
			       "viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>\n"
			       "<style>text{font:15px 'DejaVu Sans "
				       "Mono',Menlo,Consolas,monospace;white-space:pre}</style>\n"
			       "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#14161b\"/>\n",
			       width, height, width, height, escaped);
	for (int y = 0; y < rows; y++) {
		for (int x = 0, end; x < columns; x = end) {
			g_autoptr(GString) text = g_string_new(NULL);
			struct cell cell;

			end = picture_run(y, x, &cell, text);
			svg_run(svg, y, x, end, &cell, text->str);
		}
	}
	g_string_append(svg, "</svg>\n");
	return g_string_free(svg, FALSE);
}

/* --- asciinema, version 2 --- */

struct cast {
	GString *text;		/* of the file; NULL: nothing is recorded */
	GPtrArray *rows;	/* as they were last */
	int ms;			/* since it began */
};

static inline void cast_begin(struct cast *cast, int64_t start_ms)
{
	*cast = (struct cast){ g_string_new(NULL), g_ptr_array_new_with_free_func(g_free), 0 };
	for (int y = 0; y < getmaxy(stdscr); y++)
		g_ptr_array_add(cast->rows, g_strdup(""));
	g_string_printf(cast->text, "{\"version\": 2, \"width\": %d, \"height\": %d, \"timestamp\": %lld, "
			"\"title\": \"Blotter\", \"env\": {\"TERM\": "
				       "\"xterm-256color\"}}\n", getmaxx(stdscr), getmaxy(stdscr),
			(long long)(start_ms / 1000));
}

/* "\033[0;1;31m": as it stands in JSON. */
static inline void cast_look(GString *out, const struct cell *cell)
{
	static const struct { attr_t look; int code; } looks[] = {
		{ A_BOLD, 1 }, { A_DIM, 2 }, { A_UNDERLINE, 4 }, { A_REVERSE, 7 },
	};

	g_string_append(out, "\\u001b[0");
	for (size_t i = 0; i < G_N_ELEMENTS(looks); i++)
		if (cell->look & looks[i].look)
			g_string_append_printf(out, ";%d", looks[i].code);
	if (cell->foreground >= 0)
		g_string_append_printf(out, ";%d", 30 + cell->foreground);
	if (cell->background >= 0)
		g_string_append_printf(out, ";%d", 40 + cell->background);
	g_string_append_c(out, 'm');
}

static inline char *cast_row(int y)
{
	GString *row = g_string_new(NULL);

	g_string_printf(row, "\\u001b[%d;1H", y + 1);
	for (int x = 0, end; x < getmaxx(stdscr); x = end) {
		g_autoptr(GString) text = g_string_new(NULL);
		struct cell cell;

		end = picture_run(y, x, &cell, text);
		cast_look(row, &cell);
		for (const char *at = text->str; *at; at++)
			g_string_append_printf(row, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
	}
	g_string_append(row, "\\u001b[0m");
	return g_string_free(row, FALSE);
}

/* What has changed since the last frame, and where the cursor is; then time goes by. */
static inline void cast_frame(struct cast *cast, int cursor_y, int cursor_x, int ms)
{
	g_autoptr(GString) changed = g_string_new(NULL);

	if (!cast->text)
		return;
	for (int y = 0; y < getmaxy(stdscr); y++) {
		char *row = cast_row(y);

		if (strcmp(row, cast->rows->pdata[y]) != 0)
			g_string_append(changed, row);
		g_free(cast->rows->pdata[y]);
		cast->rows->pdata[y] = row;
	}
	if (changed->len)
		g_string_append_printf(cast->text, "[%d.%03d, \"o\", "
			       "\"%s\\u001b[%d;%dH\"]\n", cast->ms / 1000,
				       cast->ms % 1000, changed->str, cursor_y + 1, cursor_x + 1);
	cast->ms += ms;
}

static inline void cast_end(struct cast *cast)
{
	if (!cast->text)
		return;
	g_string_free(cast->text, TRUE);
	g_ptr_array_unref(cast->rows);
}

#endif
