/* `./dev faults [PART[=N]]`: all of it, and how many of each. */
#include "tests/faults/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* n: how many, or each nth call only. */
static const struct { const char *name, *what; long (*run)(struct stage *, long n); long n; } parts[] = {
	{ "kill", "kills of writers", faults_kill, 2000 },
	{ "io", "failed or last writes, syncs, truncations, unlinks, renames", faults_io, 1 },
	{ "twice", "faults while the store opened after a fault", faults_twice, 7 },
	{ "memory", "failed allocations of SQLite and libcrypto", faults_memory, 7 },
	{ "power", "states of the disk after a loss of power", faults_power, 20000 },
};

/* Asked for: all, or those named, as NAME or NAME=N. */
static long asked(int argc, char **argv, size_t part)
{
	size_t len = strlen(parts[part].name);

	if (argc == 1)
		return parts[part].n;
	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], parts[part].name, len) == 0 && (!argv[i][len] || argv[i][len] == '='))
			return argv[i][len] ? MAX(1, atol(argv[i] + len + 1)) : parts[part].n;
	return 0;
}

int main(int argc, char **argv)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		struct stage stage = { .loud = true };
		gint64 begin = g_get_monotonic_time();
		long n = asked(argc, argv, i), count;

		if (n == 0)
			continue;
		stage_begin(&stage);
		count = parts[i].run(&stage, n);
		stage_end(&stage);
		printf("%-8s %7ld %s in %.0f s: each left the store whole, nothing acknowledged lost\n", parts[i].name,
		       count, parts[i].what, (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC);
		fflush(stdout);
	}
	return 0;
}
