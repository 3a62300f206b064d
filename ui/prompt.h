/* Questions on the message line. Each returns when answered; Esc, or the program leaving, cancels. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "src/base/err.h"
#include "src/base/secret.h"
#include "ui/line.h"
#include "ui/screen.h"

struct prompt {
	const char *label;		/* "Search: " */
	const char *text;		/* to begin with; NULL: "" */
	const char *problem;		/* why that text was refused, shown until it changes; NULL: none */
	const char *pointed;		/* … that text, and under it carets where it is wrong; NULL: nowhere */
	struct history *history;	/* NULL: none */
	/* Whole texts that may stand instead of text; NULL: none. g_strfreev. */
	char **(*complete)(struct ui *ui, const char *text, void *data);
	/* One line about a text of complete(); NULL: none. Caller frees. */
	char *(*describe)(struct ui *ui, const char *text, void *data);
	/* At every change: live preview of a filter. May be NULL. */
	void (*changed)(struct ui *ui, const char *text, void *data);
	void *data;
};
/* NULL: cancelled. Caller frees. */
char *prompt_line(struct ui *ui, const struct prompt *prompt);
/* Not shown, not even its length. False: cancelled. */
bool prompt_password(struct ui *ui, const char *label, struct passphrase *password);
/* What a password field does with an event: types, Backspace, ^U. True when it was its own. */
bool password_type(struct passphrase *password, const struct event *event);
/* Shown as it is typed: it is worth nothing half a minute later, and a recovery code is long. */
bool prompt_code(struct ui *ui, const char *label, struct passphrase *code, GError **error);
/* y or n; Enter and Esc are no. */
bool prompt_yes(struct ui *ui, const char *question, ...) G_GNUC_PRINTF(2, 3);
/* "Text was typed and not saved": save (of a deed: do it), discard, keep it as a draft (where there are drafts),
 * or stay. */
enum prompt_unsaved { UNSAVED_STAY, UNSAVED_SAVE, UNSAVED_DISCARD, UNSAVED_KEEP };
enum prompt_unsaved prompt_unsaved(struct ui *ui, const char *what, bool deed, bool drafts);
/* One of a list, in a box, narrowed by typing. labels: as shown, ends with NULL. chosen: index to
 * begin with, or -1. Index, or -1. */
int prompt_choice(struct ui *ui, const char *title, const char *const *labels, int chosen);
/* The same under texts that are read to their end before Enter takes one. */
struct choice_under {
	const char *title;
	char **texts;			/* numbered, when there are several */
	const char *const *labels;
	/* Of what Enter takes, while the texts are still seen; false: it is not taken, and they stay. */
	bool (*take)(struct ui *ui, int index, void *data);
	void *data;
};
bool prompt_choice_under(struct ui *ui, const struct choice_under *choice);
/* Several of a list: Space ticks. ticked has as many as labels and is changed; false: cancelled. typed: letters
 * to begin with; NULL: none. */
bool prompt_choices(struct ui *ui, const char *title, const char *const *labels, bool *ticked,
		    const char *typed);
/* What keys do to the row of a box of so many: arrows, Tab, Home, End, pages. False: this one does nothing. */
bool prompt_move(int key, guint len, guint *at);

#endif
