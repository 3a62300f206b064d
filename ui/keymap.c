#include "ui/keymap.h"

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#include <string.h>

#define FILE_MAX (256 * 1024)

struct keymap {
	GArray *bindings;	/* of struct binding; a later one for the same key has replaced the row */
	GStringChunk *strings;
};

struct keymap *keymap_new(void)
{
	struct keymap *keymap = g_new0(struct keymap, 1);

	keymap->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
	keymap->strings = g_string_chunk_new(4096);
	return keymap;
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	g_array_unref(keymap->bindings);
	g_string_chunk_free(keymap->strings);
	g_free(keymap);
}

static void keymap_unbind(struct keymap *keymap, const char *section, int key)
{
	for (guint i = 0; i < keymap->bindings->len; i++) {
		const struct binding *binding = &g_array_index(keymap->bindings, struct binding, i);

		if (binding->key == key && !strcmp(binding->section, section)) {
			g_array_remove_index(keymap->bindings, i);
			return;
		}
	}
}

static void keymap_bind(struct keymap *keymap, const char *section, int key, const char *command)
{
	struct binding binding = {
		.section = g_string_chunk_insert_const(keymap->strings, section),
		.key = key,
		.command = g_string_chunk_insert_const(keymap->strings, command),
	};

	keymap_unbind(keymap, section, key);
	g_array_append_val(keymap->bindings, binding);
}

/* Cuts the next word off; "" at the end. */
static char *next_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t");
	char *end = word + strcspn(word, " \t");

	*rest = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

/* NULL, or what is wrong with the line; caller frees. */
static char *read_line(struct keymap *keymap, char *line)
{
	char *verb = next_word(&line), *section, *name;
	bool bind = !strcmp(verb, "bind");
	int key;

	if (!bind && strcmp(verb, "unbind") != 0)
		return g_strdup_printf(_("'%s' is neither bind nor unbind"), verb);
	section = next_word(&line);
	name = next_word(&line);
	if (!*name)
		return g_strdup_printf(_("%s needs a section and a key"), verb);
	key = key_parse(name);
	if (key == PRESS_NONE)
		return g_strdup_printf(_("there is no key '%s'"), name);
	g_strstrip(line);
	if (bind && !*line)
		return g_strdup_printf(_("'%s' is bound to no command"), name);
	if (!bind && *line)
		return g_strdup_printf(_("unbind takes no command"));
	if (bind)
		keymap_bind(keymap, section, key, line);
	else
		keymap_unbind(keymap, section, key);
	return NULL;
}

void keymap_read(struct keymap *keymap, const char *text, const char *name, keymap_bad bad, void *data)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (unsigned i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]);
		g_autofree char *problem = NULL, *what = NULL;

		if (!*line || *line == '#')
			continue;
		problem = read_line(keymap, line);
		if (!problem || !bad)
			continue;
		what = g_strdup_printf("%s:%u: %s", name, i + 1, problem);
		bad(what, data);
	}
}

void keymap_read_file(struct keymap *keymap, const char *path, keymap_bad bad, void *data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	size_t len;

	if (!file_exists(path))
		return;
	if (!file_read(path, FILE_MAX, &text, &len, &error)) {
		bad(error->message, data);
		return;
	}
	if (!text_is_utf8(text, len)) {
		g_autofree char *what = g_strdup_printf(_("%s: is not UTF-8 text"), path);

		bad(what, data);
		return;
	}
	keymap_read(keymap, text, path, bad, data);
}

static const struct binding *find_in(const struct keymap *keymap, const char *section, int key)
{
	for (guint i = 0; i < keymap->bindings->len; i++) {
		const struct binding *binding = &g_array_index(keymap->bindings, struct binding, i);

		if (binding->key == key && !strcmp(binding->section, section))
			return binding;
	}
	return NULL;
}

/* The sections in the order they are looked at; g_strfreev. */
static char **split_sections(const char *sections)
{
	g_autofree char *all = g_strconcat(sections, " generic", NULL);

	return g_strsplit(g_strstrip(all), " ", -1);
}

static const struct binding *find(const struct keymap *keymap, char **sections, int key)
{
	const struct binding *binding = NULL;

	for (; *sections && !binding; sections++)
		binding = find_in(keymap, *sections, key);
	return binding;
}

const char *keymap_find(const struct keymap *keymap, const char *sections, int key)
{
	g_auto(GStrv) list = split_sections(sections);
	const struct binding *binding = find(keymap, list, key);

	return binding ? binding->command : NULL;
}

int keymap_key(const struct keymap *keymap, const char *sections, const char *command)
{
	g_autoptr(GArray) list = keymap_list(keymap, sections);

	for (guint i = 0; i < list->len; i++) {
		const struct binding *binding = &g_array_index(list, struct binding, i);

		if (!strcmp(binding->command, command))
			return binding->key;
	}
	return PRESS_NONE;
}

GArray *keymap_list(const struct keymap *keymap, const char *sections)
{
	g_auto(GStrv) list = split_sections(sections);
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct binding));

	for (char **section = list; *section; section++) {
		for (guint i = 0; i < keymap->bindings->len; i++) {
			const struct binding *binding = &g_array_index(keymap->bindings, struct binding, i);

			if (!strcmp(binding->section, *section) && find(keymap, list, binding->key) == binding)
				g_array_append_val(found, *binding);
		}
	}
	return found;
}
