/* Dialogs: the arguments of an action as a form, with what will happen then. */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include "ui/screen.h"

struct task;

/* Takes the task over. */
void dialog_open(struct ui *ui, struct task *task);

#endif
