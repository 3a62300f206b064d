/* A store that ends before what its anchor file saw: somebody put an old copy back, or cut the log. It is
 * read-only until a system operator accepts that, with a reason (security.md 3.5). */
#include <string.h>

#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"

bool session_may_write(const struct session *session, const char *action, GError **error)
{
	g_autofree char *gap = NULL;

	if (!session->behind || strcmp(action, AUDIT_ROLLBACK) == 0)
		return true;
	gap = audit_gap_text(&session->gap);
	return err_set(error, ERR_DENIED, _("this store is read-only: %s; restore a newer backup, or let a system "
		       "operator accept the loss (" AUDIT_ROLLBACK ")"), gap);
}

bool session_behind_look(struct session *session, GError **error)
{
	bool behind;

	if (!audit_behind(session->store, &behind, &session->gap, error))
		return false;
	session->behind = behind;
	if (behind && session->welcome->len == 0)
		session_welcome_behind(session);
	return true;
}
