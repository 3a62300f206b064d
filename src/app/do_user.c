/* Users, their slots in the keyring, groups and membership. */
#include "src/app/do.h"

#include <string.h>

#include "db/throttle.h"
#include "src/app/doing.h"
#include "src/app/people.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/group.h"
#include "src/rules/member.h"
#include "src/rules/user.h"

static bool load_user(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing->request->target, true);

	if (!tx_load(doing->tx, &user_object, USER_NAME, name, &doing->before, error))
		return false;
	if (!doing->before)
		return err_set(error, ERR_INVALID, _("there is no user \"%s\""), name);
	doing->after = record_copy(doing->before);
	return true;
}

static bool not_oneself(struct doing *doing, const char *user, GError **error)
{
	g_autofree char *name = text_normal(user, true);

	if (strcmp(name, doing_user(doing)) != 0)
		return true;
	return doing_denied(doing, error, _("nobody may do this to their own account (SP 800-171 3.1.4)"));
}

/* Says which conflicting roles the person now holds: allowed for small firms, but listed. */
static bool warn_conflicts(struct doing *doing, const char *user, GError **error)
{
	g_autofree char *object = g_strdup_printf("user:%s", user);
	CLEANUP(person_free) struct person *person = people_load(doing->tx, user, error);
	g_autofree const struct conflict **list = person ? person_conflicts(person) : NULL;
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; list && list[i]; i++)
		g_string_append_printf(text, _("%s%s holds both %s and %s: %s"), text->len ? "; " : "", user,
				       roles[list[i]->a].name, roles[list[i]->b].name, _(list[i]->why));
	if (text->len > 0) {
		if (!tx_entry(doing->tx, object, "done", text->str, error))
			return false;
		doing->outcome->warning = g_string_free(g_steal_pointer(&text), FALSE);
	}
	return person != NULL;
}

static bool unlock(struct doing *doing, GError **error)
{
	char who[2 * KEYRING_TAG_LEN + 1];

	keyring_user_tag(store_keyring(doing->session->store), record_text(doing->before, USER_NAME), who);
	return throttle_unlock(store_dir(doing->session->store), who, error);
}

static bool check_grants(struct doing *doing, char **items, GError **error)
{
	for (size_t i = 0; items[i]; i++) {
		g_autofree char *group = NULL, *why = NULL;
		enum role role;

		if (!people_parse_role(items[i], &role, &group, &why))
			problems_add_name(doing->problems, "role", "%s", why);
		else if (group && !doing_check_group(doing, "role", group, error))
			return false;
	}
	return doing_check(doing, error);
}

bool prepare_one_time(struct doing *doing, GError **error)
{
	struct people_host host = { doing->session->store, doing->session->host.policy };

	doing->password = people_one_time(&host, &doing->one_time, error);
	return doing->password != NULL;
}

/* New keys under the one-time passphrase; what locked the old ones is over. */
static bool rekey(struct doing *doing, GError **error)
{
	const char *name = record_text(doing->before, USER_NAME);

	if (!people_rekey(doing->session->store, doing->tx, doing->before, doing->after, doing->password,
			  error) || !unlock(doing, error))
		return false;
	doing->outcome->secret = g_steal_pointer(&doing->one_time);
	doing->outcome->said = g_strdup(name);
	return true;
}

bool do_user_create(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing_argument(doing, "name"), true);
	g_auto(GStrv) items = list_split(doing_argument(doing, "role"));
	struct people_new who = { .name = name, .full_name = doing_argument(doing, "full_name"),
				  .by = doing_user(doing), .must_change = true, .roles = items,
				  .password = doing->password };
	CLEANUP(record_free) struct record *old = NULL;

	if (!people_name_ok(name))
		problems_add_name(doing->problems, "name", "%s", _("2 to 32 of a-z 0-9 . _ - beginning with a letter"));
	if (people_name_reserved(name))
		problems_add_name(doing->problems, "name", _("\"%s\" is a name the log uses itself"), name);
	if (!tx_load(doing->tx, &user_object, USER_NAME, name, &old, error))
		return false;
	if (old)
		problems_add_name(doing->problems, "name", _("\"%s\" was used already and is never used again"), name);
	if (!check_grants(doing, items, error))
		return false;
	g_free(doing->key);
	doing->key = g_strdup_printf("user:%s", name);
	if (!people_create(doing->session->store, doing->tx, &who, error))
		return false;
	doing->outcome->secret = g_steal_pointer(&doing->one_time);
	doing->outcome->said = g_strdup(name);
	return warn_conflicts(doing, name, error);
}

static bool set_state(struct doing *doing, const char *state, GError **error)
{
	if (!load_user(doing, error))
		return false;
	if (record_is(doing->before, USER_STATE, state))
		return err_set(error, ERR_INVALID, _("\"%s\" is %s already"),
			       record_text(doing->before, USER_NAME), state);
	record_set(doing->after, USER_STATE, state);
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return tx_update(doing->tx, doing->before, doing->after, error);
}

bool do_user_disable(struct doing *doing, GError **error)
{
	return not_oneself(doing, doing->request->target, error) && set_state(doing, "disabled", error);
}

bool do_user_enable(struct doing *doing, GError **error)
{
	return set_state(doing, "active", error);
}

bool do_user_unlock(struct doing *doing, GError **error)
{
	if (!load_user(doing, error))
		return false;
	record_set_int(doing->after, USER_FAILURES_SINCE, 0);
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return (record_int(doing->before, USER_FAILURES_SINCE) > 0 ?
			tx_update(doing->tx, doing->before, doing->after, error) :
			tx_entry(doing->tx, doing->key, "done", NULL, error)) &&
	       unlock(doing, error);
}

bool do_user_reset(struct doing *doing, GError **error)
{
	return load_user(doing, error) &&
	       not_oneself(doing, record_get(doing->before, USER_NAME), error) && rekey(doing, error);
}

bool do_group_create(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing_argument(doing, "name"), true);
	CLEANUP(record_free) struct record *old = NULL;

	if (!people_name_ok(name))
		problems_add_name(doing->problems, "name", "%s", _("2 to 32 of a-z 0-9 . _ - beginning with a letter"));
	if (!tx_load(doing->tx, &group_object, GROUP_NAME, name, &old, error))
		return false;
	if (old)
		problems_add_name(doing->problems, "name", _("there is a group \"%s\" already"), name);
	if (!doing_check(doing, error))
		return false;
	doing->outcome->said = g_strdup(name);
	return people_group(doing->tx, name, doing_argument(doing, "label"), doing_user(doing), error);
}

/* role= and group= (or role@group in one), for member-add and member-remove. */
static bool read_membership(struct doing *doing, char **role, char **group, GError **error)
{
	const char *named = doing_argument(doing, "group");
	g_autofree char *text = named ? g_strdup_printf("%s@%s", doing_argument(doing, "role"), named) :
				g_strdup(doing_argument(doing, "role"));
	g_autofree char *why = NULL;
	enum role found;

	if (!people_parse_role(text, &found, group, &why)) {
		problems_add_name(doing->problems, "role", "%s", why);
		return doing_check(doing, error);
	}
	*role = g_strdup(roles[found].name);
	if (*group && !doing_check_group(doing, "group", *group, error))
		return false;
	return doing_check(doing, error);
}

bool do_member_add(struct doing *doing, GError **error)
{
	const char *user = doing_argument(doing, "user");
	g_autofree char *role = NULL, *group = NULL;
	bool changed;

	if (!not_oneself(doing, user, error) || !doing_check_user(doing, "user", user, error) ||
	    !read_membership(doing, &role, &group, error) ||
	    !people_member(doing->tx, user, role, group, doing_user(doing), true, &changed, error))
		return false;
	if (!changed)
		return err_set(error, ERR_INVALID, _("\"%s\" holds that role already"), user);
	doing->outcome->said = g_strdup(user);
	return warn_conflicts(doing, user, error);
}

bool do_member_remove(struct doing *doing, GError **error)
{
	const char *user = doing_argument(doing, "user");
	g_autofree char *role = NULL, *group = NULL;
	bool changed;

	if (!not_oneself(doing, user, error) || !read_membership(doing, &role, &group, error) ||
	    !people_member(doing->tx, user, role, group, doing_user(doing), false, &changed, error))
		return false;
	if (!changed)
		return err_set(error, ERR_INVALID, _("\"%s\" does not hold that role"), user);
	doing->outcome->said = g_strdup(user);
	return true;
}
