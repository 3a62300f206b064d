#include "ui/screen.h"

#include "src/base/i18n.h"

#include <string.h>

const struct screen_class *screen_find(const struct ui *ui, const char *name)
{
	for (const struct screen_class *const *class = ui->house->classes; *class; class++)
		if (!strcmp((*class)->name, name))
			return *class;
	return NULL;
}

static struct screen *screen_new(const struct screen_class *class)
{
	struct screen *screen = g_new0(struct screen, 1);

	screen->class = class;
	if (class->commands)
		screen_part(screen, class->commands, screen);
	return screen;
}

static void screen_add(struct ui *ui, struct screen *screen)
{
	screen->below = ui->top;
	ui->top = screen;
	ui->chord = PRESS_NONE;
	ui->dirty = true;
}

static struct screen *open_by_name(struct ui *ui, const char *name, const char *argument)
{
	const struct screen_class *class = screen_find(ui, name);
	g_autoptr(GError) error = NULL;
	struct screen *screen;

	if (!class) {
		ui_warn(ui, _("there is no screen '%s'; ? lists them"), name);
		return NULL;
	}
	screen = screen_new(class);
	if (class->open && !class->open(ui, screen, argument ? argument : "", &error)) {
		g_free(screen);
		if (error)
			ui_say_error(ui, &error);
		return NULL;
	}
	return screen;
}

/* A box, a prompt: what was pushed upon a screen, and goes where that goes. */
static bool is_pushed(const struct ui *ui, const struct screen *screen)
{
	return screen_find(ui, screen->class->name) != screen->class;
}

/* The screen, and what was pushed upon it, are taken to the top. */
static bool raise_shown(struct ui *ui, const char *name, const char *argument)
{
	struct screen **first = &ui->top, *top = ui->top;

	for (struct screen *screen = ui->top; screen; screen = screen->below) {
		if (!strcmp(screen->class->name, name) && screen->class->shows &&
		    screen->class->shows(ui, screen, argument ? argument : "")) {
			ui->top = *first;
			if (ui->top != top) {
				*first = screen->below;
				screen->below = top;
			}
			ui->chord = PRESS_NONE;
			ui->dirty = true;
			return true;
		}
		if (!is_pushed(ui, screen))
			first = &screen->below;
	}
	return false;
}

bool screen_open(struct ui *ui, const char *name, const char *argument)
{
	struct screen *screen;

	if (raise_shown(ui, name, argument))
		return true;
	screen = open_by_name(ui, name, argument);
	if (!screen)
		return false;
	screen_add(ui, screen);
	ui->house->opened(ui, screen);
	return true;
}

bool screen_replace(struct ui *ui, const char *name, const char *argument)
{
	struct screen *screen = open_by_name(ui, name, argument), *old = ui->top;

	if (!screen)
		return false;
	if (old)
		screen_close(ui, old);
	screen_add(ui, screen);
	return true;
}

struct screen *screen_push(struct ui *ui, const struct screen_class *class, void *state)
{
	struct screen *screen = screen_new(class);

	screen->state = state;
	screen_add(ui, screen);
	return screen;
}

void screen_part(struct screen *screen, const struct command *commands, void *self)
{
	for (size_t i = 0; i < SCREEN_PARTS; i++) {
		if (screen->parts[i].commands)
			continue;
		screen->parts[i] = (struct part){ commands, self };
		return;
	}
	g_error("a screen of more than %d parts", SCREEN_PARTS);
}

void screen_take_out(struct ui *ui, struct screen *screen)
{
	struct screen **link = &ui->top;

	while (*link != screen)
		link = &(*link)->below;
	*link = screen->below;
	ui->house->closing(ui, screen);
	if (screen->class->close)
		screen->class->close(ui, screen);
	g_free(screen);
	ui->dirty = true;
}

void screen_close(struct ui *ui, struct screen *screen)
{
	bool found = false;

	while (ui->top && !found) {
		found = ui->top == screen;
		screen_take_out(ui, ui->top);
	}
	ui->dirty = true;
}

bool screen_back(struct ui *ui)
{
	struct screen *top = ui->top;

	if (!top->below) {
		ui_say(ui, _("this is the first screen; Q leaves"));
		return false;
	}
	if (top->class->may_leave && !top->class->may_leave(ui, top))
		return false;
	/* asking may have ended the program */
	if (ui->top == top)
		screen_close(ui, top);
	return true;
}

bool screen_leave(struct ui *ui)
{
	while (ui->top && ui->top->below) {
		if (!screen_back(ui))
			return false;
	}
	if (ui->top && ui->top->class->may_leave && !ui->top->class->may_leave(ui, ui->top))
		return false;
	ui->leaving = true;
	return true;
}

struct screen *screen_working(const struct ui *ui)
{
	struct screen *screen = ui->top;

	while (screen && screen->class->flags & SCREEN_LINE)
		screen = screen->below;
	return screen;
}

const char *screen_sections(const struct screen *screen)
{
	return screen->class->sections ? screen->class->sections : screen->class->name;
}

const struct record *screen_subject(struct ui *ui)
{
	const struct record *subject = NULL;

	for (struct screen *screen = ui->top; screen && !subject; screen = screen->below) {
		if (screen->class->subject)
			subject = screen->class->subject(ui, screen);
		if (!(screen->class->flags & (SCREEN_DIALOG | SCREEN_LINE)))
			break;
	}
	return subject;
}

GPtrArray *screen_subjects(struct ui *ui)
{
	struct screen *screen = ui->top;

	while (screen->below && screen->class->flags & (SCREEN_DIALOG | SCREEN_LINE))
		screen = screen->below;
	return screen->class->subjects ? screen->class->subjects(ui, screen) : NULL;
}

void screen_look_again(struct ui *ui)
{
	if (ui->session)
		ui->house->prefer(ui);
	for (struct screen *screen = ui->top; screen; screen = screen->below)
		if (screen->class->changed)
			screen->class->changed(ui, screen);
	ui->dirty = true;
}

void screen_acted(struct ui *ui)
{
	ui->acted = true;
	screen_look_again(ui);
	ui->acted = false;
}

char *ui_time(const struct ui *ui, int64_t ms)
{
	return ui->utc_only ? time_short(ms) : time_both(ms);
}

int64_t ui_now(const struct ui *ui)
{
	return ui->session ? session_now(ui->session) : clock_now(ui->host->clock);
}

int64_t ui_uptime(const struct ui *ui)
{
	return clock_boot(ui->host->clock);
}

const char *ui_marking(const struct ui *ui)
{
	const char *marking = ui->session ? session_marking(ui->session) : ui->banner.marking;

	return marking ? marking : "";
}

struct typing *ui_typing(struct ui *ui)
{
	ui->typing.keymap = ui->keymap;
	return &ui->typing;
}

static void tell(struct ui *ui, enum message_kind kind, const char *text)
{
	messages_add(ui->messages, kind, ui_now(ui), text);
	ui->dirty = true;
}

G_GNUC_PRINTF(3, 0)
static void tell_format(struct ui *ui, enum message_kind kind, const char *format, va_list arguments)
{
	g_autofree char *text = g_strdup_vprintf(format, arguments);

	tell(ui, kind, text);
}

void ui_say(struct ui *ui, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_format(ui, MESSAGE_INFO, format, arguments);
	va_end(arguments);
}

void ui_hint(struct ui *ui, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_format(ui, MESSAGE_HINT, format, arguments);
	va_end(arguments);
}

void ui_warn(struct ui *ui, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	tell_format(ui, MESSAGE_WARNING, format, arguments);
	va_end(arguments);
}

void ui_say_error(struct ui *ui, GError **error)
{
	if (!*error)
		return;
	tell(ui, MESSAGE_ERROR, (*error)->message);
	g_clear_error(error);
}

void ui_redraw(struct ui *ui)
{
	ui->dirty = true;
}
