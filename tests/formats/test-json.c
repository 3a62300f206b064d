/* The JSON reader: what it takes, what it refuses, and what it keeps. */
#include "src/formats/json_value.h"

#include <string.h>

static struct json *read_text(const char *text, size_t len, bool *incomplete)
{
	g_autofree char *problem = NULL;
	struct json *value;
	size_t used;

	/* An exact copy, so that a sanitizer sees a read past its end. */
	g_autofree char *copy = g_memdup2(text, len);

	value = json_read(copy, len, &used, incomplete, &problem);
	g_assert_cmpuint(used, <=, len);
	g_assert_true(!value == !!problem);
	if (!value)
		return NULL;
	while (used < len && text[used] && strchr(" \t\r\n", text[used]))
		used++;
	if (used < len)
		g_clear_pointer(&value, json_free);
	return value;
}

static void check_text(const char *text, size_t len, bool good)
{
	bool incomplete;
	struct json *value = read_text(text, len, &incomplete);

	if (!value == good)
		g_test_message("%s: %s", good ? "refused" : "taken", text);
	g_assert_true(!!value == good);
	json_free(value);
}

static void test_taken(void)
{
	static const char *const texts[] = { "null", "true", "false", " 0 ", "-0", "1", "-1.5",
		"0.1", "1e5", "1E+5", "1.0e-10", "9223372036854775808", "-9223372036854775809",
		"1e400", "-1e-400", "\"\"", "[]", "{}", "[ ]", "{ }", "[1, 2 ,3]", "[[],[[]]]",
		"{\"a\":1}", "{\"\":1}", "{\"a\":{\"a\":{}}}",
		"\t\r\n {\"a\" : [ true , null ] } \r\n", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
		"\"\\u00e9\\uD83D\\uDE00\"", "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\"",
		"\"\x7f\"", "\"\\u0001\"", "\"\\ufffe\"", "\"\xef\xbb\xbf\"", "\"/\"",
		"[1e1,0e0,0.0]", "{\"a\":1,\"A\":2,\"a.b\":3}", "\"\xf4\x8f\xbf\xbf\"",
		"\"\xed\x9f\xbf\"", "\"\xee\x80\x80\"", "[\"a\",\n\"b\"]", "20e1",
		"\"\\uDBFF\\uDFFF\"" };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		check_text(texts[i], strlen(texts[i]), true);
}

static void test_refused(void)
{
	static const char *const texts[] = { "", " ", "nul", "nulll", "True", "NaN", "Infinity",
		"-Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "0x10",
		"1_000", "1 2", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]",
		"{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}", "{\"a\" 1}",
		"{\"a\":1 \"b\":2}", "{1:1}", "{\"a\":1]", "[1}", "\"", "\"a", "'a'", "\"\\",
		"\"\\\"", "\"\\a\"", "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u0000\"",
		"{\"\\u0000\":1}", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
		"\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\udc00\\ud800\"", "\"\n\"", "\"\t\"",
		"\"\x1f\"", "\"\x01\"", "\"\xff\"", "\"\x80\"", "\"\xc0\x80\"", "\"\xc1\xbf\"",
		"\"\xc3\"", "\"\xe0\x80\xaf\"", "\"\xf0\x80\x80\xaf\"", "\"\xed\xa0\x80\"",
		"\"\xf4\x90\x80\x80\"", "\"\xf8\x88\x80\x80\x80\"", "\xef\xbb\xbf{}", "{}x",
		"[] []", "null,", "// no\n1", "/* no */1", "[1]#", "{\"a\":1,\"a\":2}",
		"{\"a\":1,\"\\u0061\":2}", "[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]",
		"\302\2401",
		"\v1", "\f1", "1\f", "truefalse", "\xff\xfe{", "\"\xe2\x82\"", "undefined", "--1",
		"1-", "[\"a\nb\"]", "{\"a\n\":1}" };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		check_text(texts[i], strlen(texts[i]), false);
	check_text("\"a\0b\"", 5, false);
	check_text("[\0]", 3, false);
	check_text("1\0", 2, false);
	check_text("\0", 1, false);
}

static char *repeat(const char *before, unsigned n, const char *middle, const char *after)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n; i++)
		g_string_append(text, before);
	g_string_append(text, middle);
	for (unsigned i = 0; i < n; i++)
		g_string_append(text, after);
	return g_string_free(text, FALSE);
}

static void check_repeat(
	const char *before, unsigned n, const char *middle, const char *after, bool good)
{
	g_autofree char *text = repeat(before, n, middle, after);

	check_text(text, strlen(text), good);
}

static void test_limits(void)
{
	g_autofree char *fits = g_strnfill(64 * 1024, 'x'), *long_text = NULL, *too_long = NULL;

	check_repeat("[", 64, "", "]", true);
	check_repeat("[", 65, "", "]", false);
	check_repeat("{\"a\":", 64, "1", "}", true);
	check_repeat("{\"a\":", 65, "1", "}", false);
	check_repeat("[", 100000, "", "", false);
	check_repeat("{\"a\":", 100000, "", "", false);
	/* siblings do not add to the depth */
	check_repeat("[[[", 1, "[[]],[[]],[[]]", "]]]", true);
	/* the list itself is one of the 10,000 */
	{
		g_autofree char *most = repeat("0,", 9998, "0", ""),
				*list = g_strdup_printf("[%s]", most);
		g_autofree char *more = g_strdup_printf("[0,%s]", most);

		check_text(list, strlen(list), true);
		check_text(more, strlen(more), false);
	}
	long_text = g_strdup_printf("\"%s\"", fits);
	too_long = g_strdup_printf("\"%sx\"", fits);
	check_text(long_text, strlen(long_text), true);
	check_text(too_long, strlen(too_long), false);
	check_repeat("9", 1024, "", "", true);
	check_repeat("9", 1025, "", "", false);
}

static void test_numbers_stay(void)
{
	static const char *const numbers[] = { "9223372036854775808", "376330001421757630123",
		"0.1", "0.10", "1e400", "-0", "1E+5", "9007199254740993",
		"123456789.1234567890123456789" };

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		g_autofree char *text = g_strdup_printf("{\"n\":%s}", numbers[i]);
		bool incomplete;
		CLEANUP(json_free) struct json *value = read_text(text, strlen(text), &incomplete);

		g_assert_nonnull(value);
		g_assert_cmpstr(json_text(value, "n"), ==, numbers[i]);
		g_assert_true(json_at(value, "n")->kind == JSON_KIND_NUMBER);
	}
}

static void test_strings_decoded(void)
{
	const char *text = "{\"e\":\"\\u00e9\\ud83d\\ude00\\n\\\"\\\\\\/\",\"\\u006eame\":\"x\"}";
	bool incomplete;
	CLEANUP(json_free) struct json *value = read_text(text, strlen(text), &incomplete);

	g_assert_nonnull(value);
	g_assert_cmpstr(json_text(value, "e"), ==, "\xc3\xa9\xf0\x9f\x98\x80\n\"\\/");
	g_assert_cmpstr(json_text(value, "name"), ==, "x");
}

static void test_incomplete(void)
{
	const char *text =
		"{\"a\": [1.5e3, true, \"\xc3\xa9\\u00e9\\ud83d\\ude00\", null, {\"b\": \"c\"}]}";
	size_t len = strlen(text);

	/* Cut anywhere it is incomplete, never wrong: that is how the stream tells damage from end.
	 */
	for (size_t n = 0; n < len; n++) {
		bool incomplete = false;
		struct json *value = read_text(text, n, &incomplete);

		g_assert_null(value);
		g_assert_true(incomplete);
	}
	for (size_t n = 1; n < len; n++) {
		g_autofree char *wrong = g_strndup(text, n);
		bool incomplete = true;
		struct json *value;

		wrong[n - 1] = '\x02';
		value = read_text(wrong, n, &incomplete);
		g_assert_null(value);
		g_assert_false(incomplete);
	}
}

static void test_trouble_place(void)
{
	const char *text = "{\"a\": 1,\n \"b\": tru }";
	g_autofree char *problem = NULL;
	bool incomplete;
	size_t used;

	g_assert_null(json_read(text, strlen(text), &used, &incomplete, &problem));
	g_assert_false(incomplete);
	g_assert_cmpuint(used, ==, 15);
	g_assert_nonnull(problem);
}

static void test_paths(void)
{
	const char *text = "{\"a\":{\"b\":{\"c\":\"nested\",\"d\":true}},\"a.b\":{\"c\":\"flat\"},"
			   "\"kibana.alert.uuid\":\"u\",\"x\":[1],\"n\":null,\"\":{\"\":\"e\"}}";
	bool incomplete;
	CLEANUP(json_free) struct json *value = read_text(text, strlen(text), &incomplete);

	g_assert_nonnull(value);
	g_assert_cmpstr(json_text(value, "a.b.c"), ==, "flat");
	g_assert_cmpstr(json_text(value, "a.b.d"), ==, "true");
	g_assert_cmpstr(json_text(value, "kibana.alert.uuid"), ==, "u");
	g_assert_null(json_text(value, "kibana.alert"));
	g_assert_null(json_text(value, "x"));
	g_assert_null(json_text(value, "n"));
	g_assert_null(json_at(value, "x.y"));
	g_assert_null(json_at(value, "a.b.c.d"));
	g_assert_null(json_at(value, "nothing"));
	g_assert_null(json_at(value, "..."));
	g_assert_cmpstr(json_text(value, "."), ==, "e");
	g_assert_nonnull(json_at(value, ""));
	g_assert_true(json_at(value, "x")->kind == JSON_KIND_ARRAY);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/formats/json/taken", test_taken);
	g_test_add_func("/formats/json/refused", test_refused);
	g_test_add_func("/formats/json/limits", test_limits);
	g_test_add_func("/formats/json/numbers-stay", test_numbers_stay);
	g_test_add_func("/formats/json/strings-decoded", test_strings_decoded);
	g_test_add_func("/formats/json/incomplete", test_incomplete);
	g_test_add_func("/formats/json/trouble-place", test_trouble_place);
	g_test_add_func("/formats/json/paths", test_paths);
	return g_test_run();
}
