/* Framing: values however a tool strings them together, and what damage costs. */
#include "src/formats/stream.h"

#include <string.h>
#include <time.h>

/* The whole input as one line: "1:VALUE 3!" is a value at line 1 and damage at line 3. */
static char *outline_of(const char *bytes, size_t len)
{
	g_autofree char *copy = g_memdup2(bytes, len);
	CLEANUP(stream_free) struct stream *stream = stream_new(copy, len);
	GString *outline = g_string_new(NULL);
	struct stream_item item;
	enum stream_got got;

	while ((got = stream_next(stream, &item)) != STREAM_END) {
		g_string_append_printf(outline, "%s%u", outline->len ? " " : "", item.line);
		if (got == STREAM_BAD) {
			g_assert_nonnull(item.problem);
			g_assert_null(item.value);
			g_string_append_c(outline, '!');
			continue;
		}
		g_assert_nonnull(item.value);
		g_assert_true(item.raw >= copy && item.raw + item.len <= copy + len);
		g_string_append_c(outline, ':');
		g_string_append_len(outline, item.raw, (gssize)item.len);
	}
	g_assert_true(stream_next(stream, &item) == STREAM_END);
	return g_string_free(outline, FALSE);
}

static void check(const char *text, const char *expected)
{
	g_autofree char *outline = outline_of(text, strlen(text));

	g_assert_cmpstr(outline, ==, expected);
}

static void test_plain(void)
{
	check("", "");
	check(" \r\n\n\t", "");
	check("{}", "1:{}");
	check("{\"a\":1}\n{\"b\":2}\n", "1:{\"a\":1} 2:{\"b\":2}");
	check("{\"a\":1}\r\n\r\n{\"b\":2}\r\n", "1:{\"a\":1} 3:{\"b\":2}");
	check("{\"a\":1}{\"b\":2} {\"c\":3}", "1:{\"a\":1} 1:{\"b\":2} 1:{\"c\":3}");
	check("{\n \"a\": {\n  \"b\": 1\n }\n}\n{\n}\n",
		"1:{\n \"a\": {\n  \"b\": 1\n }\n} 6:{\n}");
	check("\xef\xbb\xbf{\"a\":1}\n", "1:{\"a\":1}");
	check("\xef\xbb\xbf<13>Oct  1 10:00:00 h t: {\"a\":1}\n", "1:{\"a\":1}");
	check("   {\"a\":1}", "1:{\"a\":1}");
}

static void test_lists(void)
{
	check("[]", "");
	check("[{\"a\":1},{\"b\":2}]\n", "1:{\"a\":1} 1:{\"b\":2}");
	check("[\n {\"a\":1},\n\n {\"b\":2}\n]\n{\"c\":3}", "2:{\"a\":1} 4:{\"b\":2} 6:{\"c\":3}");
	check("[{}]\n[{},{}]\n", "1:{} 2:{} 2:{}");
	check("[1,\"x\",[{}]]", "1:1 1:\"x\" 1:[{}]");
	check("[] [] {}", "1:{}");
	/* the elements before the damage stand, and those behind it */
	check("[{\"a\":1},]\n", "1:{\"a\":1} 1!");
	check("[{\"a\":1},,{\"b\":2}]\n", "1:{\"a\":1} 1!");
	check("[{\"a\":1} {\"b\":2}]\n", "1:{\"a\":1} 1! 1:{\"b\":2}");
	check("[{\"a\":1},\n{\"b\":2}\n", "1:{\"a\":1} 2:{\"b\":2} 3!");
	check("[{\"a\":1}\n{\"b\":2}\n", "1:{\"a\":1} 2! 2:{\"b\":2}");
	check("[\n {\"a\":1},\n {\"b\":x},\n {\"c\":3}\n]\n{\"d\":4}\n",
		"2:{\"a\":1} 3! 4:{\"c\":3} 6:{\"d\":4}");
	check("[\n  {\n    \"a\": [\n      {\"in\": x}\n    ]\n  },\n  {\n    \"b\": 1\n  }\n]\n",
		"2! 7:{\n    \"b\": 1\n  }");
	check("[", "1!");
	check("[{\"a\":1}", "1:{\"a\":1} 1!");
	check("]\n{}", "1! 2:{}");
}

static void test_headers(void)
{
	check("<132>Sep 19 08:25:04 ub20 ossec: {\"a\":1}\n", "1:{\"a\":1}");
	check("Sep  9 08:25:04 ub20 ossec: {\"a\":1}\n", "1:{\"a\":1}");
	check("<132>1 2026-11-20T03:12:00.123Z h app 12 ID47 - {\"a\":1}\n", "1:{\"a\":1}");
	check("<132>1 2026-11-20T03:12:00Z h app - - [x@1 k=\"a{\\\"]\" l=\"}\"][y@1] "
	      "\xef\xbb\xbf{\"a\":1}\n",
		"1:{\"a\":1}");
	check("815 <132>1 2026-11-20T03:12:00Z h app - - - {\"a\":1}\n", "1:{\"a\":1}");
	check("2026-11-20T03:12:00.1+01:00 h app[12]: {\"a\":1}\n", "1:{\"a\":1}");
	check("-: {\"a\":1}\nossec: {\"b\":2}\n", "1:{\"a\":1} 2:{\"b\":2}");
	check("<132>Sep 19 08:25:04 h o: {\"a\":1}\r\n<132>Sep 19 08:25:05 h o: {\"b\":2}\r\n",
		"1:{\"a\":1} 2:{\"b\":2}");
	check("<132>Sep 19 08:25:04 h o: {\"a\":\n1}\n", "1:{\"a\":\n1}");
	/* text that is no header, or a header without a value */
	check("hello {\"a\":1}\n{\"b\":2}\n", "1! 2:{\"b\":2}");
	check("<132>Sep 19 08:25:04 h sshd: no JSON here\n{\"b\":2}\n", "1! 2:{\"b\":2}");
	check("\"rule\": {\"a\":1}\n", "1!");
	check("<1324>Sep 19: {\"a\":1}\n", "1!");
	check("<132>Sep 19 \x1b[2J: {\"a\":1}\n{\"b\":2}", "1! 2:{\"b\":2}");
}

static void test_damage(void)
{
	check("{\"a\":1}\n{\"b\":}\n{\"c\":3}\n", "1:{\"a\":1} 2! 3:{\"c\":3}");
	check("{\"a\":1", "1!");
	check("{\"a\":1}\n{\"b\":\"cut o", "1:{\"a\":1} 2!");
	check("{\"a\":\"cut o\n{\"b\":2}\n", "1! 2:{\"b\":2}");
	/* cut between two tokens, so that the next line could be taken for its content */
	check("{\"a\":\n{\"b\":2}\n", "1! 2:{\"b\":2}");
	check("{\"a\":1,\n<132>Sep 19 08:25:04 h o: {\"b\":2}\n", "1! 2:{\"b\":2}");
	check("{\n  \"a\": {\n    \"x\": tru\n  }\n}\n{\"b\":2}\n", "1! 6:{\"b\":2}");
	check("{\"a\":1} junk\n{\"b\":2}\n", "1:{\"a\":1} 1! 2:{\"b\":2}");
	/* a file of another kind is one complaint, not thousands */
	check("root:x:0:0\ndaemon:x:1:1\nbin:x:2:2\n", "1!");
	check("1\n2\n{}\n", "1! 3:{}");
	check("\"text\"\n", "1!");
	check("{\"a\":1,\"a\":2}\n{}\n", "1! 2:{}");
	{
		g_autofree char *nul = outline_of("{\"a\":1}\0\n{}", 11);

		g_assert_cmpstr(nul, ==, "1:{\"a\":1} 1! 2:{}");
	}
}

static void test_problem_places(void)
{
	const char *text = "{}\n{\n \"a\": 1\n \"b\": 2\n}\n{\"c\": x}\n";
	CLEANUP(stream_free) struct stream *stream = stream_new(text, strlen(text));
	struct stream_item item;

	g_assert_true(stream_next(stream, &item) == STREAM_VALUE);
	g_assert_true(stream_next(stream, &item) == STREAM_BAD);
	g_assert_cmpuint(item.line, ==, 2);
	g_assert_nonnull(strstr(item.problem, "line 4"));
	g_assert_true(stream_next(stream, &item) == STREAM_BAD);
	g_assert_cmpuint(item.line, ==, 6);
	g_assert_nonnull(strstr(item.problem, "column 7"));
	g_assert_true(stream_next(stream, &item) == STREAM_END);
}

/* A value of about size bytes made of texts that are each within their limit. */
static char *large(size_t size)
{
	g_autofree char *filler = g_strnfill(60000, 'x');
	GString *text = g_string_new("{\"a\":[");

	while (text->len + 60003 < size)
		g_string_append_printf(text, "\"%s\",", filler);
	g_string_append(text, "0]}");
	return g_string_free(text, FALSE);
}

static void test_sizes(void)
{
	g_autofree char *fits = large(ALERT_MAX - 100), *over = large(ALERT_MAX + 100000);
	g_autofree char *text = g_strdup_printf("%s\n%s\n{\"b\":2}\n", fits, over);
	g_autofree char *outline = outline_of(text, strlen(text));

	g_assert_true(g_str_has_prefix(outline, "1:{"));
	g_assert_true(g_str_has_suffix(outline, " 2! 3:{\"b\":2}"));
}

/* A million values on one line, and a damaged one on each of many lines: no worse than linear. */
static void test_no_quadratic(void)
{
	GString *text = g_string_new(NULL);
	CLEANUP(stream_free) struct stream *stream = NULL;
	struct stream_item item;
	unsigned values = 0, bads = 0;
	clock_t start = clock();
	enum stream_got got;

	for (unsigned i = 0; i < 300000; i++)
		g_string_append(text, "{} ");
	for (unsigned i = 0; i < 20000; i++)
		g_string_append(text, "\n{\"a\":[");
	stream = stream_new(text->str, text->len);
	while ((got = stream_next(stream, &item)) != STREAM_END)
		(*(got == STREAM_VALUE ? &values : &bads))++;
	g_assert_cmpuint(values, ==, 300000);
	g_assert_cmpuint(bads, ==, 20000);
	g_assert_cmpint(clock() - start, <, 30 * CLOCKS_PER_SEC);
	g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/formats/stream/plain", test_plain);
	g_test_add_func("/formats/stream/lists", test_lists);
	g_test_add_func("/formats/stream/headers", test_headers);
	g_test_add_func("/formats/stream/damage", test_damage);
	g_test_add_func("/formats/stream/problem-places", test_problem_places);
	g_test_add_func("/formats/stream/sizes", test_sizes);
	g_test_add_func("/formats/stream/no-quadratic", test_no_quadratic);
	return g_test_run();
}
