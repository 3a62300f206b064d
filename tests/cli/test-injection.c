/* Payloads in every text field, as `blotter look`, `audit export` (of files, and --follow) and `--plain` print
 * them, and as answers to what was typed: lines of plain text, whatever the form. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "src/app/query.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/verbs.h"
#include "tests/hostile.h"
#include "tests/payloads.h"
#include "tests/tally.h"
#include "tests/vt.h"

/* Who signs in next, and where: the linker brings the verbs here (CLI_TEST_LINK). */
static struct { struct house *house; const char *user; } next;

struct session *__wrap_signin_session(const struct arguments *arguments, GError **error);
struct session *__wrap_signin_session(const struct arguments *arguments, GError **error)
{
	(void)arguments;
	return house_sign_in_with(next.house, next.user, HOUSE_PASSWORD, error);
}

struct session *__wrap_signin_open(struct signin *signin, GError **error);
struct session *__wrap_signin_open(struct signin *signin, GError **error)
{
	(void)signin;
	return house_sign_in_with(next.house, next.user, HOUSE_PASSWORD, error);
}

/* What a verb writes, to standard output and standard error together, on this input. Caller frees. */
static char *printed(int (*verb)(const struct arguments *arguments), const struct arguments *arguments,
		     const char *input, int *code)
{
	g_autofree char *in_path = seam_path(&next.house->seam, "in"), *path = seam_path(&next.house->seam, "out");
	int in = dup(STDIN_FILENO), out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO), file;
	char *text = NULL;

	fflush(stdout);
	g_assert_true(g_file_set_contents(in_path, input ? input : "", -1, NULL));
	g_assert_nonnull(freopen(in_path, "r", stdin));
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
	dup2(file, STDOUT_FILENO);
	dup2(file, STDERR_FILENO);
	*code = verb(arguments);
	out_flush();
	fflush(stdout);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(in), close(out), close(err), close(file);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static unsigned outputs;

/* How many payloads' marks it has; it must be lines of plain text. */
static guint marks_of(const char *text, const char *what)
{
	g_autofree char *why = vt_not_plain(text, strlen(text));
	guint marks = 0;

	outputs++;
	if (why)
		g_error("%s: %s", what, why);
	for (const char *p = text; (p = strpbrk(p, "^\\<")); p++)
		marks++;
	return marks;
}

/* How many payloads' marks it shows; 0 too when nobody may look. */
static guint look_at(const char *query, const char *id, int option)
{
	static const char *const users[] = { "lee", "aud", "ada" };
	const char *words[] = { query, id, NULL };
	struct arguments arguments = { .words = words };
	guint marks = 0;

	if (option >= 0)
		arguments.values[option] = "";
	for (size_t i = 0; i < G_N_ELEMENTS(users); i++) {
		g_autofree char *text = NULL, *what = g_strdup_printf("look %s %s, %s", query, id ? id : "", users[i]);
		guint found;
		int code;

		next.user = users[i];
		text = printed(verb_look, &arguments, NULL, &code);
		found = marks_of(text, what);
		marks += code == EXIT_DONE ? found : 0;
	}
	return marks;
}

/* The log's lines, which hold digests of texts and the names of what was acted on; the README is the program's
 * own. */
static void check_export(void)
{
	g_autofree char *dir = seam_path(&next.house->seam, "export"), *text = NULL;
	const char *words[] = { "export", dir, NULL };
	struct arguments arguments = { .words = words };
	g_autoptr(GDir) files = NULL;
	guint lines = 0;
	int code;

	next.user = "aud";
	text = printed(verb_audit, &arguments, NULL, &code);
	g_assert_cmpint(code, ==, EXIT_DONE);
	marks_of(text, "audit export");
	files = g_dir_open(dir, 0, NULL);
	for (const char *name; (name = g_dir_read_name(files));) {
		g_autofree char *path = g_build_filename(dir, name, NULL), *content = NULL;

		if (!g_str_has_suffix(name, ".jsonl"))
			continue;
		g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
		marks_of(content, name);
		for (const char *p = content; (p = strchr(p, '\n')); p++)
			lines++;
	}
	g_assert_cmpint(lines, >, 5000 / hostile_joined());
}

static int begun_exports(const char *text)
{
	int count = 0;

	while ((text = strstr(text, " audit-export [")) && ++count)
		text++;
	return count;
}

/* What audit export --follow writes up to the entry of its own beginning, which is the newest, after that of
 * check_export(); it never ends by itself. Caller frees. */
static char *followed(void)
{
	const char *words[] = { "export", NULL };
	struct arguments arguments = { .words = words };
	GString *text = g_string_new(NULL);
	char block[4096];
	int ends[2];
	ssize_t len;
	pid_t child;

	arguments.values[OPTION_FOLLOW] = "";
	next.user = "aud";
	g_assert_cmpint(pipe(ends), ==, 0);
	child = fork();
	if (!child) {
		alarm(600);
		dup2(ends[1], STDOUT_FILENO);
		verb_audit(&arguments);
		_exit(EXIT_FAILURE);
	}
	close(ends[1]);
	while ((len = read(ends[0], block, sizeof(block))) > 0) {
		g_string_append_len(text, block, len);
		if (g_str_has_suffix(text->str, "}\n") && begun_exports(text->str) == 2)
			break;
	}
	g_assert_cmpint(len, >, 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ends[0]);
	return g_string_free(text, FALSE);
}

/* RFC 5424: a line an entry, whatever was typed; texts are digests in it. */
static void check_follow(const GPtrArray *payloads)
{
	g_autofree char *text = followed();
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	guint count = g_strv_length(lines) - 1;

	marks_of(text, "audit export --follow");
	for (guint i = 0; i < count; i++)
		if (!g_regex_match_simple("^<85>1 [0-9TZ:.-]+ \\S+ blotter [0-9]+ [a-z-]+ \\[blotter@32473 "
					  "store=\"[0-9a-f-]+\" seq=\"[0-9]+\" leaf=\"[0-9a-f]{64}\"\\] "
					  "\\{[ -~]*\\}$", lines[i], 0, 0))
			g_error("no line of RFC 5424: %s", lines[i]);
	for (guint i = 0; i < payloads->len; i++)
		if (strstr(text, payloads->pdata[i]))
			g_error("payload %u stands in the lines as it was typed", i);
	g_assert_cmpint(count, >, 5000 / hostile_joined());
}

/* Lists, cases and acts by lines; payloads and bytes that are no text as lines, as names and as values. */
static void check_plain(const GPtrArray *payloads, const GPtrArray *ids)
{
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autofree char *text = NULL;
	const char *words[] = { NULL };
	struct arguments arguments = { .words = words };
	int code;

	for (size_t q = 0; queries[q].name; q++)
		g_string_append_printf(lines, "%s\n\n1\n", queries[q].name);
	for (guint i = 0; i + 1 < ids->len; i += 4)
		g_string_append_printf(lines, "case %s\nnotes\n1\ntransfers\n1\n", (char *)ids->pdata[i]);
	for (guint i = 0; i < payloads->len; i++) {
		g_autofree char *line = g_strdelimit(g_strdup(payloads->pdata[i]), "\r\n", ' ');

		g_string_append_printf(lines, "%s\ncase %s\nmine %s=1\nhelp %s\n", line, line, line, line);
	}
	for (size_t i = 0; payloads_broken[i]; i++)
		g_string_append_printf(lines, "%s\nnote-add %s text=%s\n.\n", payloads_broken[i],
				       (char *)ids->pdata[0], payloads_broken[i]);
	g_string_append(lines, "note-add\na\033]0;owned\007\n.\nnotes\n1\nq\n");
	next.user = "lee";
	text = printed(plain_run, &arguments, lines->str, &code);
	g_assert_cmpint(code, ==, EXIT_DONE);
	g_assert_cmpint(marks_of(text, "--plain"), >, 2 * payloads->len);
}

/* An act, a list, a filter, an export and alerts of these names. */
static void check_words(const char *payload, const char *id)
{
	static int (*const verbs_of[])(const struct arguments *arguments) = { verb_do, verb_look, verb_audit,
		verb_ingest };
	g_autofree char *set = g_strconcat("text=", payload, NULL), *named = g_strconcat(payload, "=1", NULL);
	const char *lists[][5] = {
		{ "note-add", id, set, NULL }, { "note-add", id, named, NULL }, { "note-add", payload, set, NULL },
		{ payload, payload, NULL }, { "export", payload, payload, NULL }, { "case", payload, NULL },
	};

	next.user = "lee";
	for (size_t v = 0; v < G_N_ELEMENTS(verbs_of); v++)
		for (size_t l = 0; l < G_N_ELEMENTS(lists); l++) {
			struct arguments arguments = { .words = lists[l] };
			g_autofree char *text = NULL;
			int code;

			if (verbs_of[v] == verb_look)
				arguments.values[OPTION_FILTER] = payload;
			text = printed(verbs_of[v], &arguments, NULL, &code);
			marks_of(text, lists[l][0]);
		}
}

static void told(const char *file, unsigned line, const char *why, void *data)
{
	(void)line;
	*(guint *)data += marks_of(why, file) + 1;
}

static void test_bytes(void)
{
	CLEANUP(house_free) struct house *house = house_reads_alerts(house_new());
	CLEANUP(session_close) struct session *hal = house_sign_in(house, "hal");
	g_autoptr(GPtrArray) payloads = payloads_new();
	const char *id = house_case(hal, "SEV2");
	guint aside = 0;

	next.house = house;
	for (size_t i = 0; payloads_broken[i]; i++)
		check_words(payloads_broken[i], id);
	for (guint i = 0; i < payloads->len; i += 20)
		check_words(payloads->pdata[i], id);
	hostile_bytes(house, told, &aside);
	g_assert_cmpint(aside, >, 20);
	look_at("alerts", NULL, -1);
	look_at("notes", id, OPTION_JSON);
}

static void test_look(void)
{
	static const int shapes[] = { -1, OPTION_JSON, OPTION_CSV };
	struct house *house = house_reads_alerts(house_new());
	g_autoptr(GPtrArray) payloads = payloads_new();
	g_autoptr(GPtrArray) ids = hostile_fill(house, payloads);
	guint shown = 0, bare = 0;

	next.house = house;
	check_export();
	check_follow(payloads);
	check_plain(payloads, ids);
	for (size_t q = 0; queries[q].name; q++)
		for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++)
			shown += look_at(queries[q].name, queries[q].need == NEEDS_CASE ? ids->pdata[0] : NULL,
					 shapes[s]) > 0;
	g_test_message("%u looks showed payloads", shown);
	g_assert_cmpint(shown, >=, 30);
	for (guint i = 0; ids->pdata[i]; i++)
		bare += (look_at("case", ids->pdata[i], -1) == 0) + (look_at("case", ids->pdata[i], OPTION_JSON) == 0);
	/* a line end or a combining sign alone is shown by none of the marks */
	g_assert_cmpint(bare, <=, hostile_joined() == 1 ? 12 : 0);
	house_free(house);
}

int main(int argc, char **argv)
{
	int failed;

	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/injection/look, export and line mode", test_look);
	g_test_add_func("/injection/bytes through each door", test_bytes);
	failed = g_test_run();
	TALLY("Injection", "the command line: %u answers, lists and exports, line mode too: plain text each, 0 with "
	      "what moves a terminal", outputs);
	return failed;
}
