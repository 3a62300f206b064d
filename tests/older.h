/* A store as an earlier release left it: before its last migration. */
#ifndef TESTS_OLDER_H
#define TESTS_OLDER_H

#include "tests/house.h"

/* Nobody may be signed in. */
void older_store(const struct house *house);

#endif
