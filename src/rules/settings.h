/* What can be set in a store, and what holds until it is. */
#ifndef RULES_SETTINGS_H
#define RULES_SETTINGS_H

#include <stdbool.h>

#include "src/rules/field.h"

struct setting_row {
	struct field field;	/* .initial is the default */
	int64_t min, max;	/* of numbers */
	bool guarded;		/* whoever changes it proves again who they are */
};
extern const struct setting_row settings[];
extern const size_t settings_len;

const struct setting_row *setting_find(const char *name);	/* NULL: no such setting */
/* As field_read, and within the limits of numbers. */
bool setting_read(const struct setting_row *setting, const char *text, char **value,
		  char **problem);

#endif
