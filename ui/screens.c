#include "ui/screens.h"

#include "src/base/i18n.h"
#include "ui/commands.h"
#include "ui/form.h"
#include "ui/help.h"
#include "ui/list.h"
#include "ui/manual.h"
#include "ui/pager.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"
#include "ui/screens/merge.h"
#include "ui/screens/queue_views.h"
#include "ui/screens/work.h"
#include "ui/tour.h"

const struct screen_class *const screen_classes[] = {
	&login_screen,
	&password_screen,
	&home_screen,
	&queue_screen,
	&case_screen,
	&form_screen,
	&new_screen,
	&quick_screen,
	&templates_screen,
	&conflicts_screen,
	&reports_screen,
	&alerts_screen,
	&audit_screen,
	&people_screen,
	&roles_screen,
	&sessions_screen,
	&settings_screen,
	&totp_screen,
	&preferences_screen,
	&help_screen,
	&messages_screen,
	&manual_screen,
	&tour_screen,
	NULL,
};

const struct command_part screen_parts[] = {
	{ "generic", N_("Everywhere"), ui_commands },
	{ "list", N_("Lists"), list_commands },
	{ "pager", N_("Long text"), pager_commands },
	{ "tabs", N_("Tabs"), browse_commands },
	{ "views", N_("Views of the queues"), queue_view_commands },
	{ "work", N_("Cases"), work_commands },
	{ "form", N_("Forms"), form_commands },
	{ "dialog", N_("Dialogs"), form_commands },
	{ "merge", N_("Changed by two"), merge_commands },
	{ "typing", N_("Whatever is typed into"), NULL },
	{ "paragraphs", N_("Texts of many lines"), NULL },
	{ "history", N_("Prompts that remember"), NULL },
	{ NULL, NULL, NULL }
};
