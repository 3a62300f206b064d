/* The whole screen: marking, head, body, message, hints, and what lies over them. */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "ui/screen.h"

void frame_draw(struct ui *ui);

#endif
