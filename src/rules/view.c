#include "src/rules/view.h"

#include <string.h>

#include "src/base/i18n.h"

static const struct field fields[VIEW_FIELDS] = {
	[VIEW_USER] = { "user", "user_name", FIELD_USER, N_("User"),
		N_("Whose it is."), NULL, NULL, .flags = FIELD_SYSTEM },
	[VIEW_NAME] = { "name", NULL, FIELD_TEXT, N_("Name"),
		N_("What its tab is called."), NULL, N_("View"), .max = VIEW_NAME_MAX },
	[VIEW_QUERY] = { "query", NULL, FIELD_TEXT, N_("Query"),
		N_("The query that it narrows."), NULL, N_("View") },
	[VIEW_FILTER] = { "filter", "narrowed", FIELD_TEXT, N_("Filter"),
		N_("Which of its rows are shown; all if empty."), NULL, N_("View") },
	[VIEW_SORT] = { "sort", "sorted", FIELD_TEXT, N_("Sorted by"),
		N_("A field, with - before it the other way round; as the queue has it if empty."), NULL, N_("View") },
	[VIEW_COLUMNS] = { "columns", NULL, FIELD_TEXT, N_("Columns"),
		N_("Fields from left to right; as the queue has them if empty."), NULL, N_("View") },
	[VIEW_GROUP] = { "group", "headed", FIELD_CHOICE, N_("Headings"),
		N_("What the rows stand under headings by."), NULL, N_("View"), .choices = view_groups },
	[VIEW_SHARED] = { "shared", NULL, FIELD_BOOL, N_("Shared"),
		N_("Everybody who may see cases has its tab."), NULL, NULL, .flags = FIELD_SYSTEM, .initial = "0" },
	[VIEW_DROPPED] = { "dropped", NULL, FIELD_BOOL, N_("Dropped"),
		N_("It is not wanted any more."), NULL, NULL, .flags = FIELD_SYSTEM | FIELD_HIDDEN, .initial = "0" },
	[VIEW_AT] = { "at", NULL, FIELD_TIME, N_("Changed"),
		N_("When it was saved, shared or dropped."), NULL, NULL, .flags = FIELD_SYSTEM },
};

const struct object view_object = { "view", "views", fields, VIEW_FIELDS };

const struct choice view_groups[] = {
	{ "none", N_("no headings") },
	{ "severity", N_("severity, the worst first") },
	{ "state", N_("state") },
	{ "group", N_("group") },
	{ "owner", N_("owner, those without one first") },
	{ NULL },
};

int view_group_field(const struct object *object, const char *word)
{
	int rank = object_field(object, "sev_rank");

	if (!word || !*word || strcmp(word, "none") == 0)
		return -1;
	return strcmp(word, "severity") == 0 && rank >= 0 ? rank : object_field(object, word);
}

char *view_group_label(const struct field *field, const char *value)
{
	bool none = !value || !*value;

	if (strcmp(field->name, "sev_rank") == 0)
		return none || *value == '9' ? g_strdup(_("no severity")) : g_strdup_printf("SEV%s", value);
	if (none)
		return g_strdup(field->type == FIELD_USER ? _("nobody") : _("none"));
	return field_show(field, value);
}

int view_sort_field(const struct object *object, const char *sort, bool *down)
{
	int field;

	*down = sort && *sort == '-';
	field = sort && *sort ? object_field(object, sort + *down) : -1;
	return field >= 0 && view_column_may(object, (size_t)field) ? field : -1;
}

bool view_column_may(const struct object *object, size_t field)
{
	return !(object->fields[field].flags & FIELD_HIDDEN);
}

char *view_columns_problem(const struct object *object, const char *columns)
{
	g_auto(GStrv) words = g_strsplit(columns ? columns : "", " ", -1);

	for (char **word = words; *word; word++) {
		int field = **word ? object_field(object, *word) : -1;

		if (**word && (field < 0 || !view_column_may(object, (size_t)field)))
			return g_strdup_printf(_("there is no column \"%s\""), *word);
	}
	return NULL;
}
