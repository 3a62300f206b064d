/* Acts in line mode: each argument is asked for by its name, with its help. */
#include "src/cli/plain.h"

#include <string.h>

#include "src/app/act.h"
#include "src/app/look.h"
#include "src/app/proof.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/cli/answer.h"
#include "src/cli/out.h"
#include "src/rules/case_fields.h"
#include "src/rules/object.h"

#define LEAVE "."	/* typed alone, before anything else */
#define ASK "?"

struct asking {
	struct plain *plain;
	const struct action *action;
	struct request request;
	char *foretold;		/* what will happen then; NULL: nothing to say */
	char *owner;		/* of whom it would be taken; NULL: of nobody */
	bool given;		/* some argument stood in the line */
	bool left;
};

static const struct field *field_of(const struct action *action, const char *name)
{
	const struct field *field = field_find(action->arguments, action->arguments_len, name);

	if (!field && action->flags & TAKES_CASE_FIELDS)
		field = field_find(case_object.fields, case_object.fields_len, name);
	return field;
}

static bool needed(const struct field *field)
{
	return field->needs[0].moment == MOMENT_CREATE && field->needs[0].condition == IF_ALWAYS;
}

static char *choices_of(const struct asking *asking, const struct field *field)
{
	g_autoptr(GString) names = g_string_new(NULL);
	g_auto(GStrv) others = field->type == FIELD_GROUP ? session_groups(asking->plain->session) :
		field->type == FIELD_USER ? session_users(asking->plain->session, NULL) : NULL;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		g_string_append_printf(names, "%s%s (%s)", names->len ? ", " : "", choice->name, _(choice->label));
	for (char **other = others; other && *other; other++)
		g_string_append_printf(names, "%s%s", names->len ? ", " : "", *other);
	return names->len ? g_string_free(g_steal_pointer(&names), FALSE) : NULL;
}

static void explain(const struct asking *asking, const struct field *field)
{
	g_autofree char *choices = choices_of(asking, field);

	out_line("%s: %s", _(field->label), _(field->help));
	if (choices)
		out_line(_("one of: %s"), choices);
	if (needed(field))
		out_line("%s", _("this is needed"));
}

/* An answer that is no text: it leaves, or asks what is wanted. NULL: the person leaves. */
static char *ask_first(struct asking *asking, const struct field *field, const char *prompt)
{
	for (;;) {
		g_autofree char *line = plain_ask(asking->plain, prompt);

		if (!line || strcmp(line, LEAVE) == 0)
			return NULL;
		if (strcmp(line, ASK) != 0)
			return g_steal_pointer(&line);
		explain(asking, field);
	}
}

/* Lines up to one that is only a dot; an empty first line: nothing. */
static char *ask_lines(struct asking *asking, const struct field *field)
{
	g_autofree char *prompt = g_strdup_printf(_("%s, lines up to one with only a dot"), _(field->label));
	g_autofree char *first = ask_first(asking, field, prompt);
	g_autoptr(GString) text = g_string_new(first);

	while (text->len) {
		g_autofree char *line = plain_ask(asking->plain, NULL);

		if (!line)
			return NULL;
		if (strcmp(line, LEAVE) == 0)
			break;
		g_string_append_printf(text, "\n%s", line);
	}
	return first ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

/* Told at once, not after all else was typed. */
static bool is_good(const struct asking *asking, const struct field *field, const char *line)
{
	g_autofree char *value = NULL, *problem = NULL;

	if (field_read(field, line, session_now(asking->plain->session), &value, &problem))
		return true;
	out_line("%s: %s", _(field->label), problem);
	return false;
}

static char *ask_line(struct asking *asking, const struct field *field)
{
	for (;;) {
		g_autofree char *line = ask_first(asking, field, _(field->label));

		if (!line || is_good(asking, field, line))
			return g_steal_pointer(&line);
	}
}

static void replace(struct request *request, const char *name, const char *value)
{
	for (guint i = request->sets->len; i > 0; i--)
		if (strcmp(g_array_index(request->sets, struct set, i - 1).name, name) == 0)
			g_array_remove_index(request->sets, i - 1);
	if (*value)
		request_set(request, name, value);
}

/* False: the person leaves. */
static bool ask_one(struct asking *asking, const struct field *field)
{
	g_autofree char *value = NULL;

	explain(asking, field);
	value = field->type == FIELD_LONG ? ask_lines(asking, field) : ask_line(asking, field);
	asking->left = !value;
	if (value)
		replace(&asking->request, field->name, value);
	return value != NULL;
}

static bool ask_fields(struct asking *asking, const struct field *fields, size_t len, bool all)
{
	for (size_t i = 0; i < len; i++) {
		const struct field *field = &fields[i];

		if (field->flags & (FIELD_SYSTEM | FIELD_HIDDEN) || sets_find(asking->request.sets, field->name))
			continue;
		if ((all || needed(field)) && !ask_one(asking, field))
			return false;
	}
	return true;
}

/* As the screens do: all arguments where none was given, else only what is needed. */
static bool ask_missing(struct asking *asking)
{
	const struct action *action = asking->action;
	bool fields = action->flags & TAKES_CASE_FIELDS && action->target == TARGET_NONE;

	return ask_fields(asking, action->arguments, action->arguments_len, !asking->given) &&
	       (!fields || ask_fields(asking, case_object.fields, case_object.fields_len, false));
}

/* What was refused is asked for again. False: none of it is an argument, or the person leaves. */
static bool ask_again(struct asking *asking, const struct problems *problems)
{
	bool asked = false;

	for (guint i = 0; problems && i < problems->list->len; i++) {
		const struct problem *problem = g_ptr_array_index(problems->list, i);
		const struct field *field = problem->name ? field_of(asking->action, problem->name) : NULL;

		if (!field)
			continue;
		out_line("%s: %s", _(field->label), problem->why);
		asked = true;
		if (!ask_one(asking, field))
			return false;
	}
	return asked;
}

static bool prove(struct asking *asking, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *password = passphrase_new();

	g_clear_error(error);
	return passphrase_ask(password, _("This wants your password again: "), error) &&
	       session_prove(asking->plain->session, password, error);
}

static void save(struct asking *asking)
{
	struct plain_second asked;
	bool again = true;

	plain_second_begin(&asked, asking->plain);
	asking->request.consent = &asked.second.consent;
	while (again && !asking->left) {
		struct outcome outcome = { 0 };
		g_autoptr(GError) error = NULL;
		bool done = act(asking->plain->session, &asking->request, &outcome, &error);

		if (!done && outcome.unproved && prove(asking, &error)) {
			outcome_clear(&outcome);
			done = act(asking->plain->session, &asking->request, &outcome, &error);
		}
		if (done)
			out_line(_("done: %s"), _(asking->action->label));
		answer_tell(&outcome, error, asking->request.target);
		if (done && asking->action->target == TARGET_NONE && asking->action->flags & TAKES_CASE_FIELDS) {
			g_free(asking->plain->case_id);
			asking->plain->case_id = g_strdup(outcome.said);
		}
		again = !done && ask_again(asking, outcome.problems);
		outcome_clear(&outcome);
	}
	asking->request.consent = NULL;
	second_clear(&asked.second);
}

static bool fits(struct asking *asking, const struct record *record)
{
	const struct action *action = asking->action;
	g_autofree char *state = NULL, *wants = permission_wants(action->permission);

	if (action_offered(asking->plain->session, action, record))
		return true;
	state = field_show(&case_object.fields[CASE_STATE], record_get(record, CASE_STATE));
	out_say(_("%s is not for you, or not as %s stands: %s; it needs %s"), action->name,
		record_text(record, CASE_ID), state, wants);
	return false;
}

/* What it is about, before anything is asked. */
static void tell_context(struct asking *asking, const struct record *record)
{
	const struct action *action = asking->action;

	out_line("%s, %s", record_text(record, CASE_ID), record_text(record, CASE_TITLE));
	if (action->flags & ASKS_OF_OWNER && record_has(record, CASE_OWNER))
		asking->owner = g_strdup(record_text(record, CASE_OWNER));
	if (action->foretell)
		asking->foretold = action->foretell(asking->plain->session, record);
	if (asking->foretold)
		out_line("%s", asking->foretold);
	if (asking->owner)
		out_line(_("%s owns it"), asking->owner);
}

/* Where the screens ask, or show what will happen before a key does it, an Enter too many must do nothing. */
static bool confirm(struct asking *asking)
{
	const struct action *action = asking->action;
	g_autofree char *prompt = NULL, *typed = NULL;

	if (!(action->flags & ASKS_FIRST) && !asking->foretold && !asking->owner)
		return true;
	prompt = g_strdup_printf(_("%s: %s … do it? y/n"), _(action->label),
				 asking->request.target ? asking->request.target : "");
	for (;;) {
		g_free(typed);
		typed = plain_ask(asking->plain, prompt);
		if (!typed || strcmp(typed, ASK) != 0)
			return typed && (text_is(typed, _("y")) || text_is(typed, _("yes")));
		out_line("%s", asking->foretold ? asking->foretold : _(action->help));
	}
}

static bool take_word(struct asking *asking, const char *word)
{
	const char *equals = strchr(word, '=');
	enum set_kind kind;
	size_t len;
	g_autofree char *name = NULL;

	if (!equals) {
		if (asking->request.target || asking->action->target == TARGET_NONE) {
			out_say(_("\"%s\" is no NAME=VALUE"), word);
			return false;
		}
		asking->request.target = plain_named(asking->plain, word, asking->action->target == TARGET_CASE);
		return asking->request.target != NULL;
	}
	len = (size_t)(equals - word);
	kind = set_kind_of(word, &len);
	name = g_strndup(word, len);
	request_change(&asking->request, name, kind, equals + 1);
	asking->given = true;
	return true;
}

static bool take_words(struct asking *asking, const char *rest)
{
	char *word;
	bool good = true;

	while (good && (word = text_word(&rest))) {
		good = take_word(asking, word);
		g_free(word);
	}
	return good;
}

static bool find_target(struct asking *asking)
{
	static const char *const labels[] = {
		[TARGET_CASE] = N_("Case"), [TARGET_ALERT] = N_("Alert"), [TARGET_USER] = N_("User"),
		[TARGET_GROUP] = N_("Group"), [TARGET_SESSION] = N_("Session"),
	};
	enum target target = asking->action->target;

	if (target == TARGET_NONE || asking->request.target || asking->action->flags & ON_ONESELF)
		return true;
	if (target == TARGET_CASE && asking->plain->case_id) {
		asking->request.target = g_strdup(asking->plain->case_id);
		return true;
	}
	asking->request.target = plain_ask(asking->plain, _(labels[target]));
	return asking->request.target && *asking->request.target && strcmp(asking->request.target, LEAVE) != 0;
}

/* A case that is not there act() tells of. */
static bool prepare(struct asking *asking)
{
	CLEANUP(record_free) struct record *record = NULL;

	if (!find_target(asking))
		return false;
	if (asking->action->target == TARGET_CASE)
		record = look_case_meant(asking->plain->session, asking->request.target);
	if (record && !fits(asking, record))
		return false;
	if (record)
		tell_context(asking, record);
	return ask_missing(asking) && confirm(asking);
}

void plain_act(struct plain *plain, const struct action *action, const char *rest)
{
	struct asking asking = { .plain = plain, .action = action };

	request_init(&asking.request, action->name, NULL);
	if (take_words(&asking, rest)) {
		if (prepare(&asking))
			save(&asking);
		else
			asking.left = true;
		if (asking.left && !plain->ended)
			out_line("%s", _("nothing was done"));
	}
	g_free(asking.foretold);
	g_free(asking.owner);
	request_wipe(&asking.request);
	request_clear(&asking.request);
}
