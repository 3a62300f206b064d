/* Ending a session from elsewhere: one's own, or with the permission anybody's. */
#include "src/app/do.h"

#include <string.h>

#include "src/app/doing.h"
#include "src/app/session_internal.h"
#include "src/app/sessions.h"
#include "src/base/i18n.h"

static bool load_row(struct doing *doing, struct record **row, GError **error)
{
	const char *target = doing->request->target;
	gint64 pk;

	if (g_ascii_string_to_signed(target, 10, 1, G_MAXINT64, &pk, NULL) &&
	    !tx_load_pk(doing->tx, &session_object, pk, row, error))
		return false;
	if (*row && !record_is(*row, SESSION_STATE, "ended"))
		return true;
	return err_set(error, ERR_INVALID, _("there is no open session \"%s\"; `look sessions` lists them"), target);
}

bool do_session_end(struct doing *doing, GError **error)
{
	const char *dir = store_dir(doing->session->store);
	CLEANUP(record_free) struct record *row = NULL;

	if (!load_row(doing, &row, error))
		return false;
	if (!record_is(row, SESSION_USER, doing_user(doing)) &&
	    (!doing_permit(doing, PERM_SESSIONS_END, error) || !doing_prove(doing, error)))
		return false;
	doing->outcome->said = record_key(row);
	return session_row_put_end(doing->tx, dir, row, WHY_ENDED, doing_user(doing), error);
}
