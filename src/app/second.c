#include "src/app/second.h"

#include <string.h>

#include "src/app/agreement.h"
#include "src/app/consent.h"
#include "src/app/doing.h"
#include "src/app/people.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/rules/case.h"
#include "src/rules/second.h"

/* What it is about: the target, or what an argument names. NULL: not given, which apply refuses. */
static char *named(const struct doing *doing)
{
	const char *argument = doing->action->named;
	const char *name = argument ? doing_argument(doing, argument) : doing->request->target;

	return name ? text_normal(name, true) : NULL;
}

/* "member-add user=nix role=lead", as it was asked for. */
static char *text_of(const struct request *request)
{
	static const char *const signs[] = { [SET_TO] = "=", [SET_ADD] = "+=", [SET_REMOVE] = "-=" };
	GString *text = g_string_new(request->action);

	if (request->target)
		g_string_append_printf(text, " %s", request->target);
	for (guint i = 0; i < request->sets->len; i++) {
		const struct set *set = &g_array_index(request->sets, struct set, i);

		g_string_append_printf(text, " %s%s%s", set->name, signs[set->kind], set->value ? set->value : "");
	}
	return g_string_free(text, FALSE);
}

static const char *given(const struct doing *doing, const char *name)
{
	const struct action *action = doing->action;

	return field_find(action->arguments, action->arguments_len, name) ? doing_argument(doing, name) : NULL;
}

/* Roles that are given or taken; what is no role apply refuses. */
static void add_roles(const struct doing *doing, struct person *person)
{
	g_auto(GStrv) items = list_split(given(doing, "role"));

	for (size_t i = 0; items[i]; i++) {
		g_autofree char *group = NULL, *why = NULL;
		enum role role;

		if (people_parse_role(items[i], &role, &group, &why))
			person_grant(person, role, group);
	}
}

static bool is_wanted(struct doing *doing, const struct matter *matter, bool *wanted, GError **error)
{
	CLEANUP(person_free) struct person *about = NULL;

	if (matter->about) {
		about = session_person_load(doing->session, matter->about, error);
		if (!about)
			return false;
		add_roles(doing, about);
	}
	*wanted = second_wanted(doing->action->second, about, given(doing, "conflict_reason") != NULL);
	return true;
}

static bool is_required(struct session *session, bool *required, GError **error)
{
	g_autofree char *value = setting_get(session, "second_person", error);

	*required = value && strcmp(value, "required") == 0;
	return value != NULL;
}

static bool may_ask(const struct consent *consent)
{
	return consent->ask || consent->together;
}

static bool ask_one_of(struct consent *consent, const struct matter *matter, char **able, bool required,
		       GError **error)
{
	if (consent->together)
		return agreement_answer(consent->together, matter, able, required, consent, error);
	return !consent->ask || consent->ask(consent->ask_data, matter->text, able, required, consent, error);
}

/* consent->user NULL after it: nobody agrees, and nobody has to. */
static bool ask(struct session *session, struct consent *consent, const struct matter *matter, GError **error)
{
	g_auto(GStrv) able = NULL;
	bool required;

	if (!is_required(session, &required, error))
		return false;
	if (!required && !may_ask(consent))
		return true;
	able = consent_able(session, matter, error);
	if (!able || !*able)
		return able != NULL;
	if (!ask_one_of(consent, matter, able, required, error))
		return false;
	return consent->user || !required || consent_check(session, consent, matter, error);
}

static bool take(struct doing *doing, const struct matter *matter, GError **error)
{
	struct session *session = doing->session;
	struct consent consent = doing->request->consent ? *doing->request->consent : (struct consent){ 0 };
	bool wanted;

	consent.alone = NULL;
	if (!consent.user && (!is_wanted(doing, matter, &wanted, error) ||
			      (wanted && !ask(session, &consent, matter, error))))
		return false;
	if (!consent.user)
		return true;
	if (!consent_take(session, &consent, matter, error))
		return false;
	doing->agreed = consent_text(&consent);
	return true;
}

bool second_take(struct doing *doing, GError **error)
{
	const struct action *action = doing->action;
	g_autofree char *name = NULL, *object = NULL, *text = NULL;

	if (!second_flagged(action->second))
		return true;
	name = named(doing);
	if (!name)
		return true;
	if (!session_may_write(doing->session, action->name, error))
		return false;
	object = g_strdup_printf("%s:%s", action->about, name);
	text = text_of(doing->request);
	return take(doing, &(struct matter){
		.action = action->name, .object = object, .text = text,
		.about = strcmp(action->about, "user") == 0 ? name : NULL,
		.unlocks = action->second == SECOND_UNLOCKING }, error);
}

/* --- what is lowered --- */

/* "case-edit INC-2026-0041 severity=SEV3 (was SEV1)" */
static char *lowering_text(const struct doing *doing)
{
	static const size_t fields[] = { CASE_SEVERITY, CASE_CUI_INVOLVEMENT, CASE_T_DISCOVERED };
	GString *text = g_string_new(NULL);

	g_string_printf(text, "%s %s", doing->action->name, doing_case_id(doing));
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		const struct field *field = &case_object.fields[fields[i]];
		const char *before = record_get(doing->before, fields[i]);
		const char *after = record_get(doing->after, fields[i]);
		g_autofree char *was = field_show(field, before), *is = field_show(field, after);

		if (g_strcmp0(before, after) != 0)
			g_string_append_printf(text, " %s=%s (was %s)", field->name, is, was);
	}
	return g_string_free(text, FALSE);
}

/* Nobody does this alone. */
static bool ask_lowering(struct doing *doing, struct consent *consent, const struct matter *matter, GError **error)
{
	g_auto(GStrv) able = consent->user ? NULL : consent_able(doing->session, matter, error);

	if (consent->user)
		return true;
	if (!able)
		return false;
	if (!*able)
		return doing_denied(doing, error, _("%s: this wants a second person, an approver or "
				    "somebody who may do it too, and no other account is one"),
				    matter->text);
	return ask_one_of(consent, matter, able, true, error);
}

bool second_take_lowering(struct doing *doing, GError **error)
{
	struct consent consent = doing->request->consent ? *doing->request->consent : (struct consent){ 0 };
	g_autofree char *text = lowering_text(doing);
	struct matter matter = { .action = doing->action->name, .object = doing->key, .text = text,
				 .record = doing->before, .needed = doing->two };

	consent.alone = NULL;
	g_clear_pointer(&doing->tx, tx_rollback);
	if (!ask_lowering(doing, &consent, &matter, error) || !consent_take(doing->session, &consent, &matter, error))
		return false;
	doing->agreed = consent_text(&consent);
	doing->agreed_to = g_steal_pointer(&text);
	return true;
}

bool second_still(const struct doing *doing, GError **error)
{
	g_autofree char *text = lowering_text(doing);

	return strcmp(text, doing->agreed_to) == 0 ||
	       err_set(error, ERR_CONFLICT, _("somebody changed \"%s\" while the second person agreed; look again and "
			"repeat"), doing_case_id(doing));
}

const char *second_word(const struct doing *doing)
{
	if (doing->agreed)
		return doing->agreed;
	return second_flagged(doing->action->second) ? "single_person" : NULL;
}
