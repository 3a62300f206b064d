/* What is written by hand is what a JSON library writes; and only that is read back. */
#include "tests/db/fixture.h"

#include <inttypes.h>

#include <jansson.h>

#include "db/audit_line.h"
#include "db/audit_scan.h"
#include "db/canon.h"

static char *by_library(const char *text)
{
	json_t *json = json_string(text);
	g_autoptr(GString) out = g_string_new(NULL);
	char *dumped = json_dumps(json, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);

	g_string_assign(out, dumped);
	g_string_replace(out, "\x7f", "\\u007F", 0);	/* the library leaves it alone */
	free(dumped);
	json_decref(json);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void test_text(void)
{
	for (gunichar c = 1; c < 0x11000; c++) {
		g_autoptr(GString) text = g_string_new("a");
		g_autoptr(GString) out = g_string_new(NULL);
		g_autofree char *expected = NULL;

		if (!g_unichar_validate(c))
			continue;
		g_string_append_unichar(text, c);
		g_string_append_c(text, 'z');
		expected = by_library(text->str);
		g_assert_true(canon_put_text(out, text->str));
		g_assert_cmpstr(out->str, ==, expected);
	}
}

static void test_broken(void)
{
	static const char *const broken[] = { "\xff", "a\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80" };

	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		g_assert_false(canon_put_text(out, broken[i]));
	}
}

/* A line with every kind of part. */
static char *written(const struct fixture *f)
{
	CLEANUP(sql_done) struct statement *statement =
		sql_prepare(f->store.db, "SELECT line FROM audit ORDER BY seq DESC LIMIT 1", NULL);
	bool row;

	OK(sql_step(statement, &row, &error));
	return g_strdup(sql_text(statement, 0));
}

static struct fixture *odd(void)
{
	struct fixture *f = fixture_new();
	struct stamp stamp = bea;
	CLEANUP(record_free) struct record *note = record_new(&note_object);
	struct tx *tx;

	case_add(f, 1, "soc");
	stamp.actor = "b\"\\\n\x7f\xc3\xa9\xf0\x9f\x94\x92";
	stamp.reason = "why";
	tx = begin(f, &stamp);
	record_set(note, NOTE_CASE, "INC-2026-0001");
	record_set(note, NOTE_TEXT, "seen");
	OK(tx_insert(tx, note, &error));
	commit(tx);
	return f;
}

static void test_read_back(void)
{
	struct fixture *f = odd();
	g_autofree char *line = written(f);
	struct scanned scanned;

	scanned_init(&scanned);
	g_assert_true(line_scan(&scanned, line, strlen(line)));
	g_assert_cmpstr(scanned.actor, ==, "b\"\\\n\x7f\xc3\xa9\xf0\x9f\x94\x92");
	g_assert_cmpstr(scanned.object, ==, "note:1");
	g_assert_cmpint(scanned.revision, ==, -1);
	g_assert_cmpint(scanned.version, ==, 1);
	g_assert_cmpint(scanned.seq, ==, 3);
	g_assert_cmpuint(strlen(scanned.reason), ==, 64);
	g_assert_null(scanned.key);
	g_assert_cmpuint(scanned.changes->len, ==, 2);
	g_assert_cmpstr(g_array_index(scanned.changes, struct scanned_change, 1).name, ==, "text");
	g_assert_null(g_array_index(scanned.changes, struct scanned_change, 1).digests[0]);
	scanned_clear(&scanned);
	fixture_free(f);
}

/* One byte more, less or other: it may be another line, and never the same one written otherwise. */
static void test_one_way(void)
{
	static const struct { const char *from, *to; } ways[] = {
		{ "{\"action", "{ \"action" }, { ",\"actor", ", \"actor" }, { "\\u00E9", "\\u00e9" },
		{ "\\u007F", "\x7f" }, { "\\n", "\\u000A" }, { "b\\\"", "\\u0062\\\"" },
		{ "\\uD83D\\uDD12", "\\uD83D" }, { "\"v\":1", "\"v\":01" }, { "\"v\":1", "\"v\":1.0" },
		{ "\"v\":1", "\"v\":2" }, { "\"v\":1", "\"v\":1,\"w\":1" }, { "\"revision\":null", "\"revision\":-0" },
		{ "\"key\":null,", "" }, { "\"key\":null", "\"key\":\"\\u0000\"" }, { "\"key\":null", "\"key\":1" },
		{ "\"key\":null", "\"key\":null,\"key\":null" }, { "\"seq\":3", "\"seq\":\"3\"" },
		{ "\"seq\":3", "\"seq\":99999999999999999999" }, { "\"seq\":3", "\"seq\":null" },
		{ "\"case\":", "\"zz\":" }, { "\"v\":1}", "\"v\":1}\n" }, { "\"v\":1}", "\"v\":1" },
		{ "\"text\":[null,", "\"text\":[null,null," }, { "\\\\", "\\/" },
	};
	struct fixture *f = odd();
	g_autofree char *line = written(f);
	struct scanned scanned;

	scanned_init(&scanned);
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autoptr(GString) other = g_string_new(line);

		if (g_string_replace(other, ways[i].from, ways[i].to, 1) != 1)
			g_error("the line has no %s: %s", ways[i].from, line);
		if (line_scan(&scanned, other->str, other->len))
			g_error("taken: %s", other->str);
	}
	for (size_t len = strlen(line); len-- > 0;)
		g_assert_false(line_scan(&scanned, line, len));
	scanned_clear(&scanned);
	fixture_free(f);
}

/* The reader takes many characters at once: wherever the odd one stands, it is seen. A blank follows it, for with
 * the f of a boot's id a backslash were good. */
static void test_each_place(void)
{
	static const char *const taken[] = { "", "~", " ", "\\\"", "\\\\", "\\n", "\\u00E9", "\\uD83D\\uDD12" };
	static const char *const refused[] = { "\"", "\\-", "\n", "\x1f", "\x7f", "\xc3\xa9", "\xff", "\\x" };
	struct fixture *f = odd();
	g_autofree char *line = written(f);
	struct scanned scanned;

	scanned_init(&scanned);
	for (int place = 0; place < 40; place++)
		for (size_t i = 0; i < G_N_ELEMENTS(taken) + G_N_ELEMENTS(refused); i++) {
			bool fits = i < G_N_ELEMENTS(taken);
			const char *odd = fits ? taken[i] : refused[i - G_N_ELEMENTS(taken)];
			g_autofree char *text = g_strdup_printf("\"boot\":\"%*s%s%*s", place, "", odd,
								  1 + place % 11, "");
			g_autoptr(GString) other = g_string_new(line);

			g_assert_cmpuint(g_string_replace(other, "\"boot\":\"", text, 1), ==, 1);
			if (line_scan(&scanned, other->str, other->len) != fits)
				g_error("%s: %s", fits ? "refused" : "taken", other->str);
		}
	scanned_clear(&scanned);
	fixture_free(f);
}

static void test_number(void)
{
	static const int64_t numbers[] = { 0, 7, -7, 10, 1234567890, INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		g_autofree char *expected = g_strdup_printf("x%" PRId64, numbers[i]);
		g_autoptr(GString) out = g_string_new("x");

		canon_put_int(out, numbers[i]);
		g_assert_cmpstr(out->str, ==, expected);
	}
}

int main(int argc, char **argv)
{
	crypt_init();
	db_process_init();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/canon/text", test_text);
	g_test_add_func("/canon/broken", test_broken);
	g_test_add_func("/canon/read-back", test_read_back);
	g_test_add_func("/canon/one-way", test_one_way);
	g_test_add_func("/canon/each-place", test_each_place);
	g_test_add_func("/canon/number", test_number);
	return g_test_run();
}
