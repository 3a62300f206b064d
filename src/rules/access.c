#include "src/rules/access.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[ACCESS_FIELDS] = {
	[ACCESS_CASE] = { "case", "case_id", FIELD_TEXT, N_("Case"),
		N_("The restricted case."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCESS_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Who may see it."), "SP 800-171 3.1.2", NULL, .flags = FIELD_SYSTEM },
	[ACCESS_ACTIVE] = { "active", NULL, FIELD_BOOL, N_("Active"),
		N_("They are on the list now."), NULL, NULL, .initial = "1",
		.flags = FIELD_SYSTEM },
	[ACCESS_BY] = { "by", "given_by", FIELD_USER, N_("By"),
		N_("Who put them there or took them off."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCESS_AT] = { "at", NULL, FIELD_TIME, N_("Since"),
		N_("When that was."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object access_object = { "access", "access_entries", fields, ACCESS_FIELDS };
