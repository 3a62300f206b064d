#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/app/act.h"
#include "src/app/password.h"
#include "src/base/i18n.h"
#include "src/cli/answer.h"
#include "src/cli/asked.h"
#include "src/cli/out.h"
#include "src/cli/record_json.h"
#include "src/cli/signin.h"
#include "src/cli/verbs.h"

/* One act; the answer goes out at once. about: the target, when there are several. */
static int do_one(struct session *session, const struct request *request, bool json, const char *about)
{
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;
	int code;

	if (session_tick(session, &error))
		act(session, request, &outcome, &error);
	if (json) {
		json_t *answer = answer_json(&outcome, error);

		if (request->target)
			json_object_set_new(answer, "target", text_json(request->target));
		out_json(answer);
		code = error ? EXIT_REFUSED : EXIT_DONE;
	} else {
		code = answer_tell(&outcome, error, about);
	}
	outcome_clear(&outcome);
	return code;
}

static bool do_words(const struct arguments *arguments, int *code, GError **error)
{
	const struct action *action = action_find(arguments->words[0]);
	g_autoptr(GPtrArray) requests = NULL;
	CLEANUP(session_close) struct session *session = NULL;
	struct second second = { .code_fd = -1 };
	struct signin signin;

	if (!action || action->flags & INTERNAL)
		return err_set(error, ERR_USAGE, _("there is no action \"%s\"; `blotter do --help` lists them"),
			       arguments->words[0]);
	if (action->second == SECOND_NEVER && option_given(arguments, OPTION_SECOND))
		return err_set(error, ERR_USAGE, _("%s is done by one person: leave --second out"), action->name);
	if (signin_begin(arguments, &signin, error))
		requests = asked_words(action, arguments->words + 1, error);
	if (requests)
		session = signin_open(&signin, error);
	signin_clear(&signin);
	if (session && !second_named(arguments, &second, error))
		g_clear_pointer(&session, session_close);
	for (guint i = 0; session && i < requests->len; i++) {
		struct request *request = g_ptr_array_index(requests, i);

		request->consent = &second.consent;
		if (do_one(session, request, option_given(arguments, OPTION_JSON),
			   requests->len > 1 ? request->target : NULL) != EXIT_DONE)
			*code = EXIT_REFUSED;
	}
	second_clear(&second);
	return session != NULL;
}

static void answer_line(struct session *session, const struct consent *consent, const char *line, int *code)
{
	struct request request;
	struct outcome outcome = { 0 };
	g_autoptr(GError) error = NULL;

	if (asked_json(line, &request, &error) && session_tick(session, &error)) {
		request.consent = consent;
		act(session, &request, &outcome, &error);
	}
	if (error)
		*code = EXIT_REFUSED;
	out_json(answer_json(&outcome, error));
	out_flush();
	outcome_clear(&outcome);
	request_clear(&request);
}

/* Each line is answered before the next is read: a script may wait for it. */
static bool do_batch(const struct arguments *arguments, int *code, GError **error)
{
	const char *name = arguments->values[OPTION_BATCH];
	FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
	CLEANUP(session_close) struct session *session = NULL;
	struct second second = { .code_fd = -1 };
	char *line = NULL;
	size_t room = 0;
	bool done;

	if (!file)
		return err_set(error, ERR_FAILED, _("cannot open \"%s\": %s"), name, g_strerror(errno));
	session = signin_session(arguments, error);
	if (session && !second_named(arguments, &second, error))
		g_clear_pointer(&session, session_close);
	while (session && getline(&line, &room, file) >= 0)
		if (*g_strstrip(line))
			answer_line(session, &second.consent, line, code);
	done = session && (!ferror(file) || err_set(error, ERR_FAILED, _("cannot read \"%s\": %s"), name,
						    g_strerror(errno)));
	free(line);
	second_clear(&second);
	if (file != stdin)
		fclose(file);
	return done;
}

/* The wanted password, from where the options say or twice from the terminal. */
static struct passphrase *wanted_password(const struct arguments *arguments, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *again = NULL, *wanted = NULL;
	GError *problem = NULL;

	wanted = signin_password(arguments, OPTION_NEW_PASSWORD_FILE, OPTION_NEW_PASSWORD_FD, &problem);
	if (wanted || problem) {
		if (problem)
			g_propagate_error(error, problem);
		return g_steal_pointer(&wanted);
	}
	wanted = passphrase_new();
	again = passphrase_new();
	if (!passphrase_ask(wanted, _("New password: "), error) ||
	    !passphrase_ask(again, _("New password, again: "), error))
		return NULL;
	if (wanted->len != again->len || !secret_equal(wanted->text, again->text, wanted->len)) {
		err_set(error, ERR_INVALID, "%s", _("the two new passwords differ; nothing was changed"));
		return NULL;
	}
	return g_steal_pointer(&wanted);
}

/* One that the program made; *shown: to be printed when it counts. */
static struct passphrase *generated_password(struct session *session, char **shown)
{
	g_autofree char *least = session_setting(session, "password_min");

	*shown = password_propose((unsigned)g_ascii_strtoull(least, NULL, 10));
	return passphrase_new_from(*shown);
}

static void tell_password(const struct session *session, char *shown)
{
	if (!shown) {
		out_line("%s", session_user(session));
		return;
	}
	out_secret(shown);
	out_say("%s", _("your new password, shown only now: write it down where nobody else reads it, or keep it "
			"in a password manager"));
}

/* No act of the table: passwords stand neither in a request nor on the command line. */
static bool do_password(const struct arguments *arguments, GError **error)
{
	CLEANUP(passphrase_free) struct passphrase *wanted = NULL;
	CLEANUP(session_close) struct session *session = NULL;
	bool generate = option_given(arguments, OPTION_GENERATE), done;
	char *shown = NULL;
	struct signin signin;

	if (arguments->words[1])
		return err_set(error, ERR_USAGE, "%s", _("user-password takes no arguments: it is about yourself"));
	done = signin_begin(arguments, &signin, error);
	if (done && signin.password && !generate)
		wanted = wanted_password(arguments, error);
	if (done && (wanted || generate || !signin.password))
		session = signin_open(&signin, error);
	if (session && !wanted)
		wanted = generate ? generated_password(session, &shown) : wanted_password(arguments, error);
	done = session && wanted && password_change(session, signin.password, wanted, error);
	signin_clear(&signin);
	if (done)
		tell_password(session, shown);
	secret_text_free(shown);
	return done;
}

/* *code: set where an act was refused. */
static bool run(const struct arguments *arguments, int *code, GError **error)
{
	bool password = arguments->words[0] && strcmp(arguments->words[0], "user-password") == 0;

	if (option_given(arguments, OPTION_BATCH)) {
		if (arguments->words[0])
			return err_set(error, ERR_USAGE, "%s", _("--batch takes its actions from the file"));
		return do_batch(arguments, code, error);
	}
	if (!arguments->words[0])
		return err_set(error, ERR_USAGE, "%s", _("do what? `blotter do --help` lists the actions"));
	if (option_given(arguments, OPTION_GENERATE) && (option_given(arguments, OPTION_NEW_PASSWORD_FD) ||
							 option_given(arguments, OPTION_NEW_PASSWORD_FILE)))
		return err_set(error, ERR_USAGE, "%s", _("--generate makes the new password: give none"));
	if (!password && (option_given(arguments, OPTION_NEW_PASSWORD_FD) ||
			  option_given(arguments, OPTION_GENERATE) ||
			  option_given(arguments, OPTION_NEW_PASSWORD_FILE)))
		return err_set(error, ERR_USAGE, "%s", _("a new password belongs to user-password"));
	return password ? do_password(arguments, error) : do_words(arguments, code, error);
}

int verb_do(const struct arguments *arguments)
{
	g_autoptr(GError) error = NULL;
	int code = EXIT_DONE;

	return run(arguments, &code, &error) ? code : out_error(error, NULL);
}
