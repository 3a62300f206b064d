/* struct ui made ready and taken down: for ui.c and the tests. */
#ifndef UI_START_H
#define UI_START_H

#include "ui/screen.h"

struct start {
	const struct house *house;
	const struct session_host *host;
	const char *store;		/* directory; NULL: none, and no banner is read (tests) */
	const char *user;		/* NULL: not known yet */
	struct term_options term;
};

/* Banner, keys, terminal. Nothing is left open when it fails. */
bool ui_start(struct ui *ui, const struct start *start, GError **error);
/* Reads the keys anew: those shipped, the scheme's (NULL, or "mc": keys-mc.conf), the person's own. */
void ui_keys(struct ui *ui, const char *scheme);
/* Goes by a theme: the one shipped, and the person's own of that name. */
void ui_theme(struct ui *ui, const char *name);
/* Closes all screens, leaves the session, gives the terminal back. */
void ui_end(struct ui *ui);

#endif
