#include "ui/palette.h"

#include "src/base/i18n.h"
#include "ui/command.h"
#include "ui/prefer.h"
#include "ui/prompt.h"

#include <string.h>

static char **complete(struct ui *ui, const char *text, void *data)
{
	(void)data;
	return command_complete(ui, text);
}

static char *describe(struct ui *ui, const char *text, void *data)
{
	struct meaning meaning;
	const char *help;
	g_autofree char *key = NULL;

	(void)data;
	if (g_str_has_prefix(text, "set "))
		return prefer_about(text + strlen("set "));
	if (strchr(text, ' '))
		return NULL;
	meaning = command_find(ui, text);
	help = command_help(&meaning);
	key = keymap_label(ui->keymap, screen_sections(screen_working(ui)), text);
	return key ? g_strdup_printf("%s (%s)", help, key) : g_strdup(help);
}

void palette_open(struct ui *ui, const char *text)
{
	struct prompt prompt = {
		.label = ":",
		.text = text,
		.history = ui->commands,
		.complete = complete,
		.describe = describe,
	};
	g_autofree char *line = prompt_line(ui, &prompt);

	if (line)
		command_typed(ui, line);
}
