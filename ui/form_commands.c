/* What keys do in a form. */
#include "ui/form.h"
#include "ui/form_internal.h"

#include <string.h>

#include "src/base/i18n.h"

static void next_field(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;

	(void)arguments;
	form_move(form, ui, (form->focus + 1) % form->items->len);
}

static void previous_field(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;

	(void)arguments;
	form_move(form, ui, (form->focus + form->items->len - 1) % form->items->len);
}

static void field(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;
	gint64 number = g_ascii_strtoll(arguments, NULL, 10);

	if (number < 1 || number > form->items->len)
		ui_say(ui, ngettext("there is %u field", "there are %u fields", form->items->len), form->items->len);
	else
		form_move(form, ui, (guint)number - 1);
}

static void section(struct form *form, struct ui *ui, guint by)
{
	const struct form_section *first = &g_array_index(form->sections, struct form_section, 0);
	guint at = (guint)(form_section_of(form, form->focus) - first);

	form_move(form, ui, first[(at + by) % form->sections->len].first);
}

static void next_section(struct ui *ui, void *self, const char *arguments)
{
	(void)arguments;
	section(self, ui, 1);
}

static void previous_section(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;

	(void)arguments;
	section(form, ui, form->sections->len - 1);
}

static bool has_sections(struct ui *ui, void *self)
{
	const struct form *form = self;

	(void)ui;
	return form->sections->len > 1;
}

static void choose(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;

	(void)arguments;
	if (input_choose(form_focus(form)->input, ui, NULL)) {
		form_take(form, ui, form_focus(form));
		return;
	}
	if (form->focus + 1 < form->items->len)
		form_move(form, ui, form->focus + 1);
	else if (form->spec.save && form->sections->len == 1)
		form->spec.save(ui, form->spec.data);
}

/* Where Enter begins a new line the hints do not say that it chooses. */
static bool can_choose(struct ui *ui, void *self)
{
	(void)ui;
	return !input_is_block(form_focus(self)->input);
}

static void save(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;

	(void)arguments;
	form->spec.save(ui, form->spec.data);
}

/* Round from the field in focus, or from the top. */
static void missing(struct ui *ui, void *self, const char *arguments)
{
	struct form *form = self;
	guint from = strcmp(arguments, "first") ? form->focus + 1 : 0;

	form_take(form, ui, form_focus(form));
	for (guint i = 0; i < form->items->len; i++) {
		guint at = (from + i) % form->items->len;

		if (form_item(form, at)->needed || input_problem(form_item(form, at)->input)) {
			form_move(form, ui, at);
			return;
		}
	}
	ui_say(ui, "%s", _("nothing is missing here"));
}

const struct command form_commands[] = {
	{ "next-field", N_("next"), N_("To the next field."), next_field, NULL },
	{ "previous-field", N_("back"), N_("To the field before."), previous_field, NULL },
	{ "next-section", N_("section"), N_("To the next section."), next_section, has_sections },
	{ "previous-section", N_("section"), N_("To the section before."), previous_section,
	  has_sections },
	{ "field", N_("field"), N_("To the field of this number, as in field 3; what a click does."), field, NULL },
	{ "choose", N_("choose"), N_("Opens the choices of the field, or goes on to the next."), choose,
	  can_choose },
	{ "save", N_("save"), N_("Saves what was changed."), save, NULL },
	{ "accept", N_("do it"), N_("Does what the dialog says."), save, NULL },
	{ "missing", N_("missing"), N_("To the next field that must be filled, or by missing first to the first."),
	  missing, NULL },
	{ NULL },
};
