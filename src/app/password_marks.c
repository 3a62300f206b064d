#include "src/app/password_marks.h"

#include "db/select.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/password_mark.h"

void marks_clear(struct marks *marks)
{
	g_free(marks->grain);
	g_free(marks->present);
	g_free(marks->wanted);
	*marks = (struct marks){ NULL };
}

/* Newest first. */
static GPtrArray *marks_of(struct session *session, GError **error)
{
	struct term mine = { MARK_USER, OP_IS, session_user(session) };
	struct select ask = { .object = &mark_object, .terms = &mine, .terms_len = 1, .order = ORDER_NEWEST };

	return select_rows(session->store, &ask, error);
}

/* The floor's cost: a fifth of a second, and one run tells of all the marks, for they share a grain. */
static char *mark_of(struct session *session, const struct passphrase *password, const char *grain,
		     GError **error)
{
	const struct kdf_policy *policy = session->host.policy;
	uint8_t salt[SALT_LEN], *raw = secret_new(KEY_LEN);
	char *mark = NULL;

	if (!crypt_unhex(grain, salt, sizeof(salt)))
		err_set(error, ERR_WRONG, _("the marks of passwords are damaged; run: blotter audit verify"));
	else if (kdf_run(policy, store_dir(session->store), kdf_floor(policy), password, salt, raw, error))
		mark = crypt_hex(raw, KEY_LEN);
	secret_free(raw);
	return mark;
}

static bool in_use(const GPtrArray *rows, guint most, const char *mark)
{
	for (guint i = 0; i < rows->len && i < most; i++)
		if (record_is(rows->pdata[i], MARK_MARK, mark))
			return true;
	return false;
}

static char *grain_new(void)
{
	uint8_t salt[SALT_LEN];

	crypt_random(salt, sizeof(salt));
	return crypt_hex(salt, sizeof(salt));
}

bool marks_check(struct session *session, const struct passphrase *present, const struct passphrase *wanted,
		 bool keep_present, struct marks *marks, GError **error)
{
	g_autofree char *remembered = session_setting(session, "password_history");
	guint most = (guint)g_ascii_strtoull(remembered, NULL, 10);
	g_autoptr(GPtrArray) rows = marks_of(session, error);

	if (!rows)
		return false;
	marks->grain = rows->len ? g_strdup(record_text(rows->pdata[0], MARK_GRAIN)) : grain_new();
	marks->wanted = mark_of(session, wanted, marks->grain, error);
	if (marks->wanted && keep_present)
		marks->present = mark_of(session, present, marks->grain, error);
	if (!marks->wanted || (keep_present && !marks->present))
		return false;
	if (in_use(rows, most, marks->wanted))
		return err_set(error, ERR_INVALID, _("password: the new password is one of your last %u; take "
			       "one that you never had"), most);
	if (marks->present && in_use(rows, rows->len, marks->present))
		g_clear_pointer(&marks->present, g_free);
	return true;
}

static bool write_one(struct tx *tx, const char *user, const char *grain, const char *mark, GError **error)
{
	CLEANUP(record_free) struct record *row = record_new(&mark_object);

	record_set(row, MARK_USER, user);
	record_set(row, MARK_GRAIN, grain);
	record_set(row, MARK_MARK, mark);
	record_set_int(row, MARK_AT, tx_time(tx));
	return tx_insert(tx, row, error);
}

bool marks_write(struct tx *tx, const char *user, const struct marks *marks, GError **error)
{
	return (!marks->present || write_one(tx, user, marks->grain, marks->present, error)) &&
	       write_one(tx, user, marks->grain, marks->wanted, error);
}
