#include "ui/start.h"

#include "src/app/session_lock.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "ui/columns.h"
#include "ui/keys_check.h"
#include "ui/line.h"
#include "ui/theme_read.h"

struct telling { struct ui *ui; unsigned len; };

static void tell_bad_line(const char *what, void *data)
{
	struct telling *telling = data;

	telling->len++;
	ui_warn(telling->ui, "%s", what);
}

void ui_keys(struct ui *ui, const char *scheme)
{
	struct telling telling = { ui, 0 };

	keymap_free(ui->keymap);
	ui->keymap = keys_load(ui->house, scheme, ui->keys_file, tell_bad_line, &telling);
	if (telling.len > 1)
		ui_warn(ui, ngettext("%u mistake in the keys; :messages lists it",
				     "%u mistakes in the keys; :messages lists them", telling.len), telling.len);
}

void ui_theme(struct ui *ui, const char *name)
{
	struct style styles[PAINTS];
	struct telling telling = { ui, 0 };
	const char *used = term_colours(ui->term) ? name : THEME_MONO;

	if (!theme_load(styles, used, ui->themes_dir, tell_bad_line, &telling))
		ui_warn(ui, _("there is no %s/%s.theme; data/themes of the program has some to begin with"),
			ui->themes_dir ? ui->themes_dir : "themes", used);
	else if (telling.len > 1)
		ui_warn(ui, ngettext("%u mistake in the theme; :messages lists it",
				     "%u mistakes in the theme; :messages lists them", telling.len), telling.len);
	term_theme(ui->term, styles);
}

bool ui_start(struct ui *ui, const struct start *start, GError **error)
{
	*ui = (struct ui){
		.house = start->house,
		.host = start->host,
		.store = start->store,
		.user = start->user,
		.drawn_minute = -1,
		.typed_at = clock_boot(start->host->clock),
	};
	if (start->store && !banner_glance(start->store, &ui->banner, error))
		return false;
	ui->term = term_open(&start->term, error);
	if (!ui->term) {
		banner_clear(&ui->banner);
		return false;
	}
	ui->messages = messages_new();
	ui->commands = history_new();
	ui->searches = history_new();
	ui->filters = history_new();
	ui_keys(ui, NULL);
	ui_theme(ui, THEME_FIRST);
	return true;
}

void ui_end(struct ui *ui)
{
	ui->leaving = true;
	while (ui->top)
		screen_close(ui, ui->top);
	/* the terminal first: leaving the session may take a moment, or say something */
	term_close(ui->term);
	session_close(ui->session);
	locked_free(ui->locked, ui->why_left);
	messages_free(ui->messages);
	typing_forget(&ui->typing);
	keymap_free(ui->keymap);
	history_free(ui->commands);
	history_free(ui->searches);
	history_free(ui->filters);
	banner_clear(&ui->banner);
	columns_local(false);
	g_free(ui->made);
	g_free(ui->why);
	g_free(ui->scheme);
	g_free(ui->theme);
	*ui = (struct ui){ 0 };
	secret_sweep();
}
