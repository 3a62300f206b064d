#include "ui/loop.h"

#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/frame.h"

#define LONGEST_UNDRAWN_US 100000

static void take_key(struct ui *ui, const struct event *event)
{
	const char *command = keymap_find(ui->keymap, screen_sections(ui->top), event->key);
	g_autofree char *name = NULL, *text = NULL;

	if (command) {
		/* the text may come from a keymap that the command reads anew */
		text = g_strdup(command);
		command_run(ui, text);
		return;
	}
	if (ui->top->class->flags & (SCREEN_DIALOG | SCREEN_LINE))
		return;
	name = key_label(event->key);
	ui_say(ui, _("%s does nothing here; ? shows the keys"), name);
}

static void take_input(struct ui *ui, const struct event *event)
{
	ui->dirty = true;
	messages_clear(ui->messages);
	if (ui->top->class->event && ui->top->class->event(ui, ui->top, event))
		return;
	if (event->kind != EVENT_PASTE)
		take_key(ui, event);
	else if (!(ui->top->class->flags & SCREEN_LINE))
		ui_warn(ui, _("nothing is typed into here: the pasted text was dropped"));
}

static void take_tick(struct ui *ui)
{
	g_autoptr(GError) error = NULL;

	if (ui->session && !session_tick(ui->session, &error)) {
		g_free(ui->why);
		ui->why = g_strdup(error ? error->message : "");
		ui->leaving = true;
		return;
	}
	if (ui->session && session_changed(ui->session))
		screen_look_again(ui);
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
	case EVENT_RESIZE:
		ui->dirty = true;
		break;
	case EVENT_TICK:
		take_tick(ui);
		break;
	case EVENT_HANGUP:
		ui->leaving = true;
		break;
	}
}

void loop_run(struct ui *ui)
{
	ui->dirty = true;
	while (!ui->leaving && ui->top)
		step(ui);
}

int loop_modal(struct ui *ui, struct screen *screen)
{
	int result;

	screen->result = -1;
	while (!ui->leaving && !screen->closed)
		step(ui);
	result = ui->leaving ? -1 : screen->result;
	screen_close(ui, screen);
	return result;
}

void loop_end(struct ui *ui, struct screen *screen, int result)
{
	screen->result = result;
	screen->closed = true;
	ui->dirty = true;
}
