/* The audit log, and its verification. */
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "ui/dialog_tell.h"
#include "ui/screens/all.h"
#include "ui/screens/audit_jump.h"
#include "ui/screens/browse.h"
#include "ui/screens/detail.h"

static const struct browse_tab lists[] = {
	{ N_("Audit"), NULL, "audit", N_("There is no entry that you may read."), detail_entry, 0, NULL },
	{ NULL },
};

static void verify(struct ui *ui, void *self, const char *arguments)
{
	struct audit_verdict_shown verdict;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;

	(void)self;
	(void)arguments;
	if (!look_verify(ui->session, &verdict, &error)) {
		ui_say_error(ui, &error);
		return;
	}
	text = verdict.why ?
		g_strdup_printf(_("Something is WRONG: %s\n\nLeave the store as it is, copy it, and tell "
				  "the auditor."), verdict.why) :
		g_strdup_printf(_("%lld entries and %lld rows agree with each other, with their "
				  "signatures and with the anchor.\n\nHead: entry %lld\n%s"),
				(long long)verdict.entries, (long long)verdict.rows,
				(long long)verdict.head_seq, verdict.head);
	dialog_tell(ui, _("Verification of the audit log"), text);
	g_free(verdict.why);
}

static bool may_verify(struct ui *ui, void *self)
{
	(void)self;
	return permit_anywhere(session_person(ui->session), PERM_AUDIT_VERIFY) != LEVEL_NO;
}

static void jump(struct ui *ui, void *self, const char *arguments)
{
	const struct screen *screen = self;

	(void)arguments;
	audit_jump(ui, browse_current(screen->state));
}

static bool can_jump(struct ui *ui, void *self)
{
	const struct screen *screen = self;

	(void)ui;
	return audit_can_jump(browse_current(screen->state));
}

static const struct command audit_commands[] = {
	{ "jump", N_("what it is about"), N_("Opens the case, alert, user, setting or template of the entry."), jump,
	  can_jump },
	{ "verify", N_("verify"), N_("Checks the whole log against itself, the rows and the anchor."), verify,
	  may_verify },
	{ NULL },
};

static const struct hint audit_hints[] = {
	{ "open", N_("whole entry") },
	{ "jump", N_("what it is about") },
	{ "verify", N_("verify") },
	{ "search", N_("find") },
	{ "filter", N_("filter") },
	{ "filter-clear", N_("all") },
	{ "back", N_("back") },
	{ "help", N_("help") },
	{ NULL },
};

const struct screen_class audit_screen = {
	.name = "audit",
	.label = N_("Audit"),
	.title = N_("Audit log, the newest first"),
	.help = N_("Who did what, when, to what, and why. Auditors read all of it, an account administrator "
		   "the entries of their own acts; a case has its trail on a tab for those who work it."),
	.sections = "audit list",
	.commands = audit_commands,
	.hints = audit_hints,
	.query = "audit",
	.lists = lists,
	.open = browse_on_open,
	.close = browse_on_close,
	.draw = browse_on_draw,
	.changed = browse_on_changed,
};
