#include "ui/perform.h"

#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/alert.h"
#include "src/rules/case_fields.h"
#include "src/rules/severity.h"
#include "ui/command.h"
#include "ui/dialog.h"
#include "ui/prompt.h"
#include "ui/task.h"

/* "name=value", "name+=value", "name-=value" */
static bool add_set(struct task *task, const char *word)
{
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz_0123456789");
	g_autofree char *name = g_strndup(word, len);
	enum set_kind kind = SET_TO;
	const char *rest = word + len;

	if (*rest == '+' || *rest == '-')
		kind = *rest++ == '+' ? SET_ADD : SET_REMOVE;
	if (!len || *rest != '=')
		return false;
	sets_add(task->given, name, kind, rest + 1);
	return true;
}

static void read_words(struct task *task, const char *arguments)
{
	char *word;

	while ((word = text_word(&arguments))) {
		if (add_set(task, word))
			g_free(word);
		else
			g_ptr_array_add(task->targets, word);
	}
}

static int alert_rank(const struct record *record)
{
	int rank = record && record->object == &alert_object ?
		severity_alert_rank(record_text(record, ALERT_SEVERITY)) : 0;

	return rank ? rank : G_MAXINT;
}

/* What several alerts make begins as the first of them does: as the worst. */
static void put_worst_first(GPtrArray *alerts)
{
	guint worst = 0;

	for (guint i = 1; i < alerts->len; i++)
		if (alert_rank(g_ptr_array_index(alerts, i)) < alert_rank(g_ptr_array_index(alerts, worst)))
			worst = i;
	g_ptr_array_insert(alerts, 0, g_ptr_array_steal_index(alerts, worst));
}

static bool owned_by_others(struct ui *ui, const struct record *record)
{
	return record->object == &case_object && record_has(record, CASE_OWNER) &&
	       !record_is(record, CASE_OWNER, session_user(ui->session));
}

static void take_subjects(struct ui *ui, struct task *task)
{
	g_autoptr(GPtrArray) marked = screen_subjects(ui);
	const struct record *subject = marked ? NULL : screen_subject(ui);

	if (marked && task->action->joins)
		put_worst_first(marked);
	for (guint i = 0; marked && i < marked->len; i++) {
		const struct record *record = g_ptr_array_index(marked, i);

		if (record)
			g_ptr_array_add(task->targets, record_key(record));
		subject = subject ? subject : record;
		task->gone += !record;
		task->owned += record && owned_by_others(ui, record);
	}
	if (!subject)
		return;	/* also when all marked ones have gone: not the one under the cursor instead */
	if (!task->targets->len)
		g_ptr_array_add(task->targets, record_key(subject));
	task->record = record_copy(subject);
}

/* A case that was named, for the dialog to speak of. */
static void take_named(struct ui *ui, struct task *task)
{
	if (task->action->target == TARGET_CASE)
		task->record = look_case_meant(ui->session, g_ptr_array_index(task->targets, 0));
}

static bool wants_dialog(const struct task *task)
{
	const struct action *action = task->action;

	if (!task->given->len && action->arguments_len)
		return true;
	for (size_t i = 0; i < action->arguments_len; i++)
		if (action->arguments[i].needs[0].moment == MOMENT_CREATE &&
		    !sets_find(task->given, action->arguments[i].name))
			return true;
	return false;
}

static void run_now(struct ui *ui, struct task *task)
{
	struct outcome outcome = { 0 };
	GError *error = NULL;

	if (!task_run(ui, task, NULL, NULL, &outcome, &error) && task->targets->len == 1)
		ui_say_error(ui, &error);
	g_clear_error(&error);
	outcome_clear(&outcome);
	task_settle(ui, task->done, task->refused);
}

/* Cases are made and edited on screens of their own. */
static bool open_screen(struct ui *ui, const struct action *action, const char *arguments)
{
	if (!(action->flags & TAKES_CASE_FIELDS))
		return false;
	if (action->target == TARGET_NONE && !strchr(arguments, '='))
		screen_open(ui, "new", arguments);
	else if (action->target == TARGET_CASE && !*arguments)
		command_run(ui, "edit");
	else
		return false;
	return true;
}

/* Of whom it would be taken; NULL: of nobody. */
static const char *owner_asked(const struct task *task)
{
	bool asks = task->action->flags & ASKS_OF_OWNER && task->record && task->record->object == &case_object;

	return asks ? record_get(task->record, CASE_OWNER) : NULL;
}

static bool is_meant(struct ui *ui, const struct task *task)
{
	g_autofree char *subject = task_subject(task);
	const char *owner = owner_asked(task);

	if (task->targets->len == 1 && owner)
		return prompt_yes(ui, _("%s: %s? %s owns it."), _(task->action->label), subject, owner);
	if (task->action->flags & ASKS_OF_OWNER && task->targets->len > 1 && task->owned)
		return prompt_yes(ui, ngettext("%s: %s? %u has an owner.", "%s: %s? %u have an owner.", task->owned),
				  _(task->action->label), subject, task->owned);
	if (!(task->action->flags & ASKS_FIRST) && task->targets->len == 1 && !task->gone)
		return true;
	return prompt_yes(ui, "%s: %s?", _(task->action->label), subject ? subject : "");
}

static void confirm_and_run(struct ui *ui, struct task *task)
{
	if (wants_dialog(task) || is_meant(ui, task))
		run_now(ui, task);
	task_free(task);
}

void perform(struct ui *ui, const struct action *action, const char *arguments)
{
	struct task *task;

	if (open_screen(ui, action, arguments))
		return;
	task = task_new(action);
	read_words(task, arguments);
	if (action->target != TARGET_NONE && task->targets->len)
		take_named(ui, task);
	else if (action->target != TARGET_NONE)
		take_subjects(ui, task);
	else if (!task->targets->len)
		g_ptr_array_add(task->targets, NULL);
	if (!task->targets->len && task->gone)
		ui_warn(ui, ngettext("%u marked row has gone", "%u marked rows have gone", task->gone),
			task->gone);
	else if (!task->targets->len)
		ui_warn(ui, _("%s: of what? Put the cursor on it or name it"), action->name);
	else if (wants_dialog(task))
		dialog_open(ui, g_steal_pointer(&task));
	else
		confirm_and_run(ui, g_steal_pointer(&task));
	task_free(task);
}
