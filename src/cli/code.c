#include "src/cli/code.h"

#include "src/app/recover.h"
#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/tty.h"

struct passphrase *code_ask(GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *code = passphrase_new();

	return passphrase_ask(code, _("Recovery code, not shown: "), error) ? g_steal_pointer(&code) : NULL;
}

/* False when the person leaves. */
static bool typed_back(struct tty *tty, const char *code)
{
	for (;;) {
		char *typed = tty_ask(tty, _("Type it from the paper"), NULL);
		bool same = typed && recovery_same(code, typed), left = !typed;

		secret_text_free(typed);
		if (same || left)
			return same;
		tty_say(tty, _("That is another one. It stands above."));
	}
}

static bool show(struct tty *tty, const char *code)
{
	bool noted;

	tty_say(tty, _("\nThe recovery code. It opens the store when every password is lost: write it down, "
		       "lock it away, and do not keep it on this computer. It is not shown again.\n"));
	tty_say(tty, code);
	tty_say(tty, "");
	noted = typed_back(tty, code);
	if (noted)
		tty_say(tty, _("It is the same. Clear this screen before you leave."));
	tty_close(tty);
	return noted;
}

bool code_noted(const char *code)
{
	struct tty tty;

	return tty_open(&tty) && show(&tty, code);
}

void code_show(const char *code, bool script)
{
	struct tty tty;

	if (script || !tty_open(&tty))
		out_secret(code);
	else if (!show(&tty, code))
		out_say("%s: %s", _("warning"), _("the recovery code was not typed back: be sure that it is on paper"));
}
