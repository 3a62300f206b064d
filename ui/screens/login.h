/* Where a person begins after sign-in. */
#ifndef UI_SCREENS_LOGIN_H
#define UI_SCREENS_LOGIN_H

#include "ui/screen.h"

/* Opens, in place of the top screen if there is one, the first that is due: a new password, a second factor,
 * what the person prefers, or what their roles can use. */
void login_begin(struct ui *ui);

#endif
