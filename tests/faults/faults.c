/* `./dev faults [PART[=N]...] [DEED...]`: all of it, and how many of each. */
#include "tests/faults/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_part(const struct part *part, const char *arg)
{
	size_t len = strlen(part->name);

	return strncmp(arg, part->name, len) == 0 && (!arg[len] || arg[len] == '=');
}

/* How many of this part: as asked for, else the whole; 0: other parts were asked for. */
static long asked(char **args, const struct part *part)
{
	bool others = false;

	for (; *args; args++) {
		const char *number = strchr(*args, '=');

		if (is_part(part, *args))
			return number ? MAX(1, atol(number + 1)) : part->n;
		for (const struct part *each = parts; each->name; each++)
			others |= is_part(each, *args);
	}
	return others ? 0 : part->n;
}

static bool is_deed(const char *name)
{
	for (const struct deed *deed = deeds; deed->name; deed++)
		if (strcmp(deed->name, name) == 0)
			return true;
	return false;
}

/* What is no part; NULL: one of them is no deed either. */
static GPtrArray *named(char **args)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (; *args; args++) {
		bool is_one = false;

		for (const struct part *part = parts; part->name; part++)
			is_one |= is_part(part, *args);
		if (!is_one && !is_deed(*args)) {
			fprintf(stderr, "faults: no part and no deed is called \"%s\"\n", *args);
			return NULL;
		}
		if (!is_one)
			g_ptr_array_add(names, *args);
	}
	g_ptr_array_add(names, NULL);
	return g_steal_pointer(&names);
}

int main(int argc, char **argv)
{
	g_autoptr(GPtrArray) names = named(argv + 1);

	(void)argc;
	if (!names)
		return 2;
	for (const struct part *part = parts; part->name; part++) {
		gint64 begin = g_get_monotonic_time();
		long n = asked(argv + 1, part), count;

		if (n == 0)
			continue;
		count = part_run(part, n, (const char *const *)names->pdata, (int)g_get_num_processors(), true);
		printf("%-8s %7ld %s in %.0f s: each left the store whole, nothing acknowledged lost\n", part->name,
		       count, part->what, (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC);
		fflush(stdout);
	}
	return 0;
}
