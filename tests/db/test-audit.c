/* Whatever is changed past the program is found, and the first bad entry is named. */
#include "tests/db/fixture.h"
#include "tests/tally.h"

#include "db/audit.h"
#include "db/canon.h"
#include "src/rules/alert.h"

/* 2, 3: a case made and changed; 4-6: one transaction of three; 7: a note; 8, 9: an alert. */
static struct fixture *worked(void)
{
	static const struct stamp denied = { "bea",	    "bea",
					     "handler@soc", "tty /dev/pts/3",
					     "case-close",  "done with it" };
	struct fixture *f = fixture_new();
	CLEANUP(record_free) struct record *note = record_new(&note_object);
	CLEANUP(record_free) struct record *alert = record_new(&alert_object);
	CLEANUP(record_free) struct record *promoted = NULL;
	char *sha256;
	struct tx *tx;

	case_add(f, 1, "soc");
	case_set(f, "INC-2026-0001", CASE_TITLE, "Mail with a bad link");
	tx = begin(f, &denied);
	OK(tx_entry(tx, "case:INC-2026-0001", "denied", NULL, &error));
	OK(tx_entry(tx, "", "done", "because", &error));
	OK(tx_entry(tx, "user:bea", "done", NULL, &error));
	commit(tx);
	tx = begin(f, &bea);
	record_set(note, NOTE_CASE, "INC-2026-0001");
	record_set(note, NOTE_TEXT, "seen");
	OK(tx_insert(tx, note, &error));
	OK(tx_keep_raw(tx, "{}", 2, &sha256, &error));
	record_set(alert, ALERT_SOURCE, "wazuh");
	record_set(alert, ALERT_KEY, "1");
	record_set(alert, ALERT_FORMAT, "wazuh");
	record_take(alert, ALERT_RAW_SHA256, sha256);
	OK(tx_insert(tx, alert, &error));
	promoted = record_copy(alert);
	record_set(promoted, ALERT_CASE, "INC-2026-0001");
	OK(tx_update(tx, alert, promoted, &error));
	commit(tx);
	return f;
}

static void verify(struct fixture *f, int64_t bad, const char *why)
{
	struct audit_verdict verdict;

	OK(audit_verify(&f->store, AUDIT_LIVE, &verdict, &error));
	if (verdict.bad_seq != bad ||
	    (why ? !verdict.why || !strstr(verdict.why, why) : !!verdict.why))
		g_error("entry %d: %s; not entry %d: %s", (int)verdict.bad_seq, verdict.why,
			(int)bad, why);
	audit_verdict_clear(&verdict);
}

static void test_good(void)
{
	struct fixture *f = worked();
	struct audit_verdict verdict;

	OK(audit_verify(&f->store, AUDIT_LIVE, &verdict, &error));
	g_assert_cmpstr(verdict.why, ==, NULL);
	g_assert_cmpint(verdict.entries, ==, 9);
	g_assert_cmpint(verdict.rows, ==, 4);
	g_assert_cmpint(verdict.signatures, ==, 5);
	g_assert_cmpint(verdict.head_seq, ==, 9);
	g_assert_cmpuint(strlen(verdict.head), ==, 64);
	audit_verdict_clear(&verdict);
	fixture_free(f);
}

/* What somebody can do who has the key and takes the triggers away first. */
#define FREE                                                                                       \
	"DROP TRIGGER audit_update; DROP TRIGGER audit_delete; DROP TRIGGER audit_insert; "        \
	"DROP TRIGGER cases_update; DROP TRIGGER cases_delete; DROP TRIGGER notes_update; "        \
	"DROP TRIGGER notes_insert; "                                                              \
	"DROP TRIGGER notes_delete; DROP TRIGGER raw_update; "                                     \
	"DROP TRIGGER raw_delete; DROP TRIGGER alerts_update; "

#define LEAST "-9223372036854775808"

static unsigned tampered;

static void tamper(const char *sql, int64_t bad, const char *why)
{
	struct fixture *f = worked();
	g_autofree char *all = g_strconcat(FREE, sql, NULL);
	g_autofree char *failed = shell_run(f, true, all);

	if (failed)
		g_error("%s: %s", sql, failed);
	verify(f, bad, why);
	tampered++;
	fixture_free(f);
}

static void test_edit(void)
{
	static const char *const columns[] = { "actor", "action", "object", NULL };

	tamper("UPDATE audit SET line = replace(line, '\"done\"', '\"denied\"') WHERE seq = 3", 3,
	       "signature is not that of \"bea\"");
	tamper("UPDATE audit SET line = replace(line, '\"done\"', '\"denied\"') WHERE seq = 5", 5,
	       "entry 5 was changed: entry 6 names another one");
	tamper("UPDATE audit SET line = replace(line, '\"done\"', '\"denied\"') WHERE seq = 9", 9,
	       "signature");
	tamper("UPDATE audit SET line = '{}' WHERE seq = 4", 4, "damaged");
	tamper("UPDATE audit SET line = '' WHERE seq = 4", 4, "damaged");
	tamper("UPDATE audit SET line = line || ' ' WHERE seq = 4", 4, "damaged");
	tamper("UPDATE audit SET line = CAST(CAST(line AS BLOB) || x'0078' AS TEXT) WHERE seq = 9", 9,
	       "damaged");
	for (size_t i = 0; columns[i]; i++) {
		g_autofree char *sql = g_strdup_printf("UPDATE audit SET %s = CAST(CAST(%s AS BLOB) || x'0078' AS "
						       "TEXT) WHERE seq = 3", columns[i], columns[i]);

		tamper(sql, 3, "filed under");
	}
	tamper("UPDATE audit SET line = replace(line, '\"revision\":2', '\"revision\":\"2\"') "
	       "WHERE seq = 3", 3, "damaged");
	tamper("UPDATE audit SET line = replace(line, '\"boot\":', '\"boot\": ') WHERE seq = 3", 3,
	       "damaged");
	tamper("UPDATE audit SET line = replace(line, '\"bea\"', '\"be\\u0061\"') WHERE seq = 3", 3,
	       "damaged");
	tamper("UPDATE audit SET actor = 'eve' WHERE seq = 3", 3, "filed under something else");
	tamper("UPDATE audit SET time = 1 WHERE seq = 3", 3, "filed under something else");
	tamper("UPDATE audit SET case_id = NULL WHERE seq = 3", 3, "filed under something else");
	tamper("UPDATE audit SET case_id = NULL WHERE seq = 7", 7, "filed under another case");
	tamper("UPDATE audit SET object = 'case:INC-2026-0002' WHERE seq = 3", 3, "filed under");
	tamper("UPDATE audit SET sig = NULL WHERE seq = 3", 3, "not signed");
	tamper("UPDATE audit SET sig = NULL WHERE seq = 9", 7, "not signed");
	tamper("UPDATE audit SET sig = zeroblob(64) WHERE seq = 3", 3, "signature is not that");
	tamper("UPDATE audit SET sig = (SELECT sig FROM audit WHERE seq = 2) WHERE seq = 3", 3,
	       "signature is not that");
}

static void test_remove(void)
{
	tamper("DELETE FROM audit WHERE seq = 3", 3, "entry 3 is missing");
	tamper("DELETE FROM audit WHERE seq = 1", 1, "entry 1 is missing");
	tamper("DELETE FROM audit WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 6;"
	       "UPDATE audit SET seq = seq - 1 WHERE seq > 6", 5, "");
	tamper("DELETE FROM audit WHERE seq = 6", 6, "entry 6 is missing");
	tamper("INSERT INTO audit SELECT 0, line, object, case_id, action, actor, time, sig, texts FROM "
	       "audit "
	       "WHERE seq = 3",
	       1, "entry 1 is missing");
	tamper("INSERT INTO audit SELECT 10, line, object, case_id, action, actor, time, sig, texts FROM "
	       "audit "
	       "WHERE seq = 9",
	       10, "out of its place");
}

static void test_reorder(void)
{
	tamper("UPDATE audit SET seq = 90 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;"
	       "UPDATE audit SET seq = 5 WHERE seq = 90", 4, "out of its place: its line says 5");
	tamper("UPDATE audit SET seq = 90 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5;"
	       "UPDATE audit SET seq = 5 WHERE seq = 90;"
	       "UPDATE audit SET line = replace(line, '\"seq\":5', '\"seq\":4') WHERE seq = 4",
	       4, "");
}

/* Cut off: only the anchor can tell. Without it a cut is not seen: stated in the manual. */
static void test_truncate(void)
{
	static const char cut[] =
		"DELETE FROM alerts; DELETE FROM notes; "
		"DELETE FROM audit WHERE seq > 3";
	struct fixture *f = worked();
	g_autofree char *all = g_strconcat(FREE, "DROP TRIGGER alerts_delete; ", cut, NULL);

	g_assert_cmpstr(shell_run(f, true, all), ==, NULL);
	verify(f, 4, "the log ends at entry 3, but the anchor file saw entry 9");
	TALLY_FOUND("Tampering", "the log cut off before what its anchor file saw", 1, 1);
	f->public.anchor = NULL;
	verify(f, 0, NULL);
	TALLY_FOUND("Tampering", "the log cut off, and no anchor file: known, and in the manual", 1, 0);
	fixture_free(f);
}

/* Other lines around text, and something between them. */
static void noisy_anchor(struct fixture *f, const char *text, const char *noise)
{
	g_autofree char *all = g_strdup_printf("v1 other-store 99 %064d 1\n%s%s", 0, noise, text);

	g_assert_true(g_file_set_contents(f->anchor, all, -1, NULL));
}

static void noise_accept(struct fixture *f)
{
	static const struct stamp accept = { "bea", "bea", "", "tty", AUDIT_ROLLBACK, "the disk was bad" };
	g_autofree char *object = NULL;
	bool behind;
	struct audit_gap gap;
	struct tx *tx;

	OK(audit_behind(&f->store, &behind, &gap, &error));
	g_assert_false(behind);
	OK(audit_noise(&f->store, &object, &error));
	g_assert_nonnull(object);
	tx = begin(f, &accept);
	OK(tx_entry(tx, object, "done", NULL, &error));
	commit(tx);
	g_clear_pointer(&object, g_free);
	OK(audit_noise(&f->store, &object, &error));
	g_assert_null(object);
}

/* A loss of power leaves the front of a line, of any length. */
static void test_cut_line(void)
{
	struct fixture *f = worked();
	g_autofree char *line = g_strdup_printf("v1 " UUID " 123456 %064d 1767225600000", 0);
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(f->anchor, &text, NULL, NULL));
	for (size_t len = 1; len <= strlen(line) - strlen("1767225600000"); len++) {
		g_autofree char *all = g_strdup_printf("%.*s\n%s", (int)len, line, text);

		g_assert_true(g_file_set_contents(f->anchor, all, -1, NULL));
		verify(f, 0, NULL);
	}
	noisy_anchor(f, text, "v1 " UUID " 1234z\n");
	verify(f, 0, "line 2 of the anchor file is damaged");
	fixture_free(f);
}

static void test_anchor(void)
{
	struct fixture *f = worked();
	g_autofree char *text = NULL;
	g_autofree char *other = NULL;
	g_autoptr(GString) changed = NULL;
	char *digit;

	g_assert_true(g_file_get_contents(f->anchor, &text, NULL, NULL));
	changed = g_string_new(text);
	digit = strchr(changed->str, '\n') - 40;
	*digit = *digit == '1' ? '2' : '1';
	g_assert_true(g_file_set_contents(f->anchor, changed->str, -1, NULL));
	verify(f, 1, "is not the one that the anchor file saw");

	/* other stores' lines, and one cut off by a loss of power, are passed over */
	other = g_strdup_printf("v1 other-store 99 %064d 1\n%sv1 " UUID " 1", 0, text);
	g_assert_true(g_file_set_contents(f->anchor, other, -1, NULL));
	verify(f, 0, NULL);
	case_add(f, 2, "soc");
	verify(f, 0, NULL);
	g_assert_true(g_file_set_contents(f->anchor, "nonsense\n", -1, NULL));
	verify(f, 0, "line 1 of the anchor file");

	/* noise is told with its line, hides nothing that comes after it, and can be lived with */
	noisy_anchor(f, text, "nonsense\x01\n");
	verify(f, 0, "line 2 of the anchor file is damaged (1 line is)");
	noise_accept(f);
	verify(f, 0, NULL);
	noisy_anchor(f, text, "other nonsense\n");
	verify(f, 0, "line 2 of the anchor file");
	noisy_anchor(f, changed->str, "nonsense\n");
	verify(f, 1, "is not the one that the anchor file saw");
	g_assert_cmpint(g_unlink(f->anchor), ==, 0);
	verify(f, 0, NULL);
	fixture_free(f);
}

static void test_rows(void)
{
	tamper("UPDATE cases SET title = 'Nothing happened'", 3,
	       "case:INC-2026-0001 is not as entry 3");
	tamper("UPDATE cases SET owner = 'eve'", 3, "is not as entry 3 left it");
	tamper("UPDATE cases SET owner = x'626561'", 3, "damaged value in \"owner\"");
	tamper("UPDATE cases SET title = CAST(CAST(title AS BLOB) || x'0078' AS TEXT)", 3,
	       "damaged value in \"title\"");
	tamper("UPDATE cases SET seq = 2", 3, "older than entry 3");
	tamper("UPDATE cases SET seq = 8", 8, "is not as entry 8");
	tamper("UPDATE cases SET salt = x'00'", 3, "is not as entry 3");
	tamper("UPDATE notes SET body = 'other'", 7, "note:1 is not as entry 7");
	tamper("DELETE FROM notes", 7, "note:1, which entry 7 wrote, is gone");
	tamper("UPDATE notes SET pk = 2", 7, "gone");
	tamper("INSERT INTO notes (pk, seq, salt, case_id) VALUES (2, 7, x'00', 'INC-2026-0001')",
	       7, "note:2 is not as entry 7");
	tamper("INSERT INTO notes (pk, seq, salt, case_id) VALUES (2, 99, x'00', 'INC-2026-0001')",
	       99, "note:2 is not as entry 99");
	tamper("INSERT INTO notes (pk, seq, salt, case_id, author, created_at, body) "
	       "SELECT pk + 1, seq, salt, case_id, author, created_at, body FROM notes", 7,
	       "note:2 is not as entry 7");
	tamper("INSERT INTO notes (pk, seq, salt, case_id) VALUES (1 << 40, 7, x'00', 'INC-2026-0001')",
	       7, "note:1099511627776 is not as entry 7");
	tamper("INSERT INTO notes (pk, seq, salt, case_id) VALUES (-8, 7, x'00', 'INC-2026-0001')",
	       7, "note:-8 is not as entry 7");
	/* the smallest number there is: what is read in slices begins behind it */
	tamper("INSERT INTO notes (pk, seq, salt, case_id) VALUES (" LEAST ", 7, x'00', 'INC-2026-0001')", 0,
	       "a row of notes has a number that no program gives");
	tamper("INSERT INTO raw (rowid, sha256, size, bytes) VALUES (" LEAST ", 'x', 1, 'x')", 0, "a row of raw");
	tamper("INSERT INTO audit SELECT " LEAST ", line, object, case_id, action, actor, time, sig, texts FROM audit "
	       "WHERE seq = 3", 0, "a row of audit has");
	tamper("UPDATE raw SET bytes = '[]'", 9, "raw bytes");
	tamper("UPDATE raw SET size = 3", 9, "raw bytes");
	tamper("DELETE FROM raw", 9, "raw bytes of alert:1 are gone");
}

/* … of entry 5: 17 bytes before the length of "tty /dev/pts/3", 17 before that of "because". */
static void test_texts(void)
{
	static const char put[] = "UPDATE audit SET texts = CAST(%s AS BLOB) WHERE seq = %d";
	static const struct { int64_t seq; const char *texts, *why; } ways[] = {
		{ 5, "replace(texts, 'because', 'beeause')", "reason of entry 5 was changed" },
		{ 5, "replace(texts, '7:because', '8:because' || x'00')", "reason of entry 5 was changed" },
		{ 5, "replace(texts, '7:because', '6:because')", "reason of entry 5 was changed" },
		{ 5, "replace(texts, '7:because', '07:because')", NULL },	/* read all the same */
		{ 5, "replace(texts, '7:because', '8:because')", "reason of entry 5 is missing" },
		{ 5, "replace(texts, '7:because', '18446744073709551623:because')", "reason of entry 5 is missing" },
		{ 5, "replace(texts, '7:because', ':because')", "reason of entry 5 is missing" },
		{ 5, "replace(texts, '7:because', '7')", "reason of entry 5 is missing" },
		{ 5, "substr(texts, 1, 34)", "reason of entry 5 is missing" },
		{ 5, "substr(texts, 1, 40)", "reason of entry 5 is missing" },
		{ 5, "substr(texts, 35) || substr(texts, 1, 34)", "origin of entry 5 was changed" },
		{ 5, "'*' || substr(texts, 2)", "origin of entry 5 is missing" },
		{ 5, "'+' || zeroblob(16) || substr(texts, 18)", "origin of entry 5 was changed" },
		{ 5, "texts || '-'", "a text too many" },
		{ 5, "texts || x'00'", "a text too many" },
		{ 5, "NULL", "origin of entry 5 is missing" },
		{ 3, "replace(texts, 'Mail with a bad link', 'Mail with a bad lynk')", "title of entry 3 was changed" },
		{ 3, "(SELECT texts FROM audit WHERE seq = 2)", "of entry 3 was changed" },
		{ 1, "'---'", NULL },		/* a lawful purge leaves all good */
		{ 5, "'--'", NULL },
		{ 5, "'-' || substr(texts, 35)", NULL },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *sql = g_strdup_printf(put, ways[i].texts, (int)ways[i].seq);

		tamper(sql, ways[i].why ? ways[i].seq : 0, ways[i].why);
	}
}

/* Signed by somebody who is not the signer named, also where the own key is announced anew. */
static void test_foreign(void)
{
	static const struct stamp eve = { "eve", "eve", "", "tty", "login", NULL };
	static const struct stamp as_bea = { "bea", "bea", "", "tty", "login", NULL };
	struct fixture *f = worked();
	struct tx *tx = begin(f, &eve);

	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
	verify(f, 10, "signed by \"eve\", whose key the log did not announce");
	fixture_free(f);

	f = worked();
	g_assert_true(keys_sign_pair(f->store.keys));
	tx = begin(f, &as_bea);
	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
	verify(f, 10, "signature is not that of \"bea\"");
	fixture_free(f);

	f = worked();
	g_assert_true(keys_sign_pair(f->store.keys));
	tx = begin(f, &as_bea);
	signer_add(f, tx, "bea");
	commit(tx);
	verify(f, 10, "signature is not that of \"bea\"");
	fixture_free(f);
}

/* A key announced by somebody whose signature counts is good from the next act on. */
static void test_new_key(void)
{
	static const struct stamp ida = { "ida", "ida", "", "tty", "login", NULL };
	struct fixture *f = worked();
	CLEANUP(record_free) struct record *user = record_new(&user_object);
	struct keys *bea_keys = f->store.keys, *ida_keys = keys_new();
	g_autofree char *hex = NULL;
	struct tx *tx = begin(f, &bea);

	g_assert_true(keys_sign_pair(ida_keys));
	hex = crypt_hex(ida_keys->sign_public, KEY_LEN);
	record_set(user, USER_NAME, "ida");
	record_set(user, USER_PUBLIC_SIGN, hex);
	OK(tx_insert(tx, user, &error));
	commit(tx);
	f->store.keys = ida_keys;
	tx = begin(f, &ida);
	OK(tx_entry(tx, "", "done", NULL, &error));
	commit(tx);
	verify(f, 0, NULL);
	keys_free(bea_keys);
	fixture_free(f);
}

static void test_many(void)
{
	struct fixture *f = fixture_new();

	for (int i = 0; i < 3; i++) {
		struct tx *tx = begin(f, &bea);

		for (int j = 0; j < 400; j++)
			OK(tx_entry(tx, "", "done", "many", &error));
		commit(tx);
	}
	verify(f, 0, NULL);
	fixture_free(f);
}

static void test_read(void)
{
	struct fixture *f = worked();
	struct audit_filter filter = { .after = -1 };
	g_autoptr(GPtrArray) all = audit_read(&f->store, &filter, NULL);
	const struct audit_entry *entry;

	g_assert_cmpuint(all->len, ==, 9);
	entry = all->pdata[0];
	g_assert_cmpint(entry->seq, ==, 9);
	g_assert_cmpstr(entry->object, ==, "alert:1");
	g_assert_cmpstr(entry->changes, ==, "case: - -> INC-2026-0001");
	entry = all->pdata[6];
	g_assert_cmpint(entry->seq, ==, 3);
	g_assert_cmpstr(entry->changes, ==, "revision: 1 -> 2; "
			"title: Mail with a link -> Mail with a bad link");
	g_assert_cmpstr(entry->origin, ==, "tty /dev/pts/3");
	g_assert_cmpstr(entry->actor, ==, "bea");
	entry = all->pdata[4];
	g_assert_cmpstr(entry->reason, ==, "because");
	entry = all->pdata[5];
	g_assert_cmpstr(entry->reason, ==, "done with it");
	g_assert_cmpstr(entry->result, ==, "denied");
	fixture_free(f);
}

static void seqs(struct fixture *f, const struct audit_filter *filter, const char *expected)
{
	g_autoptr(GPtrArray) entries = audit_read(&f->store, filter, NULL);
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < entries->len; i++)
		g_string_append_printf(list, "%d ",
				       (int)((struct audit_entry *)entries->pdata[i])->seq);
	g_assert_cmpstr(list->str, ==, expected);
}

static void test_filter(void)
{
	struct fixture *f = worked();
	struct audit_filter filter = { .after = -1, .limit = 2 };

	seqs(f, &filter, "9 8 ");
	filter.before = 8;
	seqs(f, &filter, "7 6 ");
	filter = (struct audit_filter){ .after = 0, .limit = 3 };
	seqs(f, &filter, "1 2 3 ");
	filter.after = 7;
	seqs(f, &filter, "8 9 ");
	filter = (struct audit_filter){ .after = -1, .object = "case:INC-2026-0001" };
	seqs(f, &filter, "9 7 4 3 2 ");
	filter.object = "user:bea";
	seqs(f, &filter, "6 ");
	filter = (struct audit_filter){ .after = -1, .actor = "eve" };
	seqs(f, &filter, "");
	fixture_free(f);
}

static int run(const char *dir, const char *script)
{
	g_autofree char *quoted = g_shell_quote(dir);
	g_autofree char *line = g_strdup_printf("cd %s && %s", quoted, script);
	const char *argv[] = { "/bin/sh", "-c", line, NULL };
	int status = -1;

	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL,
				   G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
				   NULL, NULL, NULL, &status, NULL));
	return status;
}

/* The README's own block checks the export, and finds what was changed in it. */
static void test_export(void)
{
	static const char check[] = "awk '/^```$/ { on = 0 } on; /^```sh$/ { on = 1 }' README | sh";
	struct fixture *f = worked();
	g_autofree char *dir = g_build_filename(f->dir, "export", NULL);

	OK(audit_export(&f->store, dir, &error));
	REFUSED(audit_export(&f->store, dir, &error), "exists already");
	if (run(dir, "command -v openssl sha256sum") == 0) {
		g_assert_cmpint(run(dir, check), ==, 0);
		g_assert_cmpint(run(dir, "cp audit.jsonl a && sed '5s/because/b/;5s/done/failed/' "
					 "a >audit.jsonl"),
				==, 0);
		g_assert_cmpint(run(dir, check), !=, 0);
		g_assert_cmpint(run(dir, "sed 5d a >audit.jsonl"), ==, 0);
		g_assert_cmpint(run(dir, check), !=, 0);
		g_assert_cmpint(run(dir, "cp a audit.jsonl; cp signatures.tsv s; "
				    "sed '2s/\t./\tf/;2s/\tf./\t00/' s >signatures.tsv"), ==, 0);
		g_assert_cmpint(run(dir, check), !=, 0);
	} else {
		g_test_skip("no openssl here");
	}
	g_assert_cmpint(run(f->dir, "rm -r export"), ==, 0);
	fixture_free(f);
}

int main(int argc, char **argv)
{
	int failed;

	crypt_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/audit/good", test_good);
	g_test_add_func("/audit/edit", test_edit);
	g_test_add_func("/audit/remove", test_remove);
	g_test_add_func("/audit/reorder", test_reorder);
	g_test_add_func("/audit/truncate", test_truncate);
	g_test_add_func("/audit/anchor", test_anchor);
	g_test_add_func("/audit/cut_line", test_cut_line);
	g_test_add_func("/audit/rows", test_rows);
	g_test_add_func("/audit/texts", test_texts);
	g_test_add_func("/audit/foreign", test_foreign);
	g_test_add_func("/audit/new-key", test_new_key);
	g_test_add_func("/audit/many", test_many);
	g_test_add_func("/audit/read", test_read);
	g_test_add_func("/audit/filter", test_filter);
	g_test_add_func("/audit/export", test_export);
	failed = g_test_run();
	TALLY_FOUND("Tampering", "entries, rows and texts changed, removed, moved or forged, each another way",
		    tampered, tampered);
	return failed;
}
