/* Restricted cases: who stands on the access list sees them, nobody else knows of them. */
#include "src/app/access.h"
#include "src/app/do.h"
#include "src/app/doing.h"
#include "src/app/people.h"
#include "src/base/i18n.h"
#include "src/rules/access.h"

char *foretell_restrict(struct session *session, const struct record *record)
{
	(void)session;
	(void)record;
	return g_strdup(_("Only the people on the access list, its owner, you and the auditors will see it: not "
			  "its title, not its count. Each opening is logged."));
}

static bool list_put(struct doing *doing, const char *user, bool active, GError **error)
{
	return access_put(doing->tx, doing_case_id(doing), user, doing_user(doing), active, error);
}

/* Whoever is on the list and not among wanted leaves it. */
static bool drop_others(struct doing *doing, const char *wanted, GError **error)
{
	g_autoptr(GPtrArray) rows = access_list(doing->tx, doing_case_id(doing), error);

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *user = record_text(g_ptr_array_index(rows, i), ACCESS_USER);

		if (!list_has(wanted, user) && !list_put(doing, user, false, error))
			return false;
	}
	return rows != NULL;
}

/* The list admits, but opens no other group's cases: who puts somebody on it in vain is told. */
static bool warn_unreached(struct doing *doing, char **users, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	struct standing standing = doing->standing;

	standing.record = doing->after;
	standing.on_access_list = true;
	standing.called = false;
	for (size_t i = 0; users[i]; i++) {
		CLEANUP(person_free) struct person *person = people_load(doing->tx, users[i], error);

		if (!person)
			return false;
		if (permit(person, PERM_CASE_VIEW, &standing) != LEVEL_YES)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", users[i]);
	}
	if (names->len)
		doing->outcome->warning = g_strdup_printf(_("%s will not see it: no role of theirs reaches the cases "
			"of %s; escalate or transfer it to them"), names->str, record_text(doing->after, CASE_GROUP));
	return true;
}

bool do_case_restrict(struct doing *doing, GError **error)
{
	g_autofree char *with_me = list_add(doing_argument(doing, "acl"), doing_user(doing));
	const char *owner = record_get(doing->before, CASE_OWNER);
	g_autofree char *wanted = owner ? list_add(with_me, owner) : g_strdup(with_me);
	g_auto(GStrv) users = list_split(wanted);

	for (size_t i = 0; users[i]; i++)
		if (!doing_check_user(doing, "acl", users[i], error))
			return false;
	if (!doing_check(doing, error) || !drop_others(doing, wanted, error))
		return false;
	for (size_t i = 0; users[i]; i++)
		if (!list_put(doing, users[i], true, error))
			return false;
	record_set(doing->after, CASE_RESTRICTED, "1");
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return warn_unreached(doing, users, error) && doing_put_case(doing, error);
}

bool do_case_unrestrict(struct doing *doing, GError **error)
{
	if (!record_int(doing->before, CASE_RESTRICTED))
		return err_set(error, ERR_INVALID, _("\"%s\" is not restricted; case-restrict "
			       "does that"), doing_case_id(doing));
	if (!drop_others(doing, "", error))
		return false;
	record_set(doing->after, CASE_RESTRICTED, "0");
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return doing_put_case(doing, error);
}
