/* Who may do what: compliance.md 6 as data. Tests hold it against the matrix printed there. */
#include "src/rules/permission.h"

#include "src/base/i18n.h"

const struct role_row roles[ROLES] = {
	[ROLE_READER] = { "reader", N_("reader"),
		N_("Looks at unrestricted cases and reports."), .scoped = true },
	[ROLE_REPORTER] = { "reporter", N_("reporter"),
		N_("Submits cases and sees what became of them."), .scoped = true },
	[ROLE_HANDLER] = { "handler", N_("handler"),
		N_("Works cases."), .scoped = true },
	[ROLE_LEAD] = { "lead", N_("lead"),
		N_("Assigns, rates, approves, reopens, reports."), .scoped = true },
	[ROLE_APPROVER] = { "approver", N_("approver"),
		N_("The second person: CISO, quality, contracts.") },
	[ROLE_CUSTODIAN] = { "evidence_custodian", N_("evidence custodian"),
		N_("Keeps evidence: custody, hashes, media."), .scoped = true },
	[ROLE_COMPLIANCE] = { "compliance", N_("compliance"),
		N_("Keeps contracts, obligations and the CUI facts of a case.") },
	[ROLE_AUDITOR] = { "auditor", N_("auditor"),
		N_("Reads everything and the audit log, changes nothing."), .privileged = true },
	[ROLE_AUDIT_MANAGER] = { "audit_manager", N_("audit manager"),
		N_("Keeps the audit log: settings, anchors, archive."), .privileged = true },
	[ROLE_ACCOUNT_ADMIN] = { "account_admin", N_("account administrator"),
		N_("Keeps users and roles; sees no case."), .privileged = true },
	[ROLE_SYSTEM_OPERATOR] = { "system_operator", N_("system operator"),
		N_("Keeps the store: backup, keys, settings; sees no case."), .privileged = true },
	[ROLE_RECORDS_OFFICER] = { "records_officer", N_("records officer"),
		N_("Keeps retention and legal holds."), .privileged = true },
	[ROLE_INGEST] = { "ingest", N_("ingest service"),
		N_("A service: takes alerts in, creates and enriches.") },
};

const struct permission_row permissions[PERMISSIONS] = {
	[PERM_CASE_CREATE] = { "case-create", N_("create a case"), {
		[ROLE_REPORTER] = LEVEL_YES, [ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES,
		[ROLE_COMPLIANCE] = LEVEL_YES, [ROLE_INGEST] = LEVEL_YES } },
	[PERM_CASE_VIEW] = { "case-view", N_("see cases"), {
		[ROLE_READER] = LEVEL_YES, [ROLE_REPORTER] = LEVEL_OWN, [ROLE_HANDLER] = LEVEL_YES,
		[ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES, [ROLE_CUSTODIAN] = LEVEL_OWN,
		[ROLE_COMPLIANCE] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_RECORDS_OFFICER] = LEVEL_OWN } },
	[PERM_CASE_VIEW_RESTRICTED] = { "case-view-restricted", N_("see restricted cases"), {
		[ROLE_HANDLER] = LEVEL_ACL, [ROLE_LEAD] = LEVEL_ACL, [ROLE_APPROVER] = LEVEL_ACL,
		[ROLE_CUSTODIAN] = LEVEL_ACL, [ROLE_COMPLIANCE] = LEVEL_ACL,
		[ROLE_AUDITOR] = LEVEL_YES } },
	[PERM_CASE_EDIT] = { "case-edit", N_("edit fields"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES, [ROLE_COMPLIANCE] = LEVEL_CUI,
		[ROLE_INGEST] = LEVEL_OWN } },
	[PERM_SEVERITY_UP] = { "severity-up", N_("raise the severity"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_SEVERITY_DOWN] = { "severity-down", N_("lower the severity"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_CUI_DOWN] = { "cui-down", N_("lower the CUI determination"), {
		[ROLE_LEAD] = LEVEL_SECOND, [ROLE_APPROVER] = LEVEL_SECOND,
		[ROLE_COMPLIANCE] = LEVEL_SECOND } },
	[PERM_DISCOVERED_LATER] = { "discovered-later", N_("move the discovery to a later time"), {
		[ROLE_LEAD] = LEVEL_SECOND, [ROLE_APPROVER] = LEVEL_SECOND } },
	[PERM_ASSIGN] = { "assign", N_("assign an owner"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_TAKE] = { "take", N_("take and release cases"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_STATE] = { "state", N_("move a case to another state"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_CLOSE_REQUEST] = { "close-request", N_("ask for closure"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_CLOSE_APPROVE] = { "close-approve", N_("approve or reject closure"), {
		[ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES } },
	[PERM_REOPEN] = { "reopen", N_("reopen closed cases"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_ENTERED_IN_ERROR] = { "entered-in-error", N_("close as entered in error"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_RESTRICT] = { "restrict", N_("restrict a case, change its access list"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_ESCALATE] = { "escalate", N_("escalate"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_ESCALATION_ACK] = { "escalation-ack", N_("acknowledge an escalation"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES,
		[ROLE_CUSTODIAN] = LEVEL_YES, [ROLE_COMPLIANCE] = LEVEL_YES } },
	[PERM_TRANSFER_OFFER] = { "transfer-offer", N_("offer a case to another group"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_TRANSFER_ANSWER] = { "transfer-answer", N_("accept or decline an offer"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_TRANSFER_RECALL] = { "transfer-recall", N_("recall an offer"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_WATCH] = { "watch", N_("watch a case"), {
		[ROLE_READER] = LEVEL_YES, [ROLE_REPORTER] = LEVEL_OWN, [ROLE_HANDLER] = LEVEL_YES,
		[ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES, [ROLE_CUSTODIAN] = LEVEL_OWN,
		[ROLE_COMPLIANCE] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_RECORDS_OFFICER] = LEVEL_OWN } },
	[PERM_NOTE] = { "note", N_("add notes"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES, [ROLE_INGEST] = LEVEL_OWN } },
	[PERM_ACTION] = { "action", N_("record actions taken"), {
		[ROLE_HANDLER] = LEVEL_OWN, [ROLE_LEAD] = LEVEL_YES, [ROLE_INGEST] = LEVEL_OWN } },
	[PERM_ALERT_SEE] = { "alert-see", N_("see alerts"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES } },
	[PERM_ALERT_TAKE_IN] = { "alert-take-in", N_("take alerts in"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES, [ROLE_INGEST] = LEVEL_YES } },
	[PERM_ALERT_WORK] = { "alert-work", N_("promote and dismiss alerts"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES } },
	[PERM_AUDIT_READ] = { "audit-read", N_("read the audit log"), {
		[ROLE_AUDITOR] = LEVEL_YES, [ROLE_AUDIT_MANAGER] = LEVEL_YES } },
	[PERM_AUDIT_OWN] = { "audit-own", N_("read the audit entries of their own acts"), {
		[ROLE_ACCOUNT_ADMIN] = LEVEL_YES } },
	[PERM_AUDIT_TRAIL] = { "audit-trail", N_("read the audit trail of a case"), {
		[ROLE_HANDLER] = LEVEL_YES, [ROLE_LEAD] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES } },
	[PERM_AUDIT_VERIFY] = { "audit-verify", N_("verify the audit log"), {
		[ROLE_LEAD] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_AUDIT_MANAGER] = LEVEL_YES, [ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_AUDIT_EXPORT] = { "audit-export", N_("export the audit log"), {
		[ROLE_AUDITOR] = LEVEL_YES, [ROLE_AUDIT_MANAGER] = LEVEL_YES } },
	[PERM_BACKUP] = { "backup", N_("make backups and drill restoring them"), {
		[ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_BACKUP_SEE] = { "backup-see", N_("see which backups there are"), {
		[ROLE_LEAD] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_AUDIT_MANAGER] = LEVEL_YES, [ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_RESTORE] = { "restore", N_("restore a backup"), {
		[ROLE_SYSTEM_OPERATOR] = LEVEL_SECOND } },
	[PERM_ROTATE] = { "rotate", N_("change the data key"), {
		[ROLE_SYSTEM_OPERATOR] = LEVEL_SECOND } },
	[PERM_AGREE] = { "agree", N_("agree as the second person"), {
		[ROLE_APPROVER] = LEVEL_YES, [ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_ROLLBACK_ACCEPT] = { "rollback-accept", N_("accept a rollback"), {
		[ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_USERS] = { "users", N_("change users, roles and groups"), {
		[ROLE_ACCOUNT_ADMIN] = LEVEL_YES } },
	[PERM_USERS_SEE] = { "users-see", N_("see users, roles and groups"), {
		[ROLE_LEAD] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_ACCOUNT_ADMIN] = LEVEL_YES } },
	[PERM_SETTINGS] = { "settings", N_("change settings"), {
		[ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_SETTINGS_SEE] = { "settings-see", N_("see settings"), {
		[ROLE_AUDITOR] = LEVEL_YES, [ROLE_SYSTEM_OPERATOR] = LEVEL_YES } },
	[PERM_PASSWORD] = { "password", N_("change their own password"), {
		[ROLE_READER] = LEVEL_YES, [ROLE_REPORTER] = LEVEL_YES, [ROLE_HANDLER] = LEVEL_YES,
		[ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES, [ROLE_CUSTODIAN] = LEVEL_YES,
		[ROLE_COMPLIANCE] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_AUDIT_MANAGER] = LEVEL_YES, [ROLE_ACCOUNT_ADMIN] = LEVEL_YES,
		[ROLE_SYSTEM_OPERATOR] = LEVEL_YES, [ROLE_RECORDS_OFFICER] = LEVEL_YES,
		[ROLE_INGEST] = LEVEL_YES } },
	[PERM_PREFERENCES] = { "preferences", N_("see and set their own preferences"), {
		[ROLE_READER] = LEVEL_YES, [ROLE_REPORTER] = LEVEL_YES, [ROLE_HANDLER] = LEVEL_YES,
		[ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES, [ROLE_CUSTODIAN] = LEVEL_YES,
		[ROLE_COMPLIANCE] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_AUDIT_MANAGER] = LEVEL_YES, [ROLE_ACCOUNT_ADMIN] = LEVEL_YES,
		[ROLE_SYSTEM_OPERATOR] = LEVEL_YES, [ROLE_RECORDS_OFFICER] = LEVEL_YES,
		[ROLE_INGEST] = LEVEL_YES } },
	[PERM_VIEWS_SHARE] = { "views-share", N_("share views of the queues with everybody"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_TEMPLATES] = { "templates", N_("say what new cases begin with"), {
		[ROLE_LEAD] = LEVEL_YES } },
	[PERM_SESSIONS] = { "sessions", N_("see and end their own sessions"), {
		[ROLE_READER] = LEVEL_YES, [ROLE_REPORTER] = LEVEL_YES, [ROLE_HANDLER] = LEVEL_YES,
		[ROLE_LEAD] = LEVEL_YES, [ROLE_APPROVER] = LEVEL_YES, [ROLE_CUSTODIAN] = LEVEL_YES,
		[ROLE_COMPLIANCE] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_AUDIT_MANAGER] = LEVEL_YES, [ROLE_ACCOUNT_ADMIN] = LEVEL_YES,
		[ROLE_SYSTEM_OPERATOR] = LEVEL_YES, [ROLE_RECORDS_OFFICER] = LEVEL_YES,
		[ROLE_INGEST] = LEVEL_YES } },
	[PERM_SESSIONS_SEE] = { "sessions-see", N_("see everybody's sessions"), {
		[ROLE_AUDITOR] = LEVEL_YES, [ROLE_ACCOUNT_ADMIN] = LEVEL_YES } },
	[PERM_DUTY_SEE] = { "duty-see", N_("see who is signed in"), {
		[ROLE_LEAD] = LEVEL_YES, [ROLE_AUDITOR] = LEVEL_YES,
		[ROLE_ACCOUNT_ADMIN] = LEVEL_YES } },
	[PERM_SESSIONS_END] = { "sessions-end", N_("end other people's sessions"), {
		[ROLE_ACCOUNT_ADMIN] = LEVEL_YES } },
};

/* SP 800-171 3.1.4: duties that one person should not have both of. */
const struct conflict conflicts[] = {
	{ ROLE_ACCOUNT_ADMIN, ROLE_LEAD, N_("could make users to approve their own cases") },
	{ ROLE_ACCOUNT_ADMIN, ROLE_HANDLER, N_("could make users to approve their own cases") },
	{ ROLE_ACCOUNT_ADMIN, ROLE_APPROVER, N_("could make the second person they need") },
	{ ROLE_ACCOUNT_ADMIN, ROLE_AUDITOR, N_("could make the users whose acts they audit") },
	{ ROLE_ACCOUNT_ADMIN, ROLE_AUDIT_MANAGER, N_("could make users and keep the log of it") },
	{ ROLE_ACCOUNT_ADMIN, ROLE_RECORDS_OFFICER,
		N_("could make users who purge what they requested") },
	{ ROLE_AUDIT_MANAGER, ROLE_HANDLER, N_("keeps the log of their own cases") },
	{ ROLE_AUDIT_MANAGER, ROLE_LEAD, N_("keeps the log of their own cases") },
	{ ROLE_AUDIT_MANAGER, ROLE_SYSTEM_OPERATOR,
		N_("keeps both the log and the store it lies in") },
	{ ROLE_INGEST, ROLE_READER, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_REPORTER, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_HANDLER, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_LEAD, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_APPROVER, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_CUSTODIAN, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_COMPLIANCE, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_AUDITOR, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_AUDIT_MANAGER, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_ACCOUNT_ADMIN, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_SYSTEM_OPERATOR, N_("a service account is no person") },
	{ ROLE_INGEST, ROLE_RECORDS_OFFICER, N_("a service account is no person") },
};
const size_t conflicts_len = G_N_ELEMENTS(conflicts);
