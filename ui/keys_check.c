#include "ui/keys_check.h"

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/shipped.h"
#include "ui/typing.h"

#include <string.h>

/* Whoever has no key for one of these sits in a trap. */
static const char *const needed[] = { "back", "help", "quit", NULL };

struct check {
	const struct house *house;
	const struct keymap *keymap;
	conf_bad bad;
	void *data;
	GHashTable *told;
};

static bool has_word(const char *words, const char *word)
{
	g_auto(GStrv) list = g_strsplit(words, " ", -1);

	return g_strv_contains((const char *const *)list, word);
}

static const char *sections_of(const struct screen_class *class)
{
	return class->sections ? class->sections : class->name;
}

static bool section_known(const struct check *check, const char *section)
{
	const GArray *all = keymap_all(check->keymap);

	for (const struct screen_class *const *class = check->house->classes; *class; class++)
		if (has_word(sections_of(*class), section))
			return true;
	for (guint i = 0; i < all->len; i++) {
		const struct binding *binding = &g_array_index(all, struct binding, i);

		if (binding->shipped && !strcmp(binding->section, section))
			return true;
	}
	return false;
}

static bool in_table(const struct command *table, const char *word)
{
	for (; table && table->name; table++)
		if (!strcmp(table->name, word))
			return true;
	return false;
}

static bool command_known(const struct check *check, const char *word)
{
	const struct action *action = action_find(word);

	if (action && !(action->flags & INTERNAL))
		return true;
	for (const struct command_part *part = check->house->parts; part->section; part++)
		if (in_table(part->commands, word))
			return true;
	for (const struct screen_class *const *class = check->house->classes; *class; class++)
		if (!strcmp((*class)->name, word) || in_table((*class)->commands, word))
			return true;
	for (const struct typing_row *row = typing_rows; row->name; row++)
		if (!strcmp(row->name, word))
			return true;
	return false;
}

G_GNUC_PRINTF(3, 4)
static void tell(const struct check *check, const char *where, const char *format, ...)
{
	g_autofree char *text = NULL, *what = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	what = g_strdup_printf("%s: %s", where, text);
	check->bad(what, check->data);
}

static void check_binding(const struct check *check, const struct binding *binding)
{
	g_autofree char *word = g_strndup(binding->command, strcspn(binding->command, " ")), *where = NULL;

	if (binding->shipped)
		return;
	where = g_strdup_printf("%s:%u", binding->file, binding->line);
	if (!section_known(check, binding->section))
		tell(check, where, _("there is no section '%s'; 'generic' holds everywhere"), binding->section);
	if (!command_known(check, word))
		tell(check, where, _("there is no command '%s'"), word);
}

static void check_needed(const struct check *check, const struct screen_class *class, const char *command)
{
	g_autofree char *label = keymap_label(check->keymap, sections_of(class), command);
	g_autofree char *taker = label ? NULL : keymap_taker(check->keymap, sections_of(class), command);
	g_autofree char *once = g_strdup_printf("%s %s", taker, command);

	if (!taker || g_hash_table_contains(check->told, once))
		return;
	tell(check, taker, _("leaves no key for '%s' on the screen '%s'"), command, class->name);
	g_hash_table_add(check->told, g_steal_pointer(&once));
}

void keys_check(const struct house *house, const struct keymap *keymap, conf_bad bad, void *data)
{
	const struct check check = {
		house, keymap, bad, data, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	const GArray *all = keymap_all(keymap);

	for (guint i = 0; i < all->len; i++)
		check_binding(&check, &g_array_index(all, struct binding, i));
	for (const struct screen_class *const *class = house->classes; *class; class++)
		for (const char *const *command = needed; *command; command++)
			check_needed(&check, *class, *command);
	g_hash_table_unref(check.told);
}

struct keymap *keys_load(const struct house *house, const char *scheme, const char *file, conf_bad bad,
			 void *data)
{
	g_autofree char *name = g_strdup_printf("keys-%s.conf", scheme ? scheme : "");
	struct keymap *keymap = keymap_new();

	keymap_read_shipped(keymap, "keys.conf", bad, data);
	if (shipped_text(name))
		keymap_read_shipped(keymap, name, bad, data);
	if (!file || !file_exists(file))
		return keymap;	/* those shipped are checked by a test, once and not at each start */
	keymap_read_file(keymap, file, bad, data);
	keys_check(house, keymap, bad, data);
	return keymap;
}
