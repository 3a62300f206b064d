#include "ui/form.h"
#include "ui/form_internal.h"

#include <string.h>

#include "src/app/draft.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"

struct form_item *form_item(const struct form *form, guint at)
{
	return &g_array_index(form->items, struct form_item, at);
}

struct form_item *form_focus(const struct form *form)
{
	return form_item(form, form->focus);
}

const struct form_section *form_section_of(const struct form *form, guint at)
{
	for (guint i = 0; i < form->sections->len; i++) {
		const struct form_section *section =
			&g_array_index(form->sections, struct form_section, i);

		if (at < section->first + section->len)
			return section;
	}
	g_assert_not_reached();
}

static void clear_item(gpointer data)
{
	struct form_item *item = data;

	input_free(item->input);
	g_free(item->needed);
}

static void add_item(struct form *form, struct ui *ui, size_t field)
{
	const struct field *row = &form->object->fields[field];
	bool free_text = false;
	char **offers = form->spec.offers ?
		form->spec.offers(ui, row, form->spec.data, &free_text) : NULL;
	struct form_item item = {
		.field = field,
		.input = input_new(row, record_get(form->work, field), offers, free_text),
	};

	g_array_append_val(form->items, item);
}

static void add_named(struct form *form, struct ui *ui)
{
	g_auto(GStrv) names = g_strsplit(form->spec.only, " ", -1);
	struct form_section section = { NULL, 0, 0 };

	for (char **name = names; *name; name++) {
		int field = object_field(form->object, *name);

		g_assert(field >= 0);
		add_item(form, ui, (size_t)field);
	}
	section.len = form->items->len;
	g_array_append_val(form->sections, section);
}

static bool in_form(const struct form *form, const struct field *field)
{
	if (!form->spec.object)
		return true;
	return field->section && !(field->flags & (FIELD_SYSTEM | FIELD_HIDDEN | FIELD_ACTION_ONLY));
}

static void add_section(struct form *form, struct ui *ui, const char *label)
{
	struct form_section section = { label, form->items->len, 0 };

	for (size_t i = 0; i < form->object->fields_len; i++) {
		const struct field *field = &form->object->fields[i];

		if (in_form(form, field) && g_strcmp0(field->section, label) == 0)
			add_item(form, ui, i);
	}
	section.len = form->items->len - section.first;
	g_array_append_val(form->sections, section);
}

static void add_all(struct form *form, struct ui *ui)
{
	for (size_t i = 0; i < form->object->fields_len; i++) {
		const struct field *field = &form->object->fields[i];
		bool known = false;

		for (guint s = 0; s < form->sections->len; s++)
			known |= g_strcmp0(g_array_index(form->sections, struct form_section, s).label,
					   field->section) == 0;
		if (in_form(form, field) && !known)
			add_section(form, ui, field->section);
	}
}

struct form *form_new(struct ui *ui, const struct form_spec *spec)
{
	struct form *form = g_new0(struct form, 1);

	form->spec = *spec;
	form->own = (struct object){ "arguments", NULL, spec->fields, spec->fields_len };
	form->object = spec->object ? spec->object : &form->own;
	form->base = spec->record ? record_copy(spec->record) : record_new(form->object);
	form->work = record_copy(form->base);
	form->items = g_array_new(FALSE, FALSE, sizeof(struct form_item));
	g_array_set_clear_func(form->items, clear_item);
	form->sections = g_array_new(FALSE, FALSE, sizeof(struct form_section));
	if (spec->only)
		add_named(form, ui);
	else
		add_all(form, ui);
	g_assert(form->items->len > 0);
	form_check(form, ui);
	return form;
}

void form_free(struct form *form)
{
	if (!form)
		return;
	g_array_unref(form->items);
	g_array_unref(form->sections);
	record_free(form->base);
	record_free(form->work);
	g_free(form);
}

bool form_changed(const struct form *form)
{
	for (guint i = 0; i < form->items->len; i++)
		if (input_changed(form_item(form, i)->input))
			return true;
	return false;
}

unsigned form_missing(const struct form *form)
{
	unsigned missing = 0;

	for (guint i = 0; i < form->items->len; i++)
		missing += form_item(form, i)->needed != NULL;
	return missing;
}

const char *form_section(const struct form *form)
{
	return form->sections->len > 1 ? form_section_of(form, form->focus)->label : NULL;
}

const struct record *form_base(const struct form *form)
{
	return form->base;
}

const struct record *form_record(const struct form *form)
{
	return form->work;
}

/* --- what is needed --- */

static struct problems *needed_by_rows(const struct form *form)
{
	struct problems *problems = problems_new();

	for (guint i = 0; i < form->items->len; i++) {
		const struct field *field = input_field(form_item(form, i)->input);

		if (field->needs[0].moment == MOMENT_CREATE &&
		    !record_has(form->work, form_item(form, i)->field))
			problems_add(problems, field, "%s", _("needed"));
	}
	return problems;
}

static struct form_item *item_named(const struct form *form, const char *name)
{
	for (guint i = 0; i < form->items->len; i++)
		if (strcmp(input_field(form_item(form, i)->input)->name, name) == 0)
			return form_item(form, i);
	return NULL;
}

void form_check(struct form *form, struct ui *ui)
{
	CLEANUP(problems_free) struct problems *problems =
		form->spec.missing ? form->spec.missing(ui, form->work) : needed_by_rows(form);

	for (guint i = 0; i < form->items->len; i++)
		g_clear_pointer(&form_item(form, i)->needed, g_free);
	for (guint i = 0; i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);
		struct form_item *item = item_named(form, problem->name);

		if (item && !item->needed)
			item->needed = g_strdup(problem->why);
	}
}

/* The record follows what was understood. */
static void follow(struct form *form, struct ui *ui, struct form_item *item)
{
	const struct field *field = input_field(item->input);
	bool same = g_strcmp0(record_get(form->work, item->field), input_value(item->input)) == 0;

	record_set(form->work, item->field, input_value(item->input));
	form_check(form, ui);
	if (!same && form->spec.changed)
		form->spec.changed(ui, field, form->spec.data);
}

void form_take(struct form *form, struct ui *ui, struct form_item *item)
{
	input_leave(item->input, ui_now(ui));
	follow(form, ui, item);
}

void form_move(struct form *form, struct ui *ui, guint to)
{
	const struct form_section *old = form_section_of(form, form->focus);

	form_take(form, ui, form_focus(form));
	form->focus = to;
	if (form_section_of(form, to) != old)
		form->top = 0;
}

bool form_goto(struct form *form, const char *name)
{
	struct form_item *item = item_named(form, name);

	if (!item)
		return false;
	form->focus = (guint)(item - form_item(form, 0));
	form->top = 0;
	return true;
}

void form_type(struct form *form, struct ui *ui, const char *name, const char *text)
{
	struct form_item *item = item_named(form, name);

	if (!item)
		return;
	input_type(item->input, text);
	form_take(form, ui, item);
}

void form_type_only(struct form *form, struct ui *ui)
{
	for (guint i = 0; i < form->items->len; i++) {
		struct form_item *item = form_item(form, i);
		const char *only = item->needed ? input_only(item->input) : NULL;

		if (only)
			form_type(form, ui, input_field(item->input)->name, only);
	}
}

void form_settle(struct form *form)
{
	for (guint i = 0; i < form->items->len; i++) {
		struct input *input = form_item(form, i)->input;

		input_settle(input, input_value(input));
	}
}

/* --- saving --- */

bool form_read(struct form *form, struct ui *ui)
{
	guint wrong = form->items->len, count = 0;

	for (guint i = 0; i < form->items->len; i++) {
		struct form_item *item = form_item(form, i);

		if (!input_read(item->input, ui_now(ui))) {
			wrong = MIN(wrong, i);
			count++;
		}
		record_set(form->work, item->field, input_value(item->input));
	}
	form_check(form, ui);
	if (!count)
		return true;
	form->focus = wrong;
	ui_warn(ui, ngettext("%u field is not right: %s %s", "%u fields are not right, first: %s %s",
			     count), count, _(input_field(form_focus(form)->input)->label),
		input_problem(form_focus(form)->input));
	return false;
}

bool form_ready(struct form *form, struct ui *ui)
{
	if (!form_read(form, ui))
		return false;
	for (guint i = 0; i < form->items->len; i++)
		if (form_item(form, i)->needed) {
			form_move(form, ui, i);
			ui_warn(ui, "%s", _("this is needed; nothing typed is lost"));
			return false;
		}
	return true;
}

void form_request(const struct form *form, struct request *request, bool all)
{
	for (guint i = 0; i < form->items->len; i++) {
		const struct input *input = form_item(form, i)->input;
		g_autofree char *text = NULL;

		if (!input_changed(input) && !(all && input_value(input)))
			continue;
		text = input_request(input);
		request_set(request, input_field(input)->name, text);
	}
}

static void note_base(const struct form *form, const struct form_item *item, struct request *request)
{
	g_autofree char *name = g_strconcat(DRAFT_WAS, input_field(item->input)->name, NULL);

	request_set(request, name, record_text(form->base, item->field));
}

void form_typed(const struct form *form, struct request *request)
{
	g_free(request->target);
	request->target = g_strdup(input_field(form_focus(form)->input)->name);
	for (guint i = 0; i < form->items->len; i++) {
		const struct input *input = form_item(form, i)->input;
		char *text = input_typed(input);

		if (form->spec.record && input_changed(input))
			note_base(form, form_item(form, i), request);
		if (input_changed(input) || (!form->spec.record && *text))
			request_set(request, input_field(input)->name, text);
		secret_text_free(text);
	}
}

bool form_retype(struct form *form, struct ui *ui, const struct request *request)
{
	bool based = true;

	for (guint i = 0; i < request->sets->len; i++) {
		const struct set *set = &g_array_index(request->sets, struct set, i);
		g_autofree char *name = g_strconcat(DRAFT_WAS, set->name, NULL);
		const struct set *was = sets_find(request->sets, name);
		struct form_item *item = item_named(form, set->name);

		if (!item)
			continue;
		if (was) {
			record_set(form->base, item->field, was->value);
			input_settle(item->input, record_get(form->base, item->field));
		}
		based &= was != NULL;
		form_type(form, ui, set->name, set->value);
	}
	if (request->target)
		form_goto(form, request->target);
	return based;
}

static bool mark_problems(struct form *form, const struct problems *problems, guint *first)
{
	bool any = false;

	for (guint i = 0; problems && i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);
		struct form_item *item = problem->name ? item_named(form, problem->name) : NULL;

		if (!item)
			continue;
		input_refuse(item->input, problem->why);
		*first = MIN(*first, (guint)(item - form_item(form, 0)));
		any = true;
	}
	return any;
}

bool form_refuse(struct form *form, struct ui *ui, const struct outcome *outcome)
{
	guint first = form->items->len;
	bool any = mark_problems(form, outcome->problems, &first);

	if (any)
		form_move(form, ui, first);
	return any;
}

void form_rebase(struct form *form, struct ui *ui, const struct record *record)
{
	for (guint i = 0; i < form->items->len; i++) {
		struct form_item *item = form_item(form, i);
		const char *theirs = record_get(record, item->field);

		if (g_strcmp0(theirs, record_get(form->base, item->field)) == 0)
			continue;
		input_settle(item->input, theirs);
		record_set(form->work, item->field, input_value(item->input));
	}
	record_free(form->base);
	form->base = record_copy(record);
	for (size_t i = 0; i < form->object->fields_len; i++) {
		bool shown = false;

		for (guint j = 0; j < form->items->len; j++)
			shown |= form_item(form, j)->field == i;
		if (!shown)
			record_set(form->work, i, record_get(record, i));
	}
	form_check(form, ui);
}

void form_put(struct form *form, struct ui *ui, const char *name, const char *value)
{
	struct form_item *item = item_named(form, name);

	if (!item)
		return;
	input_set(item->input, value);
	form_take(form, ui, item);
}

bool form_event(struct form *form, struct ui *ui, const struct event *event)
{
	struct form_item *item = form_focus(form);
	enum typed typed;

	if (input_opens(item->input, event)) {
		g_autofree char *letter = g_strndup(event->text, event->len);

		input_choose(item->input, ui, letter);
		form_take(form, ui, item);
		return true;
	}
	typed = input_event(item->input, ui_typing(ui), event);
	if (typed != TYPED_CHANGED)
		return typed != TYPED_NOTHING;
	if (!input_is_typed(item->input)) {
		follow(form, ui, item);
	} else if (input_has_text(item->input)) {
		g_clear_pointer(&item->needed, g_free);
	}
	return true;
}
