/* A golden screen at play: what it knows, and what others do to its store. For test-screens.c only. */
#ifndef TESTS_UI_PLAY_H
#define TESTS_UI_PLAY_H

#include "src/app/act.h"
#include "src/app/draft.h"
#include "src/app/found.h"
#include "src/app/intake.h"
#include "src/app/present.h"
#include "tests/seam.h"
#include "tests/ui/capture.h"
#include "tests/ui/picture.h"
#include "tests/ui/pseudo.h"
#include "ui/loop.h"
#include "ui/start.h"
#include "ui/ui.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define START INT64_C(1795144320000)	/* 2026-11-20 03:12 UTC */
#define KEY_MS 700		/* between keys, and letters, of what is recorded */
#define LETTER_MS 90
#define PASSWORD "nine green kites over tarnhollow"

struct play {
	struct seam seam;
	struct session_host host;
	GHashTable *sessions;		/* of the others, by user */
	GHashTable *sets;		/* "set NAME | …" of .acts: "+NAME" stands for them */
	struct ui ui;
	char **steps;
	int step;
	char **keys;			/* what is left of a press */
	int key;
	const char *typed;		/* … and of a type */
	char *held;			/* text of the event handed out */
	char character[8];
	int height, width;
	bool ascii, mono;
	GHashTable *words;		/* pseudo: what is data; NULL: in English */
	char *store, *acts, *user, *open;
	struct cast cast;
	char *recorded;			/* its name; NULL: nothing is recorded */
	GString *shown;
	FILE *sent;			/* what a terminal would get … */
	int64_t paid;			/* … up to the last cost */
};

static bool update;

static char *screens_file(const char *name, const char *end)
{
	g_autofree char *file = g_strconcat(name, end, NULL);

	return g_test_build_filename(G_TEST_DIST, "screens", file, NULL);
}

static char *read_file(const char *name, const char *end)
{
	g_autofree char *path = screens_file(name, end);
	char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		g_error("%s cannot be read", path);
	return text;
}

static struct session *session_of(struct play *play, const char *user)
{
	struct session *session = play->sessions ? g_hash_table_lookup(play->sessions, user) : NULL;
	struct passphrase *password;
	g_autoptr(GError) error = NULL;

	if (session)
		return session;
	password = passphrase_new_from(PASSWORD);
	session = session_open(&play->host, play->seam.store_dir, user, password, &error);
	passphrase_free(password);
	g_assert_no_error(error);
	return session;
}

static void keep_session(struct play *play, const char *user, struct session *session)
{
	if (!g_hash_table_contains(play->sessions, user))
		g_hash_table_insert(play->sessions, g_strdup(user), session);
}

static void add_set(struct play *play, struct request *request, const char *part)
{
	const char *set = *part == '+' ? g_hash_table_lookup(play->sets, part + 1) : NULL;
	const char *value = strchr(part, '=');
	g_auto(GStrv) inner = NULL;
	g_autofree char *name = NULL, *text = NULL;

	if (set) {
		inner = g_strsplit(set, " | ", -1);
		for (char **one = inner; *one; one++)
			add_set(play, request, *one);
		return;
	}
	g_assert_nonnull(value);
	name = g_strndup(part, (gsize)(value - part));
	text = g_strcompress(value + 1);
	request_set(request, name, text);
}

/* "USER ACTION [TARGET] | name=value | …" */
static void do_act(struct play *play, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " | ", -1);
	g_auto(GStrv) words = g_strsplit(parts[0], " ", 3);
	struct session *session = session_of(play, words[0]);
	struct outcome outcome = { 0 };
	struct request request;
	g_autoptr(GError) error = NULL;

	keep_session(play, words[0], session);
	request_init(&request, words[1], words[2]);
	for (char **part = parts + 1; *part; part++)
		add_set(play, &request, *part);
	if (!act(session, &request, &outcome, &error))
		g_error("%s: %s", line, error->message);
	outcome_clear(&outcome);
	request_clear(&request);
}

/* "USER form INC-2026-0007 | title=…" */
/* "cyd INC-2026-0007": another person has it open. */
static void do_open_case(struct play *play, const char *line, enum present_as as)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	struct session *session = session_of(play, words[0]);

	keep_session(play, words[0], session);
	present_begin(session, words[1], as);
}

static void do_draft(struct play *play, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " | ", -1);
	g_auto(GStrv) words = g_strsplit(parts[0], " ", 2);
	struct session *session = session_of(play, words[0]);
	struct request typed;
	g_autoptr(GError) error = NULL;

	keep_session(play, words[0], session);
	request_init(&typed, NULL, NULL);
	for (char **part = parts + 1; *part; part++)
		add_set(play, &typed, *part);
	draft_keep(session, words[1], &typed, &error);
	g_assert_no_error(error);
	request_clear(&typed);
}

static void keep_set(struct play *play, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, " | ", 2);

	g_hash_table_insert(play->sets, g_strdup(parts[0]), g_strdup(parts[1]));
}

/* "USER FILE": a file of alerts beside the .acts */
static void do_ingest(struct play *play, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	g_autofree char *text = read_file(words[1], "");
	struct session *session = session_of(play, words[0]);
	struct intake_count count = { 0 };
	g_autoptr(GError) error = NULL;

	keep_session(play, words[0], session);
	intake_bytes(session, text, strlen(text), words[1], NULL, &count, NULL, NULL, &error);
	g_assert_no_error(error);
	if (count.bad)
		g_error("%s: %u of its alerts were set aside", words[1], (unsigned)count.bad);
}

static void do_wait(struct play *play, const char *text)
{
	char *unit;
	int64_t time = g_ascii_strtoll(text, &unit, 10) * SECOND_MS;

	if (!strcmp(unit, "min"))
		time *= 60;
	else if (!strcmp(unit, "h"))
		time *= 3600;
	play->seam.now += time;
	play->seam.boot += time;
}

/* Word and rest; the rest is "" when there is none. */
static bool is(const char *step, const char *word, const char **rest)
{
	size_t len = strlen(word);

	if (strncmp(step, word, len) != 0 || (step[len] && step[len] != ' '))
		return false;
	*rest = step + len + strspn(step + len, " ");
	return true;
}

static void build_store(struct play *play)
{
	g_autofree char *answers_text = read_file(play->store, ".yaml"), *acts = read_file(play->acts, ".acts");
	g_autofree char *path = seam_path(&play->seam, "answers.yaml"), *code = NULL;
	g_auto(GStrv) lines = g_strsplit(acts, "\n", -1), warnings = NULL;
	CLEANUP(answers_free) struct answers *answers = NULL;
	g_autoptr(GError) error = NULL;
	const char *rest;

	g_assert_true(g_file_set_contents(path, answers_text, -1, NULL));
	chmod(path, 0600);
	answers = answers_read(path, &error);
	g_assert_no_error(error);
	found(&play->host, play->seam.store_dir, answers, &code, &warnings, &error);
	g_assert_no_error(error);
	for (char **line = lines; *line; line++) {
		if (is(*line, "do", &rest))
			do_act(play, rest);
		else if (is(*line, "set", &rest))
			keep_set(play, rest);
		else if (is(*line, "ingest", &rest))
			do_ingest(play, rest);
		else if (is(*line, "wait", &rest))
			do_wait(play, rest);
		else if (**line && **line != '#')
			g_error("%s.acts: %s", play->store, *line);
	}
}

#endif
