/* What new cases may begin with. */
#include "src/base/i18n.h"
#include "src/rules/template.h"
#include "ui/command.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"

static const struct browse_tab lists[] = {
	{ N_("Templates"), NULL, "templates", N_("There is no template."), NULL, 8, NULL },
	{ NULL },
};

static void begin(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	g_autofree char *text = g_strdup_printf("quick %s", record_text(browse_current(screen->state), TEMPLATE_NAME));

	(void)arguments;
	command_run(ui, text);
}

static bool can_begin(struct ui *ui, void *self)
{
	const struct screen *screen = self;

	return browse_current(screen->state) && command_offered(ui, "quick");
}

static const struct command templates_commands[] = {
	{ "open", N_("new case"), N_("Makes a case that begins so."), begin, can_begin },
	{ NULL },
};

static const struct hint templates_hints[] = {
	{ "open", N_("new case") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class templates_screen = {
	.name = "templates",
	.label = N_("Templates"),
	.help = N_("What a new case may begin with: for each type one is shipped, and a lead saves others from a "
		   "case by :template-save. Enter makes a case of one."),
	.sections = "list",
	.commands = templates_commands,
	.hints = templates_hints,
	.query = "templates",
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
