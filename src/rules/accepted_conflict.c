#include "src/rules/accepted_conflict.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct field fields[ACCEPTED_FIELDS] = {
	[ACCEPTED_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Who holds both."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCEPTED_ROLE] = { "role", NULL, FIELD_TEXT, N_("Role"),
		N_("One of the two."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCEPTED_OTHER] = { "other", "other_role", FIELD_TEXT, N_("Other role"),
		N_("The other."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCEPTED_REASON] = { "reason", NULL, FIELD_LONG, N_("Reason"),
		N_("Why it was accepted."), "SP 800-171 3.1.4", NULL, .flags = FIELD_SYSTEM },
	[ACCEPTED_BY] = { "by", "accepted_by", FIELD_USER, N_("By"),
		N_("Who accepted it."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCEPTED_AT] = { "at", NULL, FIELD_TIME, N_("Accepted"),
		N_("When it was accepted."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACCEPTED_SINGLE] = { "single_person", NULL, FIELD_BOOL, N_("By one person"),
		N_("Nobody else agreed to it."), NULL, NULL,
		.flags = FIELD_SYSTEM },
};

const struct object accepted_object = { "accepted_conflict", "accepted_conflicts", fields,
					ACCEPTED_FIELDS };
