/* From an entry of the log to what it is about. */
#ifndef UI_SCREENS_AUDIT_JUMP_H
#define UI_SCREENS_AUDIT_JUMP_H

#include "ui/screen.h"

/* Is there a screen that can show it? */
bool audit_can_jump(const struct record *entry);
void audit_jump(struct ui *ui, const struct record *entry);

#endif
