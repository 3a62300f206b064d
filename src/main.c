#include "config.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/base/crypt.h"
#include "src/base/i18n.h"
#include "src/base/secret.h"
#include "src/cli/cli.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "ui/ui.h"

extern char **environ;

/* What may come in from outside. Everything else goes: LD_*, OPENSSL_*, SQLITE_*, TERMINFO*, TMPDIR,
 * LOCPATH, NLSPATH … would let whoever starts us choose code, files and formats. */
static bool may_stay(const char *entry)
{
	static const char *const names[] = {
		"TERM=", "COLORTERM=", "NO_COLOR=", "CLICOLOR=", "COLUMNS=", "LINES=",
		"LANG=", "LANGUAGE=", "LC_", "TZ=",
		"HOME=", "XDG_CONFIG_HOME=", "XDG_DATA_HOME=", "USER=", "LOGNAME=", "BLOTTER_", "SSH_",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static void environment_scrub(void)
{
	char **kept = environ;

	for (char **entry = environ; *entry; entry++)
		if (may_stay(*entry))
			*kept++ = *entry;
	*kept = NULL;
}

static void locale_begin(void)
{
	setlocale(LC_MESSAGES, "");
	setlocale(LC_TIME, "");
	/* over ssh often no locale arrives; texts are UTF-8 all the same */
	if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	bindtextdomain(PACKAGE, LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
}

/* Somebody who set a locale that is no UTF-8 may well have a terminal that is none. */
static bool locale_is_other(void)
{
	const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *name = getenv(names[i]);

		if (name && *name)
			return !strcasestr(name, "UTF-8") && !strcasestr(name, "UTF8");
	}
	return false;
}

/* Copies the words and wipes where they stood: everybody on the host can read the command line of a
 * process, and a title may say more than they should know. */
static char **words_take(int argc, char **argv)
{
	char **words = g_new0(char *, (gsize)argc + 1);

	for (int i = 1; i < argc; i++) {
		words[i - 1] = g_strdup(argv[i]);
		secret_wipe(argv[i], strlen(argv[i]));
	}
	return words;
}

static bool shown(void *arguments, GError **error)
{
	return cli_confine(arguments, error);
}

static int check(struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;

	if (!cli_confine(arguments, &error))
		return out_error(error, NULL);
	if (ui_check())
		return EXIT_FOUND_WRONG;
	out_line("%s", _("nothing is wrong there"));
	return EXIT_DONE;
}

/* What the command line says holds; else NO_COLOR, and CLICOLOR as BSD has it. */
static bool read_colours(const struct arguments *arguments, enum colours *colours, GError **error)
{
	const char *wanted = arguments->values[OPTION_COLOR], *none = getenv("NO_COLOR");

	*colours = COLOURS_AUTO;
	if (wanted && !colours_parse(wanted, colours))
		return err_set(error, ERR_USAGE, _("--color is auto, never, 16, 256 or direct, not \"%s\""), wanted);
	if (*colours == COLOURS_AUTO && ((none && *none) || !g_strcmp0(getenv("CLICOLOR"), "0")))
		*colours = COLOURS_NEVER;
	return true;
}

static int screen(struct arguments *arguments)
{
	g_autofree char *store = option_store(arguments);
	struct session_host host = { 0 };
	struct ui_options options = {
		.host = &host, .store = store, .user = option_user(arguments),
		.ascii = option_given(arguments, OPTION_ASCII) || locale_is_other(),
		.shown = shown, .data = arguments,
	};
	g_autoptr(GError) error = NULL;
	int code;

	if (!read_colours(arguments, &options.colours, &error))
		return out_error(error, NULL);
	if (option_given(arguments, OPTION_CHECK_CONFIG))
		return check(arguments);
	signin_host(&host, "tui");
	code = ui_run(&options);
	session_host_clear(&host);
	return code;
}

int main(int argc, char **argv)
{
	char **words;
	int code;

	environment_scrub();
	crypt_init();
	process_harden();
	words = words_take(argc, argv);
	locale_begin();
	code = cli_run(words, screen);
	g_strfreev(words);
	return code;
}
