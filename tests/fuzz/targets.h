/* What reads bytes from outside, each as a function that takes any bytes at all. */
#ifndef TESTS_FUZZ_TARGETS_H
#define TESTS_FUZZ_TARGETS_H

#include <stddef.h>
#include <stdint.h>

/* Ends the process when the bytes break a promise. */
struct fuzz_target { const char *name; void (*one)(const uint8_t *bytes, size_t len); };
extern const struct fuzz_target fuzz_targets[];		/* ends with a NULL name */
const struct fuzz_target *fuzz_find(const char *name);	/* NULL: none */

#endif
