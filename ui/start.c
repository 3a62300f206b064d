#include "ui/start.h"

#include "src/app/session_lock.h"
#include "ui/keys_conf.h"
#include "ui/line.h"

static void tell_bad_line(const char *what, void *data)
{
	ui_warn(data, "%s", what);
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
	if (start->store && !banner_read(start->store, &ui->banner, error))
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
	ui->keymap = keymap_new();
	keymap_read(ui->keymap, ui_keys_conf, "keys.conf", tell_bad_line, ui);
	if (start->keys_file)
		keymap_read_file(ui->keymap, start->keys_file, tell_bad_line, ui);
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
	g_free(ui->why);
	*ui = (struct ui){ 0 };
}
