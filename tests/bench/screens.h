/* The program's own screens over a store of the bench, in a process of its own on a real terminal. */
#ifndef TESTS_BENCH_SCREENS_H
#define TESTS_BENCH_SCREENS_H

#include <stdbool.h>

/* The duty lead's queue, until the terminal goes. Returns the exit code. */
int bench_screens(const char *dir, const char *password, bool quiet);

#endif
