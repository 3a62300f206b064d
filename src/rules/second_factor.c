#include "src/rules/second_factor.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

#define STORED (FIELD_SYSTEM | FIELD_HIDDEN)

static const struct choice state_choices[] = {
	{ "begun", N_("begun") },
	{ "active", N_("active") },
	{ "removed", N_("removed") },
	{ NULL },
};

static const struct field fields[FACTOR_FIELDS] = {
	[FACTOR_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Whose second factor it is."), NULL, NULL, .flags = FIELD_SYSTEM | FIELD_KEY },
	[FACTOR_STATE] = { "state", NULL, FIELD_CHOICE, N_("State"),
		N_("Begun until the first code is given; removed ones ask for none."), NULL, NULL,
		.choices = state_choices, .initial = "begun", .flags = FIELD_SYSTEM },
	[FACTOR_SECRET] = { "secret", NULL, FIELD_TEXT, N_("Secret"),
		N_("What the authenticator knows, base 32."), "RFC 6238", NULL, .flags = STORED },
	[FACTOR_STEP] = { "step", NULL, FIELD_INT, N_("Step"),
		N_("The half minute of the last code taken: none is taken twice."), "RFC 6238 5.2", NULL,
		.flags = STORED },
	[FACTOR_CODES] = { "codes", NULL, FIELD_LIST, N_("Recovery codes"),
		N_("Digests of the codes not used yet."), NULL, NULL, .flags = STORED },
	[FACTOR_AT] = { "at", NULL, FIELD_TIME, N_("Changed"),
		N_("When it was begun, confirmed or removed."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object factor_object = { "second_factor", "second_factors", fields, FACTOR_FIELDS };
