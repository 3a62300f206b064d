/* Asking for closure, the second person's answer, and reopening (compliance.md 5.2). */
#include "src/app/do.h"

#include <string.h>

#include "src/app/doing.h"
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/close.h"

char *foretell_close(struct session *session, const struct record *record)
{
	(void)session;
	if (record && !close_needs_second(record, record_text(record, CASE_DISPOSITION)))
		return g_strdup(_("As its owner you close it at once; the log marks it as closed by one "
				  "person. All clocks stop."));
	return g_strdup(_("It waits in close_pending until a lead or approver, who is neither its owner "
			  "nor you, approves. The owner stays accountable until then."));
}

/* In any accepted form; one that may not be seen is none. */
static bool set_duplicate(struct doing *doing, const char *text, GError **error)
{
	GError *none = NULL;
	char *id = look_case_id(doing->session, text, &none);

	if (!id && !err_is(none, ERR_INVALID)) {
		g_propagate_error(error, none);
		return false;
	}
	if (id)
		record_take(doing->after, CASE_DUPLICATE_OF, id);
	else
		problems_add(doing->problems, &case_object.fields[CASE_DUPLICATE_OF], "%s", none->message);
	g_clear_error(&none);
	return true;
}

static void say_state(struct doing *doing)
{
	doing->outcome->said = g_strdup_printf("%s %s", doing_case_id(doing),
					       record_text(doing->after, CASE_STATE));
}

bool do_case_close(struct doing *doing, GError **error)
{
	const char *disposition = doing_argument(doing, "disposition");
	const char *reason = doing_argument(doing, "reason");
	const char *duplicate = doing_argument(doing, "duplicate_of");
	bool looked = doing_argument_is(doing, "evidence_reviewed", "1");

	if (strcmp(disposition, "entered_in_error") == 0 &&
	    !doing_permit(doing, PERM_ENTERED_IN_ERROR, error))
		return false;
	if (duplicate && !set_duplicate(doing, duplicate, error))
		return false;
	close_check(doing->after, disposition, reason, looked, doing->problems);
	if (!doing_check(doing, error))
		return false;
	if (close_request(doing->after, disposition, reason, looked, doing_user(doing), doing_now(doing)) &&
	    !tx_entry(doing->tx, doing->key, "done", "single_person", error))
		return false;
	say_state(doing);
	return doing_put_case(doing, error);
}

static bool is_pending(struct doing *doing, GError **error)
{
	if (record_is(doing->before, CASE_STATE, "close_pending"))
		return true;
	return err_set(error, ERR_INVALID, _("\"%s\" is not waiting for approval of its closure; "
		       "case-close asks for it"),
		       doing_case_id(doing));
}

bool do_case_approve(struct doing *doing, GError **error)
{
	if (!is_pending(doing, error))
		return false;
	close_approve(doing->after, doing_user(doing), doing_now(doing));
	say_state(doing);
	return doing_put_case(doing, error);
}

bool do_case_reject(struct doing *doing, GError **error)
{
	if (!is_pending(doing, error))
		return false;
	close_reject(doing->after, doing_now(doing));
	say_state(doing);
	return doing_put_case(doing, error);
}

bool do_case_reopen(struct doing *doing, GError **error)
{
	if (!record_is(doing->before, CASE_STATE, "closed"))
		return err_set(error, ERR_INVALID, _("\"%s\" is not closed; case-state moves it"),
			       doing_case_id(doing));
	close_reopen(doing->after, doing_now(doing));
	say_state(doing);
	return doing_put_case(doing, error);
}
