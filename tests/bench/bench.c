#include "tests/bench/bench.h"
#include "tests/bench/screens.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the table --- */

static void figure_head(void)
{
	printf("%-46s %12s   %-24s %10s %7s  %-9s\n", "what", "figure", "limit in this run", "", "ratio",
	       "goal");
}

static void print_number(double value, const char *unit)
{
	g_autofree char *text = g_strdup_printf(value < 10 ? "%.3f %s" : value < 1000 ? "%.1f %s" : "%.0f %s",
						value, unit);

	printf("%12s", text);
}

void figure_print(const struct figure *figure)
{
	double ratio = figure->limit_is ? figure->value / figure->limit : figure->value;
	bool met = figure->goal == AT_LEAST ? ratio >= figure->than : ratio <= figure->than;

	printf("%-46s ", figure->what);
	print_number(figure->value, figure->unit);
	printf("   %-24s ", figure->limit_is ? figure->limit_is : "");
	if (figure->limit_is) {
		print_number(figure->limit, figure->unit);
		printf(" %5.2f", ratio);
	} else {
		printf("%18s", "");
	}
	if (figure->goal != NO_GOAL)
		printf("  %s %-5.4g %s", figure->goal == AT_LEAST ? ">=" : "<=", figure->than,
		       met ? "met" : "MISSED");
	printf("\n");
	fflush(stdout);
}

double bench_now(void)
{
	return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

static int double_order(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double bench_median(GArray *values)
{
	g_assert_cmpuint(values->len, >, 0);
	g_array_sort(values, double_order);
	return g_array_index(values, double, values->len / 2);
}

uint64_t bench_random(void)
{
	static uint64_t state = 88172645463325252u;	/* xorshift64 (Marsaglia 2003) */

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* --- what to measure --- */

static const struct {
	const char *name, *what;
} parts[] = {
	{ "writes", "creates and updates through act() against raw transactions" },
	{ "queue", "pages and counts of a queue against a point read, at each size" },
	{ "crowd", "the worst wait of 50 writers" },
	{ "verify", "audit verify against reading and hashing the same lines" },
	{ "start", "start, sign-in and memory of a session" },
	{ "tty", "bytes and time that keys cost a terminal, beside tig, mutt and mc" },
};

static int usage(void)
{
	fprintf(stderr, "usage: bench [--full] [--dir DIR] [PART...]\n\n"
		"--full adds a million cases; DIR keeps the stores for the next run.\n"
		"--profile prints what each screen costs a terminal, for doc/TERMINAL.md.\n");
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		fprintf(stderr, "    %-8s %s\n", parts[i].name, parts[i].what);
	return 2;
}

static void run(const struct bench *bench, const char *part, bool full)
{
	const int64_t sizes[] = { 10000, 100000, full ? 1000000 : 0, 0 };
	int64_t largest = full ? sizes[2] : sizes[1];

	if (strcmp(part, "writes") == 0)
		bench_writes(bench, sizes[0]);
	else if (strcmp(part, "queue") == 0)
		bench_queue(bench, sizes);
	else if (strcmp(part, "crowd") == 0)
		bench_crowd(bench);
	else if (strcmp(part, "verify") == 0)
		bench_verify(bench, sizes[0]);
	else if (strcmp(part, "tty") == 0)
		bench_tty(bench, largest);
	else
		bench_start(bench, largest);
}

static bool known(const char *part)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strcmp(parts[i].name, part) == 0)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "full", no_argument, NULL, 'f' },
		{ "dir", required_argument, NULL, 'd' },
		{ "session", required_argument, NULL, 's' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "screens", required_argument, NULL, 'S' },
		{ "profile", no_argument, NULL, 'p' },
		{ 0 },
	};
	struct bench bench = { .dir = "/tmp/blotter-bench", .self = argv[0] };
	bool full = false, quiet = false, profile = false;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 's')
			return bench_session(optarg);
		if (option == 'S')
			return bench_screens(optarg, HOUSE_PASSWORD, quiet);
		if (option == '?')
			return usage();
		if (option == 'f')
			full = true;
		else if (option == 'q')
			quiet = true;
		else if (option == 'p')
			profile = true;
		else
			bench.dir = optarg;
	}
	bench.blotter = g_getenv("BLOTTER");
	for (int i = optind; i < argc; i++)
		if (!known(argv[i]))
			return usage();
	g_assert_cmpint(g_mkdir_with_parents(bench.dir, 0700), ==, 0);
	if (profile) {
		bench_profile(&bench);
		return 0;
	}
	figure_head();
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (optind == argc || g_strv_contains((const char *const *)argv + optind, parts[i].name))
			run(&bench, parts[i].name, full);
	return 0;
}
