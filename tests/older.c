/* A store as an earlier release left it: the same rows under an older schema. */
#include "tests/older.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "db/audit_scan.h"
#include "db/audit_texts.h"
#include "db/migrate.h"
#include "db/migrations.h"
#include "db/store_internal.h"
#include "src/app/host_key.h"

static void guard_yes(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n, (void)values;
	sqlite3_result_int(context, 1);
}

/* Columns that the older table has too. */
static char *columns(struct db *old, const char *table)
{
	g_autofree char *sql = g_strdup_printf("PRAGMA table_info(%s)", table);
	CLEANUP(sql_done) struct statement *statement = sql_prepare(old, sql, NULL);
	GString *list = g_string_new(NULL);
	bool row;

	while (sql_step(statement, &row, NULL) && row)
		g_string_append_printf(list, "%s%s", list->len ? ", " : "", sql_text(statement, 1));
	return g_string_free(list, FALSE);
}

static void copy_table(struct db *old, struct db *now, const char *table)
{
	g_autofree char *names = columns(old, table);
	g_autofree char *read = g_strdup_printf("SELECT %s FROM %s", names, table);
	g_autoptr(GString) write = g_string_new(NULL);
	sqlite3_stmt *from, *to;
	int width;

	g_assert_cmpint(sqlite3_prepare_v2(now->handle, read, -1, &from, NULL), ==, SQLITE_OK);
	width = sqlite3_column_count(from);
	g_string_printf(write, "INSERT INTO %s (%s) VALUES (?", table, names);
	for (int i = 1; i < width; i++)
		g_string_append(write, ", ?");
	g_string_append(write, ")");
	g_assert_cmpint(sqlite3_prepare_v2(old->handle, write->str, -1, &to, NULL), ==, SQLITE_OK);
	while (sqlite3_step(from) == SQLITE_ROW) {
		for (int i = 0; i < width; i++)
			sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
		g_assert_cmpint(sqlite3_step(to), ==, SQLITE_DONE);
		sqlite3_reset(to);
	}
	sqlite3_finalize(from);
	sqlite3_finalize(to);
}

static char **all_of(struct db *old, const char *sql)
{
	CLEANUP(sql_done) struct statement *names = sql_prepare(old, sql, NULL);
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	bool row;

	while (sql_step(names, &row, NULL) && row)
		g_ptr_array_add(found, g_strdup(sql_text(names, 0)));
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&found), FALSE);
}

static void value_copy(struct db *old, int64_t seq, int item, const char *name, const char *digest,
		       struct texts *texts)
{
	CLEANUP(sql_done) struct statement *statement = sql_prepare(old,
		"INSERT INTO audit_value (seq, item, name, salt, value) VALUES (?1, ?2, ?3, ?4, ?5)", NULL);
	struct text_beside next;
	g_autofree char *text = NULL;

	if (!digest)
		return;
	g_assert_true(texts_next(texts, &next));
	text = g_strndup(next.text, next.len);
	sql_bind_int(statement, 1, seq);
	sql_bind_int(statement, 2, item);
	sql_bind_text(statement, 3, name);
	sql_bind_blob(statement, 4, next.salt, VALUE_SALT_LEN);
	sql_bind_text(statement, 5, text);
	GOOD(sql_run(statement, &error));
}

/* What the last migration brings together, apart again. */
static void values_copy(struct db *old, struct db *now)
{
	CLEANUP(sql_done) struct statement *from = sql_prepare(now, "SELECT seq, line, texts FROM audit", NULL);
	struct scanned line;
	bool row;

	scanned_init(&line);
	while (sql_step(from, &row, NULL) && row) {
		struct texts texts = texts_of(from, 2);
		int64_t seq = sql_int(from, 0);

		g_assert_true(line_scan(&line, sql_text(from, 1), sql_len(from, 1)));
		for (guint i = 0; i < 2 * line.changes->len; i++) {
			const struct scanned_change *change =
				&g_array_index(line.changes, struct scanned_change, i / 2);

			value_copy(old, seq, 2 + (int)i, change->name, change->digests[i % 2], &texts);
		}
		value_copy(old, seq, 1, "origin", line.origin, &texts);
		value_copy(old, seq, 0, "reason", line.reason, &texts);
	}
	scanned_clear(&line);
}

/* The triggers stand aside: by them a row comes right after its entry. */
static void copy_all(struct db *old, struct db *now)
{
	g_auto(GStrv) tables = all_of(old, "SELECT name FROM sqlite_master WHERE type = 'table' AND "
				      "name NOT LIKE 'sqlite_%' AND name <> 'audit_value' ORDER BY name");
	g_auto(GStrv) triggers = all_of(old, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name");
	g_auto(GStrv) made = all_of(old, "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name");

	for (char **name = triggers; *name; name++) {
		g_autofree char *drop = g_strdup_printf("DROP TRIGGER %s", *name);

		GOOD(sql_exec(old, drop, &error));
	}
	for (char **name = tables; *name; name++)
		copy_table(old, now, *name);
	values_copy(old, now);
	for (char **sql = made; *sql; sql++)
		GOOD(sql_exec(old, *sql, &error));
}

/* The keys of the database as it is, in the form SQLCipher takes. */
static char *key_of(const char *dir, const struct keyring *keyring)
{
	CLEANUP(store_public_free) struct store_public *public =
		store_public_read(dir, NULL);
	CLEANUP(passphrase_free) struct passphrase *typed = passphrase_new_from(HOUSE_PASSWORD);
	const struct keyring_info *info = keyring_info(keyring);
	uint8_t host_key[KEY_LEN];
	struct keys *keys;
	char *key;
	bool have;

	GOOD(host_key_read(public->host_key, host_key, &have, &error));
	keys = keyring_unlock(keyring, "rio", typed, have ? host_key : NULL, seam_kdf_policy(), NULL, NULL);
	g_assert_nonnull(keys);
	key = keys_sqlcipher(keys, info->epoch, info->salt);
	keys_free(keys);
	return key;
}

void older_store(const struct house *house)
{
	const char *dir = house->seam.store_dir;
	CLEANUP(keyring_free) struct keyring *keyring = keyring_read(dir, NULL);
	g_autofree char *path = store_database(dir, keyring_info(keyring)->epoch);
	g_autofree char *was = g_strconcat(path, ".was", NULL);
	char *key = key_of(dir, keyring);
	struct db *old = NULL, *now = NULL;

	g_assert_cmpint(g_rename(path, was), ==, 0);
	GOOD((now = connect_file(was, key, &error)) != NULL);
	GOOD((old = connect_new(path, key, &error)) != NULL);
	old->making = true;
	sqlite3_create_function(old->handle, "blotter_guard", 0, SQLITE_UTF8, NULL, guard_yes, NULL, NULL);
	GOOD(sql_exec(old, "BEGIN", &error));
	GOOD(migrate_apply(old, 0, migrations_len - 1, &error));
	copy_all(old, now);
	GOOD(sql_exec(old, "COMMIT", &error));
	db_close(old);
	db_close(now);
	g_assert_cmpint(g_unlink(was), ==, 0);
	secret_free(key);
}
