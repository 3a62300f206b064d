#include "src/rules/member.h"

#include "src/base/i18n.h"
#include "src/rules/object.h"

const struct choice role_choices[] = {
	{ "reader", N_("reader") },
	{ "reporter", N_("reporter") },
	{ "handler", N_("handler") },
	{ "lead", N_("lead") },
	{ "approver", N_("approver") },
	{ "evidence_custodian", N_("evidence custodian") },
	{ "compliance", N_("compliance") },
	{ "auditor", N_("auditor") },
	{ "audit_manager", N_("audit manager") },
	{ "account_admin", N_("account administrator") },
	{ "system_operator", N_("system operator") },
	{ "records_officer", N_("records officer") },
	{ "ingest", N_("ingest service") },
	{ NULL },
};

static const struct field fields[MEMBER_FIELDS] = {
	[MEMBER_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Who holds the role."), NULL, N_("Role"), .needs = { { MOMENT_CREATE } } },
	[MEMBER_ROLE] = { "role", NULL, FIELD_CHOICE, N_("Role"),
		N_("What they may do."), "SP 800-171 3.1.2", N_("Role"), .choices = role_choices,
		.needs = { { MOMENT_CREATE } } },
	[MEMBER_GROUP] = { "group", "group_name", FIELD_GROUP, N_("Group"),
		N_("The group the role holds for; all groups if empty."), NULL, N_("Role") },
	[MEMBER_ACTIVE] = { "active", NULL, FIELD_BOOL, N_("Active"),
		N_("Taken away roles stay on record."), NULL, NULL, .initial = "1",
		.flags = FIELD_SYSTEM },
	[MEMBER_BY] = { "by", "given_by", FIELD_USER, N_("By"),
		N_("Who gave or took it."), NULL, NULL, .flags = FIELD_SYSTEM },
	[MEMBER_AT] = { "at", NULL, FIELD_TIME, N_("Since"),
		N_("When that was."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object member_object = { "member", "members", fields, MEMBER_FIELDS };
