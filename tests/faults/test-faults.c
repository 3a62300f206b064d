/* A small part of `./dev faults`, with every test. */
#include "tests/faults/faults.h"

static void some(const void *part)
{
	const struct part *one = part;
	long count = part_run(one, one->few, NULL, 1, false);

	g_test_message("%ld %s", count, one->what);
	g_assert_cmpint(count, >, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (const struct part *part = parts; part->name; part++) {
		g_autofree char *path = g_strconcat("/faults/", part->name, NULL);

		g_test_add_data_func(path, part, some);
	}
	return g_test_run();
}
