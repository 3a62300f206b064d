#include "tests/bench/screens.h"

#include <locale.h>
#include <stdio.h>

#include "src/base/secret.h"
#include "tests/seam.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

static struct session *sign_in(const struct session_host *host, const char *store, const char *password)
{
	struct passphrase *typed = passphrase_new_from(password);
	struct session *session;

	GOOD((session = session_open(host, store, "lee", typed, &error)) != NULL);
	passphrase_free(typed);
	return session;
}

int bench_screens(const char *dir, const char *password, bool quiet)
{
	g_autofree char *store = g_build_filename(dir, "store", NULL);
	struct session_host host = { 0 };
	struct start start = { .house = &ui_house, .host = &host, .store = store };
	struct seam seam;
	struct ui ui;

	setlocale(LC_ALL, "");
	seam_init(&seam);
	session_host_init(&host, "tui", "/dev/pts/3", NULL, NULL);
	host.policy = seam_kdf_policy();
	GOOD(ui_start(&ui, &start, &error));
	ui.session = sign_in(&host, store, password);
	ui.quiet = quiet;
	g_assert_true(screen_open(&ui, "queue", NULL));
	loop_run(&ui);
	ui_end(&ui);
	session_host_clear(&host);
	seam_clear(&seam);
	return 0;
}
