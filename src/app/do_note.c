/* Notes and actions taken: append-only; a correction is a new note. Watching. */
#include "src/app/do.h"

#include <inttypes.h>
#include "src/app/doing.h"
#include "src/base/i18n.h"
#include "src/rules/action.h"
#include "src/rules/note.h"
#include "src/rules/state.h"
#include "src/rules/watcher.h"

static bool note_put(struct doing *doing, struct record *note, GError **error)
{
	if (!tx_insert(doing->tx, note, error))
		return false;
	doing->outcome->said = g_strdup_printf("%" PRId64, note->pk);
	return true;
}

bool do_note_add(struct doing *doing, GError **error)
{
	CLEANUP(record_free) struct record *note = doing_note(doing, doing_argument(doing, "text"));

	return note_put(doing, note, error);
}

bool do_note_correct(struct doing *doing, GError **error)
{
	int64_t pk = g_ascii_strtoll(doing_argument(doing, "note"), NULL, 10);
	CLEANUP(record_free) struct record *old = NULL, *note = doing_note(doing, doing_argument(doing, "text"));

	if (!tx_load_pk(doing->tx, &note_object, pk, &old, error))
		return false;
	if (!old || !record_is(old, NOTE_CASE, doing_case_id(doing)))
		return err_set(error, ERR_INVALID, _("note: \"%s\" has no note %" PRId64),
			       doing_case_id(doing), pk);
	record_set_int(note, NOTE_CORRECTS, pk);
	return note_put(doing, note, error);
}

bool do_action_add(struct doing *doing, GError **error)
{
	static const struct { const char *argument; size_t field; } copies[] = {
		{ "text", ACTION_TEXT }, { "time", ACTION_TIME }, { "target", ACTION_TARGET },
		{ "external_id", ACTION_EXTERNAL_ID }, { "automated", ACTION_AUTOMATED },
		{ "approver", ACTION_APPROVER }, { "phase", ACTION_PHASE }, { "result", ACTION_RESULT },
	};
	CLEANUP(record_free) struct record *action = record_new(&action_object);
	const char *approver = doing_argument(doing, "approver");

	record_set(action, ACTION_CASE, doing_case_id(doing));
	record_set(action, ACTION_ACTOR, doing_user(doing));
	record_set_int(action, ACTION_CREATED_AT, doing_now(doing));
	record_set_int(action, ACTION_TIME, doing_now(doing));
	for (size_t i = 0; i < G_N_ELEMENTS(copies); i++)
		if (doing_argument(doing, copies[i].argument))
			record_set(action, copies[i].field, doing_argument(doing, copies[i].argument));
	if (approver && (!doing_check_user(doing, "approver", approver, error) || !doing_check(doing, error)))
		return false;
	if (record_int(action, ACTION_TIME) > doing_now(doing) + 5 * MINUTE_MS)
		return err_set(error, ERR_INVALID, _("time (Time): lies in the future; an action taken has happened"));
	if (!tx_insert(doing->tx, action, error))
		return false;
	doing->outcome->said = g_strdup_printf("%" PRId64, action->pk);
	return true;
}

static bool set_watching(struct doing *doing, bool active, GError **error)
{
	const int fields[] = { WATCHER_CASE, WATCHER_USER, -1 };
	const char *const values[] = { doing_case_id(doing), doing_user(doing) };
	g_autoptr(GPtrArray) rows = tx_load_all(doing->tx, &watcher_object, fields, values, error);
	const struct record *before = rows && rows->len ? g_ptr_array_index(rows, 0) : NULL;
	CLEANUP(record_free) struct record *after = before ? record_copy(before) : record_new(&watcher_object);

	if (!rows)
		return false;
	if ((before && record_int(before, WATCHER_ACTIVE)) == active)
		return err_set(error, ERR_INVALID, active ? _("you watch \"%s\" already; "
			       "case-unwatch ends it") :
			       _("you do not watch \"%s\"; case-watch begins it"),
				       doing_case_id(doing));
	record_set(after, WATCHER_CASE, doing_case_id(doing));
	record_set(after, WATCHER_USER, doing_user(doing));
	record_set(after, WATCHER_ACTIVE, active ? "1" : "0");
	record_set_int(after, WATCHER_AT, doing_now(doing));
	doing->outcome->said = g_strdup(doing_case_id(doing));
	return tx_put(doing->tx, before, after, error);
}

bool do_case_watch(struct doing *doing, GError **error)
{
	return set_watching(doing, true, error);
}

bool do_case_unwatch(struct doing *doing, GError **error)
{
	return set_watching(doing, false, error);
}
