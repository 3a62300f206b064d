/* Changing one's own password. */
#include "src/app/password.h"
#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/frame.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"
#include "ui/screens/login.h"

static void password_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	g_autofree char *least = session_setting(ui->session, "password_min");
	g_autofree char *rules = g_strdup_printf(
		_("At least %s characters; several words that do not belong together are best. Not your "
		  "name, and nothing that is quickly guessed. It need not be changed again until "
		  "somebody may have learned it."), least ? least : "16");

	(void)screen;
	draw_text(canvas, 1, 2, -1, PAINT_TITLE, _("Choose your password"));
	if (session_must_change(ui->session))
		draw_text(canvas, 3, 2, -1, PAINT_NEEDED,
			  _("You signed in with a one-time passphrase. Nothing else can be done yet."));
	draw_wrapped(canvas, 5, 2, canvas->rect.width - 4, 5, PAINT_TEXT, rules);
	draw_text(canvas, 10, 2, -1, PAINT_TEXT,
		  _("Enter begins: you are asked for the present one, then twice for the new one."));
	draw_cursor(canvas, 10, 2);
}

static bool ask(struct ui *ui, struct passphrase *present, struct passphrase *wanted)
{
	CLEANUP(passphrase_free) struct passphrase *again = passphrase_new();

	if (!prompt_password(ui, _("Present password: "), present) ||
	    !prompt_password(ui, _("New password: "), wanted) ||
	    !prompt_password(ui, _("New password again: "), again))
		return false;
	if (wanted->len != again->len || !secret_equal(wanted->text, again->text, wanted->len)) {
		ui_warn(ui, "%s", _("the two new ones differ; nothing was changed"));
		return false;
	}
	return true;
}

static void change(struct ui *ui, void *self, const char *arguments)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new();
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new();
	struct screen *screen = self;
	g_autoptr(GError) error = NULL;

	(void)arguments;
	if (!ask(ui, present, wanted))
		return;
	ui_say(ui, "%s", _("checking …"));
	frame_draw(ui);
	if (!password_change(ui->session, present, wanted, &error)) {
		ui_say_error(ui, &error);
		return;
	}
	ui_say(ui, "%s", _("your password is changed"));
	if (screen->below)
		screen_close(ui, screen);
	else
		screen_replace(ui, login_first_screen(ui), NULL);
}

static const struct command password_commands[] = {
	{ "change-password", N_("change"), N_("Asks for the present password and the new one."), change,
	  NULL },
	{ NULL },
};

static const struct hint password_hints[] = {
	{ "change-password", N_("begin") },
	{ "back", N_("back") },
	{ "quit", N_("leave") },
	{ NULL },
};

const struct screen_class password_screen = {
	.name = "password",
	.label = N_("Password"),
	.help = N_("Changes your own password."),
	.commands = password_commands,
	.hints = password_hints,
	.draw = password_draw,
};
