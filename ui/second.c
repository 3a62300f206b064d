#include "ui/second.h"

#include "src/base/i18n.h"
#include "ui/frame.h"
#include "ui/message.h"
#include "ui/prompt.h"

void second_forget(struct second *second)
{
	g_clear_pointer(&second->user, g_free);
	g_clear_pointer(&second->password, passphrase_free);
	second->alone = false;
}

/* The index of able, that of its end for nobody; -1: cancelled. */
static int choose(struct ui *ui, const char *text, char **able, bool required)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new();
	g_autofree char *title = g_strdup_printf(_("Who agrees? %s"), text);

	for (char **name = able; *name; name++)
		g_ptr_array_add(labels, *name);
	if (!required)
		g_ptr_array_add(labels, (char *)_("nobody: alone, and flagged so"));
	g_ptr_array_add(labels, NULL);
	return prompt_choice(ui, title, (const char *const *)labels->pdata, 0);
}

static bool ask_password(struct second *second)
{
	g_autofree char *label = g_strdup_printf(_("Password of %s, the second person: "), second->user);

	second->password = passphrase_new();
	return prompt_password(second->ui, label, second->password);
}

static bool ask_for_one(struct second *second, const char *text, char **able, bool required)
{
	int chosen = choose(second->ui, text, able, required);

	if (chosen < 0)
		return false;
	second->user = g_strdup(able[chosen]);
	second->alone = !second->user;
	return second->alone || ask_password(second);
}

static bool ask(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error)
{
	struct second *second = data;

	if (!second->user && !second->alone && !ask_for_one(second, text, able, required)) {
		second_forget(second);
		return err_set(error, ERR_INVALID, _("nothing was done: nobody said who agrees"));
	}
	consent->user = second->user;
	consent->secret = second->password;
	if (second->alone)
		return true;
	ui_say(second->ui, "%s", _("checking …"));
	frame_draw(second->ui);
	messages_clear(second->ui->messages);
	return true;
}

static bool ask_code(void *data, struct passphrase *code, GError **error)
{
	struct second *second = data;

	return prompt_code(second->ui, _("Code of the second person's second factor: "), code, error);
}

void second_begin(struct second *second, struct ui *ui)
{
	*second = (struct second){ .ui = ui };
	second->consent = (struct consent){ .ask = ask, .ask_code = ask_code, .ask_data = second };
}
