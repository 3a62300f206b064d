/* Boxes that only tell something, until it is acknowledged. */
#ifndef UI_DIALOG_TELL_H
#define UI_DIALOG_TELL_H

#include "ui/screen.h"

/* Shows a one-time passphrase once, until a key is pressed. */
void dialog_secret(struct ui *ui, const char *user, const char *secret);
/* Lines to read and acknowledge with Enter. */
void dialog_tell(struct ui *ui, const char *title, const char *text);

#endif
