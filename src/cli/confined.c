#include "src/cli/confined.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "src/app/session.h"
#include "src/base/file.h"
#include "src/base/i18n.h"

static void path_clear(void *data)
{
	g_free(((struct confine_path *)data)->path);
}

static void allow(GArray *paths, const char *name, bool write)
{
	struct confine_path path = { g_strdup(name), write };

	if (name && *name)
		g_array_append_val(paths, path);
	else
		g_free(path.path);
}

/* What is made gets its name by a rename: in its directory. */
static void allow_made(GArray *paths, const char *name)
{
	g_autofree char *parent = name ? g_path_get_dirname(name) : NULL;

	allow(paths, name, true);
	allow(paths, parent, true);
}

/* The store, and where its own file `public` says that the rest of it is. */
static void allow_store(GArray *paths, const char *dir, bool beside)
{
	g_auto(GStrv) places = store_places(dir);

	allow(paths, dir, true);
	if (beside)
		allow_made(paths, dir);
	for (char **place = places; *place; place++)
		if (beside || !file_exists(*place))
			allow_made(paths, *place);
		else
			allow(paths, *place, true);
}

static void allow_words(GArray *paths, const struct verb *verb, const struct arguments *arguments)
{
	for (const char **word = arguments->words; *word; word++) {
		const char *file = strstr(*word, "=@");

		if (verb->paths == PATHS_VALUES)
			allow(paths, file && strcmp(file, "=@-") != 0 ? file + 2 : NULL, false);
		else if (verb->paths == PATHS_READ)
			allow(paths, *word, false);
		else if (verb->paths == PATHS_MADE && word - arguments->words >= verb->first_path)
			allow_made(paths, *word);
	}
}

static void allow_options(GArray *paths, const struct arguments *arguments)
{
	for (int i = 0; i < OPTIONS; i++)
		if (arguments->values[i] && option_rows[i].paths == PATHS_READ)
			allow(paths, arguments->values[i], false);
		else if (arguments->values[i] && option_rows[i].paths == PATHS_MADE)
			allow_made(paths, arguments->values[i]);
}

bool confined_begin(const struct verb *verb, struct arguments *arguments, GError **error)
{
	g_autoptr(GArray) paths = g_array_new(FALSE, FALSE, sizeof(struct confine_path));
	g_autofree char *store = option_store(arguments), *keys = NULL, *terminals = NULL;

	g_array_set_clear_func(paths, path_clear);
	allow_store(paths, store, verb->beside);
	if (verb->paths == PATHS_READ && verb->beside && arguments->words[0])
		allow_store(paths, arguments->words[0], true);
	if (verb->paths == PATHS_ANY)
		allow(paths, "/", true);
	allow_words(paths, verb, arguments);
	allow_options(paths, arguments);
	allow(paths, getenv("SSH_USER_AUTH"), false);
	keys = g_build_filename(g_get_user_config_dir(), "blotter", NULL);
	allow(paths, keys, false);
	terminals = g_build_filename(g_get_home_dir(), ".terminfo", NULL);
	allow(paths, terminals, false);
	return confine_keys(paths, &arguments->confinement, error);
}

char *confined_text(const struct confinement *confinement)
{
	GString *text = g_string_new(NULL);

	if (confinement->seccomp == 0)
		g_string_append(text, "seccomp, ");
	else if (confinement->seccomp < 0)
		g_string_append(text, _("no seccomp (left out of a build for tests), "));
	else
		g_string_append_printf(text, _("no seccomp (the kernel says: %s), "), g_strerror(confinement->seccomp));
	if (confinement->landlock > 0)
		g_string_append_printf(text, "Landlock ABI %d", confinement->landlock);
	else
		g_string_append(text, _("no Landlock (this kernel has none, or refuses it)"));
	return g_string_free(text, FALSE);
}
