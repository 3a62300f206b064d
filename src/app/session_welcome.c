/* What a person must know when they come in. */
#include "db/select.h"
#include "db/throttle.h"

#include <inttypes.h>
#include <string.h>

#include "src/app/consent.h"
#include "src/app/keep.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/warn.h"
#include "src/rules/accepted_conflict.h"
#include "src/rules/backup.h"
#include "src/rules/setting.h"
#include "src/rules/signer.h"
#include "src/rules/transfer.h"
#include "src/rules/user.h"

static void say(struct session *session, char *line)
{
	g_ptr_array_add(session->welcome, line);
}

/* What is worded for the end of an error: here it stands alone. */
static void say_sentence(struct session *session, const char *why)
{
	say(session, g_strdup_printf("%c%s.", g_ascii_toupper(*why), why + 1));
}

void session_tell(struct session *session, const char *why)
{
	say_sentence(session, why);
	/* the screens show what they welcome with */
	if (strcmp(session->host.via, "tui") != 0)
		warn_say(why);
}

static void say_last_login(struct session *session, int64_t last, int64_t failures)
{
	g_autofree char *when = last ? time_both(last) : NULL;

	if (last)
		say(session, g_strdup_printf(_("Last sign-in %s."), when));
	else
		say(session, g_strdup(_("This is your first sign-in.")));
	if (failures > 0)
		say(session, g_strdup_printf(ngettext("%" PRId64 " failed attempt since then. "
				"If it was not you, tell your account administrator.",
				"%" PRId64 " failed attempts since then. "
				"If it was not you, tell your account administrator.",
				(unsigned long)failures), failures));
}

static void say_conflicts(struct session *session)
{
	g_autofree const struct conflict **list = person_conflicts(session->person);

	for (size_t i = 0; list && list[i]; i++) {
		CLEANUP(record_free) struct record *accepted = NULL;
		const char *a = roles[list[i]->a].name, *b = roles[list[i]->b].name, *why = _(list[i]->why);

		conflict_accepted(session->store, session_user(session), list[i], &accepted, NULL);
		if (accepted)
			say(session, g_strdup_printf(_("You hold both %s and %s: %s. %s accepted that: %s"), a, b, why,
						     record_text(accepted, ACCEPTED_BY),
						     record_text(accepted, ACCEPTED_REASON)));
		else
			say(session, g_strdup_printf(_("You hold both %s and %s: %s."), a, b, why));
	}
}

/* Who keeps the accounts hears of those that somebody is guessing at. */
static void say_guessed(struct session *session)
{
	g_autofree char *least = g_strdup_printf("%d", THROTTLE_TELL);
	struct term many = { USER_FAILURES_SINCE, OP_AT_LEAST, least };
	struct select ask = { .object = &user_object, .terms = &many, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *user = g_ptr_array_index(rows, i);

		say(session, g_strdup_printf(_("%s: %" PRId64 " failed attempts in a row. Somebody may be "
					     "guessing: look into the audit log, and ask them."),
					     record_text(user, USER_NAME),
					     record_int(user, USER_FAILURES_SINCE)));
	}
}

/* The recovery key is announced at init and anew each time the code was used. */
static void say_recovered(struct session *session, int64_t since)
{
	struct term mine = { SIGNER_USER, OP_IS, "recovery" };
	struct select ask = { .object = &signer_object, .terms = &mine, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, NULL);

	for (guint i = 1; rows && i < rows->len; i++) {
		int64_t at = record_int(g_ptr_array_index(rows, i), SIGNER_AT);
		g_autofree char *when = time_both(at);

		if (at >= since)
			say(session, g_strdup_printf(_("The recovery code was used %s: see the audit log."), when));
	}
}

/* Who has their password could sign as them: whoever did not ask for new keys must hear of them, also when
 * somebody else signed in with those first. */
static void say_renewed(struct session *session, int64_t since)
{
	struct term mine = { SIGNER_USER, OP_IS, session_user(session) };
	struct select ask = { .object = &signer_object, .terms = &mine, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, NULL);
	int64_t week = session_now(session) - 7 * DAY_MS;

	for (guint i = 1; rows && i < rows->len; i++) {
		int64_t at = record_int(g_ptr_array_index(rows, i), SIGNER_AT);
		g_autofree char *when = time_both(at);

		if (at >= MIN(since, week))
			say(session, g_strdup_printf(_("You were given new keys %s (a reset). If you did not ask for "
						     "that, tell the auditor."), when));
	}
}

/* What two should have done (SP 800-171 3.1.4): to be looked at by the others within a day. */
static void say_alone(struct session *session, int64_t since)
{
	CLEANUP(record_free) struct record *row = NULL;
	g_autofree char *when = NULL;

	if (!select_one(session->store, &setting_object, NULL, SETTING_NAME, CONSENT_ALONE, &row, NULL) || !row ||
	    record_int(row, SETTING_AT) < since || record_is(row, SETTING_BY, session_user(session)))
		return;
	when = time_both(record_int(row, SETTING_AT));
	say(session, g_strdup_printf(_("%s did alone what wants two, %s: %s. Look at it within 24 hours."),
				     record_text(row, SETTING_BY), when, record_text(row, SETTING_VALUE)));
}

/* Offers from or to one's groups that nobody answered: the leads are told (compliance.md 5.3). */
static void say_expired(struct session *session, int64_t since)
{
	g_autofree char *from = g_strdup_printf("%" PRId64, since);
	struct term terms[] = { { TRANSFER_STATE, OP_IS, "expired" }, { TRANSFER_ANSWERED_AT, OP_AT_LEAST, from } };
	struct select ask = { .object = &transfer_object, .visibility = session->visibility, .terms = terms,
			      .terms_len = G_N_ELEMENTS(terms), .order = ORDER_OLDEST, .limit = 20 };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, NULL);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *offer = g_ptr_array_index(rows, i);

		say(session, g_strdup_printf(_("%s: nobody in %s answered the offer in time; it is back with %s."),
					     record_text(offer, TRANSFER_CASE), record_text(offer, TRANSFER_TO),
					     record_text(offer, TRANSFER_FROM)));
	}
}

void session_welcome_behind(struct session *session)
{
	g_autofree char *gap = audit_gap_text(&session->gap);

	say(session, g_strdup_printf(_("Read-only: %s. An old copy was put back, or the log was cut."), gap));
	say(session, g_strdup(_("Restore a newer backup; or a system operator accepts the loss: rollback-accept.")));
}

static int64_t days_since(struct session *session, int64_t at)
{
	return (session_now(session) - at) / DAY_MS;
}

static int64_t newest_backup(struct session *session)
{
	g_autoptr(GPtrArray) rows = keep_newest(session, NULL);

	return rows && rows->len ? record_int(g_ptr_array_index(rows, 0), BACKUP_AT) : 0;
}

static int64_t newest_drill(struct session *session)
{
	struct term good = { BACKUP_DRILL, OP_IS, "good" };
	struct select ask = { .object = &backup_object, .terms = &good, .terms_len = 1 };
	int64_t newest = 0;

	select_most(session->store, &ask, BACKUP_DRILL_AT, &newest, NULL);
	return newest;
}

static bool older(struct session *session, int64_t at, const char *setting)
{
	g_autofree char *days = session_setting(session, setting);

	return days_since(session, at) >= g_ascii_strtoll(days, NULL, 10);
}

/* A store that nobody saves is lost with its disk; a backup that nobody restored may be none. */
static void say_backups(struct session *session)
{
	int64_t made = newest_backup(session), drilled = newest_drill(session);
	int old = (int)days_since(session, made), ago = (int)days_since(session, drilled);

	if (!made)
		say(session, g_strdup(_("No backup was ever made: blotter backup DIR.")));
	else if (older(session, made, "backup_days"))
		say(session, g_strdup_printf(ngettext("The newest backup is %d day old: blotter backup DIR.",
						      "The newest backup is %d days old: blotter backup DIR.",
						      (unsigned long)old), old));
	if (made && !drilled)
		say(session, g_strdup(_("No backup was ever restored for a test: blotter drill restore.")));
	else if (made && older(session, drilled, "drill_days"))
		say(session, g_strdup_printf(ngettext("The last good restore drill was %d day ago, too long: "
						      "blotter drill restore.",
						      "The last good restore drill was %d days ago, too long: "
						      "blotter drill restore.",
						      (unsigned long)ago), ago));
	else if (made)
		say(session, g_strdup_printf(ngettext("The last good restore drill was %d day ago.",
						      "The last good restore drill was %d days ago.",
						      (unsigned long)ago), ago));
}

void session_welcome_fill(struct session *session, int64_t failures, int64_t last_login)
{
	g_autofree char *exposure = store_exposure(store_dir(session->store));

	session->since = last_login ? last_login : session_now(session);
	say_last_login(session, last_login, failures);
	say_recovered(session, last_login);
	say_renewed(session, session->since);
	say_alone(session, last_login);
	if (exposure)
		say_sentence(session, exposure);
	if (person_holds(session->person, ROLE_LEAD) ||
	    person_holds(session->person, ROLE_SYSTEM_OPERATOR))
		say_backups(session);
	if (person_holds(session->person, ROLE_LEAD))
		say_expired(session, last_login);
	if (person_holds(session->person, ROLE_ACCOUNT_ADMIN))
		say_guessed(session);
	say_conflicts(session);
	if (session->one_time)
		say(session, g_strdup(_("You signed in with a one-time passphrase: choose your own now.")));
	else if (session->must_enroll)
		say(session, g_strdup(_("A role of yours asks for a second factor: set it up now.")));
	else if (session->outworn)
		say(session, g_strdup(_("Your password is older than this store allows: choose a new one now.")));
}

char **session_welcome(const struct session *session)
{
	GPtrArray *lines = g_ptr_array_new();

	for (guint i = 0; i < session->welcome->len; i++)
		g_ptr_array_add(lines, g_strdup(g_ptr_array_index(session->welcome, i)));
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}

int64_t session_since(const struct session *session)
{
	return session->since;
}
