/* Reports to the DoD: when due, when filed, in time or late. */
#include "src/base/i18n.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"

static const struct browse_tab lists[] = {
	{ N_("DoD reports"), NULL, "reports", N_("No case that you may see has a report to the DoD."), NULL, 0, NULL },
	{ NULL },
};

static void open_case(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;

	(void)arguments;
	screen_open(ui, "case", record_by_name(browse_current(screen->state), "case"));
}

static bool on_case(struct ui *ui, void *self)
{
	const struct screen *screen = self;

	(void)ui;
	return browse_current(screen->state) != NULL;
}

static const struct command reports_commands[] = {
	{ "open", N_("open"), N_("Opens the case under the cursor."), open_case, on_case },
	{ NULL },
};

static const struct hint reports_hints[] = {
	{ "open", N_("open") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "filter-clear", N_("all") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class reports_screen = {
	.name = "reports",
	.label = N_("DoD reports"),
	.title = N_("Reports to the DoD (DFARS 252.204-7012(c))"),
	.help = N_("Cases whose report to the DoD is due within 72 hours of the discovery, or was filed: by when, "
		   "when it was, and whether in time. Filter: result:late."),
	.sections = "list",
	.commands = reports_commands,
	.hints = reports_hints,
	.query = "reports",
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
