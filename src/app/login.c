/* The way in: throttle, key slot, store, the person's state, and the log. */
#include <string.h>

#include "db/select.h"
#include "db/throttle.h"
#include "src/app/attempt.h"
#include "src/app/host_key.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/app/sessions.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/user.h"

/* The attempt is open until attempt_good or attempt_bad. */
static struct keys *unlock(const struct attempt *attempt, const struct keyring *keyring,
			   const struct passphrase *password, GError **error)
{
	CLEANUP(store_public_free) struct store_public *public = store_public_read(attempt->dir, error);
	uint8_t *host_key;
	struct keys *keys = NULL;
	bool have;

	if (!public || !store_belongs(public, keyring, error))
		return NULL;
	host_key = secret_new(KEY_LEN);
	if (host_key_read(public->host_key, host_key, &have, error))
		keys = attempt_unlock(attempt, keyring, password, have ? host_key : NULL, error);
	secret_free(host_key);
	return keys;
}

/* A user's row, and what becomes of it. */
struct meant { const struct record *before; struct record *after; };

static void meant_free(void *p)
{
	struct meant *meant = p;

	record_free(meant->after);
	g_free(meant);
}

/* By the tag that stands for them outside the database. */
static GHashTable *users_by_tag(struct session *session, GPtrArray *users)
{
	GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, meant_free);

	for (guint i = 0; i < users->len; i++) {
		char *tag = g_malloc(2 * KEYRING_TAG_LEN + 1);
		struct meant meant = { users->pdata[i], record_copy(users->pdata[i]) };

		keyring_user_tag(store_keyring(session->store), record_text(meant.before, USER_NAME), tag);
		g_hash_table_insert(table, tag, g_memdup2(&meant, sizeof(meant)));
	}
	return table;
}

/* user NULL: nobody here has such a name, and what was typed may have been a password. */
static bool log_failure(struct session *session, struct tx *tx, const struct failure *failure,
			struct record *user, GError **error)
{
	/* without the reason it reads as if the signer had tried it */
	struct stamp stamp = { .actor = "unknown", .signer = session_user(session), .roles = "",
			       .origin = failure->origin_text, .action = "login",
			       .reason = user ? _("a password or code was wrong; the next to sign in wrote it down") :
						_("no account has the name; the next to sign in wrote it down") };
	g_autofree char *object = user ? g_strdup_printf("user:%s", record_text(user, USER_NAME)) : NULL;

	if (user)
		record_set_int(user, USER_FAILURES_SINCE, record_int(user, USER_FAILURES_SINCE) + 1);
	return tx_entry_for(tx, &stamp, failure->time, object, "failed", error);
}

static bool log_failures(struct session *session, struct tx *tx, const struct throttle_pending *pending,
			 GError **error)
{
	const int all[] = { -1 };
	g_autoptr(GPtrArray) users = tx_load_all(tx, &user_object, all, NULL, error);
	g_autoptr(GHashTable) by_tag = users ? users_by_tag(session, users) : NULL;
	GHashTableIter each;
	gpointer row;

	if (!users)
		return false;
	for (guint i = 0; i < pending->failures->len; i++) {
		const struct failure *failure = g_ptr_array_index(pending->failures, i);
		struct meant *meant = g_hash_table_lookup(by_tag, failure->who);

		if (!log_failure(session, tx, failure, meant ? meant->after : NULL, error))
			return false;
	}
	g_hash_table_iter_init(&each, by_tag);
	while (g_hash_table_iter_next(&each, NULL, &row)) {
		const struct meant *meant = row;

		if (!tx_update(tx, meant->before, meant->after, error))
			return false;
	}
	return !pending->broken || tx_entry(tx, "throttle", "failed",
					    _("the record of failed sign-ins was altered"), error);
}

/* Failed attempts since the last sign-in of anybody enter the log, and the rows of those meant. */
static bool take_in(struct session *session, GError **error)
{
	const char *dir = store_dir(session->store);
	CLEANUP(throttle_pending_free) struct throttle_pending *pending =
		throttle_pending(dir, session->host.clock, error);
	struct stamp stamp = { .actor = "system", .signer = session_user(session), .roles = "",
			       .origin = session->host.origin, .action = "login-failures" };
	CLEANUP(tx_rollback) struct tx *tx = NULL;

	if (!pending)
		return false;
	if (pending->failures->len == 0 && !pending->broken)
		return throttle_taken(dir, pending, error);
	tx = session_tx(session, &stamp, error);
	return tx && log_failures(session, tx, pending, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error) && throttle_taken(dir, pending, error);
}

static bool update_user(struct session *session, struct tx *tx, int64_t *failures, int64_t *last,
			GError **error)
{
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!tx_load(tx, &user_object, USER_NAME, session_user(session), &before, error))
		return false;
	if (record_is(before, USER_KIND, "service") && strcmp(session->host.via, "tui") == 0)
		return err_set(error, ERR_LOGIN, _("a service account has no screens; use the command line"));
	*last = record_int(before, USER_LAST_LOGIN_AT);
	*failures = record_int(before, USER_FAILURES_SINCE);
	/* should the file of the throttle have lost them */
	if (!account_unlocked(before, error))
		return false;
	after = record_copy(before);
	/* a row without a difference has no entry, and each sign-in is one */
	record_set_int(after, USER_LAST_LOGIN_AT, tx_time(tx) + (*last == tx_time(tx)));
	record_set_int(after, USER_FAILURES_SINCE, 0);
	session->full_name = g_strdup(record_text(after, USER_FULL_NAME));
	session->password_at = record_int(after, USER_PASSWORD_CHANGED_AT);
	return tx_update(tx, before, after, error);
}

/* code NULL: the account asks for none. */
static bool enter(struct session *session, void *data, const char *code, GError **error)
{
	g_autofree char *held = person_roles(session->person);
	g_autofree char *notice = g_strdup_printf("notice %d accepted",
						  store_public(session->store)->notice_version);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;
	int64_t failures = 0, last = 0;

	(void)data;
	session_stamp(session, "login", notice, held, &stamp);
	tx = session_tx(session, &stamp, error);
	if (!tx || (code && !factor_take(tx, session_user(session), code, error)))
		return false;
	session->code_good = true;
	if (!update_user(session, tx, &failures, &last, error) || !session_row_begin(session, tx, error) ||
	    !tx_commit(g_steal_pointer(&tx), NULL, error))
		return false;
	session->entered = true;
	session_welcome_fill(session, failures, last);
	return true;
}

/* What others left, and what the store itself has to tell: before anything of this session is written. */
static bool settle(struct session *session, GError **error)
{
	if (!take_in(session, error) || !session_anchor_check(session, error) ||
	    !session_keyring_check(session, error) || !session_end_lost(session, error))
		return false;
	return !store_rotation_clear(session->store) ||
	       session_entry(session, "rotate", "", "failed",
			     _("something stopped it half-way: the old data key holds"), error);
}

bool session_sign_in(struct session *session, GError **error)
{
	return settle(session, error) && enter(session, NULL, NULL, error);
}

static bool ask_code(const struct session *session, struct passphrase *code, GError **error)
{
	const struct session_host *host = &session->host;

	if (!host->ask_code)
		return err_set(error, ERR_LOGIN, _("this account asks for the code of its second factor"));
	return host->ask_code(host->ask_data, code, error);
}

/* A store that is behind its anchor is only read: the code is looked at, and cannot be struck out. */
static bool go_in(struct session *session, const struct way_in *way, const char *code, GError **error)
{
	if (session->behind)
		return !code || factor_fits(session, code, error);
	return settle(session, error) && way->enter(session, way->data, code, error);
}

/* A code belongs to the same try as the password: whoever has only that must not begin anew with each. */
static bool come_in(struct session *session, const struct attempt *attempt, const struct way_in *way,
		    GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *code = NULL;
	bool asks = false;

	if (!session_behind_look(session, error) || !session_reload(session, error) ||
	    (way->asks_code && !factor_asks(session, &asks, error))) {
		attempt_good(attempt, NULL);
		return false;
	}
	if (!asks)
		return attempt_good(attempt, error) && go_in(session, way, NULL, error);
	code = passphrase_new();
	if (ask_code(session, code, error) && go_in(session, way, code->text, error))
		return attempt_good(attempt, error);
	/* a full disk is nobody's guess */
	if (session->code_good)
		attempt_good(attempt, NULL);
	else
		attempt_bad(attempt);
	return false;
}

struct session *session_adopt(const struct session_host *host, struct store *store, const char *user)
{
	struct session *session = g_new0(struct session, 1);
	g_autofree char *name = text_normal(user, true);

	session->host = *host;
	session->host.origin = g_strdup(host->origin);
	session->store = store;
	session->person = person_new(name);
	session->visibility = visibility_of(session->person);
	session->opened = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	session->welcome = g_ptr_array_new_with_free_func(g_free);
	session->stale = true;
	session->presence = -1;
	session->proved_at = clock_boot(host->clock);
	return session;
}

bool login_proof(const struct session_host *host, const char *dir, const char *user,
		 const struct passphrase *password, GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(dir, error);
	struct attempt attempt;
	struct keys *keys;

	if (!keyring)
		return false;
	attempt_init(&attempt, host, dir, keyring, user);
	keys = unlock(&attempt, keyring, password, error);
	if (!keys)
		return false;
	keys_free(keys);
	return attempt_good(&attempt, error);
}

/* The key let one person in, and nobody else by it: such a try is counted, and told in the log. */
static bool is_theirs(const struct attempt *attempt, GError **error)
{
	const char *only = attempt->host->only;
	g_autofree char *name = text_normal(attempt->user, true);

	if (!only || strcmp(name, only) == 0)
		return true;
	if (!attempt_begin(attempt, error))
		return false;
	attempt_bad(attempt);
	return err_set(error, ERR_LOGIN, _("this SSH key is that of %s: sign in as %s, or with your own key"), only,
		       only);
}

struct session *session_enter(const struct session_host *host, const char *dir, const char *user,
			      const struct passphrase *password, const struct way_in *way, GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(dir, error);
	CLEANUP(session_close) struct session *session = NULL;
	struct attempt attempt;
	struct keys *keys = NULL;
	struct store *store = NULL;
	GError *refused = NULL;

	if (!keyring)
		return NULL;
	attempt_init(&attempt, host, dir, keyring, user);
	keys = is_theirs(&attempt, error) ? unlock(&attempt, keyring, password, error) : NULL;
	if (!keys)
		return NULL;
	if (!store_open(dir, keyring, keys, host->clock, &host->waits, &store, error)) {
		attempt_good(&attempt, NULL);
		return NULL;
	}
	session = session_adopt(host, store, user);
	if (come_in(session, &attempt, way, &refused))
		return g_steal_pointer(&session);
	if (err_is(refused, ERR_LOGIN))
		session_entry(session, way->action, "", "denied", refused->message, NULL);
	g_propagate_error(error, refused);
	return NULL;
}

struct session *session_open(const struct session_host *host, const char *dir, const char *user,
			     const struct passphrase *password, GError **error)
{
	const struct way_in way = { "login", true, enter, NULL };

	return session_enter(host, dir, user, password, &way, error);
}
