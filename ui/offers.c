#include "ui/offers.h"

#include <string.h>

#include "src/app/look.h"
#include "src/rules/case_fields.h"
#include "src/rules/settings.h"
#include "src/rules/state.h"

#define CASES_MOST 500

static void add_all(GPtrArray *to, char **names)
{
	for (char **name = names; name && *name; name++)
		g_ptr_array_add(to, *name);
	g_free(names);
}

static char **finish(GPtrArray *names)
{
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

static char **other_groups(struct ui *ui, const struct record *record)
{
	g_auto(GStrv) groups = session_groups(ui->session);
	GPtrArray *names = g_ptr_array_new();

	for (char **group = groups; group && *group; group++)
		if (!record || !record_is(record, CASE_GROUP, *group))
			g_ptr_array_add(names, g_strdup(*group));
	return finish(names);
}

/* Of the group that has the case, or takes it: who may own it. */
static char **owners(struct ui *ui, const struct action *action, const struct record *record)
{
	bool accepts = strcmp(action->name, "transfer-accept") == 0;
	const char *group = record ? record_get(record, accepts ? CASE_OFFERED_TO : CASE_GROUP) : NULL;
	char **users = session_users(ui->session, group);

	if (users && *users)
		return users;
	g_strfreev(users);
	return session_users(ui->session, NULL);
}

static char **groups_and_users(struct ui *ui)
{
	GPtrArray *names = g_ptr_array_new();

	add_all(names, session_groups(ui->session));
	add_all(names, session_users(ui->session, NULL));
	return finish(names);
}

/* All cases but this one, each with its title. */
static char **other_cases(struct ui *ui, const struct record *record)
{
	const struct look ask = { .query = "cases", .columns = "id title", .limit = CASES_MOST };
	g_autoptr(GPtrArray) cases = look(ui->session, &ask, NULL);
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; cases && i < cases->len; i++) {
		const struct record *other = g_ptr_array_index(cases, i);

		if (!record || !record_is(record, CASE_ID, record_text(other, CASE_ID)))
			g_ptr_array_add(names, g_strdup_printf("%s\t%s  %s", record_text(other, CASE_ID),
				record_text(other, CASE_ID), record_text(other, CASE_TITLE)));
	}
	return finish(names);
}

static char **role_names(void)
{
	GPtrArray *names = g_ptr_array_new();

	for (size_t i = 0; i < ROLES; i++)
		g_ptr_array_add(names, g_strdup(roles[i].name));
	return finish(names);
}

/* "handler@soc" for each group, then those that hold everywhere. */
static char **roles_in_groups(struct ui *ui)
{
	g_auto(GStrv) groups = session_groups(ui->session);
	GPtrArray *names = g_ptr_array_new();

	for (size_t i = 0; i < ROLES; i++)
		for (char **group = groups; roles[i].scoped && group && *group; group++)
			g_ptr_array_add(names, g_strdup_printf("%s@%s", roles[i].name, *group));
	for (size_t i = 0; i < ROLES; i++)
		g_ptr_array_add(names, g_strdup(roles[i].name));
	return finish(names);
}

static char **setting_names(void)
{
	GPtrArray *names = g_ptr_array_new();

	for (size_t i = 0; i < settings_len; i++)
		g_ptr_array_add(names, g_strdup(settings[i].field.name));
	return finish(names);
}

char **offers_plain(struct ui *ui, const struct field *field)
{
	if (field->type == FIELD_GROUP)
		return session_groups(ui->session);
	if (field->type == FIELD_USER)
		return session_users(ui->session, NULL);
	return NULL;
}

char **offers_of(struct ui *ui, const struct action *action, const struct record *record,
		 const struct field *field, bool *free_text)
{
	*free_text = false;
	if (strcmp(action->name, "case-transfer") == 0 && strcmp(field->name, "to") == 0)
		return other_groups(ui, record);
	if (strcmp(action->name, "case-escalate") == 0 && strcmp(field->name, "to") == 0)
		return groups_and_users(ui);
	if (strcmp(action->name, "case-close") == 0 && strcmp(field->name, "duplicate_of") == 0) {
		*free_text = true;
		return other_cases(ui, record);
	}
	if (strcmp(field->name, "owner") == 0)
		return owners(ui, action, record);
	if (strcmp(field->name, "acl") == 0)
		return session_users(ui->session, NULL);
	if (strcmp(field->name, "role") == 0)
		return field->type == FIELD_LIST ? roles_in_groups(ui) : role_names();
	if (strcmp(action->name, "setting-set") == 0 && strcmp(field->name, "name") == 0)
		return setting_names();
	return offers_plain(ui, field);
}

struct choice *offers_states(const struct record *record)
{
	struct choice *choices = g_new0(struct choice, STATES + 1);
	int from = state_find(record_text(record, CASE_STATE)), len = 0;

	for (int to = from + 1; from >= 0 && to < STATES; to++)
		if (transition_find((enum state)from, (enum state)to))
			choices[len++] = state_choices[to];
	for (int to = 0; from >= 0 && to < from; to++)
		if (transition_find((enum state)from, (enum state)to))
			choices[len++] = state_choices[to];
	return choices;
}
