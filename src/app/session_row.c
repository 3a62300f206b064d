#include "src/app/sessions.h"

#include <inttypes.h>
#include <string.h>

#include "db/presence.h"
#include "db/select.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"

enum session_why session_word_why(uint8_t word)
{
	return word == PRESENCE_NOTHING || word > WHYS ? WHY_LOST : (enum session_why)(word - 1);
}

const char *session_why_sentence(enum session_why why)
{
	static const char *const sentences[WHYS] = {
		[WHY_LEFT] = N_("this session was left"),
		[WHY_LIMIT] = N_("this session lasted as long as a session may; sign in again: what you "
				 "typed is kept as a draft"),
		[WHY_ENDED] = N_("this session was ended from elsewhere; sign in again, or ask an account "
				 "administrator why"),
		[WHY_DISABLED] = N_("this account is disabled; ask an account administrator"),
		[WHY_LOST] = N_("this session was taken for dead and ended; sign in again"),
	};

	return _(sentences[why]);
}

/* The two states of one that is not ended: asked for apart, each by the index. */
static const char *const going_on[] = { "open", "locked" };

GPtrArray *session_rows_open(struct tx *tx, const char *user, GError **error)
{
	const int fields[] = { SESSION_STATE, user ? SESSION_USER : -1, -1 };
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);

	for (size_t i = 0; all && i < G_N_ELEMENTS(going_on); i++) {
		const char *const values[] = { going_on[i], user };
		GPtrArray *rows = tx_load_all(tx, &session_object, fields, values, error);

		if (rows)
			g_ptr_array_extend_and_steal(all, rows);
		else
			g_clear_pointer(&all, g_ptr_array_unref);
	}
	return all;
}

/* "since 2026-11-20 03:12 UTC from tty /dev/pts/3 (4); …" */
static char *list_of(const GPtrArray *rows)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		const struct record *row = rows->pdata[i];
		g_autofree char *since = time_short(record_int(row, SESSION_SINCE));

		g_string_append_printf(out, _("%ssession %" PRId64 " since %s from %s"), i ? "; " : "", row->pk,
				       since, record_text(row, SESSION_ORIGIN));
	}
	return g_string_free(out, FALSE);
}

static bool may_have_another(struct session *session, struct tx *tx, GError **error)
{
	g_autoptr(GPtrArray) rows = session_rows_open(tx, session_user(session), error);
	g_autofree char *most = session_setting(session, "sessions_max"), *others = NULL;

	if (!rows)
		return false;
	if (rows->len < g_ascii_strtoull(most, NULL, 10))
		return true;
	others = list_of(rows);
	return err_set(error, ERR_LOGIN, ngettext("you are signed in %u time, and more are not allowed: %s. Leave it, "
						"or end it from here: blotter do session-end NUMBER",
						"you are signed in %u times, and more are not allowed: %s. Leave one, "
						"or end it from here: blotter do session-end NUMBER", rows->len),
		       rows->len, others);
}

bool session_row_begin(struct session *session, struct tx *tx, GError **error)
{
	CLEANUP(record_free) struct record *row = NULL;
	g_autofree char *hours = NULL;

	if (strcmp(session->host.via, "tui") != 0)
		return true;
	if (!may_have_another(session, tx, error))
		return false;
	row = record_new(&session_object);
	record_set(row, SESSION_USER, session_user(session));
	record_set_int(row, SESSION_SINCE, tx_time(tx));
	record_set(row, SESSION_ORIGIN, session->host.origin);
	if (!tx_insert(tx, row, error))
		return false;
	/* before anybody can see the row: who sees it free takes it for lost */
	session->presence = presence_take(store_dir(session->store), row->pk, error);
	session->row = row->pk;
	hours = session_setting(session, "session_hours");
	session->ends_at = clock_boot(session->host.clock) + g_ascii_strtoll(hours, NULL, 10) * HOUR_MS;
	return session->presence >= 0;
}

bool session_row_check(struct session *session, GError **error)
{
	CLEANUP(record_free) struct record *row = NULL;
	const struct choice *why;

	if (!session->row)
		return true;
	if (!select_pk(session->store, &session_object, NULL, session->row, &row, error))
		return false;
	if (row && !record_is(row, SESSION_STATE, "ended"))
		return true;
	why = row ? field_choice_find(&session_object.fields[SESSION_WHY], record_text(row, SESSION_WHY)) : NULL;
	session->over = true;
	return err_set(error, ERR_LOGIN, "%s",
		       session_why_sentence(why ? (enum session_why)(why - session_why_choices) : WHY_LOST));
}

bool session_row_state(struct session *session, struct tx *tx, const char *state, GError **error)
{
	CLEANUP(record_free) struct record *before = NULL, *after = NULL;

	if (!tx_load_pk(tx, &session_object, session->row, &before, error) || !before)
		return false;
	if (record_is(before, SESSION_STATE, "ended"))
		return err_set(error, ERR_LOGIN, "%s", session_why_sentence(WHY_ENDED));
	after = record_copy(before);
	record_set(after, SESSION_STATE, state);
	/* the lock may not have been written: then no row differs, and the entry stands alone */
	if (record_is(before, SESSION_STATE, state)) {
		g_autofree char *object = g_strdup_printf("session:%" PRId64, session->row);

		return tx_entry(tx, object, "done", NULL, error);
	}
	return tx_update(tx, before, after, error);
}

bool session_row_put_end(struct tx *tx, const char *dir, const struct record *row, enum session_why why,
			 const char *by, GError **error)
{
	CLEANUP(record_free) struct record *after = record_copy(row);

	record_set(after, SESSION_STATE, "ended");
	record_set_int(after, SESSION_ENDED_AT, tx_time(tx));
	record_set(after, SESSION_WHY, session_why_choices[why].name);
	record_set(after, SESSION_ENDED_BY, by);
	/* a locked one cannot look at its row */
	presence_say(dir, row->pk, (uint8_t)(why + 1));
	return tx_update(tx, row, after, error);
}

bool session_row_end(struct session *session, GError **error)
{
	g_autofree char *held = person_roles(session->person);
	CLEANUP(record_free) struct record *row = NULL;
	CLEANUP(tx_rollback) struct tx *tx = NULL;
	struct stamp stamp;

	session_stamp(session, "logout", NULL, held, &stamp);
	tx = session_tx(session, &stamp, error);
	if (!tx || !tx_load_pk(tx, &session_object, session->row, &row, error) || !row)
		return false;
	return record_is(row, SESSION_STATE, "ended") ||
	       (session_row_put_end(tx, store_dir(session->store), row, session->why,
				    session->why == WHY_LEFT ? session_user(session) : NULL, error) &&
		tx_commit(g_steal_pointer(&tx), NULL, error));
}

/* --- those whose process is gone --- */

static bool end_lost(struct session *session, int64_t pk, GError **error)
{
	const char *dir = store_dir(session->store);
	struct stamp stamp = { .actor = "system", .signer = session_user(session), .roles = "",
			       .origin = session->host.origin, .action = "session-end" };
	CLEANUP(tx_rollback) struct tx *tx = session_tx(session, &stamp, error);
	CLEANUP(record_free) struct record *row = NULL;

	if (!tx || !tx_load_pk(tx, &session_object, pk, &row, error))
		return false;
	if (!row || record_is(row, SESSION_STATE, "ended") || presence_held(dir, pk))
		return true;	/* somebody else was quicker */
	return session_row_put_end(tx, dir, row, session_word_why(presence_word(dir, pk)), NULL, error) &&
	       tx_commit(g_steal_pointer(&tx), NULL, error);
}

static bool end_lost_of(struct session *session, const char *state, GError **error)
{
	struct term term = { SESSION_STATE, OP_IS, state };
	struct select ask = { .object = &session_object, .terms = &term, .terms_len = 1, .order = ORDER_OLDEST };
	g_autoptr(GPtrArray) rows = select_rows(session->store, &ask, error);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct record *row = rows->pdata[i];

		if (row->pk != session->row && !presence_held(store_dir(session->store), row->pk) &&
		    !end_lost(session, row->pk, error))
			return false;
	}
	return rows != NULL;
}

bool session_end_lost(struct session *session, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(going_on); i++)
		if (!end_lost_of(session, going_on[i], error))
			return false;
	return true;
}
