/* The second person at the command line: they sign in beside the first, at the same terminal. */
#include "src/base/i18n.h"
#include "src/cli/signin.h"
#include "src/cli/tty.h"

/* At no terminal there is nobody: the sentence that refuses says which option to give. */
static char *ask_name(void)
{
	struct tty tty;
	char *name = NULL;

	if (!tty_open(&tty))
		return NULL;
	name = tty_ask(&tty, _("This wants a second person. Their user name"), NULL);
	tty_close(&tty);
	if (name && !*name)
		g_clear_pointer(&name, g_free);
	return name;
}

bool second_password(struct second *second, GError **error)
{
	g_autofree char *prompt = g_strdup_printf(_("Password of %s, the second person: "), second->user);

	second->password = passphrase_new();
	return passphrase_ask(second->password, prompt, error);
}

bool second_code(void *data, struct passphrase *code, GError **error)
{
	const struct second *second = data;

	return signin_code(second->code_fd, _("Code of the second person's second factor: "), code, error);
}

/* What the options say. */
static bool read_options(const struct arguments *arguments, struct second *second, GError **error)
{
	GError *problem = NULL;
	int64_t fd = -1;

	*second = (struct second){ .code_fd = -1 };
	if (option_given(arguments, OPTION_SECOND) && option_given(arguments, OPTION_ALONE))
		return err_set(error, ERR_USAGE, "%s", _("--second and --alone exclude each other"));
	second->user = g_strdup(arguments->values[OPTION_SECOND]);
	second->password = signin_password(arguments, OPTION_SECOND_PASSWORD_FILE, OPTION_SECOND_PASSWORD_FD,
					   &problem);
	if (!problem)
		option_number(arguments, OPTION_TOTP_FD, -1, FD_MAX, &fd, &problem);
	if (!problem && second->password && !second->user)
		err_set(&problem, ERR_USAGE, "%s", _("name whose password that is: --second NAME"));
	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	second->code_fd = (int)fd;
	return true;
}

/* Who was named sees each matter before their password is asked for it. */
static bool ask_named(void *data, const char *text, char **able, bool required, struct consent *consent,
		      GError **error)
{
	struct second *second = data;
	g_autofree char *line = g_strdup_printf(_("%s is asked to agree to: %s"), second->user, text);
	struct tty tty;

	(void)able, (void)required;
	if (tty_open(&tty)) {
		tty_say(&tty, line);
		tty_close(&tty);
	}
	g_clear_pointer(&second->password, passphrase_free);
	if (!second_password(second, error))
		return false;
	consent->secret = second->password;
	return true;
}

static void consent_set(const struct arguments *arguments, struct second *second)
{
	second->consent = (struct consent){ .user = second->user, .secret = second->password,
					    .alone = arguments->values[OPTION_ALONE],
					    .ask = second->user ? ask_named : NULL,
					    .ask_code = second_code, .ask_data = second };
}

bool second_get(const struct arguments *arguments, struct second *second, GError **error)
{
	if (!read_options(arguments, second, error))
		return false;
	if (!second->user && !option_given(arguments, OPTION_ALONE))
		second->user = ask_name();
	if (second->user && !second->password && !second_password(second, error))
		return false;
	consent_set(arguments, second);
	return true;
}

bool second_named(const struct arguments *arguments, struct second *second, GError **error)
{
	if (!read_options(arguments, second, error))
		return false;
	consent_set(arguments, second);
	return true;
}

void second_clear(struct second *second)
{
	g_free(second->user);
	passphrase_free(second->password);
	*second = (struct second){ .code_fd = -1 };
}
