#include "src/rules/visible.h"

#include "src/rules/case_fields.h"

static char **with(char **groups, const char *group)
{
	g_autofree char *list = list_join(groups);
	g_autofree char *longer = list_add(list, group);

	g_strfreev(groups);
	return list_split(longer);
}

struct visibility *visibility_of(const struct person *person)
{
	struct visibility *seen = g_new0(struct visibility, 1);

	seen->user = g_strdup(person->name);
	seen->groups = list_split(NULL);
	seen->member_of = person_groups(person);
	for (guint i = 0; i < person->grants->len; i++) {
		const struct grant *grant = &g_array_index(person->grants, struct grant, i);
		enum level view = permissions[PERM_CASE_VIEW].levels[grant->role];
		enum level restricted = permissions[PERM_CASE_VIEW_RESTRICTED].levels[grant->role];

		if (view == LEVEL_YES && !grant->group)
			seen->everything = true;
		else if (view == LEVEL_YES)
			seen->groups = with(seen->groups, grant->group);
		else if (view == LEVEL_OWN || grant->role == ROLE_INGEST)
			seen->own = true;	/* a service may not look, but name what it made */
		seen->called |= view != LEVEL_NO;
		seen->restricted_all |= restricted == LEVEL_YES;
		seen->restricted_listed |= restricted == LEVEL_ACL;
		if (!grant->group && (grant->role == ROLE_HANDLER || grant->role == ROLE_LEAD))
			seen->member_everywhere = true;
	}
	return seen;
}

void visibility_free(struct visibility *visibility)
{
	if (!visibility)
		return;
	g_free(visibility->user);
	g_strfreev(visibility->groups);
	g_strfreev(visibility->member_of);
	g_free(visibility);
}

static bool reaches(const struct visibility *visibility, const struct standing *standing)
{
	const struct record *record = standing->record;

	if (visibility->everything || (visibility->called && standing->called))
		return true;
	if (visibility->own && (record_is(record, CASE_CREATED_BY, visibility->user) ||
				record_is(record, CASE_OWNER, visibility->user)))
		return true;
	for (char **group = visibility->groups; *group; group++) {
		if (record_is(record, CASE_GROUP, *group))
			return true;
		if (standing->reachable_groups &&
		    g_strv_contains((const char *const *)standing->reachable_groups, *group))
			return true;
	}
	return false;
}

bool visible(const struct visibility *visibility, const struct standing *standing)
{
	if (!reaches(visibility, standing))
		return false;
	if (!record_is(standing->record, CASE_RESTRICTED, "1"))
		return true;
	return visibility->restricted_all ||
	       (visibility->restricted_listed && standing->on_access_list);
}
