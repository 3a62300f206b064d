#include "ui/colour.h"

#include <glib.h>
#include <string.h>

static const char *const names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red",
	"bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
};

#define CUBE 16		/* 6 × 6 × 6 colours from here on … */
#define GREYS 232	/* … and 24 greys */

/* As xterm shows them; a person may have changed them. */
static const int basic[] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

static int cube_step(int i)
{
	return i ? 55 + 40 * i : 0;
}

static int parts_of(int index)
{
	int i = index - CUBE;

	if (index < CUBE)
		return basic[index];
	if (index >= GREYS)
		return (8 + 10 * (index - GREYS)) * 0x010101;
	return cube_step(i / 36) << 16 | cube_step(i / 6 % 6) << 8 | cube_step(i % 6);
}

static int square(int a, int b, int shift)
{
	int difference = (a >> shift & 0xff) - (b >> shift & 0xff);

	return difference * difference;
}

static int nearest(int parts, int first, int end)
{
	int best = first, least = G_MAXINT;

	for (int i = first; i < end; i++) {
		int known = parts_of(i);
		int far = square(known, parts, 16) + square(known, parts, 8) + square(known, parts, 0);

		if (far < least) {
			least = far;
			best = i;
		}
	}
	return best;
}

int colour_nearest(int colour, int colours, bool *bold)
{
	int parts;

	*bold = false;
	if (colour == COLOUR_NONE || colour < 8)
		return colour;
	parts = colour & COLOUR_RGB ? colour & ~COLOUR_RGB : parts_of(colour);
	/* a terminal of this kind takes the first eight numbers for names */
	if (colours >= COLOUR_EXACT)
		return MAX(parts, 8);
	if (colours >= 256)
		return colour & COLOUR_RGB ? nearest(parts, CUBE, 256) : colour;
	if (colour >= 16)
		colour = nearest(parts, 0, 16);
	if (colours >= 16 || colour < 8)
		return colour;
	*bold = true;
	/* bright black is black where bold is not bright: rather the terminal's own */
	return colour == 8 ? COLOUR_NONE : colour - 8;
}

static bool parse_parts(const char *digits, int *colour)
{
	if (strlen(digits) != 6 || strspn(digits, "0123456789abcdefABCDEF") != 6)
		return false;
	*colour = COLOUR_RGB | (int)g_ascii_strtoull(digits, NULL, 16);
	return true;
}

bool colour_parse(const char *word, int *colour)
{
	guint64 index;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strcmp(word, names[i]) != 0)
			continue;
		*colour = (int)i;
		return true;
	}
	if (!strcmp(word, "default")) {
		*colour = COLOUR_NONE;
		return true;
	}
	if (*word == '#')
		return parse_parts(word + 1, colour);
	if (!g_ascii_string_to_unsigned(word, 10, 0, 255, &index, NULL))
		return false;
	*colour = (int)index;
	return true;
}

bool colours_parse(const char *word, enum colours *colours)
{
	static const char *const words[] = {
		[COLOURS_AUTO] = "auto", [COLOURS_NEVER] = "never", [COLOURS_16] = "16",
		[COLOURS_256] = "256", [COLOURS_DIRECT] = "direct",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(word, words[i]) != 0)
			continue;
		*colours = (enum colours)i;
		return true;
	}
	return false;
}
