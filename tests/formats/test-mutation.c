/* 20,000 damaged inputs: every one must come to its end, and none may be read past it (the suite
 * also runs under ASan and UBSan). The same sequence each time, so that a failure can be met again.
 */
#include "src/formats/formats.h"

#include "tests/formats/one.h"
#include <string.h>

#define ROUNDS 20000

static const char *const samples[] = { "data/wazuh.json", "data/wazuh-pretty.json",
	"data/wazuh-syslog.log", "data/generic.json" };

/* What most likely leads a parser astray. */
static const char *const pieces[] = { "{", "}", "[", "]", "\"", "\\", ",", ":", "\n", "\r\n", "\\u",
	"\\ud800", "\\u0000", "null", "{\"title\":\"x\"}", "-", "1e400", "99999999999999999999",
	"\xff", "\xf0\x9f", "\xef\xbb\xbf", "<132>Sep 19 08:25:04 h o: {", "<1>1 - - - - - [a b=\"",
	"[[[[[[[[", "{\"a\":{\"a\":", "\xe2\x80\xae", "\x1b[2J", " ", "0", "true" };

static void mutate(GString *text, GRand *rand)
{
	gsize at = text->len ? (gsize)g_rand_int_range(rand, 0, (gint32)text->len) : 0;
	gsize wish = (gsize)g_rand_int_range(rand, 1, 40), len = MIN(wish, text->len - at);
	const char *piece = pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))];
	g_autofree char *copy = g_strndup(text->str + at, len);

	switch (g_rand_int_range(rand, 0, 7)) {
	case 0:
		if (text->len)
			text->str[at] = (char)g_rand_int_range(rand, 0, 256);
		break;
	case 1:
		g_string_erase(text, (gssize)at, (gssize)len);
		break;
	case 2:
		g_string_insert(text, (gssize)at, piece);
		break;
	case 3:
		g_string_truncate(text, at);
		break;
	case 4:
		g_string_insert(text, (gssize)at, copy);
		break;
	case 5:
		g_string_insert_c(text, (gssize)at, '\0');
		break;
	default:
		g_string_append_len(text, text->str + at, (gssize)len);
		break;
	}
}

/* Each step forward takes at least a byte or closes a list: more steps than that never end. */
static void run(const char *bytes, size_t len)
{
	g_autofree char *copy = g_memdup2(bytes, len);
	CLEANUP(stream_free) struct stream *stream = stream_new(copy, len);
	struct stream_item item;
	enum stream_got got;
	size_t steps = 0;

	while ((got = stream_next(stream, &item)) != STREAM_END) {
		g_assert_cmpuint(++steps, <=, 2 * len + 2);
		if (got == STREAM_BAD) {
			g_assert_true(g_utf8_validate(item.problem, -1, NULL));
			continue;
		}
		for (const struct format *format = formats; format->name; format++) {
			g_autofree char *problem = NULL;
			struct parsed parsed = { .alert = NULL };
			bool good = format->parse(item.value, &parsed, &problem);

			format->detect(item.value);
			g_assert_true(good == !problem);
			if (good)
				g_assert_true(record_has(parsed.alert, ALERT_TITLE));
			if (good)
				g_assert_true(g_utf8_validate(parsed.summary, -1, NULL));
			parsed_clear(&parsed);
		}
	}
}

static void test_mutation(void)
{
	char *texts[G_N_ELEMENTS(samples)];
	gsize lens[G_N_ELEMENTS(samples)];
	GRand *rand = g_rand_new_with_seed(20261120);

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *path =
			g_test_build_filename(G_TEST_DIST, "formats", samples[i], NULL);

		g_assert_true(g_file_get_contents(path, &texts[i], &lens[i], NULL));
	}
	for (unsigned round = 0; round < ROUNDS; round++) {
		size_t i = round % G_N_ELEMENTS(samples);
		GString *text = g_string_new_len(texts[i], (gssize)lens[i]);

		for (int n = g_rand_int_range(rand, 1, 8); n > 0; n--)
			mutate(text, rand);
		run(text->str, text->len);
		g_string_free(text, TRUE);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		g_free(texts[i]);
	g_rand_free(rand);
}

/* Every sample cut off at every byte. */
static void test_truncation(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *path =
			g_test_build_filename(G_TEST_DIST, "formats", samples[i], NULL);
		g_autofree char *text = NULL;
		gsize len;

		g_assert_true(g_file_get_contents(path, &text, &len, NULL));
		for (gsize n = 0; n < len; n++)
			run(text, n);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/formats/mutation/mutation", test_mutation);
	g_test_add_func("/formats/mutation/truncation", test_truncation);
	return g_test_run();
}
