/* What `./dev faults` and the tests go through, deed after deed, on all processors. */
#include "tests/faults/faults.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

const struct part parts[] = {
	{ "kill", "kills of writers", faults_kill, 2000, 24, true },
	{ "io", "failed or last writes, syncs, truncations, unlinks, renames", faults_io, 1, 149, false },
	{ "twice", "faults while the store opened after a fault", faults_twice, 1, 61, false },
	{ "memory", "failed allocations of SQLite and libcrypto", faults_memory, 1, 4999, false },
	{ "power", "different states of the disk after a loss of power", faults_power, 20000, 40, false },
	{ 0 },
};

/* What the processes share: the deed that comes next, and the faults made. */
struct progress { gint next, count; };

static bool is_wanted(const struct deed *deed, const char *const *names)
{
	return !names || !*names || g_strv_contains(names, deed->name);
}

static void work(const struct part *part, long n, const char *const *names, struct progress *progress, bool loud)
{
	struct stage stage = { 0 };
	size_t i, all = part->once ? 1 : deeds_count();

	stage_begin(&stage);
	while ((i = (size_t)g_atomic_int_add(&progress->next, 1)) < all) {
		long count;

		if (!part->once && !is_wanted(&deeds[i], names))
			continue;
		stage_set(&stage, &deeds[i]);
		count = part->run(&stage, n);
		g_atomic_int_add(&progress->count, (gint)count);
		if (loud && !part->once)
			fprintf(stderr, "    %-16s %ld\n", deeds[i].name, count);
	}
	stage_end(&stage);
}

long part_run(const struct part *part, long n, const char *const *names, int jobs, bool loud)
{
	struct progress *progress = mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
					 -1, 0);
	bool whole = true;
	long count;
	int status;

	g_assert_true(progress != MAP_FAILED);
	for (int job = 0; job < jobs; job++)
		if (fork() == 0) {
			work(part, n, names, progress, loud);
			_exit(0);
		}
	for (int job = 0; job < jobs; job++)
		whole = wait(&status) > 0 && status == 0 && whole;
	count = progress->count;
	munmap(progress, sizeof *progress);
	if (!whole)
		g_error("%s: a process found what must not be, and ended", part->name);
	return count;
}
