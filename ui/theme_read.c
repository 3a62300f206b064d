#include "ui/theme_read.h"

#include "src/base/i18n.h"
#include "ui/shipped.h"

#include <string.h>

const struct paint_row theme_paints[PAINTS] = {
	[PAINT_TEXT] = { "text", N_("Ordinary text; what others leave to the terminal is as here.") },
	[PAINT_MARKING] = { "marking", N_("The marking in the first and the last row.") },
	[PAINT_TITLE] = { "title", N_("Heads, and labels of columns.") },
	[PAINT_LABEL] = { "label", N_("Names of fields.") },
	[PAINT_DIM] = { "dim", N_("What is said by the way.") },
	[PAINT_RULE] = { "rule", N_("Rules and boxes.") },
	[PAINT_FOCUS] = { "focus", N_("The row or field that keys act on.") },
	[PAINT_MARK] = { "mark", N_("Rows that are marked.") },
	[PAINT_TAB] = { "tab", N_("The tab that is open.") },
	[PAINT_FOUND] = { "found", N_("Where a search matched.") },
	[PAINT_SEV1] = { "sev1", N_("Severity 1.") },
	[PAINT_SEV2] = { "sev2", N_("Severity 2.") },
	[PAINT_SEV3] = { "sev3", N_("Severity 3.") },
	[PAINT_SEV4] = { "sev4", N_("Severity 4.") },
	[PAINT_SEV5] = { "sev5", N_("Severity 5.") },
	[PAINT_LATE] = { "overdue", N_("Past its time.") },
	[PAINT_SOON] = { "soon", N_("Less than a quarter of its time is left.") },
	[PAINT_OK] = { "ok", N_("Done, in time.") },
	[PAINT_NEEDED] = { "needed", N_("A field that must be filled.") },
	[PAINT_CUI] = { "cui", N_("Controlled information is involved.") },
	[PAINT_INFO] = { "info", N_("What the program says.") },
	[PAINT_ERROR] = { "error", N_("What it refuses, or warns of.") },
	[PAINT_HINT] = { "hint", N_("The hint line: what a key does.") },
	[PAINT_KEY] = { "key", N_("The hint line: the key.") },
};

static const char *const flag_names[] = { "bold", "dim", "italic", "underline", "reverse" };

struct reading {
	struct style *styles;
	unsigned lines[PAINTS];		/* where each was named; 0: it was not */
};

static int find_paint(const char *name)
{
	for (int i = 0; i < PAINTS; i++)
		if (!g_strcmp0(theme_paints[i].name, name))
			return i;
	return -1;
}

static unsigned find_flag(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(flag_names); i++)
		if (!g_strcmp0(flag_names[i], word))
			return 1U << i;
	return 0;
}

/* NULL, or what is wrong; caller frees. */
static char *read_style(char *rest, struct style *style)
{
	bool background = false, foreground = false;

	*style = (struct style){ 0, COLOUR_NONE, COLOUR_NONE };
	for (const char *word = conf_word(&rest); *word; word = conf_word(&rest)) {
		bool on = !g_strcmp0(word, "on");

		if (find_flag(word)) {
			style->flags |= find_flag(word);
			continue;
		}
		if (on)
			word = conf_word(&rest);
		if (!colour_parse(word, on ? &style->background : &style->foreground))
			return g_strdup_printf(_("'%s' is no colour and no style"), word);
		if (on ? background : foreground)
			return g_strdup_printf(_("'%s' is one colour too many"), word);
		*(on ? &background : &foreground) = true;
	}
	return NULL;
}

static char *read_line(void *self, char *line, unsigned number)
{
	struct reading *reading = self;
	char *equals = strchr(line, '='), *problem;
	int paint = -1;
	struct style style;

	if (!equals)
		return g_strdup_printf(_("a line of a theme is NAME = STYLE, as in \"overdue = bold red\""));
	*equals = '\0';
	paint = find_paint(g_strstrip(line));
	if (paint < 0)
		return g_strdup_printf(_("nothing is called '%s' in a theme"), line);
	problem = read_style(equals + 1, &style);
	if (problem)
		return problem;
	reading->styles[paint] = style;
	if (reading->lines[paint])
		problem = g_strdup_printf(_("'%s' is there twice: line %u holds no more"), line,
					  reading->lines[paint]);
	reading->lines[paint] = number;
	return problem;
}

void theme_read(struct style styles[PAINTS], const char *text, const char *name, conf_bad bad, void *data)
{
	struct reading reading = { .styles = styles };

	conf_lines(text, name, read_line, &reading, bad, data);
}

static bool read_shipped(struct style styles[PAINTS], const char *name, conf_bad bad, void *data)
{
	g_autofree char *file = g_strconcat(name, ".theme", NULL);
	const char *text = shipped_text(file);

	if (text)
		theme_read(styles, text, file, bad, data);
	return text != NULL;
}

static bool read_own(struct style styles[PAINTS], const char *name, const char *dir, conf_bad bad, void *data)
{
	g_autofree char *file = g_strconcat(name, ".theme", NULL), *path = NULL, *text = NULL;

	path = dir ? g_build_filename(dir, file, NULL) : NULL;
	text = path ? conf_file(path, bad, data) : NULL;
	if (text)
		theme_read(styles, text, path, bad, data);
	return text != NULL;
}

bool theme_load(struct style styles[PAINTS], const char *name, const char *dir, conf_bad bad, void *data)
{
	bool shipped, own;

	for (int i = 0; i < PAINTS; i++)
		styles[i] = (struct style){ 0, COLOUR_NONE, COLOUR_NONE };
	read_shipped(styles, THEME_MONO, bad, data);
	shipped = read_shipped(styles, name, bad, data);
	own = read_own(styles, name, dir, bad, data);
	return shipped || own;
}
