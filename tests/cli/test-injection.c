/* Payloads in every text field, as `blotter look` prints them: lines of plain text, whatever the form. */
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "src/app/query.h"
#include "src/cli/out.h"
#include "src/cli/signin.h"
#include "src/cli/verbs.h"
#include "tests/hostile.h"
#include "tests/payloads.h"
#include "tests/vt.h"

/* Who signs in next, and where: the linker brings the verbs here (CLI_TEST_LINK). */
static struct { struct house *house; const char *user; } next;

struct session *__wrap_signin_session(const struct arguments *arguments, GError **error);
struct session *__wrap_signin_session(const struct arguments *arguments, GError **error)
{
	(void)arguments;
	return house_sign_in_with(next.house, next.user, HOUSE_PASSWORD, error);
}

/* What the verb writes to standard output; NULL when it was refused. */
static char *printed(const struct arguments *arguments)
{
	g_autofree char *path = seam_path(&next.house->seam, "out");
	int out = dup(STDOUT_FILENO), code;
	char *text = NULL;

	fflush(stdout);
	g_assert_nonnull(freopen(path, "w", stdout));
	code = verb_look(arguments);
	out_flush();
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	if (code != EXIT_DONE)
		g_clear_pointer(&text, g_free);
	return text;
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
		g_autofree char *text = NULL, *why = NULL;

		next.user = users[i];
		text = printed(&arguments);
		why = text ? vt_not_plain(text, strlen(text)) : NULL;
		if (why)
			g_error("look %s %s, %s: %s", query, id ? id : "", users[i], why);
		for (const char *p = text; p && (p = strpbrk(p, "^\\<")); p++)
			marks++;
	}
	return marks;
}

static void test_look(void)
{
	static const int shapes[] = { -1, OPTION_JSON, OPTION_CSV };
	struct house *house = house_reads_alerts(house_new());
	g_autoptr(GPtrArray) payloads = payloads_new();
	g_autoptr(GPtrArray) ids = hostile_fill(house, payloads);
	guint shown = 0;

	next.house = house;
	for (size_t q = 0; queries[q].name; q++)
		for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++)
			shown += look_at(queries[q].name, queries[q].need == NEEDS_CASE ? ids->pdata[0] : NULL,
					 shapes[s]) > 0;
	g_test_message("%u looks showed payloads", shown);
	g_assert_cmpint(shown, >=, 30);
	for (guint i = 0; ids->pdata[i]; i++) {
		g_assert_cmpint(look_at("case", ids->pdata[i], -1), >, 0);
		g_assert_cmpint(look_at("case", ids->pdata[i], OPTION_JSON), >, 0);
	}
	house_free(house);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/injection/look", test_look);
	return g_test_run();
}
