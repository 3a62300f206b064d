#include "ui/ui.h"

#include "src/base/err.h"
#include "src/base/text.h"
#include "src/base/warn.h"
#include "src/rules/preferences.h"
#include "ui/commands.h"
#include "ui/drafts.h"
#include "ui/frame.h"
#include "ui/keys_check.h"
#include "ui/lock.h"
#include "ui/loop.h"
#include "ui/perform.h"
#include "ui/prefer.h"
#include "ui/screens.h"
#include "ui/start.h"
#include "ui/theme_read.h"

#include <stdio.h>

const struct house ui_house = {
	.classes = screen_classes,
	.commands = ui_commands,
	.parts = screen_parts,
	.perform = perform,
	.opened = drafts_offer,
	.closing = drafts_drop,
	.keep = drafts_keep,
	.watch = lock_watch,
	.lock = lock_screens,
	.prefer = prefer_apply,
};

static int fail(const char *why)
{
	g_autofree char *visible = text_visible(why, -1, TEXT_LINE);

	fprintf(stderr, "%s: %s\n", "failed", visible);
	return 1;
}

/* What stands on the first screen was only glanced at: to verify it wakes the whole of libcrypto. */
static bool banner_proven(struct ui *ui, GError **error)
{
	struct banner banner = { 0 };

	if (ui->store && !banner_read(ui->store, &banner, error))
		return false;
	banner_clear(&ui->banner);
	ui->banner = banner;
	ui->dirty = true;
	return true;
}

/* Nobody reads a key yet, so the way between seeing and consenting is still guarded. */
static bool show(struct ui *ui, const struct ui_options *options, GError **error)
{
	frame_draw(ui);
	return banner_proven(ui, error) && (!options->shown || options->shown(options->data, error));
}

static char *keys_file_name(void)
{
	return g_build_filename(g_get_user_config_dir(), "blotter", "keys.conf", NULL);
}

static char *themes_dir_name(void)
{
	return g_build_filename(g_get_user_config_dir(), "blotter", "themes", NULL);
}

static void tell_bad(const char *what, void *data)
{
	g_autofree char *visible = text_visible(what, -1, TEXT_LINE);

	*(unsigned *)data += 1;
	fprintf(stderr, "%s\n", visible);
}

unsigned ui_check(void)
{
	g_autofree char *keys_file = keys_file_name(), *themes = themes_dir_name();
	const struct choice *theme = preference_find("theme")->field.choices;
	struct style styles[PAINTS];
	unsigned bad = 0;

	keymap_free(keys_load(&ui_house, NULL, keys_file, tell_bad, &bad));
	for (; theme->name; theme++)
		theme_load(styles, theme->name, themes, tell_bad, &bad);
	return bad;
}

static void tell_warning(const char *sentence, void *data)
{
	ui_warn(data, "%s", sentence);
}

int ui_run(const struct ui_options *options)
{
	g_autofree char *keys_file = keys_file_name(), *themes = themes_dir_name();
	struct start start = {
		.house = &ui_house,
		.host = options->host,
		.store = options->store,
		.user = options->user,
		.term = { .ascii = options->ascii, .colours = options->colours },
	};
	g_autoptr(GError) error = NULL;
	g_autofree char *why = NULL;
	struct ui ui;

	if (!ui_start(&ui, &start, &error))
		return fail(error->message);
	warn_to(tell_warning, &ui);
	if (!screen_open(&ui, "login", NULL)) {
		if (messages_now(ui.messages))
			ui.why = g_strdup(messages_now(ui.messages)->text);
	} else if (show(&ui, options, &error)) {
		/* what a person wrote is read by a process that can do no more than it must */
		ui.keys_file = keys_file;
		ui.themes_dir = themes;
		ui_keys(&ui, NULL);
		ui_theme(&ui, THEME_FIRST);
		loop_run(&ui);
	} else {
		ui.why = g_strdup(error->message);
	}
	why = g_steal_pointer(&ui.why);
	warn_to(NULL, NULL);
	ui_end(&ui);
	return why ? fail(why) : 0;
}
