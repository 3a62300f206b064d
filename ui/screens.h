/* All screens, one line each in screens.c. */
#ifndef UI_SCREENS_H
#define UI_SCREENS_H

#include "ui/screen.h"

extern const struct screen_class *const screen_classes[];	/* ends with NULL */
extern const struct command_part screen_parts[];		/* ends with a NULL section */

#endif
