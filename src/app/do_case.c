/* Creating, editing, owning and moving a case. */
#include "src/app/do_case.h"

#include <string.h>
#include <time.h>

#include "src/app/do.h"
#include "src/app/doing.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/app/template.h"
#include "src/base/crypt.h"
#include "src/base/i18n.h"
#include "src/rules/action.h"
#include "src/rules/case.h"
#include "src/rules/deadline.h"
#include "src/rules/severity.h"
#include "src/rules/state.h"
#include "src/rules/template.h"

static int year_of(int64_t ms)
{
	time_t seconds = (time_t)(ms / SECOND_MS);
	struct tm utc;

	gmtime_r(&seconds, &utc);
	return utc.tm_year + 1900;
}

bool case_found(struct session *session, struct tx *tx, struct record *record, const char *via,
		GError **error)
{
	const char *prefix = record_is(record, CASE_KIND, "exercise") ? "EX" : "INC";
	int64_t now = tx_time(tx), number;
	int year = year_of(now);

	if (!tx_next_number(tx, prefix, year, &number, error))
		return false;
	record_take(record, CASE_ID, case_id_make(prefix, year, number));
	record_set(record, CASE_ID_PREFIX, prefix);
	record_set_int(record, CASE_ID_YEAR, year);
	record_set_int(record, CASE_ID_NUMBER, number);
	record_take(record, CASE_UUID, crypt_uuid());
	record_set(record, CASE_STATE, "new");
	record_set_int(record, CASE_CREATED_AT, now);
	record_set(record, CASE_CREATED_BY, session_user(session));
	record_set(record, CASE_CREATED_VIA, via);
	record_set_int(record, CASE_LAST_CHANGE, now);
	record_set_int(record, CASE_PHASE_SINCE, now);
	record_set_int(record, CASE_REVISION, 1);
	if (!record_has(record, CASE_MARKING))
		record_set(record, CASE_MARKING, session_marking(session));
	case_derive(record);
	return tx_insert(tx, record, error);
}

static void check_times(const struct doing *doing, const struct record *record)
{
	static const size_t past[] = { CASE_T_DETECTED, CASE_T_DISCOVERED, CASE_T_OCCURRED_FIRST,
				       CASE_T_OCCURRED_LAST, CASE_T_REPORTED_INTERNAL,
				       CASE_T_REPORTED_EXTERNAL };

	for (size_t i = 0; i < G_N_ELEMENTS(past); i++)
		if (record_int(record, past[i]) > doing_now(doing) + 5 * MINUTE_MS)
			problems_add(doing->problems, &case_object.fields[past[i]], "%s",
				     _("lies in the future"));
}

/* What was given is never replaced. */
static bool fill_in(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "template");
	CLEANUP(record_free) struct record *template = NULL;
	g_autoptr(GError) problem = NULL;

	if (!name)
		return true;
	template = look_template(doing->session, name, &problem);
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (!template)
		return err_set(error, ERR_INVALID, _("template: there is none named \"%s\"; `blotter look templates` "
			       "lists them"), name);
	for (size_t i = 0; i < TEMPLATE_FILLS; i++)
		if (!doing->given[template_fills[i].to] && record_has(template, template_fills[i].from))
			record_set(doing->asked, template_fills[i].to, record_get(template, template_fills[i].from));
	return true;
}

static bool denied_there(struct doing *doing, const char *group, GError **error)
{
	g_autofree char *wants = permission_wants(PERM_CASE_CREATE);

	return doing_denied(doing, error, _("your roles do not let you create a case for the group \"%s\": that "
			    "needs %s there"), group, wants);
}

bool do_case_create(struct doing *doing, GError **error)
{
	struct record *record = doing->asked;
	const char *group = record_get(record, CASE_GROUP);
	struct standing standing = { 0 };
	char *reachable[] = { (char *)group, NULL };
	g_autofree char *odd = NULL;

	if (!fill_in(doing, error))
		return false;
	if (!record_has(record, CASE_T_DISCOVERED) && !doing->given[CASE_T_DISCOVERED])
		record_set_int(record, CASE_T_DISCOVERED, doing_now(doing));
	case_check(record, MOMENT_CREATE, doing->problems);
	check_times(doing, record);
	case_check_edit(record, record, doing->problems);
	odd = case_odd_times(record, record);
	if (group && !doing_check_group(doing, "group", group, error))
		return false;
	if (!doing_check(doing, error))
		return false;
	standing.record = record;
	standing.reachable_groups = reachable;
	record_set(record, CASE_CREATED_BY, doing_user(doing));
	if (permit(doing->session->person, PERM_CASE_CREATE, &standing) == LEVEL_NO)
		return denied_there(doing, group, error);
	if (!case_found(doing->session, doing->tx, record, session_via(doing->session), error))
		return false;
	doing->outcome->said = g_strdup(record_get(record, CASE_ID));
	outcome_warn(doing->outcome, odd);
	return true;
}

static struct clash *clash_new(const struct field *field, const char *mine, const char *theirs)
{
	struct clash *clash = g_new0(struct clash, 1);

	clash->field = field;
	clash->mine = field_show(field, mine);
	clash->theirs = field_show(field, theirs);
	return clash;
}

static void clash_free(gpointer data)
{
	struct clash *clash = data;

	g_free(clash->mine);
	g_free(clash->theirs);
	g_free(clash);
}

/* A field changed by somebody else since the form showed it, and by us to something else. */
static bool check_clashes(struct doing *doing, GError **error)
{
	const struct record *base = doing->request->base;
	g_autoptr(GPtrArray) clashes = g_ptr_array_new_with_free_func(clash_free);
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; base && i < case_object.fields_len; i++) {
		const char *mine = record_get(doing->asked, i), *theirs = record_get(doing->before, i);
		struct clash *clash;

		if (!doing->given[i] || g_strcmp0(record_get(base, i), theirs) == 0 ||
		    g_strcmp0(mine, theirs) == 0)
			continue;
		clash = clash_new(&case_object.fields[i], mine, theirs);
		g_ptr_array_add(clashes, clash);
		g_string_append_printf(text, _("%s%s (%s): you have \"%s\", meanwhile somebody saved \"%s\""),
				       text->len ? "; " : "", clash->field->name, _(clash->field->label),
				       clash->mine, clash->theirs);
	}
	if (clashes->len == 0)
		return true;
	doing->outcome->clashes = g_steal_pointer(&clashes);
	return err_set(error, ERR_CONFLICT, "%s", text->str);
}

/* Lowering what the law's clocks hang on needs more than the right to edit (CONTRACT.md 5). */
static bool check_lowering(struct doing *doing, GError **error)
{
	static const struct { unsigned what; enum permission permission; } rules[] = {
		{ RAISES_SEVERITY, PERM_SEVERITY_UP },
		{ LOWERS_SEVERITY, PERM_SEVERITY_DOWN },
		{ LOWERS_CUI, PERM_CUI_DOWN },
		{ DISCOVERED_LATER, PERM_DISCOVERED_LATER },
	};
	unsigned what = case_lowering(doing->before, doing->after);

	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
		if (what & rules[i].what && !doing_permit(doing, rules[i].permission, error))
			return false;
	return true;
}

static bool in_cui_section(size_t field)
{
	const char *section = case_object.fields[field].section;

	return section && strcmp(section, case_object.fields[CASE_CUI_INVOLVEMENT].section) == 0;
}

/* The compliance role edits the CUI section only ("○ K-block"). */
static bool check_section(struct doing *doing, GError **error)
{
	if (permit(doing->session->person, PERM_CASE_EDIT, &doing->standing) != LEVEL_CUI)
		return true;
	for (size_t i = 0; i < case_object.fields_len; i++)
		if (doing->given[i] && !in_cui_section(i))
			return doing_denied(doing, error, _("your role may edit the CUI section only, not "
					    "\"%s\""), case_object.fields[i].name);
	return true;
}

/* Who determined, and when: whoever does this, now, unless they say that somebody else did. */
static void stamp_determinations(struct doing *doing)
{
	static const struct { size_t what, by, at; } stamps[] = {
		{ CASE_CUI_INVOLVEMENT, CASE_CUI_DETERMINATION_BY, CASE_CUI_DETERMINATION_AT },
		{ CASE_DFARS_REPORTABLE, CASE_DFARS_DECIDED_BY, CASE_DFARS_DECIDED_AT },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(stamps); i++) {
		if (g_strcmp0(record_get(doing->before, stamps[i].what),
			      record_get(doing->after, stamps[i].what)) == 0)
			continue;
		if (!doing->given[stamps[i].by])
			record_set(doing->after, stamps[i].by, doing_user(doing));
		if (!doing->given[stamps[i].at])
			record_set_int(doing->after, stamps[i].at, doing_now(doing));
	}
}

/* The law's clock moved: who did it should see to when. NULL: it did not. */
static char *moved(struct doing *doing)
{
	struct deadline before[CLOCKS], after[CLOCKS];
	g_autofree char *was = NULL, *is = NULL;

	deadlines_of(doing->before, before);
	deadlines_of(doing->after, after);
	if (!before[CLOCK_DFARS_REPORT].running || !after[CLOCK_DFARS_REPORT].running ||
	    before[CLOCK_DFARS_REPORT].due == after[CLOCK_DFARS_REPORT].due)
		return NULL;
	was = time_both(before[CLOCK_DFARS_REPORT].due);
	is = time_both(after[CLOCK_DFARS_REPORT].due);
	return g_strdup_printf(_("the DoD report's 72 h moved: they were up %s, now %s"), was, is);
}

static void warn_of_times(struct doing *doing)
{
	g_autofree char *odd = case_odd_times(doing->before, doing->after), *clock = moved(doing);

	outcome_warn(doing->outcome, clock);
	outcome_warn(doing->outcome, odd);
}

bool do_case_edit(struct doing *doing, GError **error)
{
	if (record_is(doing->before, CASE_STATE, "closed"))
		return err_set(error, ERR_INVALID, _("\"%s\" is closed: reopen it first"), doing_case_id(doing));
	if (!check_clashes(doing, error) || !check_section(doing, error))
		return false;
	for (size_t i = 0; i < case_object.fields_len; i++)
		if (doing->given[i])
			record_set(doing->after, i, record_get(doing->asked, i));
	case_check_edit(doing->before, doing->after, doing->problems);
	check_times(doing, doing->after);
	if (!doing_check(doing, error) || !check_lowering(doing, error))
		return false;
	stamp_determinations(doing);
	warn_of_times(doing);
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return doing_put_case(doing, error);
}

void case_give(struct record *record, const char *owner, int64_t now)
{
	record_set(record, CASE_OWNER, owner);
	record_set_int(record, CASE_T_ASSIGNED, now);
	if (!record_has(record, CASE_T_DISCOVERED))
		record_set_int(record, CASE_T_DISCOVERED, now);
}

void case_take(struct record *record, const char *user, int64_t now)
{
	case_give(record, user, now);
	if (record_is(record, CASE_STATE, "new"))
		transition_apply(record, transition_find(STATE_NEW, STATE_TRIAGE), now);
}

/* What was "at the earliest" moves: silently it would look like a deadline put off. */
static void warn_discovered(struct doing *doing)
{
	struct deadline before[CLOCKS], after[CLOCKS];

	if (record_has(doing->before, CASE_T_DISCOVERED) || cui_level(doing->after) < 1)
		return;
	deadlines_of(doing->before, before);
	deadlines_of(doing->after, after);
	if (!before[CLOCK_DFARS_REPORT].running || !after[CLOCK_DFARS_REPORT].running)
		return;
	doing->outcome->warning = g_strdup(_("discovered is now: the DoD report's 72 h count from here, no longer "
		"from the detection; if somebody knew before, set Discovered to that time"));
}

/* Who owns a case stays so while its closure waits for approval: the approver must be another. */
static bool refuse_settled(struct doing *doing, GError **error)
{
	if (record_is(doing->before, CASE_STATE, "close_pending"))
		return err_set(error, ERR_INVALID, _("\"%s\" waits for approval of its closure: its owner stays "
			       "until case-approve or case-reject"), doing_case_id(doing));
	if (record_int(doing->before, CASE_OPEN))
		return true;
	return err_set(error, ERR_INVALID, _("\"%s\" is closed: reopen it first"), doing_case_id(doing));
}

bool do_case_take(struct doing *doing, GError **error)
{
	const char *owner = record_get(doing->before, CASE_OWNER);

	if (!refuse_settled(doing, error))
		return false;
	if (g_strcmp0(owner, doing_user(doing)) == 0 && !record_is(doing->before, CASE_STATE, "new"))
		return err_set(error, ERR_INVALID, _("\"%s\" is yours already; case-assign "
			       "gives it to somebody else"), doing_case_id(doing));
	if (owner && g_strcmp0(owner, doing_user(doing)) != 0 && !doing_permit(doing, PERM_ASSIGN, error))
		return false;
	case_take(doing->after, doing_user(doing), doing_now(doing));
	warn_discovered(doing);
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return doing_put_case(doing, error);
}

bool do_case_release(struct doing *doing, GError **error)
{
	if (!refuse_settled(doing, error))
		return false;
	if (!record_has(doing->before, CASE_OWNER))
		return err_set(error, ERR_INVALID, _("\"%s\" has no owner; case-take makes it "
			       "yours"), doing_case_id(doing));
	record_set(doing->after, CASE_OWNER, NULL);
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return doing_put_case(doing, error);
}

bool do_case_assign(struct doing *doing, GError **error)
{
	const char *owner = doing_argument(doing, "owner");

	if (!refuse_settled(doing, error) || !doing_check_owner(doing, "owner", owner, error) ||
	    !doing_check(doing, error))
		return false;
	case_give(doing->after, owner, doing_now(doing));
	warn_discovered(doing);
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return doing_put_case(doing, error);
}

/* Actions taken in the phase that the case is in, whenever they were written down. */
static bool count_actions(struct doing *doing, unsigned *count, GError **error)
{
	const int fields[] = { ACTION_CASE, ACTION_PHASE, -1 };
	const char *const values[] = { doing_case_id(doing), record_text(doing->before, CASE_STATE) };
	g_autoptr(GPtrArray) rows = tx_load_all(doing->tx, &action_object, fields, values, error);

	*count = rows ? rows->len : 0;
	return rows != NULL;
}

bool do_case_state(struct doing *doing, GError **error)
{
	const char *wanted = doing_argument(doing, "state");
	const char *from = record_text(doing->before, CASE_STATE);
	int to = state_find(wanted), now = state_find(from);
	const struct transition *move = transition_find((enum state)now, (enum state)to);
	struct progress progress = { .reason = doing_argument(doing, "reason"),
				     .not_needed_because = record_get(doing->before, CASE_NOT_NEEDED_BECAUSE) };

	if (to == STATE_CLOSE_PENDING || to == STATE_CLOSED || now == STATE_CLOSE_PENDING ||
	    now == STATE_CLOSED)
		return err_set(error, ERR_INVALID, _("state: closing, approving and reopening have actions of "
			       "their own (case-close, case-approve, case-reject, case-reopen)"));
	if (!move)
		return err_set(error, ERR_INVALID, _("state: a case in %s cannot go to %s"), from, wanted);
	if (now == STATE_NEW)
		return doing_permit(doing, PERM_TAKE, error) && do_case_take(doing, error);
	if (!count_actions(doing, &progress.actions_in_phase, error))
		return false;
	transition_check(doing->before, move, &progress, doing->problems);
	if (!doing_check(doing, error))
		return false;
	transition_apply(doing->after, move, doing_now(doing));
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return doing_put_case(doing, error);
}
