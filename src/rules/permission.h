/* Roles, permissions, and the matrix of both (compliance.md 6; CONTRACT.md 5). */
#ifndef RULES_PERMISSION_H
#define RULES_PERMISSION_H

#include "src/rules/record.h"

enum role {
	ROLE_READER, ROLE_REPORTER, ROLE_HANDLER, ROLE_LEAD, ROLE_APPROVER, ROLE_CUSTODIAN,
	ROLE_COMPLIANCE, ROLE_AUDITOR, ROLE_AUDIT_MANAGER, ROLE_ACCOUNT_ADMIN,
	ROLE_SYSTEM_OPERATOR, ROLE_RECORDS_OFFICER, ROLE_INGEST,
	ROLES
};

struct role_row {
	const char *name;	/* "evidence_custodian" */
	const char *label;	/* N_() */
	const char *purpose;	/* N_() */
	bool scoped;		/* may carry @group */
	bool privileged;
};
extern const struct role_row roles[ROLES];
int role_find(const char *name);	/* -1: no such role */

enum level {
	LEVEL_NO,
	LEVEL_OWN,	/* "○": owner; creator while unowned; unowned in the handler's group */
	LEVEL_ACL,	/* only who is on the case's access list */
	LEVEL_CUI,	/* compliance: only the CUI section's fields, "○ K-block" */
	LEVEL_SECOND,	/* "②": needs a second person */
	LEVEL_YES,
};

enum permission {
	PERM_CASE_CREATE, PERM_CASE_VIEW, PERM_CASE_VIEW_RESTRICTED, PERM_CASE_EDIT,
	PERM_SEVERITY_UP, PERM_SEVERITY_DOWN, PERM_CUI_DOWN, PERM_DISCOVERED_LATER,
	PERM_ASSIGN, PERM_TAKE, PERM_STATE, PERM_CLOSE_REQUEST, PERM_CLOSE_APPROVE, PERM_REOPEN,
	PERM_ENTERED_IN_ERROR, PERM_RESTRICT, PERM_ESCALATE, PERM_ESCALATION_ACK,
	PERM_TRANSFER_OFFER, PERM_TRANSFER_ANSWER, PERM_TRANSFER_RECALL, PERM_WATCH,
	PERM_NOTE, PERM_ACTION, PERM_ALERT_SEE, PERM_ALERT_TAKE_IN, PERM_ALERT_WORK,
	PERM_AUDIT_READ, PERM_AUDIT_OWN, PERM_AUDIT_TRAIL, PERM_AUDIT_VERIFY, PERM_AUDIT_EXPORT,
	PERM_BACKUP, PERM_BACKUP_SEE, PERM_RESTORE, PERM_ROTATE, PERM_AGREE,
	PERM_ROLLBACK_ACCEPT,
	PERM_USERS, PERM_USERS_SEE, PERM_SETTINGS, PERM_SETTINGS_SEE, PERM_PASSWORD,
	PERM_SESSIONS, PERM_SESSIONS_SEE, PERM_SESSIONS_END, PERM_DUTY_SEE, PERM_PREFERENCES, PERM_VIEWS_SHARE,
	PERM_TEMPLATES,
	PERMISSIONS
};

struct permission_row {
	const char *name;	/* "case-edit" */
	const char *label;	/* N_() "edit fields" */
	enum level levels[ROLES];
};
extern const struct permission_row permissions[PERMISSIONS];

/* A role somebody holds, for one group or (NULL) everywhere. */
struct grant { enum role role; char *group; };

/* Who acts: name and grants. */
struct person {
	char *name;
	GArray *grants;		/* of struct grant, owns the group names */
};
struct person *person_new(const char *name);
void person_free(struct person *person);	/* NULL is allowed */
CLEANUP_DEFINE(struct person *, person_free)
void person_grant(struct person *person, enum role role, const char *group);
bool person_holds(const struct person *person, enum role role);
/* Member of the group by any role that carries it. */
bool person_in_group(const struct person *person, const char *group);
/* Groups this person belongs to: those named in grants. Free with g_strfreev. */
char **person_groups(const struct person *person);
/* "handler@soc lead@soc auditor"; caller frees. */
char *person_roles(const struct person *person);
/* Neither owner of the case nor who asked for its closure: may be the second person. */
bool person_is_third(const struct person *person, const struct record *record);

/* What the rule needs to know of the case besides its record. */
struct standing {
	const struct record *record;	/* the case; NULL: none is meant */
	char **reachable_groups;	/* owning group, and those it is offered or escalated to */
	bool on_access_list;
	bool called;		/* the person was called in by name */
};

/* "own" of LEVEL_OWN; "" of none. Not to free. */
const char *level_word(enum level level);
/* Who may, for whoever may not and wonders whom to ask: "handler (own) or lead". Caller frees. */
char *permission_wants(enum permission permission);

/* The highest level any of the person's grants gives for this, in this standing:
 * LEVEL_YES allowed, LEVEL_NO denied, LEVEL_SECOND allowed with a second person,
 * LEVEL_CUI allowed for the CUI section. OWN and ACL are resolved here, never returned.
 * Creating: the record is the new case. Answering an offer needs the group it is offered to,
 * handing on and taking the group that has it. */
enum level permit(const struct person *person, enum permission permission,
		  const struct standing *standing);
/* The person's highest level for it anywhere: what menus and hints go by. */
enum level permit_anywhere(const struct person *person, enum permission permission);

/* Roles one person should not hold together (SP 800-171 3.1.4), as data. */
struct conflict { enum role a, b; const char *why; };
extern const struct conflict conflicts[];
extern const size_t conflicts_len;
/* Conflicts within one person's roles, NULL at the end; caller frees the array, not the rows. */
const struct conflict **person_conflicts(const struct person *person);

#endif
