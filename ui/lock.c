#include "ui/lock.h"

#include <string.h>

#include "src/app/session_lock.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "ui/command.h"
#include "ui/drafts.h"
#include "ui/form.h"
#include "ui/frame.h"
#include "ui/line.h"
#include "ui/prompt.h"
#include "ui/screens/login.h"

/* A screen as it stood; sealed is what the store did not take, or NULL. */
struct place { char *command; bool typed; GBytes *sealed; };

#define ROOM_FOR_GAPS 8		/* rows */

struct lock { GArray *places; struct passphrase *password; };

void lock_watch(struct ui *ui)
{
	drafts_tick(ui);
	if (ui_uptime(ui) - ui->typed_at >= session_idle(ui->session))
		ui->locking = true;
}

/* --- locking --- */

static void place_clear(gpointer data)
{
	struct place *place = data;

	g_free(place->command);
	g_clear_pointer(&place->sealed, g_bytes_unref);
}

/* The lowest first. A box is opened again only for what was typed into it. */
static void note_places(struct ui *ui, struct screen *screen, GArray *places)
{
	struct place place = { .sealed = drafts_seal(ui, screen) };

	if (screen->below)
		note_places(ui, screen->below, places);
	if (screen->class->place)
		place.command = screen->class->place(ui, screen);
	else if (screen_find(ui, screen->class->name) == screen->class)
		place.command = g_strdup(screen->class->name);
	place.typed = screen->kept || place.sealed;
	if (place.command && (place.typed || !(screen->class->flags & SCREEN_DIALOG)))
		g_array_append_val(places, place);
	else
		place_clear(&place);
}

static void forget(struct ui *ui)
{
	while (ui->top)
		screen_close(ui, ui->top);
	messages_free(ui->messages);
	history_free(ui->commands);
	history_free(ui->searches);
	history_free(ui->filters);
	typing_forget(&ui->typing);
	ui->messages = messages_new();
	ui->commands = history_new();
	ui->searches = history_new();
	ui->filters = history_new();
}

/* The marking may have changed since the program began. */
static void read_banner(struct ui *ui)
{
	struct banner banner = { 0 };

	if (!ui->store || !banner_read(ui->store, &banner, NULL))
		return;
	banner_clear(&ui->banner);
	ui->banner = banner;
}

extern const struct screen_class lock_class;

void lock_screens(struct ui *ui)
{
	struct lock *lock = g_new0(struct lock, 1);

	lock->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	g_array_set_clear_func(lock->places, place_clear);
	lock->password = passphrase_new();
	ui->chord = PRESS_NONE;
	session_hurry(ui->session);
	drafts_keep(ui);
	note_places(ui, ui->top, lock->places);
	forget(ui);
	ui->locked = session_lock(g_steal_pointer(&ui->session));
	ui->locking = false;
	read_banner(ui);
	screen_push(ui, &lock_class, lock);
	term_wipe(ui->term);
	secret_sweep();
}

/* --- the screen --- */

/* Did the store take all that was typed? */
static bool all_kept(const struct lock *lock)
{
	for (guint i = 0; i < lock->places->len; i++)
		if (g_array_index(lock->places, struct place, i).sealed)
			return false;
	return true;
}

/* Returns the row below. */
static int tell(struct canvas *canvas, int y, enum paint paint, const char *text)
{
	int rows = canvas->rect.height - y - 1;	/* the last is for the password */

	return y + draw_wrapped(canvas, y, 2, canvas->rect.width - 4, MAX(rows, 0), paint, text);
}

static void lock_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	bool kept = all_kept(screen->state);
	g_autofree char *since = ui_time(ui, locked_since(ui->locked)), *line = NULL, *goes_on = NULL;
	int gap = canvas->rect.height >= ROOM_FOR_GAPS, y = MAX(canvas->rect.height / 3 - 2, 0), used;

	line = g_strdup_printf(_("Locked since %s"), since);
	y = tell(canvas, y, PAINT_TITLE, line) + gap;
	if (!kept)
		y = tell(canvas, y, PAINT_NEEDED,
			 _("What was typed last waits in memory, sealed, for the store could not be written. "
			   "Leaving loses it."));
	goes_on = g_strdup_printf(kept ? _("The session of %s goes on with their password; what was typed is "
				  "kept.") : _("The session of %s goes on with their password."),
				  locked_user(ui->locked));
	y = tell(canvas, y, PAINT_TEXT, goes_on) + gap;
	used = 2 + draw_format(canvas, y, 2, -1, PAINT_LABEL, _("Password of %s: "), locked_user(ui->locked));
	draw_cursor(canvas, y, used);
}

static void come_back(struct ui *ui, GArray *places, int64_t since)
{
	ui->resuming = true;
	for (guint i = 0; i < places->len; i++) {
		const struct place *place = &g_array_index(places, struct place, i);

		if (place->typed)
			drafts_resume(ui, place->command, since, place->sealed);
		else
			command_run(ui, place->command);
	}
	ui->resuming = false;
	if (!ui->top)
		login_begin(ui);
}

static void unlock(struct ui *ui, struct screen *screen)
{
	struct lock *lock = screen->state;
	g_autoptr(GArray) places = NULL;
	g_autoptr(GError) error = NULL;
	int64_t since = locked_since(ui->locked);

	frame_say(ui, _("checking …"));
	ui->session = session_unlock(ui->locked, lock->password, &error);
	secret_wipe(lock->password, sizeof(*lock->password));
	messages_clear(ui->messages);
	if (!ui->session) {
		ui_say_error(ui, &error);
		return;
	}
	places = g_steal_pointer(&lock->places);
	locked_free(g_steal_pointer(&ui->locked), WHY_LEFT);
	screen_close(ui, screen);
	ui->typed_at = ui_uptime(ui);
	come_back(ui, places, since);
}

/* Nothing but the password is listened to. */
static bool lock_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct lock *lock = screen->state;

	if (event->kind == EVENT_KEY && (event->key == (PRESS_CTRL | 'd') || event->key == (PRESS_CTRL | 'l')))
		return false;
	if (event->kind == EVENT_KEY && event->key == PRESS_ENTER)
		unlock(ui, screen);
	else if (event->kind == EVENT_KEY && event->key == PRESS_ESC)
		secret_wipe(lock->password, sizeof(*lock->password));
	else
		password_type(lock->password, event);
	return true;
}

static void lock_close(struct ui *ui, struct screen *screen)
{
	struct lock *lock = screen->state;

	(void)ui;
	if (lock->places)
		g_array_unref(lock->places);
	passphrase_free(lock->password);
	g_free(lock);
}

static void enter(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	unlock(ui, self);
}

static const struct command lock_commands[] = {
	{ "unlock", N_("unlock"), N_("Checks the password that was typed."), enter, NULL },
	{ NULL },
};

static const struct hint lock_hints[] = {
	{ "unlock", N_("unlock") },
	{ "quit", N_("leave") },
	{ NULL },
};

const struct screen_class lock_class = {
	.name = "locked",
	.label = N_("Locked"),
	.help = N_("The session waits for its password."),
	.flags = SCREEN_BARE,
	.sections = "locked",
	.commands = lock_commands,
	.hints = lock_hints,
	.draw = lock_draw,
	.event = lock_event,
	.close = lock_close,
};
