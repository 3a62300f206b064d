#include "ui/prefer.h"

#include <string.h>

#include "src/app/act.h"
#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/rules/preference.h"
#include "src/rules/preferences.h"
#include "ui/columns.h"
#include "ui/command.h"
#include "ui/start.h"

static void take(struct ui *ui, const char *name, const char *value)
{
	if (!strcmp(name, "quiet"))
		ui->quiet = !strcmp(value, "yes");
	if (!strcmp(name, "times")) {
		ui->utc_only = !strcmp(value, "utc");
		columns_local(!strcmp(value, "local"));
	}
	if (!strcmp(name, "mouse"))
		term_mouse(ui->term, !strcmp(value, "on"));
	if (!strcmp(name, "theme") && g_strcmp0(ui->theme, value) != 0) {
		g_free(ui->theme);
		ui->theme = g_strdup(value);
		ui_theme(ui, value);
	}
	if (!strcmp(name, "keys") && g_strcmp0(ui->scheme, value) != 0) {
		g_free(ui->scheme);
		ui->scheme = g_strdup(value);
		ui_keys(ui, value);
	}
}

void prefer_apply(struct ui *ui)
{
	const struct look ask = { .query = "preferences" };
	g_autoptr(GPtrArray) rows = look_offered(ui->session, &ask) ? look(ui->session, &ask, NULL) : NULL;

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *row = g_ptr_array_index(rows, i);

		take(ui, record_text(row, PREFERENCE_NAME), record_text(row, PREFERENCE_VALUE));
	}
	ui->dirty = true;
}

char *prefer_value(struct ui *ui, const char *name)
{
	g_autofree char *filter = g_strdup_printf("name=%s", name);
	const struct look ask = { .query = "preferences", .filter = filter };
	g_autoptr(GPtrArray) rows = look_offered(ui->session, &ask) ? look(ui->session, &ask, NULL) : NULL;

	return g_strdup(rows && rows->len ? record_text(g_ptr_array_index(rows, 0), PREFERENCE_VALUE) : "");
}

/* "keys mc" and "keys=mc". */
static char **words_of(const char *text)
{
	g_autofree char *plain = g_strdelimit(g_strdup(text), "=", ' ');
	g_auto(GStrv) words = g_strsplit(plain, " ", -1);
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	for (char **word = words; *word; word++)
		if (**word)
			g_ptr_array_add(kept, g_strdup(*word));
	g_ptr_array_add(kept, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&kept), FALSE);
}

static void change(struct ui *ui, const char *name, const char *value)
{
	g_autofree char *text = g_strdup_printf("preference-set name=%s value=%s", name, value);
	g_autofree char *now = prefer_value(ui, name);

	if (!strcmp(now, value))
		ui_say(ui, _("%s is %s already"), name, value);
	else
		command_run(ui, text);
}

void prefer_keep(struct ui *ui, const char *name, const char *value)
{
	g_autofree char *now = ui->session ? prefer_value(ui, name) : NULL;
	g_autoptr(GError) error = NULL;
	struct outcome outcome = { 0 };
	struct request request;

	if (!now || !strcmp(now, value))
		return;
	request_init(&request, "preference-set", NULL);
	request_set(&request, "name", name);
	request_set(&request, "value", value);
	if (act(ui->session, &request, &outcome, &error))
		screen_look_again(ui);
	else
		ui_say_error(ui, &error);
	outcome_clear(&outcome);
	request_clear(&request);
}

void prefer_set(struct ui *ui, const char *arguments)
{
	g_auto(GStrv) words = words_of(arguments);
	g_autofree char *value = NULL;

	if (!words[0]) {
		screen_open(ui, "preferences", NULL);
	} else if (!preference_find(words[0])) {
		ui_warn(ui, _("there is no preference '%s'; :set shows those there are"), words[0]);
	} else if (words[1] && words[2]) {
		ui_warn(ui, "%s", _("set takes a name and one value"));
	} else if (words[1]) {
		change(ui, words[0], words[1]);
	} else {
		value = prefer_value(ui, words[0]);
		ui_say(ui, _("%s is %s: %s"), words[0], value, _(preference_find(words[0])->field.help));
	}
}

static void add(GPtrArray *found, const char *typed, char *text)
{
	if (g_str_has_prefix(text, typed))
		g_ptr_array_add(found, text);
	else
		g_free(text);
}

void prefer_complete(struct ui *ui, GPtrArray *found, const char *typed)
{
	(void)ui;
	for (size_t i = 0; i < preferences_len; i++) {
		const struct field *field = &preferences[i].field;

		if (!strchr(typed, ' '))
			add(found, typed, g_strdup(field->name));
		if (strchr(typed, ' ') == NULL)
			continue;
		for (const struct choice *choice = field->choices; choice && choice->name; choice++)
			add(found, typed, g_strdup_printf("%s %s", field->name, choice->name));
	}
}

char *prefer_about(const char *words)
{
	g_auto(GStrv) parts = words_of(words);
	const struct setting_row *row = parts[0] ? preference_find(parts[0]) : NULL;
	const struct choice *choice = row && parts[1] ? field_choice_find(&row->field, parts[1]) : NULL;

	if (choice)
		return g_strdup(_(choice->label));
	return row ? g_strdup(_(row->field.help)) : NULL;
}
