#include "db/drafts.h"

#include "db/store_internal.h"
#include "db/ticket.h"
#include "src/base/i18n.h"

void draft_free(struct draft *draft)
{
	if (!draft)
		return;
	secret_text_free(draft->fields);
	g_free(draft->place);
	g_free(draft);
}

static bool run(struct db *db, const char *sql, const char *user, const char *place, const char *fields,
		int64_t at, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, sql, error);

	if (!statement)
		return false;
	sql_bind_text(statement, 1, user);
	sql_bind_text(statement, 2, place);
	sql_bind_text(statement, 3, fields);
	sql_bind_int(statement, 4, at);
	return sql_run(statement, error);
}

static bool write_row(struct db *db, const char *user, const char *place, const char *fields, int64_t at,
		      GError **error)
{
	return run(db, "UPDATE drafts SET fields = ?3, at = ?4 WHERE user_name = ?1 AND place = ?2", user,
		   place, fields, at, error) &&
	       (sql_changes(db) == 1 || !fields ||
		run(db, "INSERT INTO drafts (user_name, place, fields, at) VALUES (?1, ?2, ?3, ?4)", user,
		    place, fields, at, error));
}

bool drafts_put(struct store *store, const char *user, const char *place, const char *fields,
		GError **error)
{
	struct db *db = store->db;
	bool ok;

	if (db->writing || sql_in_transaction(db))
		return err_set(error, ERR_FAILED, _("a change began inside another one; nothing was saved"));
	if (!ticket_take_within(store->lock_fd, store->patience_ms, error))
		return false;
	db->drafting = true;
	db->deadline = 0;
	ok = sql_exec(db, "BEGIN IMMEDIATE", error) &&
	     write_row(db, user, place, fields, clock_now(store->clock), error) &&
	     sql_exec(db, "COMMIT", error);
	if (!ok && sql_in_transaction(db))
		sql_exec(db, "ROLLBACK", NULL);
	db->drafting = false;
	ticket_return(store->lock_fd);
	return ok;
}

static void free_one(void *draft)
{
	draft_free(draft);
}

GPtrArray *drafts_of(struct store *store, const char *user, const char *place, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(store->db,
		"SELECT place, fields, at FROM drafts WHERE user_name = ?1 AND fields IS NOT NULL "
		"AND (?2 IS NULL OR place = ?2) ORDER BY at, pk", error);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_one);
	bool more;

	if (!statement)
		return NULL;
	sql_bind_text(statement, 1, user);
	sql_bind_text(statement, 2, place);
	while (sql_step(statement, &more, error)) {
		struct draft *draft;

		if (!more)
			return g_steal_pointer(&rows);
		draft = g_new0(struct draft, 1);
		draft->place = g_strdup(sql_text(statement, 0));
		draft->fields = g_strdup(sql_text(statement, 1));
		draft->at = sql_int(statement, 2);
		g_ptr_array_add(rows, draft);
	}
	return NULL;
}
