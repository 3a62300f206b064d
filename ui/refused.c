#include "ui/refused.h"

#include "src/base/i18n.h"
#include "ui/pager.h"

static const struct hint refused_hints[] = {
	{ "back", N_("back") },
	{ "move-down", N_("down") },
	{ "page-down", N_("page") },
	{ "search", N_("find") },
	{ "help", N_("help") },
	{ NULL },
};

static const struct screen_class refused_class = {
	.name = "refused",
	.label = N_("Refused"),
	.title = N_("Refused"),
	.help = N_("What was refused of an action on several things, and why. Marks stay on these."),
	.sections = "pager",
	.hints = refused_hints,
	.draw = pager_on_draw,
	.close = pager_on_close,
};

void refused_open(struct ui *ui, unsigned done, const GPtrArray *lines)
{
	struct pager *pager = pager_new();
	g_autofree char *sum = g_strdup_printf(_("%u done, %u refused; these keep their marks:"), done, lines->len);

	pager_add(pager, PAINT_TITLE, 1, sum);
	pager_add(pager, PAINT_TEXT, 0, "");
	for (guint i = 0; i < lines->len; i++)
		pager_add(pager, PAINT_TEXT, 1, lines->pdata[i]);
	screen_part(screen_push(ui, &refused_class, pager), pager_commands, pager);
}
