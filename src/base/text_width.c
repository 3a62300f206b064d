/* Text in cells: how wide, what fits, where lines break. */
#include "src/base/text.h"

#include <limits.h>
#include <string.h>

#include <utf8proc.h>

#include "src/base/text_code.h"

/* One code point; a byte that is not UTF-8 counts as one cell, as it would be drawn wrong. */
static size_t next_code(const char *text, gunichar *c)
{
	*c = '?';
	return MAX(code_decode(text, strnlen(text, 4), c), 1);
}

int text_width(const char *text)
{
	int width = 0;

	while (*text && width < INT_MAX - 2) {
		size_t plain = code_plain(text, (size_t)(INT_MAX - 2 - width));
		gunichar c;

		text += plain;
		width += (int)plain;
		if (!*text)
			break;
		text += next_code(text, &c);
		width += code_width(c);
	}
	return width;
}

/* The cluster at text: its bytes, and its cells. */
static size_t next_cluster(const char *text, int *cells)
{
	utf8proc_int32_t state = 0;
	gunichar c, next;
	size_t len = next_code(text, &c);

	*cells = code_width(c);
	while (text[len] && *cells < INT_MAX - 2) {
		size_t n = next_code(text + len, &next);

		if (utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)c, (utf8proc_int32_t)next, &state))
			break;
		*cells += code_width(next);
		len += n;
		c = next;
	}
	return len;
}

size_t text_next(const char *text, size_t at)
{
	int cells;

	return text[at] ? at + next_cluster(text + at, &cells) : at;
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

size_t text_plain(const char *text, size_t most)
{
	size_t n = code_plain(text, most);

	/* what follows may be a mark on the last of them */
	return n > 0 && !is_ascii(text[n]) ? n - 1 : n;
}

/* Clusters are found forwards only: from the last place that is a boundary for sure. */
size_t text_previous(const char *text, size_t at)
{
	size_t start = at, end;

	while (start > 0) {
		start = (size_t)(g_utf8_prev_char(text + start) - text);
		if (start > 0 && is_ascii(text[start]) && is_ascii(text[start - 1]))
			break;
	}
	while ((end = text_next(text, start)) < at)
		start = end;
	return start;
}

size_t text_fit(const char *text, int cells, int *used)
{
	size_t len = 0;
	int width = 0;

	while (text[len]) {
		size_t n = text_plain(text + len, (size_t)MAX(cells - width, 0));
		int add = (int)n;

		if (n == 0)
			n = next_cluster(text + len, &add);
		if (add > cells - width)
			break;
		len += n;
		width += add;
	}
	if (used)
		*used = width;
	return len;
}

char *text_cut(const char *text, int cells, bool ascii)
{
	const char *dots = ascii ? "~" : "\xe2\x80\xa6";
	size_t len;

	if (cells <= 0)
		return g_strdup("");
	len = text_fit(text, cells, NULL);
	if (!text[len])
		return g_strdup(text);
	if (text_width(dots) > cells)
		dots = "~";
	len = text_fit(text, cells - text_width(dots), NULL);
	return g_strdup_printf("%.*s%s", (int)len, text, dots);
}

/* Where not even one cluster fits: its code points that do, or "?" for one too wide. */
static size_t split_cluster(const char *text, int cells, GPtrArray *lines)
{
	size_t len = 0;
	int width = 0;

	while (text[len]) {
		gunichar c;
		size_t n = next_code(text + len, &c);

		if (code_width(c) > cells - width)
			break;
		width += code_width(c);
		len += n;
	}
	if (len > 0) {
		g_ptr_array_add(lines, g_strndup(text, len));
		return len;
	}
	g_ptr_array_add(lines, g_strdup("?"));
	return next_cluster(text, &width);
}

/* Bytes of the line that ends at the last blank of text[0..len), 0 when there is no such. */
static size_t blank_before(const char *text, size_t len)
{
	size_t indent = strspn(text, " ");

	while (len > indent && text[len] != ' ')
		len--;
	while (len > indent && text[len - 1] == ' ')
		len--;
	return len > indent ? len : 0;
}

static void wrap_line(const char *text, int cells, GPtrArray *lines)
{
	for (;;) {
		size_t len = text_fit(text, cells, NULL), at;

		if (!text[len]) {
			g_ptr_array_add(lines, g_strdup(text));
			return;
		}
		if (len == 0) {
			text += split_cluster(text, cells, lines);
		} else {
			at = blank_before(text, len);
			g_ptr_array_add(lines, g_strndup(text, at ? at : len));
			text += at ? at : len;
			text += strspn(text, " ");
		}
		if (!*text)
			return;
	}
}

char **text_wrap(const char *text, int cells)
{
	GPtrArray *lines = g_ptr_array_new();
	g_auto(GStrv) parts = g_strsplit(text, "\n", -1);

	/* An empty text is one empty line, not none: forms draw it. */
	if (!parts[0])
		g_ptr_array_add(lines, g_strdup(""));
	for (char **part = parts; *part; part++)
		wrap_line(*part, MAX(cells, 1), lines);
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}
