/* The inside of the two screens that make a case. */
#ifndef UI_SCREENS_CASE_NEW_H
#define UI_SCREENS_CASE_NEW_H

#include "ui/form.h"

struct making {
	struct screen *screen;
	struct form *form;
	GPtrArray *alerts;	/* struct record: they go into the case; NULL: none */
};

/* Those named as "alert=7 alert=9"; of the alerts' screen without such words, the marked ones or the one
 * under the cursor. NULL: none. */
GPtrArray *making_alerts(struct ui *ui, const char *words);
/* What the alerts say goes into the form. */
void making_take_in(struct ui *ui, struct making *making);
/* Puts them into the case that was made; told if one cannot be. */
void making_attach(struct ui *ui, struct making *making, const char *id);

#endif
