/* What stands on the (fake) screen, as text. */
#ifndef TESTS_UI_CAPTURE_H
#define TESTS_UI_CAPTURE_H

#include "ui/theme.h"

#include <glib.h>
#include <curses.h>

/* One row as UTF-8 without blanks at its end; caller frees. */
static inline char *capture_row(int y)
{
	GString *row = g_string_new(NULL);
	int width = getmaxx(stdscr);

	for (int x = 0; x < width; x++) {
		wchar_t text[CCHARW_MAX + 1] = { 0 };
		attr_t look;
		short pair;
		cchar_t cell;

		mvin_wch(y, x, &cell);
		getcchar(&cell, text, &look, &pair, NULL);
		for (int i = 0; text[i]; i++)
			g_string_append_unichar(row, (gunichar)text[i]);
		/* a wide character stands in both of its cells */
		if (g_unichar_iswide((gunichar)text[0]))
			x++;
	}
	g_string_truncate(row, strlen(g_strchomp(row->str)));
	return g_string_free(row, FALSE);
}

/* The look of a cell, as struct theme has them, and its letter. */
static inline attr_t capture_cell(int y, int x, gunichar *letter)
{
	wchar_t text[CCHARW_MAX + 1] = { 0 };
	attr_t look;
	short pair;
	cchar_t cell;

	mvin_wch(y, x, &cell);
	getcchar(&cell, text, &look, &pair, NULL);
	*letter = (gunichar)text[0];
	return (look & ~(attr_t)A_COLOR) | (attr_t)COLOR_PAIR(pair);
}

static inline attr_t capture_look(int y, int x)
{
	gunichar letter;

	return capture_cell(y, x, &letter);
}

#endif
