/* Where a person begins after sign-in. */
#ifndef UI_SCREENS_LOGIN_H
#define UI_SCREENS_LOGIN_H

#include "ui/screen.h"

/* Name of the first screen that the person's roles can use. */
const char *login_first_screen(const struct ui *ui);

#endif
