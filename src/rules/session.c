#include "src/rules/session.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

static const struct choice session_state_choices[] = {
	{ "open", N_("open") },
	{ "locked", N_("locked") },
	{ "ended", N_("ended") },
	{ NULL },
};

const struct choice session_why_choices[] = {
	[WHY_LEFT] = { "left", N_("left") },
	[WHY_LIMIT] = { "limit", N_("lasted as long as one may") },
	[WHY_ENDED] = { "ended", N_("ended from elsewhere") },
	[WHY_DISABLED] = { "disabled", N_("account disabled") },
	[WHY_LOST] = { "lost", N_("its terminal or process is gone") },
	[WHYS] = { NULL },
};

static const struct field fields[SESSION_FIELDS] = {
	[SESSION_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Who signed in."), NULL, NULL, .flags = FIELD_SYSTEM },
	[SESSION_SINCE] = { "since", NULL, FIELD_TIME, N_("Since"),
		N_("When they signed in."), NULL, NULL, .flags = FIELD_SYSTEM },
	[SESSION_ORIGIN] = { "origin", NULL, FIELD_TEXT, N_("Origin"),
		N_("Terminal, network peer or SSH key."), NULL, NULL, .flags = FIELD_SYSTEM },
	[SESSION_STATE] = { "state", NULL, FIELD_CHOICE, N_("State"),
		N_("Locked: it waits for its password."), "SP 800-171 3.1.10", NULL,
		.choices = session_state_choices, .initial = "open", .flags = FIELD_SYSTEM },
	[SESSION_ENDED_AT] = { "ended_at", NULL, FIELD_TIME, N_("Ended"),
		N_("When it ended, or when its end was noticed."), NULL, NULL, .flags = FIELD_SYSTEM },
	[SESSION_WHY] = { "why", NULL, FIELD_CHOICE, N_("Why"),
		N_("Why it ended."), "SP 800-171 3.1.11", NULL, .choices = session_why_choices,
		.flags = FIELD_SYSTEM },
	[SESSION_ENDED_BY] = { "ended_by", NULL, FIELD_USER, N_("Ended by"),
		N_("Who ended it."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object session_object = { "session", "sessions", fields, SESSION_FIELDS };
