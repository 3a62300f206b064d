#include "src/base/text.h"

#include <stdint.h>
#include <string.h>

#include "src/base/text_code.h"

#define TAB_CELLS 8
#define MARKS_MAX 2 /* of each kind on one base; more climb into the neighbouring lines */

/* The way through a text: what is emitted depends on what stands before. */
struct scan {
	enum text_mode mode;
	GString *out; /* NULL: only ask whether anything would change */
	int column;
	int stacked, spacing; /* marks since the last base */
};

static void scan_no_base(struct scan *s)
{
	/* A mark that follows would attach to something we drew: it is shown instead. */
	s->stacked = s->spacing = MARKS_MAX;
}

static void emit_mark(struct scan *s, const char *mark)
{
	g_string_append(s->out, mark);
	s->column += (int)strlen(mark);
	scan_no_base(s);
}

static void emit_code_mark(struct scan *s, gunichar c)
{
	char mark[16];

	if (c < 0x20 || c == 0x7f)
		g_snprintf(mark, sizeof(mark), "^%c", (int)(c ^ 0x40));
	else
		g_snprintf(mark, sizeof(mark), "<U+%04X>", c);
	emit_mark(s, mark);
}

static void emit_blanks(struct scan *s)
{
	do {
		g_string_append_c(s->out, ' ');
		s->column++;
	} while (s->column % TAB_CELLS != 0);
	s->stacked = s->spacing = 0;
}

/* Keeps count of the marks on the base; false when c is one too many. */
static bool fits_base(struct scan *s, gunichar c)
{
	switch (code_kind(c)) {
	case CODE_STACKED:
		return s->stacked++ < MARKS_MAX;
	case CODE_SPACING:
		return s->spacing++ < MARKS_MAX;
	case CODE_BASE:
		break;
	}
	s->stacked = s->spacing = 0;
	return true;
}

/* One valid code point of n bytes. False when it would change and nobody wants the output. */
static bool scan_code(struct scan *s, gunichar c, const char *bytes, size_t n)
{
	bool block = s->mode == TEXT_BLOCK;

	if (block && c == '\n') {
		if (s->out)
			g_string_append_c(s->out, '\n');
		s->column = 0;
		scan_no_base(s);
		return true;
	}
	if (!code_is_hostile(c) && fits_base(s, c)) {
		if (s->out)
			g_string_append_len(s->out, bytes, (gssize)n);
		s->column += code_width(c);
		return true;
	}
	if (!s->out)
		return false;
	if (block && c == '\t')
		emit_blanks(s);
	else
		emit_code_mark(s, c);
	return true;
}

/* Each of them is a base. */
static void scan_plain(struct scan *s, const char *bytes, size_t n)
{
	if (s->out)
		g_string_append_len(s->out, bytes, (gssize)n);
	s->column += (int)n;
	s->stacked = s->spacing = 0;
}

static bool scan_text(struct scan *s, const char *text, size_t len)
{
	scan_no_base(s);
	while (len > 0) {
		gunichar c;
		size_t n = code_plain(text, len);

		if (n > 0) {
			scan_plain(s, text, n);
		} else if ((n = code_decode(text, len, &c)) > 0) {
			if (!scan_code(s, c, text, n))
				return false;
		} else if (s->out) {
			char mark[8];

			g_snprintf(mark, sizeof(mark), "\\x%02X", (unsigned)(unsigned char)*text);
			emit_mark(s, mark);
			n = 1;
		} else {
			return false;
		}
		text += n;
		len -= n;
	}
	return true;
}

char *text_visible(const char *text, gssize len, enum text_mode mode)
{
	size_t bytes = !text ? 0 : len < 0 ? strlen(text) : (size_t)len;
	struct scan s = { .mode = mode, .out = g_string_sized_new(bytes + 1) };

	scan_text(&s, text, bytes);
	return g_string_free(s.out, FALSE);
}

bool text_is_harmless(const char *text, enum text_mode mode)
{
	struct scan s = { .mode = mode };

	return scan_text(&s, text, strlen(text));
}

char *text_word(const char **text)
{
	GString *word;
	bool quoted = false;

	*text += strspn(*text, " \t");
	if (!**text)
		return NULL;
	word = g_string_new(NULL);
	for (; **text && (quoted || !strchr(" \t", **text)); ++*text) {
		if (**text == '"')
			quoted = !quoted;
		else
			g_string_append_c(word, **text);
	}
	return g_string_free(word, FALSE);
}

bool text_is_utf8(const char *text, size_t len)
{
	return len == 0 || g_utf8_validate_len(text, len, NULL);
}

char *text_normal(const char *text, bool fold)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *apart = NULL;
	g_autofree char *folded = NULL;

	if (!fold)
		return g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
	/* Folding looks at single characters, so they are taken apart before. */
	apart = g_utf8_normalize(valid, -1, G_NORMALIZE_NFD);
	folded = g_utf8_casefold(apart, -1);
	return g_utf8_normalize(folded, -1, G_NORMALIZE_NFC);
}

bool text_is(const char *text, const char *other)
{
	g_autofree char *a = text_normal(text, true), *b = text_normal(other, true);

	return a && b && strcmp(a, b) == 0;
}

static bool in_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

bool text_word_begins(const char *text, const char *with)
{
	g_autofree char *a = text_normal(text, true), *b = text_normal(with, true);
	const char *found = a && b ? strstr(a, b) : NULL;

	while (found && found != a && in_word(g_utf8_get_char(g_utf8_prev_char(found))))
		found = strstr(g_utf8_next_char(found), b);
	return found != NULL;
}

static void json_escape(GString *out, gunichar c)
{
	if (c < 0x10000) {
		g_string_append_printf(out, "\\u%04x", c);
		return;
	}
	c -= 0x10000;
	g_string_append_printf(out, "\\u%04x\\u%04x", 0xd800 + (c >> 10), 0xdc00 + (c & 0x3ff));
}

char *text_json_harmless(const char *json)
{
	size_t len = strlen(json);
	struct scan s = { .mode = TEXT_BLOCK };
	GString *out = g_string_sized_new(len + 1);

	/* Raw control characters are only ever blanks between tokens: a string has them escaped. */
	scan_no_base(&s);
	while (len > 0) {
		gunichar c;
		size_t n = code_decode(json, len, &c);

		if (n == 0)
			json_escape(out, 0xfffd);
		else if (c == '\t' || c == '\r')
			g_string_append_c(out, ' ');
		else if (scan_code(&s, c, json, n))
			g_string_append_len(out, json, (gssize)n);
		else
			json_escape(out, c);
		json += MAX(n, 1);
		len -= MAX(n, 1);
	}
	return g_string_free(out, FALSE);
}

/* Spreadsheets take these for a formula, behind blanks and in full width as well. */
static bool csv_is_formula(const char *text)
{
	static const char *const starts[] = {
		"=",
		"+",
		"-",
		"@",
		"\xef\xbc\x9d",
		"\xef\xbc\x8b",
		"\xef\xbc\x8d",
		"\xef\xbc\xa0",
	};

	if (*text == '\t' || *text == '\r' || *text == '\n')
		return true;
	text += strspn(text, " \t\r\n");
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (g_str_has_prefix(text, starts[i]))
			return true;
	return false;
}

char *text_csv(const char *text)
{
	GString *plain = g_string_new(csv_is_formula(text) ? "'" : "");
	GString *out = g_string_new("\"");
	g_autofree char *harmless = NULL;

	for (; *text; text++) {
		if (text[0] == '\r' && text[1] == '\n')
			continue;
		g_string_append_c(plain, strchr("\t\r\n", *text) ? ' ' : *text);
	}
	harmless = text_visible(plain->str, (gssize)plain->len, TEXT_LINE);
	g_string_free(plain, TRUE);
	for (const char *p = harmless; *p; p++) {
		if (*p == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
	return g_string_free(out, FALSE);
}

const char *text_decimal(int64_t number, char digits[DECIMAL_LEN])
{
	char *begin = digits + DECIMAL_LEN - 1;
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

	*begin = '\0';
	do
		*--begin = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--begin = '-';
	return begin;
}
