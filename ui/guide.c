#include "ui/guide.h"

#include <string.h>

/* "work case-take": the key in that section. */
static char *key_of(const char *asked, const struct keymap *keymap, conf_bad missing, void *data)
{
	const char *command = strchr(asked, ' ');
	g_autofree char *section = g_strndup(asked, command ? (gsize)(command - asked) : strlen(asked));
	g_autofree char *label = command ? keymap_label(keymap, section, command + 1) : NULL, *what = NULL;

	if (label)
		return g_steal_pointer(&label);
	if (missing) {
		what = g_strdup_printf("there is no key for {{%s}}", asked);
		missing(what, data);
	}
	return g_strconcat(":", command ? command + 1 : asked, NULL);
}

char *guide_keys(const char *text, const struct keymap *keymap, conf_bad missing, void *data)
{
	GString *out = g_string_new(NULL);
	const char *open, *end;

	while ((open = strstr(text, "{{")) && (end = strstr(open, "}}"))) {
		g_autofree char *asked = g_strndup(open + 2, (gsize)(end - open - 2));
		g_autofree char *key = key_of(asked, keymap, missing, data);

		g_string_append_len(out, text, open - text);
		g_string_append(out, key);
		text = end + 2;
	}
	g_string_append(out, text);
	return g_string_free(out, FALSE);
}

/* --- markdown --- */

struct guide {
	struct pager *pager;
	GString *text;	/* of the paragraph that is being read */
	char *item;	/* … its sign, if it is one of a list */
};

/* Without signs for looks; what is typed stands in quotes; a link is its text. */
static char *plain(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *at = text; *at; at++) {
		const char *end = *at == ']' && at[1] == '(' ? strchr(at, ')') : NULL;

		if (end)
			at = end;
		else if (*at == '`')
			g_string_append_c(out, '"');
		else if (*at != '[' || !strstr(at, "]("))
			g_string_append_c(out, *at);
	}
	return g_string_free(out, FALSE);
}

static void end_paragraph(struct guide *guide)
{
	g_autofree char *text = plain(guide->text->str);

	if (*text && guide->item)
		pager_add_pair(guide->pager, 5, guide->item, PAINT_TEXT, text);
	else if (*text)
		pager_add(guide->pager, PAINT_TEXT, 1, text);
	g_string_truncate(guide->text, 0);
	g_clear_pointer(&guide->item, g_free);
}

/* "* ", "12. ": the bytes of it; 0: no item begins here. */
static size_t item_len(const char *line)
{
	size_t digits = strspn(line, "0123456789");

	if (g_str_has_prefix(line, "* "))
		return 2;
	return digits && g_str_has_prefix(line + digits, ". ") ? digits + 2 : 0;
}

static void add_heading(struct guide *guide, const char *line)
{
	size_t level = strspn(line, "#");
	g_autofree char *text = plain(line + level + 1);

	pager_add_heading(guide->pager, (int)level, text);
}

static void add_text(struct guide *guide, const char *line)
{
	size_t item = item_len(line);

	if (item) {
		end_paragraph(guide);
		guide->item = g_strndup(line, item - 1);
	}
	line += item ? item : strspn(line, " ");
	g_string_append_printf(guide->text, "%s%s", guide->text->len ? " " : "", line);
}

static void take_line(struct guide *guide, const char *line)
{
	bool example = g_str_has_prefix(line, "    ") && !guide->text->len;

	if (*line == '#' || !*line || example)
		end_paragraph(guide);
	if (g_str_has_prefix(line, "<!--"))
		return;
	if (*line == '#')
		add_heading(guide, line);
	else if (!*line)
		pager_add(guide->pager, PAINT_TEXT, 1, "");
	else if (example)
		pager_add(guide->pager, PAINT_KEY, 5, line + 4);
	else
		add_text(guide, line);
}

/* A blank row before a heading is the pager's own. */
static bool is_needless(char **line)
{
	return !**line && (!line[1] || *line[1] == '#' || !*line[1]);
}

void guide_read(struct pager *pager, const char *markdown)
{
	struct guide guide = { pager, g_string_new(NULL), NULL };
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (is_needless(line))
			end_paragraph(&guide);
		else
			take_line(&guide, *line);
	}
	end_paragraph(&guide);
	g_string_free(guide.text, TRUE);
}
