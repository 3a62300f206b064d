#include "src/rules/transfer.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

const struct choice transfer_reason_choices[] = {
	{ "wrong_group", N_("wrong group") },
	{ "skill", N_("skill") },
	{ "capacity", N_("capacity") },
	{ "shift_end", N_("end of shift") },
	{ "authority", N_("authority") },
	{ "conflict_of_interest", N_("conflict of interest") },
	{ "external_provider", N_("external provider") },
	{ NULL },
};

static const struct choice transfer_state_choices[] = {
	{ "offered", N_("offered") },
	{ "accepted", N_("accepted") },
	{ "declined", N_("declined") },
	{ "recalled", N_("recalled") },
	{ "expired", N_("expired") },
	{ NULL },
};

static const struct field fields[TRANSFER_FIELDS] = {
	[TRANSFER_CASE] = { "case", "case_id", FIELD_TEXT, N_("Case"),
		N_("The case that is offered."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TRANSFER_FROM] = { "from", "from_group", FIELD_GROUP, N_("From"),
		N_("The group that offers. It stays accountable until the other accepts."), NULL,
		NULL, .flags = FIELD_SYSTEM },
	[TRANSFER_TO] = { "to", "to_group", FIELD_GROUP, N_("To"),
		N_("The group that is to take the case over."), NULL, N_("Transfer"),
		.needs = { { MOMENT_CREATE } } },
	[TRANSFER_REASON] = { "reason", NULL, FIELD_CHOICE, N_("Reason"),
		N_("Why the case should move."), NULL, N_("Transfer"),
		.choices = transfer_reason_choices, .needs = { { MOMENT_CREATE } } },
	[TRANSFER_SUMMARY] = { "summary", NULL, FIELD_LONG, N_("Summary"),
		N_("The situation: what is known, what was done, what comes next and by when."),
		NULL, N_("Transfer"), .needs = { { MOMENT_CREATE } } },
	[TRANSFER_OFFERED_BY] = { "offered_by", NULL, FIELD_USER, N_("Offered by"),
		N_("Who made the offer."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TRANSFER_OFFERED_AT] = { "offered_at", NULL, FIELD_TIME, N_("Offered"),
		N_("When the offer was made."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TRANSFER_STATE] = { "state", NULL, FIELD_CHOICE, N_("State"),
		N_("What became of the offer."), NULL, NULL, .choices = transfer_state_choices,
		.initial = "offered", .flags = FIELD_SYSTEM },
	[TRANSFER_DUE_AT] = { "due_at", NULL, FIELD_TIME, N_("Answer due"),
		N_("When the offer lapses: 15 minutes at SEV1, 30 at SEV2, 4 hours at SEV3, else a "
		   "day."), NULL, NULL, .flags = FIELD_SYSTEM | FIELD_AHEAD },
	[TRANSFER_ANSWERED_BY] = { "answered_by", NULL, FIELD_USER, N_("Answered by"),
		N_("Who accepted, declined or recalled."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TRANSFER_ANSWERED_AT] = { "answered_at", NULL, FIELD_TIME, N_("Answered"),
		N_("When the answer came."), NULL, NULL, .flags = FIELD_SYSTEM },
	[TRANSFER_ANSWER_REASON] = { "answer_reason", NULL, FIELD_TEXT, N_("Answer"),
		N_("The reason given for declining or recalling."), NULL, NULL,
		.flags = FIELD_SYSTEM },
};

const struct object transfer_object = { "transfer", "transfers", fields, TRANSFER_FIELDS };
