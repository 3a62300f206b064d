/* How an input looks. */
#include "ui/field_input.h"
#include "ui/field_input_internal.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#define TIME_WIDTH 24
#define RADIO_MOST 5

static int radio_width(const struct input *input)
{
	int width = 0;

	for (int i = 0; input->labels[i]; i++)
		width += 4 + text_width(input->labels[i]) + 2;
	return width;
}

bool input_is_radio(const struct input *input, int width)
{
	return input->widget == WIDGET_ONE && g_strv_length(input->names) <= RADIO_MOST &&
	       radio_width(input) <= width;
}

int input_rows(const struct input *input, int width, int least, int most)
{
	if (!input->edit)
		return 1;
	return CLAMP(edit_rows(input->edit, width) + (least > 1), least, MAX(least, most));
}

static void draw_radio(struct input *input, struct canvas *canvas, bool focused)
{
	int chosen = input_index(input, input->value), x = 0, at = 0;

	for (int i = 0; input->labels[i]; i++) {
		bool on = i == chosen;

		if (on)
			at = x;
		x += draw_text(canvas, 0, x, -1, PAINT_TEXT,
			       draw_sign(canvas, on ? SIGN_CHOSEN : SIGN_FREE));
		x += 1 + draw_text(canvas, 0, x + 1, -1, on && focused ? PAINT_FOCUS : PAINT_TEXT,
				   input->labels[i]);
		x += 2;
	}
	if (focused)
		draw_cursor(canvas, 0, at);
}

static char *several_text(const struct input *input)
{
	g_auto(GStrv) items = list_split(input->value);
	GString *out = g_string_new(NULL);

	for (char **item = items; *item; item++) {
		int at = input_index(input, *item);

		g_string_append_printf(out, "%s%s", out->len ? ", " : "",
				       at >= 0 ? input->labels[at] : *item);
	}
	return g_string_free(out, FALSE);
}

static void draw_choice(struct input *input, struct canvas *canvas, bool focused)
{
	int at = input_index(input, input->value), used;
	g_autofree char *text = input->widget == WIDGET_SEVERAL ? several_text(input) :
		g_strdup(at >= 0 ? input->labels[at] : input->value ? input->value : "");
	enum paint paint = focused ? PAINT_FOCUS : *text ? PAINT_TEXT : PAINT_DIM;

	used = draw_text(canvas, 0, 0, canvas->rect.width - 2, paint,
			 *text ? text : _("choose"));
	draw_text(canvas, 0, used + 1, -1, PAINT_DIM, draw_sign(canvas, SIGN_MORE));
	if (focused && input->ahead->len)
		draw_format(canvas, 0, used + 3, -1, PAINT_DIM, "%s", input->ahead->str);
	if (focused)
		draw_cursor(canvas, 0, 0);
}

/* "2026-11-21 17:10 UTC · 18:10 CET" */
static char *understood(const struct input *input, const struct canvas *canvas, int64_t now)
{
	g_autofree char *value = NULL, *problem = NULL, *utc = NULL, *local = NULL;
	int64_t ms;

	if (!*line_edit_text(input->line))
		return g_strdup("");
	if (!field_read(input->field, line_edit_text(input->line), now, &value, &problem) || !value ||
	    !g_ascii_string_to_signed(value, 10, 0, G_MAXINT64, &ms, NULL))
		return g_strdup("?");
	utc = time_short(ms);
	local = time_local(ms);
	if (strcmp(utc, local) == 0)
		return strcmp(utc, line_edit_text(input->line)) == 0 ? g_strdup("") :
			g_strdup_printf("= %s", utc);
	return strncmp(utc, local, 10) == 0 ?
		g_strdup_printf("= %s %s %s", utc, draw_sign(canvas, SIGN_DOT), local + 11) :
		g_strdup_printf("= %s %s %s", utc, draw_sign(canvas, SIGN_DOT), local);
}

static void draw_line(struct input *input, struct canvas *canvas, int64_t now, bool focused)
{
	enum paint paint = focused ? PAINT_FOCUS : PAINT_TEXT;
	int width = canvas->rect.width;
	g_autofree char *meant = NULL;

	if (input->field->type != FIELD_TIME) {
		if (input->names) {
			width -= 2;
			draw_text(canvas, 0, width + 1, 1, PAINT_DIM, draw_sign(canvas, SIGN_MORE));
		}
		line_edit_draw(input->line, canvas, 0, 0, width, paint, focused);
		return;
	}
	width = MIN(width, TIME_WIDTH);
	line_edit_draw(input->line, canvas, 0, 0, width, paint, focused);
	meant = understood(input, canvas, now);
	draw_text(canvas, 0, width + 1, -1, PAINT_DIM, meant);
}

void input_draw(struct input *input, struct canvas *canvas, int64_t now, bool focused)
{
	if (input->line)
		draw_line(input, canvas, now, focused);
	else if (input->edit)
		edit_draw(input->edit, canvas, focused ? PAINT_FOCUS : PAINT_TEXT, focused);
	else if (input_is_radio(input, canvas->rect.width))
		draw_radio(input, canvas, focused);
	else
		draw_choice(input, canvas, focused);
}
