#include "src/app/recover.h"

#include "db/audit.h"
#include "db/keyring_code.h"
#include "db/throttle.h"
#include "db/tx.h"
#include "src/app/host_key.h"
#include "src/app/people.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/user.h"

void recovered_clear(struct recovered *recovered)
{
	secret_text_free(recovered->passphrase);
	secret_text_free(recovered->code);
	*recovered = (struct recovered){ NULL };
}

bool recovery_same(const char *code, const char *typed)
{
	uint8_t a[CODE_LEN], b[CODE_LEN];
	bool same = code_parse(code, a, NULL) && code_parse(typed, b, NULL) && secret_equal(a, b, CODE_LEN);

	secret_wipe(a, CODE_LEN);
	secret_wipe(b, CODE_LEN);
	return same;
}

struct renewal { struct store *store; struct tx *tx; char **code; };

static bool renew(struct keyring *keyring, void *data, GError **error)
{
	struct renewal *renewal = data;
	uint8_t box_public[KEY_LEN], sign_public[KEY_LEN];
	uint32_t slot;

	if (!keyring_add_recovery(keyring, store_keys(renewal->store), renewal->code, error))
		return false;
	if (!keyring_recovery_public(keyring, &slot, box_public, sign_public))
		return err_set(error, ERR_FAILED, _("the recovery slot is not there"));
	return people_announce(renewal->tx, RECOVERY_ACTOR, sign_public, error) &&
	       tx_commit(g_steal_pointer(&renewal->tx), NULL, error);
}

bool recovery_renew(struct store *store, struct tx *tx, char **code, GError **error)
{
	struct renewal renewal = { store, tx, code };
	bool done = store_keyring_change(store, renew, &renewal, error);

	tx_rollback(renewal.tx);
	return done;
}

/* Counted like a password that fails: 160 bits need no delay, but the log is to know of it. */
static struct keys *unlock(const struct session_host *host, const char *dir, const struct keyring *keyring,
			   const struct passphrase *code, GError **error)
{
	char who[2 * KEYRING_TAG_LEN + 1];
	struct keys *keys;

	keyring_user_tag(keyring, RECOVERY_ACTOR, who);
	if (!throttle_check(dir, who, host->origin, host->clock, error) ||
	    !throttle_count(dir, who, host->origin, host->clock, error))
		return NULL;
	keys = keyring_unlock_recovery(keyring, code->text, error);
	if (!keys)
		throttle_failed(dir, who, host->origin, host->clock, NULL);
	else if (!throttle_success(dir, who, host->origin, host->clock, error))
		g_clear_pointer(&keys, keys_free);
	return keys;
}

/* The code opened the store: that it did is written down. What was typed as a name may have been a secret. */
static bool unknown(struct tx **tx, const char *user, GError **error)
{
	return tx_entry(*tx, "", "failed", _("there is no such user"), error) &&
	       tx_commit(g_steal_pointer(tx), NULL, error) &&
	       err_set(error, ERR_INVALID, _("there is no user \"%s\""), user);
}

static bool rekey(struct store *store, struct tx **tx, const struct recovery *how,
		  const struct stretched *password, bool *host_key_made, GError **error)
{
	g_autofree char *user = text_normal(how->user, true);
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!tx_load(*tx, &user_object, USER_NAME, user, &before, error))
		return false;
	if (!before)
		return unknown(tx, user, error);
	if (how->new_host_key && !host_key_renew(store, host_key_made, error))
		return false;
	after = record_copy(before);
	record_set(after, USER_STATE, "active");
	return people_rekey(store, *tx, before, after, password, error);
}

/* Asked for by name: the right file may only be somewhere else, and then the passwords are not lost. */
static bool host_key_look(struct store *store, const struct recovery *how, struct stamp *stamp, GError **error)
{
	bool fits = host_key_fits(store);

	if (!fits && how->new_host_key)
		stamp->reason = _("the host key was lost, and a new one made");
	return fits || how->new_host_key ||
	       err_set(error, ERR_FAILED, _("the host key \"%s\" is not there, or is another: put the right file back; "
		       "if it is lost, give --new-host-key: a new one is made, and everybody needs a new password"),
		       store_public(store)->host_key);
}

/* An entry written on a store that is behind would hide from the next opening that it is. */
static bool behind_settle(struct store *store, struct tx *tx, const struct stamp *stamp, const char *rollback,
			  GError **error)
{
	struct stamp accept = *stamp;
	g_autofree char *text = NULL, *object = NULL;
	struct audit_gap gap;
	bool behind;

	if (!audit_behind(store, &behind, &gap, error))
		return false;
	if (!behind)
		return true;
	text = audit_gap_text(&gap);
	if (!rollback)
		return err_set(error, ERR_FAILED, _("%s; say why that is given up: --accept-rollback REASON"), text);
	accept.action = AUDIT_ROLLBACK;
	accept.reason = rollback;
	object = audit_gap_object(&gap);
	return tx_entry_for(tx, &accept, tx_time(tx), object, "done", error);
}

bool recover(const struct session_host *host, const char *dir, const struct passphrase *code,
	     const struct recovery *how, struct recovered *out, GError **error)
{
	struct stamp stamp = { .actor = RECOVERY_ACTOR, .signer = RECOVERY_ACTOR, .roles = "", .origin = host->origin,
			       .action = "recover" };
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(dir, error);
	struct keys *keys = keyring ? unlock(host, dir, keyring, code, error) : NULL;
	CLEANUP(store_close) struct store *store = NULL;
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	CLEANUP(stretched_free) struct stretched *password = NULL;
	struct people_host where;
	bool done;

	*out = (struct recovered){ NULL };
	if (!keys || !store_open(dir, keyring, keys, host->clock, &host->waits, &store, error) ||
	    !host_key_look(store, how, &stamp, error))
		return false;
	where = (struct people_host){ store, host->policy };
	password = people_one_time(&where, &out->passphrase, error);
	tx = password ? tx_begin(store, &stamp, error) : NULL;
	done = tx && behind_settle(store, tx, &stamp, how->rollback, error) &&
	       rekey(store, &tx, how, password, &out->host_key_made, error) &&
	       recovery_renew(store, g_steal_pointer(&tx), &out->code, error);
	if (!done)
		recovered_clear(out);
	return done;
}
