/* When an account is over: its end, and long disuse. */
#include <inttypes.h>

#include "db/audit.h"
#include "db/select.h"
#include "db/throttle.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/member.h"
#include "src/rules/user.h"

/* When somebody last came in by it or let them in. */
static int64_t last_use(const struct record *user)
{
	static const enum user_field uses[] = { USER_CREATED_AT, USER_LAST_LOGIN_AT, USER_UNLOCKED_AT,
						USER_PASSWORD_CHANGED_AT };
	int64_t last = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(uses); i++)
		last = MAX(last, record_int(user, uses[i]));
	return last;
}

bool account_time_read(struct session *session, const struct record *user, GError **error)
{
	g_autofree char *object = g_strconcat("user:", record_text(user, USER_NAME), NULL);
	int64_t now = session_now(session);

	if (!session->entered && !audit_latest(session->store, object, last_use(user), &session->latest, error))
		return false;
	session->latest = MAX(session->latest, now);
	return true;
}

int64_t account_time(const struct session *session)
{
	return MAX(session->latest, session_now(session));
}

bool account_lasts(const struct session *session, int64_t at, GError **error)
{
	g_autofree char *when = NULL;

	if (at == 0 || account_time(session) < at)
		return true;
	when = time_both(at);
	return err_set(error, ERR_LOGIN, _("this account ended %s; ask an account administrator"), when);
}

/* Days since somebody came in by it or let them in; -1: not longer than allowed. */
static int64_t days_unused(struct session *session, const struct record *user)
{
	g_autofree char *setting = session_setting(session, "inactive_days");
	int64_t most = g_ascii_strtoll(setting, NULL, 10), unused = account_time(session) - last_use(user);

	return session->restoring || most == 0 || unused <= most * DAY_MS ? -1 : unused / DAY_MS;
}

bool account_usable(struct session *session, const struct record *user)
{
	return record_is(user, USER_STATE, "active") && days_unused(session, user) < 0 &&
	       account_lasts(session, record_int(user, USER_EXPIRES_AT), NULL);
}

static bool is_usable(struct session *session, const char *name)
{
	CLEANUP(record_free) struct record *user = NULL;

	return select_one(session->store, &user_object, NULL, USER_NAME, name, &user, NULL) && user &&
	       account_usable(session, user);
}

bool account_unlocked(const struct record *user, GError **error)
{
	int64_t failures = record_int(user, USER_FAILURES_SINCE);

	return failures < THROTTLE_MOST ||
	       err_set(error, ERR_LOGIN, _("too many failed attempts: this user failed %" PRId64 " times "
		       "in a row and is locked until an account administrator unlocks or resets the "
		       "account"), failures);
}

static bool is_last_admin(struct session *session, const char *name)
{
	struct term admins[] = {
		{ MEMBER_ROLE, OP_IS, roles[ROLE_ACCOUNT_ADMIN].name },
		{ MEMBER_ACTIVE, OP_IS, "1" },
	};
	struct select ask = { .object = &member_object, .terms = admins,
			      .terms_len = G_N_ELEMENTS(admins), .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, NULL);
	bool is_one = false;

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *user = record_text(rows->pdata[i], MEMBER_USER);

		if (g_str_equal(user, name))
			is_one = true;
		else if (is_usable(session, user))
			return false;
	}
	return is_one;
}

bool account_used(struct session *session, const struct record *user, GError **error)
{
	int64_t days = days_unused(session, user);

	if (days < 0 || is_last_admin(session, record_text(user, USER_NAME)))
		return true;
	return err_set(error, ERR_LOGIN, ngettext(
		"this account was not used for %" PRId64 " day and is locked (SP 800-171 3.5.6); ask an account "
		"administrator to unlock it (user-unlock)",
		"this account was not used for %" PRId64 " days and is locked (SP 800-171 3.5.6); ask an account "
		"administrator to unlock it (user-unlock)", (unsigned long)days), days);
}
