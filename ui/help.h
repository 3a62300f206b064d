/* Help, made from the tables: this screen first, only what this person may do. */
#ifndef UI_HELP_H
#define UI_HELP_H

#include "ui/screen.h"

extern const struct screen_class help_screen;		/* `:help`, `?` */
extern const struct screen_class messages_screen;	/* `:messages` */

#endif
