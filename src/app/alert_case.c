#include "src/app/alert_case.h"

#include "src/app/do_case.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "src/rules/case_fields.h"
#include "src/rules/severity.h"

/* Case fields that are taken over as they stand. */
static const struct { size_t from, to; } copied[] = {
	{ ALERT_TITLE, CASE_TITLE },
	{ ALERT_KEY, CASE_CORRELATION_ID },
	{ ALERT_LINK, CASE_RAW_EVENT_REF },
	{ ALERT_RAW_SHA256, CASE_RAW_EVENT_SHA256 },
	{ ALERT_SEVERITY, CASE_INGEST_SEVERITY },
	{ ALERT_TECHNIQUES, CASE_ATTCK_TECHNIQUES },
	{ ALERT_ASSET, CASE_AFFECTED_ASSETS },
	{ ALERT_ACCOUNT, CASE_AFFECTED_ACCOUNTS },
};

static void fill(struct record *record, const struct record *alert, const char *summary)
{
	const char *severity = severity_from_alert(record_text(alert, ALERT_SEVERITY));

	for (size_t i = 0; i < G_N_ELEMENTS(copied); i++)
		if (record_has(alert, copied[i].from))
			record_set(record, copied[i].to, record_get(alert, copied[i].from));
	record_set(record, CASE_SUMMARY, summary ? summary : record_get(alert, ALERT_TITLE));
	record_set(record, CASE_SOURCE_REF, record_get(alert, ALERT_SOURCE));
	record_set(record, CASE_DETECTION_SOURCE, "siem_rule");
	record_set(record, CASE_DETECTION_METHOD, "automated");
	record_set(record, CASE_SEVERITY, severity ? severity : "SEV3");
	record_set(record, CASE_T_DETECTED, record_get(alert, ALERT_FIRST_SEEN));
	if (record_is(alert, ALERT_CUI, "1"))
		record_set(record, CASE_CUI_INVOLVEMENT, "touched");
}

bool alert_case_make(struct session *session, struct tx *tx, struct record *alert, const char *summary,
		     const char *group, bool discovered, char **id, GError **error)
{
	CLEANUP(record_free) struct record *record = record_new(&case_object);
	g_autofree char *intake = session_setting(session, "intake_group");

	fill(record, alert, summary);
	record_set(record, CASE_GROUP, group ? group : intake);
	if (!record_has(record, CASE_GROUP))
		return err_set(error, ERR_INVALID, _("no group takes in alerts: set intake_group (setting-set)"));
	if (discovered)
		record_set_int(record, CASE_T_DISCOVERED, tx_time(tx));
	if (!case_found(session, tx, record, discovered ? "promote" : "ingest", error))
		return false;
	record_set(alert, ALERT_CASE, record_get(record, CASE_ID));
	record_set(alert, ALERT_STATE, "promoted");
	*id = g_strdup(record_get(record, CASE_ID));
	return true;
}
