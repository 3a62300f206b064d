/* The second factor of the person who comes in. */
#include <string.h>

#include "db/select.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/totp.h"
#include "src/rules/second_factor.h"

bool factor_is_active(const struct record *factor)
{
	return factor && record_is(factor, FACTOR_STATE, "active");
}

bool factor_asks(struct session *session, bool *asks, GError **error)
{
	CLEANUP(record_free) struct record *factor = NULL;

	if (!select_one(session->store, &factor_object, NULL, FACTOR_USER, session_user(session), &factor, error))
		return false;
	*asks = factor_is_active(factor);
	return true;
}

bool factor_missing(struct session *session, bool *missing, GError **error)
{
	g_autofree char *asking = session_setting(session, "totp_required");
	g_auto(GStrv) names = list_split(asking);
	bool asks = false;

	*missing = false;
	for (size_t i = 0; names[i]; i++)
		if (person_holds(session->person, (enum role)MAX(role_find(names[i]), 0)))
			*missing = true;
	if (*missing && !factor_asks(session, &asks, error))
		return false;
	*missing = *missing && !asks;
	return true;
}

/* Of a recovery code, however it was typed: 80 random bits need no salt. Caller frees. */
char *factor_digest(const char *user, const char *code)
{
	CLEANUP(secret_text_free) char *low = g_ascii_strdown(code, -1);
	g_autoptr(GString) plain = g_string_new(NULL);
	uint8_t hash[HASH_LEN];

	for (const char *p = low; *p; p++)
		if (g_ascii_isalnum(*p))
			g_string_append_c(plain, *p);
	crypt_sha256_parts(hash, "blotter/totp-recovery/v1", (size_t)24, user, strlen(user) + 1, plain->str,
			   plain->len, NULL);
	secret_wipe(plain->str, plain->len);
	return crypt_hex(hash, sizeof(hash));
}

/* after: the row once the code has been used. */
bool factor_use(struct record *after, const char *code, int64_t now)
{
	g_autofree char *used = factor_digest(record_text(after, FACTOR_USER), code);
	int64_t step;

	if (totp_fits(record_text(after, FACTOR_SECRET), code, now, &step)) {
		if (step <= record_int(after, FACTOR_STEP))
			return false;
		record_set_int(after, FACTOR_STEP, step);
		return true;
	}
	if (!list_has(record_get(after, FACTOR_CODES), used))
		return false;
	record_take(after, FACTOR_CODES, list_remove(record_get(after, FACTOR_CODES), used));
	return true;
}

bool factor_take(struct tx *tx, const char *user, const char *code, GError **error)
{
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!tx_load(tx, &factor_object, FACTOR_USER, user, &before, error))
		return false;
	if (!factor_is_active(before))
		return true;	/* taken away while they looked for the telephone */
	after = record_copy(before);
	if (!factor_use(after, code, tx_time(tx)))
		return err_set(error, ERR_LOGIN, _("the code of the second factor is wrong or was used already; "
			       "wait for the next one"));
	return tx_update(tx, before, after, error);
}

bool factor_fits(struct session *session, const char *code, GError **error)
{
	CLEANUP(record_free) struct record *factor = NULL;

	if (!select_one(session->store, &factor_object, NULL, FACTOR_USER, session_user(session), &factor, error))
		return false;
	return !factor_is_active(factor) || factor_use(factor, code, session_now(session)) ||
	       err_set(error, ERR_LOGIN, _("the code of the second factor is wrong or was used already; wait for "
		       "the next one"));
}
