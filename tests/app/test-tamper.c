/* Somebody with the data key and no triggers in the way changes what they like, one thing at a time: any
 * field of any kind of entry, any column of any audited table. With -m slow all of it, else a part. */
#include <jansson.h>
#include <string.h>

#include "db/audit.h"
#include "db/canon.h"
#include "db/connect.h"
#include "db/store_internal.h"
#include "src/app/intake.h"
#include "src/app/keep.h"
#include "src/app/log.h"
#include "src/app/password.h"
#include "src/app/session_internal.h"
#include "src/base/totp.h"
#include "tests/house.h"
#include "tests/tally.h"

#include <sqlite3.h>

struct tamper { struct house *house; struct session *aud; struct db *raw; unsigned tried; };

/* --- a store in which everything has happened --- */

static const struct { const char *who, *text; } acts[] = {
	{ "hal", "case-take 1" }, { "hal", "case-edit 1 summary=more" }, { "hal", "note-add 1 text=seen" },
	{ "hal", "note-correct 1 note=1 text=\"not seen\"" }, { "hal", "case-watch 1" }, { "hal", "case-unwatch 1" },
	{ "hal", "action-add 1 phase=triage text=blocked" }, { "hal", "case-release 1" },
	{ "lee", "case-assign 1 owner=hua" },
	{ "hua", "case-transfer 1 to=forensics reason=skill summary=all" }, { "fin", "transfer-decline 1 reason=no" },
	{ "hua", "case-transfer 1 to=forensics reason=skill summary=all" }, { "hua", "transfer-recall 1 reason=no" },
	{ "hua", "case-escalate 1 kind=functional to=forensics level=two reason=hard" },
	{ "fay", "escalation-ack 1" }, { "lee", "case-restrict 1 reason=few acl=hal" },
	{ "lee", "case-unrestrict 1 reason=all" },
	{ "hua", "case-transfer 1 to=forensics reason=skill summary=all" }, { "fay", "transfer-accept 1" },
	{ "hal", "case-close 2 disposition=resolved reason=done" }, { "lee", "case-reject 2 reason=no" },
	{ "lee", "case-reopen 3 reason=more" },
	{ "ada", "user-edit rio full_name=Rio" }, { "ada", "user-disable rio" }, { "ada", "user-enable rio" },
	{ "ada", "user-unlock rio" }, { "ada", "user-reset rio" }, { "ada", "user-revoke rex" },
	{ "ada", "user-create name=new full_name=New role=reader@soc" }, { "ada", "group-create name=third" },
	{ "ada", "member-add user=gus role=reader group=third" },
	{ "ada", "member-add user=gus role=account_admin conflict_reason=few" },
	{ "ada", "member-remove user=gus role=reader group=third" }, { "sam", "setting-set name=backup_days value=9" },
	{ "hal", "alert-promote 1" }, { "hal", "alert-dismiss 2 reason=noise" },
};

/* A refusal is an entry too, where it is one of permission. */
static void do_all(struct house *house)
{
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		struct session *session = house_sign_in(house, acts[i].who), *rec = house_sign_in(house, "rec");
		struct outcome outcome;

		house_try(session, &outcome, NULL, "%s", acts[i].text);
		outcome_clear(&outcome);
		house_try(rec, &outcome, NULL, "%s", acts[i].text);
		outcome_clear(&outcome);
		session_close(session);
		session_close(rec);
	}
}

static void do_factor(struct house *house)
{
	struct session *hal = house_sign_in(house, "hal");
	g_autofree char *secret = house_act_secret(hal, "totp-enroll");
	g_autofree char *code = totp_code(secret, house->seam.now);

	g_free(house_act_secret(hal, "totp-confirm code=%s", code));
	session_close(hal);
	hal = house_sign_in(house, "ada");
	house_act(hal, "totp-reset hal");
	session_close(hal);
}

/* A sign-in at the screens, and a password that is changed. */
static void do_signing_in(struct house *house)
{
	CLEANUP(passphrase_free) struct passphrase *present = passphrase_new_from(HOUSE_PASSWORD);
	CLEANUP(passphrase_free) struct passphrase *wanted = passphrase_new_from("velvet anchor 9 tangerines east");
	const char *via = house->host.via;
	struct session *eve;

	house->host.via = "tui";
	eve = house_sign_in(house, "eve");
	GOOD(password_change(eve, present, wanted, &error));
	session_close(eve);
	house->host.via = via;
}

static void do_keeping(struct house *house)
{
	static const char alerts[] =
		"{\"source\":\"edr\",\"title\":\"a\",\"correlation_id\":\"1\",\"severity\":\"low\"}\n"
		"{\"source\":\"edr\",\"title\":\"b\",\"correlation_id\":\"2\",\"severity\":\"low\"}\n";
	struct session *ing = house_sign_in(house, "ing"), *sam = house_sign_in(house, "sam");
	struct intake_count count = { 0 };
	struct kept kept;

	GOOD(intake_bytes(ing, alerts, strlen(alerts), "t", NULL, &count, NULL, NULL, &error));
	GOOD(keep_backup(sam, house->seam.dir, &kept, &error));
	g_free(kept.path);
	g_free(log_checkpoint(sam, NULL));
	session_close(ing);
	session_close(sam);
}

static void drop_triggers(struct db *raw)
{
	g_autoptr(GString) sql = g_string_new(NULL);
	sqlite3_stmt *names;

	sqlite3_prepare_v2(raw->handle, "SELECT name FROM sqlite_master WHERE type = 'trigger'", -1, &names, NULL);
	while (sqlite3_step(names) == SQLITE_ROW)
		g_string_append_printf(sql, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(names, 0));
	sqlite3_finalize(names);
	g_assert_cmpint(sqlite3_exec(raw->handle, sql->str, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void tamper_begin(struct tamper *t)
{
	const struct keyring_info *info;
	struct store *store;
	struct session *hal;
	char *path, *key;

	*t = (struct tamper){ .house = house_reads_alerts(house_new()) };
	hal = house_sign_in(t->house, "hal");
	for (int i = 0; i < 3; i++)
		house_case(hal, "SEV4");
	session_close(hal);
	do_keeping(t->house);
	do_all(t->house);
	do_factor(t->house);
	do_signing_in(t->house);
	t->aud = house_sign_in(t->house, "aud");
	store = session_store(t->aud);
	info = keyring_info(store->keyring);
	path = store_database(store->dir, info->epoch);
	key = keys_sqlcipher(store->keys, info->epoch, info->salt);
	GOOD((t->raw = connect_file(path, key, &error)) != NULL);
	secret_free(key);
	g_free(path);
	GOOD(sql_exec(t->raw, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON", &error));
	drop_triggers(t->raw);
}

/* One for all: each test leaves it as it was. */
static struct tamper *tamper_get(void)
{
	static struct tamper t;

	if (!t.house)
		tamper_begin(&t);
	t.tried = 0;
	return &t;
}

static char *why(struct tamper *t)
{
	struct audit_verdict verdict;
	char *text;

	GOOD(audit_verify(session_store(t->aud), AUDIT_LIVE, &verdict, &error));
	text = g_strdup(verdict.why);
	audit_verdict_clear(&verdict);
	return text;
}

/* Found, and when it is as it was, nothing is. */
static void expect_found(struct tamper *t, const char *what)
{
	g_autofree char *text = why(t);

	t->tried++;
	if (!text)
		g_error("%s: not found", what);
}

static void tamper_end(struct tamper *t, const char *what)
{
	g_autofree char *text = why(t);

	g_assert_cmpstr(text, ==, NULL);
	TALLY_FOUND("Tampering", what, t->tried, t->tried);
	g_assert_cmpuint(t->tried, >, 12);
}

static void tamper_leave(void)
{
	struct tamper *t = tamper_get();

	db_close(t->raw);
	session_close(t->aud);
	house_leave(t->house);
}

/* --- entries --- */

static void run(struct tamper *t, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void run(struct tamper *t, const char *format, ...)
{
	g_autofree char *sql = NULL;
	char *failed = NULL;
	va_list args;

	va_start(args, format);
	sql = g_strdup_vprintf(format, args);
	va_end(args);
	if (sqlite3_exec(t->raw->handle, sql, NULL, NULL, &failed) != SQLITE_OK)
		g_error("%s: %s", sql, failed);
}

static char *text_of(struct tamper *t, const char *format, long long seq)
{
	g_autofree char *sql = g_strdup_printf("%s %lld", format, seq);
	sqlite3_stmt *statement;
	char *text;

	g_assert_cmpint(sqlite3_prepare_v2(t->raw->handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
	text = g_strdup((const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return text;
}

/* The last entry of each action and result. */
static GArray *kinds(struct tamper *t)
{
	GArray *seqs = g_array_new(FALSE, FALSE, sizeof(gint64));
	sqlite3_stmt *statement;

	sqlite3_prepare_v2(t->raw->handle, "SELECT max(seq) FROM audit GROUP BY action, "
			   "line LIKE '%\"result\":\"denied\"%' ORDER BY 1", -1, &statement, NULL);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		gint64 seq = sqlite3_column_int64(statement, 0);

		g_array_append_val(seqs, seq);
	}
	sqlite3_finalize(statement);
	return seqs;
}

static json_t *other_value(const json_t *value)
{
	json_t *other;

	if (json_is_integer(value))
		return json_integer(json_integer_value(value) + 1);
	if (json_is_string(value)) {
		g_autofree char *text = g_strconcat(json_string_value(value), "0", NULL);

		return json_string(text);
	}
	if (json_is_null(value))
		return json_string("x");
	other = json_deep_copy(value);
	json_object_set_new(other, "zz", json_pack("[n, s]", "x"));
	return other;
}

static void put_line(struct tamper *t, gint64 seq, const char *line)
{
	sqlite3_stmt *statement;

	sqlite3_prepare_v2(t->raw->handle, "UPDATE audit SET line = ?1 WHERE seq = ?2", -1, &statement, NULL);
	sqlite3_bind_text(statement, 1, line, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(statement, 2, seq);
	g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_DONE);
	sqlite3_finalize(statement);
}

static void change_field(struct tamper *t, gint64 seq, const char *line, const char *name)
{
	json_t *entry = json_loads(line, 0, NULL);
	g_autofree char *what = g_strdup_printf("entry %d, %s", (int)seq, name);
	char *changed;

	json_object_set_new(entry, name, other_value(json_object_get(entry, name)));
	changed = json_dumps(entry, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENSURE_ASCII);
	g_assert_cmpstr(changed, !=, line);
	put_line(t, seq, changed);
	expect_found(t, what);
	put_line(t, seq, line);
	free(changed);
	json_decref(entry);
}

static void every_field_of_every_kind_of_entry_is_held(void)
{
	unsigned n = 0, stride = g_test_slow() ? 1 : 19;
	struct tamper *t = tamper_get();
	g_autofree char *what = NULL;
	GArray *seqs;

	seqs = kinds(t);
	g_assert_cmpuint(seqs->len, >=, 50);
	for (guint i = 0; i < seqs->len; i++, n++) {
		gint64 seq = g_array_index(seqs, gint64, i);
		g_autofree char *line = text_of(t, "SELECT line FROM audit WHERE seq =", seq);
		json_t *entry = json_loads(line, 0, NULL), *value;
		const char *name;

		json_object_foreach(entry, name, value)
			if (n++ % stride == 0)
				change_field(t, seq, line, name);
		json_decref(entry);
	}
	what = g_strdup_printf("fields of the %u kinds of entries%s", seqs->len, stride > 1 ? ", a part" : "");
	g_array_unref(seqs);
	tamper_end(t, what);
}

/* Deleted, exchanged with the one before, and a copy of it forged at the end. */
static void move_entry(struct tamper *t, gint64 seq)
{
	static const char rest[] = "line, object, case_id, action, actor, time, sig, texts FROM audit WHERE seq";
	g_autofree char *last = text_of(t, "SELECT max(seq) FROM audit WHERE 1 =", 1);
	long long s = seq, end = atoll(last);

	run(t, "CREATE TEMP TABLE kept AS SELECT * FROM audit WHERE seq = %lld", s);
	run(t, "DELETE FROM audit WHERE seq = %lld", s);
	expect_found(t, "an entry is gone");
	run(t, "INSERT INTO audit SELECT * FROM kept; DROP TABLE kept");
	run(t, "UPDATE audit SET seq = -1 WHERE seq = %lld; UPDATE audit SET seq = %lld WHERE seq = %lld; "
	    "UPDATE audit SET seq = %lld WHERE seq = -1", s, s, s - 1, s - 1);
	expect_found(t, "two entries are exchanged");
	run(t, "UPDATE audit SET seq = -1 WHERE seq = %lld; UPDATE audit SET seq = %lld WHERE seq = %lld; "
	    "UPDATE audit SET seq = %lld WHERE seq = -1", s, s, s - 1, s - 1);
	run(t, "INSERT INTO audit SELECT %lld, %s = %lld", end + 1, rest, s);
	expect_found(t, "an entry is forged");
	run(t, "DELETE FROM audit WHERE seq = %lld", end + 1);
}

static void no_entry_goes_moves_or_is_added(void)
{
	struct tamper *t = tamper_get();
	GArray *seqs;

	seqs = kinds(t);
	for (guint i = 1; i < seqs->len; i += g_test_slow() ? 1 : 14)
		move_entry(t, g_array_index(seqs, gint64, i));
	g_array_unref(seqs);
	tamper_end(t, "entries of each kind removed, exchanged or forged");
}

/* --- rows --- */

static void change_column(struct tamper *t, const char *table, const char *column)
{
	g_autofree char *what = g_strdup_printf("%s.%s", table, column);

	run(t, "CREATE TEMP TABLE kept AS SELECT pk, %s AS was FROM %s ORDER BY pk DESC LIMIT 1", column, table);
	run(t, "UPDATE %s SET %s = CASE typeof(%s) WHEN 'integer' THEN %s + 1 WHEN 'null' THEN 1 "
	    "WHEN 'blob' THEN zeroblob(16) ELSE %s || 'x' END WHERE pk = (SELECT pk FROM kept)", table, column, column,
	    column, column);
	expect_found(t, what);
	run(t, "UPDATE %s SET %s = (SELECT was FROM kept) WHERE pk = (SELECT pk FROM kept); DROP TABLE kept", table,
	    column);
}

static unsigned change_columns(struct tamper *t, const char *table, unsigned n, unsigned stride)
{
	g_autofree char *sql = g_strdup_printf("PRAGMA table_info(%s)", table);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	sqlite3_stmt *statement;

	sqlite3_prepare_v2(t->raw->handle, sql, -1, &statement, NULL);
	while (sqlite3_step(statement) == SQLITE_ROW)
		g_ptr_array_add(names, g_strdup((const char *)sqlite3_column_text(statement, 1)));
	sqlite3_finalize(statement);
	for (guint i = 0; i < names->len; i++)
		if (strcmp(names->pdata[i], "pk") != 0 && n++ % stride == 0)
			change_column(t, table, names->pdata[i]);
	return n;
}

static void every_column_of_every_audited_table_is_held(void)
{
	unsigned n = 0, stride = g_test_slow() ? 1 : 7;
	struct tamper *t = tamper_get();

	for (size_t i = 0; objects[i]; i++) {
		g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s WHERE 1 =", objects[i]->table);
		g_autofree char *count = text_of(t, sql, 1);

		if (strcmp(count, "0") != 0)
			n = change_columns(t, objects[i]->table, n, stride);
		else
			g_test_message("no row of %s", objects[i]->table);
	}
	tamper_end(t, stride > 1 ? "columns of the audited tables, a part" : "columns of the audited tables");
}

int main(int argc, char **argv)
{
	int failed;

	g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/tamper/" #name, name)
	ADD(every_field_of_every_kind_of_entry_is_held);
	ADD(no_entry_goes_moves_or_is_added);
	ADD(every_column_of_every_audited_table_is_held);
	failed = g_test_run();
	tamper_leave();
	return failed;
}
