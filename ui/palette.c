#include "ui/palette.h"

#include "src/base/i18n.h"
#include "ui/command.h"
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
	int key;

	(void)data;
	if (strchr(text, ' '))
		return NULL;
	meaning = command_find(ui, text);
	help = command_help(&meaning);
	key = keymap_key(ui->keymap, screen_sections(screen_working(ui)), text);
	if (key != PRESS_NONE) {
		g_autofree char *name = key_label(key);

		return g_strdup_printf("%s (%s)", help, name);
	}
	return g_strdup(help);
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
		command_run(ui, line);
}
