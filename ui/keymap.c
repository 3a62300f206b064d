#include "ui/keymap.h"
#include "ui/keymap_internal.h"

#include <string.h>

struct keymap {
	GArray *bindings;	/* of struct binding; a later one for the same key has replaced the row */
	GArray *lost;		/* those that were replaced, with file and line of what did it */
	GStringChunk *strings;
	GHashTable *labels;	/* keymap_label() of what was asked since a binding changed */
};

struct keymap *keymap_new(void)
{
	struct keymap *keymap = g_new0(struct keymap, 1);

	keymap->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
	keymap->lost = g_array_new(FALSE, FALSE, sizeof(struct binding));
	keymap->strings = g_string_chunk_new(4096);
	keymap->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return keymap;
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	g_array_unref(keymap->bindings);
	g_array_unref(keymap->lost);
	g_string_chunk_free(keymap->strings);
	g_hash_table_unref(keymap->labels);
	g_free(keymap);
}

static const struct binding *at(const GArray *list, guint i)
{
	return &g_array_index(list, struct binding, i);
}

/* They cannot both be pressed: the same keys, or one is what the other's chord begins with. */
static bool collide(const struct binding *a, const struct binding *b)
{
	return a->key == b->key && !strcmp(a->section, b->section) &&
	       (a->next == b->next || a->next == PRESS_NONE || b->next == PRESS_NONE);
}

bool keymap_take(struct keymap *keymap, const struct binding *taker, struct binding *taken)
{
	bool found = false;

	g_hash_table_remove_all(keymap->labels);
	for (guint i = keymap->bindings->len; i > 0; i--) {
		struct binding old = *at(keymap->bindings, i - 1);

		if (!collide(&old, taker))
			continue;
		if (!found || old.file == taker->file)
			*taken = old;	/* of several the one of the same file: its writer did not mean it */
		found = true;
		old.file = taker->file;
		old.line = taker->line;
		g_array_append_val(keymap->lost, old);
		g_array_remove_index(keymap->bindings, i - 1);
	}
	return found;
}

void keymap_add(struct keymap *keymap, const struct binding *binding)
{
	g_hash_table_remove_all(keymap->labels);
	g_array_append_vals(keymap->bindings, binding, 1);
}

const char *keymap_text(struct keymap *keymap, const char *text)
{
	return g_string_chunk_insert_const(keymap->strings, text);
}

/* What the section has for the key alone or as a chord's first. NULL: nothing. */
static const struct binding *find_first(const struct keymap *keymap, const char *section, int key)
{
	for (guint i = 0; i < keymap->bindings->len; i++)
		if (at(keymap->bindings, i)->key == key && !strcmp(at(keymap->bindings, i)->section, section))
			return at(keymap->bindings, i);
	return NULL;
}

static const struct binding *find_exact(const struct keymap *keymap, const char *section, int key, int next)
{
	for (guint i = 0; i < keymap->bindings->len; i++) {
		const struct binding *binding = at(keymap->bindings, i);

		if (binding->key == key && binding->next == next && !strcmp(binding->section, section))
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

/* A single key hides what later sections have for it, chords too; a chord hides only their single key. */
static const struct binding *find(const struct keymap *keymap, char **sections, int key, int next)
{
	for (; *sections; sections++) {
		const struct binding *first = find_first(keymap, *sections, key);
		const struct binding *exact = find_exact(keymap, *sections, key, next);

		if (exact)
			return exact;
		if (first && (first->next == PRESS_NONE || next == PRESS_NONE))
			return NULL;
	}
	return NULL;
}

const char *keymap_find(const struct keymap *keymap, const char *sections, int first, int key)
{
	g_auto(GStrv) list = split_sections(sections);
	const struct binding *binding = first == PRESS_NONE ? find(keymap, list, key, PRESS_NONE) :
							      find(keymap, list, first, key);

	return binding ? binding->command : NULL;
}

bool keymap_begins(const struct keymap *keymap, const char *sections, int key)
{
	g_auto(GStrv) list = split_sections(sections);
	const struct binding *first = NULL;

	for (char **section = list; *section && !first; section++)
		first = find_first(keymap, *section, key);
	return first && first->next != PRESS_NONE;
}

char *binding_label(const struct binding *binding)
{
	g_autofree char *key = key_label(binding->key), *next = NULL;

	if (binding->next == PRESS_NONE)
		return g_steal_pointer(&key);
	next = key_label(binding->next);
	return g_strdup_printf("%s %s", key, next);
}

/* Was the one file read after the other? */
static bool is_later(const struct keymap *keymap, const char *file, const char *than)
{
	for (guint i = keymap->bindings->len; file != than && i > 0; i--) {
		const char *last = at(keymap->bindings, i - 1)->file;

		if (last == file || last == than)
			return last == file;
	}
	return false;
}

static guint place_of(char **sections, const char *section)
{
	guint place = 0;

	while (sections[place] && strcmp(sections[place], section) != 0)
		place++;
	return place;
}

/* Asked for each screen at the start: most rows fall out by their command. */
static char *find_label(const struct keymap *keymap, const char *sections, const char *command)
{
	g_auto(GStrv) list = split_sections(sections);
	const struct binding *best = NULL;
	guint best_place = 0;

	for (guint i = 0; i < keymap->bindings->len; i++) {
		const struct binding *binding = at(keymap->bindings, i);
		guint place;

		if (strcmp(binding->command, command) != 0)
			continue;
		place = place_of(list, binding->section);
		if (!list[place] || find(keymap, list, binding->key, binding->next) != binding)
			continue;
		if (best && !is_later(keymap, binding->file, best->file) &&
		    (binding->file != best->file || place >= best_place))
			continue;
		best = binding;
		best_place = place;
	}
	return best ? binding_label(best) : NULL;
}

/* Asked for each hint of each drawing, and always the same. */
char *keymap_label(const struct keymap *keymap, const char *sections, const char *command)
{
	g_autofree char *asked = g_strconcat(sections, "/", command, NULL);
	gpointer label;

	if (!g_hash_table_lookup_extended(keymap->labels, asked, NULL, &label)) {
		label = find_label(keymap, sections, command);
		g_hash_table_insert(keymap->labels, g_steal_pointer(&asked), label);
	}
	return g_strdup(label);
}

char *keymap_way(const struct keymap *keymap, const char *sections, const char *command)
{
	char *label = keymap_label(keymap, sections, command);

	return label ? label : g_strconcat(":", command, NULL);
}

GArray *keymap_list(const struct keymap *keymap, const char *sections)
{
	g_auto(GStrv) list = split_sections(sections);
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct binding));

	for (char **section = list; *section; section++) {
		for (guint i = 0; i < keymap->bindings->len; i++) {
			const struct binding *binding = at(keymap->bindings, i);

			if (!strcmp(binding->section, *section) &&
			    find(keymap, list, binding->key, binding->next) == binding)
				g_array_append_val(found, *binding);
		}
	}
	return found;
}

const GArray *keymap_all(const struct keymap *keymap)
{
	return keymap->bindings;
}

static char *where(const struct binding *binding)
{
	return g_strdup_printf("%s:%u", binding->file, binding->line);
}

char *keymap_taker(const struct keymap *keymap, const char *sections, const char *command)
{
	g_auto(GStrv) list = split_sections(sections);

	for (guint i = keymap->lost->len; i > 0; i--) {
		const struct binding *lost = at(keymap->lost, i - 1);

		if (!strcmp(lost->command, command) && g_strv_contains((const char *const *)list, lost->section))
			return where(lost);
	}
	for (guint i = 0; i < keymap->bindings->len; i++) {
		const struct binding *hidden = at(keymap->bindings, i), *by = NULL;

		if (strcmp(hidden->command, command) != 0)
			continue;
		for (char **section = list; *section && !by; section++)
			by = find_first(keymap, *section, hidden->key);
		if (by && by != hidden)
			return where(by);
	}
	return NULL;
}
