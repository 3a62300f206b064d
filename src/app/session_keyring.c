/* The keyring against the database, at each sign-in: a bad copy is written anew, and an older one than the
 * database has seen is told. Neither can be known before the keyring has opened the database. */
#include <inttypes.h>

#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/setting.h"

/* A row of the settings that nobody sets: the generation of the keyring that was seen last. */
#define SEEN "keyring_generation"

static bool as_it_is(struct keyring *keyring, void *data, GError **error)
{
	(void)keyring, (void)data, (void)error;
	return true;
}

static bool repair(struct session *session, GError **error)
{
	CLEANUP(keyring_free) struct keyring *now = NULL;

	if (!keyring_info(store_keyring(session->store))->damaged_copy)
		return true;
	/* somebody may have been between writing the one and the other */
	now = store_keyring_fresh(session->store, error);
	if (!now || !keyring_info(now)->damaged_copy)
		return now != NULL;
	return store_keyring_change(session->store, as_it_is, NULL, error) &&
	       session_entry(session, "keyring-repair", "", "done",
			     _("one of the two copies was damaged or older; both are the newer one now"), error);
}

static bool note(struct tx *tx, const struct record *before, uint64_t generation, GError **error)
{
	g_autofree char *number = g_strdup_printf("%" PRIu64, generation);

	return setting_put(tx, before, SEEN, number, "system", error);
}

static bool report(struct session *session, struct tx *tx, int64_t seen, uint64_t generation, GError **error)
{
	g_autofree char *why = g_strdup_printf(_("generation %" PRIu64 " of the keyring, but the database has seen %"
						 PRId64 ": an old copy was put back, and passwords changed since are "
						 "the old ones again"), generation, seen);

	session_tell(session, why);
	return tx_entry(tx, "keyring", "failed", why, error);
}

bool session_keyring_check(struct session *session, GError **error)
{
	struct stamp stamp = { .actor = "system", .signer = session_user(session), .roles = "",
			       .origin = session->host.origin, .action = "keyring-check" };
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	CLEANUP(record_free) struct record *before = NULL;
	CLEANUP(keyring_free) struct keyring *now = NULL;
	g_autofree char *known = NULL;
	uint64_t generation;
	int64_t seen;

	if (!repair(session, error))
		return false;
	generation = keyring_info(store_keyring(session->store))->generation;
	known = session_setting(session, SEEN);
	seen = g_ascii_strtoll(known, NULL, 10);
	if (seen == (int64_t)generation)
		return true;
	tx = session_tx(session, &stamp, error);
	if (!tx || !tx_load(tx, &setting_object, SETTING_NAME, SEEN, &before, error))
		return false;
	/* ours was read before the password was looked at, and others sign in and change theirs */
	now = store_keyring_fresh(session->store, error);
	if (!now)
		return false;
	generation = keyring_info(now)->generation;
	seen = before ? record_int(before, SETTING_VALUE) : 0;
	if (seen == (int64_t)generation)
		return true;
	return (seen < (int64_t)generation || report(session, tx, seen, generation, error)) &&
	       note(tx, before, generation, error) && tx_commit(g_steal_pointer(&tx), NULL, error);
}
