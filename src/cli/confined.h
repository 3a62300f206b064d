/* Which files a command may still touch, from its row, its words and its options (base/confine.h). */
#ifndef CLI_CONFINED_H
#define CLI_CONFINED_H

#include "src/cli/verbs.h"

/* After the command line is read and before any key is there. */
bool confined_begin(const struct verb *verb, struct arguments *arguments, GError **error);
/* "seccomp, Landlock ABI 7", or what is missing and why. Caller frees. */
char *confined_text(const struct confinement *confinement);

#endif
