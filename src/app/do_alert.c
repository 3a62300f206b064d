/* Alerts: made a case, added to one, or dismissed with a reason. */
#include "src/app/alert_case.h"
#include "src/app/do.h"
#include "src/app/do_case.h"
#include "src/app/doing.h"
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "src/rules/case.h"

/* dismissed_too: a dismissal may turn out to have been a mistake. */
static bool load_alert(struct doing *doing, bool dismissed_too, struct record **alert, GError **error)
{
	CLEANUP(record_free) struct record *seen = look_alert(doing->session, doing->request->target, error);

	if (!seen || !tx_load_pk(doing->tx, &alert_object, seen->pk, alert, error))
		return false;
	if (record_is(*alert, ALERT_STATE, "new") ||
	    (dismissed_too && record_is(*alert, ALERT_STATE, "dismissed")))
		return true;
	return err_set(error, ERR_INVALID, _("alert %s is %s already; somebody worked it: look "
		       "again"), doing->request->target,
		       record_text(*alert, ALERT_STATE));
}

static bool attach(struct doing *doing, struct record *alert, const char *text, GError **error)
{
	if (!doing_load_case(doing, text, error) || !doing_permit(doing, PERM_CASE_EDIT, error))
		return false;
	if (!record_int(doing->before, CASE_OPEN))
		return err_set(error, ERR_INVALID, _("case: \"%s\" is closed: reopen it first"), doing_case_id(doing));
	record_set(alert, ALERT_CASE, doing_case_id(doing));
	record_set(alert, ALERT_STATE, "promoted");
	if (record_is(alert, ALERT_CUI, "1") && record_is(doing->before, CASE_CUI_INVOLVEMENT, "not_assessed"))
		record_set(doing->after, CASE_CUI_INVOLVEMENT, "touched");
	if (!record_has(doing->before, CASE_T_DISCOVERED))
		record_set_int(doing->after, CASE_T_DISCOVERED, doing_now(doing));
	return doing_put_case(doing, error);
}

bool do_alert_promote(struct doing *doing, GError **error)
{
	const char *text = doing_argument(doing, "case");
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;
	g_autofree char *id = NULL;

	if (!load_alert(doing, true, &before, error))
		return false;
	after = record_copy(before);
	record_set(after, ALERT_DISMISSED_REASON, NULL);
	if (text ? !attach(doing, after, text, error) :
	    !alert_case_make(doing->session, doing->tx, after, NULL, NULL, true, &id, error))
		return false;
	doing->outcome->said = g_strdup(record_get(after, ALERT_CASE));
	return tx_update(doing->tx, before, after, error);
}

bool do_alert_dismiss(struct doing *doing, GError **error)
{
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!load_alert(doing, false, &before, error))
		return false;
	after = record_copy(before);
	record_set(after, ALERT_STATE, "dismissed");
	record_set(after, ALERT_DISMISSED_REASON, doing_argument(doing, "reason"));
	doing->outcome->said = g_strdup(doing->request->target);
	return tx_update(doing->tx, before, after, error);
}
