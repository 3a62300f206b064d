/* Recognises the header; reads nothing from it: the alert carries its own time and host. */
#include "src/formats/syslog.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define HEADER_MAX 2048
#define TAG_MAX 64

/* Where the text does not follow the pattern: 0. Pattern: "9" is a digit, "A" a letter, "_" a
 * digit or blank, anything else is itself. */
static size_t match(const char *text, size_t len, const char *pattern)
{
	size_t n = strlen(pattern);

	if (len < n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		bool fits = pattern[i] == text[i];

		if (pattern[i] == '9')
			fits = g_ascii_isdigit(text[i]);
		else if (pattern[i] == 'A')
			fits = g_ascii_isalpha(text[i]);
		else if (pattern[i] == '_')
			fits = g_ascii_isdigit(text[i]) || text[i] == ' ';
		if (!fits)
			return 0;
	}
	return n;
}

static size_t digits(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && g_ascii_isdigit(text[n]))
		n++;
	return n;
}

/* "<132>", also behind the octet count of RFC 6587: "815 <132>". */
static size_t priority(const char *text, size_t len)
{
	size_t count = digits(text, len), at = 0, n;

	if (count > 0 && count < len && text[count] == ' ')
		at = count + 1;
	if (at >= len || text[at] != '<')
		return 0;
	n = digits(text + at + 1, len - at - 1);
	if (n < 1 || n > 3 || at + 1 + n >= len || text[at + 1 + n] != '>')
		return 0;
	return at + n + 2;
}

static bool is_tag(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && n < TAG_MAX &&
		(g_ascii_isalnum(text[n]) || strchr("-_./[]()@", text[n])) && text[n])
		n++;
	if (n == 0 || n >= len || text[n] != ':')
		return false;
	for (n++; n < len && text[n] == ' '; n++)
		;
	return n < len && text[n] == '{';
}

/* The first "{" that is not inside a quoted value of RFC 5424 structured data. */
static size_t first_brace(const char *line, size_t len, bool structured)
{
	bool inside = false, quoted = false;

	for (size_t i = 0; i < len && i < HEADER_MAX; i++) {
		unsigned char c = (unsigned char)line[i];

		if (c < ' ' && c != '\t')
			return 0;
		if (c == '{' && !quoted)
			return i;
		if (!structured)
			continue;
		if (quoted && c == '\\')
			i++;
		else if (inside && c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '[' || c == ']'))
			inside = c == '[';
	}
	return 0;
}

size_t syslog_header_length(const char *line, size_t len)
{
	size_t start = priority(line, len);
	bool structured = start && match(line + start, len - start, "1 ");

	if (!start && !match(line, len, "AAA _9 99:99:99 ") &&
		!match(line, len, "9999-99-99T99:99:99") && !is_tag(line, len))
		return 0;
	return first_brace(line, len, structured);
}
