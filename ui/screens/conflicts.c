/* Roles that one person should not hold together: who does or did, why, and who accepted it. */
#include "src/base/i18n.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"

static const struct browse_tab lists[] = {
	{ N_("Conflicts"), NULL, "conflicts", N_("Nobody holds, or held, two roles that should be apart."), NULL, 9,
	  NULL },
	{ NULL },
};

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
	.title = N_("Conflicts of roles (SP 800-171 3.1.4)"),
	.help = N_("Roles that one person should not hold together: held now, or accepted once. Says why "
		   "they should be apart, why it was accepted, by whom and when, and whether nobody else agreed."),
	.sections = "list",
	.hints = conflicts_hints,
	.query = "conflicts",
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
