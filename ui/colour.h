/* Colours as people write them, and the nearest one that a terminal has. No curses. */
#ifndef UI_COLOUR_H
#define UI_COLOUR_H

#include <stdbool.h>

#define COLOUR_NONE (-1)	/* the terminal's own */
#define COLOUR_RGB 0x1000000	/* or-ed on: red, green and blue, eight bits each; without: 0 … 255 */
#define COLOUR_EXACT 0x1000000	/* colours of a terminal that takes red, green and blue */

/* Which colours may be used: --color. */
enum colours { COLOURS_AUTO, COLOURS_NEVER, COLOURS_16, COLOURS_256, COLOURS_DIRECT };

/* "red", "bright-blue", "default", "208", "#ff8700". False: it is no colour. */
bool colour_parse(const char *word, int *colour);
/* The nearest of so many: 8, 16, 256 or COLOUR_EXACT. Of 8, *bold: it wants to be bright, which is all that
 * such a terminal can do. */
int colour_nearest(int colour, int colours, bool *bold);
/* "auto", "never" … False: none of them. */
bool colours_parse(const char *word, enum colours *colours);

#endif
