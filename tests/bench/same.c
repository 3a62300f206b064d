/* What our own tables cost by bare SQL: the same rows, indexes and triggers, and nothing of the program around
 * them, no checks, digests, signature or anchor. What is left to the limit is the program's own work. */
#include <inttypes.h>
#include <sqlite3.h>

#include "db/store_internal.h"
#include "src/app/session_internal.h"
#include "src/base/file.h"
#include "src/rules/case_fields.h"
#include "tests/bench/bench.h"

struct same {
	char *dir;
	struct house *house;
	struct session *hal;
	sqlite3 *db;
	sqlite3_stmt *begin, *commit, *entry, *add, *change, *sign;
	int64_t seq, number, pk, created, changed;	/* the last ones; the entries that are copied */
};

/* Every column of the case's row, but for what must differ. */
static sqlite3_stmt *case_copier(struct same *same)
{
	g_autoptr(GString) rest = g_string_new(NULL);
	g_autofree char *sql = NULL;

	for (size_t i = 0; i < case_object.fields_len; i++)
		if (i != CASE_ID && i != CASE_ID_NUMBER)
			g_string_append_printf(rest, ", %s", field_column(&case_object.fields[i]));
	sql = g_strdup_printf("INSERT OR ROLLBACK INTO cases (seq, salt, id, id_number%s) "
			      "SELECT ?1, salt, ?2, ?3%s FROM cases WHERE pk = ?4", rest->str, rest->str);
	return raw_prepare(same->db, sql);
}

static int64_t newest(struct same *same, const char *sql)
{
	int64_t value;

	GOOD(sql_get_int(same->hal->store->db, sql, &value, &error));
	return value;
}

static void statements_make(struct same *same)
{
	same->begin = raw_prepare(same->db, "BEGIN IMMEDIATE");
	same->commit = raw_prepare(same->db, "COMMIT");
	same->entry = raw_prepare(same->db, "INSERT OR ROLLBACK INTO audit (seq, line, object, case_id, action, actor, "
			      "time, texts) SELECT ?1, line, object, ?2, action, actor, time, texts FROM audit "
			      "WHERE seq = ?3");
	same->add = case_copier(same);
	same->change = raw_prepare(same->db, "UPDATE OR ROLLBACK cases SET seq = ?1, severity_basis = ?2, "
			       "revision = revision + 1, last_change = ?1 WHERE pk = ?3");
	same->sign = raw_prepare(same->db, "UPDATE OR ROLLBACK audit SET sig = zeroblob(64) WHERE seq = ?1");
}

struct same *same_new(const struct bench *bench, int64_t cases)
{
	struct same *same = g_new0(struct same, 1);
	const struct bench beside = { .dir = same->dir = g_build_filename(bench->dir, "same", NULL) };

	file_remove_tree(same->dir);
	same->house = stores_house(&beside, cases);
	same->hal = house_sign_in(same->house, "hal");
	same->db = same->hal->store->db->handle;
	house_case(same->hal, "SEV4");
	same->number = same->pk = stores_count(same->hal);
	house_act(same->hal, "case-take 2026-%" PRId64, same->number);
	house_act(same->hal, "case-edit 2026-%" PRId64 " severity_basis=\"turn 1\"", same->number);
	same->created = newest(same, "SELECT max(seq) FROM audit WHERE action = 'case-create'");
	same->changed = same->seq = newest(same, "SELECT max(seq) FROM audit");
	statements_make(same);
	/* as within act(): the triggers let nobody else write */
	same->hal->store->db->writing = same->hal->store->db->entry = true;
	return same;
}

/* What was written so belongs to no log. */
void same_free(struct same *same)
{
	sqlite3_stmt *const statements[] = { same->begin, same->commit, same->entry, same->add, same->change,
					     same->sign };

	for (size_t i = 0; i < G_N_ELEMENTS(statements); i++)
		sqlite3_finalize(statements[i]);
	same->hal->store->db->writing = same->hal->store->db->entry = false;
	session_close(same->hal);
	house_leave(same->house);
	file_remove_tree(same->dir);
	g_free(same->dir);
	g_free(same);
}

static void entry_copy(struct same *same, int64_t number, int64_t of)
{
	g_autofree char *id = g_strdup_printf("INC-2026-%" PRId64, number);

	sqlite3_bind_int64(same->entry, 1, ++same->seq);
	sqlite3_bind_text(same->entry, 2, id, -1, SQLITE_STATIC);
	sqlite3_bind_int64(same->entry, 3, of);
	raw_run(same->entry);
}

static void sign(struct same *same)
{
	sqlite3_bind_int64(same->sign, 1, same->seq);
	raw_run(same->sign);
	raw_run(same->commit);
}

void same_create(struct same *same)
{
	g_autofree char *id = g_strdup_printf("INC-2026-%" PRId64, ++same->number);

	raw_run(same->begin);
	entry_copy(same, same->number, same->created);
	sqlite3_bind_int64(same->add, 1, same->seq);
	sqlite3_bind_text(same->add, 2, id, -1, SQLITE_STATIC);
	sqlite3_bind_int64(same->add, 3, same->number);
	sqlite3_bind_int64(same->add, 4, same->pk);
	raw_run(same->add);
	sign(same);
}

void same_update(struct same *same)
{
	g_autofree char *text = g_strdup_printf("turn %" PRId64, same->seq);

	raw_run(same->begin);
	entry_copy(same, same->pk, same->changed);
	sqlite3_bind_int64(same->change, 1, same->seq);
	sqlite3_bind_text(same->change, 2, text, -1, SQLITE_STATIC);
	sqlite3_bind_int64(same->change, 3, same->pk);
	raw_run(same->change);
	sign(same);
}
