/* From an entry of the log to what it is about. */
#ifndef UI_SCREENS_AUDIT_JUMP_H
#define UI_SCREENS_AUDIT_JUMP_H

#include "ui/pager.h"
#include "ui/screen.h"

/* Is there a screen that can show it? */
bool audit_can_jump(const struct record *entry);
void audit_jump(struct ui *ui, const struct record *entry);
/* What the list cut short or has no column for: first why, and what changed. */
void audit_preview(struct ui *ui, struct pager *pager, const struct record *entry);

#endif
