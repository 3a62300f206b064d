#include "src/app/proof.h"

#include "src/app/session_internal.h"

bool session_proved(const struct session *session)
{
	return !session->row || clock_boot(session->host.clock) - session->proved_at < PROOF_MS;
}

bool session_prove(struct session *session, const struct passphrase *password, GError **error)
{
	GError *refused = NULL;

	if (!session_refresh(session, error))
		return false;
	if (!login_proof(&session->host, store_dir(session->store), session_user(session), password, &refused)) {
		session_entry(session, "prove", "", "failed", refused->message, NULL);
		g_propagate_error(error, refused);
		return false;
	}
	session->proved_at = clock_boot(session->host.clock);
	return session_entry(session, "prove", "", "done", NULL, error);
}
