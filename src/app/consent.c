#include "src/app/consent.h"

#include "db/select.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/second.h"
#include "src/rules/setting.h"
#include "src/rules/user.h"

#define AGREE "agree"

char *consent_text(const struct consent *consent)
{
	g_autofree char *name = consent->user ? text_normal(consent->user, true) : NULL;

	return name ? g_strdup_printf("with %s", name) : g_strdup_printf("alone: %s", consent->alone);
}

static bool is_service(const struct record *user)
{
	return record_is(user, USER_KIND, "service");
}

/* -1: all that it needs; else the first permission that is lacking. -2 with error. */
static int lacking(struct session *session, const struct person *person, const struct matter *matter,
		   GError **error)
{
	struct standing standing = { .record = matter->record };
	bool agrees = permit_anywhere(person, PERM_AGREE) != LEVEL_NO;
	int lacks = -1;

	if (!matter->record)
		return agrees ? -1 : PERM_AGREE;
	if (!select_standing(session->store, matter->record, person->name, &standing, error))
		return -2;
	agrees = agrees && permit(person, PERM_CASE_VIEW, &standing) != LEVEL_NO;
	for (int i = 0; i < PERMISSIONS && !agrees && lacks < 0; i++)
		if (matter->needed & UINT64_C(1) << i && permit(person, (enum permission)i, &standing) == LEVEL_NO)
			lacks = i;
	standing_clear(&standing);
	return lacks;
}

/* Locked by failed sign-ins counts too: whoever locks others is not alone by that. They may be unlocked alone. */
static bool could_agree(struct session *session, const struct record *user, const struct matter *matter,
			bool *could, GError **error)
{
	CLEANUP(person_free) struct person *person =
		session_person_load(session, record_text(user, USER_NAME), error);

	int lacks = person ? lacking(session, person, matter, error) : -2;

	*could = lacks == -1 && !is_service(user) && account_usable(session, user) &&
		 (!matter->unlocks || account_unlocked(user, NULL));
	return lacks != -2;
}

char **consent_able(struct session *session, const struct matter *matter, GError **error)
{
	struct term active = { USER_STATE, OP_IS, "active" };
	struct select ask = { .object = &user_object, .terms = &active, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, error);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	bool could;

	for (guint i = 0; rows && i < rows->len; i++) {
		const char *name = record_text(rows->pdata[i], USER_NAME);

		if (!second_is_third(name, session_user(session), matter->about))
			continue;
		if (!could_agree(session, rows->pdata[i], matter, &could, error))
			return NULL;
		if (could)
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_add(names, NULL);
	return rows ? (char **)g_ptr_array_steal(names, NULL) : NULL;
}

static bool is_third(struct session *session, const char *user, const struct matter *matter, GError **error)
{
	g_autofree char *name = text_normal(user, true);

	return second_is_third(name, session_user(session), matter->about) ||
	       err_set(error, ERR_DENIED, _("the second person must be another than %s (SP 800-171 3.1.4)"), name);
}

bool consent_check(struct session *session, const struct consent *consent, const struct matter *matter,
		   GError **error)
{
	g_auto(GStrv) able = NULL;

	if (consent->user)
		return is_third(session, consent->user, matter, error);
	able = consent_able(session, matter, error);
	if (!able)
		return false;
	if (*able) {
		g_autofree char *names = g_strjoinv(", ", able);

		return err_set(error, ERR_DENIED, _("this wants a second person, who gives their own password here: "
			       "--second NAME (%s)"), names);
	}
	return (consent->alone && *consent->alone) ||
	       err_set(error, ERR_DENIED, _("this wants a second person, and no other account could agree; say why it "
		       "is done alone: --alone REASON, which everybody is told"));
}

bool consent_may(struct session *second, const struct matter *matter, GError **error)
{
	int lacks = lacking(second, second->person, matter, error);

	if (lacks == -1 && !session_held(second))
		return true;
	return lacks != -2 && session_denied(second, lacks < 0 ? PERM_AGREE : (enum permission)lacks, error);
}

/* In a backup being restored nobody can be unlocked. */
static bool is_free(struct session *second, struct tx *tx, GError **error)
{
	CLEANUP(record_free) struct record *user = NULL;

	return tx_load(tx, &user_object, USER_NAME, session_user(second), &user, error) &&
	       (second->restoring || account_unlocked(user, error)) &&
	       (!is_service(user) ||
		err_set(error, ERR_LOGIN, _("a service account is no second person")));
}

/* code NULL: the account asks for none. A good one is used up, whatever comes of it. */
static bool write_down(struct session *second, const struct matter *matter, const char *code, GError **error)
{
	g_autofree char *held = person_roles(second->person);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	GError *denied = NULL;
	struct stamp stamp;
	bool may, written;

	session_stamp(second, AGREE, matter->text, held, &stamp);
	tx = session_tx(second, &stamp, error);
	if (!tx || !is_free(second, tx, error) || (code && !factor_take(tx, session_user(second), code, error)))
		return false;
	second->code_good = true;
	may = consent_may(second, matter, &denied);
	written = tx_entry(tx, matter->object, may ? "done" : "denied", may ? NULL : denied->message, error) &&
		  tx_commit(g_steal_pointer(&tx), NULL, error);
	if (written && !may)
		g_propagate_error(error, g_steal_pointer(&denied));
	g_clear_error(&denied);
	return written && may;
}

bool consent_write(struct session *second, const struct matter *matter, GError **error)
{
	return write_down(second, matter, NULL, error);
}

/* The code counts once, for all. */
static bool enter(struct session *second, void *data, const char *code, GError **error)
{
	const GPtrArray *matters = data;

	for (guint i = 0; i < matters->len; i++)
		if (!write_down(second, matters->pdata[i], i ? NULL : code, error))
			return false;
	return true;
}

/* Another key let the first one in; this person is here in the flesh, by their password and code. */
static bool agree(struct session *session, const struct consent *consent, const GPtrArray *matters,
		  GError **error)
{
	const struct way_in way = { AGREE, true, enter, (void *)matters };
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
	if (!agreed)
		g_prefix_error(error, _("%s, the second person: "), consent->user);
	return agreed;
}

static bool tell(struct session *session, struct tx *tx, const struct matter *matter, const char *why,
		 GError **error)
{
	CLEANUP(record_free) struct record *before = NULL;
	g_autofree char *told = g_strdup_printf("%s: %s", matter->action, why);

	return tx_load(tx, &setting_object, SETTING_NAME, CONSENT_ALONE, &before, error) &&
	       setting_put(tx, before, CONSENT_ALONE, told, session_user(session), error);
}

bool consent_alone(struct session *session, const struct matter *matter, const char *why, GError **error)
{
	g_autofree char *held = person_roles(session->person);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;

	session_stamp(session, "alone", why, held, &stamp);
	tx = session_tx(session, &stamp, error);
	return tx && tell(session, tx, matter, why, error) && tx_entry(tx, matter->object, "done", why, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

static bool take_named(struct session *session, struct consent consent, const struct matter *matter,
		       GError **error)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();

	g_ptr_array_add(one, (void *)matter);
	return (consent.secret || consent.ask(consent.ask_data, matter->text, NULL, true, &consent, error)) &&
	       consent_take_all(session, &consent, one, error);
}

bool consent_take(struct session *session, const struct consent *consent, const struct matter *matter,
		  GError **error)
{
	if (consent->written)
		return true;
	if (consent->user)
		return take_named(session, *consent, matter, error);
	return consent_check(session, consent, matter, error) &&
	       consent_alone(session, matter, consent->alone, error);
}

bool consent_take_all(struct session *session, const struct consent *consent, const GPtrArray *matters,
		      GError **error)
{
	for (guint i = 0; i < matters->len; i++)
		if (!consent_check(session, consent, matters->pdata[i], error))
			return false;
	return agree(session, consent, matters, error);
}
