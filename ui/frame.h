/* The whole screen: marking, head, body, message, hints, and what lies over them. */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "ui/screen.h"

void frame_draw(struct ui *ui);
/* Says it at once, before what takes long. */
void frame_say(struct ui *ui, const char *sentence);

#endif
