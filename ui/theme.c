#include "ui/theme.h"

#include <glib.h>
#include <curses.h>

int theme_colours(enum colours allowed)
{
	static const int most[] = {
		[COLOURS_AUTO] = COLOUR_EXACT, [COLOURS_NEVER] = 0, [COLOURS_16] = 16, [COLOURS_256] = 256,
		[COLOURS_DIRECT] = COLOUR_EXACT,
	};
	int colours;

	if (allowed == COLOURS_NEVER || !has_colors() || start_color() != OK || COLORS < 8)
		return 0;
	/* a terminal that cannot go back to its own colours is taken for one of white on black */
	if (use_default_colors() != OK)
		assume_default_colors(COLOR_WHITE, COLOR_BLACK);
	colours = MIN(COLORS, most[allowed]);
	return colours >= COLOUR_EXACT ? COLOUR_EXACT : colours >= 256 ? 256 : colours >= 16 ? 16 : 8;
}

static attr_t attributes(unsigned flags)
{
	static const attr_t known[] = { A_BOLD, A_DIM, A_ITALIC, A_UNDERLINE, A_REVERSE };
	attr_t all = A_NORMAL;

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (flags & 1U << i)
			all |= known[i];
	return all;
}

/* What a style leaves to the terminal is as ordinary text has it. */
static unsigned long look_of(const struct style *style, const struct style *text, int pair, int colours)
{
	bool bold, ignored;
	int foreground = style->foreground == COLOUR_NONE ? text->foreground : style->foreground;
	int background = style->background == COLOUR_NONE ? text->background : style->background;
	attr_t look = attributes(style->flags);

	foreground = colour_nearest(foreground, colours, &bold);
	background = colour_nearest(background, colours, &ignored);
	/* without a pair curses takes the colours back first, and then all; ncv: what cannot stand beside colours */
	if (!colours || (foreground == COLOUR_NONE && background == COLOUR_NONE && (!look || tigetnum("ncv") > 0)))
		return look;
	init_extended_pair(pair, foreground, background);
	return look | (bold ? A_BOLD : A_NORMAL) | (attr_t)COLOR_PAIR(pair);
}

void theme_use(struct theme *theme, const struct style styles[PAINTS], int colours)
{
	for (int i = 0; i < PAINTS; i++)
		theme->looks[i] = look_of(&styles[i], &styles[PAINT_TEXT], i + 1, colours);
}

enum paint theme_severity(const char *severity)
{
	if (severity && g_str_has_prefix(severity, "SEV") && severity[3] >= '1' && severity[3] <= '5' &&
		!severity[4])
		return (enum paint)(PAINT_SEV1 + severity[3] - '1');
	return PAINT_TEXT;
}
