#include "doc/roff.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What a character is in roff; others in ASCII stand for themselves. */
static void add(GString *out, gunichar c)
{
	static const struct { gunichar c; const char *roff; } signs[] = {
		{ '\\', "\\e" }, { '-', "\\-" }, { '~', "\\(ti" }, { '^', "\\(ha" }, { '`', "\\(ga" },
		{ 0x201c, "\\(lq" }, { 0x201d, "\\(rq" }, { 0x2026, "..." }, { 0x2265, "\\(>=" },
		{ 0x2192, "\\(->" }, { 0x00b7, "\\(pc" }, { 0x2013, "\\(en" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (signs[i].c == c) {
			g_string_append(out, signs[i].roff);
			return;
		}
	}
	if (c < 0x80)
		g_string_append_c(out, (char)c);
	else
		g_string_append_printf(out, "\\[u%04X]", c);
}

static char *escape(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text = g_utf8_next_char(text))
		add(out, g_utf8_get_char(text));
	return g_string_free(out, FALSE);
}

void roff_line(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

/* The end of a sentence, and a new one follows. */
static bool ends_sentence(const char *text, const char *at)
{
	return at > text && strchr(".!?", at[-1]) && at[0] == ' ' && (g_ascii_isupper(at[1]) || at[1] == '"');
}

static void put_sentence(const char *sentence)
{
	g_autofree char *escaped = escape(sentence);

	/* these begin a request */
	if (*escaped == '.' || *escaped == '\'')
		fputs("\\&", stdout);
	puts(escaped);
}

void roff_text(const char *text)
{
	const char *start = text;

	if (!text || !*text)
		return;
	for (const char *at = text; *at; at++) {
		if (*at != '\n' && !ends_sentence(text, at))
			continue;
		g_autofree char *sentence = g_strndup(start, (gsize)(at - start));

		put_sentence(sentence);
		start = at + 1;
	}
	put_sentence(start);
}

void roff_format(const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	roff_text(text);
}

char *roff_word(const char *word)
{
	g_autofree char *escaped = escape(word);
	const char *quote = strchr(escaped, ' ') ? "\"" : "";
	bool plain = g_ascii_isalnum(*escaped) && strlen(escaped) > 3;

	return g_strconcat(quote, plain ? "" : "\\&", escaped, quote, NULL);
}

void roff_item(const char *macro, const char *word, const char *rest)
{
	g_autofree char *escaped = roff_word(word);

	roff_line(".It %s %s%s%s", macro, escaped, rest ? " " : "", rest ? rest : "");
}

void roff_list(const char *width, bool compact)
{
	roff_line(".Bl -tag -width %s%s", width, compact ? " -compact" : "");
}

void roff_list_end(void)
{
	roff_line(".El");
}

void roff_section(const char *title)
{
	g_autofree char *escaped = escape(title);

	roff_line(".Ss %s", escaped);
}
