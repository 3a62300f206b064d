#include "src/rules/action.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

const struct choice phase_choices[] = {
	{ "triage", N_("triage") },
	{ "investigating", N_("investigating") },
	{ "containment", N_("containment") },
	{ "eradication", N_("eradication") },
	{ "recovery", N_("recovery") },
	{ NULL },
};

static const struct field fields[ACTION_FIELD_COUNT] = {
	[ACTION_CASE] = { "case", "case_id", FIELD_TEXT, N_("Case"),
		N_("The case the action belongs to."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACTION_PHASE] = { "phase", NULL, FIELD_CHOICE, N_("Phase"),
		N_("The phase it belongs to. A phase is left with at least one action taken in "
		   "it."), NULL, N_("Action"), .choices = phase_choices,
		.needs = { { MOMENT_CREATE } } },
	[ACTION_TEXT] = { "text", "body", FIELD_LONG, N_("What was done"),
		N_("One step that somebody took."), "SP 800-61r2 3.2.5", N_("Action"),
		.needs = { { MOMENT_CREATE } } },
	[ACTION_TIME] = { "time", "at", FIELD_TIME, N_("When"),
		N_("When it was done; now, if empty."), NULL, N_("Action") },
	[ACTION_ACTOR] = { "actor", NULL, FIELD_USER, N_("By"),
		N_("Who recorded it."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ACTION_TARGET] = { "target", NULL, FIELD_TEXT, N_("Target"),
		N_("The host, account or rule it was done to."), NULL, N_("Action") },
	[ACTION_EXTERNAL_ID] = { "external_id", NULL, FIELD_TEXT, N_("External id"),
		N_("The number the tool gave it, such as a quarantine action id."), NULL,
		N_("Action") },
	[ACTION_AUTOMATED] = { "automated", NULL, FIELD_BOOL, N_("Automated"),
		N_("A tool did it on its own."), NULL, N_("Action"), .initial = "0" },
	[ACTION_APPROVER] = { "approver", NULL, FIELD_USER, N_("Approved by"),
		N_("The operator who approved it, where that is asked for."), NULL, N_("Action") },
	[ACTION_RESULT] = { "result", NULL, FIELD_TEXT, N_("Result"),
		N_("What came of it."), NULL, N_("Action") },
	[ACTION_CREATED_AT] = { "created_at", NULL, FIELD_TIME, N_("Recorded"),
		N_("When it was written down."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object action_object = { "action", "actions", fields, ACTION_FIELD_COUNT };
