/* The classes of ui/screens, for screens.c. */
#ifndef UI_SCREENS_ALL_H
#define UI_SCREENS_ALL_H

#include "ui/screen.h"

extern const struct screen_class login_screen, password_screen, home_screen, queue_screen, case_screen, form_screen,
	new_screen, quick_screen, alerts_screen, audit_screen, people_screen, roles_screen, settings_screen,
	templates_screen, conflicts_screen, reports_screen, sessions_screen, totp_screen, preferences_screen;

#endif
