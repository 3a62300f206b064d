#include "src/cli/signin.h"

#include <stdlib.h>
#include <unistd.h>

#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/tty.h"

#define AUTH_INFO_MOST 65536

/* sshd names the file when ExposeAuthInfo is on: it says which key let this session in. */
static char *auth_info(void)
{
	const char *path = getenv("SSH_USER_AUTH");
	char *text = NULL;
	size_t len;

	return path && file_read(path, AUTH_INFO_MOST, &text, &len, NULL) ? text : NULL;
}

static void say(void *data, const char *sentence)
{
	(void)data;
	out_say("%s", sentence);
}

void signin_host(struct session_host *host, const char *via)
{
	g_autofree char *auth = auth_info();
	const char *tty = NULL;

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO && !tty; fd++)
		tty = ttyname(fd);
	session_host_init(host, via, tty, getenv("SSH_CONNECTION"), auth);
	host->waits.say = say;
	/* set by blotter-entry; who sets it themselves shuts only others out */
	host->only = getenv("BLOTTER_ONLY");
}

struct passphrase *signin_password(const struct arguments *arguments, enum option file, enum option fd,
				   GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = NULL;
	const char *path = arguments->values[file];
	int64_t number;

	if (!option_number(arguments, fd, -1, FD_MAX, &number, error))
		return NULL;
	if (path && number >= 0) {
		err_set(error, ERR_USAGE, _("--%s and --%s exclude each other"), option_rows[file].name,
			option_rows[fd].name);
		return NULL;
	}
	if (!path && number < 0)
		return NULL;
	password = passphrase_new();
	if (path ? !passphrase_read_file(password, path, error) :
		   !passphrase_read_fd(password, (int)number, error))
		return NULL;
	return g_steal_pointer(&password);
}

bool signin_begin(const struct arguments *arguments, struct signin *signin, GError **error)
{
	GError *problem = NULL;
	int64_t fd = -1;

	*signin = (struct signin){ .store = option_store(arguments), .user = g_strdup(option_user(arguments)),
				   .via = "cli", .parser = arguments->parser };
	signin->password = signin_password(arguments, OPTION_PASSWORD_FILE, OPTION_PASSWORD_FD, &problem);
	if (!problem)
		option_number(arguments, OPTION_TOTP_FD, -1, FD_MAX, &fd, &problem);
	signin->code_fd = (int)fd;
	if (!problem && signin->password && !signin->user)
		err_set(&problem, ERR_USAGE, "%s", _("name who signs in: --user NAME, or BLOTTER_USER"));
	if (problem)
		g_propagate_error(error, problem);
	return !problem;
}

void signin_clear(struct signin *signin)
{
	g_free(signin->store);
	g_free(signin->user);
	passphrase_free(signin->password);
	*signin = (struct signin){ 0 };
}

static bool left(GError **error)
{
	return err_set(error, ERR_LOGIN, "%s", _("not signed in"));
}

/* The notice comes before the password, and going on is consent (SP 800-171 3.1.9). */
static bool ask(struct signin *signin, struct tty *tty, const struct banner *banner, GError **error)
{
	g_autofree char *accepted = NULL, *prompt = NULL;

	tty_say(tty, banner->marking);
	tty_say(tty, banner->notice);
	if (banner->demo)
		tty_say(tty, banner->demo);
	accepted = tty_ask(tty, _("Enter to accept, Ctrl-C to leave"), NULL);
	if (!accepted)
		return left(error);
	if (!signin->user) {
		signin->user = tty_ask(tty, _("User"), NULL);
		if (!signin->user || !*signin->user)
			return left(error);
	}
	prompt = g_strdup_printf(_("Password of %s at %s: "), signin->user, banner->organisation);
	signin->password = passphrase_new();
	return passphrase_ask(signin->password, prompt, error);
}

static bool ask_at_terminal(struct signin *signin, const struct banner *banner, GError **error)
{
	struct tty tty;
	bool asked;

	if (!tty_open(&tty))
		return err_set(error, ERR_LOGIN, "%s", _("there is no terminal to ask for the password; give "
			       "--password-file FILE or --password-fd N"));
	asked = ask(signin, &tty, banner, error);
	tty_close(&tty);
	return asked;
}

bool signin_code(int fd, const char *prompt, struct passphrase *code, GError **error)
{
	struct tty tty;

	if (fd >= 0)
		return passphrase_read_fd(code, fd, error);
	if (!tty_open(&tty))
		return err_set(error, ERR_LOGIN, "%s", _("there is no terminal to ask for the code of the second "
			       "factor; give --totp-fd N"));
	tty_close(&tty);
	return passphrase_ask(code, prompt, error);
}

static bool ask_code(void *data, struct passphrase *code, GError **error)
{
	const struct signin *signin = data;

	return signin_code(signin->code_fd, _("Code of the second factor: "), code, error);
}

/* Last sign-in, failures since, warnings: for a person, and out of the way of scripts. */
static void welcome(const struct session *session)
{
	g_auto(GStrv) lines = session_welcome(session);

	if (isatty(STDERR_FILENO))
		for (size_t i = 0; lines[i]; i++)
			out_say("%s", lines[i]);
}

bool signin_complete(struct signin *signin, GError **error)
{
	struct banner banner = { 0 };
	bool ready = banner_read(signin->store, &banner, error) &&
		     (signin->password || ask_at_terminal(signin, &banner, error));

	banner_clear(&banner);
	return ready;
}

struct session *signin_open(struct signin *signin, GError **error)
{
	CLEANUP(session_close) struct session *session = NULL;
	struct session_host host = { 0 };

	if (signin_complete(signin, error)) {
		signin_host(&host, signin->via);
		host.ask_code = ask_code;
		host.ask_data = signin;
		host.parser = signin->parser;
		session = session_open(&host, signin->store, signin->user, signin->password, error);
		session_host_clear(&host);
	}
	if (!session || !session_tick(session, error))
		return NULL;
	welcome(session);
	return g_steal_pointer(&session);
}

struct session *signin_session(const struct arguments *arguments, GError **error)
{
	struct signin signin;
	struct session *session = NULL;

	if (signin_begin(arguments, &signin, error))
		session = signin_open(&signin, error);
	signin_clear(&signin);
	return session;
}
