#include "ui/column_choice.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/view.h"
#include "ui/loop.h"
#include "ui/prompt.h"

#define LISTED_LEAST 3
#define WIDTH 52

/* The shown ones stand first, as in the list; below them what else there is, by letters. */
struct choosing {
	const struct object *object;
	GArray *fields;		/* size_t */
	guint shown;		/* how many of them are */
	guint at;
	int top;
};

static size_t field_at(const struct choosing *choosing, guint i)
{
	return g_array_index(choosing->fields, size_t, i);
}

static const char *label_at(const struct choosing *choosing, guint i)
{
	return _(choosing->object->fields[field_at(choosing, i)].label);
}

static bool is_in(const GArray *fields, size_t field)
{
	for (guint i = 0; i < fields->len; i++)
		if (g_array_index(fields, size_t, i) == field)
			return true;
	return false;
}

static void fill(struct choosing *choosing, const char *shown)
{
	g_auto(GStrv) words = g_strsplit(shown, " ", -1);

	for (char **word = words; *word; word++) {
		size_t field = (size_t)object_field(choosing->object, *word);

		if (object_field(choosing->object, *word) >= 0 && !is_in(choosing->fields, field))
			g_array_append_val(choosing->fields, field);
	}
	choosing->shown = choosing->fields->len;
}

/* Where the next one that is not shown belongs. */
static guint place_below(const struct choosing *choosing, size_t field)
{
	const char *label = _(choosing->object->fields[field].label);
	guint i = choosing->shown;

	while (i < choosing->fields->len && g_utf8_collate(label_at(choosing, i), label) < 0)
		i++;
	return i;
}

static void fill_below(struct choosing *choosing)
{
	for (size_t field = 0; field < choosing->object->fields_len; field++)
		if (view_column_may(choosing->object, field) && !is_in(choosing->fields, field))
			g_array_insert_val(choosing->fields, place_below(choosing, field), field);
}

/* Shows it as the last one, or takes it away; the cursor stays where it is. */
static void turn(struct choosing *choosing)
{
	size_t field = field_at(choosing, choosing->at);
	bool was = choosing->at < choosing->shown;

	g_array_remove_index(choosing->fields, choosing->at);
	choosing->shown -= was;
	g_array_insert_val(choosing->fields, was ? place_below(choosing, field) : choosing->shown, field);
	if (!was) {
		choosing->shown++;
		choosing->at = MIN(choosing->at + 1, choosing->fields->len - 1);
	}
}

static void shift(struct choosing *choosing, int by)
{
	guint to = choosing->at + (guint)by;
	size_t field = field_at(choosing, choosing->at);

	if (choosing->at >= choosing->shown || to >= choosing->shown)
		return;
	g_array_remove_index(choosing->fields, choosing->at);
	g_array_insert_val(choosing->fields, to, field);
	choosing->at = to;
}

static void seek(struct choosing *choosing, gunichar letter)
{
	for (guint n = 1; n <= choosing->fields->len; n++) {
		guint i = (choosing->at + n) % choosing->fields->len;

		if (g_unichar_tolower(g_utf8_get_char(label_at(choosing, i))) == g_unichar_tolower(letter)) {
			choosing->at = i;
			return;
		}
	}
}

static void draw_rows(struct choosing *choosing, struct canvas *inside, int rows)
{
	choosing->top = MIN(choosing->top, MAX((int)choosing->fields->len - rows, 0));
	choosing->top = CLAMP(choosing->top, (int)choosing->at - rows + 1, (int)choosing->at);
	for (int y = 0; y < rows && choosing->top + y < (int)choosing->fields->len; y++) {
		guint i = (guint)(choosing->top + y);
		int x = 1;

		if (i < choosing->shown)
			x += draw_format(inside, y, x, -1, PAINT_TEXT, "%2u ", i + 1);
		else
			x += 3;
		draw_text(inside, y, x, -1, i < choosing->shown ? PAINT_TEXT : PAINT_DIM, label_at(choosing, i));
		if (i == choosing->at) {
			draw_look(inside, y, 0, -1, PAINT_FOCUS);
			draw_cursor(inside, y, 0);
		}
	}
}

static void choice_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct choosing *choosing = screen->state;
	const struct field *field = &choosing->object->fields[field_at(choosing, choosing->at)];
	struct canvas box, inside;
	static const char *const keys[] = {
		N_("Space shows or hides  < > move"),
		N_("Delete: as the queue has them"),
		N_("Enter takes  Esc back  a letter: goes there"),
	};
	int rows, told, width = WIDTH;

	(void)ui;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		width = MAX(width, text_width(_(keys[i])) + 6);
	box = draw_middle(canvas, (int)choosing->fields->len + 7, width);
	inside = draw_box(&box, _("Columns, from left to right"));
	/* in a small window the list comes first */
	told = CLAMP(inside.rect.height - LISTED_LEAST - 1, 0, (int)G_N_ELEMENTS(keys));
	rows = MAX(inside.rect.height - told - 1, 1);
	draw_rows(choosing, &inside, rows);
	draw_text(&inside, rows, 1, -1, PAINT_DIM, _(field->help));
	for (int i = 0; i < told; i++)
		draw_text(&inside, rows + 1 + i, 1, -1, PAINT_HINT, _(keys[i]));
}

static bool change(struct choosing *choosing, const struct event *event)
{
	switch (event->key) {
	case ' ':
		turn(choosing);
		return true;
	case '<':
	case PRESS_LEFT:
		shift(choosing, -1);
		return true;
	case '>':
	case PRESS_RIGHT:
		shift(choosing, 1);
		return true;
	}
	if (event->kind == EVENT_TEXT)
		seek(choosing, (gunichar)event->key);
	return event->kind == EVENT_TEXT;
}

static bool choice_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct choosing *choosing = screen->state;

	if (event->kind != EVENT_KEY && event->kind != EVENT_TEXT)
		return true;
	if (prompt_move(event->key, choosing->fields->len, &choosing->at) || change(choosing, event))
		return true;
	if (event->key == PRESS_ESC || event->key == (PRESS_CTRL | 'c'))
		loop_end(ui, screen, -1);
	if (event->key == PRESS_ENTER)
		loop_end(ui, screen, 1);
	if (event->key == PRESS_DELETE)
		loop_end(ui, screen, 0);
	return true;
}

static const struct screen_class choice_screen = {
	.name = "column-choice",
	.flags = SCREEN_DIALOG,
	.draw = choice_draw,
	.event = choice_event,
};

static char *names_of(const struct choosing *choosing)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < choosing->shown; i++)
		g_string_append_printf(names, "%s%s", i ? " " : "",
				       choosing->object->fields[field_at(choosing, i)].name);
	return g_string_free(names, FALSE);
}

char *column_choice(struct ui *ui, const struct object *object, const char *shown)
{
	struct choosing choosing = { object, g_array_new(FALSE, FALSE, sizeof(size_t)), 0, 0, 0 };
	char *names = NULL;
	int result;

	fill(&choosing, shown);
	fill_below(&choosing);
	result = loop_modal(ui, screen_push(ui, &choice_screen, &choosing));
	if (result >= 0)
		names = result ? names_of(&choosing) : g_strdup("");
	g_array_unref(choosing.fields);
	return names;
}
