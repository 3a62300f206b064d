/* Changing one's own password. */
#include <string.h>

#include "src/app/password.h"
#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/frame.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"
#include "ui/screens/login.h"

#define LARGE_HEIGHT 18		/* of the body: below, lines stand close */
#define LARGE_WIDTH 70

struct chosen { char *proposal, *problem; };	/* problem: of the new one, as typed last */

static void proposal_clear(struct chosen *chosen)
{
	g_clear_pointer(&chosen->proposal, secret_text_free);
}

static bool password_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	(void)ui;
	(void)argument;
	(void)error;
	screen->state = g_new0(struct chosen, 1);
	return true;
}

static void password_close(struct ui *ui, struct screen *screen)
{
	struct chosen *chosen = screen->state;

	(void)ui;
	proposal_clear(chosen);
	g_free(chosen->problem);
	g_free(chosen);
}

/* Returns the row below. */
static int tell(struct canvas *canvas, int y, enum paint paint, const char *text)
{
	return y + draw_wrapped(canvas, y, 2, canvas->rect.width - 4, canvas->rect.height - y, paint, text);
}

static const char *told_of_proposal(void)
{
	return _("A password made for you: write it down before you type it. Dashes and small letters belong to it. "
		 "It is shown until you leave this screen.");
}

static char *rules_of(struct ui *ui)
{
	g_autofree char *least = session_setting(ui->session, "password_min");

	return g_strdup_printf(_("At least %s characters; several words that do not belong together are best. "
				 "Not your name, nothing that is quickly guessed, none that you had before. It "
				 "need not be changed again until somebody may have learned it."),
			       least ? least : "16");
}

static const char *told_of_need(void)
{
	return _("Nothing else can be done before you have a new password.");
}

/* What matters most now comes first. */
static void draw_small(struct ui *ui, const struct chosen *chosen, struct canvas *canvas)
{
	g_autofree char *rules = rules_of(ui);
	int y = tell(canvas, 0, PAINT_TITLE, _("Choose your password"));

	draw_cursor(canvas, 0, 2);
	if (chosen->problem)
		y = tell(canvas, y, PAINT_ERROR, chosen->problem);
	if (chosen->proposal) {
		y = tell(canvas, y, PAINT_TITLE, chosen->proposal);
		y = tell(canvas, y, PAINT_TEXT, told_of_proposal());
	}
	if (session_must_change(ui->session))
		y = tell(canvas, y, PAINT_NEEDED, told_of_need());
	tell(canvas, y, PAINT_TEXT, rules);
}

static void draw_large(struct ui *ui, const struct chosen *chosen, struct canvas *canvas)
{
	g_autofree char *rules = rules_of(ui);
	int y;

	draw_text(canvas, 1, 2, -1, PAINT_TITLE, _("Choose your password"));
	if (session_must_change(ui->session))
		draw_text(canvas, 3, 2, -1, PAINT_NEEDED, told_of_need());
	y = tell(canvas, 5, PAINT_TEXT, rules) + 1;
	y = tell(canvas, y, PAINT_TEXT, _("p proposes one that nobody can guess."));
	draw_cursor(canvas, y, 2);
	y = tell(canvas, y, PAINT_TEXT,
		 _("Enter begins: you are asked for the present one, then twice for the new one."));
	if (chosen->problem)
		y = tell(canvas, y + 1, PAINT_ERROR, chosen->problem);
	if (chosen->proposal) {
		draw_text(canvas, y + 1, 2, -1, PAINT_TITLE, chosen->proposal);
		tell(canvas, y + 3, PAINT_TEXT, told_of_proposal());
	}
}

static void password_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	bool large = canvas->rect.height >= LARGE_HEIGHT && canvas->rect.width >= LARGE_WIDTH;

	(large ? draw_large : draw_small)(ui, screen->state, canvas);
}

static void propose(struct ui *ui, void *self, const char *arguments)
{
	g_autofree char *least = session_setting(ui->session, "password_min");
	struct screen *screen = self;
	struct chosen *chosen = screen->state;

	(void)arguments;
	proposal_clear(chosen);
	chosen->proposal = password_propose((unsigned)g_ascii_strtoull(least, NULL, 10));
	ui_redraw(ui);
}

/* What is wrong with it is told at once, not after it was typed again. */
static bool ask_new(struct ui *ui, struct chosen *chosen, struct passphrase *wanted)
{
	g_autofree char *least = session_setting(ui->session, "password_min");
	g_autofree char *label = g_strdup_printf(_("New password, at least %s characters: "), least ? least : "16");

	do {
		if (!prompt_password(ui, label, wanted))
			return false;
		g_free(chosen->problem);
		chosen->problem = password_own_problem(ui->session, wanted);
		ui_redraw(ui);
	} while (chosen->problem);
	return true;
}

static bool ask(struct ui *ui, struct chosen *chosen, struct passphrase *present, struct passphrase *wanted)
{
	CLEANUP(passphrase_free) struct passphrase *again = passphrase_new();
	bool answered = prompt_password(ui, _("Present password: "), present) && ask_new(ui, chosen, wanted) &&
			prompt_password(ui, _("New password again: "), again);

	g_clear_pointer(&chosen->problem, g_free);
	ui_redraw(ui);
	if (answered &&
	    (wanted->len != again->len || !secret_equal(wanted->text, again->text, wanted->len))) {
		ui_warn(ui, "%s", _("the two new ones differ; nothing was changed"));
		return false;
	}
	return answered;
}

static void change(struct ui *ui, void *self, const char *arguments)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new();
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new();
	struct screen *screen = self;
	g_autoptr(GError) error = NULL;

	(void)arguments;
	if (!ask(ui, screen->state, present, wanted))
		return;
	frame_say(ui, _("checking …"));
	if (!password_change(ui->session, present, wanted, &error)) {
		ui_say_error(ui, &error);
		return;
	}
	ui_say(ui, "%s", _("your password is changed"));
	if (screen->below)
		screen_close(ui, screen);
	else
		login_begin(ui);
}

static const struct command password_commands[] = {
	{ "change-password", N_("change"), N_("Asks for the present password and the new one."), change,
	  NULL },
	{ "propose-password", N_("propose"), N_("Shows a password that the program made."), propose, NULL },
	{ NULL },
};

static const struct hint password_hints[] = {
	{ "change-password", N_("begin") },
	{ "propose-password", N_("propose one") },
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
	.open = password_open,
	.close = password_close,
	.draw = password_draw,
};
