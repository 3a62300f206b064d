#include "src/app/restore.h"

#include "db/anchor.h"
#include "db/backup.h"
#include "db/check.h"
#include "db/tx.h"
#include "src/app/host_key.h"
#include "src/app/recover.h"
#include "src/app/session_internal.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

/* --- opening one --- */

static struct keys *by_password(const struct session_host *host, const struct keyring *keyring, const char *user,
				const struct passphrase *secret, const char *host_key, GError **error)
{
	uint8_t *key = secret_new(KEY_LEN);
	struct keys *keys = NULL;
	bool have;

	if (host_key_read(host_key, key, &have, error))
		keys = keyring_unlock(keyring, user, secret, have ? key : NULL, host->policy, NULL, error);
	secret_free(key);
	return keys;
}

bool backup_exists(const char *path, GError **error)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR) ||
	       err_set(error, ERR_INVALID, _("there is no backup \"%s\": give the directory that was made, which "
		       "`blotter look backups` names"), path);
}

static struct backup *open_for(const struct session_host *host, const char *path, const struct holder *holder,
			       GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(path, error);
	CLEANUP(store_public_free) struct store_public *public = keyring ? store_public_read(path, error) : NULL;
	const char *host_key;
	struct keys *keys;

	if (!public || !store_belongs(public, keyring, error))
		return NULL;
	host_key = holder->host_key ? holder->host_key : public->host_key;
	keys = holder->user ? by_password(host, keyring, holder->user, holder->secret, host_key, error) :
			      keyring_unlock_recovery(keyring, holder->secret->text, error);
	return keys ? backup_open(path, keyring, keys, error) : NULL;
}

/* --- checking one --- */

void checked_clear(struct checked *checked)
{
	g_free(checked->why);
	*checked = (struct checked){ 0 };
}

void checked_take(struct checked *checked, struct audit_verdict *verdict)
{
	checked->entries = verdict->entries;
	checked->rows = verdict->rows;
	checked->later = verdict->later;
	checked->rollbacks = verdict->rollbacks;
	checked->why = g_steal_pointer(&verdict->why);
	audit_verdict_clear(verdict);
}

static bool bytes_verify(struct backup *backup, struct checked *checked, GError **error)
{
	struct backup_seen seen = { 0 };
	bool ok = backup_check(backup, &seen, error);

	checked->part = N_("bytes");
	checked->bytes = seen.bytes;
	checked->pages = seen.pages;
	checked->entries = manifest_seq(backup_manifest(backup));
	return ok;
}

static bool contents_verify(struct store *store, struct checked *checked, GError **error)
{
	struct audit_verdict verdict = { 0 };

	checked->part = N_("contents");
	if (!store_check(store, AUDIT_COPY, &checked->pages, &verdict, error))
		return false;
	checked_take(checked, &verdict);
	if (checked->why)
		err_set(error, ERR_WRONG, "%s", checked->why);
	return !checked->why;
}

bool backup_verify(struct backup *backup, const char *scratch, const struct session_host *host,
		   struct checked *checked, GError **error)
{
	CLEANUP(store_close) struct store *store = NULL;

	if (!bytes_verify(backup, checked, error))
		return false;
	return !scratch || (backup_place(backup, scratch, host->clock, &host->waits, &store, error) &&
			    contents_verify(store, checked, error));
}

bool backup_examine(const struct session_host *host, const char *path, const struct holder *holder,
		    const char *scratch, struct checked *checked, GError **error)
{
	CLEANUP(backup_close) struct backup *backup = NULL;
	g_autofree char *whole = g_canonicalize_filename(path, NULL), *dir = g_path_get_dirname(whole);
	g_autoptr(GError) failed = NULL;

	*checked = (struct checked){ .part = N_("bytes") };
	backup_unfinished(dir, UNFINISHED_TELL);
	backup = open_for(host, path, holder, &failed);
	if (backup && backup_verify(backup, scratch, host, checked, &failed))
		return true;
	if (!err_is(failed, ERR_WRONG)) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return false;
	}
	if (!checked->why)
		checked->why = g_strdup(failed->message);
	return true;
}

/* --- putting one back --- */

/* What lies elsewhere on this machine. */
static bool relocate(struct store *store, const struct holder *holder, GError **error)
{
	CLEANUP(store_public_free) struct store_public *public = NULL;

	if (!holder->host_key && !holder->anchor)
		return true;
	public = store_public_copy(store_public(store));
	if (holder->host_key) {
		g_free(public->host_key);
		public->host_key = g_canonicalize_filename(holder->host_key, NULL);
	}
	if (holder->anchor) {
		g_free(public->anchor);
		public->anchor = g_canonicalize_filename(holder->anchor, NULL);
	}
	return store_public_change(store, public, error);
}

/* Every entry from now on wants to go there. */
static bool anchor_found(const struct store *store, const struct holder *holder, const char *dir, GError **error)
{
	const char *given = holder->anchor ? holder->anchor : store_public(store)->anchor;
	g_autofree char *path = given && *given ? g_canonicalize_filename(given, NULL) : NULL;

	return !path || anchor_usable(path, dir, error);
}

/* The first entries after the backup. told: who agreed. */
static bool entries_write(struct tx *begun, const struct stamp *stamp, const struct audit_gap *gap,
			  const char *rollback, const char *object, const char *told, GError **error)
{
	CLEANUP(tx_rollback) struct tx *tx = begun;
	struct stamp accept = *stamp;

	accept.action = AUDIT_ROLLBACK;
	accept.reason = rollback;
	if (gap) {
		g_autofree char *head = audit_gap_object(gap);

		if (!tx_entry_for(tx, &accept, tx_time(tx), head, "done", error))
			return false;
	}
	return tx_entry(tx, object, "done", told, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

static bool log_by_code(struct store *store, const struct session_host *host, const struct audit_gap *gap,
			const char *rollback, const char *object, GError **error)
{
	struct stamp stamp = { .actor = RECOVERY_ACTOR, .signer = RECOVERY_ACTOR, .roles = "",
			       .origin = host->origin, .action = "restore" };
	struct tx *tx = tx_begin(store, &stamp, error);

	return tx && entries_write(tx, &stamp, gap, rollback, object, "alone: recovery code", error);
}

static bool log_by_person(struct session *session, const struct audit_gap *gap, const char *rollback,
			  const char *object, const struct consent *consent, GError **error)
{
	g_autofree char *held = person_roles(session->person), *told = consent_text(consent);
	struct stamp stamp;
	struct tx *tx;

	session_stamp(session, "restore", NULL, held, &stamp);
	tx = session_tx(session, &stamp, error);
	/* the person was read again */
	session_stamp(session, "restore", NULL, held, &stamp);
	return tx && entries_write(tx, &stamp, gap, rollback, object, told, error);
}

/* The second person beside the first, in the store that is being made: *second NULL, alone. What their code
 * is cannot be struck out of a backup, and is not asked for. */
static bool second_join(struct session *person, const struct session_host *host, const struct holder *holder,
			const struct matter *matter, struct session **second, GError **error)
{
	const struct consent *consent = &holder->consent;
	struct store *store = person->store, *theirs;
	const char *host_key = holder->host_key ? holder->host_key : store_public(store)->host_key;
	struct keys *keys;

	*second = NULL;
	if (!consent_check(person, consent, matter, error))
		return false;
	if (!consent->user)
		return true;
	keys = by_password(host, store_keyring(store), consent->user, consent->secret, host_key, error);
	if (!keys ||
	    !store_open(store_dir(store), store_keyring(store), keys, host->clock, NULL, &theirs, error))
		return false;
	*second = session_adopt(host, theirs, consent->user);
	(*second)->restoring = true;
	return session_reload(*second, error) && consent_may(*second, matter, error);
}

/* By both: what the first one did stands before the consent, for a rollback is accepted before anything. */
static bool log_by_two(struct session *person, struct session *second, const struct audit_gap *gap,
		       const char *rollback, const struct matter *matter, const struct consent *consent, GError **error)
{
	if (!log_by_person(person, gap, rollback, matter->object, consent, error))
		return false;
	return second ? consent_write(second, matter, error) : consent_alone(person, matter, consent->alone, error);
}

/* May the person restore, by the roles they had then? */
static bool may_restore(struct session *session, GError **error)
{
	return session_reload(session, error) &&
	       (permit_anywhere(session->person, PERM_RESTORE) != LEVEL_NO ||
		session_denied(session, PERM_RESTORE, error));
}

static bool gap_check(struct store *store, const char *rollback, bool *behind, struct audit_gap *gap, GError **error)
{
	g_autofree char *text = NULL;

	if (!audit_behind(store, behind, gap, error))
		return false;
	if (!*behind || rollback)
		return true;
	text = audit_gap_text(gap);
	return err_set(error, ERR_FAILED, _("%s: what was done after this backup would be given up; take a newer "
		       "backup, or say why it must be: --accept-rollback REASON"), text);
}

/* What the anchor file saw that it had, and what the one that is named for it: a moved one saw as much. The entry
 * is of the latter, which is asked from now on. */
static bool gap_settle(struct store *store, const struct holder *holder, const char *rollback, bool *behind,
		       struct audit_gap *gap, GError **error)
{
	struct audit_gap named;
	bool moved = false;

	if (!gap_check(store, rollback, behind, gap, error) || !relocate(store, holder, error) ||
	    (holder->anchor && !gap_check(store, rollback, &moved, &named, error)))
		return false;
	if (moved)
		*gap = named;
	*behind |= moved;
	return true;
}

/* person NULL: the holder of the recovery code. */
static bool settle(struct store *store, struct session *person, const struct session_host *host,
		   const struct holder *holder, const char *rollback, const char *object, struct restored *restored,
		   GError **error)
{
	const struct matter matter = { .action = "restore", .object = object, .text = "restore" };
	CLEANUP(session_close) struct session *second = NULL;
	struct audit_gap gap;
	bool behind;

	if (person && !may_restore(person, error))
		return false;
	/* before the second person, who writes to the anchor that is named */
	if (!gap_settle(store, holder, rollback, &behind, &gap, error) ||
	    (person && !second_join(person, host, holder, &matter, &second, error)) ||
	    (!person && !host_key_renew(store, &restored->host_key_made, error)))
		return false;
	if (person)
		return log_by_two(person, second, behind ? &gap : NULL, rollback, &matter, &holder->consent, error);
	return log_by_code(store, host, behind ? &gap : NULL, rollback, object, error);
}

bool backup_restore(const struct session_host *host, const char *path, const struct holder *holder,
		    const char *dir, const char *rollback, struct restored *restored, GError **error)
{
	g_autofree char *whole = g_canonicalize_filename(path, NULL), *name = g_path_get_basename(whole);
	g_autofree char *object = g_strdup_printf("backup:%s", name);
	CLEANUP(backup_close) struct backup *backup = open_for(host, path, holder, error);
	CLEANUP(store_close) struct store *store = NULL;
	struct session *person = NULL;
	struct checked checked = { 0 };
	bool done;

	*restored = (struct restored){ 0 };
	if (!backup || !bytes_verify(backup, &checked, error) ||
	    !backup_place(backup, dir, host->clock, &host->waits, &store, error))
		return false;
	if (holder->user)
		person = session_adopt(host, store, holder->user);
	if (person)
		person->restoring = true;
	done = anchor_found(store, holder, dir, error) && contents_verify(store, &checked, error) &&
	       settle(store, person, host, holder, rollback, object, restored, error);
	if (person)
		person->store = NULL;	/* it was lent */
	session_close(person);
	restored->entries = checked.entries;
	restored->later = checked.later;
	checked_clear(&checked);
	return done && store_finish(g_steal_pointer(&store), error);
}
