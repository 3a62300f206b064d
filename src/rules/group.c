#include "src/rules/group.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[GROUP_FIELDS] = {
	[GROUP_NAME] = { "name", NULL, FIELD_GROUP, N_("Name"),
		N_("Short name, as in handler@soc."), NULL, N_("Group"),
		.flags = FIELD_KEY | FIELD_LIST_SAFE, .needs = { { MOMENT_CREATE } } },
	[GROUP_LABEL] = { "label", NULL, FIELD_TEXT, N_("Label"),
		N_("What people call the group."), NULL, N_("Group"), .flags = FIELD_LIST_SAFE,
		.max = 80 },
	[GROUP_CREATED_AT] = { "created_at", NULL, FIELD_TIME, N_("Created"),
		N_("When the group was made."), NULL, NULL, .flags = FIELD_SYSTEM },
	[GROUP_CREATED_BY] = { "created_by", NULL, FIELD_USER, N_("Created by"),
		N_("Who made the group."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object group_object = { "group", "groups", fields, GROUP_FIELDS };
