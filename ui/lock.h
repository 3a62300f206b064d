/* The screens lock: after minutes without a key, or at once (SP 800-171 3.1.10). */
#ifndef UI_LOCK_H
#define UI_LOCK_H

#include "ui/screen.h"

/* Once a second: keeps drafts now and then, and asks for the lock when there was no key for so long. */
void lock_watch(struct ui *ui);
/* Locks; every question is cancelled already. What is typed in forms is kept as drafts. */
void lock_screens(struct ui *ui);

#endif
