#include "src/rules/watcher.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[WATCHER_FIELDS] = {
	[WATCHER_CASE] = { "case", "case_id", FIELD_TEXT, N_("Case"),
		N_("The case that is followed."), NULL, NULL, .flags = FIELD_SYSTEM },
	[WATCHER_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Who follows it."), NULL, NULL, .flags = FIELD_SYSTEM },
	[WATCHER_ACTIVE] = { "active", NULL, FIELD_BOOL, N_("Active"),
		N_("They follow it now."), NULL, NULL, .initial = "1", .flags = FIELD_SYSTEM },
	[WATCHER_AT] = { "at", NULL, FIELD_TIME, N_("Since"),
		N_("When that was."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object watcher_object = { "watcher", "watchers", fields, WATCHER_FIELDS };
