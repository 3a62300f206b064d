#include "ui/command.h"

#include "src/app/act.h"
#include "src/app/look.h"
#include "src/base/i18n.h"

#include <string.h>

#define NEAR_MOST 4	/* names that one line can tell */

static const struct command *table_find(const struct command *table, const char *word)
{
	for (; table && table->name; table++)
		if (!strcmp(table->name, word))
			return table;
	return NULL;
}

struct meaning command_find(struct ui *ui, const char *word)
{
	const struct screen *screen = screen_working(ui);
	struct meaning meaning = { 0 };

	for (size_t i = 0; i < SCREEN_PARTS && screen && !meaning.command; i++) {
		meaning.command = table_find(screen->parts[i].commands, word);
		meaning.self = screen->parts[i].self;
	}
	if (!meaning.command) {
		meaning.command = table_find(ui->house->commands, word);
		meaning.self = ui;
	}
	if (!meaning.command)
		meaning.action = action_find(word);
	if (meaning.action && (meaning.action->flags & INTERNAL))
		meaning.action = NULL;
	if (!meaning.command && !meaning.action)
		meaning.class = screen_find(ui, word);
	return meaning;
}

static const struct object *target_object(enum target target)
{
	switch (target) {
	case TARGET_NONE:
		break;
	case TARGET_CASE:
		return &case_object;
	case TARGET_ALERT:
		return &alert_object;
	case TARGET_USER:
		return &user_object;
	case TARGET_GROUP:
		return &group_object;
	case TARGET_SESSION:
		return &session_object;
	}
	return NULL;
}

static bool action_possible(struct ui *ui, const struct action *action)
{
	const struct object *object = target_object(action->target);
	const struct record *subject = NULL;

	if (!ui->session)
		return false;
	if (object && !(action->flags & ON_ONESELF)) {
		subject = screen_subject(ui);
		if (!subject || subject->object != object)
			return false;
	}
	return action_offered(ui->session, action, subject);
}

/* The row under the cursor may be none of those that are marked. */
static bool possible_for_marked(struct ui *ui, const struct action *action)
{
	g_autoptr(GPtrArray) marked = screen_subjects(ui);

	for (guint i = 0; marked && i < marked->len; i++) {
		const struct record *record = g_ptr_array_index(marked, i);

		if (record && record->object == target_object(action->target) &&
		    action_offered(ui->session, action, record))
			return true;
	}
	return false;
}

static bool may_see(struct ui *ui, const struct screen_class *class)
{
	const struct look ask = { .query = class->query };

	return (!class->query || look_offered(ui->session, &ask)) && (!class->offered || class->offered(ui));
}

static bool class_possible(struct ui *ui, const struct screen_class *class)
{
	unsigned wanted = ui->session ? 0 : SCREEN_BARE;

	if (!(class->flags & SCREEN_ALWAYS) && (class->flags & SCREEN_BARE) != wanted)
		return false;
	return may_see(ui, class);
}

static bool possible(struct ui *ui, const struct meaning *meaning)
{
	if (meaning->command)
		return !meaning->command->offered || meaning->command->offered(ui, meaning->self);
	if (meaning->action)
		return action_possible(ui, meaning->action);
	return meaning->class && class_possible(ui, meaning->class);
}

/* Splits "word  arguments"; *arguments points into text. */
static char *first_word(const char *text, const char **arguments)
{
	size_t len;

	text += strspn(text, " ");
	len = strcspn(text, " ");
	*arguments = text + len + strspn(text + len, " ");
	return g_strndup(text, len);
}

bool command_offered(struct ui *ui, const char *text)
{
	const char *arguments;
	g_autofree char *word = first_word(text, &arguments);
	struct meaning meaning = command_find(ui, word);

	return possible(ui, &meaning);
}

/* No role of ours has it, wherever we are. */
static bool is_barred(struct ui *ui, const struct action *action)
{
	return ui->session && permit_anywhere(session_person(ui->session), action->permission) == LEVEL_NO;
}

static void tell_barred(struct ui *ui, const struct action *action)
{
	g_autofree char *wants = permission_wants(action->permission);

	ui_warn(ui, _("'%s': none of your roles may %s: that needs %s; :roles shows all"), action->name,
		_(permissions[action->permission].label), wants);
}

static void run_action(struct ui *ui, const struct action *action, const char *arguments)
{
	/* with a target typed, the door decides */
	if (ui->session && (*arguments || action_possible(ui, action) || possible_for_marked(ui, action)))
		ui->house->perform(ui, action, arguments);
	else if (is_barred(ui, action))
		tell_barred(ui, action);
	else
		ui_warn(ui, _("'%s' cannot be done here now; ? shows what can"), action->name);
}

/* Who spells out what they may not is refused at the door, so that it stands in the log. */
static void attempt(struct ui *ui, const struct action *action)
{
	const struct record *subject = screen_subject(ui);
	g_autofree char *key = subject && subject->object == target_object(action->target) ? record_key(subject) : NULL;
	struct outcome outcome = { 0 };
	struct request request;
	g_autoptr(GError) error = NULL;

	request_init(&request, action->name, key);
	if (!act(ui->session, &request, &outcome, &error))
		ui_say_error(ui, &error);
	outcome_clear(&outcome);
	request_clear(&request);
}

void command_typed(struct ui *ui, const char *text)
{
	const char *arguments;
	g_autofree char *word = first_word(text, &arguments);
	struct meaning meaning = command_find(ui, word);

	if (meaning.action && !*arguments && is_barred(ui, meaning.action))
		attempt(ui, meaning.action);
	else
		command_run(ui, text);
}

/* A key may be bound to what only another screen can do. */
static bool is_known(const struct ui *ui, const char *word)
{
	const struct command *command = NULL;

	for (const struct command_part *part = ui->house->parts; part->section && !command; part++)
		command = table_find(part->commands, word);
	return command != NULL;
}

/* ":28", ":26-0028": a case needs no word before its number. */
static bool is_case_number(const struct ui *ui, const char *word)
{
	return ui->session && (g_ascii_isdigit(*word) || g_str_has_prefix(word, "INC-"));
}

/* What shows the store waits for a password or a factor of one's own: says for which. */
static bool is_held(struct ui *ui, const struct meaning *meaning)
{
	if (!meaning->class || !(meaning->class->query || meaning->class->offered) || !ui->session)
		return false;
	if (session_must_change(ui->session))
		ui_warn(ui, "%s", _("choose a password of your own first, by :password"));
	else if (session_must_enroll(ui->session))
		ui_warn(ui, "%s", _("set up a second factor first, by :totp"));
	else
		return false;
	return true;
}

/* A part of a name says what was meant, when it is not a part of too many. */
static void tell_unknown(struct ui *ui, const char *word)
{
	g_auto(GStrv) near = command_complete(ui, word);
	g_autofree char *names = g_strjoinv(", ", near);

	if (*near && g_strv_length(near) <= NEAR_MOST)
		ui_warn(ui, _("there is no command '%s', but there is: %s"), word, names);
	else
		ui_warn(ui, _("there is no command '%s'; ? shows what there is"), word);
}

void command_run(struct ui *ui, const char *text)
{
	const char *arguments;
	g_autofree char *word = first_word(text, &arguments);
	struct meaning meaning = command_find(ui, word);

	if (!*word)
		return;
	ui->dirty = true;
	if (meaning.action) {
		run_action(ui, meaning.action, arguments);
	} else if (!meaning.command && !meaning.class && is_case_number(ui, word)) {
		screen_open(ui, "case", word);
	} else if (!meaning.command && !meaning.class && !is_known(ui, word)) {
		tell_unknown(ui, word);
	} else if (is_held(ui, &meaning)) {
		return;
	} else if (meaning.class && ui->session && !may_see(ui, meaning.class)) {
		ui_warn(ui, _("'%s': none of your roles may see it; :roles shows which may"), word);
	} else if (!possible(ui, &meaning)) {
		ui_warn(ui, _("'%s' cannot be done here now; ? shows what can"), word);
	} else if (meaning.command) {
		meaning.command->run(ui, meaning.self, arguments);
	} else {
		screen_open(ui, meaning.class->name, arguments);
	}
}

const char *command_label(const struct meaning *meaning)
{
	if (meaning->command)
		return _(meaning->command->label);
	if (meaning->action)
		return _(meaning->action->label);
	return meaning->class ? _(meaning->class->label) : "";
}

const char *command_help(const struct meaning *meaning)
{
	const char *help = NULL;

	if (meaning->command)
		help = meaning->command->help;
	else if (meaning->action)
		help = meaning->action->help;
	else if (meaning->class)
		help = meaning->class->help;
	return help && *help ? _(help) : "";
}

static void add_match(GPtrArray *found, const char *before, const char *name, const char *after,
		      const char *typed)
{
	if (!g_str_has_prefix(name, typed))
		return;
	g_ptr_array_add(found, g_strconcat(before, name, after, NULL));
}

/* Its start; when no name begins like that, that of any word of it: "edit" for case-edit. */
struct sought { GPtrArray *found; const char *typed; bool inside; };

static void add_name(const struct sought *sought, const char *name)
{
	bool fits = g_str_has_prefix(name, sought->typed);

	for (const char *word = strchr(name, '-'); sought->inside && !fits && word; word = strchr(word, '-'))
		fits = g_str_has_prefix(++word, sought->typed);
	if (fits)
		g_ptr_array_add(sought->found, g_strdup(name));
}

static void complete_word(struct ui *ui, const struct sought *sought)
{
	const struct screen *screen = screen_working(ui);

	for (size_t i = 0; i < SCREEN_PARTS && screen; i++) {
		const struct part *part = &screen->parts[i];

		for (const struct command *row = part->commands; row && row->name; row++)
			if (!row->offered || row->offered(ui, part->self))
				add_name(sought, row->name);
	}
	for (const struct command *row = ui->house->commands; row->name; row++)
		if (!row->offered || row->offered(ui, ui))
			add_name(sought, row->name);
	for (const struct action *action = actions; action->name; action++)
		if (!(action->flags & INTERNAL) && action_possible(ui, action))
			add_name(sought, action->name);
	for (const struct screen_class *const *class = ui->house->classes; *class; class++)
		if (class_possible(ui, *class))
			add_name(sought, (*class)->name);
}

static void complete_words(struct ui *ui, GPtrArray *found, const char *typed)
{
	struct sought sought = { found, typed, false };

	complete_word(ui, &sought);
	sought.inside = true;
	if (!found->len)
		complete_word(ui, &sought);
}

static void complete_value(struct ui *ui, GPtrArray *found, const char *before, const struct field *field,
			   const char *typed)
{
	g_auto(GStrv) names = NULL;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		add_match(found, before, choice->name, "", typed);
	if (field->type == FIELD_GROUP)
		names = session_groups(ui->session);
	else if (field->type == FIELD_USER)
		names = session_users(ui->session, NULL);
	for (char **name = names; name && *name; name++)
		add_match(found, before, *name, "", typed);
}

static void complete_fields(struct ui *ui, GPtrArray *found, const char *before, const struct field *fields,
			    size_t len, const char *typed)
{
	const char *equals = strchr(typed, '=');

	for (size_t i = 0; i < len; i++) {
		const struct field *field = &fields[i];
		g_autofree char *name_before = NULL;

		if (field->flags & (FIELD_SYSTEM | FIELD_HIDDEN))
			continue;
		if (!equals) {
			add_match(found, before, field->name, "=", typed);
			continue;
		}
		if (strncmp(typed, field->name, strlen(field->name)) != 0 ||
			typed + strlen(field->name) != equals)
			continue;
		name_before = g_strconcat(before, field->name, "=", NULL);
		complete_value(ui, found, name_before, field, equals + 1);
	}
}

static int compare_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static char **sorted(GPtrArray *found)
{
	size_t kept = 0;

	g_ptr_array_sort(found, compare_text);
	/* a command of the screen hides the generic one of its name */
	for (guint i = 0; i < found->len; i++) {
		char *text = found->pdata[i];

		if (kept && !strcmp(found->pdata[kept - 1], text))
			g_free(text);
		else
			found->pdata[kept++] = text;
	}
	g_ptr_array_set_size(found, (int)kept);
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(found, FALSE);
}

static void complete_arguments(struct ui *ui, GPtrArray *found, const struct meaning *meaning, const char *word,
			       const char *arguments)
{
	if (meaning->command && meaning->command->complete)
		meaning->command->complete(ui, found, arguments);
	if (meaning->class && meaning->class->complete && class_possible(ui, meaning->class))
		meaning->class->complete(ui, found, arguments);
	for (guint i = 0; i < found->len; i++) {
		g_autofree char *text = found->pdata[i];

		found->pdata[i] = g_strdup_printf("%s %s", word, text);
	}
}

char **command_complete(struct ui *ui, const char *text)
{
	GPtrArray *found = g_ptr_array_new();
	const char *arguments, *typed = strrchr(text, ' ');
	g_autofree char *word = first_word(text, &arguments), *before = NULL;
	struct meaning meaning = command_find(ui, word);

	if (typed && (meaning.command || meaning.class)) {
		complete_arguments(ui, found, &meaning, word, arguments);
	} else if (!typed) {
		complete_words(ui, found, text);
	} else if (meaning.action && ui->session) {
		before = g_strndup(text, (gsize)(typed + 1 - text));
		complete_fields(ui, found, before, meaning.action->arguments,
			meaning.action->arguments_len, typed + 1);
		if (meaning.action->flags & TAKES_CASE_FIELDS)
			complete_fields(ui, found, before, case_object.fields, case_object.fields_len, typed + 1);
	}
	return sorted(found);
}
