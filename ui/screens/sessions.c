/* Who sits at the screens: one's own sessions, or everybody's. */
#include "src/base/i18n.h"
#include "ui/screens/all.h"
#include "ui/screens/browse.h"

static const struct browse_tab lists[] = {
	{ N_("Sessions"), NULL, "sessions", N_("Nobody sat at the screens yet."), NULL, 8, NULL },
	{ NULL },
};

static void sessions_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	bool all = permit_anywhere(session_person(ui->session), PERM_SESSIONS_SEE) != LEVEL_NO;

	(void)screen;
	draw_text(canvas, 0, 1, -1, PAINT_TITLE, all ? _("Sessions") : _("Your sessions"));
}

static const struct hint sessions_hints[] = {
	{ "session-end", N_("end it") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class sessions_screen = {
	.name = "sessions",
	.label = N_("Sessions"),
	.help = N_("Who sits or sat at the screens, from where and since when. A session that is ended here "
		   "leaves its terminal within seconds."),
	.sections = "sessions list",
	.hints = sessions_hints,
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.head = sessions_head,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
	.subject = browse_on_subject,
	.subjects = browse_on_subjects,
};
