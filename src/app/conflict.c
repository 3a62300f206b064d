#include "src/app/conflict.h"

#include "src/app/doing.h"
#include "src/app/people.h"
#include "src/app/second.h"
#include "src/base/i18n.h"
#include "src/rules/accepted_conflict.h"

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

bool conflict_settle(struct doing *doing, const char *user, int given, GError **error)
{
	const char *reason = doing_argument(doing, "conflict_reason");
	CLEANUP(person_free) struct person *person = people_load(doing->tx, user, error);
	g_autofree const struct conflict **list = person ? person_conflicts(person) : NULL;
	g_autoptr(GString) text = g_string_new(NULL);

	if (!person)
		return false;
	for (size_t i = 0; list[i]; i++) {
		if (given >= 0 && (int)list[i]->a != given && (int)list[i]->b != given)
			continue;
		add_sentence(text, user, list[i]);
		if (reason && !write_down(doing, user, list[i], reason, error))
			return false;
	}
	if (text->len == 0)
		return true;
	if (!reason) {
		problems_add_name(doing->problems, "conflict_reason",
				  _("is needed, for then %s (SP 800-171 3.1.4)"), text->str);
		return doing_check(doing, error);
	}
	return accept(doing, user, text->str, error);
}
