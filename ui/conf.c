#include "ui/conf.h"

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/text.h"

#include <string.h>

#define FILE_MAX (256 * 1024)

char *conf_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t");
	char *end = word + strcspn(word, " \t");

	*rest = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

void conf_lines(const char *text, const char *name, conf_take take, void *self, conf_bad bad, void *data)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (unsigned i = 0; lines[i]; i++) {
		char *line = g_strstrip(lines[i]);
		g_autofree char *problem = NULL, *what = NULL;

		if (!*line || *line == '#')
			continue;
		problem = take(self, line, i + 1);
		if (!problem || !bad)
			continue;
		what = g_strdup_printf("%s:%u: %s", name, i + 1, problem);
		bad(what, data);
	}
}

char *conf_file(const char *path, conf_bad bad, void *data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL, *what = NULL;
	size_t len;

	if (!file_exists(path))
		return NULL;
	if (!file_read(path, FILE_MAX, &text, &len, &error)) {
		bad(error->message, data);
		return NULL;
	}
	if (text_is_utf8(text, len))
		return g_steal_pointer(&text);
	what = g_strdup_printf(_("%s: is not UTF-8 text"), path);
	bad(what, data);
	return NULL;
}
