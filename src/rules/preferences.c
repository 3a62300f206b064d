#include "src/rules/preferences.h"

#include <string.h>

#include "src/base/i18n.h"

#define SECTION N_("Preference")

static const struct choice switch_choices[] = {
	{ "no", N_("no") },
	{ "yes", N_("yes") },
	{ NULL },
};

static const struct choice key_choices[] = {
	{ "default", N_("as keys.conf has them") },
	{ "mc", N_("function keys as Midnight Commander") },
	{ "emacs", N_("as Emacs") },
	{ NULL },
};

static const struct choice mouse_choices[] = {
	{ "off", N_("the terminal's own: for selecting and pasting") },
	{ "on", N_("clicks and the wheel; with Shift the terminal's own") },
	{ NULL },
};

static const struct choice theme_choices[] = {
	{ "dark", N_("for a dark ground") },
	{ "light", N_("for a light ground") },
	{ "contrast", N_("high contrast: white on black") },
	{ "mono", N_("no colours") },
	{ "own", N_("your own file, own.theme") },
	{ NULL },
};

static const struct choice time_choices[] = {
	{ "both", N_("UTC, and your own zone beside it") },
	{ "utc", N_("UTC only") },
	{ "local", N_("columns in your own zone, UTC beside where there is room") },
	{ NULL },
};

static const struct choice start_choices[] = {
	{ "auto", N_("what your roles need first") },
	{ "mine", N_("your own cases") },
	{ "queue", N_("the cases of your groups") },
	{ "unassigned", N_("cases nobody owns") },
	{ "offered", N_("cases offered to your groups") },
	{ "overdue", N_("cases past their deadline") },
	{ "alerts", N_("alerts") },
	{ "audit", N_("the audit log") },
	{ NULL },
};

const struct setting_row preferences[] = {
	{ { "keys", NULL, FIELD_CHOICE, N_("Keys"),
	    N_("Which keys hold beside those of the program; your own keys.conf still wins."), NULL, SECTION,
	    .choices = key_choices, .initial = "default" } },
	{ { "quiet", NULL, FIELD_CHOICE, N_("Quiet"),
	    N_("Nothing on the screen moves by itself: no clock, no countdown. For slow lines and screen readers."),
	    NULL, SECTION, .choices = switch_choices, .initial = "no" } },
	{ { "times", NULL, FIELD_CHOICE, N_("Times"),
	    N_("The clock at the top and the times in a case; columns are in UTC, unless you choose local."),
	    NULL, SECTION,
	    .choices = time_choices, .initial = "both" } },
	{ { "start", NULL, FIELD_CHOICE, N_("First screen"),
	    N_("What is open after sign-in, if you may see it."), NULL, SECTION,
	    .choices = start_choices, .initial = "auto" } },
	{ { "tour", NULL, FIELD_CHOICE, N_("Tour"),
	    N_("The home screen offers the tour of the program; who has left the tour is not asked again."), NULL,
	    SECTION, .choices = switch_choices, .initial = "yes" } },
	{ { "theme", NULL, FIELD_CHOICE, N_("Theme"),
	    N_("How things look. ~/.config/blotter/themes/NAME.theme changes one, or is your own."), NULL, SECTION,
	    .choices = theme_choices, .initial = "dark" } },
	{ { "mouse", NULL, FIELD_CHOICE, N_("Mouse"),
	    N_("A click goes to a row, field or tab, or does what the last line says; a second opens; the wheel "
	       "scrolls."),
	    NULL, SECTION, .choices = mouse_choices, .initial = "off" } },
};
const size_t preferences_len = G_N_ELEMENTS(preferences);

const struct setting_row *preference_find(const char *name)
{
	for (size_t i = 0; name && i < preferences_len; i++)
		if (strcmp(preferences[i].field.name, name) == 0)
			return &preferences[i];
	return NULL;
}
