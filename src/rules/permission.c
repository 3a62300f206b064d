#include "src/rules/permission.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/case_fields.h"
#include "src/rules/severity.h"

struct person *person_new(const char *name)
{
	struct person *person = g_new(struct person, 1);

	person->name = g_strdup(name);
	person->grants = g_array_new(FALSE, FALSE, sizeof(struct grant));
	return person;
}

void person_free(struct person *person)
{
	if (!person)
		return;
	for (guint i = 0; i < person->grants->len; i++)
		g_free(g_array_index(person->grants, struct grant, i).group);
	g_array_unref(person->grants);
	g_free(person->name);
	g_free(person);
}

void person_grant(struct person *person, enum role role, const char *group)
{
	struct grant grant = { role, NULL };

	/* a store-wide role never narrows; CONTRACT.md 5 refuses @ on it where it is given */
	if (roles[role].scoped && group && *group)
		grant.group = g_strdup(group);
	g_array_append_val(person->grants, grant);
}

static const struct grant *grant_get(const struct person *person, guint i)
{
	return &g_array_index(person->grants, struct grant, i);
}

bool person_holds(const struct person *person, enum role role)
{
	for (guint i = 0; i < person->grants->len; i++)
		if (grant_get(person, i)->role == role)
			return true;
	return false;
}

bool person_in_group(const struct person *person, const char *group)
{
	for (guint i = 0; i < person->grants->len; i++)
		if (group && g_strcmp0(grant_get(person, i)->group, group) == 0)
			return true;
	return false;
}

char **person_groups(const struct person *person)
{
	g_autofree char *list = NULL;

	for (guint i = 0; i < person->grants->len; i++) {
		const char *group = grant_get(person, i)->group;
		char *longer;

		if (!group)
			continue;
		longer = list_add(list, group);
		g_free(list);
		list = longer;
	}
	return list_split(list);
}

char *person_roles(const struct person *person)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < person->grants->len; i++) {
		const struct grant *grant = grant_get(person, i);

		g_string_append_printf(out, "%s%s%s%s", i ? " " : "", roles[grant->role].name,
				       grant->group ? "@" : "", grant->group ? grant->group : "");
	}
	return g_string_free(out, FALSE);
}

bool person_is_third(const struct person *person, const struct record *record)
{
	return !record_is(record, CASE_OWNER, person->name) &&
	       !record_is(record, CASE_CLOSE_REQUESTED_BY, person->name);
}

/* Who sees only their own follows it, whoever owns it now and whichever group has it. */
static bool follows(enum permission permission)
{
	return permission == PERM_CASE_VIEW || permission == PERM_WATCH;
}

/* "○": owner; creator while unowned; for handlers, an unowned case of the grant's group. */
static bool owns(const struct person *person, const struct grant *grant,
		 enum permission permission, const struct record *record)
{
	bool unowned = !record_has(record, CASE_OWNER);

	if (record_is(record, CASE_OWNER, person->name))
		return true;
	if (record_is(record, CASE_CREATED_BY, person->name) && (unowned || follows(permission)))
		return true;
	return unowned && grant->role == ROLE_HANDLER &&
	       (!grant->group || record_is(record, CASE_GROUP, grant->group));
}

/* Which group the grant must be for. The one that offers stays accountable until the other
 * accepts, so handing on and taking belong to it, and answering only to the other. */
static bool covers(const struct grant *grant, enum permission permission,
		   const struct standing *standing)
{
	const struct record *record = standing->record;

	switch (permission) {
	case PERM_TRANSFER_ANSWER:
		return record_has(record, CASE_OFFERED_TO) &&
		       (!grant->group || record_is(record, CASE_OFFERED_TO, grant->group));
	case PERM_ESCALATION_ACK:
		return true;	/* people are called by name too; only who is called has one to answer */
	case PERM_CASE_CREATE:
	case PERM_ASSIGN:
	case PERM_TAKE:
	case PERM_TRANSFER_OFFER:
	case PERM_TRANSFER_RECALL:
		return !grant->group || record_is(record, CASE_GROUP, grant->group);
	default:
		return !grant->group || record_is(record, CASE_GROUP, grant->group) ||
		       (standing->reachable_groups &&
			g_strv_contains((const char *const *)standing->reachable_groups,
					grant->group));
	}
}

static enum level grant_level(const struct person *person, const struct grant *grant,
			      enum permission permission, const struct standing *standing)
{
	enum level level = permissions[permission].levels[grant->role];

	if (!standing || !standing->record)
		return level == LEVEL_OWN || level == LEVEL_ACL ? LEVEL_NO : level;
	if (level == LEVEL_NO)
		return LEVEL_NO;
	if (standing->called && follows(permission))
		return LEVEL_YES;	/* called in by name: sees it, whichever group has it */
	if (!covers(grant, permission, standing) && !(level == LEVEL_OWN && follows(permission)))
		return LEVEL_NO;
	if (level == LEVEL_OWN)
		return owns(person, grant, permission, standing->record) ? LEVEL_YES : LEVEL_NO;
	if (permission == PERM_SEVERITY_DOWN && cui_level(standing->record) >= 2)
		return LEVEL_SECOND;
	return level;
}

/* A restricted case needs the access list and a role that list may admit; an auditor looks
 * without it, and the reading is logged. */
static bool admits(const struct person *person, enum permission permission,
		   const struct standing *standing)
{
	bool reads = permission == PERM_CASE_VIEW || permission == PERM_CASE_VIEW_RESTRICTED ||
		     permission == PERM_AUDIT_TRAIL || permission == PERM_WATCH;

	if (!record_is(standing->record, CASE_RESTRICTED, "1") || permission == PERM_CASE_CREATE)
		return true;
	for (guint i = 0; i < person->grants->len; i++) {
		enum role role = grant_get(person, i)->role;
		enum level level = permissions[PERM_CASE_VIEW_RESTRICTED].levels[role];

		if (level == LEVEL_YES && reads)
			return true;
		if (level == LEVEL_ACL && standing->on_access_list)
			return true;
	}
	return false;
}

enum level permit(const struct person *person, enum permission permission,
		  const struct standing *standing)
{
	enum permission asked = permission;
	enum level best = LEVEL_NO;

	if (standing && standing->record) {
		if (!admits(person, permission, standing))
			return LEVEL_NO;
		if (permission == PERM_CLOSE_APPROVE && !person_is_third(person, standing->record))
			return LEVEL_NO;
		/* once admitted, a restricted case is seen as any other */
		if (permission == PERM_CASE_VIEW_RESTRICTED)
			asked = PERM_CASE_VIEW;
	}
	for (guint i = 0; i < person->grants->len; i++)
		best = MAX(best, grant_level(person, grant_get(person, i), asked, standing));
	return best;
}

enum level permit_anywhere(const struct person *person, enum permission permission)
{
	enum level best = LEVEL_NO;

	for (guint i = 0; i < person->grants->len; i++)
		best = MAX(best, permissions[permission].levels[grant_get(person, i)->role]);
	return best;
}

const struct conflict **person_conflicts(const struct person *person)
{
	const struct conflict **found = g_new0(const struct conflict *, conflicts_len + 1);
	size_t len = 0;

	for (size_t i = 0; i < conflicts_len; i++)
		if (person_holds(person, conflicts[i].a) && person_holds(person, conflicts[i].b))
			found[len++] = &conflicts[i];
	return found;
}

const char *level_word(enum level level)
{
	static const char *const words[] = {
		[LEVEL_NO] = "", [LEVEL_OWN] = "own", [LEVEL_ACL] = "acl", [LEVEL_CUI] = "cui",
		[LEVEL_SECOND] = "2nd", [LEVEL_YES] = "yes",
	};

	return words[level];
}

char *permission_wants(enum permission permission)
{
	const enum level *levels = permissions[permission].levels;
	g_autoptr(GString) last = g_string_new(NULL);
	GString *out = g_string_new(NULL);

	for (size_t role = 0; role < ROLES; role++) {
		if (levels[role] == LEVEL_NO)
			continue;
		g_string_append_printf(out, "%s%s", out->len ? ", " : "", last->str);
		g_string_assign(last, roles[role].name);
		if (levels[role] != LEVEL_YES)
			g_string_append_printf(last, " (%s)", level_word(levels[role]));
	}
	if (out->len)
		g_string_append(out, _(" or "));
	g_string_append(out, last->str);
	return g_string_free(out, FALSE);
}

int role_find(const char *name)
{
	for (int i = 0; name && i < ROLES; i++)
		if (strcmp(roles[i].name, name) == 0)
			return i;
	return -1;
}
