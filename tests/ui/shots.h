/* What a golden screen keeps of what is shown, and asks of it. For test-screens.c only. */
#ifndef TESTS_UI_SHOTS_H
#define TESTS_UI_SHOTS_H

#include "src/app/action.h"
#include "tests/ui/paints.h"

/* Does any cell of the row, or of all rows (-1), look as what is in focus? */
static bool has_focus(const struct surface *surface, int row, int height, int width)
{
	for (int y = MAX(row, 0); y < (row < 0 ? height : row + 1); y++)
		for (int x = 0; x < width; x++)
			if (capture_look(y, x) == (attr_t)surface->theme.looks[PAINT_FOCUS])
				return true;
	return false;
}

/* Between the sides of a box? */
static bool is_boxed(const struct surface *surface)
{
	g_autofree char *row = capture_row(surface->cursor_y);
	glong at = MIN(surface->cursor_x, g_utf8_strlen(row, -1));
	const char *cursor = g_utf8_offset_to_pointer(row, at);
	g_autofree char *before = g_strndup(row, (gsize)(cursor - row));

	return (strstr(before, "│") && strstr(cursor, "│")) || (strchr(before, '|') && strchr(cursor, '|'));
}

/* A screen reader says the line that the cursor is in, and a braille line follows it: it stands on the row or
 * field in focus wherever one is shown, in a dialog within it, in a prompt on what is typed. */
static void check_cursor(const struct play *play, const char *what, int height, int width)
{
	const struct surface *surface = term_surface(play->ui.term);
	unsigned flags = play->ui.top ? play->ui.top->class->flags : 0;
	bool right;

	if (flags & SCREEN_LINE)
		right = surface->cursor_y >= height - 3;
	else if (flags & SCREEN_DIALOG)
		right = is_boxed(surface);
	else
		right = !has_focus(surface, -1, height, width) ||
			has_focus(surface, surface->cursor_y, height, width);
	if (right && surface->cursor_y > 0 && surface->cursor_y < height - 1)
		return;
	g_test_message("%s: the cursor is at %d,%d", what, surface->cursor_y, surface->cursor_x);
	g_test_fail();
}

/* --- what all goldens together show --- */

static GHashTable *sizes;	/* "home 80x24" */
static GHashTable *painted;	/* "home" */

static void note_size(const struct play *play, int height, int width)
{
	const struct screen *screen = screen_working(&play->ui);

	if (screen)
		g_hash_table_add(sizes, g_strdup_printf("%s %dx%d", screen->class->name, width, height));
}

static void test_paints(void)
{
	for (size_t i = 0; ui_house.classes[i]; i++) {
		const char *name = ui_house.classes[i]->name;

		if (g_hash_table_contains(painted, name))
			continue;
		g_test_message("no golden has the looks of the screen %s", name);
		g_test_fail();
	}
}

static void test_sizes(void)
{
	for (size_t i = 0; ui_house.classes[i]; i++) {
		g_autofree char *start = g_strdup_printf("%s ", ui_house.classes[i]->name);
		GHashTableIter iter;
		gpointer size;
		int count = 0;

		g_hash_table_iter_init(&iter, sizes);
		while (g_hash_table_iter_next(&iter, &size, NULL))
			count += g_str_has_prefix(size, start);
		if (count < 2) {
			g_test_message("the screen %shas a golden of %d sizes, and wants two", start, count);
			g_test_fail();
		}
	}
}

/* What stands in a line of a file is data, but not the names that the file gives it: "title: …", "title=…", and
 * the action of "do USER ACTION". */
static void learn_line(struct play *play, const char *line, const char *names)
{
	const char *rest;

	if (*line == '#' || is(line, "shot", &rest) || is(line, "press", &rest))
		return;
	if (is(line, "do", &rest)) {
		g_auto(GStrv) parts = g_strsplit(rest, " | ", -1);
		g_auto(GStrv) words = g_strsplit(parts[0], " ", 3);

		pseudo_learn(play->words, words[0]);
		pseudo_learn(play->words, words[1] && words[2] ? words[2] : "");
		for (char **part = parts + 1; *part; part++)
			pseudo_learn(play->words, strchr(*part, '=') ? strchr(*part, '=') : "");
		return;
	}
	rest = *names ? strpbrk(line, names) : NULL;
	pseudo_learn(play->words, rest ? rest : line);
}

static void learn_file(struct play *play, const char *name, const char *end, const char *names)
{
	g_autofree char *text = read_file(name, end);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++)
		learn_line(play, *line, names);
}

/* The words of the store, of what is typed, and of pseudo.words are data. */
static void learn_words(struct play *play, const char *name)
{
	learn_file(play, play->store, ".yaml", ":");
	learn_file(play, play->acts, ".acts", "=");
	learn_file(play, name, ".keys", "");
	learn_file(play, "pseudo", ".words", "");
}

/* By the name of its action, in brackets, a key is found in help: the same in every language. */
static char *without_names(const char *row)
{
	GString *rest = g_string_new(row);

	for (const struct action *action = actions; action->name; action++) {
		g_autofree char *name = g_strdup_printf("(%s)", action->name);

		g_string_replace(rest, name, "", 0);
	}
	return g_string_free(rest, FALSE);
}

static void check_words(const struct play *play, const char *what, int y, const char *row)
{
	g_autofree char *rest = without_names(row);
	g_autofree char *word = pseudo_unknown(play->words, rest);

	if (!word)
		return;
	g_test_message("%s, row %d: \"%s\" did not go through gettext: %s", what, y, word, row);
	g_test_fail();
}

/* … nor a passphrase that the program made: five groups of four, without i, l, o and u. */
static void mask_passphrase(char *row)
{
	static const char shape[] = "cccc-cccc-cccc-cccc-cccc";

	for (; *row; row++) {
		size_t len = 0;

		while (shape[len] && (shape[len] != 'c' ? row[len] == '-' :
				      row[len] && strchr("0123456789abcdefghjkmnpqrstvwxyz", row[len])))
			len++;
		for (size_t i = 0; !shape[len] && i < len; i++)
			row[i] = shape[i];
	}
}

/* No golden knows a UUID: it is another each time. */
static void mask_uuid(char *row)
{
	static const char uuid[] = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";

	for (; *row; row++) {
		size_t len = 0;

		while (uuid[len] && (uuid[len] == 'h' ? g_ascii_isxdigit(row[len]) : row[len] == '-'))
			len++;
		if (!uuid[len])
			memset(row, 'u', 8);
		for (size_t i = 8; !uuid[len] && i < len; i++)
			row[i] = uuid[i] == '-' ? '-' : 'u';
	}
}

static int64_t bytes_sent(const struct play *play)
{
	struct stat file;

	g_assert_cmpint(fstat(fileno(play->sent), &file), ==, 0);
	return file.st_size;
}

/* Each screen drawn once more: a sanitizer sees nothing new in that. */
#ifdef __SANITIZE_ADDRESS__
#define PAINTS_CHECKED false
#else
#define PAINTS_CHECKED true
#endif

/* In another language the letters are others. */
static void check_paints(struct play *play, const char *what)
{
	int64_t sent = bytes_sent(play);
	struct painting painting = { 0 };

	painting_probe(&painting, play);
	frame_draw(&play->ui);
	if (!play->words)
		check_meanings(&painting, what);
	painting_clear(&painting);
	play->paid += bytes_sent(play) - sent;
}

static void take_shot(struct play *play, const char *what)
{
	struct surface *surface = term_surface(play->ui.term);
	int height, width;

	term_size(play->ui.term, &height, &width);
	check_cursor(play, what, height, width);
	note_size(play, height, width);
	g_string_append_printf(play->shown, "-- %s, %dx%d, cursor at %d,%d\n", what, width, height,
		surface->cursor_y, surface->cursor_x);
	for (int y = 0; y < height; y++) {
		g_autofree char *row = capture_row(y);

		mask_uuid(row);
		mask_passphrase(row);
		if (play->words)
			check_words(play, what, y, row);
		g_string_append_printf(play->shown, "%s\n", row);
	}
	if (PAINTS_CHECKED)
		check_paints(play, what);
}

/* "MtF..L": what each cell is painted with, '.' for ordinary text, and nothing for rows of that; caller frees. */
static char *row_of_paints(const struct painting *painting, int y)
{
	static const char letters[PAINTS + 1] = ".MTlDrFmtf12345LSKNCiEHk";
	g_autoptr(GString) row = g_string_new(NULL);

	for (int x = 0; x < painting->width; x++)
		g_string_append_c(row, letters[painting->paints[y * painting->width + x]]);
	while (row->len && row->str[row->len - 1] == '.')
		g_string_truncate(row, row->len - 1);
	return row->len ? g_strdup_printf("%2d %s\n", y, row->str) : g_strdup("");
}

static void take_looks(struct play *play)
{
	const struct screen *screen = screen_working(&play->ui);
	int64_t sent = bytes_sent(play);
	struct painting painting = { 0 };

	painting_probe(&painting, play);
	check_themes(play, &painting);
	if (screen)
		g_hash_table_add(painted, g_strdup(screen->class->name));
	g_string_append_printf(play->shown, "-- looks, theme %s\n", play->ui.theme ? play->ui.theme : THEME_FIRST);
	for (int y = 0; y < painting.height; y++) {
		g_autofree char *row = row_of_paints(&painting, y);

		g_string_append(play->shown, row);
	}
	painting_clear(&painting);
	play->paid += bytes_sent(play) - sent;
}

/* "20 a tick" */
static void check_cost(struct play *play, const char *text)
{
	int64_t most = g_ascii_strtoll(text, NULL, 10), sent = bytes_sent(play) - play->paid;

	play->paid += sent;
	g_test_message("%s: %d bytes", text, (int)sent);
	if (sent > most)
		g_error("%s: %d bytes", text, (int)sent);
}

static void read_size(const char *text, int *height, int *width)
{
	char *rest;

	*width = (int)g_ascii_strtoll(text, &rest, 10);
	*height = (int)g_ascii_strtoll(rest + 1, NULL, 10);
}

/* The file is what was shown now, byte for byte. */
static void compare_bytes(const char *path, const char *shown)
{
	g_autofree char *golden = NULL;

	if (update)
		g_assert_true(g_file_set_contents(path, shown, -1, NULL));
	else if (!g_file_get_contents(path, &golden, NULL, NULL) || strcmp(golden, shown) != 0) {
		g_test_message("%s is not what is shown: ./dev screens", path);
		g_test_fail();
	}
}

static void take_picture(const char *what)
{
	g_auto(GStrv) words = g_strsplit(what, " ", 2);
	g_autofree char *file = g_strconcat(words[0], ".svg", NULL), *svg = picture_svg(words[1] ? words[1] : "");
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", "pictures", file, NULL);

	compare_bytes(path, svg);
}

static void begin_cast(struct play *play, const char *name)
{
	play->recorded = g_strdup(name);
	cast_begin(&play->cast, play->seam.now);
}

/* Before the next event, as long as people look at what came of the last one. */
static void take_frame(struct play *play, int ms)
{
	struct surface *surface = term_surface(play->ui.term);

	cast_frame(&play->cast, surface->cursor_y, surface->cursor_x, ms);
}

static void end_cast(struct play *play)
{
	g_autofree char *file = g_strconcat(play->recorded, ".cast", NULL);
	g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", file, NULL);

	if (play->recorded)
		compare_bytes(path, play->cast.text->str);
	cast_end(&play->cast);
	g_free(play->recorded);
}

#endif
