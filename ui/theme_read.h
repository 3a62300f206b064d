/* Themes as files. A line is `PAINT = [bold] [dim] [italic] [underline] [reverse] [COLOUR] [on COLOUR]`. */
#ifndef UI_THEME_READ_H
#define UI_THEME_READ_H

#include "ui/conf.h"
#include "ui/theme.h"

#define THEME_FIRST "dark"	/* until it is known who sits there, and what they prefer */
#define THEME_MONO "mono"	/* where there are no colours, whatever they prefer */

struct paint_row { const char *name, *help; };	/* help: N_() */
extern const struct paint_row theme_paints[PAINTS];

/* The lines that a text has; others stay as they are. Bad lines are told and left out. */
void theme_read(struct style styles[PAINTS], const char *text, const char *name, conf_bad bad, void *data);
/* A theme by its name: what it leaves out is as in mono, then the one shipped (NAME.theme), then the person's
 * own in this directory (NULL: none). False: there is neither. */
bool theme_load(struct style styles[PAINTS], const char *name, const char *dir, conf_bad bad, void *data);

#endif
