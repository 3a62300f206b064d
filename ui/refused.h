/* What was refused of an action on several things, and why. */
#ifndef UI_REFUSED_H
#define UI_REFUSED_H

#include "ui/screen.h"

/* lines: of char *, "INC-2026-0041: why". */
void refused_open(struct ui *ui, unsigned done, const GPtrArray *lines);

#endif
