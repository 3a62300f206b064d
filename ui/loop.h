/* The event loop. */
#ifndef UI_LOOP_H
#define UI_LOOP_H

#include "ui/screen.h"

/* Runs until ui->leaving. */
void loop_run(struct ui *ui);
/* Runs until this screen, on top now, closes; its result, or -1 when the program leaves or locks. The state
 * is the caller's to free: class->close is called as for any screen. */
int loop_modal(struct ui *ui, struct screen *screen);
/* What a modal screen calls to end itself. */
void loop_end(struct ui *ui, struct screen *screen, int result);

#endif
