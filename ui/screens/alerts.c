/* Alerts that were taken in: to a case, or away. */
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"
#include "ui/screens/detail.h"

static const struct browse_tab lists[] = {
	{ N_("Alerts"), NULL, "alerts",
	  N_("No alert was taken in yet: `blotter ingest FILE` takes them from the command line."),
	  detail_fields, 0, .other = detail_raw },
	{ NULL },
};

/* What is worked already is a filter away. */
static bool alerts_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	return browse_on_open(ui, screen, *argument ? argument : "state=new", error);
}

static void open_case(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;

	(void)arguments;
	screen_open(ui, "case", record_text(browse_current(screen->state), ALERT_CASE));
}

static bool has_case(struct ui *ui, void *self)
{
	const struct screen *screen = self;
	const struct record *alert = browse_current(screen->state);

	(void)ui;
	return alert && record_has(alert, ALERT_CASE);
}

static const struct command alerts_commands[] = {
	{ "open-case", N_("case"), N_("Opens the case the alert belongs to."), open_case, has_case },
	{ NULL },
};

static const struct hint alerts_hints[] = {
	{ "alert-promote", N_("promote") },
	{ "alert-dismiss", N_("dismiss") },
	{ "preview", N_("raw") },
	{ "open", N_("whole") },
	{ "open-case", N_("its case") },
	{ "mark", N_("mark") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "filter-clear", N_("all") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class alerts_screen = {
	.name = "alerts",
	.label = N_("Alerts"),
	.title = N_("Alerts"),
	.help = N_("What tools sent. Promote makes a case of an alert or adds it to one; dismiss puts it "
		   "away with a reason. New ones are shown first: F shows all."),
	.sections = "alerts list",
	.commands = alerts_commands,
	.hints = alerts_hints,
	.query = "alerts",
	.lists = lists,
	.open = alerts_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
	.subject = browse_on_subject,
	.subjects = browse_on_subjects,
};
