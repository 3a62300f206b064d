#include "src/app/keep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "db/backup.h"
#include "db/check.h"
#include "db/keyring.h"
#include "db/select.h"
#include "src/app/restore.h"
#include "src/app/session_internal.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/rules/backup.h"

#define ROTATE_WAIT_MS 5000
#define DRILL ".drill"

static struct tx *begin(struct session *session, const char *action, char **held, GError **error)
{
	struct stamp stamp;

	*held = person_roles(session->person);
	session_stamp(session, action, NULL, *held, &stamp);
	return session_tx(session, &stamp, error);
}

/* --- backup --- */

static bool row_add(struct session *session, const struct kept *kept, const struct manifest *manifest,
		    GError **error)
{
	CLEANUP(record_free) struct record *row = record_new(&backup_object);
	g_autofree char *name = g_path_get_basename(kept->path), *held = NULL;
	CLEANUP(tx_rollback) struct tx *tx = begin(session, "backup", &held, error);

	if (!tx)
		return false;
	record_set(row, BACKUP_NAME, name);
	record_set_int(row, BACKUP_AT, tx_time(tx));
	record_set(row, BACKUP_BY, session_user(session));
	record_take(row, BACKUP_PLACE, g_canonicalize_filename(kept->path, NULL));
	record_set_int(row, BACKUP_ENTRIES, kept->entries);
	record_set(row, BACKUP_HEAD, manifest->head);
	record_set_int(row, BACKUP_BYTES, (int64_t)kept->bytes);
	return tx_insert(tx, row, error) && tx_commit(g_steal_pointer(&tx), NULL, error);
}

bool keep_outside(const struct session *session, const char *dir, GError **error)
{
	g_autofree char *inner = realpath(dir, NULL), *outer = realpath(store_dir(session->store), NULL);

	if (!inner)
		return err_set(error, ERR_INVALID, _("there is no directory \"%s\"; make it first"), dir);
	return !outer || !g_str_has_prefix(inner, outer) ||
	       (inner[strlen(outer)] != '/' && inner[strlen(outer)] != '\0') ||
	       err_set(error, ERR_INVALID, _("\"%s\" is in the store itself; name a directory elsewhere, best on "
		       "another disk"), dir);
}

bool keep_backup(struct session *session, const char *dir, struct kept *kept, GError **error)
{
	CLEANUP(manifest_free) struct manifest *manifest = NULL;
	g_autoptr(GError) failed = NULL;

	*kept = (struct kept){ 0 };
	if (!session_may(session, PERM_BACKUP, "backup", error) || !session_may_write(session, "backup", error) ||
	    !keep_outside(session, dir, error))
		return false;
	if (!backup_make(session->store, dir, session_user(session), &kept->path, &manifest, &kept->bytes, &failed)) {
		session_entry(session, "backup", "", "failed", failed->message, NULL);
		g_propagate_error(error, g_steal_pointer(&failed));
		return false;
	}
	kept->entries = manifest_seq(manifest);
	return row_add(session, kept, manifest, error);
}

/* --- drill --- */

GPtrArray *keep_newest(struct session *session, GError **error)
{
	/* one that was only drilled is not known to be made */
	struct term made = { BACKUP_AT, OP_GIVEN, NULL };
	struct select ask = { .object = &backup_object, .terms = &made, .terms_len = 1, .order = ORDER_NEWEST,
			      .limit = 1 };

	return select_rows(session->store, &ask, error);
}

static char *newest_place(struct session *session, GError **error)
{
	g_autoptr(GPtrArray) rows = keep_newest(session, error);

	if (rows && rows->len == 0)
		err_set(error, ERR_INVALID, _("there is no backup to drill with; make one: blotter backup DIR"));
	return rows && rows->len > 0 ? g_strdup(record_get(g_ptr_array_index(rows, 0), BACKUP_PLACE)) : NULL;
}

static struct backup *open_with_own_keys(struct session *session, const char *path, GError **error)
{
	CLEANUP(keyring_free) struct keyring *keyring = backup_exists(path, error) ? keyring_read(path, error) : NULL;
	struct keys *keys = keyring ? keyring_unlock_with(keyring, store_keys(session->store), error) : NULL;

	return keys ? backup_open(path, keyring, keys, error) : NULL;
}

static bool row_drilled(struct session *session, const char *path, const struct checked *checked, int64_t ms,
			GError **error)
{
	g_autofree char *name = g_path_get_basename(path), *held = NULL;
	CLEANUP(tx_rollback) struct tx *tx = begin(session, "drill", &held, error);
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!tx || !tx_load(tx, &backup_object, BACKUP_NAME, name, &before, error))
		return false;
	/* A store that was itself restored from this backup does not know that it was made. */
	after = before ? record_copy(before) : record_new(&backup_object);
	record_set(after, BACKUP_NAME, name);
	record_set(after, BACKUP_PLACE, path);
	record_set_int(after, BACKUP_DRILL_AT, tx_time(tx));
	record_set(after, BACKUP_DRILL_BY, session_user(session));
	record_set(after, BACKUP_DRILL, checked->why ? "failed" : "good");
	record_set_int(after, BACKUP_DRILL_MS, ms);
	record_set(after, BACKUP_DRILL_WHY, checked->why);
	return tx_put(tx, before, after, error) && tx_commit(g_steal_pointer(&tx), NULL, error);
}

bool keep_drill(struct session *session, const char *path, struct checked *checked, int64_t *ms, GError **error)
{
	g_autofree char *whole = NULL, *scratch = g_strconcat(store_dir(session->store), DRILL, NULL);
	CLEANUP(backup_close) struct backup *backup = NULL;
	g_autoptr(GError) failed = NULL;
	int64_t start = g_get_monotonic_time();

	*checked = (struct checked){ 0 };
	if (!session_may(session, PERM_BACKUP, "drill", error) || !session_may_write(session, "drill", error))
		return false;
	whole = path ? g_canonicalize_filename(path, NULL) : newest_place(session, error);
	/* a word that was mistyped is no drill; a backup that the store knows of and is gone is a bad one */
	if (!whole || (path && !backup_exists(path, error)))
		return false;
	backup = open_with_own_keys(session, whole, &failed);
	if (!backup || !backup_verify(backup, scratch, &session->host, checked, &failed))
		checked->why = g_strdup(failed->message);
	*ms = (g_get_monotonic_time() - start) / 1000;
	return row_drilled(session, whole, checked, *ms, error);
}

/* --- check --- */

/* What a restore, a drill or a deep check of a backup left beside the store. */
static void unfinished_tell(const struct session *session)
{
	static const char *const makers[] = { "", DRILL, CHECK };

	for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
		g_autofree char *place = g_strconcat(store_dir(session->store), makers[i], NULL);

		file_unfinished(place, UNFINISHED_TELL);
	}
}

bool keep_check(struct session *session, struct checked *checked, GError **error)
{
	struct audit_verdict verdict = { 0 };

	*checked = (struct checked){ .part = "store" };
	if (!session_may(session, PERM_AUDIT_VERIFY, "check", error))
		return false;
	unfinished_tell(session);
	if (!store_check(session->store, AUDIT_LIVE, &checked->pages, &verdict, error))
		return false;
	checked_take(checked, &verdict);
	return session->behind ||
	       session_entry(session, "check", "", checked->why ? "failed" : "done", checked->why, error);
}

/* --- a new data key --- */

struct announcement { struct session *session; const char *object, *told; };

/* Before it is done: the new database begins with this entry, or there is none. */
static bool announce(void *data, GError **error)
{
	struct announcement *it = data;

	return session_entry(it->session, "rotate", it->object, "done", it->told, error);
}

bool keep_rotate(struct session *session, const struct consent *consent, GError **error)
{
	g_autoptr(GError) failed = NULL;
	g_autofree char *object = NULL, *told = NULL;
	struct matter matter = { .action = "rotate", .text = "rotate" };

	if (!session_may(session, PERM_ROTATE, "rotate", error) || !session_may_write(session, "rotate", error))
		return false;
	object = g_strdup_printf("epoch:%u", keyring_info(store_keyring(session->store))->epoch + 1);
	matter.object = object;
	if (!consent_take(session, consent, &matter, &failed)) {
		if (err_is(failed, ERR_DENIED))
			session_entry(session, "rotate", object, "denied", failed->message, NULL);
		g_propagate_error(error, g_steal_pointer(&failed));
		return false;
	}
	told = consent_text(consent);
	if (store_rotate(session->store, ROTATE_WAIT_MS, announce,
			 &(struct announcement){ session, object, told }, &failed))
		return true;
	session_entry(session, "rotate", object, "failed", failed->message, NULL);
	g_propagate_error(error, g_steal_pointer(&failed));
	return false;
}
