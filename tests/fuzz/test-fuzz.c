/* Every input that once was of interest, again: tests/fuzz/corpus/TARGET/. */
#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "src/base/crypt.h"
#include "tests/fuzz/mutate.h"
#include "tests/fuzz/targets.h"

static void replay(const void *data)
{
	const struct fuzz_target *target = data;
	g_autofree char *dir = g_test_build_filename(G_TEST_DIST, "fuzz", "corpus", target->name, NULL);
	g_autoptr(GDir) corpus = g_dir_open(dir, 0, NULL);
	const char *name;
	int count = 0;

	g_assert_nonnull(corpus);
	target->one((const uint8_t *)"", 0);
	while ((name = g_dir_read_name(corpus)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_autofree char *bytes = NULL;
		size_t len;

		g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
		g_test_message("%s", name);
		target->one((const uint8_t *)bytes, len);
		count++;
	}
	g_assert_cmpint(count, >, 0);
}

/* A reader that forgets to look behind a C1 byte. */
static bool planted(const GByteArray *input)
{
	for (guint i = 0; i + 1 < input->len; i++)
		if (input->data[i] == 0x9b && input->data[i + 1] == '"')
			return true;
	return false;
}

static int inputs_until_found(guint32 seed)
{
	static const char *const texts[] = { "{\"a\": 12, \"b\": [1, 2]}", "[]" };
	g_autoptr(GPtrArray) corpus = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	GRand *rand = g_rand_new_with_seed(seed);
	bool found = false;
	int count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_ptr_array_add(corpus, g_bytes_new(texts[i], strlen(texts[i])));
	while (!found && count < 100000) {
		g_autoptr(GByteArray) input = mutant(corpus, rand);

		found = planted(input);
		count++;
	}
	g_rand_free(rand);
	return count;
}

/* What a mutator that does nothing, or too little, would not find. */
static void the_mutator_finds_a_planted_bug(void)
{
	for (guint32 seed = 1; seed <= 20; seed++) {
		int count = inputs_until_found(seed);

		g_test_message("seed %u: %d inputs", seed, count);
		g_assert_cmpint(count, >, 1);
		g_assert_cmpint(count, <, 20000);
		g_assert_cmpint(count, ==, inputs_until_found(seed));
	}
}

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++) {
		g_autofree char *name = g_strconcat("/fuzz/", target->name, NULL);

		g_test_add_data_func(name, target, replay);
	}
	g_test_add_func("/fuzz/the_mutator_finds_a_planted_bug", the_mutator_finds_a_planted_bug);
	return g_test_run();
}
