#include "src/app/password.h"

#include <string.h>
#include <zxcvbn.h>

#include "src/app/attempt.h"
#include "src/app/password_marks.h"
#include "src/app/session.h"
#include "src/app/host_key.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/famous.h"
#include "src/rules/user.h"

#define PROPOSED_BITS 80

/* Words of four letters and more out of a name, folded. */
static bool contains_name(const char *folded, const char *name)
{
	g_autofree char *low = text_normal(name, true);
	g_auto(GStrv) words = g_strsplit_set(low, " .,-_'", -1);

	for (size_t i = 0; words[i]; i++)
		if (strlen(words[i]) >= 4 && strstr(folded, words[i]))
			return true;
	return strlen(low) >= 3 && strstr(folded, low) != NULL;
}

/* What the largest part of a guessable password is. */
static const char *easy_because(const ZxcMatch_t *parts)
{
	static const char *const reasons[] = {
		[DICTIONARY_MATCH] = N_("a common password, word or name"),
		[DICT_LEET_MATCH] = N_("a common word with look-alike characters"),
		[USER_MATCH] = N_("your name, the organisation's or this program's"),
		[USER_LEET_MATCH] = N_("a name with look-alike characters"),
		[REPEATS_MATCH] = N_("the same characters again and again"),
		[SEQUENCE_MATCH] = N_("a row of letters or digits"),
		[SPATIAL_MATCH] = N_("keys that lie beside each other"),
		[DATE_MATCH] = N_("a date"),
		[YEAR_MATCH] = N_("a year"),
	};
	const char *reason = NULL;
	int longest = 0;

	for (; parts; parts = parts->Next) {
		unsigned type = parts->Type & (MULTIPLE_MATCH - 1u);

		if (type < G_N_ELEMENTS(reasons) && reasons[type] && parts->Length > longest) {
			longest = parts->Length;
			reason = reasons[type];
		}
	}
	return reason ? reason : N_("short or regular");
}

/* Words of the names, for zxcvbn to try first. g_strfreev. */
static char **known_words(const struct password_owner *owner)
{
	g_autofree char *all = g_strjoin(" ", "blotter", owner->user, owner->full_name,
					 owner->organisation ? owner->organisation : "", NULL);
	g_autofree char *low = text_normal(all, true);

	return g_strsplit_set(low, " .,-_'", -1);
}

/* What is left of it without famous phrases; NULL when there are none. Caller wipes and frees. */
static char *own_part(const char *folded)
{
	char *plain = g_strdup(folded), *end = plain;

	for (const char *p = folded; *p; p++)
		if (g_ascii_isalnum(*p) || (*p & 0x80))
			*end++ = *p;
	*end = '\0';
	if (famous_strike(plain))
		return plain;
	secret_text_free(plain);
	return NULL;
}

/* Why text is easy to guess; NULL: it is not. known: words to try first, ends with NULL. */
static const char *easy_part(const char *text, const char **known)
{
	ZxcMatch_t *parts = NULL;
	const char *reason = ZxcvbnMatch(text, known, &parts) < PASSWORD_BITS ? easy_because(parts) : NULL;

	ZxcvbnFreeInfo(parts);
	return reason;
}

static char *easy_to_guess(const char *text, const char *folded, const struct password_owner *owner)
{
	g_auto(GStrv) words = known_words(owner);
	g_autofree const char **known = g_new0(const char *, g_strv_length(words) + 1);
	CLEANUP(secret_text_free) char *own = own_part(folded);
	const char *reason = NULL;
	size_t n = 0;

	for (size_t i = 0; words[i]; i++)
		if (*words[i])
			known[n++] = words[i];
	if (own && easy_part(own, known))
		reason = N_("a phrase that everybody knows");
	else
		reason = easy_part(text, known);
	return !reason ? NULL : g_strdup_printf(_("the new password is easy to guess: most of it is %s; take four or "
						  "five words that do not belong together, or have one made"),
						_(reason));
}

char *password_problem(const struct passphrase *password, const struct password_owner *owner)
{
	unsigned least = MAX(owner->least, PASSWORD_LEAST);
	CLEANUP(secret_text_free) char *folded = NULL;

	if (!g_utf8_validate(password->text, (gssize)password->len, NULL))
		return g_strdup(_("the new password is not valid UTF-8"));
	if (g_utf8_strlen(password->text, (gssize)password->len) < (glong)least)
		return g_strdup_printf(_("the new password needs at least %u characters; several words are fine"),
				       least);
	folded = text_normal(password->text, true);
	if (contains_name(folded, owner->user) || contains_name(folded, owner->full_name))
		return g_strdup(_("the new password contains your user name or full name"));
	return easy_to_guess(password->text, folded, owner);
}

char *password_propose(unsigned least)
{
	unsigned groups = (MAX(least, PASSWORD_LEAST) + 5) / 5;

	return crypt_passphrase(MAX(PROPOSED_BITS, groups * 20));
}

struct change {
	struct session *session;
	const struct passphrase *present, *wanted;
	uint8_t *host_key;		/* room for one */
	const uint8_t *mixed;		/* it, or NULL: the store has none */
	struct keys *keys;		/* what the present password opened */
	struct stretched *stretched;
	struct marks marks;
	uint32_t slot;
	int64_t time;
};

/* The present password is tried like at the door, and counted there too. */
static bool prove(struct change *change, const struct keyring *keyring, GError **error)
{
	struct session *session = change->session;
	struct attempt attempt;

	attempt_init(&attempt, &session->host, store_dir(session->store), keyring, session_user(session));
	change->keys = attempt_unlock(&attempt, keyring, change->present, change->mixed, error);
	return change->keys && attempt_good(&attempt, error);
}

/* Several KDFs, which may have to wait for their turn: before the transaction, so that nobody is kept
 * from writing by that. */
static bool prepare(struct change *change, GError **error)
{
	struct session *session = change->session;
	const char *dir = store_dir(session->store);
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(dir, error);
	bool have;

	if (!keyring || !host_key_read(store_public(session->store)->host_key, change->host_key, &have, error))
		return false;
	change->mixed = have ? change->host_key : NULL;
	if (!prove(change, keyring, error) ||
	    !marks_check(session, change->present, change->wanted, !session->one_time, &change->marks, error))
		return false;
	change->stretched = keyring_stretch(keyring, change->wanted, session->host.policy, dir, error);
	return change->stretched != NULL;
}

static bool log_change(struct change *change, struct tx *tx, GError **error)
{
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!tx_load(tx, &user_object, USER_NAME, session_user(change->session), &before, error) || !before)
		return false;
	after = record_copy(before);
	record_set(after, USER_MUST_CHANGE, "0");
	record_set_int(after, USER_SLOT, change->slot);
	record_set_int(after, USER_PASSWORD_CHANGED_AT, tx_time(tx));
	return tx_update(tx, before, after, error);
}

static bool rewrap(struct keyring *keyring, void *data, GError **error)
{
	struct change *change = data;

	return keyring_change_password(keyring, change->keys, session_user(change->session),
				       change->stretched, change->mixed, &change->slot, error);
}

/* The keyring is written inside the transaction: when the commit then fails, the new password opens
 * and the log lacks it, never the other way round. */
static bool write_down(struct change *change, GError **error)
{
	struct session *session = change->session;
	g_autofree char *held = person_roles(session->person);
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;

	session_stamp(session, "user-password", NULL, held, &stamp);
	tx = session_tx(session, &stamp, error);
	if (!tx)
		return false;
	change->time = tx_time(tx);
	return store_keyring_change(session->store, rewrap, change, error) && log_change(change, tx, error) &&
	       marks_write(tx, session_user(session), &change->marks, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

static bool change_run(struct change *change, GError **error)
{
	bool done;

	change->host_key = secret_new(KEY_LEN);
	done = prepare(change, error) && write_down(change, error);
	secret_free(change->host_key);
	keys_free(change->keys);
	stretched_free(change->stretched);
	marks_clear(&change->marks);
	return done;
}

char *password_own_problem(struct session *session, const struct passphrase *wanted)
{
	g_autofree char *least = session_setting(session, "password_min");
	struct password_owner owner = {
		.user = session_user(session), .full_name = session->full_name,
		.organisation = session_organisation(session),
		.least = (unsigned)g_ascii_strtoull(least, NULL, 10),
	};

	return password_problem(wanted, &owner);
}

bool password_change(struct session *session, const struct passphrase *present,
		     const struct passphrase *wanted, GError **error)
{
	g_autofree char *problem = password_own_problem(session, wanted);
	struct change change = { .session = session, .present = present, .wanted = wanted };
	GError *refused = NULL;
	bool done;

	if (!session_refresh(session, error))
		return false;
	if (problem)
		return err_set(error, ERR_INVALID, "password: %s", problem);
	if (present->len == wanted->len && secret_equal(present->text, wanted->text, wanted->len))
		return err_set(error, ERR_INVALID, _("password: the new password is the present one"));
	done = change_run(&change, &refused);
	if (done) {
		session->one_time = session->outworn = false;
		session->password_at = change.time;
	} else {
		session_entry(session, "user-password", "", "failed", refused->message, NULL);
	}
	if (refused)
		g_propagate_error(error, refused);
	return done;
}
