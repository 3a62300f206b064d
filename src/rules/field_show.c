/* Stored values as text, for people and for scripts; lists in the stored form. */
#include "src/rules/field.h"

#include <string.h>

#include "src/base/clock.h"
#include "src/base/i18n.h"

static const char *choice_text(const struct field *field, const char *name)
{
	const struct choice *choice = field_choice_find(field, name);

	/* a value of a later version is shown as it is */
	return choice && choice->label ? _(choice->label) : name;
}

static char *show_time(const char *value, char *(*format)(int64_t ms))
{
	int64_t ms;

	if (!g_ascii_string_to_signed(value, 10, 0, G_MAXINT64, &ms, NULL))
		return g_strdup(value);
	return format(ms);
}

/* Items with commas of their own, as "what, who, when", need another sign between them. */
static char *show_list(const struct field *field, const char *value)
{
	g_auto(GStrv) items = list_split(value);
	GString *out = g_string_new(NULL);
	bool commas = false;

	for (char **item = items; *item; item++)
		commas |= strchr(choice_text(field, *item), ',') != NULL;
	for (char **item = items; *item; item++)
		g_string_append_printf(out, "%s%s", item == items ? "" : commas ? "; " : ", ",
				       choice_text(field, *item));
	return g_string_free(out, FALSE);
}

char *field_show(const struct field *field, const char *value)
{
	if (!value)
		return g_strdup("");
	switch (field->type) {
	case FIELD_CHOICE:
		return g_strdup(choice_text(field, value));
	case FIELD_CHOICES:
	case FIELD_LIST:
		return show_list(field, value);
	case FIELD_TIME:
		return show_time(value, time_short);
	case FIELD_BOOL:
		return g_strdup(strcmp(value, "1") == 0 ? _("yes") : _("no"));
	default:
		return g_strdup(value);
	}
}

static char *plain_list(const char *value)
{
	g_auto(GStrv) items = list_split(value);
	GString *out = g_string_new(NULL);

	for (char **item = items; *item; item++) {
		if (item != items)
			g_string_append_c(out, ',');
		for (const char *p = *item; *p; p++) {
			if (*p == ',')
				g_string_append_c(out, '\\');
			g_string_append_c(out, *p);
		}
	}
	return g_string_free(out, FALSE);
}

char *field_plain(const struct field *field, const char *value)
{
	if (!value)
		return g_strdup("");
	switch (field->type) {
	case FIELD_CHOICES:
	case FIELD_LIST:
		return plain_list(value);
	case FIELD_TIME:
		return show_time(value, time_iso);
	case FIELD_BOOL:
		return g_strdup(strcmp(value, "1") == 0 ? "true" : "false");
	default:
		return g_strdup(value);
	}
}

const char *field_type_name(enum field_type type)
{
	static const char *const names[] = {
		[FIELD_TEXT] = N_("text"),
		[FIELD_LONG] = N_("long text"),
		[FIELD_CHOICE] = N_("choice"),
		[FIELD_CHOICES] = N_("choices"),
		[FIELD_LIST] = N_("list"),
		[FIELD_INT] = N_("number"),
		[FIELD_TIME] = N_("time"),
		[FIELD_BOOL] = N_("yes or no"),
		[FIELD_USER] = N_("user"),
		[FIELD_GROUP] = N_("group"),
	};

	return _(names[type]);
}

const char *moment_label(enum moment moment)
{
	static const char *const labels[] = {
		[MOMENT_NEVER] = N_("never"),
		[MOMENT_CREATE] = N_("to create a case"),
		[MOMENT_TRIAGE] = N_("to leave triage"),
		[MOMENT_CONTAINMENT] = N_("to enter containment"),
		[MOMENT_CONTAINED] = N_("to leave containment"),
		[MOMENT_REVIEW] = N_("to leave recovery"),
		[MOMENT_CLOSE] = N_("to close"),
	};

	return _(labels[moment]);
}

const char *condition_label(enum condition condition)
{
	static const char *const labels[] = {
		[IF_ALWAYS] = "",
		[IF_PERSON] = N_("a person reported it"),
		[IF_INGESTED] = N_("it was made from an alert"),
		[IF_BY_HAND] = N_("a person entered it"),
		[IF_CUI] = N_("CUI is involved"),
		[IF_LOSS] = N_("equipment was lost or stolen"),
		[IF_SEV12] = N_("severity is SEV1 or SEV2"),
		[IF_SEV123_OR_CUI] = N_("severity is SEV1 to SEV3, or CUI is involved"),
		[IF_SEV12_OR_CUI] = N_("severity is SEV1 or SEV2, or CUI is involved"),
	};

	/* gettext("") is the catalogue's header */
	return *labels[condition] ? _(labels[condition]) : "";
}

char **list_split(const char *value)
{
	return g_strsplit(value ? value : "", "\n", -1);
}

char *list_join(char **items)
{
	return items && *items ? g_strjoinv("\n", items) : NULL;
}

bool list_has(const char *value, const char *item)
{
	g_auto(GStrv) items = list_split(value);

	return g_strv_contains((const char *const *)items, item);
}

char *list_add(const char *value, const char *item)
{
	if (!value || !*value || strcmp(value, "not_assessed") == 0)
		return g_strdup(item);
	if (list_has(value, item))
		return g_strdup(value);
	return g_strjoin("\n", value, item, NULL);
}

char *list_remove(const char *value, const char *item)
{
	g_auto(GStrv) items = list_split(value);
	GString *out = g_string_new(NULL);

	for (char **each = items; *each; each++)
		if (strcmp(*each, item) != 0)
			g_string_append_printf(out, "%s%s", out->len ? "\n" : "", *each);
	if (out->len)
		return g_string_free(out, FALSE);
	g_string_free(out, TRUE);
	return NULL;
}
