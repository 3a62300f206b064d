#include "ui/help.h"

#include "src/base/i18n.h"
#include "ui/help_words.h"
#include "ui/pager.h"

#include <string.h>

#define KEY_COLUMN 20

static bool is_digit(const struct binding *binding)
{
	int key = binding->next == PRESS_NONE ? binding->key : binding->next;

	return key >= '0' && key <= '9';
}

/* Told in one row: the same command text, or digits that give the same command its argument. */
static bool alike(const struct binding *a, const struct binding *b)
{
	size_t word = strcspn(a->command, " ");

	if (is_digit(a) && is_digit(b))
		return !strncmp(a->command, b->command, word + 1);
	return !strcmp(a->command, b->command);
}

/* "j Down": all keys of one row; NULL when an earlier row told it. */
static char *keys_of(const GArray *list, guint at)
{
	const struct binding *binding = &g_array_index(list, struct binding, at);
	GString *keys = g_string_new(NULL);
	bool chords = false;

	for (guint i = 0; i < list->len; i++) {
		const struct binding *other = &g_array_index(list, struct binding, i);
		g_autofree char *name = NULL;

		if (!alike(other, binding))
			continue;
		if (i < at) {
			g_string_free(keys, TRUE);
			return NULL;
		}
		name = binding_label(other);
		chords |= other->next != PRESS_NONE;
		g_string_append_printf(keys, "%s%s", !keys->len ? "" : chords ? ", " : " ", name);
	}
	return g_string_free(keys, FALSE);
}

static char *meaning_of(struct ui *ui, const struct binding *binding)
{
	g_autofree char *word = g_strndup(binding->command, strcspn(binding->command, " "));
	struct meaning meaning = command_find(ui, word);
	const char *label = command_label(&meaning), *help = command_help(&meaning);
	const char *arguments = binding->command + strlen(word);

	if (*arguments && !is_digit(binding))
		return g_strdup_printf("%s:%s", label, arguments);
	/* by its name too one looks for it */
	if (meaning.action)
		return g_strdup_printf("%s (%s)", *help ? help : label, word);
	return g_strdup(*help ? help : label);
}

static void add_keys(struct ui *ui, struct pager *pager, const GArray *list, bool generic)
{
	for (guint i = 0; i < list->len; i++) {
		const struct binding *binding = &g_array_index(list, struct binding, i);
		g_autofree char *keys = NULL, *meaning = NULL;

		if (!strcmp(binding->section, "generic") != generic || !command_offered(ui, binding->command))
			continue;
		keys = keys_of(list, i);
		if (!keys)
			continue;
		meaning = meaning_of(ui, binding);
		pager_add_pair(pager, KEY_COLUMN, keys, PAINT_TEXT, meaning);
	}
}

static void add_actions(struct ui *ui, struct pager *pager)
{
	for (const struct action *action = actions; ui->session && action->name; action++) {
		g_autofree char *text = NULL;

		if (action->flags & INTERNAL || !command_offered(ui, action->name))
			continue;
		text = g_strdup_printf("%s. %s", _(action->label), action->help ? _(action->help) : "");
		pager_add_pair(pager, HELP_COLUMN, action->name, PAINT_TEXT, text);
	}
}

static void add_screens(struct ui *ui, struct pager *pager)
{
	for (const struct screen_class *const *class = ui->house->classes; *class; class++) {
		g_autofree char *text = NULL;

		if (!command_offered(ui, (*class)->name))
			continue;
		text = g_strdup_printf("%s. %s", _((*class)->label), (*class)->help ? _((*class)->help) : "");
		pager_add_pair(pager, HELP_COLUMN, (*class)->name, PAINT_TEXT, text);
	}
}

/* All keys of a typing command, as they are bound now; NULL: none is. */
static char *typing_keys(const GArray *list, const char *command)
{
	g_autoptr(GString) keys = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		const struct binding *binding = &g_array_index(list, struct binding, i);
		g_autofree char *name = NULL;

		if (strcmp(binding->command, command) != 0)
			continue;
		name = key_label(binding->key);
		g_string_append_printf(keys, "%s%s", keys->len ? " " : "", name);
	}
	return keys->len ? g_strdup(keys->str) : NULL;
}

static void add_typing(struct ui *ui, struct pager *pager)
{
	g_autoptr(GArray) list = keymap_list(ui->keymap, TYPING_SECTIONS);
	g_autoptr(GArray) rows = keymap_list(ui->keymap, "paragraphs");
	g_autoptr(GArray) history = keymap_list(ui->keymap, "history");

	g_array_append_vals(list, rows->data, rows->len);
	g_array_append_vals(list, history->data, history->len);
	for (const struct typing_row *row = typing_rows; row->name; row++) {
		g_autofree char *keys = typing_keys(list, row->name);

		if (keys)
			pager_add_pair(pager, KEY_COLUMN, keys, PAINT_TEXT, _(row->help));
	}
}

static void fill(struct ui *ui, struct pager *pager)
{
	const struct screen *screen = screen_working(ui);
	g_autoptr(GArray) list = keymap_list(ui->keymap, screen_sections(screen));

	pager_add_heading(pager, 1, screen->class->label ? _(screen->class->label) : "");
	if (screen->class->help)
		pager_add(pager, PAINT_TEXT, 1, _(screen->class->help));
	pager_add_heading(pager, 1, _("Keys here, for what you may do now"));
	add_keys(ui, pager, list, false);
	pager_add_heading(pager, 1, _("Keys everywhere"));
	add_keys(ui, pager, list, true);
	if (ui->session) {
		pager_add_heading(pager, 1, _("Actions you may do now, by name after :"));
		add_actions(ui, pager);
		pager_add_heading(pager, 1, _("Screens, by name after :"));
		add_screens(ui, pager);
	}
	pager_add_heading(pager, 1, _("Keys while typing"));
	add_typing(ui, pager);
	help_words(ui, pager);
}

/* Only what has the word; false: nothing has, and it was said. */
static bool keep(struct ui *ui, struct pager *pager, const char *word)
{
	if (pager_keep(pager, word))
		return true;
	ui_warn(ui, _("help says nothing of “%s”; :manual %s looks in the manual"), word, word);
	return false;
}

struct help { struct pager *pager; char *word; };

/* Asked for within the help: narrows what is shown. */
static void narrow(struct ui *ui, const char *word)
{
	struct help *help = ui->top->state;

	if (!keep(ui, help->pager, word))
		return;
	g_free(help->word);
	help->word = g_strdup(word);
	ui_redraw(ui);
}

static bool help_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct help *help;
	struct pager *pager;

	(void)error;
	if (ui->top && screen_working(ui)->class == &help_screen) {
		narrow(ui, argument);
		return false;
	}
	pager = pager_new();
	fill(ui, pager);
	if (!keep(ui, pager, argument)) {
		pager_free(pager);
		return false;
	}
	help = g_new0(struct help, 1);
	*help = (struct help){ pager, g_strdup(argument) };
	screen->state = help;
	screen_part(screen, pager_commands, pager);
	return true;
}

static void help_close(struct ui *ui, struct screen *screen)
{
	struct help *help = screen->state;

	(void)ui;
	pager_free(help->pager);
	g_free(help->word);
	g_free(help);
}

static void help_draw(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	(void)ui;
	pager_draw(((struct help *)screen->state)->pager, canvas);
}

static void help_head(struct ui *ui, struct screen *screen, struct canvas *canvas)
{
	const struct help *help = screen->state;

	(void)ui;
	if (*help->word)
		draw_format(canvas, 0, 1, -1, PAINT_TITLE, _("Help: what has “%s”"), help->word);
	else
		draw_text(canvas, 0, 1, -1, PAINT_TITLE, _("Help"));
}

static const struct hint hints[] = {
	{ "page-down", N_("page") },
	{ "search", N_("search") },
	{ "search-next", N_("next") },
	{ "next-heading", N_("section") },
	{ "back", N_("back") },
	{ NULL }
};

const struct screen_class help_screen = {
	.name = "help",
	.label = N_("Help"),
	.help = N_("The keys and commands of the screen it was called from, then all others; with a word, only what "
		   "has it: keys, actions, fields, states, settings."),
	.flags = SCREEN_ALWAYS,
	.sections = "pager",
	.hints = hints,
	.complete = help_complete,
	.open = help_open,
	.close = help_close,
	.head = help_head,
	.draw = help_draw,
};

static bool messages_open(struct ui *ui, struct screen *screen, const char *argument, GError **error)
{
	struct pager *pager = pager_new();
	size_t len = messages_len(ui->messages);

	(void)argument, (void)error;
	for (size_t i = len; i > 0; i--) {
		const struct message *message = messages_get(ui->messages, i - 1);
		g_autofree char *time = time_short(message->time);

		pager_add_pair(pager, 23, time,
			       message->kind == MESSAGE_INFO ? PAINT_TEXT : PAINT_ERROR,
			       message->text);
	}
	if (!len)
		pager_add(pager, PAINT_DIM, 1, _("Nothing was said yet."));
	screen->state = pager;
	screen_part(screen, pager_commands, pager);
	return true;
}

const struct screen_class messages_screen = {
	.name = "messages",
	.label = N_("Messages"),
	.title = N_("Messages, the newest first"),
	.help = N_("What the program said since it was started."),
	.flags = SCREEN_ALWAYS,
	.sections = "pager",
	.hints = hints,
	.open = messages_open,
	.close = pager_on_close,
	.draw = pager_on_draw,
};
