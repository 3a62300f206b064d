#include "src/app/conflict.h"

#include "src/app/doing.h"
#include "src/app/people.h"
#include "src/app/second.h"
#include "src/base/i18n.h"
#include "src/rules/accepted_conflict.h"

#define REASON "conflict_reason"

static bool write_down(struct doing *doing, const char *user, const struct conflict *conflict,
		       const char *reason, GError **error)
{
	CLEANUP(record_free) struct record *row = record_new(&accepted_object);

	record_set(row, ACCEPTED_USER, user);
	record_set(row, ACCEPTED_ROLE, roles[conflict->a].name);
	record_set(row, ACCEPTED_OTHER, roles[conflict->b].name);
	record_set(row, ACCEPTED_REASON, reason);
	record_set(row, ACCEPTED_BY, doing_user(doing));
	record_set_int(row, ACCEPTED_AT, doing_now(doing));
	record_set(row, ACCEPTED_SINGLE, doing->agreed ? "0" : "1");
	return tx_insert(doing->tx, row, error);
}

static void add_sentence(GString *text, const char *user, const struct conflict *conflict)
{
	g_string_append_printf(text, _("%s%s holds both %s and %s: %s"), text->len ? "; " : "", user,
			       roles[conflict->a].name, roles[conflict->b].name, _(conflict->why));
}

static bool accept(struct doing *doing, const char *user, const char *sentences, GError **error)
{
	g_autofree char *object = g_strdup_printf("user:%s", user);
	g_autofree char *told = g_strdup_printf("%s: %s", second_word(doing), sentences);

	doing->outcome->warning = g_strdup(sentences);
	return tx_entry(doing->tx, object, "done", told, error);
}

static bool is_new(const struct conflict *conflict, int given)
{
	return given < 0 || (int)conflict->a == given || (int)conflict->b == given;
}

/* "" when there is none. */
static char *sentences_of(const struct person *person, int given)
{
	g_autofree const struct conflict **list = person_conflicts(person);
	GString *text = g_string_new(NULL);

	for (size_t i = 0; list[i]; i++)
		if (is_new(list[i], given))
			add_sentence(text, person->name, list[i]);
	return g_string_free(text, FALSE);
}

bool conflict_foresee(struct doing *doing, const struct person *person, int given, GError **error)
{
	g_autofree char *text = sentences_of(person, given);

	if (!*text || doing_argument(doing, REASON))
		return true;
	problems_add(doing->problems, field_find(doing->action->arguments, doing->action->arguments_len, REASON),
		     _("is needed, for then %s (SP 800-171 3.1.4)"), text);
	return doing_check(doing, error);
}

bool conflict_settle(struct doing *doing, const char *user, int given, GError **error)
{
	const char *reason = doing_argument(doing, REASON);
	CLEANUP(person_free) struct person *person = people_load(doing->tx, user, error);
	g_autofree char *text = person ? sentences_of(person, given) : NULL;
	g_autofree const struct conflict **list = person ? person_conflicts(person) : NULL;

	if (!person || !conflict_foresee(doing, person, given, error))
		return false;
	for (size_t i = 0; list[i]; i++)
		if (is_new(list[i], given) && !write_down(doing, user, list[i], reason, error))
			return false;
	return !*text || accept(doing, user, text, error);
}
