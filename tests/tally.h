/* Figures for doc/TEST-RESULTS.md: `./dev results` takes these lines from the logs of the tests. */
#ifndef TESTS_TALLY_H
#define TESTS_TALLY_H

#include <glib.h>

#define TALLY(section, format, ...) g_test_message("tally: " section ": " format, __VA_ARGS__)
/* What was tried and what was found of it. */
#define TALLY_FOUND(section, what, tried, found) \
	TALLY(section, "%s: %u tried, %u found", what, (unsigned)(tried), (unsigned)(found))

#endif
