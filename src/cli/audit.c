#include <inttypes.h>
#include <string.h>

#include "src/app/keep.h"
#include "src/app/log.h"
#include "src/app/look.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/base/syslog.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/signin.h"
#include "src/cli/verdict.h"
#include "src/cli/verbs.h"

#define WITNESS_MOST (16 << 20)
#define FOLLOW_LINES 500
#define FOLLOW_US 1000000

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
		json_object_set_new(json, "why", text_json(verdict->why));
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
		out_line(_("%" PRId64 " entries and %" PRId64 " rows agree, with their signatures "
			   "and with the anchor.\n"
			   "head %" PRId64 " %s"), verdict.entries, verdict.rows, verdict.head_seq,
			 verdict.head);
	if (!as_json && !verdict.why)
		verdict_rollbacks(verdict.rollbacks);
	if (verdict.why)
		err_set(error, ERR_WRONG, "%s", verdict.why);
	g_free(verdict.why);
	return !*error;
}

static bool verify_from(struct session *session, const char *path, GError **error)
{
	g_autofree char *text = NULL;
	unsigned notes;
	size_t len;

	if (!file_read(path, WITNESS_MOST, &text, &len, error) || !log_witnessed(session, text, &notes, error))
		return false;
	out_line(ngettext("%u checkpoint agrees.", "%u checkpoints agree.", notes), notes);
	return true;
}

static bool verb_verify(const struct arguments *arguments, struct session *session, GError **error)
{
	const char *from = arguments->values[OPTION_FROM];

	return (!from || verify_from(session, from, error)) &&
	       verify(session, option_given(arguments, OPTION_JSON), error);
}

/* A word that was mistyped must not spoil what lies there. */
static bool takes_checkpoints(struct session *session, const char *path, GError **error)
{
	g_autofree char *dir = g_path_get_dirname(path), *text = NULL;
	size_t len;

	if (!keep_outside(session, dir, error))
		return false;
	if (!file_exists(path))
		return true;
	return file_read(path, WITNESS_MOST, &text, &len, error) &&
	       (len == 0 || g_str_has_prefix(text, "blotter/") ||
		err_set(error, ERR_INVALID, _("\"%s\" holds something else than checkpoints; name a file of their own"),
			path));
}

/* The note, and an empty line after it, so that several may stand in one file. */
static bool checkpoint_add(const char *path, const char *note, GError **error)
{
	g_autofree char *text = g_strconcat(note, "\n", NULL);

	if (!file_append(path, text, strlen(text), 0600, error))
		return false;
	out_say(_("%s: a checkpoint was added"), path);
	return true;
}

static bool checkpoint(const struct arguments *arguments, struct session *session, GError **error)
{
	const char *path = arguments->words[1];
	g_autofree char *note = NULL;

	if (path && !takes_checkpoints(session, path, error))
		return false;
	note = log_checkpoint(session, error);
	if (!note)
		return false;
	if (path && !checkpoint_add(path, note, error))
		return false;
	if (!path || option_given(arguments, OPTION_JSON))
		answer_text(arguments, "checkpoint", note);
	return !option_given(arguments, OPTION_SYSLOG) || log_checkpoint_send(session, SYSLOG_SOCKET, note, error);
}

/* Ends when nobody reads any more, or the session must end. */
static bool follow(const struct arguments *arguments, struct session *session, GError **error)
{
	const char *host = g_get_host_name();
	int64_t seq;

	if (!option_number(arguments, OPTION_AFTER, 0, G_MAXINT64, &seq, error) || !log_follow_begin(session, error))
		return false;
	for (;;) {
		g_autoptr(GPtrArray) lines = log_follow(session, host, &seq, FOLLOW_LINES, error);

		if (!lines)
			return false;
		for (guint i = 0; i < lines->len; i++)
			out_line("%s", (const char *)g_ptr_array_index(lines, i));
		if (!out_flush())
			return true;
		if (lines->len < FOLLOW_LINES)
			g_usleep(FOLLOW_US);
	}
}

static bool export(const struct arguments *arguments, struct session *session, GError **error)
{
	if (option_given(arguments, OPTION_FOLLOW))
		return follow(arguments, session, error);
	if (!look_export_audit(session, arguments->words[1], error))
		return false;
	answer_text(arguments, "export", arguments->words[1]);
	out_say(_("%s: the log is written; README in it says how to verify it anywhere"), arguments->words[1]);
	return true;
}

/* One row each: how many words may follow, and which options it takes. */
static const struct part {
	const char *name;
	guint most;
	uint64_t options;
	bool (*run)(const struct arguments *arguments, struct session *session, GError **error);
} parts[] = {
	{ "verify", 0, OPTION_BIT(OPTION_FROM), verb_verify },
	{ "checkpoint", 1, OPTION_BIT(OPTION_SYSLOG), checkpoint },
	{ "export", 1, OPTION_BIT(OPTION_FOLLOW) | OPTION_BIT(OPTION_AFTER), export },
};
#define PARTS_OPTIONS (OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_FOLLOW) | OPTION_BIT(OPTION_AFTER) | \
		       OPTION_BIT(OPTION_SYSLOG))

static const struct part *part_find(const struct arguments *arguments)
{
	const char *const *words = arguments->words;
	uint64_t given = options_given(arguments) & PARTS_OPTIONS;
	guint more = words[0] ? g_strv_length((char **)(uintptr_t)words) - 1 : 0;

	for (size_t i = 0; words[0] && i < G_N_ELEMENTS(parts); i++)
		if (strcmp(parts[i].name, words[0]) == 0)
			return more <= parts[i].most && !(given & ~parts[i].options) ? &parts[i] : NULL;
	return NULL;
}

static bool run(const struct arguments *arguments, GError **error)
{
	const struct part *part = part_find(arguments);
	bool exports = part && part->run == export;
	CLEANUP(session_close) struct session *session = NULL;

	if (!part || (exports && option_given(arguments, OPTION_FOLLOW) == (arguments->words[1] != NULL)))
		return err_set(error, ERR_USAGE, "%s", _("audit verify [--from FILE], audit checkpoint [FILE] "
			       "[--syslog], audit export DIR, or audit export --follow [--after N]"));
	session = signin_session(arguments, error);
	return session && part->run(arguments, session, error);
}

int verb_audit(const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;

	return run(arguments, &error) ? EXIT_DONE : out_error(error, NULL);
}

void help_audit(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("checkpoint prints a signed note over the whole log, or appends it to FILE: keep that\n"
		 "file where those who keep the store cannot reach it; verify --from FILE holds the log\n"
		 "against it. export --follow never ends: give its lines to rsyslog, which sends them on\n"
		 "over TLS. They hold digests, no case text."));
}
