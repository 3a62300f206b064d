#include "ui/prompt.h"

#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/loop.h"

#include <string.h>

#define CANDIDATE_ROWS 8

struct asked {
	const struct prompt *prompt;
	struct line_edit *line;
	char **candidates;	/* that may stand instead of the text up to the word's end; NULL: none */
	size_t same;		/* bytes that all of them begin with, up to their last word */
	int chosen;		/* by Tab; -1: none */
	bool changed;		/* so the problem may be mended */
};

static void look_for_candidates(struct ui *ui, struct asked *asked)
{
	g_autofree char *head = line_edit_head(asked->line);
	const char *blank = strrchr(head, ' ');

	g_clear_pointer(&asked->candidates, g_strfreev);
	asked->chosen = -1;
	asked->same = blank ? (size_t)(blank + 1 - head) : 0;
	if (asked->prompt->complete)
		asked->candidates = asked->prompt->complete(ui, head, asked->prompt->data);
	for (char **one = asked->candidates; one && *one; one++)
		if (strncmp(*one, head, asked->same) != 0)
			asked->same = 0;
}

static void draw_candidates(struct ui *ui, struct asked *asked, struct canvas *canvas)
{
	int count = asked->candidates ? (int)g_strv_length(asked->candidates) : 0;
	int rows = MIN(MIN(count, CANDIDATE_ROWS), canvas->rect.height - 2), column = 0;
	int first = CLAMP(asked->chosen - rows + 1, 0, MAX(count - rows, 0));
	struct canvas part;

	if (rows <= 0)
		return;
	part = draw_part(canvas, canvas->rect.height - 2 - rows, 0, rows + 1, canvas->rect.width);
	draw_clear(&part);
	draw_rule(&part, 0);
	for (int i = first; i < first + rows; i++)
		column = MAX(column, text_width(asked->candidates[i] + asked->same));
	for (int i = first; i < first + rows; i++) {
		const char *text = asked->candidates[i];
		g_autofree char *about = NULL;
		int y = i - first + 1;

		draw_text(&part, y, 1, column, PAINT_KEY, text + asked->same);
		if (asked->prompt->describe)
			about = asked->prompt->describe(ui, text, asked->prompt->data);
		if (about)
			draw_text(&part, y, column + 3, -1, PAINT_DIM, about);
		if (i == asked->chosen)
			draw_look(&part, y, 0, -1, PAINT_FOCUS);
	}
}

/* Where the prompt was wrong: blanks and carets, as far as its text is. NULL: nowhere. */
static const char *carets_of(const struct prompt *prompt)
{
	const char *line_end = prompt->pointed ? strchr(prompt->pointed, '\n') : NULL;

	return line_end ? line_end + 1 : NULL;
}

/* Why it was refused, and under the words where: the carets stand right above what is typed. */
static void draw_problem(const struct asked *asked, struct canvas *above, int typed_at)
{
	const char *carets = carets_of(asked->prompt);
	int y = above->rect.height - 1, blanks = carets ? (int)strspn(carets, " ") : 0;
	int x = typed_at + blanks - line_edit_hidden(asked->line);
	bool fits = carets && x >= typed_at && x + (int)strlen(carets) - blanks < above->rect.width;
	struct canvas text = draw_part(above, 0, 0, y + !fits, above->rect.width);

	draw_upwards(&text, y, PAINT_ERROR, asked->prompt->problem);
	if (!fits)
		return;
	draw_cell(above, y, 0, -1, PAINT_TEXT, "");
	/* carets are signs of their own: colour only helps */
	draw_text(above, y, x, -1, PAINT_ERROR, carets + blanks);
}

static void prompt_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct asked *asked = screen->state;
	int y = canvas->rect.height - 1, used;
	struct canvas above = draw_part(canvas, 0, 0, y, canvas->rect.width);

	draw_cell(canvas, y, 0, -1, PAINT_TEXT, "");
	used = 1 + draw_text(canvas, y, 1, canvas->rect.width / 2, PAINT_LABEL, asked->prompt->label);
	line_edit_draw(asked->line, canvas, y, used, -1, PAINT_TEXT, true);
	if (asked->prompt->problem && !asked->changed)
		draw_problem(asked, &above, used);
	else if (messages_now(ui->messages))
		draw_upwards(&above, y, PAINT_INFO, messages_now(ui->messages)->text);
	else
		draw_candidates(ui, asked, canvas);
}

/* Bytes that all candidates begin with. */
static size_t common_prefix(char **candidates)
{
	size_t len = strlen(candidates[0]);

	for (char **one = candidates + 1; *one; one++)
		for (size_t i = 0; i < len; i++)
			if ((*one)[i] != candidates[0][i])
				len = i;
	while (len > 0 && (candidates[0][len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* Fills in what is sure, then walks through the candidates. */
static void complete(struct ui *ui, struct asked *asked, int by)
{
	int count = asked->candidates ? (int)g_strv_length(asked->candidates) : 0;
	g_autofree char *head = NULL;
	size_t sure;

	if (!count)
		return;
	sure = common_prefix(asked->candidates);
	head = line_edit_head(asked->line);
	if (asked->chosen < 0 && sure > strlen(head)) {
		bool goes_on = strchr("=:", asked->candidates[0][sure - 1]) ||
			strcmp(head, line_edit_text(asked->line)) != 0;
		g_autofree char *text = g_strndup(asked->candidates[0], sure);
		g_autofree char *whole = g_strconcat(text, count == 1 && !goes_on ? " " : "", NULL);

		line_edit_set_head(asked->line, whole);
		look_for_candidates(ui, asked);
		return;
	}
	asked->chosen = asked->chosen < 0 ? (by > 0 ? 0 : count - 1) : (asked->chosen + by + count) % count;
	line_edit_set_head(asked->line, asked->candidates[asked->chosen]);
}

static void told(struct ui *ui, struct asked *asked)
{
	asked->changed = true;
	look_for_candidates(ui, asked);
	if (asked->prompt->changed)
		asked->prompt->changed(ui, line_edit_text(asked->line), asked->prompt->data);
}

static bool prompt_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct asked *asked = screen->state;
	enum typed did;

	switch (event->key) {
	case PRESS_ENTER:
		loop_end(ui, screen, 1);
		return true;
	case PRESS_ESC:
	case PRESS_CTRL | 'c':
	case PRESS_CTRL | 'g':
		loop_end(ui, screen, 0);
		return true;
	case PRESS_TAB:
		complete(ui, asked, 1);
		return true;
	case PRESS_SHIFT | PRESS_TAB:
		complete(ui, asked, -1);
		return true;
	case PRESS_BACKSPACE:
		/* on nothing: as Esc, the way vi and less do */
		if (!*line_edit_text(asked->line)) {
			loop_end(ui, screen, 0);
			return true;
		}
		break;
	}
	did = line_edit_event(asked->line, ui_typing(ui), event);
	if (did == TYPED_CHANGED)
		told(ui, asked);
	else if (did == TYPED_MOVED)
		look_for_candidates(ui, asked);
	return true;
}

static const struct screen_class prompt_screen = {
	.name = "prompt",
	.flags = SCREEN_LINE,
	.draw = prompt_draw,
	.event = prompt_event,
};

char *prompt_line(struct ui *ui, const struct prompt *prompt)
{
	struct asked asked = { .prompt = prompt, .line = line_edit_new(prompt->text), .chosen = -1 };
	char *text = NULL;

	line_edit_use_history(asked.line, prompt->history);
	if (carets_of(prompt))
		line_edit_point(asked.line, (int)strlen(carets_of(prompt)));
	look_for_candidates(ui, &asked);
	if (loop_modal(ui, screen_push(ui, &prompt_screen, &asked)) == 1) {
		text = g_strdup(line_edit_text(asked.line));
		if (prompt->history)
			history_add(prompt->history, text);
	}
	line_edit_free(asked.line);
	g_strfreev(asked.candidates);
	return text;
}

bool prompt_code(struct ui *ui, const char *label, struct passphrase *code, GError **error)
{
	struct prompt prompt = { .label = label };
	CLEANUP(secret_text_free) char *typed = NULL;

	messages_clear(ui->messages);
	typed = prompt_line(ui, &prompt);
	if (!typed)
		return err_set(error, ERR_LOGIN, _("no code was given; sign in again and type "
			       "the one your app shows"));
	code->len = g_strlcpy(code->text, g_strstrip(typed), sizeof(code->text));
	return code->len < sizeof(code->text) || err_set(error, ERR_LOGIN,
		_("this is no code; type the digits your app shows"));
}

/* Over as many of the last rows as it needs, for the keys stand at its end; the cursor stands behind it. Returns
 * its first row. */
static int draw_asked(struct canvas *canvas, enum paint paint, const char *text)
{
	g_autofree char *visible = text_visible(text, -1, TEXT_LINE);
	g_auto(GStrv) lines = text_wrap(g_strchomp(visible), canvas->rect.width - 3);
	int count = (int)g_strv_length(lines), first = canvas->rect.height - count, used = 0;

	for (int i = MAX(-first, 0); i < count; i++) {
		draw_cell(canvas, first + i, 0, -1, PAINT_TEXT, "");
		used = 1 + draw_text(canvas, first + i, 1, -1, paint, lines[i]);
	}
	draw_cursor(canvas, canvas->rect.height - 1, used + 1);
	return MAX(first, 0);
}

struct password_asked { const char *label; struct passphrase *password; };

static void password_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct password_asked *asked = screen->state;

	(void)ui;
	draw_asked(canvas, PAINT_LABEL, asked->label);
}

static bool password_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct password_asked *asked = screen->state;

	if (event->kind == EVENT_KEY && event->key == PRESS_ENTER)
		loop_end(ui, screen, 1);
	else if (event->key == PRESS_ESC || event->key == (PRESS_CTRL | 'c'))
		loop_end(ui, screen, 0);
	else
		password_type(asked->password, event);
	return true;
}

static const struct hint password_hints[] = {
	{ "", N_("go on"), "Enter" },
	{ "", N_("back"), "Esc" },
	{ NULL },
};

static const struct screen_class password_screen = {
	.name = "password",
	.flags = SCREEN_LINE,
	.hints = password_hints,
	.draw = password_draw,
	.event = password_event,
};

bool password_type(struct passphrase *password, const struct event *event)
{
	size_t len = event->len;

	if (event->kind == EVENT_TEXT || event->kind == EVENT_PASTE) {
		/* a line end at the end of a paste is not part of it */
		while (len > 0 && event->text[len - 1] == '\n')
			len--;
		if (len > PASSPHRASE_MAX - password->len || memchr(event->text, '\n', len))
			return true;
		memcpy(password->text + password->len, event->text, len);
		password->len += len;
		return true;
	}
	if (event->key == PRESS_BACKSPACE && password->len > 0) {
		while (password->len > 0 && (password->text[--password->len] & 0xc0) == 0x80)
			password->text[password->len] = '\0';
		password->text[password->len] = '\0';
		return true;
	}
	if (event->key == (PRESS_CTRL | 'u')) {
		secret_wipe(password, sizeof(*password));
		return true;
	}
	return false;
}

bool prompt_password(struct ui *ui, const char *label, struct passphrase *password)
{
	struct password_asked asked = { label, password };
	bool done;

	secret_wipe(password, sizeof(*password));
	done = loop_modal(ui, screen_push(ui, &password_screen, &asked)) == 1;
	if (!done)
		secret_wipe(password, sizeof(*password));
	return done;
}

struct letter_asked { const char *question; const char *letters; bool missed; };

static void letter_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	struct letter_asked *asked = screen->state;
	int first = draw_asked(canvas, PAINT_NEEDED, asked->question);
	struct canvas above = draw_part(canvas, 0, 0, first, canvas->rect.width);

	(void)ui;
	if (asked->missed)
		draw_upwards(&above, first, PAINT_ERROR, _("press a key that the line below names"));
}

static bool letter_event(struct ui *ui, struct screen *screen, const struct event *event)
{
	struct letter_asked *asked = screen->state;
	const char *found = event->kind == EVENT_TEXT && event->len == 1 ?
		strchr(asked->letters, g_ascii_tolower(*event->text)) : NULL;

	if (found && *found)
		loop_end(ui, screen, (int)(found - asked->letters));
	else if (event->key == PRESS_ENTER || event->key == PRESS_ESC || event->key == (PRESS_CTRL | 'c'))
		loop_end(ui, screen, 0);
	else if (event->kind == EVENT_TEXT || event->kind == EVENT_KEY)
		asked->missed = ui->dirty = true;
	return true;
}

static const struct screen_class letter_screen = {
	.name = "question",
	.flags = SCREEN_LINE,
	.draw = letter_draw,
	.event = letter_event,
};

/* The index of the letter pressed; 0 for Enter, Esc and the program leaving. */
static int ask_letter(struct ui *ui, const char *question, const char *letters)
{
	struct letter_asked asked = { .question = question, .letters = letters };

	int answer = loop_modal(ui, screen_push(ui, &letter_screen, &asked));

	return MAX(answer, 0);	/* a macro: it would ask twice */
}

bool prompt_yes(struct ui *ui, const char *question, ...)
{
	g_autofree char *text = NULL, *whole = NULL;
	va_list arguments;

	va_start(arguments, question);
	text = g_strdup_vprintf(question, arguments);
	va_end(arguments);
	whole = g_strdup_printf(_("%s y yes, n no "), text);
	return ask_letter(ui, whole, "ny") == 1;
}

enum prompt_unsaved prompt_unsaved(struct ui *ui, const char *what, bool deed, bool drafts)
{
	static const char *const questions[2][2] = {
		{ N_("%s is not saved. s save, d discard, Esc stay "),
		  N_("%s: not saved. s save, k keep draft, d discard, Esc stay ") },
		{ N_("%s: not done. s do it, d discard, Esc stay "),
		  N_("%s: not done. s do it, k keep draft, d discard, Esc stay ") },
	};
	g_autoptr(GString) question = g_string_new(_(questions[deed][drafts]));

	g_string_replace(question, "%s", what, 1);

	return (enum prompt_unsaved)ask_letter(ui, question->str, drafts ? "\001sdk" : "\001sd");
}
