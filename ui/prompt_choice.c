/* Lists to choose from, narrowed by typing. */
#include "ui/prompt.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/loop.h"
#include "ui/pager.h"

#include <string.h>

#define PAGE 8
#define UNDER 4		/* choices that keep their rows under a long text */
#define NUMBERED 5	/* cells: the number of a text, and blanks around it */
#define LOW 8		/* rows: no blank one under the text */
#define BOX_SIDES 4	/* cells of a box that its inside does not have */
#define WITH_WIDTH 24	/* "with: " and some letters, left of what keys do */

struct chooser {
	const char *title;
	const char *const *labels;
	int count;
	bool *ticked;		/* NULL: one is chosen */
	struct line_edit *line;	/* what narrows it */
	GArray *shown;		/* int: indexes of labels that match */
	guint at;		/* within shown */
	int top;
	struct pager *text;	/* above the list; NULL: none */
	int text_width;		/* of its longest piece */
	const struct choice_under *under;
};

static void narrow(struct chooser *chooser)
{
	g_array_set_size(chooser->shown, 0);
	/* the start of a word, so that few letters are enough */
	for (int i = 0; i < chooser->count; i++)
		if (text_word_begins(chooser->labels[i], line_edit_text(chooser->line)))
			g_array_append_val(chooser->shown, i);
	chooser->at = 0;
	chooser->top = 0;
	/* "no" stands in "not assessed", and is a choice */
	for (guint i = 0; i < chooser->shown->len; i++)
		if (text_is(chooser->labels[g_array_index(chooser->shown, int, i)], line_edit_text(chooser->line)))
			chooser->at = i;
}

static int current(const struct chooser *chooser)
{
	if (chooser->at >= chooser->shown->len)
		return -1;
	return g_array_index(chooser->shown, int, chooser->at);
}

static void draw_rows(struct chooser *chooser, struct canvas *inside, int rows)
{
	chooser->top = MIN(chooser->top, MAX((int)chooser->shown->len - rows, 0));
	chooser->top = CLAMP(chooser->top, (int)chooser->at - rows + 1, (int)chooser->at);
	for (int y = 0; y < rows && chooser->top + y < (int)chooser->shown->len; y++) {
		int i = g_array_index(chooser->shown, int, chooser->top + y), x = 1;

		if (chooser->ticked)
			x += 1 + draw_text(inside, y, x, -1, PAINT_TEXT,
				draw_sign(inside, chooser->ticked[i] ? SIGN_TICKED : SIGN_UNTICKED));
		draw_text(inside, y, x, -1, PAINT_TEXT, chooser->labels[i]);
		if (chooser->top + y == (int)chooser->at) {
			draw_look(inside, y, 0, -1, PAINT_FOCUS);
			draw_cursor(inside, y, 0);
		}
	}
	if (!chooser->shown->len)
		draw_text(inside, 0, 1, -1, PAINT_DIM, _("nothing begins like this"));
}

/* Above the list, as much as there is room for; what is left of inside is the list's. */
static void draw_text_above(struct chooser *chooser, struct canvas *inside)
{
	int width = inside->rect.width, height = inside->rect.height, gap = height > LOW;
	int room = height - gap - 2 - MIN(chooser->count, UNDER);
	int rows = CLAMP(pager_rows_at(chooser->text, width), 1, MAX(room, 1));
	struct canvas above = draw_part(inside, 0, 0, rows, width);

	pager_draw(chooser->text, &above);
	*inside = draw_part(inside, rows + gap, 0, height - rows - gap, width);
}

static const char *keys_of(const struct chooser *chooser)
{
	if (chooser->ticked)
		return _("Space ticks, Enter takes, Esc back");
	return chooser->text && pager_goes_on(chooser->text) ? _("there is more: Enter reads on, Esc back") :
							       _("Enter takes, Esc back");
}

/* The keys, and left of them what narrows the list. */
static void draw_last(struct chooser *chooser, struct canvas *inside, int y)
{
	const char *how = keys_of(chooser);
	int right = inside->rect.width - text_width(how) - 1, used;

	if (!*line_edit_text(chooser->line)) {
		draw_text(inside, y, 1, -1, PAINT_DIM, how);
		return;
	}
	used = 1 + draw_text(inside, y, 1, -1, PAINT_LABEL, _("with: "));
	line_edit_draw(chooser->line, inside, y, used, right - used - 1, PAINT_TEXT, false);
	draw_text(inside, y, right, -1, PAINT_DIM, how);
}

static void choice_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct chooser *chooser = screen->state;
	int width = MAX(text_width(keys_of(chooser)) + WITH_WIDTH, text_width(chooser->title) + 6), rows;
	int height = chooser->count + 4;
	struct canvas box, inside;

	(void)ui;
	width = MAX(width, chooser->text_width + BOX_SIDES);
	for (int i = 0; i < chooser->count; i++)
		width = MAX(width, text_width(chooser->labels[i]) + 12);
	width = MIN(width, canvas->rect.width);
	if (chooser->text)
		height += 1 + pager_rows_at(chooser->text, width - BOX_SIDES);
	box = draw_middle(canvas, height, width);
	inside = draw_box(&box, chooser->title);
	if (chooser->text)
		draw_text_above(chooser, &inside);
	rows = inside.rect.height - 2;
	draw_rows(chooser, &inside, MAX(rows, 1));
	draw_last(chooser, &inside, rows + 1);
}

bool prompt_move(int key, guint len, guint *at)
{
	guint last = len ? len - 1 : 0;

	switch (key) {
	case PRESS_UP:
		*at = *at > 0 ? *at - 1 : last;
		return true;
	case PRESS_DOWN:
	case PRESS_TAB:
		*at = *at < last ? *at + 1 : 0;
		return true;
	case PRESS_HOME:
		*at = 0;
		return true;
	case PRESS_END:
		*at = last;
		return true;
	case PRESS_PAGE_UP:
		*at -= MIN(*at, PAGE);
		return true;
	case PRESS_PAGE_DOWN:
		*at = MIN(*at + PAGE, last);
		return true;
	}
	return false;
}

/* Who narrowed the list to what they mean, and ticked nothing, means the row they are on. */
static void tick_meant(struct chooser *chooser, int index)
{
	bool any = !*line_edit_text(chooser->line) || index < 0;

	for (int i = 0; i < chooser->count && !any; i++)
		any = chooser->ticked[i];
	if (!any)
		chooser->ticked[index] = true;
}

/* Nobody takes what they have not seen. */
static bool read_on(struct pager *text, int key)
{
	bool on = key == PRESS_PAGE_DOWN || (key == PRESS_ENTER && pager_goes_on(text));

	if (on || key == PRESS_PAGE_UP)
		pager_page(text, on ? 1 : -1);
	return on || key == PRESS_PAGE_UP;
}

static bool is_taken(struct ui *ui, const struct chooser *chooser, int index)
{
	return !chooser->under || chooser->under->take(ui, index, chooser->under->data);
}

static bool choice_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct chooser *chooser = screen->state;
	int index = current(chooser);

	if (chooser->text && read_on(chooser->text, event->key))
		return true;
	if (event->kind == EVENT_KEY && prompt_move(event->key, chooser->shown->len, &chooser->at))
		return true;
	if (event->key == PRESS_ESC || event->key == (PRESS_CTRL | 'c')) {
		loop_end(ui, screen, -1);
		return true;
	}
	if (event->key == PRESS_ENTER) {
		if (chooser->ticked)
			tick_meant(chooser, index);
		if ((index >= 0 || chooser->ticked) && is_taken(ui, chooser, index))
			loop_end(ui, screen, chooser->ticked ? 0 : index);
		return true;
	}
	if (chooser->ticked && event->key == ' ') {
		if (index >= 0)
			chooser->ticked[index] = !chooser->ticked[index];
		return true;
	}
	if (line_edit_event(chooser->line, ui_typing(ui), event) == TYPED_CHANGED)
		narrow(chooser);
	return true;
}

static const struct screen_class choice_screen = {
	.name = "choice",
	.flags = SCREEN_DIALOG,
	.draw = choice_draw,
	.event = choice_event,
};

static int choose(struct ui *ui, struct chooser *chooser, int chosen, const char *typed)
{
	int result;

	while (chooser->labels[chooser->count])
		chooser->count++;
	chooser->line = line_edit_new(typed);
	chooser->shown = g_array_new(FALSE, FALSE, sizeof(int));
	narrow(chooser);
	if (chosen > 0 && chosen < chooser->count)
		chooser->at = (guint)chosen;
	result = loop_modal(ui, screen_push(ui, &choice_screen, chooser));
	line_edit_free(chooser->line);
	g_array_unref(chooser->shown);
	return result;
}

int prompt_choice(struct ui *ui, const char *title, const char *const *labels, int chosen)
{
	struct chooser chooser = { .title = title, .labels = labels };

	return choose(ui, &chooser, chosen, NULL);
}

static struct pager *pager_of(char **texts, int column)
{
	struct pager *pager = pager_new();

	for (int i = 0; texts[i]; i++) {
		g_autofree char *number = g_strdup_printf("%d", i + 1);

		pager_add_pair(pager, column, column > 1 ? number : NULL, PAINT_TEXT, texts[i]);
	}
	return pager;
}

bool prompt_choice_under(struct ui *ui, const struct choice_under *choice)
{
	struct chooser chooser = { .title = choice->title, .labels = choice->labels, .under = choice };
	int column = choice->texts[0] && choice->texts[1] ? NUMBERED : 1;
	bool taken;

	for (char **text = choice->texts; *text; text++)
		chooser.text_width = MAX(chooser.text_width, column + text_width(*text) + 1);
	chooser.text = pager_of(choice->texts, column);
	taken = choose(ui, &chooser, 0, NULL) >= 0;
	pager_free(chooser.text);
	return taken;
}

bool prompt_choices(struct ui *ui, const char *title, const char *const *labels, bool *ticked,
		    const char *typed)
{
	g_autofree bool *kept = NULL;
	struct chooser chooser = { .title = title, .labels = labels, .ticked = ticked };
	size_t count = 0, size;
	bool done;

	while (labels[count])
		count++;
	size = count * sizeof(bool);
	kept = g_memdup2(ticked, size);
	done = choose(ui, &chooser, 0, typed) >= 0;
	if (!done && size)
		memcpy(ticked, kept, size);
	return done;
}
