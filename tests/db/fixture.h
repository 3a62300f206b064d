/* A store with one signer, made without a keyring: what the tests of db/ stand on. */
#ifndef TESTS_DB_FIXTURE_H
#define TESTS_DB_FIXTURE_H

#include <sqlite3.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "db/row.h"
#include "db/store.h"
#include "db/store_internal.h"
#include "db/ticket.h"
#include "db/tx.h"
#include "src/rules/access.h"
#include "src/rules/case_fields.h"
#include "src/rules/escalation.h"
#include "src/rules/note.h"
#include "src/rules/signer.h"
#include "src/rules/user.h"

#define UUID "6f1c2b1e-0000-4000-8000-000000000001"
#define KEY "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" \
	    "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf'"
#define NOW INT64_C(1795143120000)

struct fixture {
	char *dir, *path, *anchor;
	int64_t now;
	struct clock clock;
	struct store_public public;
	struct store store;
};

static const uint8_t fixture_salt[DB_SALT_LEN] = { 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7,
						   0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf };
static const struct stamp bea = {
	.actor = "bea", .signer = "bea", .roles = "handler@soc", .origin = "tty /dev/pts/3",
	.action = "case-edit",
};

static inline int64_t fixture_now(void *data)
{
	return (*(int64_t *)data)++;
}

static inline void good(bool ok, GError *error)
{
	g_assert_no_error(error);
	g_assert_true(ok);
}
#define OK(call)                                                                                   \
	do {                                                                                       \
		g_autoptr(GError) error = NULL;                                                    \
		bool ok_ = (call);                                                                 \
		good(ok_, error);                                                                  \
	} while (0)
#define REFUSED(call, part) do { \
	g_autoptr(GError) error = NULL; \
	g_assert_false(call); \
	g_assert_nonnull(error); \
	if (!strstr(error->message, part)) \
		g_error("\"%s\" does not say \"%s\"", error->message, part); \
} while (0)

static inline struct tx *begin(struct fixture *f, const struct stamp *stamp)
{
	g_autoptr(GError) error = NULL;
	struct tx *tx = tx_begin(&f->store, stamp, &error);

	g_assert_no_error(error);
	return tx;
}

static inline void commit(struct tx *tx)
{
	g_autofree char *warning = NULL;

	OK(tx_commit(tx, &warning, &error));
	g_assert_cmpstr(warning, ==, NULL);
}

static inline void signer_add(struct fixture *f, struct tx *tx, const char *name)
{
	CLEANUP(record_free) struct record *signer = record_new(&signer_object);
	g_autofree char *hex = crypt_hex(f->store.keys->sign_public, KEY_LEN);

	record_set(signer, SIGNER_USER, name);
	record_set(signer, SIGNER_PUBLIC, hex);
	OK(tx_insert(tx, signer, &error));
}

static inline void fixture_open(struct fixture *f)
{
	g_autoptr(GError) error = NULL;

	f->store.db = db_open(f->path, KEY, fixture_salt, UUID, NULL, &error);
	g_assert_no_error(error);
}

static inline void fixture_close(struct fixture *f)
{
	g_clear_pointer(&f->store.db, db_close);
}

static inline struct fixture *fixture_new(void)
{
	struct fixture *f = g_new0(struct fixture, 1);
	g_autofree char *lock = NULL;
	g_autoptr(GError) error = NULL;
	struct tx *tx;

	f->dir = g_dir_make_tmp("blotter-XXXXXX", &error);
	g_assert_no_error(error);
	f->path = g_build_filename(f->dir, "cases-0001.db", NULL);
	f->anchor = g_build_filename(f->dir, "anchor", NULL);
	lock = g_build_filename(f->dir, "lock", NULL);
	f->now = NOW;
	f->clock = (struct clock){ fixture_now, fixture_now, &f->now };
	f->public = (struct store_public){ .uuid = (char *)UUID, .anchor = f->anchor };
	f->store.clock = &f->clock;
	f->store.public = &f->public;
	f->store.keys = keys_new();
	g_assert_true(keys_sign_pair(f->store.keys));
	f->store.lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	f->store.patience_ms = TICKET_WAIT_MS;
	f->store.db = db_create(f->path, KEY, fixture_salt, UUID, &error);
	g_assert_no_error(error);
	tx = begin(f, &bea);
	signer_add(f, tx, "bea");
	commit(tx);
	return f;
}

static inline void fixture_free(struct fixture *f)
{
	const char *name;
	GDir *dir;

	fixture_close(f);
	keys_free(f->store.keys);
	close(f->store.lock_fd);
	dir = g_dir_open(f->dir, 0, NULL);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(f->dir, name, NULL);

		g_unlink(path);
	}
	g_dir_close(dir);
	g_rmdir(f->dir);
	g_free(f->dir);
	g_free(f->path);
	g_free(f->anchor);
	g_free(f);
}

/* A case with what its table demands; more is up to the test. */
static inline struct record *case_new(int number, const char *group)
{
	struct record *record = record_new(&case_object);
	g_autofree char *id = g_strdup_printf("INC-2026-%04d", number);
	g_autofree char *uuid = crypt_uuid();

	record_set(record, CASE_ID, id);
	record_set(record, CASE_UUID, uuid);
	record_set(record, CASE_ID_PREFIX, "INC");
	record_set(record, CASE_ID_YEAR, "2026");
	record_set_int(record, CASE_ID_NUMBER, number);
	record_set(record, CASE_TITLE, "Mail with a link");
	record_set(record, CASE_GROUP, group);
	record_set(record, CASE_STATE, "new");
	record_set(record, CASE_SEVERITY, "SEV3");
	record_set(record, CASE_OPEN, "1");
	record_set(record, CASE_SEV_RANK, "3");
	record_set_int(record, CASE_DUE_RANK, NOW + number);
	record_set(record, CASE_REVISION, "1");
	return record;
}

static inline void case_add(struct fixture *f, int number, const char *group)
{
	CLEANUP(record_free) struct record *record = case_new(number, group);
	struct tx *tx = begin(f, &bea);

	OK(tx_insert(tx, record, &error));
	commit(tx);
}

static inline void case_set(struct fixture *f, const char *id, size_t field, const char *value)
{
	CLEANUP(record_free) struct record *before = NULL;
	CLEANUP(record_free) struct record *after = NULL;
	struct tx *tx = begin(f, &bea);

	OK(tx_load(tx, &case_object, CASE_ID, id, &before, &error));
	g_assert_nonnull(before);
	after = record_copy(before);
	record_set(after, field, value);
	record_set_int(after, CASE_REVISION, record_int(before, CASE_REVISION) + 1);
	OK(tx_update(tx, before, after, &error));
	commit(tx);
}

static inline void guard_yes(sqlite3_context *context, int n, sqlite3_value **values)
{
	(void)n, (void)values;
	sqlite3_result_int(context, 1);
}

/* Somebody with the key and a plain sqlcipher shell; guard: who also made up our function. */
static inline sqlite3 *shell_open(const struct fixture *f, bool guard)
{
	sqlite3 *shell;

	g_assert_cmpint(sqlite3_open(f->path, &shell), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_key(shell, KEY, DB_KEY_TEXT_LEN), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(shell,
				     "PRAGMA cipher_compatibility = 3; "
				     "PRAGMA cipher_page_size = 4096",
				     NULL, NULL, NULL),
			==, SQLITE_OK);
	if (guard)
		sqlite3_create_function(shell, "blotter_guard", 0, SQLITE_UTF8, NULL, guard_yes,
					NULL, NULL);
	return shell;
}

/* The error text, or NULL when it was done. Free with g_free. */
static inline char *shell_run(const struct fixture *f, bool guard, const char *sql)
{
	sqlite3 *shell = shell_open(f, guard);
	int rc = sqlite3_exec(shell, sql, NULL, NULL, NULL);
	char *why = rc == SQLITE_OK ? NULL : g_strdup(sqlite3_errmsg(shell));

	sqlite3_close(shell);
	return why;
}

#endif
