#include "ui/task.h"

#include <string.h>

#include "src/app/look.h"
#include "src/app/proof.h"
#include "src/base/i18n.h"
#include "src/rules/alert.h"
#include "src/rules/case_fields.h"
#include "ui/command.h"
#include "ui/dialog_tell.h"
#include "ui/frame.h"
#include "ui/message.h"
#include "ui/prompt.h"
#include "ui/refused.h"
#include "ui/second.h"

struct task *task_new(const struct action *action)
{
	struct task *task = g_new0(struct task, 1);

	task->action = action;
	task->targets = g_ptr_array_new_with_free_func(g_free);
	task->done = g_ptr_array_new_with_free_func(g_free);
	task->refused = g_ptr_array_new_with_free_func(g_free);
	task->left = g_ptr_array_new_with_free_func(g_free);
	task->given = sets_new();
	return task;
}

void task_free(struct task *task)
{
	if (!task)
		return;
	g_ptr_array_unref(task->targets);
	g_array_unref(task->given);
	g_ptr_array_unref(task->done);
	g_ptr_array_unref(task->refused);
	g_ptr_array_unref(task->left);
	g_free(task->joined);
	record_free(task->record);
	g_free(task);
}

static char *several(enum target target, unsigned len)
{
	if (target == TARGET_CASE)
		return g_strdup_printf(ngettext("%u case", "%u cases", len), len);
	if (target == TARGET_ALERT)
		return g_strdup_printf(ngettext("%u alert", "%u alerts", len), len);
	return g_strdup_printf(ngettext("%u row", "%u rows", len), len);
}

/* An alert is known by its title, not by its number. */
static char *named(const struct task *task)
{
	bool is_alert = task->record && task->record->object == &alert_object;

	return g_strdup(is_alert ? record_text(task->record, ALERT_TITLE) : g_ptr_array_index(task->targets, 0));
}

char *task_subject(const struct task *task)
{
	unsigned len = task->targets->len;
	g_autofree char *text = NULL;

	if (len > 1 || task->gone)
		text = several(task->action->target, len);
	else
		return named(task);
	if (!task->gone)
		return g_steal_pointer(&text);
	return g_strdup_printf(ngettext("%s, %u more has gone", "%s, %u more have gone", task->gone), text,
			       task->gone);
}

static const char *set_value(const struct request *request, const char *name)
{
	const struct set *set = sets_find(request->sets, name);

	return set ? set->value : "?";
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

static const char *told_by(const struct task *task)
{
	const struct record *record = task->targets->len == 1 ? task->record : NULL;
	bool was_new = record && record->object == &case_object && record_is(record, CASE_STATE, "new");

	if (task->told)
		return task->told;
	return was_new && task->action->told_new ? task->action->told_new : task->action->told;
}

static void tell(struct ui *ui, const struct task *task, const struct request *request,
		 const struct outcome *outcome)
{
	const struct action *action = task->action;
	const char *told = told_by(task);
	g_autofree char *text = NULL;
	const char *said = outcome->said ? outcome->said : "";
	const char *subject = request->target ? request->target : said;

	if (outcome->warning)
		ui_warn(ui, "%s", outcome->warning);
	if (told)
		text = place(_(told), subject, action->told_of ? set_value(request, action->told_of) : said);
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
	frame_say(ui, _("checking …"));
	messages_clear(ui->messages);
	return session_prove(ui->session, password, error);
}

/* What task_run was asked, and where it is. */
struct run {
	struct ui *ui;
	struct task *task;
	void (*fill)(struct request *request, void *data);
	void *data;
	struct second second;
	GPtrArray *waiting;	/* of char *: the targets that the second person shall agree to; NULL: was asked */
	struct outcome *refused;
	GError **error;
};

static bool run_one(const struct run *run, const char *target, struct outcome *outcome, GError **error)
{
	struct ui *ui = run->ui;
	const struct task *task = run->task;
	struct request request;
	bool done;

	request_init(&request, task->action->name, target);
	request.consent = &run->second.consent;
	for (guint i = 0; i < task->given->len; i++) {
		const struct set *set = &g_array_index(task->given, struct set, i);

		if (!run->fill || set->kind != SET_TO)
			request_change(&request, set->name, set->kind, set->value);
	}
	if (run->fill)
		run->fill(&request, run->data);
	if (task->joined && !sets_find(request.sets, task->action->joins))
		request_set(&request, task->action->joins, task->joined);
	done = act(ui->session, &request, outcome, error);
	if (!done && outcome->unproved && proved_now(ui, error)) {
		outcome_clear(outcome);
		done = act(ui->session, &request, outcome, error);
	}
	if (done)
		tell(ui, task, &request, outcome);
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

/* Where :made leads from now on: "INC-2026-0009, J opens it". Caller frees. */
static char *note_made(struct ui *ui, const char *id)
{
	const struct screen *screen = ui->top;
	g_autofree char *key = NULL;

	while (screen->below && screen->class->flags & (SCREEN_DIALOG | SCREEN_LINE))
		screen = screen->below;
	key = keymap_label(ui->keymap, screen_sections(screen), "made");
	g_free(ui->made);
	ui->made = g_strdup(id);
	return key ? g_strdup_printf(_("%s; %s opens it"), id, key) : g_strdup(id);
}

/* "3 done, 2 refused, 1 has gone" */
static void tell_all(struct ui *ui, const struct task *task, const char *made)
{
	unsigned done = task->done->len, refused = task->refused->len;
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_printf(text, ngettext("%u done", "%u done", done), done);
	if (refused)
		g_string_append_printf(text, ngettext(", %u refused", ", %u refused", refused), refused);
	if (task->gone)
		g_string_append_printf(text, ngettext(", %u has gone", ", %u have gone", task->gone), task->gone);
	if (made)
		g_string_append_printf(text, ": %s", made);
	if (refused || task->gone)
		ui_warn(ui, "%s", text->str);
	else
		ui_say(ui, "%s", text->str);
}

static void take_done(const struct run *run, const char *target, const struct outcome *outcome)
{
	struct task *task = run->task;

	g_ptr_array_add(task->done, g_strdup(target ? target : ""));
	if (task->action->joins && !task->joined)
		task->joined = g_strdup(outcome->said);
	show_secret(run->ui, outcome);
}

static void take_refused(const struct run *run, const char *target, struct outcome *outcome, GError **problem)
{
	struct task *task = run->task;

	g_ptr_array_add(task->left, g_strdup(target));
	g_ptr_array_add(task->refused, g_strdup_printf("%s: %s", target ? target : "", (*problem)->message));
	if (run->error && !*run->error) {
		g_propagate_error(run->error, g_steal_pointer(problem));
		*run->refused = *outcome;
		*outcome = (struct outcome){ 0 };
	}
}

static void run_each(struct run *run, const GPtrArray *targets)
{
	const struct agreement *agreement = run->second.agreement;

	for (guint i = 0; i < targets->len; i++) {
		const char *target = g_ptr_array_index(targets, i);
		guint waited = agreement ? agreement_count(agreement) : 0;
		struct outcome outcome;
		GError *problem = NULL;

		if (run_one(run, target, &outcome, &problem))
			take_done(run, target, &outcome);
		else if (run->waiting && agreement && agreement_count(agreement) > waited)
			g_ptr_array_add(run->waiting, (char *)target);
		else
			take_refused(run, target, &outcome, &problem);
		g_clear_error(&problem);
		outcome_clear(&outcome);
	}
}

/* What waits is done once it is agreed to. */
static void run_waiting(struct run *run)
{
	g_autoptr(GPtrArray) waiting = g_steal_pointer(&run->waiting);

	if (!waiting->len)
		return;
	if (second_agree(&run->second)) {
		run_each(run, waiting);
		return;
	}
	for (guint i = 0; i < waiting->len; i++) {
		struct outcome none = { 0 };
		GError *problem = NULL;

		second_nobody(&problem);
		take_refused(run, waiting->pdata[i], &none, &problem);
		g_clear_error(&problem);
	}
}

static void tell_end(struct ui *ui, const struct task *task)
{
	g_autofree char *made = task->joined ? note_made(ui, task->joined) : NULL;

	if (task->targets->len > 1 || task->gone)
		tell_all(ui, task, made);
	else if (made)
		ui_say(ui, _("promoted into %s"), made);
}

bool task_run(struct ui *ui, struct task *task,
	      void (*fill)(struct request *request, void *data), void *data,
	      struct outcome *refused, GError **error)
{
	struct run run = { .ui = ui, .task = task, .fill = fill, .data = data, .waiting = g_ptr_array_new(),
			   .refused = refused, .error = error };

	second_begin(&run.second, ui, task->targets->len > 1);
	g_ptr_array_set_size(task->done, 0);
	g_ptr_array_set_size(task->refused, 0);
	g_ptr_array_set_size(task->left, 0);
	run_each(&run, task->targets);
	run_waiting(&run);
	second_end(&run.second);
	if (task->done->len)
		screen_acted(ui);
	tell_end(ui, task);
	return task->done->len == task->targets->len;
}

struct task *task_rest(struct ui *ui, const struct task *task)
{
	struct task *rest;

	if (!task->left->len || !task->done->len)
		return NULL;
	rest = task_new(task->action);
	g_ptr_array_unref(rest->targets);
	g_array_unref(rest->given);
	rest->targets = g_ptr_array_ref(task->left);
	rest->given = g_array_ref(task->given);
	rest->joined = g_strdup(task->joined);
	if (task->action->target == TARGET_CASE)
		rest->record = look_case(ui->session, rest->targets->pdata[0], NULL);
	else if (task->record)
		rest->record = record_copy(task->record);
	return rest;
}

void task_unmark(struct ui *ui, const GPtrArray *done, const GPtrArray *refused)
{
	if (!command_offered(ui, "unmark"))
		return;
	if (!refused->len)
		command_run(ui, "unmark");
	for (guint i = 0; refused->len && i < done->len; i++) {
		g_autofree char *unmark = g_strdup_printf("unmark %s", (char *)done->pdata[i]);

		command_run(ui, unmark);
	}
}

void task_settle(struct ui *ui, GPtrArray *done, GPtrArray *refused)
{
	task_unmark(ui, done, refused);
	if (refused->len && refused->len + done->len > 1)
		refused_open(ui, done->len, refused);
}
