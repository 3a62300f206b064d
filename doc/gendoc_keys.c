#include "doc/gendoc.h"

#include <stdio.h>
#include <string.h>

#include "doc/roff.h"
#include "src/app/action.h"
#include "ui/command.h"
#include "ui/guide.h"
#include "ui/keymap.h"
#include "ui/screens.h"
#include "ui/shipped.h"
#include "ui/typing.h"
#include "ui/theme_read.h"

static const struct command *find_in(const struct command *commands, const char *word)
{
	for (; commands && commands->name; commands++)
		if (strcmp(commands->name, word) == 0)
			return commands;
	return NULL;
}

static const struct command *find_command(const char *section, const char *word)
{
	const struct command *found = NULL;

	for (size_t i = 0; !found && screen_parts[i].section; i++)
		if (strcmp(screen_parts[i].section, section) == 0)
			found = find_in(screen_parts[i].commands, word);
	for (size_t i = 0; !found && screen_classes[i]; i++)
		if (strcmp(screen_classes[i]->name, section) == 0)
			found = find_in(screen_classes[i]->commands, word);
	for (size_t i = 0; !found && screen_parts[i].section; i++)
		found = find_in(screen_parts[i].commands, word);
	return found;
}

static const struct screen_class *find_screen(const char *word)
{
	for (size_t i = 0; screen_classes[i]; i++)
		if (strcmp(screen_classes[i]->name, word) == 0)
			return screen_classes[i];
	return NULL;
}

static const char *help_of(const char *section, const char *word)
{
	const struct command *command = find_command(section, word);
	const struct action *action = action_find(word);
	const struct screen_class *screen = find_screen(word);

	for (const struct typing_row *row = typing_rows; row->name; row++)
		if (strcmp(row->name, word) == 0)
			return row->help;
	if (command)
		return command->help;
	if (action)
		return action->help;
	return screen ? screen->help : NULL;
}

static void tell(const char *what, void *data)
{
	(void)data;
	g_error("%s", what);
}

/* All keys of one section with the same command text, at the first of them. */
static void print_binding(const GArray *list, guint at)
{
	const struct binding *binding = &g_array_index(list, struct binding, at);
	g_autofree char *word = g_strndup(binding->command, strcspn(binding->command, " "));
	g_autoptr(GString) line = g_string_new(".It");
	g_autofree char *command = roff_word(binding->command);

	for (guint i = 0; i < list->len; i++) {
		const struct binding *other = &g_array_index(list, struct binding, i);
		g_autofree char *label = NULL, *key = NULL;

		if (strcmp(other->section, binding->section) != 0 || strcmp(other->command, binding->command) != 0)
			continue;
		if (i < at)
			return;
		label = binding_label(other);
		key = roff_word(label);
		g_string_append_printf(line, "%s Ic %s", i == at ? "" : " ,", key);
	}
	roff_line("%s", line->str);
	roff_line(".Cm %s .", command);
	roff_text(help_of(binding->section, word));
}

static const char *title_of(const char *section)
{
	const struct screen_class *screen = find_screen(section);

	for (size_t i = 0; screen_parts[i].section; i++)
		if (strcmp(screen_parts[i].section, section) == 0)
			return screen_parts[i].title;
	return screen && screen->label ? screen->label : section;
}

/* The sections of keys.conf in the order of the file; g_strfreev. */
static char **sections(void)
{
	g_auto(GStrv) lines = g_strsplit(shipped_text("keys.conf"), "\n", -1);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (size_t i = 0; lines[i]; i++) {
		g_auto(GStrv) words = g_strsplit_set(lines[i], " \t", -1);

		if (words[0] && strcmp(words[0], "bind") == 0 && words[1] &&
		    !g_ptr_array_find_with_equal_func(found, words[1], g_str_equal, NULL))
			g_ptr_array_add(found, g_strdup(words[1]));
	}
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&found), FALSE);
}

void print_keys(void)
{
	struct keymap *keymap = keymap_new();
	g_auto(GStrv) names = sections();

	keymap_read_shipped(keymap, "keys.conf", tell, NULL);
	for (size_t n = 0; names[n]; n++) {
		/* generic is always looked at last */
		const char *asked = strcmp(names[n], "generic") == 0 ? "" : names[n];
		g_autoptr(GArray) list = keymap_list(keymap, asked);
		g_autofree char *title = g_strdup_printf("%s: section %s", title_of(names[n]), names[n]);

		roff_section(title);
		roff_list("Ds", true);
		for (guint i = 0; i < list->len; i++)
			if (strcmp(g_array_index(list, struct binding, i).section, names[n]) == 0)
				print_binding(list, i);
		roff_list_end();
	}
	keymap_free(keymap);
}

void print_paints(void)
{
	roff_list("needed", true);
	for (int i = 0; i < PAINTS; i++) {
		roff_item("Li", theme_paints[i].name, NULL);
		roff_text(theme_paints[i].help);
	}
	roff_list_end();
}

static void print_table(const char *title, const struct command *commands)
{
	if (!commands || !commands->name)
		return;
	roff_section(title);
	roff_list("Ds", true);
	for (; commands->name; commands++) {
		roff_item("Cm", commands->name, NULL);
		roff_text(commands->help);
	}
	roff_list_end();
}

void print_commands(void)
{
	roff_section("Screens");
	roff_list("Ds", true);
	for (size_t i = 0; screen_classes[i]; i++) {
		const struct screen_class *screen = screen_classes[i];

		if (screen->flags & SCREEN_BARE)
			continue;
		roff_item("Cm", screen->name, NULL);
		roff_format("%s. %s", screen->label, screen->help ? screen->help : "");
	}
	roff_list_end();
	for (size_t i = 0; screen_parts[i].section; i++)
		if (i == 0 || screen_parts[i].commands != screen_parts[i - 1].commands)
			print_table(screen_parts[i].title, screen_parts[i].commands);
	for (size_t i = 0; screen_classes[i]; i++)
		print_table(screen_classes[i]->label, screen_classes[i]->commands);
}

void print_guide(void)
{
	struct keymap *keymap = keymap_new();
	g_autofree char *text = NULL;

	keymap_read_shipped(keymap, "keys.conf", tell, NULL);
	text = guide_keys(shipped_text("GUIDE.md.in"), keymap, tell, NULL);
	fputs(text, stdout);
	keymap_free(keymap);
}

bool print_shipped(const char *name)
{
	const char *text = shipped_text(name);

	return text && fputs(text, stdout) >= 0 && fflush(stdout) == 0;
}
