/* The screens lock: after minutes without a key, or at once (SP 800-171 3.1.10). */
#ifndef UI_LOCK_H
#define UI_LOCK_H

#include "ui/screen.h"

/* Locks as soon as every question is cancelled; what is typed in forms is kept as drafts. */
void lock_ask(struct ui *ui);
/* Asks for it when there was no key for so long. */
void lock_watch(struct ui *ui);
/* What the loop does then. */
void lock_screens(struct ui *ui);

#endif
