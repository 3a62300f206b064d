#include "ui/theme.h"

#include <glib.h>
#include <string.h>
#include <curses.h>

#define NONE (-1)	/* the terminal's own colour */

static const struct look {
	const char *name;
	attr_t mono;		/* without colour */
	attr_t colour;		/* with it */
	short foreground, background;
} looks[PAINTS] = {
	[PAINT_TEXT] = { "text", A_NORMAL, A_NORMAL, NONE, NONE },
	[PAINT_MARKING] = { "marking", A_BOLD, A_BOLD, NONE, NONE },
	[PAINT_TITLE] = { "title", A_BOLD, A_BOLD, NONE, NONE },
	[PAINT_LABEL] = { "label", A_NORMAL, A_NORMAL, COLOR_CYAN, NONE },
	[PAINT_DIM] = { "dim", A_DIM, A_DIM, NONE, NONE },
	[PAINT_RULE] = { "rule", A_DIM, A_DIM, NONE, NONE },
	[PAINT_FOCUS] = { "focus", A_REVERSE, A_REVERSE, NONE, NONE },
	[PAINT_MARK] = { "mark", A_BOLD, A_BOLD, COLOR_YELLOW, NONE },
	[PAINT_TAB] = { "tab", A_BOLD | A_UNDERLINE, A_BOLD | A_UNDERLINE, NONE, NONE },
	[PAINT_FOUND] = { "found", A_UNDERLINE, A_UNDERLINE, COLOR_YELLOW, NONE },
	[PAINT_SEV1] = { "sev1", A_BOLD | A_REVERSE, A_BOLD, COLOR_WHITE, COLOR_RED },
	[PAINT_SEV2] = { "sev2", A_BOLD, A_BOLD, COLOR_RED, NONE },
	[PAINT_SEV3] = { "sev3", A_NORMAL, A_NORMAL, COLOR_YELLOW, NONE },
	[PAINT_SEV4] = { "sev4", A_NORMAL, A_NORMAL, COLOR_CYAN, NONE },
	[PAINT_SEV5] = { "sev5", A_DIM, A_DIM, NONE, NONE },
	[PAINT_LATE] = { "late", A_BOLD | A_REVERSE, A_BOLD, COLOR_RED, NONE },
	[PAINT_SOON] = { "soon", A_BOLD, A_NORMAL, COLOR_YELLOW, NONE },
	[PAINT_OK] = { "ok", A_NORMAL, A_NORMAL, COLOR_GREEN, NONE },
	[PAINT_NEEDED] = { "needed", A_BOLD, A_BOLD, COLOR_YELLOW, NONE },
	[PAINT_CUI] = { "cui", A_BOLD, A_BOLD, COLOR_MAGENTA, NONE },
	[PAINT_INFO] = { "info", A_NORMAL, A_NORMAL, NONE, NONE },
	[PAINT_ERROR] = { "error", A_BOLD, A_BOLD, COLOR_RED, NONE },
	[PAINT_HINT] = { "hint", A_DIM, A_DIM, NONE, NONE },
	[PAINT_KEY] = { "key", A_BOLD, A_BOLD, NONE, NONE },
};

void theme_init(struct theme *theme, bool mono)
{
	bool colour = !mono && has_colors() && start_color() == OK && COLORS >= 8;

	if (colour)
		use_default_colors();
	for (short i = 0; i < PAINTS; i++) {
		theme->looks[i] = colour ? looks[i].colour : looks[i].mono;
		if (!colour || (looks[i].foreground == NONE && looks[i].background == NONE))
			continue;
		init_pair((short)(i + 1), looks[i].foreground, looks[i].background);
		theme->looks[i] |= (unsigned long)COLOR_PAIR(i + 1);
	}
}

enum paint theme_severity(const char *severity)
{
	if (severity && g_str_has_prefix(severity, "SEV") && severity[3] >= '1' && severity[3] <= '5' &&
		!severity[4])
		return (enum paint)(PAINT_SEV1 + severity[3] - '1');
	return PAINT_TEXT;
}

const char *theme_name(enum paint paint)
{
	return looks[paint].name;
}
