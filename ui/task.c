#include "ui/task.h"

#include <string.h>

#include "src/app/proof.h"
#include "src/base/i18n.h"
#include "ui/dialog_tell.h"
#include "ui/frame.h"
#include "ui/message.h"
#include "ui/prompt.h"

static void clear_set(gpointer data)
{
	struct set *set = data;

	g_free(set->name);
	g_free(set->value);
}

struct task *task_new(const struct action *action)
{
	struct task *task = g_new0(struct task, 1);

	task->action = action;
	task->targets = g_ptr_array_new_with_free_func(g_free);
	task->given = g_array_new(FALSE, FALSE, sizeof(struct set));
	g_array_set_clear_func(task->given, clear_set);
	return task;
}

void task_free(struct task *task)
{
	if (!task)
		return;
	g_ptr_array_unref(task->targets);
	g_array_unref(task->given);
	record_free(task->record);
	g_free(task);
}

char *task_subject(const struct task *task)
{
	unsigned len = task->targets->len;

	if (len > 1)
		return g_strdup_printf(ngettext("%u case", "%u cases", len), len);
	return g_strdup(g_ptr_array_index(task->targets, 0));
}

static const char *set_value(const struct request *request, const char *name)
{
	for (guint i = 0; i < request->sets->len; i++) {
		const struct set *set = &g_array_index(request->sets, struct set, i);

		if (strcmp(set->name, name) == 0)
			return set->value;
	}
	return "?";
}

/* text with its first %s replaced by a, the second by b. */
static char *place(const char *text, const char *a, const char *b)
{
	GString *out = g_string_new(text);
	char *at = strstr(out->str, "%s");
	gssize position = at ? at - out->str : -1;

	if (position >= 0) {
		g_string_erase(out, position, 2);
		g_string_insert(out, position, a);
		position += (gssize)strlen(a);
		at = strstr(out->str + position, "%s");
		position = at ? at - out->str : -1;
	}
	if (position >= 0) {
		g_string_erase(out, position, 2);
		g_string_insert(out, position, b);
	}
	return g_string_free(out, FALSE);
}

static void tell(struct ui *ui, const struct action *action, const struct request *request,
		 const struct outcome *outcome)
{
	g_autofree char *text = NULL;
	const char *said = outcome->said ? outcome->said : "";
	const char *subject = request->target ? request->target : said;

	if (outcome->warning)
		ui_warn(ui, "%s", outcome->warning);
	if (action->told)
		text = place(_(action->told), subject, action->told_of ? set_value(request, action->told_of) : "");
	ui_say(ui, "%s", text ? text : said);
}

/* The password is wanted again. True: it was given, and *error is no more. */
static bool proved_now(struct ui *ui, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new();
	g_autofree char *label = g_strdup_printf(_("This wants your password again, %s: "),
						 session_user(ui->session));

	if (!prompt_password(ui, label, password))
		return false;
	g_clear_error(error);
	ui_say(ui, "%s", _("checking …"));
	frame_draw(ui);
	messages_clear(ui->messages);
	return session_prove(ui->session, password, error);
}

static bool run_one(struct ui *ui, const struct task *task, const char *target,
		    void (*fill)(struct request *request, void *data), void *data,
		    struct outcome *outcome, GError **error)
{
	struct request request;
	bool done;

	request_init(&request, task->action->name, target);
	for (guint i = 0; i < task->given->len; i++) {
		const struct set *set = &g_array_index(task->given, struct set, i);

		if (!fill || set->kind != SET_TO)
			request_change(&request, set->name, set->kind, set->value);
	}
	if (fill)
		fill(&request, data);
	done = act(ui->session, &request, outcome, error);
	if (!done && outcome->unproved && proved_now(ui, error)) {
		outcome_clear(outcome);
		done = act(ui->session, &request, outcome, error);
	}
	if (done)
		tell(ui, task->action, &request, outcome);
	request_clear(&request);
	return done;
}

/* One secret at a time: actions that make one have one target. */
static void show_secret(struct ui *ui, const struct outcome *outcome)
{
	if (outcome->secret && outcome->kind == SECRET_PASSPHRASE)
		dialog_secret(ui, outcome->said, outcome->secret);
	else if (outcome->secret)
		dialog_tell(ui, outcome->kind == SECRET_TOTP ? _("Secret for the authenticator; :totp draws it") :
				_("Recovery codes, shown only now"), outcome->secret);
}

bool task_run(struct ui *ui, const struct task *task,
	      void (*fill)(struct request *request, void *data), void *data,
	      struct outcome *refused, GError **error)
{
	unsigned done = 0, len = task->targets->len;

	for (guint i = 0; i < len; i++) {
		const char *target = g_ptr_array_index(task->targets, i);
		struct outcome outcome;
		GError *problem = NULL;

		if (run_one(ui, task, target, fill, data, &outcome, &problem)) {
			done++;
			show_secret(ui, &outcome);
		} else if (error && !*error) {
			g_propagate_error(error, g_steal_pointer(&problem));
			*refused = outcome;
			outcome = (struct outcome){ 0 };
		}
		g_clear_error(&problem);
		outcome_clear(&outcome);
	}
	if (done)
		screen_look_again(ui);
	if (len > 1 && done == len)
		ui_say(ui, ngettext("%u done", "%u done", done), done);
	else if (len > 1 && done)
		ui_warn(ui, _("%u done, %u refused; the first: %s"), done, len - done,
			error && *error ? (*error)->message : "");
	return done == len;
}
