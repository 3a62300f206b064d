#include "src/rules/preference.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[PREFERENCE_FIELDS] = {
	[PREFERENCE_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Whose it is."), NULL, NULL, .flags = FIELD_SYSTEM },
	[PREFERENCE_NAME] = { "name", NULL, FIELD_TEXT, N_("Name"),
		N_("The preference's name."), NULL, N_("Preference"), .max = 64 },
	[PREFERENCE_VALUE] = { "value", NULL, FIELD_TEXT, N_("Value"),
		N_("What it is set to; the default if empty."), NULL, N_("Preference") },
	[PREFERENCE_AT] = { "at", NULL, FIELD_TIME, N_("Set"),
		N_("When it was set."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object preference_object = { "preference", "preferences", fields, PREFERENCE_FIELDS };
