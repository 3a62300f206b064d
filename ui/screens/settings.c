/* Settings of the store. */
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/setting.h"
#include "src/rules/settings.h"
#include "ui/dialog.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"
#include "ui/task.h"

#define PREVIEW_ROWS 5

static void preview(struct ui *ui, struct pager *pager, const struct record *record)
{
	const struct setting_row *row = setting_find(record_text(record, SETTING_NAME));
	g_autofree char *initial = NULL;

	(void)ui;
	pager_add(pager, PAINT_TITLE, 1, row ? _(row->field.label) : record_text(record, SETTING_NAME));
	pager_add(pager, PAINT_TEXT, 1, record_text(record, SETTING_VALUE));
	if (!row)
		return;
	pager_add(pager, PAINT_DIM, 1, row->field.help ? _(row->field.help) : "");
	initial = g_strdup_printf(_("Default: %s"), row->field.initial ? row->field.initial : _("none"));
	pager_add(pager, PAINT_DIM, 1, initial);
}

static const struct browse_tab lists[] = {
	{ N_("Settings"), NULL, "settings", N_("There is no setting."), preview, PREVIEW_ROWS, NULL },
	{ NULL },
};

/* The value that holds stands in the dialog, to be changed. */
static void change(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct record *row = browse_current(screen->state);
	struct task *task = task_new(action_find("setting-set"));

	(void)arguments;
	sets_add(task->given, "name", SET_TO, record_text(row, SETTING_NAME));
	sets_add(task->given, "value", SET_TO, record_text(row, SETTING_VALUE));
	g_ptr_array_add(task->targets, NULL);
	dialog_open(ui, task);
}

static bool may_change(struct ui *ui, void *self)
{
	const struct screen *screen = self;

	return browse_current(screen->state) &&
	       action_offered(ui->session, action_find("setting-set"), NULL);
}

static const struct command settings_commands[] = {
	{ "change", N_("change"), N_("Changes the setting under the cursor."), change, may_change },
	{ NULL },
};

static const struct hint settings_hints[] = {
	{ "change", N_("change") },
	{ "search", N_("find") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class settings_screen = {
	.name = "settings",
	.label = N_("Settings"),
	.title = N_("Settings of this store"),
	.help = N_("Every setting of the store and the value that holds."),
	.sections = "settings list",
	.commands = settings_commands,
	.hints = settings_hints,
	.query = "settings",
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
