#include "ui/loop.h"

#include "src/app/session_lock.h"
#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/frame.h"

#define LONGEST_UNDRAWN_US 100000
#define WHEEL_ROWS 3
#define WARN_MS (5 * MINUTE_MS)

/* The second key of a chord; Esc and keys that do not belong to it end it. */
static void take_chord(struct ui *ui, int key)
{
	g_autofree char *text = g_strdup(keymap_find(ui->keymap, screen_sections(ui->top), ui->chord, key));
	g_autofree char *first = key_label(ui->chord), *second = key_label(key);

	ui->chord = PRESS_NONE;
	if (text)
		command_run(ui, text);
	else if (key != PRESS_ESC)
		ui_hint(ui, _("%s %s does nothing here; ? shows the keys"), first, second);
}

static void take_key(struct ui *ui, const struct event *event)
{
	const char *sections = screen_sections(ui->top);
	const char *command = keymap_find(ui->keymap, sections, PRESS_NONE, event->key);
	g_autofree char *name = NULL, *text = NULL;

	if (command) {
		/* the text may come from a keymap that the command reads anew */
		text = g_strdup(command);
		command_run(ui, text);
		return;
	}
	if (keymap_begins(ui->keymap, sections, event->key)) {
		ui->chord = event->key;
		return;
	}
	if (ui->top->class->flags & (SCREEN_DIALOG | SCREEN_LINE))
		return;
	name = key_label(event->key);
	ui_hint(ui, _("%s does nothing here; ? shows the keys"), name);
}

/* What a field says of what was typed into it. */
static void tell_notice(struct ui *ui)
{
	if (ui->typing.notice)
		ui_say(ui, "%s", _(ui->typing.notice));
	ui->typing.notice = NULL;
}

static void drop_paste(struct ui *ui)
{
	bool screen = ui->session && !(ui->top->class->flags & SCREEN_DIALOG);

	ui_warn(ui, "%s", screen ? _("nothing is typed into here: open a case, then what is pasted becomes a note") :
				   _("nothing is typed into here: the pasted text was dropped"));
}

static unsigned count_lines(const char *text, size_t len)
{
	unsigned lines = 0;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n' || i + 1 == len;
	return lines;
}

/* What a paste is bound to here opens a dialog, and that gets it. */
static void take_paste(struct ui *ui, const struct event *event)
{
	const struct screen *screen = ui->top;
	const char *bound = keymap_find(ui->keymap, screen_sections(screen), PRESS_NONE, PRESS_PASTE);
	g_autofree char *command = g_strdup(bound);
	/* the command may ask something: then this event is over */
	CLEANUP(secret_text_free) char *text = g_strndup(event->text, event->len);
	struct event paste = { EVENT_PASTE, PRESS_NONE, text, event->len };
	unsigned lines = count_lines(text, event->len);

	if (!command || !screen_subject(ui)) {
		drop_paste(ui);
		return;
	}
	command_run(ui, command);
	if (ui->top == screen)
		return;		/* the reason was told */
	if (ui->top->class->event && ui->top->class->event(ui, ui->top, &paste))
		ui_say(ui, ngettext("%u line pasted: nothing is done with it until you save",
				    "%u lines pasted: nothing is done with them until you save", lines), lines);
	else
		ui_warn(ui, "%s", _("answer this first, then paste again"));
	tell_notice(ui);
}

static void take_input(struct ui *ui, const struct event *event)
{
	bool taken;

	ui->dirty = true;
	ui->typed_at = ui_uptime(ui);
	messages_clear(ui->messages);
	if (ui->chord != PRESS_NONE && event->kind != EVENT_PASTE) {
		take_chord(ui, event->key);
		return;
	}
	ui->chord = PRESS_NONE;
	taken = ui->top->class->event && ui->top->class->event(ui, ui->top, event);
	tell_notice(ui);
	if (taken)
		return;
	if (event->kind != EVENT_PASTE)
		take_key(ui, event);
	else if (!(ui->top->class->flags & SCREEN_LINE))
		take_paste(ui, event);
}

static void turn_wheel(struct ui *ui, bool down)
{
	const char *command = down ? "move-down" : "move-up";

	for (int i = 0; i < WHEEL_ROWS && command_offered(ui, command); i++)
		command_run(ui, command);
}

/* A prompt is only typed into. */
static void take_mouse(struct ui *ui, const struct event *event)
{
	g_autofree char *command = g_strdup(draw_spot_at(term_surface(ui->term), event->y, event->x));

	ui->dirty = true;
	ui->typed_at = ui_uptime(ui);
	ui->chord = PRESS_NONE;
	if (ui->top->class->flags & SCREEN_LINE)
		return;
	messages_clear(ui->messages);
	if (event->key != PRESS_CLICK)
		turn_wheel(ui, event->key == PRESS_WHEEL_DOWN);
	else if (command && command_offered(ui, command))
		command_run(ui, command);
}

/* The program ends by itself: what is typed is kept, if that can still be done at once. */
static void leave(struct ui *ui, enum session_why why, const GError *error)
{
	ui->why_left = why;
	if (ui->session) {
		session_hurry(ui->session);
		session_why(ui->session, why);
		ui->house->keep(ui);
	}
	if (error) {
		g_free(ui->why);
		ui->why = g_strdup(error->message);
	}
	ui->leaving = true;
}

static void warn_of_end(struct ui *ui)
{
	int64_t left = session_left(ui->session);
	int minutes = (int)((left + MINUTE_MS - 1) / MINUTE_MS);

	if (left > WARN_MS || ui->warned)
		return;
	ui->warned = true;
	ui_warn(ui, ngettext("this session ends in %d minute: save what you have; what is typed is kept as a draft",
			     "this session ends in %d minutes: save what you have; what is typed is kept as a draft",
			     (unsigned long)minutes), minutes);
}

static void tick_session(struct ui *ui)
{
	g_autoptr(GError) error = NULL;

	if (!session_tick(ui->session, &error)) {
		leave(ui, session_left(ui->session) <= 0 ? WHY_LIMIT : WHY_LOST, error);
		return;
	}
	if (session_changed(ui->session))
		screen_look_again(ui);
	warn_of_end(ui);
	ui->house->watch(ui);
}

static void take_tick(struct ui *ui)
{
	g_autoptr(GError) error = NULL;

	if (ui->session)
		tick_session(ui);
	else if (ui->locked && !locked_tick(ui->locked, &error))
		leave(ui, WHY_LIMIT, error);
	if (ui->leaving)
		return;
	if (ui->quiet && ui->session)
		return;
	for (struct screen *screen = ui->top; screen; screen = screen->below)
		if (screen->class->tick && screen->class->tick(ui, screen))
			ui->dirty = true;
	if (ui_now(ui) / MINUTE_MS != ui->drawn_minute)
		ui->dirty = true;
}

static void step(struct ui *ui)
{
	struct event event;

	/* keys that wait are taken first, but not for so long that it looks dead */
	if (ui->dirty && (!term_pending(ui->term) || g_get_monotonic_time() - ui->drawn_at > LONGEST_UNDRAWN_US)) {
		frame_draw(ui);
		ui->drawn_at = g_get_monotonic_time();
	}
	term_wait(ui->term, &event);
	switch (event.kind) {
	case EVENT_NONE:
		break;
	case EVENT_KEY:
	case EVENT_TEXT:
	case EVENT_PASTE:
		take_input(ui, &event);
		break;
	case EVENT_MOUSE:
		take_mouse(ui, &event);
		break;
	case EVENT_RESIZE:
		ui->dirty = true;
		break;
	case EVENT_TICK:
		take_tick(ui);
		break;
	case EVENT_HANGUP:
		leave(ui, WHY_LOST, NULL);
		break;
	}
}

void loop_run(struct ui *ui)
{
	ui->dirty = true;
	while (!ui->leaving && ui->top) {
		step(ui);
		if (ui->locking && !ui->leaving)
			ui->house->lock(ui);
	}
}

int loop_modal(struct ui *ui, struct screen *screen)
{
	int result;

	screen->result = -1;
	while (!ui->leaving && !ui->locking && !screen->closed)
		step(ui);
	result = ui->leaving || ui->locking ? -1 : screen->result;
	screen_close(ui, screen);
	return result;
}

void loop_end(struct ui *ui, struct screen *screen, int result)
{
	screen->result = result;
	screen->closed = true;
	ui->dirty = true;
}
