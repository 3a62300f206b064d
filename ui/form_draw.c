/* How a form looks. */
#include "ui/form.h"
#include "ui/form_internal.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/base/text.h"

#define LABEL_X 3
#define LABEL_MOST 22
#define LABEL_LEAST 10
#define NOTE_WIDTH 32

/* All labels of a section, as far as the values keep more than the half. */
static int label_width(const struct form *form, const struct form_section *section, int whole)
{
	int width = 0;

	for (guint i = section->first; i < section->first + section->len; i++)
		width = MAX(width, text_width(_(input_field(form_item(form, i)->input)->label)));
	return MIN(width, MIN(LABEL_MOST, MAX(whole * 2 / 5, LABEL_LEAST)));
}

/* The note stands at the right of an empty field, else it would hide what is typed; on a narrow screen not of the
 * one in focus, which needs the room. */
static bool has_note(const struct form *form, guint at, int width)
{
	const struct form_item *item = form_item(form, at);

	if (!item->needed || (at == form->focus && width < NOTE_WIDTH + 16))
		return false;
	return !input_is_typed(item->input) || !input_has_text(item->input);
}

/* A form of one section keeps its shape wherever the focus is; a text alone gets room. */
static int block_rows(const struct form *form, guint at, int width)
{
	const struct input *input = form_item(form, at)->input;
	bool alone = form->items->len <= 2;

	if (form->sections->len == 1)
		return input_rows(input, width, alone ? 5 : 3, alone ? 12 : 5);
	if (at == form->focus)
		return input_rows(input, width, 3, 8);
	return input_rows(input, width, 1, 3);
}

int form_item_rows(const struct form *form, guint at, int width)
{
	const struct form_item *item = form_item(form, at);

	return block_rows(form, at, width) + (input_problem(item->input) != NULL);
}

static int value_x(const struct form *form, const struct form_section *section, int whole)
{
	return LABEL_X + label_width(form, section, whole) + 2;
}

int form_rows(const struct form *form, int width)
{
	const struct form_section *section = form_section_of(form, form->focus);
	int rows = 0;

	for (guint i = section->first; i < section->first + section->len; i++)
		rows += form_item_rows(form, i, width - value_x(form, section, width) - 1);
	return rows;
}

static char *tab_text(const struct form *form, const struct form_section *section, bool now)
{
	unsigned missing = 0;
	bool changed = false;
	g_autofree char *text = NULL, *needs = NULL;

	for (guint i = section->first; i < section->first + section->len; i++) {
		missing += form_item(form, i)->needed != NULL;
		changed |= form->spec.record && input_changed(form_item(form, i)->input);
	}
	needs = missing ? g_strdup_printf(" !%u", missing) : NULL;
	text = g_strconcat(_(section->label), changed ? "*" : "", needs, NULL);
	return now ? g_strdup_printf("[%s]", text) : g_steal_pointer(&text);
}

static void draw_tabs(const struct form *form, struct canvas *canvas)
{
	const struct form_section *now = form_section_of(form, form->focus);
	int x = 1, gap = 2, sum = 0;

	for (int round = 0; round < 2; round++) {
		if (round && sum > canvas->rect.width)
			gap = 1;
		for (guint i = 0; i < form->sections->len; i++) {
			const struct form_section *section =
				&g_array_index(form->sections, struct form_section, i);
			g_autofree char *text = tab_text(form, section, section == now);

			if (round)
				draw_spot(canvas, 0, x, 1, text_width(text), "field %u", section->first + 1);
			if (!round)
				sum += text_width(text) + gap;
			else
				x += gap + draw_text(canvas, 0, x, -1,
						     section == now ? PAINT_TAB : PAINT_TEXT,
						     text);
		}
	}
}

/* "needed to leave triage": the rest of the sentence stands in the help. */
static void draw_note(const struct form_item *item, struct canvas *canvas, int y, int width)
{
	g_autofree char *note = g_strndup(item->needed, strcspn(item->needed, "(,"));

	g_strchomp(note);
	draw_right(canvas, y, width - NOTE_WIDTH - 1, NOTE_WIDTH, PAINT_NEEDED, note);
}

static void draw_item(const struct form *form, struct ui *ui, struct canvas *canvas, guint at, int y,
		      int x)
{
	struct form_item *item = form_item(form, at);
	bool focused = at == form->focus;
	int width = canvas->rect.width - x - 1;
	int rows = form_item_rows(form, at, width) - (input_problem(item->input) != NULL);
	struct canvas value;

	if (item->needed)
		draw_text(canvas, y, 1, 1, PAINT_NEEDED, "!");
	else if (form->spec.record && input_changed(item->input))
		draw_text(canvas, y, 1, 1, PAINT_SOON, "*");
	draw_text(canvas, y, LABEL_X, x - LABEL_X - 1, focused ? PAINT_TITLE : PAINT_LABEL,
		  _(input_field(item->input)->label));
	if (has_note(form, at, width)) {
		width -= NOTE_WIDTH + 1;
		draw_note(item, canvas, y, canvas->rect.width);
	}
	if (focused)
		draw_spot(canvas, y, 0, rows, canvas->rect.width, "choose");
	else
		draw_spot(canvas, y, 0, rows, canvas->rect.width, "field %u", at + 1);
	value = draw_part(canvas, y, x, rows, width);
	input_draw(item->input, &value, ui_now(ui), focused);
	if (input_problem(item->input))
		draw_format(canvas, y + rows, x, -1, PAINT_ERROR, "^ %s", input_problem(item->input));
}

/* The focused field is whole on the page, as far as it can be, and the page is full when there are rows for it. */
static void settle(struct form *form, const struct form_section *section, int width, int height)
{
	int y = 0, all = 0, rows;

	for (guint i = section->first; i < section->first + section->len; i++) {
		if (i == form->focus)
			y = all;
		all += form_item_rows(form, i, width);
	}
	rows = form_item_rows(form, form->focus, width);
	form->top = MIN(form->top, MAX(all - height, 0));
	if (y + rows > form->top + height)
		form->top = y + rows - height;
	if (y < form->top)
		form->top = y;
}

static void draw_items(struct form *form, struct ui *ui, struct canvas *canvas)
{
	const struct form_section *section = form_section_of(form, form->focus);
	int x = value_x(form, section, canvas->rect.width), width = canvas->rect.width - x - 1, y;
	guint last = section->first + section->len;

	settle(form, section, width, canvas->rect.height);
	y = -form->top;
	for (guint i = section->first; i < last; i++) {
		int rows = form_item_rows(form, i, width);

		if (y >= 0 && y < canvas->rect.height)
			draw_item(form, ui, canvas, i, y, x);
		y += rows;
	}
	if (form->top > 0)
		draw_text(canvas, 0, 0, 1, PAINT_DIM, draw_sign(canvas, SIGN_UP));
	if (y > canvas->rect.height)
		draw_text(canvas, canvas->rect.height - 1, 0, 1, PAINT_DIM,
			  draw_sign(canvas, SIGN_DOWN));
}

static void draw_help(const struct form *form, struct canvas *canvas)
{
	const struct form_item *item = form_focus(form);
	const struct field *field = input_field(item->input);
	g_autoptr(GString) text = g_string_new(NULL);

	if (field->help)
		g_string_append(text, _(field->help));
	if (item->needed)
		g_string_append_printf(text, " %c%s.", g_ascii_toupper(item->needed[0]),
				       item->needed + 1);
	else if (field->source)
		g_string_append_printf(text, _(" Source: %s."), field->source);
	draw_wrapped(canvas, 0, 1, canvas->rect.width - 2, canvas->rect.height, PAINT_DIM, text->str);
}

void form_draw(struct form *form, struct ui *ui, struct canvas *canvas, int help)
{
	int tabs = form->sections->len > 1 ? 2 : 0, height = canvas->rect.height;
	struct canvas items;

	if (height - tabs - help - 1 < (tabs ? 4 : 1))
		help = 0;
	if (tabs) {
		draw_tabs(form, canvas);
		draw_rule(canvas, 1);
	}
	items = draw_part(canvas, tabs, 0, height - tabs - (help ? help + 1 : 0), canvas->rect.width);
	draw_items(form, ui, &items);
	if (help) {
		struct canvas below = draw_part(canvas, height - help, 0, help, canvas->rect.width);

		draw_rule(canvas, height - help - 1);
		draw_help(form, &below);
	}
}
