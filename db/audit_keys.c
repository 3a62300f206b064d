#include "db/audit_keys.h"

#include <string.h>

#include "src/base/i18n.h"
#include "src/rules/object.h"
#include "src/rules/signer.h"

struct audit_keys {
	GHashTable *valid;	/* signer -> hex key */
	GHashTable *announced;	/* … by the transaction not yet ended */
	bool first;		/* … which is the first of all */
};

struct audit_keys *audit_keys_new(void)
{
	struct audit_keys *keys = g_new0(struct audit_keys, 1);

	keys->valid = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	keys->announced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	keys->first = true;
	return keys;
}

void audit_keys_free(struct audit_keys *keys)
{
	if (!keys)
		return;
	g_hash_table_unref(keys->valid);
	g_hash_table_unref(keys->announced);
	g_free(keys);
}

/* The user of signer row pk; NULL without error: there is no such row. */
static char *signer_user(struct db *db, const char *pk, GError **error)
{
	const struct field *fields = signer_object.fields;
	g_autofree char *sql =
		g_strdup_printf("SELECT %s FROM %s WHERE pk = ?1",
				field_column(&fields[SIGNER_USER]), signer_object.table);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, sql, error);
	bool row;

	if (!statement)
		return NULL;
	sql_bind_text(statement, 1, pk);
	if (!sql_step(statement, &row, error) || !row)
		return NULL;
	return g_strdup(sql_text(statement, 0));
}

bool audit_keys_note(struct audit_keys *keys, struct db *db, const char *object, const char *key,
		     const char **why, GError **error)
{
	g_autoptr(GError) failed = NULL;
	char *name = NULL;

	*why = NULL;
	if (!key)
		return true;
	if (object && g_str_has_prefix(object, "user:"))
		name = g_strdup(object + strlen("user:"));
	else if (object && g_str_has_prefix(object, "signer:"))
		name = signer_user(db, object + strlen("signer:"), &failed);
	if (failed) {
		g_propagate_error(error, g_steal_pointer(&failed));
		return false;
	}
	if (name)
		g_hash_table_replace(keys->announced, name, g_strdup(key));
	else
		*why = _("it announces a key of nobody");
	return true;
}

const char *audit_keys_find(const struct audit_keys *keys, const char *signer)
{
	if (!signer)
		return NULL;
	return g_hash_table_lookup(keys->first ? keys->announced : keys->valid, signer);
}

const char *audit_keys_announced(const struct audit_keys *keys, const char *key)
{
	GHashTableIter iter;
	void *name, *value;

	g_hash_table_iter_init(&iter, keys->announced);
	while (g_hash_table_iter_next(&iter, &name, &value))
		if (strcmp(value, key) == 0)
			return name;
	return NULL;
}

void audit_keys_settle(struct audit_keys *keys)
{
	GHashTableIter iter;
	void *name, *key;

	g_hash_table_iter_init(&iter, keys->announced);
	while (g_hash_table_iter_next(&iter, &name, &key)) {
		g_hash_table_iter_steal(&iter);
		g_hash_table_replace(keys->valid, name, key);
	}
	keys->first = false;
}
