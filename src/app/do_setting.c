/* What keeps the whole store: settings (rows of their own, and those that must be known before sign-in, in
 * the file `public`), and the rollback that is accepted. */
#include "src/app/do.h"

#include <inttypes.h>
#include <string.h>

#include "src/app/doing.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/setting.h"
#include "src/rules/settings.h"

/* The settings that live in `public` as well, where they are read before a key exists. */
static char **public_slot(struct store_public *public, const char *name)
{
	if (strcmp(name, "organisation") == 0)
		return &public->organisation;
	if (strcmp(name, "marking") == 0)
		return &public->marking;
	return strcmp(name, "notice") == 0 ? &public->notice : NULL;
}

static bool change_public(struct doing *doing, const char *name, const char *value, GError **error)
{
	CLEANUP(store_public_free) struct store_public *public =
		store_public_read(store_dir(doing->session->store), error);
	char **slot = public ? public_slot(public, name) : NULL;

	if (!slot)
		return public != NULL;
	g_free(*slot);
	*slot = g_strdup(value);
	if (strcmp(name, "notice") == 0)
		public->notice_version++;
	return store_public_change(doing->session->store, public, error);
}

bool prepare_setting(struct doing *doing, GError **error)
{
	const struct setting_row *known = setting_find(doing_argument(doing, "name"));

	return !known || !known->guarded || doing_prove(doing, error);
}

bool do_setting_set(struct doing *doing, GError **error)
{
	const char *name = doing_argument(doing, "name"), *text = doing_argument(doing, "value");
	const struct setting_row *known = setting_find(name);
	CLEANUP(record_free) struct record *before = NULL;
	g_autofree char *value = NULL, *problem = NULL;

	if (!known)
		return err_set(error, ERR_INVALID, _("name: there is no setting \"%s\""), name);
	if (text && !setting_read(known, text, &value, &problem))
		return err_set(error, ERR_INVALID, "value: %s", problem);
	if (strcmp(name, "intake_group") == 0 && value &&
	    (!doing_check_group(doing, "value", value, error) || !doing_check(doing, error)))
		return false;
	if (!tx_load(doing->tx, &setting_object, SETTING_NAME, name, &before, error))
		return false;
	doing->outcome->said = g_strdup(name);
	return setting_put(doing->tx, before, name, value, doing_user(doing), error) &&
	       change_public(doing, name, value ? value : known->field.initial, error);
}

/* NULL with error: there is nothing to accept. *what: how it is told; caller frees both. */
static char *to_accept(struct session *session, char **what, GError **error)
{
	char *object = NULL;

	if (session->behind) {
		*what = g_strdup_printf(_("the rollback to entry %" PRId64), session->gap.seq);
		return audit_gap_object(&session->gap);
	}
	if (!audit_noise(session->store, &object, error))
		return NULL;
	if (object)
		*what = g_strdup(_("the damage of the anchor file"));
	else
		err_set(error, ERR_INVALID, _("the log reaches as far as its anchor file: there is no "
			"rollback to accept"));
	return object;
}

bool do_rollback_accept(struct doing *doing, GError **error)
{
	g_autofree char *object = to_accept(doing->session, &doing->outcome->said, error);

	return object && tx_entry(doing->tx, object, "done", NULL, error);
}
