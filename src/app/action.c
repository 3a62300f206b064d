/* The table of actions. One row each; the functions stand in do_*.c. */
#include "src/app/action.h"

#include <string.h>

#include "db/select.h"
#include "src/app/do.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/action.h"
#include "src/rules/case_choices.h"
#include "src/rules/case_fields.h"
#include "src/rules/escalation.h"
#include "src/rules/transfer.h"
#include "src/rules/view.h"

#define NEEDED .needs = { { MOMENT_CREATE } }
/* Wants a second person; what it is about, and the argument that names it. */
#define TWO(when, kind, argument) .second = SECOND_##when, .about = (kind), .named = (argument)
#define ROWS(rows) .arguments = (rows), .arguments_len = G_N_ELEMENTS(rows)

static const struct field owner_needed[] = {
	{ "owner", .type = FIELD_USER, .label = N_("Owner"),
	  .help = N_("Who answers for the case from now on."), NEEDED },
};
static const struct field state_rows[] = {
	{ "state", .type = FIELD_CHOICE, .label = N_("State"), .choices = state_choices,
	  .help = N_("Where the case goes. Closing has an action of its own."), NEEDED },
	{ "reason", .type = FIELD_TEXT, .label = N_("Reason"),
	  .help = N_("Needed when the case goes back.") },
};
static const struct field close_rows[] = {
	{ "disposition", .type = FIELD_CHOICE, .label = N_("Disposition"), .choices = close_choices,
	  .help = N_("What the case turned out to be; a duplicate is merged into the other."),
	  .source = "SP 800-61r2 3.2", NEEDED },
	{ "reason", .type = FIELD_LONG, .label = N_("Reason"),
	  .help = N_("Why it can be closed; the approver reads this first."), NEEDED },
	{ "evidence_reviewed", .type = FIELD_BOOL, .label = N_("Evidence reviewed"),
	  .help = N_("The evidence was looked at; needed for a false positive and for no incident.") },
	{ "duplicate_of", .type = FIELD_TEXT, .label = N_("Duplicate of"),
	  .help = N_("The case that goes on, for the disposition duplicate.") },
};
static const struct field reason_rows[] = {
	{ "reason", .type = FIELD_LONG, .label = N_("Reason"), .help = N_("Stands in the audit log."), NEEDED },
};
static const struct field reject_rows[] = {
	{ "reason", .type = FIELD_LONG, .label = N_("Reason"),
	  .help = N_("Stands in the audit log, and among the notes, where the owner reads it."), NEEDED },
};
static const struct field remark_rows[] = {
	{ "reason", .type = FIELD_LONG, .label = N_("Remark"),
	  .help = N_("Stands in the audit log, and among the notes.") },
};
static const struct field transfer_rows[] = {
	{ "to", .type = FIELD_GROUP, .label = N_("To"), .help = N_("The group that shall take the case."), NEEDED },
	{ "reason", .type = FIELD_CHOICE, .label = N_("Reason"), .choices = transfer_reason_choices,
	  .help = N_("Why they, and not we."), .source = "CMMI-SVC IRP SP 1.2", NEEDED },
	{ "summary", .type = FIELD_LONG, .label = N_("Summary"),
	  .help = N_("The situation: what is done, what is open, what is urgent."), NEEDED },
};
static const struct field accept_rows[] = {
	{ "owner", .type = FIELD_USER, .label = N_("Owner"),
	  .help = N_("Who works it; whoever accepts, if nobody is named.") },
};
static const struct field escalate_rows[] = {
	{ "kind", .type = FIELD_CHOICE, .label = N_("Kind"), .choices = escalation_kind_choices,
	  .help = N_("Functional: to more skill. Hierarchical: to higher authority."), NEEDED },
	{ "to", .type = FIELD_TEXT, .label = N_("To"), .help = N_("A group or a user."), NEEDED },
	{ "level", .type = FIELD_TEXT, .label = N_("Level"),
	  .help = N_("For instance: second line, IR lead, CISO."), NEEDED },
	{ "reason", .type = FIELD_LONG, .label = N_("Reason"), .help = N_("What you need from them."), NEEDED },
};
static const struct field answer_rows[] = {
	{ "answer", .type = FIELD_LONG, .label = N_("Answer"),
	  .help = N_("What they asked for; stands among the notes, under your name.") },
};
static const struct field restrict_rows[] = {
	{ "reason", .type = FIELD_TEXT, .label = N_("Reason"), .help = N_("Why only a few may know."), NEEDED },
	{ "acl", .type = FIELD_LIST, .label = N_("Access list"),
	  .help = N_("Users who may see it, besides you and its owner.") },
};
static const struct field note_rows[] = {
	{ "text", .type = FIELD_LONG, .label = N_("Note"), .help = N_("Append-only: a mistake is corrected by a "
	  "new note."), NEEDED },
};
static const struct field correct_rows[] = {
	{ "note", .type = FIELD_INT, .label = N_("Note number"), .help = N_("The note that is corrected."), NEEDED },
	{ "text", .type = FIELD_LONG, .label = N_("Note"), .help = N_("What it should say."), NEEDED },
};
static const struct field action_rows[] = {
	{ "phase", .type = FIELD_CHOICE, .label = N_("Phase"), .choices = phase_choices,
	  .help = N_("The phase this belongs to."), .source = "SP 800-61r2 3", NEEDED },
	{ "text", .type = FIELD_LONG, .label = N_("Action taken"), .help = N_("What was done."), NEEDED },
	{ "time", .type = FIELD_TIME, .label = N_("Time"), .help = N_("When; now, if empty.") },
	{ "target", .type = FIELD_TEXT, .label = N_("Target"), .help = N_("Host, account, rule …") },
	{ "result", .type = FIELD_TEXT, .label = N_("Result"), .help = N_("What came of it.") },
	{ "external_id", .type = FIELD_TEXT, .label = N_("External id"),
	  .help = N_("Its number in another tool, a quarantine id for instance.") },
	{ "automated", .type = FIELD_BOOL, .label = N_("Automated"), .help = N_("Done by a tool by itself.") },
	{ "approver", .type = FIELD_USER, .label = N_("Approver"), .help = N_("Who agreed to it.") },
};
static const struct field promote_rows[] = {
	{ "case", .type = FIELD_TEXT, .label = N_("Case"), .help = N_("An existing case; a new one, if empty.") },
};
static const struct field code_rows[] = {
	{ "code", .type = FIELD_TEXT, .label = N_("Code"), .max = 40,
	  .help = N_("Six digits, as the authenticator shows them now; or a recovery code."), NEEDED },
};
#define CONFLICT_REASON \
	{ "conflict_reason", .type = FIELD_LONG, .label = N_("Reason for both roles"), \
	  .help = N_("Needed when the roles are some that one person should not hold together: accepts that, " \
		     "and stands in the list of conflicts."), .source = "SP 800-171 3.1.4" }
static const struct field user_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("User name"), .max = 32,
	  .help = N_("Short, lower case; never used again for anybody else."), .source = "SP 800-171 3.5.5", NEEDED },
	{ "full_name", .type = FIELD_TEXT, .label = N_("Full name"), .max = 120,
	  .help = N_("As in the roster."), NEEDED },
	{ "role", .type = FIELD_LIST, .label = N_("Roles"),
	  .help = N_("For instance handler@soc. A new account may do nothing without one.") },
	{ "expires_at", .type = FIELD_TIME, .label = N_("Expires"),
	  .help = N_("From then on they cannot sign in; empty: never."), .source = "SP 800-171 3.1.1" },
	CONFLICT_REASON,
};
static const struct field edit_user_rows[] = {
	{ "full_name", .type = FIELD_TEXT, .label = N_("Full name"), .max = 120,
	  .help = N_("Empty: as it is.") },
	{ "expires_at", .type = FIELD_TIME, .label = N_("Expires"),
	  .help = N_("From then on they cannot sign in; empty: as it is."), .source = "SP 800-171 3.1.1" },
	{ "never_expires", .type = FIELD_BOOL, .label = N_("Never expires"),
	  .help = N_("Takes the end away.") },
};
static const struct field group_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("Name"), .max = 32, .help = N_("Short, lower case."), NEEDED },
	{ "label", .type = FIELD_TEXT, .label = N_("Label"), .max = 60, .help = N_("For people.") },
};
static const struct field member_rows[] = {
	{ "user", .type = FIELD_USER, .label = N_("User"), .help = N_("Whose role it is."), NEEDED },
	{ "group", .type = FIELD_GROUP, .label = N_("Group"), .help = N_("Empty: for all groups.") },
	{ "role", .type = FIELD_TEXT, .label = N_("Role"), .help = N_("See the matrix of roles."), NEEDED },
};
static const struct field add_member_rows[] = {
	{ "user", .type = FIELD_USER, .label = N_("User"), .help = N_("Whose role it is."), NEEDED },
	{ "group", .type = FIELD_GROUP, .label = N_("Group"), .help = N_("Empty: for all groups.") },
	{ "role", .type = FIELD_TEXT, .label = N_("Role"), .help = N_("See the matrix of roles."), NEEDED },
	CONFLICT_REASON,
};
static const struct field setting_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("Setting"), .help = N_("See `blotter look settings`."), NEEDED },
	{ "value", .type = FIELD_LONG, .label = N_("Value"), .help = N_("Empty: back to the default.") },
};

static const struct field create_rows[] = {
	{ "template", .type = FIELD_TEXT, .label = N_("Template"),
	  .help = N_("Fills what is not given; see `blotter look templates`.") },
};
static const struct field template_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("Name"), .max = 40,
	  .help = N_("What it is asked for by; a type's name takes the place of what is shipped for it."), NEEDED },
	{ "title", .type = FIELD_TEXT, .label = N_("Title"), .max = 120, .help = N_("How the title begins.") },
	{ "summary", .type = FIELD_LONG, .label = N_("Summary"), .help = N_("How the summary begins.") },
	{ "needs", .type = FIELD_LONG, .label = N_("Needs"),
	  .help = N_("What to ask for and keep at once, because it is hard to get later.") },
	{ "offered", .type = FIELD_BOOL, .label = N_("Offered"),
	  .help = N_("No: it is offered no longer; what is shipped holds again.") },
};
static const struct field preference_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("Preference"),
	  .help = N_("See `blotter look preferences`."), NEEDED },
	{ "value", .type = FIELD_TEXT, .label = N_("Value"), .help = N_("Empty: back to the default.") },
};

static const struct field view_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("Name"), .max = VIEW_NAME_MAX,
	  .help = N_("What its tab is called. That of a tab of the program keeps how this tab looks for you."),
	  NEEDED },
	{ "query", .type = FIELD_TEXT, .label = N_("Query"),
	  .help = N_("The queue of cases that it narrows, as in `blotter look`; open, if empty.") },
	{ "filter", .type = FIELD_TEXT, .label = N_("Filter"),
	  .help = N_("As in `blotter look`; all rows, if empty.") },
	{ "sort", .type = FIELD_TEXT, .label = N_("Sorted by"),
	  .help = N_("A field, -field for the other way round; as the queue has it, if empty.") },
	{ "columns", .type = FIELD_TEXT, .label = N_("Columns"),
	  .help = N_("Fields by blanks, from left to right; as the queue has them, if empty.") },
	{ "group", .type = FIELD_CHOICE, .label = N_("Headings"), .choices = view_groups,
	  .help = N_("What the rows stand under headings by.") },
};
static const struct field view_name_rows[] = {
	{ "name", .type = FIELD_TEXT, .label = N_("Name"), .max = VIEW_NAME_MAX,
	  .help = N_("See `blotter look views`."), NEEDED },
};

const struct action actions[] = {
	{ "case-create", N_("New case"), N_("Makes a case; eight fields at most are needed."), TARGET_NONE,
	  PERM_CASE_CREATE, TAKES_CASE_FIELDS, ROWS(create_rows),
	  .told = N_("%s was made"),
	  .apply = do_case_create },
	{ "template-save", N_("Save as template"),
	  N_("New cases of a kind begin as this one: type, severity, source and vector, none of its texts."),
	  TARGET_CASE, PERM_TEMPLATES, ROWS(template_rows), .fits = FITS_ALWAYS,
	  .told = N_("%s: its classes are the template %s now"), .told_of = "name",
	  .apply = do_template_save },
	{ "case-edit", N_("Edit"), N_("Changes fields of a case."), TARGET_CASE, PERM_CASE_EDIT,
	  TAKES_CASE_FIELDS, .second = SECOND_LOWERING,
	  .told = N_("%s is saved"),
	  .apply = do_case_edit },
	{ "case-take", N_("Take"), N_("You become its owner; a new case goes to triage."), TARGET_CASE,
	  PERM_TAKE, ASKS_OF_OWNER, .fits = FITS_NOT_MINE,
	  .told = N_("%s is yours"), .told_new = N_("%s is yours, and in triage now"),
	  .apply = do_case_take },
	{ "case-release", N_("Release"), N_("Nobody owns it any more; it waits in the group's queue."),
	  TARGET_CASE, PERM_TAKE, ASKS_FIRST, .fits = FITS_OWNED,
	  .told = N_("%s has no owner now"),
	  .apply = do_case_release },
	{ "case-assign", N_("Assign"), N_("Somebody else becomes its owner."), TARGET_CASE, PERM_ASSIGN,
	  ROWS(owner_needed), .fits = FITS_WORKED,
	  .told = N_("%s belongs to %s now"), .told_of = "owner",
	  .apply = do_case_assign },
	{ "case-state", N_("State"), N_("Moves the case along its life cycle."), TARGET_CASE, PERM_STATE,
	  ROWS(state_rows), .fits = FITS_WORKED,
	  .told = N_("%s is in %s now"), .told_of = "state",
	  .apply = do_case_state },
	{ "case-close", N_("Close"), N_("Asks for closure; as a duplicate, to merge it into a related case."),
	  TARGET_CASE, PERM_CLOSE_REQUEST,
	  ROWS(close_rows), .foretell = foretell_close, .fits = FITS_WORKED, .apply = do_case_close },
	{ "case-approve", N_("Approve closure"), N_("Closes a case that waits for a second person."), TARGET_CASE,
	  PERM_CLOSE_APPROVE, ROWS(remark_rows), .foretell = foretell_answer, .fits = FITS_PENDING,
	  .told = N_("%s is closed"), .apply = do_case_approve },
	{ "case-reject", N_("Reject closure"), N_("Sends it back with a reason."), TARGET_CASE,
	  PERM_CLOSE_APPROVE, ROWS(reject_rows), .foretell = foretell_answer, .fits = FITS_PENDING,
	  .told = N_("%s is in review again, with your reason as a note"), .apply = do_case_reject },
	{ "case-reopen", N_("Reopen"), N_("A closed case is investigated again."), TARGET_CASE, PERM_REOPEN,
	  ROWS(reason_rows), .fits = FITS_CLOSED,
	  .told = N_("%s is investigated again"),
	  .apply = do_case_reopen },
	{ "case-transfer", N_("Transfer"), N_("Offers the case to another group."), TARGET_CASE,
	  PERM_TRANSFER_OFFER, ROWS(transfer_rows), .foretell = foretell_transfer,
	  .fits = FITS_UNOFFERED, .apply = do_case_transfer },
	{ "transfer-accept", N_("Accept"), N_("Your group takes the offered case."), TARGET_CASE,
	  PERM_TRANSFER_ANSWER, ROWS(accept_rows), .fits = FITS_OFFERED, .apply = do_transfer_accept },
	{ "transfer-decline", N_("Decline"), N_("The offered case stays where it is."), TARGET_CASE,
	  PERM_TRANSFER_ANSWER, ROWS(reason_rows), .fits = FITS_OFFERED, .apply = do_transfer_decline },
	{ "transfer-recall", N_("Recall"), N_("Takes your group's offer back."), TARGET_CASE,
	  PERM_TRANSFER_RECALL, ROWS(reason_rows), .fits = FITS_OFFERED, .apply = do_transfer_recall },
	{ "case-escalate", N_("Escalate"), N_("Calls in more skill or higher authority."), TARGET_CASE,
	  PERM_ESCALATE, ROWS(escalate_rows), .foretell = foretell_escalate, .apply = do_case_escalate },
	{ "escalation-ack", N_("Acknowledge escalation"), N_("You are on it, and may answer in words."),
	  TARGET_CASE, PERM_ESCALATION_ACK, ROWS(answer_rows), .foretell = foretell_ack, .fits = FITS_ESCALATED,
	  .told = N_("%s: they know that you are on it; :queue answered has it"),
	  .apply = do_escalation_ack },
	{ "case-restrict", N_("Restrict"), N_("Only an access list may see it; also changes that list."),
	  TARGET_CASE, PERM_RESTRICT, ROWS(restrict_rows), .foretell = foretell_restrict,
	  .fits = FITS_ALWAYS,
	  .told = N_("%s is restricted"),
	  .apply = do_case_restrict },
	{ "case-unrestrict", N_("Unrestrict"), N_("Everybody who may see the group's cases sees it again."),
	  TARGET_CASE, PERM_RESTRICT, ASKS_FIRST, ROWS(reason_rows), .fits = FITS_ALWAYS,
	  .told = N_("%s is no longer restricted"),
	  .apply = do_case_unrestrict },
	{ "case-watch", N_("Watch"), N_("You follow the case."), TARGET_CASE, PERM_WATCH,
	  .fits = FITS_ALWAYS,
	  .told = N_("you watch %s"),
	  .apply = do_case_watch },
	{ "case-unwatch", N_("Stop watching"), N_("You follow it no more."), TARGET_CASE, PERM_WATCH,
	  .fits = FITS_ALWAYS,
	  .told = N_("you watch %s no more"),
	  .apply = do_case_unwatch },
	{ "note-add", N_("Add a note"), N_("What you found, thought or were told."), TARGET_CASE, PERM_NOTE,
	  ROWS(note_rows), .fits = FITS_ALWAYS,
	  .told = N_("%s: the note is added"),
	  .apply = do_note_add },
	{ "note-correct", N_("Correct a note"), N_("A new note that says which one it corrects."), TARGET_CASE,
	  PERM_NOTE, ROWS(correct_rows), .fits = FITS_ALWAYS,
	  .told = N_("%s: the correction is added"),
	  .apply = do_note_correct },
	{ "action-add", N_("Add an action taken"), N_("What was done, when, on what."), TARGET_CASE, PERM_ACTION,
	  ROWS(action_rows),
	  .told = N_("%s: the action is added"),
	  .apply = do_action_add },
	{ "alert-promote", N_("Promote"), N_("Makes a case of the alert, or adds it to one."), TARGET_ALERT,
	  PERM_ALERT_WORK, ROWS(promote_rows), .joins = "case",
	  .told = N_("alert %s belongs to %s now"),
	  .apply = do_alert_promote },
	{ "alert-dismiss", N_("Dismiss"), N_("The alert needs no case."), TARGET_ALERT, PERM_ALERT_WORK,
	  ROWS(reason_rows),
	  .told = N_("alert %s is dismissed"),
	  .apply = do_alert_dismiss },
	{ "user-create", N_("New user"), N_("Makes an account with a one-time passphrase."), TARGET_NONE,
	  PERM_USERS, PROVE_AGAIN, ROWS(user_rows),
	  TWO(PRIVILEGED, "user", "name"), .told = N_("user %s was made"),
	  .check = check_user_create, .prepare = prepare_one_time, .apply = do_user_create },
	{ "user-edit", N_("Change a user"), N_("Changes the full name, or when the account ends."), TARGET_USER,
	  PERM_USERS, PROVE_AGAIN, ROWS(edit_user_rows),
	  TWO(PRIVILEGED, "user", NULL), .told = N_("user %s is changed"),
	  .apply = do_user_edit },
	{ "user-disable", N_("Disable"), N_("The account can no longer sign in, until it is enabled."), TARGET_USER,
	  PERM_USERS, ASKS_FIRST | PROVE_AGAIN,
	  TWO(PRIVILEGED, "user", NULL), .told = N_("user %s is disabled"),
	  .apply = do_user_disable },
	{ "user-revoke", N_("Revoke"), N_("Disables the account and takes its key out of the keyring, for somebody "
	  "who has left. If they ever had the files or a backup, change the data key too: blotter rotate."),
	  TARGET_USER, PERM_USERS, ASKS_FIRST | PROVE_AGAIN,
	  TWO(PRIVILEGED, "user", NULL), .told = N_("user %s is revoked"),
	  .apply = do_user_revoke },
	{ "user-enable", N_("Enable"), N_("The account can sign in again; one that was revoked gets new keys and a "
	  "one-time passphrase."), TARGET_USER, PERM_USERS,
	  PROVE_AGAIN,
	  TWO(PRIVILEGED, "user", NULL), .told = N_("user %s may sign in again"),
	  .prepare = prepare_enable, .apply = do_user_enable },
	{ "user-unlock", N_("Unlock"), N_("Takes back the lock after failed sign-ins, and that of an account "
	  "not used for long."), TARGET_USER, PERM_USERS,
	  PROVE_AGAIN,
	  TWO(UNLOCKING, "user", NULL), .told = N_("user %s is unlocked"),
	  .apply = do_user_unlock },
	{ "user-reset", N_("Reset"), N_("New keys and a one-time passphrase, for a lost password."), TARGET_USER,
	  PERM_USERS, ASKS_FIRST | PROVE_AGAIN,
	  TWO(PRIVILEGED, "user", NULL), .told = N_("user %s has a new passphrase"),
	  .prepare = prepare_one_time, .apply = do_user_reset },
	{ "totp-enroll", N_("Second factor"), N_("Begins a second factor of your own: gives a secret for the "
	  "authenticator on your telephone. It keeps strangers who know your password out of the program; it "
	  "does not protect the files."), TARGET_NONE,
	  PERM_PASSWORD, WHEN_HELD,
	  .told = N_("%s: confirm it by a first code (totp-confirm)"),
	  .apply = do_totp_enroll },
	{ "totp-codes", N_("Recovery codes"), N_("Gives ten recovery codes of a second factor that is begun, in "
	  "place of those there were. They work once it is confirmed."), TARGET_NONE,
	  PERM_PASSWORD, WHEN_HELD,
	  .told = N_("%s: confirm the second factor once they are written down (totp-confirm)"),
	  .apply = do_totp_codes },
	{ "totp-confirm", N_("Confirm the second factor"), N_("The first code of the authenticator: from now on "
	  "one is asked for at each sign-in. Gives ten recovery codes, unless totp-codes did."), TARGET_NONE,
	  PERM_PASSWORD, WHEN_HELD, ROWS(code_rows),
	  .told = N_("%s: a code is asked for at sign-in now"),
	  .apply = do_totp_confirm },
	{ "totp-remove", N_("Remove the second factor"), N_("No code is asked for any more."), TARGET_NONE,
	  PERM_PASSWORD, ROWS(code_rows),
	  .told = N_("%s: no code is asked for any more"),
	  .apply = do_totp_remove },
	{ "totp-reset", N_("Reset the second factor"), N_("Takes it away, for a lost telephone: they set up a new "
	  "one."), TARGET_USER,
	  PERM_USERS, ASKS_FIRST | PROVE_AGAIN,
	  TWO(PRIVILEGED, "user", NULL), .told = N_("user %s signs in without a code now"),
	  .apply = do_totp_reset },
	{ "group-create", N_("New group"), N_("A group works a queue of its own."), TARGET_NONE, PERM_USERS,
	  PROVE_AGAIN, ROWS(group_rows),
	  TWO(PRIVILEGED, "group", "name"), .told = N_("group %s was made"),
	  .apply = do_group_create },
	{ "member-add", N_("Give a role"), N_("Gives a user a role, in a group or everywhere."), TARGET_NONE,
	  PERM_USERS, PROVE_AGAIN, ROWS(add_member_rows),
	  TWO(PRIVILEGED, "user", "user"), .told = N_("%s is %s now"), .told_of = "role",
	  .check = check_member_add, .apply = do_member_add },
	{ "member-remove", N_("Take a role"), N_("Takes a role from a user."), TARGET_NONE, PERM_USERS,
	  0, ROWS(member_rows),
	  TWO(PRIVILEGED, "user", "user"), .told = N_("%s is %s no longer"), .told_of = "role",
	  .check = check_member_remove, .apply = do_member_remove },
	{ "setting-set", N_("Change a setting"), N_("Changes a setting of the store."), TARGET_NONE,
	  PERM_SETTINGS, 0, ROWS(setting_rows),
	  TWO(ALWAYS, "setting", "name"), .told = N_("setting %s is changed"),
	  .prepare = prepare_setting, .apply = do_setting_set },
	{ AUDIT_ROLLBACK, N_("Accept a rollback"), N_("The log ends before what its anchor file saw: what is "
	  "missing is given up, and the store can be written again. Or lines of the anchor file are damaged: "
	  "these are passed over from now on."), TARGET_NONE, PERM_ROLLBACK_ACCEPT,
	  ASKS_FIRST, ROWS(reason_rows),
	  .told = N_("%s is accepted"),
	  .apply = do_rollback_accept },
	{ "preference-set", N_("Set a preference"), N_("Sets how the program is for you alone: keys, times, what "
	  "moves. At the screens, :set NAME VALUE."), TARGET_NONE, PERM_PREFERENCES, ROWS(preference_rows),
	  .told = N_("%s is set"),
	  .apply = do_preference_set },
	{ "view-save", N_("Save a view"), N_("Keeps a filter, an order, columns and headings of a queue "
	  "under a name: a tab of yours. What is not given is empty."), TARGET_NONE, PERM_PREFERENCES, ROWS(view_rows),
	  .told = N_("view %s is saved"),
	  .apply = do_view_save },
	{ "view-share", N_("Share a view"), N_("Everybody who may see cases gets the tab; each sees what they "
	  "may see."),
	  TARGET_NONE, PERM_VIEWS_SHARE, ROWS(view_name_rows),
	  .told = N_("view %s is everybody's now"),
	  .apply = do_view_share },
	{ "view-unshare", N_("Share a view no longer"), N_("It is only its owner's again."), TARGET_NONE,
	  PERM_VIEWS_SHARE, ROWS(view_name_rows),
	  .told = N_("view %s is shared no longer"),
	  .apply = do_view_unshare },
	{ "view-drop", N_("Drop a view"), N_("The tab goes; the log keeps what it was."), TARGET_NONE,
	  PERM_PREFERENCES, ROWS(view_name_rows),
	  .told = N_("view %s is dropped"),
	  .apply = do_view_drop },
	{ "session-end", N_("End session"), N_("Ends a session; its terminal is told and left."), TARGET_SESSION,
	  PERM_SESSIONS, ASKS_FIRST,
	  .told = N_("session %s is ended"),
	  .apply = do_session_end },
	{ .name = NULL },
};

const struct action *action_find(const char *name)
{
	for (size_t i = 0; actions[i].name; i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

/* Does one of those who are called in and have not answered stand for this person? */
static bool calls(struct session *session, const struct record *record)
{
	const struct person *person = session->person;
	g_auto(GStrv) called = list_split(record_get(record, CASE_ESCALATED_TO));
	g_auto(GStrv) groups = *called && session_visibility(session)->member_everywhere ?
		session_groups(session) : NULL;

	for (char **to = called; *to; to++)
		if (strcmp(*to, person->name) == 0 || person_in_group(person, *to) ||
		    (groups && g_strv_contains((const char *const *)groups, *to)))
			return true;
	return false;
}

static bool fits(struct session *session, const struct action *action, const struct record *record)
{
	const char *user = session->person->name;
	bool open = record_int(record, CASE_OPEN) != 0;
	bool pending = record_is(record, CASE_STATE, "close_pending");
	bool worked = open && !pending;
	const bool answers[] = {
		[FITS_NOT_MINE] = worked && !record_is(record, CASE_OWNER, user),
		[FITS_OWNED] = worked && record_has(record, CASE_OWNER),
		[FITS_OPEN] = open, [FITS_ALWAYS] = true, [FITS_WORKED] = worked,
		[FITS_UNOFFERED] = worked && !record_has(record, CASE_OFFERED_TO),
		[FITS_PENDING] = pending, [FITS_OFFERED] = record_has(record, CASE_OFFERED_TO),
		[FITS_CLOSED] = !open,
	};

	/* the groups are asked for only where they matter: there are many actions */
	return action->fits == FITS_ESCALATED ? calls(session, record) : answers[action->fits];
}

bool action_held(const struct session *session, const struct action *action)
{
	return session_held(session) && (session_must_change(session) || !(action->flags & WHEN_HELD));
}

/* Other people's sessions want another permission than one's own; one that is over cannot be ended. */
static bool may_end(const struct session *session, const struct record *row)
{
	bool own = record_is(row, SESSION_USER, session->person->name);

	return !record_is(row, SESSION_STATE, "ended") &&
	       permit_anywhere(session->person, own ? PERM_SESSIONS : PERM_SESSIONS_END) != LEVEL_NO;
}

/* What the store knows of the case beside its record only gives more: it is asked where that matters. */
static bool may_do(struct session *session, enum permission permission, const struct record *record)
{
	struct standing standing = { .record = record };
	bool may;

	if (permit(session->person, permission, &standing) != LEVEL_NO)
		return true;
	if (!select_standing(session->store, record, session->person->name, &standing, NULL))
		return false;
	may = permit(session->person, permission, &standing) != LEVEL_NO;
	standing_clear(&standing);
	return may;
}

bool action_offered(struct session *session, const struct action *action, const struct record *record)
{
	if (action->flags & INTERNAL || action_held(session, action))
		return false;
	if (record && action->target == TARGET_SESSION)
		return may_end(session, record);
	if (!record || record->object != &case_object)
		return permit_anywhere(session->person, action->permission) != LEVEL_NO;
	if (action->target != TARGET_CASE)
		return permit_anywhere(session->person, action->permission) != LEVEL_NO;
	return fits(session, action, record) && may_do(session, action->permission, record);
}
