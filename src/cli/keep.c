/* Keeping the store: backup, drill, check, restore, rotate. */
#include "src/app/keep.h"

#include <inttypes.h>
#include <string.h>

#include "src/app/restore.h"
#include "src/base/file.h"
#include "src/base/i18n.h"
#include "src/cli/code.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/signin.h"
#include "src/cli/verbs.h"
#include "src/cli/verdict.h"

/* The exit code of a verb that is done, or why it is not. */
static int run(bool (*verb)(const struct arguments *arguments, GError **error), const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;

	return verb(arguments, &error) ? EXIT_DONE : out_error(error, NULL);
}

/* --- what a check found --- */

static json_t *checked_json(const struct checked *checked)
{
	json_t *json = json_object();

	json_object_set_new(json, "ok", json_boolean(!checked->why));
	json_object_set_new(json, "part", json_string(checked->part));
	json_object_set_new(json, "bytes", json_integer((json_int_t)checked->bytes));
	json_object_set_new(json, "pages", json_integer(checked->pages));
	json_object_set_new(json, "entries", json_integer(checked->entries));
	json_object_set_new(json, "rows", json_integer(checked->rows));
	json_object_set_new(json, "later", json_integer(checked->later));
	json_object_set_new(json, "rollbacks", json_integer(checked->rollbacks));
	if (checked->why)
		json_object_set_new(json, "why", text_json(checked->why));
	return json;
}

static void say_later(int64_t later)
{
	if (later > 0)
		out_line(ngettext("%" PRId64 " entry was written after it.",
				  "%" PRId64 " entries were written after it.", (unsigned long)later), later);
}

static void say_good(const struct checked *checked)
{
	if (checked->rows == 0)
		out_line(_("%" PRIu64 " bytes and %u pages are as they were written;\n"
			   "the log in it ends at entry %" PRId64 "."), checked->bytes, checked->pages,
			 checked->entries);
	else
		out_line(_("%u pages, %" PRId64 " entries and %" PRId64 " rows agree."), checked->pages,
			 checked->entries, checked->rows);
	say_later(checked->later);
	verdict_rollbacks(checked->rollbacks);
}

/* True when nothing is wrong. */
static bool conclude(const struct arguments *arguments, const struct checked *checked, GError **error)
{
	if (option_given(arguments, OPTION_JSON))
		out_json(checked_json(checked));
	else if (!checked->why)
		say_good(checked);
	return !checked->why || err_set(error, ERR_WRONG, "%s", checked->why);
}

/* --- backup --- */

static bool backup(const struct arguments *arguments, GError **error)
{
	CLEANUP(session_close) struct session *session = NULL;
	struct kept kept;
	bool done;

	if (!arguments->words[0] || arguments->words[1])
		return err_set(error, ERR_USAGE, "%s", _("name the directory that gets the backup: backup DIR"));
	session = signin_session(arguments, error);
	if (!session)
		return false;
	done = keep_backup(session, arguments->words[0], &kept, error);
	if (done)
		answer_text(arguments, "backup", kept.path);
	g_free(kept.path);
	return done;
}

int verb_backup(const struct arguments *arguments)
{
	return run(backup, arguments);
}

void help_backup(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("Others go on working. The copy is verified, log and rows too, before it gets its name,\n"
		 "which is printed. It is encrypted like the store; the host key is not in it: keep that\n"
		 "key, or the recovery code, elsewhere. For scripts: a user with the role system_operator."));
}

/* --- drill --- */

static bool drill(const struct arguments *arguments, GError **error)
{
	const char *const *words = arguments->words;
	CLEANUP(session_close) struct session *session = NULL;
	struct checked checked = { 0 };
	int64_t ms = 0;
	bool good;

	if (!words[0] || strcmp(words[0], "restore") != 0 || (words[1] && words[2]))
		return err_set(error, ERR_USAGE, "%s", _("drill restore, or drill restore BACKUP"));
	session = signin_session(arguments, error);
	if (!session || !keep_drill(session, words[1], &checked, &ms, error))
		return false;
	good = conclude(arguments, &checked, error);
	if (good && !option_given(arguments, OPTION_JSON))
		out_line(_("Restored and verified in %" PRId64 " ms; the log has it."), ms);
	checked_clear(&checked);
	return good;
}

int verb_drill(const struct arguments *arguments)
{
	return run(drill, arguments);
}

/* --- who holds a backup --- */

struct holding {
	struct signin signin;
	struct holder holder;
	struct passphrase *code;
	struct session_host host;
};

static bool code_get(const struct arguments *arguments, struct holding *holding, GError **error)
{
	GError *problem = NULL;

	holding->code = signin_password(arguments, OPTION_PASSWORD_FILE, OPTION_PASSWORD_FD, &problem);
	if (!problem && !holding->code)
		holding->code = code_ask(&problem);
	holding->holder.secret = holding->code;
	if (problem)
		g_propagate_error(error, problem);
	return !problem;
}

static bool password_get(const struct arguments *arguments, const char *path, struct holding *holding, GError **error)
{
	if (!signin_begin(arguments, &holding->signin, error))
		return false;
	/* its own notice is shown, and its own organisation named */
	g_free(holding->signin.store);
	holding->signin.store = g_strdup(path);
	if (!signin_complete(&holding->signin, error))
		return false;
	holding->holder.user = holding->signin.user;
	holding->holder.secret = holding->signin.password;
	return true;
}

static bool hold(const struct arguments *arguments, const char *path, struct holding *holding, GError **error)
{
	holding->holder.host_key = arguments->values[OPTION_HOST_KEY];
	holding->holder.anchor = arguments->values[OPTION_ANCHOR];
	signin_host(&holding->host, "cli");
	if (!backup_exists(path, error))
		return false;
	return option_given(arguments, OPTION_RECOVERY) ? code_get(arguments, holding, error) :
							  password_get(arguments, path, holding, error);
}

static void holding_clear(struct holding *holding)
{
	signin_clear(&holding->signin);
	passphrase_free(holding->code);
	session_host_clear(&holding->host);
}

/* --- check --- */

static bool check_backup(const struct arguments *arguments, const char *path, GError **error)
{
	struct holding holding = { 0 };
	struct checked checked = { 0 };
	g_autofree char *store = option_store(arguments), *scratch = g_strconcat(store, CHECK, NULL);
	bool deep = option_given(arguments, OPTION_DEEP);
	bool good = hold(arguments, path, &holding, error) &&
		    backup_examine(&holding.host, path, &holding.holder, deep ? scratch : NULL, &checked, error) &&
		    conclude(arguments, &checked, error);

	checked_clear(&checked);
	holding_clear(&holding);
	return good;
}

static bool check_store(const struct arguments *arguments, GError **error)
{
	CLEANUP(session_close) struct session *session = NULL;
	struct checked checked = { 0 };
	bool good;

	if (options_given(arguments) & (OPTION_BIT(OPTION_RECOVERY) | OPTION_BIT(OPTION_HOST_KEY)))
		return err_set(error, ERR_USAGE, "%s", _("--recovery and --host-key are for backups: check BACKUP"));
	session = signin_session(arguments, error);
	if (!session || !keep_check(session, &checked, error))
		return false;
	good = conclude(arguments, &checked, error);
	checked_clear(&checked);
	return good;
}

static bool check(const struct arguments *arguments, GError **error)
{
	const char *path = arguments->words[0];

	if (path && arguments->words[1])
		return err_set(error, ERR_USAGE, "%s", _("check, or check BACKUP"));
	return path ? check_backup(arguments, path, error) : check_store(arguments, error);
}

int verb_check(const struct arguments *arguments)
{
	return run(check, arguments);
}

void help_check(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("Without BACKUP: the store one signs in to, pages, tables, references, log, every row and\n"
		 "all raw bytes. A backup: its signature, every byte, keyring and pages; with --deep it is\n"
		 "placed beside the store for a while, and all that is in it is checked too. The password\n"
		 "is one of the time the backup was made. Exit 0: all is well; 3: something is wrong, and\n"
		 "where; 1: it could not be checked."));
}

/* --- restore --- */

static void say_restored(const struct arguments *arguments, const char *dir, const struct restored *restored)
{
	answer_text(arguments, "store", dir);
	if (restored->later > 0)
		out_say(ngettext("%" PRId64 " entry that the anchor file saw is given up",
				 "%" PRId64 " entries that the anchor file saw are given up",
				 (unsigned long)restored->later), restored->later);
	if (restored->host_key_made)
		out_say("%s", _("the host key was lost, and a new one was made: nobody's password opens the store "
			 "until `blotter recover USER`, and user-reset for the others"));
	else if (option_given(arguments, OPTION_RECOVERY))
		out_say("%s", _("the recovery code is still good; `blotter recover USER` lets somebody in"));
}

/* The recovery code is what lies sealed for the day when there is nobody to ask. */
static bool second_hold(const struct arguments *arguments, struct holding *holding, struct second *second,
			GError **error)
{
	if (option_given(arguments, OPTION_RECOVERY))
		return true;
	if (!second_get(arguments, second, error))
		return false;
	holding->holder.consent = second->consent;
	return true;
}

static bool restore(const struct arguments *arguments, GError **error)
{
	const char *path = arguments->words[0], *reason = arguments->values[OPTION_ROLLBACK];
	g_autofree char *dir = option_store(arguments);
	struct holding holding = { 0 };
	struct second second = { .code_fd = -1 };
	struct restored restored;
	bool done;

	if (!path || arguments->words[1])
		return err_set(error, ERR_USAGE, "%s", _("name the backup: restore BACKUP"));
	if (file_exists(dir))
		return err_set(error, ERR_FAILED, _("\"%s\" exists already, and nothing is ever overwritten; move it "
			       "away, or name another directory with --store"), dir);
	done = hold(arguments, path, &holding, error) && second_hold(arguments, &holding, &second, error) &&
	       backup_restore(&holding.host, path, &holding.holder, dir, reason, &restored, error);
	if (done)
		say_restored(arguments, dir, &restored);
	holding_clear(&holding);
	second_clear(&second);
	return done;
}

int verb_restore(const struct arguments *arguments)
{
	return run(restore, arguments);
}

void help_restore(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("The store goes where --store says, which must not exist yet. The backup is verified\n"
		 "first, every byte and all that is in it. Who restores signs in with a password of the time\n"
		 "it was made and needs the role system_operator, and so does a second person (or approver)\n"
		 "of that time: --second NAME. Or somebody has the recovery code (--recovery).\n"
		 "When the anchor file saw entries after it, the loss must be accepted with a reason, which\n"
		 "the log keeps. The directory of the anchor file must exist, or --anchor names another."));
}

/* --- rotate --- */

static bool rotate(const struct arguments *arguments, GError **error)
{
	CLEANUP(session_close) struct session *session = NULL;
	struct second second = { .code_fd = -1 };
	bool done;

	if (arguments->words[0])
		return err_set(error, ERR_USAGE, "%s", _("rotate takes no words"));
	session = signin_session(arguments, error);
	done = session && second_get(arguments, &second, error) && keep_rotate(session, &second.consent, error);
	second_clear(&second);
	if (!done)
		return false;
	out_say("%s", _("the data key is a new one; passwords and the recovery code stay. Backups made before still "
		 "open with the old one: make a new one now, and destroy them when they are no longer needed"));
	return true;
}

int verb_rotate(const struct arguments *arguments)
{
	return run(rotate, arguments);
}

void help_rotate(const char *const *words)
{
	(void)words;
	out_line("\n%s", _("When somebody who had the files or a backup leaves: what they have opens nothing written\n"
		 "from now on. The database is copied under a new key, which is sealed to each person's\n"
		 "public key. Nobody else may be signed in meanwhile. A second person with the role approver or\n"
		 "system_operator agrees by their own password, here: --second NAME."));
}
