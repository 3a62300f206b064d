/* A person at the screens: from sign-in until they leave or are made to. */
#ifndef RULES_SESSION_H
#define RULES_SESSION_H

#include "src/rules/field.h"

enum session_field {
	SESSION_USER, SESSION_SINCE, SESSION_ORIGIN, SESSION_STATE, SESSION_ENDED_AT, SESSION_WHY,
	SESSION_ENDED_BY,
	SESSION_FIELDS
};

enum session_why { WHY_LEFT, WHY_LIMIT, WHY_ENDED, WHY_DISABLED, WHY_LOST, WHYS };
extern const struct choice session_why_choices[];	/* by enum session_why, then NULL */

#endif
