#include "db/migrate.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>

#include "db/migrations.h"
#include "src/base/crypt.h"
#include "src/base/i18n.h"

#define SCHEMA_SQL "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"

bool migrate_apply(struct db *db, unsigned from, unsigned to, GError **error)
{
	for (unsigned i = from; i < to; i++) {
		g_autofree char *version = g_strdup_printf("PRAGMA user_version = %u", i + 1);

		if (!sql_exec(db, migrations[i].sql, error) || !sql_exec(db, version, error))
			return false;
	}
	return true;
}

bool migrate_version(struct db *db, unsigned *version, GError **error)
{
	int64_t found;

	if (!sql_get_int(db, "PRAGMA user_version", &found, error))
		return false;
	if (found > migrations_len)
		return err_set(
			error, ERR_FAILED,
			_("this store was made by a newer Blotter (its format is %" PRId64
			  ", this program knows %u); install the newer program"),
			found, migrations_len);
	if (found < 1)
		return err_set(
			error, ERR_FAILED,
			_("the store's database has no format number; restore it from a backup"));
	*version = (unsigned)found;
	return true;
}

static bool differs(struct statement *is, struct statement *ought, const char **name)
{
	for (int i = 0; i < 4; i++) {
		if (g_strcmp0(sql_text(is, i), sql_text(ought, i)) == 0 && sql_len(is, i) == sql_len(ought, i))
			continue;
		/* The lesser name is the one that the other side lacks. */
		*name = g_strcmp0(sql_text(is, 1), sql_text(ought, 1)) < 0 ? sql_text(is, 1)
									   : sql_text(ought, 1);
		return true;
	}
	return false;
}

static bool compare(struct db *db, struct db *model, GError **error)
{
	CLEANUP(sql_done) struct statement *is = sql_prepare(db, SCHEMA_SQL, error);
	CLEANUP(sql_done) struct statement *ought =
		is ? sql_prepare(model, SCHEMA_SQL, error) : NULL;
	bool more, expected;

	if (!is || !ought)
		return false;
	for (;;) {
		const char *name = NULL;

		if (!sql_step(is, &more, error) || !sql_step(ought, &expected, error))
			return false;
		if (!more && !expected)
			return true;
		if (more != expected)
			name = sql_text(more ? is : ought, 1);
		if (name || differs(is, ought, &name))
			return err_set(error, ERR_FAILED,
				       _("the store's tables are not as this program makes them: "
					 "\"%s\" was changed; do not trust it, restore it from a "
					 "backup"),
				       name);
	}
}

const char migrate_schema_known[] = "6e170b6de5163c79d5ecdc4741354a64866bb1a5e66e3f72af64f71fe350c5f7";

char *migrate_schema_hash(struct db *db, GError **error)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(db, SCHEMA_SQL, error);
	g_autoptr(GString) text = g_string_sized_new(65536);
	uint8_t hash[HASH_LEN];
	bool row;

	if (!statement)
		return NULL;
	for (;;) {
		if (!sql_step(statement, &row, error))
			return NULL;
		if (!row)
			break;
		for (int i = 0; i < 4; i++) {
			const char *part = sql_text(statement, i);

			/* behind a NUL could stand what the other rows should */
			if (part && strlen(part) != sql_len(statement, i))
				return NULL;
			g_string_append_c(text, part ? '=' : '-');
			g_string_append_len(text, part ? part : "", (gssize)sql_len(statement, i));
			g_string_append_c(text, '\0');
		}
	}
	crypt_sha256(text->str, text->len, hash);
	return crypt_hex(hash, HASH_LEN);
}

/* A model of the schema takes longer to make than all else at a start. */
static bool is_known(struct db *db)
{
	g_autofree char *hash = migrate_schema_hash(db, NULL);

	return g_strcmp0(hash, migrate_schema_known) == 0;
}

bool migrate_compare(struct db *db, unsigned version, GError **error)
{
	struct db model = { .making = true };
	bool ok;
	int rc;

	if (version == migrations_len && is_known(db))
		return true;
	rc = sqlite3_open(":memory:", &model.handle);
	ok = rc == SQLITE_OK || sql_fail(&model, rc, error);
	ok = ok && migrate_apply(&model, 0, version, error) && compare(db, &model, error);
	g_clear_pointer(&model.statements, g_hash_table_unref);
	sqlite3_close(model.handle);
	return ok;
}
