/* The table of queries. */
#include "src/app/query.h"

#include <string.h>

#include "db/select.h"
#include "src/base/i18n.h"

const struct choice audit_results[] = {
	{ "done", N_("done") },
	{ "denied", N_("denied") },
	{ "failed", N_("failed") },
	{ NULL },
};

static const struct field audit_fields[] = {
	{ "seq", .type = FIELD_INT, .label = N_("Entry"), .help = N_("Number in the log, without gaps."),
	  .flags = FIELD_KEY },
	{ "time", .type = FIELD_TIME, .label = N_("Time"), .help = N_("When it was done.") },
	{ "actor", .type = FIELD_TEXT, .label = N_("Actor"), .help = N_("Who did it.") },
	{ "signer", .type = FIELD_TEXT, .label = N_("Signer"), .help = N_("Whose session wrote it. A failed "
	  "sign-in waits outside the log, and who signs in next writes it, with the time at which it failed.") },
	{ "action", .type = FIELD_TEXT, .label = N_("Action"), .help = N_("What was done.") },
	{ "object", .type = FIELD_TEXT, .label = N_("Object"), .help = N_("On what."),
	  .flags = FIELD_OBJECT },
	{ "result", .type = FIELD_CHOICE, .label = N_("Result"), .help = N_("done, denied or failed."),
		.choices = audit_results },
	{ "reason", .type = FIELD_LONG, .label = N_("Reason"), .help = N_("Why, where one was given.") },
	{ "changes", .type = FIELD_LONG, .label = N_("Changes"), .help = N_("Old and new values.") },
	{ "roles", .type = FIELD_TEXT, .label = N_("Roles"), .help = N_("The roles held at that time.") },
	{ "origin", .type = FIELD_TEXT, .label = N_("Origin"), .help = N_("Terminal or network peer.") },
	{ "case", .type = FIELD_TEXT, .label = N_("Case"), .help = N_("The case that it belongs to.") },
};
const struct object audit_object = { "audit", NULL, audit_fields, G_N_ELEMENTS(audit_fields) };

static const struct field conflict_fields[] = {
	{ "user", .type = FIELD_USER, .label = N_("User"), .help = N_("Who holds both.") },
	{ "role", .type = FIELD_TEXT, .label = N_("Role"), .help = N_("One of the two.") },
	{ "other", .type = FIELD_TEXT, .label = N_("Other role"), .help = N_("The other.") },
	{ "why", .type = FIELD_TEXT, .label = N_("Why"), .help = N_("What should be kept apart."),
	  .source = "SP 800-171 3.1.4" },
	{ "reason", .type = FIELD_LONG, .label = N_("Reason"), .help = N_("Why it was accepted; empty: the store was "
	  "founded so.") },
	{ "by", .type = FIELD_USER, .label = N_("By"), .help = N_("Who accepted it.") },
	{ "at", .type = FIELD_TIME, .label = N_("Accepted"), .help = N_("When.") },
	{ "single_person", .type = FIELD_BOOL, .label = N_("By one person"),
	  .help = N_("Nobody else agreed to it.") },
	{ "held", .type = FIELD_BOOL, .label = N_("Held now"),
	  .help = N_("No: it was accepted, and a role was taken since.") },
};
const struct object conflict_object = { "conflict", NULL, conflict_fields, G_N_ELEMENTS(conflict_fields) };

#define CASE_COLUMNS "severity id title state owner due_at group cui_involvement"

const struct query queries[] = {
	{ "mine", N_("mine"), N_("Open cases that I own."), &case_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE, "open=1 owner=@me" },
	{ "queue", N_("groups"), N_("Open cases of my groups."), &case_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_MY_GROUPS, ORDER_QUEUE, "open=1" },
	{ "unassigned", N_("unassigned"), N_("Open cases that nobody owns."), &case_object, FROM_OBJECT,
	  NEEDS_NOTHING, PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE, "open=1 owner!" },
	{ "offered", N_("offered"), N_("Cases that another group offers to mine."), &transfer_object, FROM_OBJECT,
	  NEEDS_NOTHING, PERM_CASE_VIEW, "case from to reason due_at summary", SCOPE_OFFERED, ORDER_DUE,
	  "state=offered" },
	{ "escalated", N_("escalated"), N_("Escalations that wait for me or my groups."), &escalation_object,
	  FROM_OBJECT, NEEDS_NOTHING, PERM_CASE_VIEW, "case kind from to level reason due_at", SCOPE_ESCALATED,
	  ORDER_OLDEST, "state=open" },
	{ "answered", N_("answered"), N_("Open cases of which I answered an escalation."), &case_object, FROM_OBJECT,
	  NEEDS_NOTHING, PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ANSWERED, ORDER_QUEUE, "open=1" },
	{ "watched", N_("watched"), N_("Cases that I watch."), &case_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_WATCHED, ORDER_QUEUE, NULL },
	{ "approvals", N_("close pending"), N_("Cases whose closure I may approve: neither mine, nor asked for by me."),
	  &case_object, FROM_OBJECT, NEEDS_NOTHING, PERM_CLOSE_APPROVE, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE,
	  "state=close_pending owner!=@me close_requested_by!=@me" },
	{ "overdue", N_("overdue"), N_("Open cases past their next deadline."), &case_object, FROM_OBJECT,
	  NEEDS_NOTHING, PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE, "open=1 due_at<=@now" },
	{ "cui", N_("cui"), N_("Open cases that touch controlled unclassified information."), &case_object,
	  FROM_OBJECT, NEEDS_NOTHING, PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE,
	  "open=1 cui_involvement!=none cui_involvement!=not_assessed" },
	{ "open", N_("all open"), N_("All open cases that I may see."), &case_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE, "open=1" },
	{ "closed", N_("closed"), N_("Closed cases, those made last first."), &case_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_CASE_VIEW, "severity id disposition title owner t_closed group", SCOPE_ALL, ORDER_NEWEST, "open=0" },
	{ "cases", N_("cases"), N_("All cases that I may see."), &case_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_CASE_VIEW, CASE_COLUMNS, SCOPE_ALL, ORDER_QUEUE, NULL },
	{ "reports", N_("DoD reports"), N_("Reports to the DoD: when they are or were due, when filed, and whether in "
	  "time."), &report_object, FROM_REPORTS, NEEDS_NOTHING, PERM_CASE_VIEW,
	  "case result due filed title discovered state reportable group owner", SCOPE_ALL, ORDER_NEWEST, NULL },
	{ "notes", N_("Notes"), N_("Notes of a case."), &note_object, FROM_OBJECT, NEEDS_CASE, PERM_CASE_VIEW,
	  "time author text corrects", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "actions", N_("Actions"), N_("Actions taken on a case."), &action_object, FROM_OBJECT, NEEDS_CASE,
	  PERM_CASE_VIEW, "time phase actor text target result", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "alerts", N_("alerts"), N_("Alerts taken in; of one case, if one is named."), &alert_object, FROM_OBJECT,
	  TAKES_CASE, PERM_ALERT_SEE, "severity state title source count case last_seen asset", SCOPE_ALL,
	  ORDER_NEWEST, NULL },
	{ "transfers", N_("Transfers"), N_("Transfers; of one case, if one is named."), &transfer_object,
	  FROM_OBJECT, TAKES_CASE, PERM_CASE_VIEW, "case state from to reason offered_by offered_at summary",
	  SCOPE_ALL, ORDER_NEWEST, NULL },
	{ "escalations", N_("Escalations"), N_("Escalations; of one case, if one is named."), &escalation_object,
	  FROM_OBJECT, TAKES_CASE, PERM_CASE_VIEW, "case state kind from to level by at reason", SCOPE_ALL,
	  ORDER_NEWEST, NULL },
	{ "watchers", N_("Watchers"), N_("Who watches a case."), &watcher_object, FROM_OBJECT, NEEDS_CASE,
	  PERM_CASE_VIEW, "user at", SCOPE_ALL, ORDER_OLDEST, "active=1" },
	{ "access", N_("Access list"), N_("Who may see a restricted case."), &access_object, FROM_OBJECT,
	  NEEDS_CASE, PERM_CASE_VIEW, "user by at", SCOPE_ALL, ORDER_OLDEST, "active=1" },
	{ "audit", N_("Audit"), N_("The audit log; of one case, if one is named."), &audit_object, FROM_AUDIT,
	  TAKES_CASE, PERM_AUDIT_READ, "seq time actor action object result reason changes", SCOPE_ALL,
	  ORDER_NEWEST, NULL },
	{ "timeline", N_("Timeline"), N_("The story of a case, the oldest first: one row for each value that an entry "
	  "of the log changed."), &timeline_object, FROM_TIMELINE, NEEDS_CASE, PERM_AUDIT_TRAIL,
	  "time actor action field old new reason", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "users", N_("Users"), N_("Accounts."), &user_object, FROM_OBJECT, NEEDS_NOTHING, PERM_USERS_SEE,
	  "name full_name state last_login_at must_change expires_at", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "factors", N_("Second factors"), N_("Who has a second factor, and since when."), &user_factor_object,
	  FROM_FACTORS, NEEDS_NOTHING, PERM_USERS_SEE, "user factor since full_name state", SCOPE_ALL, ORDER_OLDEST,
	  NULL },
	{ "groups", N_("Groups"), N_("Groups that work a queue."), &group_object, FROM_OBJECT, NEEDS_NOTHING,
	  PERM_USERS_SEE, "name label", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "members", N_("Roles held"), N_("Who holds which role in which group."), &member_object, FROM_OBJECT,
	  NEEDS_NOTHING, PERM_USERS_SEE, "user role group by at", SCOPE_ALL, ORDER_OLDEST, "active=1" },
	{ "conflicts", N_("Conflicts"), N_("Conflicting roles in one person: held now, or accepted once."),
	  &conflict_object, FROM_CONFLICTS, NEEDS_NOTHING, PERM_USERS_SEE,
	  "user role other held by single_person at reason why", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "backups", N_("Backups"), N_("Backups that were made, and their restore drills, the newest first."),
	  &backup_object, FROM_OBJECT, NEEDS_NOTHING, PERM_BACKUP_SEE,
	  "at name by entries bytes drill_at drill drill_ms place", SCOPE_ALL, ORDER_NEWEST, NULL },
	{ "settings", N_("Settings"), N_("Every setting and the value that holds."), &setting_object, FROM_SETTINGS,
	  NEEDS_NOTHING, PERM_SETTINGS_SEE, "name value by at", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "templates", N_("Templates"), N_("What a new case may begin with: kept here, or shipped for its type."),
	  &template_object, FROM_TEMPLATES, NEEDS_NOTHING, PERM_CASE_CREATE,
	  "name severity detection_source attack_vector by at needs", SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "preferences", N_("Preferences"), N_("How the program is for you, and what you can choose."),
	  &preference_object, FROM_PREFERENCES, NEEDS_NOTHING, PERM_PREFERENCES, "name value at", SCOPE_ALL,
	  ORDER_OLDEST, NULL },
	{ "views", N_("Views"), N_("Views of the queues: your own, and those that are shared."), &view_object,
	  FROM_VIEWS, NEEDS_NOTHING, PERM_PREFERENCES, "name user query shared filter sort group columns at",
	  SCOPE_ALL, ORDER_OLDEST, NULL },
	{ "sessions", N_("Sessions"), N_("Who sat or sits at the screens: your own sessions, or everybody's if a "
	  "role of yours may see them."), &session_object, FROM_OBJECT, NEEDS_NOTHING, PERM_SESSIONS,
	  "user state since origin ended_at why ended_by", SCOPE_ALL, ORDER_NEWEST, NULL },
	{ .name = NULL },
};

const struct query *query_find(const char *name)
{
	for (size_t i = 0; queries[i].name; i++)
		if (strcmp(queries[i].name, name) == 0)
			return &queries[i];
	return NULL;
}

bool query_names_case(const struct query *query, const char *word)
{
	return query->need == NEEDS_CASE || (query->need == TAKES_CASE && !strpbrk(word, "=:~<>!?"));
}
