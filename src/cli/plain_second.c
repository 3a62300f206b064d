/* The second person in line mode: named in a line, and there by their own password. */
#include "src/cli/plain.h"

#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"

static bool ask_password(struct plain_second *second, GError **error)
{
	g_autofree char *prompt = g_strdup_printf(_("Password of %s, the second person: "), second->user);

	second->password = passphrase_new();
	return passphrase_ask(second->password, prompt, error);
}

static bool ask(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error)
{
	struct plain_second *second = data;
	g_autofree char *names = g_strjoinv(", ", able);

	plain_second_clear(second);
	out_line(_("This wants a second person, who agrees to: %s"), text);
	out_line(required ? _("Who could: %s.") : _("Who could: %s; without them it is flagged."), names);
	second->user = plain_ask(second->plain, _("Second person"));
	if (!second->user || !*second->user)
		return !required || err_set(error, ERR_INVALID, "%s", _("nobody said who agrees"));
	if (!ask_password(second, error))
		return false;
	consent->user = second->user;
	consent->secret = second->password;
	return true;
}

static bool ask_code(void *data, struct passphrase *code, GError **error)
{
	(void)data;
	return signin_code(-1, _("Code of the second person's second factor: "), code, error);
}

void plain_second_begin(struct plain_second *second, struct plain *plain)
{
	*second = (struct plain_second){ .plain = plain };
	second->consent = (struct consent){ .ask = ask, .ask_code = ask_code, .ask_data = second };
}

void plain_second_clear(struct plain_second *second)
{
	g_clear_pointer(&second->user, g_free);
	g_clear_pointer(&second->password, passphrase_free);
}
