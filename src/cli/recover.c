#include "src/app/recover.h"

#include "src/base/i18n.h"
#include "src/cli/code.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/tty.h"
#include "src/cli/verbs.h"

static void show(const char *user, const struct recovered *recovered, bool script)
{
	struct tty tty;

	if (script || !tty_open(&tty)) {
		out_secret(recovered->passphrase);
	} else {
		g_autofree char *line = g_strdup_printf(_("\nThe one-time passphrase of %s, to be changed at the next "
							  "sign-in:\n"), user);

		tty_say(&tty, line);
		tty_say(&tty, recovered->passphrase);
		tty_close(&tty);
	}
	code_show(recovered->code, script);
}

static bool run(const struct arguments *arguments, GError **error)
{
	g_autofree char *dir = option_store(arguments);
	GError *problem = NULL;
	CLEANUP(passphrase_free) struct passphrase *code =
		signin_password(arguments, OPTION_PASSWORD_FILE, OPTION_PASSWORD_FD, &problem);
	bool script = code != NULL, done;
	struct session_host host = { 0 };
	struct recovered recovered;
	struct recovery how;

	if (!problem && (!arguments->words[0] || arguments->words[1]))
		err_set(&problem, ERR_USAGE, "%s", _("name the one user who is to sign in again: recover USER"));
	if (!problem && !code)
		code = code_ask(&problem);
	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	signin_host(&host, "cli");
	how = (struct recovery){ arguments->words[0], arguments->values[OPTION_ROLLBACK],
				 option_given(arguments, OPTION_NEW_HOST_KEY) };
	done = recover(&host, dir, code, &how, &recovered, error);
	session_host_clear(&host);
	if (done && recovered.host_key_made)
		out_say("%s", _("a new host key was made; the passwords of all others count no more: user-reset"));
	if (done)
		show(arguments->words[0], &recovered, script);
	recovered_clear(&recovered);
	return done;
}

int verb_recover(const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;

	return run(arguments, &error) ? EXIT_DONE : out_error(error, NULL);
}

void help_recover(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("Asks for the recovery code, or takes it from --password-file or --password-fd. Shows a\n"
		 "one-time passphrase of USER and the next recovery code (on standard output, a line\n"
		 "each, when the code was not typed); the code that was used counts no more. Where the\n"
		 "host key is lost too, --new-host-key makes another; then the passwords of all others\n"
		 "count no more, and an account administrator gives new ones (user-reset). The log\n"
		 "has it as an act of \"recovery\", and everybody who signs in is told."));
}
