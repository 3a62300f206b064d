/* Stores of many cases: written through db/tx in large transactions, with what costs time and is of no
 * use to a store nobody else has open left out meanwhile: triggers, indexes, waiting for the disk. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>

#include "src/app/session_internal.h"
#include "src/base/crypt.h"
#include "src/rules/case.h"
#include "src/rules/deadline.h"
#include "db/store_internal.h"
#include "tests/bench/bench.h"

#define CASES_A_TX 20000
#define YEAR 2026

static void describe(struct record *record)
{
	static const char *const sources[] = { "siem_rule", "edr_av", "user_report", "threat_hunt" };
	uint64_t x = bench_random();
	g_autofree char *title = g_strdup_printf("Beacon from host-%05d to a drop host, rule %d",
						 (int)(x % 5000), (int)(x / 5000 % 97));
	g_autofree char *severity = g_strdup_printf("SEV%d", (int)(x / 7 % 5) + 1);

	record_set(record, CASE_TITLE, title);
	record_set(record, CASE_SUMMARY, "Seen by the rule that looks for archives posted at night; the host is "
		   "isolated, the owner was told, and the drawings on it are being counted.");
	record_set(record, CASE_DETECTION_SOURCE, sources[x / 11 % G_N_ELEMENTS(sources)]);
	record_set(record, CASE_SEVERITY, severity);
	record_set(record, CASE_GROUP, x / 13 % 10 < 3 ? "soc" : "forensics");
	record_set(record, CASE_STATE, x / 17 % 20 == 0 ? "new" : "closed");
	record_set_int(record, CASE_T_DETECTED, SEAM_NOW - (int64_t)(x / 19 % 100000) * MINUTE_MS);
	record_set_int(record, CASE_T_DISCOVERED, record_int(record, CASE_T_DETECTED));
}

static struct record *case_make(int64_t number)
{
	struct record *record = record_new(&case_object);

	describe(record);
	record_take(record, CASE_ID, case_id_make("INC", YEAR, number));
	record_set(record, CASE_ID_PREFIX, "INC");
	record_set_int(record, CASE_ID_YEAR, YEAR);
	record_set_int(record, CASE_ID_NUMBER, number);
	record_take(record, CASE_UUID, crypt_uuid());
	record_set_int(record, CASE_CREATED_AT, SEAM_NOW);
	record_set(record, CASE_CREATED_BY, "hal");
	record_set(record, CASE_CREATED_VIA, "cli");
	record_set(record, CASE_MARKING, "CUI");
	record_set_int(record, CASE_LAST_CHANGE, SEAM_NOW);
	record_set_int(record, CASE_PHASE_SINCE, SEAM_NOW);
	record_set_int(record, CASE_REVISION, 1);
	case_derive(record);
	return record;
}

static void fill(struct session *session, int64_t from, int64_t to)
{
	g_autofree char *held = person_roles(session_person(session));
	struct stamp stamp;
	struct tx *tx = NULL;

	session_stamp(session, "case-create", NULL, held, &stamp);
	GOOD((tx = session_tx(session, &stamp, &error)) != NULL);
	for (int64_t number = from; number <= to; number++) {
		CLEANUP(record_free) struct record *record = case_make(number);

		GOOD(tx_insert(tx, record, &error));
	}
	GOOD(tx_commit(tx, NULL, &error));
}

int64_t stores_count(struct session *session)
{
	int64_t count = 0;

	GOOD(sql_get_int(session->store->db, "SELECT coalesce(max(pk), 0) FROM cases", &count, &error));
	return count;
}

/* The indexes that are in the way, as the statements that make them. */
static GPtrArray *indexes_drop(struct db *db)
{
	GPtrArray *made = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) drop = g_string_new(NULL);
	static const char which[] = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
				    "AND tbl_name IN ('cases', 'audit') ORDER BY name";
	struct statement *statement;
	bool row;

	GOOD((statement = sql_prepare(db, which, &error)) != NULL);
	for (;;) {
		GOOD(sql_step(statement, &row, &error));
		if (!row)
			break;
		g_string_append_printf(drop, "DROP INDEX %s;", sql_text(statement, 0));
		g_ptr_array_add(made, g_strdup(sql_text(statement, 1)));
	}
	sql_done(statement);
	GOOD(sql_exec(db, drop->str, &error));
	return made;
}

static void indexes_make(struct db *db, GPtrArray *made)
{
	for (guint i = 0; i < made->len; i++)
		GOOD(sql_exec(db, made->pdata[i], &error));
	g_ptr_array_unref(made);
}

/* db->making: the schema may change, and no commit needs an entry. */
static void fill_all(struct session *session, int64_t have, int64_t cases)
{
	struct db *db = session->store->db;
	GPtrArray *made;

	db->making = true;
	GOOD(sql_exec(db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; "
		      "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000",
		      &error));
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	made = indexes_drop(db);
	for (; have < cases; have += CASES_A_TX)
		fill(session, have + 1, MIN(have + CASES_A_TX, cases));
	indexes_make(db, made);
}

struct house *stores_house(const struct bench *bench, int64_t cases)
{
	g_autofree char *dir = g_strdup_printf("%s/%" PRId64, bench->dir, cases);
	struct house *house;
	struct session *hal;
	int64_t have;

	g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
	house = house_new_in(dir);
	hal = house_sign_in(house, "hal");
	have = stores_count(hal);
	if (have < cases) {
		fprintf(stderr, "making a store of %" PRId64 " cases in %s\n", cases, dir);
		fill_all(hal, have, cases);
	}
	session_close(hal);
	return house;
}
