#ifndef TESTS_TRAPS_H
#define TESTS_TRAPS_H

enum trap_answer { TRAP_HAS, TRAP_HAS_NOT, TRAP_UNCLEAR, TRAP_CRASHED };

/* try runs in an empty directory that is its own. */
struct trap { const char *what; enum trap_answer (*try)(void); };
extern const struct trap traps[];	/* ends with a NULL what */

/* "3.4.1 (SQLite 3.15.2)" */
const char *traps_library(void);

#endif
