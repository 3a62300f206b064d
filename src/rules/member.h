/* Who holds which role, in which group. */
#ifndef RULES_MEMBER_H
#define RULES_MEMBER_H

#include "src/rules/field.h"

extern const struct choice role_choices[];	/* every role */

enum member_field {
	MEMBER_USER, MEMBER_ROLE, MEMBER_GROUP, MEMBER_ACTIVE, MEMBER_BY, MEMBER_AT,
	MEMBER_FIELDS
};

#endif
