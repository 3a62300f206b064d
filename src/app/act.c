#include "src/app/act.h"

#include <inttypes.h>
#include <string.h>

#include "db/select.h"
#include "src/app/doing.h"
#include "src/app/look.h"
#include "src/app/second.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case.h"

static void target_clear(struct doing *doing)
{
	g_clear_pointer(&doing->given, g_free);
	g_clear_pointer(&doing->asked, record_free);
	g_clear_pointer(&doing->before, record_free);
	g_clear_pointer(&doing->after, record_free);
	g_clear_pointer(&doing->key, g_free);
	standing_clear(&doing->standing);
}

static void doing_clear(struct doing *doing)
{
	for (size_t i = 0; i < doing->action->arguments_len; i++)
		g_free(doing->arguments[i]);
	g_free(doing->arguments);
	target_clear(doing);
	tx_rollback(doing->tx);
	problems_free(doing->problems);
	g_free(doing->roles);
	g_free(doing->agreed);
	g_free(doing->agreed_to);
	stretched_free(doing->password);
	secret_text_free(doing->one_time);
}

/* The value a set asks for, given what stands there now (lists: += and -=). */
static char *combine(const struct set *set, const char *now, char *value)
{
	char *list;

	if (set->kind == SET_TO)
		return value;
	if (!value)
		return g_strdup(now);
	g_auto(GStrv) items = list_split(value);

	list = g_strdup(now);
	for (size_t i = 0; items[i]; i++) {
		char *next = set->kind == SET_ADD ? list_add(list, items[i]) : list_remove(list, items[i]);

		g_free(list);
		list = next;
	}
	g_free(value);
	return list;
}

static bool is_list(const struct field *field)
{
	return field->type == FIELD_LIST || field->type == FIELD_CHOICES;
}

/* Reads one set by its field row into *value, on top of what stands there; what is wrong becomes a problem. */
static bool read_set(struct doing *doing, const struct field *field, const struct set *set, const char *now,
		     char **value)
{
	g_autofree char *problem = NULL;
	char *read = NULL;

	if (set->kind != SET_TO && !is_list(field)) {
		problems_add(doing->problems, field, "%s", _("is no list: use name=value"));
		return false;
	}
	if (!field_read(field, set->value, session_now(doing->session), &read, &problem)) {
		problems_add(doing->problems, field, "%s", problem);
		return false;
	}
	*value = combine(set, now, read);
	return true;
}

static void read_argument(struct doing *doing, size_t argument, const struct set *set)
{
	char *value, **slot = &doing->arguments[argument];

	if (!read_set(doing, &doing->action->arguments[argument], set, *slot, &value))
		return;
	g_free(*slot);
	*slot = value;
}

static void read_field(struct doing *doing, size_t field, const struct set *set)
{
	char *value;

	if (read_set(doing, &case_object.fields[field], set, record_get(doing->asked, field), &value))
		record_take(doing->asked, field, value);
	doing->given[field] = true;
}

static bool known_name(const struct doing *doing, const char *name)
{
	const struct action *action = doing->action;

	return field_find(action->arguments, action->arguments_len, name) ||
	       (action->flags & TAKES_CASE_FIELDS && object_field(&case_object, name) >= 0);
}

/* Arguments of the row, each at most once but for += and -=. */
static void read_arguments(struct doing *doing)
{
	const struct action *action = doing->action;
	const struct request *request = doing->request;

	doing->arguments = g_new0(char *, action->arguments_len + 1);
	for (size_t i = 0; i < action->arguments_len; i++) {
		const struct field *field = &action->arguments[i];
		guint told = doing->problems->list->len;

		for (guint n = 0; n < request->sets->len; n++) {
			const struct set *set = &g_array_index(request->sets, struct set, n);

			if (g_str_equal(set->name, field->name))
				read_argument(doing, i, set);
		}
		if (field->needs[0].moment == MOMENT_CREATE && !doing->arguments[i] &&
		    doing->problems->list->len == told)
			problems_add(doing->problems, field, "%s", _("is needed"));
	}
	for (guint n = 0; n < request->sets->len; n++) {
		const struct set *set = &g_array_index(request->sets, struct set, n);

		if (!known_name(doing, set->name))
			problems_add_name(doing->problems, set->name, _("%s takes no such "
				       "field; the manual lists what it takes"),
					  action->name);
	}
}

/* The case's fields as asked for, on top of what stands there: doing->asked and given. */
static void read_fields(struct doing *doing)
{
	const struct request *request = doing->request;

	doing->asked = doing->before ? record_copy(doing->before) : record_new(&case_object);
	doing->given = g_new0(bool, case_object.fields_len);
	for (guint n = 0; n < request->sets->len; n++) {
		const struct set *set = &g_array_index(request->sets, struct set, n);
		int field = object_field(&case_object, set->name);

		if (field < 0 || field_find(doing->action->arguments, doing->action->arguments_len, set->name))
			continue;
		if (case_object.fields[field].flags & (FIELD_SYSTEM | FIELD_HIDDEN | FIELD_ACTION_ONLY) &&
		    !(doing->before == NULL && field == CASE_GROUP)) {
			problems_add(doing->problems, &case_object.fields[field], "%s",
				     _("is set by the program or by an action of its own"));
			continue;
		}
		read_field(doing, (size_t)field, set);
	}
}

static char *user_key(const char *target)
{
	g_autofree char *name = text_normal(target, true);

	return g_strdup_printf("user:%s", name);
}

static bool load_target(struct doing *doing, GError **error)
{
	const char *target = doing->request->target;

	if (doing->action->target == TARGET_NONE)
		return true;
	if (!target || !*target)
		return err_set(error, ERR_INVALID, _("%s needs to know of what: name one"), doing->action->name);
	if (doing->action->target == TARGET_CASE)
		return doing_load_case(doing, target, error);
	if (doing->action->target == TARGET_ALERT)
		doing->key = g_strdup_printf("alert:%s", target);
	else if (doing->action->target == TARGET_SESSION)
		doing->key = g_strdup_printf("session:%s", target);
	else
		doing->key = user_key(target);
	return true;
}

static bool check_revision(struct doing *doing, GError **error)
{
	const struct request *request = doing->request;
	int64_t now;

	if (request->revision < 0 || !doing->before || doing->before->object != &case_object)
		return true;
	now = record_int(doing->before, CASE_REVISION);
	if (now == request->revision)
		return true;
	return err_set(error, ERR_CONFLICT, _("\"%s\" is at revision %" PRId64 ", not %"
		       PRId64 "; look again and repeat"), doing_case_id(doing), now,
		       request->revision);
}

/* What the action warned of stands, whatever the commit adds to it. */
static bool commit(struct doing *doing, GError **error)
{
	g_autofree char *warning = NULL;
	bool done = tx_commit(g_steal_pointer(&doing->tx), &warning, error);

	outcome_warn(doing->outcome, warning);
	return done;
}

/* By what we know: somebody may have changed it since. */
static bool may(const struct session *session, const struct action *action)
{
	return !action_held(session, action) && permit_anywhere(session->person, action->permission) != LEVEL_NO;
}

static bool may_begin(struct session *session, const struct action *action, GError **error)
{
	return session_refresh(session, error) &&
	       (may(session, action) || session_denied(session, action->permission, error));
}

static bool begin(struct doing *doing, GError **error)
{
	struct stamp stamp;
	const struct set *given = sets_find(doing->request->sets, "reason");

	g_clear_pointer(&doing->tx, tx_rollback);
	g_free(doing->roles);
	doing->roles = person_roles(doing->session->person);
	session_stamp(doing->session, doing->action->name, given ? given->value : second_word(doing),
		      doing->roles, &stamp);
	doing->tx = session_tx(doing->session, &stamp, error);
	return doing->tx != NULL;
}

/* Begins under the roles that hold once it is our turn: they may change while we wait for it. Before it
 * the store is asked only if we would have to refuse, for a reader holds up whoever commits. */
static bool begin_in_turn(struct doing *doing, GError **error)
{
	struct session *session = doing->session;
	const struct action *action = doing->action;

	if ((session->behind || !may(session, action)) && !may_begin(session, action, error))
		return false;
	for (;;) {
		g_autofree char *held = NULL;

		if (!begin(doing, error))
			return false;
		if (!may(session, action))
			return session_denied(session, action->permission, error);
		held = person_roles(session->person);
		if (strcmp(held, doing->roles) == 0)
			return true;
	}
}

/* Nobody waits for it, nobody without the right can have it done, and nobody is asked to agree to what
 * is refused anyway. */
static bool prepare(struct doing *doing, GError **error)
{
	const struct action *action = doing->action;

	if (!action->prepare && !second_flagged(action->second))
		return true;
	if (!may_begin(doing->session, action, error) || !doing_check(doing, error))
		return false;
	if (action->check && (!action->check(doing, error) || !doing_check(doing, error)))
		return false;
	if (action->flags & PROVE_AGAIN && !doing_prove(doing, error))
		return false;
	return (!action->prepare || action->prepare(doing, error)) && second_take(doing, error);
}

/* All but the commit. */
static bool attempt(struct doing *doing, GError **error)
{
	if (!begin_in_turn(doing, error) || !load_target(doing, error))
		return false;
	if (!doing_permit(doing, doing->action->permission, error))
		return false;
	if (doing->action->flags & PROVE_AGAIN && !doing_prove(doing, error))
		return false;
	if (!check_revision(doing, error))
		return false;
	if (doing->action->flags & TAKES_CASE_FIELDS)
		read_fields(doing);
	return doing_check(doing, error) && doing->action->apply(doing, error) && doing_check(doing, error);
}

/* The case as it stands then, and nothing of the first attempt. */
static bool attempt_again(struct doing *doing, GError **error)
{
	target_clear(doing);
	outcome_clear(doing->outcome);
	return attempt(doing, error) && second_still(doing, error);
}

static bool run(struct doing *doing, GError **error)
{
	if (!prepare(doing, error) || !attempt(doing, error))
		return false;
	if (doing->two && !(second_take_lowering(doing, error) && attempt_again(doing, error)))
		return false;
	return commit(doing, error);
}

/* A refusal by permission is an entry of its own (SP 800-171 3.1.7, 3.3.1). */
static void log_denied(struct doing *doing, const GError *error)
{
	const char *target = doing->request->target;
	g_autofree char *id = NULL;

	g_clear_pointer(&doing->tx, tx_rollback);
	if (!doing->key && target && doing->action->target == TARGET_CASE)
		id = look_case_id(doing->session, target, NULL);
	if (id)
		doing->key = g_strdup_printf("case:%s", id);
	session_entry(doing->session, doing->action->name, doing->key ? doing->key : "", "denied",
		      error->message, NULL);
}

static bool is_about_a_case(const struct action *action)
{
	return action->target == TARGET_CASE || action->flags & TAKES_CASE_FIELDS;
}

bool act(struct session *session, const struct request *request, struct outcome *outcome, GError **error)
{
	const struct action *action = action_find(request->action);
	struct doing doing = { .session = session, .action = action, .request = request,
			       .outcome = outcome };
	GError *problem = NULL;
	bool done;

	*outcome = (struct outcome){ 0 };
	if (!action || action->flags & INTERNAL)
		return err_set(error, ERR_INVALID, _("there is no action \"%s\"; `blotter do --help` lists them"),
			       request->action);
	doing.problems = problems_new();
	read_arguments(&doing);
	done = run(&doing, &problem);
	/* what wants proof first is not refused yet */
	if (!done && err_is(problem, ERR_DENIED) && !outcome->unproved)
		log_denied(&doing, problem);
	if (!done && err_is(problem, ERR_INVALID))
		outcome->problems = g_steal_pointer(&doing.problems);
	doing_clear(&doing);
	/* it may have changed our own account, roles or settings; a case is none of these, but may wait to expire */
	if (done && is_about_a_case(action))
		session->offers_due = 0;
	else
		session->stale = true;
	if (!done)
		g_propagate_error(error, problem);
	return done;
}
