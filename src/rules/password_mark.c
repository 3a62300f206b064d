#include "src/rules/password_mark.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

#define STORED (FIELD_SYSTEM | FIELD_HIDDEN)

static const struct field fields[MARK_FIELDS] = {
	[MARK_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Whose password it was."), NULL, NULL, .flags = FIELD_SYSTEM },
	[MARK_GRAIN] = { "grain", NULL, FIELD_TEXT, N_("Grain"),
		N_("The salt of all marks of this user, hex."), NULL, NULL, .flags = STORED },
	[MARK_MARK] = { "mark", NULL, FIELD_TEXT, N_("Mark"),
		N_("What the KDF makes of the password and the grain, hex."), "SP 800-171 3.5.8", NULL,
		.flags = STORED },
	[MARK_AT] = { "at", NULL, FIELD_TIME, N_("Chosen"),
		N_("When it was written down."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object mark_object = { "password_mark", "password_marks", fields, MARK_FIELDS };
