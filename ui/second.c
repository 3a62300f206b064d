#include "ui/second.h"

#include "src/base/i18n.h"
#include "ui/frame.h"
#include "ui/message.h"
#include "ui/prompt.h"

/* What is to be agreed to, by whom, and whether somebody must. */
struct asking { struct second *second; char **texts, **able; bool required; };

static void forget(struct second *second)
{
	g_clear_pointer(&second->user, g_free);
	g_clear_pointer(&second->password, passphrase_free);
}

static void say_checking(struct ui *ui)
{
	frame_say(ui, _("checking …"));
	messages_clear(ui->messages);
}

static bool ask_password(struct second *second)
{
	g_autofree char *label = g_strdup_printf(_("Password of %s, the second person: "), second->user);

	second->password = passphrase_new();
	return prompt_password(second->ui, label, second->password);
}

/* To all that wait, at once: what is wrong is told over them. */
static bool give(struct second *second)
{
	struct consent consent = { .user = second->user, .secret = second->password,
				   .ask_code = second->consent.ask_code, .ask_data = second };
	g_autoptr(GError) error = NULL;

	if (second->user)
		say_checking(second->ui);
	if (agreement_give(second->ui->session, second->agreement, &consent, &error))
		return true;
	ui_say_error(second->ui, &error);
	return false;
}

/* Behind the last of those who could stands nobody. */
static bool take(struct ui *ui, int index, void *data)
{
	struct asking *asking = data;
	struct second *second = asking->second;
	bool taken;

	(void)ui;
	forget(second);
	second->user = g_strdup(asking->able[index]);
	taken = (!second->user || ask_password(second)) && (!second->agreement || give(second));
	if (!taken)
		forget(second);
	return taken;
}

static bool choose(struct asking *asking)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new();
	guint count = g_strv_length(asking->texts);
	g_autofree char *title = count == 1 ? g_strdup(_("Who agrees?")) :
		g_strdup_printf(ngettext("Who agrees to this %u?", "Who agrees to these %u?", count), count);

	for (char **name = asking->able; *name; name++)
		g_ptr_array_add(labels, *name);
	if (!asking->required)
		g_ptr_array_add(labels, (char *)_("nobody: alone, and flagged so"));
	g_ptr_array_add(labels, NULL);
	return prompt_choice_under(asking->second->ui, &(struct choice_under){
		.title = title, .texts = asking->texts, .labels = (const char *const *)labels->pdata,
		.take = take, .data = asking });
}

bool second_nobody(GError **error)
{
	return err_set(error, ERR_INVALID, _("nothing was done: nobody said who agrees"));
}

static bool ask(void *data, const char *text, char **able, bool required, struct consent *consent, GError **error)
{
	struct second *second = data;
	char *texts[] = { (char *)text, NULL };

	if (!choose(&(struct asking){ second, texts, able, required }))
		return second_nobody(error);
	consent->user = second->user;
	consent->secret = second->password;
	if (second->user)
		say_checking(second->ui);
	return true;
}

bool second_agree(struct second *second)
{
	g_auto(GStrv) texts = agreement_texts(second->agreement);

	return choose(&(struct asking){ second, texts, agreement_able(second->agreement),
					agreement_required(second->agreement) });
}

static bool ask_code(void *data, struct passphrase *code, GError **error)
{
	struct second *second = data;

	return prompt_code(second->ui, _("Code of the second person's second factor: "), code, error);
}

void second_begin(struct second *second, struct ui *ui, bool together)
{
	*second = (struct second){ .ui = ui, .agreement = together ? agreement_new() : NULL };
	second->consent = (struct consent){ .ask = ask, .ask_code = ask_code, .ask_data = second,
					    .together = second->agreement };
}

void second_end(struct second *second)
{
	forget(second);
	g_clear_pointer(&second->agreement, agreement_free);
}
