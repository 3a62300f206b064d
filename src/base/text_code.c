#include "src/base/text_code.h"

#include <stdlib.h>
#include <wchar.h>

#include <utf8proc.h>

struct range {
	gunichar first, last;
};

/* Beyond the categories: letters and marks that draw nothing or change another's shape. */
static const struct range invisible[] = {
	{ 0x034f, 0x034f }, /* combining grapheme joiner */
	{ 0x115f, 0x1160 }, /* Hangul fillers */
	{ 0x17b4, 0x17b5 }, /* Khmer inherent vowels */
	{ 0x180b, 0x180f }, /* Mongolian selectors */
	{ 0x3164, 0x3164 }, /* Hangul filler */
	{ 0xfe00, 0xfe0f }, /* variation selectors */
	{ 0xffa0, 0xffa0 }, /* halfwidth Hangul filler */
	{ 0xfff9, 0xfffb }, /* interlinear annotation */
	{ 0xe0000, 0xe0fff }, /* tags, more selectors */
};

size_t code_plain(const char *text, size_t most)
{
	size_t n = 0;

	while (n < most && text[n] >= 0x20 && text[n] < 0x7f)
		n++;
	return n;
}

/* Bytes that a first byte announces; 0 when it cannot be one. */
static size_t sequence_len(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0)
		return 3;
	return first < 0xf5 ? 4 : 0;
}

size_t code_decode(const char *text, size_t len, gunichar *code)
{
	static const gunichar least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)text[0];
	size_t n = sequence_len(first);
	gunichar c;

	if (n == 0 || n > len)
		return 0;
	c = n == 1 ? first : first & (0x7fU >> n);
	for (size_t i = 1; i < n; i++) {
		unsigned char next = (unsigned char)text[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (next & 0x3f);
	}
	if (n > 1 && (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)))
		return 0;
	*code = c;
	return n;
}

/* wcwidth, because ncurses counts with it. It knows nothing in the C locale, where the terminal
 * gets ASCII anyway but JSON and reports must not depend on the environment. */
static int cells(gunichar c)
{
	return MB_CUR_MAX > 1 ? wcwidth((wchar_t)c) : utf8proc_charwidth((utf8proc_int32_t)c);
}

bool code_is_hostile(gunichar c)
{
	if (c < 0x80)
		return c < 0x20 || c == 0x7f;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		break;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(invisible); i++)
		if (c >= invisible[i].first && c <= invisible[i].last)
			return true;
	return cells(c) < 0;
}

enum code_kind code_kind(gunichar c)
{
	if (c < 0x80)
		return CODE_BASE;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		return CODE_STACKED;
	case UTF8PROC_CATEGORY_MC:
		return CODE_SPACING;
	default:
		return cells(c) == 0 ? CODE_STACKED : CODE_BASE;
	}
}

int code_width(gunichar c)
{
	if (c < 0x80)
		return c >= 0x20 && c != 0x7f;
	return CLAMP(cells(c), 0, 2);
}
