#include "ui/manual_page.h"

#include "src/base/text.h"

#include <string.h>

#define STEP 4		/* cells that a list or an example is indented by */
#define BESIDE 12	/* … of a list: an item that is no wider has its text beside it */

struct page {
	struct pager *pager;
	GString *text;		/* of the paragraph that is being read */
	char *item;		/* what it stands beside; NULL: nothing */
	const char *name;	/* what .Nm alone stands for */
	int depth;		/* of lists */
	bool literal;		/* .Bd: row by row */
	GPtrArray *table;	/* rows of .TS; NULL outside */
};

/* Backslash and what follows it: the bytes that were read. */
static size_t add_escape(GString *out, const char *at)
{
	static const struct { const char *roff, *text; } signs[] = {
		{ "\\e", "\\" }, { "\\-", "-" }, { "\\&", "" }, { "\\(ti", "~" }, { "\\(ha", "^" }, { "\\(ga", "`" },
		{ "\\(lq", "“" }, { "\\(rq", "”" }, { "\\(aq", "'" }, { "\\(dq", "\"" }, { "\\(>=", "≥" },
		{ "\\(->", "→" }, { "\\(pc", "·" }, { "\\(en", "–" },
	};

	if (g_str_has_prefix(at, "\\[u")) {
		g_string_append_unichar(out, (gunichar)g_ascii_strtoull(at + 3, NULL, 16));
		return strcspn(at, "]") + 1;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (!g_str_has_prefix(at, signs[i].roff))
			continue;
		g_string_append(out, signs[i].text);
		return strlen(signs[i].roff);
	}
	return 1;
}

static void add_plain(GString *out, const char *roff)
{
	while (*roff) {
		if (*roff == '\\')
			roff += add_escape(out, roff);
		else
			g_string_append_c(out, *roff++);
	}
}

/* Words by blanks; what is in quotes is one. */
static char **words_of(const char *line)
{
	GStrvBuilder *found = g_strv_builder_new();
	char **list;

	for (line += strspn(line, " "); *line; line += strspn(line, " ")) {
		bool quoted = *line == '"';
		size_t len = quoted ? strcspn(line + 1, "\"") : strcspn(line, " ");
		g_autofree char *word = g_strndup(line + quoted, len);

		g_strv_builder_add(found, word);
		line += len + quoted;
		line += quoted && *line == '"';
	}
	list = g_strv_builder_end(found);
	g_strv_builder_unref(found);
	return list;
}

/* Macros within a line: what goes before and after their words. */
static const struct inline_macro { const char *name, *before, *after; } inline_macros[] = {
	{ "Ar", "", "" }, { "Cm", "", "" }, { "Ic", "", "" }, { "Li", "", "" }, { "Sy", "", "" }, { "Va", "", "" },
	{ "Pa", "", "" }, { "Ev", "", "" }, { "Em", "", "" }, { "Dl", "", "" }, { "Fl", "-", "" }, { "Op", "[", "]" },
	{ "Pq", "(", ")" }, { "Ql", "\"", "\"" }, { "Po", "(", "" }, { "Pc", "", ")" },
};

static const struct inline_macro *inline_find(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(inline_macros); i++)
		if (strcmp(inline_macros[i].name, word) == 0)
			return &inline_macros[i];
	return NULL;
}

static bool is_mark(const char *word)
{
	return strlen(word) == 1 && strchr(".,;:)!?", *word);
}

static void blank(GString *out, bool *joined)
{
	if (out->len && !*joined && out->str[out->len - 1] != '(' && out->str[out->len - 1] != '[')
		g_string_append_c(out, ' ');
	*joined = false;
}

/* "Ar" needs its word at once, "Op" closes at the end of the line. */
static void add_macro(GString *out, const struct inline_macro *macro, GString *closing, bool *joined)
{
	bool around = *macro->before && *macro->after;

	if (*macro->before || !*macro->after)
		blank(out, joined);
	g_string_append(out, macro->before);
	*joined = true;
	if (around)
		g_string_prepend(closing, macro->after);
	else
		g_string_append(out, macro->after);
}

static void add_words(struct page *page, char **words)
{
	g_autoptr(GString) closing = g_string_new(NULL);
	GString *out = page->text;
	bool joined = false;

	for (; *words; words++) {
		const struct inline_macro *macro = inline_find(*words);

		if (strcmp(*words, "Ns") == 0) {
			joined = true;
		} else if (strcmp(*words, "Nm") == 0) {
			blank(out, &joined);
			g_string_append(out, page->name);
		} else if (strcmp(*words, "Xr") == 0 && words[1] && words[2]) {
			blank(out, &joined);
			g_string_append_printf(out, "%s(%s)", words[1], words[2]);
			words += 2;
		} else if (macro) {
			add_macro(out, macro, closing, &joined);
		} else {
			if (is_mark(*words) && words[1] == NULL) {
				g_string_append(out, closing->str);
				g_string_truncate(closing, 0);
			} else if (!is_mark(*words)) {
				blank(out, &joined);
			}
			add_plain(out, *words);
		}
	}
	g_string_append(out, closing->str);
}

/* --- what stands in rows of its own --- */

static void end_paragraph(struct page *page)
{
	if (page->item)
		pager_add_pair(page->pager, BESIDE + 3, page->item, PAINT_TEXT, page->text->str);
	else if (page->text->len)
		pager_add(page->pager, PAINT_TEXT, 1 + page->depth * STEP, page->text->str);
	g_string_truncate(page->text, 0);
	g_clear_pointer(&page->item, g_free);
}

static void add_heading(struct page *page, int level, const char *line)
{
	g_autoptr(GString) text = g_string_new(NULL);

	end_paragraph(page);
	add_plain(text, line);
	pager_add_heading(page->pager, level, text->str);
}

static void add_item(struct page *page, const char *line)
{
	g_auto(GStrv) words = words_of(line);

	end_paragraph(page);
	add_words(page, words);
	if (page->depth == 1 && text_width(page->text->str) <= BESIDE)
		page->item = g_strdup(page->text->str);
	else
		pager_add(page->pager, PAINT_KEY, 1 + (page->depth - 1) * STEP, page->text->str);
	g_string_truncate(page->text, 0);
}

/* The first column is as wide as its widest cell, all others are one sign. */
static void end_table(struct page *page)
{
	int width = 0;

	for (guint i = 0; i < page->table->len; i++)
		width = MAX(width, (int)strcspn(page->table->pdata[i], "\t"));
	for (guint i = 0; i < page->table->len; i++) {
		char *row = page->table->pdata[i], *rest = strchr(row, '\t');

		if (!rest)
			continue;
		*rest++ = '\0';
		pager_add_pair(page->pager, width + 3, row, PAINT_TEXT, g_strdelimit(rest, "\t", ' '));
	}
	g_clear_pointer(&page->table, g_ptr_array_unref);
}

static void pause_here(struct page *page)
{
	end_paragraph(page);
	if (!page->depth)
		pager_add(page->pager, PAINT_TEXT, 1, "");
}

static void set_literal(struct page *page, bool literal)
{
	end_paragraph(page);
	pager_add(page->pager, PAINT_TEXT, 1, "");
	page->literal = literal;
}

static void take_macro(struct page *page, const char *line)
{
	size_t len = strcspn(line, " ");
	g_autofree char *macro = g_strndup(line, len);
	const char *rest = line + len + strspn(line + len, " ");
	g_auto(GStrv) words = words_of(line);

	if (strcmp(macro, "Sh") == 0)
		add_heading(page, 2, rest);
	else if (strcmp(macro, "Ss") == 0)
		add_heading(page, 3, rest);
	else if (strcmp(macro, "It") == 0)
		add_item(page, rest);
	else if (strcmp(macro, "Bl") == 0)
		end_paragraph(page), page->depth++;
	else if (strcmp(macro, "El") == 0)
		end_paragraph(page), page->depth--;
	else if (strcmp(macro, "Bd") == 0 || strcmp(macro, "Ed") == 0)
		set_literal(page, *macro == 'B');
	else if (strcmp(macro, "Pp") == 0)
		pause_here(page);
	else if (strcmp(macro, "TS") == 0)
		end_paragraph(page), page->table = g_ptr_array_new_with_free_func(g_free);
	else if (strcmp(macro, "TE") == 0)
		end_table(page);
	else if (strcmp(macro, "Nd") == 0)
		g_string_append_printf(page->text, " – %s", rest);
	else if (strcmp(macro, "Nm") == 0 || strcmp(macro, "Xr") == 0 || inline_find(macro))
		add_words(page, words);
}

static void take_line(struct page *page, const char *line)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (*line == '\'' || g_str_has_prefix(line, ".\\\""))
		return;
	if (*line == '.') {
		take_macro(page, line + 1);
		return;
	}
	add_plain(text, line);
	if (page->literal) {
		pager_add(page->pager, PAINT_TEXT, 1 + STEP, text->str);
	} else if (page->table) {
		g_ptr_array_add(page->table, g_strdup(text->str));
	} else {
		if (page->text->len)
			g_string_append_c(page->text, ' ');
		g_string_append(page->text, text->str);
	}
}

void manual_page(struct pager *pager, const char *title, const char *mdoc)
{
	struct page page = { .pager = pager, .text = g_string_new(NULL), .name = "blotter" };
	g_auto(GStrv) lines = g_strsplit(mdoc, "\n", -1);

	pager_add_heading(pager, 1, title);
	for (char **line = lines; *line; line++)
		take_line(&page, *line);
	end_paragraph(&page);
	g_string_free(page.text, TRUE);
}
