/* Home: what needs this person now, their queues, who is on duty; one key to each. */
#include "ui/screens/home.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/columns.h"
#include "ui/command.h"
#include "ui/keymap.h"
#include "ui/screens/all.h"
#include "ui/screens/work.h"

#define KEY_X 1
#define LABEL_X 3
#define LABEL_WIDTH 11
#define COUNT_X 14
#define COUNT_WIDTH 5
#define FIRST_X 21
#define DUTY_NARROW 60		/* columns of the screen: below, the duty picture stands closer */

struct home {
	GPtrArray *lines;
	size_t cursor;
	int top;		/* rows scrolled off */
	int room;		/* rows to spare when it was looked at */
	bool stale;		/* the store was changed since it was looked at */
};

static const char *const titles[HOME_PARTS] = {
	[HOME_NEEDS] = N_("Needs you now"), [HOME_QUEUES] = N_("Queues"), [HOME_DUTY] = N_("On duty"),
};

static const struct home_line *line_at(const struct home *home, size_t i)
{
	return g_ptr_array_index(home->lines, i);
}

/* The first line that counts anything; 0: none does. */
static size_t first_waiting(const struct home *home)
{
	for (size_t i = 0; i < home->lines->len; i++)
		if (line_at(home, i)->count > 0)
			return i;
	return 0;
}

/* --- drawing --- */

static void draw_key(struct ui *ui, struct canvas *canvas, int y, const char *name)
{
	g_autofree char *command = g_strdup_printf("go %s", name);
	g_autofree char *label = keymap_label(ui->keymap, "home", command);

	if (label)
		draw_text(canvas, y, KEY_X, LABEL_X - KEY_X, PAINT_KEY, label);
}

static void draw_count(struct canvas *canvas, int y, int x, int64_t count, enum paint paint)
{
	g_autofree char *text = count > 0 ? g_strdup_printf("%lld", (long long)count) : g_strdup("-");

	draw_right(canvas, y, x, COUNT_WIDTH, count > 0 ? paint : PAINT_DIM, text);
}

/* The most pressing of them, below each other, in the columns of its list. */
static void draw_first(struct ui *ui, struct canvas *canvas, int y, const struct home_line *line)
{
	const struct query *query = query_find(line->row->query);
	g_autoptr(GArray) columns = columns_of(query->object, line->row->columns,
					       canvas->rect.width - FIRST_X - 1);

	for (int i = 0; i < MIN(line->rows, (int)line->first->len); i++)
		columns_draw(columns, canvas, y + i, FIRST_X, line->first->pdata[i], ui_now(ui));
}

static void draw_work(struct ui *ui, struct canvas *canvas, int y, const struct home_line *line)
{
	const char *label = waiting_label(line->row);
	enum paint paint = line->part == HOME_NEEDS ? PAINT_NEEDED : PAINT_TEXT;

	draw_key(ui, canvas, y, line->row->name);
	if (!line->row->query) {
		draw_text(canvas, y, LABEL_X, LABEL_WIDTH, PAINT_TEXT, label);
		draw_text(canvas, y, COUNT_X, -1, PAINT_TEXT, _("New here? A few short pages show the program."));
		return;
	}
	draw_text(canvas, y, LABEL_X, LABEL_WIDTH, line->count > 0 ? paint : PAINT_DIM, label);
	draw_count(canvas, y, COUNT_X, line->count, paint);
	if (line->first)
		draw_first(ui, canvas, y, line);
}

static const char *const duty_heads[] = { N_("open"), N_("SEV1-2"), N_("unowned"), N_("late") };

/* Before which cell a column of the duty picture ends: each is as wide as its head. */
static int duty_end(const struct canvas *canvas, size_t column)
{
	bool narrow = canvas->rect.width < DUTY_NARROW;
	int end = COUNT_X;

	for (size_t i = 0; i <= column; i++)
		end += MAX(text_width(_(duty_heads[i])), COUNT_WIDTH - narrow) + (i ? 2 - narrow : 0);
	return end;
}

static void draw_group(struct canvas *canvas, int y, const struct home_line *line)
{
	const int64_t counts[] = { line->count, line->high, line->unowned, line->late };
	int at_work = duty_end(canvas, G_N_ELEMENTS(duty_heads) - 1) + 5;

	draw_text(canvas, y, LABEL_X, LABEL_WIDTH, PAINT_TEXT, line->group);
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
		draw_count(canvas, y, duty_end(canvas, i) - COUNT_WIDTH, counts[i],
			   i == 3 ? PAINT_LATE : PAINT_TEXT);
	if (line->at_work)
		draw_text(canvas, y, at_work, -1, *line->at_work ? PAINT_TEXT : PAINT_DIM,
			  *line->at_work ? line->at_work : _("nobody signed in"));
}

static void draw_title(struct canvas *canvas, int y, enum home_part part, const struct home_line *line)
{
	int end = COUNT_X;

	draw_text(canvas, y, 1, -1, PAINT_TITLE, _(titles[part]));
	for (size_t i = 0; part == HOME_DUTY && i < G_N_ELEMENTS(duty_heads); i++) {
		int width = text_width(_(duty_heads[i]));

		end = duty_end(canvas, i);
		draw_text(canvas, y, end - width, width, PAINT_TITLE, _(duty_heads[i]));
	}
	if (part == HOME_DUTY && line->at_work)
		draw_text(canvas, y, end + 5, -1, PAINT_TITLE, _("signed in"));
}

static void scroll(struct home *home, int height)
{
	int focus = line_at(home, home->cursor)->y, rows = line_at(home, home->lines->len - 1)->y + 1;

	/* the title above the first line shows with it */
	home->top = MIN(home->top, home->cursor ? focus : 0);
	home->top = MAX(home->top, focus - height + 1);
	home->top = CLAMP(home->top, 0, MAX(rows - height, 0));
}

static void draw_line(struct ui *ui, struct canvas *canvas, int y, const struct home_line *line, bool focus)
{
	if (y < 0 || y >= canvas->rect.height)
		return;
	if (line->row)
		draw_work(ui, canvas, y, line);
	else
		draw_group(canvas, y, line);
	if (focus)
		draw_spot(canvas, y, 0, 1, canvas->rect.width, "open");
	else if (line->row)
		draw_spot(canvas, y, 0, line->rows, canvas->rect.width, "line %s", line->row->name);
	if (!focus)
		return;
	draw_look(canvas, y, 0, canvas->rect.width, PAINT_FOCUS);
	draw_text(canvas, y, 0, 1, PAINT_FOCUS, ">");
	draw_cursor(canvas, y, 0);
}

static void draw_lines(struct ui *ui, struct canvas *canvas, struct home *home)
{
	scroll(home, canvas->rect.height);
	for (size_t i = 0; i < home->lines->len; i++) {
		const struct home_line *line = line_at(home, i);
		int y = line->y - home->top;

		if ((!i || line_at(home, i - 1)->part != line->part) && y > 0 && y <= canvas->rect.height)
			draw_title(canvas, y - 1, line->part, line);
		draw_line(ui, canvas, y, line, i == home->cursor);
	}
}

/* --- the screen --- */

/* Where a line is now; when it has gone, what took its place. */
static size_t same_line(const struct home *home, const struct home_line *old)
{
	for (size_t i = 0; old && i < home->lines->len; i++) {
		const struct home_line *line = line_at(home, i);

		if (line->row == old->row && g_strcmp0(line->group, old->group) == 0)
			return i;
	}
	return MIN(home->cursor, home->lines->len ? home->lines->len - 1 : 0);
}

static void look_again(struct ui *ui, struct home *home)
{
	GPtrArray *old = home->lines;

	home->lines = home_look(ui, home->room);
	home->cursor = same_line(home, old && old->len ? g_ptr_array_index(old, home->cursor) : NULL);
	if (old)
		g_ptr_array_unref(old);
	home->stale = false;
}

/* It lies below all other screens and asks much: not before it is shown. */
static void home_changed(struct ui *ui, struct screen *screen)
{
	struct home *home = screen->state;

	home->stale = true;
	ui_redraw(ui);
}

static void home_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct home *home = screen->state;
	int room = MAX(canvas->rect.height - HOME_DESIGN, 0);

	if (home->stale || home->room != room) {
		home->room = room;
		look_again(ui, home);
	}
	draw_cursor(canvas, 0, 0);
	if (home->lines->len)
		draw_lines(ui, canvas, home);
}

/* It is the bottom: what lies upon it is left, for else Esc would lead into it again. */
static bool come_back(struct ui *ui, const struct screen_class *class)
{
	const struct screen *below = ui->top;

	while (below && below->class != class)
		below = below->below;
	while (below && ui->top != below && screen_back(ui))
		;
	return below != NULL;
}

static bool home_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct home *home;

	(void)argument;
	(void)error;
	if (come_back(ui, screen->class))
		return false;
	screen->state = home = g_new0(struct home, 1);
	look_again(ui, home);
	home->cursor = first_waiting(home);
	return true;
}

static void home_close(struct ui *ui, struct screen *screen)
{
	struct home *home = screen->state;

	(void)ui;
	g_ptr_array_unref(home->lines);
	g_free(home);
}

/* --- commands --- */

static void move_to(struct ui *ui, struct home *home, size_t line)
{
	home->cursor = home->lines->len ? MIN(line, home->lines->len - 1) : 0;
	ui_redraw(ui);
}

static void move_down(struct ui *ui, void *self, const char *arguments)
{
	struct home *home = ((struct screen *)self)->state;

	(void)arguments;
	move_to(ui, home, home->cursor + 1);
}

static void move_up(struct ui *ui, void *self, const char *arguments)
{
	struct home *home = ((struct screen *)self)->state;

	(void)arguments;
	move_to(ui, home, home->cursor ? home->cursor - 1 : 0);
}

static void first(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	move_to(ui, ((struct screen *)self)->state, 0);
}

static void last(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	move_to(ui, ((struct screen *)self)->state, SIZE_MAX);
}

static void open_line(struct ui *ui, const struct home_line *line)
{
	const char *screen = line->row ? line->row->screen : queue_screen.name;
	const char *query = line->row ? line->row->query : "open";
	/* the queues want to know which of them */
	const char *tab = strcmp(screen, queue_screen.name) == 0 ? query : "";
	g_autofree char *argument = g_strdup_printf("%s %s", tab, line->filter ? line->filter : "");

	screen_open(ui, screen, g_strstrip(argument));
}

static void open_it(struct ui *ui, void *self, const char *arguments)
{
	const struct home *home = ((struct screen *)self)->state;

	(void)arguments;
	if (home->lines->len)
		open_line(ui, line_at(home, home->cursor));
}

static void line(struct ui *ui, void *self, const char *arguments)
{
	struct home *home = ((struct screen *)self)->state;

	for (size_t i = 0; i < home->lines->len; i++)
		if (line_at(home, i)->row && strcmp(line_at(home, i)->row->name, arguments) == 0)
			move_to(ui, home, i);
}

static void go(struct ui *ui, void *self, const char *arguments)
{
	const struct home *home = ((struct screen *)self)->state;
	const struct waiting *row = waiting_find(arguments);

	for (size_t i = 0; i < home->lines->len; i++) {
		const struct home_line *line = line_at(home, i);

		if (line->row && strcmp(line->row->name, arguments) == 0) {
			open_line(ui, line);
			return;
		}
	}
	if (row && !row->query) {
		screen_open(ui, row->screen, NULL);
		return;
	}
	ui_say(ui, row ? _("\"%s\" is not for any role of yours") :
	       _("there is no \"%s\" here; the words beside the keys are what there is"), arguments);
}

static const struct command home_commands[] = {
	{ "move-down", N_("down"), N_("To the next line."), move_down, NULL },
	{ "move-up", N_("up"), N_("To the line before."), move_up, NULL },
	{ "first", N_("first"), N_("To the first line."), first, NULL },
	{ "last", N_("last"), N_("To the last line."), last, NULL },
	{ "line", N_("line"), N_("To the line of this name, as in line mine; what a click does."), line, NULL },
	{ "open", N_("open"), N_("Opens the list that the line counts."), open_it, NULL },
	{ "go", N_("go"), N_("Opens the list of this name."), go, NULL },
	{ NULL },
};

static const struct hint home_hints[] = {
	{ "open", N_("open") },
	{ "case-create", N_("new case") },
	{ "queue", N_("queues") },
	{ "command-line", N_("command") },
	{ "help", N_("help") },
	{ "quit", N_("leave") },
	{ NULL },
};

const struct screen_class home_screen = {
	.name = "home",
	.label = N_("Home"),
	.help = N_("What needs you now, your queues, and who is on duty. A line shows how many there are and "
		   "the most pressing of them, its severity before its number; Enter or the key before it opens "
		   "the list. \"Changed\" is what was changed since you signed in before."),
	.sections = "home",
	.commands = home_commands,
	.hints = home_hints,
	.query = "cases",
	.open = home_open,
	.close = home_close,
	.draw = home_draw,
	.changed = home_changed,
};
