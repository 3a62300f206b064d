#include "ui/frame.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/command.h"

#include <string.h>

#define SMALLEST_HEIGHT 5
#define SMALLEST_WIDTH 20
#define HINTS_FROM 10		/* rows: below, the hint line is the first to go */
#define MESSAGE_ROWS 4

struct layout {
	struct canvas all, head, body, message, hints;
};

static struct layout lay_out(struct ui *ui)
{
	struct layout layout;
	struct surface *surface = term_surface(ui->term);
	int height, width, hints;

	term_size(ui->term, &height, &width);
	hints = height >= HINTS_FROM;
	layout.all = (struct canvas){ surface, { 0, 0, height, width } };
	layout.head = draw_part(&layout.all, 1, 0, 1, width);
	layout.body = draw_part(&layout.all, 2, 0, height - 4 - hints, width);
	layout.message = draw_part(&layout.all, height - 2 - hints, 0, 1, width);
	layout.hints = draw_part(&layout.all, height - 2, 0, hints, width);
	return layout;
}

static void draw_markings(struct ui *ui, struct canvas *all)
{
	draw_centred(all, 0, PAINT_MARKING, ui_marking(ui));
	draw_centred(all, all->rect.height - 1, PAINT_MARKING, ui_marking(ui));
}

/* "14:02 UTC (15:02 CET)" */
static char *clock_text(struct ui *ui)
{
	g_autofree char *time = ui_time(ui, ui_now(ui));
	const char *blank = strchr(time, ' ');

	return g_strdup(blank ? blank + 1 : time);
}

static void draw_default_head(struct ui *ui, struct canvas *canvas)
{
	const char *organisation = ui->session ? session_organisation(ui->session) : ui->banner.organisation;
	g_autofree char *held = NULL, *who = NULL;
	int used;

	used = 1 + draw_format(canvas, 0, 1, -1, PAINT_TITLE, "Blotter %s %s", draw_sign(canvas, SIGN_DOT),
		organisation ? organisation : "");
	if (!ui->session)
		return;
	held = person_roles(session_person(ui->session));
	who = g_strdup_printf("%s, %s", session_user(ui->session), held);
	draw_right(canvas, 0, used + 2, canvas->rect.width - used - 5, PAINT_TEXT, who);
}

static void draw_head(struct ui *ui, struct canvas *head)
{
	g_autofree char *clock = clock_text(ui);
	struct screen *screen = ui->top;
	struct canvas left = draw_part(head, 0, 0, 1, head->rect.width - text_width(clock) - 1);

	while (screen->below && screen->class->flags & (SCREEN_DIALOG | SCREEN_LINE))
		screen = screen->below;
	if (screen->class->title)
		draw_text(&left, 0, 1, -1, PAINT_TITLE, _(screen->class->title));
	else if (screen->class->head)
		screen->class->head(ui, screen, &left);
	else
		draw_default_head(ui, &left);
	draw_right(head, 0, 0, head->rect.width - 1, PAINT_TEXT, clock);
}

/* A long one grows upwards over the body: a refusal is read whole or it is no help. */
static void draw_message(struct ui *ui, struct layout *layout)
{
	const struct message *message = messages_now(ui->messages);
	struct canvas canvas = layout->body;

	canvas.rect.height += layout->message.rect.height;
	if (message)
		draw_upwards(&canvas, MESSAGE_ROWS, message->kind <= MESSAGE_INFO ? PAINT_INFO : PAINT_ERROR,
			     message->text);
}

/* False: there is no room. */
static bool draw_hint(struct canvas *canvas, int *x, const char *key, const char *label, const char *command)
{
	int from = *x;

	if (*x + text_width(key) + 1 + text_width(label) > canvas->rect.width)
		return false;
	*x += draw_text(canvas, 0, *x, -1, PAINT_KEY, key) + 1;
	*x += draw_text(canvas, 0, *x, -1, PAINT_HINT, label) + 2;
	draw_spot(canvas, 0, from, 1, *x - 2 - from, "%s", command);
	return true;
}

static void draw_hints(struct ui *ui, struct canvas *canvas)
{
	const struct hint *hint = ui->top->class->hints;
	const char *sections = screen_sections(ui->top);
	int x = 1;

	for (; hint && hint->command; hint++) {
		g_autofree char *name = hint->key ? g_strdup(hint->key) :
						    keymap_label(ui->keymap, sections, hint->command);

		if (name && (hint->key || command_offered(ui, hint->command)) &&
		    !draw_hint(canvas, &x, name, _(hint->label), hint->command))
			break;
	}
}

/* A chord is begun: how it can go on. */
static void draw_chord(struct ui *ui, struct canvas *canvas)
{
	g_autoptr(GArray) list = keymap_list(ui->keymap, screen_sections(ui->top));
	g_autofree char *begun = key_label(ui->chord), *esc = key_label(PRESS_ESC);
	struct canvas left = draw_part(canvas, 0, 0, 1, canvas->rect.width - text_width(_("ends it")) - 6);
	int x = 1;

	x += draw_text(canvas, 0, x, -1, PAINT_FOCUS, begun) + 2;
	for (guint i = 0; i < list->len; i++) {
		const struct binding *binding = &g_array_index(list, struct binding, i);
		g_autofree char *word = g_strndup(binding->command, strcspn(binding->command, " "));
		g_autofree char *name = key_label(binding->next);
		struct meaning meaning = command_find(ui, word);

		if (binding->key == ui->chord && binding->next != PRESS_NONE &&
		    command_offered(ui, binding->command) &&
		    !draw_hint(&left, &x, name, command_label(&meaning), binding->command))
			break;
	}
	draw_hint(canvas, &x, esc, _("ends it"), "");
}

/* The lowest first; a prompt gets the message line as well. */
static void draw_screens(struct ui *ui, struct screen *screen, struct layout *layout)
{
	struct canvas canvas = layout->body;

	if (screen->class->flags & (SCREEN_DIALOG | SCREEN_LINE) && screen->below)
		draw_screens(ui, screen->below, layout);
	if (screen->class->flags & SCREEN_LINE)
		canvas.rect.height += layout->message.rect.height;
	/* what lies below cannot be clicked */
	draw_spots_clear(canvas.surface);
	screen->class->draw(ui, screen, &canvas);
}

static void draw_too_small(struct canvas *all)
{
	struct canvas middle = draw_part(all, 1, 0, all->rect.height - 2, all->rect.width);

	draw_wrapped(&middle, 0, 0, -1, middle.rect.height, PAINT_TEXT, _("Please make the window larger."));
	draw_cursor(&middle, 0, 0);
}

void frame_draw(struct ui *ui)
{
	struct layout layout = lay_out(ui);

	draw_begin(layout.all.surface);
	if (layout.all.rect.height < SMALLEST_HEIGHT || layout.all.rect.width < SMALLEST_WIDTH) {
		draw_too_small(&layout.all);
	} else if (ui->top) {
		draw_head(ui, &layout.head);
		draw_screens(ui, ui->top, &layout);
		if (!(ui->top->class->flags & SCREEN_LINE))
			draw_message(ui, &layout);
		if (ui->chord != PRESS_NONE)
			draw_chord(ui, &layout.hints);
		else
			draw_hints(ui, &layout.hints);
	}
	draw_markings(ui, &layout.all);
	draw_end(layout.all.surface);
	ui->dirty = false;
	ui->drawn_minute = ui_now(ui) / MINUTE_MS;
}

void frame_say(struct ui *ui, const char *sentence)
{
	ui_say(ui, "%s", sentence);
	frame_draw(ui);
}
