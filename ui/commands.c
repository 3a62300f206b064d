#include "ui/commands.h"

#include "src/app/session_lock.h"
#include "src/base/i18n.h"
#include "ui/palette.h"
#include "ui/prefer.h"

static void back(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	screen_back(ui);
}

static void quit(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	screen_leave(ui);
}

static void command_line(struct ui *ui, void *self, const char *arguments)
{
	(void)self;
	palette_open(ui, arguments);
}

static bool signed_in(struct ui *ui, void *self)
{
	(void)self;
	return ui->session != NULL;
}

static void set(struct ui *ui, void *self, const char *arguments)
{
	(void)self;
	prefer_set(ui, arguments);
}

static void redraw(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	term_redraw(ui->term);
}

static void reload(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	screen_look_again(ui);
	ui_say(ui, _("looked again"));
}

static void suspend(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	if (ui->session && session_suspend_locks(ui->session))
		ui->locking = true;
	else if (ui->host->only)
		ui_say(ui, _("there is no shell to go back to; Q leaves the program"));
	else
		term_suspend(ui->term);
}

static void lock(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	ui->locking = true;
}

static void interrupt(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	ui_say(ui, _("Q leaves the program, q goes one step back"));
}

static void made(struct ui *ui, void *self, const char *arguments)
{
	(void)self, (void)arguments;
	screen_open(ui, "case", ui->made);
}

static bool any_made(struct ui *ui, void *self)
{
	(void)self;
	return ui->session && ui->made;
}

const struct command ui_commands[] = {
	{ "back", N_("back"), N_("One step back; asks when something typed would be lost."), back },
	{ "quit", N_("leave"), N_("Leaves the program; asks when something typed would be lost."), quit },
	{ "q", N_("leave"), N_("The same as quit."), quit },
	{ "command-line", N_("command"), N_("Asks for any command by name; Tab completes."), command_line, signed_in },
	{ "set", N_("set"), N_("Sets a preference of yours, as in :set keys mc; alone, shows all of them."), set,
	  signed_in, prefer_complete },
	{ "reload", N_("look again"), N_("Reads what is shown from the store again."), reload, signed_in },
	{ "lock", N_("lock"), N_("Hides everything until the password is given; what is typed is kept."), lock,
	  signed_in },
	{ "made", N_("made"), N_("Opens the case that :quick made last, or that took in alerts."), made, any_made },
	{ "redraw", N_("redraw"), N_("Paints the screen anew."), redraw },
	{ "suspend", N_("suspend"),
	  N_("Back to the shell, and fg continues; or locks, as the setting \"suspend\" says."), suspend },
	{ "interrupt", N_("how to leave"), N_("Tells how to leave."), interrupt },
	{ NULL }
};
