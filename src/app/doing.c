#include "src/app/doing.h"

#include "db/select.h"
#include "src/app/access.h"
#include "src/app/look.h"
#include "src/app/people.h"
#include "src/app/proof.h"
#include "src/app/session.h"
#include "src/app/session_internal.h"
#include "src/base/i18n.h"
#include "src/rules/case.h"
#include "src/rules/deadline.h"
#include "src/rules/group.h"
#include "src/rules/note.h"
#include "src/rules/user.h"

const char *doing_argument(const struct doing *doing, const char *name)
{
	for (size_t i = 0; i < doing->action->arguments_len; i++)
		if (g_str_equal(doing->action->arguments[i].name, name))
			return doing->arguments[i];
	g_assert_not_reached();
}

bool doing_argument_is(const struct doing *doing, const char *name, const char *value)
{
	return g_strcmp0(doing_argument(doing, name), value) == 0;
}

const char *doing_user(const struct doing *doing)
{
	return session_user(doing->session);
}

int64_t doing_now(const struct doing *doing)
{
	return doing->tx ? tx_time(doing->tx) : session_now(doing->session);
}

bool doing_denied(struct doing *doing, GError **error, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	(void)doing;
	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	return err_set(error, ERR_DENIED, "%s", text);
}

bool doing_check(struct doing *doing, GError **error)
{
	return problems_check(doing->problems, error);
}

G_STATIC_ASSERT(PERMISSIONS <= 64);	/* doing->two */

static bool refuse(struct doing *doing, enum permission permission, GError **error)
{
	const char *label = _(permissions[permission].label);
	const char *on = doing->before ? doing_case_id(doing) : NULL;
	g_autofree char *wants = permission_wants(permission);

	if (on && permission == PERM_CLOSE_APPROVE &&
	    permit_anywhere(doing->session->person, permission) != LEVEL_NO &&
	    !person_is_third(doing->session->person, doing->before))
		return doing_denied(doing, error, _("the closure of \"%s\" must be approved or rejected by somebody "
				    "who neither owns it nor asked for closure (SP 800-171 3.1.4)"), on);
	if (on)
		return doing_denied(doing, error, _("your roles do not let you %s on \"%s\": that needs %s"),
				    label, on, wants);
	return doing_denied(doing, error, _("your roles do not let you %s: that needs %s"), label, wants);
}

bool doing_permit(struct doing *doing, enum permission permission, GError **error)
{
	enum level level = permit(doing->session->person, permission, &doing->standing);

	if (level == LEVEL_SECOND)
		doing->two |= UINT64_C(1) << permission;
	return level == LEVEL_YES || level == LEVEL_CUI || level == LEVEL_SECOND ||
	       refuse(doing, permission, error);
}

bool doing_prove(struct doing *doing, GError **error)
{
	if (session_proved(doing->session))
		return true;
	doing->outcome->unproved = true;
	return err_set(error, ERR_DENIED, _("%s wants your password again: it was given more than five minutes ago"),
		       doing->action->name);
}

bool doing_load_case(struct doing *doing, const char *text, GError **error)
{
	g_autofree char *id = look_case_id(doing->session, text, error);

	if (!id || !tx_load(doing->tx, &case_object, CASE_ID, id, &doing->before, error))
		return false;
	if (!doing->before)
		return err_set(error, ERR_INVALID, _("there is no case \"%s\" that you may see"), text);
	doing->after = record_copy(doing->before);
	g_free(doing->key);	/* of the alert that joins it */
	doing->key = g_strdup_printf("case:%s", id);
	return select_standing(doing->session->store, doing->before, doing_user(doing),
			       &doing->standing, error);
}

bool doing_put_case(struct doing *doing, GError **error)
{
	record_set_int(doing->after, CASE_REVISION, record_int(doing->before, CASE_REVISION) + 1);
	record_set_int(doing->after, CASE_LAST_CHANGE, doing_now(doing));
	case_derive(doing->after);
	/* who owns a restricted case stands on its access list, else they could not see it */
	if (record_int(doing->after, CASE_RESTRICTED) && record_has(doing->after, CASE_OWNER) &&
	    !access_put(doing->tx, doing_case_id(doing), record_get(doing->after, CASE_OWNER),
			doing_user(doing), true, error))
		return false;
	return tx_update(doing->tx, doing->before, doing->after, error);
}

const char *doing_case_id(const struct doing *doing)
{
	return record_text(doing->after ? doing->after : doing->before, CASE_ID);
}

struct record *doing_note(const struct doing *doing, const char *text)
{
	struct record *note = record_new(&note_object);

	record_set(note, NOTE_CASE, doing_case_id(doing));
	record_set(note, NOTE_AUTHOR, doing_user(doing));
	record_set_int(note, NOTE_CREATED_AT, doing_now(doing));
	record_set(note, NOTE_TEXT, text);
	return note;
}

bool doing_find(struct doing *doing, const struct object *object, int field, const char *value,
		struct record **record, GError **error)
{
	if (doing->tx)
		return tx_load(doing->tx, object, field, value, record, error);
	return select_one(doing->session->store, object, NULL, field, value, record, error);
}

bool doing_check_user(struct doing *doing, const char *argument, const char *name, GError **error)
{
	CLEANUP(record_free) struct record *user = NULL;

	if (!doing_find(doing, &user_object, USER_NAME, name, &user, error))
		return false;
	if (!user)
		problems_add_name(doing->problems, argument, _("there is no user \"%s\"; look "
			       "users lists them"), name);
	else if (!record_is(user, USER_STATE, "active"))
		problems_add_name(doing->problems, argument, _("the account \"%s\" is disabled"), name);
	return true;
}

bool doing_check_owner(struct doing *doing, const char *argument, const char *name, GError **error)
{
	CLEANUP(person_free) struct person *person = people_load(doing->tx, name, error);
	CLEANUP(record_free) struct record *owned = record_copy(doing->after);
	char *reachable[] = { (char *)record_text(owned, CASE_GROUP), NULL };
	struct standing standing = { .record = owned, .reachable_groups = reachable, .on_access_list = true };

	if (!person || !doing_check_user(doing, argument, name, error))
		return false;
	record_set(owned, CASE_OWNER, name);
	if (!problems_any(doing->problems) && permit(person, PERM_CASE_EDIT, &standing) != LEVEL_YES)
		problems_add_name(doing->problems, argument, _("\"%s\" works no cases of the "
			       "group \"%s\"; name one of its members"), name,
				  reachable[0]);
	return true;
}

bool doing_check_group(struct doing *doing, const char *argument, const char *name, GError **error)
{
	CLEANUP(record_free) struct record *group = NULL;

	if (!doing_find(doing, &group_object, GROUP_NAME, name, &group, error))
		return false;
	if (!group)
		problems_add_name(doing->problems, argument, _("there is no group \"%s\""), name);
	return true;
}
