#include <signal.h>

#include "src/app/found.h"
#include "src/app/password.h"
#include "src/base/i18n.h"
#include "src/cli/code.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/tty.h"
#include "src/cli/verbs.h"

#define PASSWORD_CHARACTERS 16	/* until the setting password_min says otherwise */

static bool left(GError **error)
{
	return err_set(error, ERR_FAILED, "%s", _("no store was made"));
}

/* Asks until something is typed. NULL when the person leaves. */
static char *ask_needed(struct tty *tty, const char *prompt, const char *initial)
{
	char *answer = tty_ask(tty, prompt, initial);

	while (answer && !*answer) {
		g_free(answer);
		answer = tty_ask(tty, prompt, initial);
	}
	return answer;
}

static char **ask_list(struct tty *tty, const char *prompt, const char *initial)
{
	g_autofree char *answer = ask_needed(tty, prompt, initial);
	g_auto(GStrv) words = answer ? g_strsplit_set(answer, " ,", -1) : NULL;
	GPtrArray *list;

	if (!answer)
		return NULL;
	list = g_ptr_array_new();
	for (size_t i = 0; words[i]; i++)
		if (*words[i])
			g_ptr_array_add(list, g_strdup(words[i]));
	g_ptr_array_add(list, NULL);
	return (char **)g_ptr_array_free(list, FALSE);
}

static bool ask_password(struct tty *tty, struct found_user *user, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *again = passphrase_new();
	struct password_owner owner = {
		.user = user->name, .full_name = user->full_name, .least = PASSWORD_CHARACTERS,
	};

	user->password = passphrase_new();
	for (;;) {
		g_autofree char *problem = NULL;

		if (!passphrase_ask(user->password, _("Password: "), error))
			return false;
		problem = password_problem(user->password, &owner);
		if (problem) {
			tty_say(tty, problem);
			continue;
		}
		if (!passphrase_ask(again, _("Password, again: "), error))
			return false;
		if (user->password->len == again->len &&
		    secret_equal(user->password->text, again->text, again->len))
			return true;
		tty_say(tty, _("the two differ"));
	}
}

/* Nobody, when the name stays empty and may. */
static bool ask_user(struct tty *tty, struct answers *answers, const char *what, bool needed, const char *initial,
		     GError **error)
{
	g_autofree char *name = NULL;
	struct found_user *user;

	tty_say(tty, what);
	name = needed ? ask_needed(tty, _("User name (short, lower case)"), NULL) :
			tty_ask(tty, _("User name (short, lower case; Enter: nobody)"), NULL);
	if (!name)
		return left(error);
	if (!*name)
		return true;
	user = g_new0(struct found_user, 1);
	g_ptr_array_add(answers->users, user);
	user->name = g_steal_pointer(&name);
	user->full_name = ask_needed(tty, _("Full name"), NULL);
	user->roles = user->full_name ? ask_list(tty, _("Roles"), initial) : NULL;
	return user->roles ? ask_password(tty, user, error) : left(error);
}

static bool ask_people(struct tty *tty, struct answers *answers, GError **error)
{
	g_autofree char *lead = g_strdup_printf("lead@%s", answers->groups[0]);

	return ask_user(tty, answers, _("\nThe first lead:"), true, lead, error) &&
	       ask_user(tty, answers, _("\nAn account administrator, who adds the other users:"), false,
			"account_admin",
			error) &&
	       ask_user(tty, answers, _("\nAn auditor, who reads everything and changes nothing:"), false, "auditor",
			error);
}

/* Asked again until one can be had, for the reason of a refusal is nothing that typing all anew would mend. */
static bool ask_profile(struct tty *tty, struct answers *answers)
{
	for (;;) {
		g_autoptr(GError) why = NULL;

		g_free(answers->profile);
		answers->profile = ask_needed(tty, _("Profile (standard, fips)"), "standard");
		if (!answers->profile || found_profile(answers->profile, &why))
			return answers->profile != NULL;
		tty_say(tty, why->message);
	}
}

static bool ask_all(struct tty *tty, struct answers *answers, GError **error)
{
	tty_say(tty, _("A new store. Ctrl-C leaves without a trace.\n"
		       "Beside it: its anchor (STORE.anchor), which shows whether the log was cut off,\n"
		       "and its host key (STORE.host-key), without which no password opens it: keep\n"
		       "a copy elsewhere, in no backup."));
	answers->organisation = ask_needed(tty, _("Organisation"), NULL);
	if (answers->organisation)
		answers->marking = ask_needed(tty, _("Marking, on the first and last row"), "CUI");
	if (answers->marking && ask_profile(tty, answers))
		answers->groups = ask_list(tty, _("Groups that work a queue"), "soc");
	if (!answers->groups || !answers->groups[0])
		return left(error);
	return ask_people(tty, answers, error);
}

static struct answers *ask_answers(GError **error)
{
	CLEANUP(answers_free) struct answers *answers = answers_new();
	struct tty tty;
	bool asked;

	if (!tty_open(&tty)) {
		err_set(error, ERR_USAGE, "%s", _("there is no terminal to ask at; give --answers FILE"));
		return NULL;
	}
	asked = ask_all(&tty, answers, error);
	tty_close(&tty);
	return asked ? g_steal_pointer(&answers) : NULL;
}

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

/* From here on there is something to take away again: whoever stops it gets that as an answer. */
static void signals_hold(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	struct sigaction action = { .sa_handler = stop };	/* no SA_RESTART: it ends a question */

	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
		sigaction(signals[i], &action, NULL);
}

static bool noted(const char *code)
{
	return !stopped && code_noted(code) && !stopped;
}

static bool make(const char *dir, const struct answers *answers, bool script, GError **error)
{
	struct session_host host = { 0 };
	g_auto(GStrv) warnings = NULL;
	char *code = NULL;
	bool made;

	signin_host(&host, "cli");
	made = found(&host, dir, answers, &code, &warnings, error);
	session_host_clear(&host);
	if (made && script)
		code_show(code, script);
	for (size_t i = 0; made && warnings && warnings[i]; i++)
		out_say("%s: %s", _("warning"), warnings[i]);
	secret_text_free(code);
	return made;
}

static bool run(const struct arguments *arguments, GError **error)
{
	const char *file = arguments->values[OPTION_ANSWERS];
	g_autofree char *dir = option_store(arguments), *parent = g_path_get_dirname(dir);
	CLEANUP(answers_free) struct answers *answers = NULL;

	if (arguments->words[0])
		return err_set(error, ERR_USAGE, "%s", _("init takes no arguments; the place is --store DIR"));
	answers = file ? answers_read(file, error) : ask_answers(error);
	if (!answers)
		return false;
	if (!file) {
		answers->noted = noted;
		signals_hold();
	}
	/* the default place lies in directories that a fresh account does not have */
	if (!option_given(arguments, OPTION_STORE))
		g_mkdir_with_parents(parent, 0700);
	return make(dir, answers, file != NULL, error);
}

int verb_init(const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;

	return run(arguments, &error) ? EXIT_DONE : out_error(error, NULL);
}
