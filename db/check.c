/* All of an open store against itself. */
#include "db/check.h"

#include <string.h>

#include "db/pages.h"
#include "db/store_internal.h"
#include "src/base/i18n.h"

static bool tables_check(struct store *store, struct audit_verdict *verdict, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(store->db, "PRAGMA integrity_check(1)", error);
	CLEANUP(sql_done) struct statement *keys =
		statement ? sql_prepare(store->db, "PRAGMA foreign_key_check", error) : NULL;
	bool row;

	if (!keys || !sql_step(statement, &row, error))
		return false;
	if (!row || g_strcmp0(sql_text(statement, 0), "ok") != 0) {
		verdict->why = g_strdup_printf(_("the tables of the database are damaged: %s"),
					       row ? sql_text(statement, 0) : "-");
		return true;
	}
	if (!sql_step(keys, &row, error))
		return false;
	if (row)
		verdict->why = g_strdup_printf(_("a row of \"%s\" belongs to a row of \"%s\" that is not there"),
					       sql_text(keys, 0), sql_text(keys, 2));
	return true;
}

bool store_check(struct store *store, enum audit_scope scope, uint32_t *pages, struct audit_verdict *verdict,
		 GError **error)
{
	CLEANUP(page_key_free) struct page_key *key = pages_key(store->keys, keyring_info(store->keyring));
	g_autoptr(GError) wrong = NULL;
	bool ok;

	memset(verdict, 0, sizeof(*verdict));
	ok = pages_check_open(store->db, key, pages, &wrong);
	if (!ok && !err_is(wrong, ERR_WRONG)) {
		g_propagate_error(error, g_steal_pointer(&wrong));
		return false;
	}
	if (!ok) {
		verdict->why = g_strdup(wrong->message);
		return true;
	}
	if (!tables_check(store, verdict, error))
		return false;
	return verdict->why || audit_verify(store, scope, verdict, error);
}
