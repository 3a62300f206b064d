/* Lines of keys.conf. */
#include "ui/keymap.h"
#include "ui/keymap_internal.h"

#include "src/base/i18n.h"
#include "ui/conf.h"
#include "ui/shipped.h"

#include <string.h>

struct reading {
	struct keymap *keymap;
	const char *file;	/* the keymap's own copy */
	bool shipped;
	conf_bad bad;		/* NULL: nobody is told */
	void *data;
};

/* A second key makes a chord, if something follows it. PRESS_NONE: it is no key, and *rest stays. */
static int second_key(char **rest, bool last)
{
	g_autofree char *copy = g_strdup(*rest);
	char *after = copy;
	int key = key_parse(conf_word(&after));

	if (key == PRESS_NONE || (!last && !after[strspn(after, " \t")]))
		return PRESS_NONE;
	*rest += after - copy;
	return key;
}

static char *bind_keys(const struct reading *reading, const struct binding *binding)
{
	struct binding taken;
	bool twice = keymap_take(reading->keymap, binding, &taken) && taken.file == binding->file;
	g_autofree char *label = NULL, *other = NULL;

	keymap_add(reading->keymap, binding);
	if (!twice)
		return NULL;
	label = binding_label(binding);
	other = binding_label(&taken);
	if (taken.next == binding->next)
		return g_strdup_printf(_("'%s' is bound twice in section '%s': line %u holds no more"), label,
				       binding->section, taken.line);
	return g_strdup_printf(_("'%s' and '%s' cannot both be bound in section '%s': line %u holds no more"), label,
			       other, binding->section, taken.line);
}

static char *unbind_keys(const struct reading *reading, const struct binding *binding)
{
	struct binding taken;
	g_autofree char *label = binding_label(binding);

	if (keymap_take(reading->keymap, binding, &taken))
		return NULL;
	return g_strdup_printf(_("'%s' is not bound in section '%s'"), label, binding->section);
}

static char *shipped_names(void)
{
	GString *names = g_string_new(NULL);

	for (const struct shipped *file = shipped_files; file->name; file++)
		if (g_str_has_prefix(file->name, "keys-"))
			g_string_append_printf(names, "%s%.*s", names->len ? ", " : "",
					       (int)strcspn(file->name + 5, "."), file->name + 5);
	return g_string_free(names, FALSE);
}

static char *include(const struct reading *reading, const char *name)
{
	g_autofree char *file = g_strdup_printf("keys-%s.conf", name), *names = NULL;

	if (shipped_text(file)) {
		keymap_read_shipped(reading->keymap, file, reading->bad, reading->data);
		return NULL;
	}
	names = shipped_names();
	return g_strdup_printf(_("there are no keys '%s' to include; there are %s"), name, names);
}

/* NULL, or what is wrong with the line; caller frees. */
static char *read_line(void *self, char *line, unsigned number)
{
	struct reading *reading = self;
	char *verb = conf_word(&line), *section, *name;
	bool binds = !strcmp(verb, "bind");
	struct binding binding = { .file = reading->file, .line = number, .shipped = reading->shipped };

	if (!strcmp(verb, "include"))
		return include(reading, g_strstrip(line));
	if (!binds && strcmp(verb, "unbind") != 0)
		return g_strdup_printf(_("'%s' is neither bind nor unbind nor include"), verb);
	section = conf_word(&line);
	name = conf_word(&line);
	if (!*name)
		return g_strdup_printf(_("%s needs a section and a key"), verb);
	binding.section = keymap_text(reading->keymap, section);
	binding.key = key_parse(name);
	if (binding.key == PRESS_NONE)
		return g_strdup_printf(_("there is no key '%s'"), name);
	binding.next = second_key(&line, !binds);
	g_strstrip(line);
	if (binds && !*line)
		return g_strdup_printf(_("'%s' is bound to no command"), name);
	if (!binds && *line)
		return g_strdup_printf(_("unbind takes no command"));
	binding.command = keymap_text(reading->keymap, line);
	return binds ? bind_keys(reading, &binding) : unbind_keys(reading, &binding);
}

static void read_text(struct reading *reading, const char *text)
{
	conf_lines(text, reading->file, read_line, reading, reading->bad, reading->data);
}

void keymap_read(struct keymap *keymap, const char *text, const char *name, conf_bad bad, void *data)
{
	struct reading reading = { keymap, keymap_text(keymap, name), .bad = bad, .data = data };

	read_text(&reading, text);
}

void keymap_read_shipped(struct keymap *keymap, const char *name, conf_bad bad, void *data)
{
	struct reading reading = {
		keymap, keymap_text(keymap, name), .shipped = true, .bad = bad, .data = data,
	};

	read_text(&reading, shipped_text(name));
}

void keymap_read_file(struct keymap *keymap, const char *path, conf_bad bad, void *data)
{
	g_autofree char *text = conf_file(path, bad, data);

	if (text)
		keymap_read(keymap, text, path, bad, data);
}
