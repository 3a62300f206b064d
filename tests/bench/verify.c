/* Verification of the log against reading and hashing: of the same lines, and of all that it looks at. */
#include <sqlite3.h>
#include <string.h>

#include "db/audit.h"
#include "db/audit_scan.h"
#include "db/canon.h"
#include "db/store_internal.h"
#include "src/app/session_internal.h"
#include "tests/bench/bench.h"

#define LINES "SELECT line FROM audit ORDER BY seq"
#define TEXTS "SELECT texts FROM audit ORDER BY seq"
#define ROWS "SELECT * FROM cases ORDER BY pk"
#define ROUNDS 5

/* Seconds to read all rows of this SELECT and to hash each, once. parsed: as lines, by our reader. */
static double time_read(struct session *session, const char *sql, struct scanned *parsed)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct hasher *hasher = hasher_new();
	double begin = bench_now();
	uint8_t hash[HASH_LEN];
	sqlite3_stmt *statement;

	g_assert_cmpint(sqlite3_prepare_v2(session->store->db->handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		g_string_truncate(text, 0);
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			g_string_append_len(text, sqlite3_column_blob(statement, i),
					    sqlite3_column_bytes(statement, i));
		hasher_two(hasher, "", 1, text->str, text->len, hash);
		g_assert_true(!parsed || line_scan(parsed, text->str, text->len));
	}
	sqlite3_finalize(statement);
	hasher_free(hasher);
	return bench_now() - begin;
}

/* Seconds for a signature to be verified, a good one. */
static double time_signature(void)
{
	uint8_t seed[KEY_LEN], key[KEY_LEN], signature[SIGNATURE_LEN];
	const uint8_t leaf[HASH_LEN] = { 1 };
	struct sign_key *signer;
	double begin;

	g_assert_true(crypt_sign_keypair(seed, key));
	signer = sign_key_new(seed);
	g_assert_true(canon_sign(signer, leaf, signature));
	sign_key_free(signer);
	begin = bench_now();
	for (int i = 0; i < 200; i++)
		g_assert_true(canon_verify(key, leaf, signature));
	return (bench_now() - begin) / 200;
}

static double time_verify(struct session *session, struct audit_verdict *verdict)
{
	double begin = bench_now();

	GOOD(audit_verify(session->store, AUDIT_LIVE, verdict, &error));
	g_assert_cmpstr(verdict->why, ==, NULL);
	return bench_now() - begin;
}

void bench_verify(const struct bench *bench, int64_t cases)
{
	enum { READ, PARSED, BESIDE, WHOLE, TIMES };
	struct house *house = stores_house(bench, cases);
	struct session *aud = house_sign_in(house, "aud");
	double signature, each[TIMES];
	GArray *times[TIMES];
	struct audit_verdict verdict = { 0 };
	struct scanned parsed;

	scanned_init(&parsed);
	for (int i = 0; i < TIMES; i++)
		times[i] = g_array_new(FALSE, FALSE, sizeof(double));
	for (int round = 0; round < ROUNDS; round++) {
		each[READ] = time_read(aud, LINES, NULL);
		each[PARSED] = time_read(aud, LINES, &parsed);
		each[BESIDE] = each[READ] + time_read(aud, TEXTS, NULL) + time_read(aud, ROWS, NULL);
		signature = time_signature();
		each[WHOLE] = time_verify(aud, &verdict) - signature * (double)verdict.signatures;
		for (int i = 0; i < TIMES; i++)
			g_array_append_val(times[i], each[i]);
	}
	for (int i = 0; i < TIMES; i++) {
		each[i] = (double)verdict.entries / bench_median(times[i]);
		g_array_unref(times[i]);
	}
	figure_print(&(struct figure){ "audit verify, entries, signatures apart", "/s", each[WHOLE],
				       "lines read and hashed", each[READ], AT_LEAST, 0.7 });
	figure_print(&(struct figure){ "… of which that limit counts: lines, parsed too", "/s", each[PARSED],
				       "lines read and hashed", each[READ], AT_LEAST, 0.7 });
	figure_print(&(struct figure){ "… against all it looks at: lines, texts, rows", "/s", each[WHOLE],
				       "all read and hashed", each[BESIDE], NO_GOAL, 0 });
	figure_print(&(struct figure){ "… a signature", "ms", signature * 1000, NULL, 0, NO_GOAL, 0 });
	scanned_clear(&parsed);
	audit_verdict_clear(&verdict);
	session_close(aud);
	house_leave(house);
}
