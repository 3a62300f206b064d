/* One input made of others, a little wrong. */
#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

#include <glib.h>

/* corpus: of GBytes, at least one. The same seed gives the same inputs. */
GByteArray *mutant(GPtrArray *corpus, GRand *rand);

#endif
