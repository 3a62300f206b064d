/* The inside of the two screens that make a case. */
#ifndef UI_SCREENS_CASE_NEW_H
#define UI_SCREENS_CASE_NEW_H

#include "ui/form.h"

struct making {
	struct screen *screen;
	struct form *form;
	struct record *template;	/* what it begins with; NULL: none */
	struct record *filled;	/* of a case: what templates put there last */
	bool filling;		/* just now */
	GPtrArray *alerts;	/* struct record: they go into the case; NULL: none */
};

/* Those named as "alert=7 alert=9"; of the alerts' screen without such words, the marked ones or the one
 * under the cursor. NULL: none. */
GPtrArray *making_alerts(struct ui *ui, const char *words);
/* What the alerts say goes into the form. */
void making_take_in(struct ui *ui, struct making *making);
/* Puts them into the case that was made; told if one cannot be. */
void making_attach(struct ui *ui, struct making *making, const char *id);

/* For the form: another type begins otherwise. What was typed is never replaced. */
void making_changed(struct ui *ui, const struct field *field, void *data);
/* Begins with the template named among words, if one is. */
bool making_template(struct ui *ui, struct making *making, const char *words, GError **error);
void making_complete(struct ui *ui, GPtrArray *found, const char *typed);
/* What to ask for and keep with such a case. */
void making_draw_needs(const struct making *making, struct canvas *canvas);

#endif
