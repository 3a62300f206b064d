#include "src/app/found.h"

#include <string.h>
#include <unistd.h>

#include "db/anchor.h"
#include "db/store.h"
#include "db/tx.h"
#include "src/app/host_key.h"
#include "src/app/password.h"
#include "src/app/people.h"
#include "src/app/recover.h"
#include "src/base/crypt_profile.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/setting.h"
#include "src/rules/settings.h"

static bool check_user(const struct found_user *user, const struct answers *answers, GError **error)
{
	char **groups = answers->groups;
	struct password_owner owner = {
		.user = user->name, .full_name = user->full_name, .organisation = answers->organisation,
		.least = PASSWORD_LEAST + 1,
	};
	g_autofree char *problem = NULL;

	if (!people_name_ok(user->name))
		return err_set(error, ERR_INVALID, _("users: \"%s\" is no user name: 2 to 32 of a-z 0-9 . _ - "
			       "beginning with a letter"), user->name);
	if (people_name_reserved(user->name))
		return err_set(error, ERR_INVALID, _("users: \"%s\" is a name the log uses itself"), user->name);
	problem = password_problem(user->password, &owner);
	if (problem)
		return err_set(error, ERR_INVALID, _("users: %s: password: %s"), user->name, problem);
	for (size_t i = 0; user->roles && user->roles[i]; i++) {
		g_autofree char *group = NULL, *why = NULL;
		enum role role;

		if (!people_parse_role(user->roles[i], &role, &group, &why))
			return err_set(error, ERR_INVALID, _("users: %s: roles: %s"), user->name, why);
		if (group && !g_strv_contains((const char *const *)groups, group))
			return err_set(error, ERR_INVALID, _("users: %s: roles: there is no group \"%s\""),
				       user->name, group);
	}
	return true;
}

static bool same_name(const struct found_user *a, const struct found_user *b)
{
	return strcmp(a->name, b->name) == 0;
}

bool found_profile(const char *name, GError **error)
{
	enum crypt_profile profile = CRYPT_STANDARD;

	if (name && !crypt_profile_find(name, &profile))
		return err_set(error, ERR_INVALID, _("profile: \"%s\" is none: standard, or fips"), name);
	return crypt_profile_use(profile, error);
}

static bool check(const struct answers *answers, GError **error)
{
	if (!answers->groups || !answers->groups[0])
		return err_set(error, ERR_INVALID, _("groups: at least one group is needed"));
	for (size_t i = 0; answers->groups[i]; i++)
		if (!people_name_ok(answers->groups[i]))
			return err_set(error, ERR_INVALID, _("groups: \"%s\" is no group name: 2 to 32 of a-z 0-9 . "
				       "_ - beginning with a letter"), answers->groups[i]);
	if (answers->intake_group &&
	    !g_strv_contains((const char *const *)answers->groups, answers->intake_group))
		return err_set(error, ERR_INVALID, _("intake_group: there is no group \"%s\""), answers->intake_group);
	if (answers->users->len == 0)
		return err_set(error, ERR_INVALID, _("users: at least one user is needed, or nobody can sign in"));
	for (guint i = 0; i < answers->users->len; i++) {
		const struct found_user *user = g_ptr_array_index(answers->users, i);

		for (guint other = 0; other < i; other++)
			if (same_name(user, g_ptr_array_index(answers->users, other)))
				return err_set(error, ERR_INVALID, _("users: \"%s\" stands there twice"), user->name);
		if (!check_user(user, answers, error))
			return false;
	}
	return true;
}

static unsigned count_role(const struct answers *answers, const char *role)
{
	unsigned count = 0;

	for (guint i = 0; i < answers->users->len; i++) {
		const struct found_user *user = g_ptr_array_index(answers->users, i);

		for (size_t n = 0; user->roles && user->roles[n]; n++)
			count += strcmp(user->roles[n], role) == 0;
	}
	return count;
}

static char **warn(const struct answers *answers)
{
	unsigned admins = count_role(answers, "account_admin");
	GPtrArray *lines = g_ptr_array_new();

	if (admins == 0)
		g_ptr_array_add(lines, g_strdup(_("nobody is account_admin: no account can be added, "
						  "unlocked or reset")));
	if (admins == 1)
		g_ptr_array_add(lines, g_strdup(_("only one account_admin: if that password is lost, only the recovery "
						  "code helps")));
	if (count_role(answers, "auditor") == 0)
		g_ptr_array_add(lines, g_strdup(_("nobody is auditor: nobody can read the whole audit log")));
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

/* The users and passwords for the sign-in screen of a demo store: these are no secrets. */
static char *demo_text(const struct answers *answers)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < answers->users->len; i++) {
		const struct found_user *user = g_ptr_array_index(answers->users, i);
		g_autofree char *list = user->roles ? g_strjoinv(" ", user->roles) : g_strdup("");

		g_string_append_printf(text, "%s%-6s %-36s %s", i ? "\n" : "", user->name, user->password->text,
				       list);
	}
	return g_string_free(text, FALSE);
}

static char *given_or_default(const char *given, const char *setting)
{
	return g_strdup(given ? given : setting_find(setting)->field.initial);
}

/* Beside the store, when nothing else is said. */
static char *place(const char *given, const char *dir, const char *suffix)
{
	g_autofree char *whole = g_canonicalize_filename(dir, NULL);

	return given ? g_canonicalize_filename(given, NULL) : g_strconcat(whole, suffix, NULL);
}

static bool set(struct tx *tx, const char *name, const char *value, GError **error)
{
	CLEANUP(record_free) struct record *setting = record_new(&setting_object);

	record_set(setting, SETTING_NAME, name);
	record_set(setting, SETTING_VALUE, value);
	record_set(setting, SETTING_BY, "system");
	record_set_int(setting, SETTING_AT, tx_time(tx));
	return tx_insert(tx, setting, error);
}

static bool set_all(struct store *store, struct tx *tx, const struct answers *answers, GError **error)
{
	const struct store_public *public = store_public(store);
	const char *intake = answers->intake_group ? answers->intake_group : answers->groups[0];

	return set(tx, "organisation", public->organisation, error) &&
	       set(tx, "marking", public->marking, error) && set(tx, "notice", public->notice, error) &&
	       set(tx, "intake_group", intake, error);
}

static bool add_people(const struct session_host *host, struct store *store, struct tx *tx,
		       const struct answers *answers, GError **error)
{
	struct people_host where = { store, host->policy };

	for (size_t i = 0; answers->groups[i]; i++)
		if (!people_group(tx, answers->groups[i], NULL, "system", error))
			return false;
	for (guint i = 0; i < answers->users->len; i++) {
		const struct found_user *user = g_ptr_array_index(answers->users, i);
		CLEANUP(stretched_free) struct stretched *password =
			people_stretch(&where, user->password, error);
		struct people_new who = { .name = user->name, .full_name = user->full_name, .by = "system",
					  .password = password, .roles = user->roles };

		if (!password || !people_create(store, tx, &who, error))
			return false;
	}
	return true;
}

static bool fill(const struct session_host *host, struct store *store, const struct answers *answers,
		 char **code, GError **error)
{
	struct stamp stamp = { .actor = "system", .signer = "system", .roles = "", .origin = host->origin,
			       .action = "init" };
	CLEANUP(tx_rollback) struct tx *tx = tx_begin(store, &stamp, error);

	return tx && people_announce(tx, "system", store_keys(store)->sign_public, error) &&
	       set_all(store, tx, answers, error) &&
	       add_people(host, store, tx, answers, error) &&
	       recovery_renew(store, g_steal_pointer(&tx), code, error);
}

static bool noted(const struct answers *answers, const char *code, GError **error)
{
	return !answers->noted || answers->noted(code) ||
	       err_set(error, ERR_FAILED, "%s", _("the recovery code was not typed back, so no store was made"));
}

bool found(const struct session_host *host, const char *dir, const struct answers *answers,
	   char **code, char ***warnings, GError **error)
{
	g_autofree char *anchor = NULL, *host_key = NULL, *demo = NULL;
	g_autofree char *marking = given_or_default(answers->marking, "marking");
	g_autofree char *notice = given_or_default(answers->notice, "notice");
	struct store_public public = {
		.organisation = answers->organisation ? answers->organisation : (char *)"Blotter",
		.marking = marking, .notice = notice, .notice_version = 1, .profile = answers->profile,
	};
	struct store_answers made = { .public = &public };
	uint8_t *key = secret_new(KEY_LEN);
	struct store *store = NULL;
	bool done = check(answers, error) && found_profile(answers->profile, error), made_key = false;

	public.anchor = anchor = place(answers->anchor, dir, ".anchor");
	if (g_strcmp0(answers->host_key, "none") != 0)
		public.host_key = host_key = place(answers->host_key, dir, ".host-key");
	public.demo = demo = answers->demo ? demo_text(answers) : NULL;
	done = done && anchor_usable(anchor, dir, error) &&
	       (!host_key || host_key_make(host_key, key, &made_key, error));
	made.host_key = host_key ? key : NULL;
	done = done && store_create(dir, &made, host->clock, &store, error) &&
	       fill(host, store, answers, code, error) && noted(answers, *code, error) &&
	       store_finish(g_steal_pointer(&store), error);
	store_close(store);
	secret_free(key);
	/* unless somebody else made theirs meanwhile, with it */
	if (!done && made_key && !file_exists(dir))
		unlink(host_key);
	*warnings = warn(answers);
	return done;
}
