/* Runs a target on mutations of its corpus, where there is no libFuzzer (libfuzzer.c) to do it better.
 * The input that breaks it is left in /dev/shm. */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "src/base/crypt.h"
#include "tests/fuzz/mutate.h"
#include "tests/fuzz/targets.h"

static GPtrArray *corpus_read(const char *dir)
{
	GPtrArray *corpus = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
	const char *name;

	while (open && (name = g_dir_read_name(open)) != NULL) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		char *bytes;
		size_t len;

		if (g_file_get_contents(path, &bytes, &len, NULL))
			g_ptr_array_add(corpus, g_bytes_new_take(bytes, len));
	}
	return corpus;
}

/* The input is on disk before it is tried: ASan ends the process without a word to us. */
static void keep(const char *path, const GByteArray *input)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(input->data, 1, input->len, file) != input->len || fclose(file) != 0)
		g_error("cannot write %s", path);
}

static void run(const struct fuzz_target *target, const char *corpus_dir, int seconds)
{
	g_autofree char *path = g_strdup_printf("/dev/shm/crash-%s-%d", target->name, (int)getpid());
	g_autoptr(GPtrArray) corpus = corpus_read(corpus_dir);
	gint64 end = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
	GRand *rand = g_rand_new_with_seed((guint32)(g_get_real_time() / G_USEC_PER_SEC));
	unsigned long count = 0;

	if (corpus->len == 0)
		g_error("%s has no inputs to begin with", corpus_dir);
	while (g_get_monotonic_time() < end) {
		GByteArray *input = mutant(corpus, rand);

		keep(path, input);
		alarm(20);
		target->one(input->data, input->len);
		g_byte_array_unref(input);
		count++;
	}
	unlink(path);
	g_rand_free(rand);
	printf("%-10s %10lu inputs in %d s, nothing found\n", target->name, count, seconds);
}

int main(int argc, char **argv)
{
	const struct fuzz_target *target = argc == 4 ? fuzz_find(argv[1]) : NULL;

	if (!target) {
		fprintf(stderr, "usage: fuzz TARGET CORPUS SECONDS; targets:");
		for (target = fuzz_targets; target->name; target++)
			fprintf(stderr, " %s", target->name);
		fprintf(stderr, "\n");
		return 2;
	}
	crypt_init();
	g_log_set_always_fatal(G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
	run(target, argv[2], atoi(argv[3]));
	return 0;
}
