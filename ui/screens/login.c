/* The way in: notice and consent, user, password; then what the person must know. */
#include "ui/screens/login.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/dialog_tell.h"
#include "ui/drafts.h"
#include "ui/frame.h"
#include "ui/line.h"
#include "ui/prefer.h"
#include "ui/prompt.h"
#include "ui/screens/all.h"

#define TEXT_WIDTH 72
#define LABEL_WIDTH 10

struct login {
	struct line_edit *user;
	int top, page;		/* rows of the notice above what is shown, and shown */
	bool more;		/* it goes on below */
	bool accepted;
	int64_t until;		/* the throttle lets nobody try before; 0: it does */
};

static bool login_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct login *login = g_new0(struct login, 1);

	(void)argument;
	(void)error;
	login->user = line_edit_new(ui->user);
	screen->state = login;
	return true;
}

static void login_close(struct ui *ui, struct screen *screen)
{
	struct login *login = screen->state;

	(void)ui;
	line_edit_free(login->user);
	g_free(login);
}

/* --- how it looks --- */

/* Page by page, when it is longer than the window: nobody accepts what they could not read. */
static void draw_notice(struct ui *ui, struct login *login, struct canvas *canvas)
{
	const char *notice = ui->banner.notice ? ui->banner.notice : "";
	g_autofree char *harmless = text_visible(notice, -1, TEXT_BLOCK);
	g_auto(GStrv) lines = text_wrap(harmless, MIN(TEXT_WIDTH, canvas->rect.width - 4));
	int rows = (int)g_strv_length(lines), room = MAX(canvas->rect.height - 4, 1), y = 1;

	login->page = room;
	login->top = CLAMP(login->top, 0, MAX(rows - room, 0));
	login->more = login->top + room < rows;
	if (rows < room - 4)
		y = (room - rows) / 3 + 1;
	for (int i = login->top; i < rows && i < login->top + room; i++)
		draw_text(canvas, y++, 2, -1, PAINT_TEXT, lines[i]);
	draw_wrapped(canvas, y + 1, 2, canvas->rect.width - 4, 2, PAINT_TITLE, login->more ?
		     _("Enter reads on. Q leaves.") : _("Enter accepts this and goes on. Q leaves."));
	draw_cursor(canvas, y + 1, 2);
}

static void draw_demo(struct ui *ui, struct canvas *canvas, int y)
{
	g_auto(GStrv) lines = NULL;

	if (!ui->banner.demo)
		return;
	lines = g_strsplit(ui->banner.demo, "\n", -1);
	draw_text(canvas, y++, 2, -1, PAINT_TITLE, _("A demo. Its users, passwords and roles:"));
	for (char **line = lines; *line && y < canvas->rect.height; line++)
		draw_text(canvas, y++, 4, -1, PAINT_TEXT, *line);
}

static void draw_wait(int64_t left, struct canvas *canvas)
{
	g_autofree char *wait = time_wait(left);
	g_autofree char *text = g_strdup_printf(_("wait %s before the next try"), wait);

	draw_text(canvas, 4, 2 + LABEL_WIDTH, -1, PAINT_NEEDED, text);
}

static void login_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct login *login = screen->state;

	if (!login->accepted) {
		draw_notice(ui, login, canvas);
		return;
	}
	draw_text(canvas, 1, 2, -1, PAINT_TITLE, _("Sign in"));
	draw_text(canvas, 3, 2, LABEL_WIDTH, PAINT_LABEL, _("User"));
	line_edit_draw(login->user, canvas, 3, 2 + LABEL_WIDTH, 34, PAINT_FOCUS, true);
	draw_text(canvas, 4, 2, LABEL_WIDTH, PAINT_LABEL, _("Password"));
	if (login->until)
		draw_wait(login->until - ui_now(ui), canvas);
	else
		draw_text(canvas, 4, 2 + LABEL_WIDTH, -1, PAINT_DIM, _("asked next, not shown"));
	draw_demo(ui, canvas, 6);
}

/* --- signing in --- */

/* What the person prefers to see first. False: nothing, or what they may not see. */
static bool open_preferred(struct ui *ui)
{
	g_autofree char *value = prefer_value(ui, "start");
	const struct look ask = { .query = value };
	const struct screen_class *class = screen_find(ui, value);

	if (!query_find(value) || !look_offered(ui->session, &ask))
		return false;
	return class && strcmp(value, "queue") != 0 ? screen_replace(ui, class->name, NULL) :
						      screen_replace(ui, "queue", value);
}

static const char *first_screen(const struct ui *ui)
{
	static const struct { enum permission permission; const char *screen; } rows[] = {
		{ PERM_CASE_VIEW, "home" },
		{ PERM_USERS_SEE, "users" },
		{ PERM_AUDIT_READ, "audit" },
		{ PERM_SETTINGS_SEE, "settings" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (permit_anywhere(session_person(ui->session), rows[i].permission) != LEVEL_NO)
			return rows[i].screen;
	return "roles";
}

void login_begin(struct ui *ui)
{
	if (session_must_change(ui->session))
		screen_replace(ui, "password", NULL);
	else if (session_must_enroll(ui->session))
		screen_replace(ui, "totp", NULL);
	else if (!open_preferred(ui))
		screen_replace(ui, first_screen(ui), NULL);
}

static void enter(struct ui *ui, struct session *session)
{
	g_auto(GStrv) lines = session_welcome(session);
	g_autofree char *text = g_strjoinv("\n\n", lines);

	ui->session = session;
	ui->warned = false;
	ui->kept_at = ui_uptime(ui);
	ui->house->prefer(ui);
	login_begin(ui);
	drafts_offer_all(ui);
	if (*text)
		dialog_tell(ui, _("Welcome"), text);
}

static void look_how_long(struct ui *ui, struct login *login)
{
	int64_t left = session_wait(ui->host, ui->store, line_edit_text(login->user));

	login->until = left > 0 ? ui_now(ui) + left : 0;
}

static bool login_tick(struct ui *ui, struct screen *screen)
{
	struct login *login = screen->state;

	if (!login->until)
		return false;
	if (login->until <= ui_now(ui))
		look_how_long(ui, login);
	return true;
}

static bool ask_code(void *data, struct passphrase *code, GError **error)
{
	return prompt_code(data, _("Code of the second factor: "), code, error);
}

static void wait_told(void *data, const char *sentence)
{
	frame_say(data, sentence);
}

static void sign_in(struct ui *ui, struct login *login)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new();
	struct session_host host = *ui->host;
	g_autoptr(GError) error = NULL;
	struct session *session;

	host.ask_code = ask_code;
	host.ask_data = ui;
	host.waits = (struct tell){ wait_told, ui };
	if (!prompt_password(ui, _("Password: "), password))
		return;
	frame_say(ui, _("checking …"));
	session = session_open(&host, ui->store, line_edit_text(login->user), password, &error);
	messages_clear(ui->messages);
	if (session) {
		enter(ui, session);
		return;
	}
	look_how_long(ui, login);
	ui_say_error(ui, &error);
}

static void go_on(struct ui *ui, struct login *login)
{
	look_how_long(ui, login);
	if (login->until)
		ui_say(ui, "%s", _("too many failed attempts: another try must wait"));
	else if (*line_edit_text(login->user))
		sign_in(ui, login);
	else
		ui_say(ui, "%s", _("type your user name first"));
}

static bool read_notice(struct ui *ui, struct login *login, const struct event *event)
{
	bool on = event->key == PRESS_ENTER || event->key == PRESS_PAGE_DOWN || event->key == ' ';

	if (on && login->more)
		login->top += login->page;
	else if (event->key == PRESS_PAGE_UP)
		login->top -= login->page;
	else
		login->accepted = event->kind == EVENT_KEY && event->key == PRESS_ENTER;
	/* who it is was said before: a password typed into the name would be seen, and be logged */
	if (login->accepted && *line_edit_text(login->user))
		go_on(ui, login);
	return on || event->key == PRESS_PAGE_UP;
}

static bool login_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct login *login = screen->state;
	bool enter_key = event->kind == EVENT_KEY &&
			 (event->key == PRESS_ENTER || event->key == PRESS_TAB);

	if (!login->accepted)
		return read_notice(ui, login, event);
	if (!enter_key) {
		login->until = 0;	/* it may become another user */
		return line_edit_event(login->user, ui_typing(ui), event) != TYPED_NOTHING;
	}
	go_on(ui, login);
	return true;
}

static const struct hint login_hints[] = {
	{ "quit", N_("leave") },
	{ NULL },
};

const struct screen_class login_screen = {
	.name = "login",
	.label = N_("Sign in"),
	.help = N_("Notice and consent, then user and password."),
	.flags = SCREEN_BARE,
	.hints = login_hints,
	.open = login_open,
	.close = login_close,
	.draw = login_draw,
	.event = login_event,
	.tick = login_tick,
};
