/* A program on a pseudo-terminal of its own: keys go in; how many bytes come out, and when, is noted. */
#ifndef TESTS_BENCH_RECORDER_H
#define TESTS_BENCH_RECORDER_H

#include <glib.h>
#include <stdbool.h>

#define RECORDER_ROWS 24
#define RECORDER_COLUMNS 80

struct recorder;
/* What came after a key, until nothing came for a while. */
struct heard {
	size_t bytes;
	double first, last;	/* seconds after the key; 0 when nothing came */
};

/* argv[0] is looked for in PATH. Answers what programs ask a terminal at their start. */
struct recorder *recorder_start(const char *const *argv, const char *dir);
/* Ends the program. */
void recorder_end(struct recorder *recorder);
struct heard recorder_press(struct recorder *recorder, const char *keys);
/* What comes by itself within so many seconds. */
struct heard recorder_listen(struct recorder *recorder, double seconds);
/* The program has ended. */
bool recorder_gone(const struct recorder *recorder);

#endif
