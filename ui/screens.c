#include "ui/screens.h"

#include "ui/help.h"
#include "ui/screens/all.h"

const struct screen_class *const screen_classes[] = {
	&login_screen,
	&password_screen,
	&home_screen,
	&queue_screen,
	&case_screen,
	&form_screen,
	&new_screen,
	&alerts_screen,
	&audit_screen,
	&people_screen,
	&roles_screen,
	&sessions_screen,
	&settings_screen,
	&totp_screen,
	&help_screen,
	&messages_screen,
	NULL,
};
