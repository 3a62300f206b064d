/* Asking for closure, the second person's answer, and reopening (compliance.md 5.2). */
#include "src/app/do.h"

#include <string.h>

#include "src/app/doing.h"
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/close.h"

#define NAMES_TOLD 3

char *foretell_close(struct session *session, const struct record *record)
{
	(void)session;
	if (record && !close_needs_second(record, record_text(record, CASE_DISPOSITION)))
		return g_strdup(_("As its owner you close it at once; the log marks it as closed by one "
				  "person. All clocks stop."));
	return g_strdup(_("It waits, close pending, until a lead or approver, who is neither its owner "
			  "nor you, approves. The owner stays accountable until then."));
}

/* "Severity basis, Type, Attack vector …" Caller frees. */
static char *few_names(const struct problems *problems)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; i < MIN(problems->list->len, NAMES_TOLD); i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", problem_label(problems->list->pdata[i]));
	g_string_append(names, problems->list->len > NAMES_TOLD ? " …" : "");
	return g_string_free(g_steal_pointer(&names), FALSE);
}

/* What is agreed to: a list may know less of the case than there is. */
char *foretell_answer(struct session *session, const struct record *record)
{
	const struct look ask = { .query = "cases", .pk = record ? record->pk : 0 };
	g_autoptr(GPtrArray) rows = record ? look(session, &ask, NULL) : NULL;
	CLEANUP(problems_free) struct problems *empty = problems_new();
	g_autofree char *asked = NULL, *names = NULL;
	guint count;

	if (!rows || !rows->len)
		return NULL;
	asked = close_asked(rows->pdata[0]);
	close_left_empty(rows->pdata[0], empty);
	count = empty->list->len;
	if (!count)
		return g_strdup_printf(_("%s\nEverything that a closure wants is filled in."), asked);
	names = few_names(empty);
	return g_strdup_printf(ngettext("%s\nThis way of closing does without %u field that a full one wants: %s.",
					"%s\nThis way of closing does without %u fields that a full one wants: %s.",
					count), asked, count, names);
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

/* What the second person says is read where the work is read: among the notes. */
static bool put_answer(struct doing *doing, const char *text, GError **error)
{
	CLEANUP(record_free) struct record *note = doing_note(doing, text);

	return tx_insert(doing->tx, note, error);
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
	const char *remark = doing_argument(doing, "reason");
	g_autofree char *note = remark ? g_strdup_printf(_("Closure approved: %s"), remark) : NULL;

	if (!is_pending(doing, error) || (note && !put_answer(doing, note, error)))
		return false;
	close_approve(doing->after, doing_user(doing), doing_now(doing));
	say_state(doing);
	return doing_put_case(doing, error);
}

bool do_case_reject(struct doing *doing, GError **error)
{
	g_autofree char *disposition = field_show(&case_object.fields[CASE_DISPOSITION],
						  record_get(doing->before, CASE_DISPOSITION));
	g_autofree char *note = g_strdup_printf(_("Closure as %s, asked for by %s, rejected: %s"), disposition,
						record_text(doing->before, CASE_CLOSE_REQUESTED_BY),
						doing_argument(doing, "reason"));

	if (!is_pending(doing, error) || !put_answer(doing, note, error))
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
