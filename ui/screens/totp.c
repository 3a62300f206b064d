/* Setting up a second factor: the drawing for the telephone, the recovery codes, and the first code. It
 * counts from that on, so that nobody who is called away has lost the codes of one that is asked for. */
#include <string.h>

#include "src/app/act.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "src/base/text.h"
#include "src/base/totp.h"
#include "ui/command.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"
#include "ui/screens/login.h"

#define ROOMY 16		/* rows of the body from which on there are empty ones */
#define SECRET_LINE 16		/* letters */

struct setup {
	char *secret;		/* NULL: not begun */
	char **drawing;
	char *codes;		/* lines; NULL: not shown yet */
	int hidden;		/* of them, for want of room */
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

/* Returns the row below. */
static int tell(struct canvas *canvas, int y, int x, enum paint paint, const char *text)
{
	return y + draw_wrapped(canvas, y, x, canvas->rect.width - x - 2, canvas->rect.height - y, paint, text);
}

/* Rows left empty between what is told; in a small window none. */
static int gap(const struct canvas *canvas)
{
	return canvas->rect.height >= ROOMY;
}

static void draw_begin_text(const struct ui *ui, struct canvas *canvas)
{
	int y = tell(canvas, gap(canvas), 2, PAINT_TITLE, _("A second factor")) + gap(canvas);

	if (session_must_enroll(ui->session))
		tell(canvas, y, 2, PAINT_NEEDED, _("A role of yours asks for one. Nothing else can be done before."));
	if (gap(canvas) || session_must_enroll(ui->session))
		y += 1 + gap(canvas);
	draw_cursor(canvas, y, 2);
	tell(canvas, y, 2, PAINT_TEXT,
	     _("An authenticator on your telephone shows six digits that change every half minute. At "
	       "each sign-in you are asked for them after your password. That keeps a stranger who "
	       "learned your password out of the program; it does not protect the files themselves.\n\n"
	       "Enter begins: a drawing is shown for the telephone. It counts once its first code is typed; "
	       "what was left before that begins anew, with another drawing. What is set up already is "
	       "taken away with totp-remove."));
}

/* Half of a drawing is read by no telephone. */
static bool is_drawn(const struct setup *setup, const struct canvas *canvas)
{
	return setup->drawing && !canvas->surface->ascii && canvas->surface->utf8 &&
	       (int)g_strv_length(setup->drawing) <= canvas->rect.height &&
	       text_width(setup->drawing[0]) + 2 + SECRET_LINE <= canvas->rect.width;
}

static void draw_secret(const struct setup *setup, struct canvas *canvas)
{
	bool drawn = is_drawn(setup, canvas);
	int x = drawn ? text_width(setup->drawing[0]) + 2 : 2, y = gap(canvas);

	for (int i = 0; drawn && setup->drawing[i]; i++)
		draw_text(canvas, i, 0, -1, PAINT_TEXT, setup->drawing[i]);
	if (drawn)
		y = tell(canvas, y, x, PAINT_TITLE, _("Let the authenticator read this")) + gap(canvas);
	y = tell(canvas, y, x, drawn ? PAINT_TEXT : PAINT_TITLE,
		 drawn ? _("or type into it:") : _("Type this into the authenticator:")) + gap(canvas);
	for (size_t i = 0; i < strlen(setup->secret); i += SECRET_LINE) {
		CLEANUP(secret_text_free) char *part = g_strndup(setup->secret + i, SECRET_LINE);

		draw_text(canvas, y++, x, -1, PAINT_TITLE, part);
	}
	y += gap(canvas);
	draw_cursor(canvas, y, x);
	y = tell(canvas, y, x, PAINT_TEXT, _("Then press Enter: recovery codes come, and after them you are asked for "
						"the six digits it shows."));
	if (setup->drawing && !drawn && canvas->surface->utf8 && !canvas->surface->ascii)
		tell(canvas, y + gap(canvas), x, PAINT_DIM,
		     _("In a larger window a drawing for its camera is shown."));
}

/* Side by side where there are few rows: they are shown but once. Returns the row below. */
static int draw_lines(struct setup *setup, struct canvas *canvas, int y, char *const *lines)
{
	int count = (int)g_strv_length((char **)lines), widest = 0, columns = 1, rows, x = gap(canvas) ? 4 : 0;

	for (int i = 0; i < count; i++)
		widest = MAX(widest, text_width(lines[i]));
	if (y + count > canvas->rect.height)
		columns = CLAMP((canvas->rect.width - x + 1) / (widest + 1), 1, MAX(count, 1));
	rows = (count + columns - 1) / columns;
	setup->hidden = 0;
	for (int i = 0; i < count; i++) {
		draw_text(canvas, y + i % rows, x + i / rows * (widest + 1), -1, PAINT_TEXT, lines[i]);
		setup->hidden += y + i % rows >= canvas->rect.height;
	}
	return y + rows;
}

static void draw_codes(struct setup *setup, struct canvas *canvas)
{
	g_auto(GStrv) lines = g_strsplit(g_strchomp(setup->codes), "\n", -1);
	int y = gap(canvas);

	y = tell(canvas, y, 2, PAINT_TITLE, _("Recovery codes:"));
	y = draw_lines(setup, canvas, y + gap(canvas), lines) + gap(canvas);
	draw_cursor(canvas, y, 2);
	tell(canvas, y, 2, PAINT_TEXT,
	     _("Each works once in place of a code, should the telephone be lost. They are shown only "
	       "now: write them down and keep them apart from it. Then press Enter and type the six digits it "
	       "shows: from then on they are asked for."));
}

static void totp_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct setup *setup = screen->state;

	if (setup->codes)
		draw_codes(setup, canvas);
	else if (setup->secret)
		draw_secret(setup, canvas);
	else
		draw_begin_text(ui, canvas);
}

/* --- what it does --- */

/* Its secret into *secret, if it gives one. False: refused, and told. */
static bool act_here(struct ui *ui, const char *action, const char *code, char **secret)
{
	struct outcome outcome = { 0 };
	struct request request;
	GError *error = NULL;
	bool done;

	request_init(&request, action, NULL);
	if (code)
		request_set(&request, "code", code);
	done = act(ui->session, &request, &outcome, &error);
	if (done && secret)
		*secret = g_steal_pointer(&outcome.secret);
	else if (!done)
		ui_say_error(ui, &error);
	request_clear(&request);
	outcome_clear(&outcome);
	return done;
}

static void begin(struct ui *ui, struct setup *setup)
{
	char *uri;

	if (!act_here(ui, "totp-enroll", NULL, &setup->secret))
		return;
	uri = totp_uri(setup->secret, session_user(ui->session));
	setup->drawing = totp_drawing(uri);
	secret_text_free(uri);
}

static void finish(struct ui *ui, struct screen *screen)
{
	if (screen->below)
		screen_close(ui, screen);
	else
		login_begin(ui);
	ui_say(ui, "%s", _("your second factor is set up: from the next sign-in on you are asked for its code"));
}

static void confirm(struct ui *ui, struct screen *screen)
{
	struct prompt prompt = { .label = _("Code: ") };
	CLEANUP(secret_text_free) char *code = prompt_line(ui, &prompt);

	if (code && act_here(ui, "totp-confirm", code, NULL))
		finish(ui, screen);
}

static void go_on(struct ui *ui, void *self, const char *arguments)
{
	struct screen *screen = self;
	struct setup *setup = screen->state;

	(void)arguments;
	if (!setup->secret)
		begin(ui, setup);
	else if (!setup->codes)
		act_here(ui, "totp-codes", NULL, &setup->codes);
	else if (setup->hidden)
		ui_warn(ui, ngettext("%d code is not shown; make the window larger",
				     "%d codes are not shown; make the window larger", (unsigned long)setup->hidden),
			setup->hidden);
	else
		confirm(ui, screen);
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
