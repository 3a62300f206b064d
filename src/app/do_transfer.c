/* Transfer (offer, accept, decline, recall, expire) and escalation (compliance.md 5.3). */
#include "db/select.h"
#include "src/app/do.h"
#include "src/app/do_case.h"
#include "src/app/doing.h"
#include "src/app/look.h"
#include "src/app/session.h"
#include "src/app/people.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/deadline.h"
#include "src/rules/escalation.h"
#include "src/rules/transfer.h"

char *foretell_transfer(struct session *session, const struct record *record)
{
	g_autofree char *left = NULL, *clocks = NULL, *due = NULL;
	struct deadline next;

	if (!record)
		return NULL;
	left = time_span(transfer_time(record_text(record, CASE_SEVERITY)));
	if (deadline_next(record, &next)) {
		bool late = deadline_overdue(&next, session_now(session));

		due = time_span(next.due - session_now(session));
		clocks = g_strdup_printf(late ? _(" Clocks go on: %s is late since %s.") :
						_(" Clocks go on: %s in %s."), _(next.word), due);
	}
	return g_strdup_printf(_("%s stays accountable until they accept. They have %s (%s); then it comes "
			       "back and both leads are told.%s"), record_text(record, CASE_GROUP), left,
			       record_text(record, CASE_SEVERITY), clocks ? clocks : "");
}

char *foretell_escalate(struct session *session, const struct record *record)
{
	(void)session;
	if (!record)
		return NULL;
	return g_strdup_printf(_("The case stays with %s. It waits among the escalated cases of those you call "
			       "until they acknowledge. No clock stops."), record_text(record, CASE_GROUP));
}

/* What was asked, of all escalations that wait for this person. */
char *foretell_ack(struct session *session, const struct record *record)
{
	g_autofree char *filter = record ? g_strdup_printf("case=%s", record_text(record, CASE_ID)) : NULL;
	const struct look ask = { .query = "escalated", .filter = filter };
	g_autoptr(GPtrArray) rows = record ? look(session, &ask, NULL) : NULL;
	GString *text = g_string_new(NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *row = g_ptr_array_index(rows, i);

		g_string_append_printf(text, _("%s%s asks, to %s: %s"), i ? "\n" : "", record_text(row, ESCALATION_BY),
				       record_text(row, ESCALATION_LEVEL), record_text(row, ESCALATION_REASON));
	}
	return g_string_free(text, !text->len);
}

/* The open offer of the case in hand. */
static bool load_offer(struct doing *doing, struct record **offer, GError **error)
{
	const int fields[] = { TRANSFER_CASE, TRANSFER_STATE, -1 };
	const char *const values[] = { doing_case_id(doing), "offered" };
	g_autoptr(GPtrArray) rows = tx_load_all(doing->tx, &transfer_object, fields, values, error);

	if (!rows)
		return false;
	if (rows->len == 0)
		return err_set(error, ERR_INVALID, _("\"%s\" is not offered to any group; "
			       "case-transfer offers it"), doing_case_id(doing));
	*offer = record_copy(g_ptr_array_index(rows, rows->len - 1));
	return true;
}

bool do_case_transfer(struct doing *doing, GError **error)
{
	const char *to = doing_argument(doing, "to"), *from = record_text(doing->before, CASE_GROUP);
	int64_t due = doing_now(doing) + transfer_time(record_text(doing->before, CASE_SEVERITY));
	CLEANUP(record_free) struct record *offer = record_new(&transfer_object);

	if (!record_int(doing->before, CASE_OPEN) || record_is(doing->before, CASE_STATE, "close_pending"))
		return err_set(error, ERR_INVALID, _("\"%s\" is %s: nothing to hand over, until it is "
			       "open again (case-reopen, case-reject)"), doing_case_id(doing),
			       record_text(doing->before, CASE_STATE));
	if (record_has(doing->before, CASE_OFFERED_TO))
		return err_set(error, ERR_INVALID, _("\"%s\" is offered to \"%s\" already: recall that first"),
			       doing_case_id(doing), record_text(doing->before, CASE_OFFERED_TO));
	if (g_str_equal(to, from))
		problems_add_name(doing->problems, "to", _("the case is with \"%s\" already; "
			       "name another group"), to);
	if (!doing_check_group(doing, "to", to, error) || !doing_check(doing, error))
		return false;
	record_set(offer, TRANSFER_CASE, doing_case_id(doing));
	record_set(offer, TRANSFER_FROM, from);
	record_set(offer, TRANSFER_TO, to);
	record_set(offer, TRANSFER_REASON, doing_argument(doing, "reason"));
	record_set(offer, TRANSFER_SUMMARY, doing_argument(doing, "summary"));
	record_set(offer, TRANSFER_OFFERED_BY, doing_user(doing));
	record_set_int(offer, TRANSFER_OFFERED_AT, doing_now(doing));
	record_set(offer, TRANSFER_STATE, "offered");
	record_set_int(offer, TRANSFER_DUE_AT, due);
	record_set(doing->after, CASE_OFFERED_TO, to);
	record_set_int(doing->after, CASE_TRANSFER_DUE, due);
	doing->outcome->said = g_strdup_printf("%s offered to %s", doing_case_id(doing), to);
	return tx_insert(doing->tx, offer, error) && doing_put_case(doing, error);
}

/* Ends the open offer and takes its marks off the case; the caller writes the case. */
static bool end_offer(struct doing *doing, const struct record *offer, const char *state,
		      const char *reason, GError **error)
{
	CLEANUP(record_free) struct record *after = record_copy(offer);

	record_set(after, TRANSFER_STATE, state);
	record_set(after, TRANSFER_ANSWERED_BY, doing_user(doing));
	record_set_int(after, TRANSFER_ANSWERED_AT, doing_now(doing));
	record_set(after, TRANSFER_ANSWER_REASON, reason);
	record_set(doing->after, CASE_OFFERED_TO, NULL);
	record_set(doing->after, CASE_TRANSFER_DUE, NULL);
	return tx_update(doing->tx, offer, after, error);
}

/* An offer past its time cannot be taken any more, whether or not the expiry is written yet. */
static bool load_live_offer(struct doing *doing, struct record **offer, GError **error)
{
	if (!load_offer(doing, offer, error))
		return false;
	if (record_int(*offer, TRANSFER_DUE_AT) > doing_now(doing))
		return true;
	return err_set(error, ERR_INVALID, _("the offer of \"%s\" has expired; \"%s\" has it back"),
		       doing_case_id(doing), record_text(*offer, TRANSFER_FROM));
}

bool do_transfer_accept(struct doing *doing, GError **error)
{
	CLEANUP(record_free) struct record *offer = NULL;
	const char *owner = doing_argument(doing, "owner");

	if (!load_live_offer(doing, &offer, error))
		return false;
	owner = owner ? owner : doing_user(doing);
	record_set(doing->after, CASE_GROUP, record_get(offer, TRANSFER_TO));
	if (!doing_check_owner(doing, "owner", owner, error) || !doing_check(doing, error) ||
	    !end_offer(doing, offer, "accepted", NULL, error))
		return false;
	case_give(doing->after, owner, doing_now(doing));
	doing->outcome->said = g_strdup_printf("%s accepted by %s", doing_case_id(doing),
					       record_text(offer, TRANSFER_TO));
	return doing_put_case(doing, error);
}

bool do_transfer_decline(struct doing *doing, GError **error)
{
	CLEANUP(record_free) struct record *offer = NULL;

	if (!load_live_offer(doing, &offer, error) ||
	    !end_offer(doing, offer, "declined", doing_argument(doing, "reason"), error))
		return false;
	doing->outcome->said = g_strdup_printf("%s stays with %s", doing_case_id(doing),
					       record_text(offer, TRANSFER_FROM));
	return doing_put_case(doing, error);
}

bool do_transfer_recall(struct doing *doing, GError **error)
{
	CLEANUP(record_free) struct record *offer = NULL;

	if (!load_offer(doing, &offer, error) ||
	    !end_offer(doing, offer, "recalled", doing_argument(doing, "reason"), error))
		return false;
	doing->outcome->said = g_strdup_printf("%s stays with %s", doing_case_id(doing),
					       record_text(offer, TRANSFER_FROM));
	return doing_put_case(doing, error);
}

/* Somebody who may see no cases at all could not help. */
static bool check_person(struct doing *doing, const char *name, GError **error)
{
	CLEANUP(person_free) struct person *person = people_load(doing->tx, name, error);

	if (!person || !doing_check_user(doing, "to", name, error))
		return false;
	if (!problems_any(doing->problems) && permit_anywhere(person, PERM_CASE_VIEW) == LEVEL_NO)
		problems_add_name(doing->problems, "to", _("\"%s\" may not see cases; name "
			       "somebody else"), name);
	return true;
}

/* A group or a user, by what the name is. */
static bool find_target(struct doing *doing, const char *to, struct record *escalation, GError **error)
{
	g_auto(GStrv) groups = session_groups(doing->session);
	bool group = g_strv_contains((const char *const *)groups, to);

	record_set(escalation, ESCALATION_TO, to);
	record_set(escalation, group ? ESCALATION_TO_GROUP : ESCALATION_TO_USER, to);
	return group || check_person(doing, to, error);
}

bool do_case_escalate(struct doing *doing, GError **error)
{
	CLEANUP(record_free) struct record *escalation = record_new(&escalation_object);
	const char *to = doing_argument(doing, "to");

	if (!record_int(doing->before, CASE_OPEN))
		return err_set(error, ERR_INVALID, _("\"%s\" is closed: reopen it first"), doing_case_id(doing));
	if (!find_target(doing, to, escalation, error) || !doing_check(doing, error))
		return false;
	record_set(escalation, ESCALATION_CASE, doing_case_id(doing));
	record_set(escalation, ESCALATION_KIND, doing_argument(doing, "kind"));
	record_set(escalation, ESCALATION_FROM, record_get(doing->before, CASE_GROUP));
	record_set(escalation, ESCALATION_LEVEL, doing_argument(doing, "level"));
	record_set(escalation, ESCALATION_REASON, doing_argument(doing, "reason"));
	record_set(escalation, ESCALATION_BY, doing_user(doing));
	record_set_int(escalation, ESCALATION_AT, doing_now(doing));
	record_set(escalation, ESCALATION_STATE, "open");
	record_set_int(escalation, ESCALATION_DUE_AT, doing_now(doing) +
		       transfer_time(record_text(doing->before, CASE_SEVERITY)));
	record_take(doing->after, CASE_ESCALATED_TO,
		    list_add(record_get(doing->before, CASE_ESCALATED_TO), to));
	doing->outcome->said = g_strdup_printf("%s escalated to %s", doing_case_id(doing), to);
	return tx_insert(doing->tx, escalation, error) && doing_put_case(doing, error);
}

static bool waits_for(const struct doing *doing, const struct record *escalation)
{
	const char *group = record_get(escalation, ESCALATION_TO_GROUP);

	return record_is(escalation, ESCALATION_TO_USER, doing_user(doing)) ||
	       (group && (session_visibility(doing->session)->member_everywhere ||
			  person_in_group(session_person(doing->session), group)));
}

bool do_escalation_ack(struct doing *doing, GError **error)
{
	const int fields[] = { ESCALATION_CASE, ESCALATION_STATE, -1 };
	const char *const values[] = { doing_case_id(doing), "open" };
	g_autoptr(GPtrArray) rows = tx_load_all(doing->tx, &escalation_object, fields, values, error);
	const char *answer = doing_argument(doing, "answer");
	g_autofree char *text = answer ? g_strdup_printf(_("Escalation answered: %s"), answer) : NULL;
	CLEANUP(record_free) struct record *note = text ? doing_note(doing, text) : NULL;
	unsigned done = 0;

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *before = g_ptr_array_index(rows, i);
		CLEANUP(record_free) struct record *after = record_copy(before);

		if (!waits_for(doing, before))
			continue;
		record_set(after, ESCALATION_STATE, "acknowledged");
		record_set(after, ESCALATION_ACKNOWLEDGED_BY, doing_user(doing));
		record_set_int(after, ESCALATION_ACKNOWLEDGED_AT, doing_now(doing));
		record_take(doing->after, CASE_ESCALATED_TO,
			    list_remove(record_get(doing->after, CASE_ESCALATED_TO),
					record_text(before, ESCALATION_TO)));
		if (!tx_update(doing->tx, before, after, error))
			return false;
		done++;
	}
	if (rows && !done)
		return err_set(error, ERR_INVALID, _("no escalation of \"%s\" waits for you"), doing_case_id(doing));
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return rows && (!note || tx_insert(doing->tx, note, error)) && doing_put_case(doing, error);
}
