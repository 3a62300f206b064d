/* All screens, one line each in screens.c. */
#ifndef UI_SCREENS_H
#define UI_SCREENS_H

#include "ui/screen.h"

extern const struct screen_class *const screen_classes[];	/* ends with NULL */

#endif
