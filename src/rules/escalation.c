#include "src/rules/escalation.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

const struct choice escalation_kind_choices[] = {
	{ "functional", N_("functional: more skill") },
	{ "hierarchical", N_("hierarchical: higher authority") },
	{ NULL },
};

static const struct choice escalation_state_choices[] = {
	{ "open", N_("open") },
	{ "acknowledged", N_("acknowledged") },
	{ NULL },
};

static const struct field fields[ESCALATION_FIELDS] = {
	[ESCALATION_CASE] = { "case", "case_id", FIELD_TEXT, N_("Case"),
		N_("The case that needs help or a decision."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_KIND] = { "kind", NULL, FIELD_CHOICE, N_("Kind"),
		N_("Functional: to more skill. Hierarchical: to higher authority."),
		"CMMI-SVC IRP SP 1.2", N_("Escalation"), .choices = escalation_kind_choices,
		.needs = { { MOMENT_CREATE } } },
	[ESCALATION_FROM] = { "from", "from_group", FIELD_GROUP, N_("From"),
		N_("The group that works the case."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_TO] = { "to", "to_name", FIELD_TEXT, N_("To"),
		N_("The group or person that is called in."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_TO_GROUP] = { "to_group", NULL, FIELD_GROUP, N_("To group"),
		N_("The group that is called in."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_TO_USER] = { "to_user", NULL, FIELD_USER, N_("To person"),
		N_("The person who is called in."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_LEVEL] = { "level", NULL, FIELD_TEXT, N_("Level"),
		N_("How high: a line of support, or an office such as CISO."), NULL,
		N_("Escalation"), .max = 40, .needs = { { MOMENT_CREATE } } },
	[ESCALATION_REASON] = { "reason", NULL, FIELD_LONG, N_("Reason"),
		N_("What is asked of them, and why."), NULL, N_("Escalation"),
		.needs = { { MOMENT_CREATE } } },
	[ESCALATION_BY] = { "by", "escalated_by", FIELD_USER, N_("By"),
		N_("Who escalated."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_AT] = { "at", NULL, FIELD_TIME, N_("Escalated"),
		N_("When it was escalated."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_STATE] = { "state", NULL, FIELD_CHOICE, N_("State"),
		N_("Open until they acknowledge."), NULL, NULL, .choices = escalation_state_choices,
		.initial = "open", .flags = FIELD_SYSTEM },
	[ESCALATION_DUE_AT] = { "due_at", NULL, FIELD_TIME, N_("Answer due"),
		N_("When an acknowledgement is expected."), NULL, NULL, .flags = FIELD_SYSTEM | FIELD_AHEAD },
	[ESCALATION_ACKNOWLEDGED_BY] = { "acknowledged_by", NULL, FIELD_USER, N_("Acknowledged by"),
		N_("Who took notice."), NULL, NULL, .flags = FIELD_SYSTEM },
	[ESCALATION_ACKNOWLEDGED_AT] = { "acknowledged_at", NULL, FIELD_TIME, N_("Acknowledged"),
		N_("When they did."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object escalation_object = { "escalation", "escalations", fields, ESCALATION_FIELDS };
