/* What a new case begins with: the template of its type, or one that was named. */
#include "ui/screens/case_new.h"

#include "src/app/template.h"
#include "src/base/i18n.h"
#include "src/rules/case_fields.h"
#include "src/rules/template.h"

/* Is what stands there still what we put there, or nothing? */
static bool is_ours(const struct making *making, size_t field)
{
	return g_strcmp0(record_get(form_record(making->form), field), record_get(making->filled, field)) == 0;
}

static void fill(struct ui *ui, struct making *making, size_t field, const char *value)
{
	const struct field *row = &case_object.fields[field];

	if (!is_ours(making, field))
		return;
	record_set(making->filled, field, value ? value : row->initial);
	form_put(making->form, ui, row->name, record_get(making->filled, field));
}

/* Takes template; NULL: what the one before filled is emptied. */
static void begin_with(struct ui *ui, struct making *making, struct record *template, bool by_type)
{
	record_free(making->template);
	making->template = template;
	making->filling = true;
	for (size_t i = 0; i < TEMPLATE_FILLS; i++)
		if (!by_type || template_fills[i].to != CASE_INCIDENT_TYPE)
			fill(ui, making, template_fills[i].to,
			     template ? record_get(template, template_fills[i].from) : NULL);
	making->filling = false;
}

void making_changed(struct ui *ui, const struct field *field, void *data)
{
	struct making *making = data;
	g_auto(GStrv) types = NULL;

	if (making->filling || field != &case_object.fields[CASE_INCIDENT_TYPE])
		return;
	types = list_split(record_get(form_record(making->form), CASE_INCIDENT_TYPE));
	begin_with(ui, making, types[0] ? look_template(ui->session, types[0], NULL) : NULL, true);
}

bool making_template(struct ui *ui, struct making *making, const char *words, GError **error)
{
	g_auto(GStrv) list = g_strsplit(words, " ", -1);
	g_autoptr(GError) problem = NULL;
	struct record *template;

	for (char **word = list; *word; word++) {
		if (!**word || g_str_has_prefix(*word, "alert="))
			continue;
		template = look_template(ui->session, *word, &problem);
		if (problem)
			g_propagate_error(error, g_steal_pointer(&problem));
		else if (!template)
			err_set(error, ERR_INVALID, _("there is no template \"%s\"; :templates shows those there are"),
				*word);
		if (!template)
			return false;
		begin_with(ui, making, template, false);
	}
	return true;
}

void making_complete(struct ui *ui, GPtrArray *found, const char *typed)
{
	g_autoptr(GPtrArray) rows = ui->session ? look_templates(ui->session, NULL) : NULL;

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *name = record_text(rows->pdata[i], TEMPLATE_NAME);

		if (g_str_has_prefix(name, typed))
			g_ptr_array_add(found, g_strdup(name));
	}
}

void making_draw_needs(const struct making *making, struct canvas *canvas)
{
	const char *needs = making->template ? record_get(making->template, TEMPLATE_NEEDS) : NULL;
	g_autofree char *text = needs ? g_strdup_printf(_("Keep: %s"), needs) : NULL;

	if (text)
		draw_wrapped(canvas, 0, 1, canvas->rect.width - 2, canvas->rect.height, PAINT_NEEDED, text);
}
