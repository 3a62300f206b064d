/* Verification of the log against reading and hashing the same lines. */
#include <inttypes.h>
#include <string.h>

#include "db/audit.h"
#include "db/canon.h"
#include "db/store_internal.h"
#include "src/app/session_internal.h"
#include "tests/bench/bench.h"

static double time_lines(struct session *session, int64_t *lines)
{
	double begin = bench_now();
	uint8_t leaf[HASH_LEN];
	bool row = true;
	CLEANUP(sql_done) struct statement *statement = NULL;

	GOOD((statement = sql_prepare(session->store->db, "SELECT line FROM audit ORDER BY seq", &error)) != NULL);
	for (*lines = 0;; ++*lines) {
		GOOD(sql_step(statement, &row, &error));
		if (!row)
			return bench_now() - begin;
		canon_leaf(sql_text(statement, 0), leaf);
	}
}

void bench_verify(const struct bench *bench, int64_t cases)
{
	struct house *house = stores_house(bench, cases);
	struct session *aud = house_sign_in(house, "aud");
	struct audit_verdict verdict = { 0 };
	uint8_t key[KEY_LEN] = { 0 }, signature[SIGNATURE_LEN] = { 0 };
	double begin, ours, lines, checks;
	int64_t count;

	time_lines(aud, &count);
	lines = time_lines(aud, &count) / (double)count;
	begin = bench_now();
	for (int i = 0; i < 200; i++)
		canon_verify(key, signature, signature);
	checks = (bench_now() - begin) / 200;
	begin = bench_now();
	GOOD(audit_verify(aud->store, AUDIT_LIVE, &verdict, &error));
	ours = bench_now() - begin;
	g_assert_cmpstr(verdict.why, ==, NULL);
	ours -= checks * (double)verdict.signatures;
	figure_print(&(struct figure){ "audit verify, entries, signatures apart", "/s", (double)count / ours,
				       "reading and hashing", 1 / lines, AT_LEAST, 0.7 });
	figure_print(&(struct figure){ "… a signature", "ms", checks * 1000, NULL, 0, NO_GOAL, 0 });
	audit_verdict_clear(&verdict);
	session_close(aud);
	house_leave(house);
}
