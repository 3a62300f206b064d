/* Dialogs: the arguments of an action as a form, with what will happen then. */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include "ui/screen.h"

struct task;

/* Takes the task over. */
void dialog_open(struct ui *ui, struct task *task);
/* Shows a one-time passphrase once, until a key is pressed. */
void dialog_secret(struct ui *ui, const char *user, const char *secret);
/* Lines to read and acknowledge with Enter. */
void dialog_tell(struct ui *ui, const char *title, const char *text);

#endif
