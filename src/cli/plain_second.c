/* The second person in line mode: named in a line, and there by their own password. */
#include "src/cli/plain.h"

#include "src/base/i18n.h"
#include "src/cli/out.h"

static bool ask(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error)
{
	struct plain_second *asked = data;
	struct second *second = &asked->second;
	g_autofree char *names = g_strjoinv(", ", able);

	g_clear_pointer(&second->user, g_free);
	g_clear_pointer(&second->password, passphrase_free);
	out_line(_("This wants a second person, who agrees to: %s"), text);
	out_line(required ? _("Who could: %s.") : _("Who could: %s; without them it is flagged."), names);
	second->user = plain_ask(asked->plain, _("Second person"));
	if (!second->user || !*second->user)
		return !required || err_set(error, ERR_INVALID, "%s", _("nobody said who agrees"));
	if (!second_password(second, error))
		return false;
	consent->user = second->user;
	consent->secret = second->password;
	return true;
}

void plain_second_begin(struct plain_second *asked, struct plain *plain)
{
	*asked = (struct plain_second){ .second = { .code_fd = -1 }, .plain = plain };
	asked->second.consent = (struct consent){ .ask = ask, .ask_code = second_code, .ask_data = asked };
}
