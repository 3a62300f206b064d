/* Dialogs that only tell: a text to acknowledge, a secret shown once. */
#include <string.h>

#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "src/base/text.h"
#include "ui/dialog_tell.h"

#define WIDTH_MOST 74

struct telling { char *title, *text, *secret; };

static int rows_of(const char *text, int width)
{
	g_auto(GStrv) lines = text_wrap(text, width);

	return (int)g_strv_length(lines);
}

static void tell_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct telling *telling = screen->state;
	g_autofree char *harmless = text_visible(telling->text, -1, TEXT_BLOCK);
	int width = MIN(canvas->rect.width - 2, WIDTH_MOST);
	int rows = MIN(rows_of(harmless, width - 4), canvas->rect.height - 5);
	struct canvas box;
	int y = 1;

	(void)ui;
	box = draw_middle(canvas, rows + (telling->secret ? 2 : 0) + 5, width);
	box = draw_box(&box, telling->title);
	if (telling->secret) {
		draw_text(&box, y, 2, -1, PAINT_TITLE, telling->secret);
		y += 2;
	}
	/* its lines one by one, so that a newline stays one */
	g_auto(GStrv) lines = text_wrap(harmless, box.rect.width);
	for (int i = 0; i < rows && lines[i]; i++)
		draw_text(&box, y++, 0, -1, PAINT_TEXT, lines[i]);
	draw_text(&box, y + 1, 0, -1, PAINT_DIM, _("Enter goes on."));
	draw_cursor(&box, 1, telling->secret ? 2 : 0);
}

/* Any key that is no Enter or Esc stays without effect: the text must have been seen. */
static bool tell_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	if (event->kind == EVENT_KEY && (event->key == PRESS_ENTER || event->key == PRESS_ESC))
		screen_close(ui, screen);
	return true;
}

static void tell_close(struct ui *ui, struct screen *screen)
{
	struct telling *telling = screen->state;

	(void)ui;
	secret_text_free(telling->secret);
	g_free(telling->title);
	g_free(telling->text);
	g_free(telling);
}

static const struct screen_class tell_class = {
	.name = "notice",
	.label = N_("Notice"),
	.help = N_("Something to know before going on."),
	.flags = SCREEN_DIALOG,
	.sections = "dialog",
	.draw = tell_draw,
	.event = tell_event,
	.close = tell_close,
};

static void push(struct ui *ui, char *title, const char *text, const char *secret)
{
	struct telling *telling = g_new0(struct telling, 1);

	telling->title = title;
	telling->text = g_strdup(text);
	telling->secret = g_strdup(secret);
	screen_push(ui, &tell_class, telling);
}

void dialog_tell(struct ui *ui, const char *title, const char *text)
{
	push(ui, g_strdup(title), text, NULL);
}

void dialog_secret(struct ui *ui, const char *user, const char *secret)
{
	push(ui, g_strdup_printf(_("One-time passphrase of %s"), user ? user : "?"),
	     _("Give it to them in person or by telephone, not by e-mail. It is shown only now "
	       "and works once: at the first sign-in they choose a password of their own."), secret);
}
