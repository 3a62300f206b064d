/* What a person may choose for themselves, and what holds until they do. */
#ifndef RULES_PREFERENCES_H
#define RULES_PREFERENCES_H

#include "src/rules/settings.h"

extern const struct setting_row preferences[];
extern const size_t preferences_len;

const struct setting_row *preference_find(const char *name);	/* NULL: no such preference */

#endif
