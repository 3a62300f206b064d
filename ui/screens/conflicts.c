/* Roles that one person should not hold together: who does or did, why, and who accepted it. */
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"

static const struct browse_tab tabs[] = {
	{ N_("Conflicts"), NULL, "conflicts", N_("Nobody holds, or held, two roles that should be apart."), NULL, 9,
	  NULL },
};

static bool conflicts_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	(void)error;
	return browse_on_open(ui, screen, tabs, G_N_ELEMENTS(tabs), argument);
}

static void conflicts_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	(void)ui;
	(void)screen;
	draw_text(canvas, 0, 1, -1, PAINT_TITLE, _("Conflicts of roles (SP 800-171 3.1.4)"));
}

static bool may_see(struct ui *ui)
{
	const struct look ask = { .query = "conflicts" };

	return look_offered(ui->session, &ask);
}

static const struct hint conflicts_hints[] = {
	{ "open", N_("whole") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "filter-clear", N_("all") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class conflicts_screen = {
	.name = "conflicts",
	.label = N_("Conflicts"),
	.help = N_("Roles that one person should not hold together: held now, or accepted once. Says why "
		   "they should be apart, why it was accepted, by whom and when, and whether nobody else agreed."),
	.sections = "list",
	.hints = conflicts_hints,
	.offered = may_see,
	.open = conflicts_open,
	.close = browse_on_close,
	.head = conflicts_head,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
