/* A language of our own, for tests: each text longer by two fifths, its letters with accents, wide characters at
 * its end, in brackets. What shows letters without accents is no text that went through gettext, or it is data.
 * The program's calls of gettext come here, for what a test program defines goes before the C library. */
#ifndef TESTS_UI_PSEUDO_H
#define TESTS_UI_PSEUDO_H

#include <glib.h>
#include <libintl.h>
#include <stdbool.h>
#include <string.h>

static bool pseudo;	/* it is spoken */

static inline void pseudo_letter(GString *out, char c)
{
	static const char *const accented[] = {
		"á", "ƀ", "ç", "đ", "é", "ƒ", "ğ", "ĥ", "í", "ĵ", "ķ", "ļ", "ɱ", "ñ",
		"ó", "þ", "ɋ", "ŕ", "š", "ţ", "ú", "ʋ",
		"ŵ", "ẋ", "ý", "ž",
	};
	static const char *const capitals[] = {
		"Á", "Ɓ", "Ç", "Đ", "É", "Ƒ", "Ğ", "Ĥ", "Í", "Ĵ", "Ķ", "Ļ", "Ṁ", "Ñ",
		"Ó", "Þ", "Ɋ", "Ŕ", "Š", "Ţ", "Ú", "Ṽ",
		"Ŵ", "Ẋ", "Ý", "Ž",
	};

	if (c >= 'a' && c <= 'z')
		g_string_append(out, accented[c - 'a']);
	else if (c >= 'A' && c <= 'Z')
		g_string_append(out, capitals[c - 'A']);
	else
		g_string_append_c(out, c);
}

/* Bytes of the format directive that begins here; 0: none does. */
static inline size_t pseudo_directive(const char *text)
{
	size_t len = 1;

	if (*text != '%')
		return 0;
	len += strspn(text + len, "0123456789$-+ #.*'hlzjtL");
	return text[len] ? len + 1 : len;
}

static inline char *pseudo_text(const char *msgid)
{
	GString *out = g_string_new("⟦");
	size_t len = strlen(msgid), ends = len && msgid[len - 1] == '\n';

	for (const char *p = msgid; *p && p < msgid + len - ends;) {
		size_t directive = pseudo_directive(p);

		if (directive)
			g_string_append_len(out, p, (gssize)directive);
		else
			pseudo_letter(out, *p);
		p += directive ? directive : 1;
	}
	for (size_t i = 0; i < len / 5; i++)
		g_string_append(out, "字");
	g_string_append(out, ends ? "⟧\n" : "⟧");
	return g_string_free(out, FALSE);
}

/* Lives on, as what gettext gives does. */
static inline char *pseudo_of(const char *domain, const char *msgid)
{
	static GHashTable *known;
	char *text;

	if (!pseudo || domain)
		return (char *)msgid;
	if (!known)
		known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	text = g_hash_table_lookup(known, msgid);
	if (!text) {
		text = pseudo_text(msgid);
		g_hash_table_insert(known, g_strdup(msgid), text);
	}
	return text;
}

/* --- what is data --- */

/* The next run of ASCII letters at or after text; NULL: there is none. */
static inline const char *pseudo_word(const char *text, size_t *len)
{
	while (*text && !g_ascii_isalpha(*text))
		text++;
	for (*len = 0; g_ascii_isalpha(text[*len]);)
		++*len;
	return *len ? text : NULL;
}

static inline void pseudo_learn(GHashTable *words, const char *text)
{
	size_t len;

	while ((text = pseudo_word(text, &len)) != NULL) {
		g_hash_table_add(words, g_strndup(text, len));
		text += len;
	}
}

/* The first word of three letters or more that is no data; NULL: all is well. What was cut is let through,
 * and the half of a word that stands beside a letter with an accent. Caller frees. */
static inline char *pseudo_unknown(GHashTable *words, const char *row)
{
	size_t len;

	for (const char *at = row; (at = pseudo_word(at, &len)) != NULL; at += len) {
		g_autofree char *word = g_strndup(at, len);

		if (len >= 3 && !(at[len] & 0x80) && !(at > row && at[-1] & 0x80) &&
		    !g_hash_table_contains(words, word))
			return g_steal_pointer(&word);
	}
	return NULL;
}

#undef gettext
#undef dgettext
#undef dcgettext
#undef ngettext
#undef dngettext
#undef dcngettext

char *dcgettext(const char *domain, const char *msgid, int category)
{
	(void)category;
	return pseudo_of(domain, msgid);
}

char *dgettext(const char *domain, const char *msgid)
{
	return pseudo_of(domain, msgid);
}

char *gettext(const char *msgid)
{
	return pseudo_of(NULL, msgid);
}

char *dcngettext(const char *domain, const char *one, const char *many, unsigned long n, int category)
{
	(void)category;
	return pseudo_of(domain, n == 1 ? one : many);
}

char *dngettext(const char *domain, const char *one, const char *many, unsigned long n)
{
	return pseudo_of(domain, n == 1 ? one : many);
}

char *ngettext(const char *one, const char *many, unsigned long n)
{
	return pseudo_of(NULL, n == 1 ? one : many);
}

#endif
