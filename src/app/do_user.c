/* Users, their slots in the keyring, groups and membership. */
#include "src/app/do.h"

#include <string.h>

#include "db/select.h"
#include "db/throttle.h"
#include "src/app/conflict.h"
#include "src/app/doing.h"
#include "src/app/people.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/app/sessions.h"
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
		return err_set(error, ERR_INVALID, _("there is no user \"%s\"; look users lists "
			       "them"), name);
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

static bool unlock(struct doing *doing, GError **error)
{
	char who[2 * KEYRING_TAG_LEN + 1];

	keyring_user_tag(store_keyring(doing->session->store), record_text(doing->before, USER_NAME), who);
	return throttle_unlock(store_dir(doing->session->store), who, error);
}

/* An end that is over already would be a user-disable that says nothing. */
static void check_end(struct doing *doing)
{
	const char *end = doing_argument(doing, "expires_at");

	if (end && g_ascii_strtoll(end, NULL, 10) <= doing_now(doing))
		problems_add_name(doing->problems, "expires_at", "%s", _("must be in the future; user-disable ends an "
				  "account now"));
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

static bool check_new(struct doing *doing, const char *name, char **items, GError **error)
{
	CLEANUP(record_free) struct record *old = NULL;

	if (!people_name_ok(name))
		problems_add_name(doing->problems, "name", "%s", _("2 to 32 of a-z 0-9 . _ - beginning with a letter"));
	if (people_name_reserved(name))
		problems_add_name(doing->problems, "name", _("\"%s\" is a name the log uses "
			       "itself; take another"), name);
	if (!doing_find(doing, &user_object, USER_NAME, name, &old, error))
		return false;
	if (old)
		problems_add_name(doing->problems, "name", _("\"%s\" was used already and is "
			       "never used again; take another"), name);
	check_end(doing);
	return check_grants(doing, items, error);
}

bool check_user_create(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing_argument(doing, "name"), true);
	g_auto(GStrv) items = list_split(doing_argument(doing, "role"));
	CLEANUP(person_free) struct person *person = person_new(name);

	if (!check_new(doing, name, items, error))
		return false;
	for (size_t i = 0; items[i]; i++) {
		g_autofree char *group = NULL, *why = NULL;
		enum role role;

		if (people_parse_role(items[i], &role, &group, &why))
			person_grant(person, role, group);
	}
	return conflict_foresee(doing, person, -1, error);
}

bool do_user_create(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing_argument(doing, "name"), true);
	g_auto(GStrv) items = list_split(doing_argument(doing, "role"));
	struct people_new who = { .name = name, .full_name = doing_argument(doing, "full_name"),
				  .by = doing_user(doing), .must_change = true, .roles = items,
				  .password = doing->password,
				  .expires_at = doing_argument(doing, "expires_at") };

	if (!check_new(doing, name, items, error))
		return false;
	g_free(doing->key);
	doing->key = g_strdup_printf("user:%s", name);
	if (!people_create(doing->session->store, doing->tx, &who, error))
		return false;
	doing->outcome->secret = g_steal_pointer(&doing->one_time);
	doing->outcome->said = g_strdup(name);
	return conflict_settle(doing, name, -1, error);
}

bool do_user_edit(struct doing *doing, GError **error)
{
	const char *full_name = doing_argument(doing, "full_name");
	const char *end = doing_argument(doing, "expires_at");
	bool never = doing_argument_is(doing, "never_expires", "1");

	if (!load_user(doing, error) || !not_oneself(doing, record_get(doing->before, USER_NAME), error))
		return false;
	if (never && end)
		problems_add_name(doing->problems, "never_expires", "%s", _("and expires_at exclude each other"));
	check_end(doing);
	if (!doing_check(doing, error))
		return false;
	if (full_name)
		record_set(doing->after, USER_FULL_NAME, full_name);
	if (end || never)
		record_set(doing->after, USER_EXPIRES_AT, never ? NULL : end);
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return tx_update(doing->tx, doing->before, doing->after, error);
}

static bool begin_state(struct doing *doing, const char *state, GError **error)
{
	if (!load_user(doing, error))
		return false;
	if (record_is(doing->before, USER_STATE, state))
		return err_set(error, ERR_INVALID, _("\"%s\" is %s already; look users shows "
			       "all accounts"),
			       record_text(doing->before, USER_NAME), state);
	record_set(doing->after, USER_STATE, state);
	return true;
}

static bool end_sessions(struct doing *doing, GError **error)
{
	const char *dir = store_dir(doing->session->store);
	g_autoptr(GPtrArray) rows =
		session_rows_open(doing->tx, record_text(doing->before, USER_NAME), error);

	for (guint i = 0; rows && i < rows->len; i++)
		if (!session_row_put_end(doing->tx, dir, rows->pdata[i], WHY_DISABLED, doing_user(doing), error))
			return false;
	return rows != NULL;
}

bool do_user_disable(struct doing *doing, GError **error)
{
	if (!not_oneself(doing, doing->request->target, error) || !begin_state(doing, "disabled", error))
		return false;
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return tx_update(doing->tx, doing->before, doing->after, error) && end_sessions(doing, error);
}

static bool revoke_slot(struct keyring *keyring, void *data, GError **error)
{
	const struct doing *doing = data;
	const char *name = record_text(doing->before, USER_NAME);

	return !keyring_has_user(keyring, name) || keyring_revoke(keyring, name, error);
}

/* What the program refuses, the files refuse as well. The slot goes last: a commit that then fails leaves
 * somebody shut out and not let in. */
bool do_user_revoke(struct doing *doing, GError **error)
{
	if (!load_user(doing, error) || !not_oneself(doing, record_get(doing->before, USER_NAME), error))
		return false;
	if (!record_has(doing->before, USER_SLOT))
		return err_set(error, ERR_INVALID, _("\"%s\" has no key any more; user-reset "
			       "gives a new one"),
			       record_text(doing->before, USER_NAME));
	record_set(doing->after, USER_STATE, "disabled");
	record_set(doing->after, USER_SLOT, NULL);
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return tx_update(doing->tx, doing->before, doing->after, error) && end_sessions(doing, error) &&
	       store_keyring_change(doing->session->store, revoke_slot, doing, error);
}

/* Only who was revoked needs new keys. */
bool prepare_enable(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing->request->target, true);
	CLEANUP(record_free) struct record *user = NULL;

	if (!select_one(doing->session->store, &user_object, NULL, USER_NAME, name, &user, error))
		return false;
	return !user || record_has(user, USER_SLOT) || prepare_one_time(doing, error);
}

bool do_user_enable(struct doing *doing, GError **error)
{
	if (!begin_state(doing, "active", error))
		return false;
	if (!record_has(doing->before, USER_SLOT))
		return doing->password ? rekey(doing, error) :
			err_set(error, ERR_FAILED, _("\"%s\" was changed just now; try again"),
				record_text(doing->before, USER_NAME));
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return tx_update(doing->tx, doing->before, doing->after, error);
}

bool do_user_unlock(struct doing *doing, GError **error)
{
	if (!load_user(doing, error))
		return false;
	record_set_int(doing->after, USER_FAILURES_SINCE, 0);
	/* a row without a difference has no entry */
	record_set_int(doing->after, USER_UNLOCKED_AT,
		       MAX(doing_now(doing), record_int(doing->before, USER_UNLOCKED_AT) + 1));
	doing->outcome->said = g_strdup(record_get(doing->before, USER_NAME));
	return tx_update(doing->tx, doing->before, doing->after, error) && unlock(doing, error);
}

bool do_user_reset(struct doing *doing, GError **error)
{
	if (!load_user(doing, error) || !not_oneself(doing, record_get(doing->before, USER_NAME), error))
		return false;
	if (!record_is(doing->before, USER_STATE, "active"))
		return err_set(error, ERR_INVALID, _("\"%s\" is disabled; user-enable it first"),
			       record_text(doing->before, USER_NAME));
	return rekey(doing, error);
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
		problems_add_name(doing->problems, "name", _("there is a group \"%s\" already; "
			       "take another name"), name);
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

/* An account whose only role is ingest is a service from then on: it has no screens. */
static bool make_service(struct doing *doing, const char *user, const char *role, GError **error)
{
	CLEANUP(person_free) struct person *person = NULL;
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (role_find(role) != ROLE_INGEST)
		return true;
	person = people_load(doing->tx, user, error);
	if (!person || !tx_load(doing->tx, &user_object, USER_NAME, user, &before, error))
		return false;
	if (person->grants->len > 1)
		return true;
	after = record_copy(before);
	record_set(after, USER_KIND, "service");
	return tx_update(doing->tx, before, after, error);
}

/* Before anybody is asked for a password: what the table of roles says. */
bool check_member_add(struct doing *doing, GError **error)
{
	const char *user = doing_argument(doing, "user");
	CLEANUP(person_free) struct person *person = NULL;
	g_autofree char *role = NULL, *group = NULL;

	if (!not_oneself(doing, user, error) || !doing_check_user(doing, "user", user, error) ||
	    !read_membership(doing, &role, &group, error))
		return false;
	person = session_person_load(doing->session, user, error);
	if (!person)
		return false;
	person_grant(person, (enum role)role_find(role), group);
	return conflict_foresee(doing, person, role_find(role), error);
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
		return err_set(error, ERR_INVALID, _("\"%s\" holds that role already; look "
			       "members shows who holds what"), user);
	doing->outcome->said = g_strdup(user);
	return make_service(doing, user, role, error) && conflict_settle(doing, user, role_find(role), error);
}

bool check_member_remove(struct doing *doing, GError **error)
{
	g_autofree char *role = NULL, *group = NULL;

	return not_oneself(doing, doing_argument(doing, "user"), error) &&
	       read_membership(doing, &role, &group, error);
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
		return err_set(error, ERR_INVALID, _("\"%s\" does not hold that role; look "
			       "members shows who holds what"), user);
	doing->outcome->said = g_strdup(user);
	return true;
}
