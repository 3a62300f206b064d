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

/* Who can cut the log can empty the file that would show it. The next entry is a line in it again: told now, and
 * in the log, or never. */
bool session_anchor_check(struct session *session, GError **error)
{
	g_autofree char *why = NULL;

	if (!session->gap.bare)
		return true;
	why = g_strdup_printf(_("the anchor file \"%s\" has no line of this store: it was removed, emptied or "
				"is another, and whether the log was cut off before cannot be told from it"),
			      store_public(session->store)->anchor);
	session_tell(session, why);
	return session_entry(session, "anchor-check", "", "failed", why, error);
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
