/* The `:` line. */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

#include "ui/screen.h"

/* Asks for a command, with completion and history, and runs it. text: to begin with. */
void palette_open(struct ui *ui, const char *text);

#endif
