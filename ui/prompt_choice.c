/* Lists to choose from, narrowed by typing. */
#include "ui/prompt.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/loop.h"

#include <string.h>

#define PAGE 8
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

static void choice_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct chooser *chooser = screen->state;
	const char *how = chooser->ticked ? _("Space ticks, Enter takes, Esc back") : _("Enter takes, Esc back");
	int keys = text_width(how), width = MAX(keys + WITH_WIDTH, text_width(chooser->title) + 6), rows;
	struct canvas box, inside;

	(void)ui;
	for (int i = 0; i < chooser->count; i++)
		width = MAX(width, text_width(chooser->labels[i]) + 12);
	box = draw_middle(canvas, chooser->count + 4, width);
	inside = draw_box(&box, chooser->title);
	rows = inside.rect.height - 2;
	draw_rows(chooser, &inside, MAX(rows, 1));
	if (*line_edit_text(chooser->line)) {
		int used = 1 + draw_text(&inside, rows + 1, 1, -1, PAINT_LABEL, _("with: "));

		int right = inside.rect.width - keys - 1;

		line_edit_draw(chooser->line, &inside, rows + 1, used, right - used - 1, PAINT_TEXT, false);
		draw_text(&inside, rows + 1, right, -1, PAINT_DIM, how);
	} else {
		draw_text(&inside, rows + 1, 1, -1, PAINT_DIM, how);
	}
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

static bool choice_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct chooser *chooser = screen->state;
	int index = current(chooser);

	if (event->kind == EVENT_KEY && prompt_move(event->key, chooser->shown->len, &chooser->at))
		return true;
	if (event->key == PRESS_ESC || event->key == (PRESS_CTRL | 'c')) {
		loop_end(ui, screen, -1);
		return true;
	}
	if (event->key == PRESS_ENTER) {
		if (chooser->ticked)
			tick_meant(chooser, index);
		if (index >= 0 || chooser->ticked)
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
