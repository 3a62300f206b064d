/* Setting up a second factor, and taking it away. */
#include <string.h>

#include "src/app/attempt.h"
#include "src/app/do.h"
#include "src/app/doing.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/base/totp.h"
#include "src/rules/second_factor.h"

#define RECOVERY_CODES 10
#define RECOVERY_BITS 80

static bool load_own(struct doing *doing, GError **error)
{
	doing->key = g_strdup_printf("user:%s", doing_user(doing));
	if (!tx_load(doing->tx, &factor_object, FACTOR_USER, doing_user(doing), &doing->before, error))
		return false;
	doing->after = doing->before ? record_copy(doing->before) : record_new(&factor_object);
	record_set(doing->after, FACTOR_USER, doing_user(doing));
	record_set_int(doing->after, FACTOR_AT, doing_now(doing));
	return true;
}

static bool put(struct doing *doing, GError **error)
{
	return tx_put(doing->tx, doing->before, doing->after, error);
}

bool do_totp_enroll(struct doing *doing, GError **error)
{
	if (!load_own(doing, error))
		return false;
	if (factor_is_active(doing->before))
		return err_set(error, ERR_INVALID, _("you have a second factor; take it away first (totp-remove)"));
	record_set(doing->after, FACTOR_STATE, "begun");
	record_take(doing->after, FACTOR_SECRET, totp_secret());
	record_set(doing->after, FACTOR_CODES, NULL);
	doing->outcome->said = g_strdup(doing_user(doing));
	doing->outcome->secret = g_strdup(record_get(doing->after, FACTOR_SECRET));
	doing->outcome->kind = SECRET_TOTP;
	return put(doing, error);
}

/* Ten codes for the day the telephone is lost; *shown as text, the digests into the row. */
static void make_codes(struct record *factor, char **shown)
{
	GString *text = g_string_new(NULL);

	record_set(factor, FACTOR_CODES, NULL);
	for (int i = 0; i < RECOVERY_CODES; i++) {
		CLEANUP(secret_text_free) char *code = crypt_passphrase(RECOVERY_BITS);
		g_autofree char *hash = factor_digest(record_text(factor, FACTOR_USER), code);

		g_string_append_printf(text, "%s%s", i ? "\n" : "", code);
		record_take(factor, FACTOR_CODES, list_add(record_get(factor, FACTOR_CODES), hash));
	}
	*shown = g_string_free(text, FALSE);
}

static bool load_begun(struct doing *doing, GError **error)
{
	if (!load_own(doing, error))
		return false;
	doing->outcome->said = g_strdup(doing_user(doing));
	return (doing->before && record_is(doing->before, FACTOR_STATE, "begun")) ||
	       err_set(error, ERR_INVALID, _("there is nothing to confirm; begin with totp-enroll"));
}

static void give_codes(struct doing *doing)
{
	make_codes(doing->after, &doing->outcome->secret);
	doing->outcome->kind = SECRET_CODES;
}

/* Before the first code: what is shown once must not count before it was read. */
bool do_totp_codes(struct doing *doing, GError **error)
{
	if (!load_begun(doing, error))
		return false;
	give_codes(doing);
	return put(doing, error);
}

bool do_totp_confirm(struct doing *doing, GError **error)
{
	int64_t step;

	if (!load_begun(doing, error))
		return false;
	if (!totp_fits(record_text(doing->before, FACTOR_SECRET), doing_argument(doing, "code"), doing_now(doing),
		       &step))
		return err_set(error, ERR_INVALID, _("code: is not the one of this half minute; is the clock of your "
			       "telephone right?"));
	record_set(doing->after, FACTOR_STATE, "active");
	record_set_int(doing->after, FACTOR_STEP, step);
	if (!record_get(doing->before, FACTOR_CODES))
		give_codes(doing);
	doing->session->must_enroll = false;	/* looked at again before the next act */
	return put(doing, error);
}

static bool take_away(struct doing *doing, GError **error)
{
	record_set(doing->after, FACTOR_STATE, "removed");
	record_set(doing->after, FACTOR_SECRET, NULL);
	record_set(doing->after, FACTOR_CODES, NULL);
	record_set_int(doing->after, FACTOR_AT, doing_now(doing));
	doing->outcome->said = g_strdup(record_get(doing->after, FACTOR_USER));
	return put(doing, error);
}

/* Guessing at it is counted like guessing at the door. */
static bool prove(struct doing *doing, GError **error)
{
	struct session *session = doing->session;
	struct attempt attempt;

	attempt_init(&attempt, &session->host, store_dir(session->store), store_keyring(session->store),
		     doing_user(doing));
	if (!attempt_begin(&attempt, error))
		return false;
	if (factor_use(doing->after, doing_argument(doing, "code"), doing_now(doing)))
		return attempt_good(&attempt, error);
	attempt_bad(&attempt);
	return err_set(error, ERR_INVALID, _("code: is wrong or was used already; wait for the next one"));
}

bool do_totp_remove(struct doing *doing, GError **error)
{
	if (!load_own(doing, error))
		return false;
	if (!factor_is_active(doing->before))
		return err_set(error, ERR_INVALID, _("you have no second factor; totp-enroll "
			       "begins one"));
	return prove(doing, error) && take_away(doing, error);
}

bool do_totp_reset(struct doing *doing, GError **error)
{
	g_autofree char *name = text_normal(doing->request->target, true);

	if (strcmp(name, doing_user(doing)) == 0)
		return doing_denied(doing, error, _("nobody may do this to their own account (SP 800-171 3.1.4)"));
	if (!tx_load(doing->tx, &factor_object, FACTOR_USER, name, &doing->before, error))
		return false;
	if (!factor_is_active(doing->before))
		return err_set(error, ERR_INVALID, _("\"%s\" has no second factor: there is "
			       "nothing to take away"), name);
	doing->after = record_copy(doing->before);
	return take_away(doing, error);
}
