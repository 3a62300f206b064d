#include "src/app/session.h"

#include <unistd.h>

#include "db/select.h"
#include "src/app/session_internal.h"
#include "src/app/sessions.h"
#include "src/base/i18n.h"
#include "src/rules/group.h"
#include "src/rules/member.h"
#include "src/rules/setting.h"
#include "src/rules/settings.h"
#include "src/rules/user.h"

#define ONE_TIME_MS DAY_MS	/* SP 800-171 3.5.9 */

void session_host_init(struct session_host *host, const char *via, const char *tty,
		       const char *ssh_connection, const char *ssh_auth)
{
	g_auto(GStrv) ssh = g_strsplit(ssh_connection ? ssh_connection : "", " ", 2);
	g_autofree char *key = ssh_auth ? crypt_ssh_key(ssh_auth) : NULL;

	host->via = via;
	host->clock = clock_system();
	host->policy = kdf_policy_standard();
	if (key)
		host->origin = g_strdup_printf("ssh key %s", key);
	else if (ssh[0] && *ssh[0])
		host->origin = g_strdup_printf("ssh %s", ssh[0]);
	else
		host->origin = g_strdup_printf("tty %s", tty ? tty : "none");
}

void session_host_clear(struct session_host *host)
{
	g_clear_pointer(&host->origin, g_free);
}

char **store_places(const char *dir)
{
	return public_places(dir);
}

static bool banner_of(const struct store_public *public, struct banner *banner)
{
	if (!public)
		return false;
	*banner = (struct banner){
		.organisation = g_strdup(public->organisation),
		.marking = g_strdup(public->marking),
		.notice = g_strdup(public->notice),
		.notice_version = public->notice_version,
		.demo = g_strdup(public->demo),
	};
	return true;
}

bool banner_read(const char *dir, struct banner *banner, GError **error)
{
	CLEANUP(store_public_free) struct store_public *public = store_public_read(dir, error);

	if (public)
		crypt_wake();	/* who reads the notice has yet to type a password */
	return banner_of(public, banner);
}

bool banner_glance(const char *dir, struct banner *banner, GError **error)
{
	CLEANUP(store_public_free) struct store_public *public = store_public_glance(dir, error);

	return banner_of(public, banner);
}

void banner_clear(struct banner *banner)
{
	g_free(banner->organisation);
	g_free(banner->marking);
	g_free(banner->notice);
	g_free(banner->demo);
	*banner = (struct banner){ 0 };
}

void session_stamp(struct session *session, const char *action, const char *reason, char *held,
		   struct stamp *stamp)
{
	*stamp = (struct stamp){
		.actor = session_user(session), .signer = session_user(session), .roles = held,
		.origin = session->host.origin, .action = action, .reason = reason,
	};
}

struct tx *session_tx(struct session *session, const struct stamp *stamp, GError **error)
{
	CLEANUP(tx_rollback) struct tx *tx = NULL;

	if (!session_may_write(session, stamp->action, error))
		return NULL;
	tx = tx_begin(session->store, stamp, error);
	return tx && session_refresh(session, error) ? g_steal_pointer(&tx) : NULL;
}

static bool replaced(GError **error)
{
	return err_set(error, ERR_LOGIN, _("this password was replaced; the keyring is older than the "
		       "database knows: tell your system operator"));
}

/* An entry by keys that the log no longer knows as this person's would spoil it for ever. */
static bool keys_count(struct session *session, const struct record *user, GError **error)
{
	g_autofree char *key = crypt_hex(store_keys(session->store)->sign_public, KEY_LEN);

	if (record_is(user, USER_PUBLIC_SIGN, key))
		return true;
	if (session->entered)
		return err_set(error, ERR_LOGIN, _("this account was reset; sign in again with the one-time "
			       "passphrase"));
	return replaced(error);
}

/* A session that goes on has seen the change; one that begins must not do so with an old password,
 * revived by an old keyring put back. A slot of a higher number is of a change that the database
 * lost at the last moment: its password is the new one. */
static bool password_counts(const struct session *session, const struct record *user, GError **error)
{
	if (!session->entered)
		return store_keys(session->store)->slot >= record_int(user, USER_SLOT) || replaced(error);
	return record_int(user, USER_PASSWORD_CHANGED_AT) == session->password_at ||
	       err_set(error, ERR_LOGIN, _("the password was changed in another session; sign in again"));
}

/* A one-time passphrase that nobody came for lies about: it ends after a day. */
static bool one_time_counts(const struct session *session, const struct record *user, GError **error)
{
	return session->entered || !record_is(user, USER_MUST_CHANGE, "1") ||
	       account_time(session) - record_int(user, USER_PASSWORD_CHANGED_AT) <= ONE_TIME_MS ||
	       err_set(error, ERR_LOGIN, _("this one-time passphrase has expired; ask an account "
			       "administrator for a new one (user-reset)"));
}

/* Asked at sign-in only: nobody is stopped in the middle of their work. */
static bool is_outworn(struct session *session, const struct record *user)
{
	g_autofree char *days = session_setting(session, "password_max_days");
	int64_t most = g_ascii_strtoll(days, NULL, 10);

	return most > 0 && account_time(session) - record_int(user, USER_PASSWORD_CHANGED_AT) > most * DAY_MS;
}

static struct record *own_row(struct session *session, GError **error)
{
	CLEANUP(record_free) struct record *user = NULL;

	if (!select_one(session->store, &user_object, NULL, USER_NAME, session_user(session), &user, error))
		return NULL;
	if (!user) {
		err_set(error, ERR_LOGIN, _("the account has gone; ask an account administrator"));
		return NULL;
	}
	return keys_count(session, user, error) ? g_steal_pointer(&user) : NULL;
}

bool session_entry(struct session *session, const char *action, const char *object,
		   const char *result, const char *reason, GError **error)
{
	g_autofree char *held = person_roles(session->person);
	CLEANUP(record_free) struct record *user = NULL;
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;

	/* a refusal to accept the rollback is not written either: the next opening would find no gap */
	if (!session_may_write(session, "", error))
		return false;
	session_stamp(session, action, reason, held, &stamp);
	tx = tx_begin(session->store, &stamp, error);
	user = tx ? own_row(session, error) : NULL;
	if (!user || !tx_entry(tx, object, result, reason, error))
		return false;
	return tx_commit(g_steal_pointer(&tx), NULL, error);
}

bool session_held(const struct session *session)
{
	return session->one_time || session->outworn || session->must_enroll;
}

bool session_denied(const struct session *session, enum permission permission, GError **error)
{
	g_autofree char *wants = NULL;

	if (session->one_time)
		return err_set(error, ERR_DENIED, _("change your one-time passphrase first (user-password)"));
	if (session->outworn)
		return err_set(error, ERR_DENIED, _("your password is too old: choose a new one first "
			       "(user-password)"));
	if (session->must_enroll)
		return err_set(error, ERR_DENIED, _("a role of yours asks for a second factor: set one up first "
			       "(totp-enroll)"));
	wants = permission_wants(permission);
	return err_set(error, ERR_DENIED, _("none of your roles may %s: that needs %s; an account "
		       "administrator gives roles"), _(permissions[permission].label), wants);
}

bool session_deny(struct session *session, enum permission permission, const char *action,
		  const char *object, GError **error)
{
	GError *denied = NULL;

	session_denied(session, permission, &denied);
	session_entry(session, action, object, "denied", denied->message, NULL);
	g_propagate_error(error, denied);
	return false;
}

bool session_may(struct session *session, enum permission permission, const char *action, GError **error)
{
	if (!session_refresh(session, error))
		return false;
	if (!session_held(session) && permit_anywhere(session->person, permission) != LEVEL_NO)
		return true;
	return session_deny(session, permission, action, "", error);
}

static bool add_grants(struct store *store, struct person *person, GError **error)
{
	struct term mine[] = {
		{ MEMBER_USER, OP_IS, person->name },
		{ MEMBER_ACTIVE, OP_IS, "1" },
	};
	struct select ask = { .object = &member_object, .terms = mine,
			      .terms_len = G_N_ELEMENTS(mine), .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(store, &ask, error);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *member = g_ptr_array_index(rows, i);
		int role = role_find(record_text(member, MEMBER_ROLE));

		if (role >= 0)
			person_grant(person, (enum role)role, record_get(member, MEMBER_GROUP));
	}
	return rows != NULL;
}

struct person *session_person_load(struct session *session, const char *name, GError **error)
{
	CLEANUP(person_free) struct person *person = person_new(name);

	return add_grants(session->store, person, error) ? g_steal_pointer(&person) : NULL;
}

static void read_idle(struct session *session)
{
	g_autofree char *minutes = session_setting(session, "idle_lock_minutes");

	session->idle_ms = g_ascii_strtoll(minutes, NULL, 10) * MINUTE_MS;
}

bool session_went_on(struct session *session, GError **error)
{
	CLEANUP(record_free) struct record *user = own_row(session, error);

	if (!user)
		return false;
	session->full_name = g_strdup(record_text(user, USER_FULL_NAME));
	session->password_at = record_int(user, USER_PASSWORD_CHANGED_AT);
	session->entered = true;
	return true;
}

bool session_reload(struct session *session, GError **error)
{
	CLEANUP(record_free) struct record *user = own_row(session, error);
	CLEANUP(person_free) struct person *person = NULL;

	if (!user)
		return false;
	if (!record_is(user, USER_STATE, "active"))
		return err_set(error, ERR_LOGIN, _("this account is disabled; ask an account administrator"));
	session->expires_at = record_int(user, USER_EXPIRES_AT);
	if (!account_time_read(session, user, error) || !account_lasts(session, session->expires_at, error) ||
	    (!session->entered && !account_used(session, user, error)))
		return false;
	if (!password_counts(session, user, error) || !one_time_counts(session, user, error) ||
	    !session_row_check(session, error))
		return false;
	person = session_person_load(session, session_user(session), error);
	if (!person)
		return false;
	session->one_time = record_is(user, USER_MUST_CHANGE, "1");
	if (!session->entered)
		session->outworn = is_outworn(session, user);
	read_idle(session);
	visibility_free(session->visibility);
	person_free(session->person);
	session->person = g_steal_pointer(&person);
	session->visibility = visibility_of(session->person);
	return factor_missing(session, &session->must_enroll, error);
}

void session_close(struct session *session)
{
	if (!session)
		return;
	if (session->entered && session->row && !session->over)
		session_row_end(session, NULL);
	else if (session->entered && !session->row)
		session_entry(session, "logout", "", "done", NULL, NULL);
	session_free(session);
}

void session_free(struct session *session)
{
	store_close(session->store);
	if (session->presence >= 0)
		close(session->presence);
	person_free(session->person);
	visibility_free(session->visibility);
	g_hash_table_unref(session->opened);
	g_ptr_array_unref(session->welcome);
	g_free(session->full_name);
	g_free(session->host.origin);
	g_free(session);
}

const struct person *session_person(const struct session *session) { return session->person; }
const struct visibility *session_visibility(const struct session *session) { return session->visibility; }
const char *session_user(const struct session *session) { return session->person->name; }
struct store *session_store(struct session *session) { return session->store; }
const char *session_via(const struct session *session) { return session->host.via; }

bool session_must_enroll(const struct session *session)
{
	return session->must_enroll;
}

bool session_must_change(const struct session *session)
{
	return session->one_time || session->outworn;
}

const char *session_marking(const struct session *session)
{
	return store_public(session->store)->marking;
}

const char *session_organisation(const struct session *session)
{
	return store_public(session->store)->organisation;
}

int64_t session_now(const struct session *session)
{
	return clock_now(session->host.clock);
}

/* Asked by two: the housekeeping here and the screens; each must hear of it. */
static void notice_changes(struct session *session)
{
	if (store_changed(session->store))
		session->stale = session->news = true;
}

bool session_changed(struct session *session)
{
	bool changed;

	notice_changes(session);
	changed = session->news;
	session->news = false;
	return changed;
}

/* Somebody may have accepted that the store is behind its anchor: then the sign-in is finished. */
static bool go_on(struct session *session, GError **error)
{
	if (!session_behind_look(session, error))
		return false;
	if (session->behind || session_sign_in(session, error))
		return true;
	session->behind = session->stale = true;
	return false;
}

bool session_refresh(struct session *session, GError **error)
{
	notice_changes(session);
	session->latest = account_time(session);
	if (!account_lasts(session, session->expires_at, error))
		return false;
	if (!session->stale)
		return true;
	if (!session_reload(session, error))
		return false;
	session->offers_due = 0;
	session->stale = false;
	return !session->behind || store_in_change(session->store) || go_on(session, error);
}

int64_t session_left(const struct session *session)
{
	return session->row ? session->ends_at - clock_boot(session->host.clock) : INT64_MAX;
}

void session_why(struct session *session, enum session_why why)
{
	session->why = why;
}

void session_hurry(struct session *session)
{
	store_hurry(session->store);
}

/* A look at few bytes of a file, but at no more than one a minute. */
static bool look_for_lost(struct session *session, GError **error)
{
	int64_t now = clock_boot(session->host.clock);

	if (now < session->lost_due)
		return true;
	session->lost_due = now + MINUTE_MS;
	return session_end_lost(session, error);
}

/* What fails for a busy store or a full disk is done by the next who notices; only a session that must end
 * ends by it. */
static bool keep_house(struct session *session, GError **error)
{
	g_autoptr(GError) failed = NULL;

	if (look_for_lost(session, &failed) &&
	    (session->offers_due > session_now(session) || session_expire_offers(session, &failed)))
		return true;
	if (!err_is(failed, ERR_LOGIN))
		return true;
	g_propagate_error(error, g_steal_pointer(&failed));
	return false;
}

bool session_tick(struct session *session, GError **error)
{
	if (!session_refresh(session, error))
		return false;
	if (session_left(session) <= 0) {
		session->why = WHY_LIMIT;
		return err_set(error, ERR_LOGIN, "%s", session_why_sentence(WHY_LIMIT));
	}
	return session->behind || keep_house(session, error);
}

static const char *initial(const char *name)
{
	const struct setting_row *known = setting_find(name);

	return known && known->field.initial ? known->field.initial : "";
}

char *setting_get(struct session *session, const char *name, GError **error)
{
	CLEANUP(record_free) struct record *row = NULL;

	if (!select_one(session->store, &setting_object, NULL, SETTING_NAME, name, &row, error))
		return NULL;
	return g_strdup(row && record_has(row, SETTING_VALUE) ? record_get(row, SETTING_VALUE) : initial(name));
}

char *session_setting(struct session *session, const char *name)
{
	char *value = setting_get(session, name, NULL);

	return value ? value : g_strdup(initial(name));
}

bool setting_put(struct tx *tx, const struct record *before, const char *name, const char *value, const char *by,
		 GError **error)
{
	CLEANUP(record_free) struct record *after = before ? record_copy(before) : record_new(&setting_object);

	record_set(after, SETTING_NAME, name);
	record_set(after, SETTING_VALUE, value);
	record_set(after, SETTING_BY, by);
	record_set_int(after, SETTING_AT, tx_time(tx));
	return tx_put(tx, before, after, error);
}

static char **names(struct session *session, const struct object *object, size_t field,
		    const struct term *terms, size_t len)
{
	struct select ask = { .object = object, .terms = terms, .terms_len = len, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, NULL);
	GPtrArray *list = g_ptr_array_new();

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *name = record_text(g_ptr_array_index(rows, i), field);

		if (!g_ptr_array_find_with_equal_func(list, name, g_str_equal, NULL))
			g_ptr_array_add(list, g_strdup(name));
	}
	g_ptr_array_add(list, NULL);
	return (char **)g_ptr_array_free(list, FALSE);
}

char **session_groups(struct session *session)
{
	return names(session, &group_object, GROUP_NAME, NULL, 0);
}

char **session_users(struct session *session, const char *group)
{
	struct term active = { USER_STATE, OP_IS, "active" };
	struct term member[] = { { MEMBER_GROUP, OP_IS, group }, { MEMBER_ACTIVE, OP_IS, "1" } };

	if (group)
		return names(session, &member_object, MEMBER_USER, member, G_N_ELEMENTS(member));
	return names(session, &user_object, USER_NAME, &active, 1);
}

char **session_at_work(struct session *session)
{
	struct term open = { SESSION_STATE, OP_IS, "open" };

	if (permit_anywhere(session->person, PERM_DUTY_SEE) == LEVEL_NO)
		return NULL;
	return names(session, &session_object, SESSION_USER, &open, 1);
}
