/* Alerts that a new case begins with. */
#include "ui/screens/case_new.h"

#include <string.h>

#include "src/app/act.h"
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "src/rules/object.h"
#include "src/rules/severity.h"

static bool can_go_in(struct ui *ui, const struct record *record)
{
	return record && record->object == &alert_object && !record_is(record, ALERT_STATE, "promoted") &&
	       action_offered(ui->session, action_find("alert-promote"), record);
}

static void add(struct ui *ui, GPtrArray *alerts, const struct record *record)
{
	g_autofree char *key = record ? record_key(record) : NULL;
	/* a list reads of its rows only what it shows */
	CLEANUP(record_free) struct record *whole = key ? look_alert(ui->session, key, NULL) : NULL;

	if (can_go_in(ui, whole))
		g_ptr_array_add(alerts, g_steal_pointer(&whole));
}

static void add_named(struct ui *ui, GPtrArray *alerts, const char *words)
{
	g_auto(GStrv) list = g_strsplit(words, " ", -1);

	for (char **word = list; *word; word++) {
		CLEANUP(record_free) struct record *alert = NULL;

		if (g_str_has_prefix(*word, "alert="))
			alert = look_alert(ui->session, *word + strlen("alert="), NULL);
		if (can_go_in(ui, alert))
			g_ptr_array_add(alerts, g_steal_pointer(&alert));
	}
}

static void add_shown(struct ui *ui, GPtrArray *alerts)
{
	struct screen *screen = ui->top;
	g_autoptr(GPtrArray) marked = screen->class->subjects ? screen->class->subjects(ui, screen) : NULL;
	const struct record *subject = screen_subject(ui);

	if (!subject || subject->object != &alert_object)
		return;
	for (guint i = 0; marked && i < marked->len; i++)
		add(ui, alerts, marked->pdata[i]);
	if (!marked)
		add(ui, alerts, subject);
}

GPtrArray *making_alerts(struct ui *ui, const char *words)
{
	g_autoptr(GPtrArray) alerts = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	add_named(ui, alerts, words);
	if (!alerts->len && ui->top && !ui->resuming)
		add_shown(ui, alerts);
	return alerts->len ? g_steal_pointer(&alerts) : NULL;
}

static const struct record *earliest(const GPtrArray *alerts)
{
	const struct record *first = alerts->pdata[0];

	for (guint i = 1; i < alerts->len; i++)
		if (record_int(alerts->pdata[i], ALERT_FIRST_SEEN) < record_int(first, ALERT_FIRST_SEEN))
			first = alerts->pdata[i];
	return first;
}

/* The worst of what their sources say; SEV3 as for any alert that does not. */
static const char *severity_of(const GPtrArray *alerts)
{
	const char *worst = NULL;

	for (guint i = 0; i < alerts->len; i++) {
		const char *one = severity_from_alert(record_text(alerts->pdata[i], ALERT_SEVERITY));

		if (one && (!worst || severity_rank(one) < severity_rank(worst)))
			worst = one;
	}
	return worst ? worst : "SEV3";
}

void making_take_in(struct ui *ui, struct making *making)
{
	const struct record *first;

	if (!making->alerts)
		return;
	first = earliest(making->alerts);
	form_put(making->form, ui, "title", record_get(first, ALERT_TITLE));
	form_put(making->form, ui, "summary", record_get(first, ALERT_TITLE));
	form_put(making->form, ui, "severity", severity_of(making->alerts));
	form_put(making->form, ui, "detection_source", "siem_rule");
	form_put(making->form, ui, "t_detected", record_get(first, ALERT_FIRST_SEEN));
}

static void attach(struct ui *ui, const struct record *alert, const char *id)
{
	g_autofree char *key = record_key(alert);
	g_autoptr(GError) error = NULL;
	struct outcome outcome = { 0 };
	struct request request;
	bool done;

	request_init(&request, "alert-promote", key);
	request_set(&request, "case", id);
	done = act(ui->session, &request, &outcome, &error);
	request_clear(&request);
	outcome_clear(&outcome);
	if (!done)
		ui_warn(ui, _("alert %s stays outside: %s"), key, error->message);

}

void making_attach(struct ui *ui, struct making *making, const char *id)
{
	for (guint i = 0; making->alerts && i < making->alerts->len; i++)
		attach(ui, making->alerts->pdata[i], id);
}
