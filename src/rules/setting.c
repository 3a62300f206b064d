#include "src/rules/setting.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[SETTING_FIELDS] = {
	[SETTING_NAME] = { "name", NULL, FIELD_TEXT, N_("Name"),
		N_("The setting's name."), NULL, N_("Setting"), .flags = FIELD_KEY, .max = 64,
		.needs = { { MOMENT_CREATE } } },
	[SETTING_VALUE] = { "value", NULL, FIELD_LONG, N_("Value"),
		N_("What it is set to; the default if empty."), NULL, N_("Setting") },
	[SETTING_BY] = { "by", "set_by", FIELD_USER, N_("By"),
		N_("Who set it."), NULL, NULL, .flags = FIELD_SYSTEM },
	[SETTING_AT] = { "at", NULL, FIELD_TIME, N_("Set"),
		N_("When it was set."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object setting_object = { "setting", "settings", fields, SETTING_FIELDS };
