#include "src/rules/user.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

const struct choice user_states[] = {
	{ "active", N_("active") },
	{ "disabled", N_("disabled") },
	{ NULL },
};

static const struct choice user_kind_choices[] = {
	{ "person", N_("person") },
	{ "service", N_("service") },
	{ NULL },
};

static const struct field fields[USER_FIELDS] = {
	[USER_NAME] = { "name", NULL, FIELD_USER, N_("Name"),
		N_("Short name for signing in. It is never given to somebody else."),
		"SP 800-171 3.5.5", N_("User"), .flags = FIELD_KEY | FIELD_LIST_SAFE,
		.needs = { { MOMENT_CREATE } } },
	[USER_FULL_NAME] = { "full_name", NULL, FIELD_TEXT, N_("Full name"),
		N_("The person's name as others know it."), NULL, N_("User"),
		.flags = FIELD_LIST_SAFE, .max = 120, .needs = { { MOMENT_CREATE } } },
	[USER_STATE] = { "state", NULL, FIELD_CHOICE, N_("State"),
		N_("Disabled users cannot sign in; nobody is deleted."), NULL, NULL,
		.choices = user_states, .initial = "active", .flags = FIELD_SYSTEM },
	[USER_KIND] = { "kind", NULL, FIELD_CHOICE, N_("Kind"),
		N_("A service may only create and enrich cases."), NULL, N_("User"),
		.choices = user_kind_choices, .initial = "person" },
	[USER_CREATED_AT] = { "created_at", NULL, FIELD_TIME, N_("Created"),
		N_("When the user was made."), NULL, NULL, .flags = FIELD_SYSTEM },
	[USER_CREATED_BY] = { "created_by", NULL, FIELD_USER, N_("Created by"),
		N_("Who made the user."), NULL, NULL, .flags = FIELD_SYSTEM },
	[USER_LAST_LOGIN_AT] = { "last_login_at", NULL, FIELD_TIME, N_("Last sign-in"),
		N_("When they last signed in."), NULL, NULL, .flags = FIELD_SYSTEM },
	[USER_FAILURES_SINCE] = { "failures_since", NULL, FIELD_INT, N_("Failures since"),
		N_("Failed sign-ins since the last good one."), NULL, NULL, .initial = "0",
		.flags = FIELD_SYSTEM },
	[USER_MUST_CHANGE] = { "must_change", NULL, FIELD_BOOL, N_("Must change"),
		N_("The passphrase is for one time."), "SP 800-171 3.5.9", NULL, .initial = "0",
		.flags = FIELD_SYSTEM },
	[USER_PASSWORD_CHANGED_AT] = { "password_changed_at", NULL, FIELD_TIME,
		N_("Password changed"),
		N_("When they last chose a password."), NULL, NULL, .flags = FIELD_SYSTEM },
	[USER_PUBLIC_BOX] = { "public_box", NULL, FIELD_TEXT, N_("Box key"),
		N_("Public key that keys are sealed to, hex."), NULL, NULL,
		.flags = FIELD_SYSTEM | FIELD_HIDDEN },
	[USER_PUBLIC_SIGN] = { "public_sign", NULL, FIELD_TEXT, N_("Sign key"),
		N_("Public key that audit entries are verified with, hex."), NULL, NULL,
		.flags = FIELD_SYSTEM | FIELD_HIDDEN },
	[USER_SLOT] = { "slot", NULL, FIELD_INT, N_("Slot"),
		N_("Place in the keyring."), NULL, NULL, .flags = FIELD_SYSTEM | FIELD_HIDDEN },
	[USER_EPOCH] = { "epoch", NULL, FIELD_INT, N_("Key epoch"),
		N_("The store's key the slot holds."), NULL, NULL,
		.flags = FIELD_SYSTEM | FIELD_HIDDEN },
	[USER_EXPIRES_AT] = { "expires_at", NULL, FIELD_TIME, N_("Expires"),
		N_("From then on they cannot sign in."), "SP 800-171 3.1.1", NULL,
		.flags = FIELD_SYSTEM | FIELD_AHEAD },
	[USER_UNLOCKED_AT] = { "unlocked_at", NULL, FIELD_TIME, N_("Unlocked"),
		N_("When an administrator last let them in again."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object user_object = { "user", "users", fields, USER_FIELDS };
