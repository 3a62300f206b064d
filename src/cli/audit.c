#include <inttypes.h>
#include <string.h>

#include "src/app/look.h"
#include "src/base/i18n.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/verdict.h"
#include "src/cli/verbs.h"

static json_t *verdict_json(const struct audit_verdict_shown *verdict)
{
	json_t *json = json_object();

	json_object_set_new(json, "ok", json_boolean(!verdict->why));
	json_object_set_new(json, "entries", json_integer(verdict->entries));
	json_object_set_new(json, "rows", json_integer(verdict->rows));
	json_object_set_new(json, "rollbacks", json_integer(verdict->rollbacks));
	json_object_set_new(json, "seq", json_integer(verdict->head_seq));
	json_object_set_new(json, "head", json_string(verdict->head));
	if (verdict->why)
		json_object_set_new(json, "why", json_string(verdict->why));
	return json;
}

static bool verify(struct session *session, bool as_json, GError **error)
{
	struct audit_verdict_shown verdict;

	if (!look_verify(session, &verdict, error))
		return false;
	if (as_json)
		out_json(verdict_json(&verdict));
	else if (!verdict.why)
		out_line(_("%" PRId64 " entries and %" PRId64 " rows agree.\n"
			   "head %" PRId64 " %s"), verdict.entries, verdict.rows, verdict.head_seq,
			 verdict.head);
	if (!as_json && !verdict.why)
		verdict_rollbacks(verdict.rollbacks);
	if (verdict.why)
		err_set(error, ERR_WRONG, "%s", verdict.why);
	g_free(verdict.why);
	return !*error;
}

static bool run(const struct arguments *arguments, GError **error)
{
	const char *const *words = arguments->words;
	bool verifies = words[0] && strcmp(words[0], "verify") == 0 && !words[1];
	bool exports = words[0] && strcmp(words[0], "export") == 0 && words[1] && !words[2];
	CLEANUP(session_close) struct session *session = NULL;

	if (!verifies && !exports)
		return err_set(error, ERR_USAGE, "%s", _("audit verify, or audit export DIR"));
	session = signin_session(arguments, error);
	if (!session)
		return false;
	if (verifies)
		return verify(session, option_given(arguments, OPTION_JSON), error);
	if (!look_export_audit(session, words[1], error))
		return false;
	out_line("%s", words[1]);
	return true;
}

int verb_audit(const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;

	return run(arguments, &error) ? EXIT_DONE : out_error(error, NULL);
}
