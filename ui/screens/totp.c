/* Setting up a second factor: the drawing for the telephone, its first code, the recovery codes. */
#include <string.h>

#include "src/app/act.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "src/base/totp.h"
#include "ui/command.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"
#include "ui/screens/login.h"

struct setup {
	char *secret;		/* NULL: not begun */
	char **drawing;
	char *codes;		/* after the first code: lines */
};

static void forget(struct setup *setup)
{
	char *const texts[] = { setup->secret, setup->codes };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (texts[i])
			secret_wipe(texts[i], strlen(texts[i]));
		g_free(texts[i]);
	}
	g_strfreev(setup->drawing);
	*setup = (struct setup){ NULL };
}

static bool totp_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	(void)ui;
	(void)argument;
	(void)error;
	screen->state = g_new0(struct setup, 1);
	return true;
}

static void totp_close(struct ui *ui, struct screen *screen)
{
	(void)ui;
	forget(screen->state);
	g_free(screen->state);
}

/* --- how it looks --- */

static void draw_begin_text(const struct ui *ui, struct canvas *canvas)
{
	draw_text(canvas, 1, 2, -1, PAINT_TITLE, _("A second factor"));
	if (session_must_enroll(ui->session))
		draw_text(canvas, 3, 2, -1, PAINT_NEEDED,
			  _("A role of yours asks for one. Nothing else can be done before."));
	draw_wrapped(canvas, 5, 2, canvas->rect.width - 4, 8, PAINT_TEXT,
		     _("An authenticator on your telephone shows six digits that change every half minute. At "
		       "each sign-in you are asked for them after your password. That keeps a stranger who "
		       "learned your password out of the program; it does not protect the files themselves.\n\n"
		       "Enter begins: a drawing is shown for the telephone. What is set up already is taken "
		       "away with totp-remove."));
	draw_cursor(canvas, 5, 2);
}

static void draw_secret(const struct setup *setup, struct canvas *canvas)
{
	int y = 0, x = 2;

	if (setup->drawing && !canvas->surface->ascii && canvas->surface->utf8) {
		for (; setup->drawing[y]; y++)
			draw_text(canvas, y, 0, -1, PAINT_TEXT, setup->drawing[y]);
		x = (int)g_utf8_strlen(setup->drawing[0], -1) + 2;
	}
	draw_text(canvas, 1, x, -1, PAINT_TITLE, _("Let the authenticator read this"));
	draw_text(canvas, 3, x, -1, PAINT_TEXT, _("or type into it:"));
	for (size_t i = 0; i < strlen(setup->secret); i += 16) {
		CLEANUP(secret_text_free) char *part = g_strndup(setup->secret + i, 16);

		draw_text(canvas, 5 + (int)i / 16, x, -1, PAINT_TITLE, part);
	}
	draw_wrapped(canvas, 9, x, canvas->rect.width - x - 1, 5, PAINT_TEXT,
		     _("Then press Enter and type the six digits it shows."));
	draw_cursor(canvas, 9, x);
}

static void draw_codes(const struct setup *setup, struct canvas *canvas)
{
	g_auto(GStrv) lines = g_strsplit(setup->codes, "\n", -1);

	draw_text(canvas, 1, 2, -1, PAINT_TITLE, _("The second factor is set up. Recovery codes:"));
	for (int i = 0; lines[i]; i++)
		draw_text(canvas, 3 + i, 4, -1, PAINT_TEXT, lines[i]);
	draw_wrapped(canvas, 14, 2, canvas->rect.width - 4, 3, PAINT_TEXT,
		     _("Each works once in place of a code, should the telephone be lost. They are shown only "
		       "now: write them down and keep them apart from it. Enter goes on."));
	draw_cursor(canvas, 14, 2);
}

static void totp_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct setup *setup = screen->state;

	if (setup->codes)
		draw_codes(setup, canvas);
	else if (setup->secret)
		draw_secret(setup, canvas);
	else
		draw_begin_text(ui, canvas);
}

/* --- what it does --- */

/* The secret of an act; NULL: refused, and told. */
static char *act_secret(struct ui *ui, const char *action, const char *code)
{
	struct outcome outcome = { 0 };
	struct request request;
	GError *error = NULL;
	char *secret = NULL;

	request_init(&request, action, NULL);
	if (code)
		request_set(&request, "code", code);
	if (act(ui->session, &request, &outcome, &error))
		secret = g_steal_pointer(&outcome.secret);
	else
		ui_say_error(ui, &error);
	request_clear(&request);
	outcome_clear(&outcome);
	return secret;
}

static void begin(struct ui *ui, struct setup *setup)
{
	char *uri;

	setup->secret = act_secret(ui, "totp-enroll", NULL);
	if (!setup->secret)
		return;
	uri = totp_uri(setup->secret, session_user(ui->session));
	setup->drawing = totp_drawing(uri);
	secret_wipe(uri, strlen(uri));
	g_free(uri);
}

static void confirm(struct ui *ui, struct setup *setup)
{
	struct prompt prompt = { .label = _("Code: ") };
	CLEANUP(secret_text_free) char *code = prompt_line(ui, &prompt);

	if (code)
		setup->codes = act_secret(ui, "totp-confirm", code);
}

static void finish(struct ui *ui, struct screen *screen)
{
	if (screen->below)
		screen_close(ui, screen);
	else
		login_begin(ui);
	ui_say(ui, "%s", _("your second factor is set up: from the next sign-in on you are asked for its code"));
}

static void go_on(struct ui *ui, void *self, const char *arguments)
{
	struct screen *screen = self;
	struct setup *setup = screen->state;

	(void)arguments;
	if (!setup->secret)
		begin(ui, setup);
	else if (!setup->codes)
		confirm(ui, setup);
	else
		finish(ui, screen);
	ui_redraw(ui);
}

static const struct command totp_commands[] = {
	{ "go-on", N_("go on"), N_("The next step of setting up a second factor."), go_on, NULL },
	{ NULL },
};

static const struct hint totp_hints[] = {
	{ "go-on", N_("go on") },
	{ "back", N_("back") },
	{ "quit", N_("leave") },
	{ NULL },
};

const struct screen_class totp_screen = {
	.name = "totp",
	.label = N_("Second factor"),
	.help = N_("Sets up a second factor: codes of an authenticator, asked for at each sign-in."),
	.commands = totp_commands,
	.hints = totp_hints,
	.open = totp_open,
	.close = totp_close,
	.draw = totp_draw,
};
