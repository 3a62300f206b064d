/* What a golden screen is painted with. A theme only says how a paint looks, so it is enough to know the paint of
 * each cell: each shot is drawn in each theme, and has to be the same text, each cell as that theme has its paint.
 * And what a paint means is told by letters or signs too. For test-screens.c only. */
#ifndef TESTS_UI_PAINTS_H
#define TESTS_UI_PAINTS_H

#include "src/rules/preferences.h"
#include "tests/ui/play.h"
#include "ui/frame.h"
#include "ui/theme_read.h"

/* A shot as letters and paints; a wide letter has a blank one (0) at its right. */
struct painting {
	int height, width;
	gunichar *letters;
	attr_t *looks;
	unsigned char *paints;
};

static void painting_clear(struct painting *painting)
{
	g_free(painting->letters);
	g_free(painting->looks);
	g_free(painting->paints);
	*painting = (struct painting){ 0 };
}

static void painting_take(struct painting *painting, const struct play *play)
{
	size_t cells;

	term_size(play->ui.term, &painting->height, &painting->width);
	cells = (size_t)(painting->height * painting->width);
	painting->letters = g_new0(gunichar, cells);
	painting->looks = g_new0(attr_t, cells);
	for (int y = 0; y < painting->height; y++)
		for (int x = 0; x < painting->width; x++) {
			int at = y * painting->width + x;

			painting->looks[at] = capture_cell(y, x, &painting->letters[at]);
			if (x > 0 && g_unichar_iswide(painting->letters[at - 1]))
				painting->letters[at] = 0;
		}
}

/* Drawn in a theme that is nobody's: each paint has a look of its own, by which it is known. */
static void painting_probe(struct painting *painting, struct play *play)
{
	struct theme *theme = &term_surface(play->ui.term)->theme, own = *theme;

	for (int i = 0; i < PAINTS; i++)
		theme->looks[i] = (unsigned long)COLOR_PAIR(i + 1);
	frame_draw(&play->ui);
	painting_take(painting, play);
	painting->paints = g_new0(unsigned char, (size_t)(painting->height * painting->width));
	for (int i = 0; i < painting->height * painting->width; i++) {
		int paint = PAIR_NUMBER(painting->looks[i]) - 1;

		g_assert_true(paint >= 0 && paint < PAINTS);
		painting->paints[i] = (unsigned char)paint;
	}
	*theme = own;
}

/* --- what a paint means is said in letters --- */

/* Each run of a paint shows this, and its row that. A message says itself what it is, and what has the focus has
 * the cursor: check_cursor. */
static const struct { enum paint paint; const char *run, *row; } meanings[] = {
	{ PAINT_MARK, NULL, "^[+#>]" },
	{ PAINT_TAB, "^\\[|\\]$", NULL },
	{ PAINT_SEV1, "1|critical", NULL },
	{ PAINT_SEV2, "2|high", NULL },
	{ PAINT_SEV3, "3|medium", NULL },
	{ PAINT_SEV4, "4|low", NULL },
	{ PAINT_SEV5, "5|info", NULL },
	{ PAINT_LATE, "LATE|OVERDUE|late|denied|^[0-9]+$", NULL },
	{ PAINT_SOON, "^[*⇄=]|also here|[0-9](s|min|h)|[0-9]:[0-9]", NULL },
	{ PAINT_OK, "[✓+]$|mine|theirs|decided", NULL },
	{ PAINT_CUI, "CUI|C[0-9]|RESTRICTED", NULL },
	{ PAINT_NEEDED, NULL, "[a-z]" },
};

/* The letters of cells from … to before end; caller frees. */
static char *painting_text(const struct painting *painting, int y, int from, int end)
{
	GString *text = g_string_new(NULL);

	for (int x = from; x < end; x++)
		if (painting->letters[y * painting->width + x])
			g_string_append_unichar(text, painting->letters[y * painting->width + x]);
	return g_string_free(text, FALSE);
}

static bool is_like(const char *pattern, const char *text)
{
	static GHashTable *made;
	GRegex *regex;

	if (!pattern)
		return true;
	if (!made)
		made = g_hash_table_new(g_str_hash, g_str_equal);
	regex = g_hash_table_lookup(made, pattern);
	if (!regex) {
		regex = g_regex_new(pattern, 0, 0, NULL);
		g_hash_table_insert(made, (gpointer)pattern, regex);
	}
	return g_regex_match(regex, text, 0, NULL);
}

static void check_run(const struct painting *painting, const char *what, int y, int from, int end)
{
	g_autofree char *run = painting_text(painting, y, from, end);
	g_autofree char *row = painting_text(painting, y, 0, painting->width);
	enum paint paint = painting->paints[y * painting->width + from];
	bool blank = !run[strspn(run, " ")];

	for (size_t i = 0; !blank && i < G_N_ELEMENTS(meanings); i++) {
		if (meanings[i].paint != paint ||
		    (is_like(meanings[i].run, run) && is_like(meanings[i].row, row)))
			continue;
		g_test_message("%s, row %d: only its look tells that \"%s\" is %s: %s", what, y, run,
			       theme_paints[paint].name, row);
		g_test_fail();
	}
}

/* What a box hides a part of says no more what it meant. */
static void check_meanings(const struct painting *painting, const char *what)
{
	for (int y = 0; y < painting->height; y++) {
		const unsigned char *row = painting->paints + y * painting->width;
		bool hidden = false;

		for (int x = 0, end; x < painting->width; x = end) {
			for (end = x; end < painting->width && row[end] == row[x]; end++)
				;
			hidden = x > 0 && row[x - 1] == PAINT_RULE;
			if (!hidden && (end == painting->width || row[end] != PAINT_RULE))
				check_run(painting, what, y, x, end);
		}
	}
}

/* --- the same in each theme --- */

static void no_matter(const char *what, void *data)
{
	(void)what, (void)data;
}

static void wear(struct play *play, const char *name)
{
	struct style styles[PAINTS];

	theme_load(styles, term_colours(play->ui.term) ? name : THEME_MONO, NULL, no_matter, NULL);
	term_theme(play->ui.term, styles);
	frame_draw(&play->ui);
}

/* As drawn last: the same letters, each as the theme has its paint. */
static void check_theme(struct play *play, const struct painting *painting, const char *name)
{
	const struct theme *theme = &term_surface(play->ui.term)->theme;
	struct painting now = { 0 };

	painting_take(&now, play);
	for (int i = 0; i < now.height * now.width; i++) {
		if (now.letters[i] == painting->letters[i] &&
		    now.looks[i] == (attr_t)theme->looks[painting->paints[i]])
			continue;
		g_test_message("in the theme %s the cell %d,%d is not as it is in others", name, i / now.width,
			       i % now.width);
		g_test_fail();
		break;
	}
	painting_clear(&now);
}

static void check_themes(struct play *play, const struct painting *painting)
{
	const char *own = play->ui.theme ? play->ui.theme : THEME_FIRST;

	for (const struct choice *theme = preference_find("theme")->field.choices; theme->name; theme++) {
		wear(play, theme->name);
		check_theme(play, painting, theme->name);
	}
	wear(play, own);
	check_theme(play, painting, own);
}

#endif
