/* How the program is for the person who looks. */
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/preference.h"
#include "src/rules/preferences.h"
#include "ui/prefer.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"

#define PREVIEW_ROWS 10

static void preview(struct ui *ui, struct pager *pager, const struct record *record)
{
	const struct setting_row *row = preference_find(record_text(record, PREFERENCE_NAME));

	(void)ui;
	pager_add(pager, PAINT_TITLE, 1, row ? _(row->field.label) : record_text(record, PREFERENCE_NAME));
	if (!row)
		return;
	pager_add(pager, PAINT_TEXT, 1, _(row->field.help));
	for (const struct choice *choice = row->field.choices; choice && choice->name; choice++)
		pager_add_pair(pager, 14, choice->name, PAINT_DIM, _(choice->label));
}

static const struct browse_tab lists[] = {
	{ N_("Preferences"), NULL, "preferences", N_("There is no preference."), preview, PREVIEW_ROWS, NULL },
	{ NULL },
};

static void preferences_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	(void)screen;
	draw_format(canvas, 0, 1, -1, PAINT_TITLE, _("Preferences of %s"), session_user(ui->session));
}

/* "mc  function keys as Midnight Commander": one of the choices. NULL: none was taken. */
static char *choose(struct ui *ui, const struct field *field, const char *now)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
	int chosen = -1, taken;

	for (const struct choice *choice = field->choices; choice->name; choice++) {
		if (g_str_equal(choice->name, now))
			chosen = (int)labels->len;
		g_ptr_array_add(labels, g_strdup_printf("%-10s  %s", choice->name, _(choice->label)));
	}
	g_ptr_array_add(labels, NULL);
	taken = prompt_choice(ui, _(field->label), (const char *const *)labels->pdata, chosen);
	return taken < 0 ? NULL : g_strdup(field->choices[taken].name);
}

static void change(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;
	const struct record *record = browse_current(screen->state);
	const struct setting_row *row = preference_find(record_text(record, PREFERENCE_NAME));
	g_autofree char *value = NULL, *text = NULL;

	(void)arguments;
	value = choose(ui, &row->field, record_text(record, PREFERENCE_VALUE));
	if (!value)
		return;
	text = g_strdup_printf("%s %s", row->field.name, value);
	prefer_set(ui, text);
}

static bool has_row(struct ui *ui, void *self)
{
	const struct screen *screen = self;

	(void)ui;
	return browse_current(screen->state) != NULL;
}

static const struct command preferences_commands[] = {
	{ "change", N_("change"), N_("Chooses another value for the preference under the cursor."), change, has_row },
	{ NULL },
};

static const struct hint preferences_hints[] = {
	{ "change", N_("change") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class preferences_screen = {
	.name = "preferences",
	.label = N_("Preferences"),
	.help = N_("How the program is for you, on every terminal: keys, times, what moves. Nobody else's screens "
		   "change by it."),
	.sections = "settings list",
	.commands = preferences_commands,
	.hints = preferences_hints,
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.head = preferences_head,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
