/* `:manual`: the user's guide and the man pages within the program, which has no shell to read them in. */
#ifndef UI_MANUAL_H
#define UI_MANUAL_H

#include "ui/screen.h"

extern const struct screen_class manual_screen;

#endif
