/* Every input that once was of interest, again: tests/fuzz/corpus/TARGET/. */
#include <glib.h>

#include "src/base/crypt.h"
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

int main(int argc, char **argv)
{
	crypt_init();
	g_test_init(&argc, &argv, NULL);
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++) {
		g_autofree char *name = g_strconcat("/fuzz/", target->name, NULL);

		g_test_add_data_func(name, target, replay);
	}
	return g_test_run();
}
