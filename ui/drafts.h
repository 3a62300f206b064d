/* What is typed on a form and not saved: kept as a draft, and offered when the form is opened again. */
#ifndef UI_DRAFTS_H
#define UI_DRAFTS_H

#include "ui/prompt.h"
#include "ui/screen.h"

/* Every form in the stack that was typed into, unless its draft says the same already. */
void drafts_keep(struct ui *ui);
/* The same every half minute. */
void drafts_tick(struct ui *ui);
/* The screen closes: what was typed there is saved or given up. */
void drafts_drop(struct ui *ui, struct screen *screen);
/* Asks what is to become of what was typed there. A draft that is asked for is kept: UNSAVED_KEEP, and the screen
 * may close; when it cannot be, UNSAVED_STAY. */
enum prompt_unsaved drafts_ask(struct ui *ui, struct screen *screen, const char *what);
/* The screen was opened just now: is there a draft of it? */
void drafts_offer(struct ui *ui, struct screen *screen);
/* After sign-in: all there are, the newest on top. */
void drafts_offer_all(struct ui *ui);
/* What was typed on a screen and is in no draft, sealed. NULL: nothing. Caller unrefs. */
GBytes *drafts_seal(struct ui *ui, struct screen *screen);
/* Opens a place and types its draft in, without asking: what was sealed at that time (NULL: nothing), else what the
 * store has. */
void drafts_resume(struct ui *ui, const char *place, int64_t at, GBytes *sealed);

#endif
