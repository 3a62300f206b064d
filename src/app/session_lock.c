#include "src/app/session_lock.h"

#include <unistd.h>

#include "db/presence.h"
#include "src/app/session_internal.h"
#include "src/app/sessions.h"
#include "src/base/i18n.h"

struct locked {
	struct session_host host;	/* origin copied */
	char *dir, *user;
	GHashTable *opened;
	int64_t row, ends_at, since;
	int presence;
};

static bool note(struct session *session, const char *action, const char *state, GError **error)
{
	g_autofree char *held = person_roles(session->person);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;

	session_stamp(session, action, NULL, held, &stamp);
	tx = session_tx(session, &stamp, error);
	return tx && session_row_state(session, tx, state, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

struct locked *session_lock(struct session *session)
{
	struct locked *locked = g_new0(struct locked, 1);

	/* it locks also when this cannot be written: disk full, somebody holds the store */
	session_hurry(session);
	note(session, "lock", "locked", NULL);
	*locked = (struct locked){
		.host = session->host, .dir = g_strdup(store_dir(session->store)),
		.user = g_strdup(session_user(session)), .opened = g_hash_table_ref(session->opened),
		.row = session->row, .ends_at = session->ends_at, .since = session_now(session),
		.presence = session->presence,
	};
	locked->host.origin = g_strdup(session->host.origin);
	session->presence = -1;
	session_free(session);
	return locked;
}

/* The row must still be open: session_reload looked at it too, but before its number was known. */
static bool go_on(struct session *session, void *data, const char *code, GError **error)
{
	struct locked *locked = data;

	(void)code;
	session->row = locked->row;
	session->ends_at = locked->ends_at;
	if (!session_row_check(session, error) || !note(session, "unlock", "open", error)) {
		session->row = 0;	/* its row and its byte stay the locked one's */
		return false;
	}
	session->presence = locked->presence;
	locked->presence = -1;
	g_hash_table_unref(session->opened);
	session->opened = g_hash_table_ref(locked->opened);
	return session_went_on(session, error);
}

struct session *session_unlock(struct locked *locked, const struct passphrase *password, GError **error)
{
	const struct way_in way = { "unlock", false, go_on, locked };

	/* one of a store that could only be read was never written down */
	if (!locked->row)
		return session_open(&locked->host, locked->dir, locked->user, password, error);
	return session_enter(&locked->host, locked->dir, locked->user, password, &way, error);
}

void locked_free(struct locked *locked, enum session_why why)
{
	if (!locked)
		return;
	if (locked->presence >= 0) {
		presence_say(locked->dir, locked->row, (uint8_t)(why + 1));
		close(locked->presence);
	}
	g_hash_table_unref(locked->opened);
	session_host_clear(&locked->host);
	g_free(locked->dir);
	g_free(locked->user);
	g_free(locked);
}

const char *locked_user(const struct locked *locked) { return locked->user; }
int64_t locked_since(const struct locked *locked) { return locked->since; }

bool locked_tick(const struct locked *locked, GError **error)
{
	uint8_t word = locked->row ? presence_word(locked->dir, locked->row) : PRESENCE_NOTHING;

	if (word != PRESENCE_NOTHING)
		return err_set(error, ERR_LOGIN, "%s", session_why_sentence(session_word_why(word)));
	return !locked->row || clock_boot(locked->host.clock) < locked->ends_at ||
	       err_set(error, ERR_LOGIN, "%s", session_why_sentence(WHY_LIMIT));
}

int64_t session_idle(const struct session *session)
{
	return session->idle_ms;
}

bool session_suspend_locks(struct session *session)
{
	g_autofree char *what = session_setting(session, "suspend");

	return session->host.only || g_str_equal(what, "lock");
}
