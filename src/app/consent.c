#include "src/app/consent.h"

#include <string.h>

#include "db/select.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/setting.h"

#define AGREE "agree"

char *consent_text(const struct consent *consent)
{
	g_autofree char *name = consent->user ? text_normal(consent->user, true) : NULL;

	return name ? g_strdup_printf("with %s", name) : g_strdup_printf("alone: %s", consent->alone);
}

static bool could_agree(struct session *session, const char *name)
{
	CLEANUP(person_free) struct person *person = session_person_load(session, name, NULL);

	return person && permit_anywhere(person, PERM_AGREE) != LEVEL_NO && account_usable(session, name);
}

/* Those who could agree, "abe, oz"; "" when there is nobody but this person. Caller frees. */
static char *others(struct session *session)
{
	g_auto(GStrv) names = session_users(session, NULL);
	GString *list = g_string_new(NULL);

	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], session_user(session)) != 0 && could_agree(session, names[i]))
			g_string_append_printf(list, "%s%s", list->len ? ", " : "", names[i]);
	return g_string_free(list, FALSE);
}

bool consent_check(struct session *session, const struct consent *consent, GError **error)
{
	g_autofree char *name = consent->user ? text_normal(consent->user, true) : NULL;
	g_autofree char *able = others(session);

	if (name)
		return strcmp(name, session_user(session)) != 0 ||
		       err_set(error, ERR_DENIED, _("the second person must be another than %s (SP 800-171 3.1.4)"),
			       name);
	if (*able)
		return err_set(error, ERR_DENIED, _("this wants a second person, who gives their own password here: "
			       "--second NAME (%s)"), able);
	return (consent->alone && *consent->alone) ||
	       err_set(error, ERR_DENIED, _("this wants a second person, and no other account could agree; say why it "
		       "is done alone: --alone REASON, which everybody is told"));
}

bool consent_may(struct session *second, GError **error)
{
	return (!session_held(second) && permit_anywhere(second->person, PERM_AGREE) != LEVEL_NO) ||
	       session_denied(second, PERM_AGREE, error);
}

/* code NULL: the account asks for none. One that was given is used up, whatever comes of it. */
static bool write_down(struct session *second, const char *object, const char *code, GError **error)
{
	g_autofree char *held = person_roles(second->person);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	GError *denied = NULL;
	struct stamp stamp;
	bool may, written;

	session_stamp(second, AGREE, NULL, held, &stamp);
	tx = session_tx(second, &stamp, error);
	if (!tx || (code && !factor_take(tx, session_user(second), code, error)))
		return false;
	second->code_good = true;
	may = consent_may(second, &denied);
	written = tx_entry(tx, object, may ? "done" : "denied", may ? NULL : denied->message, error) &&
		  tx_commit(g_steal_pointer(&tx), NULL, error);
	if (written && !may)
		g_propagate_error(error, g_steal_pointer(&denied));
	g_clear_error(&denied);
	return written && may;
}

bool consent_write(struct session *second, const char *object, GError **error)
{
	return write_down(second, object, NULL, error);
}

static bool enter(struct session *second, void *data, const char *code, GError **error)
{
	return write_down(second, data, code, error);
}

/* Another key let the first one in; this person is here in the flesh, by their password and code. */
static bool agree(struct session *session, const struct consent *consent, const char *object, GError **error)
{
	const struct way_in way = { AGREE, true, enter, (void *)object };
	struct session_host host = session->host;
	struct session *second;
	bool agreed;

	host.only = NULL;
	host.ask_code = consent->ask_code;
	host.ask_data = consent->ask_data;
	second = session_enter(&host, store_dir(session->store), consent->user, consent->secret, &way, error);
	/* who comes in to a store that is behind its anchor was asked for nothing, and wrote nothing */
	agreed = second && session_may_write(second, AGREE, error);
	session_close(second);
	session->stale = true;
	return agreed;
}

static bool tell(struct session *session, struct tx *tx, const char *action, const char *why, GError **error)
{
	CLEANUP(record_free) struct record *before = NULL;
	g_autofree char *told = g_strdup_printf("%s: %s", action, why);

	return tx_load(tx, &setting_object, SETTING_NAME, CONSENT_ALONE, &before, error) &&
	       setting_put(tx, before, CONSENT_ALONE, told, session_user(session), error);
}

bool consent_alone(struct session *session, const char *action, const char *object, const char *why,
		   GError **error)
{
	g_autofree char *held = person_roles(session->person);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;

	session_stamp(session, "alone", why, held, &stamp);
	tx = session_tx(session, &stamp, error);
	return tx && tell(session, tx, action, why, error) && tx_entry(tx, object, "done", why, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

bool consent_take(struct session *session, const struct consent *consent, const char *action,
		  const char *object, GError **error)
{
	GError *refused = NULL;

	if (consent_check(session, consent, &refused))
		return consent->user ? agree(session, consent, object, error) :
				       consent_alone(session, action, object, consent->alone, error);
	session_entry(session, action, object, "denied", refused->message, NULL);
	g_propagate_error(error, refused);
	return false;
}
