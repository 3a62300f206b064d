#include "tests/traps/traps.h"

#include <fcntl.h>
#include <glib.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEX "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef"
#define KEY "x'" HEX "'"
#define KEY_OTHER "x'ff112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef'"
#define KEY_SALT "x'" HEX "0a0b0c0d0e0f101112131415161718ff'"
#define MARKER "SECRETMARKER"
#define PAGE 4096

/* --- small tools --- */

static sqlite3 *connect_with(const char *file, const char *key, const char *page_size)
{
	g_autofree char *pragma = g_strconcat("PRAGMA cipher_page_size = ", page_size, NULL);
	sqlite3 *db;

	if (sqlite3_open(file, &db) != SQLITE_OK)
		_exit(TRAP_UNCLEAR);
	if (key) {
		sqlite3_key(db, key, (int)strlen(key));
		sqlite3_exec(db, pragma, NULL, NULL, NULL);
	}
	return db;
}

static sqlite3 *connect(const char *file, const char *key)
{
	return connect_with(file, key, "4096");
}

static int run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* The setting up of a try: without it nothing can be told. */
static void must(sqlite3 *db, const char *sql)
{
	if (run(db, sql) != SQLITE_OK)
		_exit(TRAP_UNCLEAR);
}

/* First number of the first row; -1: none. */
static sqlite3_int64 number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	sqlite3_int64 value = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

static enum trap_answer has(bool it)
{
	return it ? TRAP_HAS : TRAP_HAS_NOT;
}

/* 500 rows with the marker, and a blob of some pages. */
static sqlite3 *filled(const char *file, const char *key)
{
	sqlite3 *db = connect(file, key);

	must(db, "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
	must(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
		 "INSERT INTO t SELECT i, '" MARKER "' || i || '" MARKER "' || hex(zeroblob(60)) FROM n");
	must(db, "CREATE TABLE b (id INTEGER PRIMARY KEY, x BLOB)");
	must(db, "INSERT INTO b VALUES (1, randomblob(40000))");
	return db;
}

static bool holds_marker(const char *file)
{
	g_autofree char *bytes = NULL;
	size_t len;

	if (!g_file_get_contents(file, &bytes, &len, NULL))
		return false;
	for (size_t i = 0; i + strlen(MARKER) <= len; i++)
		if (memcmp(bytes + i, MARKER, strlen(MARKER)) == 0)
			return true;
	return false;
}

static void read_file(const char *file, char **bytes, size_t *len)
{
	if (!g_file_get_contents(file, bytes, len, NULL))
		_exit(TRAP_UNCLEAR);
}

static void write_file(const char *file, const char *bytes, size_t len)
{
	if (!g_file_set_contents(file, bytes, (gssize)len, NULL))
		_exit(TRAP_UNCLEAR);
}

const char *traps_library(void)
{
	sqlite3 *db = connect(":memory:", KEY);
	sqlite3_stmt *statement;
	const char *text = "?";

	if (sqlite3_prepare_v2(db, "PRAGMA cipher_version", -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		text = (const char *)sqlite3_column_text(statement, 0);
	text = g_strdup_printf("%s (SQLite %s)", text, sqlite3_libversion());
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return text;
}

/* --- keys --- */

static enum trap_answer short_key(void)
{
	sqlite3 *db = filled("a.db", "x'00112233445566778899aabbccddeeff0123456789abcdef0123456789abcde'");

	return has(number(db, "SELECT count(*) FROM t") == 500);
}

static enum trap_answer salt_not_checked(void)
{
	g_autofree char *bytes = NULL;
	size_t len;

	sqlite3_close(filled("a.db", KEY_SALT));
	read_file("a.db", &bytes, &len);
	bytes[3] ^= 1;
	write_file("a.db", bytes, len);
	return has(number(connect("a.db", KEY_SALT), "SELECT count(*) FROM t") == 500);
}

static enum trap_answer wrong_key_late(void)
{
	sqlite3 *db;

	sqlite3_close(filled("a.db", KEY));
	sqlite3_open("a.db", &db);
	return has(sqlite3_key(db, KEY_OTHER, (int)strlen(KEY_OTHER)) == SQLITE_OK);
}

static enum trap_answer odd_page_size(void)
{
	sqlite3 *db = connect_with("a.db", KEY, "1000");

	return has(run(db, "CREATE TABLE t (x)") == SQLITE_OK && number(db, "PRAGMA page_size") != 1000);
}

static enum trap_answer unknown_pragma(void)
{
	return has(run(connect("a.db", KEY), "PRAGMA cipher_no_such_setting = 7") == SQLITE_OK);
}

static enum trap_answer no_integrity_check(void)
{
	sqlite3 *db = filled("a.db", KEY);
	g_autofree char *bytes = NULL;
	size_t len;

	sqlite3_close(db);
	read_file("a.db", &bytes, &len);
	bytes[len - 100] ^= 1;
	write_file("a.db", bytes, len);
	db = connect("a.db", KEY);
	number(db, "SELECT count(*) FROM sqlite_master");
	return has(number(db, "PRAGMA cipher_integrity_check") == -1);
}

/* --- copies --- */

static int copy(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");

	if (!backup)
		return SQLITE_ERROR;
	sqlite3_backup_step(backup, -1);
	return sqlite3_backup_finish(backup);
}

static enum trap_answer backup_in_clear(void)
{
	copy(filled("a.db", KEY), connect("b.db", NULL));
	return has(holds_marker("b.db"));
}

static enum trap_answer backup_page_size(void)
{
	sqlite3 *to = connect_with("b.db", KEY_OTHER, "1024");

	if (copy(filled("a.db", KEY), to) != SQLITE_OK)
		return TRAP_HAS_NOT;
	sqlite3_close(to);
	return has(number(connect_with("b.db", KEY_OTHER, "1024"), "SELECT count(*) FROM t") != 500 &&
		   number(connect("b.db", KEY_OTHER), "SELECT count(*) FROM t") != 500);
}

static enum trap_answer export_loses_version(void)
{
	sqlite3 *db = filled("a.db", KEY);

	must(db, "PRAGMA user_version = 7");
	must(db, "ATTACH 'b.db' AS other KEY \"" KEY_OTHER "\"");
	number(db, "SELECT sqlcipher_export('other')");
	return has(number(db, "PRAGMA other.user_version") == 0);
}

/* --- pages --- */

static enum trap_answer zeroed_page(void)
{
	sqlite3 *db = filled("a.db", KEY);
	sqlite3_stmt *statement;
	g_autofree char *bytes = NULL;
	size_t len;

	sqlite3_close(db);
	read_file("a.db", &bytes, &len);
	memset(bytes + len - PAGE, 0, PAGE);	/* the last page of the blob */
	write_file("a.db", bytes, len);
	db = connect("a.db", KEY);
	if (sqlite3_prepare_v2(db, "SELECT x FROM b", -1, &statement, NULL) != SQLITE_OK)
		return TRAP_UNCLEAR;
	return has(sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_blob(statement, 0));
}

static enum trap_answer old_page(void)
{
	sqlite3 *db = filled("a.db", KEY);
	g_autofree char *before = NULL, *after = NULL;
	size_t len, later;

	must(db, "CREATE TABLE v (x); INSERT INTO v VALUES (1)");
	read_file("a.db", &before, &len);
	must(db, "UPDATE v SET x = 2");
	sqlite3_close(db);
	read_file("a.db", &after, &later);
	if (later != len)
		return TRAP_UNCLEAR;
	memcpy(after + len - PAGE, before + len - PAGE, PAGE);
	write_file("a.db", after, len);
	return has(number(connect("a.db", KEY), "SELECT x FROM v") == 1);
}

static bool reads_all(const char *key)
{
	sqlite3 *db = connect("a.db", key);

	return number(db, "SELECT count(*) FROM t WHERE length(x) > 9") == 500 &&
	       number(db, "SELECT sum(length(x)) FROM b") == 40000;
}

static enum trap_answer rekey_destroys(void)
{
	sqlite3 *db = filled("a.db", KEY), *writer = connect("a.db", KEY);

	must(writer, "BEGIN IMMEDIATE");
	sqlite3_rekey(db, KEY_OTHER, (int)strlen(KEY_OTHER));
	must(writer, "COMMIT");
	sqlite3_close(writer);
	run(db, "UPDATE t SET x = x || '.' WHERE id < 300");
	sqlite3_close(db);
	return has(!reads_all(KEY) && !reads_all(KEY_OTHER));
}

/* --- what reaches the disk and the terminal --- */

static bool open_file_holds_marker(void)
{
	for (int fd = 3; fd < 64; fd++) {
		g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);

		if (holds_marker(path))
			return true;
	}
	return false;
}

static enum trap_answer temporary_in_clear(void)
{
	sqlite3 *db = filled("a.db", KEY);

	must(db, "PRAGMA temp_store = FILE");
	must(db, "PRAGMA temp.cache_size = 2");
	must(db, "CREATE TEMP TABLE c AS SELECT a.x FROM t a, t b LIMIT 20000");
	return has(open_file_holds_marker());
}

static enum trap_answer mode_open(void)
{
	struct stat st;

	umask(022);
	sqlite3_close(filled("a.db", KEY));
	return has(stat("a.db", &st) == 0 && (st.st_mode & 077) != 0);
}

static enum trap_answer journal_in_clear(void)
{
	sqlite3 *db = filled("a.db", KEY);

	must(db, "PRAGMA cache_size = 3");
	must(db, "BEGIN; UPDATE t SET x = x || '.'");
	return has(holds_marker("a.db-journal") || holds_marker("a.db"));
}

static enum trap_answer speaks(void)
{
	int fd = open("stderr", O_RDWR | O_CREAT, 0600);
	struct stat st;

	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		return TRAP_UNCLEAR;
	sqlite3_close(filled("a.db", KEY));
	number(connect("a.db", KEY_OTHER), "SELECT count(*) FROM t");
	return has(fstat(fd, &st) == 0 && st.st_size > 0);
}

/* --- memory --- */

static unsigned left;	/* allocations of libcrypto until one fails; 0: none does */
static bool ending;	/* … and the process with it */

static bool fails_now(void)
{
	if (left == 0 || --left > 0)
		return false;
	if (ending)
		_exit(holds_marker("a.db") || holds_marker("a.db-journal") ? TRAP_HAS : TRAP_HAS_NOT);
	return true;
}

static void *allocate(size_t len, const char *file, int line)
{
	(void)file, (void)line;
	return fails_now() ? NULL : malloc(len);
}

static void *reallocate(void *p, size_t len, const char *file, int line)
{
	(void)file, (void)line;
	return fails_now() ? NULL : realloc(p, len);
}

static void release(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* In a process of its own: a commit whose nth allocation in libcrypto fails. */
static void commit_failing(unsigned n)
{
	sqlite3 *db;

	unlink("a.db");
	unlink("a.db-journal");
	if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1)
		_exit(TRAP_UNCLEAR);
	db = filled("a.db", KEY);
	must(db, "BEGIN; UPDATE t SET x = x || '.'");
	left = n;
	run(db, "COMMIT");
	if (left > 0)
		_exit(TRAP_UNCLEAR);	/* so many there are not */
	_exit(holds_marker("a.db") || holds_marker("a.db-journal") ? TRAP_HAS : TRAP_HAS_NOT);
}

static enum trap_answer write_without_memory(void)
{
	enum trap_answer answer = TRAP_UNCLEAR;

	for (unsigned n = 1; n <= 200 && answer != TRAP_HAS; n++) {
		int status;
		pid_t pid = fork();

		if (pid == 0)
			commit_failing(n);
		if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
			continue;	/* a crash writes nothing */
		if (WEXITSTATUS(status) == TRAP_UNCLEAR)
			break;
		answer = (enum trap_answer)WEXITSTATUS(status);
	}
	/* None of these allocations does it; others might. */
	return answer == TRAP_HAS ? TRAP_HAS : TRAP_UNCLEAR;
}

static enum trap_answer write_without_memory_ending(void)
{
	ending = true;
	return write_without_memory();
}

/* --- SQL --- */

static enum trap_answer replace_passes_guard(void)
{
	sqlite3 *db = filled("a.db", KEY);

	must(db, "CREATE TRIGGER g BEFORE DELETE ON t BEGIN SELECT raise(ABORT, 'no'); END");
	return has(run(db, "INSERT OR REPLACE INTO t VALUES (1, 'other')") == SQLITE_OK);
}

static enum trap_answer tokenizer_pointer(void)
{
	sqlite3 *db = connect("a.db", KEY);

	return has(number(db, "SELECT length(fts3_tokenizer('simple'))") > 0);
}

static enum trap_answer loads_extensions(void)
{
	char *why = NULL;
	int rc = sqlite3_exec(connect("a.db", KEY), "SELECT load_extension('/nowhere')", NULL, NULL, &why);

	return has(rc != SQLITE_OK && why && !strstr(why, "not authorized") && !strstr(why, "no such function"));
}

const struct trap traps[] = {
	{ "takes a key of 63 hex digits for a passphrase, silently", short_key },
	{ "does not check bytes 0 to 15 of the file when the key brings the salt", salt_not_checked },
	{ "says nothing to a wrong key before the first statement", wrong_key_late },
	{ "takes a page size that it does not use", odd_page_size },
	{ "passes over unknown settings", unknown_pragma },
	{ "has no cipher_integrity_check", no_integrity_check },
	{ "copies in clear into a database without a key", backup_in_clear },
	{ "makes an unusable copy at another page size", backup_page_size },
	{ "loses user_version in sqlcipher_export", export_loses_version },
	{ "lets a page of zeros pass", zeroed_page },
	{ "lets an older copy of a page pass", old_page },
	{ "destroys the database by rekey while somebody else writes", rekey_destroys },
	{ "writes temporary files in clear (temp_store = FILE)", temporary_in_clear },
	{ "makes files that others may read (mode 0644)", mode_open },
	{ "writes the journal in clear", journal_in_clear },
	{ "writes to standard error", speaks },
	{ "writes in clear when libcrypto has no memory", write_without_memory },
	{ "… even when the process ends at that very moment", write_without_memory_ending },
	{ "lets INSERT OR REPLACE pass a guard against deletion", replace_passes_guard },
	{ "gives away a pointer through fts3_tokenizer()", tokenizer_pointer },
	{ "loads extensions from SQL", loads_extensions },
	{ 0 },
};
