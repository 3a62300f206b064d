#define _GNU_SOURCE
#include <glib.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include <utf8proc.h>

#include "src/base/text.h"

static const struct {
	const char *in, *line;
} marks[] = {
	{ "", "" },
	{ "plain text, 100%", "plain text, 100%" },
	{ "na\xc3\xafve \xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x98\x80",
		"na\xc3\xafve \xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x98\x80" },
	{ "\x1b[31mred", "^[[31mred" },
	{ "\x1b]0;title\x07", "^[]0;title^G" },
	{ "\x1b]52;c;cm0gLXJm\x1b\\", "^[]52;c;cm0gLXJm^[\\" },
	{ "a\x7f"
	  "b\x08"
	  "c\rd",
		"a^?b^Hc^Md" },
	{ "a\nb\tc", "a^Jb^Ic" },
	{ "\x9b"
	  "31m",
		"\\x9B31m" },
	{ "\xc2\x9b"
	  "31m",
		"<U+009B>31m" },
	{ "\xc2\x80\xc2\x9f\xc2\xad", "<U+0080><U+009F><U+00AD>" },
	{ "exe.\xe2\x80\xaegpj", "exe.<U+202E>gpj" },
	{ "\xe2\x81\xa6x\xe2\x81\xa9\xd8\x9c", "<U+2066>x<U+2069><U+061C>" },
	{ "pay\xe2\x80\x8bpal\xe2\x80\x8d\xef\xbb\xbf", "pay<U+200B>pal<U+200D><U+FEFF>" },
	{ "\xe2\x80\xa8\xe2\x80\xa9", "<U+2028><U+2029>" },
	{ "\xf3\xa0\x81\x81\xf3\xa0\x84\x80", "<U+E0041><U+E0100>" },
	{ "\xef\xb8\x8f\xe1\xa0\x8b\xcd\x8f", "<U+FE0F><U+180B><U+034F>" },
	{ "\xe1\x85\x9f\xe1\x85\xa0\xe3\x85\xa4\xef\xbe\xa0", "<U+115F><U+1160><U+3164><U+FFA0>" },
	{ "\xee\x80\x80\xf4\x8f\xbf\xbd", "<U+E000><U+10FFFD>" },
	{ "\xcd\xb8\xef\xbf\xbf", "<U+0378><U+FFFF>" },
	{ "\xc0\xaf\xc1\x81", "\\xC0\\xAF\\xC1\\x81" },
	{ "\xe0\x80\xaf", "\\xE0\\x80\\xAF" },
	{ "\xf0\x80\x80\x9b", "\\xF0\\x80\\x80\\x9B" },
	{ "\xed\xa0\x80\xed\xbf\xbf", "\\xED\\xA0\\x80\\xED\\xBF\\xBF" },
	{ "\xf4\x90\x80\x80\xf8\x88", "\\xF4\\x90\\x80\\x80\\xF8\\x88" },
	{ "\xe2\x82", "\\xE2\\x82" },
	{ "\xe2"
	  "A",
		"\\xE2A" },
	{ "e\xcc\x81\xcc\x82", "e\xcc\x81\xcc\x82" },
	{ "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84x", "e\xcc\x81\xcc\x82<U+0303><U+0304>x" },
	{ "\xcc\x81"
	  "e",
		"<U+0301>e" },
	{ "\x1b\xcc\x81", "^[<U+0301>" },
	{ "\xe0\xa4\x9c\xe0\xa4\xbc\xe0\xa5\x8b\xe0\xa4\x82",
		"\xe0\xa4\x9c\xe0\xa4\xbc\xe0\xa5\x8b\xe0\xa4\x82" },
};

static void test_marks(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		g_autofree char *line = text_visible(marks[i].in, -1, TEXT_LINE);

		g_assert_cmpstr(line, ==, marks[i].line);
		g_assert_true(text_is_harmless(line, TEXT_LINE));
		g_assert_cmpint(text_is_harmless(marks[i].in, TEXT_LINE), ==,
			strcmp(marks[i].in, marks[i].line) == 0);
	}
}

static void test_blocks(void)
{
	static const struct {
		const char *in, *block;
	} cases[] = {
		{ "a\nb\n\n", "a\nb\n\n" },
		{ "\tx\ty\n12345678\tz", "        x       y\n12345678        z" },
		{ "\xe6\xbc\xa2\tx", "\xe6\xbc\xa2      x" },
		{ "a\r\nb", "a^M\nb" },
		{ "\n\xcc\x81", "\n<U+0301>" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *block = text_visible(cases[i].in, -1, TEXT_BLOCK);

		g_assert_cmpstr(block, ==, cases[i].block);
		g_assert_true(text_is_harmless(block, TEXT_BLOCK));
	}
	g_assert_false(text_is_harmless("a\nb", TEXT_LINE));
	g_assert_false(text_is_harmless("a\tb", TEXT_BLOCK));
}

static void test_lengths(void)
{
	g_autofree char *nul = text_visible("a\0b", 3, TEXT_LINE);
	g_autofree char *part = text_visible("\xe2\x82\xac", 2, TEXT_LINE);
	g_autofree char *none = text_visible(NULL, -1, TEXT_LINE);

	g_assert_cmpstr(nul, ==, "a^@b");
	g_assert_cmpstr(part, ==, "\\xE2\\x82");
	g_assert_cmpstr(none, ==, "");
}

/* An opinion of our own, not the code's: what may never reach a terminal. */
static bool is_forbidden(gunichar c, bool newline)
{
	GUnicodeType type = g_unichar_type(c);

	if (c == '\n')
		return !newline;
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x34f || c == 0x61c ||
	       c == 0x115f || c == 0x1160 || (c >= 0x180b && c <= 0x180f) ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0x3164 || (c >= 0xd800 && c <= 0xf8ff) ||
	       (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xffa0 ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c & 0xfffe) == 0xfffe || c >= 0xe0000 ||
	       type == G_UNICODE_UNASSIGNED || type == G_UNICODE_FORMAT ||
	       type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_CONTROL;
}

/* Bytes, with whole code points and the worst ones among them more often than chance. */
static size_t random_bytes(char *out, size_t room)
{
	static const char *const worst[] = {
		"\x1b",
		"\xc2\x9b",
		"\xe2\x80\xae",
		"\xe2\x80\x8b",
		"\xcc\x81",
		"\xcc\x82",
		"\n",
		"\t",
		"e",
		"\xf3\xa0\x80\xa0",
		"\xed\xa0\x80",
		"\xe0\xa4\x83",
		"\xe1\x85\xa1",
		"\xf0\x9f\x87\xa9",
	};
	size_t len = 0, want = (size_t)g_test_rand_int_range(0, (gint32)room - 8);

	while (len < want) {
		int kind = g_test_rand_int_range(0, 4);

		if (kind == 0) {
			const char *w = worst[g_test_rand_int_range(0, G_N_ELEMENTS(worst))];

			memcpy(out + len, w, strlen(w));
			len += strlen(w);
		} else if (kind == 1) {
			utf8proc_int32_t c = g_test_rand_int_range(0, 0x110000);

			if (c < 0xd800 || c > 0xdfff)
				len += (size_t)utf8proc_encode_char(
					c, (utf8proc_uint8_t *)out + len);
		} else if (kind == 2) {
			for (int run = g_test_rand_int_range(1, 7); run > 0; run--)
				out[len++] = (char)g_test_rand_int_range(0x20, 0x7f);
		} else {
			out[len++] = (char)g_test_rand_int_range(0, 256);
		}
	}
	return len;
}

static void check_visible(const char *bytes, size_t len, enum text_mode mode)
{
	g_autofree char *shown = text_visible(bytes, (gssize)len, mode);
	g_autofree char *again = text_visible(shown, -1, mode);

	g_assert_true(g_utf8_validate(shown, -1, NULL));
	for (const char *p = shown; *p; p = g_utf8_next_char(p))
		g_assert_false(is_forbidden(g_utf8_get_char(p), mode == TEXT_BLOCK));
	g_assert_true(text_is_harmless(shown, mode));
	g_assert_cmpstr(again, ==, shown);
}

static void test_random_bytes(void)
{
	char bytes[200];

	for (int i = 0; i < 10000; i++) {
		size_t len = random_bytes(bytes, sizeof(bytes));

		check_visible(bytes, len, TEXT_LINE);
		check_visible(bytes, len, TEXT_BLOCK);
	}
}

static void test_every_code_point(void)
{
	for (gunichar c = 1; c < 0x110000; c++) {
		char text[8] = "";
		bool harmless;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		text[g_unichar_to_utf8(c, text)] = '\0';
		harmless = text_is_harmless(text, TEXT_LINE);
		if (is_forbidden(c, false) && harmless)
			g_error("U+%04X passes", c);
		if (harmless && text_width(text) < 1)
			g_error("U+%04X has no cell", c);
	}
}

/* The words must not change with the environment: JSON and reports are made of them. */
static void test_locale(void)
{
	static const char *const texts[] = {
		"na\xc3\xafve \xe6\xbc\xa2 \xf0\x9f\x98\x80",
		"e\xcc\x81\xcc\x82\xcc\x83",
		"\xe2\x80\xae",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *utf8 = text_visible(texts[i], -1, TEXT_LINE);
		g_autofree char *c = NULL;

		setlocale(LC_ALL, "C");
		c = text_visible(texts[i], -1, TEXT_LINE);
		setlocale(LC_ALL, "C.UTF-8");
		g_assert_cmpstr(c, ==, utf8);
	}
}

static void test_width(void)
{
	g_assert_cmpint(text_width(""), ==, 0);
	g_assert_cmpint(text_width("abc"), ==, 3);
	g_assert_cmpint(text_width("\xe6\xbc\xa2\xe5\xad\x97"), ==, 4);
	g_assert_cmpint(text_width("e\xcc\x81"), ==, 1);
	g_assert_cmpint(text_width("\xe0\xa4\x95\xe0\xa4\x83"), ==, 2); /* a spacing mark */
	g_assert_cmpint(
		text_width("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), ==, 2); /* Hangul in parts */
}

static void test_fit(void)
{
	static const struct {
		const char *text;
		int cells;
		size_t len;
		int used;
	} cases[] = {
		{ "abc", 2, 2, 2 },
		{ "abc", 3, 3, 3 },
		{ "abc", 9, 3, 3 },
		{ "abc", 0, 0, 0 },
		{ "abc", -4, 0, 0 },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 3, 3, 2 },
		{ "\xe6\xbc\xa2", 1, 0, 0 },
		{ "ae\xcc\x81x", 2, 4, 2 },
		{ "ae\xcc\x81x", 1, 1, 1 },
		{ "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", 1, 0, 0 }, /* a flag is not cut */
		{ "\xe0\xa4\x95\xe0\xa4\x83", 1, 0, 0 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		int used = -1;

		g_test_message("%s at %d", cases[i].text, cases[i].cells);
		g_assert_cmpuint(text_fit(cases[i].text, cases[i].cells, &used), ==, cases[i].len);
		g_assert_cmpint(used, ==, cases[i].used);
	}
}

/* The cluster at text, as slowly as it can be said. */
static size_t slow_cluster(const char *text, int *cells)
{
	utf8proc_int32_t state = 0, last = 0, c;
	size_t len = 0;

	*cells = 0;
	while (text[len]) {
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + len, -1, &c);

		if (n < 0)
			c = '?';
		if (len > 0 && utf8proc_grapheme_break_stateful(last, c, &state))
			break;
		*cells += CLAMP(wcwidth((wchar_t)c), 0, 2);
		len += n < 0 ? 1 : (size_t)n;
		last = c;
	}
	return len;
}

/* What is fast for ASCII says the same. */
static void check_slow(const char *text, int cells)
{
	size_t len = 0, n;
	int width = 0, all = 0, add, used;

	for (n = slow_cluster(text, &add); n > 0 && add <= cells - width; n = slow_cluster(text + len, &add)) {
		len += n;
		width += add;
	}
	g_assert_cmpuint(text_fit(text, cells, &used), ==, len);
	g_assert_cmpint(used, ==, width);
	for (len = 0; (n = slow_cluster(text + len, &add)) > 0; len += n) {
		g_assert_cmpuint(text_next(text, len), ==, len + n);
		all += add;
	}
	g_assert_cmpint(text_width(text), ==, all);
	n = text_plain(text, (size_t)cells);
	for (len = 0; len < n; len++) {
		g_assert_cmpuint(slow_cluster(text + len, &add), ==, 1);
		g_assert_cmpint(add, ==, 1);
	}
}

static void test_plain(void)
{
	static const char *const texts[] = {
		"", "plain", "a\r\nb\tc\x7f", "e\xcc\x81", "ae\xcc\x81\xcc\x82x", "\xcc\x81", "a\xe6\xbc\xa2z",
		"ab\xff\xe2\x82z", "1\xef\xb8\x8f\xe2\x83\xa3", "a\xe2\x80\x8d\xf0\x9f\x91\xa9z", "\xd8\x80z",
		"a\xe0\xa4\x83z",
	};
	char bytes[120];

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		for (int cells = 0; cells < 8; cells++)
			check_slow(texts[i], cells);
	for (int i = 0; i < 20000; i++) {
		bytes[random_bytes(bytes, sizeof(bytes))] = '\0';
		check_slow(bytes, g_test_rand_int_range(0, 60));
	}
}

static void test_cut(void)
{
	static const struct {
		const char *text;
		int cells;
		bool ascii;
		const char *cut;
	} cases[] = {
		{ "abcdef", 6, false, "abcdef" },
		{ "abcdef", 5, false, "abcd\xe2\x80\xa6" },
		{ "abcdef", 5, true, "abcd~" },
		{ "abcdef", 1, true, "~" },
		{ "abcdef", 0, true, "" },
		{ "abcdef", -1, false, "" },
		{ "", 0, false, "" },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 3, true, "\xe6\xbc\xa2~" },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 2, true, "~" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *cut = text_cut(cases[i].text, cases[i].cells, cases[i].ascii);

		g_assert_cmpstr(cut, ==, cases[i].cut);
	}
}

static void test_cut_and_wrap_fit(void)
{
	char bytes[120];

	for (int i = 0; i < 5000; i++) {
		int cells = g_test_rand_int_range(1, 30);
		g_autofree char *text =
			text_visible(bytes, (gssize)random_bytes(bytes, sizeof(bytes)), TEXT_BLOCK);
		g_autofree char *line = g_strdelimit(g_strdup(text), "\n", ' ');
		g_autofree char *cut = text_cut(line, cells, i % 2 == 0);
		g_auto(GStrv) lines = text_wrap(text, cells);

		g_assert_cmpint(text_width(cut), <=, cells);
		g_assert_true(g_utf8_validate(cut, -1, NULL));
		g_assert_nonnull(lines[0]);
		for (char **p = lines; *p; p++) {
			g_assert_cmpint(text_width(*p), <=, cells);
			g_assert_true(g_utf8_validate(*p, -1, NULL));
		}
	}
}

static void test_wrap(void)
{
	static const struct {
		const char *text;
		int cells;
		const char *lines;
	} cases[] = {
		{ "", 5, "" },
		{ "one", 5, "one" },
		{ "one two three", 7, "one two|three" },
		{ "one two three", 8, "one two|three" },
		{ "one  two", 4, "one|two" },
		{ "abcdefgh", 3, "abc|def|gh" },
		{ "a abcdefgh", 4, "a|abcd|efgh" },
		{ "one\n\ntwo\n", 5, "one||two|" },
		{ "  one two", 6, "  one|two" },
		{ "      x", 4, "    |x" },
		{ "end   ", 4, "end" },
		{ "\xe6\xbc\xa2\xe5\xad\x97", 3, "\xe6\xbc\xa2|\xe5\xad\x97" },
		{ "\xe6\xbc\xa2"
		  "a",
			1, "?|a" },
		{ "ab", 0, "a|b" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(GStrv) lines = text_wrap(cases[i].text, cases[i].cells);
		g_autofree char *all = g_strjoinv("|", lines);

		g_assert_cmpstr(all, ==, cases[i].lines);
	}
}

static void test_utf8(void)
{
	g_assert_true(text_is_utf8("", 0));
	g_assert_true(text_is_utf8("\xf0\x9f\x98\x80", 4));
	g_assert_false(text_is_utf8("a\0b", 3));
	g_assert_false(text_is_utf8("\xf0\x9f\x98\x80", 3));
	g_assert_false(text_is_utf8("\xc0\xaf", 2));
	g_assert_false(text_is_utf8("\xed\xa0\x80", 3));
}

static void test_normal(void)
{
	static const struct {
		const char *text;
		bool fold;
		const char *normal;
	} cases[] = {
		{ "Rene\xcc\x81", false, "Ren\xc3\xa9" },
		{ "REN\xc3\x89", true, "ren\xc3\xa9" },
		{ "RENE\xcc\x81", true, "ren\xc3\xa9" },
		{ "Stra\xc3\x9f"
		  "e",
			true, "strasse" },
		{ "", true, "" },
		{ "\xef\xac\x81", false, "\xef\xac\x81" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *normal = text_normal(cases[i].text, cases[i].fold);

		g_assert_cmpstr(normal, ==, cases[i].normal);
	}
	g_free(text_normal("\xff junk", true));
}

static void test_json(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "{\n\t\"a\": 1\r\n}", "{\n \"a\": 1 \n}" },
		{ "[\"\\u001b\\n\"]", "[\"\\u001b\\n\"]" },
		{ "[\"\xe2\x80\xae\x7f\"]", "[\"\\u202e\\u007f\"]" },
		{ "[\"\xf3\xa0\x81\x81\"]", "[\"\\udb40\\udc41\"]" },
		{ "[\"na\xc3\xafve \xe6\xbc\xa2\"]", "[\"na\xc3\xafve \xe6\xbc\xa2\"]" },
		{ "[\"e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\"]",
			"[\"e\xcc\x81\xcc\x82\\u0303\\u0304\"]" },
		{ "[\"\xc2\x9b\"]", "[\"\\u009b\"]" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_json_harmless(cases[i].in);

		g_assert_cmpstr(out, ==, cases[i].out);
		g_assert_true(text_is_harmless(out, TEXT_BLOCK));
	}
}

static void test_csv(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "\"\"" },
		{ "plain", "\"plain\"" },
		{ "a \"b\", c", "\"a \"\"b\"\", c\"" },
		{ "=1+1", "\"'=1+1\"" },
		{ "+1", "\"'+1\"" },
		{ "-1", "\"'-1\"" },
		{ "@x", "\"'@x\"" },
		{ "\tx", "\"' x\"" },
		{ "\rx", "\"' x\"" },
		{ " =1", "\"' =1\"" },
		{ "\xef\xbc\x9d"
		  "1",
			"\"'\xef\xbc\x9d"
			"1\"" },
		{ "a\r\nb\nc\rd\te", "\"a b c d e\"" },
		{ "1=1", "\"1=1\"" },
		{ "\x1b[2J", "\"^[[2J\"" },
		{ "\xff", "\"\\xFF\"" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *out = text_csv(cases[i].in);

		g_assert_cmpstr(out, ==, cases[i].out);
	}
}

static void test_words(void)
{
	const char *line = " note-add\t26-0041 text=\"two  words\" \"\" ", *none = " \t";
	static const char *const words[] = { "note-add", "26-0041", "text=two  words", "", NULL };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *word = text_word(&line);

		g_assert_cmpstr(word, ==, words[i]);
	}
	g_assert_null(text_word(&none));
}

static void test_word_begins(void)
{
	static const struct { const char *text, *with; bool yes; } cases[] = {
		{ "e-mail, phishing", "mail", true },
		{ "e-mail, phishing", "Phish", true },
		{ "e-mail, phishing", "ail", false },
		{ "", "", true },
		/* a letter is one in any script, and in any form */
		{ "Caf\xc3\xa9" "bar", "bar", false },
		{ "e\xcc\x81" "bar", "bar", false },
		{ "\xd0\xbf\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0", "\xd1\x87\xd1\x82", false },
		{ "\xc3\x84nderung", "\xc3\xa4n", true },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		if (text_word_begins(cases[i].text, cases[i].with) != cases[i].yes)
			g_error("\"%s\" in \"%s\"", cases[i].with, cases[i].text);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	setlocale(LC_ALL, "C.UTF-8");
	g_test_add_func("/text/hostile characters become visible", test_marks);
	g_test_add_func("/text/a block keeps its lines and loses its tabs", test_blocks);
	g_test_add_func("/text/a length is kept to and NUL is shown", test_lengths);
	g_test_add_func(
		"/text/random bytes come out harmless, and the same again", test_random_bytes);
	g_test_add_func("/text/no forbidden code point passes", test_every_code_point);
	g_test_add_func("/text/the locale changes nothing", test_locale);
	g_test_add_func("/text/width counts cells", test_width);
	g_test_add_func("/text/fit never cuts a cluster", test_fit);
	g_test_add_func("/text/the fast way is the slow one", test_plain);
	g_test_add_func("/text/cut marks where it cut", test_cut);
	g_test_add_func("/text/cut and wrap never exceed their cells", test_cut_and_wrap_fit);
	g_test_add_func("/text/wrap breaks at blanks where it can", test_wrap);
	g_test_add_func("/text/UTF-8 is strict", test_utf8);
	g_test_add_func("/text/normal makes equal what looks equal", test_normal);
	g_test_add_func("/text/JSON for a terminal is escaped", test_json);
	g_test_add_func("/text/a line is taken word by word", test_words);
	g_test_add_func("/text/a CSV field is quoted and no formula", test_csv);
	g_test_add_func("/text/a word begins where no letter stands before", test_word_begins);
	return g_test_run();
}
