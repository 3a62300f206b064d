/* The tables of actions and queries: what every row must have, and that act() goes by it. */
#include <string.h>

#include "src/app/query.h"
#include "tests/house.h"

/* What each row needs, may have, and acts on: CONTRACT.md 2 and the forms. */
static const struct { const char *name; enum target target; const char *needs, *takes; } expected[] = {
	{ "case-create", TARGET_NONE, "", "template" },
	{ "template-save", TARGET_CASE, "name", "title summary needs offered" },
	{ "case-edit", TARGET_CASE, "", "" },
	{ "case-take", TARGET_CASE, "", "" },
	{ "case-release", TARGET_CASE, "", "" },
	{ "case-assign", TARGET_CASE, "owner", "" },
	{ "case-state", TARGET_CASE, "state", "reason" },
	{ "case-close", TARGET_CASE, "disposition reason", "evidence_reviewed duplicate_of" },
	{ "case-approve", TARGET_CASE, "", "reason" },
	{ "case-reject", TARGET_CASE, "reason", "" },
	{ "case-reopen", TARGET_CASE, "reason", "" },
	{ "case-transfer", TARGET_CASE, "to reason summary", "" },
	{ "transfer-accept", TARGET_CASE, "", "owner" },
	{ "transfer-decline", TARGET_CASE, "reason", "" },
	{ "transfer-recall", TARGET_CASE, "reason", "" },
	{ "case-escalate", TARGET_CASE, "kind to level reason", "" },
	{ "escalation-ack", TARGET_CASE, "", "answer" },
	{ "case-restrict", TARGET_CASE, "reason", "acl" },
	{ "case-unrestrict", TARGET_CASE, "reason", "" },
	{ "case-watch", TARGET_CASE, "", "" },
	{ "case-unwatch", TARGET_CASE, "", "" },
	{ "note-add", TARGET_CASE, "text", "" },
	{ "note-correct", TARGET_CASE, "note text", "" },
	{ "action-add", TARGET_CASE, "phase text", "time target result external_id automated approver" },
	{ "alert-promote", TARGET_ALERT, "", "case" },
	{ "alert-dismiss", TARGET_ALERT, "reason", "" },
	{ "user-create", TARGET_NONE, "name full_name",
	  "role expires_at conflict_reason" },
	{ "user-edit", TARGET_USER, "", "full_name expires_at never_expires" },
	{ "user-disable", TARGET_USER, "", "" },
	{ "user-revoke", TARGET_USER, "", "" },
	{ "user-enable", TARGET_USER, "", "" },
	{ "user-unlock", TARGET_USER, "", "" },
	{ "user-reset", TARGET_USER, "", "" },
	{ "totp-enroll", TARGET_NONE, "", "" },
	{ "totp-codes", TARGET_NONE, "", "" },
	{ "totp-confirm", TARGET_NONE, "code", "" },
	{ "totp-remove", TARGET_NONE, "code", "" },
	{ "totp-reset", TARGET_USER, "", "" },
	{ "group-create", TARGET_NONE, "name", "label" },
	{ "member-add", TARGET_NONE, "user role", "group conflict_reason" },
	{ "member-remove", TARGET_NONE, "user role", "group" },
	{ "setting-set", TARGET_NONE, "name", "value" },
	{ "rollback-accept", TARGET_NONE, "reason", "" },
	{ "preference-set", TARGET_NONE, "name", "value" },
	{ "view-save", TARGET_NONE, "name", "query filter sort columns group" },
	{ "view-share", TARGET_NONE, "name", "" },
	{ "view-unshare", TARGET_NONE, "name", "" },
	{ "view-drop", TARGET_NONE, "name", "" },
	{ "session-end", TARGET_SESSION, "", "" },
};

static void the_table_has_exactly_the_actions_of_the_contract(void)
{
	size_t len = 0;

	while (actions[len].name)
		len++;
	g_assert_cmpint(len, ==, G_N_ELEMENTS(expected));
	for (size_t i = 0; i < len; i++) {
		g_assert_nonnull(action_find(expected[i].name));
		g_assert_cmpint(action_find(expected[i].name)->target, ==, expected[i].target);
	}
	g_assert_null(action_find("case-delete"));
}

static bool is_needed(const struct field *field)
{
	return field->needs[0].moment == MOMENT_CREATE;
}

static void every_action_takes_and_needs_the_arguments_of_the_contract(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		const struct action *action = action_find(expected[i].name);
		g_autoptr(GString) needs = g_string_new(NULL), takes = g_string_new(NULL);

		for (size_t n = 0; n < action->arguments_len; n++) {
			GString *list = is_needed(&action->arguments[n]) ? needs : takes;

			g_string_append_printf(list, "%s%s", list->len ? " " : "", action->arguments[n].name);
		}
		g_assert_cmpstr(needs->str, ==, expected[i].needs);
		g_assert_cmpstr(takes->str, ==, expected[i].takes);
	}
}

static void every_action_has_label_help_permission_and_function(void)
{
	for (const struct action *action = actions; action->name; action++) {
		g_assert_true(action->label && *action->label);
		g_assert_true(action->help && *action->help);
		g_assert_cmpint(action->permission, <, PERMISSIONS);
		g_assert_true(action->apply != NULL);
		for (size_t n = 0; n < action->arguments_len; n++) {
			g_assert_true(action->arguments[n].label && action->arguments[n].help);
			g_assert_true((action->arguments[n].choices != NULL) ==
				      (action->arguments[n].type == FIELD_CHOICE));
		}
	}
}

static void every_permission_may_be_had_and_is_asked_for(void)
{
	/* by look(), look_verify, look_export_audit, intake_bytes, case-edit, session-end, password_change
	 * and keep_* */
	static const enum permission elsewhere[] = {
		PERM_CASE_VIEW_RESTRICTED, PERM_SEVERITY_UP, PERM_SEVERITY_DOWN, PERM_CUI_DOWN,
		PERM_DISCOVERED_LATER, PERM_ENTERED_IN_ERROR, PERM_ALERT_TAKE_IN, PERM_AUDIT_OWN,
		PERM_AUDIT_TRAIL, PERM_AUDIT_VERIFY, PERM_AUDIT_EXPORT, PERM_PASSWORD, PERM_BACKUP,
		PERM_RESTORE, PERM_ROTATE, PERM_AGREE, PERM_SESSIONS_SEE, PERM_SESSIONS_END,
		PERM_DUTY_SEE,
	};
	bool used[PERMISSIONS] = { false };

	for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++)
		used[elsewhere[i]] = true;
	for (const struct action *action = actions; action->name; action++)
		used[action->permission] = true;
	for (const struct query *query = queries; query->name; query++)
		used[query->permission] = true;
	for (int i = 0; i < PERMISSIONS; i++) {
		bool had = false;

		for (int role = 0; role < ROLES; role++)
			had |= permissions[i].levels[role] != LEVEL_NO;
		if (!used[i] || !had)
			g_error("%s: used %d, had %d", permissions[i].name, used[i], had);
	}
}

static void every_query_names_fields_of_its_object(void)
{
	for (const struct query *query = queries; query->name; query++) {
		g_auto(GStrv) columns = g_strsplit(query->columns, " ", -1);

		g_assert_true(query->label && query->help && query_find(query->name) == query);
		for (size_t i = 0; columns[i]; i++)
			g_assert_cmpint(object_field(query->object, columns[i]), >=, 0);
	}
	g_assert_null(query_find("everything"));
}

/* --- act() goes by it --- */

/* Somebody who may do it, on something that is there. */
static const char *doer(const struct action *action)
{
	if (action->permission == PERM_USERS)
		return "ada";
	if (action->permission == PERM_TRANSFER_ANSWER)
		return "fin";
	return action->permission == PERM_SETTINGS || action->permission == PERM_ROLLBACK_ACCEPT ? "sam" : "lee";
}

/* Two cases at hand: one waits for approval, one is offered to forensics. */
struct at_hand { const char *pending, *offered; };

static const char *target(const struct action *action, const struct at_hand *at_hand)
{
	if (action->permission == PERM_TRANSFER_ANSWER || action->permission == PERM_TRANSFER_RECALL)
		return at_hand->offered;
	if (action->target == TARGET_CASE)
		return at_hand->pending;
	if (action->target == TARGET_USER)
		return "hal";
	return action->target == TARGET_ALERT || action->target == TARGET_SESSION ? "1" : "";
}

/* Any value its type accepts. */
static const char *value_for(const struct field *field)
{
	if (field->choices)
		return field->choices[0].name;
	return field->type == FIELD_GROUP ? "forensics" : field->type == FIELD_INT ? "1" : "hua";
}

static struct at_hand cases_at_hand(struct house *house)
{
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	struct at_hand made = { house_case(hal, "SEV3"), house_case(hal, "SEV3") };

	house_bring_to(hal, made.pending, "triage");
	house_act(hal, "case-edit %s cui_involvement=none", made.pending);
	house_act(hal, "case-close %s disposition=false_positive reason=\"a test of the rule\" "
		  "evidence_reviewed=yes", made.pending);
	house_act(hal, "case-take %s", made.offered);
	house_act(hal, "case-transfer %s to=forensics reason=skill summary=\"images wanted\"", made.offered);
	return made;
}

static void try_without(struct session *session, const struct action *action,
			const struct at_hand *at_hand, const struct field *left_out)
{
	g_autoptr(GString) text = g_string_new(action->name);

	g_string_append_printf(text, " %s", target(action, at_hand));
	for (size_t i = 0; i < action->arguments_len; i++)
		if (is_needed(&action->arguments[i]) && &action->arguments[i] != left_out)
			g_string_append_printf(text, " %s=%s", action->arguments[i].name,
					       value_for(&action->arguments[i]));
	if (left_out) {
		g_autofree char *words = g_strdup_printf("%s (%s): is needed", left_out->name, left_out->label);

		house_expect_invalid(session, words, "%s", text->str);
		g_string_append_printf(text, " %s=\"  \"", left_out->name);
		house_expect_invalid(session, words, "%s", text->str);
	} else {
		house_expect_invalid(session, "bogus: ", "%s bogus=1", text->str);
	}
}

static void a_missing_or_unknown_argument_is_named(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	struct at_hand at_hand = cases_at_hand(house);

	for (const struct action *action = actions; action->name; action++) {
		CLEANUP(session_close) struct session *session = house_sign_in(house, doer(action));

		try_without(session, action, &at_hand, NULL);
		for (size_t i = 0; i < action->arguments_len; i++)
			if (is_needed(&action->arguments[i]))
				try_without(session, action, &at_hand, &action->arguments[i]);
	}
}

static void all_missing_arguments_are_named_at_once(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	const char *id = cases_at_hand(house).pending;
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");
	g_autoptr(GError) error = NULL;
	struct outcome outcome;

	g_assert_false(house_try(lee, &outcome, &error, "case-escalate %s to=forensics kind=sideways", id));
	g_assert_true(err_is(error, ERR_INVALID));
	g_assert_nonnull(strstr(error->message, "kind (Kind): “sideways” is not one of"));
	g_assert_null(strstr(error->message, "kind (Kind): is needed"));
	g_assert_nonnull(strstr(error->message, "level (Level): is needed"));
	g_assert_nonnull(strstr(error->message, "reason (Reason): is needed"));
	g_assert_cmpint(outcome.problems->list->len, >=, 3);
	outcome_clear(&outcome);
}

static void what_is_not_there_is_refused(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *lee = house_sign_in(house, "lee");

	house_expect_invalid(lee, "there is no action \"case-delete\"", "case-delete 1");
	house_expect_invalid(lee, "case-take needs to know of what", "case-take");
	house_expect_invalid(lee, "there is no case \"1\"", "case-take 1");
	house_expect_invalid(lee, "there is no case \"rubbish\"", "case-take rubbish");
	house_expect_invalid(lee, "there is no alert \"1\"", "alert-dismiss 1 reason=noise");
	house_expect_invalid(lee, "there is no alert \"rubbish\"", "alert-dismiss rubbish reason=noise");
}

static void only_lists_can_be_added_to(void)
{
	CLEANUP(house_free) struct house *house = house_new();
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	const char *id = house_case(hal, "SEV4");

	house_act(hal, "case-edit %s affected_assets=ws-1,ws-2", id);
	house_act(hal, "case-edit %s affected_assets+=ws-3,ws-1", id);
	g_assert_cmpstr(house_field(hal, id, "affected_assets"), ==, "ws-1,ws-2,ws-3");
	house_act(hal, "case-edit %s affected_assets-=ws-2,ws-9 contracts+=A-1", id);
	g_assert_cmpstr(house_field(hal, id, "affected_assets"), ==, "ws-1,ws-3");
	g_assert_cmpstr(house_field(hal, id, "contracts"), ==, "A-1");
	house_act(hal, "case-edit %s affected_assets= contracts-=A-1", id);
	g_assert_cmpstr(house_field(hal, id, "affected_assets"), ==, "");
	g_assert_cmpstr(house_field(hal, id, "contracts"), ==, "");
	house_expect_invalid(hal, "title (Title): is no list", "case-edit %s title+=more", id);
	house_expect_invalid(hal, "state (State): is set by", "case-edit %s state=closed", id);
	house_expect_invalid(hal, "owner (Owner): is set by", "case-edit %s owner=hal", id);
	house_expect_invalid(hal, "due_at (Next due): is set by", "case-edit %s due_at=now", id);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/actions/" #name, name)
	TEST(the_table_has_exactly_the_actions_of_the_contract);
	TEST(every_action_takes_and_needs_the_arguments_of_the_contract);
	TEST(every_action_has_label_help_permission_and_function);
	TEST(every_permission_may_be_had_and_is_asked_for);
	TEST(every_query_names_fields_of_its_object);
	TEST(a_missing_or_unknown_argument_is_named);
	TEST(all_missing_arguments_are_named_at_once);
	TEST(what_is_not_there_is_refused);
	TEST(only_lists_can_be_added_to);
	return g_test_run();
}
