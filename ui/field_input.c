#include "ui/field_input.h"
#include "ui/field_input_internal.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "ui/prompt.h"

static void set_string(char **place, const char *text)
{
	char *copy = g_strdup(text && *text ? text : NULL);

	g_free(*place);
	*place = copy;
}

static void take_choices(struct input *input)
{
	static const struct choice yes_no[] = {
		{ "1", N_("yes"), "yes" }, { "0", N_("no"), "no" }, { NULL },
	};
	const struct choice *choices =
		input->field->type == FIELD_BOOL ? yes_no : input->field->choices;
	GPtrArray *names = g_ptr_array_new(), *labels = g_ptr_array_new(),
		  *aliases = g_ptr_array_new();

	for (const struct choice *choice = choices; choice->name; choice++) {
		const char *label = choice->label ? _(choice->label) : choice->name;
		bool code;

		g_ptr_array_add(names, g_strdup(choice->name));
		g_ptr_array_add(aliases, g_strdup(choice->alias ? choice->alias : ""));
		/* a short code people know, such as C2 */
		code = choice->alias && strlen(choice->alias) == 2 && !strstr(label, choice->alias);
		g_ptr_array_add(labels, code && input->field->type != FIELD_BOOL ?
			g_strdup_printf("%s %s", label, choice->alias) : g_strdup(label));
	}
	g_ptr_array_add(names, NULL);
	g_ptr_array_add(labels, NULL);
	g_ptr_array_add(aliases, NULL);
	input->names = (char **)g_ptr_array_free(names, FALSE);
	input->labels = (char **)g_ptr_array_free(labels, FALSE);
	input->aliases = (char **)g_ptr_array_free(aliases, FALSE);
}

/* "INC-2026-0007\tINC-2026-0007  Its title": what it means, and how it is shown if that is another. */
static void take_offers(struct input *input, char **offers)
{
	input->names = offers;
	input->labels = g_strdupv(offers);
	for (int i = 0; offers[i]; i++) {
		char *label = strchr(offers[i], '\t');

		if (!label)
			continue;
		*label = '\0';
		g_free(input->labels[i]);
		input->labels[i] = g_strdup(label + 1);
	}
}

static enum widget widget_of(const struct field *field, bool offers, bool free_text)
{
	switch (field->type) {
	case FIELD_LONG:
		return WIDGET_BLOCK;
	case FIELD_LIST:
		return offers ? WIDGET_SEVERAL : WIDGET_BLOCK;
	case FIELD_CHOICES:
		return WIDGET_SEVERAL;
	case FIELD_CHOICE:
	case FIELD_BOOL:
		return WIDGET_ONE;
	case FIELD_TEXT:
	case FIELD_USER:
	case FIELD_GROUP:
		return offers && !free_text ? WIDGET_ONE : WIDGET_LINE;
	case FIELD_INT:
	case FIELD_TIME:
		return WIDGET_LINE;
	}
	return WIDGET_LINE;
}

/* Lists of one item are written as the command line would, so that a comma in it stays. */
char *input_text_of(const struct input *input, const char *value)
{
	if (!value)
		return g_strdup("");
	if (input->field->type == FIELD_TIME)
		return field_show(input->field, value);
	if (input->field->type == FIELD_LIST && !strchr(value, '\n'))
		return field_plain(input->field, value);
	return g_strdup(value);
}

struct input *input_new(const struct field *field, const char *value, char **offers, bool free_text)
{
	struct input *input = g_new0(struct input, 1);

	input->field = field;
	input->ahead = g_string_new(NULL);
	if (offers && *offers) {
		take_offers(input, offers);
	} else {
		g_strfreev(offers);
		if (field->choices || field->type == FIELD_BOOL)
			take_choices(input);
	}
	input->widget = widget_of(field, input->names != NULL, free_text);
	if (input->widget == WIDGET_LINE)
		input->line = line_edit_new(NULL);
	if (input->widget == WIDGET_BLOCK)
		input->edit = edit_new(NULL);
	input_settle(input, value);
	return input;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	g_strfreev(input->names);
	g_strfreev(input->labels);
	g_strfreev(input->aliases);
	line_edit_free(input->line);
	edit_free(input->edit);
	g_free(input->value);
	g_free(input->settled);
	g_free(input->settled_text);
	g_free(input->problem);
	g_string_free(input->ahead, TRUE);
	g_free(input);
}

const struct field *input_field(const struct input *input)
{
	return input->field;
}

const char *input_value(const struct input *input)
{
	return input->value;
}

const char *input_problem(const struct input *input)
{
	return input->problem;
}

void input_refuse(struct input *input, const char *problem)
{
	set_string(&input->problem, problem);
}

static const char *typed_text(const struct input *input)
{
	return input->line ? line_edit_text(input->line) : input->edit ? edit_text(input->edit) : "";
}

void input_set(struct input *input, const char *value)
{
	g_autofree char *text = input_text_of(input, value);

	set_string(&input->value, value);
	g_string_truncate(input->ahead, 0);
	input->fresh = true;
	if (input->line)
		line_edit_set(input->line, text);
	if (input->edit)
		edit_set(input->edit, text);
}

void input_type(struct input *input, const char *text)
{
	g_autofree char *value = NULL, *problem = NULL;

	if (input->line)
		line_edit_set(input->line, text);
	else if (input->edit)
		edit_set(input->edit, text);
	else if (field_read(input->field, text, 0, &value, &problem))
		set_string(&input->value, value);
}

void input_settle(struct input *input, const char *value)
{
	g_autofree char *copy = g_strdup(value);
	bool untouched = !input->settled_text || !input_changed(input);

	value = copy;
	set_string(&input->settled, value);
	g_free(input->settled_text);
	input->settled_text = input_text_of(input, value);
	if (untouched)
		input_set(input, value);
}

const char *input_only(const struct input *input)
{
	return input->widget == WIDGET_ONE && input->names[0] && !input->names[1] ? input->names[0] : NULL;
}

bool input_changed(const struct input *input)
{
	if (input->line || input->edit)
		return strcmp(typed_text(input), input->settled_text) != 0;
	return g_strcmp0(input->value, input->settled) != 0;
}

char *input_typed(const struct input *input)
{
	if (input->line || input->edit)
		return g_strdup(typed_text(input));
	return field_plain(input->field, input->value);
}

char *input_request(const struct input *input)
{
	if (input->field->type == FIELD_LONG || input->field->type == FIELD_TEXT)
		return g_strdup(typed_text(input) && (input->line || input->edit) ?
			typed_text(input) : input->value ? input->value : "");
	return field_plain(input->field, input->value);
}

bool input_read(struct input *input, int64_t now)
{
	char *value = NULL, *problem = NULL;

	if (!input->line && !input->edit) {
		input_refuse(input, NULL);
		return true;
	}
	if (!input_changed(input)) {
		/* what a form shows may be less exact than what is stored */
		set_string(&input->value, input->settled);
		input_refuse(input, NULL);
		return true;
	}
	if (!field_read(input->field, typed_text(input), now, &value, &problem)) {
		g_free(input->problem);
		input->problem = problem;
		return false;
	}
	g_free(input->value);
	input->value = value;
	input_refuse(input, NULL);
	return true;
}

/* A relative time is fixed when the field is left: "2h ago" must not move on. */
void input_leave(struct input *input, int64_t now)
{
	g_string_truncate(input->ahead, 0);
	if (!input_read(input, now))
		return;
	input->fresh = true;
	if (input->field->type == FIELD_TIME && input_changed(input) && input->value) {
		g_autofree char *text = field_show(input->field, input->value);

		line_edit_set(input->line, text);
	}
}

int input_index(const struct input *input, const char *name)
{
	for (int i = 0; name && input->names && input->names[i]; i++)
		if (strcmp(input->names[i], name) == 0)
			return i;
	return -1;
}

/* --- choosing --- */

static bool begins(const char *text, const char *with)
{
	g_autofree char *a = text_normal(text, true), *b = text_normal(with, true);

	return a && b && g_str_has_prefix(a, b);
}

static bool contains(const char *text, const char *what)
{
	g_autofree char *a = text_normal(text, true), *b = text_normal(what, true);

	return a && b && strstr(a, b);
}

/* The choice the letters mean: the whole of it ("no", not "not assessed"), its beginning, else that of a word,
 * else anything in it, of which one letter says too little; -1: none. */
static int match(const struct input *input, const char *letters)
{
	for (int i = 0; input->names[i]; i++)
		if (text_is(input->labels[i], letters) || text_is(input->names[i], letters))
			return i;
	for (int i = 0; input->names[i]; i++)
		if (begins(input->labels[i], letters) || begins(input->names[i], letters) ||
		    (input->aliases && begins(input->aliases[i], letters)))
			return i;
	for (int i = 0; input->names[i]; i++)
		if (text_word_begins(input->labels[i], letters))
			return i;
	for (int i = 0; letters[0] && letters[1] && input->names[i]; i++)
		if (contains(input->labels[i], letters))
			return i;
	return -1;
}

static enum typed type_ahead(struct input *input, const char *text, size_t len)
{
	int chosen;

	g_string_append_len(input->ahead, text, (gssize)len);
	chosen = match(input, input->ahead->str);
	if (chosen < 0) {
		g_string_truncate(input->ahead, input->ahead->len - len);
		return TYPED_MOVED;
	}
	set_string(&input->value, input->names[chosen]);
	input_refuse(input, NULL);
	return TYPED_CHANGED;
}

static enum typed step(struct input *input, int by)
{
	int len = (int)g_strv_length(input->names), at = input_index(input, input->value);

	at = at < 0 ? (by > 0 ? 0 : len - 1) : (at + by + len) % len;
	set_string(&input->value, input->names[at]);
	g_string_truncate(input->ahead, 0);
	input_refuse(input, NULL);
	return TYPED_CHANGED;
}

static enum typed choice_key(struct input *input, int key)
{
	switch (key) {
	case PRESS_LEFT:
		return step(input, -1);
	case PRESS_RIGHT:
		return step(input, 1);
	case PRESS_BACKSPACE:
	case PRESS_DELETE:
		if (input->ahead->len) {
			g_string_truncate(input->ahead, 0);
			return TYPED_MOVED;
		}
		set_string(&input->value, NULL);
		return TYPED_CHANGED;
	default:
		return TYPED_NOTHING;
	}
}

/* Punctuation is left to the keys of the screen. */
static bool is_letter(const struct event *event)
{
	return event->kind == EVENT_TEXT &&
	       (g_unichar_isalnum(g_utf8_get_char(event->text)) ||
		strchr("-_@.", event->text[0]) != NULL);
}

/* A field of several is chosen as one of one, until it holds two: letters must lose none. */
static bool is_single(const struct input *input)
{
	return input->widget == WIDGET_ONE || !input->value || !strchr(input->value, '\n');
}

static enum typed choice_event(struct input *input, const struct event *event)
{
	if (event->kind == EVENT_PASTE)
		return is_single(input) ? type_ahead(input, event->text, event->len) : TYPED_NOTHING;
	if (event->kind == EVENT_TEXT && event->text[0] == ' ' && is_single(input))
		return input->ahead->len ? type_ahead(input, " ", 1) : step(input, 1);
	if (is_letter(event) && is_single(input))
		return type_ahead(input, event->text, event->len);
	if (event->kind != EVENT_KEY)
		return TYPED_NOTHING;
	if (is_single(input))
		return choice_key(input, event->key);
	if (event->key == PRESS_DELETE || event->key == PRESS_BACKSPACE) {
		set_string(&input->value, NULL);
		return TYPED_CHANGED;
	}
	return TYPED_NOTHING;
}

/* What is typed upon a time that was not touched yet is another time, not more of it. */
static void make_room(struct input *input, const struct event *event)
{
	if (input->fresh && input->field->type == FIELD_TIME && event->kind != EVENT_KEY)
		line_edit_complete(input->line, 0, "");
	input->fresh = false;
}

enum typed input_event(struct input *input, struct typing *typing, const struct event *event)
{
	enum typed typed;

	make_room(input, event);
	if (input->line)
		typed = line_edit_event(input->line, typing, event);
	else if (input->edit)
		typed = edit_event(input->edit, typing, event);
	else
		typed = choice_event(input, event);
	if (typed == TYPED_CHANGED)
		input_refuse(input, NULL);
	return typed;
}

static bool choose_one(struct input *input, struct ui *ui)
{
	const char *now = input->line ? line_edit_text(input->line) : input->value;
	int chosen = prompt_choice(ui, _(input->field->label), (const char *const *)input->labels,
				   input_index(input, now));

	if (chosen >= 0)
		input_set(input, input->names[chosen]);
	return chosen >= 0;
}

/* Keeps the order of what was ticked before: the first is the main one. */
static bool choose_several(struct input *input, struct ui *ui, const char *typed)
{
	guint len = g_strv_length(input->names);
	g_autofree bool *ticked = g_new0(bool, len + 1);
	g_autofree char *value = g_strdup(input->value);

	for (guint i = 0; i < len; i++)
		ticked[i] = list_has(input->value, input->names[i]);
	if (!prompt_choices(ui, _(input->field->label), (const char *const *)input->labels, ticked, typed))
		return false;
	for (guint i = 0; i < len; i++) {
		char *next = ticked[i] ? list_add(value, input->names[i]) :
					 list_remove(value, input->names[i]);

		g_free(value);
		value = next;
	}
	set_string(&input->value, value);
	return true;
}

bool input_opens(const struct input *input, const struct event *event)
{
	return input->widget == WIDGET_SEVERAL && !is_single(input) && is_letter(event);
}

bool input_choose(struct input *input, struct ui *ui, const char *typed)
{
	if (!input->names)
		return false;
	if (input->widget == WIDGET_SEVERAL ? choose_several(input, ui, typed) : choose_one(input, ui))
		input_refuse(input, NULL);
	return true;
}

bool input_is_block(const struct input *input)
{
	return input->edit != NULL;
}

bool input_is_typed(const struct input *input)
{
	return input->line || input->edit;
}

bool input_has_text(const struct input *input)
{
	const char *text = typed_text(input);

	return text[strspn(text, " \n\t")] != '\0';
}
