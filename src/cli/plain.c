#include "src/cli/plain.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/app/look.h"
#include "src/app/session_lock.h"
#include "src/app/waiting.h"
#include "src/base/i18n.h"
#include "src/base/text.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/verbs.h"

#define TICK_MS 1000

static bool has_input(void)
{
	struct pollfd input = { STDIN_FILENO, POLLIN, 0 };

	return poll(&input, 1, TICK_MS) > 0;
}

/* There is no lock here that a password opens: whoever does not come back is signed out. */
static bool wait_for_line(struct plain *plain)
{
	gint64 asked = g_get_monotonic_time();

	while (!has_input()) {
		int64_t idle = (g_get_monotonic_time() - asked) / 1000;

		if (!session_tick(plain->session, &plain->ended))
			return false;
		if (idle >= session_idle(plain->session))
			return err_set(&plain->ended, ERR_LOGIN, "%s", _("nobody typed for as long as the setting "
				       "idle_lock_minutes allows: you were signed out"));
	}
	return session_tick(plain->session, &plain->ended);
}

char *plain_ask(struct plain *plain, const char *prompt)
{
	char *line = NULL, *text = NULL;
	size_t room = 0;
	ssize_t len;

	if (prompt)
		out_text(prompt);
	out_text(": ");
	if (!out_flush() || plain->ended || !wait_for_line(plain))
		return NULL;
	len = getline(&line, &room, stdin);
	if (len >= 0 && text_is_utf8(line, (size_t)len))
		text = g_strdup(g_strstrip(line));
	else if (len >= 0)
		text = g_strdup("");
	else
		err_set(&plain->ended, ERR_FAILED, "%s", _("the input has ended"));
	if (line)
		explicit_bzero(line, room);
	free(line);
	return text;
}

/* --- what can be typed --- */

static void put_queries(struct plain *plain)
{
	out_line("%s", _("Lists, with a filter after their name:"));
	for (const struct query *query = queries; query->name; query++) {
		const struct look ask = { .query = query->name, .case_id = plain->case_id };

		if ((query->need != NEEDS_CASE || plain->case_id) && look_offered(plain->session, &ask))
			out_line("%s: %s", query->name, _(query->help));
	}
	for (const struct waiting *waiting = waitings; waiting->name; waiting++)
		if (waiting->query && !query_find(waiting->name) && waiting_offered(plain->session, waiting))
			out_line("%s: %s", waiting->name, waiting_label(waiting));
}

/* What wants a case is only named before one is open. */
static void put_actions(struct plain *plain)
{
	CLEANUP(record_free) struct record *record =
		plain->case_id ? look_case(plain->session, plain->case_id, NULL) : NULL;
	g_autoptr(GString) later = g_string_new(NULL);

	out_line("%s", _("What can be done:"));
	for (const struct action *action = actions; action->name; action++) {
		bool of_case = action->target == TARGET_CASE;

		if (!action_offered(plain->session, action, of_case ? record : NULL))
			continue;
		if (of_case && !record)
			g_string_append_printf(later, "%s%s", later->len ? ", " : "", action->name);
		else
			out_line("%s: %s", action->name, _(action->help));
	}
	if (later->len)
		out_line(_("With a case, once it is open or named (case 26-0041): %s"), later->str);
}

static void help(struct plain *plain, const char *rest)
{
	const char *const words[] = { rest, NULL };
	const struct action *action = action_find(rest);

	if (action && !(action->flags & INTERNAL)) {
		help_do(words);
		return;
	}
	if (query_find(rest)) {
		help_look(words);
		return;
	}
	put_queries(plain);
	put_actions(plain);
	out_line("%s", _("home says what waits. case 26-0041 opens a case, a number the row of the list shown last; "
			 "Enter alone shows more rows. help NAME says more of one. Where something is asked, ? "
			 "explains it and a dot leaves, and nothing is done; within a text of several lines a dot "
			 "ends the text. set shows what you prefer. q leaves."));
}

static void home(struct plain *plain, const char *rest)
{
	(void)rest;
	plain_home(plain);
}

static void open_case(struct plain *plain, const char *rest)
{
	if (*rest)
		plain_open(plain, rest);
	else if (plain->case_id)
		plain_open(plain, plain->case_id);
	else
		out_say("%s", _("name a case: case 26-0041"));
}

/* `set quiet yes`, as on the screens. */
static void set(struct plain *plain, const char *rest)
{
	g_autofree char *name = text_word(&rest), *value = text_word(&rest), *words = NULL;

	if (!name) {
		plain_list(plain, query_find("preferences"), "");
		return;
	}
	words = value ? g_strdup_printf("name=%s \"value=%s\"", name, value) : g_strdup_printf("name=%s", name);
	plain_act(plain, action_find("preference-set"), words);
}

static void leave(struct plain *plain, const char *rest)
{
	(void)rest;
	err_set(&plain->ended, ERR_FAILED, "%s", "");
}

static const struct {
	const char *name;
	void (*run)(struct plain *plain, const char *rest);
} commands[] = {
	{ "?", help }, { "help", help }, { "home", home }, { "case", open_case }, { "set", set },
	{ "q", leave }, { "quit", leave },
};

static bool run_command(struct plain *plain, const char *word, const char *rest)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(commands[i].name, word) != 0)
			continue;
		commands[i].run(plain, rest);
		return true;
	}
	return false;
}

static void run_line(struct plain *plain, const char *line)
{
	const char *rest = line + strspn(line, ": \t");
	g_autofree char *word = text_word(&rest);
	const struct query *query = word ? query_find(word) : NULL;
	const struct action *action = word ? action_find(word) : NULL;

	rest += strspn(rest, " \t");
	if (!word)
		plain_more(plain);
	else if (run_command(plain, word, rest))
		return;
	else if (query)
		plain_list(plain, query, rest);
	else if (action && !(action->flags & INTERNAL))
		plain_act(plain, action, rest);
	else if (g_ascii_isdigit(*word) || g_str_has_prefix(word, "INC-"))
		plain_open(plain, word);
	else if (!plain_waiting(plain, word, rest))
		plain_unknown(plain, word);
}

static void loop(struct plain *plain)
{
	/* whoever would continue it may be somebody else */
	if (session_suspend_locks(plain->session))
		signal(SIGTSTP, SIG_IGN);
	/* poll() must know of every line that waits */
	setvbuf(stdin, NULL, _IONBF, 0);
	out_line("%s", session_marking(plain->session));
	plain_home(plain);
	out_line("%s", _("? says what can be typed, q leaves"));
	while (!plain->ended) {
		g_autofree char *line = plain_ask(plain, plain->case_id ? plain->case_id : "blotter");

		if (line)
			run_line(plain, line);
	}
	out_line("%s", session_marking(plain->session));
}

static void plain_clear(struct plain *plain)
{
	session_close(plain->session);
	g_free(plain->case_id);
	g_free(plain->query_case);
	g_free(plain->filter);
	if (plain->rows)
		g_ptr_array_unref(plain->rows);
	if (plain->lines)
		g_ptr_array_unref(plain->lines);
	g_clear_error(&plain->ended);
}

int plain_run(const struct arguments *arguments)
{
	struct plain plain = { 0 };
	struct signin signin;
	g_autoptr(GError) error = NULL;
	int code = EXIT_DONE;

	out_wrap();
	if (signin_begin(arguments, &signin, &error)) {
		/* a person sits there, and may be gone for a while: as at the screens */
		signin.via = "tui";
		plain.session = signin_open(&signin, &error);
	}
	signin_clear(&signin);
	if (plain.session)
		loop(&plain);
	if (error || (plain.ended && err_kind(plain.ended) == ERR_LOGIN))
		code = out_error(error ? error : plain.ended, NULL);
	plain_clear(&plain);
	return code;
}
